//! Identity papers: resident ID (GB 11643), other papers, unified social credit code (GB 32100).

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use crate::papers_division::known_division;
pub use crate::papers_resident::{
    IdFinding, ResidentIdCheck, Sex, check_resident_id, likely_check_digit,
};
pub use crate::papers_uscc::{UsccCheck, UsccFinding, check_uscc};
use crate::text::half_width;

/// Kind of identity paper.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize, TS,
)]
#[serde(rename_all = "snake_case")]
pub enum IdType {
    /// 居民身份证
    #[default]
    ResidentId,
    /// 港澳居民来往内地通行证
    HkMacaoPermit,
    /// 台湾居民来往大陆通行证
    TaiwanPermit,
    /// 港澳台居民居住证
    HmtResidencePermit,
    /// 护照
    Passport,
    /// 外国人永久居留身份证
    ForeignerPermanent,
    /// 军官证
    Officer,
    /// 其他
    Other,
}

impl IdType {
    pub const ALL: [IdType; 8] = [
        IdType::ResidentId,
        IdType::HkMacaoPermit,
        IdType::TaiwanPermit,
        IdType::HmtResidencePermit,
        IdType::Passport,
        IdType::ForeignerPermanent,
        IdType::Officer,
        IdType::Other,
    ];

    /// The stored identifier (same as in JSON).
    pub fn id(self) -> &'static str {
        match self {
            IdType::ResidentId => "resident_id",
            IdType::HkMacaoPermit => "hk_macao_permit",
            IdType::TaiwanPermit => "taiwan_permit",
            IdType::HmtResidencePermit => "hmt_residence_permit",
            IdType::Passport => "passport",
            IdType::ForeignerPermanent => "foreigner_permanent",
            IdType::Officer => "officer",
            IdType::Other => "other",
        }
    }

    pub fn from_id(id: &str) -> Option<IdType> {
        IdType::ALL.into_iter().find(|t| t.id() == id)
    }

    /// The Chinese name on the form.
    pub fn label(self) -> &'static str {
        match self {
            IdType::ResidentId => "居民身份证",
            IdType::HkMacaoPermit => "港澳居民来往内地通行证",
            IdType::TaiwanPermit => "台湾居民来往大陆通行证",
            IdType::HmtResidencePermit => "港澳台居民居住证",
            IdType::Passport => "护照",
            IdType::ForeignerPermanent => "外国人永久居留身份证",
            IdType::Officer => "军官证",
            IdType::Other => "其他",
        }
    }

    /// The official name or one of the short names clerks use.
    pub fn from_label(label: &str) -> Option<IdType> {
        let label = half_width(label);
        Some(match label.trim() {
            "居民身份证" | "身份证" | "二代身份证" | "二代证" => IdType::ResidentId,
            "港澳居民来往内地通行证" | "港澳通行证" | "回乡证" => {
                IdType::HkMacaoPermit
            }
            "台湾居民来往大陆通行证" | "台湾通行证" | "台胞证" => {
                IdType::TaiwanPermit
            }
            "港澳台居民居住证" | "港澳居民居住证" | "台湾居民居住证" => {
                IdType::HmtResidencePermit
            }
            "护照" | "中国护照" | "外国护照" => IdType::Passport,
            "外国人永久居留身份证" | "外国人永久居留证" | "永久居留身份证" => {
                IdType::ForeignerPermanent
            }
            "军官证" | "警官证" | "士兵证" | "军人证" => IdType::Officer,
            "其他" | "其它" | "其他证件" | "其它证件" => IdType::Other,
            _ => return None,
        })
    }

    /// Numbers of this kind follow GB 11643 and carry birth date and sex.
    pub fn is_resident_number(self) -> bool {
        matches!(self, IdType::ResidentId | IdType::HmtResidencePermit)
    }
}

/// Outcome of [`check_paper`].
#[derive(Clone, PartialEq, Eq)]
pub struct PaperCheck {
    /// Normalised number; what was left after cleaning when it is not valid.
    pub number: String,
    pub valid: bool,
    /// Present for numbers that follow GB 11643.
    pub resident: Option<ResidentIdCheck>,
}

impl fmt::Debug for PaperCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PaperCheck")
            .field("valid", &self.valid)
            .field("resident", &self.resident)
            .finish_non_exhaustive()
    }
}

/// Checks a number by the rules of its kind of paper (DOMAIN §4.1).
pub fn check_paper(id_type: IdType, raw: &str) -> PaperCheck {
    if id_type.is_resident_number() {
        let resident = check_resident_id(raw);
        let place_fits = id_type != IdType::HmtResidencePermit
            || ["81", "82", "83"]
                .iter()
                .any(|p| resident.number.starts_with(p));
        return PaperCheck {
            number: resident.number.clone(),
            valid: resident.is_valid() && place_fits,
            resident: Some(resident),
        };
    }
    let text: String = half_width(raw)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let number = text
        .trim_start_matches(crate::text::is_apostrophe)
        .to_ascii_uppercase();
    let bytes = number.as_bytes();
    let digits = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    let valid = match id_type {
        IdType::HkMacaoPermit => {
            matches!(bytes.len(), 9 | 11) && matches!(bytes[0], b'H' | b'M') && digits(&bytes[1..])
        }
        IdType::TaiwanPermit => bytes.len() == 8 && digits(bytes),
        IdType::Passport => {
            (5..=17).contains(&bytes.len())
                && bytes
                    .iter()
                    .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        }
        IdType::ForeignerPermanent => foreigner_number_ok(&number),
        _ => !number.is_empty(),
    };
    PaperCheck {
        number,
        valid,
        resident: None,
    }
}

/// Old: three letters and twelve digits; since 2023: 18 characters from 9, same check digit.
fn foreigner_number_ok(number: &str) -> bool {
    let bytes = number.as_bytes();
    match bytes.len() {
        15 => {
            bytes[..3].iter().all(u8::is_ascii_uppercase)
                && bytes[3..].iter().all(u8::is_ascii_digit)
        }
        18 => {
            number.is_ascii()
                && number.starts_with('9')
                && likely_check_digit(&number[..17]) == number.chars().last()
        }
        _ => false,
    }
}

/// One key for one person's paper: the 15- and 18-digit resident numbers give the same key, and a
/// renewed Hong Kong/Macao permit (last two digits count the issues) keeps its key.
/// `None` when the number is not valid, so that damaged numbers never match each other.
pub fn same_person_key(id_type: IdType, number: &str) -> Option<String> {
    let check = check_paper(id_type, number);
    if !check.valid {
        return None;
    }
    Some(match id_type {
        // Residence permits share the number space of the resident ID.
        IdType::ResidentId | IdType::HmtResidencePermit => format!("rid:{}", check.number),
        IdType::HkMacaoPermit => format!("{}:{}", id_type.id(), &check.number[..9]),
        _ => format!("{}:{}", id_type.id(), check.number),
    })
}
