//! Incidents of model workers (theft, fire, hospital): open until resolved, actions in between.

use chrono::NaiveDate;

use crate::records::{Incident, IncidentAction};

/// Why an action or the resolution is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IncidentRefusal {
    /// Resolved already.
    Resolved { on: NaiveDate },
    /// Dated after today.
    InFuture,
    /// Dated before the incident.
    BeforeIncident { on: NaiveDate },
    /// Resolved before the last action.
    BeforeAction { on: NaiveDate },
    /// Nothing was done about it.
    NoAction,
    /// Nobody is named.
    NoActor,
    /// The words are missing.
    NoWords,
}

impl IncidentRefusal {
    /// The reason as a Chinese sentence.
    pub fn sentence(&self) -> String {
        match self {
            Self::Resolved { on } => format!("这件事已于 {on} 办结，不能再登记。"),
            Self::InFuture => "日期还没有到，请填写实际办理的日期。".to_owned(),
            Self::BeforeIncident { on } => format!("日期早于事发日期({on})，请核对日期。"),
            Self::BeforeAction { on } => {
                format!("办结日期早于最后一次办理({on})，请核对日期。")
            }
            Self::NoAction => "还没有登记办理情况，请先登记做了什么，再办结。".to_owned(),
            Self::NoActor => "请填写办理人。".to_owned(),
            Self::NoWords => "请写明办理情况或结果。".to_owned(),
        }
    }
}

/// The incident waits for somebody.
pub fn is_open(incident: &Incident) -> bool {
    incident.resolved_on.is_none()
}

/// Whether an action may be recorded.
pub fn check_action(
    incident: &Incident,
    on: NaiveDate,
    by: &str,
    action: &str,
    today: NaiveDate,
) -> Result<(), IncidentRefusal> {
    if let Some(on) = incident.resolved_on {
        return Err(IncidentRefusal::Resolved { on });
    }
    if by.trim().is_empty() {
        return Err(IncidentRefusal::NoActor);
    }
    if action.trim().is_empty() {
        return Err(IncidentRefusal::NoWords);
    }
    dated(incident, on, today)
}

/// Whether the incident may be closed with this result.
pub fn check_resolve(
    incident: &Incident,
    actions: &[IncidentAction],
    on: NaiveDate,
    result: &str,
    today: NaiveDate,
) -> Result<(), IncidentRefusal> {
    if let Some(on) = incident.resolved_on {
        return Err(IncidentRefusal::Resolved { on });
    }
    if result.trim().is_empty() {
        return Err(IncidentRefusal::NoWords);
    }
    dated(incident, on, today)?;
    let last = actions.iter().map(|action| action.on).max();
    match last {
        None => Err(IncidentRefusal::NoAction),
        Some(last) if on < last => Err(IncidentRefusal::BeforeAction { on: last }),
        Some(_) => Ok(()),
    }
}

fn dated(incident: &Incident, on: NaiveDate, today: NaiveDate) -> Result<(), IncidentRefusal> {
    if on > today {
        return Err(IncidentRefusal::InFuture);
    }
    if on < incident.on {
        return Err(IncidentRefusal::BeforeIncident { on: incident.on });
    }
    Ok(())
}
