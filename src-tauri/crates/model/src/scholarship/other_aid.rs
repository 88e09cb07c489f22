//! 已获其他资助 as written on the form: nothing, a student loan (which is no aid), or aid.

use crate::money::{Fen, parse_yuan};
use crate::text::{half_width, normalise_text};

/// What the cell says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OtherAid {
    /// Somebody else gives already.
    pub aided: bool,
    /// A student loan is mentioned.
    pub loan: bool,
    /// Fen, where an amount is written beside the aid.
    pub amount: Option<Fen>,
}

/// Reads `市教育局资助 3,000元`, `国家助学贷款`, `无`; several sources stand between 、 or ；.
pub fn other_aid(text: &str) -> OtherAid {
    let mut found = OtherAid::default();
    for part in text.split(['、', '；', ';', '，', '+', '\n']) {
        let part = normalise_text(part);
        let nothing = ["无", "没有", "未", "否", "暂无", "/", "-", "—"];
        if part.is_empty() || nothing.iter().any(|word| part.starts_with(word)) {
            continue;
        }
        if part.contains("贷款") {
            found.loan = true;
            continue;
        }
        found.aided = true;
        if let Some(fen) = amount_in(&part) {
            let sum = found.amount.unwrap_or_default().checked_add(fen);
            found.amount = sum.or(found.amount);
        }
    }
    found
}

/// The number that ends before 元: `资助 3,000元`, `0.5万元`.
fn amount_in(part: &str) -> Option<Fen> {
    let text = half_width(part);
    let head = text.get(..text.find('元')?)?;
    let from = head
        .rfind(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.' | '万')))
        .map_or(0, |at| {
            at + head[at..].chars().next().map_or(1, char::len_utf8)
        });
    parse_yuan(head.get(from..)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loan_is_no_aid_and_nothing_is_nothing() {
        let aid = |aided, loan, fen: Option<i64>| OtherAid {
            aided,
            loan,
            amount: fen.map(Fen),
        };
        let cases = [
            ("", aid(false, false, None)),
            (" 无 ", aid(false, false, None)),
            ("未享受", aid(false, false, None)),
            ("国家助学贷款", aid(false, true, None)),
            ("市教育局资助 3,000元", aid(true, false, Some(300_000))),
            ("社会爱心企业 5000元", aid(true, false, Some(500_000))),
            (
                "国家助学贷款、慈善会0.2万元",
                aid(true, true, Some(200_000)),
            ),
            (
                "慈善会２０００元；妇联500元",
                aid(true, false, Some(250_000)),
            ),
            ("民政局临时救助", aid(true, false, None)),
        ];
        for (text, expected) in cases {
            assert_eq!(other_aid(text), expected, "{text}");
        }
    }
}
