//! The income statement and the headcount bridge of the low, the middle and the high year.
//!
//! The replications around P10, P50 and P90 of the company's bookings are played again with every line by region and
//! month, and averaged cell by cell in whole cents. Every other number is a sum of these leaves, so that months add to
//! quarters, regions to areas and lines to the contribution to the cent.

mod bridge;
mod line;

use std::ops::Range;

pub use bridge::{Bridge, Steps};
pub use line::Line;

use crate::model::plan::{PRESENT, RegionPlan};
use crate::model::{ColumnKey, Metric, Place, Plan};
use crate::replicate::years::{AROUND_MAX, sums, years};
use crate::replicate::{Gathered, Settings, Watch, Year};
use crate::unit::time::MONTHS_PER_QUARTER;
use crate::unit::{Period, Unit};

/// Parts of a person in which averages are kept.
pub const THOUSANDTHS: i64 = 1_000;

/// What is averaged by region and month.
const LEAVES: [Metric; 25] = [
    Metric::Bookings,
    Metric::Revenue,
    Metric::CostOfGoods,
    Metric::ChannelCost,
    Metric::BasePay,
    Metric::VariablePay,
    Metric::Accelerators,
    Metric::HiringCost,
    Metric::Severance,
    Metric::Travel,
    Metric::Compliance,
    Metric::Cancellations,
    Metric::Tariffs,
    Metric::BadDebt,
    Metric::Training,
    Metric::Marketing,
    Metric::Initiatives,
    Metric::EntityCost,
    Metric::Cash,
    Metric::HiresDue,
    Metric::HiresStarted,
    Metric::Leavers,
    Metric::Backfills,
    Metric::Cuts,
    Metric::Moves,
];

/// Low, middle and high year.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    pub years: Vec<Account>,
}

/// The income statement and the headcount of one year.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// `low`, `middle` or `high`.
    pub name: &'static str,
    /// The quantile of the company's bookings that it stands for.
    pub quantile: f64,
    /// How many replications it is the average of.
    pub replications: usize,
    /// Quarters of the horizon.
    quarters: u32,
    /// Months of a region among the leaves, those beyond the horizon included.
    months: usize,
    /// Area of each region.
    areas: Vec<Option<usize>>,
    /// People of each region when week 0 begins.
    seated: Vec<i64>,
    /// Leaf after leaf, by metric, region and month: cents, and thousandths of people.
    leaves: Vec<i64>,
    /// Standard error of each line's total for the company and the horizon [cents].
    errors: Vec<f64>,
}

/// The statement of what was gathered under these settings; `None` where bookings were not gathered or the watch stopped
/// it.
pub fn statement(plan: &Plan, gathered: &Gathered, settings: &Settings, watch: &Watch) -> Option<Statement> {
    let years = years(gathered);
    let leaves = plan.at_leaves(&LEAVES);
    let years: Vec<Account> =
        years.iter().map(|year| Account::of(&leaves, year, settings, watch)).collect::<Option<_>>()?;
    (!years.is_empty()).then_some(Statement { years })
}

/// Replications that the statement of so many plays again.
pub fn replications(gathered: u32) -> u32 {
    3 * (gathered / 50).clamp(1, AROUND_MAX as u32)
}

impl Account {
    fn of(plan: &Plan, year: &Year, settings: &Settings, watch: &Watch) -> Option<Account> {
        let mut account = Account {
            name: year.name,
            quantile: year.quantile,
            replications: year.replications.len(),
            quarters: plan.scenario.calendar.quarters,
            months: plan.layout.months,
            areas: plan.scenario.regions.iter().map(|region| region.area).collect(),
            seated: plan.regions.iter().map(seated).collect(),
            leaves: Vec::new(),
            errors: Vec::new(),
        };
        let company = (Place::Company, Period::Horizon);
        let cells = &plan.columns.cells;
        let totals = |row: &[i64]| {
            Line::ALL.map(|line| account.sum(line.parts(), company, |leaf| row[cells[leaf].1])).to_vec()
        };
        let sums = sums(plan, settings, &year.replications, (&totals, watch))?;
        let leaf = |(key, column): &(ColumnKey, usize)| sums.average(*column, parts(key.metric));
        account.leaves = cells.iter().map(leaf).collect();
        account.errors = sums.errors;
        Some(account)
    }

    /// A line of a place in a period of the horizon in cents.
    pub fn cents(&self, line: Line, place: Place, period: Period) -> i64 {
        self.sum(line.parts(), (place, period), |leaf| self.leaves[leaf])
    }

    /// Standard error of a line of the company over the horizon, in base currency; not a number where it is unknown.
    pub fn error(&self, line: Line) -> f64 {
        self.errors[line as usize] / 100.0
    }

    /// Sum of some metrics, each with its sign, over the leaves of a place and a period.
    fn sum(
        &self,
        parts: &[(Metric, i64)],
        (place, period): (Place, Period),
        leaf: impl Fn(usize) -> i64,
    ) -> i64 {
        let regions = self.regions(place);
        let months = self.months(period);
        let leaves = parts.iter().flat_map(|&(metric, sign)| {
            let first = LEAVES.iter().position(|known| *known == metric).unwrap_or(0) * self.areas.len();
            let months = months.clone();
            let regions = regions.iter().map(move |region| (first + region) * self.months);
            regions.flat_map(move |first| months.clone().map(move |month| (first + month, sign)))
        });
        leaves.map(|(at, sign)| sign * leaf(at)).sum()
    }

    fn regions(&self, place: Place) -> Vec<usize> {
        let within = |region: &usize| match place {
            Place::Company => true,
            Place::Area(area) => self.areas[*region] == Some(area),
            Place::Region(only) => *region == only,
        };
        (0..self.areas.len()).filter(within).collect()
    }

    fn months(&self, period: Period) -> Range<usize> {
        match period {
            Period::Horizon => 0..self.quarters as usize * MONTHS_PER_QUARTER,
            Period::Quarter(quarter) => {
                let first = quarter as usize * MONTHS_PER_QUARTER;
                first..first + MONTHS_PER_QUARTER
            }
            Period::Month(month) => month as usize..month as usize + 1,
        }
    }
}

/// People of a region when week 0 begins.
fn seated(region: &RegionPlan) -> i64 {
    region.teams().flat_map(|team| &team.seat_plans).filter(|seat| seat.planned == PRESENT).count() as i64
}

/// Parts of a gathered step that are kept: people are averaged in thousandths.
fn parts(metric: Metric) -> i64 {
    if metric.unit() == Unit::Count { THOUSANDTHS } else { 1 }
}
