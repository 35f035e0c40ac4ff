//! Roles: how many people each has, what they reach, and who brought what is booked. Where there are executives alone, what is
//! said of people says it.

use super::page::{Ink, Page};
use super::table::Table;
use crate::model::{ColumnKey, Metric};
use crate::replicate::Forecast;
use crate::replicate::forecast::{Place, Summary};
use crate::report::number::{self, Precision, Scale};
use crate::report::{text, wording};
use crate::scenario::Role;
use crate::unit::{Period, Unit};

/// What the table of roles says; people are counted at the end.
const COLUMNS: [(Metric, &str); 6] = [
    (Metric::Planned, "planned"),
    (Metric::Headcount, "on board"),
    (Metric::Ramped, "ramped"),
    (Metric::Leavers, "left"),
    (Metric::Attainment, "attained"),
    (Metric::ShareAtQuota, "at quota"),
];

/// Who brings deals, and the bookings from them.
const SOURCES: [(Metric, &str); 9] = [
    (Metric::BookingsSelfSourced, "sellers themselves"),
    (Metric::BookingsInbound, "inbound leads"),
    (Metric::BookingsCustomers, "customers"),
    (Metric::BookingsDeveloped, "development reps"),
    (Metric::BookingsKeyAccounts, "key accounts"),
    (Metric::BookingsPartners, "partners"),
    (Metric::BookingsShows, "trade shows"),
    (Metric::BookingsTenders, "tenders"),
    (Metric::BookingsKnown, "known deals"),
];

/// What the columns mean.
pub const MEANING: &str = "Averages. Planned, on board and ramped are counted at the end; attained is over the whole span: \
                           development reps by deals, specialists by the deals that they joined.";

pub fn write(page: &mut Page, forecast: &Forecast) {
    let Some(roles) = by_role(forecast) else { return };
    page.heading("Roles");
    page.table(&roles);
    page.paragraph(Ink::Faint, MEANING);
    let told = worked(forecast);
    if !told.is_empty() {
        page.blank();
        page.paragraph(Ink::Plain, &told);
    }
    if let Some(sources) = by_source(forecast) {
        page.blank();
        page.table(&sources);
    }
}

/// The people of each role; `None` where all are account executives.
pub fn by_role(forecast: &Forecast) -> Option<Table> {
    let has = |role: &Role| cell(forecast, Metric::Headcount, Some(*role)).is_some();
    let roles: Vec<Role> = Role::ALL.into_iter().filter(has).collect();
    if roles.is_empty() || roles == [Role::AccountExecutive] {
        return None;
    }
    let titles = COLUMNS.map(|(_, title)| title);
    let mut table = Table::new(text::capitalized(&wording::span(&forecast.facts)), &titles);
    for role in roles {
        let told = |metric| {
            cell(forecast, metric, Some(role)).map_or_else(number::missing, |found| shown(metric, found))
        };
        table.row(text::capitalized(role.words()), COLUMNS.map(|(metric, _)| told(metric)).to_vec());
    }
    let told =
        |metric| cell(forecast, metric, None).map_or_else(number::missing, |found| shown(metric, found));
    table.total("Company", COLUMNS.map(|(metric, _)| told(metric)).to_vec());
    Some(table)
}

/// Bookings by who brought the deals, where those are gathered; a source that brings nothing is left out.
pub fn by_source(forecast: &Forecast) -> Option<Table> {
    let all = cell(forecast, Metric::Bookings, None).filter(|all| all.mean > 0.0)?;
    let scale = Scale::of(all.mean);
    let titles =
        [scale.of_currency(&forecast.facts.currency), "P10".to_owned(), "P90".to_owned(), "share".to_owned()];
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let mut table = Table::new("Bookings brought by", &titles);
    let cells = |found: &Summary| {
        let money = |value: f64| number::money_at(value, scale, wording::money_precision(found, scale));
        let share = number::percent(found.mean / all.mean, Precision::HUNDREDTH);
        vec![money(found.mean), money(found.p10.value), money(found.p90.value), share]
    };
    let found = SOURCES.iter().filter_map(|(metric, name)| Some((name, cell(forecast, *metric, None)?)));
    let found: Vec<_> = found.filter(|(_, found)| found.mean != 0.0).collect();
    for (name, summary) in &found {
        table.row(text::capitalized(name), cells(summary));
    }
    table.total("All", cells(all));
    (found.len() > 1).then_some(table)
}

/// `Development reps bring 124 deals on average; 2.1 of them become executives.`
pub fn worked(forecast: &Forecast) -> String {
    let mean = |metric| {
        cell(forecast, metric, None).filter(|found| found.mean > 0.0).map(|found| shown(metric, found))
    };
    let mut sentences = Vec::new();
    if let Some(deals) = mean(Metric::DealsDeveloped) {
        let promoted = mean(Metric::PromotedToExecutive);
        let promoted =
            promoted.map_or_else(String::new, |reps| format!("; {reps} of them become executives"));
        sentences.push(format!("Development reps bring {deals} deals on average{promoted}."));
    }
    if let Some(deals) = mean(Metric::DealsJoined) {
        let waited = mean(Metric::DealsAwaited);
        let waited = waited.map_or_else(String::new, |deals| format!("; {deals} deals have to wait for one"));
        sentences.push(format!("Product specialists join {deals} deals on average{waited}."));
    }
    sentences.join(" ")
}

fn shown(metric: Metric, found: &Summary) -> String {
    let precision = Precision::of_error(found.standard_error);
    match metric.unit() {
        Unit::Share => number::percent(found.mean, precision.coarser(Precision::HUNDREDTH)),
        _ => number::plain(found.mean, precision.coarser(Precision::TENTH).fitted(found.mean)),
    }
}

/// What the company does in the whole span, of one role or in all.
fn cell(forecast: &Forecast, metric: Metric, role: Option<Role>) -> Option<&Summary> {
    let key = ColumnKey { metric, place: Place::Company, period: Period::Horizon, role, offer: None };
    forecast.cells.iter().find(|cell| cell.key() == key)?.summary.as_ref()
}
