//! What may happen to a record of a kind after it was created.

use songnuan_model::record::Record;
use songnuan_model::records as r;

/// How the records of a kind behave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// Edited and deleted.
    Edited,
    /// A fact: created, and taken back or brought back as a whole by an undo; never edited.
    AppendOnly,
    /// A fact of the payments ledger: created, and nothing else ever
    /// (docs/adr/0005-the-ledger-is-facts.md).
    Ledger,
}

/// The nature of a kind. One that this program does not know is taken to be edited: a newer
/// program wrote it, and it knows.
pub fn nature_of(kind: &str) -> Nature {
    /// Kinds no operation on which can be undone.
    const LEDGER: [&str; 5] = [
        r::Batch::KIND,
        r::BatchStep::KIND,
        r::PaymentLine::KIND,
        r::LineEvent::KIND,
        r::FundEntry::KIND,
    ];
    if LEDGER.contains(&kind) {
        Nature::Ledger
    } else if append_only().any(|known| known == kind) {
        Nature::AppendOnly
    } else {
        Nature::Edited
    }
}

/// The model's kinds that say so of themselves.
fn append_only() -> impl Iterator<Item = &'static str> {
    fn facts<R: Record>() -> (&'static str, bool) {
        (R::KIND, R::APPEND_ONLY)
    }
    [
        facts::<r::AidRecord>(),
        facts::<r::Attachment>(),
        facts::<r::Benefit>(),
        facts::<r::Campaign>(),
        facts::<r::CampaignItem>(),
        facts::<r::Conflict>(),
        facts::<r::ConflictDecision>(),
        facts::<r::Difficulty>(),
        facts::<r::FileStep>(),
        facts::<r::Fund>(),
        facts::<r::GoodsEntry>(),
        facts::<r::HardshipFile>(),
        facts::<r::Honor>(),
        facts::<r::Household>(),
        facts::<r::HouseholdMember>(),
        facts::<r::Incident>(),
        facts::<r::IncidentAction>(),
        facts::<r::IncomeLine>(),
        facts::<r::MedalEvent>(),
        facts::<r::ModelWorker>(),
        facts::<r::Person>(),
        facts::<r::ReportSnapshot>(),
        facts::<r::RigidLine>(),
        facts::<r::ScholarshipCase>(),
        facts::<r::ScholarshipEvent>(),
        facts::<r::ScholarshipRound>(),
        facts::<r::ScholarshipStep>(),
        facts::<r::UnionOrg>(),
        facts::<r::User>(),
        facts::<r::Visit>(),
    ]
    .into_iter()
    .filter_map(|(kind, append_only)| append_only.then_some(kind))
}

#[cfg(test)]
mod tests {
    use super::{Nature, nature_of};

    #[test]
    fn knows_facts_from_files() {
        assert_eq!(nature_of("hardship_file"), Nature::Edited);
        assert_eq!(nature_of("file_step"), Nature::AppendOnly);
        assert_eq!(nature_of("conflict"), Nature::AppendOnly);
        assert_eq!(nature_of("payment_line"), Nature::Ledger);
        assert_eq!(nature_of("of_a_newer_program"), Nature::Edited);
    }
}
