//! Random applications under every pack: what is awarded stays within the standard and within what
//! is left under the caps, told here once more in a few lines.
//!
//! No pack bounds an award by the tuition (the sample gives 4,000 to a student who pays 3,200); who
//! has other aid is left out where the pack says so, and that is held here.

#![allow(clippy::unwrap_used)]

use chrono::NaiveDate;
use proptest::prelude::*;
use songnuan_model::eligibility::{LineChoice, Pack, built_in_packs, built_in_text, parse};
use songnuan_model::money::Fen;
use songnuan_model::records::{AwardDecision, SchoolLevel, StudentKind};
use songnuan_model::scholarship::{
    Application, ExcludedStudent, FileStanding, SchoolTier, StudentLimit, decide, student_room,
};

const AID: [(&str, bool); 5] = [
    ("", false),
    ("无", false),
    ("国家助学贷款", false),
    ("市教育局资助 3,000元", true),
    ("慈善会0.2万元；妇联500元", true),
];

/// Every pack that speaks of scholarships; the demonstration pack once more with narrow caps.
fn packs() -> Vec<Pack> {
    let mut packs = built_in_packs().unwrap();
    let narrow = built_in_text("demo-a").unwrap();
    let narrow = narrow.replace("dibao_times = \"10\"", "dibao_times = \"7/3\"");
    packs.push(parse(&narrow).unwrap());
    packs.retain(|pack| pack.versions.iter().any(|it| it.scholarship.is_some()));
    packs
}

/// The tightest cap of the tier by hand, fen.
fn cap(pack: &Pack, on: NaiveDate, tier: SchoolTier) -> Option<i64> {
    let standard = pack.version_on(on)?.scholarship.as_ref()?;
    let caps = standard.caps.iter().filter(|cap| cap.tier == tier);
    let limits = caps.filter_map(|cap| match &cap.limit {
        StudentLimit::Fixed { fen } => Some(fen.0),
        StudentLimit::Line { times, line } => {
            let line = match line {
                LineChoice::Current => pack.line_on(on)?,
                LineChoice::PreviousYear => pack.line_of_previous_year(on)?,
            };
            let times = times.value();
            let fen = i128::from(line.fen.0) * times.numer() / times.denom();
            Some(i64::try_from(fen).unwrap())
        }
    });
    limits.min()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn an_award_never_exceeds_standard_and_cap(
        pack in prop::sample::select(packs()),
        level in prop::sample::select(SchoolLevel::ALL.to_vec()),
        kind in prop_oneof![
            4 => Just(StudentKind::Ordinary),
            1 => prop::sample::select(StudentKind::ALL.to_vec()),
        ],
        file in prop::sample::select(vec![
            FileStanding::Active, FileStanding::NotActive, FileStanding::None,
        ]),
        aid in prop::sample::select(AID.to_vec()),
        given in prop_oneof![Just(0_i64), 0_i64..1_500_000],
        state in prop::sample::select(vec![None, Some("在职"), Some("在岗"), Some("在职"), Some("退休")]),
        member in prop_oneof![4 => Just(Some(true)), 1 => prop::option::of(any::<bool>())],
        days in 0_u64..400,
    ) {
        let on = pack.versions.iter().map(|version| version.effective_from).max().unwrap();
        let version = pack.version_on(on).unwrap();
        let Some(standard) = &version.scholarship else { return Ok(()) };
        let room = student_room(&pack, on, level, Fen(given)).map(|room| room.left);
        let facts = Application {
            level: Some(level),
            student_kind: Some(kind),
            file,
            applied_on: Some(on + chrono::Days::new(days)),
            parent_state: state,
            parent_is_member: member,
            other_aid: Some(aid.0),
            room,
            ..Application::default()
        };
        let found = decide(version, &facts);
        let filed = file == FileStanding::Active;
        let tier = SchoolTier::of(level);
        let own = standard.amounts.iter().find(|it| it.filed == filed && it.tier == tier);
        let own = own.map_or(0, |it| it.fen.0);
        let left = cap(&pack, on, tier).map(|cap| (cap - given).max(0));
        let most = left.map_or(own, |left| left.min(own));
        prop_assert!(found.award.0 <= most, "{}: {} of {most}", pack.id, found.award);
        prop_assert!(!found.award.is_negative());
        prop_assert_eq!(found.award > Fen::ZERO, found.decision == AwardDecision::Award);
        if found.decision == AwardDecision::Award {
            // Never less than the rules give, either.
            prop_assert_eq!(found.award.0, most);
        }
        let aided = |it: &ExcludedStudent| matches!(it, ExcludedStudent::AidedElsewhere);
        let excluded = standard.exclusions.iter().any(|it| it.enabled && aided(&it.when));
        if aid.1 && excluded {
            prop_assert_eq!(found.decision, AwardDecision::Refused);
        }
    }
}
