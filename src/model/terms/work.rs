//! Terms of a role's own work, for a person and a week.

use crate::scenario::{Slot, Work};
use crate::special::ln;
use crate::unit::time::WEEKS_PER_YEAR;

/// What a team's people do beside what every team does.
#[derive(Clone, Debug)]
pub struct WorkTerms {
    /// Executives to whom one rep's deals go first; `None`: all alike.
    pub executives_per_rep: Option<f64>,
    /// Hazard of a ramped rep of becoming ready for an executive's seat, in a week.
    pub promotion: f64,
    /// Key accounts that one manager owns.
    pub accounts_per_manager: f64,
    /// Log odds that a ramped specialist adds to a deal.
    pub specialist_ln_odds: f64,
    pub specialist_size: f64,
    pub credit_share: f64,
}

impl WorkTerms {
    pub fn derive(work: &Work, values: &[f64]) -> WorkTerms {
        let at = |slot: Slot| values[slot.0 as usize];
        WorkTerms {
            executives_per_rep: work.executives_per_rep.map(at),
            promotion: at(work.promoted_to_executive_per_year) / WEEKS_PER_YEAR,
            accounts_per_manager: work.accounts_per_manager.map_or(f64::INFINITY, |slot| at(slot).floor()),
            specialist_ln_odds: ln(at(work.specialist_win_odds)),
            specialist_size: at(work.specialist_deal_size),
            credit_share: at(work.credit_share),
        }
    }
}
