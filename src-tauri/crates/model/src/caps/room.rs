//! The room under every cap that holds for a payment, tightest first.

use chrono::NaiveDate;
use num_rational::Ratio;

use super::cap::{Cap, CapPer, Limit, Occasion, Tier};
use super::totals::Used;
use crate::eligibility::{Exact, LineChoice, Pack};
use crate::money::{Fen, MAX_FEN};
use crate::records::AidKind;

/// A payment that is being typed or drafted.
#[derive(Clone, Debug)]
pub struct Ask<'a> {
    pub kind: AidKind,
    /// Decides the version in force and the year.
    pub on: NaiveDate,
    /// Category of the recipient: a code of table `category` or the word as written.
    pub category: &'a str,
    /// What condolence is given for; `None` = as the category says, if it does.
    pub occasion: Option<Occasion>,
    /// What is being typed, fen.
    pub amount: Fen,
    /// Own out-of-pocket cost or loss of the year, where a cap needs it.
    pub cost: Option<Fen>,
    /// Students the aid is for; 0 counts as 1.
    pub students: u32,
}

/// One cap with what is used of it, fen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CapRoom {
    pub per: CapPer,
    /// The words of the rule.
    pub text: String,
    pub article: String,
    pub limit: Fen,
    /// Given in the year before this payment.
    pub used: Fen,
    /// `limit − used`, never below zero.
    pub left: Fen,
    /// Who above the township has to approve this payment, as a sentence.
    pub approval: Option<String>,
}

impl CapRoom {
    /// Whether an amount does not fit.
    pub fn is_over(&self, amount: Fen) -> bool {
        amount > self.left
    }
}

/// The room under every cap of the pack that holds for this payment and can be told, tightest
/// first. A cap whose limit needs the cost or a dibao line that is not known is left out, and
/// [`missing`] says so.
pub fn room(pack: &Pack, ask: &Ask, used: &Used) -> Vec<CapRoom> {
    let mut rooms: Vec<CapRoom> = caps(pack, ask)
        .filter_map(|cap| room_of(pack, cap, ask, used))
        .collect();
    rooms.sort_by_key(|room| (room.left, room.limit));
    rooms
}

/// What has to be filled in before every cap can be told, as sentences.
pub fn missing(pack: &Pack, ask: &Ask) -> Vec<String> {
    let mut sentences = Vec::new();
    for cap in caps(pack, ask) {
        for limit in &cap.limits {
            let sentence = match limit {
                Limit::Fixed { .. } => continue,
                Limit::Line { line, .. } if line_of(pack, *line, ask.on).is_some() => continue,
                Limit::Line { .. } => format!(
                    "政策包“{}”没有 {} 适用的低保标准，算不出上限“{}”，请在政策包里补上低保标准。",
                    pack.name, ask.on, cap.basis.text
                ),
                Limit::Cost { .. } | Limit::Tiers { .. } if ask.cost.is_some() => continue,
                Limit::Cost { .. } | Limit::Tiers { .. } => format!(
                    "没有填写个人自付费用或损失，算不出上限“{}”，请填写后再核对。",
                    cap.basis.text
                ),
            };
            if !sentences.contains(&sentence) {
                sentences.push(sentence);
            }
        }
    }
    sentences
}

/// The caps that hold for a payment.
fn caps<'p>(pack: &'p Pack, ask: &'p Ask) -> impl Iterator<Item = &'p Cap> {
    let version = pack.version_on(ask.on);
    let caps = version.into_iter().flat_map(|version| &version.caps);
    caps.filter(move |cap| {
        let category =
            cap.categories.is_empty() || cap.categories.iter().any(|known| known == ask.category);
        let occasion = cap.occasions.is_empty()
            || occasion_of(ask).is_some_and(|occasion| cap.occasions.contains(&occasion));
        cap.kinds.contains(&ask.kind) && category && occasion
    })
}

fn occasion_of(ask: &Ask) -> Option<Occasion> {
    Occasion::of_word(ask.category).or(ask.occasion)
}

fn room_of(pack: &Pack, cap: &Cap, ask: &Ask, used: &Used) -> Option<CapRoom> {
    let counted = counted(cap, used);
    let (limit, used) = if cap.single_item {
        let other = other_items(cap, ask, used);
        // Nothing else was given: the single item is this one.
        match (other > Fen::ZERO, cap.limits.is_empty()) {
            (true, _) => (Fen::ZERO, other),
            (false, true) => return None,
            (false, false) => (limit_of(pack, cap, ask)?, counted),
        }
    } else {
        (limit_of(pack, cap, ask)?, counted)
    };
    let total = used.checked_add(ask.amount).unwrap_or(Fen(MAX_FEN));
    Some(CapRoom {
        per: cap.per,
        text: cap.basis.text.clone(),
        article: cap.basis.article.clone(),
        limit,
        used,
        left: Fen((limit.0 - used.0).max(0)),
        approval: approval(cap, total),
    })
}

/// What counts towards a cap so far.
fn counted(cap: &Cap, used: &Used) -> Fen {
    let totals = match cap.per {
        CapPer::Household => &used.household_year,
        CapPer::Person | CapPer::Student => &used.person_year,
        CapPer::Payment => return Fen::ZERO,
    };
    let fits = |occasion: &Option<Occasion>| {
        cap.occasions.is_empty() || occasion.is_some_and(|known| cap.occasions.contains(&known))
    };
    let counted = totals
        .iter()
        .filter(|((kind, occasion), _)| cap.kinds.contains(kind) && fits(occasion));
    sum(counted.map(|(_, fen)| *fen))
}

/// What the household was given this year of the other kinds of a single-item cap.
fn other_items(cap: &Cap, ask: &Ask, used: &Used) -> Fen {
    let others = used.household_year.iter();
    let others = others.filter(|((kind, _), _)| *kind != ask.kind && cap.kinds.contains(kind));
    sum(others.map(|(_, fen)| *fen))
}

fn sum(amounts: impl Iterator<Item = Fen>) -> Fen {
    Fen::sum(amounts).unwrap_or(Fen(MAX_FEN))
}

/// The least of a cap's bounds that can be told, rounded down to the fen.
fn limit_of(pack: &Pack, cap: &Cap, ask: &Ask) -> Option<Fen> {
    let bounds = cap.limits.iter();
    let least = bounds
        .filter_map(|limit| bound(pack, limit, ask))
        .reduce(|a, b| if b < a { b } else { a })?;
    let per_student = if cap.per == CapPer::Student {
        Ratio::from_integer(i128::from(ask.students.max(1)))
    } else {
        Ratio::from_integer(1)
    };
    let fen = (least * per_student).floor().to_integer();
    Some(Fen(
        i64::try_from(fen.min(i128::from(MAX_FEN))).unwrap_or(MAX_FEN)
    ))
}

fn bound(pack: &Pack, limit: &Limit, ask: &Ask) -> Option<Exact> {
    match limit {
        Limit::Fixed { fen } => Some(exact(*fen)),
        Limit::Line { times, line } => Some(exact(line_of(pack, *line, ask.on)?) * times.value()),
        Limit::Cost { rate } => Some(exact(ask.cost?) * rate.value()),
        Limit::Tiers { tiers } => Some(sliced(tiers, ask.cost?)),
    }
}

fn line_of(pack: &Pack, line: LineChoice, on: NaiveDate) -> Option<Fen> {
    let line = match line {
        LineChoice::Current => pack.line_on(on),
        LineChoice::PreviousYear => pack.line_of_previous_year(on),
    };
    line.map(|line| line.fen)
}

fn sliced(tiers: &[Tier], cost: Fen) -> Exact {
    let mut below = Fen::ZERO;
    let mut sum = exact(Fen::ZERO);
    for tier in tiers {
        let end = tier.up_to.map_or(cost, |end| end.min(cost));
        if end > below {
            sum += exact(Fen(end.0 - below.0)) * tier.rate.value();
            below = end;
        }
    }
    sum
}

fn exact(fen: Fen) -> Exact {
    Exact::from_integer(i128::from(fen.0))
}

/// The sentence of the highest approval an amount needs.
fn approval(cap: &Cap, total: Fen) -> Option<String> {
    let needed = cap.approvals.iter().rfind(|step| total > step.over)?;
    Some(format!(
        "本年合计 {total} 元，超过 {} 元，须报{}批准。",
        needed.over, needed.by
    ))
}
