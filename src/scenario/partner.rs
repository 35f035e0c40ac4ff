//! Partner programmes: who sells for the company beside its own people, and on what terms.

use super::{Slot, Spread};
use crate::unit::Week;

/// A partner programme of one region. Money is in the region's currency.
#[derive(Clone, Debug, PartialEq)]
pub struct Partners {
    pub name: String,
    /// Partners at week 0: active ones, and dormant ones where they are written.
    pub active: Slot,
    pub dormant: Option<Slot>,
    pub recruited_per_quarter: Slot,
    pub recruiting_cost: Slot,
    pub cost_per_partner_per_year: Slot,
    pub activation_share: Slot,
    pub activation_weeks: Spread,
    pub ramp_weeks: Slot,
    pub deals_per_active_partner_per_year: Slot,
    pub partner_cv: Slot,
    pub dormancy_per_year: Slot,
    pub reactivation_per_year: Slot,
    pub lost_per_year: Slot,
    pub largest_lost_per_year: Slot,
    pub deals_lost_with_partner: Slot,
    /// `None`: a channel manager looks after any number.
    pub partners_per_channel_manager: Option<Slot>,
    pub dormancy_factor_neglected: Slot,
    pub activation_factor_neglected: Slot,
    pub margin: Slot,
    pub unpaid_share: Slot,
    pub win_odds: Slot,
    pub size_factor: Slot,
    pub cycle_factor: Slot,
    /// Indexes among the region's offers.
    pub offers: Vec<usize>,
    pub sells_as: SellsAs,
    pub worked_by: WorkedBy,
    pub books: Books,
    pub channel_conflict: Slot,
    pub contract: Contract,
}

/// What partners do with the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SellsAs {
    /// They buy it and sell it on at their own risk.
    Reseller,
    /// They sell it in the company's name for a commission.
    Agent,
    /// They tell the company of customers.
    Referral,
}

/// Who works a deal that a partner brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkedBy {
    Partner,
    Seller,
}

/// The price at which a deal is booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Books {
    /// The customer's; what the partner keeps is a cost.
    List,
    /// The customer's less what the partner keeps.
    Net,
}

/// What was agreed with the partners of a programme; all of it absent where nothing is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contract {
    /// First week that is not exclusive; `None`: none is.
    pub exclusive_until: Option<Week>,
    pub minimum_purchase_per_year: Option<Slot>,
    pub opening_stock: Slot,
    /// First week after the contract; `None`: it does not end.
    pub ends: Option<Week>,
    pub notice_weeks: i32,
    pub stock_taken_back_share: Slot,
    pub indemnity_years: Slot,
}
