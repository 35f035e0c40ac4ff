//! Events: planned changes and risks that move addressed numbers while they last.

use crate::distribution::Law;
use crate::random::{Key, Purpose, Streams, unit};
use crate::scenario::{Change, Event, Scenario, Slot, When};
use crate::special::exp;
use crate::unit::Week;
use crate::unit::time::WEEKS_PER_YEAR;

use super::compile::change_slot;
use super::plan::{Plan, RegionPlan};
use super::reach::adopted;
use super::terms::{RegionTerms, Tables, whole_weeks};
use super::world::World;

/// Draw numbers of an event's stream.
mod draw {
    pub const HAPPENS: u64 = 1;
    pub const START: u64 = 2;
    pub const DURATION: u64 = 3;
    /// Weekly draws of an event at a rate start here; its durations at the week after `WEEKLY_DURATION`.
    pub const WEEKLY: u64 = 1 << 20;
    pub const WEEKLY_DURATION: u64 = 1 << 21;
}

/// What is fixed about an event.
#[derive(Clone, Debug)]
pub struct EventPlan {
    /// Index into the scenario's events.
    event: usize,
    key: Key,
    risk: bool,
}

impl EventPlan {
    /// All events by name, which is the order in which they act: that of the tables changes nothing.
    pub fn all(scenario: &Scenario) -> Vec<EventPlan> {
        let plan = |(index, event): (usize, &Event)| EventPlan {
            event: index,
            key: Key::named(&event.name),
            risk: !matches!(event.when, When::On(_))
                || event.weeks.as_ref().is_some_and(|weeks| !exact(weeks)),
        };
        let mut events: Vec<EventPlan> = scenario.events.iter().enumerate().map(plan).collect();
        events.sort_by_key(|event| &scenario.events[event.event].name);
        events
    }

    /// Whether chance decides if, when or how long it happens.
    pub fn is_risk(&self) -> bool {
        self.risk
    }
}

fn exact(weeks: &crate::scenario::Spread) -> bool {
    matches!(weeks, crate::scenario::Spread::Exact(_))
}

/// When each event is in effect in one replication.
#[derive(Clone, Debug, Default)]
pub struct Timeline {
    /// (event of the scenario, first week, week after the last), by the events' names.
    pub spells: Vec<(usize, i32, i32)>,
    /// Weeks in which the set of events in effect changes, in order, next one last.
    changes: Vec<i32>,
    /// Values before any event.
    before: Vec<f64>,
}

impl Timeline {
    /// Draws when each event is in effect; `values` are the replication's numbers before any event.
    pub fn draw(&mut self, plan: &Plan, streams: &Streams, values: &[f64]) {
        self.spells.clear();
        self.changes.clear();
        if plan.events.is_empty() {
            return;
        }
        self.before.clear();
        self.before.extend_from_slice(values);
        for event in &plan.events {
            self.draw_event(plan, streams, values, event);
        }
        let steps = self.spells.iter().flat_map(|spell| adoption_steps(plan, values, *spell));
        let changes = self.spells.iter().flat_map(|(_, from, until)| [*from, *until]).chain(steps);
        // What began in a closed quarter is in effect from the first week on.
        self.changes.extend(changes.map(|week| week.max(plan.first)));
        self.changes.retain(|week| (0..plan.weeks).contains(week));
        self.changes.sort_unstable_by(|left, right| right.cmp(left));
        self.changes.dedup();
    }

    fn draw_event(&mut self, plan: &Plan, streams: &Streams, values: &[f64], planned: &EventPlan) {
        let index = planned.event;
        let event = &plan.scenario.events[index];
        let key = streams.stream(Purpose::Event, planned.key);
        let at = |slot: Slot| values[slot.0 as usize];
        let law = event.weeks.as_ref().map(|weeks| weeks.law(values));
        let until = |from: i32, number: u64| match &law {
            None => plan.weeks,
            Some(law) => from.saturating_add(duration(law, key.draw(number))),
        };
        let happens = |chance: f64| unit(key.draw(draw::HAPPENS)) < chance;
        match event.when {
            When::On(week) => self.spells.push((index, week.0, until(week.0, draw::DURATION))),
            When::ChanceOn(chance, week) if happens(at(chance)) => {
                self.spells.push((index, week.0, until(week.0, draw::DURATION)));
            }
            When::Chance(chance) if happens(chance_left(plan, at(chance))) => {
                let open = f64::from(plan.horizon - plan.first);
                let from = plan.first + (key.uniform(draw::START) * open) as i32;
                self.spells.push((index, from, until(from, draw::DURATION)));
            }
            When::Chance(_) | When::ChanceOn(..) => {}
            When::PerYear(rate) => {
                let chance = 1.0 - exp(-at(rate) / WEEKS_PER_YEAR);
                let mut week = plan.first;
                while week < plan.weeks {
                    let mut next = week + 1;
                    if unit(key.draw(draw::WEEKLY + week as u64)) < chance {
                        let end = until(week, draw::WEEKLY_DURATION + week as u64);
                        self.spells.push((index, week, end));
                        next = next.max(end);
                    }
                    week = next;
                }
            }
        }
    }
}

/// Chance that something happens yet which, with `chance`, happens once in the horizon and has not so far.
fn chance_left(plan: &Plan, chance: f64) -> f64 {
    if plan.first == 0 {
        return chance;
    }
    let passed = chance * f64::from(plan.first) / f64::from(plan.horizon);
    if passed < 1.0 { (chance - passed) / (1.0 - passed) } else { 0.0 }
}

fn duration(law: &Law, bits: u64) -> i32 {
    match law {
        Law::Exact(weeks) => whole_weeks(*weeks),
        law => whole_weeks(law.quantile(unit(bits))).max(1),
    }
}

/// Events and risks of the week take effect or end: the numbers they move are computed anew from what they were
/// before any event, and the terms that depend on them follow.
pub fn step(plan: &Plan, world: &mut World, now: Week) {
    if world.timeline.changes.last() != Some(&now.0) {
        return;
    }
    world.timeline.changes.pop();
    world.values.copy_from_slice(&world.timeline.before);
    apply(plan, world, now);
    world.moved = true;
    world.derive_terms(plan, |region| region.varies);
    jump_currencies(plan, world);
}

/// Weeks between two steps of an adoption.
const STEP_WEEKS: i32 = 4;

/// Weeks in which the effects of a spell grow.
fn adoption_steps(plan: &Plan, values: &[f64], spell: (usize, i32, i32)) -> impl Iterator<Item = i32> {
    let (event, from, until) = spell;
    let weeks = plan.scenario.events[event].adoption.map_or(0, |slot| whole_weeks(values[slot.0 as usize]));
    (from..until.min(from + weeks + STEP_WEEKS)).step_by(STEP_WEEKS as usize)
}

/// Share of its whole effect that an event has in a week: what the s-curve of its adoption stands at in the middle of every
/// four weeks, from its first week on.
fn adopted_share(plan: &Plan, before: &[f64], (event, from): (usize, i32), now: Week) -> f64 {
    plan.scenario.events[event].adoption.map_or(1.0, |slot| {
        let step = (now.0 - from) / STEP_WEEKS * STEP_WEEKS;
        adopted(step + STEP_WEEKS / 2 - 1, before[slot.0 as usize])
    })
}

/// Applies all events in effect: what is set, then what multiplies, then what is added.
fn apply(plan: &Plan, world: &mut World, now: Week) {
    let rank = |change: Change| match change {
        Change::Set(_) => 0,
        Change::Times(_) => 1,
        Change::Add(_) => 2,
    };
    for turn in 0..3 {
        let in_effect =
            world.timeline.spells.iter().filter(|(_, from, until)| (*from..*until).contains(&now.0));
        for (event, from, _) in in_effect {
            let share = adopted_share(plan, &world.timeline.before, (*event, *from), now);
            for effect in
                plan.scenario.events[*event].effects.iter().filter(|effect| rank(effect.change) == turn)
            {
                let by = world.timeline.before[change_slot(effect.change).0 as usize];
                for slot in &effect.slots {
                    let value = &mut world.values[slot.0 as usize];
                    let whole = match effect.change {
                        Change::Set(_) => by * plan.scenario.numbers.0[slot.0 as usize].factor,
                        Change::Times(_) => *value * by,
                        Change::Add(_) => *value + by * plan.scenario.numbers.0[slot.0 as usize].factor,
                    };
                    *value = if share < 1.0 { *value + share * (whole - *value) } else { whole };
                }
            }
        }
    }
    for (number, value) in plan.scenario.numbers.0.iter().zip(&mut world.values) {
        use crate::scenario::Kind;
        if number.kind == Kind::Share {
            *value = value.clamp(0.0, 1.0);
        } else if number.kind != Kind::Signed {
            *value = value.max(0.0);
        }
    }
}

/// A currency whose rate an event moves jumps by the same factor.
fn jump_currencies(plan: &Plan, world: &mut World) {
    for (index, currency) in plan.scenario.currencies.iter().enumerate() {
        let at = currency.rate.0 as usize;
        world.jumps[index] = world.values[at] / world.timeline.before[at];
    }
}

impl World {
    /// Derives the terms of the regions that are `wanted` from the replication's present values.
    pub fn derive_terms(&mut self, plan: &Plan, wanted: impl Fn(&RegionPlan) -> bool) {
        for (index, region) in plan.regions.iter().enumerate().filter(|(_, region)| wanted(region)) {
            let (written, terms) = plan.worked(index, self.regions[index].entry.stage);
            let tables = Tables::Kept(terms);
            self.terms[index] = RegionTerms::derive(written, &region.offer_order, &self.values, tables);
        }
    }
}
