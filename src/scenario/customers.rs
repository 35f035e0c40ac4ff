//! What customers do after they bought: contracts that recur, and who looks after them.

use super::Scenario;
use super::number::{Slot, Spread};

/// Terms under which an offer recurs in one region. A deal's amount is then its first-year value.
#[derive(Clone, Debug, PartialEq)]
pub struct Recurring {
    /// Weeks from the signature to the end of a term, and of every term after it.
    pub term: Spread,
    /// Chance that a contract is renewed at the end of its term.
    pub renewal_rate: Slot,
    /// Share of the renewed contracts that grow, and by what part of their amount.
    pub expansion_share: Slot,
    pub expansion: Spread,
    /// Share of the renewed contracts that shrink, and by what part of their amount.
    pub contraction_share: Slot,
    pub contraction: Spread,
    /// What the price of a renewed contract rises by; 0 when neutral.
    pub price_uplift: Slot,
    /// Whether a renewed contract's year counts as bookings.
    pub count_renewals: bool,
    /// Yearly value of the contracts in force at week 0; `None`: there are none.
    pub base: Option<Slot>,
    /// How many contracts these are; `None`: as many as deals of average size make.
    pub contracts: Option<Slot>,
}

/// Who looks after a region's contracts.
#[derive(Clone, Debug, PartialEq)]
pub struct CustomerSuccess {
    /// Contracts that one ramped manager holds before any is neglected.
    pub accounts_per_manager: Slot,
    /// Power with which the odds of renewal and expansion fade beyond that.
    pub fading_power: Slot,
    /// The least that the fading leaves of the odds: what contracts without a manager have.
    pub unmanaged_odds: Slot,
}

impl Scenario {
    /// Every offer that recurs somewhere, as a region sells it.
    fn recurring(&self) -> impl Iterator<Item = &Recurring> {
        self.regions.iter().flat_map(|region| &region.offers).filter_map(|offer| offer.recurring.as_ref())
    }

    /// Whether any offer recurs.
    pub fn has_recurring(&self) -> bool {
        self.recurring().next().is_some()
    }

    /// Whether any renewed contract counts as bookings.
    pub fn counts_renewals(&self) -> bool {
        self.recurring().any(|recurring| recurring.count_renewals)
    }

    /// Numbers about the contracts in force at week 0.
    pub fn recurring_slots(&self) -> impl Iterator<Item = Slot> {
        self.recurring().flat_map(|recurring| recurring.base.into_iter().chain(recurring.contracts))
    }
}
