//! People: who sits in which seat, how they ramp, when they leave and when their successors start.

mod past;

pub use past::{FormerStay, former_stays};

use crate::distribution::Law;
use crate::random::{Key, Purpose, Xoshiro, unit};
use crate::special::{exp, ln, normal_quantile, pow};
use crate::unit::Week;

use super::career::{self, Career};
use super::coaching;
use super::deal;
use super::ledger::ByTeam;
use super::money::{self, Expense};
use super::plan::{PRESENT, Plan, RegionPlan, SeatPlan, Start};
use super::quota::{self, Account};
use super::terms::{MONTHS_6_TO_18, TeamTerms, whole_weeks};
use super::territory;
use super::world::World;
use crate::scenario::Role;

/// Draw numbers of an incumbent's stream.
pub(super) mod draw {
    pub const SKILL: u64 = 1;
    pub const PATIENCE: u64 = 5;
    pub const FAILED: u64 = 6;
    /// Time to fill the seat before this incumbent.
    pub const FILL: u64 = 7;
    /// Tenure at week 0 of who is there then.
    pub const TENURE: u64 = 8;
    /// Length of a stay that ended before week 0.
    pub const STAY: u64 = 9;
    /// Level at week 0 of who is there then, where shares of the levels are written; and the time spent in it.
    pub const LEVEL: u64 = 20;
    pub const TIME_IN_LEVEL: u64 = 21;
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
    pub standing: Standing,
    /// Number of its level among the team's, from 1; 0: none.
    pub level: u8,
    /// Its territory among those of a cut, where there are any, and the cut.
    pub territory: u16,
    pub cut: u16,
    /// Level of whoever starts in it.
    pub hired: u8,
    /// Open deals of the seat, whoever owns them.
    pub open: i32,
    /// Start week of who sits in it.
    pub since: i32,
    /// Week from which their ramp counts: the start, moved by what makes them ramp faster or slower.
    pub ramps_since: i32,
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

/// Whether the plan counts on a seat from its planned week on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Kept,
    /// Given up: who sits in it works on until the notice ends.
    Noticed,
    /// Nobody will sit in it again, or ever.
    Closed,
}

impl Seat {
    /// An empty seat with these streams.
    pub fn new(incumbents: Key, self_sourced: Key) -> Seat {
        Seat {
            incumbents,
            self_sourced,
            active: false,
            standing: Standing::Kept,
            level: 0,
            territory: 0,
            cut: 0,
            hired: 0,
            open: 0,
            since: 0,
            ramps_since: 0,
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

    /// Takes the seat off the plan; who sits in it stays for the time of notice.
    pub fn give_notice(&mut self) {
        self.standing = Standing::Noticed;
        self.fills = NEVER;
    }

    /// Takes the seat off the plan for good, with nobody in it.
    pub fn close(&mut self) {
        self.vacate(NEVER);
        self.standing = Standing::Closed;
    }

    /// Brings who sits in it to another level, of the team's own or of another team.
    pub fn rise(&mut self, (from, to): (&TeamTerms, &TeamTerms), level: u8) {
        if level != self.level || !std::ptr::eq(from, to) {
            self.skill *= to.level(level).skill / from.level(self.level).skill;
            self.level = level;
        }
    }

    /// Puts incumbent `number` into the seat, `since` a week that may lie before week 0.
    pub fn take(&mut self, number: u64, since: i32, terms: &TeamTerms) {
        let key = self.incumbents.child(number);
        self.active = true;
        self.fills = NEVER;
        self.number = number;
        self.since = since;
        self.ramps_since = since;
        self.level = self.hired;
        self.skill = terms.skill.at(key.uniform(draw::SKILL));
        if self.level > 0 {
            self.skill *= terms.level(self.level).skill;
        }
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
        for team in 0..plan.regions[region].team_count() {
            let Movers { starters, leavers } = bear_the_week(plan, world, (region, team), now);
            if !starters.is_empty() {
                hire(plan, world, (region, team), &starters);
            }
            for seat in leavers {
                leave(plan, world, region, seat, now);
            }
        }
    }
}

/// Who moves in a week.
#[derive(Debug, Default)]
struct Movers {
    /// Seats among all seats.
    starters: Vec<usize>,
    leavers: Vec<usize>,
}

/// Seats those whose start is due, and lets everybody bear the week's hazard of leaving.
fn bear_the_week(plan: &Plan, world: &mut World, (region, team): (usize, usize), now: Week) -> Movers {
    let Some(terms) = world.terms[region].team(team) else { return Movers::default() };
    let base = terms.hazard
        * world.regions[region].sway.hazard
        * coaching::leaving(plan, world, (region, team), now);
    let range = plan.regions[region].team(team).seats.clone();
    let (seats, accounts) = (&mut world.seats[range.clone()], &world.accounts[range.clone()]);
    let careers = &world.careers[range.clone()];
    if terms.missed_quota_factor == 1.0 && terms.early_factor == 1.0 && terms.career.rungs.is_empty() {
        move_people(seats, range.start, terms, now, |_, _| base)
    } else {
        let hazard =
            |index: usize, seat: &Seat| base * factor(terms, seat, (&accounts[index], &careers[index]), now);
        move_people(seats, range.start, terms, now, hazard)
    }
}

#[inline(always)]
fn move_people(
    seats: &mut [Seat],
    first: usize,
    terms: &TeamTerms,
    now: Week,
    hazard: impl Fn(usize, &Seat) -> f64,
) -> Movers {
    let mut movers = Movers::default();
    for (index, seat) in seats.iter_mut().enumerate() {
        if seat.fills == now.0 {
            seat.take(seat.number + 1, now.0, terms);
            movers.starters.push(first + index);
        }
        seat.patience -= hazard(index, seat);
        if seat.patience <= 0.0 && seat.active {
            movers.leavers.push(first + index);
        }
    }
    movers
}

/// Counts those who start in these seats, and pays for them: starts of the plan, and backfills where somebody had left.
fn hire(plan: &Plan, world: &mut World, (region, team): (usize, usize), seats: &[usize]) {
    let written = plan.regions[region].team(team);
    let is_backfill = |seat: &&usize| {
        let plan = written.seat(**seat);
        !plan.origin.is_planned_start() || world.seats[**seat].number != plan.first_number()
    };
    let backfills = seats.iter().filter(is_backfill).count();
    world.ledger.add_by_team(&plan.layout, ByTeam::Hires, (region, team), seats.len() as i64);
    world.ledger.add_by_team(&plan.layout, ByTeam::Backfills, (region, team), backfills as i64);
    if plan.needs.cost {
        let cost = world.terms[region].team(team).map_or(0.0, |team| team.hiring_cost);
        money::spend(world, region, Expense::Hiring, cost * seats.len() as f64);
    }
}

/// Seats of a team, among all seats, that the plan counts on in week `now`.
pub fn on_plan(plan: &Plan, world: &World, (region, team): (usize, usize), now: Week) -> Vec<usize> {
    let written = plan.regions[region].team(team);
    let counts = |(seat, plan): &(usize, &SeatPlan)| {
        (plan.planned == PRESENT || plan.planned <= now) && world.seats[*seat].standing == Standing::Kept
    };
    written.seats.clone().zip(&written.seat_plans).filter(counts).map(|(seat, _)| seat).collect()
}

/// What tenure, a missed quota and a promotion that is due do to the hazard.
fn factor(terms: &TeamTerms, seat: &Seat, (account, career): (&Account, &Career), now: Week) -> f64 {
    let early = MONTHS_6_TO_18.contains(&(now.0 - seat.since));
    (if early { terms.early_factor } else { 1.0 })
        * (if account.missed { terms.missed_quota_factor } else { 1.0 })
        * career::impatience(terms, seat, career)
}

/// A person leaves by own will: what they leave behind is settled, and a successor is looked for, but not for a seat that
/// is given up.
pub fn leave(plan: &Plan, world: &mut World, region: usize, index: usize, now: Week) {
    let team = plan.regions[region].team_of(index);
    world.ledger.add_by_team(&plan.layout, ByTeam::Leavers, (region, team), 1);
    career::note_leaver(plan, world, (region, team), index);
    go(plan, world, region, index, now);
    seek_successor(plan, world, (region, team), index, now);
}

/// Looks for who follows in an empty seat, where anybody is looked for.
pub fn seek_successor(
    plan: &Plan,
    world: &mut World,
    (region, team): (usize, usize),
    index: usize,
    now: Week,
) {
    let Some(terms) = world.terms[region].team(team) else { return };
    let seat = &mut world.seats[index];
    let frozen = plan.scenario.no_backfill_from.is_some_and(|from| from <= now);
    if !plan.regions[region].team(team).backfill || frozen || seat.standing != Standing::Kept {
        return;
    }
    let next = seat.number + 1;
    let weeks = weeks_to_fill(&terms.time_to_fill, seat.incumbents.child(next).draw(draw::FILL));
    if weeks > 0 {
        seat.vacate(now.0 + weeks);
    } else {
        seat.take(next, now.0, terms);
        hire(plan, world, (region, team), &[index]);
    }
}

/// A person goes, for whatever reason: the account is settled, open deals are lost or stay with the seat, customers are lost
/// or stay, and the seat is empty.
pub fn go(plan: &Plan, world: &mut World, region: usize, index: usize, now: Week) {
    quota::settle_leaver(plan, world, region, index);
    deal::lose_with_leaver(plan, world, region, index, now);
    territory::leaver::lose_customers(plan, world, region, index, now);
    world.accounts[index] = Account::default();
    world.seats[index].vacate(NEVER);
}

/// Seats everybody as the replication starts: people by name since their day, others with the tenure of survivors in a
/// steady region, ramped in an empty one; whoever comes later at their week.
pub fn seat_all(plan: &Plan, world: &mut World) {
    let incumbents = world.streams.root(Purpose::Incumbent);
    let self_sourced = world.streams.root(Purpose::SelfSourced);
    world.accounts.fill(Account::default());
    world.seats.clear();
    for (written, terms) in plan.regions.iter().zip(&world.terms) {
        for (number, team) in written.teams().enumerate() {
            let Some(terms) = terms.team(number) else { continue };
            for planned in &team.seat_plans {
                let mut seat = Seat::new(planned.key.within(incumbents), planned.key.within(self_sourced));
                seat.hired = career::hired_level(team, planned.level);
                seat.level = seat.hired;
                match since(written, planned, &seat, terms) {
                    Some(since) => seat.take(0, since, terms),
                    None => seat.vacate(first_start(written, planned, &seat, terms)),
                }
                world.seats.push(seat);
            }
        }
    }
    let mut nobody = Seat::new(incumbents, self_sourced);
    nobody.close();
    world.seats.push(nobody);
}

/// Week since which somebody sits in a seat at the start; `None` where nobody does.
fn since(written: &RegionPlan, planned: &SeatPlan, seat: &Seat, terms: &TeamTerms) -> Option<i32> {
    match planned.start {
        Start::Since(week) => Some(week.0.max(written.first - RAMPED)),
        Start::Drawn if written.is_steady() => {
            let tenure = tenure_of_survivor(terms, seat.incumbents.child(0).draw(draw::TENURE));
            Some(written.first - tenure)
        }
        Start::Drawn => Some(written.first - RAMPED),
        _ => None,
    }
}

/// Week in which the first person starts in a seat that is empty at the start.
fn first_start(written: &RegionPlan, planned: &SeatPlan, seat: &Seat, terms: &TeamTerms) -> i32 {
    let bits = || seat.incumbents.child(1).draw(draw::FILL);
    let start = match planned.start {
        Start::Slips => planned.planned.0 + weeks_to_fill(&terms.time_to_fill, bits()),
        Start::Found { age, share_left } => {
            written.first + weeks_left_to_fill(&terms.time_to_fill, age, share_left, bits())
        }
        Start::On(week) => week.0,
        Start::Moved => NEVER,
        Start::AsPlanned | Start::Drawn | Start::Since(_) => planned.planned.0,
    };
    start.max(written.first)
}

/// Whole weeks left of a time to fill that is known to be longer than `age`: what lies beyond the age, or the share of the
/// whole that is left; at least 1.
fn weeks_left_to_fill(law: &Law, age: f64, share_left: Option<f64>, bits: u64) -> i32 {
    let passed = if age > 0.0 { law.cdf(age) } else { 0.0 };
    let uniform = (passed + (1.0 - passed) * unit(bits)).min(1.0 - f64::EPSILON / 2.0);
    let whole = law.quantile(uniform).max(age);
    whole_weeks(share_left.map_or(whole - age, |share| whole * share)).max(1)
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

/// This week's money for people in seats: base pay and travel.
pub fn pay_on_board(plan: &Plan, world: &mut World, region: usize) {
    for team in 0..plan.regions[region].team_count() {
        pay_team(plan, world, (region, team));
    }
}

fn pay_team(plan: &Plan, world: &mut World, (region, team): (usize, usize)) {
    let Some(terms) = world.terms[region].team(team) else { return };
    let written = plan.regions[region].team(team);
    let (base, travel) = (terms.base_per_week, terms.travel_per_week);
    if base > 0.0 || travel > 0.0 {
        let people = world.seats[written.seats.clone()].iter().filter(|seat| seat.active);
        let head_count = people.clone().count() as f64;
        let paid: f64 = if written.has_individuals {
            people.map(|seat| terms.level(seat.level).pay).sum()
        } else {
            head_count
        };
        money::spend(world, region, Expense::Base, base * paid);
        money::spend(world, region, Expense::Travel, travel * head_count);
    }
}

/// A week's base pay of who sits in a seat [cents of the region's currency].
pub fn base_per_week(plan: &Plan, world: &World, region: usize, index: usize) -> f64 {
    let team = world.terms[region].team(plan.regions[region].team_of(index));
    team.map_or(0.0, |team| team.base_per_week * team.level(world.seats[index].level).pay)
}

impl World {
    /// The people of a role on board in a region, each with the share of full productivity reached this week: ramp times what
    /// a failed hire ever reaches.
    pub fn on_board<'a>(
        &'a self,
        plan: &'a Plan,
        region: usize,
        role: Role,
        now: Week,
    ) -> impl Iterator<Item = (&'a Seat, f64)> {
        let teams = plan.regions[region].teams().enumerate().filter(move |(_, team)| team.role == role);
        let teams = teams.filter_map(move |(number, team)| Some((team, self.terms[region].team(number)?)));
        teams.flat_map(move |(team, terms)| {
            let people = self.seats[team.seats.clone()].iter().filter(|seat| seat.active);
            people.map(move |seat| (seat, terms.ramp_at(now.0 - seat.ramps_since) * seat.reach))
        })
    }

    /// Sum of the productivities of the people of a role on board in a region.
    pub fn ramped(&self, plan: &Plan, region: usize, role: Role, now: Week) -> f64 {
        self.on_board(plan, region, role, now).map(|(_, productivity)| productivity).sum()
    }
}
