//! The entry study in sentences.

use super::{Enter, Kind, Portfolio, RuleKind, chance, digits_of, half_width, name};
use crate::replicate::forecast::Estimate;
use crate::report::number::{self, JOINT, Precision, Scale};
use crate::report::text::harmless;
use crate::study::enter::{Choice, Row};

/// Weeks to a year.
const YEAR: f64 = 52.0;

/// The scale of all money of a region's answer.
pub fn scale(enter: &Enter) -> Scale {
    let largest = enter.rows.iter().map(|row| row.value.p90.value.abs().max(row.value.p10.value.abs()));
    Scale::of(largest.fold(0.0, f64::max))
}

fn money(estimate: Estimate) -> String {
    number::money(estimate.value, Precision::of_interval(estimate.interval))
}

/// The way to take, in words that a board can repeat.
pub fn headline(enter: &Enter) -> String {
    let best = &enter.rows[enter.best];
    let currency = &enter.origin.currency;
    let second = (0..enter.rows.len()).filter(|row| *row != enter.best).reduce(|one, other| {
        if enter.rows[other].behind.value > enter.rows[one].behind.value { other } else { one }
    });
    let mut sentence = if best.kind == Kind::Nothing {
        format!("Do not enter {}: no way in is worth anything on average", harmless(&enter.region))
    } else {
        format!(
            "The best way into {} is \"{}\": worth {} {currency} on average, a loss in {} of 100 futures",
            harmless(&enter.region),
            name(best),
            money(best.compared().mean),
            chance(best.loss),
        )
    };
    if best.kind != Kind::Nothing {
        sentence += &match best.payback.median_week {
            Some(week) => format!(
                ", paid back after {}{JOINT}years in the middle future",
                number::plain(f64::from(week) / YEAR, Precision::TENTH)
            ),
            None => ", not paid back within the horizon in most futures".to_owned(),
        };
    }
    sentence.push('.');
    if let Some(second) = second {
        sentence += &format!(" {}", ahead(&enter.rows[second], currency));
    }
    sentence
}

/// How far the second best is behind.
fn ahead(second: &Row, currency: &str) -> String {
    let behind = -second.behind.value;
    let half = half_width(second.behind.interval);
    let scale = Scale::of(behind.abs().max(half));
    let digits = digits_of(second.behind, scale);
    if half.is_nan() || behind <= half {
        return format!(
            "\"{}\" is as good within the error: the choice between the two is open.",
            name(second)
        );
    }
    format!(
        "The second best, \"{}\", is {} ±{} behind.",
        name(second),
        number::money_at(behind, scale, digits),
        scale.joined(&number::money_at(half.max(digits.step()), scale, digits)) + &format!(" {currency}"),
    )
}

/// What a present value here is of: which money, discounted how, before or after which tax.
pub fn of_value(enter: &Enter) -> String {
    let told = &enter.told;
    let percent = |share: f64| number::exact_percent(share).replace(' ', &JOINT.to_string());
    let (first, last) = &enter.origin.quarters;
    let mut sentence =
        format!("Present value of the contribution of {first} to {last} in {}, ", enter.origin.currency);
    sentence += match (told.real, told.inflates) {
        (true, _) => "real: in the money of the first day",
        (false, true) => "nominal: in the money of its day",
        (false, false) => "nominal, and no inflation is stated",
    };
    sentence += &match told.discount {
        Some(rate) => format!(", discounted at {} a year", percent(rate)),
        None => ", not discounted: state discount-rate-per-year".to_owned(),
    };
    sentence += &match told.tax {
        Some(rate) => format!(", after tax of {}", percent(rate)),
        None => ", before tax".to_owned(),
    };
    sentence += &match enter.terminal {
        None => "; nothing beyond the horizon counts.".to_owned(),
        Some(years) => format!(
            ". Ways are compared with {} more years like the last added at the end, as asked for; the first table leaves them out.",
            number::plain(years, Precision::showing_all(years))
        ),
    };
    sentence
}

/// The rules in words.
pub fn rules(enter: &Enter) -> Vec<String> {
    let scale = scale(enter);
    let told = |rule: &crate::study::enter::Rule| {
        let half = half_width(rule.worth.interval);
        let title = harmless(&rule.title);
        let what = match rule.kind {
            RuleKind::Stop => "The right to leave",
            RuleKind::Switch => "The switch to the next mode",
        };
        let digits = digits_of(rule.worth, scale);
        let amount = scale.joined(&number::money_at(rule.worth.value.abs(), scale, digits));
        let verdict = if half.is_nan() || rule.worth.value.abs() <= half {
            "is worth nothing that can be told from chance".to_owned()
        } else if rule.worth.value > 0.0 {
            format!("is worth {amount} {}", enter.origin.currency)
        } else {
            format!("costs {amount} {}: as written it does harm", enter.origin.currency)
        };
        format!("{what} {verdict} in \"{title}\".")
    };
    enter.rules.iter().filter(|rule| rule.followed > 0.0).map(told).collect()
}

/// The set of entries to choose, and the next best.
pub fn portfolio(found: &[Enter], portfolio: &Portfolio) -> String {
    let currency = found.first().map_or("", |first| first.origin.currency.as_str());
    let budget = format!("{} {currency}", number::exact_money(portfolio.budget));
    let Some(best) = portfolio.choices.first() else {
        return format!("Nothing can be paid for with {budget}, not even entering nowhere.");
    };
    let mut sentence =
        format!("With {budget}: {}, worth {} {currency} on average.", set(found, best), money(best.value));
    if let Some(next) = portfolio.choices.get(1) {
        sentence += &format!(" The next best: {}, {} {currency}.", set(found, next), money(next.value));
    }
    if let Some(beyond) = &portfolio.beyond {
        sentence += &format!(
            " With {} {currency} it would be: {}, {} {currency}.",
            number::money(beyond.peak, Precision::significant(beyond.peak, 2)),
            set(found, beyond),
            money(beyond.value)
        );
    }
    sentence
}

/// `japan: Distributor; brazil: Do not enter`.
pub fn set(found: &[Enter], choice: &Choice) -> String {
    let of_region =
        |(enter, row): (&Enter, &usize)| format!("{}: {}", harmless(&enter.region), name(&enter.rows[*row]));
    found.iter().zip(&choice.rows).map(of_region).collect::<Vec<String>>().join("; ")
}

/// How the numbers came about.
pub fn method(enter: &Enter) -> String {
    let (draws, chances) = enter.draws;
    format!(
        "Loss: present value below nothing. Payback: the first week from which on the cumulative present value stays at or above \
         nothing, in the middle future. Money: cash that has to be there at the deepest, P90. Regret: what is lost on average for \
         not knowing market and assumptions; best: the share of {draws} draws of them in which the way has the highest mean over \
         {chances} draws of chance. Regret is a little too high, since the highest of uncertain means is. ± is half of a 95 % \
         interval, pair by pair on the same luck. Waiting a year ends with the same horizon, a year shorter to harvest."
    )
}
