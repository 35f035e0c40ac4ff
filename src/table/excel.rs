//! Worksheets of Excel and OpenDocument workbooks, read into the same table as CSV, and written to be filled in.

mod write;

use std::io::Cursor;

use calamine::{Data, ExcelDateTime, Range, Reader, Sheets, open_workbook_auto_from_rs};

use super::date::date;
use super::{Cell, Place, Row, Table, Trouble, Typed, header};
use crate::unit::Date;

pub use write::{Page, Written, write};

/// Reads the worksheet named `sheet`, else the first one of the workbook in `bytes`. The first row of which `are_headings`
/// holds, else the first with anything in it, holds the headings; empty rows, and rows whose first cell starts with `#`, are skipped. Numbers and dates keep their types.
///
/// # Errors
/// Bytes that are no workbook, no such worksheet, or one without headings.
pub fn from_workbook(
    bytes: &[u8],
    sheet: Option<&str>,
    are_headings: &dyn Fn(&[Cell]) -> bool,
) -> Result<Table, Trouble> {
    let mut workbook = open(bytes)?;
    let names = workbook.sheet_names();
    let name = match sheet {
        Some(sheet) => names
            .iter()
            .find(|name| name.eq_ignore_ascii_case(sheet))
            .ok_or_else(|| no_sheet(sheet, &names))?,
        None => names.first().ok_or_else(|| no_sheet("", &names))?,
    };
    let range = workbook.worksheet_range(name).map_err(|error| illegible(&error.to_string()))?;
    table(&range, are_headings).ok_or_else(|| without_headings(name))
}

/// Name of the worksheet with the row of the highest `score`, the first among equals; `None` where every row scores 0 or the
/// bytes are no workbook.
pub fn best_worksheet(bytes: &[u8], score: &dyn Fn(&[Cell]) -> usize) -> Option<String> {
    let mut workbook = open(bytes).ok()?;
    let mut best: Option<(usize, String)> = None;
    for name in workbook.sheet_names() {
        let Ok(range) = workbook.worksheet_range(&name) else { continue };
        let scored = range.rows().map(|data| score(&cells(data, 0, 0))).max().unwrap_or(0);
        if scored > best.as_ref().map_or(0, |(highest, _)| *highest) {
            best = Some((scored, name));
        }
    }
    best.map(|(_, name)| name)
}

fn open(bytes: &[u8]) -> Result<Sheets<Cursor<&[u8]>>, Trouble> {
    open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|error| illegible(&error.to_string()))
}

fn trouble(message: String, help: &str) -> Trouble {
    Trouble { places: Vec::new(), message, help: help.to_string() }
}

fn illegible(why: &str) -> Trouble {
    trouble(
        format!("the file cannot be read as a workbook: {}", why.trim_end_matches('.')),
        "save it as .xlsx or .ods without a password, or as .csv",
    )
}

fn no_sheet(sheet: &str, names: &[String]) -> Trouble {
    let there: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    trouble(
        format!("the workbook has no worksheet `{sheet}`"),
        &format!("there are {}", if there.is_empty() { "none".to_string() } else { there.join(", ") }),
    )
}

fn without_headings(name: &str) -> Trouble {
    trouble(
        format!("the worksheet `{name}` has no row of headings"),
        "write the names of the columns into its first row",
    )
}

fn table(range: &Range<Data>, are_headings: &dyn Fn(&[Cell]) -> bool) -> Option<Table> {
    let (top, left) = range.start()?;
    let rows = range.rows().enumerate().map(|(index, data)| {
        let line = top as usize + index + 1;
        Row { line, cells: cells(data, line, left as usize) }
    });
    let written: Vec<Row> = rows.filter(|row| !is_blank(row)).collect();
    let above = written.iter().position(|row| are_headings(&row.cells)).unwrap_or(0);
    let mut written = written.into_iter().skip(above);
    let headings = written.next()?;
    let columns = headings.cells.len();
    let headers = header::headers(headings.cells);
    let mut troubles = header::twice(&headers);
    troubles.extend((above > 0).then(|| header::above(&headers, headings.line)));
    let rows = written.map(|row| truncated(row, columns)).collect();
    Some(Table { troubles, headers, rows })
}

fn truncated(mut row: Row, columns: usize) -> Row {
    row.cells.truncate(columns);
    row
}

/// Whether nothing is written in a row, or it is a comment.
fn is_blank(row: &Row) -> bool {
    match row.cells.iter().find(|cell| !cell.is_empty()) {
        None => true,
        Some(first) => first.text.starts_with('#'),
    }
}

fn cells(data: &[Data], line: usize, left: usize) -> Vec<Cell> {
    let cell = |(index, data): (usize, &Data)| {
        let (text, typed) = content(data);
        Cell { text, typed, place: Place::Sheet(format!("{}{line}", column_name(left + index))) }
    };
    data.iter().enumerate().map(cell).collect()
}

/// `A` for column 0, `AA` for column 26.
fn column_name(column: usize) -> String {
    let letter = char::from(b'A' + (column % 26) as u8);
    if column < 26 { letter.to_string() } else { format!("{}{letter}", column_name(column / 26 - 1)) }
}

fn content(data: &Data) -> (String, Typed) {
    match data {
        Data::Empty => (String::new(), Typed::Text),
        Data::String(text) => (text.trim().to_string(), Typed::Text),
        Data::Bool(truth) => (truth.to_string(), Typed::Text),
        Data::Error(error) => (error.to_string(), Typed::Text),
        Data::DurationIso(text) => (text.clone(), Typed::Text),
        Data::Int(number) => (number.to_string(), Typed::Number(*number as f64)),
        Data::Float(number) => (number.to_string(), Typed::Number(*number)),
        Data::DateTime(moment) => day(moment),
        Data::DateTimeIso(text) => match date(text) {
            Ok(day) => (day.to_string(), Typed::Date(day)),
            Err(_) => (text.clone(), Typed::Text),
        },
    }
}

/// The day of a date and time; a mere duration stays a number.
fn day(moment: &ExcelDateTime) -> (String, Typed) {
    let days = moment.as_f64();
    if !moment.is_datetime() {
        return (days.to_string(), Typed::Number(days));
    }
    // Reads days since 1904 too, as older workbooks of the Macintosh count them.
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    let day = Date { year: i32::from(year), month, day };
    (day.to_string(), Typed::Date(day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

    /// A workbook with a note above its headings, a comment row, an empty row and one row of every type.
    fn workbook() -> Vec<u8> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet().set_name("Plan").expect("a name");
        for (column, heading) in ["Region", "People", "Win rate", "Started"].into_iter().enumerate() {
            sheet.write(1, column as u16 + 1, heading).expect("written");
        }
        sheet.write(2, 1, "# example").expect("written");
        sheet.write(4, 1, " dach ").expect("written");
        sheet.write(4, 2, 12).expect("written");
        sheet.write(4, 3, 0.22).expect("written");
        let started = ExcelDateTime::from_ymd(2026, 3, 1).expect("a day");
        let format = Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_datetime_with_format(4, 4, &started, &format).expect("written");
        workbook.save_to_buffer().expect("a workbook")
    }

    #[test]
    fn cells_keep_their_types_and_know_their_names() {
        let table = from_workbook(&workbook(), None, &|_| true).expect("a table");
        let row = &table.rows[0];
        assert_eq!((table.rows.len(), row.line), (1, 5));
        assert_eq!(row.cells[0].text, "dach");
        assert_eq!(row.cells[1].typed, Typed::Number(12.0));
        assert_eq!(row.cells[2].typed, Typed::Number(0.22));
        assert_eq!(row.cells[3].typed, Typed::Date(Date { year: 2026, month: 3, day: 1 }));
        assert_eq!(row.cells[3].place, Place::Sheet("E5".to_string()));
        assert_eq!(table.column(&["win-rate"]), Some(2));
    }

    #[test]
    fn worksheets_are_found_by_name() {
        assert!(from_workbook(&workbook(), Some("plan"), &|_| true).is_ok());
        let trouble = from_workbook(&workbook(), Some("Budget"), &|_| true).expect_err("none of this name");
        assert_eq!(trouble.help, "there are `Plan`");
    }

    #[test]
    fn the_worksheet_that_scores_highest_is_found() {
        let mut workbook = Workbook::new();
        for (name, cells) in
            [("Notes", &["Region"][..]), ("Plan", &["", "Region", "People"]), ("Copy", &["Region", "People"])]
        {
            let sheet = workbook.add_worksheet().set_name(name).expect("a name");
            for (column, cell) in (0..).zip(cells) {
                sheet.write(3, column, *cell).expect("written");
            }
        }
        let bytes = workbook.save_to_buffer().expect("a workbook");
        let known = |cells: &[Cell]| {
            cells.iter().filter(|cell| ["Region", "People"].contains(&cell.text.as_str())).count()
        };
        assert_eq!(best_worksheet(&bytes, &known).as_deref(), Some("Plan"));
        assert_eq!(best_worksheet(&bytes, &|_| 0), None);
        assert_eq!(best_worksheet(b"region", &|_| 1), None);
    }

    #[test]
    fn what_is_no_workbook_is_a_sentence() {
        let trouble = from_workbook(b"region,people\n", None, &|_| true).expect_err("no workbook");
        assert!(trouble.message.starts_with("the file cannot be read as a workbook"), "{}", trouble.message);
    }

    #[test]
    fn columns_are_named_as_in_a_worksheet() {
        assert_eq!([0, 25, 26, 51, 702].map(column_name), ["A", "Z", "AA", "AZ", "AAA"]);
    }
}
