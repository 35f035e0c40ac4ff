//! The rules of a market: set-up before the first sale, and the review of deals that customers want.
//!
//! A deal whose customer says yes is reviewed, or waits for the first sale. From then on it is nobody's work: it takes no
//! attention and is lost with no leaver. When its review ends it is booked, at that week's rate and to who sits in its seat
//! then, or refused: never booked, counted, and its account rests like that of a lost deal.

use crate::random::{Chance, Key, unit};
use crate::scenario::Scenario;
use crate::unit::Week;

use super::deal::Deal;
use super::known::KnownDeal;
use super::money::{self, Expense};
use super::people::Seat;
use super::plan::Plan;
use super::quota::Account;
use super::terms::{RegionTerms, RulesTerms, whole_weeks};
use super::world::{RegionState, World, bucket};

/// Draw numbers of a deal's stream that the market's rules read: block 6.
pub mod draw {
    /// Whether the deal is reviewed, how long, and whether it is refused then.
    pub const REVIEWED: u64 = 600;
    pub const REVIEW: u64 = 601;
    pub const REFUSED: u64 = 602;
    /// Whether it is cancelled before its delivery, and whether it is never paid.
    pub const CANCELLED: u64 = 610;
    pub const BAD_DEBT: u64 = 611;
    /// Whom it is lost to.
    pub const LOST_TO: u64 = 620;
}

/// A deal that its customer wants and that may not be booked yet.
#[derive(Clone, Debug)]
pub enum Wanted {
    Deal(Deal),
    Known(KnownDeal),
}

/// Deals in review, by the week in which it ends, from the start of the warm-up; what ends beyond the last week stands last.
#[derive(Clone, Debug, Default)]
pub struct Reviews {
    pub due: Vec<Vec<Wanted>>,
    /// Deals refused since the month began.
    pub refused: i64,
    /// Reviews begun since the week's money was settled.
    begun: i64,
}

/// What becomes of a deal that its customer wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Booked,
    Refused,
    /// It is told in this week.
    Waits(i32),
}

impl RulesTerms {
    /// What becomes of the deal of this stream, whose customer says yes in week `now`; `first`: the plan's first week.
    pub fn verdict(&self, key: Key, now: Week, first: i32) -> Verdict {
        let reviewed = self.is_reviewed(key);
        let weeks = if reviewed { self.review_weeks(key) } else { 0 };
        // A steady region sold before week 0; what it waits for is the review alone.
        let opens = if now.0 < first { now.0 } else { self.first_sale };
        let told = (now.0 + weeks).max(opens);
        if told > now.0 {
            Verdict::Waits(told)
        } else if self.is_refused(key) {
            Verdict::Refused
        } else {
            Verdict::Booked
        }
    }

    fn is_reviewed(&self, key: Key) -> bool {
        Chance::of(self.reviewed).holds(key.draw(draw::REVIEWED))
    }

    fn review_weeks(&self, key: Key) -> i32 {
        match &self.review {
            crate::distribution::Law::Exact(weeks) => whole_weeks(*weeks),
            law => whole_weeks(law.quantile(unit(key.draw(draw::REVIEW)))).max(1),
        }
    }

    /// Whether the deal of this stream is refused when its review ends.
    pub fn is_refused(&self, key: Key) -> bool {
        self.is_reviewed(key) && Chance::of(self.refused).holds(key.draw(draw::REFUSED))
    }

    /// Weeks within which this share of the reviews has ended.
    pub fn within(&self, share: f64) -> i32 {
        whole_weeks(self.review.quantile(share))
    }
}

impl Reviews {
    /// Room for the weeks walked, where the region has rules.
    pub fn new(weeks: Option<usize>) -> Reviews {
        Reviews {
            due: weeks.map_or_else(Vec::new, |weeks| vec![Vec::new(); weeks + 1]),
            refused: 0,
            begun: 0,
        }
    }

    pub fn clear(&mut self) {
        self.due.iter_mut().for_each(Vec::clear);
        (self.refused, self.begun) = (0, 0);
    }

    /// Deals whose reviews have not ended before a bucket.
    pub fn open(&self, from: usize) -> impl Iterator<Item = &Wanted> {
        self.due.iter().skip(from).flatten()
    }
}

impl Wanted {
    pub const fn key(&self) -> Key {
        match self {
            Wanted::Deal(deal) => deal.key,
            Wanted::Known(deal) => deal.key,
        }
    }
}

/// Whether a scenario has rules that sway.
pub fn sways(scenario: &Scenario) -> bool {
    scenario.regions.iter().any(|region| region.rules.is_some())
}

/// Before the first sale there is only a share of ordinary demand.
pub fn sway(plan: &Plan, world: &mut World, now: Week) {
    if now.0 < plan.first {
        return;
    }
    for (state, terms) in world.regions.iter_mut().zip(&world.terms) {
        if let Some(rules) = terms.market.rules.as_ref().filter(|rules| now.0 < rules.first_sale) {
            state.sway.reach *= rules.set_up_demand;
            state.sway.self_sourced *= rules.set_up_demand;
        }
    }
}

/// Reviews that end: their deals are booked or refused.
pub fn end_reviews(plan: &Plan, world: &mut World, now: Week) {
    let at = bucket(plan, now);
    let World { regions, terms, seats, accounts, .. } = world;
    for (state, terms) in regions.iter_mut().zip(terms) {
        let Some(rules) = &terms.market.rules else { continue };
        let mut due = std::mem::take(&mut state.reviews.due[at]);
        for wanted in due.drain(..) {
            if rules.is_refused(wanted.key()) {
                state.refuse(plan, terms, &wanted, now);
            } else {
                state.book(plan, terms, (&mut *seats, &mut *accounts), &wanted, now);
            }
        }
        state.reviews.due[at] = due;
    }
}

impl RegionState {
    /// Takes what is not booked at once out of the deals that customers want this week; nobody works on it any more.
    pub fn review(
        &mut self,
        plan: &Plan,
        terms: &RegionTerms,
        (seats, won): (&mut [Seat], &mut Vec<Deal>),
        now: Week,
    ) {
        let Some(rules) = &terms.market.rules else { return };
        won.retain(|deal| {
            let booked = self.judge(plan, (terms, rules), Wanted::Deal(*deal), now);
            if !booked {
                seats[deal.seat as usize].open -= 1;
            }
            booked
        });
    }

    /// The same for a known deal; whether it is booked at once.
    pub fn judge_known(&mut self, plan: &Plan, terms: &RegionTerms, deal: &KnownDeal, now: Week) -> bool {
        let Some(rules) = &terms.market.rules else { return true };
        self.judge(plan, (terms, rules), Wanted::Known(*deal), now)
    }

    /// Whether a deal is booked at once; else it is refused or waits.
    fn judge(
        &mut self,
        plan: &Plan,
        (terms, rules): (&RegionTerms, &RulesTerms),
        wanted: Wanted,
        now: Week,
    ) -> bool {
        let verdict = rules.verdict(wanted.key(), now, plan.first);
        if now.0 >= plan.first && rules.is_reviewed(wanted.key()) {
            self.reviews.begun += 1;
        }
        match verdict {
            Verdict::Booked => return true,
            Verdict::Refused => self.refuse(plan, terms, &wanted, now),
            Verdict::Waits(told) => {
                let at = (told - plan.origin()) as usize;
                let last = self.reviews.due.len() - 1;
                self.reviews.due[at.min(last)].push(wanted);
            }
        }
        false
    }

    /// A refused deal is counted, and its account rests.
    fn refuse(&mut self, plan: &Plan, terms: &RegionTerms, wanted: &Wanted, now: Week) {
        self.reviews.refused += i64::from(now.0 >= plan.first);
        let takes_account = match wanted {
            Wanted::Deal(deal) => deal.source().takes_account(),
            Wanted::Known(deal) => !deal.big,
        };
        if terms.accounts.is_some() && takes_account {
            self.take_back(bucket(plan, now), terms.cooldown_weeks, 1, 0);
        }
    }

    fn book(
        &mut self,
        plan: &Plan,
        terms: &RegionTerms,
        (seats, accounts): (&mut [Seat], &mut [Account]),
        wanted: &Wanted,
        now: Week,
    ) {
        let (seat, cents) = match wanted {
            Wanted::Deal(deal) => (Some(deal.seat), self.win(plan, terms, deal, now)),
            Wanted::Known(deal) => (deal.seat, self.win_known(plan, terms, deal, now)),
        };
        if let Some(seat) = seat.map(|seat| seat as usize).filter(|_| plan.needs.quota)
            && seats[seat].active
        {
            accounts[seat].credit(cents);
        }
    }
}

impl RegionState {
    /// Counts whom a lost deal is lost to.
    pub fn lose_to(&mut self, competitors: f64, key: Key, offer: usize) {
        let tally = &mut self.tally[offer];
        if Chance::of(competitors).holds(key.draw(draw::LOST_TO)) {
            tally.lost_to_competitors += 1;
        } else {
            tally.lost_no_decision += 1;
        }
    }
}

/// What reviews and compliance cost in a region this week.
pub fn pay(plan: &Plan, world: &mut World, region: usize, now: Week) {
    if now.0 < plan.first {
        return;
    }
    let Some(rules) = &world.terms[region].market.rules else { return };
    let begun = std::mem::take(&mut world.regions[region].reviews.begun);
    let cents = rules.review_cost * begun as f64 + rules.cost_per_week;
    if cents != 0.0 {
        money::spend(world, region, Expense::Compliance, cents);
    }
}
