//! Code tables for pick lists: the forms' tables and the short lists of the program itself.

use songnuan_model::codes::{self, CodeList};
use songnuan_model::papers::IdType;

use super::words::{NEEDS, SUGGESTIONS};
use crate::app::App;
use crate::commands::shared::{CodeTableView, CodeView, Nothing};
use crate::error::AppResult;

/// Why a visit is made (DOMAIN §S12); stored as words.
const VISIT_REASONS: [&str; 9] = [
    "生病",
    "困难",
    "生育",
    "丧事",
    "节日",
    "退休",
    "劳模",
    "新员工",
    "例行",
];

/// Kinds of attachments: the dossier's items (DOMAIN §2.3) and what visits bring; stored as words.
const ATTACHMENT_KINDS: [&str; 14] = [
    "现场照片",
    "身份证复印件",
    "户口簿复印件",
    "个人申请书",
    "困难证明",
    "收入证明",
    "困难公示",
    "病历",
    "医药费发票",
    "会员证明",
    "银行卡复印件",
    "残疾证",
    "学费票据",
    "其他",
];

/// Every table, with old words marked as not current.
pub async fn code_tables(_: &App, _: Nothing) -> AppResult<Vec<CodeTableView>> {
    let mut tables: Vec<CodeTableView> = codes::all()
        .iter()
        .map(|table| CodeTableView {
            name: table.name.clone(),
            codes: table
                .codes
                .iter()
                .map(|code| view(&code.id, &code.label, code.list == CodeList::New))
                .collect(),
        })
        .collect();
    let pairs =
        |list: &[(&str, &str)]| list.iter().map(|(id, word)| view(id, word, true)).collect();
    let words = |list: &[&str]| list.iter().map(|word| view(word, word, true)).collect();
    let id_types = IdType::ALL
        .iter()
        .map(|kind| view(kind.id(), kind.label(), true))
        .collect();
    tables.push(CodeTableView {
        name: "need".to_owned(),
        codes: pairs(NEEDS),
    });
    tables.push(CodeTableView {
        name: "suggestion".to_owned(),
        codes: pairs(SUGGESTIONS),
    });
    tables.push(CodeTableView {
        name: "visit_reason".to_owned(),
        codes: words(&VISIT_REASONS),
    });
    tables.push(CodeTableView {
        name: "attachment_kind".to_owned(),
        codes: words(&ATTACHMENT_KINDS),
    });
    tables.push(CodeTableView {
        name: "id_type".to_owned(),
        codes: id_types,
    });
    Ok(tables)
}

fn view(id: &str, label: &str, current: bool) -> CodeView {
    CodeView {
        id: id.to_owned(),
        label: label.to_owned(),
        current,
    }
}
