//! Promises kept: every named target with its chance and its gap, the quarters of those that have a path, and all together.

use super::page::{Ink, Page};
use super::table::Table;
use crate::model::Metric;
use crate::replicate::Forecast;
use crate::replicate::forecast::{Estimate, TargetOutcome};
use crate::report::number::{self, JOINT, MISSING, Precision, Scale};
use crate::report::text::{elided, harmless};
use crate::report::wording::{self, Odds};
use crate::report::{place, text};
use crate::unit::{Period, Unit};

/// Most quarters that a table has columns for.
pub const QUARTERS_MAX: usize = 6;
/// Columns for the name of a place.
const PLACE_WIDTH: usize = 14;
/// Name of the target that the page opens with.
const MAIN: &str = "target";

pub fn write(page: &mut Page, forecast: &Forecast) {
    if forecast.targets.iter().all(|target| target.name == MAIN) {
        return;
    }
    page.heading("Promises kept");
    page.table(&promises(forecast));
    page.blank();
    let with_path: Vec<&TargetOutcome> =
        forecast.targets.iter().filter(|target| !target.quarters.is_empty()).collect();
    if !with_path.is_empty() && forecast.facts.horizon_quarters <= QUARTERS_MAX {
        page.table(&quarters(forecast, &with_path));
        page.blank();
    }
    let every = with_path.iter().filter_map(|target| every_quarter(forecast, target));
    for sentence in every.chain(all_kept(forecast)) {
        page.paragraph(Ink::Plain, &sentence);
    }
}

/// A line for every promise; money at one scale.
pub fn promises(forecast: &Forecast) -> Table {
    let facts = &forecast.facts;
    let scale = scale(forecast);
    let of_money = scale.of_currency(&facts.currency);
    let all_bookings = forecast.targets.iter().all(|target| target.metric == Metric::Bookings);
    let mut titles = vec!["for", "in", of_money.as_str(), "kept of 100", "gap if not"];
    if !all_bookings {
        titles.insert(0, "of");
    }
    let mut table = Table::new("", &titles);
    for target in &forecast.targets {
        let whom = place::name(facts, target.place).unwrap_or("company");
        let mut cells = vec![
            elided(&harmless(whom), PLACE_WIDTH),
            when(forecast, target.period),
            format!("{}{}", if target.at_most { "≤ " } else { "" }, amount(target, target.amount, scale)),
            kept(target.chance),
            target.gap_when_missed.map_or_else(|| MISSING.to_owned(), |gap| gap_of(target, gap, scale)),
        ];
        if !all_bookings {
            cells.insert(0, elided(&target.metric.name().replace('_', " "), PLACE_WIDTH));
        }
        table.row(harmless(&target.name), cells);
    }
    table
}

/// In how many of 100 futures a promise is kept, to the digit of its error; neither all nor none unless every future agrees.
pub fn kept(chance: Estimate) -> String {
    let digits = number::percent_digits(chance.value, Precision::of_interval(chance.interval));
    match digits.as_str() {
        "0" | "0.0" if chance.value > 0.0 => "<0.1".to_owned(),
        "100" | "100.0" if chance.value < 1.0 => ">99.9".to_owned(),
        _ => digits,
    }
}

/// The scale at which all money of the promises is told.
fn scale(forecast: &Forecast) -> Scale {
    let money = forecast.targets.iter().filter(|target| target.metric.unit() == Unit::Money);
    Scale::of(money.map(|target| target.amount.abs()).fold(0.0, f64::max))
}

fn when(forecast: &Forecast, period: Period) -> String {
    match period {
        Period::Quarter(quarter) => forecast.facts.quarters[quarter as usize].clone(),
        _ => wording::span(&forecast.facts),
    }
}

/// An amount as somebody wrote it, in the target's unit.
fn amount(target: &TargetOutcome, value: f64, scale: Scale) -> String {
    match target.metric.unit() {
        Unit::Money => number::money_at(value, scale, Precision::showing_all(value)),
        Unit::Share => {
            number::percent(value, Precision::showing_all(value).coarser(Precision::significant(value, 3)))
        }
        _ => number::plain(value, Precision::showing_all(value)),
    }
}

fn gap_of(target: &TargetOutcome, gap: Estimate, scale: Scale) -> String {
    let precision = Precision::of_interval(gap.interval).coarser(Precision::significant(gap.value, 3));
    match target.metric.unit() {
        Unit::Money => number::money_at(gap.value, scale, precision.fitted(gap.value)),
        Unit::Share => number::percent(gap.value, precision.fitted(gap.value)),
        _ => number::plain(gap.value, precision.fitted(gap.value)),
    }
}

fn odds(forecast: &Forecast, chance: Estimate) -> Odds {
    Odds::of(chance, forecast.facts.replications)
}

/// How often each quarter is kept by itself, and all of them.
pub fn quarters(forecast: &Forecast, with_path: &[&TargetOutcome]) -> Table {
    let labels = &forecast.facts.quarters[..forecast.facts.horizon_quarters];
    let titles: Vec<&str> = labels.iter().map(String::as_str).chain(["all"]).collect();
    let scale = scale(forecast);
    let mut table = Table::new("Each quarter kept", &titles);
    for target in with_path {
        let kept = |chance: Estimate| {
            number::percent(
                chance.value,
                Precision::of_interval(chance.interval).coarser(Precision::HUNDREDTH),
            )
        };
        let each = target.quarters.iter().map(|quarter| kept(quarter.chance));
        table.row(harmless(&target.name), each.chain(target.all_quarters.map(kept)).collect());
        let amounts = target.quarters.iter().map(|quarter| amount(target, rounded(quarter.amount), scale));
        let unit = match target.metric.unit() {
            Unit::Money => scale.of_currency(&forecast.facts.currency),
            _ => String::new(),
        };
        table.row(format!("  of {unit}"), amounts.collect());
    }
    table
}

/// An amount to three digits: the path of a target falls on cents.
fn rounded(amount: f64) -> f64 {
    let step = Precision::significant(amount, 3).step();
    (amount / step).round() * step
}

/// `Every quarter of board is kept in 12 of 100 futures.`
pub fn every_quarter(forecast: &Forecast, target: &TargetOutcome) -> Option<String> {
    let odds = odds(forecast, target.all_quarters?);
    Some(format!("Every quarter of {} is kept in {}.", harmless(&target.name), odds.futures()))
}

/// `All 3 promises together are kept in 31 of 100 futures (95 % interval 30 to 32).`
pub fn all_kept(forecast: &Forecast) -> Option<String> {
    let odds = odds(forecast, forecast.all_targets?);
    Some(text::capitalized(&format!(
        "all {} promises together are kept in {} (95{JOINT}% interval {} to {}).",
        forecast.targets.len(),
        odds.futures(),
        number::count(odds.low),
        number::count(odds.high)
    )))
}

#[cfg(test)]
mod tests {
    use crate::model::{Metric, Place};
    use crate::replicate::forecast::{Estimate, Interval, QuarterOutcome, TargetOutcome};
    use crate::report::example;
    use crate::report::terminal::{COLUMNS, Style, terminal};
    use crate::report::text;
    use crate::unit::Period;

    fn chance(value: f64) -> Estimate {
        Estimate { value, interval: Interval { low: value - 0.01, high: value + 0.01 } }
    }

    fn target(name: &str, metric: Metric, place: Place) -> TargetOutcome {
        let amount = 24_000_000.0;
        let quarter = |quarter| QuarterOutcome { quarter, amount: amount / 4.0, chance: chance(0.5) };
        let gap = Estimate { value: 2_600_000.0, interval: Interval { low: 2.5e6, high: 2.7e6 } };
        TargetOutcome {
            name: name.to_owned(),
            metric,
            place,
            period: Period::Horizon,
            amount,
            at_most: metric.less_is_better(),
            chance: chance(0.48),
            gap_when_missed: Some(gap),
            quarters: (0..4).map(quarter).collect(),
            all_quarters: Some(chance(0.12)),
        }
    }

    #[test]
    fn promises_are_a_table_that_fits_the_page() {
        let mut forecast = example::global();
        forecast.targets = vec![
            target("target", Metric::Bookings, Place::Company),
            target("a-covenant-with-a-very-long-name", Metric::BookingsSelfSourced, Place::Area(0)),
            target("cost", Metric::Cost, Place::Region(0)),
        ];
        forecast.targets[0].amount = 24_000_000_000.0;
        forecast.all_targets = Some(chance(0.31));
        let page = terminal(&forecast, None, Style::Plain);
        assert!(page.lines().all(|line| text::width(line) <= COLUMNS), "{page}");
        assert!(page.contains("PROMISES KEPT") && page.contains("≤ 0.024"), "{page}");
        assert!(page.contains("All 3 promises together are kept in 31 of 100 futures"), "{page}");
        assert!(page.contains("Every quarter of target is kept in 12 of 100 futures."), "{page}");
    }

    #[test]
    fn the_one_target_at_the_top_has_no_table() {
        let mut forecast = example::emea();
        forecast.targets = vec![target("target", Metric::Bookings, Place::Company)];
        assert!(!terminal(&forecast, None, Style::Plain).contains("PROMISES KEPT"));
    }
}
