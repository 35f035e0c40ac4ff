//! Rules of an entry: at the end of a quarter it is asked whether the market is left, and whether the next mode is set up.

use crate::scenario::{Mode, Next, Stop};
use crate::unit::Week;
use crate::unit::time::{MONTHS_PER_QUARTER, WEEKS_PER_QUARTER, quarter_of};

use crate::model::ledger::ByRegion;
use crate::model::money;
use crate::model::people::NEVER;
use crate::model::plan::Plan;
use crate::model::world::World;

use super::{CENTS, Decision, Phase};

const MONTHS_PER_YEAR: usize = 12;

/// Asks the rules of every region that is being worked in a mode.
pub fn decide(plan: &Plan, world: &mut World, now: Week) {
    if !plan.entered {
        return;
    }
    for region in 0..plan.regions.len() {
        let state = world.regions[region].entry;
        let Some(stage) = plan.stages(region).get(state.stage).filter(|_| state.phase == Phase::Selling)
        else {
            continue;
        };
        world.regions[region].entry.decision = asked(plan, world, (region, &stage.mode), now);
    }
}

fn asked(plan: &Plan, world: &World, (region, mode): (usize, &Mode), now: Week) -> Decision {
    let state = world.regions[region].entry;
    let quarters = ((now.0 + 1 - state.since) / WEEKS_PER_QUARTER) as u32;
    if quarters < mode.exclusive_quarters || state.ready != NEVER {
        return Decision::GoOn;
    }
    let seen = seen_months(now, mode);
    if mode.stop.is_some_and(|stop| fails(plan, world, (region, stop), (quarters, seen), now)) {
        Decision::Leave
    } else if mode.next.is_some_and(|next| holds(plan, world, (region, next), (quarters, seen), now)) {
        Decision::Switch
    } else {
        Decision::GoOn
    }
}

/// Months whose figures have reached us.
fn seen_months(now: Week, mode: &Mode) -> usize {
    let quarters = (quarter_of(now) + 1).saturating_sub(mode.reported_late_quarters);
    quarters as usize * MONTHS_PER_QUARTER
}

/// Whether the stop rule says to leave.
fn fails(
    plan: &Plan,
    world: &World,
    (region, stop): (usize, Stop),
    (quarters, seen): (u32, usize),
    now: Week,
) -> bool {
    let sum = |count| sum(plan, world, region, count, 0..seen);
    let contribution = sum(ByRegion::Margin) - sum(ByRegion::Cost);
    let below = world.values[stop.below.0 as usize] * CENTS * money::rate(plan, world, region, now);
    quarters >= stop.after_quarters && (contribution as f64) < below
}

/// Whether everything holds on which the next mode waits.
fn holds(
    plan: &Plan,
    world: &World,
    (region, next): (usize, Next),
    (quarters, seen): (u32, usize),
    now: Week,
) -> bool {
    let revenue = sum(plan, world, region, ByRegion::Revenue, seen.saturating_sub(MONTHS_PER_YEAR)..seen);
    let rate = money::rate(plan, world, region, now) * world.regions[region].years.prices;
    let enough = next
        .revenue_per_year
        .is_none_or(|slot| revenue as f64 >= world.values[slot.0 as usize] * CENTS * rate);
    enough && next.after_quarters.is_none_or(|after| quarters >= after)
}

/// Revenue of the last four quarters that are over [base cents].
pub fn revenue_of_a_year(plan: &Plan, world: &World, region: usize, now: Week) -> i64 {
    let over = (now.0.max(0) / WEEKS_PER_QUARTER) as usize * MONTHS_PER_QUARTER;
    sum(plan, world, region, ByRegion::Revenue, over.saturating_sub(MONTHS_PER_YEAR)..over)
}

fn sum(plan: &Plan, world: &World, region: usize, count: ByRegion, months: std::ops::Range<usize>) -> i64 {
    months.map(|month| world.ledger.cells[plan.layout.by_region(count, month, region)]).sum()
}
