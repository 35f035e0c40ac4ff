//! Promises: how often each is kept, counted exactly whatever is kept of the rows.

use crate::model::column::NONE;
use crate::model::{ColumnKey, Metric, Place, Plan};
use crate::scenario::{Target, TargetPeriod};
use crate::stats::{Moments, wilson};
use crate::unit::Period;

use super::forecast::{Estimate, Interval, QuarterOutcome, TargetOutcome};
use super::target;

/// Tallies of all promises.
#[derive(Clone, Debug, Default)]
pub(super) struct Promises {
    tallies: Vec<Tally>,
    /// Replications that keep all.
    all_kept: u64,
    n: u64,
}

/// One promise.
#[derive(Clone, Debug)]
struct Tally {
    name: String,
    key: ColumnKey,
    bar: Bar,
    kept: u64,
    gap: Moments,
    /// The quarters, and how often each is kept.
    quarters: Vec<(Bar, u64)>,
    every_quarter: u64,
}

/// An amount of a column in whole steps of its unit.
#[derive(Clone, Copy, Debug)]
struct Bar {
    column: usize,
    amount: i64,
    at_most: bool,
}

impl Bar {
    /// By how much a row misses it; 0 or less: it does not.
    fn missing(self, row: &[i64]) -> i64 {
        let value = if row[self.column] == NONE { 0 } else { row[self.column] };
        if self.at_most { value - self.amount } else { self.amount - value }
    }
}

impl Promises {
    /// The promises of `plan` of which `find` knows the columns.
    pub fn new(plan: &Plan, find: impl Fn(ColumnKey) -> Option<usize>) -> Promises {
        let tallies = plan.scenario.targets.iter().filter_map(|target| tally(plan, target, &find)).collect();
        Promises { tallies, all_kept: 0, n: 0 }
    }

    /// Counts one replication.
    pub fn add(&mut self, row: &[i64]) {
        self.n += 1;
        let mut all = true;
        for tally in &mut self.tallies {
            all &= tally.add(row);
        }
        self.all_kept += u64::from(all);
    }

    pub fn is_empty(&self) -> bool {
        self.tallies.is_empty()
    }

    /// Every promise, in the order of the scenario.
    pub fn outcomes(&self) -> Vec<TargetOutcome> {
        self.tallies.iter().map(|tally| tally.outcome(self.n)).collect()
    }

    /// Chance of keeping all; `None` where there are fewer than two.
    pub fn all_kept(&self) -> Option<Estimate> {
        (self.tallies.len() > 1 && self.n > 0).then(|| chance(self.all_kept, self.n))
    }
}

fn tally(plan: &Plan, target: &Target, find: &impl Fn(ColumnKey) -> Option<usize>) -> Option<Tally> {
    let metric = Metric::named(&target.metric)?;
    let per_unit = metric.unit().steps_per_unit();
    let period = match target.period {
        TargetPeriod::Quarter(quarter) => Period::Quarter(quarter),
        TargetPeriod::Horizon | TargetPeriod::ByQuarter(_) => Period::Horizon,
    };
    let key = |period| ColumnKey { metric, place: Place::of(target.place), period, role: None, offer: None };
    let bar = |period, amount: f64| {
        let amount = (amount * per_unit).round() as i64;
        Some(Bar { column: find(key(period))?, amount, at_most: metric.less_is_better() })
    };
    let quarters = by_quarter(plan, target).into_iter().zip(0..);
    let quarters: Option<Vec<(Bar, u64)>> =
        quarters.map(|(amount, quarter)| Some((bar(Period::Quarter(quarter), amount)?, 0))).collect();
    Some(Tally {
        name: target.name.clone(),
        key: key(period),
        bar: bar(period, target.amount)?,
        kept: 0,
        gap: Moments::default(),
        quarters: quarters.unwrap_or_default(),
        every_quarter: 0,
    })
}

/// Amounts of the quarters: as promised, and for the one at the top as its path falls on them.
fn by_quarter(plan: &Plan, target: &Target) -> Vec<f64> {
    if let Some(amounts) = target.by_quarter() {
        return amounts.to_vec();
    }
    if !target.is_of_the_year() || target.written.is_some() {
        return Vec::new();
    }
    let path = target::cumulative(plan, target.amount);
    let before = std::iter::once(&0.0).chain(&path);
    path.iter().zip(before).map(|(to, from)| ((to - from) * 100.0).round() / 100.0).collect()
}

impl Tally {
    /// Counts one replication; whether it keeps the promise.
    fn add(&mut self, row: &[i64]) -> bool {
        let missing = self.bar.missing(row);
        if missing <= 0 {
            self.kept += 1;
        } else {
            self.gap.add(missing);
        }
        let mut every = true;
        for (bar, kept) in &mut self.quarters {
            let keeps = bar.missing(row) <= 0;
            *kept += u64::from(keeps);
            every &= keeps;
        }
        self.every_quarter += u64::from(every);
        missing <= 0
    }

    fn outcome(&self, n: u64) -> TargetOutcome {
        let per_unit = self.key.metric.unit().steps_per_unit();
        let quarter = |((bar, kept), quarter): (&(Bar, u64), u32)| QuarterOutcome {
            quarter,
            amount: bar.amount as f64 / per_unit,
            chance: chance(*kept, n),
        };
        TargetOutcome {
            name: self.name.clone(),
            metric: self.key.metric,
            place: self.key.place,
            period: self.key.period,
            amount: self.bar.amount as f64 / per_unit,
            at_most: self.bar.at_most,
            chance: chance(self.kept, n),
            gap_when_missed: gap(&self.gap, per_unit),
            quarters: self.quarters.iter().zip(0..).map(quarter).collect(),
            all_quarters: (!self.quarters.is_empty()).then(|| chance(self.every_quarter, n)),
        }
    }
}

/// A chance with Wilson's interval.
fn chance(kept: u64, n: u64) -> Estimate {
    let (low, high) = wilson(kept, n);
    Estimate { value: kept as f64 / n.max(1) as f64, interval: Interval { low, high } }
}

/// Mean gap of the replications that miss, in units; `None` where none does.
pub(super) fn gap(gaps: &Moments, per_unit: f64) -> Option<Estimate> {
    let mean = gaps.mean()? / per_unit;
    let half = 1.96 * gaps.standard_error().unwrap_or(0.0) / per_unit;
    Some(Estimate { value: mean, interval: Interval { low: (mean - half).max(0.0), high: mean + half } })
}
