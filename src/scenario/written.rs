//! One number as written: exact or an assumption, checked in itself.

use super::keys::Measure;
use super::number::{Kind, Uncertainty};
use super::shape;
use super::tree::{Node, Value};
use super::uncertain;
use crate::diagnostic::{Diagnostic, Place};

/// A number in the unit in which it was written.
#[derive(Clone, Debug, PartialEq)]
pub enum Written {
    Exact(f64),
    /// An assumption with its median.
    Uncertain(Uncertainty, f64),
}

/// Reads the number at `key`; `unit` is the factor from the unit of the key as written to that of `measure`.
///
/// # Errors
/// The complaint where it is none, or lies out of bounds.
pub fn number(key: &str, node: &Node, measure: &Measure, unit: f64) -> Result<Written, Diagnostic> {
    match &node.value {
        Value::Number(value) => within(key, *value, &node.place, measure, unit).map(Written::Exact),
        Value::Text(text) => from_text(key, text, &node.place, measure, unit),
        Value::Table(table) => {
            let shape = shape::of(key, table, &node.place)?;
            uncertain::shaped(key, &shape, &node.place, measure, unit)
        }
        other => Err(no_number(key, &node.place, &format!("found {}", other.what()))),
    }
}

/// Reads a number that must be known exactly, and be whole if it counts.
///
/// # Errors
/// The complaint where it is not.
pub fn exact(key: &str, node: &Node, measure: &Measure, unit: f64) -> Result<f64, Diagnostic> {
    let value = match number(key, node, measure, unit)? {
        Written::Exact(value) => value,
        Written::Uncertain(..) => {
            let message = format!("`{key}` must be known exactly: the plan hangs on it");
            let complaint = Diagnostic::error("must-be-exact", message).at(&node.place, "");
            return Err(
                complaint.help("write one number; vary it with `--set` or in a file that `extends` this one")
            );
        }
    };
    if measure.kind == Kind::Count && value.fract() != 0.0 {
        let complaint =
            Diagnostic::error("not-whole", format!("`{key}` is {value}, but must be a whole number"));
        return Err(complaint.at(&node.place, "").help(format!(
            "write {} or {}",
            value.floor(),
            value.ceil()
        )));
    }
    Ok(value)
}

/// A value that lies within its bounds.
pub(super) fn within(
    key: &str,
    value: f64,
    place: &Place,
    measure: &Measure,
    unit: f64,
) -> Result<f64, Diagnostic> {
    let in_unit = value * unit;
    if measure.least <= in_unit && in_unit <= measure.most {
        return Ok(value);
    }
    if !value.is_finite() {
        let complaint =
            Diagnostic::error("not-finite", format!("`{key}` is {value}, which is no number to plan with"));
        return Err(complaint
            .at(place, "")
            .help("write a finite number, or leave the key out if there is no limit"));
    }
    let (least, most) = (measure.least / unit, measure.most / unit);
    let value = shown(value);
    let bounds = match measure.kind {
        Kind::Share => "a share or probability lies between 0 and 1".to_owned(),
        _ if in_unit < 0.0 && measure.least == 0.0 => "it cannot be negative".to_owned(),
        _ if in_unit <= 0.0 && measure.is_above_zero() => "it must be above 0".to_owned(),
        _ => format!("it must lie between {} and {}", shown(least), shown(most)),
    };
    let complaint = Diagnostic::error("out-of-bounds", format!("`{key}` is {value}, but {bounds}"));
    Err(complaint.at(place, "").help(cure(key, in_unit, measure, shown(least), shown(most))))
}

/// What to write for a value out of bounds.
fn cure(key: &str, value: f64, measure: &Measure, least: String, most: String) -> String {
    let is_percent = measure.kind == Kind::Share || key.starts_with("attrition") || key == "attainment";
    if is_percent && (2.0..=100.0).contains(&value) {
        return format!("write {value} % as {}", shown(value / 100.0));
    }
    match value < measure.least {
        true if measure.is_above_zero() => "write a number above 0".to_owned(),
        true => format!("write {least} or more"),
        false => format!("write {most} or less"),
    }
}

/// A number as a scenario writes it: thousands apart, no digits beyond those it has, powers of ten beyond 10^15.
pub fn shown(value: f64) -> String {
    if value.abs() >= 1e15 || (value != 0.0 && value.abs() < 1e-9) || !value.is_finite() {
        return format!("{value:e}").replace("inf", "infinity");
    }
    let written = ((value * 1e9).round() / 1e9).to_string();
    let (whole, fraction) = written.split_once('.').map_or((written.as_str(), None), |(w, f)| (w, Some(f)));
    let digits = whole.trim_start_matches('-');
    let grouped = if digits.len() < 5 { digits.to_owned() } else { thousands(digits) };
    let sign = if whole.starts_with('-') { "-" } else { "" };
    format!("{sign}{grouped}{}", fraction.map_or(String::new(), |fraction| format!(".{fraction}")))
}

/// An amount as one says it: `62 k`, `5.9 M`.
pub fn brief(amount: f64) -> String {
    let (divisor, suffix) = match amount.abs() {
        ..9_999.5 => (1.0, ""),
        ..999_500.0 => (1e3, " k"),
        ..999_500_000.0 => (1e6, " M"),
        _ => (1e9, " bn"),
    };
    let scaled = amount / divisor;
    let digits = if scaled.abs() < 10.0 && divisor > 1.0 { 10.0 } else { 1.0 };
    let digits = if scaled == (scaled * 10.0).round() / 10.0 { 10.0 } else { digits };
    format!("{}{suffix}", shown((scaled * digits).round() / digits))
}

/// `1_000_000`.
fn thousands(digits: &str) -> String {
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    grouped
}

fn no_number(key: &str, place: &Place, found: &str) -> Diagnostic {
    Diagnostic::error("no-number", format!("`{key}` needs a number, but {found}"))
        .at(place, "")
        .help("write a number such as 12 or 0.25, or a range such as \"10 to 20\" if nobody knows it exactly")
}

/// `"a to b"`, or the slips that look like a number.
fn from_text(
    key: &str,
    text: &str,
    place: &Place,
    measure: &Measure,
    unit: f64,
) -> Result<Written, Diagnostic> {
    if let Some((low, high)) = text.split_once(" to ") {
        if let (Some(low), Some(high)) = (plain(low), plain(high)) {
            return uncertain::between(key, low, high, place, measure, unit);
        }
        if let Some((low, high)) = range_meant(low, high) {
            let cure = format!("write \"{} to {}\"", shown(low), shown(high));
            return Err(no_number(key, place, &format!("found \"{text}\"")).help(cure));
        }
    }
    let complaint = no_number(key, place, &format!("found \"{text}\""));
    let dashed = text.split_once(['-', '\u{2013}']).and_then(|(low, high)| range_meant(low, high));
    if let Some((low, high)) = dashed {
        return Err(complaint.help(format!("write \"{} to {}\"", shown(low), shown(high))));
    }
    if let Some(cure) = timed(text).map(|time| cure_of_time(key, time, measure)) {
        return Err(complaint.help(cure));
    }
    if let Some(amount) = priced(text).filter(|_| measure.kind == Kind::Money) {
        return Err(complaint.help(format!(
            "write {}: the currency is that of the region, or the base currency",
            shown(amount)
        )));
    }
    Err(match (percent(text), meant(text)) {
        (Some(share), _) => complaint.help(format!("write {text} as {}", shown(share))),
        (None, Some(number)) => complaint.help(format!("write {} without quotation marks", shown(number))),
        (None, None) => complaint,
    })
}

/// A number as TOML writes it.
fn plain(text: &str) -> Option<f64> {
    let text = text.trim();
    let digits = text.chars().all(|c| c.is_ascii_digit() || "+-._eE".contains(c));
    let number: f64 = text.replace('_', "").parse().ok()?;
    (digits && number.is_finite()).then_some(number)
}

/// `55 %` as 0.55.
pub(super) fn percent(text: &str) -> Option<f64> {
    meant(text.trim().strip_suffix('%')?).map(|percent| percent / 100.0)
}

/// The ends of a range of numbers as people write them; a percent sign after the second speaks of both.
pub(super) fn range_meant(low: &str, high: &str) -> Option<(f64, f64)> {
    match (percent(low), percent(high)) {
        (Some(low), Some(high)) => Some((low, high)),
        (None, Some(high)) => Some((meant(low)? / 100.0, high)),
        _ => Some((meant(low)?, meant(high)?)),
    }
}

/// Units of time as people write them, with the end of the key that takes them and how many of these they are.
const TIMES: [(&str, &str, f64); 5] = [
    ("day", "days", 1.0),
    ("week", "weeks", 1.0),
    ("month", "months", 1.0),
    ("quarter", "months", 3.0),
    ("year", "months", 12.0),
];

/// `9 weeks` as the number, and the end of the key that takes it.
fn timed(text: &str) -> Option<(f64, &'static str)> {
    let text = text.trim();
    let letters = text.trim_end_matches(|c: char| c.is_alphabetic());
    let word = text[letters.len()..].to_lowercase();
    let (_, unit, times) =
        TIMES.iter().find(|(name, ..)| word.strip_suffix('s').unwrap_or(&word) == *name)?;
    Some((meant(letters)? * times, unit))
}

fn cure_of_time(key: &str, (number, unit): (f64, &str), measure: &Measure) -> String {
    if measure.kind != Kind::Duration {
        let what = match measure.kind {
            Kind::Money => "an amount of money, such as 45_000",
            Kind::Share => "a share between 0 and 1",
            Kind::Count => "a number of things",
            Kind::Duration | Kind::Rate | Kind::Signed => "a number without a unit",
        };
        return format!("`{key}` is no time: write {what}");
    }
    let stem = ["days", "weeks", "months"].iter().find_map(|unit| key.strip_suffix(unit));
    format!("the unit is in the key: write {}{unit} = {}", stem.unwrap_or_default(), shown(number))
}

/// `EUR 45k`, `45,000 €` as the amount.
fn priced(text: &str) -> Option<f64> {
    let is_code = |word: &&str| word.len() == 3 && word.chars().all(|c| c.is_ascii_uppercase());
    let without = text.replace(['€', '$', '£', '¥'], " ");
    let words: Vec<&str> = without.split_whitespace().filter(|word| !is_code(word)).collect();
    let bare = words.join(" ");
    if bare == text.trim() { None } else { meant(&bare) }
}

/// A number as people write it: thousands apart, a decimal comma, thousands and millions by letter.
pub(super) fn meant(text: &str) -> Option<f64> {
    let text = text.trim();
    let letters = text.trim_end_matches(|c: char| c.is_alphabetic());
    let times = match text[letters.len()..].to_lowercase().as_str() {
        "" => 1.0,
        "k" => 1e3,
        "m" | "mn" | "mio" => 1e6,
        "b" | "bn" => 1e9,
        _ => return None,
    };
    let number = letters.trim().replace([' ', '\''], "");
    let number = if times > 1.0 { number } else { [',', '.'].into_iter().fold(number, without_thousands) };
    plain(&number.replacen(',', ".", 1)).map(|number| number * times)
}

/// A number without the marks between its thousands, if that is what they are.
fn without_thousands(number: String, mark: char) -> String {
    let threes = |digits: &str| digits.chars().take_while(char::is_ascii_digit).count() == 3;
    let are_thousands = number.split(mark).skip(1).all(threes) && !number.starts_with('0');
    if are_thousands { number.replace(mark, "") } else { number }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SourceId;

    fn node(value: Value) -> Node {
        Node { value, place: Place { source: SourceId(0), span: 0..1 }, written_at: String::new() }
    }

    fn text(kind: Kind, text: &str) -> Result<Written, Diagnostic> {
        number("key", &node(Value::Text(text.to_owned())), &Measure::for_test(kind), 1.0)
    }

    #[test]
    fn slips_of_the_pen_get_the_number_that_was_meant() {
        let cure = |kind, slip| text(kind, slip).unwrap_err().help.unwrap();
        assert_eq!(cure(Kind::Share, "55 %"), "write 55 % as 0.55");
        assert_eq!(cure(Kind::Share, "5 % to 10 %"), "write \"0.05 to 0.1\"");
        assert_eq!(cure(Kind::Money, "45,000"), "write 45_000 without quotation marks");
        assert_eq!(cure(Kind::Money, "9 to 4"), "write \"4 to 9\"");
        assert_eq!(cure(Kind::Share, "18 to 26"), "write \"0.18 to 0.26\"");
        assert_eq!(cure(Kind::Share, "18 to 26 %"), "write \"0.18 to 0.26\"");
        assert_eq!(cure(Kind::Share, "0,18 to 0,26"), "write \"0.18 to 0.26\"");
        assert_eq!(cure(Kind::Duration, "8-10"), "write \"8 to 10\"");
        for slip in ["1,200.5", "1.200,5", "1'200.5", "1 200,5"] {
            assert_eq!(cure(Kind::Money, slip), "write 1200.5 without quotation marks", "{slip}");
        }
        assert_eq!(cure(Kind::Money, "45.000"), "write 45_000 without quotation marks");
        assert_eq!(cure(Kind::Share, "0,18"), "write 0.18 without quotation marks");
        assert_eq!(
            cure(Kind::Money, "9 weeks"),
            "`key` is no time: write an amount of money, such as 45_000"
        );
        for slip in ["EUR 45k", "45,000 €", "$45k"] {
            assert!(cure(Kind::Money, slip).starts_with("write 45_000"), "{slip}");
        }
        assert_eq!(cure(Kind::Money, "9M"), "write 9_000_000 without quotation marks");
        assert_eq!(cure(Kind::Money, "1.5m to 2 m"), "write \"1_500_000 to 2_000_000\"");
    }

    #[test]
    fn numbers_are_shown_as_they_are_written() {
        let numbers = [
            (0.55, "0.55"),
            (1e6, "1_000_000"),
            (-12_345.5, "-12_345.5"),
            (1e25, "1e25"),
            (0.1 + 0.2, "0.3"),
        ];
        for (number, text) in numbers {
            assert_eq!(shown(number), text);
        }
    }

    #[test]
    fn amounts_are_said_briefly() {
        let said = [62_000.0, 5_900_000.0, 5_952_000.0, 24_000_000.0, 61_512.0, 950.0].map(brief);
        assert_eq!(said, ["62 k", "5.9 M", "6 M", "24 M", "62 k", "950"]);
    }

    #[test]
    fn fifty_five_is_no_share() {
        let complaint =
            number("win-rate", &node(Value::Number(55.0)), &Measure::for_test(Kind::Share), 1.0).unwrap_err();
        assert_eq!(complaint.help.as_deref(), Some("write 55 % as 0.55"));
    }

    #[test]
    fn nothing_that_is_not_finite_passes() {
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let complaint =
                number("sd", &node(Value::Number(value)), &Measure::for_test(Kind::Signed), 1.0).unwrap_err();
            assert_eq!(complaint.code, "not-finite");
        }
    }
}
