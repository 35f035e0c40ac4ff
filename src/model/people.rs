//! People: who sits in which seat, how they ramp, when they leave and when their successors start.

use crate::distribution::Law;
use crate::random::{Key, Purpose, Xoshiro, unit};
use crate::special::{ln, normal_quantile};
use crate::unit::Week;

use super::deal;
use super::ledger::ByRegion;
use super::money;
use super::plan::{PRESENT, Plan};
use super::quota;
use super::terms::{MONTHS_6_TO_18, TeamTerms, whole_weeks};
use super::world::World;

/// Draw numbers of an incumbent's stream; xoshiro for the skill takes 1 to 4.
mod draw {
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

/// All seats, field by field, region after region.
#[derive(Clone, Debug)]
pub struct Seats {
    /// Stream of the seat's incumbents and of its self-sourced deals in this replication.
    pub incumbents: Vec<Key>,
    pub self_sourced: Vec<Key>,
    /// Whether somebody sits in it.
    pub active: Vec<bool>,
    /// Open deals of the seat, whoever owns them.
    pub open: Vec<i32>,
    /// Start week of who sits in it.
    pub since: Vec<i32>,
    /// Week in which the next one starts; [`NEVER`] while it is taken.
    pub fills: Vec<i32>,
    /// Number of the present or last incumbent.
    pub number: Vec<u64>,
    pub skill: Vec<f64>,
    /// Share of full productivity this person ever reaches.
    pub reach: Vec<f64>,
    /// Hazard of leaving that this person still bears.
    pub patience: Vec<f64>,
    pub quota: Vec<quota::Account>,
    /// Self-sourced deals of the week, and the bits that key them.
    pub fresh: Vec<u32>,
    pub fresh_bits: Vec<u64>,
}

impl Seats {
    pub fn new(plan: &Plan) -> Seats {
        let seats = plan.regions.iter().map(|region| region.seats.len()).sum();
        Seats {
            incumbents: vec![Key(0); seats],
            self_sourced: vec![Key(0); seats],
            active: vec![false; seats],
            open: vec![0; seats],
            since: vec![0; seats],
            fills: vec![NEVER; seats],
            number: vec![0; seats],
            skill: vec![1.0; seats],
            reach: vec![1.0; seats],
            patience: vec![f64::INFINITY; seats],
            quota: vec![quota::Account::default(); seats],
            fresh: vec![0; seats],
            fresh_bits: vec![0; seats],
        }
    }

    /// Empties a seat until week `fills`.
    pub fn vacate(&mut self, seat: usize, fills: i32) {
        self.active[seat] = false;
        self.fills[seat] = fills;
    }

    /// Puts incumbent `number` into a seat, `since` a week that may lie before week 0.
    pub fn take(&mut self, seat: usize, number: u64, since: i32, terms: &TeamTerms) {
        let key = self.incumbents[seat].child(number);
        self.active[seat] = true;
        self.fills[seat] = NEVER;
        self.number[seat] = number;
        self.since[seat] = since;
        self.skill[seat] = skill(&terms.skill, key);
        let failed = key.uniform(draw::FAILED) < terms.failed_hire_share;
        self.reach[seat] = if failed { terms.failed_hire_productivity } else { 1.0 };
        self.patience[seat] = exponential(key.draw(draw::PATIENCE));
        self.quota[seat] = quota::Account::default();
    }
}

/// A standard exponential: how much hazard somebody bears before leaving.
fn exponential(bits: u64) -> f64 {
    -ln(unit(bits))
}

/// Skill of a person, mean 1.
fn skill(law: &Law, key: Key) -> f64 {
    match *law {
        Law::Gamma { shape, scale } => gamma(&mut Xoshiro::on(key), shape) * scale,
        _ => 1.0,
    }
}

/// A gamma draw of scale 1 by the method of Marsaglia and Tsang (2000); a shape below 1 is boosted,
/// gamma(a) = gamma(a + 1) · u^(1/a).
pub fn gamma(generator: &mut Xoshiro, shape: f64) -> f64 {
    if shape < 1.0 {
        let boost = unit(generator.bits()).powf(1.0 / shape);
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
        if !plan.regions[region].seats.is_empty() {
            start_due(plan, world, region, now);
            let leavers = leavers(plan, world, region, now);
            for seat in leavers {
                leave(plan, world, region, seat, now);
            }
        }
    }
}

fn start_due(plan: &Plan, world: &mut World, region: usize, now: Week) {
    let Some(terms) = &world.terms[region].sellers else { return };
    let mut hires = 0;
    for seat in plan.regions[region].seats.clone() {
        if world.seats.fills[seat] == now.0 {
            let number = world.seats.number[seat] + 1;
            world.seats.take(seat, number, now.0, terms);
            hires += 1;
        }
    }
    if hires > 0 {
        hire(plan, world, region, hires, now);
    }
}

/// Counts hires and pays for them.
fn hire(plan: &Plan, world: &mut World, region: usize, hires: i64, now: Week) {
    world.ledger.add(&plan.layout, ByRegion::Hires, now, region, hires);
    if plan.needs.cost {
        let cost = world.terms[region].sellers.as_ref().map_or(0.0, |sellers| sellers.hiring_cost);
        world.regions[region].spent += (cost * hires as f64).round() as i64;
    }
}

/// Seats whose persons leave this week. Everybody bears the week's hazard.
fn leavers(plan: &Plan, world: &mut World, region: usize, now: Week) -> Vec<usize> {
    let Some(terms) = &world.terms[region].sellers else { return Vec::new() };
    let seats = &mut world.seats;
    let neutral = terms.missed_quota_factor == 1.0 && terms.early_factor == 1.0;
    let mut leavers = Vec::new();
    for seat in plan.regions[region].seats.clone() {
        let hazard = if neutral { terms.hazard } else { terms.hazard * factor(terms, seats, seat, now) };
        seats.patience[seat] -= hazard;
        if seats.active[seat] && seats.patience[seat] <= 0.0 {
            leavers.push(seat);
        }
    }
    leavers
}

/// What tenure and a missed quota do to the hazard.
fn factor(terms: &TeamTerms, seats: &Seats, seat: usize, now: Week) -> f64 {
    let early = MONTHS_6_TO_18.contains(&(now.0 - seats.since[seat]));
    let missed = seats.quota[seat].missed;
    (if early { terms.early_factor } else { 1.0 }) * (if missed { terms.missed_quota_factor } else { 1.0 })
}

/// A person leaves: accounts are settled, open deals are lost or stay with the seat, a successor is looked for.
fn leave(plan: &Plan, world: &mut World, region: usize, seat: usize, now: Week) {
    world.ledger.add(&plan.layout, ByRegion::Leavers, now, region, 1);
    quota::settle_leaver(plan, world, region, seat, now);
    deal::lose_with_leaver(plan, world, region, seat, now);
    let Some(terms) = &world.terms[region].sellers else { return };
    if !plan.regions[region].backfill {
        world.seats.vacate(seat, NEVER);
        return;
    }
    let next = world.seats.number[seat] + 1;
    let bits = world.seats.incumbents[seat].child(next).draw(draw::FILL);
    let weeks = weeks_to_fill(&terms.time_to_fill, bits);
    if weeks > 0 {
        world.seats.vacate(seat, now.0 + weeks);
    } else {
        world.seats.take(seat, next, now.0, terms);
        hire(plan, world, region, 1, now);
    }
}

/// Seats everybody as the replication starts: those present with the tenure of survivors in a steady region, ramped in an
/// empty one; planned hires at their week or a time to fill later.
pub fn seat_all(plan: &Plan, world: &mut World) {
    let root = world.streams.root(Purpose::Incumbent);
    let self_sourced = world.streams.root(Purpose::SelfSourced);
    for (region, written) in plan.regions.iter().enumerate() {
        let Some(terms) = &world.terms[region].sellers else { continue };
        for (seat, seat_plan) in written.seats.clone().zip(&written.seat_plans) {
            let key = seat_plan.key.within(root);
            world.seats.incumbents[seat] = key;
            world.seats.self_sourced[seat] = seat_plan.key.within(self_sourced);
            world.seats.open[seat] = 0;
            world.seats.number[seat] = 0;
            if seat_plan.planned == PRESENT {
                let tenure = match written.opening {
                    crate::scenario::Opening::Steady => tenure_of_survivor(terms, key.child(0).draw(draw::TENURE)),
                    crate::scenario::Opening::Empty => RAMPED,
                };
                world.seats.take(seat, 0, -tenure, terms);
            } else {
                let slip = weeks_to_fill(&terms.time_to_fill, key.child(1).draw(draw::FILL));
                let start = seat_plan.planned.0 + if seat_plan.slips { slip } else { 0 };
                world.seats.vacate(seat, start.max(0));
            }
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
        survival.push((-borne).exp());
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
        let weeks = if terms.hazard > 0.0 {
            (exponential(person.draw(draw::STAY)) / terms.hazard).floor().min(f64::from(RAMPED)) as i32
        } else {
            RAMPED
        };
        stays.push(FormerStay { number: FORMER - back, since: until - weeks, until });
        next_start = until - weeks - i32::from(weeks + vacancy == 0);
        back += 1;
    }
    stays
}

/// This week's money for people in seats.
pub fn pay_base(plan: &Plan, world: &mut World, region: usize) {
    let Some(terms) = &world.terms[region].sellers else { return };
    if plan.needs.cost && terms.base_per_week > 0.0 {
        let seats = plan.regions[region].seats.clone();
        let people = world.seats.active[seats].iter().filter(|active| **active).count();
        money::spend(world, region, terms.base_per_week * people as f64);
    }
}
