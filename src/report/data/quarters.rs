//! A row for each replication, quarter and part of the company: the long table for questions that nobody foresaw.

use super::{Column, Kind, Table, Values, unit};
use crate::model::column::NONE;
use crate::model::{Metric, Place};
use crate::replicate::{Forecast, Gathered};
use crate::report::label::Labels;
use crate::unit::Period;

/// Rows at a time, about.
const ROWS: usize = 131_072;

/// The company and its regions, never areas: an area is the sum of its regions.
pub struct Quarters<'a> {
    columns: Vec<Column>,
    metrics: Vec<Metric>,
    /// Rows of one replication: the labels of each, and where its metrics stand in the gathered row.
    lines: Vec<(Labels<'a>, Vec<Option<usize>>)>,
    rows: &'a [i64],
    /// Columns of a gathered row.
    width: usize,
    run: String,
}

impl<'a> Quarters<'a> {
    /// `None` where rows are no longer kept, or nothing is gathered by quarter.
    pub fn of(forecast: &'a Forecast, gathered: &'a Gathered) -> Option<Quarters<'a>> {
        let facts = &forecast.facts;
        let places = std::iter::once(Place::Company).chain((0..facts.regions.len()).map(Place::Region));
        let quarters = (0..facts.quarters.len() as u32).map(Period::Quarter);
        let cells: Vec<(Place, Period)> =
            quarters.flat_map(|quarter| places.clone().map(move |place| (place, quarter))).collect();
        let is_known = |metric: &Metric| {
            cells.iter().any(|(place, quarter)| gathered.find(*metric, *place, *quarter).is_some())
        };
        let metrics: Vec<Metric> = Metric::ALL.iter().copied().filter(is_known).collect();
        let line = |(place, quarter): &(Place, Period)| {
            let labels = Labels::of_place(facts, *place).in_period(facts, *quarter);
            let found = metrics.iter().map(|metric| gathered.find(*metric, *place, *quarter)).collect();
            (labels, found)
        };
        let of_metric =
            |metric: &Metric| Column::of_metric(metric.name(), *metric, &unit(forecast, *metric)).with_gaps();
        let mut columns = labels();
        columns.extend(metrics.iter().map(of_metric));
        columns.push(Column::run());
        let rows = gathered.rows().filter(|_| !metrics.is_empty())?;
        Some(Quarters {
            columns,
            lines: cells.iter().map(line).collect(),
            metrics,
            rows,
            width: gathered.columns().max(1),
            run: facts.provenance.to_string(),
        })
    }

    fn replications_at_a_time(&self) -> usize {
        (ROWS / self.lines.len().max(1)).max(1)
    }
}

/// The columns that say what a row is about.
pub(super) fn labels() -> Vec<Column> {
    let text = |name: &str, meaning: &str| Column::new(name, Kind::Text, "", meaning);
    vec![
        Column::replication(),
        text("quarter", "Fiscal quarter, `2027-Q1`"),
        text("area", "Area of the region; none for the company and for regions without one").with_gaps(),
        text(
            "region",
            "Region; none for the company, whose row is no sum to be added to those of the regions",
        )
        .with_gaps(),
        Column::new(
            "beyond_horizon",
            Kind::Truth,
            "",
            "Whether the quarter lies beyond the horizon, in the run-out",
        ),
    ]
}

impl Table for Quarters<'_> {
    fn name(&self) -> &'static str {
        "quarters"
    }

    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn groups(&self) -> usize {
        (self.rows.len() / self.width).div_ceil(self.replications_at_a_time())
    }

    fn group(&self, index: usize) -> Vec<Values<'_>> {
        let first = index * self.replications_at_a_time();
        let last = (first + self.replications_at_a_time()).min(self.rows.len() / self.width);
        let rows = &self.rows[first * self.width..last * self.width];
        let each = || {
            (first..last).flat_map(|replication| self.lines.iter().map(move |line| (replication, &line.0)))
        };
        let mut values = vec![
            Values::Whole(each().map(|(replication, _)| Some(replication as i64)).collect()),
            Values::Text(each().map(|(_, labels)| labels.quarter).collect()),
            Values::Text(each().map(|(_, labels)| labels.area).collect()),
            Values::Text(each().map(|(_, labels)| labels.region).collect()),
            Values::Truth(each().map(|(_, labels)| labels.beyond_horizon).collect()),
        ];
        for (column, metric) in self.metrics.iter().enumerate() {
            let steps = rows.chunks(self.width).flat_map(|row| {
                self.lines.iter().map(move |(_, sources)| sources[column].map_or(NONE, |source| row[source]))
            });
            values.push(Values::of_steps(*metric, steps));
        }
        values.push(Values::Text(vec![Some(&self.run); (last - first) * self.lines.len()]));
        values
    }
}
