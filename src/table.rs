//! Tables that people keep elsewhere: CSV text and worksheets, read with the place of every cell.
//!
//! What is in a cell is kept as it was written; a column is turned into numbers or dates as a whole, since one cell
//! alone (`1,234`, `03/04/2026`) may mean two things. Knows nothing of sales, nothing of diagnostics, and opens no file.

mod csv;
mod date;
mod encoding;
pub mod excel;
mod header;
mod number;

use std::ops::Range;

use crate::unit::Date;

pub use date::{Order, date, date_in, date_order, days_to_date};
pub use encoding::decoded;
pub use header::normalized;
pub use number::{Decimal, decimal_style, number, number_in};

/// Where a cell lies: bytes of the text it was read from, or the name of a worksheet's cell (`B7`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    Span(Range<usize>),
    Sheet(String),
}

/// What a worksheet itself says that a cell holds; text alone in CSV.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Typed {
    Text,
    Number(f64),
    Date(Date),
}

/// One cell: its text without surrounding blanks and quotation marks, and where it lies.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    pub text: String,
    pub place: Place,
    pub typed: Typed,
}

impl Cell {
    /// Whether nothing is written in it.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// A complaint about this cell.
    pub fn trouble(&self, message: impl Into<String>, help: impl Into<String>) -> Trouble {
        let places = vec![(self.place.clone(), String::new())];
        Trouble { places, message: message.into(), help: help.into() }
    }
}

/// The heading of a column, as written and as compared: see [`normalized`].
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    pub name: String,
    pub cell: Cell,
}

/// One row below the headings.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Line of the file or row of the worksheet, from 1.
    pub line: usize,
    /// A cell for each heading; fewer, and those that are missing are empty; or more, of which [`Table::troubles`] tells.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The cell of a column, if there is one and something is written in it.
    pub fn cell(&self, column: impl Into<Option<usize>>) -> Option<&Cell> {
        self.cells.get(column.into()?).filter(|cell| !cell.is_empty())
    }

    /// Its text; empty where there is none.
    pub fn text(&self, column: impl Into<Option<usize>>) -> &str {
        self.cell(column).map_or("", |cell| &cell.text)
    }
}

/// What is wrong with a table: a sentence, the places complained of (each with a few words, may be empty), and the cure.
#[derive(Clone, Debug, PartialEq)]
pub struct Trouble {
    pub places: Vec<(Place, String)>,
    pub message: String,
    pub help: String,
}

/// A table as it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    pub headers: Vec<Header>,
    pub rows: Vec<Row>,
    /// What was read all the same, but hardly as it was meant: rows with more or fewer cells than headings, and headings
    /// that occur twice.
    pub troubles: Vec<Trouble>,
}

impl Table {
    /// Reads comma-, semicolon- or tab-separated text with headings in its first line. Blank lines, lines that start with
    /// `#`, and a byte order mark are skipped.
    ///
    /// # Errors
    /// No line of headings, or a quotation mark that is never closed.
    pub fn from_csv(text: &str) -> Result<Table, Trouble> {
        csv::read(text, &|_| true)
    }

    /// The same where a title may stand above the headings: they are the first line of which `are_headings` holds, else the
    /// first of all.
    ///
    /// # Errors
    /// Likewise.
    pub fn from_csv_under(text: &str, are_headings: &dyn Fn(&[Cell]) -> bool) -> Result<Table, Trouble> {
        csv::read(text, are_headings)
    }

    /// The first column whose heading is one of `names`, compared as [`normalized`].
    pub fn column(&self, names: &[&str]) -> Option<usize> {
        let named = |name: &&str| {
            let name = normalized(name);
            self.headers.iter().position(|header| header.name == name)
        };
        names.iter().find_map(named)
    }

    /// The same for a column that must be there; the first of `names` is what it is called.
    ///
    /// # Errors
    /// The nearest heading that is there, or all of them.
    pub fn required(&self, names: &[&str]) -> Result<usize, Trouble> {
        self.column(names).ok_or_else(|| header::missing(&self.headers, names))
    }

    /// Headings that are none of `known`: columns that nobody reads.
    pub fn unread(&self, known: &[&[&str]]) -> Vec<&Header> {
        let known: Vec<String> =
            known.iter().flat_map(|names| names.iter()).map(|name| normalized(name)).collect();
        self.headers
            .iter()
            .filter(|header| !header.name.is_empty() && !known.contains(&header.name))
            .collect()
    }

    /// Whether a row holds more than there are headings for, so that its cells may belong elsewhere.
    pub fn overflows(&self, row: &Row) -> bool {
        row.cells.len() > self.headers.len()
    }

    /// The cells of a column in which something is written.
    pub fn cells(&self, column: usize) -> impl Iterator<Item = &Cell> {
        self.rows.iter().filter_map(move |row| row.cell(column))
    }

    /// A column as numbers, one for each row, `None` where nothing or nothing legible is written; complaints go to
    /// `troubles`. Whether a comma or a point sets decimals apart is decided by the column.
    pub fn numbers(&self, column: usize, troubles: &mut Vec<Trouble>) -> Vec<Option<f64>> {
        let Some(style) = kept(decimal_style(self.cells(column)), troubles) else {
            return vec![None; self.rows.len()];
        };
        let number = |cell: &Cell| match cell.typed {
            Typed::Number(number) => Ok(number),
            Typed::Date(date) => Err(format!("{date} is a date, not a number")),
            Typed::Text => number_in(&cell.text, style),
        };
        self.converted(column, number, "write a plain number, such as 1250000 or 0.22", troubles)
    }

    /// A column as dates, one for each row, likewise. Whether the day or the month comes first is decided by the column.
    pub fn dates(&self, column: usize, troubles: &mut Vec<Trouble>) -> Vec<Option<Date>> {
        self.dates_or(column, (|_: &str| false, "write a date as 2026-12-31"), troubles)
    }

    /// A column as dates where cells may hold something else as well, such as a quarter: those are `None` without a complaint.
    pub fn dates_or(
        &self,
        column: usize,
        (is_other, help): (impl Fn(&str) -> bool, &str),
        troubles: &mut Vec<Trouble>,
    ) -> Vec<Option<Date>> {
        let Some(order) = kept(date_order(self.cells(column)), troubles) else {
            return vec![None; self.rows.len()];
        };
        let date = |cell: &Cell| match cell.typed {
            Typed::Date(date) => Ok(Some(date)),
            Typed::Text if is_other(&cell.text) => Ok(None),
            Typed::Number(_) | Typed::Text => date_in(&cell.text, order).map(Some),
        };
        self.converted(column, date, help, troubles).into_iter().map(Option::flatten).collect()
    }

    fn converted<T>(
        &self,
        column: usize,
        convert: impl Fn(&Cell) -> Result<T, String>,
        help: &str,
        troubles: &mut Vec<Trouble>,
    ) -> Vec<Option<T>> {
        let mut one = |row: &Row| {
            let cell = row.cell(column)?;
            let heading = self.headers.get(column).map_or("", |header| &header.cell.text);
            kept(convert(cell).map_err(|why| cell.trouble(format!("`{heading}`: {why}"), help)), troubles)
        };
        self.rows.iter().map(&mut one).collect()
    }
}

/// What a result holds; its complaint goes to `troubles`.
fn kept<T>(result: Result<T, Trouble>, troubles: &mut Vec<Trouble>) -> Option<T> {
    result.map_err(|trouble| troubles.push(trouble)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_any_of_their_names() {
        let table = Table::from_csv("Region *;People;Cycle_Weeks\ndach;12;9,5\n").expect("a table");
        assert_eq!(table.column(&["market", "region"]), Some(0));
        assert_eq!(table.column(&["cycle weeks"]), Some(2));
        assert_eq!(table.column(&["quota"]), None);
        assert_eq!(table.unread(&[&["region"], &["cycle weeks"]])[0].cell.text, "People");
    }

    #[test]
    fn a_missing_column_names_its_nearest_heading() {
        let table = Table::from_csv("regoin,people\ndach,12\n").expect("a table");
        let trouble = table.required(&["region"]).expect_err("it is missing");
        assert_eq!(trouble.message, "there is no column `region`");
        assert!(trouble.help.starts_with("is `regoin` meant? "), "{}", trouble.help);
        let trouble = table.required(&["quota"]).expect_err("it is missing");
        assert!(trouble.help.contains("found: `regoin`, `people`"), "{}", trouble.help);
    }

    #[test]
    fn a_column_of_numbers_complains_of_each_cell_that_is_none() {
        let table = Table::from_csv("quota\n1.250.000\nmany\n\"950.000,50\"\n").expect("a table");
        let mut troubles = Vec::new();
        assert_eq!(table.numbers(0, &mut troubles), [Some(1_250_000.0), None, Some(950_000.5)]);
        assert_eq!(troubles[0].message, "`quota`: `many` is not a number");
    }

    #[test]
    fn a_column_of_dates_is_read_in_one_order() {
        let table = Table::from_csv("started\n03/04/2026\n31/12/2025\n2024-02-29\n").expect("a table");
        let mut troubles = Vec::new();
        let dates = table.dates(0, &mut troubles);
        assert_eq!(dates[0], Some(Date { year: 2026, month: 4, day: 3 }));
        assert_eq!(dates[2], Some(Date { year: 2024, month: 2, day: 29 }));
        assert!(troubles.is_empty());
    }
}
