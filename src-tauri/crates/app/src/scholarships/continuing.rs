//! Last year's awarded applications become this round's, with one call; and who that would be.

use std::collections::HashSet;

use songnuan_model::record::Id;
use songnuan_model::records::{ScholarshipCase, ScholarshipRound};
use songnuan_model::roles::Act;
use songnuan_model::scholarship::{LastYear, continuing};
use songnuan_store::Store;

use super::around::{self, Around, level_label};
use super::list::found;
use crate::app::App;
use crate::commands::scholarships::{
    ContinueOffer, Continued, LeftOut, Offered, ScholarshipContinue, ScholarshipQuery,
};
use crate::error::{AppError, AppResult};
use crate::op::Op;

/// Continues a round; whoever cannot be continued is named with the reason.
pub async fn continue_round(app: &App, request: ScholarshipContinue) -> AppResult<Continued> {
    let store = app.store_for(Act::EditCases).await?;
    let round = around::round(&store, &request.round_id).await?;
    let mut tx = app.begin(Op::ContinueScholarship, "").await?;
    let Some(last) = last_round(&store, &round, request.from_round_id.as_ref()).await? else {
        return Err(AppError::invalid(format!(
            "{} 年以前没有助学活动，没有可以接续的申请。什么都没有改动。",
            round.year
        )));
    };
    let proposal = propose(app, &store, &round, &last).await?;
    for (_, next) in &proposal.next {
        tx.put(next).await?;
    }
    tx.commit().await?;
    let query = ScholarshipQuery {
        round_id: Some(round.id),
        ..ScholarshipQuery::default()
    };
    Ok(Continued {
        list: found(&store, &query).await?,
        continued: u32::try_from(proposal.next.len()).unwrap_or(u32::MAX),
        left_out: proposal.left_out,
    })
}

/// Who would be continued, and why the others would not. Nothing is written.
pub async fn continue_offer(app: &App, request: ScholarshipContinue) -> AppResult<ContinueOffer> {
    let store = app.store_for(Act::SeeCases).await?;
    let round = around::round(&store, &request.round_id).await?;
    let Some(last) = last_round(&store, &round, request.from_round_id.as_ref()).await? else {
        return Ok(ContinueOffer {
            from: None,
            offered: Vec::new(),
            left_out: Vec::new(),
        });
    };
    let proposal = propose(app, &store, &round, &last).await?;
    let offered = proposal.next.into_iter().map(|(before, next)| Offered {
        name: proposal.around.name(&before).to_owned(),
        school: next.school,
        level_label: level_label(next.level),
        entry_year: next.entry_year,
        length_years: next.length_years,
        award: before.award,
        case_id: before.id,
    });
    Ok(ContinueOffer {
        offered: offered.collect(),
        left_out: proposal.left_out,
        from: Some(last),
    })
}

/// The round that is continued: the one asked for, or the latest of an earlier year.
async fn last_round(
    store: &Store,
    round: &ScholarshipRound,
    asked: Option<&Id>,
) -> AppResult<Option<ScholarshipRound>> {
    if let Some(id) = asked {
        return Ok(Some(around::round(store, id).await?));
    }
    let rounds = store.all::<ScholarshipRound>().await?;
    let earlier = rounds.into_iter().filter(|it| it.year < round.year);
    Ok(earlier.max_by_key(|it| (it.year, it.closes_on)))
}

/// Last year's applications, each with the one it would become, and who is left out.
struct Proposal {
    next: Vec<(ScholarshipCase, ScholarshipCase)>,
    left_out: Vec<LeftOut>,
    around: Around,
}

async fn propose(
    app: &App,
    store: &Store,
    round: &ScholarshipRound,
    last: &ScholarshipRound,
) -> AppResult<Proposal> {
    let here = store.children::<ScholarshipCase>(&round.id).await?;
    let mut students: HashSet<Id> = here.iter().map(|case| case.person_id.clone()).collect();
    let mut seq = here.iter().map(|case| case.seq).max().unwrap_or(0);
    let mut cases = store.children::<ScholarshipCase>(&last.id).await?;
    cases.sort_by_key(|case| case.seq);
    let around = Around::read(store, &cases).await?;
    let (mut next, mut left_out) = (Vec::new(), Vec::new());
    for case in cases {
        let known = LastYear {
            case: &case,
            steps: around.steps(&case.id),
            year: last.year,
        };
        let reason = match continuing(&known, round, app.host().new_id(), seq + 1) {
            Err(refusal) => refusal.sentence(),
            Ok(_) if !students.insert(case.person_id.clone()) => {
                "这次助学活动里已有这名学生的申请。".to_owned()
            }
            Ok(proposed) => {
                seq += 1;
                next.push((case, proposed));
                continue;
            }
        };
        let name = around.name(&case).to_owned();
        left_out.push(LeftOut { name, reason });
    }
    Ok(Proposal {
        next,
        left_out,
        around,
    })
}
