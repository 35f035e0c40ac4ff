//! Negotiation: list price and what is given off it. What was agreed on an open deal is kept until it closes, since neither its
//! owner nor the terms of that day are known by then.

use std::collections::BTreeMap;

use crate::random::Key;
use crate::unit::money::whole;

use super::deal::{Deal, list_price};
use super::terms::{Approval, Bargain, OfferTerms, RegionTerms};
use super::world::RegionState;

pub use super::terms::DISCOUNT_MAX;

/// What was agreed on a region's open deals, by the key of their stream.
#[derive(Clone, Debug, Default)]
pub struct Bargains(BTreeMap<u64, Bargain>);

impl Bargains {
    pub fn clear(&mut self) {
        self.0.clear();
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Notes what was agreed on a deal.
    pub fn agree(&mut self, deal: Key, bargain: Bargain) {
        self.0.insert(deal.0, bargain);
    }

    /// What was agreed on a deal; `None`: its list price.
    pub fn of(&self, deal: Key) -> Option<Bargain> {
        self.0.get(&deal.0).copied()
    }

    /// Gives a further part of the list price off a deal.
    pub fn give(&mut self, deal: Key, extra: f64) {
        if extra > 0.0 {
            let none = Bargain { discount: 0.0, approval: Approval::NotAsked };
            let bargain = self.0.entry(deal.0).or_insert(none);
            bargain.discount = (bargain.discount + extra).min(DISCOUNT_MAX);
        }
    }

    /// What is booked of a deal at this list price.
    pub fn net(&self, deal: Key, list: i64) -> i64 {
        match self.0.get(&deal.0) {
            Some(bargain) => list - whole(list as f64 * bargain.discount),
            None => list,
        }
    }

    pub fn forget(&mut self, deal: Key) {
        self.0.remove(&deal.0);
    }
}

impl RegionState {
    /// What an open deal is worth if it is won, discount taken off [local cents].
    pub fn amount(&self, terms: &RegionTerms, deal: &Deal) -> i64 {
        let list = list_price(terms, deal);
        if self.bargains.is_empty() { list } else { self.bargains.net(deal.key, list) }
    }

    /// Agrees on the price of a new deal with an owner of this level, and tells what that adds to the log odds of winning and
    /// to its weeks.
    #[inline]
    pub fn negotiate(&mut self, offer: &OfferTerms, deal: Key, level: u8) -> (f64, i32) {
        let Some(terms) = &offer.negotiation else { return (0.0, 0) };
        let bargain = terms.bargain(deal, level);
        self.bargains.agree(deal, bargain);
        (terms.ln_odds(bargain), terms.weeks(bargain))
    }

    /// Nothing is agreed any more on deals that are lost.
    pub fn forget_bargains(&mut self, lost: &[Deal]) {
        if !self.bargains.is_empty() {
            lost.iter().for_each(|deal| self.bargains.forget(deal.key));
        }
    }

    /// What is booked of a deal that is won at this list price; what was given off it is counted.
    #[inline]
    pub fn strike(&mut self, offer: usize, deal: Key, list: i64) -> i64 {
        if self.bargains.is_empty() {
            return list;
        }
        let net = self.bargains.net(deal, list);
        self.bargains.forget(deal);
        self.tally[offer].money.discount += list - net;
        net
    }
}
