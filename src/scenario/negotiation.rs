//! Negotiation: what sellers give off the list price, and who must agree.

use super::number::{Slot, Spread};
use super::{Region, Scenario};

/// How the price of an offer is negotiated in one region.
#[derive(Clone, Debug, PartialEq)]
pub struct Negotiation {
    /// Share of the list price that a deal asks for: one draw each.
    pub discount: Spread,
    /// The most that a seller gives without asking.
    pub authority: Slot,
    /// Weeks that an approval adds to the cycle.
    pub approval_weeks: Slot,
    /// Share of the approvals that are refused: the deal goes on at the authority.
    pub refused_share: Slot,
    /// Added to the log odds of winning by each point (hundredth) of discount beyond the usual one.
    pub response: Slot,
    /// The discount at which the win rate holds.
    pub usual: Slot,
    pub levels: Vec<NegotiationLevel>,
}

/// What is different for the people of a level.
#[derive(Clone, Debug, PartialEq)]
pub struct NegotiationLevel {
    pub name: String,
    /// Its number among the levels of the region's sellers, from 1; 0: they have no such level.
    pub number: u8,
    /// Factor on the discount that their deals ask for.
    pub discount: Slot,
    /// `None`: as everybody's.
    pub authority: Option<Slot>,
}

impl Scenario {
    /// Whether the price of any offer is negotiated, or given up at a quarter's end.
    pub fn has_discounts(&self) -> bool {
        let negotiated = |region: &Region| region.offers.iter().any(|offer| offer.negotiation.is_some());
        self.regions.iter().any(negotiated) || self.has_quarter_ends()
    }

    /// Whether the sellers of any region move deals when a quarter ends.
    pub fn has_quarter_ends(&self) -> bool {
        self.regions.iter().any(|region| region.quarter_end.is_some())
    }
}
