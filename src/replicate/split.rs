//! Where the spread comes from: chance, market and assumptions, by keyed re-draws.
//!
//! Each replication is played three times: as reported Y(A,M,C), with new chance Y(A,M,C'), and with new market and chance
//! Y(A,M',C''). The covariance of the first and third is the variance that the assumptions explain, that of the first and
//! second what assumptions and market explain together.

use crate::model::{Metric, Place, Plan, compile};
use crate::random::Redraw;
use crate::stats::{Component, Components, variance_components};
use crate::unit::Period;

use super::forecast::{Estimate, Interval, Split};
use super::{Gathered, Players, Settings, Watch};

/// Most replications that the split is estimated on.
pub const REPLICATIONS_MAX: u32 = 2_000;

/// Splits the variance of the horizon's bookings, re-drawing the first of the gathered replications; `None` where there are
/// too few of them or the watch stopped it.
pub fn split(plan: &Plan, gathered: &Gathered, settings: &Settings, watch: &Watch) -> Option<Split> {
    let n = replications(gathered.replications())?;
    if !plan.has_market() && !plan.has_assumptions() {
        return Some(all_chance(n));
    }
    let plan = compile(&plan.scenario, &[Metric::Bookings]).ok()?;
    let players = Players::new(&plan, settings.threads_used());
    let column = plan.columns.cells.first()?.1;
    let numbers: Vec<u32> = (0..n).collect();
    let play = |redraw: Redraw| {
        let rows = players.play(&plan, settings.seed, &numbers, redraw, watch);
        let values: Vec<f64> = rows.chunks(plan.columns.len()).map(|row| row[column] as f64).collect();
        (values.len() == n as usize).then_some(values)
    };
    let first = play(Redraw::default())?;
    let new_chance = play(Redraw { chance: 1, market: 0 })?;
    let new_market = play(Redraw { chance: 2, market: 1 })?;
    let components = variance_components(&first, &new_chance, &new_market)?;
    Some(of_components(n, &components, plan.has_market(), plan.has_assumptions()))
}

/// Each region's share of the variance of the company's bookings of the horizon: covariance with the company over the
/// company's variance. Empty where rows are no longer kept, or nothing varies.
pub fn by_region(gathered: &Gathered, regions: usize) -> Vec<f64> {
    let places = (0..regions).map(Place::Region);
    let column = |place| gathered.find(Metric::Bookings, place, Period::Horizon);
    let columns: Option<Vec<usize>> = places.map(column).collect();
    let (Some(columns), Some(company)) = (columns, column(Place::Company)) else { return Vec::new() };
    let Some(rows) = gathered.rows() else { return Vec::new() };
    let n = gathered.replications().max(1) as f64;
    let mean = |column: usize| {
        let sum: i128 = rows.chunks(gathered.columns()).map(|row| i128::from(row[column])).sum();
        sum as f64 / n
    };
    let company_mean = mean(company);
    let covariance = |column: usize| {
        let mean = mean(column);
        let product = |row: &[i64]| (row[column] as f64 - mean) * (row[company] as f64 - company_mean);
        rows.chunks(gathered.columns()).map(product).sum::<f64>()
    };
    let variance = covariance(company);
    if variance > 0.0 {
        columns.iter().map(|column| covariance(*column) / variance).collect()
    } else {
        Vec::new()
    }
}

/// Replications that the split of so many uses; `None`: too few.
pub fn replications(gathered: u32) -> Option<u32> {
    (gathered >= 100).then(|| gathered.min(REPLICATIONS_MAX))
}

fn exactly(value: f64) -> Estimate {
    Estimate { value, interval: Interval { low: value, high: value } }
}

fn all_chance(replications: u32) -> Split {
    Split { replications, chance: exactly(1.0), market: exactly(0.0), assumptions: exactly(0.0) }
}

/// The estimated shares; a source that the scenario does not have is exactly nothing, and what is shared belongs to the
/// other.
fn of_components(
    replications: u32,
    components: &Components,
    has_market: bool,
    has_assumptions: bool,
) -> Split {
    let estimate = |component: &Component| Estimate {
        value: component.share,
        interval: Interval { low: component.low, high: component.high },
    };
    let chance = estimate(&components.chance);
    let shared = Estimate {
        value: 1.0 - chance.value,
        interval: Interval { low: 1.0 - chance.interval.high, high: 1.0 - chance.interval.low },
    };
    let (market, assumptions) = match (has_market, has_assumptions) {
        (true, true) => (estimate(&components.market), estimate(&components.assumptions)),
        (true, false) => (shared, exactly(0.0)),
        (false, _) => (exactly(0.0), shared),
    };
    Split { replications, chance, market, assumptions }
}
