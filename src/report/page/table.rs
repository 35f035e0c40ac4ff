//! Tables as markup: numbers to the right with what they sort by, in a box that scrolls where the page is narrow.

use maud::{Markup, html};

use super::words::rich;
use crate::report::paper::{Row, Table, sort_value};

pub fn table(table: &Table) -> Markup {
    let caption = format!("{}-caption", table.id);
    html! {
        div.scroll id=(table.id) tabindex="0" role="region" aria-labelledby=(caption) {
            table.sortable[table.is_sortable()] {
                caption id=(caption) { (rich(&table.caption)) }
                thead { tr { @for column in &table.columns { th.number[column.is_number] scope="col" { (column.title) } } } }
                tbody { @for line in &table.rows { (row(table, line)) } }
            }
        }
    }
}

fn row(table: &Table, row: &Row) -> Markup {
    let cells = || row.cells.iter().zip(&table.columns);
    html! {
        tr.total[row.is_total].indented[row.is_indented] {
            @for (index, (cell, column)) in cells().enumerate() {
                @if index == 0 {
                    th scope="row" { (cell) }
                } @else if column.is_number {
                    td.number data-sort=[sort_value(cell)] { (cell) }
                } @else {
                    td { (rich(cell)) }
                }
            }
        }
    }
}
