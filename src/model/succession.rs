//! Succession: development reps who become account executives.
//!
//! A ramped rep becomes ready at a rate, and then takes the next executive's seat of the region that somebody has left and
//! for which a successor is looked for: without a time to fill, with the skill that the rep has, and ramping anew. Until
//! then the rep works on as before, first come first promoted.

use crate::random::{Chance, Purpose};
use crate::scenario::Role;
use crate::special::exp;
use crate::unit::Week;

use super::ledger::ByTeam;
use super::people::{self, NEVER};
use super::plan::Plan;
use super::world::World;

/// Who is ready, and who was promoted so far.
#[derive(Clone, Debug, Default)]
pub struct Succession {
    ready: Vec<Ready>,
    pub promoted: Vec<Promoted>,
}

/// A rep who waits for an executive's seat: the seat and the number of who sits in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Ready {
    region: usize,
    seat: usize,
    number: u64,
}

/// A rep who took an executive's seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promoted {
    pub region: usize,
    pub from: usize,
    pub to: usize,
}

impl Succession {
    pub fn clear(&mut self) {
        self.ready.clear();
        self.promoted.clear();
    }
}

/// Reps become ready, and those who are take the seats that are vacant.
pub fn step(plan: &Plan, world: &mut World, now: Week) {
    for region in 0..plan.regions.len() {
        let crews = plan.regions[region].crews.iter().zip(1..);
        for (_, team) in crews.filter(|(crew, _)| crew.role == Role::SalesDevelopmentRep) {
            become_ready(plan, world, (region, team), now);
            promote_ready(plan, world, (region, team), now);
        }
    }
}

fn become_ready(plan: &Plan, world: &mut World, (region, team): (usize, usize), now: Week) {
    let Some(terms) = world.terms[region].team(team) else { return };
    if terms.work.promotion <= 0.0 {
        return;
    }
    let chance = Chance::of(1.0 - exp(-terms.work.promotion));
    let (root, written) = (world.streams.root(Purpose::Promotion), plan.regions[region].team(team));
    let ready = &mut world.succession.ready;
    for (seat, planned) in written.seats.clone().zip(&written.seat_plans) {
        let person = &world.seats[seat];
        let is_ramped = now.0 - person.since >= terms.ramp.len() as i32;
        let key = planned.key.within(root).child(person.number);
        let is_known = || ready.iter().any(|ready| (ready.seat, ready.number) == (seat, person.number));
        if person.active && is_ramped && chance.holds(key.draw_of_week(now.0)) && !is_known() {
            ready.push(Ready { region, seat, number: person.number });
        }
    }
}

/// Those who are still there take the vacant seats, in the order in which they became ready.
fn promote_ready(plan: &Plan, world: &mut World, (region, team): (usize, usize), now: Week) {
    let World { succession, seats, .. } = world;
    if succession.ready.is_empty() {
        return;
    }
    let stays = |ready: &Ready| seats[ready.seat].active && seats[ready.seat].number == ready.number;
    succession.ready.retain(stays);
    while let Some(at) = world.succession.ready.iter().position(|ready| ready.region == region)
        && let Some(to) = vacant(plan, world, region, now)
    {
        let Ready { seat, .. } = world.succession.ready.remove(at);
        promote(plan, world, (region, team), (seat, to), now);
    }
}

/// The first executive's seat that somebody has left and that is being filled.
fn vacant(plan: &Plan, world: &World, region: usize, now: Week) -> Option<usize> {
    let sellers = &plan.regions[region].sellers;
    people::on_plan(plan, world, (region, 0), now).into_iter().find(|index| {
        let (seat, planned) = (&world.seats[*index], sellers.seat(*index));
        !seat.active && seat.fills != NEVER && seat.number >= planned.first_number()
    })
}

fn promote(plan: &Plan, world: &mut World, place: (usize, usize), (from, to): (usize, usize), now: Week) {
    let (region, team) = place;
    let (skill, reach) = (world.seats[from].skill, world.seats[from].reach);
    let (ledger, layout) = (&mut world.ledger, &plan.layout);
    ledger.add_by_team(layout, ByTeam::ToExecutive, place, 1);
    ledger.add_by_team(layout, ByTeam::MovesOut, place, 1);
    ledger.add_by_team(layout, ByTeam::MovesIn, (region, 0), 1);
    people::go(plan, world, region, from, now);
    people::seek_successor(plan, world, (region, team), from, now);
    let Some(terms) = &world.terms[region].sellers else { return };
    let seat = &mut world.seats[to];
    seat.take(seat.number + 1, now.0, terms);
    seat.skill = skill * terms.level(seat.level).skill;
    seat.reach = reach;
    world.succession.promoted.push(Promoted { region, from, to });
}
