//! What somebody should know before a person is paid: deceased, moved, exited, helped already, card.

use songnuan_model::codes;
use songnuan_model::ledger::kind_needs_file;
use songnuan_model::money::Fen;
use songnuan_model::records::{CampaignItem, FileStatus, HardshipFile, Person};
use songnuan_model::text::{check_bank_card, normalise_name};

use super::around::{Account, Around};
use super::context::Context;
use super::payments::ItemPayment;
use crate::commands::campaigns::Flag;

/// Codes of `cancel_reason` that mean the household went away.
const MOVED: [&str; 2] = ["moved_away", "left_employer"];

pub(super) fn flag(code: &str, blocking: bool, text: String) -> Flag {
    Flag {
        code: code.to_owned(),
        text,
        blocking,
    }
}

/// Flags of one on the list.
pub(super) fn of_item(
    item: &CampaignItem,
    around: &Around,
    context: &Context,
    paid: Option<&ItemPayment>,
) -> Vec<Flag> {
    let mut flags = Vec::new();
    let file = around.file(item.file_id.as_ref());
    let person = around.person(&item.person_id);
    if let Some(person) = person {
        flags.extend(of_person(person));
    }
    flags.extend(file.and_then(of_file));
    let aid = kind_needs_file(item.aid_kind);
    let active = file.is_some_and(|file| file.status == FileStatus::Active);
    if aid && !active && item.temporary_reason.is_none() {
        flags.push(flag(
            "no_file",
            true,
            format!(
                "没有在档的困难职工档案，不能发{}。请先建档，或写明临时救助的理由。",
                item.aid_kind.label()
            ),
        ));
    }
    if item.amount == Fen::ZERO && item.goods.is_none() {
        flags.push(flag(
            "amount_missing",
            true,
            "还没有填写金额，发放标准里也没有这一类。".to_owned(),
        ));
    }
    flags.extend(context.helped_elsewhere(item));
    if paid.is_none() {
        flags.extend(context.over_cap(item));
    }
    if item.amount > Fen::ZERO {
        flags.extend(of_account(around.account(item), person));
    }
    flags
}

/// Flags that follow from the person alone.
pub(super) fn of_person(person: &Person) -> Option<Flag> {
    let day = person.died_on?;
    Some(flag(
        "deceased",
        true,
        format!("已于 {day} 去世。如由家属领取，请改列家属并写明理由。"),
    ))
}

/// Flags that follow from the file alone.
pub(super) fn of_file(file: &HardshipFile) -> Option<Flag> {
    match file.status {
        FileStatus::Exited => Some(flag(
            "exited",
            false,
            "档案已脱困，请核对是否还应慰问。".to_owned(),
        )),
        FileStatus::Cancelled if moved(file) => Some(flag(
            "moved",
            false,
            format!("已迁出或离开单位（{}），请核对。", cancel_words(file)),
        )),
        FileStatus::Cancelled => Some(flag(
            "cancelled",
            false,
            format!("档案已注销（{}），请核对。", cancel_words(file)),
        )),
        _ => None,
    }
}

fn cancel_code(file: &HardshipFile) -> Option<&'static str> {
    let reason = file.cancel_reason.as_deref()?;
    let table = codes::table("cancel_reason");
    let code = table.by_id(reason).or_else(|| table.by_label(reason))?;
    Some(code.id.as_str())
}

/// The household went away.
pub(super) fn moved(file: &HardshipFile) -> bool {
    cancel_code(file).is_some_and(|code| MOVED.contains(&code))
}

/// Why the file was cancelled, in words.
pub(super) fn cancel_words(file: &HardshipFile) -> String {
    let reason = file.cancel_reason.as_deref().unwrap_or_default();
    match (cancel_code(file), reason) {
        (Some(code), _) => codes::table("cancel_reason").label(code).to_owned(),
        (None, "") => "原因未填".to_owned(),
        (None, reason) => reason.to_owned(),
    }
}

/// Flags of the account; nothing of it refuses a payment in cash.
pub(super) fn of_account(account: Account<'_>, person: Option<&Person>) -> Vec<Flag> {
    let mut flags = Vec::new();
    let Some(card) = account.card else {
        let text = "没有银行卡号，只能现金签领。".to_owned();
        return vec![flag("no_card", false, text)];
    };
    if check_bank_card(card).finding.is_some() {
        flags.push(flag(
            "card_luhn",
            false,
            "银行卡号校验位不对，请对照银行卡核对。".to_owned(),
        ));
    }
    if let (Some(holder), Some(person)) = (account.holder, person)
        && normalise_name(holder).text != person.name
    {
        flags.push(flag(
            "holder_differs",
            false,
            format!(
                "银行户名“{holder}”与本人姓名“{}”不同，请核对是不是本人的卡，或只是银行的写法。",
                person.name
            ),
        ));
    }
    flags
}
