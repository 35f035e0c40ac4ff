//! A row for each gathered cell: its distribution over the replications.

use super::{Column, Kind, Table, Values};
use crate::replicate::Forecast;
use crate::replicate::forecast::{Cell, Estimate, Summary};
use crate::report::label::Labels;

/// Names of the statistics with their meanings.
const STATISTICS: [(&str, &str); 12] = [
    ("mean", "Mean over the replications that have a value"),
    ("sd", "Standard deviation: the spread"),
    ("standard_error", "Standard error of the mean: what more replications would remove"),
    ("p10", "10 % of the replications are lower"),
    ("p10_low", "Lower end of the 95 % interval of simulation error of p10"),
    ("p10_high", "Upper end of it"),
    ("p50", "Half of the replications are lower"),
    ("p50_low", "Lower end of the 95 % interval of simulation error of p50"),
    ("p50_high", "Upper end of it"),
    ("p90", "90 % of the replications are lower"),
    ("p90_low", "Lower end of the 95 % interval of simulation error of p90"),
    ("p90_high", "Upper end of it"),
];

pub struct Summaries<'a> {
    columns: Vec<Column>,
    forecast: &'a Forecast,
    units: Vec<String>,
    run: String,
}

impl<'a> Summaries<'a> {
    pub fn of(forecast: &'a Forecast) -> Summaries<'a> {
        Summaries {
            columns: columns(),
            forecast,
            units: forecast.cells.iter().map(|cell| forecast.unit_name(cell.metric.unit())).collect(),
            run: forecast.facts.provenance.to_string(),
        }
    }
}

/// The columns, which are the same for every scenario.
pub(super) fn columns() -> Vec<Column> {
    let text = |name: &str, meaning: &str| Column::new(name, Kind::Text, "", meaning);
    let label = |name: &str, meaning: &str| text(name, meaning).with_gaps();
    let mut columns = vec![
        text("name", "Name of the metric"),
        label("quarter", "Fiscal quarter, `2027-Q1`; none for months and for the horizon"),
        label("month", "Fiscal month, `2027-M01`; none for quarters and for the horizon"),
        label("region", "Region; none for an area and for the company"),
        label("area", "Area, of the region too; none for the company and for regions without one"),
        label("role", "Role; none for all roles together"),
        label("offer", "Offer; none for all offers together"),
        Column::new(
            "beyond_horizon",
            Kind::Truth,
            "",
            "Whether the period lies beyond the horizon, in the run-out",
        ),
        text("unit", "Unit of the statistics: the base currency, count, people, share or weeks"),
        Column::new("n", Kind::Whole, "", "Replications that have a value"),
    ];
    let statistic =
        |(name, meaning): (&str, &str)| Column::new(name, Kind::Real, "that of the row", meaning).with_gaps();
    columns.extend(STATISTICS.map(statistic));
    columns.push(Column::run());
    columns
}

/// In the order of [`STATISTICS`].
fn statistics(summary: &Summary) -> [f64; 12] {
    let triple = |quantile: Estimate| [quantile.value, quantile.interval.low, quantile.interval.high];
    let [p10, p50, p90] = [summary.p10, summary.p50, summary.p90].map(triple);
    let moments = [summary.mean, summary.sd, summary.standard_error];
    let mut all = [0.0; 12];
    all.iter_mut().zip([moments, p10, p50, p90].into_iter().flatten()).for_each(|(to, from)| *to = from);
    all
}

impl Table for Summaries<'_> {
    fn name(&self) -> &'static str {
        "summary"
    }

    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn groups(&self) -> usize {
        1
    }

    fn group(&self, _index: usize) -> Vec<Values<'_>> {
        let cells = &self.forecast.cells;
        let labels: Vec<Labels> =
            cells.iter().map(|cell| Labels::of_cell(&self.forecast.facts, cell)).collect();
        let n = |cell: &Cell| cell.summary.map_or(0, |summary| summary.n as i64);
        let mut values = vec![
            Values::Text(cells.iter().map(|cell| Some(cell.metric.name())).collect()),
            Values::Text(labels.iter().map(|labels| labels.quarter).collect()),
            Values::Text(labels.iter().map(|labels| labels.month).collect()),
            Values::Text(labels.iter().map(|labels| labels.region).collect()),
            Values::Text(labels.iter().map(|labels| labels.area).collect()),
            Values::Text(labels.iter().map(|labels| labels.role).collect()),
            Values::Text(labels.iter().map(|labels| labels.offer).collect()),
            Values::Truth(labels.iter().map(|labels| labels.beyond_horizon).collect()),
            Values::Text(self.units.iter().map(|unit| Some(unit.as_str())).collect()),
            Values::Whole(cells.iter().map(|cell| Some(n(cell))).collect()),
        ];
        let statistics: Vec<Option<[f64; 12]>> =
            cells.iter().map(|cell| cell.summary.as_ref().map(statistics)).collect();
        let finite = |value: f64| value.is_finite().then_some(value);
        values.extend((0..STATISTICS.len()).map(|index| {
            Values::Real(statistics.iter().map(|known| finite(known.as_ref()?[index])).collect())
        }));
        values.push(Values::Text(vec![Some(&self.run); cells.len()]));
        values
    }
}
