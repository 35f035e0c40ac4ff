//! Entering a market: a region is set up, worked in a mode, handed to the next mode, or left.
//!
//! What a mode changes of its region are terms of the region's own, derived anew when it takes over; here is what a mode is
//! beside that: who keeps which part of the money, how known we are, what it costs to come and to go. Rules are asked at the
//! end of a quarter, on the figures that have reached us by then, and act from the next week on.

mod rule;
mod seating;

pub use rule::decide;
pub use seating::{Begin, seats};

use crate::scenario::{EntryStage, Mode, Party, Region, Scenario, Slot};
use crate::unit::Week;
use crate::unit::time::WEEKS_PER_YEAR;

use super::deal;
use super::ledger::ByRegion;
use super::money::{self, Expense};
use super::people::NEVER;
use super::plan::Plan;
use super::terms::{RegionTerms, Tables};
use super::world::World;

/// Cents to a unit of money.
const CENTS: f64 = 100.0;

/// What is fixed about entering a region.
#[derive(Clone, Debug, Default)]
pub struct EntryPlan {
    /// Terms of the stages after the first, at central values.
    pub later: Vec<RegionTerms>,
    /// By stage: when somebody begins in each of the region's seats, after the first day of selling; `None`: nobody does.
    pub begins: Vec<Vec<Option<Begin>>>,
}

/// How far the entry of a region has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// It is there without an entry.
    Native,
    /// Nothing has been done yet, or nothing ever will be.
    Outside,
    /// The first mode is being set up, and sells from this week on.
    SettingUp(i32),
    Selling,
    /// The stop rule was followed.
    Left,
}

/// What was decided at the end of a quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    GoOn,
    Switch,
    Leave,
}

/// The state of a region's entry; neutral where it has none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EntryState {
    pub phase: Phase,
    /// Mode in effect, by its turn.
    pub stage: usize,
    /// Week in which the next mode takes over; `NEVER` while none is being set up.
    pub ready: i32,
    /// First week of selling in the region, and in this mode.
    pub entered: i32,
    pub since: i32,
    pub decision: Decision,
    /// Factor on all demand: nobody buys where nobody sells.
    pub demand: f64,
    /// Share of the buyers who know us.
    known: f64,
    pub split: Split,
    /// What the partner orders beside what customers buy, what it took this week and in this year of selling [local cents].
    pub order: f64,
    pub signed: i64,
    taken: i64,
}

/// Who gets which part of the money; neutral without a mode.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Split {
    /// Our part of everything.
    pub ours: f64,
    /// What we invoice as a share of the list price.
    pub booked: f64,
    /// What goes off our revenue for an agent or a partner that we pay.
    pub commission: f64,
    pub partner_carries_currency: bool,
    pub partner_carries_credit: bool,
}

impl Split {
    pub const WHOLE: Split = Split {
        ours: 1.0,
        booked: 1.0,
        commission: 0.0,
        partner_carries_currency: false,
        partner_carries_credit: false,
    };

    fn of(mode: &Mode, values: &[f64]) -> Split {
        let at = |slot: Slot| values[slot.0 as usize];
        let partner_books = mode.books == Party::Partner;
        let margin = at(mode.partner_margin);
        Split {
            ours: at(mode.ownership_share),
            booked: at(mode.price_level) * if partner_books { 1.0 - margin } else { 1.0 },
            commission: (at(mode.commission) + if partner_books { 0.0 } else { margin }).min(1.0),
            partner_carries_currency: mode.carries_currency == Party::Partner,
            partner_carries_credit: mode.carries_credit == Party::Partner,
        }
    }
}

impl EntryState {
    /// Of a region that is there.
    pub const NATIVE: EntryState = EntryState {
        phase: Phase::Native,
        stage: 0,
        ready: NEVER,
        entered: 0,
        since: 0,
        decision: Decision::GoOn,
        demand: 1.0,
        known: 1.0,
        split: Split::WHOLE,
        order: 0.0,
        signed: 0,
        taken: 0,
    };

    /// Of a region before it is entered, if it ever is.
    const OUTSIDE: EntryState =
        EntryState { phase: Phase::Outside, demand: 0.0, known: 0.0, ..EntryState::NATIVE };
}

impl EntryPlan {
    /// Derives the terms of the later stages of a region.
    pub fn derive(&mut self, written: &Region, derive: impl Fn(&Region) -> RegionTerms) {
        let stages = written.entry.as_ref().map_or(&[][..], |entry| &entry.stages);
        self.later = stages.iter().filter_map(|stage| stage.region.as_ref()).map(derive).collect();
    }
}

/// Whether any region of a scenario is entered or waits to be.
pub fn is_used(scenario: &Scenario) -> bool {
    scenario.regions.iter().any(|region| region.entry.is_some())
}

impl Plan {
    /// A region as it is worked in a stage, and the stage's terms at central values.
    pub fn worked(&self, region: usize, stage: usize) -> (&Region, &RegionTerms) {
        let written = &self.scenario.regions[region];
        let later = stage.checked_sub(1).and_then(|later| {
            let own = written.entry.as_ref()?.stages.get(stage)?.region.as_ref()?;
            Some((own, self.regions[region].entry.as_ref()?.later.get(later)?))
        });
        later.unwrap_or((written, &self.terms[region]))
    }

    /// The modes of a region in their turns; none where it is not entered.
    pub fn stages(&self, region: usize) -> &[EntryStage] {
        self.scenario.regions[region].entry.as_ref().map_or(&[], |entry| &entry.stages)
    }
}

/// Before the first week nobody is in a market that is yet to be entered.
pub fn begin(plan: &Plan, world: &mut World) {
    for (region, written) in plan.regions.iter().enumerate() {
        if let Some(entry) = &written.entry {
            world.regions[region].entry = EntryState::OUTSIDE;
            seating::close_all(world, written, entry);
        }
    }
}

/// What has been decided is done; costs of being there fall due.
pub fn step(plan: &Plan, world: &mut World, now: Week) {
    if !plan.entered {
        return;
    }
    for region in 0..plan.regions.len() {
        if !plan.stages(region).is_empty() {
            advance(plan, world, region, now);
            pay_for_being_there(plan, world, region);
            become_known(plan, world, region, now);
        }
    }
}

fn advance(plan: &Plan, world: &mut World, region: usize, now: Week) {
    let state = world.regions[region].entry;
    match (state.phase, state.decision) {
        (Phase::Outside, _) if begins(plan, region) <= now.0 => {
            let ready = set_up(plan, world, (region, 0), now);
            world.regions[region].entry.phase = Phase::SettingUp(ready);
        }
        (Phase::Selling, Decision::Leave) => return leave(plan, world, region, now),
        (Phase::Selling, Decision::Switch) => {
            let ready = set_up(plan, world, (region, state.stage + 1), now);
            let next = plan.stages(region)[state.stage].mode.next;
            let cost = next.map_or(0.0, |next| world.values[next.switching_cost.0 as usize]);
            pay(plan, world, region, cost);
            let entry = &mut world.regions[region].entry;
            (entry.ready, entry.decision) = (ready, Decision::GoOn);
        }
        _ => {}
    }
    let state = world.regions[region].entry;
    if state.phase == Phase::SettingUp(now.0) {
        open(plan, world, (region, 0), now);
    } else if state.phase == Phase::Selling && state.ready == now.0 {
        part_with(plan, world, region, now);
        open(plan, world, (region, state.stage + 1), now);
    }
}

fn begins(plan: &Plan, region: usize) -> i32 {
    plan.scenario.regions[region].entry.as_ref().map_or(NEVER, |entry| entry.begins.0)
}

/// Pays for setting up a stage, and tells from which week on it sells.
fn set_up(plan: &Plan, world: &mut World, (region, stage): (usize, usize), now: Week) -> i32 {
    let entity = plan.worked(region, stage).0.years.as_ref().and_then(|years| years.entity);
    let cost = entity.map_or(0.0, |entity| world.values[entity.set_up_cost.0 as usize]);
    let mode = &plan.stages(region)[stage].mode;
    let weeks = world.values[mode.set_up_weeks.0 as usize].round() as i32;
    let share = world.values[mode.ownership_share.0 as usize];
    // Until a mode is in effect, what is paid for it is shared as it will be.
    if world.regions[region].entry.phase == Phase::Outside {
        world.regions[region].entry.split.ours = share;
    }
    pay(plan, world, region, cost);
    now.0 + weeks
}

/// The first day of selling in a stage: its terms hold, its people begin, others go.
fn open(plan: &Plan, world: &mut World, (region, stage): (usize, usize), now: Week) {
    let mode = &plan.stages(region)[stage].mode;
    let start = world.values[mode.known_at_start.0 as usize];
    let entry = &mut world.regions[region].entry;
    if entry.phase != Phase::Selling {
        (entry.entered, entry.phase) = (now.0, Phase::Selling);
    }
    (entry.stage, entry.since, entry.ready) = (stage, now.0, NEVER);
    (entry.demand, entry.known) = (1.0, entry.known.max(start));
    if stage > 0 {
        let (written, kept) = plan.worked(region, stage);
        let order = &plan.regions[region].offer_order;
        let before = plan.worked(region, stage - 1).0.customers;
        let at = |slot: Slot| world.values[slot.0 as usize].round() as i64;
        let joining = (at(written.customers) - at(before)).max(0);
        world.regions[region].customers += joining;
        world.regions[region].taken += joining;
        world.terms[region] = RegionTerms::derive(written, order, &world.values, Tables::Kept(kept));
        world.moved = true;
    }
    seating::seat(plan, world, (region, stage), now);
    stock(plan, world, region, 1.0);
}

/// The partner's first order for its shelf, or its return.
fn stock(plan: &Plan, world: &mut World, region: usize, sign: f64) {
    let mode = &plan.stages(region)[world.regions[region].entry.stage].mode;
    let list = world.values[mode.opening_stock.0 as usize] * CENTS;
    if list > 0.0 && mode.books == Party::Partner {
        world.regions[region].entry.order += sign * list;
    }
}

/// What ends with a mode: its exit is paid, its stock comes back.
fn part_with(plan: &Plan, world: &mut World, region: usize, now: Week) {
    let mode = &plan.stages(region)[world.regions[region].entry.stage].mode;
    let cost = world.values[mode.exit_cost.0 as usize];
    let share = world.values[mode.indemnity_share.0 as usize];
    pay(plan, world, region, cost);
    if share > 0.0 {
        let indemnity = share * rule::revenue_of_a_year(plan, world, region, now) as f64;
        // What was earned at the rates of the year is owed at today's.
        let rate = money::cost_rate(plan, world, region, now);
        money::spend(world, region, Expense::Entity, if rate > 0.0 { indemnity / rate } else { 0.0 });
    }
    stock(plan, world, region, -1.0);
}

/// The market is left: people are given notice that ends today, open deals are lost, leads go elsewhere.
fn leave(plan: &Plan, world: &mut World, region: usize, now: Week) {
    part_with(plan, world, region, now);
    seating::dismiss(plan, world, region, now);
    deal::lose_all(plan, world, region, now);
    let state = &mut world.regions[region];
    let waiting = std::mem::take(&mut state.waiting).len() as i64;
    (state.entry.phase, state.entry.demand) = (Phase::Left, 0.0);
    state.customers = 0;
    world.ledger.add(&plan.layout, ByRegion::Expired, region, waiting);
}

fn pay(plan: &Plan, world: &mut World, region: usize, amount: f64) {
    if plan.needs.cost && amount != 0.0 {
        money::spend(world, region, Expense::Entity, amount * CENTS);
    }
}

/// The fixed cost of the mode in effect, and of one that is being set up.
fn pay_for_being_there(plan: &Plan, world: &mut World, region: usize) {
    let state = world.regions[region].entry;
    if !plan.needs.cost || !matches!(state.phase, Phase::SettingUp(_) | Phase::Selling) {
        return;
    }
    let per_year = |stage: usize| {
        let entity = plan.worked(region, stage).0.years.as_ref().and_then(|years| years.entity);
        entity.map_or(0.0, |entity| world.values[entity.cost_per_year.0 as usize])
    };
    let next = if state.ready == NEVER { 0.0 } else { per_year(state.stage + 1) };
    let due = per_year(state.stage) + next;
    pay(plan, world, region, due / WEEKS_PER_YEAR);
}

/// More buyers know us with each week of selling; and who gets what is as the mode says.
fn become_known(plan: &Plan, world: &mut World, region: usize, now: Week) {
    if world.regions[region].entry.phase != Phase::Selling {
        return;
    }
    let mode = &plan.stages(region)[world.regions[region].entry.stage].mode;
    let (start, weeks) =
        (world.values[mode.known_at_start.0 as usize], world.values[mode.known_after_weeks.0 as usize]);
    let state = &mut world.regions[region];
    if now.0 > state.entry.since {
        let step = if weeks > 0.0 { (1.0 - start) / weeks } else { 1.0 };
        state.entry.known = (state.entry.known + step).min(1.0);
    } else if weeks == 0.0 {
        state.entry.known = 1.0;
    }
    state.sway.reach *= state.entry.known;
    state.entry.split = Split::of(mode, &world.values);
}

/// What the partner has to take at the end of a year of selling beyond what it took.
pub fn claim_minimum(plan: &Plan, world: &mut World, now: Week) {
    if !plan.entered || !plan.needs.cost {
        return;
    }
    for region in 0..plan.regions.len() {
        let state = world.regions[region].entry;
        let Some(stage) = plan.stages(region).get(state.stage).filter(|_| state.phase == Phase::Selling)
        else {
            continue;
        };
        let minimum = world.values[stage.mode.minimum_purchase_per_year.0 as usize] * CENTS;
        let entry = &mut world.regions[region].entry;
        entry.taken += std::mem::take(&mut entry.signed);
        if (now.0 + 1 - state.since).rem_euclid(WEEKS_PER_YEAR as i32) == 0 {
            let taken = std::mem::take(&mut entry.taken) as f64;
            if stage.mode.books == Party::Partner && minimum > taken {
                entry.order += minimum - taken;
            }
        }
    }
}
