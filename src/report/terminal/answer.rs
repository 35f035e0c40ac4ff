//! The sentences a leader asks for: the chance, the promise, the gap, the cost.

use super::page::{Ink, Page};
use crate::model::Metric;
use crate::replicate::Forecast;
use crate::replicate::forecast::{Estimate, Place, Promise, TargetAnswer};
use crate::report::number::{self, JOINT, Precision, Scale};
use crate::report::text;
use crate::report::wording::{self, Odds};
use crate::unit::Period;

pub fn write(page: &mut Page, forecast: &Forecast) {
    if let Some(headline) = headline(forecast) {
        page.paragraph(Ink::Strong, &headline);
    }
    let promised = promised(&forecast.promises);
    let gap = forecast.target.as_ref().and_then(gap);
    for sentence in [promised, gap, cost(forecast)].into_iter().flatten() {
        page.paragraph(Ink::Plain, &sentence);
    }
    if forecast.target.is_none() {
        page.paragraph(
            Ink::Faint,
            "The scenario sets no target; with the key `target` its chance stands here.",
        );
    }
}

/// The chance of the target, or without one the middle of the bookings.
fn headline(forecast: &Forecast) -> Option<String> {
    let facts = &forecast.facts;
    let replications = wording::replications(facts.replications);
    let Some(target) = &forecast.target else {
        let year = wording::year(forecast)?;
        let range =
            |quantile: Estimate| number::money(quantile.value, Precision::of_interval(quantile.interval));
        return Some(format!(
            "Half of the futures book more than {}{JOINT}{} in {}{}; 80 of 100 book between {} and {} \
             ({replications}).",
            range(year.p50),
            facts.currency,
            wording::span(facts),
            interval(year.p50, " (95\u{a0}% interval ", ")"),
            range(year.p10),
            range(year.p90),
        ));
    };
    let odds = Odds::of(target.probability, facts.replications);
    Some(format!(
        "The target of {}{JOINT}{} is reached in {} futures (95{JOINT}% interval {} to {}; {replications}).",
        number::exact_money(target.amount),
        facts.currency,
        odds.reached(),
        number::count(odds.low),
        number::count(odds.high),
    ))
}

/// `21.8 M can be promised at 80 % (21.7 to 21.9), 24.6 M at 50 % (24.5 to 24.7).`
fn promised(promises: &[Promise]) -> Option<String> {
    let (first, others) = promises.split_first()?;
    let amount = |promise: &Promise| {
        number::money(promise.amount.value, Precision::of_interval(promise.amount.interval))
    };
    let confidence =
        |promise: &Promise| number::exact_percent(promise.confidence) + &interval(promise.amount, " (", ")");
    let mut sentence = format!("{} can be promised at {}", amount(first), confidence(first));
    for promise in others {
        sentence += &format!(", {} at {}", amount(promise), confidence(promise));
    }
    Some(sentence + ".")
}

/// `When it is missed, 2.6 M are missing on average (2.5 to 2.7), 5.1 M in the worst tenth of the futures.`
fn gap(target: &TargetAnswer) -> Option<String> {
    let gap = target.gap_when_missed?;
    let precision = Precision::of_interval(gap.interval);
    let mut sentence = format!(
        "When it is missed, {} are missing on average{}",
        number::money(gap.value, precision),
        interval(gap, " (", ")"),
    );
    if target.expected_shortfall > 0.0 {
        let worst = number::money(target.expected_shortfall, precision);
        sentence += &format!("; over the worst tenth of the futures the mean gap is {worst}");
    }
    Some(sentence + ".")
}

fn cost(forecast: &Forecast) -> Option<String> {
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
    let (span, currency) = (text::capitalized(&wording::span(&forecast.facts)), &forecast.facts.currency);
    let verb = if forecast.facts.horizon_quarters == 4 || forecast.facts.horizon_quarters == 1 {
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

/// The 95 % interval between `before` and `after`, or nothing where it is unknown.
fn interval(estimate: Estimate, before: &str, after: &str) -> String {
    let (low, high) = (estimate.interval.low, estimate.interval.high);
    if !low.is_finite() || !high.is_finite() {
        return String::new();
    }
    let scale = Scale::of(estimate.value);
    let bound = |bound: f64| {
        number::money_at(bound, scale, Precision::of_interval(estimate.interval).fitted(estimate.value))
    };
    format!("{before}{} to {}{after}", bound(low), bound(high))
}
