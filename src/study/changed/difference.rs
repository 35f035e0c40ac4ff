//! What differs between two scenarios that number their slots alike, in lines that a reader can check.

use super::fact::{self, Fact};
use super::group::written;
use crate::model::assumption::value_at;
use crate::scenario::{
    Assumption, Given, Number, Scenario, Slot, Target, TargetPeriod, TargetPlace, country,
};
use std::collections::HashMap;

/// Standard normal 95 % point: ranges are told by their 5 % and 95 % points.
const Z95: f64 = 1.645;
/// Tables whose numbers are told with them.
const TOLD_WHOLE: [&str; 7] =
    [".hires.", ".reductions.", ".requisitions.", ".open-deals.", ".pipeline.", "big-deals.", "moves."];

/// One thing that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub address: String,
    /// Regions in which it differs so, where one line tells it for several; else 1.
    pub regions: usize,
    /// `None`: it is not there.
    pub before: Option<Value>,
    pub after: Option<Value>,
}

/// What stands at an address.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// As it was written.
    Number(f64),
    /// 5 % and 95 % points.
    Range(f64, f64),
    Words(String),
}

impl Value {
    /// Whether both say the same, up to rounding.
    fn says(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Number(one), Value::Number(other)) => *one as f32 == *other as f32,
            _ => self == other,
        }
    }
}

/// Everything that differs: structure first, then numbers.
pub fn lines(before: &Scenario, after: &Scenario) -> Vec<Line> {
    let mut lines = structure(fact::all(before), fact::all(after));
    numbers(&mut lines, before, after);
    let mut lines = merged(lines, before, after);
    if lines.is_empty() && !same(before, after) {
        let told = |words: &str| Some(Value::Words(words.to_owned()));
        let (before, after) = (told("as it was"), told("written in another way"));
        lines.push(Line { address: "scenario".to_owned(), regions: 1, before, after });
    }
    lines
}

/// Promises that differ, those for a part of the company among them.
pub fn targets(before: &Scenario, after: &Scenario) -> Vec<Line> {
    structure(promises(before), promises(after))
}

/// Named targets; the one at the top is a number.
fn promises(scenario: &Scenario) -> Vec<Fact> {
    let named = scenario.targets.iter().filter(|target| target.written.is_some());
    named
        .map(|target| {
            let at = crate::scenario::address::joined("targets", &target.name);
            (at, Value::Words(promise(scenario, target)))
        })
        .collect()
}

fn promise(scenario: &Scenario, target: &Target) -> String {
    let place = match target.place {
        TargetPlace::Company => "the company",
        TargetPlace::Area(index) => &scenario.areas[index],
        TargetPlace::Region(index) => &scenario.regions[index].name,
    };
    let amount = fact::exact;
    let period = match &target.period {
        TargetPeriod::Horizon => String::new(),
        TargetPeriod::Quarter(quarter) => format!(" in {}", scenario.calendar.quarter_label(*quarter)),
        TargetPeriod::ByQuarter(amounts) => {
            let amounts: Vec<String> = amounts.iter().map(|part| amount(*part)).collect();
            format!(", by quarter {}", amounts.join(", "))
        }
    };
    format!("{} {} of {place}{period}", amount(target.amount), target.metric)
}

/// Facts that differ: what is gone, then what is new or other.
fn structure(before: Vec<Fact>, after: Vec<Fact>) -> Vec<Line> {
    let known: HashMap<&str, &Value> = before.iter().map(|(at, value)| (at.as_str(), value)).collect();
    let later: HashMap<&str, &Value> = after.iter().map(|(at, value)| (at.as_str(), value)).collect();
    let line = |address: &str, before: Option<&Value>, after: Option<&Value>| Line {
        address: address.to_owned(),
        regions: 1,
        before: before.cloned(),
        after: after.cloned(),
    };
    let gone = before.iter().filter(|(at, _)| !later.contains_key(at.as_str()));
    let mut lines: Vec<Line> = gone.map(|(at, value)| line(at, Some(value), None)).collect();
    for (at, value) in &after {
        let old = known.get(at.as_str()).copied();
        if !old.is_some_and(|old| old.says(value)) {
            lines.push(line(at, old, Some(value)));
        }
    }
    within_tables(lines)
}

/// Without what lies within a region, an event or an offer that comes or goes as a whole.
fn within_tables(lines: Vec<Line>) -> Vec<Line> {
    let whole = |line: &Line| line.before.is_none() != line.after.is_none();
    let named = |line: &&Line| matches!(&line.before.as_ref().or(line.after.as_ref()), Some(Value::Words(_)));
    let tables: Vec<String> = lines
        .iter()
        .filter(|line| whole(line))
        .filter(named)
        .map(|line| format!("{}.", line.address))
        .collect();
    let inside = |line: &Line| whole(line) && tables.iter().any(|table| line.address.starts_with(table));
    let mut kept: Vec<Line> = lines.into_iter().filter(|line| !inside(line)).collect();
    let mut seen = std::collections::HashSet::new();
    kept.retain(|line| seen.insert(line.address.clone()));
    kept
}

/// Numbers that are written differently, or that are moved by other uncertainty, and are not told yet.
fn numbers(lines: &mut Vec<Line>, before: &Scenario, after: &Scenario) {
    let (drawn_before, drawn_after) = (drawn(before), drawn(after));
    let told: Vec<String> = lines.iter().map(|line| line.address.clone()).collect();
    for (at, (known, theirs)) in before.numbers.0.iter().zip(&after.numbers.0).enumerate() {
        let slot = Slot(at as u32);
        let (from, to) = (drawn_before.get(&slot).copied(), drawn_after.get(&slot).copied());
        let exact = from.is_none() && to.is_none();
        if of_a_stress(known) || exact && written(known) == written(theirs) {
            continue;
        }
        let whole = TOLD_WHOLE.iter().any(|table| known.address.contains(table));
        let address = |drawn: Option<&Assumption>| drawn.map(|drawn| drawn.address.clone());
        let same_values = told_as(known, from).says(&told_as(theirs, to));
        if whole || told.contains(&known.address) || same_values && address(from) == address(to) {
            continue;
        }
        let value = |number: &Number, drawn: Option<&Assumption>| match (told_as(number, drawn), drawn) {
            (Value::Range(low, high), Some(drawn)) if same_values => {
                let low_high = [low, high].map(fact::exact).join(" to ");
                Value::Words(format!("{low_high}, drawn with {}", drawn.address))
            }
            (value, _) => value,
        };
        let (before, after) = (Some(value(known, from)), Some(value(theirs, to)));
        lines.push(Line { address: known.address.clone(), regions: 1, before, after });
    }
}

fn drawn(scenario: &Scenario) -> HashMap<Slot, &Assumption> {
    let slots = |assumption: &'_ Assumption| assumption.slots.clone();
    scenario
        .assumptions
        .iter()
        .flat_map(|drawn| slots(drawn).into_iter().map(move |slot| (slot, drawn)))
        .collect()
}

fn told_as(number: &Number, drawn: Option<&Assumption>) -> Value {
    match drawn {
        Some(drawn) => Value::Range(value_at(&drawn.shape, -Z95), value_at(&drawn.shape, Z95)),
        None => Value::Number(number.value / number.factor),
    }
}

/// A number as it stands in a scenario.
pub fn value(scenario: &Scenario, slot: Slot) -> Value {
    let drawn = scenario.assumptions.iter().find(|assumption| assumption.slots.contains(&slot));
    told_as(&scenario.numbers.0[slot.0 as usize], drawn)
}

/// One line for what several regions have from one place, or say in the same words.
fn merged(lines: Vec<Line>, before: &Scenario, after: &Scenario) -> Vec<Line> {
    let mut origins: HashMap<&str, String> = HashMap::new();
    for number in before.numbers.0.iter().chain(&after.numbers.0) {
        let origin = match &number.given {
            Given::Inherited { address, .. } => address.clone(),
            Given::Country(_) if country::is_of_all(&number.address) => of_every_region(&number.address),
            Given::Archetype(_) => of_every_region(&number.address),
            _ => continue,
        };
        origins.insert(&number.address, origin);
    }
    let mut merged: Vec<(String, Line)> = Vec::new();
    for line in lines {
        let worded = matches!(line.after.as_ref().or(line.before.as_ref()), Some(Value::Words(_)));
        let origin = origins.get(line.address.as_str());
        let key = match origin {
            Some(origin) => origin.clone(),
            None if worded => of_every_region(&line.address),
            None => line.address.clone(),
        };
        let alike = |(known, other): &&mut (String, Line)| {
            *known == key && other.before == line.before && other.after == line.after
        };
        match merged.iter_mut().find(alike) {
            Some((_, known)) => known.regions += 1,
            None => {
                let address = origin.map_or(line.address.clone(), Clone::clone);
                merged.push((key, Line { address, ..line }));
            }
        }
    }
    merged.into_iter().map(|(_, line)| line).collect()
}

/// The address in any region: `regions.dach.accounts` is `every-region.accounts`.
fn of_every_region(address: &str) -> String {
    let path = crate::scenario::address::parse(address).unwrap_or_default();
    match path.split_first() {
        Some((first, [_, rest @ ..])) if first == "regions" && !rest.is_empty() => {
            format!("every-region.{}", crate::scenario::address::of(rest))
        }
        _ => address.to_owned(),
    }
}

/// Whether two scenarios are the same to the model.
pub fn same(before: &Scenario, after: &Scenario) -> bool {
    to_the_model(before) == to_the_model(after)
}

/// Loadings of a named correlation, by the addresses of its members.
type Loadings = (String, Vec<(String, f64)>);

/// Whether only a stress reads it.
fn of_a_stress(number: &Number) -> bool {
    number.address.starts_with("stress.")
}

/// Without words, places, what only other studies read, and the order in which assumptions stand.
fn to_the_model(scenario: &Scenario) -> (Scenario, Vec<Assumption>, Vec<Loadings>) {
    let mut bare = scenario.clone();
    let name = |index: usize| scenario.assumptions[index].address.clone();
    let loadings = bare.correlations.drain(..).map(|known| {
        let members = known.members.into_iter().map(|(index, loading)| (name(index), loading));
        (known.name, members.collect())
    });
    let loadings = loadings.collect();
    // Parts of a region are taken one after another, and what it reads follows with the last of them.
    bare.regions.iter_mut().for_each(|region| region.slots.clear());
    let mut drawn = std::mem::take(&mut bare.assumptions);
    let read = |slot: &Slot| !of_a_stress(&scenario.numbers.0[slot.0 as usize]);
    drawn.iter_mut().for_each(|assumption| assumption.slots.retain(read));
    drawn.retain(|assumption| !assumption.slots.is_empty());
    drawn.sort_by(|one, other| one.address.cmp(&other.address).then_with(|| one.slots.cmp(&other.slots)));
    bare.title.clear();
    bare.notes.clear();
    bare.metrics.clear();
    bare.stresses.clear();
    bare.targets.clear();
    for number in &mut bare.numbers.0 {
        number.given = Given::Neutral;
        number.value = if of_a_stress(number) { 0.0 } else { number.value };
    }
    (bare, drawn, loadings)
}
