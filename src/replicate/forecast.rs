//! The forecast: all replications of one scenario, summarized. What reports are made from.

mod provenance;

pub use super::precision::{Reached, Statistic, Stopping};
pub use crate::model::Place;
pub use provenance::Provenance;

use super::balance::Balance;
use crate::model::{ColumnKey, Metric};
use crate::scenario::Role;
use crate::unit::{Period, Unit};

/// A stretch that holds the true value with 95 % confidence; its ends are not numbers where the replications are too few
/// to know one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
}

impl Interval {
    /// What is known where replications are too few.
    pub const UNKNOWN: Interval = Interval { low: f64::NAN, high: f64::NAN };

    pub fn is_known(&self) -> bool {
        self.low.is_finite() && self.high.is_finite()
    }
}

/// A number inferred from replications, with its 95 % interval of simulation error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    pub value: f64,
    pub interval: Interval,
}

/// Distribution of one metric over the replications that have a value of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// Replications that have a value (a win rate has none where no deal closed).
    pub n: u64,
    pub mean: f64,
    pub sd: f64,
    /// Standard error of the mean.
    pub standard_error: f64,
    pub p10: Estimate,
    pub p50: Estimate,
    pub p90: Estimate,
}

/// One metric of one part of the company in one period. `role` and `offer` are `None` where the cell is a total.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    pub metric: Metric,
    pub period: Period,
    pub place: Place,
    pub role: Option<Role>,
    /// Index into [`Facts::offers`].
    pub offer: Option<usize>,
    /// `None` where no replication has a value.
    pub summary: Option<Summary>,
}

/// What a reader needs to know of the scenario and the run beside the numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// File stem of the scenario: `emea-2027`.
    pub stem: String,
    pub title: String,
    /// Base currency.
    pub currency: String,
    pub provenance: Provenance,
    pub replications: u32,
    /// Replications asked for; more than `replications` after Ctrl-C.
    pub requested: u32,
    /// Labels of the quarters: the horizon's, then those of the run-out.
    pub quarters: Vec<String>,
    /// How many of `quarters`, the first, are closed: what was booked in them is known.
    pub closed_quarters: usize,
    /// How many of `quarters` are the horizon's.
    pub horizon_quarters: usize,
    /// Calendar month in which the fiscal year starts, 1 to 12.
    pub fiscal_year_starts: u8,
    /// Labels of the months, three a quarter.
    pub months: Vec<String>,
    pub regions: Vec<String>,
    pub areas: Vec<String>,
    /// Index into `areas` of each region's area, in the order of `regions`; `None` for a region without one.
    pub region_areas: Vec<Option<usize>>,
    pub offers: Vec<String>,
    /// Whether quantiles come from stored rows (exact) or from the histogram.
    pub exact_quantiles: bool,
}

/// Shares of the year's bookings variance.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    /// Replications it was estimated on.
    pub replications: u32,
    pub chance: Estimate,
    pub market: Estimate,
    pub assumptions: Estimate,
}

/// The year's bookings at one level of safety: reached in `confidence` of the futures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Promise {
    pub confidence: f64,
    pub amount: Estimate,
}

/// How the horizon's bookings stand against the target.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetAnswer {
    /// In base currency.
    pub amount: f64,
    /// Chance of reaching it.
    pub probability: Estimate,
    /// Mean gap to the target in the replications that miss it; `None` where none does.
    pub gap_when_missed: Option<Estimate>,
    /// Mean gap in the worst tenth of the replications (0 where they reach it).
    pub expected_shortfall: f64,
    /// The target's cumulative path: what should be booked by the end of each quarter of the horizon.
    pub cumulative: Vec<f64>,
}

/// What was booked last year, among the years that the model plays with last year's teams. In base currency.
#[derive(Clone, Debug, PartialEq)]
pub struct Plausibility {
    /// Regions that state their last year, of all regions; the numbers are theirs alone.
    pub regions: usize,
    pub all_regions: usize,
    /// Regions of which a rate was solved so that this year's mean is what they booked.
    pub solved: usize,
    pub replications: u32,
    pub mean: f64,
    pub p10: f64,
    pub p50: f64,
    pub p90: f64,
    /// What was booked.
    pub booked: f64,
    /// Share of the played years that book less, 0 to 1; of those that book the same, half.
    pub below: f64,
}

impl Plausibility {
    /// Whether what was booked lies beyond the 5th or the 95th percentile.
    pub fn is_doubtful(&self) -> bool {
        !(0.05..=0.95).contains(&self.below)
    }
}

/// A promise and how often it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetOutcome {
    /// Table name; `target` for the one at the top.
    pub name: String,
    pub metric: Metric,
    pub place: Place,
    pub period: Period,
    /// In the unit of the metric.
    pub amount: f64,
    /// Whether it is kept by staying at or below the amount.
    pub at_most: bool,
    /// Chance of keeping it.
    pub chance: Estimate,
    /// Mean gap to the amount in the replications that miss it; `None` where none does.
    pub gap_when_missed: Option<Estimate>,
    /// Each quarter by itself, where the promise is stated by quarter, or is the one at the top and falls on quarters.
    pub quarters: Vec<QuarterOutcome>,
    /// Chance of keeping every quarter; `None` without quarters.
    pub all_quarters: Option<Estimate>,
}

/// One quarter of a promise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QuarterOutcome {
    /// Quarter of the horizon, from 0.
    pub quarter: u32,
    pub amount: f64,
    pub chance: Estimate,
}

/// The company's net cash flow over the horizon's months, in base currency.
#[derive(Clone, Debug, PartialEq)]
pub struct CashAnswer {
    /// Month of the horizon that `months` begin with: the first that is not closed.
    pub first: usize,
    /// P10 and P50 of each month's net cash flow.
    pub months: Vec<[Estimate; 2]>,
    /// Index of the month with the lowest P10, the first among equals.
    pub tightest: usize,
    /// P10 of the lowest level that cash reaches at a month's end, counted from the start of the horizon and at most 0;
    /// `None` when rows are no longer kept.
    pub deepest: Option<Estimate>,
}

/// A year that adds up: averages of the replications around a quantile of the company's bookings, in cents.
#[derive(Clone, Debug, PartialEq)]
pub struct AddingYear {
    /// `low`, `middle` or `high`.
    pub name: &'static str,
    /// The company's quantile it stands for: 0.1, 0.5, 0.9.
    pub quantile: f64,
    /// Cents by region and quarter of the horizon; the company is their sum.
    pub cents: Vec<Vec<i64>>,
}

/// What a seat brings by itself and what the market brings whoever is there; per region, then the company.
#[derive(Clone, Debug, PartialEq)]
pub struct Dilution {
    pub place: Place,
    /// Mean seats with people in them over the horizon.
    pub seats: f64,
    /// Mean bookings of the horizon per such seat.
    pub bookings_per_seat: f64,
    /// The part of it that sellers created themselves: at most what one more seat would add at once.
    pub self_sourced_per_seat: f64,
    /// Mean leads of the horizon that expired without an owner.
    pub leads_expired: f64,
    /// Mean leads of the horizon that arrived.
    pub leads_arrived: f64,
    /// Whether leads that nobody takes do not expire somewhere in the place: it states no lead life.
    pub leads_wait_forever: bool,
}

/// What hangs on a big deal.
#[derive(Clone, Debug, PartialEq)]
pub struct BigDealAnswer {
    pub name: String,
    /// Index into [`Facts::regions`].
    pub region: usize,
    /// In base currency at the start rate.
    pub amount: f64,
    /// Share of the replications in which it is won.
    pub chance: Estimate,
    /// Chance of the target among the replications in which it is won, and among those in which it is lost; `None` without
    /// a target or without such replications.
    pub if_won: Option<Estimate>,
    pub if_lost: Option<Estimate>,
    /// P50 of the horizon's bookings where it is won less that where it is lost.
    pub median_difference: Option<Estimate>,
}

/// What was read of deals that are open and of quarters that are closed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    pub pipeline: Vec<OpenPipeline>,
    pub closed: Vec<Closed>,
}

/// Deals that stand in a region at the start in place of its opening pipeline.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenPipeline {
    pub region: String,
    pub deals: u32,
    /// In the region's currency.
    pub amount: f64,
    pub currency: String,
}

/// A closed quarter.
#[derive(Clone, Debug, PartialEq)]
pub struct Closed {
    pub quarter: String,
    /// What the company booked in it, in base currency.
    pub booked: f64,
}

/// How far the numbers that move the answer most can be trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grade {
    /// A: fit for the board; B: fit for planning; C: not fit for the board.
    pub letter: char,
    /// Numbers that were judged: the five that move the answer most, fewer where fewer stand out of the noise.
    pub judged: usize,
    /// Addresses of those without a source, those to settle first before.
    pub unsourced: Vec<String>,
    /// How many of these are defaults that nobody wrote.
    pub defaults: usize,
    /// Replications in which the influences were found.
    pub replications: u32,
}

/// Advice that depends on what the scenario and the results look like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Stable kebab-case name: `no-macro-factor`.
    pub code: &'static str,
    /// What was noticed, and what to do about it, in one or two sentences.
    pub text: String,
}

/// Values of one quantity over all replications, thinned to what a picture needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Density {
    /// Edges of equal bins, one more than `counts`.
    pub edges: Vec<f64>,
    pub counts: Vec<u64>,
}

/// Quantiles 0.10, 0.25, 0.50, 0.75, 0.90 of cumulative bookings by the end of a quarter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FanPoint {
    pub quantiles: [f64; 5],
}

/// People of one quarter's end, company or region.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct People {
    pub planned: f64,
    /// Mean, P10 and P90 of people in seats.
    pub on_board: [f64; 3],
    /// Planned minus the P10 of on board.
    pub exposed: f64,
    /// Mean sum of ramps.
    pub ramped: f64,
}

/// A level of a role whose people rise: means over the replications, of all regions, for the horizon.
#[derive(Clone, Debug, PartialEq)]
pub struct CareerLine {
    pub role: Role,
    pub level: String,
    /// Years that people were in it.
    pub person_years: f64,
    pub promoted: f64,
    /// Mean weeks in the level of those who were promoted from it; `None` where nobody was.
    pub weeks_to_promotion: Option<f64>,
    /// Of those who went from the level, promoted or by leaving.
    pub share_promoted: Option<f64>,
    pub left: f64,
    /// Those who left while a promotion was due to them and no seat was free.
    pub left_passed_over: f64,
}

/// All replications of one scenario, summarized.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    pub facts: Facts,
    /// Every gathered cell, in the order of [`Cell::key`]: metric, then place, then period, then role, then offer.
    pub cells: Vec<Cell>,
    /// `None` without a target.
    pub target: Option<TargetAnswer>,
    pub big_deals: Vec<BigDealAnswer>,
    pub known: Known,
    /// Every promise that can be told from what was gathered: the one at the top first, then the named ones.
    pub targets: Vec<TargetOutcome>,
    /// Chance of keeping all of `targets`; `None` where there are fewer than two.
    pub all_targets: Option<Estimate>,
    /// `None` where no region states its last year.
    pub plausibility: Option<Plausibility>,
    pub promises: Vec<Promise>,
    /// Mean cost of the horizon and mean cost per unit of bookings; `None` when cost is not gathered or all zero.
    pub cost: Option<(f64, f64)>,
    /// The company's cash by month; `None` when cash is not gathered or nothing costs anything.
    pub cash: Option<CashAnswer>,
    /// Low, middle, high; empty when bookings are not gathered or rows are no longer kept.
    pub adding_years: Vec<AddingYear>,
    /// `None` when skipped.
    pub split: Option<Split>,
    /// Each region's share of the variance of the company's bookings of the horizon: its covariance with the company over the
    /// company's variance, so that they add to 1; empty where rows are no longer kept or nothing varies.
    pub spread_by_region: Vec<f64>,
    pub dilution: Vec<Dilution>,
    /// By place, then quarter from the first that is not closed; empty when headcount is not gathered.
    pub people: Vec<(Place, Vec<People>)>,
    /// By role, then level; empty where nobody rises.
    pub careers: Vec<CareerLine>,
    pub warnings: Vec<Warning>,
    /// How territories are cut and worked; `None` where there are none, or when skipped.
    pub balance: Option<Balance>,
    /// `None` when skipped, or when no number stands out of the noise.
    pub grade: Option<Grade>,
    /// How well was known what the run was to know; `None` where only a number of replications was asked for.
    pub precision: Option<Stopping>,
    /// Distribution of the horizon's bookings, for its picture.
    pub density: Option<Density>,
    /// Cumulative bookings at the end of each quarter of the horizon; the first point is zero at the start.
    pub fan: Vec<FanPoint>,
}

impl Cell {
    /// What the cell shows, and its place among all cells.
    pub fn key(&self) -> ColumnKey {
        let Cell { metric, period, place, role, offer, .. } = *self;
        ColumnKey { metric, place, period, role, offer }
    }
}

impl Forecast {
    /// The cell of this metric, place and period that is a total over roles and offers.
    pub fn cell(&self, metric: Metric, place: Place, period: Period) -> Option<&Cell> {
        let key = ColumnKey { metric, place, period, role: None, offer: None };
        let at = self.cells.binary_search_by_key(&key, Cell::key).ok()?;
        self.cells.get(at)
    }

    /// Unit of a cell's numbers as text: the currency for money.
    pub fn unit_name(&self, unit: Unit) -> String {
        if unit == Unit::Money { self.facts.currency.clone() } else { unit.to_string() }
    }
}
