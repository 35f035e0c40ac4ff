//! Where the spread of the horizon's bookings comes from.

use super::page::{Ink, Page};
use super::table::Table;
use crate::replicate::Forecast;
use crate::replicate::forecast::Estimate;
use crate::report::number::{self, MISSING, Precision};
use crate::report::wording;

/// Columns of a bar of 100 %.
const BAR: f64 = 20.0;

pub fn write(page: &mut Page, forecast: &Forecast) {
    let Some(split) = &forecast.split else { return };
    page.heading("Where the spread comes from");
    let mut table = Table::new("share of the variance", &["share", "95 % interval", ""]);
    for (name, share) in
        [("chance", split.chance), ("market", split.market), ("assumptions", split.assumptions)]
    {
        table.row(name, vec![percent(share), interval(share), bar(share.value)]);
    }
    page.table(&table);
    page.paragraph(
        Ink::Faint,
        &format!(
            "Chance: single deals and people. Market: what all regions share, and currencies. Assumptions: numbers \
             that nobody knows exactly. Of the bookings of {}, from {} of its own.",
            wording::span(&forecast.facts),
            wording::replications(split.replications),
        ),
    );
}

fn percent(share: Estimate) -> String {
    number::percent(share.value, precision(share))
}

fn interval(share: Estimate) -> String {
    let (low, high) = (share.interval.low, share.interval.high);
    if !low.is_finite() || !high.is_finite() {
        return MISSING.to_owned();
    }
    let digits = |bound| number::percent_digits(bound, precision(share));
    format!("{} to {}", digits(low), digits(high))
}

/// Shares are told in whole percents, or coarser.
fn precision(share: Estimate) -> Precision {
    Precision::of_interval(share.interval).coarser(Precision::HUNDREDTH)
}

/// A bar with room for 100 %, so that bars of a column start together.
fn bar(share: f64) -> String {
    let filled = (share.clamp(0.0, 1.0) * BAR).round() as usize;
    "█".repeat(filled) + &"·".repeat(BAR as usize - filled)
}
