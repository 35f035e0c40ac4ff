//! Tables as markup: numbers to the right with what they sort by, in a box that scrolls where the page is narrow.

use maud::{Markup, html};

use super::words::rich;
use crate::report::paper::{Row, Table, sort_value};

/// A space as wide as a digit, and one as wide as a point.
const DIGIT_SPACE: &str = "\u{2007}";
const POINT_SPACE: &str = "\u{2008}";

pub fn table(table: &Table) -> Markup {
    let caption = format!("{}-caption", table.id);
    let fractions: Vec<usize> =
        (0..table.columns.len()).map(|column| longest_fraction(table, column)).collect();
    html! {
        div.scroll id=(table.id) tabindex="0" role="region" aria-labelledby=(caption) {
            table.sortable[table.is_sortable()] {
                caption id=(caption) { (rich(&table.caption)) }
                thead { tr { @for column in &table.columns { th.number[column.is_number] scope="col" { (column.title) } } } }
                tbody { @for line in &table.rows { (row(table, line, &fractions)) } }
            }
        }
    }
}

fn row(table: &Table, row: &Row, fractions: &[usize]) -> Markup {
    let cells = || row.cells.iter().zip(&table.columns);
    html! {
        tr.total[row.is_total].indented[row.is_indented] {
            @for (index, (cell, column)) in cells().enumerate() {
                @if index == 0 {
                    th scope="row" { (cell) }
                } @else if column.is_number {
                    td.number data-sort=[sort_value(cell)] data-pad=[padding(cell, fractions[index])] { (cell) }
                } @else {
                    td { (rich(cell)) }
                }
            }
        }
    }
}

/// Digits after the point of a cell that is a bare number; `None` of any other.
fn fraction(cell: &str) -> Option<usize> {
    let (_, last) = cell.rsplit_once(char::is_whitespace).unwrap_or(("", cell));
    let digits = last.trim_start_matches(['−', '+', '±']);
    let is_bare = !digits.is_empty() && digits.chars().all(|letter| letter.is_ascii_digit() || letter == '.');
    is_bare.then(|| digits.split_once('.').map_or(0, |(_, after)| after.len()))
}

fn longest_fraction(table: &Table, column: usize) -> usize {
    table.rows.iter().filter_map(|row| fraction(&row.cells[column])).max().unwrap_or(0)
}

/// What stands behind a number so that the points of a column stand below each other; the page draws it without it being
/// a part of the text.
fn padding(cell: &str, longest: usize) -> Option<String> {
    let own = fraction(cell).filter(|own| *own < longest)?;
    let point = if own == 0 { POINT_SPACE } else { "" };
    Some(format!("{point}{}", DIGIT_SPACE.repeat(longest - own)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_with_their_points_below_each_other() {
        assert_eq!(padding("2.0", 2).as_deref(), Some("\u{2007}"));
        assert_eq!(padding("12", 2).as_deref(), Some("\u{2008}\u{2007}\u{2007}"));
        assert_eq!(padding("−1 ±1", 1).as_deref(), Some("\u{2008}\u{2007}"));
        assert_eq!(
            [padding("1.25", 2), padding("–", 2), padding("34\u{a0}%", 2), padding("", 2)],
            [const { None }; 4]
        );
    }
}
