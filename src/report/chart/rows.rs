//! Rows: names at the left, something drawn beside each, and columns of numbers at the right.

use super::canvas::{Anchor, Canvas};
use super::color::{GRAY, INK};
use super::font::{Lettering, Weight};
use super::frame::Area;
use super::label::elided;

/// Most room that names take.
const NAME_ROOM: f64 = 200.0;
const NAME_GAP: i32 = 14;
/// Room for the headings of columns.
pub const HEADING_ROOM: i32 = 16;
/// Tallest row, and the usual height of what is drawn in it.
const HEIGHT_MAX: f64 = 190.0;
const BAR_HEIGHT: f64 = 22.0;

/// Rows of one picture.
#[derive(Clone, Debug)]
pub struct Rows {
    /// Where the rows' shapes are drawn.
    pub data: Area,
    pub lettering: Lettering,
    /// Right edges of the columns of numbers, left to right.
    columns: Vec<i32>,
    /// Of a row.
    height: f64,
}

impl Rows {
    /// Rows with these names in `area`, and columns of these widths at its right.
    pub fn new(area: Area, names: &[String], widths: &[i32]) -> Rows {
        let top = area.top + HEADING_ROOM;
        let height = (f64::from(area.bottom - top) / names.len().max(1) as f64).min(HEIGHT_MAX);
        let lettering = Lettering::regular((0.75 * height).clamp(8.0, 13.0), INK);
        let bold = Lettering { weight: Weight::Bold, ..lettering };
        let widest = names.iter().map(|name| bold.width(name)).fold(0.0, f64::max).min(NAME_ROOM);
        let right_of = |column: usize| area.right - widths[column..].iter().sum::<i32>();
        let columns = (1..=widths.len()).map(right_of).collect();
        let right = right_of(0);
        let bottom = top + (height * names.len() as f64).round() as i32;
        let data = Area { left: area.left + widest.ceil() as i32 + NAME_GAP, top, right, bottom };
        Rows { data, lettering, columns, height }
    }

    /// The middle of a row.
    pub fn middle(&self, index: usize) -> i32 {
        self.data.top + ((index as f64 + 0.5) * self.height).round() as i32
    }

    /// Upper and lower edge of a bar in a row.
    pub fn bar(&self, index: usize) -> (i32, i32) {
        let thickness = (0.62 * self.height).min(BAR_HEIGHT).max(0.3 * self.height).round() as i32;
        let top = self.middle(index) - thickness / 2;
        (top, top + thickness)
    }

    /// Edges of a bar as thick as this share, from 0 to 1, of what a row can hold.
    pub fn share_of(&self, index: usize, share: f64) -> (i32, i32) {
        let thickness = (0.84 * self.height * share).max(3.0).round() as i32;
        let top = self.middle(index) - thickness / 2;
        (top, top + thickness)
    }

    pub fn name(&self, canvas: &mut Canvas, index: usize, name: &str, lettering: Lettering) {
        let lettering = Lettering { size: self.lettering.size, ..lettering };
        let name = elided(name, lettering, NAME_ROOM);
        canvas.text((self.data.left - NAME_GAP, self.middle(index)), &name, lettering, Anchor::End);
    }

    /// A number of a column, its end at the column's right edge.
    pub fn number(&self, canvas: &mut Canvas, index: usize, column: usize, text: &str, lettering: Lettering) {
        let lettering = Lettering { size: self.lettering.size, ..lettering };
        canvas.text((self.columns[column], self.middle(index)), text, lettering, Anchor::End);
    }

    /// Headings over the columns of numbers.
    pub fn headings(&self, canvas: &mut Canvas, headings: &[&str]) {
        let lettering = Lettering::regular(12.0, GRAY);
        for (right, heading) in self.columns.iter().zip(headings) {
            canvas.text((*right, self.data.top - HEADING_ROOM / 2 - 2), heading, lettering, Anchor::End);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_share_the_area_and_columns_stand_at_its_right() {
        let names: Vec<String> = (0..10).map(|index| format!("region-{index}")).collect();
        let area = Area { left: 40, top: 100, right: 920, bottom: 516 };
        let rows = Rows::new(area, &names, &[80, 60]);
        assert_eq!(rows.columns, [860, 920]);
        assert_eq!((rows.data.right, rows.data.bottom), (780, 516));
        assert!((1..10).all(|index| rows.bar(index - 1).1 < rows.bar(index).0));
    }
}
