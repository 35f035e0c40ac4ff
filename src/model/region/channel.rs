//! What partners bring: deals of their own, and conflicts over customers who would have come anyway.

use crate::distribution::poisson;
use crate::model::deal::{Source, draw};
use crate::model::ledger::ByRegion;
use crate::model::partner::Channel;
use crate::model::terms::PartnersTerms;
use crate::random::{Chance, Key};

use super::{Demand, Lead};

impl Demand<'_> {
    /// Deals that partners bring. Their partner works them, or they look for an owner as leads do.
    pub(super) fn partners(&mut self, factor: f64) {
        if self.written.partners.is_empty() {
            return;
        }
        let mut channel = std::mem::take(&mut self.state.channel);
        for number in 0..channel.programmes.len() {
            self.programme(&mut channel, number, factor);
        }
        self.state.channel = channel;
    }

    fn programme(&mut self, channel: &mut Channel, number: usize, factor: f64) {
        let terms = &self.terms.partners[number];
        let rate = terms.deals_per_week * factor;
        let Channel { programmes, brought, owed } = channel;
        for (index, partner) in programmes[number].partners.iter().enumerate() {
            let share = partner.share(self.plan, terms, self.now);
            if rate * share <= 0.0 {
                continue;
            }
            let bits = partner.deals.draw_of_week(self.now.0);
            for count in 0..u64::from(poisson(rate * share, bits)) {
                let key = Key(bits).child(count);
                brought.push((key, number, index));
                if self.bring(key, number) && Chance::of(terms.conflict).holds(key.draw(draw::CONFLICT)) {
                    *owed += u32::from(!self.take_waiting());
                }
            }
        }
    }

    /// A deal of a partner arrives; false where no account is left for it.
    fn bring(&mut self, key: Key, number: usize) -> bool {
        let offer = Some(offer(&self.terms.partners[number], key));
        let lead = Lead { key, source: Source::Partner, arrived: self.now, offer };
        if self.written.partners[number].by_seller {
            self.offer_lead(lead);
            return true;
        }
        let found = self.state.take_account(self.plan, self.terms, self.now);
        if found {
            self.state.assigned.push((self.plan.nobody(), lead));
        }
        found
    }

    /// Takes the oldest inbound lead that waits; false where none does.
    fn take_waiting(&mut self) -> bool {
        let waiting = self.state.waiting.iter().position(|lead| lead.source == Source::Inbound);
        if let Some(at) = waiting {
            self.state.waiting.remove(at);
            self.count(ByRegion::Conflicts, 1);
        }
        waiting.is_some()
    }

    /// Whether an inbound lead that arrives is taken by a partner's deal of before.
    #[inline]
    pub(super) fn is_taken(&mut self) -> bool {
        let owed = &mut self.state.channel.owed;
        if *owed == 0 {
            return false;
        }
        *owed -= 1;
        self.count(ByRegion::Conflicts, 1);
        true
    }
}

/// Index among the region's terms of what a deal is about.
fn offer(terms: &PartnersTerms, key: Key) -> u8 {
    let uniform = || key.uniform(draw::OFFER);
    let index = match terms.mix[..] {
        [only] => only.1,
        ref mix => {
            let uniform = uniform();
            mix.iter().find(|(share, _)| uniform < *share).map_or(terms.offers.start, |(_, index)| *index)
        }
    };
    index as u8
}
