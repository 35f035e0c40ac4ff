//! Cash: which month is the tightest, and how deep the company's cash may fall.

use crate::model::{Metric, Place, Plan};
use crate::unit::Period;
use crate::unit::time::MONTHS_PER_QUARTER;

use super::Gathered;
use super::forecast::{CashAnswer, Estimate, Forecast};
use super::gathered::Sorted;
use super::summarize::in_units;

/// The company's cash by month of the horizon; `None` where it was not gathered.
pub(super) fn answer(plan: &Plan, gathered: &Gathered, forecast: &Forecast) -> Option<CashAnswer> {
    let months = |quarters: u32| quarters * MONTHS_PER_QUARTER as u32;
    let open = months(plan.scenario.closed_quarters())..months(plan.scenario.calendar.quarters);
    let month = |month: u32| {
        let summary = forecast.cell(Metric::Cash, Place::Company, Period::Month(month))?.summary?;
        Some([summary.p10, summary.p50])
    };
    let months: Vec<[Estimate; 2]> = open.clone().map(month).collect::<Option<_>>()?;
    let by_p10 = |left: &usize, right: &usize| months[*left][0].value.total_cmp(&months[*right][0].value);
    let tightest = (0..months.len()).min_by(by_p10)?;
    let first = open.start as usize;
    Some(CashAnswer { first, tightest, deepest: deepest(gathered, open), months })
}

/// P10 of the lowest sum of cash flows from the start to a month's end.
fn deepest(gathered: &Gathered, months: std::ops::Range<u32>) -> Option<Estimate> {
    let column = |month| gathered.find(Metric::Cash, Place::Company, Period::Month(month));
    let columns: Vec<usize> = months.map(column).collect::<Option<_>>()?;
    let lowest = |row: &[i64]| {
        let sums = columns.iter().scan(0, |sum, column| {
            *sum += row[*column];
            Some(*sum)
        });
        sums.fold(0, i64::min)
    };
    let lowest: Vec<i64> = gathered.rows()?.chunks(gathered.columns()).map(lowest).collect();
    (!lowest.is_empty()).then(|| in_units(Sorted::of(lowest).quantile(0.1), 100.0))
}
