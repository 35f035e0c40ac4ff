//! Deals: how they are opened, won or lost, and closed.

mod fresh;
mod source;
mod specialist;

pub use fresh::{Fresh, FreshList};
pub use source::Source;
pub use specialist::{Candidate, Overlay, SpecialistPlan, list_price};

use crate::distribution::WholeTable;
use crate::random::{Chance, Key};
use crate::unit::Week;

use super::people::Seat;
use super::plan::{Plan, RegionPlan};
use super::region::Lead;
use super::terms::{CycleTerms, OfferTerms, RegionTerms, whole_weeks};
use super::world::{RegionState, World, bucket};

/// Draw numbers of a deal's stream. Draw 0, the key itself, decides the outcome with its upper half and the cycle with its
/// lower half.
pub mod draw {
    pub const SIZE: u64 = 2;
    pub const OFFER: u64 = 3;
    pub const LOST_AT: u64 = 4;
    pub const QUALIFIED: u64 = 5;
    /// Duration of stage k: this plus k.
    pub const STAGE: u64 = 16;
    /// Whether a waiting lead expires in a week: this plus the weeks it has waited.
    pub const EXPIRES: u64 = 1 << 16;
    /// Whether a partner's deal takes an inbound lead, and whether it is lost with its partner.
    pub const CONFLICT: u64 = 800;
    pub const PARTNER_LOST: u64 = 801;
    /// Whether the deal is lost with a leaver: this plus the leaver's number.
    pub const LEAVER: u64 = 1 << 24;
}

/// Something about one deal that its stream does not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Mark {
    /// A product specialist has joined it.
    Specialist = 1 << 4,
    /// It was moved at a quarter's end.
    Moved = 1 << 5,
}

/// An open deal: its stream, its seat, and where it came from. Whether it will be won tells the list it is in.
#[derive(Clone, Copy, Debug)]
pub struct Deal {
    pub key: Key,
    /// Seat among all seats.
    pub seat: u32,
    /// Week of creation.
    created: i16,
    /// Index among the region's offers.
    pub offer: u8,
    /// The source's number in the lower half, marks in the upper.
    about: u8,
}

const SOURCE_BITS: u8 = 0x0F;

impl Deal {
    #[inline]
    pub fn source(&self) -> Source {
        Source::ALL[usize::from(self.about & SOURCE_BITS) % Source::ALL.len()]
    }

    pub fn is_marked(&self, mark: Mark) -> bool {
        self.about & mark as u8 != 0
    }

    pub fn mark(&mut self, mark: Mark) {
        self.about |= mark as u8;
    }

    /// Weeks since it was created.
    pub fn age(&self, now: Week) -> i32 {
        now.0 - self.created().0
    }

    /// Week of creation.
    pub fn created(&self) -> Week {
        Week(i32::from(self.created))
    }
}

/// Deals that are due close: lost ones first, then won ones are booked; accounts whose rest ends return.
pub fn close_due(plan: &Plan, world: &mut World, now: Week) {
    let at = bucket(plan, now);
    let World { regions, terms, seats, accounts, .. } = world;
    for (region, (state, terms)) in regions.iter_mut().zip(terms).enumerate() {
        state.return_accounts(at);
        let [mut lost, mut won] = std::mem::take(&mut state.due[at]);
        for deal in &lost {
            seats[deal.seat as usize].open -= 1;
            state.tally[deal.offer as usize].lost += 1;
        }
        if let Some(share) = terms.market.lost_to_competitors {
            lost.iter().for_each(|deal| state.lose_to(share, deal.key, deal.offer as usize));
        }
        if !state.overlay.joined.is_empty() {
            state.overlay.release(&lost, seats);
        }
        state.after_losses(plan, terms, &lost, now);
        lost.clear();
        if terms.market.rules.is_some() {
            state.review(plan, terms, (&mut *seats, &mut won), now);
        }
        for deal in won.drain(..) {
            let seat = &mut seats[deal.seat as usize];
            seat.open -= 1;
            let cents = state.win(plan, terms, &deal, now);
            if plan.needs.quota && seat.active {
                let credit = specialist::owners_credit(plan, region, terms, &deal, cents);
                accounts[deal.seat as usize].credit(credit);
            }
            if let Some(specialists) = plan.regions[region].specialists.as_ref()
                && deal.is_marked(Mark::Specialist)
            {
                let who = (specialists, &*terms);
                specialist::release_won(&mut state.overlay, who, (seats, accounts), (&deal, cents));
            }
        }
        state.due[at] = [lost, won];
        if !state.known.is_empty() {
            state.close_known(plan, terms, (&mut *seats, &mut *accounts), now);
        }
    }
}

impl RegionState {
    fn return_accounts(&mut self, at: usize) {
        if let Some((accounts, customers)) = self.returning.get(at).copied() {
            self.taken -= i64::from(accounts);
            self.customers -= i64::from(customers);
        }
    }

    /// Books a won deal in its closing week. The customers of week 0 are an input: the warm-up makes none.
    #[inline]
    pub fn win(&mut self, plan: &Plan, terms: &RegionTerms, deal: &Deal, now: Week) -> i64 {
        let new_account = deal.source().takes_account();
        if now.0 < plan.first {
            self.taken -= i64::from(new_account);
            return 0;
        }
        let offer = deal.offer as usize;
        let cents = self.strike(offer, deal.key, list_price(terms, deal));
        self.tally[offer].win(deal, cents, now);
        self.sign(terms, offer, (deal.key, cents), (bucket(plan, now), new_account));
        if let Some(logistics) = &terms.market.logistics {
            self.ship(logistics, (deal.key, false), offer, cents);
        }
        if new_account {
            self.gain_customer(plan, terms, now);
        }
        cents
    }

    /// A deal won with a new account makes a customer, for good or until it may be worked again.
    #[inline]
    pub fn gain_customer(&mut self, plan: &Plan, terms: &RegionTerms, now: Week) {
        self.customers += 1;
        if let Some(rest) = terms.repurchase_weeks {
            self.take_back(bucket(plan, now), rest, 1, 1);
        }
    }

    /// What else follows from deals lost, where anything does: their value is noted, their accounts rest.
    fn after_losses(&mut self, plan: &Plan, terms: &RegionTerms, lost: &[Deal], now: Week) {
        if plan.needs.lost_value {
            for deal in lost {
                let cents = self.amount(terms, deal);
                self.tally[deal.offer as usize].money.lost += cents;
            }
        }
        self.forget_bargains(lost);
        if terms.accounts.is_some() {
            let accounts = lost.iter().filter(|deal| deal.source().takes_account()).count();
            self.take_back(bucket(plan, now), terms.cooldown_weeks, accounts as u32, 0);
        }
    }
}

impl RegionState {
    /// Lets accounts (customers among them) return to the pool `rest` weeks after the bucket `at`.
    pub fn take_back(&mut self, at: usize, rest: i32, accounts: u32, customers: u32) {
        if rest == 0 {
            self.taken -= i64::from(accounts);
            self.customers -= i64::from(customers);
        } else if let Some(returning) = self.returning.get_mut(at + rest as usize) {
            returning.0 += accounts;
            returning.1 += customers;
        }
    }
}

/// Part of a leaver's open deals is lost at once; the others stay with the seat.
pub fn lose_with_leaver(plan: &Plan, world: &mut World, region: usize, seat: usize, now: Week) {
    let share =
        super::territory::leaver::open_deals_lost(&world.terms[region], plan.regions[region].team_of(seat));
    if share <= 0.0 {
        return;
    }
    let number = draw::LEAVER + world.seats[seat].number;
    let goes = |deal: &Deal| deal.seat as usize == seat && Chance::of(share).holds(deal.key.draw(number));
    lose_open(plan, world, region, now, goes);
    let World { regions, terms, seats, .. } = world;
    if !regions[region].known.is_empty() {
        let owner = (seat, &mut seats[seat]);
        regions[region].lose_known_with_leaver(plan, &terms[region], owner, Chance::of(share), now);
    }
}

/// The open deals of a region that go are lost at once.
pub fn lose_open(plan: &Plan, world: &mut World, region: usize, now: Week, goes: impl Fn(&Deal) -> bool) {
    let World { regions, terms, seats, .. } = world;
    let (state, terms) = (&mut regions[region], &terms[region]);
    for at in bucket(plan, now)..state.due.len() {
        for outcome in 0..2 {
            let mut due = std::mem::take(&mut state.due[at][outcome]);
            let lost: Vec<Deal> = due.extract_if(.., |deal| goes(deal)).collect();
            for deal in &lost {
                seats[deal.seat as usize].open -= 1;
                state.tally[deal.offer as usize].lost += 1;
            }
            state.overlay.release(&lost, seats);
            state.after_losses(plan, terms, &lost, now);
            state.due[at][outcome] = due;
        }
    }
}

/// Every open deal of a region is lost: nobody sells there any more.
pub fn lose_all(plan: &Plan, world: &mut World, region: usize, now: Week) {
    let World { regions, terms, seats, .. } = world;
    let (state, terms) = (&mut regions[region], &terms[region]);
    for at in bucket(plan, now)..state.due.len() {
        for outcome in 0..2 {
            let mut lost = std::mem::take(&mut state.due[at][outcome]);
            for deal in &lost {
                seats[deal.seat as usize].open -= 1;
                state.tally[deal.offer as usize].lost += 1;
            }
            state.overlay.release(&lost, seats);
            state.after_losses(plan, terms, &lost, now);
            lost.clear();
            state.due[at][outcome] = lost;
        }
    }
    state.abandon_waiting(seats);
}

/// Opens the week's new deals: all of them have been counted by now, so that they share their owner's attention.
pub fn open_new(plan: &Plan, world: &mut World, now: Week) {
    let World { regions, terms, seats, ledger, .. } = world;
    for (region, ((written, terms), state)) in plan.regions.iter().zip(terms).zip(regions).enumerate() {
        if !written.lives(now) {
            continue;
        }
        let mut assigned = std::mem::take(&mut state.assigned);
        let mut opening = Opening::new(plan, written, terms, state, now);
        for (seat, lead) in assigned.drain(..) {
            let odds = opening.odds_of(plan, seat, &mut seats[seat as usize]);
            let level =
                if written.sellers.seats.contains(&(seat as usize)) { seats[seat as usize].level } else { 0 };
            opening.open(&lead, (seat, level), odds);
        }
        opening.open_self_sourced(&seats[written.sellers.seats.clone()]);
        if let Some(specialists) = &written.specialists {
            opening.join(specialists, seats, ledger, region);
        }
        opening.state.assigned = assigned;
    }
}

/// What opening a region's deals in one week needs at hand.
struct Opening<'a> {
    plan: &'a Plan,
    written: &'a RegionPlan,
    terms: &'a RegionTerms,
    state: &'a mut RegionState,
    now: Week,
    /// Log odds of all deals of the week, and of customers' deals.
    ln_odds: f64,
    ln_odds_customer: f64,
    at: usize,
    /// What all new deals have in common, where they do.
    alike: Option<Alike<'a>>,
}

/// What new deals have in common in a region of one offer whose win rate does not depend on size, of one table of cycles and
/// of seats whose capacity does not ramp.
#[derive(Clone, Copy)]
struct Alike<'a> {
    /// Win probability at full attention and mean skill.
    chance: f64,
    /// Open deals that any seat works at full attention.
    capacity: f64,
    cycle: &'a WholeTable,
}

impl<'a> Opening<'a> {
    fn new(
        plan: &'a Plan,
        written: &'a RegionPlan,
        terms: &'a RegionTerms,
        state: &'a mut RegionState,
        now: Week,
    ) -> Opening<'a> {
        let ln_odds = terms.ln_win_odds + state.ln_odds;
        let ln_odds_customer = ln_odds + terms.ln_existing_customer_odds;
        let flat = terms
            .sellers
            .as_ref()
            .filter(|_| !written.sellers.capacity_differs && !written.has_closing_season)
            .filter(|_| written.specialists.is_none());
        // What others sell of it changes nothing about what its own people open.
        let alike = match &terms.offers[..written.offer_order.len()] {
            [only] if only.slope == 0.0 && only.negotiation.is_none() => {
                let chance = only.chance(ln_odds + state.reach.ln_odds_of(0), || 0.5);
                flat.zip(only.cycle.table()).map(|(sellers, cycle)| Alike {
                    chance,
                    capacity: sellers.capacity,
                    cycle,
                })
            }
            _ => None,
        };
        Opening { plan, written, terms, now, ln_odds, ln_odds_customer, at: bucket(plan, now), state, alike }
    }

    /// Factor on the win probability of new deals of an account executive's seat: skill times attention.
    #[inline]
    fn odds(&self, seat: &Seat) -> f64 {
        let capacity = self.written.sellers.capacity(self.terms.sellers.as_ref(), seat, self.now);
        seat.skill * attention(seat, capacity)
    }

    /// The same for the seat of a lead, of whatever team: the deals that no seller works have nobody's attention to share.
    fn odds_of(&self, plan: &Plan, number: u32, seat: &mut Seat) -> f64 {
        if number == plan.nobody() {
            seat.open += 1;
            return 1.0;
        }
        let team = self.written.team_of(number as usize);
        if team == 0 {
            return self.odds(seat);
        }
        let capacity = self.written.team(team).capacity(self.terms.team(team), seat, self.now);
        seat.skill * attention(seat, capacity)
    }

    /// Opens the deals that sellers created this week.
    fn open_self_sourced(&mut self, seats: &[Seat]) {
        let fresh = std::mem::take(&mut self.state.fresh);
        let first = self.written.sellers.seats.start as u32;
        if let Some(alike) = self.alike {
            self.open_alike(fresh.deals(), seats, alike);
        } else {
            for Fresh { seat: index, number } in fresh.deals().iter().copied() {
                let seat = &seats[index as usize];
                let key = Key(seat.fresh_bits).child(u64::from(number));
                let lead = Lead { key, source: Source::SelfSourced, arrived: self.now, offer: None };
                self.open(&lead, (first + index, seat.level), self.odds(seat));
            }
        }
        self.state.fresh = fresh;
    }

    /// Opens deals that differ in nothing but their luck and their seat: no branch depends on either.
    fn open_alike(&mut self, fresh: &[Fresh], seats: &[Seat], alike: Alike) {
        let first = self.written.sellers.seats.start as u32;
        let created = self.now.0 as i16;
        let due = &mut self.state.due[self.at..];
        let last = due.len() - 1;
        for Fresh { seat: index, number } in fresh.iter().copied() {
            let seat = &seats[index as usize];
            let key = Key(seat.fresh_bits).child(u64::from(number));
            let attention = (alike.capacity / f64::from(seat.open)).min(1.0);
            let won = Chance::of(alike.chance * seat.skill * attention).holds(key.0);
            let weeks = alike.cycle.draw(key.lower_half()) as usize;
            let deal = Deal { key, seat: first + index, created, offer: 0, about: Source::SelfSourced as u8 };
            due[weeks.min(last)][usize::from(won)].push(deal);
        }
        self.state.tally[0].created += fresh.len() as i64;
    }

    /// Opens one deal of an owner's seat and level: offer and chance from the deal's own key.
    fn open(&mut self, lead: &Lead, (seat, level): (u32, u8), odds: f64) {
        let Lead { key, source, .. } = *lead;
        let index = lead.offer.map_or_else(|| self.offer(key), usize::from);
        let offer = &self.terms.offers[index];
        let ln_odds = if source == Source::Customer { self.ln_odds_customer } else { self.ln_odds };
        let (agreed, longer) = self.state.negotiate(offer, key, level);
        let mut ln_odds = ln_odds + self.state.reach.ln_odds_of(self.written.sold_as[index]) + agreed;
        if let Some(accounts) = self.terms.key_accounts.filter(|_| source == Source::KeyAccount) {
            ln_odds += accounts.ln_odds;
        }
        if self.written.specialists.as_ref().is_some_and(|specialists| specialists.join(index)) {
            return self.set_aside(lead, seat, index, (ln_odds, odds, longer));
        }
        let chance = offer.chance(ln_odds, || key.uniform(draw::SIZE));
        let won = Chance::of(chance * odds).holds(key.0);
        let weeks = (self.weeks_of(offer, source, key, won) + longer) as usize;
        self.note(key, seat, source, index, won, weeks);
        self.state.tally[index].created += 1;
    }

    /// Notes an open deal for the week in which it closes.
    #[inline]
    fn note(&mut self, key: Key, seat: u32, source: Source, offer: usize, won: bool, weeks: usize) {
        let closes = (self.at + weeks).min(self.state.due.len() - 1);
        let created = self.now.0 as i16;
        self.state.due[closes][usize::from(won)].push(Deal {
            key,
            seat,
            created,
            offer: offer as u8,
            about: source as u8,
        });
    }

    #[inline]
    fn offer(&self, key: Key) -> usize {
        if let [only] = self.terms.mix[..] {
            return only.1;
        }
        let uniform = key.uniform(draw::OFFER);
        let chosen = self.terms.mix.iter().find(|(share, _)| uniform < *share);
        chosen.map_or(0, |(_, index)| *index)
    }

    /// Weeks from creation to close of a deal of this source.
    fn weeks_of(&self, offer: &OfferTerms, source: Source, key: Key, won: bool) -> i32 {
        let weeks = self.weeks(offer, key, won);
        match &self.terms.key_accounts {
            Some(accounts) if source == Source::KeyAccount => {
                whole_weeks(f64::from(weeks) * accounts.cycle).max(1)
            }
            _ => weeks,
        }
    }

    /// Weeks from creation to close.
    #[inline]
    fn weeks(&self, offer: &OfferTerms, key: Key, won: bool) -> i32 {
        match &offer.cycle {
            CycleTerms::Whole { won: cycle_won, lost, same } => {
                let cycle = if won || *same { cycle_won } else { lost };
                let bits = key.lower_half();
                if self.written.has_closing_season && self.now.0 >= self.plan.first {
                    cycle.draw_from(bits, self.plan.scenario.calendar.week_of_year(self.now))
                } else {
                    cycle.draw(bits)
                }
            }
            CycleTerms::Stages { weeks, lost_at } => {
                let last = if won { weeks.len() } else { stage_lost(lost_at, key) + 1 };
                let stage = |(index, law): (usize, &crate::distribution::Law)| {
                    law.quantile(key.uniform(draw::STAGE + index as u64))
                };
                whole_weeks(weeks.iter().enumerate().take(last).map(stage).sum()).max(1)
            }
        }
    }
}

/// Attention that each open deal of a seat has.
#[inline]
fn attention(seat: &Seat, capacity: f64) -> f64 {
    let open = f64::from(seat.open);
    if open > capacity { capacity / open } else { 1.0 }
}

/// The stage in which an open deal of this stream stands so many weeks after its creation: each ends when the sum of the
/// durations up to it, rounded once, has passed. `None` where the offer has no stages.
pub fn stage(offer: &OfferTerms, key: Key, won: bool, age: i32) -> Option<usize> {
    let CycleTerms::Stages { weeks, lost_at } = &offer.cycle else { return None };
    let last = if won { weeks.len().checked_sub(1)? } else { stage_lost(lost_at, key) };
    let mut sum = 0.0;
    let goes_on = |stage: &usize| {
        sum += weeks[*stage].quantile(key.uniform(draw::STAGE + *stage as u64));
        whole_weeks(sum) > age
    };
    Some((0..last).find(goes_on).unwrap_or(last))
}

/// Stage at which a lost deal ends, in proportion to the base losses.
pub fn stage_lost(lost_at: &[f64], key: Key) -> usize {
    let uniform = key.uniform(draw::LOST_AT);
    lost_at.iter().position(|share| uniform < *share).unwrap_or(lost_at.len() - 1)
}
