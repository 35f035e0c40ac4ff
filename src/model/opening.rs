//! The opening: what is there when the first week begins: week 0, or the one after the closed quarters.
//!
//! A steady region has people in mid-career and a pipeline from a warm-up with this very team: every seat relives the
//! stays and vacancies that a stationary past would have left behind, at week-0 demand, with no hires, events, currency,
//! macro factor or season. An empty one has ramped people and no deals.

use crate::unit::Week;
use crate::unit::time::MONTHS_PER_QUARTER;

use super::ledger::ByRegion;
use super::people::{self, FormerStay, Seat};
use super::plan::{PRESENT, Plan};
use super::world::World;
use super::{customers, deal, detail, known, region};

/// Makes the world as it is when the first week begins.
pub fn settle(plan: &Plan, world: &mut World) {
    people::seat_all(plan, world);
    if plan.warm_up > 0 {
        let past = Past::of(plan, world);
        for week in plan.origin()..plan.first {
            deal::close_due(plan, world, Week(week));
            past.relive(plan, world, Week(week));
            region::bring_demand(plan, world, Week(week));
            deal::open_new(plan, world, Week(week));
        }
        past.end(plan, world);
    }
    known::open(plan, world);
    customers::open(plan, world);
    detail::at_start(plan, world);
    book_actuals(plan, world);
}

/// Books what closed quarters brought, a third in each of their months and the rest of the cents in the last.
fn book_actuals(plan: &Plan, world: &mut World) {
    for (quarter, booked) in plan.scenario.actuals.iter().enumerate() {
        for (region, cents) in booked.iter().enumerate() {
            let third = cents / MONTHS_PER_QUARTER as i64;
            for month in 0..MONTHS_PER_QUARTER {
                let last = month + 1 == MONTHS_PER_QUARTER;
                let part = if last { cents - third * (MONTHS_PER_QUARTER as i64 - 1) } else { third };
                let at =
                    plan.layout.by_region(ByRegion::Actual, quarter * MONTHS_PER_QUARTER + month, region);
                world.ledger.cells[at] = part;
            }
        }
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
                if written.warm_up > 0 && seat_plan.planned == PRESENT {
                    let Seat { since, incumbents, .. } = world.seats[seat];
                    let stays = people::former_stays(
                        terms,
                        written.backfill,
                        incumbents,
                        since,
                        plan.first - written.warm_up,
                    );
                    seats.push((region, seat, since, stays));
                }
            }
        }
        world.seats.iter_mut().for_each(|seat| seat.active = false);
        Past { seats }
    }

    /// Lets those leave who left in `now`, with the deals that a leaver costs, and seats those who started.
    fn relive(&self, plan: &Plan, world: &mut World, now: Week) {
        for (region, seat, since, stays) in &self.seats {
            let first = plan.first - plan.regions[*region].warm_up;
            if now.0 < first {
                continue;
            }
            for stay in stays.iter().rev().filter(|stay| stay.until == now.0) {
                world.seats[*seat].number = stay.number;
                deal::lose_with_leaver(plan, world, *region, *seat, now);
                world.seats[*seat].active = false;
            }
            let starts = |since: i32, until: i32| {
                since == now.0 || (now.0 == first && (since..until).contains(&now.0))
            };
            let former = stays.iter().find(|stay| stay.since < stay.until && starts(stay.since, stay.until));
            let starter = if starts(*since, plan.first) {
                Some((0, *since))
            } else {
                former.map(|stay| (stay.number, stay.since))
            };
            if let (Some((number, since)), Some(terms)) = (starter, &world.terms[*region].sellers) {
                world.seats[*seat].take(number, since, terms);
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
                if seat_plan.planned == PRESENT && written.warm_up == 0 {
                    let since = world.seats[seat].since;
                    world.seats[seat].take(0, since, terms);
                }
            }
        }
    }
}
