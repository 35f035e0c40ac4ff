//! The year by region: its distribution, which does not add up, and three years that do.

use super::paper::{Made, Paper, cell};
use super::style;
use super::summary::{amounts, statistics};
use crate::model::Metric;
use crate::replicate::Forecast;
use crate::replicate::forecast::Place;
use crate::report::label::Labels;
use crate::report::wording;
use crate::unit::Period;

/// First row below the headings.
pub const FIRST: u32 = 1;
const WIDTHS: [f64; 10] = [22.0, 18.0, 12.0, 12.0, 12.0, 12.0, 12.0, 12.0, 12.0, 12.0];

/// `None` where bookings are not gathered.
pub fn sheet(forecast: &Forecast) -> Made<Option<Paper>> {
    let facts = &forecast.facts;
    let Some(year) = wording::year(forecast) else { return Ok(None) };
    let amounts = amounts(forecast);
    let mut paper = Paper::new("Regions", &facts.provenance.to_string())?;
    paper.widths(&WIDTHS)?;
    let unit = |name: &str| format!("{name} [{}]", amounts.unit);
    let mut headings = vec!["region".to_owned(), "area".to_owned()];
    headings.extend(["P10", "P50", "P90", "mean"].map(unit));
    headings.extend(forecast.adding_years.iter().map(|year| unit(&format!("{} year", year.name))));
    paper.headings(0, &headings.iter().map(String::as_str).collect::<Vec<_>>())?;
    let number = style::number(&amounts.format);
    for (index, name) in facts.regions.iter().enumerate() {
        let (row, place) = (FIRST + index as u32, Place::Region(index));
        paper.text(row, 0, name, &style::plain())?;
        paper.text(row, 1, Labels::of_place(facts, place).area.unwrap_or_default(), &style::plain())?;
        if let Some(summary) = wording::summary(forecast, Metric::Bookings, place, Period::Horizon) {
            for (column, value) in (2..).zip(statistics(summary)) {
                paper.number(row, column, value, &number)?;
            }
        }
        for (column, year) in (6..).zip(&forecast.adding_years) {
            let cents = year.cents.get(index).map_or(0, |quarters| quarters.iter().sum::<i64>());
            paper.number(row, column, cents as f64 / 100.0, &number)?;
        }
    }
    let last = FIRST + facts.regions.len() as u32;
    paper.text(last, 0, "Company", &style::total(""))?;
    for (column, value) in (2..).zip(statistics(year)) {
        paper.number(last, column, value, &style::total(&amounts.format))?;
    }
    for (column, year) in (6..).zip(&forecast.adding_years) {
        let sum = format!("SUM({}:{})", cell(FIRST, column), cell(last - 1, column));
        let cents: i64 = year.cents.iter().flatten().sum();
        paper.formula(last, column, (&sum, cents as f64 / 100.0), &style::total(&amounts.format))?;
    }
    let note = "Percentiles of regions do not add up to the company's; the low, middle and high year do, and their sums are formulas.";
    paper.sentence(last + 2, (9, 130), note, &style::faint())?;
    Ok(Some(paper))
}
