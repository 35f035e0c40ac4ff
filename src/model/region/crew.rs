//! What the teams beside the account executives bring: deals that development reps work up for executives, and deals that
//! export managers open and own themselves.

use std::ops::Range;

use crate::distribution::poisson;
use crate::model::deal::Source;
use crate::model::ledger::ByTeam;
use crate::model::people::Seat;
use crate::model::plan::{RegionPlan, TeamPlan};
use crate::model::quota::DEAL;
use crate::model::terms::TeamTerms;
use crate::random::Key;
use crate::scenario::Role;

use super::{Demand, Lead};

impl RegionPlan {
    /// Number of the team whose people take leads: the account executives; export managers where there are none.
    pub fn takers(&self) -> usize {
        let export = || self.crews.iter().position(|crew| crew.role == Role::ExportManager);
        if self.sellers.seats.is_empty() { export().map_or(0, |index| index + 1) } else { 0 }
    }

    /// The seats of a team, counted from the region's first.
    pub(super) fn own_seats(&self, team: usize) -> Range<usize> {
        let (first, seats) = (self.sellers.seats.start, &self.team(team).seats);
        seats.start - first..seats.end - first
    }
}

/// A team that brings deals in one week.
#[derive(Clone, Copy)]
struct Crew<'a> {
    /// Its number among the region's teams.
    number: usize,
    plan: &'a TeamPlan,
    terms: &'a TeamTerms,
    /// What its people create is multiplied by.
    factor: f64,
}

impl Crew<'_> {
    /// Mean number of deals that somebody creates in the week, at mean skill.
    fn rate(&self, seat: &Seat, now: i32) -> f64 {
        self.terms.self_sourced_per_week * self.factor * seat.reach * self.terms.ramp_at(now - seat.since)
    }
}

impl Demand<'_> {
    /// Deals that the other teams create by own effort; export managers open theirs before executives are given more.
    pub(super) fn crews(&mut self, factor: f64) {
        let (written, terms) = (self.written, self.terms);
        let crews = written.crews.iter().zip(&terms.crews).zip(1..);
        let crews = crews.map(|((plan, terms), number)| Crew { number, plan, terms, factor });
        for crew in crews.clone().filter(|crew| crew.plan.role == Role::ExportManager) {
            self.open_own(crew);
        }
        for crew in crews.filter(|crew| crew.plan.role == Role::SalesDevelopmentRep) {
            self.develop(crew);
        }
    }

    /// Deals that people create and own, as account executives do.
    fn open_own(&mut self, crew: Crew<'_>) {
        for seat in self.written.own_seats(crew.number) {
            let person = &self.seats[seat];
            if !person.active {
                continue;
            }
            let bits = person.self_sourced.draw_of_week(self.now.0);
            let deals = poisson(crew.rate(person, self.now.0), bits);
            let taken = self.state.take_accounts(self.plan, self.terms, self.now, deals);
            for index in 0..u64::from(taken) {
                let lead = self.lead(Key(bits).child(index), Source::SelfSourced);
                self.assign(seat as u32, lead);
            }
        }
        self.rooms_known = false;
    }

    /// Deals that reps work up for the executives. A rep's skill is how many these are; winning them is the executive's.
    fn develop(&mut self, crew: Crew<'_>) {
        for (number, seat) in self.written.own_seats(crew.number).enumerate() {
            let person = &self.seats[seat];
            if !person.active {
                continue;
            }
            let bits = person.self_sourced.draw_of_week(self.now.0);
            let deals = poisson(crew.rate(person, self.now.0) * person.skill, bits);
            let dropped = self.state.dropped;
            let paired = self.paired(crew.terms, number);
            for index in 0..u64::from(deals) {
                let lead = self.lead(Key(bits).child(index), Source::Developed);
                if !paired.as_ref().is_some_and(|paired| self.give_to_one_of(paired, lead)) {
                    self.offer_lead(lead);
                }
            }
            self.note_developed(crew, seat, i64::from(deals) - (self.state.dropped - dropped));
        }
    }

    /// A lead of this week, of whatever the mix sells.
    pub(super) fn lead(&self, key: Key, source: Source) -> Lead {
        Lead { key, source, arrived: self.now, offer: None }
    }

    /// Counts the deals that a rep brought, those left out for which there was no account, and credits the rep with them.
    fn note_developed(&mut self, crew: Crew<'_>, seat: usize, deals: i64) {
        let place = (self.region, crew.number);
        self.ledger.add_by_team(&self.plan.layout, ByTeam::Developed, place, deals);
        if self.plan.needs.quota && self.now.0 >= self.plan.first {
            self.accounts[seat].credit(deals * DEAL);
        }
    }

    /// The executives' seats that a rep works for first: so many in turn, over again from the first where they end.
    fn paired(&self, terms: &TeamTerms, rep: usize) -> Option<Vec<usize>> {
        let (each, executives) = (terms.work.executives_per_rep?, self.written.sellers.seats.len());
        let from = (rep as f64 * each).round() as usize;
        let to = ((rep + 1) as f64 * each).round() as usize;
        (executives > 0).then(|| (from..to.min(from + executives)).map(|seat| seat % executives).collect())
    }

    /// Gives a lead to the one of these executives' seats with the most room; false where none has any.
    fn give_to_one_of(&mut self, seats: &[usize], lead: Lead) -> bool {
        let active = seats.iter().filter(|seat| self.seats[**seat].active);
        let rooms = active.map(|seat| self.room_of(0, *seat)).filter(|room| room.fits());
        let Some(room) = rooms.max() else { return false };
        if self.state.take_account(self.plan, self.terms, self.now) {
            self.assign(room.seat, lead);
            self.rooms_known = false;
        }
        true
    }
}
