//! Unified social credit code of organisations (GB 32100-2015), findings kept apart.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::text::bare_number;

/// One separate observation about a credit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UsccFinding {
    /// Not 18 characters of the alphabet (no I, O, S, V, Z). Refuses.
    Format,
    /// The last character does not fit. Refuses.
    Checksum,
    /// The organisation code inside (GB 11714, characters 9–17) has a wrong check digit. Warning:
    /// some registrars issued such codes.
    OrgChecksum,
    /// The first two characters name no registrar and class of the list. Warning.
    UnknownKind,
    /// Blanks, hyphens, full-width or lower-case forms were repaired. Harmless.
    Cleaned,
}

/// Outcome of [`check_uscc`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsccCheck {
    /// Cleaned, upper-case code.
    pub code: String,
    pub findings: Vec<UsccFinding>,
}

impl UsccCheck {
    pub fn has(&self, finding: UsccFinding) -> bool {
        self.findings.contains(&finding)
    }

    /// Format and final check digit are right.
    pub fn is_valid(&self) -> bool {
        !self.has(UsccFinding::Format) && !self.has(UsccFinding::Checksum)
    }

    /// Registered as a grass-roots union (81) or another union (89).
    pub fn is_union(&self) -> bool {
        self.is_valid() && (self.code.starts_with("81") || self.code.starts_with("89"))
    }
}

const ALPHABET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS: [usize; 17] = [
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28,
];
const ORG_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
const KINDS: [&str; 21] = [
    "11", "12", "13", "19", "51", "52", "53", "54", "55", "59", "61", "62", "71", "72", "81", "89",
    "91", "92", "93", "N1", "Y1",
];

/// Checks a unified social credit code as it was typed.
pub fn check_uscc(raw: &str) -> UsccCheck {
    let code = bare_number(raw).to_ascii_uppercase();
    let mut findings = Vec::new();
    if code != raw {
        findings.push(UsccFinding::Cleaned);
    }
    let values: Option<Vec<usize>> = code
        .bytes()
        .map(|b| ALPHABET.iter().position(|a| *a == b))
        .collect();
    let values = match values {
        Some(v) if v.len() == 18 => v,
        _ => {
            findings.push(UsccFinding::Format);
            return UsccCheck { code, findings };
        }
    };
    let sum: usize = values.iter().zip(WEIGHTS).map(|(v, w)| v * w).sum();
    if (31 - sum % 31) % 31 != values[17] {
        findings.push(UsccFinding::Checksum);
    }
    if !org_code_ok(&code.as_bytes()[8..17]) {
        findings.push(UsccFinding::OrgChecksum);
    }
    if !KINDS.contains(&&code[..2]) && !matches!(&code[..2], "N2" | "N3") {
        findings.push(UsccFinding::UnknownKind);
    }
    UsccCheck { code, findings }
}

/// GB 11714: letters count A = 10 … Z = 35; check 11 − Σ mod 11, 10 as X, 11 as 0.
fn org_code_ok(org: &[u8]) -> bool {
    let value = |b: u8| match b {
        b'0'..=b'9' => u32::from(b - b'0'),
        _ => u32::from(b - b'A') + 10,
    };
    let sum: u32 = org
        .iter()
        .zip(ORG_WEIGHTS)
        .map(|(b, w)| value(*b) * w)
        .sum();
    let expected = match 11 - sum % 11 {
        10 => b'X',
        11 => b'0',
        d => b'0' + d as u8,
    };
    org[8] == expected
}
