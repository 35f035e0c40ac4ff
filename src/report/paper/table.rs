//! Tables of a paper: names, then columns of numbers or words.

use crate::report::number::JOINT;
use crate::report::terminal::table;
use crate::report::text::harmless;

#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Name within the page: `quarters`.
    pub id: String,
    pub caption: String,
    /// The first holds the names of the rows.
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// Whether the order of its rows is part of what it says.
    pub is_fixed: bool,
}

/// Fewest rows that are worth sorting.
const SORTED_LEAST: usize = 3;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub title: String,
    /// Whether its cells are numbers.
    pub is_number: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Whether it sums others.
    pub is_total: bool,
    /// Whether it stands below the part of the company that it belongs to.
    pub is_indented: bool,
    /// As many as there are columns, without control characters.
    pub cells: Vec<String>,
}

impl Row {
    pub fn of(cells: impl IntoIterator<Item = String>) -> Row {
        let cells = cells.into_iter().map(|cell| harmless(&cell)).collect();
        Row { is_total: false, is_indented: false, cells }
    }

    pub fn total(cells: impl IntoIterator<Item = String>) -> Row {
        Row { is_total: true, ..Row::of(cells) }
    }
}

impl Table {
    /// A table of rows; short ones are filled up, and columns are told apart by what they hold.
    pub fn new(
        id: impl Into<String>,
        caption: impl Into<String>,
        titles: &[&str],
        mut rows: Vec<Row>,
    ) -> Table {
        rows.iter_mut().for_each(|row| row.cells.resize(titles.len(), String::new()));
        let column = |(index, title): (usize, &&str)| {
            let is_number = index > 0 && holds_numbers(rows.iter().map(|row| row.cells[index].as_str()));
            Column { title: (*title).to_owned(), is_number }
        };
        let columns = titles.iter().enumerate().map(column).collect();
        Table { id: id.into(), caption: caption.into(), columns, rows, is_fixed: false }
    }

    /// The same in an order that nobody may change.
    pub fn fixed(self) -> Table {
        Table { is_fixed: true, ..self }
    }

    /// Whether a reader may sort it.
    pub fn is_sortable(&self) -> bool {
        !self.is_fixed && self.rows.iter().filter(|row| !row.is_total).count() >= SORTED_LEAST
    }

    /// What the terminal shows; a column without a title is a drawing in characters and stays there.
    pub fn of(id: impl Into<String>, caption: impl Into<String>, shown: &table::Table) -> Table {
        let titles: Vec<&str> = shown.titles().collect();
        let kept = |index: &usize| *index == 0 || !titles[*index].is_empty();
        let indices: Vec<usize> = (0..titles.len()).filter(kept).collect();
        let row = |(is_total, name, cells): (bool, &str, &[String])| {
            let cell = |index: &usize| match index {
                0 => harmless(name.trim_start()),
                _ => harmless(cells.get(index - 1).map_or("", |cell| cell.trim())),
            };
            let is_indented = name.starts_with(' ');
            Row { is_total, is_indented, cells: indices.iter().map(cell).collect() }
        };
        let rows = shown.rows().filter(|(_, name, cells)| !name.is_empty() || !cells.is_empty()).map(row);
        let titles: Vec<&str> = indices.iter().map(|index| titles[*index]).collect();
        Table::new(id, caption, &titles, rows.collect())
    }
}

/// Whether a column is one of numbers: some of its cells are, and all others are empty or missing.
fn holds_numbers<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let mut told =
        cells.filter(|cell| !cell.is_empty() && *cell != crate::report::number::MISSING).peekable();
    told.peek().is_some() && told.all(|cell| sort_value(cell).is_some())
}

/// The number by which a shown cell is sorted: `1.2 M`, `−0.3 ±0.1`, `71 (69 to 73)`, `>99`, `34 %`; `None` of words.
pub fn sort_value(cell: &str) -> Option<f64> {
    let text = cell.trim_start_matches('±').split(['(', '±']).next().unwrap_or_default();
    let text = text.split(" to ").next().unwrap_or_default();
    let text: String = text.chars().filter(|letter| ![' ', JOINT].contains(letter)).collect();
    let text = text.trim_start_matches(['<', '>', '≤', '+']);
    let (sign, text) = text.strip_prefix(['−', '-']).map_or((1.0, text), |rest| (-1.0, rest));
    let number =
        text.trim_end_matches(|letter: char| letter == '%' || letter.is_ascii_lowercase() || letter == 'M');
    let factor = match &text[number.len()..] {
        "" | "%" => 1.0,
        "k" => 1e3,
        "M" => 1e6,
        "bn" => 1e9,
        _ => return None,
    };
    let is_plain = number.starts_with(|digit: char| digit.is_ascii_digit());
    number.parse::<f64>().ok().filter(|_| is_plain).map(|value| sign * factor * value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_what_is_sorted() {
        let told = [
            "1.2\u{a0}M",
            "−0.3 ±0.1",
            "71 (69 to 73)",
            ">99",
            "34\u{a0}%",
            "1\u{a0}234",
            "46 to 51",
            "±0.3",
        ];
        let numbers = [1_200_000.0, -0.3, 71.0, 99.0, 34.0, 1_234.0, 46.0, 0.3];
        assert_eq!(told.map(sort_value), numbers.map(Some));
        assert_eq!(["", "–", "2027-Q1", "the year", "inf", "=1+1", "nan", "1x"].map(sort_value), [None; 8]);
    }

    #[test]
    fn a_column_is_one_of_numbers_where_nothing_else_is_in_it() {
        let rows = || vec![Row::of(["a".into(), "1".into()]), Row::of(["b".into(), "–".into(), "x".into()])];
        let table = Table::new("t", "", &["", "n", "w"], rows());
        assert_eq!(
            table.columns.iter().map(|column| column.is_number).collect::<Vec<_>>(),
            [false, true, false]
        );
        assert!(table.rows.iter().all(|row| row.cells.len() == 3));
    }

    #[test]
    fn what_the_terminal_shows_is_taken_over_without_its_drawings() {
        let mut shown = table::Table::new("M EUR", &["mean", ""]);
        shown.total("north", vec!["3".into(), "███".into()]);
        shown.gap();
        shown.row("  uk\u{1b}", vec!["1.0".into(), "█".into()]);
        let table = Table::of("t", "", &shown);
        assert_eq!(table.columns.len(), 2);
        assert_eq!(table.rows.len(), 2);
        assert!(table.rows[0].is_total && table.rows[1].is_indented);
        assert_eq!(table.rows[1].cells, ["uk\u{fffd}", "1.0"]);
    }
}
