//! "What if the dibao line becomes N": everybody whose verdict changes.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::assess::assess;
use super::facts::Facts;
use super::pack::Pack;
use super::verdict::VerdictCategory;
use crate::money::Fen;

/// One household whose category changes with the line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LineChange {
    /// The key the facts came with (a file id).
    pub key: String,
    pub before: VerdictCategory,
    pub after: VerdictCategory,
    /// Before and after, should everything missing turn out in favour.
    pub before_if_complete: Option<VerdictCategory>,
    pub after_if_complete: Option<VerdictCategory>,
}

/// The answer to "what if".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WhatIf {
    /// The line in force; `None` when the pack has none for the day.
    pub before_line_fen: Option<Fen>,
    pub after_line_fen: Fen,
    /// Households asked, 户.
    pub households: u32,
    pub changes: Vec<LineChange>,
    /// Households that cannot be assessed, with the sentence.
    pub failed: Vec<(String, String)>,
}

/// Assesses every household under the line in force and under `new_line`.
pub fn what_if(pack: &Pack, cases: &[(String, Facts)], on: NaiveDate, new_line: Fen) -> WhatIf {
    let mut answer = WhatIf {
        before_line_fen: pack.line_on(on).map(|line| line.fen),
        after_line_fen: new_line,
        households: u32::try_from(cases.len()).unwrap_or(u32::MAX),
        changes: Vec::new(),
        failed: Vec::new(),
    };
    for (key, facts) in cases {
        let both = assess(pack, facts, on, None)
            .and_then(|before| Ok((before, assess(pack, facts, on, Some(new_line))?)));
        match both {
            Err(error) => answer.failed.push((key.clone(), error.to_string())),
            Ok((before, after)) => {
                answer.before_line_fen = before.line_fen;
                if (before.category, before.if_complete) != (after.category, after.if_complete) {
                    answer.changes.push(LineChange {
                        key: key.clone(),
                        before: before.category,
                        after: after.category,
                        before_if_complete: before.if_complete,
                        after_if_complete: after.if_complete,
                    });
                }
            }
        }
    }
    answer
}
