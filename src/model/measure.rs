//! Measuring: what stands at the end of the week.

use crate::scenario::Role;
use crate::unit::Week;
use crate::unit::time::{ends_a_quarter, month_of};

use super::detail;
use super::ledger::{ByOffer, ByRegion, ByTeam};
use super::plan::Plan;
use super::quota;
use super::territory;
use super::world::{Tally, World, bucket};

/// Parts in which awareness is counted.
const MILLIONTHS: f64 = 1e6;

/// Counts quotas and utilisation of the week, and stocks where the week ends a month.
pub fn count(plan: &Plan, world: &mut World, now: Week) {
    let ends_a_month = ends_a_month(now);
    for region in 0..plan.regions.len() {
        for team in 0..plan.regions[region].team_count() {
            count_team(plan, world, (region, team), now);
        }
        if plan.needs.territories {
            territory::measure(plan, world, region);
        }
        if plan.needs.stocks && ends_a_month {
            open_deals(plan, world, region);
        }
        if plan.needs.pipeline && ends_a_month {
            pipeline(plan, world, region, now);
        }
        if ends_a_month {
            deals(plan, world, region);
            super::partner::count(plan, world, region);
        }
        if ends_a_month && world.terms[region].reach.is_some_and(|reach| reach.bass.is_some()) {
            let millionths = (world.regions[region].reach.awareness * MILLIONTHS).round() as i64;
            world.ledger.set(&plan.layout, ByRegion::Awareness, region, millionths);
            world.ledger.set(&plan.layout, ByRegion::NewMarket, region, MILLIONTHS as i64);
        }
        if ends_a_month && let Some(size) = plan.scenario.regions[region].market_size_per_year {
            let months_per_year = 12.0;
            let cents = world.values[size.0 as usize] * 100.0 / months_per_year
                * plan.regions[region].start_rate
                * world.regions[region].years.prices;
            world.ledger.add(&plan.layout, ByRegion::MarketSize, region, cents.round() as i64);
        }
    }
    if plan.detail.is_some() && ends_a_quarter(now) {
        detail::at_quarter_end(plan, world, now);
    }
}

fn ends_a_month(now: Week) -> bool {
    month_of(Week(now.0 + 1)) != month_of(now)
}

fn count_team(plan: &Plan, world: &mut World, team: (usize, usize), now: Week) {
    if plan.needs.quota {
        quota::accrue(plan, world, team, now);
    }
    if plan.needs.stocks {
        utilisation(plan, world, team, now);
        if ends_a_month(now) {
            people(plan, world, team, now);
        }
    }
    if plan.needs.bridge {
        hires_due(plan, world, team, now);
    }
}

/// Turns the month's tallies into counts.
fn deals(plan: &Plan, world: &mut World, region: usize) {
    let (ledger, layout, state) = (&mut world.ledger, &plan.layout, &mut world.regions[region]);
    for (tally, offer) in state.tally.iter_mut().zip(plan.regions[region].sold_as.iter().copied()) {
        let Tally { created, won, lost, lost_to_competitors, lost_no_decision, won_weeks, .. } =
            std::mem::take(tally);
        ledger.add_by_offer(layout, ByOffer::Created, (region, offer), created);
        ledger.add_by_offer(layout, ByOffer::Won, (region, offer), won);
        ledger.add_by_offer(layout, ByOffer::Lost, (region, offer), lost);
        ledger.add_by_offer(layout, ByOffer::LostToCompetitors, (region, offer), lost_to_competitors);
        ledger.add_by_offer(layout, ByOffer::LostNoDecision, (region, offer), lost_no_decision);
        ledger.add_by_offer(layout, ByOffer::WonWeeks, (region, offer), won_weeks);
    }
    ledger.add(layout, ByRegion::Refused, region, std::mem::take(&mut state.reviews.refused));
    ledger.add(layout, ByRegion::Dropped, region, std::mem::take(&mut state.dropped));
}

fn utilisation(plan: &Plan, world: &mut World, (region, team): (usize, usize), now: Week) {
    let written = plan.regions[region].team(team);
    let Some(terms) = world.terms[region].team(team).filter(|team| team.capacity.is_finite()) else { return };
    let (mut open, mut capacity) = (0, 0.0);
    for seat in world.seats[written.seats.clone()].iter().filter(|seat| seat.active) {
        open += i64::from(seat.open);
        capacity += written.capacity(Some(terms), seat, now);
    }
    let mut add = |count, by| world.ledger.add_by_team(&plan.layout, count, (region, team), by);
    add(ByTeam::OpenWeeks, open * 1_000);
    add(ByTeam::CapacityWeeks, (capacity * 1_000.0).round() as i64);
}

/// Seats planned, people on board, ramps; people in thousandths.
fn people(plan: &Plan, world: &mut World, (region, team): (usize, usize), now: Week) {
    let planned = super::people::on_plan(plan, world, (region, team), now).len();
    let terms = world.terms[region].team(team);
    let (mut headcount, mut ramped) = (0, 0.0);
    let seats = &world.seats[plan.regions[region].team(team).seats.clone()];
    for seat in seats.iter().filter(|seat| seat.active) {
        headcount += 1;
        ramped += terms.map_or(1.0, |terms| terms.ramp_at(now.0 - seat.ramps_since));
    }
    let mut set = |count, to| world.ledger.set_by_team(&plan.layout, count, (region, team), to);
    set(ByTeam::Planned, planned as i64 * 1_000);
    set(ByTeam::Headcount, headcount * 1_000);
    set(ByTeam::Ramped, (ramped * 1_000.0).round() as i64);
}

/// Deals that somebody works.
fn open_deals(plan: &Plan, world: &mut World, region: usize) {
    // Specialists work deals that have an owner.
    let owners = plan.regions[region].teams().filter(|team| team.role != Role::ProductSpecialist);
    let seats = owners.flat_map(|team| &world.seats[team.seats.clone()]);
    let open = seats.map(|seat| i64::from(seat.open)).sum();
    world.ledger.set(&plan.layout, ByRegion::OpenDeals, region, open);
}

/// Planned starts of the week that the plan still counts on; those planned before the first week are due in it.
fn hires_due(plan: &Plan, world: &mut World, (region, team): (usize, usize), now: Week) {
    let written = plan.regions[region].team(team);
    let due = |seat: &&usize| {
        let seat = written.seat(**seat);
        seat.origin.is_planned_start() && seat.planned.max(Week(plan.first)) == now
    };
    let count = super::people::on_plan(plan, world, (region, team), now).iter().filter(due).count();
    world.ledger.add_by_team(&plan.layout, ByTeam::HiresDue, (region, team), count as i64);
}

/// Amount of the open deals at this week's rate.
fn pipeline(plan: &Plan, world: &mut World, region: usize, now: Week) {
    let (terms, state) = (&world.terms[region], &world.regions[region]);
    let open = state.due[bucket(plan, now) + 1..].iter().flatten().flatten();
    let cents: i64 = open.map(|deal| state.amount(terms, deal)).sum();
    let cents = cents + state.known_pipeline();
    let base = cents as f64 * super::money::price_rate(plan, world, region, now);
    world.ledger.set(&plan.layout, ByRegion::Pipeline, region, base.round() as i64);
}
