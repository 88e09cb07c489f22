//! Every field of every record has a Chinese label in the table that editing and history use.

use songnuan_app::files::{fields_of, kind_label};
use songnuan_model::record::Record;
use songnuan_model::records::*;
use ts_rs::TS;

/// The fields of a record by its TypeScript declaration, which names every one of them once.
fn declared<R: TS>() -> Vec<String> {
    let text = R::inline(&ts_rs::Config::default());
    let mut names = Vec::new();
    let (mut depth, mut rest) = (0, text.as_str());
    while let Some(c) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
            continue;
        }
        match c {
            '{' | '<' | '(' | '[' => depth += 1,
            '}' | '>' | ')' | ']' => depth -= 1,
            _ => {}
        }
        let word: String = rest
            .chars()
            .take_while(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || *c == '_')
            .collect();
        let after = rest.get(word.len()..).unwrap_or_default();
        if depth == 1 && !word.is_empty() && after.trim_start_matches('?').starts_with(':') {
            names.push(word.clone());
        }
        rest = rest.get(word.len().max(c.len_utf8())..).unwrap_or_default();
    }
    names.sort();
    names
}

fn labelled<R: Record + TS>() {
    let mut known: Vec<String> = fields_of(R::KIND)
        .iter()
        .map(|field| field.name.to_owned())
        .collect();
    known.sort();
    assert_eq!(declared::<R>(), known, "{}", R::KIND);
    let chinese = |label: &str| !label.is_ascii();
    assert!(
        fields_of(R::KIND).iter().all(|field| chinese(field.label)),
        "{}",
        R::KIND
    );
    assert!(chinese(kind_label(R::KIND)), "{}", R::KIND);
}

#[test]
fn every_field_has_a_label() {
    labelled::<Person>();
    labelled::<HardshipFile>();
    labelled::<Household>();
    labelled::<HouseholdMember>();
    labelled::<IncomeLine>();
    labelled::<RigidLine>();
    labelled::<FileStep>();
    labelled::<AidRecord>();
    labelled::<Visit>();
    labelled::<Difficulty>();
    labelled::<Attachment>();
    labelled::<UnionOrg>();
    labelled::<User>();
    labelled::<Fund>();
    labelled::<FundEntry>();
    labelled::<Campaign>();
    labelled::<CampaignItem>();
    labelled::<GoodsEntry>();
    labelled::<Batch>();
    labelled::<BatchStep>();
    labelled::<PaymentLine>();
    labelled::<LineEvent>();
    labelled::<ReportSnapshot>();
    labelled::<ScholarshipRound>();
    labelled::<ScholarshipCase>();
    labelled::<ScholarshipStep>();
    labelled::<ScholarshipEvent>();
    labelled::<ModelWorker>();
    labelled::<Honor>();
    labelled::<MedalEvent>();
    labelled::<Incident>();
    labelled::<IncidentAction>();
    labelled::<Benefit>();
    labelled::<Conflict>();
    labelled::<ConflictDecision>();
    labelled::<FindingDecision>();
    labelled::<SamePerson>();
}
