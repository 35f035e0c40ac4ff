//! Territories: how evenly they are cut and worked, and how each stands.

use super::page::{Ink, Page};
use super::table::Table;
use crate::replicate::Forecast;
use crate::replicate::balance::{Balance, CutBalance, TerritoryBalance, WEIGHTS};
use crate::report::number::{self, JOINT, Precision};
use crate::report::text::{cut, harmless};

/// Most territories of a cut that have a row; of more, those that lie farthest from the average have one.
const ROWS_MAX: usize = 12;
/// Most cuts that have a table on a terminal.
const TABLES_MAX: usize = 4;
/// Most columns of a territory's name.
const NAME: usize = 16;
/// Years to a week.
const YEAR: f64 = 52.0;

pub fn write(page: &mut Page, forecast: &Forecast) {
    let Some(balance) = &forecast.balance else { return };
    page.heading("Territories");
    sentences(forecast, balance).iter().for_each(|sentence| page.paragraph(Ink::Plain, sentence));
    for found in balance.cuts.iter().take(TABLES_MAX) {
        page.blank();
        page.line(Ink::Strong, &name(forecast, found));
        page.table(&table(found));
    }
    page.paragraph(Ink::Faint, &meaning(forecast));
}

/// What there is to say of each cut.
pub fn sentences(forecast: &Forecast, balance: &Balance) -> Vec<String> {
    balance.cuts.iter().map(|found| sentence(forecast, found)).collect()
}

/// `dach, first cut: balance 64 of 100. Work differs by 45 %, potential by 40 %, travel by 20 % between territories
/// (coefficients of variation); Gini of work 0.24. Somebody covers 92 % of the potential, with 75 accounts a seller.`
fn sentence(forecast: &Forecast, found: &CutBalance) -> String {
    let percent = |share| number::percent(share, Precision::HUNDREDTH);
    let accounts = found.accounts_per_seller.map_or_else(String::new, |accounts| {
        format!(", with {} accounts a seller", number::plain(accounts, Precision::ONE))
    });
    let out = found.territories.iter().filter(|territory| !territory.stands_out.is_empty());
    let out: Vec<String> = out
        .take(3)
        .map(|territory| format!("{} ({})", harmless(&territory.name), territory.stands_out.join(", ")))
        .collect();
    let out =
        if out.is_empty() { String::new() } else { format!(" Far from the others: {}.", out.join(", ")) };
    format!(
        "{}: balance {} of 100. Work differs by {}, potential by {}, travel by {} between territories; Gini of work {}, of \
         potential {}. Somebody covers {} of the potential{accounts}.{out}",
        name(forecast, found),
        number::plain(found.score, Precision::ONE),
        percent(found.workload_cv),
        percent(found.potential_cv),
        percent(found.travel_cv),
        number::plain(found.workload_gini, Precision::HUNDREDTH),
        number::plain(found.potential_gini, Precision::HUNDREDTH),
        percent(found.coverage),
    )
}

/// `dach, first cut`, `dach, "spring"`.
pub fn name(forecast: &Forecast, found: &CutBalance) -> String {
    let region = harmless(&forecast.facts.regions[found.region]);
    match &found.realignment {
        None => format!("{region}, first cut"),
        Some(realignment) => format!("{region}, \"{}\"", harmless(realignment)),
    }
}

/// The territories of a cut, the richest first.
pub fn table(found: &CutBalance) -> Table {
    let titles = ["potential", "travel", "covered", "hours", "open", "wait", "a year", "index"];
    let mut table = Table::new("territory", &titles);
    for territory in shown(found) {
        table.row(cut(&harmless(&territory.name), NAME), cells(territory));
    }
    let more = found.territories.len() - found.territories.len().min(ROWS_MAX);
    if more > 0 {
        table.row(format!("{more} more"), vec![number::missing(); titles.len()]);
    }
    table
}

/// Those of a row, by potential.
fn shown(found: &CutBalance) -> Vec<&TerritoryBalance> {
    let mut shown: Vec<&TerritoryBalance> = found.territories.iter().collect();
    shown.sort_by(|left, right| off(right).total_cmp(&off(left)));
    shown.truncate(ROWS_MAX);
    shown.sort_by(|left, right| right.potential.total_cmp(&left.potential));
    shown
}

/// How far a territory lies from the average.
fn off(territory: &TerritoryBalance) -> f64 {
    (territory.alignment - 100.0).abs()
}

fn cells(territory: &TerritoryBalance) -> Vec<String> {
    let tenth = |value| number::plain(value, Precision::TENTH);
    let percent = |share| number::percent(share, Precision::HUNDREDTH);
    vec![
        number::plain(territory.potential, Precision::HUNDREDTH),
        percent(territory.travel),
        percent(territory.covered),
        tenth(territory.hours),
        tenth(territory.open_deals),
        tenth(territory.leads_waiting),
        number::money(territory.booked_per_year, Precision::significant(territory.booked_per_year, 2)),
        number::plain(territory.alignment, Precision::ONE),
    ]
}

/// What the columns say.
pub fn meaning(forecast: &Forecast) -> String {
    let weight = |share: f64| number::plain(100.0 * share, Precision::ONE);
    let [work, potential, sales] = WEIGHTS.map(weight);
    format!(
        "Potential: times the average. Covered: share of the weeks with somebody in the seat. Hours of work in a week: open deals \
         and customers by their hours. Wait: leads without an owner. A year: new deals won, in {}. Index: 100 is the average territory, \
         {work}{JOINT}% work, {potential}{JOINT}% potential, {sales}{JOINT}% own sales. Balance: 100 less the mean coefficient of \
         variation of accounts, pipeline and tenure. Far: beyond 1.5 standard deviations, and by a tenth.",
        forecast.facts.currency
    )
}

/// Mean tenure of a territory's sellers in years.
pub fn tenure_years(territory: &TerritoryBalance) -> Option<f64> {
    territory.tenure.map(|weeks| weeks / YEAR)
}
