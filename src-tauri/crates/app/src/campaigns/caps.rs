//! The caps of a campaign's pack, with what the ledger says is used of them.

use std::collections::HashMap;

use chrono::NaiveDate;
use songnuan_model::caps::{
    Ask, CapPer, CapRoom, Given, Occasion, RunningTotals, Used, counted_on, room,
};
use songnuan_model::codes;
use songnuan_model::eligibility::Pack;
use songnuan_model::ledger::BatchFacts;
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{AidKind, Campaign, CampaignItem, PaymentLine};

use super::flags::flag;
use super::rules::canonical;
use crate::commands::campaigns::Flag;

/// A pack and the running totals of the ledger.
pub(super) struct Caps {
    pack: Pack,
    /// The day a batch would be drafted: decides the year and the version in force.
    on: NaiveDate,
    /// Occasions of campaigns by their season.
    seasons: HashMap<Id, Option<Occasion>>,
    totals: RunningTotals,
}

impl Caps {
    /// `one_household`: households that count as another one ([`households_in_one`]).
    ///
    /// [`households_in_one`]: crate::conflicts::households_in_one
    pub(super) fn new(
        pack: Pack,
        on: NaiveDate,
        campaigns: &[Campaign],
        one_household: HashMap<Id, Id>,
    ) -> Self {
        let season = |known: &Campaign| (known.id.clone(), Occasion::of_season(known.season));
        Self {
            pack,
            on,
            seasons: campaigns.iter().map(season).collect(),
            totals: RunningTotals::with_one_household(one_household),
        }
    }

    /// Counts a batch: every line and reversal from the day of drafting, unless it was cancelled.
    pub(super) fn count(&mut self, facts: &BatchFacts) {
        if !facts.is_cancelled() {
            self.count_lines(&facts.lines);
        }
    }

    /// Counts lines, each in the year that its caps go by.
    pub(super) fn count_lines(&mut self, lines: &[PaymentLine]) {
        for (line, on) in lines.iter().zip(counted_on(lines)) {
            self.count_line(line, on);
        }
    }

    fn count_line(&mut self, line: &PaymentLine, on: NaiveDate) {
        let occasion = self.occasion(&line.category, line.campaign_id.as_ref());
        self.totals.add(&Given {
            person: &line.person_id,
            household: line.household_id.as_ref(),
            kind: line.aid_kind,
            occasion,
            on,
            amount: line.amount,
        });
    }

    /// What a payment is given for: as the category says, else the campaign's season.
    pub(super) fn occasion(&self, category: &str, campaign: Option<&Id>) -> Option<Occasion> {
        let season = campaign.and_then(|id| self.seasons.get(id).copied().flatten());
        Occasion::of_word(category).or(season)
    }

    /// What somebody was given in the year so far.
    pub(super) fn used(&self, person: &Id, household: Option<&Id>) -> Used {
        self.totals.used(person, household, self.on)
    }

    /// The question for a payment.
    pub(super) fn ask<'a>(
        &self,
        kind: AidKind,
        category: &'a str,
        campaign: Option<&Id>,
        amount: Fen,
    ) -> Ask<'a> {
        Ask {
            kind,
            on: self.on,
            category,
            occasion: self.occasion(category, campaign),
            amount,
            cost: None,
            students: 1,
        }
    }

    pub(super) fn pack(&self) -> &Pack {
        &self.pack
    }

    /// The cap an item that is in no batch would break.
    pub(super) fn flag(&self, item: &CampaignItem) -> Option<Flag> {
        let category = present_word(&item.category);
        let ask = self.ask(
            item.aid_kind,
            &category,
            Some(&item.campaign_id),
            item.amount,
        );
        let used = self.used(&item.person_id, item.household_id.as_ref());
        let rooms = room(&self.pack, &ask, &used);
        let over = rooms.iter().find(|room| room.is_over(item.amount))?;
        Some(flag(
            "over_cap",
            true,
            over_words(over, item.aid_kind, item.amount),
        ))
    }
}

/// A category in the words of the present form, where it has become one of them.
pub(super) fn present_word(category: &str) -> String {
    let id = canonical(category);
    let now = codes::table("category").form_code(&id);
    now.map_or(id, |code| code.id.clone())
}

/// Whom a cap counts for, as a sentence begins.
pub(super) fn whose(per: CapPer) -> &'static str {
    match per {
        CapPer::Household => "本户今年",
        CapPer::Person | CapPer::Student => "本人今年",
        CapPer::Payment => "每次",
    }
}

/// The sentence of an amount that does not fit.
pub(super) fn over_words(room: &CapRoom, kind: AidKind, amount: Fen) -> String {
    let over = Fen(amount.0.saturating_sub(room.left.0));
    let (whose, kind) = (whose(room.per), kind.label());
    format!(
        "超出上限 {over} 元：{whose}{kind}最多 {} 元，已列支 {} 元，还可发 {} 元（{}）。",
        room.limit, room.used, room.left, room.article
    )
}
