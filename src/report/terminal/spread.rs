//! Where the spread of the horizon's bookings comes from.

use super::page::{Ink, Page};
use super::table::Table;
use crate::replicate::Forecast;
use crate::replicate::forecast::{Interval, Split};
use crate::report::number::{JOINT, MISSING};
use crate::report::{adding, wording};

/// Fewest replications whose spread is told apart.
const SPLIT_LEAST: u32 = 100;
const TOO_FEW: &str = "Too few replications to tell chance, market and assumptions apart: it takes 100.";
/// Percents that floating-point numbers may miss a whole one by.
const SLACK: f64 = 1e-9;
/// Columns of a bar of 100 %.
const BAR: f64 = 20.0;

pub fn write(page: &mut Page, forecast: &Forecast) {
    if !wording::year(forecast).is_some_and(|year| year.sd > 0.0) {
        return;
    }
    let Some(split) = &forecast.split else {
        if forecast.facts.replications < SPLIT_LEAST {
            page.heading("Where the spread comes from");
            page.paragraph(Ink::Faint, TOO_FEW);
        }
        return;
    };
    page.heading("Where the spread comes from");
    page.table(&table(split));
    page.paragraph(Ink::Faint, &meaning(forecast, split));
}

/// What the three parts are.
pub fn meaning(forecast: &Forecast, split: &Split) -> String {
    format!(
        "Chance: single deals and people. Market: what all regions share, and currencies. Assumptions: numbers that nobody \
         knows exactly. Of the bookings of {}, from {} of its own.",
        wording::span(&forecast.facts),
        wording::replications(split.replications),
    )
}

/// Shares of the variance, and bars of them.
pub fn table(split: &Split) -> Table {
    let mut table = Table::new("share of the variance", &["share", "95 % interval", ""]);
    let shares = [split.chance, split.market, split.assumptions];
    let percents = adding::percents(&shares.map(|share| share.value));
    for ((name, share), percent) in ["chance", "market", "assumptions"].into_iter().zip(shares).zip(percents)
    {
        let told = format!("{percent}{JOINT}%");
        table.row(name, vec![told, interval(share.interval, percent), bar(percent)]);
    }
    table
}

/// The interval in whole percents, rounded outwards so that it holds the share as displayed.
fn interval(interval: Interval, displayed: i64) -> String {
    if !interval.is_known() {
        return MISSING.to_owned();
    }
    let low = (100.0 * interval.low.max(0.0) + SLACK).floor() as i64;
    let high = (100.0 * interval.high.min(1.0) - SLACK).ceil() as i64;
    format!("{} to {}", low.min(displayed), high.max(displayed))
}

/// A bar with room for 100 %, so that bars of a column start together.
fn bar(percent: i64) -> String {
    let filled = (percent as f64 / 100.0 * BAR).round() as usize;
    "█".repeat(filled) + &"·".repeat(BAR as usize - filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_holds_the_displayed_share() {
        assert_eq!(interval(Interval { low: 0.461, high: 0.509 }, 48), "46 to 51");
        assert_eq!(interval(Interval { low: 1.0, high: 1.0 }, 100), "100 to 100");
        assert_eq!(interval(Interval { low: -0.01, high: 0.052 }, 6), "0 to 6");
        assert_eq!(interval(Interval::UNKNOWN, 6), MISSING);
    }
}
