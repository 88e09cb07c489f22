//! What the hub knows of each kind of record: who may write it, what it belongs to and names, and
//! on which way it comes into the hands of a device that does not get everything.

use serde_json::{Map, Value};
use songnuan_model::roles::Act::{self, *};

/// One kind.
pub(crate) struct Kind {
    pub name: &'static str,
    /// Any of these rights allows to write it.
    pub writes: &'static [Act],
    /// The field with the id of the record it belongs to; empty: none.
    pub parent: &'static str,
    /// Fields with ids of other records (or of an attachment) it names.
    pub links: &'static [&'static str],
    pub way: Way,
}

/// How a record comes into the scope of a device that holds the cases of its users only.
pub(crate) enum Way {
    /// Everybody needs it.
    Everybody,
    /// It belongs to a record of these kinds that is in scope, or a record of those names it.
    Reached {
        child_of: &'static [&'static str],
        named_by: &'static [&'static str],
    },
    /// It names a person who is on an assigned item or visit.
    OfAssignedPerson,
    /// Only records of its own that are assigned ([`tags`]).
    Assigned,
    /// Never: money, registers and reports stay in the office.
    Never,
}

const NOBODY: &[Act] = &[];
const CASES: &[Act] = &[EditCases, Import];
const VISITS: &[Act] = &[RecordVisits, EditCases, Import];

const fn kind(
    name: &'static str,
    writes: &'static [Act],
    parent: &'static str,
    links: &'static [&'static str],
    way: Way,
) -> Kind {
    Kind {
        name,
        writes,
        parent,
        links,
        way,
    }
}

const fn below(child_of: &'static [&'static str]) -> Way {
    Way::Reached {
        child_of,
        named_by: &[],
    }
}

const fn named(named_by: &'static [&'static str]) -> Way {
    Way::Reached {
        child_of: &[],
        named_by,
    }
}

/// Every kind of record (a test compares with the model).
pub(crate) const KINDS: &[Kind] = &[
    kind(
        "aid_campaign",
        &[PlanCampaigns, Import],
        "",
        &[],
        named(&["aid_item", "visit"]),
    ),
    kind(
        "aid_item",
        &[PlanCampaigns, Import],
        "campaign_id",
        &["person_id", "file_id", "household_id"],
        Way::Assigned,
    ),
    kind("aid_record", CASES, "file_id", &[], Way::Never),
    kind(
        "attachment",
        VISITS,
        "owner_id",
        &["blob"],
        below(&["visit", "hardship_file"]),
    ),
    kind(
        "autumn_scholarship",
        CASES,
        "round_id",
        &["person_id"],
        Way::OfAssignedPerson,
    ),
    kind(
        "batch_step",
        &[DraftBatches, ReviewBatches, ApproveBatches, PayBatches],
        "batch_id",
        &[],
        Way::Never,
    ),
    // The hub writes them; a device only brings back what a restored hub lost.
    kind("conflict", NOBODY, "record_id", &[], below(ANY)),
    kind(
        "conflict_decision",
        &[DecideConflicts],
        "conflict_id",
        &[],
        below(&["conflict"]),
    ),
    kind(
        "difficulty_item",
        VISITS,
        "visit_id",
        &[],
        below(&["visit"]),
    ),
    kind(
        "file_step",
        CASES,
        "file_id",
        &[],
        below(&["hardship_file"]),
    ),
    kind("finding_decision", &[DecideConflicts], "", &[], Way::Never),
    kind("fund_entry", &[KeepFunds], "fund_id", &[], Way::Never),
    kind("fund_source", &[KeepFunds], "", &[], Way::Never),
    kind(
        "goods_entry",
        &[PlanCampaigns],
        "campaign_id",
        &[],
        Way::Never,
    ),
    kind(
        "hardship_file",
        CASES,
        "",
        &["applicant_id", "household_id"],
        named(&["aid_item", "visit"]),
    ),
    kind(
        "honor_title",
        CASES,
        "model_worker_id",
        &[],
        below(&["model_worker"]),
    ),
    kind(
        "household",
        CASES,
        "",
        &["head_id"],
        named(&["hardship_file", "aid_item"]),
    ),
    kind(
        "household_member",
        CASES,
        "household_id",
        &["person_id"],
        below(&["household"]),
    ),
    kind("incident", CASES, "model_worker_id", &[], Way::Never),
    kind("incident_action", CASES, "incident_id", &[], Way::Never),
    kind(
        "income_line",
        CASES,
        "household_id",
        &[],
        below(&["household"]),
    ),
    kind("medal_event", CASES, "honor_id", &[], Way::Never),
    kind(
        "model_worker",
        CASES,
        "",
        &["person_id"],
        Way::OfAssignedPerson,
    ),
    kind(
        "model_worker_benefit",
        CASES,
        "model_worker_id",
        &[],
        Way::Never,
    ),
    kind("payment_batch", &[DraftBatches], "", &[], Way::Never),
    kind(
        "payment_event",
        &[PayBatches, ApproveBatches],
        "batch_id",
        &[],
        Way::Never,
    ),
    kind(
        "payment_line",
        &[DraftBatches, PayBatches],
        "batch_id",
        &[],
        Way::Never,
    ),
    kind(
        "person",
        &[EditCases, Import, PlanCampaigns],
        "",
        &[],
        named(&[
            "aid_item",
            "hardship_file",
            "household",
            "household_member",
            "same_person",
            "visit",
        ]),
    ),
    kind("report_snapshot", &[Export], "", &[], Way::Never),
    kind(
        "rigid_line",
        CASES,
        "household_id",
        &[],
        below(&["household"]),
    ),
    kind(
        "same_person",
        CASES,
        "kept_id",
        &["other_id"],
        Way::OfAssignedPerson,
    ),
    kind("scholarship_event", CASES, "", &[], Way::Never),
    kind(
        "scholarship_round",
        CASES,
        "",
        &[],
        named(&["autumn_scholarship"]),
    ),
    kind("scholarship_step", CASES, "case_id", &[], Way::Never),
    kind(
        "union_org",
        &[EditSettings, EditCases, Import],
        "parent_id",
        &[],
        Way::Everybody,
    ),
    kind("user", &[KeepUsers], "", &[], Way::Everybody),
    kind(
        "visit",
        VISITS,
        "file_id",
        &["person_id", "campaign_id"],
        below(&["hardship_file"]),
    ),
];

/// Conflicts come with whatever they are about.
const ANY: &[&str] = &[
    "aid_campaign",
    "aid_item",
    "attachment",
    "autumn_scholarship",
    "difficulty_item",
    "file_step",
    "hardship_file",
    "honor_title",
    "household",
    "household_member",
    "income_line",
    "model_worker",
    "person",
    "rigid_line",
    "same_person",
    "scholarship_round",
    "union_org",
    "user",
    "visit",
];

/// What a visitor finds on the spot and writes on an item of a campaign's list.
pub(crate) const ITEM_FINDINGS: &[&str] = &[
    "analysis",
    "note",
    "outcome",
    "outcome_on",
    "summary",
    "visit_id",
];

/// What is known of a kind; `None`: a newer program's.
pub(crate) fn kind_of(name: &str) -> Option<&'static Kind> {
    KINDS
        .binary_search_by(|kind| kind.name.cmp(name))
        .ok()
        .and_then(|place| KINDS.get(place))
}

/// The id of the record this body belongs to; empty: none.
pub(crate) fn parent_of<'a>(kind: &str, body: &'a Map<String, Value>) -> &'a str {
    kind_of(kind)
        .and_then(|kind| body.get(kind.parent))
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// The ids this body names besides its parent.
pub(crate) fn links_of<'a>(kind: &str, body: &'a Map<String, Value>) -> Vec<&'a str> {
    let fields = kind_of(kind).map_or(&[][..], |kind| kind.links);
    let named = fields.iter().filter_map(|field| body.get(*field)?.as_str());
    let mut links: Vec<&str> = named.filter(|id| !id.is_empty()).collect();
    links.sort_unstable();
    links.dedup();
    links
}

/// The users whose case this record makes: who is sent (items still on the list), who is to visit,
/// or who visited somebody without a file.
pub(crate) fn users_of<'a>(kind: &str, body: &'a Map<String, Value>) -> Vec<&'a str> {
    let text = |field: &str| body.get(field).and_then(Value::as_str).unwrap_or_default();
    let mut users: Vec<&str> = match kind {
        "aid_item" if body.get("removed_reason").is_none_or(Value::is_null) => {
            vec![
                body.get("assignee")
                    .and_then(Value::as_str)
                    .unwrap_or_default(),
            ]
        }
        "visit" if text("state") == "planned" || text("file_id").is_empty() => {
            let visitors = body.get("visitors").and_then(Value::as_array);
            visitors
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .collect()
        }
        _ => Vec::new(),
    };
    users.retain(|user| !user.trim().is_empty());
    users.sort_unstable();
    users.dedup();
    users
}
