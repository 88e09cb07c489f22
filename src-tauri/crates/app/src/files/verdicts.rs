//! Verdicts for the list and the detail page, under the unit's default policy pack.

use std::cmp::Ordering;
use std::collections::HashMap;

use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::roles::Act;

use crate::app::App;
use crate::commands::eligibility::{EligibilityQuery, FileVerdict};
use crate::eligibility;
use crate::error::AppResult;

/// What the list needs of a verdict.
#[derive(Clone)]
pub struct Brief {
    /// Category in words.
    pub label: String,
    /// Fen per head and month as a fraction; `None` when it could not be computed.
    pub per_capita: Option<(i128, i128)>,
}

impl Brief {
    fn of(verdict: &FileVerdict) -> Self {
        let per_capita = fraction(&verdict.per_capita_month_fen);
        Self {
            label: verdict.category_label.clone(),
            per_capita,
        }
    }

    /// `1,000.00`, with `≈` in front when rounded to the fen.
    pub fn per_capita_words(&self) -> Option<String> {
        self.per_capita.map(|(num, den)| fen_words(num, den))
    }

    /// Exact order of the per-capita income; files without one come first.
    pub fn compare(a: Option<&Self>, b: Option<&Self>) -> Ordering {
        match (a.and_then(|a| a.per_capita), b.and_then(|b| b.per_capita)) {
            (Some((an, ad)), Some((bn, bd))) => (an * bd).cmp(&(bn * ad)),
            (a, b) => a.is_some().cmp(&b.is_some()),
        }
    }
}

/// Verdicts of all files. The list works without them: a broken pack must not hide the files.
pub async fn brief(app: &App, pack: &str) -> HashMap<Id, Brief> {
    let verdicts = eligibility::assess_each(app, pack)
        .await
        .unwrap_or_default();
    verdicts
        .iter()
        .map(|verdict| (verdict.file_id.clone(), Brief::of(verdict)))
        .collect()
}

/// The verdict on one file under the default pack.
pub async fn of_file(app: &App, file: &Id) -> AppResult<Option<FileVerdict>> {
    let pack = crate::session::default_pack(&app.store_for(Act::SeeCases).await?).await?;
    Ok(eligibility::assess(app, query(file, &pack))
        .await?
        .into_iter()
        .next())
}

fn query(file: &Id, pack: &str) -> EligibilityQuery {
    EligibilityQuery {
        file_id: Some(file.clone()),
        file_no: None,
        id_no: None,
        pack: pack.to_owned(),
        on: None,
        dibao_line: None,
    }
}

/// Reads `num/den` with a positive denominator.
pub fn fraction(text: &str) -> Option<(i128, i128)> {
    let (num, den) = text.split_once('/').unwrap_or((text, "1"));
    let (num, den) = (num.trim().parse().ok()?, den.trim().parse().ok()?);
    (den > 0).then_some((num, den))
}

/// A fraction of fen in yuan, rounded half away from zero, `≈` in front when it was rounded.
pub fn fen_words(num: i128, den: i128) -> String {
    let (whole, rest) = (num / den, num % den);
    let up = if rest.abs() * 2 >= den {
        num.signum()
    } else {
        0
    };
    let fen = Fen(i64::try_from(whole + up).unwrap_or(i64::MAX));
    if rest == 0 {
        fen.to_string()
    } else {
        format!("≈{fen}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_only_for_reading() {
        for (text, words) in [
            ("100000/1", "1,000.00"),
            ("100001/3", "≈333.34"),
            ("1/3", "≈0.00"),
            ("-5/2", "≈-0.03"),
            ("0/1", "0.00"),
        ] {
            let (num, den) = fraction(text).unwrap();
            assert_eq!(fen_words(num, den), words, "{text}");
        }
        assert_eq!(fraction("1/0"), None);
        assert_eq!(fraction("x"), None);
    }
}
