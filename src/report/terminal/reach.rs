//! New markets and what reaching them costs and brings: awareness, bookings of shows and tenders, money spent.

use super::page::{Ink, Page};
use super::table::Table;
use crate::model::Metric;
use crate::replicate::Forecast;
use crate::replicate::forecast::{Place, Summary};
use crate::report::number::{self, Precision, Scale};
use crate::report::{place, wording};
use crate::unit::Period;

/// From here on amounts have digits after the point.
const MILLION: f64 = 1e6;

/// What the columns say.
pub fn meaning(forecast: &Forecast) -> &'static str {
    if company(forecast, Metric::Awareness).is_some() {
        "Knows us: share of a new market at the end; inbound leads and leads of shows come in this share. All are means."
    } else {
        "By shows, by tenders: bookings from them; marketing, initiatives: what they cost. All are means."
    }
}

/// What is told, where it is gathered: the metric and its title.
const COLUMNS: [(Metric, &str); 5] = [
    (Metric::Awareness, "knows us"),
    (Metric::BookingsShows, "by shows"),
    (Metric::BookingsTenders, "by tenders"),
    (Metric::Marketing, "marketing"),
    (Metric::Initiatives, "initiatives"),
];

pub fn write(page: &mut Page, forecast: &Forecast) {
    if let Some(table) = by_place(forecast) {
        page.heading("Reaching markets");
        page.table(&table);
        page.paragraph(Ink::Faint, meaning(forecast));
    }
}

/// A line for each region, area and the company; `None` where the scenario does nothing of it.
pub fn by_place(forecast: &Forecast) -> Option<Table> {
    let told: Vec<(Metric, &str)> =
        COLUMNS.into_iter().filter(|(metric, _)| company(forecast, *metric).is_some()).collect();
    if told.is_empty() {
        return None;
    }
    let scale = scale(forecast, &told);
    let titles: Vec<&str> = told.iter().map(|(_, title)| *title).collect();
    let facts = &forecast.facts;
    let heading = format!("{}, {}", wording::span(facts), scale.of_currency(&facts.currency));
    let mut table = Table::new(heading, &titles);
    let cells = |place| told.iter().map(|(metric, _)| cell(forecast, *metric, place, scale)).collect();
    for line in place::lines(facts).iter().filter(|_| facts.regions.len() > 1) {
        match line.place {
            Place::Area(_) => table.total(line.name.clone(), cells(line.place)),
            _ => table.row(line.indented_name(), cells(line.place)),
        }
    }
    table.total("Company", cells(Place::Company));
    Some(table)
}

/// What the company's metric comes to, where the scenario makes it anything.
fn company(forecast: &Forecast, metric: Metric) -> Option<&Summary> {
    let summary = wording::summary(forecast, metric, Place::Company, Period::Horizon)?;
    (metric == Metric::Awareness || summary.mean != 0.0).then_some(summary)
}

/// The scale at which the largest amount reads best.
fn scale(forecast: &Forecast, told: &[(Metric, &str)]) -> Scale {
    let amounts = told.iter().filter(|(metric, _)| *metric != Metric::Awareness);
    let means = amounts.filter_map(|(metric, _)| Some(company(forecast, *metric)?.mean));
    Scale::of(means.fold(0.0, f64::max))
}

fn cell(forecast: &Forecast, metric: Metric, place: Place, scale: Scale) -> String {
    let Some(summary) = wording::summary(forecast, metric, place, Period::Horizon) else {
        return number::missing();
    };
    if metric == Metric::Awareness {
        let precision = Precision::of_error(summary.standard_error).coarser(Precision::HUNDREDTH);
        return number::percent(summary.mean, precision);
    }
    if summary.mean == 0.0 {
        return "0".to_owned();
    }
    let decimals = if scale == Scale::of(MILLION) { 2 } else { 0 };
    number::money_at(summary.mean, scale, wording::money_precision(summary, scale).within(decimals, scale))
}
