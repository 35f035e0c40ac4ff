//! Every gathered total of the quarters or the months, one a row, to be filtered and pivoted.

use super::paper::{Made, Paper, told};
use super::style;
use super::summary::{amounts, statistics};
use crate::replicate::Forecast;
use crate::replicate::forecast::Cell;
use crate::report::label::Labels;
use crate::unit::{Period, Unit};

const HEADINGS: [&str; 12] =
    ["metric", "period", "area", "region", "unit", "P10", "P50", "P90", "mean", "sd", "standard error", "n"];
const WIDTHS: [f64; 12] = [26.0, 11.0, 16.0, 20.0, 9.0, 14.0, 14.0, 14.0, 14.0, 14.0, 12.0, 9.0];

/// `None` where there is no such cell.
pub fn sheet(forecast: &Forecast, name: &str, is_wanted: fn(Period) -> bool) -> Made<Option<Paper>> {
    let is_total = |cell: &&Cell| is_wanted(cell.period) && cell.role.is_none() && cell.offer.is_none();
    let cells: Vec<&Cell> = forecast.cells.iter().filter(is_total).collect();
    if cells.is_empty() {
        return Ok(None);
    }
    let mut paper = Paper::new(name, &forecast.facts.provenance.to_string())?;
    paper.widths(&WIDTHS)?;
    paper.headings(0, &HEADINGS)?;
    for (row, cell) in (1..).zip(&cells) {
        line(&mut paper, row, forecast, cell)?;
    }
    paper.sheet.autofilter(0, 0, cells.len() as u32, HEADINGS.len() as u16 - 1)?;
    Ok(Some(paper))
}

fn line(paper: &mut Paper, row: u32, forecast: &Forecast, cell: &Cell) -> Made<()> {
    let labels = Labels::of_cell(&forecast.facts, cell);
    let unit = cell.metric.unit();
    let period = labels.quarter.or(labels.month).unwrap_or_default();
    let words = [
        &told(cell.metric.name()),
        period,
        labels.area.unwrap_or_default(),
        labels.region.unwrap_or_default(),
        &forecast.unit_name(unit),
    ];
    for (column, word) in (0..).zip(words) {
        paper.text(row, column, word, &style::plain())?;
    }
    let Some(summary) = &cell.summary else { return Ok(()) };
    let amounts = amounts(forecast);
    // Rows differ by magnitudes: amounts are shown whole, so that a filter can be read without a scale.
    let shown = if unit == Unit::Money { style::COUNT } else { amounts.shown(unit, summary.mean) };
    let spread = [summary.sd, summary.standard_error];
    for (column, value) in (5..).zip(statistics(summary).into_iter().chain(spread)) {
        paper.number(row, column, value, &style::number(shown))?;
    }
    paper.number(row, 11, summary.n as f64, &style::number(style::COUNT))
}
