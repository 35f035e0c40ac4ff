//! Deals in key accounts: found by the manager who holds the account, or, fewer of them, by nobody.

use std::ops::Range;

use crate::distribution::poisson;
use crate::model::deal::Source;
use crate::random::{Key, Purpose};
use crate::scenario::Role;

use super::Demand;

/// The managers of a region's key accounts.
struct Managers {
    /// Number of their team.
    team: usize,
    /// Their seats, counted from the region's first.
    seats: Range<usize>,
    /// Accounts that one of them owns; infinite: their share of all.
    each: f64,
}

impl Managers {
    /// The seat that an account belongs to: so many accounts to a seat in turn; `None` for those beyond.
    fn seat(&self, account: u32) -> Option<usize> {
        let index = if self.each.is_finite() {
            (f64::from(account) / self.each).floor() as usize
        } else {
            account as usize % self.seats.len().max(1)
        };
        self.seats.clone().nth(index)
    }
}

impl Demand<'_> {
    /// Key accounts' deals of the week. Each account has its luck for itself, whoever holds it.
    pub(super) fn key_accounts(&mut self, factor: f64) {
        let Some(accounts) = self.terms.key_accounts else { return };
        let managers = self.managers();
        let root = self.streams.stream(Purpose::KeyAccountDeals, self.written.key);
        for account in 0..accounts.count {
            let held = managers.as_ref().and_then(|managers| {
                let seat = managers.seat(account).filter(|seat| self.seats[*seat].active)?;
                Some((seat, self.productivity(managers.team, seat)))
            });
            let share = held.map_or(accounts.unheld, |(_, own)| own.max(accounts.unheld));
            let bits = root.child(u64::from(account)).draw_of_week(self.now.0);
            let deals = poisson(accounts.deals_per_week * share * factor, bits);
            for index in 0..u64::from(deals) {
                let lead = self.lead(Key(bits).child(index), Source::KeyAccount);
                match held {
                    Some((seat, _)) => self.assign(seat as u32, lead),
                    None => self.offer_lead(lead),
                }
            }
        }
    }

    fn managers(&self) -> Option<Managers> {
        let is_theirs = |role: Role| role == Role::StrategicAccountManager;
        let team = self.written.crews.iter().position(|crew| is_theirs(crew.role))? + 1;
        let each = self.terms.team(team)?.work.accounts_per_manager;
        Some(Managers { team, seats: self.written.own_seats(team), each })
    }

    /// Share of full productivity that who sits in a seat has reached.
    fn productivity(&self, team: usize, seat: usize) -> f64 {
        let person = &self.seats[seat];
        let ramp = self.terms.team(team).map_or(1.0, |terms| terms.ramp_at(self.now.0 - person.since));
        ramp * person.reach
    }
}
