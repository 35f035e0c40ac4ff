//! Which cells a target speaks of.

use crate::scenario::{Target, TargetPeriod};
use crate::unit::Period;

use super::{ColumnKey, Metric, Place};

/// The cells that a target speaks of: that of its period, and where it is promised by quarter those of the quarters.
pub fn promised_keys(target: &Target) -> Vec<ColumnKey> {
    let Some(metric) = Metric::named(&target.metric) else { return Vec::new() };
    let place = Place::of(target.place);
    let key = |period| ColumnKey { metric, place, period, role: None, offer: None };
    match &target.period {
        TargetPeriod::Quarter(quarter) => vec![key(Period::Quarter(*quarter))],
        TargetPeriod::Horizon => vec![key(Period::Horizon)],
        TargetPeriod::ByQuarter(amounts) => {
            let quarters = (0..amounts.len() as u32).map(|quarter| key(Period::Quarter(quarter)));
            std::iter::once(key(Period::Horizon)).chain(quarters).collect()
        }
    }
}
