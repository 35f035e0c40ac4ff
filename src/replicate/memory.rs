//! What replicating needs in memory, known before it begins.

use super::{Settings, rows_at_a_time};
use crate::model::{Metric, Plan};
use crate::scenario::Scenario;
use crate::unit::time::MONTHS_PER_QUARTER;

/// Memory of a column's histogram: a dozen octaves of 512 counts [bytes].
const HISTOGRAM: usize = 12 * 512 * 8;
/// Memory of a cell's summary and of its lines in the written forecast [bytes].
const TOLD: usize = 2_000;
/// Memory of a region's week and of a seat in a world [bytes].
const REGION_WEEK: usize = 64;
const SEAT: usize = 512;

/// Most memory that a run with these settings takes in bytes, within a factor of two: rows kept or poured, those being
/// played, a world a thread, and the forecast.
pub fn at_most(plan: &Plan, settings: &Settings) -> usize {
    let row = plan.columns.len().saturating_mul(8);
    let all = row.saturating_mul(settings.replications as usize);
    let poured = if all > settings.rows_max { plan.columns.len().saturating_mul(HISTOGRAM) } else { 0 };
    let playing = row * (rows_at_a_time(plan) as usize).min(settings.replications as usize);
    let worlds = settings.threads_used().saturating_mul(world(plan));
    let told = plan.columns.cells.len().saturating_mul(TOLD);
    [all.min(settings.rows_max), poured, playing, worlds, told].into_iter().fold(0, usize::saturating_add)
}

/// Most cells that gathering `metrics` asks for, known before the scenario is compiled.
pub fn cells_at_most(scenario: &Scenario, metrics: &[Metric]) -> usize {
    let quarters = (scenario.calendar.quarters + scenario.look_beyond_quarters) as usize;
    let (horizon_and_quarters, months) = (1 + quarters, MONTHS_PER_QUARTER * quarters);
    let above_regions = 1 + scenario.areas.len();
    let sold: usize = scenario.regions.iter().map(|region| region.offers.len()).sum();
    let of_metric = |metric: &Metric| {
        let periods = 2 * horizon_and_quarters + if metric.by_month() { months } else { 0 };
        let totals = (above_regions + scenario.regions.len()) * periods;
        let by_offer = (above_regions * scenario.offers.len() + sold) * horizon_and_quarters;
        totals + if metric.by_offer() { by_offer } else { 0 }
    };
    metrics.iter().map(of_metric).sum()
}

/// Memory of one world [bytes].
fn world(plan: &Plan) -> usize {
    let seats: usize = plan.regions.iter().map(|region| region.all_seats().len()).sum();
    let ledger = 8 * (plan.layout.cells + plan.columns.len());
    ledger + REGION_WEEK * plan.regions.len() * plan.weeks_walked() as usize + SEAT * seats
}
