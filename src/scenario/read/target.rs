//! What an event moves: the numbers at an address, or at what regions inherit from it.

use std::collections::BTreeMap;

use super::Reader;
use crate::diagnostic::{Diagnostic, nearest};
use crate::scenario::address;
use crate::scenario::number::{Kind, Slot};
use crate::scenario::tree::Entry;

/// Most numbers whose addresses are tried for a cure: beyond it the search would take longer than a reader waits.
const MOST_NAMES_TRIED: usize = 20_000;

/// A number that an event moves, and the factor from what is written in the event to the number's unit.
type Target = (Slot, f64);

impl Reader<'_> {
    /// The movable numbers at an address, or at what regions inherit from it.
    pub(super) fn targets(&self, written: &str, whole_distributions: bool) -> Vec<Target> {
        let Ok(path) = address::parse(written) else { return Vec::new() };
        let paths: Vec<Vec<String>> =
            paths(&path, &self.homes).into_iter().flat_map(|path| self.in_modes(path)).collect();
        let in_base = path.first().is_some_and(|first| first != "regions");
        let mut targets: Vec<Target> =
            paths.iter().flat_map(|path| self.targets_at(path, in_base, whole_distributions)).collect();
        targets.sort_by_key(|(slot, _)| *slot);
        targets
    }

    /// The paths at which a number of a region stands: what is said of the region holds in every mode that follows the first,
    /// and what is said of the first mode is said of the region.
    fn in_modes(&self, path: Vec<String>) -> Vec<Vec<String>> {
        let Some(played) = path.get(1).and_then(|region| self.modes.get(region)).map(|modes| &modes.played)
        else {
            return vec![path];
        };
        if path.get(2).is_some_and(|key| key == "modes") {
            let of_region = [&path[..2], path.get(4..).unwrap_or_default()].concat();
            let is_first = path.get(3) == played.first() && self.register.find(&path).is_none();
            return vec![if is_first { of_region } else { path }];
        }
        let later = played.iter().skip(1).map(|mode| {
            [&path[..2], &["modes".to_owned(), mode.clone()], path.get(2..).unwrap_or_default()].concat()
        });
        std::iter::once(path.clone()).chain(later).collect()
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
        movable
            .map(|(slot, unit)| (slot, unit * self.exchange_from_base(path, number(slot).kind, in_base)))
            .collect()
    }

    /// Factor from base currency to that of the region at `path`, for money that was not written in the region's own.
    fn exchange_from_base(&self, path: &[String], kind: Kind, in_base: bool) -> f64 {
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

    pub(super) fn unknown_target(&self, entry: &Entry, change: &str) -> Diagnostic {
        let address = |slot: Slot| self.register.numbers.0[slot.0 as usize].address.as_str();
        let parameters = self.targets(&entry.key, true);
        if let (false, Some((parameter, _))) = (change == "times", parameters.first()) {
            return Diagnostic::error(
                "unknown-address",
                format!("`{}` is a distribution, not one number", entry.key),
            )
            .at(&entry.key_place, "")
            .help(format!("name one of its numbers, such as `{}`, or use `times`", address(*parameter)));
        }
        let path = address::parse(&entry.key).unwrap_or_default();
        if let Some(fixed) = paths(&path, &self.homes).iter().find_map(|path| self.register.find(path)) {
            let message = format!("an event cannot move `{}`: the plan hangs on it", address(fixed.slot));
            let help = "people come and go by hires and leaving; move `demand`, `attrition-per-year` or another rate";
            return Diagnostic::error("not-movable", message).at(&entry.key_place, "").help(help);
        }
        let beyond = self.diagnostics.is_beyond_what_is_shown();
        let names = if beyond { Vec::new() } else { self.addresses() };
        let help = nearest::did_you_mean(&entry.key, names.iter().map(String::as_str))
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
            // What events and stresses write is not what they move.
            if path.first().is_some_and(|first| ["events", "initiatives", "stress"].contains(&first.as_str()))
            {
                continue;
            }
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

/// The paths that an address stands for: itself, or that of every region that inherits from it.
fn paths(path: &[String], homes: &BTreeMap<String, usize>) -> Vec<Vec<String>> {
    let regions = homes.keys().map(|region| ["regions".to_owned(), region.clone()]);
    match path.first().map(String::as_str) {
        Some("every-region") => regions.map(|region| [&region[..], &path[1..]].concat()).collect(),
        Some("offers") => regions.map(|region| [&region[..], path].concat()).collect(),
        _ => vec![path.to_vec()],
    }
}
