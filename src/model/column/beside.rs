//! Columns beside those of the metrics asked for: what targets speak of, which big deals are won, what is counted of careers.

use std::collections::BTreeSet;

use super::{Column, ColumnKey, Maker, promised_keys};

impl Maker<'_> {
    /// What named targets speak of, where it is not gathered already.
    pub(super) fn promised(&mut self) {
        let named = self.scenario.targets.iter().filter(|target| target.written.is_some());
        let keys: Vec<ColumnKey> = named.flat_map(promised_keys).collect();
        let known: BTreeSet<ColumnKey> = self.made.cells.iter().map(|(key, _)| *key).collect();
        let mut missing: Vec<ColumnKey> = keys.into_iter().filter(|key| !known.contains(key)).collect();
        missing.sort_unstable();
        missing.dedup();
        missing.into_iter().for_each(|key| self.cell(key));
    }

    /// A column for each count by level of careers.
    pub(super) fn careers(&mut self) {
        let first = self.made.columns.len();
        let cells = self.layout.first_career()..self.layout.cells;
        self.made.columns.extend(cells.map(|cell| Column::Cell(cell as u32)));
        self.made.careers = first..self.made.columns.len();
    }

    /// A column for each big deal: 1 where it is won.
    pub(super) fn big_deals(&mut self) {
        let first = self.made.columns.len();
        let cells = (0..self.scenario.big_deals.len()).map(|index| self.layout.big_deal(index) as u32);
        self.made.columns.extend(cells.map(Column::Cell));
        self.made.big_deals = first..self.made.columns.len();
    }
}
