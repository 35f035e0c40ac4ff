//! Coaching and strain: what managers have time for, and what wears people out.
//!
//! A manager's hours are shared by those who report to them: as the span of control passes its target, coaching fades, and
//! with it what it does for ramp, win odds and staying. Spans are taken when the week's starters and leavers are known; who
//! leaves in a week leaves under the span of the week before.

use crate::scenario::{Role, Scenario};
use crate::unit::Week;

use super::ledger::ByRegion;
use super::people;
use super::plan::Plan;
use super::terms::Coached;
use super::world::World;

/// Thousandths of a whole.
const STEPS: f64 = 1_000.0;

/// Whether any region states what its managers do.
pub fn is_used(scenario: &Scenario) -> bool {
    scenario.regions.iter().any(|region| region.management.is_some())
}

/// Takes the spans as they are before the first week.
pub fn settle(plan: &Plan, world: &mut World) {
    if plan.managed {
        take_spans(plan, world, Week(plan.first - 1));
    }
}

/// Takes the week's spans, lets coaching sway new deals, and counts how much of it there is.
pub fn step(plan: &Plan, world: &mut World, now: Week) {
    if !plan.managed {
        return;
    }
    take_spans(plan, world, now);
    for region in 0..plan.regions.len() {
        count_managers(plan, world, region);
        if plan.scenario.regions[region].management.is_some() {
            let state = &mut world.regions[region];
            state.sway.ln_odds += state.coached.ln_odds;
            count_coaching(plan, world, region);
        }
    }
}

/// Counts the week's people and how much of full coaching they get.
fn count_coaching(plan: &Plan, world: &mut World, region: usize) {
    let people = coached_people(plan, world, region) as i64;
    let coached = (world.regions[region].coached.share * people as f64 * STEPS).round() as i64;
    world.ledger.add(&plan.layout, ByRegion::CoachedWeeks, region, people);
    world.ledger.add(&plan.layout, ByRegion::CoachingWeeks, region, coached);
}

/// Counts the week's managers and who reports to them.
fn count_managers(plan: &Plan, world: &mut World, region: usize) {
    let managers = managers(plan, world, region) as i64;
    if managers > 0 {
        let reports = reports(plan, world, region) as i64;
        world.ledger.add(&plan.layout, ByRegion::ManagerWeeks, region, managers);
        world.ledger.add(&plan.layout, ByRegion::ManagedWeeks, region, reports);
    }
}

/// People for each productive manager, by region of the managers; infinite where people have none.
fn take_spans(plan: &Plan, world: &mut World, now: Week) {
    for region in 0..plan.regions.len() {
        let Some(management) = &plan.scenario.regions[region].management else { continue };
        let Some(terms) = world.terms[region].coaching else { continue };
        let people = reports(plan, world, management.home) as f64;
        let managers = world.ramped(plan, management.home, Role::SalesManager, now);
        let span = span(people, managers);
        world.regions[region].coached = terms.at_span(span);
    }
}

/// People for each productive manager: none where nobody is there, infinitely many where nobody manages.
fn span(people: f64, managers: f64) -> f64 {
    if people == 0.0 {
        0.0
    } else if managers > 0.0 {
        people / managers
    } else {
        f64::INFINITY
    }
}

/// People on board who report to the sales managers of a region.
fn reports(plan: &Plan, world: &World, home: usize) -> usize {
    let reports = plan.scenario.regions.iter().enumerate();
    let reports = reports
        .filter(|(_, region)| region.management.as_ref().is_some_and(|management| management.home == home));
    reports.map(|(region, _)| coached_people(plan, world, region)).sum()
}

/// People on board in a region who are no sales managers.
fn coached_people(plan: &Plan, world: &World, region: usize) -> usize {
    let teams = plan.regions[region].teams().filter(|team| team.role != Role::SalesManager);
    teams.map(|team| on_board(world, team.seats.clone())).sum()
}

/// Sales managers on board in a region.
fn managers(plan: &Plan, world: &World, region: usize) -> usize {
    let teams = plan.regions[region].teams().filter(|team| team.role == Role::SalesManager);
    teams.map(|team| on_board(world, team.seats.clone())).sum()
}

fn on_board(world: &World, seats: std::ops::Range<usize>) -> usize {
    world.seats[seats].iter().filter(|seat| seat.active).count()
}

/// Factor on the hazard of leaving in a team this week: of the span that was last taken, for all but managers, and of the
/// region's strain.
#[inline]
pub fn leaving(plan: &Plan, world: &World, team: (usize, usize), now: Week) -> f64 {
    let terms = &world.terms[team.0];
    if terms.coaching.is_none() && terms.strain.is_none() { 1.0 } else { moved(plan, world, team, now) }
}

fn moved(plan: &Plan, world: &World, (region, team): (usize, usize), now: Week) -> f64 {
    let written = &plan.regions[region];
    let coached = if written.team(team).role == Role::SalesManager {
        Coached::NEUTRAL
    } else {
        world.regions[region].coached
    };
    let strain = world.terms[region].strain.map_or(1.0, |strain| {
        let planned: usize = (0..written.team_count())
            .map(|team| people::on_plan(plan, world, (region, team), now).len())
            .sum();
        let people = on_board(world, written.all_seats());
        let vacant = planned.saturating_sub(people) as f64;
        strain.leaving(if people == 0 { 0.0 } else { vacant / people as f64 })
    });
    coached.leaving * strain
}
