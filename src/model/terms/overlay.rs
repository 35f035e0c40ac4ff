//! Terms of who works on deals beside their owner, and of key accounts.

use crate::scenario::{KeyAccounts, Slot};
use crate::special::ln;
use crate::unit::time::WEEKS_PER_YEAR;

/// A region's key accounts.
#[derive(Clone, Copy, Debug)]
pub struct KeyAccountTerms {
    pub count: u32,
    /// Deals of one account that a ramped manager holds.
    pub deals_per_week: f64,
    /// Factor on amounts.
    pub size: f64,
    pub ln_odds: f64,
    /// Factor on weeks from creation to close.
    pub cycle: f64,
    /// Share of the deals that comes where nobody holds the account.
    pub unheld: f64,
}

impl KeyAccountTerms {
    pub fn derive(accounts: &KeyAccounts, values: &[f64]) -> KeyAccountTerms {
        let at = |slot: Slot| values[slot.0 as usize];
        KeyAccountTerms {
            count: at(accounts.count).round() as u32,
            deals_per_week: at(accounts.deals_per_account_per_year) / WEEKS_PER_YEAR,
            size: at(accounts.deal_size_factor),
            ln_odds: ln(at(accounts.win_odds_factor)),
            cycle: at(accounts.cycle_factor),
            unheld: at(accounts.unheld_share),
        }
    }
}
