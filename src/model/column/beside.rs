//! Columns beside those of metrics: which big deals are won, and what is counted of careers.

use super::{Column, Maker};

impl Maker<'_> {
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
