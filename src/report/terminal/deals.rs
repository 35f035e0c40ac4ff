//! Big deals: what hangs on each; and what was read of open deals and closed quarters.

use super::page::{Ink, Page};
use super::table::Table;
use crate::replicate::Forecast;
use crate::replicate::forecast::{BigDealAnswer, Estimate};
use crate::report::number::{self, JOINT, Precision};
use crate::report::text::{cut, harmless};
use crate::report::{known, wording};

/// Most columns of a deal's name.
const NAME: usize = 18;

/// What was read, below the answer.
pub fn read(page: &mut Page, forecast: &Forecast) {
    for sentence in known::sentences(&forecast.known, &forecast.facts.currency) {
        page.paragraph(Ink::Faint, &sentence);
    }
}

/// One line for each big deal.
pub fn write(page: &mut Page, forecast: &Forecast) {
    if forecast.big_deals.is_empty() {
        return;
    }
    page.heading("Big deals");
    page.table(&table(forecast));
    page.paragraph(Ink::Faint, &meaning());
}

/// What the columns say.
pub fn meaning() -> String {
    format!(
        "Each is drawn by its own chance. Target if won, if lost: how many of 100 futures with and without it reach the \
         target (95{JOINT}% interval). Amounts at start rates.",
    )
}

/// What hangs on each.
pub fn table(forecast: &Forecast) -> Table {
    let currency = &forecast.facts.currency;
    let mut table = Table::new(
        format!("amounts in {currency}"),
        &["amount", "won", "target if won", "if lost", "P50 differs by"],
    );
    for deal in &forecast.big_deals {
        table.row(cut(&harmless(&deal.name), NAME), cells(forecast, deal));
    }
    table
}

fn cells(forecast: &Forecast, deal: &BigDealAnswer) -> Vec<String> {
    let differs = deal.median_difference.map_or_else(number::missing, |difference| {
        let precision = if difference.interval.is_known() {
            Precision::of_interval(difference.interval)
        } else {
            wording::year_precision(forecast)
        };
        number::money(difference.value, precision.fitted(difference.value))
    });
    vec![
        number::exact_money(deal.amount),
        number::percent(deal.chance.value, Precision::of_interval(deal.chance.interval)),
        chance(deal.if_won),
        chance(deal.if_lost),
        differs,
    ]
}

/// `71 (69 to 73)`: a chance in percent.
fn chance(estimate: Option<Estimate>) -> String {
    let Some(Estimate { value, interval }) = estimate else { return number::missing() };
    let percent = |share: f64| number::plain(100.0 * share, Precision::ONE);
    format!("{} ({} to {})", percent(value), percent(interval.low), percent(interval.high))
}
