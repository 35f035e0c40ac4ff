//! The opening: what is there at week 0.
//!
//! A steady region has people in mid-career and a pipeline from a warm-up with this very team: every seat relives the
//! stays and vacancies that a stationary past would have left behind, at week-0 demand, with no hires, events, currency,
//! macro factor or season. An empty one has ramped people and no deals.

use crate::unit::Week;

use super::people::{self, FormerStay, Seat};
use super::plan::{PRESENT, Plan};
use super::world::World;
use super::{deal, region};

/// Makes the world as it is when week 0 begins.
pub fn settle(plan: &Plan, world: &mut World) {
    people::seat_all(plan, world);
    if plan.warm_up > 0 {
        let past = Past::of(plan, world);
        for week in -plan.warm_up..0 {
            past.relive(plan, world, week);
            deal::close_due(plan, world, Week(week));
            region::bring_demand(plan, world, Week(week));
            deal::open_new(plan, world, Week(week));
        }
        past.end(plan, world);
    }
}

/// Who sat where before week 0.
struct Past {
    /// For each seat that is filled at week 0 in a steady region: its start then, and the stays before, latest first.
    seats: Vec<(usize, usize, i32, Vec<FormerStay>)>,
}

impl Past {
    fn of(plan: &Plan, world: &mut World) -> Past {
        let mut seats = Vec::new();
        for (region, written) in plan.regions.iter().enumerate() {
            let Some(terms) = &world.terms[region].sellers else { continue };
            for (seat, seat_plan) in written.seats.clone().zip(&written.seat_plans) {
                if written.is_steady() && seat_plan.planned == PRESENT {
                    let Seat { since, incumbents, .. } = world.seats[seat];
                    let stays =
                        people::former_stays(terms, written.backfill, incumbents, since, -plan.warm_up);
                    seats.push((region, seat, since, stays));
                }
            }
        }
        world.seats.iter_mut().for_each(|seat| seat.active = false);
        Past { seats }
    }

    /// Puts everybody where they were in `week`.
    fn relive(&self, plan: &Plan, world: &mut World, week: i32) {
        let first = week == -plan.warm_up;
        for (region, seat, since, stays) in &self.seats {
            let Some(terms) = &world.terms[*region].sellers else { continue };
            if week == *since || (first && *since < week) {
                world.seats[*seat].take(0, *since, terms);
                continue;
            }
            // Earliest first: where a stay ends in the week in which the next begins, the seat is taken.
            for stay in stays.iter().rev() {
                let starts = week == stay.since || (first && (stay.since..stay.until).contains(&week));
                if starts && stay.since < stay.until {
                    world.seats[*seat].take(stay.number, stay.since, terms);
                } else if week == stay.until && week < *since && stay.since < stay.until {
                    world.seats[*seat].active = false;
                }
            }
        }
    }

    /// Leaves the world as week 0 finds it: nothing was measured, everybody present sits in place.
    fn end(&self, plan: &Plan, world: &mut World) {
        for state in &mut world.regions {
            state.tally.fill(super::world::Tally::default());
            state.dropped = 0;
        }
        for (region, written) in plan.regions.iter().enumerate() {
            let Some(terms) = &world.terms[region].sellers else { continue };
            for (seat, seat_plan) in written.seats.clone().zip(&written.seat_plans) {
                if seat_plan.planned == PRESENT && !written.is_steady() {
                    let since = world.seats[seat].since;
                    world.seats[seat].take(0, since, terms);
                }
            }
        }
    }
}
