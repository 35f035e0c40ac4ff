//! What was agreed with the partners of a programme, in money: stock, the minimum they buy, what the end costs.
//!
//! Bookings count what customers sign with the partners. Revenue follows what the partners buy: the stock of the first week
//! comes on top of it, and once notice is given they sell it off before they buy again.

use crate::unit::Week;

use super::{PartnersPlan, Programme};
use crate::model::ledger::ByRegion;
use crate::model::money::{self, Expense, rate, spend, to_base};
use crate::model::plan::Plan;
use crate::model::terms::PartnersTerms;
use crate::model::world::World;

/// Weeks of a contract year.
const YEAR: i32 = 52;

/// What is known of a programme's purchases. Cents of the region's currency.
#[derive(Clone, Debug, Default)]
pub struct Account {
    /// What the partners bought in this contract year, at what they pay.
    bought: f64,
    /// What lies in their stock, at what they paid.
    pub stock: f64,
    /// What they kept in each week.
    kept: Vec<f64>,
}

impl Account {
    pub fn clear(&mut self) {
        (self.bought, self.stock) = (0.0, 0.0);
        self.kept.clear();
    }

    /// What the partners kept in the last year, or in a year like the weeks so far.
    fn kept_in_a_year(&self) -> f64 {
        let last = &self.kept[self.kept.len().saturating_sub(YEAR as usize)..];
        if last.is_empty() { 0.0 } else { last.iter().sum::<f64>() * f64::from(YEAR) / last.len() as f64 }
    }
}

/// Whether the contract is in force.
pub fn runs(written: &PartnersPlan, now: Week) -> bool {
    written.contract.ends.is_none_or(|ends| now < ends)
}

/// Whether it is over from this week on.
pub fn ends(written: &PartnersPlan, now: Week) -> bool {
    written.contract.ends == Some(now)
}

/// Whether its end is known to the partners.
pub fn is_given_notice(written: &PartnersPlan, now: Week) -> bool {
    written.contract.ends.is_some_and(|ends| ends.0 - written.contract.notice_weeks <= now.0)
}

/// What the end of a contract costs: the stock that is taken back, and the indemnity.
pub fn end(
    world: &mut World,
    region: usize,
    (terms, _): (&PartnersTerms, &PartnersPlan),
    account: &mut Account,
) {
    let taken_back = account.stock * terms.stock_taken_back;
    account.stock = 0.0;
    spend(world, region, Expense::Channel, taken_back + account.kept_in_a_year() * terms.indemnity_years);
}

/// Counts the week's purchases of every programme, and makes revenue of what they are more or less than what was booked.
pub fn settle(plan: &Plan, world: &mut World, now: Week) {
    for region in 0..plan.regions.len() {
        for number in 0..plan.regions[region].partners.len() {
            if runs(&plan.regions[region].partners[number], now) {
                settle_one(plan, world, (region, number), now);
            }
        }
    }
}

fn settle_one(plan: &Plan, world: &mut World, (region, number): (usize, usize), now: Week) {
    let written = &plan.regions[region].partners[number];
    let terms = world.terms[region].partners[number].clone();
    let state = &mut world.regions[region];
    let booked: i64 = state.tally[terms.offers.clone()].iter().map(|tally| tally.money.booked).sum();
    let Programme { account, .. } = &mut state.channel.programmes[number];
    // What customers pay, what of it the partners pay, and how much of what the partners pay is booked.
    let paid = if written.net { booked as f64 } else { booked as f64 * (1.0 - terms.margin) };
    let per_paid = if written.net { 1.0 } else { 1.0 / (1.0 - terms.margin) };
    account.kept.push(paid / (1.0 - terms.margin) - paid);
    let ordered = if now.0 == 0 { terms.opening_stock } else { 0.0 };
    let sold_off = if is_given_notice(written, now) { account.stock.min(paid) } else { 0.0 };
    account.stock += ordered - sold_off;
    account.bought += paid + ordered - sold_off;
    let more = ((ordered - sold_off) * per_paid).round() as i64;
    let short = shortfall(written, &terms, account, now).round() as i64;
    let rate = rate(plan, world, region, now);
    if more != 0 && plan.needs.cost {
        world.regions[region].earned.sign(terms.offers.start, to_base(more, rate));
    }
    money::take(plan, world, region, (ByRegion::PartnersShortfall, to_base(short, rate)));
}

/// What is lacking of the minimum purchase when a contract year ends, or the contract in the midst of one.
fn shortfall(written: &PartnersPlan, terms: &PartnersTerms, account: &mut Account, now: Week) -> f64 {
    let next = Week(now.0 + 1);
    let (ends_a_year, ends_now) = (next.0 % YEAR == 0, ends(written, next));
    let Some(minimum) = terms.minimum_purchase_per_year.filter(|_| ends_a_year || ends_now) else {
        return 0.0;
    };
    let weeks = if ends_a_year { YEAR } else { next.0 % YEAR };
    // Of a year of which a part was closed at the start, the part that was played.
    let weeks = weeks.min(account.kept.len() as i32);
    let agreed = minimum * f64::from(weeks) / f64::from(YEAR);
    (agreed - std::mem::take(&mut account.bought)).max(0.0)
}
