//! Reductions: seats given up at a date, with notice and severance.
//!
//! At the date the seats leave the plan: vacant ones first, which costs nothing, then those of the latest starters. Who
//! is given notice works on until it ends, then goes with a severance; who leaves before gets none. No seat is filled
//! again, and open deals are handed over as a leaver's are.

use std::cmp::Reverse;

use crate::scenario::{Scenario, Slot};
use crate::unit::Week;

use crate::model::ledger::ByTeam;
use crate::model::money::{self, Expense};
use crate::model::people;
use crate::model::plan::Plan;
use crate::model::world::World;

use super::seats::by_name;

/// Months to a year: severance is stated in them.
const MONTHS_PER_YEAR: f64 = 12.0;

/// Seats given up at a date.
#[derive(Clone, Debug)]
pub struct ReductionPlan {
    pub on: Week,
    pub region: usize,
    /// Number of the team among the region's.
    pub team: usize,
    pub count: usize,
    pub notice_weeks: i32,
    pub severance_months: Slot,
}

/// A notice that was given: in this week the seat closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notice {
    pub closes: i32,
    pub region: usize,
    /// Seat among all seats.
    pub seat: usize,
    pub severance_months: Slot,
}

/// Every reduction, by week, region and name.
pub fn all(scenario: &Scenario) -> Vec<ReductionPlan> {
    let mut all = Vec::new();
    for (region, written) in scenario.regions.iter().enumerate() {
        let crews = written.crews().enumerate().map(|(index, crew)| (index + 1, crew));
        let teams = written.sellers().map(|team| (0, team)).into_iter().chain(crews);
        let lines = teams.flat_map(|(team, crew)| {
            by_name(&crew.reductions, |line| &line.name).into_iter().map(move |line| (team, line))
        });
        for (team, line) in lines {
            all.push(ReductionPlan {
                on: line.on,
                region,
                team,
                count: line.count as usize,
                notice_weeks: line.notice_weeks as i32,
                severance_months: line.severance_months,
            });
        }
    }
    all.sort_by_key(|reduction| reduction.on);
    all
}

/// Takes the seats of the week's reductions off the plan.
pub fn give_notice(plan: &Plan, world: &mut World, now: Week) {
    for reduction in plan.staffing.reductions.iter().filter(|reduction| reduction.on == now) {
        for seat in
            chosen(plan, world, (reduction.region, reduction.team), now).into_iter().take(reduction.count)
        {
            let closes = now.0.saturating_add(reduction.notice_weeks);
            world.seats[seat].give_notice();
            world.notices.push(Notice {
                closes,
                region: reduction.region,
                seat,
                severance_months: reduction.severance_months,
            });
        }
    }
}

/// Seats of a team on the plan, the first to be given up first: vacant ones, the longest to fill first, then those of
/// the latest starters; the later seat among equals.
fn chosen(plan: &Plan, world: &World, team: (usize, usize), now: Week) -> Vec<usize> {
    let mut seats = people::on_plan(plan, world, team, now);
    seats.sort_by_key(|index| {
        let seat = &world.seats[*index];
        let latest = if seat.active { seat.since } else { seat.fills };
        (seat.active, Reverse(latest), Reverse(*index))
    });
    seats
}

/// Closes the seats whose notice ends, in the order in which notice was given.
pub fn close_due(plan: &Plan, world: &mut World, now: Week) {
    let notices = std::mem::take(&mut world.notices);
    for notice in notices.iter().filter(|notice| notice.closes == now.0) {
        if world.seats[notice.seat].active {
            let team = (notice.region, plan.regions[notice.region].team_of(notice.seat));
            world.ledger.add_by_team(&plan.layout, ByTeam::Cuts, team, 1);
            pay_severance(plan, world, notice);
            people::go(plan, world, notice.region, notice.seat, now);
        }
        world.seats[notice.seat].close();
    }
    world.notices = notices;
}

/// Months of the person's base pay; the one place where severance is spent.
fn pay_severance(plan: &Plan, world: &mut World, notice: &Notice) {
    if plan.needs.cost {
        let months = world.values[notice.severance_months.0 as usize];
        let base = people::base_per_week(plan, world, notice.region, notice.seat);
        let severance = months * base * crate::unit::time::WEEKS_PER_YEAR / MONTHS_PER_YEAR;
        money::spend(world, notice.region, Expense::Severance, severance);
    }
}
