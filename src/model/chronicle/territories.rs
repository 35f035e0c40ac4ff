//! Territories in the chronicle: who takes one over, what was lost with a seller, new cuts.

use crate::model::plan::Plan;
use crate::model::territory;
use crate::model::world::World;
use crate::unit::Week;

use super::What;
use super::recorder::Recorder;

impl Recorder {
    /// Notes that a person takes the territory of a seat over from somebody, where that costs time.
    pub(super) fn see_taking_over(
        &mut self,
        plan: &Plan,
        world: &World,
        (region, seat): (usize, usize),
        person: usize,
        now: Week,
    ) {
        let Some(terms) = &world.terms[region].territories else { return };
        let written = &plan.regions[region];
        if !written.sellers.seats.contains(&seat) {
            return;
        }
        let local = seat - written.sellers.seats.start;
        let taker = (local, &world.seats[seat], &written.sellers.seat_plans[local]);
        if territory::handover(terms, &world.regions[region].covering, taker, now) < 1.0 {
            self.note(now, Some(region), What::TakesOver { person, weeks: terms.handover_weeks });
        }
    }

    /// Notes the customers that were lost since the last look.
    pub(super) fn see_orphaned(&mut self, world: &World, now: Week) {
        for lost in &world.orphaned[self.orphaned..] {
            let what = What::CustomersLost { seat: lost.seat, customers: lost.customers };
            self.note(now, Some(lost.region), what);
        }
        self.orphaned = world.orphaned.len();
    }

    /// Notes the week's new cuts.
    pub(super) fn see_realigned(&mut self, world: &World, now: Week) {
        for cut in &world.realigned[self.realigned..] {
            let what = What::Realigned { realignment: cut.cut, moved: cut.moved };
            self.note(now, Some(cut.region), what);
        }
        self.realigned = world.realigned.len();
    }
}
