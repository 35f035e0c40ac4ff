//! The headcount bridge: from the people at a period's start to those at its end.

use super::{Account, THOUSANDTHS};
use crate::model::{Metric, Place};
use crate::unit::Period;

/// People of a place over a period, in thousandths: the end is the start with every step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bridge {
    pub start: i64,
    /// Starts of hiring lines that are due in the period.
    pub planned: i64,
    /// Those of them that did not happen; negative where starts that were due earlier catch up.
    pub slipped: i64,
    pub left: i64,
    pub backfilled: i64,
    /// Seats taken away while people sat in them.
    pub cut: i64,
    /// Moved here from other regions, less those who moved there; nothing for the company.
    pub moved: i64,
}

/// Names of the steps of a bridge, start and end among them, with what each adds.
pub type Steps = [(&'static str, i64); 8];

impl Bridge {
    pub const fn end(&self) -> i64 {
        self.start + self.planned - self.slipped - self.left + self.backfilled - self.cut + self.moved
    }

    /// The steps as JSON and CSV list them: those before the end add up to it.
    pub const fn steps(&self) -> Steps {
        [
            ("start", self.start),
            ("planned", self.planned),
            ("slipped", -self.slipped),
            ("left", -self.left),
            ("backfilled", self.backfilled),
            ("cut", -self.cut),
            ("moved", self.moved),
            ("end", self.end()),
        ]
    }
}

/// What changes the people of a place: those that start as planned and as backfills or move here, less leavers and cuts.
const CHANGE: [(Metric, i64); 5] = [
    (Metric::HiresStarted, 1),
    (Metric::Backfills, 1),
    (Metric::Leavers, -1),
    (Metric::Cuts, -1),
    (Metric::Moves, 1),
];

impl Account {
    /// The headcount bridge of a place over a period of the horizon.
    pub fn bridge(&self, place: Place, period: Period) -> Bridge {
        let of = |metric| self.sum(&[(metric, 1)], (place, period), |leaf| self.leaves[leaf]);
        let planned = of(Metric::HiresDue);
        Bridge {
            start: self.seated_at(place, self.months(period).start),
            planned,
            slipped: planned - of(Metric::HiresStarted),
            left: of(Metric::Leavers),
            backfilled: of(Metric::Backfills),
            cut: of(Metric::Cuts),
            moved: of(Metric::Moves),
        }
    }

    /// People when a month begins.
    fn seated_at(&self, place: Place, month: usize) -> i64 {
        let at_first: i64 = self.regions(place).iter().map(|region| self.seated[*region] * THOUSANDTHS).sum();
        let changes = (0..month as u32)
            .map(|month| self.sum(&CHANGE, (place, Period::Month(month)), |leaf| self.leaves[leaf]));
        at_first + changes.sum::<i64>()
    }
}
