//! Demand by territory: into which part of the region a lead falls, who takes it there, and what sellers create of it.

use crate::model::people::Seat;
use crate::model::terms::{Cut, TerritoryTerms};
use crate::model::territory;
use crate::model::world::RegionState;
use crate::random::Chance;

use super::{Demand, Lead};

/// Draw numbers of a lead's stream: its territory, and whether the others take it where that is vacant.
mod draw {
    pub const TERRITORY: u64 = 900;
    pub const VACANT: u64 = 901;
}

/// Whoever may take a lead.
enum Takers<'a> {
    /// Sellers of one territory.
    Of(&'a [u32]),
    /// Everybody in the region.
    Anybody,
}

impl Demand<'_> {
    /// Each waiting lead looks for its owner, oldest first; one that finds none holds up nobody in another territory.
    pub(super) fn assign_waiting_by_territory(&mut self, territories: &TerritoryTerms) {
        let mut waiting = std::mem::take(&mut self.state.waiting);
        waiting.retain(|lead| !self.find_owner_by_territory(*lead, territories));
        self.state.waiting = waiting;
    }

    /// Gives a lead to the seller of its territory with the most room, the first among equals; where the territory is vacant,
    /// to anybody in the region if the others cover it. False where it waits.
    pub(super) fn find_owner_by_territory(&mut self, lead: Lead, territories: &TerritoryTerms) -> bool {
        if !self.rooms_known {
            self.survey_rooms_by_seat();
        }
        let covering = &self.state.covering;
        let of = territory_of(&territories.cuts[covering.cut], lead);
        let takers = if territory::is_covered(covering, self.seats, of) {
            Takers::Of(&covering.seats[of])
        } else if Chance::of(territories.vacant_coverage).holds(lead.key.draw(draw::VACANT)) {
            Takers::Anybody
        } else {
            return false;
        };
        let Some(seat) = self.roomiest(&takers) else { return false };
        if lead.source.takes_account() && !self.state.take_account(self.plan, self.terms, self.now) {
            return true;
        }
        self.state.covering.rooms[seat] -= 1.0;
        self.seats[seat].open += 1;
        self.state.assigned.push((self.written.sellers.seats.start as u32 + seat as u32, lead));
        true
    }

    /// The seat with the most room for one more deal, if any has it.
    fn roomiest(&self, takers: &Takers) -> Option<usize> {
        let rooms = &self.state.covering.rooms;
        let more = |best: Option<usize>, seat: usize| match best {
            Some(best) if rooms[best] >= rooms[seat] => Some(best),
            _ => Some(seat),
        };
        let best = match takers {
            Takers::Of(seats) => seats.iter().map(|seat| *seat as usize).fold(None, more),
            Takers::Anybody => (0..rooms.len()).fold(None, more),
        };
        let unlimited = self.terms.sellers.as_ref().is_some_and(|sellers| sellers.capacity.is_infinite());
        best.filter(|seat| rooms[*seat] >= 1.0 || (unlimited && rooms[*seat].is_finite()))
    }

    /// Measures the room of every seat.
    fn survey_rooms_by_seat(&mut self) {
        let mut rooms = std::mem::take(&mut self.state.covering.rooms);
        for (room, seat) in rooms.iter_mut().zip(self.seats.iter()) {
            *room = self.room(seat);
        }
        self.state.covering.rooms = rooms;
        self.rooms_known = true;
    }

    /// How many more deals a seat can work; less than any where nobody sits. Without a limit the seat with the fewest open
    /// deals has the most room.
    fn room(&self, seat: &Seat) -> f64 {
        if !seat.active {
            return f64::NEG_INFINITY;
        }
        let capacity = self.written.sellers.capacity(self.terms.sellers.as_ref(), seat, self.now);
        let limit = if capacity.is_infinite() { 0.0 } else { capacity };
        limit - f64::from(seat.open)
    }

    /// Deals that sellers create by own effort, by potential, travel and handover of their territories.
    pub(super) fn self_sourced_by_territory(&mut self, territories: &TerritoryTerms, factor: f64) {
        let Some(sellers) = &self.terms.sellers else { return };
        let rate = sellers.self_sourced_per_week * factor;
        let RegionState { covering, fresh, .. } = &mut *self.state;
        for (index, seat) in self.seats[self.written.own_seats(0)].iter_mut().enumerate() {
            seat.fresh = 0;
            if !seat.active {
                continue;
            }
            let planned = &self.written.sellers.seat_plans[index];
            let own = territory::productivity(territories, covering, (index, seat, planned), self.now);
            let ramp = sellers.ramp_at(self.now.0 - seat.since);
            let bits = seat.self_sourced.draw_of_week(self.now.0);
            seat.fresh = covering.count(seat.territory.into(), rate * seat.reach * ramp * own, bits);
            seat.fresh_bits = bits;
            seat.open += seat.fresh as i32;
            fresh.list(index as u32, seat.fresh);
        }
        if self.terms.accounts.is_some() {
            self.drop_beyond_accounts();
        }
    }
}

/// The territory into which a lead falls.
pub fn territory_of(cut: &Cut, lead: Lead) -> usize {
    cut.of_draw(lead.key.uniform(draw::TERRITORY))
}
