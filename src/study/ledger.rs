//! The ledger: every number in use with its value, where it comes from, who answers for it, and what it does to the answer.

use crate::diagnostic::Diagnostics;
use crate::model::assumption::value_at;
use crate::scenario::number::{Given, Kind, Number, Slot};
use crate::scenario::{Currency, Note, Scenario, address, archetype, country};

use super::influence::{Influence, Moved};
use super::number::{InUse, Nature, currency_of, factor_from, shown};
use super::weakness::{Weakness, weakness};

/// z below which a standard normal lies with probability 0.95.
const Z95: f64 = 1.644_853_626_951_472_2;

/// Every number in use.
#[derive(Clone, Debug, PartialEq)]
pub struct Ledger {
    pub replications: u32,
    /// Rank correlations below this are within noise.
    pub noise: f64,
    /// Those that move the answer and are weakest first; the rest in the scenario's order.
    pub lines: Vec<Line>,
}

/// One number in use.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub number: InUse,
    /// Names and values as written: one without a name, or the values of a distribution.
    pub values: Vec<(String, f64)>,
    pub kind: Kind,
    /// Unit of the values: `EUR a year`, `weeks`; empty for shares, factors and counts.
    pub unit: String,
    /// Central 90 % range of an assumption.
    pub range: Option<(f64, f64)>,
    pub from: From,
    pub note: Option<Note>,
    /// In how many places it acts.
    pub places: usize,
    /// Rank correlation with the bookings and its standard error; `None` for what cannot move or does not vary.
    pub correlation: Option<(f64, f64)>,
    /// Size of the influence; 0 within noise.
    pub influence: f64,
    pub moves_with: Option<String>,
    pub weakness: Weakness,
}

impl Line {
    /// What the ledger is ordered by: influence times weakness.
    pub fn rank(&self) -> f64 {
        self.influence * self.weakness.level()
    }
}

/// Where a number stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum From {
    /// `plan.toml:12`.
    Written(String),
    /// Written for all regions, or for an offer, or at the region this one is like: address and line.
    Inherited(String, String),
    /// Name, confidence and source.
    Archetype(String, &'static str, &'static str),
    /// Filled in for a country of this name; confidence, date and source.
    Country(String, &'static str, &'static str, &'static str),
    /// Solved, from what these words say.
    Solved(String),
    /// Shipped with the program, or the value of a rule that another number switches on.
    Shipped,
}

/// The ledger of a scenario whose influences are known; places are told with the texts of `texts`.
pub fn ledger(scenario: &Scenario, influence: &Influence, texts: &Diagnostics) -> Ledger {
    let mut lines: Vec<Line> =
        influence.numbers.iter().map(|moved| line(scenario, influence, moved, texts)).collect();
    lines.sort_by(|left, right| right.rank().total_cmp(&left.rank()));
    Ledger { replications: influence.replications, noise: influence.noise, lines }
}

fn line(scenario: &Scenario, influence: &Influence, moved: &Moved, texts: &Diagnostics) -> Line {
    let number = &moved.number;
    let first = number_at(scenario, number.slots[0]);
    let note = note_of(scenario, number);
    Line {
        values: values(scenario, number),
        kind: first.kind,
        unit: unit(scenario, first, &number.address),
        range: range(scenario, number),
        from: from(first, texts),
        places: places(scenario, number),
        correlation: moved.correlation,
        influence: influence.size(moved),
        moves_with: moved.moves_with.clone(),
        weakness: weakness(first, note, scenario.calendar.start),
        note: note.cloned(),
        number: number.clone(),
    }
}

pub(super) fn number_at(scenario: &Scenario, slot: Slot) -> &Number {
    &scenario.numbers.0[slot.0 as usize]
}

/// The values to set at its address for nothing to change: those of the first place where it acts.
pub fn values(scenario: &Scenario, number: &InUse) -> Vec<(String, f64)> {
    let mut values: Vec<(String, f64)> = Vec::new();
    for slot in &number.slots {
        let found = number_at(scenario, *slot);
        let last = address::parse(&found.address).unwrap_or_default().pop().unwrap_or_default();
        let is_part = !number.address.ends_with(&last);
        let name = if is_part { last } else { String::new() };
        if !values.iter().any(|(known, _)| *known == name) {
            values.push((name, shown(scenario, found, &number.address)));
        }
    }
    values
}

pub fn range(scenario: &Scenario, number: &InUse) -> Option<(f64, f64)> {
    let Nature::Uncertain(index) = number.nature else { return None };
    let (shape, first) = (&scenario.assumptions[index].shape, number_at(scenario, number.slots[0]));
    let factor = first.factor / factor_from(scenario, first, &number.address);
    Some((factor * value_at(shape, -Z95), factor * value_at(shape, Z95)))
}

fn from(number: &Number, texts: &Diagnostics) -> From {
    let line = |place| texts.line_of(place).unwrap_or_default();
    match &number.given {
        Given::Written(place) => From::Written(line(place)),
        Given::Inherited { address, place } => From::Inherited(address.clone(), line(place)),
        Given::Archetype(name) => {
            let found = archetype::provenance(name, &number.address);
            let (confidence, source) =
                found.map_or(("low", ""), |found| (found.confidence.word(), found.source));
            From::Archetype(name.clone(), confidence, source)
        }
        Given::Country(name) => {
            let found = country::column(&number.address);
            let (confidence, date, source) =
                found.map_or(("low", "", ""), |found| (found.confidence.word(), found.date, found.source));
            From::Country(name.clone(), confidence, date, source)
        }
        Given::Solved(words) => From::Solved(words.clone()),
        Given::Neutral => From::Shipped,
    }
}

/// Regions in which a number acts, at least one.
fn places(scenario: &Scenario, number: &InUse) -> usize {
    let region =
        |slot: &Slot| address::parse(&number_at(scenario, *slot).address).unwrap_or_default().get(1).cloned();
    let mut regions: Vec<Option<String>> = number.slots.iter().map(region).collect();
    regions.sort();
    regions.dedup();
    regions.len()
}

/// Where last year's figures of a region are, from which its solved numbers come.
fn last_year_of(own: &str) -> Option<String> {
    let path = address::parse(own).ok()?;
    let [regions, region, ..] = path.as_slice() else { return None };
    Some(address::of(&[regions.clone(), region.clone(), "last-year".to_owned()]))
}

/// The note that speaks of a number: at its address, at one above it, or where it acts if it acts in one place; of
/// a solved number also one of last year's figures.
pub fn note_of<'a>(scenario: &'a Scenario, number: &InUse) -> Option<&'a Note> {
    let mut addresses = vec![number.address.clone()];
    addresses.extend(number.slots.iter().map(|slot| super::number::origin(number_at(scenario, *slot))));
    if let [only] = number.slots[..] {
        addresses.push(number_at(scenario, only).address.clone());
    }
    if let Given::Solved(_) = number_at(scenario, number.slots[0]).given {
        let last_year = last_year_of(&addresses[0]);
        addresses.extend(last_year.iter().cloned());
        let figures = scenario.notes.iter().map(|note| &note.address);
        addresses.extend(figures.filter(|at| last_year.iter().any(|year| at.starts_with(year))).cloned());
    }
    let speaks = |note: &&Note| {
        addresses.iter().any(|address| {
            address.strip_prefix(&note.address).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    };
    scenario.notes.iter().filter(speaks).max_by_key(|note| note.address.len())
}

/// Unit of a number as it is set at `at`.
pub fn unit(scenario: &Scenario, number: &Number, at: &str) -> String {
    let written_at = match &number.given {
        Given::Inherited { address, .. } => address,
        _ => &number.address,
    };
    let path = address::parse(written_at).unwrap_or_default();
    let changes = path.get(2).is_some_and(|key| ["set", "times", "add"].contains(&key.as_str()));
    let in_event = path.first().is_some_and(|first| first == "events" || (first == "initiatives" && changes));
    let last = path.iter().rev().find(|name| name.contains('-') || name.as_str() == "weeks").cloned();
    let last = last.unwrap_or_default();
    let per =
        ["week", "month", "quarter", "year"].into_iter().find(|unit| last.ends_with(&format!("per-{unit}")));
    let per = per.filter(|_| !in_event).map_or(String::new(), |unit| format!("a {unit}"));
    let spread_shape = path.last().is_some_and(|last| last == "cv" || last == "log-sd");
    match number.kind {
        Kind::Money => format!("{} {per}", currency(scenario, number, at)).trim().to_owned(),
        Kind::Duration if spread_shape => String::new(),
        Kind::Duration => duration(&last).to_owned(),
        Kind::Rate | Kind::Signed | Kind::Share => per,
        Kind::Count => String::new(),
    }
}

fn duration(key: &str) -> &'static str {
    ["days", "months"].into_iter().find(|unit| key.ends_with(unit)).unwrap_or("weeks")
}

/// Code of the currency in which money at an address is set. An amount with a currency of its own has the factor of that one.
fn currency<'a>(scenario: &'a Scenario, number: &Number, at: &str) -> &'a str {
    let own = &scenario.currencies[currency_of(scenario, at)];
    let rate = |currency: &Currency| scenario.numbers.value(currency.rate);
    let states_its_own = at.starts_with("big-deals.") || at.contains(".open-deals.");
    let is_stated = |currency: &&Currency| (rate(currency) / rate(own) - number.factor).abs() < 1e-12;
    let stated = scenario.currencies.iter().find(is_stated).filter(|_| states_its_own);
    let stated = stated.filter(|_| (number.factor - 1.0).abs() > 1e-12);
    &stated.unwrap_or(own).code
}
