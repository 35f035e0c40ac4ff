//! What is known of deals: those open at the start, those judged one by one, and the quarters that are closed.

use super::{Scenario, Slot, Spread};
use crate::unit::Week;
use crate::unit::time::WEEKS_PER_QUARTER;

/// Open deals of a region that were written together: one by its alias, or those of a stage.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenDeals {
    /// Alias of the deal, or name of the stage.
    pub name: String,
    /// Whether they were written as a stage of the pipeline.
    pub by_stage: bool,
    pub deals: u32,
    /// Sum of their amounts in the region's currency.
    pub amount: Slot,
    /// Stage in which they stand; `None`: unknown.
    pub stage: Option<String>,
    /// Week of creation; `None`: unknown.
    pub created: Option<Week>,
    pub closes: Option<Closes>,
    /// Weeks from the start to close; `None`: what follows from the offer.
    pub weeks: Option<Spread>,
    /// Chance to win; `None`: what follows from the offer.
    pub chance: Option<Slot>,
    /// Indexes into the region's offers: those that they may be of, never none.
    pub offers: Vec<usize>,
    /// Alias of the seat that owns it; `None`: the seats in turn.
    pub owner: Option<String>,
}

/// A judged deal.
#[derive(Clone, Debug, PartialEq)]
pub struct BigDeal {
    pub name: String,
    /// Index into [`Scenario::regions`].
    pub region: usize,
    /// Index into the region's offers.
    pub offer: usize,
    /// In the region's currency.
    pub amount: Slot,
    pub chance: Slot,
    pub closes: Closes,
}

/// When something closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closes {
    In(Week),
    /// In any week of the quarter that starts so.
    InQuarter(Week),
}

impl Closes {
    /// Last week in which it may close.
    pub fn last(self) -> Week {
        match self {
            Closes::In(week) => week,
            Closes::InQuarter(Week(first)) => Week(first + WEEKS_PER_QUARTER - 1),
        }
    }
}

impl Scenario {
    /// Quarters of the horizon that are closed.
    pub fn closed_quarters(&self) -> u32 {
        self.actuals.len() as u32
    }

    /// Amounts and chances of known deals, which a replication reads once, at its start.
    pub fn known_slots(&self) -> impl Iterator<Item = Slot> + '_ {
        let open = self.regions.iter().filter_map(|region| region.open_deals.as_ref()).flatten();
        let open = open.flat_map(|deals| std::iter::once(deals.amount).chain(deals.chance));
        open.chain(self.big_deals.iter().flat_map(|deal| [deal.amount, deal.chance]))
    }

    /// First week that is simulated: the one after the closed quarters.
    pub fn first_week(&self) -> Week {
        Week(self.closed_quarters() as i32 * WEEKS_PER_QUARTER)
    }
}
