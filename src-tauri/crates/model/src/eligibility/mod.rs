//! Eligibility: dated policy packs as data, and an exact verdict over the facts of a household.
//!
//! A pack (`assets/policy/*.toml`) carries its region, its sources, the dibao line history and the
//! versions of its rule. [`assess`] puts the facts of one household into the version in force on a
//! day and answers with every clause, the numbers put in, what is missing and how far off it is.
//! Comparisons are between exact fractions (DOMAIN §2.2, vectors H1–H8); only texts are rounded.

mod assess;
mod base_data;
mod basics;
mod builtin;
mod check;
mod clauses;
mod exact;
mod facts;
mod gates;
mod gift_words;
mod pack;
mod parse;
mod parse_benefit;
mod parse_caps;
mod parse_rule;
mod parse_scholarship;
mod reader;
mod rule_2016;
mod rule_formula;
mod verdict;
mod what_if;

pub use assess::assess;
pub use base_data::{BaseDataGate, NOT_IN_BASE_DATA, Nominee};
pub use basics::{Fraction, Op};
pub use builtin::{BUILT_IN, built_in_packs, built_in_text};
pub use check::{check, check_set};
pub use exact::{Exact, fraction_text, yuan_text};
pub use facts::Facts;
pub use gift_words::GiftLine;
pub use pack::{
    AccidentalRule, AccidentalWhen, Amount2016, Basis, DibaoLine, Exclusion, FlatRule, FormulaRule,
    Gate, GateKind, LineChoice, Pack, ProvincialIncome, Rule, Rule2016, Source, Threshold, Version,
};
pub use parse::parse;
pub use reader::PackProblem;
pub use verdict::{AssessError, Clause, Verdict, VerdictCategory};
pub use what_if::{LineChange, WhatIf, what_if};
