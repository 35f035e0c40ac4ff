//! Customers: the recurring base and what moves it, discounts, deals moved at quarters' ends.

use super::gathered;
use super::page::{Ink, Page};
use super::table::Table;
use crate::model::Metric;
use crate::replicate::Forecast;
use crate::replicate::forecast::{Place, Summary};
use crate::report::number::{self, Precision, Scale};
use crate::report::wording;
use crate::unit::{Period, Unit};

/// Lines of the base, in the order in which they add up, and its ratios.
const BASE: [(&str, Metric); 6] = [
    ("Base at the start", Metric::RecurringStart),
    ("+ new", Metric::RecurringNew),
    ("+ expansion", Metric::Expansion),
    ("− contraction", Metric::Contraction),
    ("− churn", Metric::Churn),
    ("Base at the end", Metric::RecurringBase),
];
const RETENTION: [(&str, Metric); 2] =
    [("gross retention", Metric::GrossRetention), ("net retention", Metric::NetRetention)];
const PRICES: [(&str, Metric); 3] =
    [("List price", Metric::ListPrice), ("− discounts", Metric::Discounts), ("Bookings", Metric::Bookings)];
const MOVED: [(&str, Metric); 2] =
    [("deals pulled in", Metric::PulledIn), ("deals pushed out", Metric::PushedOut)];

/// What the tables do not say of themselves.
pub const NOTE: &str = "Yearly value of contracts at start rates. Means add up; quantiles do not. Retention is of the contracts \
    in force a year before the end, or at the start where that is later.";

pub fn write(page: &mut Page, forecast: &Forecast) {
    if let Some(table) = base(forecast) {
        page.heading("Customers");
        sentences(forecast).iter().for_each(|sentence| page.paragraph(Ink::Plain, sentence));
        page.blank();
        page.table(&table);
        page.paragraph(Ink::Faint, NOTE);
    }
    if let Some(table) = prices(forecast) {
        page.heading("Discounts");
        discount(forecast).iter().for_each(|sentence| page.paragraph(Ink::Plain, sentence));
        page.blank();
        page.table(&table);
    }
}

/// What is said of the base.
pub fn sentences(forecast: &Forecast) -> Vec<String> {
    let (Some(gross), Some(net)) =
        (year(forecast, Metric::GrossRetention), year(forecast, Metric::NetRetention))
    else {
        return Vec::new();
    };
    let told = |summary: &Summary| {
        let precision = Precision::of_summary(summary).coarser(Precision::HUNDREDTH);
        let [mean, p10, p90] = [summary.mean, summary.p10.value, summary.p90.value]
            .map(|value| number::percent(value, precision));
        if p10 == p90 { mean } else { format!("{mean} (P10 {p10}, P90 {p90})") }
    };
    vec![format!(
        "Of what contracts were worth a year ago {} is left at the end on average; with what they grew by, {}.",
        told(gross),
        told(net)
    )]
}

/// What is said of the discounts.
pub fn discount(forecast: &Forecast) -> Vec<String> {
    let Some(discount) = year(forecast, Metric::Discount) else { return Vec::new() };
    let precision = Precision::of_error(discount.standard_error);
    vec![format!(
        "{} of the list price is given off the deals won.",
        number::percent(discount.mean, precision)
    )]
}

/// Start, flows and end of the base, and retention; `None` where nothing recurs.
pub fn base(forecast: &Forecast) -> Option<Table> {
    year(forecast, Metric::RecurringBase)?;
    let scale = scale(forecast, &[Metric::RecurringStart, Metric::RecurringBase]);
    let title = format!("{} a year", scale.of_currency(&forecast.facts.currency));
    let mut table = Table::new(title, &["mean", "P10", "P50", "P90"]);
    fill(&mut table, forecast, &BASE, scale);
    table.gap();
    fill(&mut table, forecast, &RETENTION, scale);
    Some(table)
}

/// List price, discounts and bookings, and deals moved; `None` where no price is negotiated and no deal moved.
pub fn prices(forecast: &Forecast) -> Option<Table> {
    year(forecast, Metric::ListPrice)?;
    let scale = scale(forecast, &[Metric::ListPrice]);
    let mut table = Table::new(scale.of_currency(&forecast.facts.currency), &["mean", "P10", "P50", "P90"]);
    fill(&mut table, forecast, &PRICES, scale);
    if year(forecast, Metric::PulledIn).is_some() {
        table.gap();
        fill(&mut table, forecast, &MOVED, scale);
    }
    Some(table)
}

/// The lines; those with a capital letter are sums.
fn fill(table: &mut Table, forecast: &Forecast, lines: &[(&str, Metric)], scale: Scale) {
    for (name, metric) in lines {
        let Some(summary) = year(forecast, *metric) else { continue };
        let scale = if metric.unit() == Unit::Money { scale } else { Scale::One };
        let cells = gathered::cells(metric.unit(), summary, scale);
        if name.starts_with(char::is_uppercase) { table.total(*name, cells) } else { table.row(*name, cells) }
    }
}

fn year(forecast: &Forecast, metric: Metric) -> Option<&Summary> {
    wording::summary(forecast, metric, Place::Company, Period::Horizon)
}

/// Scale of the largest of these.
fn scale(forecast: &Forecast, metrics: &[Metric]) -> Scale {
    let largest = metrics.iter().filter_map(|metric| year(forecast, *metric));
    Scale::of(largest.map(|summary| summary.p90.value).fold(0.0, f64::max))
}
