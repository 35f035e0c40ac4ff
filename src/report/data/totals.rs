//! A row for each replication: the horizon's totals of the company, and its bookings by region.

use super::{Column, Table, Values, unit};
use crate::model::metric::Nature;
use crate::model::{Metric, Place};
use crate::replicate::{Forecast, Gathered};
use crate::unit::Period;

/// Rows at a time.
const ROWS: usize = 65_536;

pub struct Totals<'a> {
    columns: Vec<Column>,
    /// Metric and column of the gathered rows.
    sources: Vec<(Metric, usize)>,
    rows: &'a [i64],
    /// Columns of a gathered row.
    width: usize,
    run: String,
}

impl<'a> Totals<'a> {
    /// `None` where rows are no longer kept.
    pub fn of(forecast: &Forecast, gathered: &'a Gathered) -> Option<Totals<'a>> {
        let company =
            Metric::ALL.iter().copied().map(|metric| (metric.name().to_owned(), metric, Place::Company));
        let regions = forecast.facts.regions.iter().enumerate();
        let regions =
            regions.map(|(index, name)| (format!("bookings {name}"), Metric::Bookings, Place::Region(index)));
        let found = company.chain(regions).filter_map(|(name, metric, place)| {
            let source = gathered.find(metric, place, Period::Horizon)?;
            let column = Column::of_metric(&name, metric, &unit(forecast, metric));
            let has_gaps = metric.nature() == Nature::Ratio;
            Some((Column { has_gaps, ..column }, (metric, source)))
        });
        let (mut columns, sources): (Vec<Column>, Vec<(Metric, usize)>) = found.unzip();
        columns.insert(0, Column::replication());
        columns.push(Column::run());
        Some(Totals {
            columns,
            sources,
            rows: gathered.rows()?,
            width: gathered.columns().max(1),
            run: forecast.facts.provenance.to_string(),
        })
    }
}

impl Table for Totals<'_> {
    fn name(&self) -> &'static str {
        "totals"
    }

    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn groups(&self) -> usize {
        (self.rows.len() / self.width).div_ceil(ROWS)
    }

    fn group(&self, index: usize) -> Vec<Values<'_>> {
        let first = index * ROWS;
        let last = (first + ROWS).min(self.rows.len() / self.width);
        let rows = &self.rows[first * self.width..last * self.width];
        let mut values =
            vec![Values::Whole((first..last).map(|replication| Some(replication as i64)).collect())];
        values.extend(self.sources.iter().map(|(metric, source)| {
            Values::of_steps(*metric, rows.chunks(self.width).map(|row| row[*source]))
        }));
        values.push(Values::Text(vec![Some(&self.run); last - first]));
        values
    }
}
