//! Closed quarters: what was booked in them, and what can no longer be planned for them.

use super::{Reader, Scope};
use crate::diagnostic::{Diagnostic, nearest};
use crate::scenario::keys::{EVENT, HIRES, MOVE, REDUCTION, REGION, TEAM};
use crate::scenario::number::Kind;
use crate::scenario::tree::{Entry, Table};
use crate::scenario::written;
use crate::unit::Week;
use crate::unit::money::whole;
use crate::unit::time::WEEKS_PER_QUARTER;

impl Reader<'_> {
    /// Bookings of the closed quarters in base cents, by quarter and region; the start moves behind them.
    pub(super) fn actuals(&mut self, top: &Scope<'_>) -> Vec<Vec<i64>> {
        let table = top.entry("actuals").and_then(|(entry, _)| entry.node.table());
        let Some(table) = table.filter(|_| self.dated) else { return Vec::new() };
        let mut quarters: Vec<(u32, &Entry)> =
            table.entries.iter().filter_map(|entry| Some((self.closed_quarter(entry)?, entry))).collect();
        quarters.sort_by_key(|(quarter, _)| *quarter);
        let mut actuals = Vec::new();
        for (index, (quarter, entry)) in (0..).zip(&quarters) {
            if *quarter != index {
                let message = format!("`actuals` states {}, but not {}", entry.key, self.label(index));
                let complaint = Diagnostic::error("gap-in-actuals", message).at(&entry.key_place, "");
                self.complain(complaint.help(format!(
                    "closed quarters are the first of the horizon: write [actuals.{}] as well",
                    self.label(index)
                )));
                break;
            }
            actuals.push(self.closed(top, entry));
        }
        if let Some((_, entry)) = quarters.last().filter(|_| actuals.len() as u32 >= self.calendar.quarters) {
            let message = "every quarter of the horizon is closed, so that nothing is left to play";
            let complaint = Diagnostic::error("nothing-left", message).at(&entry.key_place, "");
            self.complain(complaint.help("leave the last quarter open, or plan more `quarters`"));
        }
        self.first = Week(actuals.len() as i32 * WEEKS_PER_QUARTER);
        self.nothing_planned_before(top);
        actuals
    }

    fn label(&self, quarter: u32) -> String {
        self.calendar.quarter_label(quarter)
    }

    /// Index of the quarter that an entry of `actuals` names.
    fn closed_quarter(&mut self, entry: &Entry) -> Option<u32> {
        let index = self.calendar.quarter_named(&entry.key);
        let found = index.and_then(|index| u32::try_from(index).ok());
        let found = found.filter(|quarter| *quarter < self.calendar.quarters);
        if found.is_none() {
            let what = if index.is_some() { "a quarter of the horizon" } else { "a quarter" };
            let message = format!("`actuals.{}` does not name {what}", entry.key);
            let help = format!("closed quarters begin with the first: [actuals.{}]", self.label(0));
            self.complain(Diagnostic::error("no-quarter", message).at(&entry.key_place, "").help(help));
        }
        found
    }

    /// What every region booked in a closed quarter.
    fn closed(&mut self, top: &Scope<'_>, quarter: &Entry) -> Vec<i64> {
        let empty = Table::default();
        let stated = quarter.node.table().unwrap_or(&empty);
        let regions = top.named("regions", &REGION);
        for entry in &stated.entries {
            if !regions.iter().any(|(name, _)| *name == entry.key) {
                let help = nearest::did_you_mean(&entry.key, regions.iter().map(|(name, _)| *name))
                    .unwrap_or_else(|| "name a region of this scenario".to_owned());
                let message = format!("there is no region `{}`", entry.key);
                self.complain(
                    Diagnostic::error("unknown-region", message).at(&entry.key_place, "").help(help),
                );
            }
        }
        regions.iter().map(|(name, _)| self.booked(top, quarter, stated, name)).collect()
    }

    fn booked(&mut self, top: &Scope<'_>, quarter: &Entry, stated: &Table, region: &str) -> i64 {
        let Some(entry) = stated.get(region) else {
            let message = format!("`actuals.{}` does not say what `{region}` booked", quarter.key);
            let complaint = Diagnostic::error("missing-key", message).at(&quarter.key_place, "");
            self.complain(complaint.help(format!("write {region} = .. in base currency, 0 for nothing")));
            return 0;
        };
        // The check has complained of what is no amount.
        let measure = top.keys.key("actuals").measure();
        let value = measure.and_then(|measure| written::exact(&entry.key, &entry.node, measure, 1.0).ok());
        let value = value.unwrap_or(0.0);
        self.register.fixed(entry.node.written_at.clone(), Kind::Money, Some(&entry.node), value);
        whole(value * 100.0)
    }

    /// Complains of hires and chances that lie in closed quarters: by now they are known.
    fn nothing_planned_before(&mut self, top: &Scope<'_>) {
        if self.first == Week(0) {
            return;
        }
        for (_, region) in top.named("regions", &REGION) {
            let team = region.entry("team").and_then(|(entry, _)| entry.node.table());
            for role in team.map_or(&[][..], |team| &team.entries) {
                let Some(team) = region.below(role, &TEAM) else { continue };
                for (name, hire) in team.named("hires", &HIRES) {
                    let message = format!("hiring line `{name}` starts in a closed quarter");
                    let help =
                        "who has started since is in `headcount`: remove the line, or date what is still due";
                    self.not_before_the_start(&hire, message, help);
                }
                for (name, reduction) in team.named("reductions", &REDUCTION) {
                    let message = format!("reduction `{name}` lies in a closed quarter");
                    let help = "remove it, and let those who still work on leave: seats.<alias> = { .., leaves = .. }";
                    self.not_before_the_start(&reduction, message, help);
                }
            }
        }
        for (name, line) in top.named("moves", &MOVE) {
            let message = format!("move `{name}` lies in a closed quarter");
            let help = "remove it: who has moved is in the headcounts of the regions";
            self.not_before_the_start(&line, message, help);
        }
        for (name, event) in top.named("events", &EVENT) {
            if event.entry("chance").is_some() {
                let message = format!("event `{name}` may have happened in a closed quarter");
                let help = "by now it is known: remove the `chance` if it happened, the event if it did not";
                self.not_before_the_start(&event, message, help);
            }
        }
    }

    fn not_before_the_start(&mut self, scope: &Scope<'_>, message: String, help: &str) {
        let Some((entry, _)) = scope.entry("on") else { return };
        if self.week("on", &entry.node).is_some_and(|week| week < self.first) {
            self.complain(
                Diagnostic::error("in-a-closed-quarter", message).at(&entry.node.place, "").help(help),
            );
        }
    }
}
