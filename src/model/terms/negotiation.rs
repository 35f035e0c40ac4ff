//! Terms of a negotiation: what a deal asks for, what its owner may give, and what it does to the odds.

use crate::distribution::Law;
use crate::model::terms::whole_weeks;
use crate::random::Key;
use crate::scenario::{Negotiation, Slot};

/// Draw numbers of a deal's stream.
mod draw {
    pub const DISCOUNT: u64 = 510;
    pub const REFUSED: u64 = 511;
}

/// Most that is ever given off a price.
pub const DISCOUNT_MAX: f64 = 0.95;
/// Points of a whole.
const POINTS: f64 = 100.0;

/// How the price of an offer is negotiated.
#[derive(Clone, Debug)]
pub struct NegotiationTerms {
    discount: Law,
    authority: f64,
    approval_weeks: i32,
    refused_share: f64,
    response: f64,
    usual: f64,
    /// Factor on the discount and authority by number of the level, from 1.
    levels: Vec<(u8, f64, Option<f64>)>,
}

/// What was agreed on the price of a deal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bargain {
    /// Share of the list price given off it.
    pub discount: f64,
    pub approval: Approval,
}

/// Whether a discount had to be approved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approval {
    NotAsked,
    Granted,
    Refused,
}

impl NegotiationTerms {
    pub fn derive(negotiation: &Negotiation, values: &[f64]) -> NegotiationTerms {
        let at = |slot: Slot| values[slot.0 as usize];
        let levels = negotiation.levels.iter().filter(|level| level.number > 0);
        NegotiationTerms {
            discount: negotiation.discount.law(values),
            authority: at(negotiation.authority),
            approval_weeks: whole_weeks(at(negotiation.approval_weeks)),
            refused_share: at(negotiation.refused_share),
            response: at(negotiation.response),
            usual: at(negotiation.usual),
            levels: levels.map(|level| (level.number, at(level.discount), level.authority.map(at))).collect(),
        }
    }

    /// What a deal of this stream agrees on with an owner of this level. What it asks for is the deal's luck; what it gets
    /// hangs on who may give it.
    pub fn bargain(&self, key: Key, level: u8) -> Bargain {
        let own = self.levels.iter().find(|(number, ..)| *number == level);
        let factor = own.map_or(1.0, |(_, factor, _)| *factor);
        let authority = own.and_then(|(_, _, authority)| *authority).unwrap_or(self.authority);
        let asked = self.discount.quantile(key.uniform(draw::DISCOUNT)) * factor;
        let asked = asked.clamp(0.0, DISCOUNT_MAX);
        let (discount, approval) = if asked <= authority {
            (asked, Approval::NotAsked)
        } else if key.uniform(draw::REFUSED) < self.refused_share {
            (authority, Approval::Refused)
        } else {
            (asked, Approval::Granted)
        };
        Bargain { discount, approval }
    }

    /// What a discount adds to the log odds of winning.
    pub fn ln_odds(&self, bargain: Bargain) -> f64 {
        if self.response == 0.0 { 0.0 } else { self.response * POINTS * (bargain.discount - self.usual) }
    }

    /// Weeks that a deal takes longer.
    pub fn weeks(&self, bargain: Bargain) -> i32 {
        if bargain.approval == Approval::NotAsked { 0 } else { self.approval_weeks }
    }
}
