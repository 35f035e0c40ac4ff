//! Learning: how people ramp faster or slower than their team's ramp says.
//!
//! A person's ramp counts the weeks of their stay, each at the speed of that week. What lies beyond one week a week is
//! gathered as weeks gained, and the ramp is read at the whole week that is nearest.

use crate::scenario::Role;
use crate::unit::Week;

use super::plan::Plan;
use super::terms::Coached;
use super::world::World;

/// What a person has learned so far.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Career {
    /// Weeks of ramp gained over those of the stay; fewer than none where learning is slow.
    pub gained: f64,
    /// Number of the incumbent whose career it is.
    number: u64,
}

/// Lets everybody who still ramps learn at the week's speed.
pub fn step(plan: &Plan, world: &mut World, now: Week) {
    if !plan.managed {
        return;
    }
    for region in 0..plan.regions.len() {
        for team in 0..plan.regions[region].team_count() {
            learn(plan, world, (region, team), now);
        }
    }
}

/// A week counts from the second of a stay on: in the first nothing has been learned yet.
fn learn(plan: &Plan, world: &mut World, (region, team): (usize, usize), now: Week) {
    let World { terms, regions, seats, careers, .. } = world;
    let Some(terms) = terms[region].team(team).filter(|terms| !terms.ramp.is_empty()) else { return };
    let written = plan.regions[region].team(team);
    let coached = if written.role == Role::SalesManager { Coached::NEUTRAL } else { regions[region].coached };
    let speed = coached.ramp_speed;
    if speed == 1.0 {
        return;
    }
    let range = written.seats.clone();
    for (seat, career) in seats[range.clone()].iter_mut().zip(&mut careers[range]) {
        if !seat.active || seat.since >= now.0 || terms.is_ramped(now.0 - seat.ramps_since) {
            continue;
        }
        if career.number != seat.number {
            *career = Career { number: seat.number, gained: 0.0 };
        }
        career.gained += speed - 1.0;
        seat.ramps_since = seat.since - career.gained.round() as i32;
    }
}
