//! Pictures of a market entry: when it pays back, what each way is worth, and where another way is best.

mod cash;
mod map;
mod value;

use super::Chart;
use super::frame::Around;
use crate::study::enter::{Enter, Kind, Row};

/// Every picture of a region's entry that can be drawn.
pub fn entry(enter: &Enter) -> Vec<Chart> {
    [cash::cash(enter), value::value(enter), map::map(enter)].into_iter().flatten().collect()
}

/// The best of the ways that do enter, with its place among the rows.
fn best_mode(enter: &Enter) -> Option<(usize, &Row)> {
    let modes = enter.rows.iter().enumerate().filter(|(_, row)| row.kind == Kind::Mode);
    modes.reduce(|best, row| if row.1.behind.value > best.1.behind.value { row } else { best })
}

fn around(enter: &Enter, title: String, subtitle: String) -> Around {
    Around::study(&enter.origin, enter.rows.len(), title, subtitle)
}
