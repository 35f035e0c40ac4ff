//! What the replications left behind: rows while they fit, histograms beyond.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::model::column::NONE;
use crate::model::{ColumnKey, Metric, Place, Plan};
use crate::scenario::Role;
use crate::stats::{Histogram, Moments, order_statistic_ranks, quantile_rank};
use crate::unit::Period;

use super::Settings;
use super::forecast::{Estimate, Interval, Summary};
use super::promise::Promises;

/// Columns read from the rows at a time, so that each row is touched once for all of them.
const COLUMNS_AT_A_TIME: usize = 8;

/// Every replication's columns, or their distributions.
#[derive(Clone, Debug)]
pub struct Gathered {
    cells: Vec<(ColumnKey, usize)>,
    /// Column of every cell, to be found by its key.
    columns_by_key: BTreeMap<ColumnKey, usize>,
    columns: usize,
    rows_max: usize,
    n: u32,
    kept: Kept,
    pub(super) target: Option<TargetTally>,
    pub(super) promises: Promises,
    /// The company's bookings of the horizon, a value a replication whatever is kept [cents]; empty where not gathered.
    booked: Vec<i64>,
    /// Columns of the big deals, and whether each was won, replication after replication, whatever is kept.
    big_deals: std::ops::Range<usize>,
    won: Vec<bool>,
    /// Columns of what is counted by level of careers, and their sums over all replications.
    careers: std::ops::Range<usize>,
    career_sums: Vec<i64>,
}

#[derive(Clone, Debug)]
enum Kept {
    /// Row-major: replication after replication.
    Rows(Vec<i64>),
    Poured(Vec<Poured>),
}

#[derive(Clone, Debug, Default)]
struct Poured {
    histogram: Histogram,
    moments: Moments,
}

/// Exact whole-number tally of the target, whatever is kept.
#[derive(Clone, Debug)]
pub(super) struct TargetTally {
    /// Column of the horizon's bookings.
    column: usize,
    /// Cents.
    pub target: i64,
    pub reached: u64,
    pub gap: Moments,
}

/// One column in order, with what is asked of it.
pub(super) struct Sorted<'a> {
    source: Source<'a>,
    pub moments: Moments,
}

enum Source<'a> {
    Values(Vec<i64>),
    Histogram(&'a Histogram),
}

impl Gathered {
    pub(super) fn new(plan: &Plan, settings: &Settings) -> Gathered {
        let columns = plan.columns.len();
        let expected = (settings.replications as usize).saturating_mul(columns).min(settings.rows_max / 8);
        let mut gathered = Gathered {
            cells: plan.columns.cells.clone(),
            columns_by_key: plan.columns.cells.iter().copied().collect(),
            columns,
            rows_max: settings.rows_max,
            n: 0,
            kept: Kept::Rows(Vec::with_capacity(expected)),
            target: None,
            promises: Promises::default(),
            booked: Vec::new(),
            big_deals: plan.columns.big_deals.clone(),
            won: Vec::new(),
            careers: plan.columns.careers.clone(),
            career_sums: vec![0; plan.columns.careers.len()],
        };
        let bookings = gathered.find(Metric::Bookings, Place::Company, Period::Horizon);
        gathered.target = plan.scenario.target.zip(bookings).map(|(target, column)| TargetTally {
            column,
            target: (target * 100.0).round() as i64,
            reached: 0,
            gap: Moments::default(),
        });
        gathered.promises = Promises::new(plan, |key| gathered.columns_by_key.get(&key).copied());
        gathered
    }

    /// Adds finished replications. Rows are kept until they would pass the limit; then all go into histograms.
    pub(super) fn append(&mut self, plan: &Plan, rows: Vec<i64>) {
        let count = rows.len() / self.columns;
        self.n += count as u32;
        if let Some(target) = &mut self.target {
            rows.chunks(self.columns).for_each(|row| target.add(row));
        }
        if !self.promises.is_empty() {
            rows.chunks(self.columns).for_each(|row| self.promises.add(row));
        }
        if let Some(column) = self.find(Metric::Bookings, Place::Company, Period::Horizon) {
            self.booked.extend(rows.chunks(self.columns).map(|row| row[column]));
        }
        for row in rows.chunks(self.columns) {
            self.won.extend(row[self.big_deals.clone()].iter().map(|won| *won == 1));
            let counts = self.career_sums.iter_mut().zip(&row[self.careers.clone()]);
            counts.for_each(|(sum, count)| *sum += count);
        }
        if let Kept::Rows(kept) = &mut self.kept {
            if (self.n as usize).saturating_mul(self.columns).saturating_mul(8) <= self.rows_max {
                kept.extend(rows);
                return;
            }
            let earlier = std::mem::take(kept);
            self.kept = Kept::Poured(vec![Poured::default(); plan.columns.len()]);
            self.pour(&earlier);
        }
        self.pour(&rows);
    }

    fn pour(&mut self, rows: &[i64]) {
        let Kept::Poured(poured) = &mut self.kept else { return };
        let columns = self.columns;
        poured.par_chunks_mut(COLUMNS_AT_A_TIME).enumerate().for_each(|(group, poured)| {
            for row in rows.chunks(columns) {
                for (poured, value) in poured.iter_mut().zip(&row[group * COLUMNS_AT_A_TIME..]) {
                    if *value != NONE {
                        poured.histogram.add(*value);
                        poured.moments.add(*value);
                    }
                }
            }
        });
    }

    /// Whether a big deal was won, replication after replication.
    pub(super) fn big_deal(&self, index: usize) -> impl Iterator<Item = bool> + '_ {
        self.won.chunks(self.big_deals.len().max(1)).map(move |won| won[index])
    }

    /// Sum over all replications of a count of careers, by its place among them.
    pub(super) fn career(&self, index: usize) -> i64 {
        self.career_sums.get(index).copied().unwrap_or(0)
    }

    /// Finished replications.
    pub fn replications(&self) -> u32 {
        self.n
    }

    /// Whether every value is still there, so that quantiles are exact.
    pub fn is_exact(&self) -> bool {
        matches!(self.kept, Kept::Rows(_))
    }

    /// Every cell with its column.
    pub(super) fn cells(&self) -> &[(ColumnKey, usize)] {
        &self.cells
    }

    /// Column of a total over roles and offers.
    pub fn find(&self, metric: Metric, place: Place, period: Period) -> Option<usize> {
        let key = ColumnKey { metric, place, period, role: None, offer: None };
        self.columns_by_key.get(&key).copied()
    }

    /// All rows, replication after replication, while they are kept; whole steps of the columns' units.
    pub fn rows(&self) -> Option<&[i64]> {
        match &self.kept {
            Kept::Rows(rows) => Some(rows),
            Kept::Poured(_) => None,
        }
    }

    /// Columns of a row.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// One replication's row.
    pub fn row(&self, replication: u32) -> Option<&[i64]> {
        let from = replication as usize * self.columns;
        self.rows()?.get(from..from + self.columns)
    }

    /// A total over roles and offers, one value a replication in the metric's unit; `None` where a replication has none.
    pub fn column(&self, metric: Metric, place: Place, period: Period) -> Option<Vec<Option<f64>>> {
        self.column_of(metric, place, period, None, None)
    }

    /// The same for one role or offer.
    pub fn column_of(
        &self,
        metric: Metric,
        place: Place,
        period: Period,
        role: Option<Role>,
        offer: Option<usize>,
    ) -> Option<Vec<Option<f64>>> {
        let key = ColumnKey { metric, place, period, role, offer };
        let column = *self.columns_by_key.get(&key)?;
        let per_unit = metric.unit().steps_per_unit();
        let value = |row: &[i64]| (row[column] != NONE).then(|| row[column] as f64 / per_unit);
        Some(self.rows()?.chunks(self.columns).map(value).collect())
    }

    /// The company's bookings of the horizon, a value a replication [cents]; empty where not gathered.
    pub(super) fn booked(&self) -> &[i64] {
        &self.booked
    }

    /// Summaries of all columns, in steps of their units.
    pub(super) fn summaries(&self) -> Vec<Option<Summary>> {
        match &self.kept {
            Kept::Poured(poured) => poured.par_iter().map(|poured| poured.sorted().summary()).collect(),
            Kept::Rows(rows) => {
                let groups = self.columns.div_ceil(COLUMNS_AT_A_TIME);
                let group = |group: usize| {
                    let from = group * COLUMNS_AT_A_TIME;
                    let to = (from + COLUMNS_AT_A_TIME).min(self.columns);
                    read_columns(rows, self.columns, from..to)
                        .into_iter()
                        .map(|values| Sorted::of(values).summary())
                };
                (0..groups).into_par_iter().flat_map_iter(group).collect()
            }
        }
    }

    /// A column in order.
    pub(super) fn sorted(&self, column: usize) -> Sorted<'_> {
        match &self.kept {
            Kept::Poured(poured) => poured[column].sorted(),
            Kept::Rows(rows) => {
                let values = rows.chunks(self.columns).map(|row| row[column]).filter(|value| *value != NONE);
                Sorted::of(values.collect())
            }
        }
    }
}

/// Values of some neighbouring columns, those without one left out.
fn read_columns(rows: &[i64], columns: usize, wanted: std::ops::Range<usize>) -> Vec<Vec<i64>> {
    let mut values = vec![Vec::with_capacity(rows.len() / columns); wanted.len()];
    for row in rows.chunks(columns) {
        for (values, value) in values.iter_mut().zip(&row[wanted.clone()]) {
            if *value != NONE {
                values.push(*value);
            }
        }
    }
    values
}

impl TargetTally {
    fn add(&mut self, row: &[i64]) {
        let booked = row[self.column];
        if booked >= self.target {
            self.reached += 1;
        } else {
            self.gap.add(self.target - booked);
        }
    }
}

impl Poured {
    fn sorted(&self) -> Sorted<'_> {
        Sorted { source: Source::Histogram(&self.histogram), moments: self.moments }
    }
}

impl Sorted<'_> {
    pub fn of(mut values: Vec<i64>) -> Sorted<'static> {
        let mut moments = Moments::default();
        values.iter().for_each(|value| moments.add(*value));
        values.sort_unstable();
        Sorted { source: Source::Values(values), moments }
    }

    pub fn n(&self) -> u64 {
        self.moments.n()
    }

    /// The value of this rank, counted from 1.
    pub fn at_rank(&self, rank: u64) -> f64 {
        match &self.source {
            Source::Values(values) => values[rank as usize - 1] as f64,
            Source::Histogram(histogram) => histogram.value_at_rank(rank),
        }
    }

    /// Every value and how often it occurs, in increasing order; a value may come more than once.
    pub fn counted(&self) -> Box<dyn Iterator<Item = (f64, u64)> + '_> {
        match &self.source {
            Source::Values(values) => Box::new(values.iter().map(|value| (*value as f64, 1))),
            Source::Histogram(histogram) => Box::new(histogram.bins()),
        }
    }

    /// The `probability` quantile, its rank n·p rounded up, with the 95 % interval of its simulation error; the interval is
    /// unknown where it would end at the least or the largest value, beyond which nothing was seen.
    pub fn quantile(&self, probability: f64) -> Estimate {
        let n = self.n();
        let rank = quantile_rank(n, probability);
        let (low, high) = order_statistic_ranks(n, probability);
        let interval = if low == 1 || high == n {
            Interval::UNKNOWN
        } else {
            Interval { low: self.at_rank(low), high: self.at_rank(high) }
        };
        Estimate { value: self.at_rank(rank), interval }
    }

    fn summary(&self) -> Option<Summary> {
        (self.n() > 0).then(|| Summary {
            n: self.n(),
            mean: self.moments.mean().unwrap_or(0.0),
            sd: self.moments.sd().unwrap_or(0.0),
            standard_error: self.moments.standard_error().unwrap_or(0.0),
            p10: self.quantile(0.1),
            p50: self.quantile(0.5),
            p90: self.quantile(0.9),
        })
    }
}
