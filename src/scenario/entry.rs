//! Entering a market: modes of being there, when one gives way to the next, when the market is left.

use super::Region;
use super::number::Slot;
use crate::unit::Week;

/// How a region is entered.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Week in which entering begins.
    pub begins: Week,
    /// Every mode that is written, by name, with what it is called in reports.
    pub modes: Vec<(String, String)>,
    /// Modes in the order in which one gives way to the next; none: the region is not entered.
    pub stages: Vec<Stage>,
}

/// A mode in its turn.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    pub mode: Mode,
    /// The region as this mode works it; `None` for the first stage: as the region itself says.
    pub region: Option<Region>,
}

/// Who does something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    Us,
    Partner,
}

/// A way of being in a market; money is in the region's currency.
#[derive(Clone, Debug, PartialEq)]
pub struct Mode {
    pub name: String,
    /// What it is called in reports.
    pub title: String,
    /// Who invoices the customer.
    pub books: Party,
    pub carries_currency: Party,
    pub carries_credit: Party,
    /// What a partner keeps of the price.
    pub partner_margin: Slot,
    /// What an agent gets of the revenue.
    pub commission: Slot,
    /// Our part of revenue and cost.
    pub ownership_share: Slot,
    /// Realised price as a share of the list price.
    pub price_level: Slot,
    pub set_up_weeks: Slot,
    pub exit_cost: Slot,
    /// Share of a year's revenue paid to the partner at the end.
    pub indemnity_share: Slot,
    pub severance_months: Slot,
    pub known_at_start: Slot,
    pub known_after_weeks: Slot,
    pub minimum_purchase_per_year: Slot,
    pub opening_stock: Slot,
    pub people_come_ramped: bool,
    pub exclusive_quarters: u32,
    pub reported_late_quarters: u32,
    pub stop: Option<Stop>,
    /// When the next stage follows; `None` of the last.
    pub next: Option<Next>,
}

/// When a market is left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stop {
    /// Quarters of selling after which it is asked.
    pub after_quarters: u32,
    /// Contribution since the entry below which it is left.
    pub below: Slot,
}

/// When a mode gives way to the next: all that is stated must hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Next {
    /// Revenue of four quarters.
    pub revenue_per_year: Option<Slot>,
    /// Quarters of selling.
    pub after_quarters: Option<u32>,
    pub switching_cost: Slot,
}

impl Entry {
    /// What a region may be in: nothing, then each mode.
    pub fn is_entered(&self) -> bool {
        !self.stages.is_empty()
    }
}
