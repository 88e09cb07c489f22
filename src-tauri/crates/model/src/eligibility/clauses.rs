//! One case under one version: the numbers, and clauses written down as they are decided.

use chrono::NaiveDate;

use super::exact::{Exact, yuan_text, yuan_text_beside};
use super::facts::Facts;
use super::pack::{Basis, Pack, Threshold, Version};
use super::verdict::Clause;

/// A household before one version of a pack, and what has been found so far.
pub(super) struct Case<'a> {
    pub(super) pack: &'a Pack,
    pub(super) version: &'a Version,
    pub(super) facts: &'a Facts,
    pub(super) on: NaiveDate,
    /// Dibao line in fen per head and month, when known.
    pub(super) line: Option<Exact>,
    /// Counted income, fen per year.
    pub(super) income: i128,
    /// Deducted rigid expenditure, fen per year.
    pub(super) rigid: i128,
    pub(super) clauses: Vec<Clause>,
    pub(super) missing: Vec<String>,
    pub(super) notes: Vec<String>,
}

impl Case<'_> {
    /// A yearly amount per head and month.
    pub(super) fn per_head(&self, year_fen: i128) -> Exact {
        Exact::new(year_fen, 12 * i128::from(self.facts.members_n))
    }

    /// `(96,000.00 − 60,000.00) ÷ 12 ÷ 3`, one operand per amount; signs are part of `more`.
    pub(super) fn division_text(&self, first: i128, more: &[(&str, i128)]) -> String {
        let n = self.facts.members_n;
        let first = yuan_text(&Exact::from_integer(first));
        if more.is_empty() {
            return format!("{first} ÷ 12 ÷ {n}");
        }
        let rest: String = more
            .iter()
            .map(|(sign, fen)| format!(" {sign} {}", yuan_text(&Exact::from_integer(*fen))))
            .collect();
        format!("({first}{rest}) ÷ 12 ÷ {n}")
    }

    /// Writes a clause down and hands its answer on.
    pub(super) fn clause(
        &mut self,
        id: impl Into<String>,
        basis: &Basis,
        passed: Option<bool>,
        numbers: impl Into<String>,
        gap: Option<String>,
    ) -> Option<bool> {
        self.remark(basis.note.as_deref());
        self.clauses.push(Clause {
            id: id.into(),
            text: basis.text.clone(),
            article: basis.article.clone(),
            passed,
            numbers: numbers.into(),
            gap,
        });
        passed
    }

    /// A clause that cannot be decided because `what` is not known.
    pub(super) fn lacking(
        &mut self,
        id: impl Into<String>,
        basis: &Basis,
        what: &str,
    ) -> Option<bool> {
        self.miss(what);
        self.clause(id, basis, None, format!("缺少{what}，无法判断"), None)
    }

    /// Notes a missing fact once.
    pub(super) fn miss(&mut self, what: &str) {
        if !self.missing.iter().any(|known| known == what) {
            self.missing.push(what.to_owned());
        }
    }

    fn remark(&mut self, note: Option<&str>) {
        if let Some(note) = note
            && !self.notes.iter().any(|known| known == note)
        {
            self.notes.push(note.to_owned());
        }
    }

    /// An amount per head and month against a multiple of the dibao line.
    pub(super) fn against_line(
        &mut self,
        id: &str,
        threshold: &Threshold,
        amount: &Exact,
        division: &str,
    ) -> Option<bool> {
        let Some(line) = self.line else {
            let numbers = format!("{division} = {} 元/人·月", yuan_text(amount));
            self.miss("当地低保标准");
            let numbers = format!("{numbers}；缺少当地低保标准，无法比较");
            return self.clause(id, &threshold.basis, None, numbers, None);
        };
        let bound = line * threshold.times.value();
        let mut line_text = format!("低保标准 {} 元", yuan_text(&line));
        if bound != line {
            let times = threshold.times.text();
            line_text = format!("{line_text} × {times} = {} 元", yuan_text(&bound));
        }
        let amount_text = yuan_text_beside(amount, &bound);
        let passed = threshold.op.holds(amount, &bound);
        let numbers = format!("{division} = {amount_text} 元/人·月；{line_text}");
        let verdict = if passed { "符合" } else { "不符合" };
        let numbers = format!("{numbers}；{verdict}“{}”", threshold.op.word());
        self.clause(
            id,
            &threshold.basis,
            Some(passed),
            numbers,
            Some(gap_text(amount, &bound)),
        )
    }
}

/// How far an amount is from its bound: `差 86.00 元`, `超出 30.00 元`.
pub(super) fn gap_text(amount: &Exact, bound: &Exact) -> String {
    let zero = Exact::from_integer(0);
    let far = amount - bound;
    if far == zero {
        "正好等于标准".to_owned()
    } else if far < zero {
        format!("差 {} 元", yuan_text_beside(&-far, &zero))
    } else {
        format!("超出 {} 元", yuan_text_beside(&far, &zero))
    }
}

/// All must hold: one "no" decides even beside an "unknown".
pub(super) fn all(answers: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    let mut whole = Some(true);
    for answer in answers {
        match answer {
            Some(false) => return Some(false),
            None => whole = None,
            Some(true) => {}
        }
    }
    whole
}

/// One must hold: one "yes" decides even beside an "unknown".
pub(super) fn any(answers: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    all(answers.into_iter().map(|answer| answer.map(|yes| !yes))).map(|none| !none)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_is_neither_yes_nor_no() {
        assert_eq!(all([Some(true), None]), None);
        assert_eq!(all([None, Some(false)]), Some(false));
        assert_eq!(all([]), Some(true));
        assert_eq!(any([Some(false), None]), None);
        assert_eq!(any([None, Some(true)]), Some(true));
        assert_eq!(any([]), Some(false));
    }

    #[test]
    fn gaps_say_which_side() {
        let line = Exact::from_integer(97_000);
        for (num, den, text) in [
            (88_400, 1, "差 86.00 元"),
            (100_000, 1, "超出 30.00 元"),
            (97_000, 1, "正好等于标准"),
            (1_746_007, 18, "超出 ≈0.004 元"),
        ] {
            assert_eq!(gap_text(&Exact::new(num, den), &line), text);
        }
    }
}
