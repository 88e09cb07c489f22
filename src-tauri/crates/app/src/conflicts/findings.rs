//! What the rules find now, with what somebody decided about it.

use std::collections::HashMap;

use songnuan_model::record::Record as _;
use songnuan_model::records::{FindingChoice, FindingDecision, FindingRule, Person, SamePerson};
use songnuan_model::roles::{Act, may};
use songnuan_store::Store;

use super::rules::{self, Found, Ledger};
use super::{orphans, places};
use crate::app::{App, Session};
use crate::commands::conflicts::{FindingDecide, FindingDecidedView, FindingQuery, FindingView};
use crate::error::{AppError, AppResult};
use crate::op::Op;

/// Findings in the order of the rules; those of money only for who may see money.
pub async fn findings(app: &App, request: FindingQuery) -> AppResult<Vec<FindingView>> {
    let session = app.require(Act::SeeCases).await?;
    let store = &session.store;
    let money = may(&session.roles, Act::SeeMoney);
    let today = app.host().today();
    let mut decisions: HashMap<String, FindingDecision> = HashMap::new();
    for decision in store.all::<FindingDecision>().await? {
        // The newest of several decisions counts.
        let known = decisions.get(&decision.finding);
        if known.is_none_or(|known| known.id < decision.id) {
            decisions.insert(decision.finding.clone(), decision);
        }
    }
    let mut views = Vec::new();
    for found in all(&session, today).await? {
        let hidden = !money && !is_of_cases(found.rule);
        if hidden || request.rule.is_some_and(|rule| rule != found.rule) {
            continue;
        }
        let key = found.key();
        let decision = decisions.get(&key);
        if decision.is_some() && !request.with_decided {
            continue;
        }
        let decision = match decision {
            Some(decision) => Some(in_words(store, decision).await?),
            None => None,
        };
        let mut records = found.records;
        for record in &mut records {
            places::fill(store, record).await?;
        }
        views.push(FindingView {
            key,
            rule: found.rule,
            rule_label: found.rule.label().to_owned(),
            sentence: found.sentence,
            advice: found.advice.to_owned(),
            records,
            decision,
        });
    }
    let twice = FindingRule::SamePersonTwice;
    if request.with_decided && request.rule.is_none_or(|rule| rule == twice) {
        views.extend(joined(store).await?);
    }
    Ok(views)
}

/// Registrations that were joined, to be taken apart again: the one that goes on comes first.
async fn joined(store: &Store) -> AppResult<Vec<FindingView>> {
    let mut views = Vec::new();
    for link in store.all::<SamePerson>().await? {
        let mut records = Vec::new();
        for id in [&link.kept_id, &link.other_id] {
            let mut record = places::record(Person::KIND, id, &places::words_of(store, id).await?);
            places::fill(store, &mut record).await?;
            records.push(record);
        }
        let made = store.history(Some(&link.id), 1, None).await?;
        let made = made.into_iter().next();
        let choice = FindingChoice::Handled;
        views.push(FindingView {
            key: link.id.0,
            rule: FindingRule::SamePersonTwice,
            rule_label: FindingRule::SamePersonTwice.label().to_owned(),
            sentence: "两份登记已合并成一个人，档案、走访、发放和限额都算在一起。".to_owned(),
            advice: "查实是两个人的，可以分开。".to_owned(),
            records,
            decision: made.map(|op| FindingDecidedView {
                choice,
                label: "已合并".to_owned(),
                reason: op.why,
                who: op.who,
                at: op.at.to_string(),
            }),
        });
    }
    Ok(views)
}

/// Findings that have nothing to do with money.
fn is_of_cases(rule: FindingRule) -> bool {
    matches!(
        rule,
        FindingRule::SamePersonTwice | FindingRule::DeletedParent
    )
}

async fn all(session: &Session, today: chrono::NaiveDate) -> AppResult<Vec<Found>> {
    let store = &session.store;
    let ledger = Ledger::read(store).await?;
    let mut found = ledger.same_person_twice();
    found.extend(orphans::deleted_parents(session).await?);
    found.extend(ledger.duplicate_payments());
    found.extend(ledger.two_approvals());
    found.extend(ledger.over_caps(store, today).await?);
    found.extend(rules::overdrawn(store).await?);
    Ok(found)
}

async fn in_words(store: &Store, decision: &FindingDecision) -> AppResult<FindingDecidedView> {
    let made = store.history(Some(&decision.id), 1, None).await?;
    let (who, at) = made
        .first()
        .map(|op| (op.who.clone(), op.at.to_string()))
        .unwrap_or_default();
    Ok(FindingDecidedView {
        choice: decision.choice,
        label: decision.choice.label().to_owned(),
        reason: decision.reason.clone(),
        who,
        at,
    })
}

/// Decides about a finding that stands now; the reason stays with it.
pub async fn finding_decide(app: &App, request: FindingDecide) -> AppResult<Vec<FindingView>> {
    let session = app.require(Act::DecideConflicts).await?;
    let reason = request.reason.trim();
    if reason.is_empty() {
        return Err(AppError::invalid("请写明理由，以后审计要看。没有保存。").at("reason"));
    }
    if reason.chars().count() > 500 {
        return Err(AppError::invalid("理由最多 500 个字。没有保存。").at("reason"));
    }
    let money = may(&session.roles, Act::SeeMoney);
    let known = all(&session, app.host().today()).await?;
    let mut known = known.into_iter().filter(|it| money || is_of_cases(it.rule));
    let found = known.find(|found| found.key() == request.key);
    let found = found.ok_or_else(|| AppError::not_found("这个问题"))?;
    match (found.rule, request.choice) {
        (FindingRule::SamePersonTwice, FindingChoice::Handled) => {
            return Err(AppError::invalid(
                "两份登记还没有合并。没有保存，请用“合并”处理；确是两个人的，选“予以保留”并写明理由。",
            ));
        }
        (FindingRule::DeletedParent, FindingChoice::Handled) => {
            return Err(AppError::invalid(
                "所属的记录还是删除着的。没有保存，请用“恢复”处理；确实不要的，选“予以保留”并写明理由。",
            ));
        }
        (FindingRule::DeletedParent, FindingChoice::Restored) => {
            orphans::restore(app, &found, reason).await?;
            return findings(app, FindingQuery::default()).await;
        }
        (_, FindingChoice::Restored) => {
            return Err(AppError::invalid(
                "这个问题里没有被删除的记录，用不着恢复。没有保存，请选别的处理办法。",
            ));
        }
        _ => {}
    }
    let mut tx = app.begin(Op::DecideFinding, reason).await?;
    tx.put(&FindingDecision {
        id: app.host().new_id(),
        finding: request.key,
        rule: found.rule,
        choice: request.choice,
        reason: reason.to_owned(),
    })
    .await?;
    tx.commit().await?;
    findings(app, FindingQuery::default()).await
}
