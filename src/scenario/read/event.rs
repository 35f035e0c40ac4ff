//! Events: when, how long, and which numbers they move.

use super::{Reader, Scope};
use crate::diagnostic::{Diagnostic, nearest};
use crate::scenario::address;
use crate::scenario::keys::Measure;
use crate::scenario::number::{Kind, Slot};
use crate::scenario::tree::Entry;
use crate::scenario::{Change, Effect, Event, When};
use crate::unit::Week;

/// Most names tried for a cure: beyond it the search would take longer than the reader waits.
const MOST_NAMES_TRIED: usize = 20_000;

/// A number that an event moves, and the factor from what is written in the event to the number's unit.
type Target = (Slot, f64);

impl Reader<'_> {
    pub(super) fn event(&mut self, name: &str, scope: &Scope<'_>) -> Event {
        let when = self.when(scope);
        let weeks = self.optional_spread(scope, "weeks");
        let mut effects = Vec::new();
        for change in ["set", "times", "add"] {
            let Some((entry, _)) = scope.entry(change) else { continue };
            let Some(table) = entry.node.table() else { continue };
            let address = scope.address_of(change);
            let below =
                Scope { table, keys: scope.keys, address, currency: 0, place: entry.key_place.clone() };
            for entry in &table.entries {
                effects.extend(self.effects(&below, entry, change));
            }
        }
        if effects.is_empty() {
            let complaint = Diagnostic::warning("idle-event", format!("the event `{name}` changes nothing"))
                .at(&scope.place, "");
            self.complain(
                complaint.help("write times = { \"every-region.demand\" = 0.8 }, or `set` or `add`"),
            );
        }
        Event { name: name.to_owned(), when, weeks, effects }
    }

    fn when(&mut self, scope: &Scope<'_>) -> When {
        self.stated_twice(scope, "chance", "per-year");
        let on = scope.entry("on").map(|(entry, _)| (entry, self.week("on", &entry.node).unwrap_or(Week(0))));
        let (chance, per_year) = (self.optional(scope, "chance"), self.optional(scope, "per-year"));
        match (on, chance, per_year) {
            (Some((_, week)), Some(chance), _) => When::ChanceOn(chance, week),
            (Some((entry, week)), None, Some(rate)) => {
                let message = format!("`{}` has a date and a rate per year", scope.address);
                let complaint = Diagnostic::error("stated-twice", message).at(&entry.key_place, "");
                self.complain(complaint.help("keep `on` with a `chance`, or `per-year` alone"));
                let _ = rate;
                When::On(week)
            }
            (Some((_, week)), None, None) => When::On(week),
            (None, Some(chance), _) => When::Chance(chance),
            (None, None, Some(rate)) => When::PerYear(rate),
            (None, None, None) => {
                let message = format!("`{}` does not say when it happens", scope.address);
                let complaint = Diagnostic::error("missing-key", message).at(&scope.place, "");
                self.complain(complaint.help("write on = \"2027-Q3\", chance = 0.2 or per-year = 0.1"));
                When::On(Week(0))
            }
        }
    }

    /// The effects of one line of a change: one for each factor from what is written to the numbers moved.
    fn effects(&mut self, scope: &Scope<'_>, entry: &Entry, change: &str) -> Vec<Effect> {
        let targets = self.targets(&entry.key, change == "times");
        if targets.is_empty() {
            let complaint = self.unknown_target(entry, change);
            self.complain(complaint);
            return Vec::new();
        }
        let mut groups: Vec<(f64, Vec<Slot>)> = Vec::new();
        for (slot, factor) in targets {
            let factor = if change == "times" { 1.0 } else { factor };
            match groups.iter_mut().find(|(known, _)| known.to_bits() == factor.to_bits()) {
                Some((_, slots)) => slots.push(slot),
                None => groups.push((factor, vec![slot])),
            }
        }
        groups.into_iter().map(|(factor, slots)| self.effect(scope, entry, change, factor, slots)).collect()
    }

    fn effect(
        &mut self,
        scope: &Scope<'_>,
        entry: &Entry,
        change: &str,
        factor: f64,
        slots: Vec<Slot>,
    ) -> Effect {
        let measure = self.measure(change, slots[0]);
        let slot = self.named_number(scope, entry, &measure);
        let number = &mut self.register.numbers.0[slot.0 as usize];
        (number.factor, number.value) = (number.factor * factor, number.value * factor);
        let change = match change {
            "set" => Change::Set(slot),
            "times" => Change::Times(slot),
            _ => Change::Add(slot),
        };
        Effect { slots, change }
    }

    /// How the number of a change is measured.
    fn measure(&self, change: &str, target: Slot) -> Measure {
        let target = &self.register.numbers.0[target.0 as usize];
        match change {
            "times" => Measure::factor(),
            "add" => Measure::difference(),
            _ => Measure::like_number(&target.address, target.kind),
        }
    }

    /// The movable numbers at an address, or at what regions inherit from it.
    fn targets(&self, written: &str, whole_distributions: bool) -> Vec<Target> {
        let Ok(path) = address::parse(written) else { return Vec::new() };
        let regions = self.homes.keys().map(|region| ["regions".to_owned(), region.clone()]);
        let paths: Vec<Vec<String>> = match path.first().map(String::as_str) {
            Some("every-region") => regions.map(|region| [&region[..], &path[1..]].concat()).collect(),
            Some("offers") => regions.map(|region| [&region[..], &path[..]].concat()).collect(),
            _ => vec![path.clone()],
        };
        let in_base = path.first().is_some_and(|first| first != "regions");
        let mut targets: Vec<Target> =
            paths.iter().flat_map(|path| self.targets_at(path, in_base, whole_distributions)).collect();
        targets.sort_by_key(|(slot, _)| *slot);
        targets
    }

    fn targets_at(&self, path: &[String], in_base: bool, whole_distributions: bool) -> Vec<Target> {
        let found = match self.register.find(path) {
            Some(found) => vec![(found.slot, found.unit)],
            None if whole_distributions => {
                self.register.find_scale(path).iter().map(|slot| (*slot, 1.0)).collect()
            }
            None => Vec::new(),
        };
        let number = |slot: Slot| &self.register.numbers.0[slot.0 as usize];
        let movable = found.into_iter().filter(|(slot, _)| number(*slot).movable);
        movable.map(|(slot, unit)| (slot, unit * self.from_base(path, number(slot).kind, in_base))).collect()
    }

    /// Factor from base currency to that of the region at `path`, for money that was not written in the region's own.
    fn from_base(&self, path: &[String], kind: Kind, in_base: bool) -> f64 {
        let currency = path
            .get(1)
            .and_then(|region| self.homes.get(region))
            .and_then(|index| self.currencies.get(*index));
        match currency {
            Some(currency) if in_base && kind == Kind::Money => {
                1.0 / self.register.numbers.value(currency.rate)
            }
            _ => 1.0,
        }
    }

    fn unknown_target(&self, entry: &Entry, change: &str) -> Diagnostic {
        let path = address::parse(&entry.key).unwrap_or_default();
        let parameters = self.register.find_scale(&path);
        let address = |slot: &Slot| self.register.numbers.0[slot.0 as usize].address.as_str();
        if change != "times" && !parameters.is_empty() {
            let names: Vec<&str> = parameters.iter().map(address).collect();
            return Diagnostic::error(
                "unknown-address",
                format!("`{}` is a distribution, not one number", entry.key),
            )
            .at(&entry.key_place, "")
            .help(format!("name {}, or use `times`", nearest::either(&names)));
        }
        if let Some(found) = self.register.find(&path) {
            let fixed = address(&found.slot);
            return Diagnostic::error("not-movable", format!("an event cannot move `{fixed}`: the plan hangs on it"))
                .at(&entry.key_place, "")
                .help("people come and go by hires and leaving; move `demand`, `attrition-per-year` or another rate");
        }
        let help = nearest::did_you_mean(&entry.key, self.addresses().iter().map(String::as_str))
            .unwrap_or_else(|| "name a number by its address, such as \"every-region.demand\"".to_owned());
        Diagnostic::error("unknown-address", format!("there is no number `{}`", entry.key))
            .at(&entry.key_place, "")
            .help(help)
    }

    /// Addresses that an event may name.
    fn addresses(&self) -> Vec<String> {
        let mut addresses: Vec<String> = Vec::new();
        for number in self.register.numbers.0.iter().filter(|number| number.movable).take(MOST_NAMES_TRIED) {
            let path = address::parse(&number.address).unwrap_or_default();
            if let [regions, _, rest @ ..] = path.as_slice()
                && regions == "regions"
            {
                addresses.push(format!("every-region.{}", address::of(rest)));
                if rest.first().is_some_and(|first| first == "offers") {
                    addresses.push(address::of(rest));
                }
            }
            addresses.push(number.address.clone());
        }
        addresses.sort();
        addresses.dedup();
        addresses
    }
}
