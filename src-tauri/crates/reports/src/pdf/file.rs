//! Pages of many items bound into one file whose bytes depend on nothing but the data.

use std::collections::{BTreeMap, BTreeSet};

use printpdf::{
    DictItem, ExternalStream, ExternalXObject, OffsetDateTime, PdfDocument, PdfFont, PdfPage,
    PdfSaveOptions, Px, XObject, XObjectId, serialize_pdf_into_bytes,
};

use super::canvas::font_id;
use super::{Canvas, Numbering, Tint};
use crate::fonts::Face;
use crate::text::{MissingGlyph, Typesetter, width_of};
use crate::{PrintOptions, ReportError};

/// A finished document.
#[derive(Clone, PartialEq, Eq)]
pub struct Document {
    /// The PDF.
    pub bytes: Vec<u8>,
    /// Pages in it.
    pub pages: usize,
    /// Characters no font could draw (they stand as 〓), each with its place; sorted, without
    /// repeats.
    pub missing: Vec<MissingGlyph>,
    /// Sentences about what else the reader should know: pictures that could not be printed, text
    /// that was continued on an extra sheet.
    pub notices: Vec<String>,
}

impl std::fmt::Debug for Document {
    /// Notices name people: only counts are shown.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Document")
            .field("bytes", &self.bytes.len())
            .field("pages", &self.pages)
            .field("missing", &self.missing.len())
            .field("notices", &self.notices.len())
            .finish()
    }
}

/// Called after each item with (done, total); `false` stops the work and nothing is returned.
pub type Progress<'p> = &'p mut dyn FnMut(usize, usize) -> bool;

/// A JPEG placed in the document as it is, without being decoded.
pub(crate) struct Picture {
    pub jpeg: Vec<u8>,
    pub width: u32,
    pub height: u32,
    pub components: u8,
}

/// Collects the pages of one document.
pub(crate) struct Binder<'f> {
    pub type_setter: Typesetter<'f>,
    pub notices: Vec<String>,
    options: &'f PrintOptions,
    pages: Vec<PdfPage>,
    used: BTreeSet<(Face, u8)>,
    pictures: BTreeMap<XObjectId, XObject>,
}

impl<'f> Binder<'f> {
    pub(crate) fn new(fonts: &'f crate::Fonts, options: &'f PrintOptions) -> Self {
        Self {
            type_setter: Typesetter::new(fonts),
            notices: Vec::new(),
            options,
            pages: Vec::new(),
            used: BTreeSet::new(),
            pictures: BTreeMap::new(),
        }
    }

    pub(crate) fn options(&self) -> &'f PrintOptions {
        self.options
    }

    /// Registers a picture and returns the name to draw it by.
    pub(crate) fn add_picture(&mut self, picture: Picture) -> XObjectId {
        let id = XObjectId(format!("Photo{}", self.pictures.len() + 1));
        let name = |text: &str| DictItem::Name(text.as_bytes().to_vec());
        let mut dict = BTreeMap::from([
            ("Type".to_owned(), name("XObject")),
            ("Subtype".to_owned(), name("Image")),
            ("Filter".to_owned(), name("DCTDecode")),
            ("Width".to_owned(), DictItem::Int(i64::from(picture.width))),
            (
                "Height".to_owned(),
                DictItem::Int(i64::from(picture.height)),
            ),
            ("BitsPerComponent".to_owned(), DictItem::Int(8)),
        ]);
        let space = match picture.components {
            1 => "DeviceGray",
            4 => "DeviceCMYK",
            _ => "DeviceRGB",
        };
        dict.insert("ColorSpace".to_owned(), name(space));
        if picture.components == 4 {
            // Cameras never write these; programs that do (Adobe's) store them inverted.
            let decode = [1, 0, 1, 0, 1, 0, 1, 0].map(DictItem::Int).to_vec();
            dict.insert("Decode".to_owned(), DictItem::Array(decode));
        }
        let px = |value: u32| Some(Px(value as usize));
        let (width, height) = (px(picture.width), px(picture.height));
        let stream = ExternalStream {
            dict,
            content: picture.jpeg,
            compress: false,
        };
        let object = XObject::External(ExternalXObject {
            stream,
            width,
            height,
            dpi: None,
        });
        self.pictures.insert(id.clone(), object);
        id
    }

    /// Adds the pages of one item, numbered within the item: “第 x 页 共 y 页”.
    pub(crate) fn add_item(&mut self, pages: Vec<Canvas>) {
        let total = pages.len();
        for (index, mut page) in pages.into_iter().enumerate() {
            let height = page.size().1;
            page.set_tint(Tint::Grey(0));
            self.number(&mut page, index + 1, total);
            if !self.options.trace.is_empty() {
                let trace = self.type_setter.shape(Face::Serif, &self.options.trace);
                self.type_setter.note_missing(&trace, || "页脚".to_owned());
                page.set_tint(Tint::Grey(45));
                page.glyphs(&trace, 15.0, height - 6.5, 6.5);
            }
            let (page, used) = page.into_page();
            self.pages.push(page);
            self.used.extend(used);
        }
    }

    /// Sets a page's number where the page wants it.
    fn number(&mut self, page: &mut Canvas, at: usize, of: usize) {
        let (width, height) = page.size();
        let (text, size) = match page.numbering() {
            Numbering::Off => return,
            Numbering::Dash => (format!("— {at} —"), 14.0),
            _ => (format!("第 {at} 页 共 {of} 页"), 9.0),
        };
        let glyphs = self.type_setter.shape(Face::Serif, &text);
        let wide = width_of(&glyphs) as f32 * size / 1000.0 / super::PT_PER_MM;
        let (x, y) = match page.numbering() {
            Numbering::At { right, baseline } => (right - wide, baseline),
            // One character in from the text area's edge: right on odd pages, left on even ones.
            Numbering::Dash if at % 2 == 1 => (width - 26.0 - 5.0 - wide, height - 27.0),
            Numbering::Dash => (28.0 + 5.0, height - 27.0),
            _ => (width / 2.0 - wide / 2.0, height - 6.5),
        };
        page.glyphs(&glyphs, x, y, size);
    }

    /// The finished file.
    pub(crate) fn finish(self, title: &str) -> Result<Document, ReportError> {
        let title = if self.options.title.is_empty() {
            title
        } else {
            &self.options.title
        };
        let mut pdf = PdfDocument::new(title);
        let when = OffsetDateTime::from_unix_timestamp(self.options.created_unix)
            .unwrap_or(OffsetDateTime::epoch());
        let info = &mut pdf.metadata.info;
        (
            info.creation_date,
            info.modification_date,
            info.metadata_date,
        ) = (when, when, when);
        info.creator = "songnuan".to_owned();
        info.producer = "songnuan".to_owned();
        for (face, variant) in &self.used {
            let Some(font) = self.type_setter.fonts().parsed(*face) else {
                return Err(ReportError::Font(face.file_name().to_owned()));
            };
            pdf.resources
                .fonts
                .map
                .insert(font_id(*face, *variant), PdfFont::new(font.clone()));
        }
        pdf.resources.xobjects.map = self.pictures;
        let pages = self.pages.len();
        pdf.pages = self.pages;
        let save = PdfSaveOptions {
            image_optimization: None,
            ..PdfSaveOptions::default()
        };
        let mut bytes = serialize_pdf_into_bytes(&pdf, &save, &mut Vec::new());
        fix_document_id(&mut bytes);
        let missing = self.type_setter.into_missing();
        Ok(Document {
            bytes,
            pages,
            missing,
            notices: self.notices,
        })
    }
}

/// printpdf writes two process-wide counters as the file's /ID. They are replaced, in place and at
/// the same length, by a digest of everything else, so equal data gives equal bytes.
fn fix_document_id(bytes: &mut [u8]) {
    const OPEN: &[u8] = b"/ID[(";
    const LEN: usize = 32;
    let Some(at) = bytes.windows(OPEN.len()).rposition(|window| window == OPEN) else {
        return;
    };
    let first = at + OPEN.len();
    let second = first + LEN + 2;
    if bytes.get(first + LEN..second) != Some(b")(".as_slice()) || bytes.len() < second + LEN {
        return;
    }
    for start in [first, second] {
        bytes[start..start + LEN].fill(b'0');
    }
    let id = digest(bytes);
    for start in [first, second] {
        bytes[start..start + LEN].copy_from_slice(id.as_bytes());
    }
}

/// FNV-1a over the bytes, twice with different starts: an identity, not a safeguard.
fn digest(bytes: &[u8]) -> String {
    let fnv = |start: u64| {
        bytes.iter().fold(start, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        })
    };
    format!(
        "{:016X}{:016X}",
        fnv(0xcbf2_9ce4_8422_2325),
        fnv(0x9e37_79b9_7f4a_7c15)
    )
}
