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
use super::{career, coaching, customers, deal, detail, known, partner, reach, region, territory};

/// Makes the world as it is when the first week begins.
pub fn settle(plan: &Plan, world: &mut World) {
    people::seat_all(plan, world);
    territory::give_out(plan, world);
    career::settle(plan, world);
    reach::before(plan, world);
    partner::settle(plan, world);
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
    coaching::settle(plan, world);
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
    /// For each seat that is filled at week 0 in a steady region.
    seats: Vec<PastSeat>,
}

/// Region and team of a seat, the seat among all, its start, and the stays before, latest first.
type PastSeat = ((usize, usize), usize, i32, Vec<FormerStay>);

impl Past {
    fn of(plan: &Plan, world: &mut World) -> Past {
        let mut seats = Vec::new();
        for (region, written) in plan.regions.iter().enumerate() {
            let until = plan.first - written.warm_up;
            for (number, team) in written.teams().enumerate().filter(|_| written.warm_up > 0) {
                let Some(terms) = world.terms[region].team(number) else { continue };
                let present = team.seats.clone().zip(&team.seat_plans);
                for (seat, _) in present.filter(|(_, seat)| seat.planned == PRESENT) {
                    let Seat { since, incumbents, .. } = world.seats[seat];
                    let stays = people::former_stays(terms, team.backfill, incumbents, since, until);
                    seats.push(((region, number), seat, since, stays));
                }
            }
        }
        world.seats.iter_mut().for_each(|seat| seat.active = false);
        Past { seats }
    }

    /// Lets those leave who left in `now`, with the deals that a leaver costs, and seats those who started.
    fn relive(&self, plan: &Plan, world: &mut World, now: Week) {
        for ((region, team), seat, since, stays) in &self.seats {
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
            if let (Some((number, since)), Some(terms)) = (starter, world.terms[*region].team(*team)) {
                world.seats[*seat].take(number, since, terms);
                if number == 0 {
                    career::resume(plan, world, (*region, *team), *seat);
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
            for (number, team) in written.teams().enumerate().filter(|_| written.warm_up == 0) {
                let present = team.seats.clone().zip(&team.seat_plans);
                for (seat, _) in present.filter(|(_, seat)| seat.planned == PRESENT) {
                    let Some(terms) = world.terms[region].team(number) else { continue };
                    let since = world.seats[seat].since;
                    world.seats[seat].take(0, since, terms);
                    career::resume(plan, world, (region, number), seat);
                }
            }
        }
    }
}
