//! What a policy pack says of scholarships, in the words of a page.

use songnuan_model::eligibility::{Basis, Nominee, Pack, Version};
use songnuan_model::money::Fen;
use songnuan_model::records::SchoolLevel;
use songnuan_model::roles::Act;
use songnuan_model::scholarship::{
    ExcludedStudent, ScholarshipStandard, SchoolTier, missing_line, student_room,
};

use crate::app::App;
use crate::commands::scholarships::{StandardAsk, StandardLine, StandardView};
use crate::eligibility::load_pack;
use crate::error::AppResult;

/// The standard of a pack on a day, each line with its article.
pub async fn standard(app: &App, request: StandardAsk) -> AppResult<StandardView> {
    let store = app.store_for(Act::SeeCases).await?;
    let pack = load_pack(&store, &request.pack).await?;
    let mut view = StandardView {
        pack_name: pack.name.clone(),
        region: pack.region_name.clone(),
        source: pack.source.document.clone(),
        address: pack.source.address.clone(),
        effective_from: None,
        effective_to: None,
        deadline: None,
        amounts: Vec::new(),
        exclusions: Vec::new(),
        caps: Vec::new(),
        gate: None,
        unfiled: false,
        notes: pack.note.iter().cloned().collect(),
        problem: None,
    };
    let Some(version) = pack.version_on(request.on) else {
        view.problem = Some(format!(
            "这个政策包在 {} 没有生效的版本，不能用来判定。请换一个政策包，或先补上那一年的标准。",
            request.on
        ));
        return Ok(view);
    };
    said(&mut view, &pack, version, &request);
    Ok(view)
}

fn said(view: &mut StandardView, pack: &Pack, version: &Version, request: &StandardAsk) {
    view.effective_from = Some(version.effective_from);
    view.effective_to = version.effective_to;
    view.notes.extend(version.note.clone());
    let gate = version.base_data_gate(Nominee::Scholarship);
    view.gate = gate.map(|gate| line("基础数据库", None, &gate.basis));
    let Some(standard) = &version.scholarship else {
        view.problem = Some("这个政策包没有助学标准，金额要由人确定。".to_owned());
        return;
    };
    view.deadline = standard.deadline;
    view.notes.extend(standard.note.clone());
    view.unfiled = standard.amounts.iter().any(|amount| !amount.filed);
    view.amounts = amounts(standard);
    let exclusions = standard.exclusions.iter().filter(|it| it.enabled);
    view.exclusions = exclusions
        .map(|it| line(excluded(&it.when), None, &it.basis))
        .collect();
    for (tier, level) in [
        (SchoolTier::University, SchoolLevel::Undergraduate),
        (SchoolTier::SeniorSecondary, SchoolLevel::SeniorHigh),
    ] {
        let label = format!("{}每生每年上限", tier.label());
        if let Some(room) = student_room(pack, request.on, level, Fen::ZERO) {
            view.caps.push(StandardLine {
                label,
                amount: Some(room.limit),
                text: room.text,
                article: room.article,
            });
        } else {
            view.notes.extend(missing_line(pack, request.on, level));
        }
    }
}

fn amounts(standard: &ScholarshipStandard) -> Vec<StandardLine> {
    let amounts = standard.amounts.iter().map(|amount| {
        let filed = if amount.filed { "建档" } else { "未建档" };
        let label = format!("{filed}·{}", amount.tier.label());
        line(&label, Some(amount.fen), &amount.basis)
    });
    amounts.collect()
}

fn line(label: &str, amount: Option<Fen>, basis: &Basis) -> StandardLine {
    StandardLine {
        label: label.to_owned(),
        amount,
        text: basis.text.clone(),
        article: basis.article.clone(),
    }
}

/// Whom an exclusion keeps out.
fn excluded(when: &ExcludedStudent) -> &'static str {
    match when {
        ExcludedStudent::MilitaryAcademy => "军事院校",
        ExcludedStudent::FreeNormal => "免费师范生",
        ExcludedStudent::TargetedTraining => "定向生",
        ExcludedStudent::AidedElsewhere => "已获其他资助",
        ExcludedStudent::AfterDeadline => "逾期申请",
        ExcludedStudent::ParentNotInService { .. } => "家长不在职",
        ExcludedStudent::ParentNotUnionMember => "家长不是会员",
        ExcludedStudent::Duplicate => "重复申请",
    }
}
