//! New cuts: the region's potential is split anew at a date, among the seats that are on the plan then.
//!
//! Open deals stay with who works them. A seller whose new territory holds more than the old one takes accounts over: in the
//! weeks of handover the part that is new is worked at the productivity of a handover.

use crate::unit::Week;

use crate::model::plan::Plan;
use crate::model::world::World;

use super::seats_to_come;

/// A new cut took effect.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Realigned {
    pub region: usize,
    /// Index among the region's realignments.
    pub cut: usize,
    /// Share of the region's potential that has another owner than before, none included.
    pub moved: f64,
}

/// Cuts the territories anew whose week has come.
pub fn realign_due(plan: &Plan, world: &mut World, now: Week) {
    if !plan.territories.is_used() {
        return;
    }
    for (region, written) in plan.scenario.regions.iter().enumerate() {
        for (index, cut) in written.territories.iter().flat_map(|found| &found.realignments).enumerate() {
            if cut.on.max(Week(plan.first)) == now {
                realign(plan, world, (region, index), now);
            }
        }
    }
}

fn realign(plan: &Plan, world: &mut World, (region, index): (usize, usize), now: Week) {
    let Some(terms) = &world.terms[region].territories else { return };
    let written = &plan.regions[region];
    let seats = &mut world.seats[written.sellers.seats.clone()];
    let covering = &mut world.regions[region].covering;
    // What each seat holds of the potential, before and after; seats of one territory share it.
    let held = |covering: &super::Covering, territory: u16, seat: usize| {
        let sharing = &covering.seats[usize::from(territory)];
        let share = terms.cuts[covering.cut].share(usize::from(territory));
        if sharing.contains(&(seat as u32)) { share / sharing.len() as f64 } else { 0.0 }
    };
    let before: Vec<f64> =
        seats.iter().enumerate().map(|(seat, found)| held(covering, found.territory, seat)).collect();
    covering.cut = index + 1;
    let order = seats_to_come(written, seats, now);
    covering.give_out(&plan.territories.ranked[region][index + 1], seats, &order);
    let mut moved = 0.0;
    for (seat, before) in before.into_iter().enumerate() {
        let after = held(covering, seats[seat].territory, seat);
        let gained = (after - before).max(0.0);
        moved += gained;
        if gained > 0.0 && seats[seat].active {
            covering.take_over(seat, gained / after, now);
        }
    }
    world.realigned.push(Realigned { region, cut: index, moved });
}

/// A person who comes from another region takes a whole territory over.
pub fn take_over(plan: &Plan, world: &mut World, region: usize, seat: usize, now: Week) {
    let local = seat - plan.regions[region].sellers.seats.start;
    world.regions[region].covering.take_over(local, 1.0, now);
}
