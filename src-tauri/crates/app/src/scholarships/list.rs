//! The list of applications.

use songnuan_model::records::ScholarshipCase;
use songnuan_model::roles::Act;
use songnuan_model::scholarship::state;
use songnuan_model::text::half_width;
use songnuan_store::Store;

use super::around::Around;
use crate::app::App;
use crate::commands::scholarships::{ScholarshipList, ScholarshipQuery};
use crate::error::AppResult;

/// Applications, filtered; totals of everything that matches.
pub async fn list(app: &App, request: ScholarshipQuery) -> AppResult<ScholarshipList> {
    let store = app.store_for(Act::SeeCases).await?;
    found(&store, &request).await
}

pub(super) async fn found(store: &Store, request: &ScholarshipQuery) -> AppResult<ScholarshipList> {
    let mut cases = match &request.round_id {
        Some(round) => store.children::<ScholarshipCase>(round).await?,
        None => store.all::<ScholarshipCase>().await?,
    };
    let around = Around::read(store, &cases).await?;
    let text = half_width(request.text.trim());
    cases.retain(|case| {
        let fits = |wanted: &str| {
            let words = [around.name(case), &case.parent_name, &case.school];
            words.iter().any(|word| word.contains(wanted))
        };
        request.decision.is_none_or(|it| it == case.decision)
            && request.level.is_none_or(|it| Some(it) == case.level)
            && request.filed.is_none_or(|it| it == around.is_filed(case))
            && request.counterpart.is_none_or(|it| it == case.counterpart)
            && request
                .step
                .is_none_or(|it| state(around.steps(&case.id)) == Some(it))
            && (text.is_empty() || fits(&text))
    });
    if request.round_id.is_some() {
        cases.sort_by_key(|case| case.seq);
    }
    let limit = match request.limit {
        0 => usize::MAX,
        limit => limit as usize,
    };
    let page = cases.iter().skip(request.offset as usize).take(limit);
    Ok(ScholarshipList {
        rows: page.map(|case| around.row(case)).collect(),
        total: u32::try_from(cases.len()).unwrap_or(u32::MAX),
        totals: around.totals(cases.iter()),
    })
}
