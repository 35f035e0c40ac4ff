//! From the tree in full to the scenario that the model may trust.
//!
//! Reading never stops at a mistake: it complains, puts a stand-in where the value belongs, and goes on, so that every
//! complaint is made at once. A scenario with an error is not handed out.

mod actuals;
mod career;
mod correlation;
mod currency;
mod customers;
mod entry;
mod event;
mod hiring;
mod known;
mod last_year;
mod management;
mod marketplace;
mod negotiation;
mod note;
mod number;
mod offer;
mod partner;
mod promise;
mod quarter_end;
mod reach;
mod region;
mod register;
mod season;
mod staffing;
mod target;
mod team;
mod territories;
mod top;
mod venture;
mod work;
mod years;

use std::collections::{BTreeMap, BTreeSet};

use super::keys::{Key, Keys, SCENARIO};
use super::tree::{Entry, Table, Value};
use super::{Currency, Numbers, Scenario};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, SourceId, nearest};
use crate::unit::{Calendar, Week};
use register::Register;

/// Reads the tree in full (after inheritance); complaints say what could not be read.
pub fn scenario(
    tree: &Table,
    written: &Table,
    title: &str,
    layers: &Layers,
    diagnostics: &mut Diagnostics,
) -> Scenario {
    let top = Scope::of(tree, &SCENARIO, "", &layers.top);
    let calendar = top::calendar(&top, diagnostics);
    let dated = calendar.is_some();
    let calendar = calendar.unwrap_or(top::STAND_IN);
    let register = Register::new(layers.archetypes.clone(), layers.countries.clone(), &layers.beside);
    let mut reader = Reader {
        register,
        diagnostics,
        calendar,
        dated,
        currencies: Vec::new(),
        knows_base: false,
        archetype_currency: layers.archetype_currency.clone(),
        archetype_rate: 1.0,
        homes: BTreeMap::new(),
        regions: Vec::new(),
        areas: Vec::new(),
        research: Vec::new(),
        orphans: BTreeSet::new(),
        modes: BTreeMap::new(),
        reads_orphan: false,
        first: Week(0),
    };
    reader.scenario(&top, written, title)
}

/// Which sources are layers, and where the scenario itself begins.
#[derive(Clone, Debug)]
pub struct Layers {
    /// Start of the user's file.
    pub top: Place,
    /// Sources laid under the scenario, with the name of their archetype.
    pub archetypes: BTreeMap<SourceId, String>,
    /// The source of what countries fill in, and the name of each region's country.
    pub countries: (SourceId, BTreeMap<String, String>),
    /// Numbers whose slots those at the same addresses take.
    pub beside: Numbers,
    /// Currency in which the archetype's money is.
    pub archetype_currency: Option<String>,
}

/// A table being read, with where it stands.
struct Scope<'a> {
    table: &'a Table,
    keys: &'static Keys,
    address: String,
    /// Index of the currency in which its money is used.
    currency: usize,
    /// Address at which the table is written, for complaints.
    written_at: String,
    /// Where the table is opened, for what is missing in it.
    place: Place,
}

impl<'a> Scope<'a> {
    /// A table that is opened at no key of its own.
    fn of(table: &'a Table, keys: &'static Keys, address: &str, place: &Place) -> Scope<'a> {
        let (address, written_at) = (address.to_owned(), address.to_owned());
        Scope { table, keys, address, currency: 0, written_at, place: place.clone() }
    }

    /// The entry of the key `name`, however its unit is written, with the factor to the model's unit.
    fn entry(&self, name: &str) -> Option<(&'a Entry, f64)> {
        self.spelled(self.keys.key(name))
    }

    fn spelled(&self, key: &'static Key) -> Option<(&'a Entry, f64)> {
        self.table.entries.iter().find_map(|entry| {
            let (found, unit) = self.keys.find(&entry.key)?;
            std::ptr::eq(found, key).then_some((entry, unit))
        })
    }

    fn text(&self, name: &str) -> Option<&'a str> {
        self.entry(name)?.0.node.text()
    }

    fn flag(&self, name: &str) -> Option<bool> {
        match self.entry(name)?.0.node.value {
            Value::Flag(flag) => Some(flag),
            _ => None,
        }
    }

    fn address_of(&self, key: &str) -> String {
        super::address::joined(&self.address, key)
    }

    /// The table at `entry`, which holds `keys`.
    fn below(&self, entry: &'a Entry, keys: &'static Keys) -> Option<Scope<'a>> {
        self.opened(entry, keys, self.address_of(&entry.key))
    }

    fn opened(&self, entry: &'a Entry, keys: &'static Keys, address: String) -> Option<Scope<'a>> {
        Some(Scope {
            table: entry.node.table()?,
            keys,
            address,
            currency: self.currency,
            written_at: entry.node.written_at.clone(),
            place: entry.key_place.clone(),
        })
    }

    /// The tables under the names of `key`.
    fn named(&self, key: &str, keys: &'static Keys) -> Vec<(&'a str, Scope<'a>)> {
        let Some((entry, _)) = self.entry(key) else { return Vec::new() };
        let Some(names) = entry.node.table() else { return Vec::new() };
        let parent = self.address_of(&entry.key);
        let scope = |entry: &'a Entry| {
            let address = super::address::joined(&parent, &entry.key);
            Some((entry.key.as_str(), self.opened(entry, keys, address)?))
        };
        names.entries.iter().filter_map(scope).collect()
    }

    /// Whether an unknown key, of which the check has complained, may stand for `name`.
    fn is_misspelt(&self, name: &str) -> bool {
        let unknown = self.table.keys().filter(|key| self.keys.find(key).is_none());
        !nearest::nearest(name, unknown, 1).is_empty()
    }

    /// Whether something stands at `name` or is meant to: what is wrong with it has been told.
    fn is_told(&self, name: &str) -> bool {
        self.is_misspelt(name) || self.entry(name).is_some_and(|(entry, _)| entry.node.list().is_some())
    }

    /// The complaint that `name` is missing, with what to write; none where a misspelt key stands for it.
    fn missing(&self, name: &str, example: &str) -> Option<Diagnostic> {
        // A list of tables holds what belongs here or below: the check has complained of it.
        let is_list = |entry: &Entry| {
            entry.node.list().is_some_and(|items| items.iter().any(|item| item.table().is_some()))
        };
        if self.is_misspelt(name) || self.table.entries.iter().any(is_list) {
            return None;
        }
        let message = match self.written_at.as_str() {
            "" => format!("the scenario has no `{name}`"),
            address => format!("`{address}` has no `{name}`"),
        };
        let help = format!("write {example} ({})", self.keys.key(name).meaning);
        Some(Diagnostic::error("missing-key", message).at(&self.place, "").help(help))
    }
}

/// The modes of a region by name.
#[derive(Debug, Default)]
struct Modes {
    all: Vec<String>,
    /// Those that are played, in their order.
    played: Vec<String>,
}

/// What reading has gathered so far.
struct Reader<'a> {
    register: Register,
    diagnostics: &'a mut Diagnostics,
    calendar: Calendar,
    /// Whether the calendar is the scenario's, not a stand-in.
    dated: bool,
    currencies: Vec<Currency>,
    /// Whether the base currency is one: else rates against it are not what is missing.
    knows_base: bool,
    /// Currency in which the archetype's money is, and the base currency for one unit of it.
    archetype_currency: Option<String>,
    archetype_rate: f64,
    /// Currency of each region, by name.
    homes: BTreeMap<String, usize>,
    /// Names of all regions and areas, by index.
    regions: Vec<String>,
    areas: Vec<String>,
    /// Names of all research, by index.
    research: Vec<String>,
    /// Regions that are like one that does not exist: what they lack is not their mistake.
    orphans: BTreeSet<String>,
    /// Modes of regions that have any, by name: all, and those that are played in their order.
    modes: BTreeMap<String, Modes>,
    /// Whether such a region is being read.
    reads_orphan: bool,
    /// First week that is not closed.
    first: Week,
}

impl Reader<'_> {
    fn complain(&mut self, complaint: impl Into<Option<Diagnostic>>) {
        let follows = |complaint: &Diagnostic| self.reads_orphan && complaint.code == "missing-key";
        if let Some(complaint) = complaint.into().filter(|complaint| !follows(complaint)) {
            self.diagnostics.push(complaint);
        }
    }

    /// Whether an address leads into a region that takes its numbers from one that does not exist, or into a mode of entry
    /// that is not played.
    fn is_of_an_orphan(&self, path: &[String]) -> bool {
        match path {
            [regions, region, modes, mode, ..] if regions == "regions" && modes == "modes" => {
                self.modes.get(region).is_some_and(|of_region| of_region.all.contains(mode))
            }
            [regions, region, ..] => regions == "regions" && self.orphans.contains(region),
            _ => false,
        }
    }
}
