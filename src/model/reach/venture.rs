//! What a region pays of the company's initiatives and research.

use crate::scenario::{Event, Reach, Slot, Venture, VentureCost};
use crate::unit::Week;
use crate::unit::time::WEEKS_PER_YEAR;

use super::CENTS;
use crate::model::money::{self, Expense};
use crate::model::plan::Plan;
use crate::model::world::World;

/// Pays what falls due this week.
pub fn pay(plan: &Plan, world: &mut World, (region, reach): (usize, &Reach), now: Week) {
    for cost in &reach.costs {
        let (on, due) = match &cost.what {
            Venture::Initiative(name) => {
                (Expense::Initiatives, of_initiative(plan, world, (cost, name), now))
            }
            Venture::Research(week) => {
                (Expense::Marketing, if *week == now { world.values[cost.once.0 as usize] } else { 0.0 })
            }
        };
        if due > 0.0 {
            money::spend_in_base(plan, world, region, now, (on, due * cost.share * CENTS));
        }
    }
}

/// What an initiative costs this week: once when it begins, and a week of its year while it lasts.
fn of_initiative(plan: &Plan, world: &World, (cost, name): (&VentureCost, &str), now: Week) -> f64 {
    let at = |slot: Slot| world.values[slot.0 as usize];
    let is_it = |event: &Event| event.adoption.is_some() && event.name == name;
    let spells = world.timeline.spells.iter().filter(|(event, _, _)| is_it(&plan.scenario.events[*event]));
    let due = |(_, from, until): &(usize, i32, i32)| {
        let once = if *from == now.0 { at(cost.once) } else { 0.0 };
        let lasts = (*from..*until).contains(&now.0);
        once + if lasts { cost.per_year.map_or(0.0, at) / WEEKS_PER_YEAR } else { 0.0 }
    };
    spells.map(due).sum()
}
