//! Groups of assumptions that move together.

use std::collections::BTreeMap;

use super::{Reader, Scope};
use crate::diagnostic::{Diagnostic, nearest};
use crate::scenario::Correlation;
use crate::scenario::address;
use crate::scenario::keys::CORRELATION;
use crate::scenario::number::{Given, Slot};
use crate::scenario::overrides;
use crate::scenario::tree::Entry;

impl Reader<'_> {
    /// The correlations, their members in the order of the assumptions' addresses.
    pub(super) fn correlations(&mut self, top: &Scope<'_>) -> Vec<Correlation> {
        let mut taken: BTreeMap<usize, Entry> = BTreeMap::new();
        let scopes = top.named("correlations", &CORRELATION);
        scopes.into_iter().map(|(name, scope)| self.correlation(name, &scope, &mut taken)).collect()
    }

    fn correlation(
        &mut self,
        name: &str,
        scope: &Scope<'_>,
        taken: &mut BTreeMap<usize, Entry>,
    ) -> Correlation {
        let mut members = Vec::new();
        match scope.entry("members").and_then(|(entry, _)| entry.node.table()) {
            None if scope.entry("members").is_none() => {
                self.complain(scope.missing("members", "members = { \"regions.dach.accounts\" = 0.5 }"))
            }
            None => {}
            Some(table) => {
                for entry in &table.entries {
                    members.extend(self.member(entry, taken));
                }
            }
        }
        members.sort_by(|left, right| {
            let address = |member: &(usize, f64)| &self.register.assumptions[member.0].address;
            address(left).cmp(address(right))
        });
        Correlation { name: name.to_owned(), members }
    }

    fn member(&mut self, entry: &Entry, taken: &mut BTreeMap<usize, Entry>) -> Option<(usize, f64)> {
        let path = address::parse(&entry.key).unwrap_or_default();
        let Some(index) = self.register.find_assumption(&path) else {
            let number = self.register.find(&path).map(|found| found.slot);
            // Who sets an assumption to one number takes it out of its correlation.
            if number.is_some_and(|slot| self.is_set_from_outside(slot)) || self.is_of_an_orphan(&path) {
                return None;
            }
            let complaint = self.no_assumption(entry, number.is_some());
            self.complain(complaint);
            return None;
        };
        if let Some(earlier) = taken.insert(index, entry.clone()) {
            let message = format!("`{}` is a member of correlations twice", entry.key);
            let complaint = Diagnostic::error("stated-twice", message).at(&entry.key_place, "again here");
            self.complain(
                complaint
                    .at(&earlier.key_place, "here")
                    .help("an assumption follows one common factor: keep one"),
            );
        }
        Some((index, entry.node.number().unwrap_or(0.0)))
    }

    fn is_set_from_outside(&self, slot: Slot) -> bool {
        match &self.register.numbers.0[slot.0 as usize].given {
            Given::Written(place) | Given::Inherited { place, .. } => {
                overrides::is_override(place.source, self.diagnostics)
            }
            Given::Archetype(_) | Given::Country(_) | Given::Solved(_) | Given::Neutral => false,
        }
    }

    fn no_assumption(&self, entry: &Entry, is_number: bool) -> Diagnostic {
        let known = self.register.assumptions.iter().map(|assumption| assumption.address.as_str());
        let (message, help) = if is_number {
            let help = "write the number as a range such as \"10 to 20\", or take it out of the correlation"
                .to_owned();
            (format!("`{}` is known exactly, so nothing can move with it", entry.key), help)
        } else {
            let help = nearest::did_you_mean(&entry.key, known)
                .unwrap_or_else(|| "name the address of a number written as \"a to b\"".to_owned());
            (format!("there is no assumption `{}`", entry.key), help)
        };
        Diagnostic::error("unknown-address", message).at(&entry.key_place, "").help(help)
    }
}
