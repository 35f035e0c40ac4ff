//! From the customer's yes to the money: what rules refuse, what logistics lose, what duty takes, whom deals are lost to.

use super::page::{Ink, Page};
use super::table::Table;
use crate::model::{Metric, Place};
use crate::replicate::Forecast;
use crate::replicate::forecast::Summary;
use crate::report::number::{self, Precision, Scale};
use crate::report::{place, wording};
use crate::unit::Period;

/// Its heading.
pub const TITLE: &str = "From yes to money";

/// What its columns say.
pub const MEANING: &str = "Means. Refused: deals that customers wanted and that a review did not allow; they are in no \
    booking. Cancelled: booked and never delivered. To rivals: share of the lost deals that a competitor won.";

/// Columns of money, with their titles.
const MONEY: [(Metric, &str); 4] = [
    (Metric::Revenue, "revenue"),
    (Metric::Cancellations, "cancelled"),
    (Metric::Tariffs, "duty"),
    (Metric::BadDebt, "bad debt"),
];

pub fn write(page: &mut Page, forecast: &Forecast) {
    let Some(table) = table(forecast) else { return };
    page.heading(TITLE);
    if let Some(sentence) = sentence(forecast) {
        page.paragraph(Ink::Plain, &sentence);
        page.blank();
    }
    page.table(&table);
    page.paragraph(Ink::Faint, MEANING);
}

/// A line for every place, of what the scenario uses; `None` where it uses nothing.
pub fn table(forecast: &Forecast) -> Option<Table> {
    let whole = |metric| year(forecast, metric, Place::Company);
    let refused = whole(Metric::DealsRefused).is_some();
    let rivals = whole(Metric::DealsLostToCompetitors).is_some();
    let shown = |(metric, _): &&(Metric, &str)| whole(*metric).is_some();
    let delivers = whole(Metric::Cancellations).is_some();
    let money: Vec<&(Metric, &str)> = MONEY.iter().filter(|_| delivers).filter(shown).collect();
    if !refused && !rivals && money.is_empty() {
        return None;
    }
    let largest = money.iter().filter_map(|(metric, _)| whole(*metric)).map(|found| found.mean.abs());
    let scale = Scale::of(largest.fold(0.0, f64::max));
    let cells = |place: Place| -> Vec<String> {
        let count = refused.then(|| counted(year(forecast, Metric::DealsRefused, place)));
        let share = rivals.then(|| to_rivals(forecast, place));
        let amounts = money.iter().map(|(metric, _)| amount(year(forecast, *metric, place), scale));
        count.into_iter().chain(share).chain(amounts).collect()
    };
    let titles = [refused.then_some("refused"), rivals.then_some("to rivals")];
    let titles: Vec<&str> =
        titles.into_iter().flatten().chain(money.iter().map(|(_, title)| *title)).collect();
    let heading = if money.is_empty() {
        String::new()
    } else {
        format!("money in {}", scale.of_currency(&forecast.facts.currency))
    };
    let mut table = Table::new(heading, &titles);
    if forecast.facts.regions.len() > 1 {
        for line in place::lines(&forecast.facts) {
            match line.place {
                Place::Area(_) => table.total(line.name, cells(line.place)),
                _ => table.row(line.indented_name(), cells(line.place)),
            }
        }
    }
    table.total("Company", cells(Place::Company));
    Some(table)
}

/// `Of 100 EUR booked in the year 6 are cancelled before delivery and 2 of 100 EUR delivered are never paid.`
pub fn sentence(forecast: &Forecast) -> Option<String> {
    let mean = |metric| year(forecast, metric, Place::Company).map(|found| found.mean);
    let (revenue, cancelled) = (mean(Metric::Revenue)?, mean(Metric::Cancellations)?);
    let delivered = revenue + cancelled;
    if delivered <= 0.0 {
        return None;
    }
    let share = |part: f64, of: f64| number::percent(part / of, Precision::significant(part / of, 2));
    let debt = mean(Metric::BadDebt).filter(|debt| *debt > 0.0 && revenue > 0.0);
    let duty = mean(Metric::Tariffs).filter(|duty| *duty > 0.0 && revenue > 0.0);
    let debt = debt.map(|debt| format!("; bad debt takes {} of the revenue", share(debt, revenue)));
    let duty = duty.map(|duty| format!("; duty takes {} of it", share(duty, revenue)));
    Some(format!(
        "Of what comes due for delivery {} is cancelled{}{}.",
        share(cancelled, delivered),
        debt.unwrap_or_default(),
        duty.unwrap_or_default()
    ))
}

fn year(forecast: &Forecast, metric: Metric, place: Place) -> Option<&Summary> {
    wording::summary(forecast, metric, place, Period::Horizon)
}

fn counted(found: Option<&Summary>) -> String {
    found.map_or_else(number::missing, |found| number::plain(found.mean, Precision::TENTH))
}

fn amount(found: Option<&Summary>, scale: Scale) -> String {
    found.map_or_else(number::missing, |found| {
        let precision = Precision::of_error(found.standard_error).within(2, scale);
        number::money_at(found.mean, scale, precision)
    })
}

/// Share of the deals lost for a reason that a competitor won.
fn to_rivals(forecast: &Forecast, place: Place) -> String {
    let mean = |metric| year(forecast, metric, place).map_or(0.0, |found| found.mean);
    let (rivals, nobody) = (mean(Metric::DealsLostToCompetitors), mean(Metric::DealsLostNoDecision));
    if rivals + nobody <= 0.0 {
        return number::missing();
    }
    number::percent(rivals / (rivals + nobody), Precision::HUNDREDTH)
}
