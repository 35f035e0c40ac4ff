//! The ledger of numbers as data and in words that its text, JSON and CSV share.

use serde::Serialize;

use super::csv::field;
use super::number::{self, JOINT, Precision};
use super::wording;
use crate::replicate::forecast::Grade;
use crate::scenario::number::Kind;
use crate::study::ledger::{From, Ledger, Line};
use crate::study::number::Nature;
use crate::study::weakness::Weakness;

/// Places after the point to which influences are told.
const PLACES: f64 = 1e4;

#[derive(Serialize)]
struct View<'a> {
    replications: u32,
    noise: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    grade: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<String>,
    numbers: Vec<LineView<'a>>,
}

#[derive(Serialize)]
struct LineView<'a> {
    rank: usize,
    address: &'a str,
    value: String,
    unit: &'a str,
    low: Option<f64>,
    high: Option<f64>,
    nature: &'static str,
    from: &'static str,
    r#where: Option<&'a str>,
    inherited_from: Option<&'a str>,
    places: usize,
    correlation: Option<f64>,
    correlation_error: Option<f64>,
    stands_out: bool,
    moves_with: Option<&'a str>,
    weakness: &'static str,
    weakness_level: f64,
    source: Option<&'a str>,
    owner: Option<&'a str>,
    date: Option<&'a str>,
    confidence: Option<&'a str>,
}

impl<'a> LineView<'a> {
    fn of(index: usize, line: &'a Line) -> LineView<'a> {
        let note = line.note.as_ref();
        let said = |text: Option<&'a Option<String>>| text.and_then(Option::as_deref);
        let (from, place, inherited_from) = match &line.from {
            From::Written(place) => ("written", Some(place.as_str()), None),
            From::Inherited(address, place) => ("inherited", Some(place.as_str()), Some(address.as_str())),
            From::Archetype(name, ..) => ("archetype", None, Some(name.as_str())),
            From::Country(name, ..) => ("country", None, Some(name.as_str())),
            From::Solved(words) => ("solved", None, Some(words.as_str())),
            From::Shipped => ("default", None, None),
        };
        LineView {
            rank: index + 1,
            address: &line.number.address,
            value: plain_values(line),
            unit: &line.unit,
            low: line.range.map(|range| range.0),
            high: line.range.map(|range| range.1),
            nature: match line.number.nature {
                Nature::Uncertain(_) => "uncertain",
                Nature::Exact => "exact",
                Nature::Structure => "structure",
            },
            from,
            r#where: place.filter(|place| !place.is_empty()),
            inherited_from,
            places: line.places,
            correlation: line.correlation.map(|found| rounded(found.0)),
            correlation_error: line
                .correlation
                .map(|found| rounded(found.1))
                .filter(|error| error.is_finite()),
            stands_out: line.influence > 0.0,
            moves_with: line.moves_with.as_deref(),
            weakness: weakness(line.weakness),
            weakness_level: line.weakness.level(),
            source: said(note.map(|note| &note.source)),
            owner: said(note.map(|note| &note.owner)),
            date: said(note.map(|note| &note.date)),
            confidence: said(note.map(|note| &note.confidence)),
        }
    }
}

fn rounded(value: f64) -> f64 {
    (value * PLACES).round() / PLACES
}

/// The ledger as pretty JSON with a stable order of keys and a newline at the end.
pub fn json(ledger: &Ledger, grade: Option<&Grade>) -> String {
    let numbers = ledger.lines.iter().enumerate().map(|(index, line)| LineView::of(index, line));
    let view = View {
        replications: ledger.replications,
        noise: rounded(ledger.noise),
        grade: grade.map(|grade| grade.letter.to_string()),
        verdict: grade.map(|grade| wording::grade(grade).replace(JOINT, " ")),
        numbers: numbers.collect(),
    };
    serde_json::to_string_pretty(&view).expect("plain structs with string keys always have a written form")
        + "\n"
}

/// The ledger as a table for spreadsheets, a row a number.
pub fn csv(ledger: &Ledger) -> String {
    let mut table = String::from(
        "rank,address,value,unit,low,high,nature,from,where,inherited_from,places,correlation,correlation_error,\
         stands_out,moves_with,weakness,weakness_level,source,owner,date,confidence\n",
    );
    for (index, line) in ledger.lines.iter().enumerate() {
        let view = LineView::of(index, line);
        let number = |value: Option<f64>| value.map_or(String::new(), |value| value.to_string());
        let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
        let fields = [
            view.rank.to_string(),
            view.address.to_owned(),
            view.value,
            view.unit.to_owned(),
            number(view.low),
            number(view.high),
            view.nature.to_owned(),
            view.from.to_owned(),
            text(view.r#where),
            text(view.inherited_from),
            view.places.to_string(),
            number(view.correlation),
            number(view.correlation_error),
            view.stands_out.to_string(),
            text(view.moves_with),
            view.weakness.to_owned(),
            view.weakness_level.to_string(),
            text(view.source),
            text(view.owner),
            text(view.date),
            text(view.confidence),
        ];
        table.push_str(&fields.map(|text| field(&text)).join(","));
        table.push('\n');
    }
    table
}

/// `0.22`, or `median 48000; p90 130000`.
pub(super) fn plain_values(line: &Line) -> String {
    let told = line.values.iter().map(|(name, value)| {
        let value = (value * 1e9).round() / 1e9;
        if name.is_empty() { value.to_string() } else { format!("{name} {value}") }
    });
    told.collect::<Vec<_>>().join("; ")
}

/// Weakness in two or three words.
pub(super) fn weakness(weakness: Weakness) -> &'static str {
    match weakness {
        Weakness::Measured => "measured",
        Weakness::Old => "old source",
        Weakness::Undated => "undated source",
        Weakness::Owned => "owner, no source",
        Weakness::Published => "published default",
        Weakness::Unsourced => "no source",
        Weakness::Default => "default",
    }
}

/// A value as one reads it: four digits, money at its scale.
pub(super) fn value(kind: Kind, value: f64) -> String {
    match kind {
        Kind::Money => number::exact_money(value),
        _ => number::plain(value, Precision::showing_all(value).min(Precision::ONE)),
    }
}

/// `48 k / 130 k EUR`, `0.19 to 0.25` where nobody knows it exactly.
pub(super) fn values(line: &Line) -> String {
    let values: Vec<String> = line.values.iter().map(|(_, found)| value(line.kind, *found)).collect();
    let told = line.range.map_or_else(|| values.join(" / "), |(low, high)| range(line.kind, low, high));
    with_unit(told, &line.unit)
}

/// A value with its unit behind it, on one line.
pub(super) fn with_unit(told: String, unit: &str) -> String {
    if unit.is_empty() { told } else { format!("{told}{JOINT}{}", unit.replace(' ', &JOINT.to_string())) }
}

/// `0.19 to 0.25`, each end to three digits.
pub(super) fn range(kind: Kind, low: f64, high: f64) -> String {
    format!("{} to {}", value(kind, significant(low)), value(kind, significant(high)))
}

/// A value rounded to three digits.
fn significant(value: f64) -> f64 {
    let step = Precision::significant(value, 3).step();
    (value / step).round() * step
}

/// Where a number stands: `plan.toml:12, in 6 regions`.
pub(super) fn whence(line: &Line) -> String {
    let place = match &line.from {
        From::Written(place) | From::Inherited(_, place) => place.clone(),
        From::Archetype(name, confidence, source) => {
            format!("archetype {name}, {confidence} confidence: {source}")
        }
        From::Country(name, confidence, date, source) => {
            format!("country default, {name}, {date}, {confidence} confidence: {source}")
        }
        From::Solved(_) if line.weakness.is_sourced() => "solved from last year's figures".to_owned(),
        From::Solved(_) => "solved; no source: last year's figures need one".to_owned(),
        From::Shipped if line.number.address.starts_with("currencies.") => "shipped rate, ECB".to_owned(),
        From::Shipped => "default of the program".to_owned(),
    };
    if line.places > 1 { format!("{place}, in {} regions", line.places) } else { place }
}
