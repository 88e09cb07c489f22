//! Coverage marks: what a run of the simulator has met. A run that never lost a reply proves
//! nothing about lost replies, so the tests demand every mark.

use std::collections::BTreeMap;
use std::sync::Mutex;

static MET: Mutex<BTreeMap<&'static str, u64>> = Mutex::new(BTreeMap::new());

/// Every fault and every outcome that the fixed seeds together must meet.
pub const ALL: &[&str] = &[
    "fault: request lost",
    "fault: reply lost",
    "fault: sent twice",
    "fault: late copy",
    "fault: page cut",
    "fault: server error",
    "fault: hub full",
    "fault: crash and reopen",
    "fault: laptop restored",
    "fault: hub restored",
    "fault: revoked",
    "fault: enrolled again",
    "fault: scope changed",
    "fault: older program refused",
    "fault: clock moved",
    "way: bundle",
    "outcome: edit stands",
    "outcome: edit parked",
    "outcome: edit of deleted",
    "outcome: deletion of edited",
    "outcome: deletion stands",
    "outcome: handed back",
    "outcome: fetched",
    "outcome: decided",
    "outcome: undone",
    "outcome: same person twice",
    "outcome: field of a newer program",
    "outcome: hub behind, by bundle",
];

pub fn hit(mark: &'static str) {
    assert!(ALL.contains(&mark), "no such mark: {mark}");
    *MET.lock().unwrap().entry(mark).or_default() += 1;
}

/// The marks nothing has hit yet.
pub fn missing() -> Vec<&'static str> {
    let met = MET.lock().unwrap();
    let all = ALL.iter().copied();
    all.filter(|mark| !met.contains_key(mark)).collect()
}

/// How often each was met, for the closing words of a long run.
pub fn counts() -> Vec<(&'static str, u64)> {
    let met = MET.lock().unwrap();
    met.iter().map(|(mark, n)| (*mark, *n)).collect()
}
