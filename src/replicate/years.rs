//! Three years that add up: averages of the replications around the company's P10, P50 and P90 of bookings.

use crate::model::{Metric, Place, Plan};
use crate::stats::Moments;
use crate::unit::Period;

use super::forecast::AddingYear;
use super::{Gathered, Settings, Watch, replay, rows_at_a_time};

/// The years with the quantile that each stands for.
const YEARS: [(&str, f64); 3] = [("low", 0.1), ("middle", 0.5), ("high", 0.9)];
/// Most replications averaged for a year.
pub const AROUND_MAX: usize = 200;

/// One of the years, and the replications that it is the average of.
#[derive(Clone, Debug, PartialEq)]
pub struct Year {
    /// `low`, `middle` or `high`.
    pub name: &'static str,
    /// The quantile of the company's bookings around which its replications lie.
    pub quantile: f64,
    pub replications: Vec<u32>,
}

/// Low, middle and high year, known however many replications there are; none where bookings were not gathered.
pub fn years(gathered: &Gathered) -> Vec<Year> {
    let booked = gathered.booked();
    if booked.is_empty() {
        return Vec::new();
    }
    let mut order: Vec<u32> = (0..booked.len() as u32).collect();
    order.sort_by_key(|replication| booked[*replication as usize]);
    let year = |(name, quantile)| Year { name, quantile, replications: around(&order, quantile).to_vec() };
    YEARS.map(year).into()
}

/// Sums of every column over some replications.
#[derive(Clone, Debug, PartialEq)]
pub struct Sums {
    columns: Vec<i128>,
    replications: usize,
    /// Standard errors of the means of what was asked for beside the columns.
    pub errors: Vec<f64>,
}

/// What is made of a row beside its columns.
pub type Beside<'a> = &'a dyn Fn(&[i64]) -> Vec<i64>;

impl Sums {
    /// The mean of a column in whole parts of a step, `parts` to the step, rounded half up.
    pub fn average(&self, column: usize, parts: i64) -> i64 {
        rounded(self.columns[column] * i128::from(parts), self.replications)
    }
}

/// Plays these replications of `plan` again and sums their columns; `beside` makes of a row what else an error is wanted
/// of. `None` if the watch stopped it.
pub fn sums(
    plan: &Plan,
    settings: &Settings,
    replications: &[u32],
    (beside, watch): (Beside, &Watch),
) -> Option<Sums> {
    let mut columns = vec![0; plan.columns.len()];
    let mut moments: Vec<Moments> = Vec::new();
    for some in replications.chunks(rows_at_a_time(plan) as usize) {
        for row in replay(plan, settings, some, watch)?.chunks(plan.columns.len()) {
            columns.iter_mut().zip(row).for_each(|(sum, value)| *sum += i128::from(*value));
            let beside = beside(row);
            moments.resize(beside.len(), Moments::default());
            moments.iter_mut().zip(beside).for_each(|(moments, value)| moments.add(value));
        }
    }
    let error = |moments: &Moments| moments.standard_error().unwrap_or(f64::NAN);
    let errors = moments.iter().map(error).collect();
    Some(Sums { columns, replications: replications.len(), errors })
}

/// A sum over so many, rounded half up.
fn rounded(sum: i128, count: usize) -> i64 {
    let count = count as i128;
    ((2 * sum + count).div_euclid(2 * count)) as i64
}

/// The years' bookings by region and quarter, while rows are kept.
pub(super) fn adding_years(plan: &Plan, gathered: &Gathered) -> Vec<AddingYear> {
    if !gathered.is_exact() {
        return Vec::new();
    }
    let year = |Year { name, quantile, replications }: Year| {
        let cell = |region: usize, quarter: u32| {
            let column = gathered.find(Metric::Bookings, Place::Region(region), Period::Quarter(quarter));
            column.map_or(0, |column| average_of(gathered, &replications, column))
        };
        let quarters = plan.scenario.calendar.quarters;
        let cents =
            (0..plan.regions.len()).map(|region| (0..quarters).map(|q| cell(region, q)).collect()).collect();
        AddingYear { name, quantile, cents }
    };
    years(gathered).into_iter().map(year).collect()
}

fn average_of(gathered: &Gathered, replications: &[u32], column: usize) -> i64 {
    let cents = |replication: &u32| gathered.row(*replication).map_or(0, |row| i128::from(row[column]));
    rounded(replications.iter().map(cents).sum(), replications.len())
}

/// The replications whose rank is nearest to a quantile's: a fiftieth of all, at most [`AROUND_MAX`].
fn around(order: &[u32], quantile: f64) -> &[u32] {
    let n = order.len();
    let count = (n / 50).clamp(1, AROUND_MAX);
    let rank = ((n as f64 * quantile).ceil() as usize).clamp(1, n) - 1;
    let from = rank.saturating_sub(count / 2).min(n - count);
    &order[from..from + count]
}
