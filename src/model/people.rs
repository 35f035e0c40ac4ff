//! People: who sits in which seat, how they ramp, when they leave and when their successors start.

use crate::distribution::Law;
use crate::random::{Key, Purpose, Xoshiro, unit};
use crate::special::{exp, ln, normal_quantile, pow};
use crate::unit::Week;

use super::deal;
use super::ledger::ByRegion;
use super::money::{self, Expense};
use super::plan::{PRESENT, Plan, SeatPlan};
use super::quota::{self, Account};
use super::terms::{MONTHS_6_TO_18, TeamTerms, whole_weeks};
use super::world::World;

/// Draw numbers of an incumbent's stream.
mod draw {
    pub const SKILL: u64 = 1;
    pub const PATIENCE: u64 = 5;
    pub const FAILED: u64 = 6;
    /// Time to fill the seat before this incumbent.
    pub const FILL: u64 = 7;
    /// Tenure at week 0 of who is there then.
    pub const TENURE: u64 = 8;
    /// Length of a stay that ended before week 0.
    pub const STAY: u64 = 9;
}

/// Week that never comes.
pub const NEVER: i32 = i32::MAX;
/// Numbers of incumbents before the one at week 0 count down from here.
const FORMER: u64 = 1 << 32;

/// One seat and who sits in it.
#[derive(Clone, Debug)]
pub struct Seat {
    /// Streams of the seat's incumbents and of its self-sourced deals in this replication.
    pub incumbents: Key,
    pub self_sourced: Key,
    /// Whether somebody sits in it.
    pub active: bool,
    /// Open deals of the seat, whoever owns them.
    pub open: i32,
    /// Start week of who sits in it.
    pub since: i32,
    /// Week in which the next one starts; [`NEVER`] while it is taken.
    pub fills: i32,
    pub skill: f64,
    /// Share of full productivity this person ever reaches.
    pub reach: f64,
    /// Hazard of leaving that this person still bears.
    pub patience: f64,
    /// Number of the present or last incumbent.
    pub number: u64,
    /// Self-sourced deals of the week, and the bits that key them.
    pub fresh: u32,
    pub fresh_bits: u64,
}

impl Seat {
    /// An empty seat with these streams.
    pub fn new(incumbents: Key, self_sourced: Key) -> Seat {
        Seat {
            incumbents,
            self_sourced,
            active: false,
            open: 0,
            since: 0,
            fills: NEVER,
            skill: 1.0,
            reach: 1.0,
            patience: f64::INFINITY,
            number: 0,
            fresh: 0,
            fresh_bits: 0,
        }
    }

    /// Empties the seat until week `fills`.
    pub fn vacate(&mut self, fills: i32) {
        self.active = false;
        self.fills = fills;
    }

    /// Puts incumbent `number` into the seat, `since` a week that may lie before week 0.
    pub fn take(&mut self, number: u64, since: i32, terms: &TeamTerms) {
        let key = self.incumbents.child(number);
        self.active = true;
        self.fills = NEVER;
        self.number = number;
        self.since = since;
        self.skill = terms.skill.at(key.uniform(draw::SKILL));
        let failed = key.uniform(draw::FAILED) < terms.failed_hire_share;
        self.reach = if failed { terms.failed_hire_productivity } else { 1.0 };
        self.patience = exponential(key.draw(draw::PATIENCE));
    }
}

/// A standard exponential: how much hazard somebody bears before leaving.
fn exponential(bits: u64) -> f64 {
    -ln(unit(bits))
}

/// A gamma draw of scale 1 by the method of Marsaglia and Tsang (2000); a shape below 1 is boosted,
/// gamma(a) = gamma(a + 1) · u^(1/a).
pub fn gamma(generator: &mut Xoshiro, shape: f64) -> f64 {
    if shape < 1.0 {
        let boost = pow(unit(generator.bits()), 1.0 / shape);
        return boost * gamma(generator, shape + 1.0);
    }
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let x = normal_quantile(unit(generator.bits()));
        let v = (1.0 + c * x).powi(3);
        let u = unit(generator.bits());
        if v <= 0.0 {
            continue;
        }
        let squeezed = u < 1.0 - 0.0331 * x.powi(4);
        if squeezed || ln(u) < 0.5 * x * x + d * (1.0 - v + ln(v)) {
            return d * v;
        }
    }
}

/// Whole weeks from vacancy to start; 0 only where written exactly.
fn weeks_to_fill(law: &Law, bits: u64) -> i32 {
    match law {
        Law::Exact(weeks) => whole_weeks(*weeks),
        law => whole_weeks(law.quantile(unit(bits))).max(1),
    }
}

/// Hires and backfills that are due start; then leavers leave, a new starter possibly among them.
pub fn step(plan: &Plan, world: &mut World, now: Week) {
    for region in 0..plan.regions.len() {
        let Movers { starters, first_starters, leavers } = bear_the_week(plan, world, region, now);
        if starters > 0 {
            world.ledger.add(&plan.layout, ByRegion::HiresStarted, region, first_starters);
            hire(plan, world, region, starters);
        }
        for seat in leavers {
            leave(plan, world, region, seat, now);
        }
    }
}

/// Who moves in a week.
#[derive(Debug, Default)]
struct Movers {
    starters: i64,
    /// Those of them who are the first in a planned seat.
    first_starters: i64,
    leavers: Vec<usize>,
}

/// Seats those whose start is due, and lets everybody bear the week's hazard of leaving.
fn bear_the_week(plan: &Plan, world: &mut World, region: usize, now: Week) -> Movers {
    let Some(terms) = &world.terms[region].sellers else { return Movers::default() };
    let written = &plan.regions[region];
    let range = written.seats.clone();
    let first_start = |index: usize, seat: &Seat| is_first_start(&written.seat_plans[index], seat);
    let (seats, accounts) = (&mut world.seats[range.clone()], &world.accounts[range.clone()]);
    if terms.missed_quota_factor == 1.0 && terms.early_factor == 1.0 {
        move_people(seats, range.start, terms, now, first_start, |_, _| terms.hazard)
    } else {
        let hazard = |index: usize, seat: &Seat| terms.hazard * factor(terms, seat, &accounts[index], now);
        move_people(seats, range.start, terms, now, first_start, hazard)
    }
}

/// Whether the one who is about to start is the first in a seat of a hiring line.
fn is_first_start(planned: &SeatPlan, seat: &Seat) -> bool {
    planned.planned != PRESENT && seat.number == 0
}

#[inline(always)]
fn move_people(
    seats: &mut [Seat],
    first: usize,
    terms: &TeamTerms,
    now: Week,
    first_start: impl Fn(usize, &Seat) -> bool,
    hazard: impl Fn(usize, &Seat) -> f64,
) -> Movers {
    let mut movers = Movers::default();
    for (index, seat) in seats.iter_mut().enumerate() {
        if seat.fills == now.0 {
            movers.starters += 1;
            movers.first_starters += i64::from(first_start(index, seat));
            seat.take(seat.number + 1, now.0, terms);
        }
        seat.patience -= hazard(index, seat);
        if seat.patience <= 0.0 && seat.active {
            movers.leavers.push(first + index);
        }
    }
    movers
}

/// Counts hires and pays for them.
fn hire(plan: &Plan, world: &mut World, region: usize, hires: i64) {
    world.ledger.add(&plan.layout, ByRegion::Hires, region, hires);
    if plan.needs.cost {
        let cost = world.terms[region].sellers.as_ref().map_or(0.0, |sellers| sellers.hiring_cost);
        money::spend(world, region, Expense::Hiring, cost * hires as f64);
    }
}

/// What tenure and a missed quota do to the hazard.
fn factor(terms: &TeamTerms, seat: &Seat, account: &Account, now: Week) -> f64 {
    let early = MONTHS_6_TO_18.contains(&(now.0 - seat.since));
    (if early { terms.early_factor } else { 1.0 })
        * (if account.missed { terms.missed_quota_factor } else { 1.0 })
}

/// A person leaves: the account is settled, open deals are lost or stay with the seat, a successor is looked for.
fn leave(plan: &Plan, world: &mut World, region: usize, index: usize, now: Week) {
    world.ledger.add(&plan.layout, ByRegion::Leavers, region, 1);
    quota::settle_leaver(plan, world, region, index);
    deal::lose_with_leaver(plan, world, region, index, now);
    world.accounts[index] = Account::default();
    let Some(terms) = &world.terms[region].sellers else { return };
    let seat = &mut world.seats[index];
    if !plan.regions[region].backfill || plan.scenario.no_backfill_from.is_some_and(|from| from <= now) {
        seat.vacate(NEVER);
        return;
    }
    let next = seat.number + 1;
    let weeks = weeks_to_fill(&terms.time_to_fill, seat.incumbents.child(next).draw(draw::FILL));
    if weeks > 0 {
        seat.vacate(now.0 + weeks);
    } else {
        seat.take(next, now.0, terms);
        hire(plan, world, region, 1);
    }
}

/// Seats everybody as the replication starts: those present with the tenure of survivors in a steady region, ramped in an
/// empty one; planned hires at their week or a time to fill later.
pub fn seat_all(plan: &Plan, world: &mut World) {
    let incumbents = world.streams.root(Purpose::Incumbent);
    let self_sourced = world.streams.root(Purpose::SelfSourced);
    world.accounts.fill(Account::default());
    world.seats.clear();
    for (written, terms) in plan.regions.iter().zip(&world.terms) {
        let Some(terms) = &terms.sellers else { continue };
        for planned in &written.seat_plans {
            let mut seat = Seat::new(planned.key.within(incumbents), planned.key.within(self_sourced));
            if planned.planned == PRESENT {
                let tenure = if written.is_steady() {
                    tenure_of_survivor(terms, seat.incumbents.child(0).draw(draw::TENURE))
                } else {
                    RAMPED
                };
                seat.take(0, -tenure, terms);
            } else {
                let slip = weeks_to_fill(&terms.time_to_fill, seat.incumbents.child(1).draw(draw::FILL));
                let start = planned.planned.0 + if planned.slips { slip } else { 0 };
                seat.vacate(start.max(0));
            }
            world.seats.push(seat);
        }
    }
}

/// Tenure at which everybody is ramped [weeks].
const RAMPED: i32 = 2_000;

/// Weeks since the start of somebody drawn from those present in a steady state: the chance of a tenure is in proportion
/// to the chance of surviving that long; at least 1.
fn tenure_of_survivor(terms: &TeamTerms, bits: u64) -> i32 {
    if terms.hazard <= 0.0 {
        return RAMPED;
    }
    if terms.early_factor == 1.0 {
        return 1 + (exponential(bits) / terms.hazard).floor().min(f64::from(RAMPED)) as i32;
    }
    let hazard = |week: i32| {
        if MONTHS_6_TO_18.contains(&week) { terms.hazard * terms.early_factor } else { terms.hazard }
    };
    let mut survival = Vec::with_capacity(RAMPED as usize);
    let mut borne = 0.0;
    for week in 0..RAMPED {
        borne += hazard(week);
        survival.push(exp(-borne));
    }
    let mut left = unit(bits) * survival.iter().sum::<f64>();
    for (week, survival) in survival.iter().enumerate() {
        left -= survival;
        if left < 0.0 {
            return week as i32 + 1;
        }
    }
    RAMPED
}

/// One stay in a seat before the one at week 0: from its first week to the week in which the person left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormerStay {
    pub number: u64,
    pub since: i32,
    pub until: i32,
}

/// Who sat in a seat before the person of week 0, back to week `from`: stays and vacancies in reversed time, as the
/// stationary renewal process has them. Numbers count down from the present incumbent's.
pub fn former_stays(terms: &TeamTerms, backfill: bool, key: Key, since: i32, from: i32) -> Vec<FormerStay> {
    let mut stays = Vec::new();
    let mut next_start = since;
    let mut back = 1;
    while next_start > from {
        let person = key.child(FORMER - back);
        let vacancy = if backfill { weeks_to_fill(&terms.time_to_fill, person.draw(draw::FILL)) } else { 0 };
        let until = next_start - vacancy;
        let borne = if terms.hazard > 0.0 {
            (exponential(person.draw(draw::STAY)) / terms.hazard).floor().min(f64::from(RAMPED)) as i32
        } else {
            RAMPED
        };
        // A successor without delay starts after the week's leavers have left, and so does not leave in the first week.
        let weeks = borne + i32::from(vacancy == 0);
        stays.push(FormerStay { number: FORMER - back, since: until - weeks, until });
        next_start = until - weeks;
        back += 1;
    }
    stays
}

/// This week's money for people in seats: base pay and travel.
pub fn pay_on_board(plan: &Plan, world: &mut World, region: usize) {
    let Some(terms) = &world.terms[region].sellers else { return };
    let (base, travel) = (terms.base_per_week, terms.travel_per_week);
    if plan.needs.cost && (base > 0.0 || travel > 0.0) {
        let seats = plan.regions[region].seats.clone();
        let people = world.seats[seats].iter().filter(|seat| seat.active).count() as f64;
        money::spend(world, region, Expense::Base, base * people);
        money::spend(world, region, Expense::Travel, travel * people);
    }
}
