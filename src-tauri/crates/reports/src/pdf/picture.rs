//! Reads the size of a JPEG from its frame header: pictures go into the file undecoded.

use super::Picture;

/// The picture with its size, or `None` when the bytes are not a JPEG a printer could show.
pub(crate) fn jpeg_size(jpeg: &[u8]) -> Option<Picture> {
    if !jpeg.starts_with(&[0xFF, 0xD8]) {
        return None;
    }
    let mut at = 2;
    loop {
        let marker = *jpeg.get(at + 1)?;
        if jpeg[at] != 0xFF {
            return None;
        }
        if marker == 0xFF {
            at += 1;
            continue;
        }
        let length = usize::from(u16::from_be_bytes([*jpeg.get(at + 2)?, *jpeg.get(at + 3)?]));
        let body = jpeg.get(at + 4..at + 2 + length)?;
        // SOF0…SOF3 and SOF5…SOF15 without DHT, JPG and DAC: baseline, extended, progressive.
        let is_frame = matches!(marker, 0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF);
        if is_frame {
            let [8, h1, h2, w1, w2, components, ..] = *body else {
                return None;
            };
            let (width, height) = (u16::from_be_bytes([w1, w2]), u16::from_be_bytes([h1, h2]));
            let shown = width > 0 && height > 0 && matches!(components, 1 | 3 | 4);
            return shown.then(|| Picture {
                jpeg: jpeg.to_vec(),
                width: u32::from(width),
                height: u32::from(height),
                components,
            });
        }
        if marker == 0xDA || length < 2 {
            return None;
        }
        at += 2 + length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: [u8; 12] = [0xFF, 0xC0, 0, 17, 8, 0x01, 0x00, 0x02, 0x00, 3, 1, 0x22];

    #[test]
    fn reads_the_frame_header_and_refuses_the_rest() {
        let mut jpeg = vec![0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2];
        jpeg.extend(FRAME);
        jpeg.extend([0; 20]);
        let picture = jpeg_size(&jpeg).unwrap();
        assert_eq!(
            (picture.width, picture.height, picture.components),
            (512, 256, 3)
        );
        for bad in [
            &b""[..],
            b"hello",
            &[0xFF, 0xD8],
            &[0xFF, 0xD8, 0xFF, 0xDA, 0, 2],
            &jpeg[..12],
        ] {
            assert!(jpeg_size(bad).is_none());
        }
    }
}
