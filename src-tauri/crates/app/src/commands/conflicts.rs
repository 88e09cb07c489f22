//! Two edits that met, rules broken by what came together, and two records of one person.

use serde::{Deserialize, Serialize};
use songnuan_model::record::Id;
use songnuan_model::records::{ConflictChoice, ConflictKind, FindingChoice, FindingRule};
use ts_rs::TS;

use super::files::HistoryEntry;

/// Which conflicts.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct ConflictQuery {
    /// Those already decided instead of those that wait.
    pub decided: bool,
    /// Only those of one record.
    pub record_id: Option<Id>,
    /// Part of the title, a field, or a name.
    pub text: String,
    pub offset: u32,
    /// 0 = everything.
    pub limit: u32,
}

/// A page of conflicts.
#[derive(Clone, Serialize, TS)]
pub struct ConflictList {
    pub rows: Vec<ConflictRow>,
    /// Conflicts that match, on all pages.
    pub total: u32,
    /// Conflicts that wait for a decision, whatever the filter.
    pub undecided: u32,
}

/// Who wrote a value, when, where.
#[derive(Clone, Serialize, TS)]
pub struct Writer {
    pub who: String,
    /// UTC, RFC 3339, by that device's clock.
    pub at: String,
    /// `本机`, or the end of the device's number.
    pub device: String,
}

/// One conflict in words; personal numbers masked.
#[derive(Clone, Serialize, TS)]
pub struct ConflictRow {
    pub id: Id,
    pub kind: ConflictKind,
    pub kind_label: String,
    pub record_id: Id,
    pub record_kind: String,
    /// What record, e.g. `困难职工档案 998101-2015-001 张三`.
    pub title: String,
    /// The file it belongs to, to open it.
    pub file_id: Option<Id>,
    pub field: Option<String>,
    /// The word on the form; `整条记录` with a deletion.
    pub field_label: String,
    /// What both started from.
    pub base: String,
    /// The value that was kept beside.
    pub mine: String,
    pub mine_by: Writer,
    /// The value that stood at the hub.
    pub theirs: String,
    pub theirs_by: Writer,
    /// What stands here now; differs from `theirs` when somebody edited it since.
    pub now: String,
    /// Somebody wrote or decided this field after the edit was parked: names what stands now. An
    /// answer that puts another value in its place says it with `over`.
    pub standing: Option<String>,
    /// The values say the same but for blanks and punctuation.
    pub alike: bool,
    pub options: Vec<ConflictOption>,
    /// `None`: waits for a decision. The newest one when several decided.
    pub decision: Option<ConflictDecided>,
}

/// What may be chosen.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ConflictOption {
    pub choice: ConflictChoice,
    /// e.g. `采用王芳写的`, `删除`.
    pub label: String,
    /// What stands afterwards, in words.
    pub result: String,
}

/// What somebody chose.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ConflictDecided {
    pub choice: ConflictChoice,
    pub label: String,
    pub who: String,
    pub at: String,
    pub note: Option<String>,
}

/// One conflict with everything that helps to decide it.
#[derive(Clone, Serialize, TS)]
pub struct ConflictDetail {
    pub row: ConflictRow,
    /// The values as stored, to begin a third one with; null where numbers are masked.
    #[ts(type = "unknown")]
    pub mine_value: serde_json::Value,
    #[ts(type = "unknown")]
    pub theirs_value: serde_json::Value,
    #[ts(type = "unknown")]
    pub now_value: serde_json::Value,
    /// What stands now and the parked text joined, where they can be.
    pub joined: Option<String>,
    /// A third value is typed as text, chosen from this code table, or picked as a day or amount.
    pub input: ConflictInput,
    /// Every decision, oldest first: several people may have decided.
    pub decisions: Vec<ConflictDecided>,
    /// What was done to the record around then, newest first.
    pub history: Vec<HistoryEntry>,
}

/// How a third value is entered.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ConflictInput {
    /// Cannot be written by hand: one of the two is chosen.
    None,
    Text {
        max: u32,
    },
    /// One code of a table (`code_tables`).
    Code {
        table: String,
    },
    /// Several codes of a table.
    Codes {
        table: String,
        max: u32,
    },
    Money,
    Number,
    Bool,
    Day,
}

/// Decides conflicts, all of them or none.
#[derive(Clone, Deserialize, TS)]
pub struct ConflictDecide {
    pub decisions: Vec<ConflictAnswer>,
    pub note: Option<String>,
}

/// What is chosen for one conflict.
#[derive(Clone, Deserialize, TS)]
pub struct ConflictAnswer {
    pub id: Id,
    pub choice: ConflictChoice,
    /// With `joined` and `written`: the value as it is stored.
    #[ts(type = "unknown")]
    #[serde(default)]
    pub value: Option<serde_json::Value>,
    /// [`ConflictRow::standing`] as it was seen: that value may be replaced. Without it an answer
    /// replaces only what stood when the edit was parked.
    #[serde(default)]
    pub over: Option<String>,
}

/// What deciding did.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ConflictsDecided {
    pub decided: u32,
    /// Records that changed.
    pub changed: u32,
    /// Conflicts that still wait.
    pub undecided: u32,
    pub op_id: Id,
}

/// Which findings.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct FindingQuery {
    pub rule: Option<FindingRule>,
    /// Those already decided too.
    pub with_decided: bool,
}

/// A rule that what came together breaks. Named apart from the finding of an import for the window.
#[derive(Clone, Serialize, TS)]
#[ts(rename = "RuleFinding")]
pub struct FindingView {
    /// Names the finding in `finding_decide`.
    pub key: String,
    pub rule: FindingRule,
    pub rule_label: String,
    /// What is the matter, with amounts and the clause.
    pub sentence: String,
    /// What may be done about it.
    pub advice: String,
    pub records: Vec<FindingRecord>,
    pub decision: Option<FindingDecidedView>,
}

/// A record a finding speaks of.
#[derive(Clone, Serialize, TS)]
pub struct FindingRecord {
    pub id: Id,
    pub kind: String,
    pub label: String,
    /// What tells it apart: file number, masked paper number, employer, village.
    pub about: String,
    /// The page it is on; `None`: on none (any more).
    pub route: Option<String>,
}

/// What was decided about a finding.
#[derive(Clone, Debug, Serialize, TS)]
pub struct FindingDecidedView {
    pub choice: FindingChoice,
    pub label: String,
    pub reason: String,
    pub who: String,
    pub at: String,
}

/// Decides about a finding, with a reason.
#[derive(Clone, Deserialize, TS)]
pub struct FindingDecide {
    pub key: String,
    pub choice: FindingChoice,
    pub reason: String,
}

/// Two records are one person.
#[derive(Clone, Deserialize, TS)]
pub struct PersonMerge {
    /// The record that goes on.
    pub kept_id: Id,
    /// The one that leads to it from now on.
    pub other_id: Id,
    pub reason: Option<String>,
}

/// Takes the joining of two records back.
#[derive(Clone, Deserialize, TS)]
pub struct PersonUnmerge {
    /// The record that was led to another.
    pub other_id: Id,
    pub reason: String,
}

/// What was moved.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PersonMerged {
    pub kept_id: Id,
    pub files: u32,
    pub visits: u32,
    pub memberships: u32,
    /// Other records: list items, applications, honours.
    pub others: u32,
    /// Payments stay as they were entered and are read with the person.
    pub payments: u32,
    pub sentence: String,
}
