//! The dry run as one machine-readable object: rows, ignored rows, households, summary.

use serde_json::{Map, Value as Json, json};

use super::applicant::Applicant;
use super::check::{Part, Survey};
use super::columns::SheetKind;
use super::detail::problem_detail;
use super::finding::Checked;
use super::lines::{Aid, Income, Rigid};
use super::member::Member;
use super::summary::{Judged, judge_all, summary_of};
use crate::dates::ParsedDate;
use crate::money::Fen;
use crate::records::HardshipCategory;

/// One object with `rows` (`sheet`, `row`, `verdict`, `findings`, `notes`, `normalised`),
/// `ignored_rows`, `households`, `problems` and `summary`. Money is integer fen.
pub fn dry_run_json(survey: &Survey) -> Json {
    let judged = judge_all(survey);
    let mut rows = Vec::new();
    append(
        &mut rows,
        SheetKind::Applicants,
        &survey.applicants,
        applicant,
    );
    append(&mut rows, SheetKind::Members, &survey.members, member);
    append(&mut rows, SheetKind::Income, &survey.income, income);
    append(&mut rows, SheetKind::Rigid, &survey.rigid, rigid);
    append(&mut rows, SheetKind::Aid, &survey.aid, aid);
    let ignored: Vec<Json> = survey
        .ignored()
        .map(|row| json!({"sheet": row.kind.label(), "row": row.row, "reason": row.reason.id()}))
        .collect();
    let problems: Vec<Json> = survey
        .problems
        .iter()
        .filter_map(|problem| serde_json::to_value(problem_detail(problem)).ok())
        .collect();
    json!({
        "survey_date": survey.survey_date.to_string(),
        "income_period": survey.income_period.as_ref().map(|(from, to)| [from, to]),
        "rows": rows,
        "ignored_rows": ignored,
        "households": households(survey, &judged),
        "problems": problems,
        "summary": summary_of(survey, &judged),
    })
}

fn append<T>(rows: &mut Vec<Json>, kind: SheetKind, part: &Part<T>, normalised: fn(&T) -> Json) {
    rows.extend(part.rows.iter().map(|row| row_json(kind, row, normalised)));
}

fn row_json<T>(kind: SheetKind, row: &Checked<T>, normalised: fn(&T) -> Json) -> Json {
    let findings: Vec<String> = row
        .findings
        .iter()
        .map(super::finding::Finding::text)
        .collect();
    let notes: Vec<&str> = row.notes.iter().map(|note| note.id()).collect();
    json!({
        "sheet": kind.label(),
        "row": row.row,
        "verdict": row.verdict().id(),
        "findings": findings,
        "notes": notes,
        "normalised": normalised(&row.data),
    })
}

fn date(date: Option<ParsedDate>) -> Json {
    date.and_then(ParsedDate::iso)
        .map_or(Json::Null, Json::String)
}

fn fen(fen: Option<Fen>) -> Json {
    fen.map_or(Json::Null, |fen| Json::from(fen.0))
}

fn applicant(data: &Applicant) -> Json {
    let mut map = Map::new();
    let mut put = |key: &str, value: Json| {
        map.insert(key.to_owned(), value);
    };
    let text = |text: &Option<String>| text.clone().map_or(Json::Null, Json::String);
    put("seq", data.seq.map_or(Json::Null, Json::from));
    put("status", text(&data.status));
    put("name", text(&data.name));
    put("sex", data.sex.map_or(Json::Null, |sex| sex.label().into()));
    put("id_type", data.id_type.label().into());
    put("id_no", text(&data.id_no));
    put("birth", date(data.birth));
    put("work_start", date(data.work_start));
    put("contract_signed_on", date(data.contract_signed_on));
    put("contract_end", date(data.contract_end));
    put("event", text(&data.event));
    put("event_on", date(data.event_on));
    put("updated_on", date(data.updated_on));
    put("cancelled_on", date(data.cancelled_on));
    put("mobile", text(&data.mobile));
    put("card_no", text(&data.card_no));
    put("home_address", text(&data.home_address));
    put("own_monthly_income_fen", fen(data.own_monthly_income));
    put(
        "family_other_annual_income_fen",
        fen(data.family_other_annual_income),
    );
    put("family_annual_income_fen", fen(data.family_annual_income));
    put(
        "family_size",
        data.family_size.map_or(Json::Null, Json::from),
    );
    put("stated_category", text(&data.category));
    put("cause_primary", text(&data.cause_primary));
    Json::Object(map)
}

fn member(data: &Member) -> Json {
    json!({
        "seq": data.link.seq,
        "name": data.name,
        "relation": data.relation,
        "sex": data.sex.map(|sex| sex.label()),
        "birth": date(data.birth),
        "id_no": data.id_no,
        "monthly_income_fen": fen(data.monthly_income),
        "counted": data.counted,
    })
}

fn income(data: &Income) -> Json {
    json!({"seq": data.link.seq, "kind": data.kind_word, "year_fen": fen(data.year)})
}

fn rigid(data: &Rigid) -> Json {
    json!({"seq": data.link.seq, "kind": data.kind_word, "amount_fen": fen(data.amount)})
}

fn aid(data: &Aid) -> Json {
    json!({
        "seq": data.link.seq,
        "name": data.name,
        "campaign": data.campaign,
        "item": data.item,
        "amount_fen": fen(data.amount),
        "paid_on": date(data.paid_on),
        "result": data.result,
    })
}

/// The identifier of a category in machine-readable output.
pub(super) fn category_id(category: HardshipCategory) -> &'static str {
    match category {
        HardshipCategory::Deep => "deep",
        HardshipCategory::Relative => "relative",
        HardshipCategory::Accidental => "accidental",
        HardshipCategory::None => "none",
    }
}

fn households(survey: &Survey, judged: &Judged) -> Vec<Json> {
    let rows = survey
        .applicants
        .rows
        .iter()
        .zip(&survey.figures)
        .zip(judged);
    rows.filter_map(|((row, figures), judged)| {
        let figures = figures.as_ref()?;
        let (num, den) = figures.per_capita_month();
        let categories: Map<String, Json> = survey
            .packs
            .iter()
            .zip(judged)
            .map(|(pack, category)| (pack.name.clone(), category.map(category_id).into()))
            .collect();
        let amount = |fen: i128| i64::try_from(fen).map_or(Json::Null, Json::from);
        Some(json!({
            "seq": row.data.seq,
            "row": row.row,
            "name": row.data.name,
            "status": row.data.status,
            "members_n": figures.members_n,
            "annual_income_fen": amount(figures.income_fen()),
            "rigid_fen": amount(figures.rigid_fen()),
            "net_fen": amount(figures.income_fen() - figures.rigid_fen()),
            "per_capita_month_fen": format!("{num}/{den}"),
            "event": row.data.event.is_some(),
            "category": categories,
        }))
    })
    .collect()
}
