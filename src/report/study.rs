//! Studies as text, JSON and CSV: pure functions from a study's plain data to strings.

pub mod bridge;
pub mod changed;
pub mod enter;
pub mod stress;

use serde::Serialize;

use super::number::{self, JOINT, MISSING, Precision, Scale};
use super::provenance::ProvenanceView;
use super::terminal::COLUMNS;
use super::terminal::page::{Ink, Page};
use super::text::{self, harmless};
use super::wording;
use crate::replicate::forecast::{Estimate, Interval};
use crate::study::Origin;

/// The scenario's title with the dates of its horizon, ruled off.
pub(super) fn title(page: &mut Page, origin: &Origin) {
    let (first, last) = &origin.quarters;
    let dates = if first == last { first.clone() } else { format!("{first} to {last}") };
    let room = COLUMNS.saturating_sub(text::width(&dates) + 2);
    let title = text::cut(&harmless(&origin.title), room);
    let gap = COLUMNS.saturating_sub(text::width(&title) + text::width(&dates));
    page.line(Ink::Strong, &format!("{title}{}{dates}", " ".repeat(gap)));
    page.line(Ink::Faint, &"─".repeat(COLUMNS));
}

/// What the numbers were made from, below a rule.
fn footer(page: &mut Page, origin: &Origin, arms: usize) {
    page.line(Ink::Faint, &"─".repeat(COLUMNS));
    page.paragraph(
        Ink::Faint,
        &format!(
            "{} of each of {arms} arms, all with the same luck · {}",
            wording::replications(origin.replications),
            wording::made_of(&origin.stem, &origin.provenance)
        ),
    );
}

/// `61`: a chance in percent, no digit beyond its error; never all or none unless every future agrees.
pub(in crate::report) fn chance(chance: Estimate) -> String {
    let finely = half_width(chance.interval) < 0.005;
    let digits = number::plain(100.0 * chance.value, if finely { Precision::TENTH } else { Precision::ONE });
    match (digits.as_str(), chance.value) {
        ("100" | "100.0", value) if value < 1.0 => ">99".to_owned(),
        ("0" | "0.0", value) if value > 0.0 => "<1".to_owned(),
        ("0.0", _) => "0".to_owned(),
        _ => digits,
    }
}

/// Half of the width of an interval; not a number where it is unknown.
pub(in crate::report) fn half_width(interval: Interval) -> f64 {
    (interval.high - interval.low) / 2.0
}

/// `−1.24 ±0.08`: a change of money with the half-width of its 95 % interval; `0` where it is exactly nothing.
fn money_change(change: Estimate, scale: Scale, precision: Precision) -> String {
    if change.value == 0.0 && half_width(change.interval) == 0.0 {
        return "0".to_owned();
    }
    let value = signed(number::money_at(change.value, scale, precision));
    if !change.interval.is_known() {
        return value;
    }
    // Never told as nothing: at least one unit of the last digit.
    let half = half_width(change.interval).max(precision.step());
    format!("{value} ±{}", number::money_at(half, scale, precision))
}

/// Levels in whole cents as whole steps of a displayed digit: differences of them add up on the page as they do to the
/// cent.
fn steps_of(cents: i64, precision: Precision) -> i64 {
    let cents_per_step = ((precision.step() * 100.0).round() as i64).max(1);
    (cents + cents_per_step / 2).div_euclid(cents_per_step)
}

/// A half-width after `±`, or nothing where it is unknown or nothing.
pub(in crate::report) fn error(interval: Interval, scale: Scale, precision: Precision) -> String {
    let half = half_width(interval);
    if half > 0.0 {
        format!("±{}", number::money_at(half.max(precision.step()), scale, precision))
    } else {
        String::new()
    }
}

/// The digits of a change and of its half-width: two of the half-width, at most two after the point.
fn digits_of(change: Estimate, scale: Scale) -> Precision {
    let half = half_width(change.interval);
    let told =
        if half > 0.0 { Precision::significant(half, 1) } else { Precision::significant(change.value, 2) };
    told.within(2, scale)
}

/// `−8 ±1`: a change of a chance in points.
fn chance_change(change: Estimate, precision: Precision) -> String {
    let half = half_width(change.interval);
    if change.value == 0.0 && half == 0.0 {
        return "0".to_owned();
    }
    let value = signed(number::plain(100.0 * change.value, precision));
    if !change.interval.is_known() {
        return value;
    }
    format!("{value} ±{}", number::plain((100.0 * half).max(precision.step()), precision))
}

/// Digits of a change of a chance, in percent.
fn chance_digits(change: Estimate) -> Precision {
    let known = change.interval.is_known() && half_width(change.interval) < 0.01;
    if known { Precision::TENTH } else { Precision::ONE }
}

/// A number with its sign, whichever it is.
pub(in crate::report) fn signed(number: String) -> String {
    let zero = !number.chars().any(|digit| ('1'..='9').contains(&digit));
    if number.starts_with('−') || zero || number == MISSING { number } else { format!("+{number}") }
}

/// What a column holds where there is no such number.
fn or_missing<T>(value: Option<T>, told: impl FnOnce(T) -> String) -> String {
    value.map_or_else(number::missing, told)
}

/// `80 %` joined for prose.
fn percent(share: f64) -> String {
    number::exact_percent(share).replace(' ', &JOINT.to_string())
}

/// An estimate for programs; what is not known is `null`.
#[derive(Serialize)]
struct EstimateView {
    value: f64,
    low: Option<f64>,
    high: Option<f64>,
}

impl EstimateView {
    fn of(estimate: Estimate) -> EstimateView {
        let known = |bound: f64| bound.is_finite().then_some(bound);
        EstimateView {
            value: estimate.value,
            low: known(estimate.interval.low),
            high: known(estimate.interval.high),
        }
    }
}

/// Where a study's numbers come from, for programs.
#[derive(Serialize)]
struct OriginView<'a> {
    scenario: &'a str,
    title: &'a str,
    currency: &'a str,
    seed: u64,
    replications: u32,
    version: &'a str,
    provenance: ProvenanceView<'a>,
    target: Option<f64>,
}

impl OriginView<'_> {
    fn of(origin: &Origin) -> OriginView<'_> {
        OriginView {
            scenario: &origin.stem,
            title: &origin.title,
            currency: &origin.currency,
            seed: origin.provenance.seed,
            replications: origin.replications,
            version: origin.provenance.version,
            provenance: ProvenanceView::of(&origin.provenance),
            target: origin.target,
        }
    }
}

/// Pretty JSON with a newline at the end.
pub(super) fn written(view: &impl Serialize) -> String {
    serde_json::to_string_pretty(view).expect("plain structs with string keys always have a written form")
        + "\n"
}

/// Three fields: value, low, high; empty where there is no such number.
fn fields(estimate: Option<Estimate>, decimals: usize) -> String {
    let field = |value: f64| if value.is_finite() { format!("{value:.decimals$}") } else { String::new() };
    let Some(estimate) = estimate else { return ",,".to_owned() };
    [estimate.value, estimate.interval.low, estimate.interval.high].map(field).join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estimate(value: f64, half: f64) -> Estimate {
        Estimate { value, interval: Interval { low: value - half, high: value + half } }
    }

    fn told_money(change: Estimate, scale: Scale) -> String {
        money_change(change, scale, digits_of(change, scale))
    }

    fn told_chance(change: Estimate) -> String {
        chance_change(change, chance_digits(change))
    }

    #[test]
    fn changes_carry_their_sign_and_their_error() {
        assert_eq!(told_money(estimate(-1_240_000.0, 81_000.0), Scale::Million), "−1.24 ±0.08");
        assert_eq!(told_money(estimate(1_240_000.0, 310_000.0), Scale::Million), "+1.2 ±0.3");
        assert_eq!(told_money(estimate(0.0, 0.0), Scale::Million), "0");
        assert_eq!(told_chance(estimate(-0.083, 0.012)), "−8 ±1");
        assert_eq!(told_chance(estimate(0.083, 0.004)), "+8.3 ±0.4");
    }

    #[test]
    fn a_chance_is_never_rounded_to_all_or_none() {
        assert_eq!(chance(estimate(0.9996, 0.01)), ">99");
        assert_eq!(chance(estimate(0.0004, 0.01)), "<1");
        assert_eq!(chance(estimate(0.612, 0.02)), "61");
    }
}
