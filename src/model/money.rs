//! Money of the week: local amounts become base currency, each weekly cell converted and rounded once.
//!
//! A booking becomes revenue at signature or over weeks, and cash a payment term after that; both keep the rate of the
//! week of signature. Cost of goods and channel fall due with revenue, all other cost in its week.

mod earned;

pub use earned::Earned;

use crate::unit::Week;
use crate::unit::money::whole;

use super::deal::Source;
use super::ledger::{ByOffer, ByRegion, Layout, Ledger};
use super::plan::Plan;
use super::world::{Amounts, RegionState, World};
use super::{logistics, rules};

/// What money is spent on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expense {
    Base,
    /// Variable pay at up to full attainment.
    Variable,
    /// Variable pay above it.
    Accelerators,
    Hiring,
    Severance,
    Travel,
    /// Reviews of deals, and compliance whatever is sold.
    Compliance,
    /// Courses.
    Training,
    Entity,
    /// Shows, marketing, launches, localisation, research, bids.
    Marketing,
    Initiatives,
    /// Signing, training and parting with partners.
    Channel,
}

impl Expense {
    /// Every kind with its count, in the order of its number.
    const ALL: &[(Expense, ByRegion)] = &[
        (Expense::Base, ByRegion::BasePay),
        (Expense::Variable, ByRegion::VariablePay),
        (Expense::Accelerators, ByRegion::Accelerators),
        (Expense::Hiring, ByRegion::HiringCost),
        (Expense::Severance, ByRegion::Severance),
        (Expense::Travel, ByRegion::Travel),
        (Expense::Compliance, ByRegion::Compliance),
        (Expense::Training, ByRegion::Training),
        (Expense::Entity, ByRegion::EntityCost),
        (Expense::Marketing, ByRegion::Marketing),
        (Expense::Initiatives, ByRegion::Initiatives),
        (Expense::Channel, ByRegion::ChannelCost),
    ];
}

/// Counts of bookings by source, in the order of the source's number.
const BY_SOURCE: [ByOffer; Source::ALL.len()] = [
    ByOffer::BookedSelfSourced,
    ByOffer::BookedInbound,
    ByOffer::BookedCustomers,
    ByOffer::BookedPartners,
    ByOffer::BookedShows,
    ByOffer::BookedDeveloped,
    ByOffer::BookedKeyAccounts,
    ByOffer::BookedTenders,
];

/// What a region spent since it was last counted, by kind [local cents].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spent([i64; Expense::ALL.len()]);

/// Base currency per unit of a region's currency this week; the hedged share at the start rate, which drifts as expected.
pub fn rate(plan: &Plan, world: &World, region: usize, now: Week) -> f64 {
    let written = &plan.regions[region];
    let hedged = world.terms[region].hedged_share;
    let factor = world.market.rate(written.currency, now) * world.jumps[written.currency];
    let RegionState { years, entry, .. } = &world.regions[region];
    if entry.split.partner_carries_currency {
        return written.start_rate * years.drift;
    }
    written.start_rate * (hedged * years.hedged + (1.0 - hedged) * factor * years.drift)
}

/// Base currency for one unit of a price of week 0: the rate, what prices have grown by, and our part of it.
pub fn price_rate(plan: &Plan, world: &World, region: usize, now: Week) -> f64 {
    priced(&world.regions[region], rate(plan, world, region, now))
}

fn priced(RegionState { years, entry, .. }: &RegionState, rate: f64) -> f64 {
    rate * years.prices * entry.split.booked * entry.split.ours
}

/// Base currency for one unit of a cost of week 0: the rate, what costs have grown by, and our part of it.
pub fn cost_rate(plan: &Plan, world: &World, region: usize, now: Week) -> f64 {
    let RegionState { years, entry, .. } = &world.regions[region];
    rate(plan, world, region, now) * years.costs * entry.split.ours
}

/// Adds local cents to what a region spends on something this week.
pub fn spend(world: &mut World, region: usize, on: Expense, cents: f64) {
    world.regions[region].spent.0[on as usize] += cents.round() as i64;
}

/// Adds base cents to what a region spends on something this week: so much at whatever rate.
pub fn spend_in_base(plan: &Plan, world: &mut World, region: usize, now: Week, (on, cents): (Expense, f64)) {
    let rate = cost_rate(plan, world, region, now);
    if rate > 0.0 {
        spend(world, region, on, cents / rate);
    }
}

/// Adds variable pay, `above` of which is for what lies above full attainment, less than nothing where an earlier quarter's
/// turned out to lie below it: the whole is rounded, and what is at up to full attainment is the rest.
pub fn spend_variable(world: &mut World, region: usize, cents: f64, above: f64) {
    let whole = cents.round() as i64;
    let above = above.round() as i64;
    let spent = &mut world.regions[region].spent.0;
    spent[Expense::Variable as usize] += whole - above;
    spent[Expense::Accelerators as usize] += above;
}

/// Pays people, and converts and counts the week's bookings, revenue and cost.
pub fn settle(plan: &Plan, world: &mut World, now: Week) {
    for region in 0..plan.regions.len() {
        if plan.needs.cost {
            super::people::pay_on_board(plan, world, region);
        }
        let rate = rate(plan, world, region, now);
        let rates = (priced(&world.regions[region], rate), rate);
        for offer in 0..world.regions[region].tally.len() {
            let tally = &mut world.regions[region].tally[offer];
            let money = std::mem::take(&mut tally.money);
            if plan.entered && plan.needs.cost {
                sign_order(world, (region, offer), money.booked, rates.0);
            }
            if money != Amounts::default() {
                let booked =
                    convert(plan, world, (region, plan.regions[region].sold_as[offer]), &money, rates);
                if plan.needs.cost {
                    let tendered = sign_tenders(plan, world, (region, offer), (now, rates.0));
                    if world.terms[region].offers[offer].recurring.is_none() {
                        logistics::sign(plan, world, (region, offer), booked - tendered, (now, rates));
                    }
                }
            }
            if plan.needs.cost {
                logistics::deliver(plan, world, (region, offer), now);
                earn(world, (region, offer), rates.0);
                recognise(plan, world, (region, offer), now);
            }
        }
        if plan.needs.money {
            receive(plan, world, region, now);
        }
        if plan.needs.cost {
            logistics::collect(plan, world, region, now);
            rules::pay(plan, world, region, now);
            settle_spent(plan, world, region, cost_rate(plan, world, region, now));
        }
    }
}

/// Counts what a region spent since it was last counted. The sum is converted and rounded once; each kind is what the sum
/// grows by with it, so that the kinds add up to the sum to the cent. What the channel costs goes off the margin beside it.
fn settle_spent(plan: &Plan, world: &mut World, region: usize, rate: f64) {
    let mut spent = std::mem::take(&mut world.regions[region].spent);
    if spent == Spent::default() {
        return;
    }
    let (ledger, layout) = (&mut world.ledger, &plan.layout);
    let channel = to_base(std::mem::take(&mut spent.0[Expense::Channel as usize]), rate);
    let total = to_base(spent.0.iter().sum(), rate);
    ledger.add(layout, ByRegion::Cost, region, total);
    ledger.add(layout, ByRegion::Margin, region, -channel);
    if plan.needs.money {
        ledger.add(layout, ByRegion::Cash, region, -total - channel);
        ledger.add(layout, ByRegion::ChannelCost, region, channel);
        count_kinds(ledger, layout, region, (&spent, rate));
    }
}

fn count_kinds(ledger: &mut Ledger, layout: &Layout, region: usize, (spent, rate): (&Spent, f64)) {
    let (mut local, mut before) = (0, 0);
    for ((_, count), cents) in Expense::ALL.iter().zip(spent.0) {
        local += cents;
        let base = to_base(local, rate);
        ledger.add(layout, *count, region, base - before);
        before = base;
    }
}

/// Converts what is spent after the week's money was settled: variable pay of the quarter's end.
pub fn settle_late(plan: &Plan, world: &mut World, region: usize, now: Week) {
    settle_spent(plan, world, region, cost_rate(plan, world, region, now));
}

/// Base cents of local cents, rounded once.
pub fn to_base(cents: i64, rate: f64) -> i64 {
    if rate == 1.0 || cents == 0 { cents } else { whole(cents as f64 * rate) }
}

/// Converts a week's amounts of one offer, those of each source once: what they add up to is the whole, which is returned.
/// Amounts of deals known at the start are as they are written; those of new deals have grown with prices.
fn convert(
    plan: &Plan,
    world: &mut World,
    place: (usize, usize),
    money: &Amounts,
    (rate, as_written): (f64, f64),
) -> i64 {
    let (ledger, layout) = (&mut world.ledger, &plan.layout);
    let by_source = money.by_source.map(|cents| to_base(cents, rate));
    let known = to_base(money.known, as_written);
    let booked = by_source.iter().sum::<i64>() + known;
    ledger.add_by_offer(layout, ByOffer::Booked, place, booked);
    if plan.needs.sources {
        for (count, cents) in BY_SOURCE.iter().zip(by_source) {
            ledger.add_by_offer(layout, *count, place, cents);
        }
        ledger.add_by_offer(layout, ByOffer::BookedKnown, place, known);
    }
    if money.discount != 0 {
        ledger.add_by_offer(layout, ByOffer::Discounts, place, to_base(money.discount, rate));
    }
    if money.renewed != 0 {
        ledger.add_by_offer(layout, ByOffer::BookedRenewals, place, to_base(money.renewed, rate));
    }
    if plan.needs.lost_value {
        ledger.add_by_offer(layout, ByOffer::LostValue, place, to_base(money.lost, rate));
    }
    booked
}

/// What recurs is earned week by week while it is in force, at the week's rate for prices: contracts follow price growth.
fn earn(world: &mut World, (region, offer): (usize, usize), rate: f64) {
    let state = &mut world.regions[region];
    if let Some(book) = state.books.get_mut(offer) {
        state.earned.sign(offer, to_base(book.earn(), rate));
    }
}

/// Notes the tenders of an offer won this week, each over its years; tells what they come to in base cents, which is what
/// their sum was converted to.
fn sign_tenders(
    plan: &Plan,
    world: &mut World,
    (region, offer): (usize, usize),
    (now, rate): (Week, f64),
) -> i64 {
    let state = &mut world.regions[region];
    let (mut local, mut before) = (0, 0);
    for (_, weeks, cents) in state.reach.awarded.extract_if(.., |(of, _, _)| *of == offer) {
        local += cents;
        let base = to_base(local, rate);
        state.earned.sign_over(offer, base - before, now, (plan.weeks, weeks));
        before = base;
    }
    before
}

/// Counts the revenue of a week and what goes off it; the signed bookings of the week become revenue now or later.
fn recognise(plan: &Plan, world: &mut World, place: (usize, usize), now: Week) {
    let terms = &world.terms[place.0].offers[place.1];
    let earned = &mut world.regions[place.0].earned;
    let revenue = earned.revenue(place.1, now, (plan.weeks, terms.revenue_weeks));
    if revenue == 0 {
        return;
    }
    let duty = logistics::duty(world, place.0, revenue);
    let paid = logistics::invoice(plan, world, place, revenue, now);
    let terms = &world.terms[place.0].offers[place.1];
    let split = world.regions[place.0].entry.split;
    let after_goods = whole(revenue as f64 * left_after_goods(terms.gross_margin, split.booked));
    let channel_cost = terms.channel_cost + split.commission;
    let channel = if channel_cost == 0.0 { 0 } else { whole(revenue as f64 * channel_cost) };
    let (ledger, layout) = (&mut world.ledger, &plan.layout);
    ledger.add(layout, ByRegion::Margin, place.0, after_goods - channel - duty);
    if plan.needs.money {
        world.regions[place.0].earned.invoice(paid);
        let goods = revenue - after_goods;
        ledger.add(layout, ByRegion::Revenue, place.0, revenue);
        ledger.add(layout, ByRegion::CostOfGoods, place.0, goods);
        ledger.add(layout, ByRegion::ChannelCost, place.0, channel);
        ledger.add(layout, ByRegion::Tariffs, place.0, duty);
        ledger.add(layout, ByRegion::Cash, place.0, -goods - channel - duty);
    }
}

/// Share of our revenue left after the cost of goods, which is a share of the list price whoever books it.
fn left_after_goods(gross_margin: f64, booked: f64) -> f64 {
    if booked == 1.0 || booked <= 0.0 { gross_margin } else { 1.0 - (1.0 - gross_margin) / booked }
}

/// Notes what a partner took this week, and signs what it orders beside with the region's first offer.
fn sign_order(world: &mut World, (region, offer): (usize, usize), booked: i64, rate: f64) {
    let RegionState { entry, earned, .. } = &mut world.regions[region];
    entry.signed += whole(booked as f64 * entry.split.booked);
    if offer == 0 && entry.order != 0.0 {
        let order = std::mem::take(&mut entry.order);
        // An order is written at what we invoice, not at the list price.
        let per_unit = if entry.split.booked > 0.0 { rate / entry.split.booked } else { 0.0 };
        earned.sign(0, whole(order * per_unit));
    }
}

/// Counts revenue for which nothing is delivered [base cents], and of which kind it is.
pub fn take(plan: &Plan, world: &mut World, region: usize, (kind, cents): (ByRegion, i64)) {
    if cents == 0 {
        return;
    }
    let (ledger, layout) = (&mut world.ledger, &plan.layout);
    ledger.add(layout, kind, region, cents);
    if plan.needs.cost {
        ledger.add(layout, ByRegion::Margin, region, cents);
    }
    if plan.needs.money {
        ledger.add(layout, ByRegion::Revenue, region, cents);
        world.regions[region].earned.invoice(cents);
    }
}

/// Counts what customers pay this week.
fn receive(plan: &Plan, world: &mut World, region: usize, now: Week) {
    let carried = world.regions[region].entry.split.partner_carries_credit;
    let payment_weeks = if carried { 0 } else { world.terms[region].payment_weeks };
    let received = world.regions[region].earned.receipts(now, (plan.weeks, payment_weeks));
    world.ledger.add(&plan.layout, ByRegion::Cash, region, received);
}
