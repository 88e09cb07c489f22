//! Last year's awarded applications become this round's, with one call.

use std::collections::HashSet;

use songnuan_model::record::Id;
use songnuan_model::records::{AwardDecision, ScholarshipCase, ScholarshipRound};
use songnuan_model::roles::Act;
use songnuan_model::scholarship::{LastYear, continuing};

use super::around::{self, Around};
use super::list::found;
use crate::app::App;
use crate::commands::scholarships::{Continued, LeftOut, ScholarshipContinue, ScholarshipQuery};
use crate::error::{AppError, AppResult};
use crate::op::Op;

/// Continues a round; whoever cannot be continued is named with the reason.
pub async fn continue_round(app: &App, request: ScholarshipContinue) -> AppResult<Continued> {
    let store = app.store_for(Act::EditCases).await?;
    let round = around::round(&store, &request.round_id).await?;
    let mut tx = app.begin(Op::ContinueScholarship, "").await?;
    let last = match &request.from_round_id {
        Some(id) => around::round(&store, id).await?,
        None => {
            let rounds = store.all::<ScholarshipRound>().await?;
            let earlier = rounds.into_iter().filter(|it| it.year < round.year);
            let latest = earlier.max_by_key(|it| (it.year, it.closes_on));
            latest.ok_or_else(|| {
                AppError::invalid(format!(
                    "{} 年以前没有助学活动，没有可以接续的申请。什么都没有改动。",
                    round.year
                ))
            })?
        }
    };
    let here = store.children::<ScholarshipCase>(&round.id).await?;
    let mut students: HashSet<Id> = here.iter().map(|case| case.person_id.clone()).collect();
    let mut seq = here.iter().map(|case| case.seq).max().unwrap_or(0);
    let cases = store.children::<ScholarshipCase>(&last.id).await?;
    let around = Around::read(&store, &cases).await?;
    let (mut continued, mut left_out) = (0, Vec::new());
    let awarded = cases
        .iter()
        .filter(|case| case.decision == AwardDecision::Award);
    for case in awarded {
        let name = around.name(case).to_owned();
        if !students.insert(case.person_id.clone()) {
            let reason = "这次助学活动里已有这名学生的申请。".to_owned();
            left_out.push(LeftOut { name, reason });
            continue;
        }
        let known = LastYear {
            case,
            steps: around.steps(&case.id),
            year: last.year,
        };
        match continuing(&known, &round, app.host().new_id(), seq + 1) {
            Ok(next) => {
                seq += 1;
                continued += 1;
                tx.put(&next).await?;
            }
            Err(refusal) => left_out.push(LeftOut {
                name,
                reason: refusal.sentence(),
            }),
        }
    }
    tx.commit().await?;
    let query = ScholarshipQuery {
        round_id: Some(round.id),
        ..ScholarshipQuery::default()
    };
    Ok(Continued {
        list: found(&store, &query).await?,
        continued,
        left_out,
    })
}
