//! Shares: of sellers at quota, and those that exist only where a scenario states what they are of.

use super::{Column, ColumnKey, Count, Maker};
use crate::model::ledger::{ByOffer, ByRegion, ByTeam};
use crate::unit::Period;

impl Maker<'_> {
    /// Persons at quota among those judged by it.
    pub(super) fn share_at_quota(&mut self, key: ColumnKey, steps: u32) -> Column {
        let (over, under) = match key.period {
            Period::Horizon => (ByTeam::AtQuotaFinally, ByTeam::JudgedFinally),
            Period::Quarter(_) | Period::Month(_) => (ByTeam::AtQuota, ByTeam::Judged),
        };
        self.ratio(key, &[Count::Team(over)], &[Count::Team(under)], steps)
    }

    /// Bookings over the market's size, where every region of the place states one.
    pub(super) fn market_share(&mut self, key: ColumnKey) -> Option<Column> {
        let regions = self.regions_of(key.place);
        let stated =
            regions.iter().all(|region| self.scenario.regions[*region].market_size_per_year.is_some());
        (stated && !regions.is_empty()).then(|| {
            let steps = key.metric.unit().steps_per_unit() as u32;
            self.ratio(key, &[Count::Offer(ByOffer::Booked)], &[Count::Region(ByRegion::MarketSize)], steps)
        })
    }

    /// What is known of the new markets of the place, where it has any.
    pub(super) fn awareness(&mut self, key: ColumnKey) -> Option<Column> {
        let is_new = |region: &usize| {
            let reach = self.scenario.regions[*region].reach.as_ref();
            reach.is_some_and(|reach| reach.awareness.is_some())
        };
        let steps = key.metric.unit().steps_per_unit() as u32;
        let (known, whole) = (Count::Region(ByRegion::Awareness), Count::Region(ByRegion::NewMarket));
        self.regions_of(key.place).iter().any(is_new).then(|| self.ratio(key, &[known], &[whole], steps))
    }
}
