//! Contracts that recur in the chronicle, and deals moved because a quarter ends.

use crate::model::customers::{self, Contract};
use crate::model::plan::Plan;
use crate::model::world::World;
use crate::random::Key;
use crate::unit::Week;

use super::recorder::Recorder;
use super::{ContractRecord, What};

impl Recorder {
    /// Notes the contracts that are in force when the first week begins.
    pub(super) fn see_in_force(&mut self, plan: &Plan, world: &World) {
        for region in 0..plan.regions.len() {
            let sold = plan.scenario.regions[region].offers.len();
            for (offer, book) in world.regions[region].books.iter().take(sold).enumerate() {
                let count = book.in_force().count() as u32;
                let keys = customers::keys_of(plan, &world.streams, (region, offer), count);
                let written = &plan.scenario.regions[region];
                let product = &plan.scenario.offers[written.offers[offer].offer];
                for (number, key) in keys.into_iter().enumerate() {
                    let id = format!("{}-{product}-contract-{:03}", written.name, number + 1);
                    self.add_contract(key, ContractRecord { id, region, offer });
                }
            }
        }
    }

    fn add_contract(&mut self, key: Key, record: ContractRecord) {
        self.contracts.insert(key.0, self.chronicle.contracts.len());
        self.chronicle.contracts.push(record);
    }

    /// Notes the contract that a won deal of a recurring offer signs.
    pub(super) fn sign(&mut self, plan: &Plan, deal: Key, index: usize) {
        let record = &self.chronicle.deals[index];
        let (region, offer) = (record.region, record.offer);
        if plan.scenario.regions[region].offers[offer].recurring.is_some() {
            let id = record.id.clone();
            self.add_contract(Contract::key_of(deal), ContractRecord { id, region, offer });
        }
    }

    /// Notes the contracts whose term ended this week.
    pub(super) fn see_terms_ended(&mut self, world: &World, now: Week) {
        for (region, state) in world.regions.iter().enumerate() {
            for told in state.books.iter().flat_map(|book| &book.told) {
                if let Some(contract) = self.contracts.get(&told.key.0).copied() {
                    let what = What::TermEnded { contract, from: told.from, to: told.to };
                    self.note(now, Some(region), what);
                }
            }
        }
    }

    /// Notes the deals that were moved this week because a quarter ends.
    pub(super) fn see_shifted(&mut self, world: &World, now: Week) {
        for (region, state) in world.regions.iter().enumerate() {
            for shifted in &state.shifted {
                if let Some(deal) = self.open.get(&shifted.key.0).copied() {
                    self.note(now, Some(region), What::DealMoved { deal, weeks: shifted.weeks });
                }
            }
        }
    }
}
