//! Partners: how many there are, who joins and goes, what they book and what they cost in leads.

use super::page::{Ink, Page};
use super::table::Table;
use crate::model::Metric;
use crate::replicate::Forecast;
use crate::replicate::forecast::{Place, Summary};
use crate::report::number::{self, Precision, Scale};
use crate::report::{place, text, wording};
use crate::unit::Period;

/// What the table says, one metric a column; money last.
const COLUMNS: [(Metric, &str); 6] = [
    (Metric::PartnersActive, "active"),
    (Metric::PartnersDormant, "dormant"),
    (Metric::PartnersRecruited, "signed"),
    (Metric::PartnersLost, "lost"),
    (Metric::Conflicts, "leads taken"),
    (Metric::BookingsPartners, "booked"),
];

/// What the columns mean.
pub const MEANING: &str = "Averages; active and dormant are counted at the end. Leads taken: inbound leads that a partner's deal \
                           was in truth.";

pub fn write(page: &mut Page, forecast: &Forecast) {
    let Some(sentence) = sentence(forecast) else { return };
    page.heading("Partners");
    page.paragraph(Ink::Plain, &sentence);
    page.blank();
    page.table(&by_quarter(forecast));
    if let Some(table) = by_place(forecast) {
        page.blank();
        page.table(&table);
    }
    page.paragraph(Ink::Faint, MEANING);
}

/// `Partners book 4.2 M EUR on average, 31 % of all (P10 3.1 M, P90 5.3 M); 24.3 of them are active at the end (P10 21, P90
/// 28).` `None` where nobody has partners.
pub fn sentence(forecast: &Forecast) -> Option<String> {
    let year = |metric| wording::summary(forecast, metric, Place::Company, Period::Horizon);
    let active = year(Metric::PartnersActive)?;
    let there = format!(
        "{} partners are active at the end on average (P10 {}, P90 {})",
        number::plain(active.mean, Precision::of_error(active.standard_error).coarser(Precision::TENTH)),
        whole(active.p10.value),
        whole(active.p90.value),
    );
    let (Some(booked), Some(all)) = (year(Metric::BookingsPartners), wording::year(forecast)) else {
        return Some(there + ".");
    };
    let scale = Scale::of(booked.p90.value.max(booked.mean));
    let precision = wording::money_precision(booked, scale);
    let amount = |value: f64| scale.joined(&number::money_at(value, scale, precision));
    let share = if all.mean > 0.0 { booked.mean / all.mean } else { 0.0 };
    Some(format!(
        "Deals by partners book {}{}{} on average, {} of all (P10 {}, P90 {}). {there}.",
        amount(booked.mean),
        number::JOINT,
        forecast.facts.currency,
        number::percent(share, Precision::HUNDREDTH),
        amount(booked.p10.value),
        amount(booked.p90.value),
    ))
}

pub fn by_quarter(forecast: &Forecast) -> Table {
    let facts = &forecast.facts;
    let mut table = table(forecast, "");
    for (index, label) in facts.quarters.iter().enumerate().skip(facts.closed_quarters) {
        let name = if index < facts.horizon_quarters { label.clone() } else { format!("{label} +") };
        table.row(name, cells(forecast, Place::Company, Period::Quarter(index as u32)));
    }
    let whole = text::capitalized(&wording::span(facts));
    table.total(whole, cells(forecast, Place::Company, Period::Horizon));
    table
}

/// Places that have partners; `None` where there is one region.
pub fn by_place(forecast: &Forecast) -> Option<Table> {
    if forecast.facts.regions.len() < 2 {
        return None;
    }
    let mut table = table(forecast, &wording::span(&forecast.facts));
    for line in place::lines(&forecast.facts) {
        let at = |metric| wording::summary(forecast, metric, line.place, Period::Horizon);
        let has = |metric| at(metric).is_some_and(|summary| summary.mean > 0.0);
        if !COLUMNS.iter().any(|(metric, _)| has(*metric)) {
            continue;
        }
        let cells = cells(forecast, line.place, Period::Horizon);
        if let Place::Area(_) = line.place {
            table.total(line.name, cells);
        } else {
            table.row(line.indented_name(), cells);
        }
    }
    Some(table)
}

fn table(forecast: &Forecast, name: &str) -> Table {
    let booked = format!("booked, {}", scale(forecast).of_currency(&forecast.facts.currency));
    let titles: Vec<&str> = COLUMNS[..5].iter().map(|(_, title)| *title).chain([booked.as_str()]).collect();
    Table::new(name, &titles)
}

fn cells(forecast: &Forecast, place: Place, period: Period) -> Vec<String> {
    let cell = |metric: Metric| {
        let told = |summary: &Summary| match metric {
            Metric::BookingsPartners => {
                let scale = scale(forecast);
                number::money_at(summary.mean, scale, wording::money_precision(summary, scale))
            }
            _ => {
                let precision = Precision::of_error(summary.standard_error).fitted(summary.mean);
                number::plain(summary.mean, precision.coarser(Precision::TENTH))
            }
        };
        wording::summary(forecast, metric, place, period).map_or_else(number::missing, told)
    };
    COLUMNS.map(|(metric, _)| cell(metric)).to_vec()
}

/// One scale for all amounts of the tables.
fn scale(forecast: &Forecast) -> Scale {
    let year = wording::summary(forecast, Metric::BookingsPartners, Place::Company, Period::Horizon);
    Scale::of(year.map_or(0.0, |year| year.mean))
}

fn whole(count: f64) -> String {
    number::plain(count, Precision::showing_all(count.round()))
}
