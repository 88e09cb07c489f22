//! Taking in a photograph: what it really is, upright, small enough, and without its secrets.
//!
//! Re-encoding the pixels drops every kind of metadata (place, serial numbers, names); what is kept
//! is kept on purpose: the time, and the place when the user says so.

use std::io::Cursor;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use exif::{Exif, In, Tag, Value};
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageFormat, ImageReader, Limits};

/// Largest file taken, bytes.
const MAX_BYTES: usize = 40 << 20;
/// Largest picture decoded, pixels: a tiny file can claim a picture that fills all memory.
const MAX_PIXELS: u64 = 120_000_000;
/// Long edge of what is stored, pixels.
const LONG_EDGE: u32 = 2560;
/// Long edge of a thumbnail, pixels.
const THUMB_EDGE: u32 = 240;
const QUALITY: u8 = 88;
const THUMB_QUALITY: u8 = 72;

/// Why a file is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    NotAnImage,
    /// Ends early or does not decode.
    Broken,
    /// What is too large, in words.
    TooLarge(String),
}

/// A picture ready to be stored.
pub struct Photo {
    pub bytes: Vec<u8>,
    pub media_type: &'static str,
    pub width: u32,
    pub height: u32,
    /// As it was shown before scaling.
    pub shown: (u32, u32),
    /// `YYYY-MM-DD HH:MM:SS`.
    pub taken_at: Option<String>,
    /// `lat,lon`; the caller drops it unless the user keeps it.
    pub location: Option<String>,
    /// `gps_present`, `extension_differs_from_content`, `scaled`.
    pub findings: Vec<&'static str>,
}

/// Reads a file as a photograph. The content decides, not the name.
pub fn take_in(file_name: &str, raw: &[u8]) -> Result<Photo, Refusal> {
    if raw.len() > MAX_BYTES {
        return Err(Refusal::TooLarge(format!("{} MB", raw.len() >> 20)));
    }
    let format = match image::guess_format(raw) {
        Ok(format @ (ImageFormat::Jpeg | ImageFormat::Png)) => format,
        _ => return Err(Refusal::NotAnImage),
    };
    let whole = match format {
        ImageFormat::Jpeg => jpeg_is_whole(raw),
        _ => png_is_whole(raw),
    };
    if !whole {
        return Err(Refusal::Broken);
    }
    let mut picture = decode(raw, format)?;
    let exif = read_exif(raw);
    if let Some(orientation) = exif.as_ref().and_then(orientation) {
        picture.apply_orientation(orientation);
    }
    let mut findings = Vec::new();
    if exif.as_ref().is_some_and(has_gps) {
        findings.push("gps_present");
    }
    if !extension_fits(file_name, format) {
        findings.push("extension_differs_from_content");
    }
    let shown = (picture.width(), picture.height());
    if shown.0.max(shown.1) > LONG_EDGE {
        picture = picture.resize(LONG_EDGE, LONG_EDGE, FilterType::CatmullRom);
        findings.push("scaled");
    }
    let (bytes, media_type) = encode(&picture, format)?;
    Ok(Photo {
        bytes,
        media_type,
        width: picture.width(),
        height: picture.height(),
        shown,
        taken_at: exif.as_ref().and_then(taken_at),
        location: exif.as_ref().and_then(location),
        findings,
    })
}

/// A small JPEG of a stored picture as a data URL; empty when it does not decode.
pub fn thumbnail(bytes: &[u8]) -> String {
    let Ok(format) = image::guess_format(bytes) else {
        return String::new();
    };
    let Ok(picture) = decode(bytes, format) else {
        return String::new();
    };
    let small = picture.thumbnail(THUMB_EDGE, THUMB_EDGE);
    match jpeg(&small, THUMB_QUALITY) {
        Ok(bytes) => format!("data:image/jpeg;base64,{}", STANDARD.encode(bytes)),
        Err(_) => String::new(),
    }
}

/// A stored picture as JPEG, for paper.
pub fn as_jpeg(bytes: Vec<u8>) -> Option<Vec<u8>> {
    match image::guess_format(&bytes).ok()? {
        ImageFormat::Jpeg => Some(bytes),
        format => jpeg(&decode(&bytes, format).ok()?, QUALITY).ok(),
    }
}

fn decode(raw: &[u8], format: ImageFormat) -> Result<DynamicImage, Refusal> {
    let reader = || {
        let mut reader = ImageReader::with_format(Cursor::new(raw), format);
        let mut limits = Limits::default();
        limits.max_alloc = Some(1 << 30);
        reader.limits(limits);
        reader
    };
    let (width, height) = reader().into_dimensions().map_err(|_| Refusal::Broken)?;
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(Refusal::TooLarge(format!("{width}×{height} 像素")));
    }
    reader().decode().map_err(|_| Refusal::Broken)
}

fn encode(picture: &DynamicImage, format: ImageFormat) -> Result<(Vec<u8>, &'static str), Refusal> {
    if format == ImageFormat::Jpeg {
        return Ok((jpeg(picture, QUALITY)?, "image/jpeg"));
    }
    let mut bytes = Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, ImageFormat::Png)
        .map_err(|_| Refusal::Broken)?;
    Ok((bytes.into_inner(), "image/png"))
}

fn jpeg(picture: &DynamicImage, quality: u8) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
    let encoded = match picture {
        DynamicImage::ImageLuma8(grey) => grey.write_with_encoder(encoder),
        other => other.to_rgb8().write_with_encoder(encoder),
    };
    encoded.map_err(|_| Refusal::Broken)?;
    Ok(bytes)
}

/// Follows a JPEG's segments to its end mark. Decoders paint a cut-off picture grey and say
/// nothing; and the end mark of an embedded thumbnail must not count.
fn jpeg_is_whole(raw: &[u8]) -> bool {
    let mut at = 2;
    while let (Some(0xFF), Some(marker)) = (raw.get(at), raw.get(at + 1)) {
        match marker {
            0xFF => at += 1,
            0xD9 => return true,
            0x01 | 0xD0..=0xD7 => at += 2,
            marker => {
                let Some([high, low]) = raw.get(at + 2..at + 4) else {
                    return false;
                };
                at += 2 + usize::from(u16::from_be_bytes([*high, *low]));
                if *marker == 0xDA {
                    at = scan_end(raw, at);
                }
            }
        }
    }
    false
}

/// Behind the coded data of a scan: the place of the next real marker.
fn scan_end(raw: &[u8], from: usize) -> usize {
    let mut at = from;
    while at + 1 < raw.len() {
        if raw[at] == 0xFF && !matches!(raw[at + 1], 0x00 | 0xD0..=0xD7 | 0xFF) {
            return at;
        }
        at += 1;
    }
    raw.len()
}

/// Follows a PNG's chunks to IEND.
fn png_is_whole(raw: &[u8]) -> bool {
    let mut at = 8;
    while let Some([a, b, c, d, kind @ ..]) = raw.get(at..at + 8) {
        let length = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
        let Some(next) = at.checked_add(length).and_then(|end| end.checked_add(12)) else {
            return false;
        };
        if kind == b"IEND" {
            return next <= raw.len();
        }
        at = next;
    }
    false
}

fn extension_fits(file_name: &str, format: ImageFormat) -> bool {
    let extension = file_name
        .rsplit_once('.')
        .map(|(_, ext)| ext.to_ascii_lowercase());
    match extension.as_deref() {
        // A name without an extension promises nothing.
        None => true,
        Some("jpg" | "jpeg" | "jpe" | "jfif") => format == ImageFormat::Jpeg,
        Some("png") => format == ImageFormat::Png,
        Some(_) => false,
    }
}

/// Cameras and apps write sloppy EXIF; what can be read of it still counts.
fn read_exif(raw: &[u8]) -> Option<Exif> {
    let mut reader = exif::Reader::new();
    reader.continue_on_error(true);
    let read = reader.read_from_container(&mut Cursor::new(raw));
    read.or_else(|error| error.distill_partial_result(|_| ()))
        .ok()
}

fn orientation(exif: &Exif) -> Option<Orientation> {
    let value = exif
        .get_field(Tag::Orientation, In::PRIMARY)?
        .value
        .get_uint(0)?;
    Orientation::from_exif(u8::try_from(value).ok()?)
}

fn has_gps(exif: &Exif) -> bool {
    exif.fields().any(|field| {
        matches!(
            field.tag,
            Tag::GPSLatitude | Tag::GPSLongitude | Tag::GPSDestLatitude
        )
    })
}

/// The camera's time, only when it is a time.
fn taken_at(exif: &Exif) -> Option<String> {
    let tags = [Tag::DateTimeOriginal, Tag::DateTimeDigitized, Tag::DateTime];
    tags.into_iter().find_map(|tag| {
        let Value::Ascii(parts) = &exif.get_field(tag, In::PRIMARY)?.value else {
            return None;
        };
        let text = String::from_utf8(parts.first()?.clone()).ok()?;
        let at = chrono::NaiveDateTime::parse_from_str(text.trim(), "%Y:%m:%d %H:%M:%S").ok()?;
        Some(at.format("%Y-%m-%d %H:%M:%S").to_string())
    })
}

/// `lat,lon` in degrees with six decimals (about a decimetre).
fn location(exif: &Exif) -> Option<String> {
    let latitude = degrees(exif, Tag::GPSLatitude, Tag::GPSLatitudeRef, b'S')?;
    let longitude = degrees(exif, Tag::GPSLongitude, Tag::GPSLongitudeRef, b'W')?;
    Some(format!("{latitude:.6},{longitude:.6}"))
}

fn degrees(exif: &Exif, tag: Tag, side: Tag, negative: u8) -> Option<f64> {
    let Value::Rational(parts) = &exif.get_field(tag, In::PRIMARY)?.value else {
        return None;
    };
    let part = |i: usize| {
        parts
            .get(i)
            .filter(|part| part.denom != 0)
            .map(exif::Rational::to_f64)
    };
    let value = part(0)? + part(1).unwrap_or(0.0) / 60.0 + part(2).unwrap_or(0.0) / 3600.0;
    let side = match &exif.get_field(side, In::PRIMARY).map(|field| &field.value) {
        Some(Value::Ascii(text)) => text.first().and_then(|text| text.first()).copied(),
        _ => None,
    };
    Some(if side == Some(negative) {
        -value
    } else {
        value
    })
}
