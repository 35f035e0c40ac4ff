//! What people do beside selling, in words.

use super::{Formula, counted};
use crate::model::Metric;

/// The explanation of a metric of one role's work.
pub(super) fn formula(metric: Metric) -> Formula {
    match metric {
        Metric::DealsDeveloped => counted(
            "Deals that sales development reps worked up for executives, those that wait for one among them",
            "reps on board x ramp x skill x self-sourced-deals-per-week, less the deals without an account",
            "sales-development-reps, self-sourced-deals-per-week, ramp, skill-cv, accounts, season",
        ),
        Metric::DealsJoined => counted(
            "Deals that a product specialist joined",
            "new deals of the specialists' offers, first come while a specialist has room",
            "product-specialists, capacity, offers",
        ),
        Metric::DealsAwaited => counted(
            "Deals that had to wait for a product specialist",
            "new deals of offers that need a specialist, in weeks in which none had room",
            "needs-specialist, product-specialists, capacity, lead-life-weeks",
        ),
        _ => counted(
            "Development reps who took an executive's seat",
            "reps who were ready when somebody had left an executive's seat that is filled again",
            "promoted-to-executive-per-year, ramp, attrition-per-year of account-executives",
        ),
    }
}
