//! A question put to the store: which report, which campaigns, as of when.

use chrono::{DateTime, FixedOffset, Local, NaiveDate};
use songnuan_model::record::Record;
use songnuan_model::records::Campaign;
use songnuan_model::roles::Act;
use songnuan_store::{Store, Timestamp};

use crate::app::App;
use crate::commands::figures::StatsRequest;
use crate::error::{AppError, AppResult};

/// The question with everything needed to answer it.
pub(super) struct Ask<'a> {
    pub store: Store,
    pub request: &'a StatsRequest,
    /// `None`: as things are now.
    pub at: Option<Timestamp>,
    /// The moment the answer speaks of.
    pub as_of: Timestamp,
    /// The day of that moment: ages are counted on it.
    pub day: NaiveDate,
}

impl<'a> Ask<'a> {
    /// Asks whether the user may, and reads the moment.
    pub async fn new(app: &App, request: &'a StatsRequest) -> AppResult<Self> {
        let store = app.store_for(Act::SeeMoney).await?;
        let at = match request.as_of.as_deref().filter(|text| !text.is_empty()) {
            Some(text) => Some(moment(text)?),
            None => None,
        };
        if let (Some(from), Some(to)) = (request.from, request.to)
            && to < from
        {
            return Err(AppError::invalid(format!(
                "结束日期 {to} 早于开始日期 {from}，没有统计。请核对日期。"
            )));
        }
        let as_of = match &at {
            Some(at) => at.clone(),
            None => app.now()?,
        };
        let day = match &at {
            Some(at) => local(at).map_or(app.host().today(), |at| at.date_naive()),
            None => app.host().today(),
        };
        Ok(Self {
            store,
            request,
            at,
            as_of,
            day,
        })
    }

    /// All records of a kind at that moment.
    pub async fn all<R: Record>(&self) -> AppResult<Vec<R>> {
        Ok(self.store.all_as_of::<R>(self.at.as_ref()).await?)
    }

    /// The day lies in the asked period.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.request.from.is_none_or(|from| day >= from)
            && self.request.to.is_none_or(|to| day <= to)
    }

    /// The campaign that is asked for.
    pub async fn campaign(&self) -> AppResult<Option<Campaign>> {
        let Some(id) = &self.request.campaign_id else {
            return Ok(None);
        };
        let found = match &self.at {
            Some(at) => self.store.get_as_of::<Campaign>(id, at).await?,
            None => self.store.get::<Campaign>(id).await?,
        };
        let found = found.ok_or_else(|| AppError::not_found("这个活动(或当时还没有)"))?;
        Ok(Some(found))
    }

    /// `2016-01-01至2016-12-31`, or nothing.
    pub fn period(&self) -> String {
        match (self.request.from, self.request.to) {
            (None, None) => String::new(),
            (Some(from), None) => format!("{from}以来"),
            (None, Some(to)) => format!("截至{to}"),
            (Some(from), Some(to)) => format!("{from}至{to}"),
        }
    }
}

fn moment(text: &str) -> AppResult<Timestamp> {
    Timestamp::parse(text).map_err(|_| {
        AppError::invalid(format!(
            "截至时刻“{text}”看不懂，没有统计。请写成 2026-11-22T09:30:00+08:00 这样的时刻。"
        ))
    })
}

/// A moment on the user's clock.
pub(super) fn local(at: &Timestamp) -> Option<DateTime<FixedOffset>> {
    let at = at.to_utc()?;
    Some(at.with_timezone(&Local).fixed_offset())
}

/// A moment as people read it: `2026年11月22日 09:30`.
pub(super) fn spoken(at: &Timestamp) -> String {
    local(at).map_or_else(
        || at.to_string(),
        |at| at.format("%Y年%-m月%-d日 %H:%M").to_string(),
    )
}
