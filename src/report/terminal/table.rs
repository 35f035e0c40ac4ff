//! Tables of numbers: a name, then columns aligned at the decimal point.

use super::COLUMNS;
use super::page::Ink;
use crate::report::text::{elided, width};

/// Columns for names where the numbers leave that much.
const NAME_WIDTH: usize = 22;
/// Names are never narrower than this.
const NAME_WIDTH_MIN: usize = 6;
/// Narrowest column of numbers, with the gap before it.
const COLUMN_WIDTH_MIN: usize = 8;
/// Gap before a group of columns, beside the usual one.
const GROUP_GAP: usize = 2;

/// A table in the making.
pub struct Table {
    name_title: String,
    /// Most columns for names.
    name_width: usize,
    /// Narrowest column of numbers, with the gap before it.
    column_width: usize,
    titles: Vec<String>,
    spans: Vec<Span>,
    rows: Vec<Row>,
}

/// A remark above some columns.
struct Span {
    first: usize,
    last: usize,
    remark: &'static str,
}

struct Row {
    ink: Ink,
    name: String,
    cells: Vec<String>,
}

impl Table {
    pub fn new(name_title: impl Into<String>, titles: &[&str]) -> Table {
        let titles = titles.iter().map(|title| (*title).to_owned()).collect();
        Table {
            name_title: name_title.into(),
            name_width: NAME_WIDTH,
            column_width: COLUMN_WIDTH_MIN,
            titles,
            spans: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// Lets the column of names grow to the longest, as far as the numbers leave room.
    pub fn with_whole_names(mut self) -> Table {
        let longest = longest(self.rows.iter().map(|row| width(&row.name)));
        self.name_width = NAME_WIDTH.max(longest);
        self
    }

    /// Lets columns be as narrow as their numbers, so that names have more room.
    pub fn narrow(mut self) -> Table {
        self.column_width = 0;
        self
    }

    /// Sets `remark` above the columns `first` to `last`, counted from 0, with a gap before them.
    pub fn span(&mut self, first: usize, last: usize, remark: &'static str) {
        self.spans.push(Span { first, last, remark });
    }

    pub fn row(&mut self, name: impl Into<String>, cells: Vec<String>) {
        self.rows.push(Row { ink: Ink::Plain, name: name.into(), cells });
    }

    /// A row that sums others.
    pub fn total(&mut self, name: impl Into<String>, cells: Vec<String>) {
        self.rows.push(Row { ink: Ink::Strong, name: name.into(), cells });
    }

    /// Title of the names, then the titles of the columns.
    pub fn titles(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name_title.as_str()).chain(self.titles.iter().map(String::as_str))
    }

    /// Every row: whether it sums others, its name, its cells.
    pub fn rows(&self) -> impl Iterator<Item = (bool, &str, &[String])> {
        self.rows.iter().map(|row| (row.ink == Ink::Strong, row.name.as_str(), row.cells.as_slice()))
    }

    /// An empty line between groups of rows.
    pub fn gap(&mut self) {
        self.row("", Vec::new());
    }

    /// The table's lines, each at most 80 columns wide.
    pub fn lines(&self) -> Vec<(Ink, String)> {
        let layout = Layout::of(self);
        let mut lines = Vec::new();
        if !self.spans.is_empty() {
            lines.push((Ink::Faint, layout.spans(&self.spans)));
        }
        lines.push((Ink::Faint, layout.header(&self.name_title, &self.titles)));
        lines.extend(self.rows.iter().map(|row| (row.ink, layout.row(&row.name, &row.cells))));
        lines
    }
}

/// Where columns stand.
struct Layout {
    name: usize,
    /// Widths with the gap before each.
    columns: Vec<usize>,
    /// Characters after the whole part, the point included, that a column keeps free.
    fractions: Vec<usize>,
}

impl Layout {
    fn of(table: &Table) -> Layout {
        let cells = |column: usize| table.rows.iter().filter_map(move |row| row.cells.get(column));
        let indices = 0..table.titles.len();
        let fractions: Vec<usize> =
            indices.clone().map(|column| longest(cells(column).map(|cell| fraction(cell)))).collect();
        let natural = |column: usize| {
            let whole = longest(cells(column).map(|cell| width(cell) - fraction(cell)));
            width(&table.titles[column]).max(whole + fractions[column])
        };
        let starts_group = |column: usize| table.spans.iter().any(|span| span.first == column && column > 0);
        let mut columns: Vec<usize> =
            indices.clone().map(|column| (natural(column) + 2).max(table.column_width)).collect();
        if columns.iter().sum::<usize>() + NAME_WIDTH_MIN > COLUMNS {
            columns = indices.clone().map(|column| natural(column) + 1).collect();
        }
        for column in indices.filter(|column| starts_group(*column)) {
            columns[column] += GROUP_GAP;
        }
        let numbers = columns.iter().sum::<usize>();
        Layout { name: table.name_width.min(COLUMNS.saturating_sub(numbers)), columns, fractions }
    }

    fn header(&self, name: &str, titles: &[String]) -> String {
        let titles = titles.iter().zip(&self.columns).map(|(title, columns)| right(title, *columns));
        self.name(name) + &titles.collect::<String>()
    }

    fn row(&self, name: &str, cells: &[String]) -> String {
        let cell = |(cell, (columns, free)): (&String, (&usize, &usize))| {
            let padding = if width(cell) == 0 { 0 } else { free - fraction(cell) };
            right(&format!("{cell}{}", " ".repeat(padding)), *columns)
        };
        self.name(name)
            + &cells.iter().zip(self.columns.iter().zip(&self.fractions)).map(cell).collect::<String>()
    }

    /// Remarks between dashes, each over its columns.
    fn spans(&self, spans: &[Span]) -> String {
        let mut line = " ".repeat(self.name);
        for span in spans {
            let gap = if span.first == 0 { 2 } else { 2 + GROUP_GAP };
            let start = self.name + self.columns[..span.first].iter().sum::<usize>() + gap;
            let end = self.name + self.columns[..=span.last].iter().sum::<usize>();
            let dashes = (end - start).saturating_sub(width(span.remark) + 2);
            let (before, after) = ("─".repeat(dashes / 2), "─".repeat(dashes - dashes / 2));
            line.push_str(&" ".repeat(start.saturating_sub(width(&line))));
            line.push_str(&format!("{before} {} {after}", span.remark));
        }
        line
    }

    fn name(&self, name: &str) -> String {
        let name = elided(name, self.name);
        let padding = self.name.saturating_sub(width(&name));
        name + &" ".repeat(padding)
    }
}

fn longest(widths: impl Iterator<Item = usize>) -> usize {
    widths.max().unwrap_or(0)
}

/// Columns from the decimal point on, a unit included; without a point those of the unit.
fn fraction(cell: &str) -> usize {
    let from = cell.find('.').or_else(|| unit(cell));
    from.map_or(0, |from| width(&cell[from..]))
}

/// Where the unit behind a whole number begins: the ` M` of `21 M`.
fn unit(cell: &str) -> Option<usize> {
    let digits = cell.rfind(|character: char| character.is_ascii_digit())? + 1;
    let unit = cell[digits..].strip_prefix([' ', '\u{a0}'])?;
    (!unit.is_empty() && unit.chars().all(char::is_alphabetic)).then_some(digits)
}

fn right(cell: &str, columns: usize) -> String {
    " ".repeat(columns.saturating_sub(width(cell))) + cell
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_align_at_the_point() {
        let mut table = Table::new("M EUR", &["mean"]);
        table.row("dach", vec!["7.92".to_owned()]);
        table.row("  sum", vec!["24.9".to_owned()]);
        table.row("none", vec!["–".to_owned()]);
        let lines: Vec<String> = table.lines().into_iter().map(|(_, line)| line).collect();
        assert_eq!(lines[1].find('.').map(|point| point - 4), lines[2].find('.').map(|point| point - 4));
        assert!(lines.iter().all(|line| width(line) == NAME_WIDTH + 8));
    }

    #[test]
    fn a_whole_number_with_a_unit_aligns_with_those_that_have_a_point() {
        let mut table = Table::new("", &["P10"]);
        table.row("board", vec!["8.6\u{a0}M".to_owned()]);
        table.row("emea", vec!["21\u{a0}M".to_owned()]);
        table.row("few", vec!["–".to_owned()]);
        let ends: Vec<String> =
            table.lines().into_iter().skip(1).map(|(_, line)| line.chars().rev().take(6).collect()).collect();
        assert_eq!(ends, ["M\u{a0}6.8 ", "  M\u{a0}12", "    – "].map(str::to_owned));
    }

    #[test]
    fn long_names_give_way_to_numbers() {
        let mut table = Table::new("", &["a"; 8]);
        table.row("a-very-long-name-of-a-region", vec!["1 234.56".to_owned(); 8]);
        assert!(table.lines().iter().all(|(_, line)| width(line) <= COLUMNS));
    }
}
