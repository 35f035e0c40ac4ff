//! Columns of what customers do: contracts that recur, discounts, deals moved at a quarter's end.

use super::{Column, ColumnKey, Count, Maker};
use crate::model::ledger::{ByOffer, ByRegion};
use crate::model::metric::Metric;
use crate::unit::Period;
use crate::unit::time::MONTHS_PER_QUARTER;

/// The count by offer that a metric is the sum of.
const fn counted(metric: Metric) -> Option<ByOffer> {
    Some(match metric {
        Metric::Discounts => ByOffer::Discounts,
        Metric::RecurringNew => ByOffer::RecurringNew,
        Metric::Expansion => ByOffer::Expansion,
        Metric::Contraction => ByOffer::Contraction,
        Metric::Churn => ByOffer::Churn,
        Metric::RecurringBase => ByOffer::RecurringBase,
        Metric::RenewalsDue => ByOffer::RenewalsDue,
        Metric::Renewals => ByOffer::Renewals,
        Metric::Contracts => ByOffer::Contracts,
        _ => return None,
    })
}

impl Maker<'_> {
    /// The column of such a metric.
    pub(super) fn of_customers(&mut self, key: ColumnKey) -> Option<Column> {
        let of = Count::Offer;
        if let Some(count) = counted(key.metric) {
            return Some(Column::Cell(self.sum(key, &[of(count)])));
        }
        Some(match key.metric {
            Metric::ListPrice => {
                let counts = [&self.booked(key)[..], &[of(ByOffer::Discounts)]].concat();
                Column::Cell(self.sum(key, &counts))
            }
            Metric::Discount => {
                let list = [of(ByOffer::Booked), of(ByOffer::Discounts)];
                let steps = key.metric.unit().steps_per_unit() as u32;
                self.ratio(key, &[of(ByOffer::Discounts)], &list, steps)
            }
            Metric::PulledIn => Column::Cell(self.sum(key, &[Count::Region(ByRegion::PulledIn)])),
            Metric::PushedOut => Column::Cell(self.sum(key, &[Count::Region(ByRegion::PushedOut)])),
            Metric::RecurringStart => {
                let first = ColumnKey { period: self.first_month(key.period), ..key };
                Column::Cell(self.sum(first, &[of(ByOffer::RecurringStart)]))
            }
            Metric::GrossRetention => self.retention(key, ByOffer::KeptGross)?,
            Metric::NetRetention => self.retention(key, ByOffer::KeptNet)?,
            _ => return None,
        })
    }

    /// What bookings are the sum of.
    pub(super) fn booked(&self, key: ColumnKey) -> Vec<Count> {
        let mut counts = vec![Count::Offer(ByOffer::Booked)];
        if self.scenario.counts_renewals() {
            counts.push(Count::Offer(ByOffer::BookedRenewals));
        }
        if key.offer.is_none() && self.scenario.closed_quarters() > 0 {
            counts.push(Count::Region(ByRegion::Actual));
        }
        counts
    }

    /// The first month of a period that was played.
    fn first_month(&self, period: Period) -> Period {
        let closed = self.scenario.closed_quarters();
        match period {
            Period::Horizon => Period::Month(closed * MONTHS_PER_QUARTER as u32),
            Period::Quarter(quarter) => Period::Month(quarter * MONTHS_PER_QUARTER as u32),
            Period::Month(month) => Period::Month(month),
        }
    }

    /// What is left of the contracts of a year ago, at the end of a quarter; over the horizon that of its last quarter.
    fn retention(&mut self, key: ColumnKey, kept: ByOffer) -> Option<Column> {
        let period = match key.period {
            Period::Horizon => Period::Quarter(self.scenario.calendar.quarters.checked_sub(1)?),
            Period::Quarter(quarter) => Period::Quarter(quarter),
            Period::Month(_) => return None,
        };
        let key = ColumnKey { period, ..key };
        let steps = key.metric.unit().steps_per_unit() as u32;
        Some(self.ratio(key, &[Count::Offer(kept)], &[Count::Offer(ByOffer::Cohort)], steps))
    }

    /// What customers bring: further deals, and renewed contracts where these count.
    pub(super) fn booked_by_customers(&self) -> Vec<Count> {
        let mut counts = vec![Count::Offer(ByOffer::BookedCustomers)];
        if self.scenario.counts_renewals() {
            counts.push(Count::Offer(ByOffer::BookedRenewals));
        }
        counts
    }
}
