//! Tables for spreadsheets: comma-separated, quoted as RFC 4180 says, one line feed a row.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::label::Labels;
use super::provenance;
use crate::replicate::Forecast;
use crate::replicate::forecast::{Cell, Estimate, Provenance, Summary};
use crate::unit::Unit;

/// A column of per-replication totals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub unit: Unit,
}

/// Writes per-replication totals, row by row: the replication's number, then a value a column. Money has two decimals,
/// every other number its shortest exact form; NaN (no value) is an empty field. The last column says where the row comes from.
///
/// # Errors
///
/// Whatever `out` reports.
pub fn write_totals<R: AsRef<[f64]>>(
    out: &mut impl Write,
    provenance: &Provenance,
    columns: &[Column],
    rows: impl IntoIterator<Item = (u32, R)>,
) -> io::Result<()> {
    let mut line = String::from("replication");
    for column in columns {
        line.push(',');
        line.push_str(&field(&column.name));
    }
    writeln!(out, "{line},{}", provenance::COLUMN)?;
    for (replication, values) in rows {
        line.clear();
        write!(line, "{replication}").expect("writing to a string cannot fail");
        for (value, column) in values.as_ref().iter().zip(columns) {
            line.push(',');
            line.push_str(&value_field(*value, column.unit));
        }
        writeln!(out, "{line},{provenance}")?;
    }
    Ok(())
}

/// Every cell of the forecast as a row; a label is empty where the cell is a total over it.
pub fn summary(forecast: &Forecast) -> String {
    let mut table = String::from(
        "name,quarter,month,region,area,role,offer,beyond_horizon,unit,n,mean,sd,standard_error,\
         p10,p10_low,p10_high,p50,p50_low,p50_high,p90,p90_low,p90_high,run\n",
    );
    for cell in &forecast.cells {
        table.push_str(&row(forecast, cell));
        table.push('\n');
    }
    table
}

fn row(forecast: &Forecast, cell: &Cell) -> String {
    let labels = Labels::of_cell(&forecast.facts, cell);
    let names = [labels.quarter, labels.month, labels.region, labels.area, labels.role, labels.offer];
    let mut fields = vec![cell.metric.name().to_owned()];
    fields.extend(names.map(|name| field(name.unwrap_or_default())));
    fields.push(labels.beyond_horizon.to_string());
    fields.push(field(&forecast.unit_name(cell.metric.unit())));
    fields.extend(statistics(cell.summary.as_ref()));
    fields.push(forecast.facts.provenance.to_string());
    fields.join(",")
}

fn statistics(summary: Option<&Summary>) -> Vec<String> {
    let Some(summary) = summary else {
        return std::iter::once("0".to_owned()).chain((0..12).map(|_| String::new())).collect();
    };
    let triple = |quantile: Estimate| [quantile.value, quantile.interval.low, quantile.interval.high];
    let quantiles = [summary.p10, summary.p50, summary.p90].into_iter().flat_map(triple);
    let moments = [summary.mean, summary.sd, summary.standard_error];
    std::iter::once(summary.n.to_string()).chain(moments.into_iter().chain(quantiles).map(shortest)).collect()
}

fn value_field(value: f64, unit: Unit) -> String {
    if unit == Unit::Money && value.is_finite() { format!("{value:.2}") } else { shortest(value) }
}

fn shortest(value: f64) -> String {
    if value.is_finite() { value.to_string() } else { String::new() }
}

/// `text` as one field: quoted where it holds a comma, a quote or a line break.
pub(super) fn field(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::example;

    fn column(name: &str, unit: Unit) -> Column {
        Column { name: name.to_owned(), unit }
    }

    #[test]
    fn totals_are_a_row_a_replication() {
        let columns = [column("bookings", Unit::Money), column("attainment, year", Unit::Share)];
        let mut out = Vec::new();
        let provenance = example::emea().facts.provenance;
        write_totals(&mut out, &provenance, &columns, [(0, [1_234.5, 0.873]), (1, [20.0, f64::NAN])])
            .unwrap();
        let run = "quarterdeck 0.1.0 kernel week-1 seed 7 scenario 0123456789abcdef";
        let expected =
            format!("replication,bookings,\"attainment, year\",run\n0,1234.50,0.873,{run}\n1,20.00,,{run}\n");
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn quotes_are_doubled() {
        assert_eq!(field("the \"big\" one"), "\"the \"\"big\"\" one\"");
    }

    #[test]
    fn every_row_of_the_summary_has_every_column() {
        let mut forecast = example::emea();
        forecast.cells[1].summary = None;
        let table = summary(&forecast);
        assert_eq!(table.lines().count(), forecast.cells.len() + 1);
        assert!(table.lines().all(|line| line.matches(',').count() == 22));
    }
}
