//! The people of a mode: who begins with it, who stays from the one before, who goes.

use crate::random::Key;
use crate::scenario::{Region, Role, Scenario, Slot};
use crate::unit::Week;

use crate::model::people::{NEVER, Seat, Standing};
use crate::model::plan::{Origin, PRESENT, Plan, RegionPlan, SeatPlan, Start};
use crate::model::staffing::{Notice, seats as of};
use crate::model::world::World;

use super::EntryPlan;

/// Tenure of people who come ramped [weeks].
const RAMPED: i32 = 2_000;

/// When somebody begins in a seat of a mode: weeks after its first day of selling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Begin {
    pub after: i32,
}

/// Every seat of one role that a mode of a region has, those of the first mode first; by stage it is noted behind `begins`
/// who begins when. A seat that two modes have is one: who sits in it stays.
pub fn seats(
    scenario: &Scenario,
    (region, key): (usize, Key),
    (written, role): (&Region, Role),
    begins: &mut Vec<Vec<Option<Begin>>>,
) -> Vec<SeatPlan> {
    let stages = written.entry.as_ref().map_or(&[][..], |entry| &entry.stages);
    begins.resize(stages.len(), Vec::new());
    let regions = stages.iter().map(|stage| stage.region.as_ref().unwrap_or(written));
    let mut all: Vec<SeatPlan> = Vec::new();
    let mut by_stage: Vec<Vec<Option<Begin>>> = Vec::new();
    for region_of_stage in regions {
        let team = region_of_stage.teams.iter().find(|team| team.role == role);
        let own = team.map_or_else(Vec::new, |team| of::of_team(scenario, region, key, team));
        let mut of_stage = vec![None; all.len()];
        for seat in own {
            let at = all.iter().position(|known| known.key == seat.key).unwrap_or_else(|| {
                all.push(waiting(&seat));
                of_stage.push(None);
                all.len() - 1
            });
            let after = if seat.planned == PRESENT { 0 } else { seat.planned.0.max(0) };
            of_stage[at] = (seat.origin != Origin::Move).then_some(Begin { after });
        }
        by_stage.push(of_stage);
    }
    for (begins, mut of_stage) in begins.iter_mut().zip(by_stage) {
        of_stage.resize(all.len(), None);
        begins.extend(of_stage);
    }
    all
}

/// A seat that is empty until its mode begins.
fn waiting(seat: &SeatPlan) -> SeatPlan {
    match seat.origin {
        Origin::Move => seat.clone(),
        _ => SeatPlan { planned: Week(0), origin: Origin::Hire, start: Start::AsPlanned, ..seat.clone() },
    }
}

/// Seats among all seats, by index in the region, that a stage ever has.
fn of_entry<'a>(written: &'a RegionPlan, entry: &'a EntryPlan) -> impl Iterator<Item = (usize, usize)> + 'a {
    let used = |index: &usize| entry.begins.iter().any(|stage| stage[*index].is_some());
    let first = written.all_seats().start;
    (0..written.all_seats().len()).filter(used).map(move |index| (index, first + index))
}

/// Nobody sits anywhere yet.
pub fn close_all(world: &mut World, written: &RegionPlan, entry: &EntryPlan) {
    of_entry(written, entry).for_each(|(_, seat)| world.seats[seat].close());
}

/// Opens the seats of a stage and closes those that it does not have.
pub fn seat(plan: &Plan, world: &mut World, (region, stage): (usize, usize), now: Week) {
    let written = &plan.regions[region];
    let Some(entry) = &written.entry else { return };
    let mode = &plan.stages(region)[stage].mode;
    for (index, seat) in of_entry(written, entry) {
        match entry.begins[stage][index] {
            Some(begin) => {
                fill(world, (region, written.team_of(seat), seat), now, begin, mode.people_come_ramped)
            }
            None => dismiss_from(world, (region, seat), now, mode.severance_months),
        }
    }
}

/// Lets somebody begin in a seat, where nobody sits in it.
fn fill(
    world: &mut World,
    (region, team, seat): (usize, usize, usize),
    now: Week,
    begin: Begin,
    ramped: bool,
) {
    let Some(terms) = world.terms[region].team(team) else { return };
    let seat: &mut Seat = &mut world.seats[seat];
    if seat.standing == Standing::Closed {
        seat.standing = Standing::Kept;
        seat.fills = NEVER;
    }
    if seat.active || seat.fills != NEVER {
        return;
    }
    if ramped && begin.after == 0 {
        seat.take(seat.number + 1, now.0 - RAMPED, terms);
    } else {
        seat.fills = now.0 + begin.after;
    }
}

fn dismiss_from(world: &mut World, (region, seat): (usize, usize), now: Week, severance_months: Slot) {
    let found = &mut world.seats[seat];
    if found.standing == Standing::Closed {
        return;
    }
    if found.active {
        found.give_notice();
        world.notices.push(Notice { closes: now.0, region, seat, severance_months });
    } else {
        found.close();
    }
}

/// Gives everybody a notice that ends today.
pub fn dismiss(plan: &Plan, world: &mut World, region: usize, now: Week) {
    let written = &plan.regions[region];
    let Some(entry) = &written.entry else { return };
    let months = plan.stages(region)[world.regions[region].entry.stage].mode.severance_months;
    of_entry(written, entry).for_each(|(_, seat)| dismiss_from(world, (region, seat), now, months));
}
