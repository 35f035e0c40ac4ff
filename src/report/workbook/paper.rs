//! One sheet in the making: text that stays text, numbers, formulas with their values, widths and the set-up of the print.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Worksheet, XlsxError};

use super::style;
use crate::report::text::harmless;
use crate::unit::Date;

pub type Made<T> = Result<T, XlsxError>;

/// Letters that a cell can hold.
const LETTERS_MAX: usize = 32_000;
/// Number of the paper format A4.
const A4: u8 = 9;
/// Letters of a line of wrapped text across a merged width, per unit of column width, and its height.
const LINE: f64 = 15.0;

pub struct Paper {
    pub sheet: Worksheet,
}

impl Paper {
    /// A sheet of this name, printed one page wide, with `footer` below every page.
    pub fn new(name: &str, footer: &str) -> Made<Paper> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?;
        sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
        sheet.set_footer(format!("&L&8{}&R&8&P / &N", footer.replace('&', "&&")));
        Ok(Paper { sheet })
    }

    /// Text, never a formula.
    pub fn text(&mut self, row: u32, column: u16, text: &str, format: &Format) -> Made<()> {
        if !text.is_empty() {
            self.sheet.write_string_with_format(row, column, clean(text), format)?;
        }
        Ok(())
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
        let formula = Formula::new(formula).set_result(value.to_string());
        self.sheet.write_formula_with_format(row, column, formula, format)?;
        Ok(())
    }

    /// Headings in a row, which stays in sight and is repeated on every page.
    pub fn headings(&mut self, row: u32, headings: &[&str]) -> Made<()> {
        for (column, heading) in (0..).zip(headings) {
            self.text(row, column, heading, &style::heading())?;
        }
        self.sheet.set_freeze_panes(row + 1, 1)?;
        self.sheet.set_repeat_rows(row, row)?;
        Ok(())
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
        Ok(())
    }

    /// The sheet as it goes into the workbook.
    pub fn finish(self) -> Made<Worksheet> {
        Ok(self.sheet)
    }
}

/// Text that a cell can hold, without what steers a terminal or a screen.
fn clean(text: &str) -> String {
    harmless(&text.replace('\u{a0}', " ")).chars().take(LETTERS_MAX).collect()
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
