//! What became of deals between the customer's yes and the money, in one quarter.

use crate::model::chronicle::{Chronicle, End, Entry, What, Why};

/// Deals that rules and logistics held up, by number; regions by index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    pub reviewed: u32,
    pub refused: u32,
    pub cancelled: u32,
    pub never_paid: u32,
    /// Regions that may sell from this quarter on.
    pub first_sales: Vec<usize>,
    /// Regions that ran out of stock, and for how many weeks.
    pub out_of_stock: Vec<(usize, i32)>,
}

impl Passage {
    /// Whether there is nothing to tell.
    pub fn is_nothing(&self) -> bool {
        *self == Passage::default()
    }

    /// Notes what happened, where it is of this kind.
    pub(super) fn note(&mut self, chronicle: &Chronicle, event: &Entry) {
        let is_refused =
            |deal: usize| matches!(chronicle.deals[deal].end, End::Lost { why: Why::Refused, .. });
        match event.what {
            What::DealReviewed { .. } => self.reviewed += 1,
            What::DealLost(deal) if is_refused(deal) => self.refused += 1,
            What::DealCancelled(_) => self.cancelled += 1,
            What::NeverPaid(_) => self.never_paid += 1,
            What::FirstSale => self.first_sales.extend(event.region),
            What::OutOfStock(until) => {
                self.out_of_stock.extend(event.region.map(|region| (region, until - event.week)));
            }
            _ => {}
        }
    }
}
