//! Terms of the behaviour at a quarter's end.

use crate::model::terms::whole_weeks;
use crate::scenario::{QuarterEnd, Slot};

/// Most weeks of the window.
pub const WINDOW_MAX: i32 = 6;

/// What sellers do when a quarter ends.
#[derive(Clone, Copy, Debug)]
pub struct QuarterEndTerms {
    /// Weeks before and after the quarter's end.
    pub window: i32,
    pub pull_in_share: f64,
    pub extra_discount: f64,
    pub push_out_share: f64,
    reach: f64,
    safe: f64,
}

/// What a seller does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    PullIn,
    PushOut,
}

impl QuarterEndTerms {
    pub fn derive(own: &QuarterEnd, values: &[f64]) -> QuarterEndTerms {
        let at = |slot: Slot| values[slot.0 as usize];
        QuarterEndTerms {
            window: whole_weeks(at(own.window)).clamp(1, WINDOW_MAX),
            pull_in_share: at(own.pull_in_share),
            extra_discount: at(own.extra_discount),
            push_out_share: at(own.push_out_share),
            reach: at(own.reach),
            safe: at(own.safe),
        }
    }

    /// What a seller of this attainment wishes.
    pub fn wish(&self, attainment: f64) -> Option<Wish> {
        if attainment >= self.safe {
            Some(Wish::PushOut)
        } else if (1.0 - self.reach..1.0).contains(&attainment) {
            Some(Wish::PullIn)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_near_pulls_who_is_safe_pushes_and_others_wait() {
        let terms = QuarterEndTerms {
            window: 4,
            pull_in_share: 1.0,
            extra_discount: 0.0,
            push_out_share: 1.0,
            reach: 0.3,
            safe: 1.2,
        };
        let wishes = [0.5, 0.7, 0.99, 1.0, 1.19, 1.2].map(|attainment| terms.wish(attainment));
        assert_eq!(wishes, [None, Some(Wish::PullIn), Some(Wish::PullIn), None, None, Some(Wish::PushOut)]);
    }
}
