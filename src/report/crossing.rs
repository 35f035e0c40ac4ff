//! What must be true, in sentences.

use serde::Serialize;

use super::ledger;
use super::number::{self, Precision};
use super::text::harmless;
use super::wording;
use crate::scenario::number::Kind;
use crate::study::crossing::{Answer, Crossing};

/// `win-rate of offers.platform`: a number's last name, and what it belongs to.
pub(super) fn name(address: &str) -> String {
    match address.rsplit_once('.') {
        Some((above, last)) => format!("{} of {}", harmless(last), harmless(above)),
        None => harmless(address),
    }
}

/// `0.2185 today; an even bet from 0.235 (0.231 to 0.240); +7 %`.
pub(super) fn sentence(crossing: &Crossing) -> String {
    let kind = crossing.kind;
    let today = ledger::with_unit(ledger::value(kind, crossing.today), &crossing.unit);
    match crossing.answer {
        Answer::At { value, low, high } => {
            let precision = digits(low, high);
            let told = |value: f64| match kind {
                Kind::Money => number::money(value, precision),
                _ => number::plain(value, precision),
            };
            let up = reaches_upwards(crossing, value);
            let word = if up { "from" } else { "up to" };
            format!(
                "{today} today; {} {word} {} ({} to {}); {}",
                bet(crossing.level),
                ledger::with_unit(told(value), &crossing.unit),
                told(low),
                told(high),
                change(value / crossing.today - 1.0),
            )
        }
        Answer::Never { from, to, chances } => format!(
            "{today} today; never {} within {} to {}, where the chance is {} and {}",
            bet(crossing.level),
            ledger::value(kind, short(from)),
            ledger::with_unit(ledger::value(kind, short(to)), &crossing.unit),
            number::percent(chances.0, Precision::HUNDREDTH),
            number::percent(chances.1, Precision::HUNDREDTH),
        ),
    }
}

/// Whether the chance rises with the number.
fn reaches_upwards(crossing: &Crossing, value: f64) -> bool {
    (crossing.chance_today < crossing.level) == (value > crossing.today)
}

fn bet(level: f64) -> String {
    if level == 0.5 {
        "an even bet".to_owned()
    } else {
        format!("a chance of {}", number::exact_percent(level))
    }
}

/// `+7 %`, `−0.4 %`.
fn change(share: f64) -> String {
    let precision =
        if share.abs() < 0.095 { Precision::of_half_width(0.000_5) } else { Precision::HUNDREDTH };
    let sign = if share > 0.0 { "+" } else { "" };
    format!("{sign}{}", number::percent(share, precision))
}

/// The last digit that an interval deserves, its half-width between one and ten of its units.
fn digits(low: f64, high: f64) -> Precision {
    Precision::of_half_width((high - low) / 5.0).min(Precision::significant(high, 2))
}

/// Three digits of a value: the ends of a search are round.
fn short(value: f64) -> f64 {
    let step = Precision::significant(value, 3).step();
    (value / step).round() * step
}

/// How the answers were found.
pub(super) fn note(crossings: &[Crossing]) -> String {
    let Some(first) = crossings.first() else { return String::new() };
    format!(
        "Each number alone, all else as written, on the same luck ({}); a number with a range takes its range along. In \
         brackets the values between which the simulation cannot tell the chance from {}. Searched from a half to twice \
         the number, within what its key allows. Numbers are ordered by their influence.",
        wording::replications(first.replications),
        number::exact_percent(first.level),
    )
}

#[derive(Serialize)]
struct View<'a> {
    target: f64,
    chance: f64,
    level: f64,
    replications: u32,
    seed: u64,
    numbers: Vec<CrossingView<'a>>,
}

#[derive(Serialize)]
struct CrossingView<'a> {
    address: &'a str,
    unit: &'a str,
    today: f64,
    crosses_at: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    searched_from: Option<f64>,
    searched_to: Option<f64>,
    chance_from: Option<f64>,
    chance_to: Option<f64>,
}

/// The answers as pretty JSON.
pub fn json(target: f64, level: f64, seed: u64, crossings: &[Crossing]) -> String {
    let view = View {
        target,
        chance: crossings.first().map_or(f64::NAN, |crossing| crossing.chance_today),
        level,
        replications: crossings.first().map_or(0, |crossing| crossing.replications),
        seed,
        numbers: crossings.iter().map(view).collect(),
    };
    serde_json::to_string_pretty(&view).expect("plain structs with string keys always have a written form")
        + "\n"
}

fn view(crossing: &Crossing) -> CrossingView<'_> {
    let (at, never) = match crossing.answer {
        Answer::At { value, low, high } => (Some((value, low, high)), None),
        Answer::Never { from, to, chances } => (None, Some((from, to, chances))),
    };
    CrossingView {
        address: &crossing.address,
        unit: &crossing.unit,
        today: crossing.today,
        crosses_at: at.map(|at| at.0),
        low: at.map(|at| at.1),
        high: at.map(|at| at.2),
        searched_from: never.map(|never| never.0),
        searched_to: never.map(|never| never.1),
        chance_from: never.map(|never| never.2.0),
        chance_to: never.map(|never| never.2.1),
    }
}

/// The answers as a table for spreadsheets.
pub fn csv(crossings: &[Crossing]) -> String {
    let mut table = String::from(
        "address,today,level,crosses_at,low,high,searched_from,searched_to,chance_from,chance_to,replications\n",
    );
    for crossing in crossings {
        let view = view(crossing);
        let number = |value: Option<f64>| value.map_or(String::new(), |value| value.to_string());
        let fields = [
            super::csv::field(view.address),
            view.today.to_string(),
            crossing.level.to_string(),
            number(view.crosses_at),
            number(view.low),
            number(view.high),
            number(view.searched_from),
            number(view.searched_to),
            number(view.chance_from),
            number(view.chance_to),
            crossing.replications.to_string(),
        ];
        table.push_str(&fields.join(","));
        table.push('\n');
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::number::JOINT;

    fn told(today: f64, chance_today: f64, answer: Answer) -> String {
        let crossing = Crossing {
            address: "offers.platform.win-rate".to_owned(),
            kind: Kind::Share,
            unit: String::new(),
            today,
            chance_today,
            level: 0.5,
            replications: 1_000,
            answer,
        };
        sentence(&crossing).replace(JOINT, " ")
    }

    #[test]
    fn the_sentence_is_one_to_repeat() {
        let at = Answer::At { value: 0.2352, low: 0.2311, high: 0.2398 };
        assert_eq!(told(0.22, 0.4, at), "0.22 today; an even bet from 0.235 (0.231 to 0.240); +6.9 %");
        let never = Answer::Never { from: 0.11, to: 0.44, chances: (0.0, 0.3) };
        assert!(told(0.22, 0.1, never).starts_with("0.22 today; never an even bet within 0.11 to 0.44"));
        assert_eq!(name("offers.platform.win-rate"), "win-rate of offers.platform");
    }
}
