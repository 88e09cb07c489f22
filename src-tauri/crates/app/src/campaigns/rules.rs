//! What somebody gets by the campaign's rules: the amount of the category, else of everybody else.

use songnuan_model::codes;
use songnuan_model::records::{AmountRule, Campaign};

/// The rule that holds for a category: the one of its very word, else of the word it became, else
/// the rule of everybody else. A rule may name a code of table `category` or the word as written.
pub(super) fn rule<'a>(campaign: &'a Campaign, category: &str) -> Option<&'a AmountRule> {
    let named = |wanted: &str| {
        let wanted = canonical(wanted);
        campaign
            .rules
            .iter()
            .find(|rule| canonical(&rule.category) == wanted)
    };
    let category = category.trim();
    if category.is_empty() {
        return named("");
    }
    let became = codes::table("category").form_code(&canonical(category));
    named(category)
        .or_else(|| named(&became?.id))
        .or_else(|| named(""))
}

/// The id of a category for any of its spellings; a word no table knows is its own id.
pub(super) fn canonical(category: &str) -> String {
    let category = category.trim();
    let table = codes::table("category");
    let known = table
        .by_id(category)
        .or_else(|| table.by_label(category).filter(|_| !category.is_empty()));
    known.map_or_else(|| category.to_owned(), |code| code.id.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use songnuan_model::money::Fen;
    use songnuan_model::record::Id;
    use songnuan_model::records::{CampaignState, Season};

    fn campaign(rules: &[(&str, i64)]) -> Campaign {
        let rule = |(category, amount): &(&str, i64)| AmountRule {
            category: (*category).to_owned(),
            amount: Fen(*amount),
            goods: None,
        };
        Campaign {
            id: Id::new("c"),
            name: "2027年元旦春节送温暖".to_owned(),
            year: 2027,
            season: Season::NewYearSpringFestival,
            state: CampaignState::Planning,
            starts_on: NaiveDate::default(),
            ends_on: None,
            budget: None,
            fund_ids: Vec::new(),
            pack: None,
            rules: rules.iter().map(rule).collect(),
            basis: None,
            note: None,
        }
    }

    #[test]
    fn amount_follows_the_category() {
        let all = [
            ("deep", 200_000),
            ("相对困难", 100_000),
            ("一线职工", 60_000),
            ("", 50_000),
        ];
        let cases = [
            ("deep", Some(200_000)),
            ("深度困难职工", Some(200_000)),
            ("relative", Some(100_000)),
            ("dibao_household", Some(200_000)),
            ("低保边缘户", Some(100_000)),
            (" 一线职工 ", Some(60_000)),
            ("劳模", Some(50_000)),
            ("", Some(50_000)),
        ];
        for (category, amount) in cases {
            let found = campaign(&all);
            let found = rule(&found, category).map(|rule| rule.amount.0);
            assert_eq!(found, amount, "{category}");
        }
        let without_rest = campaign(&all[..3]);
        assert!(rule(&without_rest, "劳模").is_none());
        assert!(rule(&without_rest, "").is_none());
    }
}
