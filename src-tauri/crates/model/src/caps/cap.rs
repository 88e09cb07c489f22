//! A cap as a pack writes it: what it limits, per whom, for which categories, and how much.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::eligibility::{Basis, Fraction, LineChoice};
use crate::money::Fen;
use crate::records::{AidKind, Season};

/// One `[[version.cap]]` of a policy pack.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Cap {
    /// The kinds it limits, added up.
    pub kinds: Vec<AidKind>,
    pub per: CapPer,
    /// Categories (codes of table `category`) it holds for; empty = all.
    pub categories: Vec<String>,
    /// Occasions it holds for; empty = any, and then all of a year add up.
    pub occasions: Vec<Occasion>,
    /// The least of these is the limit; empty only with `single_item`.
    pub limits: Vec<Limit>,
    /// Only one of the kinds per household and year (只能享受一项).
    pub single_item: bool,
    /// Who must approve above the township, from the smallest amount up.
    pub approvals: Vec<Approval>,
    pub basis: Basis,
}

/// Whom a cap counts for, and over what time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CapPer {
    /// 每户每年
    Household,
    /// 每人每年
    Person,
    /// 每生每年
    Student,
    /// 每次
    Payment,
}

impl CapPer {
    /// The words of a sentence, e.g. `每户每年`.
    pub fn label(self) -> &'static str {
        match self {
            Self::Household => "每户每年",
            Self::Person => "每人每年",
            Self::Student => "每生每年",
            Self::Payment => "每次",
        }
    }
}

/// One bound of a cap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Limit {
    /// So many fen.
    Fixed { fen: Fen },
    /// So many times the monthly dibao line.
    Line { times: Fraction, line: LineChoice },
    /// A part of the own cost or loss.
    Cost { rate: Fraction },
    /// Parts of the own cost, slice by slice.
    Tiers { tiers: Vec<Tier> },
}

/// One slice of the own cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Tier {
    /// Upper end of the slice in fen of cost, inclusive; `None` = no end.
    pub up_to: Option<Fen>,
    pub rate: Fraction,
}

/// Somebody above the township has to approve.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Approval {
    /// When the aid of the year comes to more than this, fen.
    pub over: Fen,
    /// E.g. `省总工会`.
    pub by: String,
}

/// What condolence is given for (DOMAIN §2.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// 春节
    SpringFestival,
    /// 其他节日
    Festival,
    /// 生日
    Birthday,
    /// 结婚、生育
    MarriageBirth,
    /// 住院
    Hospital,
    /// 会员去世
    MemberDeath,
    /// 直系亲属去世
    RelativeDeath,
    /// 退休
    Retirement,
}

impl Occasion {
    /// Every occasion.
    pub const ALL: [Self; 8] = [
        Self::SpringFestival,
        Self::Festival,
        Self::Birthday,
        Self::MarriageBirth,
        Self::Hospital,
        Self::MemberDeath,
        Self::RelativeDeath,
        Self::Retirement,
    ];

    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::SpringFestival => "春节",
            Self::Festival => "其他节日",
            Self::Birthday => "生日",
            Self::MarriageBirth => "结婚生育",
            Self::Hospital => "住院",
            Self::MemberDeath => "会员去世",
            Self::RelativeDeath => "直系亲属去世",
            Self::Retirement => "退休",
        }
    }

    /// The name in policy packs, e.g. `marriage_birth`.
    pub fn id(self) -> &'static str {
        match self {
            Self::SpringFestival => "spring_festival",
            Self::Festival => "festival",
            Self::Birthday => "birthday",
            Self::MarriageBirth => "marriage_birth",
            Self::Hospital => "hospital",
            Self::MemberDeath => "member_death",
            Self::RelativeDeath => "relative_death",
            Self::Retirement => "retirement",
        }
    }

    /// The occasion of a campaign: festivals have one, the others do not.
    pub fn of_season(season: Season) -> Option<Self> {
        match season {
            Season::NewYearSpringFestival => Some(Self::SpringFestival),
            Season::MayDay | Season::MidAutumnNationalDay => Some(Self::Festival),
            Season::SendingCool
            | Season::AutumnScholarship
            | Season::VisitDrive
            | Season::Daily => None,
        }
    }

    /// The occasion named by a category as written on a list, e.g. `生日慰问`, `住院`.
    pub fn of_word(word: &str) -> Option<Self> {
        let names = |parts: &[&str]| parts.iter().any(|part| word.contains(part));
        if names(&["去世", "逝世", "丧葬", "病故"]) {
            let relative = names(&["亲属", "父母", "配偶", "子女", "家属"]);
            return Some(if relative {
                Self::RelativeDeath
            } else {
                Self::MemberDeath
            });
        }
        let rest = [
            (Self::Birthday, ["生日", "寿辰"]),
            (Self::MarriageBirth, ["结婚", "生育"]),
            (Self::Hospital, ["住院", "病房"]),
            (Self::Retirement, ["退休", "荣休"]),
            (Self::SpringFestival, ["春节", "两节"]),
            (Self::Festival, ["节日", "中秋"]),
        ];
        rest.iter()
            .find(|(_, parts)| names(parts))
            .map(|(occasion, _)| *occasion)
    }
}
