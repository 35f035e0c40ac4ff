//! Terms of contracts that recur, and of those who look after them.

use crate::distribution::Law;
use crate::scenario::{CustomerSuccess, Recurring, Slot};
use crate::special::{logistic, logit, pow};

use crate::model::terms::whole_weeks;

/// Most that a contract's amount may come to, times its first: growth at each of many short terms would leave what whole
/// cents can hold.
pub const GROWTH_MAX: i64 = 100;

/// How an offer's contracts recur.
#[derive(Clone, Debug)]
pub struct RecurringTerms {
    term: Law,
    renewal_rate: f64,
    expansion_share: f64,
    expansion: Law,
    contraction_share: f64,
    contraction: Law,
    uplift: f64,
    /// Whether a renewed contract's year counts as bookings.
    pub counts: bool,
}

impl RecurringTerms {
    pub fn derive(recurring: &Recurring, values: &[f64]) -> RecurringTerms {
        let at = |slot: Slot| values[slot.0 as usize];
        RecurringTerms {
            term: recurring.term.law(values),
            renewal_rate: at(recurring.renewal_rate),
            expansion_share: at(recurring.expansion_share),
            expansion: recurring.expansion.law(values),
            contraction_share: at(recurring.contraction_share),
            contraction: recurring.contraction.law(values),
            uplift: at(recurring.price_uplift),
            counts: recurring.count_renewals,
        }
    }

    /// Weeks of a contract's terms at this uniform draw.
    pub fn weeks(&self, uniform: f64) -> i32 {
        whole_weeks(self.term.quantile(uniform)).max(1)
    }

    /// Chance that a contract is renewed at these log odds beside the written ones.
    pub fn renews(&self, ln_odds: f64) -> f64 {
        swayed(self.renewal_rate, ln_odds)
    }

    /// Yearly value of a renewed contract whose value was `cents`, and `first` when it was signed. The first draw decides
    /// whether it grows or shrinks, the second by how much.
    pub fn renewed(&self, (cents, first): (i64, i64), ln_odds: f64, change: f64, size: f64) -> i64 {
        let factor = if change < swayed(self.expansion_share, ln_odds) {
            1.0 + self.expansion.quantile(size).max(0.0)
        } else if change > 1.0 - self.contraction_share {
            1.0 - self.contraction.quantile(size).clamp(0.0, 1.0)
        } else {
            1.0
        };
        let most = first.saturating_mul(GROWTH_MAX);
        crate::unit::money::whole(cents as f64 * (1.0 + self.uplift) * factor).min(most)
    }
}

/// A chance at log odds beside its own; what is certain stays certain.
fn swayed(chance: f64, ln_odds: f64) -> f64 {
    let is_certain = chance <= 0.0 || chance >= 1.0;
    if ln_odds == 0.0 || is_certain { chance } else { logistic(logit(chance) + ln_odds) }
}

/// Who looks after a region's contracts.
#[derive(Clone, Copy, Debug)]
pub struct SuccessTerms {
    accounts_per_manager: f64,
    fading_power: f64,
    unmanaged_odds: f64,
}

impl SuccessTerms {
    pub fn derive(success: &CustomerSuccess, values: &[f64]) -> SuccessTerms {
        let at = |slot: Slot| values[slot.0 as usize];
        SuccessTerms {
            accounts_per_manager: at(success.accounts_per_manager),
            fading_power: at(success.fading_power),
            unmanaged_odds: at(success.unmanaged_odds),
        }
    }

    /// Factor on the odds of renewal and expansion where so many ramped managers hold so many contracts.
    pub fn odds(&self, managers: f64, contracts: i64) -> f64 {
        let held = managers * self.accounts_per_manager / (contracts.max(1) as f64);
        if held >= 1.0 { 1.0 } else { pow(held, self.fading_power).max(self.unmanaged_odds) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odds_fade_with_the_load_and_end_at_those_of_nobody() {
        let terms = SuccessTerms { accounts_per_manager: 20.0, fading_power: 0.5, unmanaged_odds: 0.4 };
        assert_eq!(terms.odds(2.0, 40), 1.0);
        assert_eq!(terms.odds(2.0, 0), 1.0);
        assert!((terms.odds(1.0, 80) - 0.5).abs() < 1e-12);
        assert_eq!(terms.odds(1.0, 8_000), 0.4);
        assert_eq!(terms.odds(0.0, 8), 0.4);
    }

    #[test]
    fn what_is_certain_stays_so() {
        assert_eq!([swayed(0.0, 3.0), swayed(1.0, -3.0), swayed(0.3, 0.0)], [0.0, 1.0, 0.3]);
        assert!((swayed(0.5, crate::special::ln(3.0)) - 0.75).abs() < 1e-12);
    }
}
