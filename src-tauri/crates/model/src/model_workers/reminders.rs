//! What model workers should be remembered for in the days ahead: birthdays, 五一, the Spring
//! Festival (lunar), the yearly check, the medical check (DOMAIN §5.1).

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::dates::{add_months, lunar};
use crate::record::Id;
use crate::records::WorkerState;

/// What there is to remember.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReminderKind {
    /// 生日
    Birthday,
    /// 五一慰问
    MayDay,
    /// 春节慰问
    SpringFestival,
    /// 年度核查: income, health and whereabouts, a year after the last one
    YearlyCheck,
    /// 体检
    MedicalCheck,
}

impl ReminderKind {
    /// The word on screen and paper.
    pub fn label(self) -> &'static str {
        match self {
            Self::Birthday => "生日",
            Self::MayDay => "五一慰问",
            Self::SpringFestival => "春节慰问",
            Self::YearlyCheck => "年度核查",
            Self::MedicalCheck => "体检",
        }
    }
}

/// The dates of one model worker.
#[derive(Clone)]
pub struct WorkerDates {
    pub id: Id,
    pub state: WorkerState,
    pub birth: Option<NaiveDate>,
    /// The last visit or check of the data; `None` = never.
    pub checked_on: Option<NaiveDate>,
    /// The last medical check the union arranged; `None` = never.
    pub medical_on: Option<NaiveDate>,
}

/// One thing to remember.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Reminder {
    pub kind: ReminderKind,
    /// The day itself; before today for what is overdue.
    pub on: NaiveDate,
    /// `None`: for all of them together.
    pub model_worker_id: Option<Id>,
    /// Completed years on a birthday.
    pub age: Option<u32>,
}

/// What falls on the days from `today` to `today + ahead` (calendar days), overdue checks first.
/// The deceased, and those whose honour was revoked, are not remembered.
pub fn reminders(workers: &[WorkerDates], today: NaiveDate, ahead: u32) -> Vec<Reminder> {
    let until = today
        .checked_add_days(Days::new(u64::from(ahead)))
        .unwrap_or(today);
    let mut found = Vec::new();
    let all = |kind, on| Reminder {
        kind,
        on,
        model_worker_id: None,
        age: None,
    };
    let living: Vec<&WorkerDates> = workers
        .iter()
        .filter(|w| !matches!(w.state, WorkerState::Deceased | WorkerState::Revoked))
        .collect();
    if !living.is_empty() {
        let years = today.year()..=until.year();
        for year in years {
            let may = NaiveDate::from_ymd_opt(year, 5, 1).map(|on| (ReminderKind::MayDay, on));
            let spring = spring_festival(year).map(|on| (ReminderKind::SpringFestival, on));
            let days = may.into_iter().chain(spring);
            let ahead = days.filter(|(_, on)| (today..=until).contains(on));
            found.extend(ahead.map(|(kind, on)| all(kind, on)));
        }
    }
    for worker in living {
        found.extend(birthday(worker, today, until));
        let reachable = worker.state == WorkerState::Living;
        if reachable {
            let checks = [
                (ReminderKind::YearlyCheck, worker.checked_on),
                (ReminderKind::MedicalCheck, worker.medical_on),
            ];
            found.extend(checks.into_iter().filter_map(|(kind, last)| {
                // Never checked is due today.
                let on = last.map_or(Some(today), |last| add_months(last, 12))?;
                (on <= until).then(|| Reminder {
                    model_worker_id: Some(worker.id.clone()),
                    ..all(kind, on)
                })
            }));
        }
    }
    found.sort_by(|a, b| {
        (a.on, a.kind, &a.model_worker_id).cmp(&(b.on, b.kind, &b.model_worker_id))
    });
    found
}

/// The next birthday in the span. Who was born on 29 February is congratulated on the 28th in
/// common years.
fn birthday(worker: &WorkerDates, today: NaiveDate, until: NaiveDate) -> Option<Reminder> {
    let birth = worker.birth?;
    let on = (today.year()..=until.year()).find_map(|year| {
        let months = (year - birth.year()).checked_mul(12)?;
        add_months(birth, months).filter(|on| (today..=until).contains(on) && *on > birth)
    })?;
    Some(Reminder {
        kind: ReminderKind::Birthday,
        on,
        model_worker_id: Some(worker.id.clone()),
        age: u32::try_from(on.year() - birth.year()).ok(),
    })
}

/// 正月初一 of the lunar year that begins in a solar year; `None` outside 1800–2199.
pub fn spring_festival(year: i32) -> Option<NaiveDate> {
    // It falls between 21 January and 21 February.
    let first = NaiveDate::from_ymd_opt(year, 1, 20)?;
    first.iter_days().take(34).find(|day| {
        lunar(*day).is_some_and(|lunar| (lunar.month, lunar.day, lunar.leap) == (1, 1, false))
    })
}
