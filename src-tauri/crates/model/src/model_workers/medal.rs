//! The life of a medal: held, lost or stolen, recovered or reissued, withdrawn; and what may be
//! recorded about an honour.

use chrono::NaiveDate;

use crate::records::{MedalEvent, MedalEventKind as K};

/// Why an event or an honour is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MedalRefusal {
    /// Cannot follow on what the medal is now.
    NotNow { state: K, instead: Vec<K> },
    /// Dated after today.
    InFuture,
    /// Dated before the event before it.
    BeforePrevious { previous: K, on: NaiveDate },
    /// Dated before the honour was awarded.
    BeforeAward { awarded: String },
    /// The honour is dated before the person was born.
    BeforeBirth { birth: NaiveDate },
}

impl MedalRefusal {
    /// The reason as a Chinese sentence.
    pub fn sentence(&self) -> String {
        match self {
            Self::NotNow { state, instead } if instead.is_empty() => {
                format!("奖章已“{}”，不能再登记别的情况。", state.label())
            }
            Self::NotNow { state, instead } => {
                let words: Vec<_> = instead.iter().map(|kind| kind.label()).collect();
                format!(
                    "奖章现在是“{}”，只能登记：{}。找回、补发要先登记遗失或被盗。",
                    state.label(),
                    words.join("、")
                )
            }
            Self::InFuture => "日期还没有到，请填写实际发生的日期。".to_owned(),
            Self::BeforePrevious { previous, on } => format!(
                "日期早于上一次“{}”({on})，请核对日期；日期不清楚的可以空着。",
                previous.label()
            ),
            Self::BeforeAward { awarded } => {
                format!("日期早于荣誉的授予时间({awarded})，请核对两个日期。")
            }
            Self::BeforeBirth { birth } => {
                format!("授予时间早于本人出生({birth})，请对照证书和身份证更正。")
            }
        }
    }
}

/// What the medal is now. `events` are in the order recorded; one that is dated before an event
/// recorded earlier (two laptops) does not turn the medal back. Without events it is held.
pub fn medal_state(events: &[MedalEvent]) -> K {
    current(events).map_or(K::Held, |event| event.kind)
}

fn current(events: &[MedalEvent]) -> Option<&MedalEvent> {
    let mut current: Option<&MedalEvent> = None;
    let mut latest: Option<NaiveDate> = None;
    for event in events {
        let older = event.on.zip(latest).is_some_and(|(on, latest)| on < latest);
        if !older {
            current = Some(event);
            latest = event.on.or(latest);
        }
    }
    current
}

/// What may be recorded next.
pub fn medal_allowed(events: &[MedalEvent]) -> Vec<K> {
    if events.is_empty() {
        // The first entry says what is known when the medal is registered.
        return vec![K::Held, K::Lost, K::Stolen, K::Withdrawn];
    }
    match medal_state(events) {
        K::Held | K::Recovered | K::Reissued => vec![K::Lost, K::Stolen, K::Withdrawn],
        K::Lost | K::Stolen => vec![K::Recovered, K::Reissued, K::Withdrawn],
        K::Withdrawn => Vec::new(),
    }
}

/// Whether an event may be recorded. `awarded` is the honour's `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
pub fn check_event(
    events: &[MedalEvent],
    kind: K,
    on: Option<NaiveDate>,
    awarded: Option<&str>,
    today: NaiveDate,
) -> Result<(), MedalRefusal> {
    let instead = medal_allowed(events);
    if !instead.contains(&kind) {
        return Err(MedalRefusal::NotNow {
            state: medal_state(events),
            instead,
        });
    }
    let Some(on) = on else { return Ok(()) };
    if on > today {
        return Err(MedalRefusal::InFuture);
    }
    if let Some(awarded) = awarded
        && is_before(&on.to_string(), awarded)
    {
        return Err(MedalRefusal::BeforeAward {
            awarded: awarded.to_owned(),
        });
    }
    let dated = events
        .iter()
        .filter_map(|event| Some((event.kind, event.on?)));
    match dated.max_by_key(|(_, on)| *on) {
        Some((previous, last)) if on < last => {
            Err(MedalRefusal::BeforePrevious { previous, on: last })
        }
        _ => Ok(()),
    }
}

/// Whether an honour's date can be: not before birth, not after today.
pub fn check_awarded(
    awarded: &str,
    birth: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<(), MedalRefusal> {
    if is_before(&today.to_string(), awarded) {
        return Err(MedalRefusal::InFuture);
    }
    match birth {
        Some(birth) if is_before(awarded, &birth.to_string()) => {
            Err(MedalRefusal::BeforeBirth { birth })
        }
        _ => Ok(()),
    }
}

/// Whether one ISO date lies before another, as far as both are known: 1989 is not before 1989-05.
fn is_before(one: &str, other: &str) -> bool {
    let known = one.len().min(other.len());
    match (one.get(..known), other.get(..known)) {
        (Some(one), Some(other)) => one < other,
        _ => false,
    }
}
