//! Quarter-end behaviour: deals that sellers pull in before a quarter ends, or push out of it.

use super::number::Slot;

/// What the sellers of a region do about their quota when a quarter ends.
#[derive(Clone, Debug, PartialEq)]
pub struct QuarterEnd {
    /// Last weeks of the quarter in which they do it, and first weeks of the next from which they take.
    pub window: Slot,
    /// Share of the deals due in these first weeks that a seller within reach of the quota pulls in.
    pub pull_in_share: Slot,
    /// Share of the list price given off a deal to pull it in.
    pub extra_discount: Slot,
    /// How far below the quota is within reach, as a share of it.
    pub reach: Slot,
    /// Share of the deals due in the last weeks that a seller who is safe pushes out.
    pub push_out_share: Slot,
    /// Attainment from which a seller is safe.
    pub safe: Slot,
}
