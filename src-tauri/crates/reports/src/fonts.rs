//! The fonts a document may draw from: parsed once, shared by every document, tried in order.

use std::sync::{Arc, Mutex, OnceLock};

use printpdf::ParsedFont;

use crate::ReportError;

/// The typefaces of our forms; the order is also the order of fallback.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Face {
    /// 宋体: what is filled in.
    Serif = 0,
    /// 宋体加粗: titles.
    SerifBold = 1,
    /// 黑体: labels.
    Sans = 2,
    /// Rare characters, first half (all of the BMP's ideographs).
    RareA = 3,
    /// Rare characters, second half (extensions B–F).
    RareB = 4,
}

impl Face {
    /// Every face in the order of fallback.
    pub const ALL: [Face; 5] = [
        Face::Serif,
        Face::SerifBold,
        Face::Sans,
        Face::RareA,
        Face::RareB,
    ];

    /// The file a face is read from; the list in `assets/fonts/fonts.toml` says where to get it.
    pub fn file_name(self) -> &'static str {
        match self {
            Face::Serif => "NotoSerifSC-Regular.ttf",
            Face::SerifBold => "NotoSerifSC-Bold.ttf",
            Face::Sans => "NotoSansSC-Medium.ttf",
            Face::RareA => "HanaMinA.ttf",
            Face::RareB => "HanaMinB.ttf",
        }
    }

    /// Six capitals, the subset tag PDF asks for.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Face::Serif => "SNSERR",
            Face::SerifBold => "SNSERB",
            Face::Sans => "SNSANM",
            Face::RareA => "SNHANA",
            Face::RareB => "SNHANB",
        }
    }
}

type Loader = Box<dyn FnOnce() -> Option<Vec<u8>> + Send>;

/// One font file: its name (see [`Face::file_name`]) and how to get its bytes.
pub struct FontFile {
    name: String,
    load: Loader,
}

impl FontFile {
    /// A font whose bytes are at hand.
    pub fn bytes(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self {
            name: name.into(),
            load: Box::new(move || Some(bytes)),
        }
    }

    /// A font whose bytes are fetched when first needed: the two rare fonts weigh 53 MB, and most
    /// documents never ask for them.
    pub fn lazy(
        name: impl Into<String>,
        load: impl FnOnce() -> Option<Vec<u8>> + Send + 'static,
    ) -> Self {
        Self {
            name: name.into(),
            load: Box::new(load),
        }
    }
}

struct Slot {
    load: Mutex<Option<Loader>>,
    parsed: OnceLock<Option<ParsedFont>>,
}

impl Slot {
    fn get(&self) -> Option<&ParsedFont> {
        self.parsed
            .get_or_init(|| {
                let loader = self.load.lock().ok().and_then(|mut slot| slot.take())?;
                ParsedFont::from_bytes(&loader()?, 0, &mut Vec::new())
            })
            .as_ref()
    }
}

/// The parsed fonts. Cloning shares them; a program keeps one for its life.
#[derive(Clone)]
pub struct Fonts(Arc<[Slot; 5]>);

impl Fonts {
    /// Takes the font files (any order; unknown names are ignored).
    ///
    /// The serif must be present and sound. A missing bold or sans is replaced by the serif; without
    /// the rare fonts rare characters are reported as missing in the documents that need them.
    pub fn new(files: Vec<FontFile>) -> Result<Self, ReportError> {
        let mut loaders: [Option<Loader>; 5] = Default::default();
        for file in files {
            if let Some(face) = Face::ALL
                .into_iter()
                .find(|face| face.file_name() == file.name)
            {
                loaders[face as usize] = Some(file.load);
            }
        }
        let slots = loaders.map(|loader| Slot {
            load: Mutex::new(loader),
            parsed: OnceLock::new(),
        });
        let fonts = Self(Arc::new(slots));
        match fonts.parsed(Face::Serif) {
            Some(_) => Ok(fonts),
            None => Err(ReportError::Font(Face::Serif.file_name().to_owned())),
        }
    }

    pub(crate) fn parsed(&self, face: Face) -> Option<&ParsedFont> {
        self.0[face as usize].get()
    }

    /// The glyph of `ch` in exactly this face: its number and advance in thousandths of an em.
    pub(crate) fn glyph_in(&self, face: Face, ch: char) -> Option<(u16, u16)> {
        let font = self.parsed(face)?;
        let gid = font
            .lookup_glyph_index(u32::from(ch))
            .filter(|gid| *gid != 0)?;
        let em = u32::from(font.pdf_font_metrics.units_per_em).max(1);
        let advance = u32::from(font.get_horizontal_advance(gid)) * 1000 / em;
        Some((gid, u16::try_from(advance).unwrap_or(1000)))
    }

    /// Whether any font can draw this character.
    pub fn can_draw(&self, ch: char) -> bool {
        Face::ALL
            .into_iter()
            .any(|face| self.glyph_in(face, ch).is_some())
    }
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Fonts")
    }
}
