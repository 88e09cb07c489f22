//! The oracle of the random offices: sums and rules computed from the raw records alone, by other
//! code than the program's.

use std::collections::{HashMap, HashSet};

use serde_json::json;
use songnuan_app::testing::sit_down;
use songnuan_model::eligibility::built_in_packs;
use songnuan_model::record::{Id, Record};
use songnuan_model::records::{
    AidKind, Batch, BatchStep, BatchStepKind, Fund, FundEntry, LineEvent, LineEventKind,
    PaymentLine, Role,
};

use super::property::Office;

/// The raw records.
pub(super) struct Raw {
    batches: Vec<Batch>,
    steps: Vec<BatchStep>,
    lines: Vec<PaymentLine>,
    events: Vec<LineEvent>,
    entries: Vec<FundEntry>,
    cancelled: HashSet<Id>,
}

impl Raw {
    pub(super) async fn read(office: &Office) -> Self {
        let steps: Vec<BatchStep> = office.all().await;
        let cancelled = steps
            .iter()
            .filter(|step| step.kind == BatchStepKind::Cancelled)
            .map(|step| step.batch_id.clone())
            .collect();
        Self {
            batches: office.all().await,
            lines: office.all().await,
            events: office.all().await,
            entries: office.all().await,
            steps,
            cancelled,
        }
    }

    fn counting(&self) -> impl Iterator<Item = &PaymentLine> {
        self.lines
            .iter()
            .filter(|line| !self.cancelled.contains(&line.batch_id))
    }

    fn reversed(&self, line: &PaymentLine) -> bool {
        self.lines
            .iter()
            .any(|it| it.reverses.as_ref() == Some(&line.id))
    }

    fn got(&self, line: &PaymentLine) -> bool {
        let paid =
            |event: &&LineEvent| matches!(event.kind, LineEventKind::Paid | LineEventKind::Signed);
        self.events
            .iter()
            .filter(paid)
            .any(|event| event.line_id == line.id)
            && !self.reversed(line)
    }
}

fn total<'a>(lines: impl Iterator<Item = &'a PaymentLine>) -> i64 {
    lines.map(|line| line.amount.0).sum()
}

/// Nothing that was entered has changed or gone.
pub(super) fn append_only(office: &mut Office, raw: &Raw) {
    fn note<R: Record>(facts: &mut HashMap<Id, String>, records: &[R], seen: &mut usize) {
        for record in records {
            let body = serde_json::to_string(record).unwrap();
            let before = facts
                .entry(record.id().clone())
                .or_insert_with(|| body.clone());
            assert_eq!(*before, body, "a fact was changed");
            *seen += 1;
        }
    }
    let mut seen = 0;
    note(&mut office.facts, &raw.batches, &mut seen);
    note(&mut office.facts, &raw.steps, &mut seen);
    note(&mut office.facts, &raw.lines, &mut seen);
    note(&mut office.facts, &raw.events, &mut seen);
    note(&mut office.facts, &raw.entries, &mut seen);
    assert_eq!(seen, office.facts.len(), "a fact is gone");
}

pub(super) fn nobody_twice_and_nobody_own(raw: &Raw) {
    for line in &raw.lines {
        let own: Vec<&LineEvent> = raw
            .events
            .iter()
            .filter(|it| it.line_id == line.id)
            .collect();
        let paid = own
            .iter()
            .filter(|it| matches!(it.kind, LineEventKind::Paid | LineEventKind::Signed));
        assert!(paid.count() <= 1, "line {} was paid twice", line.id);
        let mut at_bank = false;
        for event in &own {
            match event.kind {
                LineEventKind::Exported => {
                    assert!(!at_bank, "line {} was sent twice", line.id);
                    at_bank = true;
                }
                LineEventKind::Bounced | LineEventKind::Paid => at_bank = false,
                _ => {}
            }
        }
        let reversals: Vec<&PaymentLine> = raw
            .lines
            .iter()
            .filter(|it| it.reverses.as_ref() == Some(&line.id))
            .collect();
        assert!(
            reversals.len() <= 1,
            "line {} was taken back twice",
            line.id
        );
        if let Some(reversal) = reversals.first() {
            assert!(line.reverses.is_none(), "a reversal was reversed");
            assert_eq!(reversal.amount.0, -line.amount.0);
            assert_eq!(reversal.batch_id, line.batch_id);
        }
        if line.reverses.is_some() {
            assert!(own.is_empty(), "a reversal was paid");
        } else {
            assert!(line.amount.0 > 0);
        }
    }
    for batch in &raw.batches {
        let of = |kind: BatchStepKind| {
            raw.steps
                .iter()
                .filter(move |step| step.batch_id == batch.id && step.kind == kind)
        };
        for step in of(BatchStepKind::Approved).chain(of(BatchStepKind::Reviewed)) {
            assert_ne!(step.by, batch.maker, "approved their own");
        }
        for kind in [
            BatchStepKind::Approved,
            BatchStepKind::Released,
            BatchStepKind::Closed,
        ] {
            assert!(of(kind).count() <= 1, "{kind:?} twice");
        }
        let rightful =
            |step: &&BatchStep| ["杨主席", "姚主席", "样样管"].contains(&step.by.as_str());
        assert!(of(BatchStepKind::Approved).all(|step| rightful(&step)));
        assert!(of(BatchStepKind::Released).all(|step| rightful(&step)));
        assert!(["李干事", "赵干事", "样样管"].contains(&batch.maker.as_str()));
        let released = of(BatchStepKind::Released).next();
        if let Some(released) = released {
            assert!(
                of(BatchStepKind::Approved).next().is_some(),
                "released unapproved"
            );
            let hung = of(BatchStepKind::NoticePosted)
                .filter_map(|step| step.notice_ends_on)
                .any(|ends| ends < released.on);
            assert!(!batch.needs_notice || hung, "released during the notice");
        }
        let moved = raw
            .events
            .iter()
            .any(|event| event.batch_id == batch.id && event.kind != LineEventKind::Repaired);
        assert!(
            !moved || released.is_some(),
            "money moved before the release"
        );
    }
}

pub(super) async fn sums_agree(office: &mut Office, raw: &Raw) {
    sit_down(&office.unit.app, "沈经审", &[Role::Auditor]).await;
    let views = office.call(false, "fund_list", json!({})).await.unwrap();
    for fund in office.all::<Fund>().await {
        let received: i64 = raw
            .entries
            .iter()
            .filter(|entry| entry.fund_id == fund.id)
            .map(|entry| entry.amount.0)
            .sum();
        let of_fund = || raw.counting().filter(|line| line.fund_id == fund.id);
        let committed = total(of_fund());
        let paid = total(of_fund().filter(|line| raw.got(line)));
        assert!(committed <= received, "a fund below zero");
        assert!(paid <= committed);
        let view = views.as_array().unwrap().iter();
        let view = view
            .clone()
            .find(|it| it["fund"]["id"] == json!(fund.id))
            .unwrap();
        assert_eq!(view["received"], received);
        assert_eq!(view["committed"], committed);
        assert_eq!(view["paid"], paid);
        assert_eq!(view["left"], received - committed);
        let account = json!({ "fund_id": fund.id });
        let account = office.call(false, "fund_ledger", account).await.unwrap();
        assert_eq!(account["closing"], received - committed);
    }
    let rows = office.call(false, "batch_list", json!({})).await.unwrap();
    assert_eq!(rows.as_array().unwrap().len(), raw.batches.len());
    let mut numbers = HashSet::new();
    for row in rows.as_array().unwrap() {
        let own = |line: &&PaymentLine| json!(line.batch_id) == row["batch"]["id"];
        assert_eq!(row["amount"], total(raw.lines.iter().filter(own)));
        let got = raw.lines.iter().filter(own).filter(|line| raw.got(line));
        assert_eq!(row["paid"], total(got));
        assert!(numbers.insert(row["batch"]["no"].clone()), "a number twice");
    }
}

/// Demo pack A: temporary aid 3,000 yuan a person, living aid 12 dibao lines a household.
pub(super) async fn caps_hold(office: &mut Office, raw: &Raw) {
    let packs = built_in_packs().unwrap();
    let pack = packs.iter().find(|pack| pack.id == "demo-a").unwrap();
    let today = office.unit.app.host().today();
    let line = pack.line_on(today).unwrap().fen.0;
    let year = today.format("%Y").to_string();
    let this_year = |it: &&PaymentLine| it.on.format("%Y").to_string() == year;
    for worker in office.workers.clone() {
        let temporary =
            total(raw.counting().filter(this_year).filter(|it| {
                it.person_id == worker.person.id && it.aid_kind == AidKind::TemporaryAid
            }));
        assert!(
            temporary <= 300_000,
            "over the cap of a person: {temporary}"
        );
        let household = Some(&worker.file.household_id);
        let living = total(raw.counting().filter(this_year).filter(|it| {
            it.household_id.as_ref() == household && it.aid_kind == AidKind::LivingAid
        }));
        assert!(living <= 12 * line, "over the cap of a household: {living}");
        for (kind, used) in [("temporary_aid", temporary), ("living_aid", living)] {
            let ask = json!({
                "campaign_id": null, "person_id": null, "file_id": worker.file.id,
                "aid_kind": kind, "amount": 1, "cost": null, "item_id": null,
            });
            let Some(room) = office.call(false, "room", ask).await else {
                continue;
            };
            assert_eq!(
                room["rows"][0]["used"], used,
                "{kind} of {}",
                worker.person.name
            );
        }
    }
}
