//! The plan as a table: one row for each region, to be changed and read back by `quarterdeck new --from`.

use super::paper::{Made, Paper};
use super::style;
use crate::scenario::Scenario;
use crate::scenario::draft::filled;
use crate::scenario::draft::sheet::COLUMNS;
use crate::table::excel::Written;
use rust_xlsxwriter::Note;

pub fn sheet(scenario: &Scenario, footer: &str) -> Made<Paper> {
    let mut paper = Paper::new("Plan", footer)?;
    let headings: Vec<&str> = COLUMNS.iter().map(|column| column.names[0]).collect();
    paper.widths(&[vec![20.0, 20.0], vec![13.0; COLUMNS.len() - 2]].concat())?;
    paper.headings(0, &headings)?;
    for (index, column) in (0..).zip(&COLUMNS) {
        let note = Note::new(column.note).add_author_prefix(false).set_author("Quarterdeck");
        paper.sheet.insert_note(0, index, &note)?;
    }
    for (row, cells) in (1..).zip(filled(scenario)) {
        for ((index, column), written) in (0..).zip(&COLUMNS).zip(cells) {
            match written {
                Written::Text(text) => paper.text(row, index, &text, &style::plain())?,
                Written::Number(value) => {
                    let shown = if column.is_money() { style::COUNT } else { "General" };
                    paper.number(row, index, value, &style::number(shown))?;
                }
            }
        }
    }
    Ok(paper)
}
