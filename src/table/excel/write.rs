//! Workbooks to be filled in: headings with notes, and rows of examples.

use rust_xlsxwriter::{Format, FormatAlign, Note, Workbook, Worksheet, XlsxError};

/// Narrowest and widest column [letters].
const WIDTHS: std::ops::RangeInclusive<usize> = 9..=90;

/// One worksheet: its name, headings each with a note (may be empty), and rows of cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    pub name: String,
    pub headings: Vec<(String, String)>,
    pub rows: Vec<Vec<Written>>,
}

/// A cell to be written.
#[derive(Clone, Debug, PartialEq)]
pub enum Written {
    Text(String),
    Number(f64),
}

/// The workbook of these pages as bytes of an .xlsx file.
///
/// # Errors
/// A sentence, where a name or text is not one of a workbook.
pub fn write(pages: &[Page]) -> Result<Vec<u8>, String> {
    workbook(pages).map_err(|error| format!("the workbook cannot be made: {error}"))
}

fn workbook(pages: &[Page]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    for page in pages {
        let sheet = workbook.add_worksheet().set_name(&page.name)?;
        headings(sheet, page)?;
        for (row, cells) in (1..).zip(&page.rows) {
            for (column, cell) in (0..).zip(cells) {
                match cell {
                    Written::Text(text) => sheet.write(row, column, text.as_str())?,
                    Written::Number(number) => sheet.write(row, column, *number)?,
                };
            }
        }
    }
    workbook.save_to_buffer()
}

fn headings(sheet: &mut Worksheet, page: &Page) -> Result<(), XlsxError> {
    let format = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    for (column, (heading, note)) in (0..).zip(&page.headings) {
        sheet.write_with_format(0, column, heading.as_str(), &format)?;
        if !note.is_empty() {
            sheet.insert_note(
                0,
                column,
                &Note::new(note).add_author_prefix(false).set_author("Quarterdeck"),
            )?;
        }
        sheet.set_column_width(column, width(page, usize::from(column)) as f64)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    Ok(())
}

/// Letters of the widest cell of a column, within bounds.
fn width(page: &Page, column: usize) -> usize {
    let heading = page.headings.get(column).map_or(0, |(heading, _)| heading.chars().count());
    let cell = |row: &Vec<Written>| match row.get(column) {
        Some(Written::Text(text)) => text.chars().count(),
        Some(Written::Number(_)) | None => 0,
    };
    let widest = page.rows.iter().map(cell).max().unwrap_or(0).max(heading) + 2;
    widest.clamp(*WIDTHS.start(), *WIDTHS.end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::excel::from_workbook;

    #[test]
    fn what_is_written_is_read_back() {
        let page = Page {
            name: "Plan".to_string(),
            headings: vec![
                ("region".to_string(), "its name".to_string()),
                ("people".to_string(), String::new()),
            ],
            rows: vec![vec![Written::Text("dach".to_string()), Written::Number(12.0)]],
        };
        let table = from_workbook(&write(&[page]).expect("a workbook"), None, &|_| true).expect("a table");
        assert_eq!(table.column(&["people"]), Some(1));
        assert_eq!(table.rows[0].text(0), "dach");
    }

    #[test]
    fn a_name_that_excel_forbids_is_a_sentence() {
        let page = Page { name: "a/b".to_string(), headings: Vec::new(), rows: Vec::new() };
        assert!(write(&[page]).expect_err("forbidden").starts_with("the workbook cannot be made"));
    }
}
