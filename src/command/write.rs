//! Pictures and data of a run, all of them or none.

use std::io::{self, Write};

use super::Mistake;
use super::folder::Folder;
use crate::model::column::NONE;
use crate::model::{Metric, Place};
use crate::replicate::{Forecast, Gathered};
use crate::report;
use crate::report::chart::{self, Chart, Pictured};
use crate::report::csv::Column;
use crate::report::statement::Wanted;
use crate::study::statement::Statement;
use crate::unit::Period;

/// Writes pictures and data, all of them or none.
pub fn results(
    mut folder: Folder,
    gathered: &Gathered,
    pictured: &Pictured,
    statement: Option<&Statement>,
) -> Result<(), Mistake> {
    let forecast = pictured.forecast;
    folder.write("answer.txt", text(report::terminal(forecast, statement, report::Style::Plain)))?;
    folder.write("forecast.json", text(report::json(forecast)))?;
    folder.write("summary.csv", text(report::csv::summary(forecast)))?;
    if let Some(statement) = statement {
        let everything = Wanted::everything(&forecast.facts, statement);
        folder
            .write("statement.csv", text(report::statement::csv(&forecast.facts, statement, &everything)))?;
    }
    if let Some(rows) = gathered.rows() {
        let (columns, totals) = totals(forecast, gathered);
        let values = |row: &[i64]| totals.iter().map(|total| total.value(row)).collect::<Vec<f64>>();
        let rows = (0..).zip(rows.chunks(gathered.columns()).map(values));
        folder.write("totals.csv", |mut out| {
            report::csv::write_totals(&mut out, &forecast.facts.provenance, &columns, rows)
        })?;
    }
    pictures(&mut folder, chart::all(pictured))?;
    folder.publish()
}

/// Writes pictures, each for screens and for print.
pub fn pictures(folder: &mut Folder, charts: impl IntoIterator<Item = Chart>) -> Result<(), Mistake> {
    for chart in charts {
        folder.write(&format!("{}.png", chart.name), |out| out.write_all(&chart::png(&chart.svg)))?;
        folder.write(&format!("{}.svg", chart.name), text(chart.svg))?;
    }
    Ok(())
}

/// Writes pictures and nothing beside them.
pub fn only_pictures(mut folder: Folder, charts: impl IntoIterator<Item = Chart>) -> Result<(), Mistake> {
    pictures(&mut folder, charts)?;
    folder.publish()
}

fn text(text: String) -> impl FnOnce(&mut dyn Write) -> io::Result<()> {
    move |out| out.write_all(text.as_bytes())
}

/// One column of the per-replication totals.
struct Total {
    column: usize,
    metric: Metric,
}

impl Total {
    /// In the metric's unit; not a number where the replication has none.
    fn value(&self, row: &[i64]) -> f64 {
        let steps = row[self.column];
        if steps == NONE { f64::NAN } else { steps as f64 / self.metric.unit().steps_per_unit() }
    }
}

/// The horizon's totals of the company by metric, then its bookings by region.
fn totals(forecast: &Forecast, gathered: &Gathered) -> (Vec<Column>, Vec<Total>) {
    let company = Metric::ALL.into_iter().map(|metric| (metric.name().to_string(), metric, Place::Company));
    let regions = forecast.facts.regions.iter().enumerate();
    let regions =
        regions.map(|(index, name)| (format!("bookings {name}"), Metric::Bookings, Place::Region(index)));
    let column = |(name, metric, place): (String, Metric, Place)| {
        let column = gathered.find(metric, place, Period::Horizon)?;
        Some((Column { name, unit: metric.unit() }, Total { column, metric }))
    };
    company.chain(regions).filter_map(column).unzip()
}
