//! Work: what the people of one role do beside what every team does.

use super::Slot;

/// Named accounts that strategic account managers own, apart from the region's other accounts.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyAccounts {
    pub count: Slot,
    pub deals_per_account_per_year: Slot,
    /// Factors on amount, win odds and weeks of their deals; 1 when neutral.
    pub deal_size_factor: Slot,
    pub win_odds_factor: Slot,
    pub cycle_factor: Slot,
    /// Share of the deals that comes where no manager holds the account; 0 when neutral.
    pub unheld_share: Slot,
}

/// The keys of a team that only some roles know; neutral for the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    /// Executives to whom the deals of one development rep go first; `None`: all alike.
    pub executives_per_rep: Option<Slot>,
    /// Rate at which a ramped development rep becomes ready for an executive's seat [1/year]; 0 when neutral.
    pub promoted_to_executive_per_year: Slot,
    /// Key accounts that one manager owns; `None`: any number.
    pub accounts_per_manager: Option<Slot>,
    /// Factor on the win odds of deals that a ramped specialist joins; 1 when neutral.
    pub specialist_win_odds: Slot,
    /// Factor on the amount of deals that a specialist joins; 1 when neutral.
    pub specialist_deal_size: Slot,
    /// Names of the offers whose deals specialists join; `None`: all.
    pub offers: Option<Vec<String>>,
    /// Share of a won deal's amount that is credited where several worked on it; 1 when neutral.
    pub credit_share: Slot,
}
