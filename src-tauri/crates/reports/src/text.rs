//! Characters become measured glyphs, glyphs become lines: font fallback and Chinese line breaking.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use crate::fonts::{Face, Fonts};

/// A character no font can draw. It stands as 〓 in the document and is listed here.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct MissingGlyph {
    /// The character.
    pub ch: char,
    /// Which cell of which form, in words: “困难职工档案表 › 姓名”.
    pub at: String,
}

impl std::fmt::Debug for MissingGlyph {
    /// The place names a person, so only the code point is shown.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MissingGlyph(U+{:04X})", u32::from(self.ch))
    }
}

/// What is drawn for a character without a glyph: the printers' own sign for a missing sort.
const GETA: char = '〓';

/// One measured glyph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Glyph {
    /// The character it stands for (the original one, also when it is drawn as 〓).
    pub ch: char,
    /// The character actually drawn.
    pub drawn: char,
    pub face: Face,
    /// 0, or n for the n-th character that shares a glyph with another one (see [`Typesetter`]).
    pub variant: u8,
    pub gid: u16,
    /// Advance in thousandths of an em.
    pub advance: u16,
    pub missing: bool,
}

/// Turns text into glyphs for one document, remembering what it looked up and what was missing.
///
/// Two characters can share one glyph (☑ is drawn on □; compatibility ideographs often share with
/// the unified one). A PDF font can say only one text for a glyph, so the second character takes a
/// second copy of the font's subset: text copied from the document stays what was typed.
pub(crate) struct Typesetter<'f> {
    fonts: &'f Fonts,
    bmp: [Vec<Option<Glyph>>; 3],
    rare: HashMap<(Face, char), Glyph>,
    claims: HashMap<(Face, u16), Vec<char>>,
    missing: BTreeSet<MissingGlyph>,
}

impl<'f> Typesetter<'f> {
    pub(crate) fn new(fonts: &'f Fonts) -> Self {
        Self {
            fonts,
            bmp: Default::default(),
            rare: HashMap::new(),
            claims: HashMap::new(),
            missing: BTreeSet::new(),
        }
    }

    /// The glyph for a character set in `face`, falling back through the other fonts.
    pub(crate) fn glyph(&mut self, face: Face, ch: char) -> Glyph {
        let index = u32::from(ch) as usize;
        let plane = face as usize;
        if let Some(Some(glyph)) = self.bmp.get(plane).and_then(|table| table.get(index)) {
            return *glyph;
        }
        if let Some(glyph) = self.rare.get(&(face, ch)) {
            return *glyph;
        }
        let glyph = self.find(face, ch);
        match self.bmp.get_mut(plane) {
            Some(table) if index < 0x1_0000 => {
                if table.is_empty() {
                    table.resize(0x1_0000, None);
                }
                table[index] = Some(glyph);
            }
            _ => {
                self.rare.insert((face, ch), glyph);
            }
        }
        glyph
    }

    fn find(&mut self, face: Face, ch: char) -> Glyph {
        let wanted = if ch == '☑' { '□' } else { ch };
        let found = if is_private_use(ch) {
            None
        } else {
            self.lookup(face, wanted)
        };
        match found {
            Some((face, gid, advance)) => {
                let variant = self.claim(face, gid, ch);
                Glyph {
                    ch,
                    drawn: wanted,
                    face,
                    variant,
                    gid,
                    advance,
                    missing: false,
                }
            }
            None => self.geta(face, ch),
        }
    }

    fn geta(&mut self, face: Face, ch: char) -> Glyph {
        let (face, gid, advance) = self
            .lookup(face, GETA)
            .or_else(|| self.lookup(face, '□'))
            .unwrap_or((face, 0, 1000));
        let variant = self.claim(face, gid, GETA);
        Glyph {
            ch,
            drawn: GETA,
            face,
            variant,
            gid,
            advance,
            missing: true,
        }
    }

    fn lookup(&self, face: Face, ch: char) -> Option<(Face, u16, u16)> {
        let others = Face::ALL.into_iter().filter(|other| *other != face);
        std::iter::once(face).chain(others).find_map(|face| {
            self.fonts
                .glyph_in(face, ch)
                .map(|(gid, adv)| (face, gid, adv))
        })
    }

    fn claim(&mut self, face: Face, gid: u16, ch: char) -> u8 {
        let claims = self.claims.entry((face, gid)).or_default();
        let position = claims
            .iter()
            .position(|other| *other == ch)
            .unwrap_or_else(|| {
                claims.push(ch);
                claims.len() - 1
            });
        u8::try_from(position).unwrap_or(u8::MAX)
    }

    /// The glyphs of a text. Line feeds stay as glyphs of no width; invisible characters go.
    pub(crate) fn shape(&mut self, face: Face, text: &str) -> Vec<Glyph> {
        text.chars()
            .filter(|ch| !is_invisible(*ch))
            .map(|ch| match ch {
                '\n' => Glyph {
                    ch,
                    drawn: ch,
                    face,
                    variant: 0,
                    gid: 0,
                    advance: 0,
                    missing: false,
                },
                ch if ch.is_control() => self.glyph(face, ' '),
                ch => self.glyph(face, ch),
            })
            .collect()
    }

    /// Reports the characters of a text that no font has, with the place they are in.
    pub(crate) fn note_missing(&mut self, glyphs: &[Glyph], at: impl Fn() -> String) {
        for glyph in glyphs.iter().filter(|glyph| glyph.missing) {
            self.missing.insert(MissingGlyph {
                ch: glyph.ch,
                at: at(),
            });
        }
    }

    pub(crate) fn into_missing(self) -> Vec<MissingGlyph> {
        self.missing.into_iter().collect()
    }

    pub(crate) fn fonts(&self) -> &'f Fonts {
        self.fonts
    }
}

/// Width of some glyphs in thousandths of an em.
pub(crate) fn width_of(glyphs: &[Glyph]) -> u32 {
    glyphs.iter().map(|glyph| u32::from(glyph.advance)).sum()
}

/// A private-use code point means something else in every font, so a glyph found for it would be a
/// wrong character drawn silently.
fn is_private_use(ch: char) -> bool {
    matches!(u32::from(ch), 0xE000..=0xF8FF | 0xF_0000..=0x10_FFFF)
}

/// Joiners, byte-order marks and variation selectors carry no ink of their own.
fn is_invisible(ch: char) -> bool {
    matches!(u32::from(ch),
        0x0D | 0xAD | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060 | 0xFE00..=0xFE0F | 0xFEFF
        | 0xE_0100..=0xE_01EF)
}

/// Never at the start of a line (避头).
const NOT_FIRST: &str = "，。、；：？！）》〉】〕”’…—％%℃·,.;:?!)]}」』～々℉°ー";
/// Never at the end of a line (避尾).
const NOT_LAST: &str = "（《〈【〔“‘￥¥$([{「『№#";

fn is_word(ch: char) -> bool {
    ch.is_ascii_alphanumeric()
        || "-/.,:@_+&=%".contains(ch)
        || (ch as u32) > 0xBF && (ch as u32) < 0x250
}

/// Whether a line may end between two neighbouring characters.
fn may_break(before: char, after: char) -> bool {
    if after == ' ' || NOT_FIRST.contains(after) || NOT_LAST.contains(before) {
        return false;
    }
    if before == ' ' {
        return true;
    }
    !(is_word(before) && is_word(after))
}

/// Lines of a broken text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wrapped {
    pub lines: Vec<Range<usize>>,
    /// A word or number had to be cut because no line could hold it.
    pub cut: bool,
}

/// Breaks glyphs into lines no wider than `limit` thousandths of an em.
///
/// Breaks where Chinese typesetting allows; a word or number longer than the whole line is cut,
/// after a hyphen or slash if it has one, else where the line ends. Line feeds always break.
/// Trailing spaces of a line are dropped.
pub(crate) fn wrap(glyphs: &[Glyph], limit: u32) -> Wrapped {
    let mut wrapped = Wrapped {
        lines: Vec::new(),
        cut: false,
    };
    let (mut start, mut width) = (0, 0);
    let (mut last_break, mut joint) = (None, None);
    let mut at = 0;
    while at < glyphs.len() {
        let glyph = glyphs[at];
        if glyph.ch == '\n' {
            wrapped.lines.push(trimmed(glyphs, start..at));
            (start, width, last_break, joint) = (at + 1, 0, None, None);
            at += 1;
            continue;
        }
        if at > start {
            let before = glyphs[at - 1].ch;
            if may_break(before, glyph.ch) {
                last_break = Some(at);
            } else if matches!(before, '-' | '/') && !NOT_FIRST.contains(glyph.ch) {
                joint = Some(at);
            }
        }
        let advance = u32::from(glyph.advance);
        if width + advance > limit && at > start && glyph.ch != ' ' {
            wrapped.cut |= last_break.is_none();
            let cut = last_break.or(joint).unwrap_or(at);
            wrapped.lines.push(trimmed(glyphs, start..cut));
            start = cut;
            width = width_of(&glyphs[start..at]);
            (last_break, joint) = (None, None);
            // The rest carried to the new line may still be too wide (a very narrow column).
            if width + advance > limit && at > start {
                continue;
            }
        }
        width += advance;
        at += 1;
    }
    wrapped.lines.push(trimmed(glyphs, start..glyphs.len()));
    wrapped
}

fn trimmed(glyphs: &[Glyph], mut range: Range<usize>) -> Range<usize> {
    while range.end > range.start && glyphs[range.end - 1].ch == ' ' {
        range.end -= 1;
    }
    range
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;
