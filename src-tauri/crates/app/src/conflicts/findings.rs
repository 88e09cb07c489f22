//! What the rules find now, with what somebody decided about it.

use std::collections::HashMap;

use songnuan_model::records::{FindingDecision, FindingRule};
use songnuan_model::roles::{Act, may};
use songnuan_store::Store;

use super::rules::{self, Found, Ledger};
use crate::app::App;
use crate::commands::conflicts::{FindingDecide, FindingDecidedView, FindingQuery, FindingView};
use crate::error::{AppError, AppResult};
use crate::op::Op;

/// Findings in the order of the rules; those of money only for who may see money.
pub async fn findings(app: &App, request: FindingQuery) -> AppResult<Vec<FindingView>> {
    let session = app.require(Act::SeeCases).await?;
    let store = session.store;
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
    for found in all(&store, today).await? {
        let hidden = !money && found.rule != FindingRule::SamePersonTwice;
        if hidden || request.rule.is_some_and(|rule| rule != found.rule) {
            continue;
        }
        let key = found.key();
        let decision = decisions.get(&key);
        if decision.is_some() && !request.with_decided {
            continue;
        }
        let decision = match decision {
            Some(decision) => Some(in_words(&store, decision).await?),
            None => None,
        };
        views.push(FindingView {
            key,
            rule: found.rule,
            rule_label: found.rule.label().to_owned(),
            sentence: found.sentence,
            advice: found.advice.to_owned(),
            records: found.records,
            decision,
        });
    }
    Ok(views)
}

async fn all(store: &Store, today: chrono::NaiveDate) -> AppResult<Vec<Found>> {
    let ledger = Ledger::read(store).await?;
    let mut found = ledger.same_person_twice();
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
    app.require(Act::DecideConflicts).await?;
    let reason = request.reason.trim();
    if reason.is_empty() {
        return Err(AppError::invalid("请写明理由，以后审计要看。没有保存。").at("reason"));
    }
    if reason.chars().count() > 500 {
        return Err(AppError::invalid("理由最多 500 个字。没有保存。").at("reason"));
    }
    let everything = FindingQuery {
        rule: None,
        with_decided: true,
    };
    let known = findings(app, everything).await?;
    let found = known.into_iter().find(|view| view.key == request.key);
    let found = found.ok_or_else(|| AppError::not_found("这个问题"))?;
    if found.rule == FindingRule::SamePersonTwice
        && request.choice == songnuan_model::records::FindingChoice::Handled
    {
        return Err(AppError::invalid(
            "两份登记还没有合并。没有保存，请用“合并”处理；确是两个人的，选“予以保留”并写明理由。",
        ));
    }
    let mut tx = app.begin(Op::DecideFinding, reason).await?;
    tx.put(&FindingDecision {
        id: app.host().new_id(),
        finding: found.key,
        rule: found.rule,
        choice: request.choice,
        reason: reason.to_owned(),
    })
    .await?;
    tx.commit().await?;
    findings(app, FindingQuery::default()).await
}
