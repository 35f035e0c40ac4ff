//! Customers: contracts that recur are renewed, grow, shrink or end; what is in force becomes revenue week by week.
//!
//! A won deal of a recurring offer signs a contract whose yearly value is the deal's amount. At the end of its term it is
//! renewed or it ends; a renewed one changes its value. Base and flows are counted in whole base cents at the start rates:
//! the base of a region moves by what is signed, grows, shrinks and ends, to the cent, and by no currency.

mod book;
mod opening;
mod retention;

pub use book::{Book, Contract, Told};
pub use opening::{contracts_of, keys_of, open};

use crate::random::Key;
use crate::scenario::{Region, Role};
use crate::special::ln;
use crate::unit::Week;
use crate::unit::time::{ends_a_quarter, month_of};

use super::ledger::{ByOffer, Ledger};
use super::money::to_base;
use super::plan::Plan;
use super::terms::RegionTerms;
use super::world::{RegionState, World, bucket};

/// A book for each offer of a region of which any recurs, and behind them for those that others sell there.
pub fn books(region: &Region, sold_as: &[usize], weeks: usize) -> Vec<Book> {
    let book = |sold: &usize| {
        if region.offers[*sold].recurring.is_some() { Book::new(weeks) } else { Book::default() }
    };
    let any = region.offers.iter().any(|offer| offer.recurring.is_some());
    if any { sold_as.iter().map(book).collect() } else { Vec::new() }
}

/// Customers who hold the contracts in force at the start, one each.
pub fn holders(region: &Region, values: &[f64]) -> i64 {
    region.offers.iter().map(|offer| i64::from(contracts_of(offer, values))).sum()
}

/// Contracts whose term ends are renewed or end, and what a week did to the base is counted.
pub fn step(plan: &Plan, world: &mut World, now: Week) {
    for region in 0..plan.regions.len() {
        if world.regions[region].books.is_empty() {
            continue;
        }
        let ln_odds = ln_odds(plan, world, region, now);
        let World { regions, terms, .. } = world;
        regions[region].settle_terms(plan, &terms[region], ln_odds, now);
        for offer in 0..world.regions[region].books.len() {
            if world.terms[region].offers[offer].recurring.is_none() {
                continue;
            }
            count(plan, world, (region, offer), now);
            if ends_a_quarter(now) {
                retention::count(plan, world, (region, offer), now);
            }
        }
    }
}

/// Log odds of renewal and expansion beside the written ones.
fn ln_odds(plan: &Plan, world: &World, region: usize, now: Week) -> f64 {
    let terms = &world.terms[region];
    let swayed = terms.ln_renewal_odds + world.regions[region].sway.renewal_ln_odds;
    let Some(success) = &terms.success else { return swayed };
    let managers = world.ramped(plan, region, Role::CustomerSuccessManager, now);
    let contracts = world.regions[region].books.iter().map(Book::contracts).sum();
    swayed + ln(success.odds(managers, contracts))
}

impl RegionState {
    /// Signs the contract of a deal that was won in the week of a bucket, where its offer recurs.
    #[inline]
    pub fn sign(&mut self, terms: &RegionTerms, offer: usize, deal: (Key, i64), at: (usize, bool)) {
        if let Some(book) = self.books.get_mut(offer)
            && let Some(recurring) = &terms.offers[offer].recurring
        {
            book.sign(recurring, deal, at);
        }
    }

    /// Renews or ends the contracts whose term ends.
    fn settle_terms(&mut self, plan: &Plan, terms: &RegionTerms, ln_odds: f64, now: Week) {
        let at = bucket(plan, now);
        for offer in 0..self.books.len() {
            let Some(recurring) = &terms.offers[offer].recurring else { continue };
            let gone = self.books[offer].settle_terms(recurring, ln_odds, at);
            let money = &mut self.tally[offer].money;
            if recurring.counts {
                money.renewed += self.books[offer].flows.renewed;
            }
            self.lose_customers(plan, terms, gone, now);
        }
    }

    /// Customers whose contracts ended are none any more; their accounts rest as after a lost deal. Where customers may be
    /// worked again after some weeks anyway, that is when they return.
    fn lose_customers(&mut self, plan: &Plan, terms: &RegionTerms, gone: u32, now: Week) {
        if gone == 0 || terms.repurchase_weeks.is_some() {
            return;
        }
        self.customers -= i64::from(gone);
        if terms.accounts.is_some() {
            self.take_back(bucket(plan, now), terms.cooldown_weeks, gone, 0);
        }
    }
}

/// Counts what a week did to the base of an offer. The base is converted after each step and a flow is what it moved by, so
/// that the flows add up to the base to the cent. What others sell of an offer is added to it.
fn count(plan: &Plan, world: &mut World, (region, index): (usize, usize), now: Week) {
    let written = &plan.regions[region];
    let (rate, place) = (written.start_rate, (region, written.sold_as[index]));
    let book = &mut world.regions[region].books[index];
    let flows = std::mem::take(&mut book.flows);
    let (ledger, layout) = (&mut world.ledger, &plan.layout);
    let is_first = index == place.1;
    let stock = |ledger: &mut Ledger, count, to| {
        if is_first {
            ledger.set_by_offer(layout, count, place, to)
        } else {
            ledger.add_by_offer(layout, count, place, to)
        }
    };
    let mut local = book.base() - flows.net();
    let mut base = to_base(local, rate);
    if now.0 == plan.first || month_of(Week(now.0 - 1)) != month_of(now) {
        stock(ledger, ByOffer::RecurringStart, base);
    }
    let steps = [
        (ByOffer::RecurringNew, flows.new, 1),
        (ByOffer::Expansion, flows.expansion, 1),
        (ByOffer::Contraction, flows.contraction, -1),
        (ByOffer::Churn, flows.churn, -1),
    ];
    for (count, cents, sign) in steps {
        local += sign * cents;
        let next = to_base(local, rate);
        ledger.add_by_offer(layout, count, place, sign * (next - base));
        base = next;
    }
    stock(ledger, ByOffer::RecurringBase, base);
    stock(ledger, ByOffer::Contracts, book.contracts());
    ledger.add_by_offer(layout, ByOffer::Renewals, place, to_base(flows.renewed, rate));
    ledger.add_by_offer(layout, ByOffer::RenewalsDue, place, to_base(flows.due, rate));
}
