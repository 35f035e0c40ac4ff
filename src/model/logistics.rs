//! Logistics: what was signed is delivered weeks later, cancelled before or never paid; nothing is delivered in a stock-out.
//!
//! Revenue begins with delivery, and with it cost of goods, channel and duty fall due. Amounts are whole base cents at the
//! rate of the week of signature. What is cancelled stays a booking and never becomes revenue; what is never paid is
//! revenue, and a cost in the week in which it was to be paid.

use crate::random::{Chance, Key, Purpose, unit};
use crate::unit::Week;
use crate::unit::money::whole;

use super::ledger::ByRegion;
use super::money::{Earned, to_base};
use super::plan::Plan;
use super::rules::draw;
use super::terms::{LogisticsTerms, whole_weeks};
use super::world::{RegionState, World};

/// Draw number of how long a stock-out takes, in the stream of the week in which it begins.
const DURATION: u64 = 1;

/// A week's amounts of one offer: signed, the part that will be cancelled, and the part that will never be paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parcel {
    pub signed: i64,
    pub cancelled: i64,
    pub bad: i64,
}

impl Parcel {
    fn add(&mut self, other: Parcel) {
        self.signed += other.signed;
        self.cancelled += other.cancelled;
        self.bad += other.bad;
    }
}

/// What is on its way in a region.
#[derive(Clone, Debug, Default)]
pub struct Shipping {
    /// Local cents of this week's deals that will be cancelled or never paid, by offer: of new deals, whose prices have
    /// grown, and of those known at the start.
    fated: Vec<[Parcel; 2]>,
    /// Base cents to be delivered, by offer and week.
    due: Vec<Vec<Parcel>>,
    /// Revenue that will never be paid.
    bad: Earned,
    /// What is never paid, by the week in which it was to be, and what is paid late.
    written_off: Vec<i64>,
    late: Vec<i64>,
    /// Week in which the last stock-out began, and week in which it ends.
    out_since: i32,
    out_until: i32,
}

impl Shipping {
    pub fn new(offers: usize) -> Shipping {
        Shipping {
            fated: vec![[Parcel::default(); 2]; offers],
            due: vec![Vec::new(); offers],
            bad: Earned::new(offers),
            ..Shipping::default()
        }
    }

    pub fn clear(&mut self) {
        self.fated.fill([Parcel::default(); 2]);
        self.due.iter_mut().for_each(|weeks| weeks.fill(Parcel::default()));
        self.bad.clear();
        self.written_off.fill(0);
        self.late.fill(0);
        (self.out_since, self.out_until) = (-1, 0);
    }

    /// Week in which the last stock-out ends.
    pub const fn out_until(&self) -> i32 {
        self.out_until
    }

    /// Week in which the stock-out ends that begins this week; `None` where none does.
    pub fn begun(&self, now: Week) -> Option<i32> {
        (self.out_since == now.0 && self.is_out(now)).then_some(self.out_until)
    }

    /// Whether nothing can be delivered.
    pub const fn is_out(&self, now: Week) -> bool {
        now.0 < self.out_until
    }
}

impl LogisticsTerms {
    /// Whether the deal of this stream is cancelled before its delivery.
    pub fn is_cancelled(&self, key: Key) -> bool {
        Chance::of(self.cancelled).holds(key.draw(draw::CANCELLED))
    }

    /// Whether it is delivered and never paid.
    pub fn is_bad(&self, key: Key) -> bool {
        !self.is_cancelled(key) && Chance::of(self.bad_debt).holds(key.draw(draw::BAD_DEBT))
    }
}

impl RegionState {
    /// Notes what will become of a deal that was won.
    pub fn ship(&mut self, terms: &LogisticsTerms, (key, known): (Key, bool), offer: usize, cents: i64) {
        let fated = &mut self.shipping.fated[offer][usize::from(known)];
        if terms.is_cancelled(key) {
            fated.cancelled += cents;
        } else if terms.is_bad(key) {
            fated.bad += cents;
        }
    }
}

/// A stock-out may begin.
pub fn begin_week(plan: &Plan, world: &mut World, now: Week) {
    if now.0 < plan.first {
        return;
    }
    let streams = world.streams;
    for ((written, state), terms) in plan.regions.iter().zip(&mut world.regions).zip(&world.terms) {
        let Some(logistics) = &terms.market.logistics else { continue };
        if logistics.stock_out <= 0.0 || state.shipping.is_out(now) {
            continue;
        }
        let key = streams.stream(Purpose::StockOut, written.key).child(now.0 as u64);
        if Chance::of(logistics.stock_out).holds(key.0) {
            let weeks = whole_weeks(logistics.stock_out_weeks.quantile(unit(key.draw(DURATION)))).max(1);
            (state.shipping.out_since, state.shipping.out_until) = (now.0, now.0 + weeks);
        }
    }
}

/// What was signed of an offer this week goes on its way; without logistics it is handed over to be earned.
pub fn sign(
    plan: &Plan,
    world: &mut World,
    (region, offer): (usize, usize),
    booked: i64,
    (now, rates): (Week, (f64, f64)),
) {
    let Some(logistics) = &world.terms[region].market.logistics else {
        world.regions[region].earned.sign(offer, booked);
        return;
    };
    let shipping = &mut world.regions[region].shipping;
    let [new, known] = std::mem::take(&mut shipping.fated[offer]);
    let base = |new: i64, known: i64| to_base(new, rates.0) + to_base(known, rates.1);
    // Parts are rounded by themselves: none is more than the whole.
    let cancelled = base(new.cancelled, known.cancelled).min(booked);
    let bad = base(new.bad, known.bad).min(booked - cancelled);
    let weeks = &mut shipping.due[offer];
    weeks.resize(plan.weeks as usize, Parcel::default());
    if let Some(due) = weeks.get_mut((now.0 + logistics.delivery_weeks) as usize) {
        due.add(Parcel { signed: booked, cancelled, bad });
    }
}

/// What arrives this week is handed over to be earned, unless nothing can be delivered.
pub fn deliver(plan: &Plan, world: &mut World, (region, offer): (usize, usize), now: Week) {
    let shipping = &mut world.regions[region].shipping;
    let Some(due) = shipping.due[offer].get_mut(now.0 as usize) else { return };
    let arrives = std::mem::take(due);
    if shipping.is_out(now) {
        // It arrives when the stock-out ends, if that is within the weeks played.
        if let Some(later) = shipping.due[offer].get_mut(shipping.out_until as usize) {
            later.add(arrives);
        }
        return;
    }
    shipping.bad.sign(offer, arrives.bad);
    world.regions[region].earned.sign(offer, arrives.signed - arrives.cancelled);
    if plan.needs.money {
        world.ledger.add(&plan.layout, ByRegion::Cancellations, region, arrives.cancelled);
    }
}

/// Revenue of an offer this week that is paid as agreed; counts the duty on it, and sets apart what is paid late or never.
pub fn invoice(plan: &Plan, world: &mut World, place: (usize, usize), revenue: i64, now: Week) -> i64 {
    let (region, offer) = place;
    let (revenue_weeks, payment_weeks) =
        (world.terms[region].offers[offer].revenue_weeks, world.terms[region].payment_weeks);
    let Some(logistics) = &world.terms[region].market.logistics else { return revenue };
    let shipping = &mut world.regions[region].shipping;
    let bad = shipping.bad.revenue(offer, now, (plan.weeks, revenue_weeks));
    let good = revenue - bad;
    let late = whole(good as f64 * logistics.late);
    put(&mut shipping.written_off, (plan.weeks, now.0 + payment_weeks), bad);
    put(&mut shipping.late, (plan.weeks, now.0 + payment_weeks + logistics.late_weeks), late);
    good - late
}

/// Duty that the company bears on a week's revenue.
pub fn duty(world: &World, region: usize, revenue: i64) -> i64 {
    let tariff = world.terms[region].market.logistics.as_ref().map_or(0.0, |logistics| logistics.tariff);
    if tariff == 0.0 { 0 } else { whole(revenue as f64 * tariff) }
}

/// What is paid late arrives, and what was to be paid this week and never is is written off.
pub fn collect(plan: &Plan, world: &mut World, region: usize, now: Week) {
    if world.terms[region].market.logistics.is_none() {
        return;
    }
    let shipping = &world.regions[region].shipping;
    let of = |weeks: &Vec<i64>| weeks.get(now.0 as usize).copied().unwrap_or(0);
    let (late, bad) = (of(&shipping.late), of(&shipping.written_off));
    world.ledger.add(&plan.layout, ByRegion::Margin, region, -bad);
    if plan.needs.money {
        world.ledger.add(&plan.layout, ByRegion::Cash, region, late);
        world.ledger.add(&plan.layout, ByRegion::BadDebt, region, bad);
    }
}

/// Adds to a week, if it is played.
fn put(weeks: &mut Vec<i64>, (played, week): (i32, i32), cents: i64) {
    if cents != 0 && week < played {
        weeks.resize(played as usize, 0);
        weeks[week as usize] += cents;
    }
}
