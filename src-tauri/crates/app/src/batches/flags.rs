//! What somebody should look at before a line is paid; nothing here stops it.

use chrono::NaiveDate;
use songnuan_model::ledger::Account;
use songnuan_model::records::{PaymentLine, Person};
use songnuan_model::text::{CardFinding, check_bank_card, normalise_name};

use crate::commands::campaigns::Flag;

fn flag(code: &str, text: String) -> Flag {
    Flag {
        code: code.to_owned(),
        text,
        blocking: false,
    }
}

/// The flags of a line that stands.
pub(super) fn flags(
    line: &PaymentLine,
    account: &Account,
    person: Option<&Person>,
    today: NaiveDate,
) -> Vec<Flag> {
    let mut flags = Vec::new();
    let name = person
        .map(|person| person.name.as_str())
        .unwrap_or_default();
    if let Some(holder) = account
        .holder
        .as_deref()
        .filter(|holder| differs(holder, name))
    {
        let text = format!("收款户名“{holder}”不是{name}本人，请核对是否监护人或家属的账户。");
        flags.push(flag("holder_differs", text));
    }
    let card = account.card.as_deref().map(check_bank_card);
    if card.is_some_and(|check| check.finding == Some(CardFinding::Luhn)) {
        let text = "卡号的校验位不对：可能输错一位，也可能是没有校验位的老存折，请对照银行卡核对。";
        flags.push(flag("card_luhn", text.to_owned()));
    }
    if let Some(reason) = &line.temporary_reason {
        let text = format!("没有在档的困难职工档案，按临时救助发放：{reason}");
        flags.push(flag("temporary", text));
    }
    let died = person.and_then(|person| person.died_on);
    if let Some(died) = died.filter(|died| *died <= today) {
        let text = format!("{name}已于 {died} 去世，请停发并冲销，或核对登记。");
        flags.push(flag("deceased", text));
    }
    flags
}

/// Whether two spellings are of two names: blanks, dots and width make no other name.
pub(super) fn differs(holder: &str, name: &str) -> bool {
    let bare = |name: &str| -> String {
        let name = normalise_name(name).text;
        name.chars()
            .filter(|c| !c.is_whitespace() && *c != '·')
            .collect()
    };
    !holder.trim().is_empty() && bare(holder) != bare(name)
}
