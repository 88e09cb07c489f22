//! What happens in one history: drawn from its seed before anything runs, so that a failing one
//! can be tried again with fewer actions.

use crate::chance::Chance;

/// One thing that happens. Every action carries its own chance, so that leaving others out does
/// not change it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Action {
    pub laptop: usize,
    pub what: What,
    pub chance: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    CreatePerson,
    /// A person whose resident ID somebody else may type as well.
    CreateSamePerson,
    CreateVisit,
    EditPerson,
    EditVisit,
    DeleteVisit,
    Pay,
    UndoLast,
    Decide,
    Sync,
    SyncByBundle,
    Reopen,
    Backup,
    Restore,
    HubBackup,
    HubRestore,
    Revoke,
    EnrolAgain,
    ChangeScope,
    MoveClock,
    OlderProgram,
}

/// What this history is made of: every fault and action is there often, seldom or not at all
/// (uniform noise hides rare pairs).
pub struct Draw {
    pub laptops: usize,
    /// Of these, so many get only what is assigned to them.
    pub visitors: usize,
    pub actions: Vec<Action>,
    pub faults: Faults,
}

/// How often each fault hits one call of the hub, in a thousand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Faults {
    pub request_lost: u32,
    pub reply_lost: u32,
    pub twice: u32,
    pub late: u32,
    pub cut: u32,
    pub server_error: u32,
    pub hub_full: u32,
    pub crash: u32,
}

const OFTEN: [u32; 4] = [0, 5, 20, 80];

impl Draw {
    pub fn of(seed: u64) -> Self {
        let mut chance = Chance::new(seed);
        let laptops = 2 + chance.below(3) + chance.below(2) * chance.below(4);
        let visitors = chance.below(2).min(laptops - 1);
        let mut often = || OFTEN[chance.below(OFTEN.len())];
        let faults = Faults {
            request_lost: often(),
            reply_lost: often(),
            twice: often(),
            late: often(),
            cut: often(),
            server_error: often(),
            hub_full: often(),
            crash: often(),
        };
        let weights = weights(&mut chance);
        let total: u32 = weights.iter().map(|(_, weight)| weight).sum();
        let steps = 20 + chance.below(40);
        let actions = (0..steps)
            .map(|_| {
                let mut at = u32::try_from(chance.below(total as usize)).unwrap();
                let what = weights.iter().find(|(_, weight)| {
                    let here = at < *weight;
                    at = at.saturating_sub(*weight);
                    here
                });
                Action {
                    laptop: chance.below(laptops),
                    what: what.unwrap().0,
                    chance: chance.next(),
                }
            })
            .collect();
        Self {
            laptops,
            visitors,
            actions,
            faults,
        }
    }
}

fn weights(chance: &mut Chance) -> Vec<(What, u32)> {
    use What::*;
    let mut some = |usual: u32| match chance.below(4) {
        0 => 0,
        1 => usual * 3,
        _ => usual,
    };
    vec![
        (CreatePerson, 4 + some(4)),
        (CreateSamePerson, some(2)),
        (CreateVisit, some(6)),
        (EditPerson, 10 + some(20)),
        (EditVisit, 4 + some(14)),
        (DeleteVisit, 2 + some(6)),
        (Pay, some(4)),
        (UndoLast, some(3)),
        (Decide, 3 + some(10)),
        (Sync, 20 + some(20)),
        (SyncByBundle, some(4)),
        (Reopen, some(3)),
        (Backup, some(2)),
        (Restore, some(2)),
        (HubBackup, some(1)),
        (HubRestore, some(1)),
        (Revoke, some(1)),
        (EnrolAgain, some(2)),
        (ChangeScope, 1 + some(5)),
        (MoveClock, some(2)),
        (OlderProgram, some(1)),
    ]
}
