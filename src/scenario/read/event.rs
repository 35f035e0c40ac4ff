//! Events: when, how long, and which numbers they move; and stresses, which are events from week 0 on.

use super::{Reader, Scope};
use crate::diagnostic::Diagnostic;
use crate::scenario::address;
use crate::scenario::keys::Measure;
use crate::scenario::number::Slot;
use crate::scenario::tree::Entry;
use crate::scenario::{Change, Effect, Event, Stress, When};
use crate::unit::Week;

impl Reader<'_> {
    pub(super) fn event(&mut self, name: &str, scope: &Scope<'_>) -> Event {
        let when = self.when(scope);
        let weeks = self.optional_spread(scope, "weeks");
        Event { name: name.to_owned(), when, weeks, effects: self.all_effects(scope), adoption: None }
    }

    pub(super) fn stress(&mut self, name: &str, scope: &Scope<'_>) -> Stress {
        let title = scope.text("title").unwrap_or(name).to_owned();
        if ["set", "times", "add"].iter().all(|change| scope.entry(change).is_none()) {
            let message = format!("`{}` changes nothing", scope.written_at);
            let complaint = Diagnostic::error("missing-key", message).at(&scope.place, "");
            self.complain(complaint.help("write times = { \"every-region.demand\" = 0.8 }, set or add"));
        }
        Stress { name: name.to_owned(), title, effects: self.all_effects(scope) }
    }

    /// What a table sets, multiplies and adds to.
    pub(super) fn all_effects(&mut self, scope: &Scope<'_>) -> Vec<Effect> {
        let mut effects = Vec::new();
        for change in ["set", "times", "add"] {
            let Some((entry, _)) = scope.entry(change) else { continue };
            let Some(table) = entry.node.table() else { continue };
            let address = scope.address_of(change);
            let below = Scope::of(table, scope.keys, &address, &entry.key_place);
            for entry in &table.entries {
                effects.extend(self.effects(&below, entry, change));
            }
        }
        effects
    }

    fn when(&mut self, scope: &Scope<'_>) -> When {
        let on = scope.entry("on").map(|(entry, _)| (entry, self.week("on", &entry.node).unwrap_or(Week(0))));
        let (chance, per_year) = (self.optional(scope, "chance"), self.optional(scope, "per-year"));
        match (on, chance, per_year) {
            (Some((_, week)), Some(chance), _) => When::ChanceOn(chance, week),
            (Some((entry, week)), None, Some(_)) => {
                let message = format!("`{}` has a date and a rate per year", scope.written_at);
                let complaint = Diagnostic::error("stated-twice", message).at(&entry.key_place, "");
                self.complain(complaint.help("keep `on` with a `chance`, or `per-year` alone"));
                When::On(week)
            }
            (Some((_, week)), None, None) => When::On(week),
            (None, Some(chance), _) => When::Chance(chance),
            (None, None, Some(rate)) => When::PerYear(rate),
            (None, None, None) => {
                let message = format!("`{}` does not say when it happens", scope.written_at);
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
            if self.is_of_an_orphan(&address::parse(&entry.key).unwrap_or_default()) {
                return Vec::new();
            }
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
}
