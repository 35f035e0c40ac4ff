//! A metric explained: the formula in words, the values of its parts, and its sums by source, quarter and region.

use crate::model::Metric;
use crate::model::metric::Nature;
use crate::replicate::Forecast;
use crate::replicate::forecast::{Place, Summary};
use crate::report::formula::{self, Made};
use crate::report::number::{self, JOINT, Precision, Scale};
use crate::report::terminal::page::{Ink, Page};
use crate::report::terminal::table::Table;
use crate::report::terminal::{COLUMNS, Style};
use crate::report::text::{capitalized, cut, harmless};
use crate::report::{adding, place, wording};
use crate::unit::{Period, Unit};

/// Which part of the company, in which period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    pub place: Place,
    pub period: Period,
}

/// The sources that bookings are the sum of.
const SOURCES: [Metric; 4] =
    [Metric::BookingsSelfSourced, Metric::BookingsInbound, Metric::BookingsCustomers, Metric::BookingsKnown];

/// The explanation of a metric, from a forecast that gathered [`formula::metrics`].
pub fn metric(forecast: &Forecast, metric: Metric, part: Part, style: Style) -> String {
    let mut page = Page::new(style);
    let explained = formula::formula(metric);
    page.line(Ink::Strong, &cut(&format!("{}, {}", metric.name(), where_and_when(forecast, part)), COLUMNS));
    page.line(Ink::Faint, &"─".repeat(COLUMNS));
    page.paragraph(Ink::Plain, &format!("{}.", explained.meaning));
    page.paragraph(Ink::Plain, &format!("{} = {}.", metric.name(), explained.formula));
    page.paragraph(Ink::Faint, &format!("Hangs on: {}.", explained.inputs));
    page.heading("Its parts");
    page.table(&parts(forecast, metric, part));
    if let Some(sentence) = arithmetic(forecast, metric, part) {
        page.paragraph(Ink::Plain, &sentence);
    }
    let unit = |scale: Scale| match metric.unit() {
        Unit::Money => scale.of_currency(&forecast.facts.currency),
        _ => scale.joined("").trim().to_owned(),
    };
    match explained.made {
        Made::Sum(kinds) => shares(&mut page, "By kind", &unit, &summed(forecast, kinds, part)),
        _ if metric == Metric::Bookings => {
            shares(&mut page, "By source", &unit, &summed(forecast, &SOURCES, part))
        }
        _ => {}
    }
    if metric.nature() == Nature::Flow && part.period == Period::Horizon {
        shares(&mut page, "By quarter", &unit, &quarters(forecast, metric, part.place));
    }
    if part.place == Place::Company && forecast.facts.regions.len() > 1 {
        match metric.nature() {
            Nature::Ratio => {}
            _ => shares(&mut page, "By region", &unit, &regions(forecast, metric, part.period)),
        }
        page.heading("Its parts by region, in the mean");
        page.table(&by_region(forecast, metric, part.period));
    }
    page.paragraph(
        Ink::Faint,
        &format!(
            "{}. P10 to P90 of a part is its own spread: P10s of parts do not make the P10 of the whole.",
            capitalized(&wording::origin(&forecast.facts))
        ),
    );
    page.finish()
}

fn where_and_when(forecast: &Forecast, part: Part) -> String {
    let facts = &forecast.facts;
    let place = place::name(facts, part.place).map_or_else(|| "the company".to_owned(), harmless);
    let period = match part.period {
        Period::Horizon => wording::span(facts),
        Period::Quarter(quarter) => facts.quarters[quarter as usize].clone(),
        Period::Month(month) => facts.months[month as usize].clone(),
    };
    format!("{place}, {period}")
}

fn summary(forecast: &Forecast, metric: Metric, part: Part) -> Option<&Summary> {
    wording::summary(forecast, metric, part.place, part.period)
}

fn mean(forecast: &Forecast, metric: Metric, part: Part) -> Option<f64> {
    summary(forecast, metric, part).map(|summary| summary.mean)
}

fn parts(forecast: &Forecast, metric: Metric, part: Part) -> Table {
    let mut table = Table::new("", &["mean", "P10", "P50", "P90"]);
    for (index, shown) in formula::metrics(metric).into_iter().enumerate() {
        let Some(summary) = summary(forecast, shown, part) else { continue };
        let values = [summary.mean, summary.p10.value, summary.p50.value, summary.p90.value];
        let scale = Scale::of(summary.p90.value.abs().max(summary.mean.abs()));
        let cells = values.map(|value| told(shown, value, scale, summary)).to_vec();
        let name = titled(forecast, shown, scale);
        if index == 0 { table.total(name, cells) } else { table.row(format!("  {name}"), cells) }
    }
    table.with_whole_names()
}

/// `deal_size, k EUR`.
fn titled(forecast: &Forecast, metric: Metric, scale: Scale) -> String {
    match metric.unit() {
        Unit::Money => format!("{}, {}", metric.name(), scale.of_currency(&forecast.facts.currency)),
        Unit::Weeks => format!("{}, weeks", metric.name()),
        Unit::Share => format!("{}, %", metric.name()),
        Unit::Count | Unit::People => metric.name().to_owned(),
    }
}

fn told(metric: Metric, value: f64, scale: Scale, summary: &Summary) -> String {
    let fitted = Precision::of_summary(summary).fitted(summary.p90.value);
    match metric.unit() {
        Unit::Money => number::money_at(value, scale, wording::money_precision(summary, scale)),
        Unit::Share => number::percent_digits(value, fitted),
        Unit::Count | Unit::People | Unit::Weeks => number::plain(value, fitted.coarser(Precision::TENTH)),
    }
}

/// The formula with the values of the mean: `540 deals_won x 45.2 k = 24.4 M`. The average deal is that of all futures
/// together, so that the product holds.
fn arithmetic(forecast: &Forecast, metric: Metric, part: Part) -> Option<String> {
    let of = |metric: Metric| mean(forecast, metric, part);
    let amount = |metric: Metric, value: f64| match metric.unit() {
        Unit::Money => number::money(value, Precision::significant(value, 4)),
        Unit::Share => number::percent(value, Precision::significant(value, 3)),
        _ => number::plain(value, Precision::significant(value, 4)),
    };
    match formula::formula(metric).made {
        Made::Product(count, _) => {
            let (whole, count_mean) = (of(metric)?, of(count)?);
            let (won, lost) = (of(Metric::DealsWon)?, of(Metric::DealsLost)?);
            (count_mean > 0.0).then(|| {
                format!(
                    "In the mean: {} deals closed x {} won = {} deals won; x {} each = {}.",
                    number::plain(won + lost, Precision::TENTH),
                    number::percent(won / (won + lost), Precision::of_half_width(0.000_5)),
                    number::plain(won, Precision::TENTH),
                    amount(metric, whole / count_mean),
                    amount(metric, whole),
                )
            })
        }
        Made::Ratio(over, under) => {
            let (over_mean, under_mean) = (of(over)?, of(under)?);
            (under_mean != 0.0).then(|| {
                format!(
                    "In the mean: {} {} / {} {} = {}.",
                    amount(over, over_mean),
                    over.name(),
                    amount(under, under_mean),
                    under.name(),
                    amount(metric, over_mean / under_mean),
                )
            })
        }
        Made::Less(parts) => {
            let told: Option<Vec<String>> =
                parts.iter().map(|part| Some(amount(*part, of(*part)?))).collect();
            Some(format!("In the mean: {} = {}.", told?.join(" − "), amount(metric, of(metric)?)))
        }
        Made::Sum(_) | Made::Counted => None,
    }
}

fn summed(forecast: &Forecast, metrics: &[Metric], part: Part) -> Vec<(String, f64)> {
    let told = |metric: &Metric| Some((metric.name().to_owned(), mean(forecast, *metric, part)?));
    metrics.iter().filter_map(told).collect()
}

fn quarters(forecast: &Forecast, metric: Metric, place: Place) -> Vec<(String, f64)> {
    let facts = &forecast.facts;
    let quarter = |index: usize| {
        let part = Part { place, period: Period::Quarter(index as u32) };
        Some((facts.quarters[index].clone(), mean(forecast, metric, part)?))
    };
    (0..facts.horizon_quarters).filter_map(quarter).collect()
}

fn regions(forecast: &Forecast, metric: Metric, period: Period) -> Vec<(String, f64)> {
    let region = |(index, name): (usize, &String)| {
        let part = Part { place: Place::Region(index), period };
        Some((harmless(name), mean(forecast, metric, part)?))
    };
    forecast.facts.regions.iter().enumerate().filter_map(region).collect()
}

/// Parts that sum to their whole as displayed, with their shares.
fn shares(page: &mut Page, heading: &str, unit: &dyn Fn(Scale) -> String, parts: &[(String, f64)]) {
    let whole: f64 = parts.iter().map(|(_, value)| value).sum();
    if parts.len() < 2 || whole <= 0.0 || parts.iter().any(|(_, value)| *value < 0.0) {
        return;
    }
    let scale = Scale::of(whole);
    let precision = Precision::significant(whole, 4);
    let values: Vec<f64> = parts.iter().map(|(_, value)| *value).collect();
    let (total, steps) = adding::parts(&values, precision);
    let percents = adding::percents(&values);
    let mut table = Table::new(unit(scale), &["mean", "share"]);
    for ((name, _), (steps, percent)) in parts.iter().zip(steps.iter().zip(percents)) {
        table.row(
            name.clone(),
            vec![number::steps_at(*steps, scale, precision), format!("{percent}{JOINT}%")],
        );
    }
    table.total("sum", vec![number::steps_at(total, scale, precision), format!("100{JOINT}%")]);
    page.heading(heading);
    page.table(&table.with_whole_names());
}

/// The first parts of the metric, a region a row.
fn by_region(forecast: &Forecast, metric: Metric, period: Period) -> Table {
    let shown: Vec<Metric> = formula::metrics(metric).into_iter().take(4).collect();
    let scale = |metric: Metric| {
        let part = Part { place: Place::Company, period };
        Scale::of(mean(forecast, metric, part).unwrap_or(0.0))
    };
    let titles: Vec<String> = shown.iter().map(|metric| titled(forecast, *metric, scale(*metric))).collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let mut table = Table::new("", &titles);
    for (index, name) in forecast.facts.regions.iter().enumerate() {
        let part = Part { place: Place::Region(index), period };
        let cell = |metric: &Metric| {
            summary(forecast, *metric, part)
                .map_or_else(number::missing, |summary| told(*metric, summary.mean, scale(*metric), summary))
        };
        table.row(harmless(name), shown.iter().map(cell).collect());
    }
    table
}
