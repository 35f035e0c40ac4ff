//! Results as typed tables: what CSV and Parquet write alike, with the meaning and the unit of every column.
//!
//! `totals` has a row for each replication, `quarters` one for each replication, quarter and part of the company, `summary` one
//! for each gathered cell. Money is in units of the base currency as a double, which holds every amount of whole cents up to
//! 90 trillion exactly enough to round back to its cents, and which pandas and polars read as plain numbers; decimals come
//! out of them as objects.

mod dictionary;
mod quarters;
mod summary;
mod totals;

pub use dictionary::dictionary;
pub use quarters::Quarters;
pub use summary::Summaries;
pub use totals::Totals;

use super::formula::formula;
use super::provenance;
use crate::model::Metric;
use crate::model::column::NONE;
use crate::replicate::Forecast;
use crate::unit::Unit;

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Whole numbers that fit into 32 bits: numbers of replications.
    Number,
    /// Whole numbers.
    Whole,
    Real,
    Text,
    Truth,
}

/// A column, described.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    /// `EUR`, `people`, `share`; empty where there is none.
    pub unit: String,
    /// What it is, in a sentence.
    pub meaning: String,
    pub kind: Kind,
    /// Digits after the point in text; `None`: as many as the value has.
    pub decimals: Option<usize>,
    /// Whether a row may have no value.
    pub has_gaps: bool,
}

/// Values of a column, one a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Values<'a> {
    /// Of a column of numbers or whole numbers.
    Whole(Vec<Option<i64>>),
    Real(Vec<Option<f64>>),
    Text(Vec<Option<&'a str>>),
    Truth(Vec<bool>),
}

/// A table whose rows come in groups, so that no more than one group of them is in memory.
pub trait Table {
    /// `totals`: the name of its file.
    fn name(&self) -> &'static str;
    fn columns(&self) -> &[Column];
    /// Number of groups of rows.
    fn groups(&self) -> usize;
    /// Values of a group, column by column in the order of [`Table::columns`].
    fn group(&self, index: usize) -> Vec<Values<'_>>;
}

impl Column {
    pub fn new(name: &str, kind: Kind, unit: &str, meaning: &str) -> Column {
        Column {
            name: name.to_owned(),
            unit: unit.to_owned(),
            meaning: meaning.to_owned(),
            kind,
            decimals: None,
            has_gaps: false,
        }
    }

    /// The same, where a row may have no value.
    pub fn with_gaps(self) -> Column {
        Column { has_gaps: true, ..self }
    }

    /// A metric's column under this name, its unit told in these words.
    pub fn of_metric(name: &str, metric: Metric, unit: &str) -> Column {
        let kind = if metric.unit() == Unit::Count { Kind::Whole } else { Kind::Real };
        let decimals = (metric.unit() == Unit::Money).then_some(2);
        Column { decimals, ..Column::new(name, kind, unit, formula(metric).meaning) }
    }

    /// The number of a replication.
    fn replication() -> Column {
        Column::new(
            "replication",
            Kind::Number,
            "",
            "Number of the replication, from 0; the same seed plays the same one again",
        )
    }

    /// The last column of every table.
    fn run() -> Column {
        let meaning = "Where the row comes from: version, kernel, seed and hash of the scenario, so that rows of several runs \
                       can be stacked";
        Column::new(provenance::COLUMN, Kind::Text, "", meaning)
    }
}

impl Values<'_> {
    /// Number of rows.
    pub fn len(&self) -> usize {
        match self {
            Values::Whole(values) => values.len(),
            Values::Real(values) => values.len(),
            Values::Text(values) => values.len(),
            Values::Truth(values) => values.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A metric's steps as gathered, in its unit.
    fn of_steps(metric: Metric, steps: impl Iterator<Item = i64>) -> Values<'static> {
        let known = steps.map(|steps| (steps != NONE).then_some(steps));
        match metric.unit() {
            Unit::Count => Values::Whole(known.collect()),
            unit => Values::Real(known.map(|steps| Some(steps? as f64 / unit.steps_per_unit())).collect()),
        }
    }
}

/// Unit of a metric in words: the currency for money.
fn unit(forecast: &Forecast, metric: Metric) -> String {
    forecast.unit_name(metric.unit())
}
