//! Everything that was gathered, told plainly where bookings are not among it: what was asked for is shown.

use super::page::{Ink, Page};
use super::table::Table;
use crate::model::Metric;
use crate::replicate::Forecast;
use crate::replicate::forecast::{Place, Summary};
use crate::report::number::{self, Precision, Scale};
use crate::report::{place, text, wording};
use crate::unit::{Period, Unit};

pub fn write(page: &mut Page, forecast: &Forecast) {
    if wording::year(forecast).is_some() {
        return;
    }
    let tables = tables(forecast);
    if tables.is_empty() {
        return;
    }
    page.heading("What was gathered");
    for (index, table) in tables.iter().enumerate() {
        if index > 0 {
            page.blank();
        }
        page.table(table);
    }
    page.blank();
    page.paragraph(Ink::Faint, "Quarters are the company's; places stand for the whole horizon.");
}

/// A table for every metric that was gathered.
pub fn tables(forecast: &Forecast) -> Vec<Table> {
    Metric::ALL.iter().copied().filter_map(|metric| table(forecast, metric)).collect()
}

/// Mean, P10, P50 and P90 of a metric by quarter and by place; `None` where it was not gathered.
fn table(forecast: &Forecast, metric: Metric) -> Option<Table> {
    let facts = &forecast.facts;
    let horizon = text::capitalized(&wording::span(facts));
    let quarters = facts.quarters.iter().enumerate().map(|(index, label)| {
        let beyond = if index < facts.horizon_quarters { "" } else { " +" };
        (format!("{label}{beyond}"), Place::Company, Period::Quarter(index as u32))
    });
    let company = std::iter::once((horizon, Place::Company, Period::Horizon));
    let places = place::lines(facts).into_iter().filter(|_| facts.regions.len() > 1);
    let places = places.map(|line| (line.indented_name(), line.place, Period::Horizon));
    let rows: Vec<(String, &Summary)> = quarters
        .chain(company)
        .chain(places)
        .filter_map(|(name, place, period)| Some((name, wording::summary(forecast, metric, place, period)?)))
        .collect();
    let largest = rows.iter().map(|(_, summary)| summary.p90.value.abs()).fold(0.0, f64::max);
    let scale = if metric.unit() == Unit::Money { Scale::of(largest) } else { Scale::One };
    let mut table = Table::new(title(forecast, metric, scale), &["mean", "P10", "P50", "P90"]);
    for (name, summary) in &rows {
        table.row(name.clone(), cells(metric.unit(), summary, scale));
    }
    (!rows.is_empty()).then_some(table)
}

/// `cost in M EUR`, `headcount`.
fn title(forecast: &Forecast, metric: Metric, scale: Scale) -> String {
    let name = metric.name();
    match metric.unit() {
        Unit::Money => format!("{name}, {}", scale.of_currency(&forecast.facts.currency)),
        Unit::Weeks => format!("{name}, weeks"),
        Unit::Count | Unit::People | Unit::Share => name.to_owned(),
    }
}

/// Mean, P10, P50 and P90 of a summary.
pub(super) fn cells(unit: Unit, summary: &Summary, scale: Scale) -> Vec<String> {
    let values = [summary.mean, summary.p10.value, summary.p50.value, summary.p90.value];
    let fitted = if summary.sd > 0.0 {
        Precision::of_summary(summary).fitted(summary.p90.value)
    } else {
        Precision::showing_all(summary.mean)
    };
    let told = |value: f64| match unit {
        Unit::Money => number::money_at(value, scale, wording::money_precision(summary, scale)),
        Unit::Share => number::percent(value, fitted.coarser(Precision::HUNDREDTH)),
        Unit::Count | Unit::People | Unit::Weeks => number::plain(value, fitted.coarser(Precision::TENTH)),
    };
    values.map(told).to_vec()
}

#[cfg(test)]
mod tests {
    use crate::model::Metric;
    use crate::report::example;
    use crate::report::terminal::{Style, terminal};

    #[test]
    fn what_was_asked_for_is_shown_without_bookings() {
        let mut forecast = example::emea();
        forecast.cells.retain(|cell| [Metric::Headcount, Metric::Cost].contains(&cell.metric));
        forecast.target = None;
        let page = terminal(&forecast, None, Style::Plain);
        assert!(page.contains("WHAT WAS GATHERED"));
        assert!(page.contains("cost, M EUR") && page.contains("headcount"));
        assert!(page.lines().filter(|line| line.starts_with("2027-Q1")).count() >= 2);
        assert!(!terminal(&example::emea(), None, Style::Plain).contains("WHAT WAS GATHERED"));
    }
}
