//! What differs between two scenarios that number their slots alike, in lines that a reader can check.

use super::group::written;
use crate::model::assumption::value_at;
use crate::scenario::{HiringLine, Opening, Region, Scenario, Slot};
use crate::unit::Calendar;
use crate::unit::time::quarter_of;

/// Standard normal 95 % point: ranges are told by their 5 % and 95 % points.
const Z95: f64 = 1.645;

/// One thing that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub address: String,
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

/// Everything that differs: structure first, then numbers.
pub fn lines(before: &Scenario, after: &Scenario) -> Vec<Line> {
    let mut lines = Vec::new();
    names(
        &mut lines,
        "regions",
        before.regions.iter().map(|r| &r.name),
        after.regions.iter().map(|r| &r.name),
    );
    names(&mut lines, "events", before.events.iter().map(|e| &e.name), after.events.iter().map(|e| &e.name));
    for region in &before.regions {
        if let Some(other) = after.regions.iter().find(|other| other.name == region.name) {
            structure(&mut lines, &before.calendar, region, other);
        }
    }
    numbers(&mut lines, before, after);
    lines
}

/// Names that are only on one side.
fn names<'a>(
    lines: &mut Vec<Line>,
    table: &str,
    before: impl Iterator<Item = &'a String>,
    after: impl Iterator<Item = &'a String>,
) {
    let (before, after): (Vec<&String>, Vec<&String>) = (before.collect(), after.collect());
    let address = |name: &str| crate::scenario::address::joined(table, name);
    let there = || Some(Value::Words("there".to_owned()));
    let gone = before.iter().filter(|name| !after.contains(name));
    lines.extend(gone.map(|name| Line { address: address(name), before: there(), after: None }));
    let new = after.iter().filter(|name| !before.contains(name));
    lines.extend(new.map(|name| Line { address: address(name), before: None, after: there() }));
}

/// What is no number: openings, hiring lines, backfill.
fn structure(lines: &mut Vec<Line>, calendar: &Calendar, before: &Region, after: &Region) {
    let at = crate::scenario::address::joined("regions", &before.name);
    let mut words = |address: String, before: Option<String>, after: Option<String>| {
        if before != after {
            lines.push(Line { address, before: before.map(Value::Words), after: after.map(Value::Words) });
        }
    };
    words(format!("{at}.opening"), Some(opening(before)), Some(opening(after)));
    for (team, other) in before.teams.iter().zip(&after.teams) {
        let at = format!("{at}.team.{}", team.role.key());
        let yes = |flag: bool| Some(if flag { "yes" } else { "no" }.to_owned());
        words(format!("{at}.backfill"), yes(team.backfill), yes(other.backfill));
        let mut known: Vec<&str> =
            team.hires.iter().chain(&other.hires).map(|hire| hire.name.as_str()).collect();
        known.sort_unstable();
        known.dedup();
        for name in known {
            let told = |hires: &[HiringLine]| {
                hires.iter().find(|hire| hire.name == name).map(|hire| hiring(calendar, hire))
            };
            words(format!("{at}.hires.{name}"), told(&team.hires), told(&other.hires));
        }
    }
}

fn opening(region: &Region) -> String {
    match region.opening {
        Opening::Steady => "steady",
        Opening::Empty => "empty",
    }
    .to_owned()
}

/// `3 from week 2 of 2027-Q2, slips`.
fn hiring(calendar: &Calendar, hire: &HiringLine) -> String {
    let quarter = calendar.quarter_label(quarter_of(hire.on));
    let week = hire.on.0.rem_euclid(crate::unit::time::WEEKS_PER_QUARTER) + 1;
    let slips = if hire.slips { ", slips" } else { "" };
    format!("{} from week {week} of {quarter}{slips}", hire.count)
}

/// Numbers that are written differently, or that are moved by other uncertainty. Those of a hiring line are told with it.
fn numbers(lines: &mut Vec<Line>, before: &Scenario, after: &Scenario) {
    for (at, (known, theirs)) in before.numbers.0.iter().zip(&after.numbers.0).enumerate() {
        let slot = Slot(at as u32);
        let (one, other) = (value(before, slot), value(after, slot));
        let same = one == other
            || matches!((&one, &other), (Value::Number(_), Value::Number(_)))
                && written(known) == written(theirs);
        if !same && !known.address.contains(".hires.") {
            lines.push(Line { address: known.address.clone(), before: Some(one), after: Some(other) });
        }
    }
}

fn value(scenario: &Scenario, slot: Slot) -> Value {
    let number = &scenario.numbers.0[slot.0 as usize];
    match scenario.assumptions.iter().find(|assumption| assumption.slots.contains(&slot)) {
        Some(drawn) => Value::Range(value_at(&drawn.shape, -Z95), value_at(&drawn.shape, Z95)),
        None => Value::Number(number.value / number.factor),
    }
}
