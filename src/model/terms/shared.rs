//! Tables that regions share: those of one law are one table, which is made once and stays in the processor's cache.

use std::cell::RefCell;
use std::sync::Arc;

use crate::distribution::{Law, QuantileTable, WholeTable};

use super::closing::ClosingWeeks;
use super::offer::Whole;

/// The tables of a plan that is being compiled.
#[derive(Debug, Default)]
pub struct Shared {
    weeks: Made<WholeTable>,
    quantiles: Made<QuantileTable>,
    closing: Made<ClosingWeeks, (Law, [f64; 52])>,
}

/// Tables made so far, with what they are made from.
type Made<T, K = Law> = RefCell<Vec<(K, Arc<T>)>>;

impl Shared {
    /// The table of max(1, x rounded half up) weeks.
    pub fn weeks(&self, law: Law) -> Arc<WholeTable> {
        found_or_made(&self.weeks, law, |law| WholeTable::of_weeks(law, 1))
    }

    /// The table of quantiles.
    pub fn quantiles(&self, law: Law) -> Arc<QuantileTable> {
        found_or_made(&self.quantiles, law, |law| QuantileTable::new(law.clone()))
    }

    /// The tables of weeks, those of this law, under a closing season.
    pub fn closing(&self, law: Law, whole: &Whole, factors: &[f64; 52]) -> Arc<ClosingWeeks> {
        found_or_made(&self.closing, (law, *factors), |(_, factors)| ClosingWeeks::new(whole, factors))
    }
}

fn found_or_made<T, K: PartialEq>(made: &Made<T, K>, key: K, make: impl FnOnce(&K) -> T) -> Arc<T> {
    let mut made = made.borrow_mut();
    if let Some((_, table)) = made.iter().find(|(known, _)| *known == key) {
        return Arc::clone(table);
    }
    let table = Arc::new(make(&key));
    made.push((key, Arc::clone(&table)));
    table
}
