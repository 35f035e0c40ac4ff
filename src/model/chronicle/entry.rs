//! Market entries in the chronicle: a mode is set up, opened or left, and people take its seats.

use crate::model::entry::{EntryState, Phase};
use crate::model::people::NEVER;
use crate::model::plan::Plan;
use crate::model::world::World;
use crate::random::Key;
use crate::unit::Week;

use super::recorder::Recorder;
use super::{Reached, What, Why};

impl Recorder {
    /// Notes how far entries have come this week.
    pub(super) fn see_entries(&mut self, plan: &Plan, world: &World, now: Week) {
        for region in (0..plan.regions.len()).filter(|region| !plan.stages(*region).is_empty()) {
            let state = world.regions[region].entry;
            let seen = std::mem::replace(&mut self.entries[region], state);
            for reached in steps(seen, state) {
                self.note(now, Some(region), What::Reached(reached));
            }
            if state.phase == Phase::Left && seen.phase != Phase::Left {
                self.lose_all(region, now);
            }
            let written = &plan.regions[region];
            for seat in written.all_seats() {
                self.see_seated((plan, world), (region, seat), now);
            }
        }
    }

    /// Notes that every open deal of a region is lost.
    fn lose_all(&mut self, region: usize, now: Week) {
        let deals = &self.chronicle.deals;
        let gone: Vec<u64> = self
            .open
            .iter()
            .filter(|(_, deal)| deals[**deal].region == region)
            .map(|(key, _)| *key)
            .collect();
        gone.into_iter().for_each(|key| self.lose(Key(key), now, Why::NotWon));
    }
}

/// What happened between two states of an entry.
fn steps(before: EntryState, after: EntryState) -> Vec<Reached> {
    let mut steps = Vec::new();
    if before.phase == Phase::Outside && after.phase != Phase::Outside {
        steps.push(Reached::SetUp(0));
    }
    if after.phase == Phase::Selling && (before.phase != Phase::Selling || before.stage != after.stage) {
        steps.push(Reached::Opened(after.stage));
    }
    if before.ready == NEVER && after.ready != NEVER {
        steps.push(Reached::SetUp(after.stage + 1));
    }
    if before.phase != Phase::Left && after.phase == Phase::Left {
        steps.push(Reached::Abandoned(after.stage));
    }
    steps
}
