//! A region's money followed week by week: what a study of a market entry reads beside the sums of months.
//!
//! Only a plan that is asked to follow a region has cells for it; no other number depends on it.

use crate::unit::Week;
use crate::unit::money::whole;

use super::column::Columns;
use super::entry::Phase;
use super::ledger::ByRegion;
use super::metric::Metric;
use super::plan::Plan;
use super::world::World;

/// Weeks whose contribution stands for a year to come.
const LAST_YEAR: i32 = 52;

/// Which cells follow the region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tracked {
    pub region: usize,
    first: usize,
    weeks: usize,
}

impl Tracked {
    /// Places among a row's columns: the present value of each week's contribution less tax, and the week's cash.
    pub fn present(&self) -> std::ops::Range<usize> {
        0..self.weeks
    }

    pub fn cash(&self) -> std::ops::Range<usize> {
        self.weeks..2 * self.weeks
    }

    /// Present value of one more year like the last, after tax, where that year earned anything and the region is still
    /// worked.
    pub fn last_year(&self) -> usize {
        2 * self.weeks
    }

    /// Week after which the region was left, and in which the last switch was made; 0: neither.
    pub fn left(&self) -> usize {
        2 * self.weeks + 1
    }

    pub fn switched(&self) -> usize {
        2 * self.weeks + 2
    }

    /// Present value of all other regions.
    pub fn rest(&self) -> usize {
        2 * self.weeks + 3
    }

    /// Number of columns.
    pub fn columns(&self) -> usize {
        2 * self.weeks + 4
    }
}

/// What was seen of the ledger's running month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    month: usize,
    present: i64,
    cash: i64,
    contribution: i64,
    /// Contribution of the last year of the horizon so far.
    of_last_year: i64,
}

impl Plan {
    /// This plan with one region's money followed: its columns are those of [`Tracked`], and nothing else.
    pub fn following(&self, region: usize) -> Plan {
        let mut plan = self.at_leaves(&[Metric::NetPresentValue, Metric::Cash]);
        let tracked = Tracked { region, first: plan.layout.cells, weeks: plan.horizon as usize };
        plan.layout.cells += tracked.columns();
        plan.columns = Columns::of_cells(tracked.first..plan.layout.cells);
        plan.tracked = Some(tracked);
        plan
    }
}

/// Notes what the week brought.
pub fn note(plan: &Plan, world: &mut World, now: Week) {
    let Some(tracked) = plan.tracked.filter(|_| (0..plan.horizon).contains(&now.0)) else { return };
    for region in 0..plan.regions.len() {
        let Some((present, cash, contribution)) = of_week(plan, world, region) else { continue };
        let cells = &mut world.ledger.cells[tracked.first..];
        if region != tracked.region {
            cells[tracked.rest()] += present;
            continue;
        }
        cells[tracked.present()][now.0 as usize] = present;
        cells[tracked.cash()][now.0 as usize] = cash;
        let state = &mut world.regions[region];
        if now.0 >= plan.horizon - LAST_YEAR {
            state.seen.of_last_year += contribution;
        }
        match state.entry.phase {
            Phase::Left if cells[tracked.left()] == 0 => cells[tracked.left()] = i64::from(now.0),
            Phase::Selling if state.entry.stage > 0 => {
                cells[tracked.switched()] = i64::from(state.entry.since)
            }
            _ => {}
        }
        if now.0 + 1 == plan.horizon && matches!(state.entry.phase, Phase::Selling | Phase::Native) {
            let tax = plan.years.tax(region).map_or(0.0, |slot| world.values[slot.0 as usize]);
            let year = state.seen.of_last_year.max(0) as f64;
            cells[tracked.last_year()] = whole(year * state.years.discount * (1.0 - tax));
        }
    }
}

/// What the ledger's sums of the month grew by this week: present value, cash, contribution.
fn of_week(plan: &Plan, world: &mut World, region: usize) -> Option<(i64, i64, i64)> {
    let month = world.ledger.month()?;
    let cell = |count| world.ledger.cells[plan.layout.by_region(count, month, region)];
    let now = Seen {
        month,
        present: cell(ByRegion::PresentValue),
        cash: cell(ByRegion::Cash),
        contribution: cell(ByRegion::Margin) - cell(ByRegion::Cost),
        of_last_year: world.regions[region].seen.of_last_year,
    };
    let seen = std::mem::replace(&mut world.regions[region].seen, now);
    let before = if seen.month == month { seen } else { Seen::default() };
    Some((now.present - before.present, now.cash - before.cash, now.contribution - before.contribution))
}
