//! What the paper opens with: a sentence that a board can act on, the numbers in it with their errors, and how far they
//! can be trusted.

use super::Findings;
use crate::replicate::Forecast;
use crate::replicate::forecast::{Estimate, TargetAnswer};
use crate::report::number::{self, JOINT, Precision};
use crate::report::terminal::answer;
use crate::report::text::{capitalized, harmless};
use crate::report::wording::{self, Odds};

/// Futures below which the mean of what they miss has no interval worth telling.
const FUTURES_FEW: f64 = 30.0;

#[derive(Clone, Debug, PartialEq)]
pub struct Opening {
    pub title: String,
    /// `2027-Q1 to 2027-Q4`.
    pub dates: String,
    /// The chance of the target.
    pub headline: String,
    /// What to promise, and what is missing when the target is missed.
    pub lede: Option<String>,
    pub figures: Vec<Figure>,
    /// Further sentences: the cost, or what is not known and why.
    pub sentences: Vec<String>,
    /// The grade in one line; `None` where numbers were not graded.
    pub grade: Option<(char, String)>,
    /// How many warnings there are.
    pub warnings: usize,
}

/// A number to remember.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    pub number: String,
    pub meaning: String,
    /// Its 95 % interval, or a remark; may be empty.
    pub remark: String,
    /// Whether it is the target's: told in the second color.
    pub is_gap: bool,
}

impl Opening {
    pub fn of(findings: &Findings) -> Opening {
        let forecast = findings.forecast;
        let title = harmless(&forecast.facts.title);
        let (headline, lede) = headline(forecast);
        Opening {
            title: if title.trim().is_empty() { harmless(&forecast.facts.stem) } else { title },
            dates: wording::dates(&forecast.facts),
            headline,
            lede,
            figures: figures(forecast),
            sentences: answer::cost(forecast)
                .into_iter()
                .chain(answer::missing(forecast).map(str::to_owned))
                .collect(),
            grade: findings.grade.map(|grade| (grade.letter, wording::grade(grade))),
            warnings: forecast.warnings.len(),
        }
    }
}

/// `61 of 100 futures reach 24 M EUR.` and `21.8 M can be promised at 80 %; when the target is missed, 2.6 M are missing on
/// average.`
fn headline(forecast: &Forecast) -> (String, Option<String>) {
    let facts = &forecast.facts;
    let target = forecast.target.as_ref().filter(|_| facts.replications > 1);
    let Some(target) = target.filter(|_| !wording::nothing_is_booked(forecast)) else {
        let told = answer::headline(forecast);
        let nothing = || "Bookings were not gathered: nothing can be said of a target.".to_owned();
        return (told.unwrap_or_else(nothing), None);
    };
    let odds = Odds::of(target.probability, facts.replications);
    let verb = if odds.reached == 1 && odds.of > 1 { "reaches" } else { "reach" };
    let amount = number::exact_money(target.amount);
    let chance = format!("{} {verb} {amount}{JOINT}{}.", capitalized(&odds.futures()), facts.currency);
    let promise = forecast.promises.first().map(|promise| {
        let amount = number::money(promise.amount.value, answer::promise_precision(forecast));
        format!("{amount} can be promised at {}", number::exact_percent(promise.confidence))
    });
    let gap = gap(target, facts.replications)
        .map(|(gap, _)| format!("when the target is missed, {gap} are missing on average"));
    let rest: Vec<String> = [promise, gap].into_iter().flatten().collect();
    (chance, (!rest.is_empty()).then(|| capitalized(&format!("{}.", rest.join("; ")))))
}

/// The mean gap and the digits it is told to; `None` where no future misses the target.
fn gap(target: &TargetAnswer, replications: u32) -> Option<(String, Precision)> {
    let gap = target.gap_when_missed?;
    let misses = ((1.0 - target.probability.value) * f64::from(replications)).round();
    let precision = if misses < FUTURES_FEW || !gap.interval.is_known() {
        Precision::significant(gap.value, 2)
    } else {
        Precision::of_interval(gap.interval).coarser(Precision::significant(gap.value, 3))
    };
    Some((number::money(gap.value, precision), precision))
}

fn figures(forecast: &Forecast) -> Vec<Figure> {
    let facts = &forecast.facts;
    if wording::nothing_is_booked(forecast) || facts.replications == 1 {
        return Vec::new();
    }
    let chance = forecast.target.as_ref().map(|target| {
        let odds = Odds::of(target.probability, facts.replications);
        Figure {
            number: capitalized(&odds.reached()),
            meaning: format!(
                "futures reach the target of {}{JOINT}{}",
                number::exact_money(target.amount),
                facts.currency
            ),
            remark: format!(
                "95{JOINT}% interval {} to {}",
                number::count(odds.low),
                number::count(odds.high)
            ),
            is_gap: false,
        }
    });
    let precision = answer::promise_precision(forecast);
    let promises = forecast.promises.iter().map(|promise| {
        let even = (promise.confidence - 0.5).abs() < 1e-9;
        let percent = number::exact_percent(promise.confidence);
        Figure {
            number: money(forecast, promise.amount.value, precision),
            meaning: if even { "is an even bet".to_owned() } else { format!("can be promised at {percent}") },
            remark: bounds(promise.amount, precision),
            is_gap: false,
        }
    });
    let gap = forecast.target.as_ref().and_then(|target| {
        let (_, precision) = gap(target, facts.replications)?;
        let mean = target.gap_when_missed?;
        Some(Figure {
            number: money(forecast, mean.value, precision),
            meaning: "are missing on average when the target is missed".to_owned(),
            remark: bounds(mean, precision),
            is_gap: true,
        })
    });
    chance.into_iter().chain(promises).chain(gap).collect()
}

fn money(forecast: &Forecast, amount: f64, precision: Precision) -> String {
    format!("{}{JOINT}{}", number::money(amount, precision), forecast.facts.currency)
}

/// `95 % interval 21.7 to 21.9`; empty where its ends look alike.
fn bounds(estimate: Estimate, precision: Precision) -> String {
    let opening = format!("95{JOINT}% interval ");
    answer::interval(estimate, precision, (&opening, ""), "needs more replications for an interval")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::example;

    #[test]
    fn the_headline_says_chance_promise_and_gap() {
        let (chance, rest) = headline(&example::emea());
        assert_eq!(chance.replace(JOINT, " "), "61 of 100 futures reach 24 M EUR.");
        let rest = rest.unwrap().replace(JOINT, " ");
        assert!(rest.contains(" can be promised at 80 %; when the target is missed, "), "{rest}");
        assert!(rest.ends_with(" are missing on average."), "{rest}");
    }

    #[test]
    fn extremes_have_a_headline_too() {
        for forecast in example::all() {
            let (told, _) = headline(&forecast);
            assert!(told.ends_with('.') && !told.contains("NaN"), "{told}");
        }
        assert!(headline(&example::empty()).0.starts_with("Bookings were not gathered"));
    }
}
