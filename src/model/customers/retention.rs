//! Retention: what is left of the contracts that were in force a year before a quarter's end, without and with what they
//! grew by.

use crate::model::ledger::ByOffer;
use crate::model::money::to_base;
use crate::model::plan::Plan;
use crate::model::world::World;
use crate::unit::Week;
use crate::unit::time::{WEEKS_PER_QUARTER, quarter_of};

use super::Book;

/// Quarters over which retention is measured.
pub const WINDOW: usize = 4;

/// Notes what each contract is worth when a quarter begins.
pub fn begin_quarter(book: &mut Book, quarter: u32) {
    let at = quarter as usize % WINDOW;
    book.at_quarter[at] = book.base();
    for contract in book.in_force_mut() {
        contract.at_quarter[at] = contract.cents;
    }
}

/// Counts, at a quarter's end, what was in force a year before (or when the first week began, if that is later), and what is
/// left of it. A contract that grew counts for what it was, in gross retention; in net retention for what it is.
pub fn count(plan: &Plan, world: &mut World, place: (usize, usize), now: Week) {
    let written = &plan.regions[place.0];
    let rate = written.start_rate;
    let quarter = quarter_of(now);
    let first = (plan.first / WEEKS_PER_QUARTER) as u32;
    let from = (quarter + 1).saturating_sub(WINDOW as u32).max(first) as usize % WINDOW;
    let book = &mut world.regions[place.0].books[place.1];
    let (mut gross, mut net) = (0, 0);
    for contract in book.in_force().filter(|contract| contract.at_quarter[from] > 0) {
        gross += contract.cents.min(contract.at_quarter[from]);
        net += contract.cents;
    }
    let cohort = book.at_quarter[from];
    begin_quarter(book, quarter + 1);
    let counts = [(ByOffer::Cohort, cohort), (ByOffer::KeptGross, gross), (ByOffer::KeptNet, net)];
    let sold = (place.0, written.sold_as[place.1]);
    for (count, cents) in counts {
        world.ledger.add_by_offer(&plan.layout, count, sold, to_base(cents, rate));
    }
}
