//! Stored values as words: codes become labels, fen become yuan, personal numbers are masked.

use serde::de::DeserializeOwned;
use serde_json::Value;
use songnuan_model::codes;
use songnuan_model::money::Fen;
use songnuan_model::papers::IdType;
use songnuan_model::records::{
    Admission, AidKind, AwardDecision, BatchStepKind, BenefitKind, CampaignState, ConflictChoice,
    ConflictKind, CountUnit, DifficultyState, FileStatus, FindingChoice, FindingRule,
    FundEntryKind, FundLevel, GoodsEntryKind, HonorLevel, IncidentKind, IncomeKind, LineEventKind,
    MedalEventKind, PayMethod, RigidKind, Role, ScholarshipStepKind, SchoolLevel, Season, Sex,
    StepDecision, StepKind, StudentKind, UnionForm, UnionLevel, VisitMethod, VisitState,
    VisitTarget, WorkerKind, WorkerState,
};
use songnuan_model::text::{mask_card, mask_id, mask_mobile};

use super::fields::{Shape, field};

/// Needs a visitor may tick (DOMAIN §3.2, row 12): id and word.
pub const NEEDS: &[(&str, &str)] = &[
    ("living", "生活"),
    ("medical", "医疗"),
    ("schooling", "助学"),
    ("employment", "就业培训"),
    ("legal", "法律援助"),
    ("housing", "住房"),
    ("psychology", "心理"),
    ("other", "其他"),
];

/// What a visitor may suggest (DOMAIN §3.2, row 14): id and word.
pub const SUGGESTIONS: &[(&str, &str)] = &[
    ("new_file", "新建档"),
    ("keep", "继续在档"),
    ("change_category", "调整类别"),
    ("exit", "脱困注销"),
    ("not_eligible", "不符合"),
];

/// What an empty value is called in the history.
const EMPTY: &str = "(空)";

/// The word of a code; what is stored when the table does not know it (a newer program's code).
pub fn code_label(table: &str, id: &str) -> String {
    codes::table(table).label(id).to_owned()
}

/// The word of an optional code.
pub fn code_word(table: &str, id: Option<&String>) -> Option<String> {
    id.filter(|id| !id.is_empty())
        .map(|id| code_label(table, id))
}

/// The word of an id in a short list such as [`NEEDS`].
pub fn listed(list: &[(&str, &str)], id: &str) -> String {
    list.iter()
        .find(|(known, _)| *known == id)
        .map_or(id, |(_, word)| word)
        .to_owned()
}

/// 是 / 否.
pub fn yes_no(value: bool) -> &'static str {
    if value { "是" } else { "否" }
}

/// A field's stored value as a person reads it; personal numbers masked.
pub fn value_words(kind: &str, name: &str, value: &Value) -> String {
    if value.is_null() || value == &Value::String(String::new()) {
        return EMPTY.to_owned();
    }
    let text = || value.as_str().unwrap_or_default();
    match field(kind, name).map(|field| field.shape) {
        Some(Shape::Code(table)) => code_label(table, text()),
        Some(Shape::Codes(table, _)) => list(value, |id| code_label(table, id)),
        Some(Shape::Texts) => list(value, str::to_owned),
        Some(Shape::Money | Shape::SignedMoney) => money(value),
        Some(Shape::Months) => months(value),
        Some(Shape::Bool) => value.as_bool().map(yes_no).unwrap_or(EMPTY).to_owned(),
        Some(Shape::Mobile | Shape::Phone) => mask_mobile(text()),
        Some(Shape::Card) => mask_card(text()),
        Some(Shape::IdNo) => mask_id(text()),
        Some(Shape::IdType) => word::<IdType>(value, IdType::label),
        Some(Shape::Word) => enum_word(kind, name, value),
        Some(Shape::Link) => "(关联记录)".to_owned(),
        _ => plain(value),
    }
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn money(value: &Value) -> String {
    value
        .as_i64()
        .map_or_else(|| plain(value), |fen| format!("{} 元", Fen(fen)))
}

fn months(value: &Value) -> String {
    let amounts = value.as_array().map(Vec::as_slice).unwrap_or_default();
    let words: Vec<String> = amounts
        .iter()
        .map(|amount| {
            amount
                .as_i64()
                .map_or_else(|| "—".to_owned(), |fen| Fen(fen).to_string())
        })
        .collect();
    if words.is_empty() {
        EMPTY.to_owned()
    } else {
        words.join(" / ")
    }
}

fn list(value: &Value, word: impl Fn(&str) -> String) -> String {
    let items = value.as_array().map(Vec::as_slice).unwrap_or_default();
    let words: Vec<String> = items.iter().filter_map(Value::as_str).map(word).collect();
    if words.is_empty() {
        EMPTY.to_owned()
    } else {
        words.join("、")
    }
}

/// The word of an enum value.
fn word<T: DeserializeOwned>(value: &Value, label: impl Fn(T) -> &'static str) -> String {
    serde_json::from_value(value.clone()).map_or_else(|_| plain(value), |value| label(value).into())
}

fn roles(value: &Value) -> String {
    let roles: Vec<Role> = serde_json::from_value(value.clone()).unwrap_or_default();
    let words: Vec<&str> = roles.into_iter().map(Role::label).collect();
    words.join("、")
}

fn enum_word(kind: &str, name: &str, value: &Value) -> String {
    match (kind, name) {
        ("person", "sex") => word(value, Sex::label),
        ("hardship_file", "status") | (_, "status_after") => word(value, FileStatus::label),
        ("income_line", "kind") => word(value, IncomeKind::label),
        ("rigid_line", "kind") => word(value, RigidKind::label),
        ("file_step", "kind") => word(value, StepKind::label),
        ("autumn_scholarship", "level") => word(value, SchoolLevel::label),
        ("autumn_scholarship", "student_kind") => word(value, StudentKind::label),
        ("autumn_scholarship", "admission") => word(value, Admission::label),
        ("autumn_scholarship", "decision") => word(value, AwardDecision::label),
        ("scholarship_step", "kind") => word(value, ScholarshipStepKind::label),
        ("model_worker" | "honor_title", "level") => word(value, HonorLevel::label),
        ("model_worker", "kind") => word(value, WorkerKind::label),
        ("model_worker", "state") => word(value, WorkerState::label),
        ("medal_event", "kind") => word(value, MedalEventKind::label),
        ("incident", "kind") => word(value, IncidentKind::label),
        ("model_worker_benefit", "kind") => word(value, BenefitKind::label),
        ("conflict", "kind") => word(value, ConflictKind::label),
        ("conflict_decision", "choice") => word(value, ConflictChoice::label),
        ("finding_decision", "choice") => word(value, FindingChoice::label),
        (_, "rule") => word(value, FindingRule::label),
        (_, "decision") => word(value, StepDecision::label),
        ("visit", "state") => word(value, VisitState::label),
        ("payment_batch", "method") => word(value, PayMethod::label),
        ("aid_campaign", "season") => word(value, Season::label),
        ("aid_campaign", "state") => word(value, CampaignState::label),
        ("aid_item", "outcome") => word(value, VisitState::label),
        (_, "unit") => word(value, CountUnit::label),
        (_, "aid_kind") => word(value, AidKind::label),
        ("goods_entry", "kind") => word(value, GoodsEntryKind::label),
        ("fund_source", "level") => word(value, FundLevel::label),
        ("fund_entry", "kind") => word(value, FundEntryKind::label),
        ("batch_step", "kind") => word(value, BatchStepKind::label),
        ("payment_event", "kind") => word(value, LineEventKind::label),
        ("user", "roles") => roles(value),
        ("visit", "target") => word(value, VisitTarget::label),
        (_, "method") => word(value, VisitMethod::label),
        ("difficulty_item", "state") => word(value, DifficultyState::label),
        (_, "level") => word(value, UnionLevel::label),
        (_, "form") => word(value, UnionForm::label),
        (_, "needs") => list(value, |id| listed(NEEDS, id)),
        (_, "suggestion") => listed(SUGGESTIONS, value.as_str().unwrap_or_default()),
        _ => plain(value),
    }
}
