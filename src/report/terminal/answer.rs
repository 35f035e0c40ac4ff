//! The sentences a leader asks for: the chance, the promise, the gap, the cost.

use super::page::{Ink, Page};
use crate::model::Metric;
use crate::replicate::Forecast;
use crate::replicate::forecast::{Estimate, Interval, Place, Promise, TargetAnswer};
use crate::report::number::{self, JOINT, Precision, Scale};
use crate::report::text;
use crate::report::wording::{self, Odds};
use crate::unit::Period;

/// Futures below which the mean of what they miss has no interval worth telling.
const FUTURES_FEW: f64 = 30.0;
/// Share of the futures that the worst of them are.
const WORST: f64 = 0.1;

pub fn write(page: &mut Page, forecast: &Forecast) {
    if let Some(headline) = headline(forecast) {
        page.paragraph(Ink::Strong, &headline);
    }
    let gap = forecast.target.as_ref().and_then(|target| gap(target, forecast.facts.replications));
    for sentence in [promised(forecast), gap, cost(forecast)].into_iter().flatten() {
        page.paragraph(Ink::Plain, &sentence);
    }
    if let Some(grade) = &forecast.grade {
        page.paragraph(Ink::Plain, &wording::grade(grade));
    }
    if let Some(missing) = missing(forecast) {
        page.paragraph(Ink::Faint, missing);
    }
}

/// Why no chance of a target is told.
pub fn missing(forecast: &Forecast) -> Option<&'static str> {
    if wording::year(forecast).is_none() {
        return Some(
            "Bookings were not gathered (`--metrics` does not name them); add `bookings` for the chance of the target.",
        );
    }
    let no_target = "The scenario sets no target; with the key `target` its chance stands here.";
    (forecast.target.is_none() && forecast.targets.is_empty()).then_some(no_target)
}

/// The chance of the target, or without one the middle of the bookings.
pub fn headline(forecast: &Forecast) -> Option<String> {
    let facts = &forecast.facts;
    let Some(target) = &forecast.target else { return middle(forecast) };
    let odds = Odds::of(target.probability, facts.replications);
    let interval = if odds.of == 1 {
        String::new()
    } else {
        format!("95{JOINT}% interval {} to {}; ", number::count(odds.low), number::count(odds.high))
    };
    let nothing = if wording::nothing_is_booked(forecast) { " Nothing is booked in any future." } else { "" };
    Some(format!(
        "The target of {}{JOINT}{} is reached in {} ({interval}{}).{nothing}",
        number::exact_money(target.amount),
        facts.currency,
        odds.futures(),
        wording::replications(facts.replications),
    ))
}

/// `Half of the futures book more than 24.0 M EUR in the year.`
fn middle(forecast: &Forecast) -> Option<String> {
    let facts = &forecast.facts;
    let replications = wording::replications(facts.replications);
    let year = wording::year(forecast)?;
    if wording::nothing_is_booked(forecast) {
        return Some(format!("Nothing is booked in any future ({replications})."));
    }
    let precision = wording::year_precision(forecast);
    let amount = |quantile: Estimate| number::money(quantile.value, precision);
    if facts.replications == 1 {
        return Some(format!("The only future books {}{JOINT}{}.", amount(year.p50), facts.currency));
    }
    Some(format!(
        "Half of the futures book more than {}{JOINT}{} in {}{}; 80 of 100 book between {} and {} ({replications}).",
        amount(year.p50),
        facts.currency,
        wording::span(facts),
        interval(year.p50, precision, (&format!(" (95{JOINT}% interval "), ")"), ""),
        amount(year.p10),
        amount(year.p90),
    ))
}

/// `21.8 M can be promised at 80 % (21.7 to 21.9), 24.6 M at 50 % (24.5 to 24.7).`
fn promised(forecast: &Forecast) -> Option<String> {
    if wording::nothing_is_booked(forecast) {
        return None;
    }
    let precision = promise_precision(forecast);
    let told = |(index, promise): (usize, &Promise)| {
        format!(
            "{} {}{}{}",
            number::money(promise.amount.value, precision),
            if index == 0 { "can be promised at " } else { "at " },
            number::exact_percent(promise.confidence),
            interval(promise.amount, precision, (" (", ")"), " (needs more replications for an interval)"),
        )
    };
    let told: Vec<String> = forecast.promises.iter().enumerate().map(told).collect();
    (!told.is_empty()).then(|| told.join(", ") + ".")
}

/// The digits at which promises are told side by side.
pub fn promise_precision(forecast: &Forecast) -> Precision {
    let known = forecast.promises.iter().map(|promise| promise.amount.interval).filter(Interval::is_known);
    known.map(Precision::of_interval).fold(wording::year_precision(forecast), Precision::coarser)
}

/// `When it is missed, 2.6 M are missing on average (2.5 to 2.7); over the worst tenth the mean gap is 5.1 M.`
fn gap(target: &TargetAnswer, replications: u32) -> Option<String> {
    let gap = target.gap_when_missed?;
    let misses = ((1.0 - target.probability.value) * f64::from(replications)).round();
    if misses < FUTURES_FEW {
        let amount = number::money(gap.value, Precision::significant(gap.value, 2));
        let which = match (misses as u32, replications) {
            (_, 1) => "It misses the target by".to_owned(),
            (1, _) => "The only future that misses it misses it by".to_owned(),
            (misses, _) => format!("The {misses} futures that miss it do so, on average, by"),
        };
        return Some(format!("{which} {amount}."));
    }
    let precision = Precision::of_interval(gap.interval);
    let mut sentence = format!(
        "When it is missed, {} are missing on average{}",
        number::money(gap.value, precision),
        interval(gap, precision, (" (", ")"), ""),
    );
    if target.expected_shortfall > 0.0 && misses >= WORST * f64::from(replications) {
        let worst = number::money(target.expected_shortfall, precision);
        sentence += &format!("; over the worst tenth of the futures the mean gap is {worst}");
    }
    Some(sentence + ".")
}

pub fn cost(forecast: &Forecast) -> Option<String> {
    let (mean, per_unit) = forecast.cost?;
    let precision = |metric| {
        wording::summary(forecast, metric, Place::Company, Period::Horizon).map(|summary| {
            (Precision::of_error(summary.standard_error), summary.standard_error / summary.mean)
        })
    };
    let cost = precision(Metric::Cost);
    let told = cost.map_or(Precision::significant(mean, 2), |(told, _)| told);
    let errors =
        [cost, precision(Metric::Bookings)].into_iter().flatten().map(|(_, relative)| relative.abs());
    let ratio = Precision::of_error(per_unit * errors.sum::<f64>()).within(2, Scale::One).fitted(per_unit);
    let currency = &forecast.facts.currency;
    let closed = forecast.facts.closed_quarters;
    let span = if closed > 0 {
        format!("What is open of {}", wording::span(&forecast.facts))
    } else {
        text::capitalized(&wording::span(&forecast.facts))
    };
    let verb = if closed > 0 || forecast.facts.horizon_quarters == 4 || forecast.facts.horizon_quarters == 1 {
        "costs"
    } else {
        "cost"
    };
    Some(format!(
        "{span} {verb} {} on average: {} {currency} for each {currency} booked.",
        number::money(mean, told),
        number::plain(per_unit, ratio),
    ))
}

/// The 95 % interval between what stands before and after it; nothing where its ends look alike at this precision, and
/// `unknown` where it is unknown.
pub fn interval(estimate: Estimate, precision: Precision, around: (&str, &str), unknown: &str) -> String {
    if !estimate.interval.is_known() {
        return unknown.to_owned();
    }
    let scale = Scale::of(estimate.value);
    let bound = |bound: f64| number::money_at(bound, scale, precision.fitted(estimate.value));
    let (low, high) = (bound(estimate.interval.low), bound(estimate.interval.high));
    if low == high { String::new() } else { format!("{}{low} to {high}{}", around.0, around.1) }
}

/// The answer as sentences: the chance first, then what can be promised, what is missing when it is missed, what it costs,
/// and how far the numbers can be trusted.
pub fn sentences(forecast: &Forecast) -> Vec<String> {
    let gap = forecast.target.as_ref().and_then(|target| gap(target, forecast.facts.replications));
    let told = [headline(forecast), promised(forecast), gap, cost(forecast)];
    let grade = forecast.grade.as_ref().map(wording::grade);
    let missing = missing(forecast).map(str::to_owned);
    told.into_iter().chain([grade, missing]).flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::example;

    fn told(probability: f64, replications: u32) -> String {
        let mut target = example::emea().target.unwrap();
        target.probability.value = probability;
        gap(&target, replications).unwrap().replace(JOINT, " ")
    }

    #[test]
    fn the_gap_of_a_few_futures_has_no_interval() {
        assert!(!told(0.9995, 2_000).contains(" to "));
        assert!(told(0.9995, 2_000).starts_with("The only future that misses it misses it by "));
        assert!(told(0.99, 2_000).starts_with("The 20 futures that miss it"));
        assert!(told(0.9, 10_000).contains("worst tenth"));
        assert!(!told(0.95, 10_000).contains("worst tenth"));
    }

    #[test]
    fn a_promise_beyond_the_replications_asks_for_more() {
        let mut forecast = example::emea();
        forecast.promises[0].amount.interval = Interval::UNKNOWN;
        let sentence = promised(&forecast).unwrap().replace(JOINT, " ");
        assert!(sentence.contains("at 80 % (needs more replications for an interval), "), "{sentence}");
    }

    #[test]
    fn bookings_that_were_not_gathered_are_not_a_missing_target() {
        assert!(missing(&example::empty()).unwrap().starts_with("Bookings were not gathered"));
        assert_eq!(missing(&example::emea()), None);
    }
}
