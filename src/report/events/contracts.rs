//! Events of contracts that recur and of discounts as rows.

use super::{Row, Writer};
use crate::model::chronicle::Entry;
use crate::model::terms::Approval;

impl Writer<'_> {
    /// What was given off a deal's list price, and whether it had to be approved.
    pub(super) fn discounted(&self, row: Row, deal: usize, week: i32) -> Row {
        let bargain = self.chronicle.deals[deal].bargain;
        let note = bargain.map(|bargain| match bargain.approval {
            Approval::NotAsked => "within the seller's authority",
            Approval::Granted => "approved",
            Approval::Refused => "asked for more, which was refused",
        });
        Row {
            value: bargain.map(|bargain| bargain.discount),
            note: note.map(str::to_owned),
            ..self.deal(row, deal, week)
        }
    }

    /// A contract at the end of its term: its yearly value from then on, or at the end.
    pub(super) fn contract(&self, entry: &Entry, contract: usize, (from, to): (i64, i64)) -> Row {
        let record = &self.chronicle.contracts[contract];
        let region = &self.plan.scenario.regions[record.region];
        let (event, cents) = match to {
            0 => ("contract-ended", from),
            to if to > from => ("contract-expanded", to),
            to if to < from => ("contract-contracted", to),
            to => ("contract-renewed", to),
        };
        let before = format!("{:.2} a year before", from as f64 / 100.0);
        Row {
            deal: Some(record.id.clone()),
            offer: Some(self.plan.scenario.offers[region.offers[record.offer].offer].clone()),
            amount: Some(cents as f64 / 100.0),
            currency: Some(self.plan.scenario.currencies[region.currency].code.clone()),
            note: (to != from && to != 0).then_some(before),
            ..self.row(entry.week, entry.region, event)
        }
    }
}
