//! One sheet in the making: text that stays text, numbers, formulas with their values, widths and the set-up of the print.

use std::collections::BTreeMap;

use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Formula, Worksheet, XlsxError};

use super::style;
use crate::report::text::harmless;
use crate::unit::Date;

pub type Made<T> = Result<T, XlsxError>;

/// Letters that a cell can hold.
const LETTERS_MAX: usize = 32_000;
/// Number of the paper format A4.
const A4: u8 = 9;
/// Height of a line of text.
const LINE: f64 = 15.0;
/// Lines that a row grows to; what is longer is read in the bar of the cell.
const LINES_MAX: usize = 12;
/// Share of a column's width that text takes with certainty, bold letters and those wider than a digit included.
const BOLD: f64 = 0.85;

pub struct Paper {
    pub sheet: Worksheet,
    widths: Vec<f64>,
    headings: Vec<Heading>,
    /// Lines of text of the rows with more than one.
    lines: BTreeMap<u32, usize>,
}

/// A heading, written when it is known what stands below it.
struct Heading {
    row: u32,
    column: u16,
    text: String,
    /// Whether numbers stand below it, with which it is aligned.
    is_of_numbers: bool,
}

impl Paper {
    /// A sheet of this name, printed one page wide, with `footer` below every page.
    pub fn new(name: &str, footer: &str) -> Made<Paper> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?;
        sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
        sheet.set_footer(format!("&L&8{}&R&8&P / &N", footer.replace('&', "&&")));
        Ok(Paper { sheet, widths: Vec::new(), headings: Vec::new(), lines: BTreeMap::new() })
    }

    /// Text, never a formula.
    pub fn text(&mut self, row: u32, column: u16, text: &str, format: &Format) -> Made<()> {
        if !text.is_empty() {
            self.sheet.write_string_with_format(row, column, clean(text), format)?;
        }
        Ok(())
    }

    /// Text that is wrapped in its column; its row becomes as high as its lines.
    pub fn wrapped(&mut self, row: u32, column: u16, text: &str, format: &Format) -> Made<()> {
        let width = self.widths.get(usize::from(column)).copied().unwrap_or(f64::INFINITY);
        let lines = wrapped_lines(text, width as usize).min(LINES_MAX);
        if lines > 1 {
            let most = self.lines.entry(row).or_default();
            *most = lines.max(*most);
        }
        self.text(row, column, text, format)
    }

    /// A number; nothing where there is none.
    pub fn number(
        &mut self,
        row: u32,
        column: u16,
        value: impl Into<Option<f64>>,
        format: &Format,
    ) -> Made<()> {
        if let Some(value) = value.into().filter(|value| value.is_finite()) {
            self.head_numbers(column);
            self.sheet.write_number_with_format(row, column, value, format)?;
        }
        Ok(())
    }

    pub fn day(&mut self, row: u32, column: u16, day: Date) -> Made<()> {
        let year = u16::try_from(day.year).unwrap_or(1900);
        let moment = ExcelDateTime::from_ymd(year, day.month, day.day)?;
        self.sheet.write_datetime_with_format(row, column, &moment, &style::number(style::DATE))?;
        Ok(())
    }

    /// A formula of our own with its value, for viewers that do not calculate.
    pub fn formula(
        &mut self,
        row: u32,
        column: u16,
        (formula, value): (&str, f64),
        format: &Format,
    ) -> Made<()> {
        self.head_numbers(column);
        let formula = Formula::new(formula).set_result(value.to_string());
        self.sheet.write_formula_with_format(row, column, formula, format)?;
        Ok(())
    }

    /// Headings in a row, which stays in sight and is repeated on every page.
    pub fn headings(&mut self, row: u32, headings: &[&str]) -> Made<()> {
        self.heading_row(row, 0, headings);
        self.sheet.set_freeze_panes(row + 1, 1)?;
        self.sheet.set_repeat_rows(row, row)?;
        Ok(())
    }

    /// Headings from this cell on, of a table in the middle of a sheet.
    pub fn heading_row(&mut self, row: u32, first: u16, headings: &[&str]) {
        let heading = |(column, text): (u16, &&str)| Heading {
            row,
            column,
            text: (*text).to_owned(),
            is_of_numbers: false,
        };
        self.headings.extend((first..).zip(headings).map(heading));
    }

    /// A number was written below the last heading of this column.
    fn head_numbers(&mut self, column: u16) {
        if let Some(heading) = self.headings.iter_mut().rev().find(|heading| heading.column == column) {
            heading.is_of_numbers = true;
        }
    }

    /// A sentence across the first columns, as high as its lines.
    pub fn sentence(
        &mut self,
        row: u32,
        (last, letters): (u16, usize),
        text: &str,
        format: &Format,
    ) -> Made<()> {
        let text = clean(text);
        let lines = text.chars().count().div_ceil(letters).max(1);
        self.sheet.merge_range(row, 0, row, last, &text, format)?;
        self.sheet.set_row_height(row, LINE * lines as f64)?;
        Ok(())
    }

    pub fn widths(&mut self, widths: &[f64]) -> Made<()> {
        for (column, width) in (0..).zip(widths) {
            self.sheet.set_column_width(column, *width)?;
        }
        self.widths = widths.to_vec();
        Ok(())
    }

    /// The sheet as it goes into the workbook.
    pub fn finish(mut self) -> Made<Worksheet> {
        for Heading { row, column, text, is_of_numbers } in std::mem::take(&mut self.headings) {
            let format = style::heading();
            let format = if is_of_numbers { format.set_align(FormatAlign::Right) } else { format };
            if text.is_empty() {
                self.sheet.write_blank(row, column, &format)?;
            }
            self.wrapped(row, column, &text, &format)?;
        }
        for (row, lines) in &self.lines {
            self.sheet.set_row_height(*row, LINE * *lines as f64)?;
        }
        Ok(self.sheet)
    }
}

/// Text that a cell can hold, without what steers a terminal or a screen.
fn clean(text: &str) -> String {
    harmless(&text.replace('\u{a0}', " ")).chars().take(LETTERS_MAX).collect()
}

/// Lines that text takes in so many letters, broken between words and within longer ones.
fn wrapped_lines(text: &str, width: usize) -> usize {
    let width = ((width as f64 * BOLD) as usize).max(1);
    let mut lines = 0;
    for paragraph in text.split('\n') {
        let mut used = 0;
        lines += 1;
        for word in paragraph.split_whitespace() {
            let letters = word.chars().count();
            if used > 0 && used + 1 + letters > width {
                lines += 1;
                used = 0;
            }
            used += usize::from(used > 0) + letters;
            lines += used.saturating_sub(1) / width;
            used = if used > width { (used - 1) % width + 1 } else { used };
        }
    }
    lines
}

/// `B7` for row 6, column 1.
pub fn cell(row: u32, column: u16) -> String {
    let letter = |index: u16| char::from(b'A' + (index % 26) as u8);
    let name = if column < 26 {
        letter(column).to_string()
    } else {
        format!("{}{}", letter(column / 26 - 1), letter(column))
    };
    format!("{name}{}", row + 1)
}

/// `bookings_self_sourced` as a reader calls it: `Bookings self sourced`.
pub fn told(name: &str) -> String {
    crate::report::text::capitalized(&name.replace('_', " "))
}
