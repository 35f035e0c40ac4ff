//! Tables that regions share: those of one law are one table, which is made once and stays in the processor's cache.

use std::cell::RefCell;
use std::sync::Arc;

use crate::distribution::{Law, QuantileTable, WholeTable};

/// The tables of a plan that is being compiled.
#[derive(Debug, Default)]
pub struct Shared {
    weeks: Made<WholeTable>,
    quantiles: Made<QuantileTable>,
}

/// Tables made so far, with their laws.
type Made<T> = RefCell<Vec<(Law, Arc<T>)>>;

impl Shared {
    /// The table of max(1, x rounded half up) weeks.
    pub fn weeks(&self, law: Law) -> Arc<WholeTable> {
        found_or_made(&self.weeks, law, |law| WholeTable::of_weeks(law, 1))
    }

    /// The table of quantiles.
    pub fn quantiles(&self, law: Law) -> Arc<QuantileTable> {
        found_or_made(&self.quantiles, law, |law| QuantileTable::new(law.clone()))
    }
}

fn found_or_made<T>(made: &Made<T>, law: Law, make: impl FnOnce(&Law) -> T) -> Arc<T> {
    let mut made = made.borrow_mut();
    if let Some((_, table)) = made.iter().find(|(known, _)| *known == law) {
        return Arc::clone(table);
    }
    let table = Arc::new(make(&law));
    made.push((law, Arc::clone(&table)));
    table
}
