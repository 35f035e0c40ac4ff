//! What differs between two scenarios after inheritance: every address with what stands there in both.

mod leaf;

use super::address;
use super::keys::{Keys, Reads, SCENARIO};
use super::load::load_in_full;
use super::overrides::Override;
use super::source::Sources;
use super::tree::{Entry, Table};
use crate::diagnostic::Diagnostics;

/// Layers that regions have taken in already: what they hold is compared region by region.
const LAYERS: [&str; 2] = ["every-region", "offers"];

/// What stands at an address of one scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// As a scenario writes it, in the unit of the address.
    pub value: String,
    /// Address at which it was written.
    pub written_at: String,
    /// `plan.toml:12`: file and line where it was written; `archetype mid-market:5` where none of the files says it.
    pub place: String,
}

/// One address at which two scenarios differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Address after inheritance; where several regions inherit the same, the one that they share.
    pub address: String,
    /// What the address belongs to: a region, or a table of the scenario such as `events`; empty: the scenario itself.
    pub group: String,
    /// Regions that inherit it, where they are several.
    pub regions: Vec<String>,
    /// `None`: nothing stands there.
    pub before: Option<Side>,
    pub after: Option<Side>,
    /// What holds where nothing is written, if anything does.
    pub neutral: Option<String>,
    /// Whether a whole table is there or not: a region, an event, a seat.
    pub is_table: bool,
}

/// One of the scenarios compared.
#[derive(Clone, Debug)]
pub struct Written {
    full: Table,
    /// Texts that its values were written in, and complaints.
    pub diagnostics: Diagnostics,
    /// Whether it can be played.
    pub is_sound: bool,
}

/// Reads a scenario to be compared.
pub fn read(name: &str, overrides: &[Override], sources: &dyn Sources) -> Written {
    let (loaded, full) = load_in_full(name, overrides, sources);
    Written { full, is_sound: loaded.scenario.is_some(), diagnostics: loaded.diagnostics }
}

/// Every difference of two scenarios, in the order of the first.
pub fn between(before: &Written, after: &Written) -> Vec<Difference> {
    let mut comparison = Comparison { texts: [&before.diagnostics, &after.diagnostics], found: Vec::new() };
    let without_layers = |table: &Table| {
        let mut table = table.clone();
        if table.table("regions").is_some_and(|regions| !regions.entries.is_empty()) {
            LAYERS.iter().for_each(|layer| drop(table.remove(layer)));
        }
        table
    };
    comparison.tables(&without_layers(&before.full), &without_layers(&after.full), &SCENARIO, &[]);
    shared(comparison.found)
}

struct Comparison<'a> {
    texts: [&'a Diagnostics; 2],
    found: Vec<Difference>,
}

impl Comparison<'_> {
    /// Compares what stands at the keys of two tables.
    fn tables(&mut self, before: &Table, after: &Table, keys: &'static Keys, path: &[String]) {
        let empty = Table::default();
        for key in keys.keys {
            let stands = |table: &Table| {
                let unit = |entry: &Entry| keys.find(&entry.key).filter(|(found, _)| found.name == key.name);
                table.entries.iter().find_map(|entry| Some((entry.clone(), unit(entry)?.1)))
            };
            let (one, other) = (stands(before), stands(after));
            let table = |entry: &Option<(Entry, f64)>| {
                entry.as_ref().and_then(|(entry, _)| entry.node.table()).unwrap_or(&empty).clone()
            };
            let path = [path, &[key.name.to_owned()]].concat();
            match key.reads {
                Reads::Table(inner) => self.tables(&table(&one), &table(&other), inner, &path),
                Reads::Tables(inner) => self.named(&table(&one), &table(&other), inner, &path),
                _ if leaf::holds_names(key) => self.names(&table(&one), &table(&other), &path),
                _ => {
                    let neutral = key.measure().and_then(|m| m.neutral).map(super::written::shown);
                    let sides = [one, other]
                        .map(|side| side.map(|(entry, unit)| (leaf::shown(&entry.node, unit), entry)));
                    self.leaf(path, sides, neutral);
                }
            }
        }
    }

    /// Compares tables under names: one that only one side has is told as a whole.
    fn named(&mut self, before: &Table, after: &Table, keys: &'static Keys, path: &[String]) {
        for name in names(before, after) {
            let path = [path, std::slice::from_ref(&name)].concat();
            match (before.get(&name), after.get(&name)) {
                (Some(one), Some(other)) => {
                    let empty = Table::default();
                    let table = |entry: &Entry| entry.node.table().unwrap_or(&empty).clone();
                    self.tables(&table(one), &table(other), keys, &path);
                }
                (one, other) => {
                    let side = |entry: Option<&Entry>| entry.map(|entry| (leaf::held(entry), entry.clone()));
                    self.push(path, [side(one), side(other)], None, true);
                }
            }
        }
    }

    /// Compares numbers under names.
    fn names(&mut self, before: &Table, after: &Table, path: &[String]) {
        for name in names(before, after) {
            let path = [path, std::slice::from_ref(&name)].concat();
            let side =
                |table: &Table| table.get(&name).map(|entry| (leaf::shown(&entry.node, 1.0), entry.clone()));
            self.leaf(path, [side(before), side(after)], None);
        }
    }

    fn leaf(&mut self, path: Vec<String>, sides: [Option<(String, Entry)>; 2], neutral: Option<String>) {
        let value = |side: &Option<(String, Entry)>| side.as_ref().map(|(value, _)| value.clone());
        if value(&sides[0]) != value(&sides[1]) {
            self.push(path, sides, neutral, false);
        }
    }

    fn push(
        &mut self,
        path: Vec<String>,
        sides: [Option<(String, Entry)>; 2],
        neutral: Option<String>,
        is_table: bool,
    ) {
        let mut texts = self.texts.iter();
        let [before, after] = sides.map(|side| {
            let texts = texts.next()?;
            let (value, entry) = side?;
            let place = texts.line_of(&entry.node.place).unwrap_or_default();
            Some(Side { value, written_at: entry.node.written_at, place })
        });
        let group = match path.as_slice() {
            [regions, region, ..] if regions == "regions" => region.clone(),
            [_] => String::new(),
            [table, ..] => table.clone(),
            [] => String::new(),
        };
        let address = address::of(&path);
        self.found.push(Difference { address, group, regions: Vec::new(), before, after, neutral, is_table });
    }
}

/// Names of both tables, those of the first first.
fn names(before: &Table, after: &Table) -> Vec<String> {
    let only_after = after.keys().filter(|name| before.get(name).is_none());
    before.keys().chain(only_after).map(str::to_owned).collect()
}

/// Differences that several regions inherit from one place, told once.
fn shared(found: Vec<Difference>) -> Vec<Difference> {
    let mut joined: Vec<Difference> = Vec::new();
    for difference in found {
        let is_same = |known: &&mut Difference| inherits(known) && same(known, &difference);
        match joined.iter_mut().find(is_same).filter(|_| inherits(&difference)) {
            Some(known) => known.regions.push(difference.group),
            None => {
                let regions = if inherits(&difference) { vec![difference.group.clone()] } else { Vec::new() };
                joined.push(Difference { regions, ..difference });
            }
        }
    }
    for difference in &mut joined {
        if difference.regions.len() > 1 {
            let side = difference.before.as_ref().or(difference.after.as_ref());
            difference.address = side.map_or_else(String::new, |side| side.written_at.clone());
            difference.group = "every region".to_owned();
        } else {
            difference.regions.clear();
        }
    }
    joined
}

/// Whether a region takes what differs from elsewhere, on both sides.
fn inherits(difference: &Difference) -> bool {
    let elsewhere = |side: &Side| !side.written_at.starts_with("regions.");
    let sides = [&difference.before, &difference.after];
    difference.address.starts_with("regions.") && sides.into_iter().flatten().all(elsewhere)
}

/// Whether two regions differ in the same.
fn same(one: &Difference, other: &Difference) -> bool {
    let key = |difference: &Difference| difference.address.splitn(3, '.').nth(2).map(str::to_owned);
    one.before == other.before && one.after == other.after && key(one) == key(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Memory;

    const PLAN: &str = "currency = 'EUR'\nstart = 2027-01-01\nquarters = 4\ntarget = 1_000\n
        [offers.a]\ndeal-size = 100\nwin-rate = 0.2\ncycle-weeks = 9\n
        [every-region]\ndemand = 1.0\n
        [regions.dach]\ninbound-leads-per-week = 5\n[regions.uk]\ninbound-leads-per-week = 3\n";

    fn differences(variant: &str) -> Vec<Difference> {
        let sources = Memory::of([("a.toml", PLAN), ("b.toml", variant)]);
        let [a, b] = ["a.toml", "b.toml"].map(|name| read(name, &[], &sources));
        assert!(a.is_sound && b.is_sound, "{}", b.diagnostics.render(false));
        between(&a, &b)
    }

    /// Address and both values of each difference.
    fn told(variant: &str) -> Vec<String> {
        let value = |side: &Option<Side>| side.as_ref().map_or("-".to_owned(), |side| side.value.clone());
        let told = differences(variant);
        told.iter().map(|d| format!("{}: {} -> {}", d.address, value(&d.before), value(&d.after))).collect()
    }

    #[test]
    fn the_same_written_in_another_unit_is_no_difference() {
        assert_eq!(told("extends = 'a.toml'\n[offers.a]\ncycle-days = 63\n"), Vec::<String>::new());
    }

    #[test]
    fn a_number_that_regions_share_is_told_once() {
        let found = differences("extends = 'a.toml'\n[every-region]\ndemand = 0.8\n");
        assert_eq!((found.len(), found[0].address.as_str()), (1, "every-region.demand"));
        assert_eq!(found[0].regions, ["dach", "uk"]);
        assert_eq!(found[0].after.as_ref().map(|side| side.place.as_str()), Some("b.toml:3"));
    }

    #[test]
    fn regions_and_events_that_come_and_go_are_told_as_a_whole() {
        let variant = "extends = 'a.toml'\nwithout = ['regions.uk']\ntarget = 2_000\n
            [events.storm]\non = '2027-Q2'\ntimes = { 'every-region.demand' = 0.5 }\n";
        let lines = told(variant);
        assert_eq!(lines, ["target: 1000 -> 2000", "regions.uk: 2 keys -> -", "events.storm: - -> 2 keys"]);
    }
}
