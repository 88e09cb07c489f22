//! The enrolment code: `SN1-` and groups of five characters that somebody can read out or type.
//!
//! The alphabet has no 0, 1, I and O. The fifth character of a group checks the four before it and
//! the group's place, so that a typing error is found where it is; two bytes at the end check the
//! whole.

use songnuan_model::record::Id;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::identity::to_hex;

const PREFIX: &str = "SN1";
const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/// Characters of a group that carry something; one more checks them.
const GROUP: usize = 4;
/// Addresses a code may name, and bytes of one.
const ADDRESSES: usize = 8;
const ADDRESS: usize = 100;
/// Characters a code may have at most, separators included.
const LONGEST: usize = 4_000;

/// The one-time secret of an invitation: 16 bytes of chance, wiped when dropped.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Secret(pub [u8; 16]);

impl Secret {
    /// Names the invitation without giving the secret away: 32 hexadecimal digits.
    pub fn invitation(&self) -> String {
        let name = blake3::derive_key("songnuan sync 2026-11 invitation", &self.0);
        to_hex(&name[..16])
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// What a code carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnrolCode {
    pub hub: Id,
    /// SHA-256 of the hub's certificate (DER): no other is accepted, whoever vouches for it.
    pub fingerprint: [u8; 32],
    /// Where the hub may be found, best first: `host:port`. Empty: by bundles only.
    pub addresses: Vec<String>,
    pub secret: Secret,
}

/// Why a text is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeFault {
    /// Does not look like one.
    NotACode,
    /// One of a newer program (`SN2-` …).
    OtherVersion,
    /// A typing error in this group, counted from 1 after the prefix; `None`: groups are missing,
    /// too many, or exchanged for those of another code.
    Typo { group: Option<usize> },
    /// More, or longer, addresses than a code may carry.
    TooLong,
}

impl EnrolCode {
    /// As text.
    pub fn to_text(&self) -> Result<String, CodeFault> {
        let mut bytes = self.payload()?;
        let check = blake3::hash(&bytes);
        bytes.extend(&check.as_bytes()[..2]);
        let mut text = PREFIX.to_owned();
        for (place, group) in symbols(&bytes).chunks(GROUP).enumerate() {
            text.push('-');
            let group: Vec<u8> = group
                .iter()
                .copied()
                .chain([0; GROUP])
                .take(GROUP)
                .collect();
            let check = check_symbol(place, &group);
            let letters = group.iter().chain([&check]);
            text.extend(letters.map(|symbol| char::from(ALPHABET[usize::from(*symbol & 31)])));
        }
        bytes.zeroize();
        Ok(text)
    }

    /// From text as people type it: any case, full-width characters, spaces and line breaks, or no
    /// separators at all.
    pub fn parse(text: &str) -> Result<Self, CodeFault> {
        if text.len() > LONGEST {
            return Err(CodeFault::NotACode);
        }
        let letters: Vec<char> = text
            .chars()
            .map(narrow)
            .filter(|c| !separates(*c))
            .collect();
        let rest = match letters.as_slice() {
            ['S', 'N', '1', rest @ ..] => rest,
            ['S', 'N', version, ..] if version.is_ascii_digit() => {
                return Err(CodeFault::OtherVersion);
            }
            _ => return Err(CodeFault::NotACode),
        };
        let mut symbols = Vec::new();
        for (place, group) in rest.chunks(GROUP + 1).enumerate() {
            symbols.extend(read_group(place, group)?);
        }
        let mut bytes = bytes_of(&symbols);
        let code = Self::from_payload(&bytes).ok_or(CodeFault::Typo { group: None });
        bytes.zeroize();
        code
    }

    /// secret · fingerprint · hub · addresses, each text with its length.
    fn payload(&self) -> Result<Vec<u8>, CodeFault> {
        let mut bytes = [self.secret.0.as_slice(), &self.fingerprint].concat();
        let texts: Vec<&str> = [self.hub.as_str()]
            .into_iter()
            .chain(self.addresses.iter().map(String::as_str))
            .collect();
        if texts.len() > ADDRESSES + 1 || texts.iter().any(|text| text.len() > ADDRESS) {
            return Err(CodeFault::TooLong);
        }
        for text in texts {
            bytes.push(u8::try_from(text.len()).map_err(|_| CodeFault::TooLong)?);
            bytes.extend(text.as_bytes());
        }
        // An empty text ends the list; what fills the last group comes after it.
        bytes.push(0);
        Ok(bytes)
    }

    fn from_payload(bytes: &[u8]) -> Option<Self> {
        let (secret, rest) = bytes.split_first_chunk::<16>()?;
        let (fingerprint, mut rest) = rest.split_first_chunk::<32>()?;
        let mut texts = Vec::new();
        let rest = loop {
            let (length, after) = rest.split_first()?;
            if *length == 0 {
                break after;
            }
            let (text, after) = after.split_at_checked(usize::from(*length))?;
            texts.push(std::str::from_utf8(text).ok()?.to_owned());
            rest = after;
        };
        let checked = &bytes[..bytes.len() - rest.len()];
        let (check, filling) = rest.split_first_chunk::<2>()?;
        let whole = blake3::hash(checked).as_bytes()[..2] == *check;
        if !whole || filling.len() > GROUP || filling.iter().any(|byte| *byte != 0) {
            return None;
        }
        let mut texts = texts.into_iter();
        Some(Self {
            hub: Id(texts.next()?),
            fingerprint: *fingerprint,
            addresses: texts.collect(),
            secret: Secret(*secret),
        })
    }
}

/// A group's four characters, checked.
fn read_group(place: usize, group: &[char]) -> Result<[u8; GROUP], CodeFault> {
    let wrong = CodeFault::Typo {
        group: Some(place + 1),
    };
    let mut symbols = [0; GROUP + 1];
    if group.len() != symbols.len() {
        return Err(wrong);
    }
    for (symbol, letter) in symbols.iter_mut().zip(group) {
        let at = ALPHABET.iter().position(|c| char::from(*c) == *letter);
        *symbol = at.and_then(|at| u8::try_from(at).ok()).ok_or(wrong)?;
    }
    let [a, b, c, d, check] = symbols;
    if check_symbol(place, &[a, b, c, d]) == check {
        Ok([a, b, c, d])
    } else {
        Err(wrong)
    }
}

/// Odd weights: any one wrong character shows, and so do most exchanged neighbours and groups.
fn check_symbol(place: usize, group: &[u8]) -> u8 {
    let weights = [1_usize, 3, 7, 13];
    let sum = group.iter().zip(weights).map(|(s, w)| usize::from(*s) * w);
    let sum = sum.sum::<usize>() + place * 11 + 5;
    u8::try_from(sum % 32).unwrap_or_default()
}

/// Bytes as symbols of five bits, the last one filled up with zeros.
fn symbols(bytes: &[u8]) -> Vec<u8> {
    regroup(bytes, 8, 5, true)
}

/// Symbols as bytes; bits that fill no byte are left out.
fn bytes_of(symbols: &[u8]) -> Vec<u8> {
    regroup(symbols, 5, 8, false)
}

fn regroup(items: &[u8], from: u32, to: u32, fill: bool) -> Vec<u8> {
    let (mut held, mut bits) = (0_u32, 0_u32);
    let mut out = Vec::new();
    for item in items {
        held = (held << from | u32::from(*item)) & 0xffff;
        bits += from;
        while bits >= to {
            bits -= to;
            out.push(u8::try_from(held >> bits & ((1 << to) - 1)).unwrap_or_default());
        }
    }
    if fill && bits > 0 {
        out.push(u8::try_from(held << (to - bits) & ((1 << to) - 1)).unwrap_or_default());
    }
    out
}

/// Upper case, and what a Chinese keyboard makes of it: Ａ for A.
fn narrow(c: char) -> char {
    let c = match u32::from(c) {
        code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(c),
        _ => c,
    };
    c.to_ascii_uppercase()
}

fn separates(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '‐' | '–' | '—' | '－' | '_' | '·')
}
