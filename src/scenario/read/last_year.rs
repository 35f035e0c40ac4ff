//! Last year: what a region did, and the quota that follows from it.

use super::{Reader, Scope};
use crate::scenario::keys::LAST_YEAR;
use crate::scenario::number::{Given, Kind, Slot};
use crate::scenario::written::shown;
use crate::scenario::{LastYear, address};

impl Reader<'_> {
    /// What the region did last year, if it is stated.
    pub(super) fn last_year(&mut self, region: &Scope<'_>) -> Option<LastYear> {
        let (entry, _) = region.entry("last-year")?;
        let scope = region.below(entry, &LAST_YEAR)?;
        let bookings = self.exact(&scope, "bookings");
        let average_headcount = self.exact(&scope, "average-headcount");
        let own = scope.table.entries.iter().any(|entry| {
            let own = address::joined(&scope.address, &entry.key);
            entry.key == "bookings" && entry.node.written_at == own
        });
        let (deals_won, attainment) = (self.exact(&scope, "deals-won"), self.exact(&scope, "attainment"));
        Some(LastYear {
            bookings: bookings?,
            average_headcount: average_headcount?,
            deals_won,
            attainment,
            own,
        })
    }

    /// The quota of a team: as stated, else what last year's attainment tells, else the archetype's.
    pub(super) fn quota(&mut self, scope: &Scope<'_>, last_year: Option<&LastYear>) -> Option<Slot> {
        let written = self.optional(scope, "quota-per-year");
        let stated = written.is_some_and(|slot| self.register.numbers.0[slot.0 as usize].given.is_stated());
        let Some((quota, year)) = last_year.and_then(|year| Some((year.quota()?, year))).filter(|_| !stated)
        else {
            return written;
        };
        let address = scope.address_of("quota-per-year");
        let slot = written.unwrap_or_else(|| self.register.neutral(address, Kind::Money, quota));
        self.register.numbers.solve(slot, quota, from(year));
        Some(slot)
    }
}

/// `5_100_000 booked by 8.5 people at an attainment of 0.82`.
fn from(year: &LastYear) -> String {
    let attainment = year.attainment.map_or_else(String::new, shown);
    format!(
        "{} booked by {} people at an attainment of {attainment}",
        shown(year.bookings.round()),
        shown(year.average_headcount)
    )
}

impl Given {
    /// Whether the number was solved from last year.
    pub fn is_solved(&self) -> bool {
        matches!(self, Given::Solved(_))
    }
}
