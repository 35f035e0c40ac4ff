//! Separated text, scanned by hand, since a complaint needs the bytes of every cell.

use std::ops::Range;

use super::header;
use super::{Cell, Place, Row, Table, Trouble, Typed};

const BOM: char = '\u{feff}';

/// See [`Table::from_csv_under`].
pub fn read(text: &str, are_headings: &dyn Fn(&[Cell]) -> bool) -> Result<Table, Trouble> {
    let mut scanner = Scanner::new(text);
    let mut records = Vec::new();
    while let Some(record) = scanner.record()? {
        if !record.is_blank() {
            records.push(record);
        }
    }
    let above = records.iter().position(|record| are_headings(&record.cells)).unwrap_or(0);
    let mut records = records.into_iter().skip(above);
    let Some(headings) = records.next() else { return Err(no_headings(text)) };
    let headers = header::headers(headings.cells);
    let mut table = Table { troubles: header::twice(&headers), headers, rows: Vec::new() };
    if above > 0 {
        table.troubles.push(header::above(&table.headers, headings.line));
    }
    records.for_each(|record| add(&mut table, record));
    Ok(table)
}

fn no_headings(text: &str) -> Trouble {
    Trouble {
        places: vec![(Place::Span(0..text.len().min(1)), String::new())],
        message: "there is no line of headings".to_string(),
        help: "write the names of the columns into the first line, separated by commas, semicolons or tabs"
            .to_string(),
    }
}

/// Takes in a row; of one that does not fit the headings it says so, and of one that holds more it keeps all.
fn add(table: &mut Table, record: Record) {
    let columns = table.headers.len();
    let Record { line, mut cells, span } = record;
    let written = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    if written > columns || cells.len() < columns {
        let found = match cells.len().max(written) {
            1 => "1 cell".to_string(),
            found => format!("{found} cells"),
        };
        table.troubles.push(Trouble {
            places: vec![(Place::Span(span), String::new())],
            message: format!("line {line} has {found}, but there are {columns} headings"),
            help: "put a cell that holds the separator (a decimal comma) into quotation marks: \"1,5\""
                .to_string(),
        });
    }
    cells.truncate(columns.max(written));
    table.rows.push(Row { line, cells });
}

/// One line, or several where a quoted cell holds line ends.
struct Record {
    line: usize,
    cells: Vec<Cell>,
    span: Range<usize>,
}

impl Record {
    /// Whether nothing is written in it but separators, or it is a comment.
    fn is_blank(&self) -> bool {
        self.cells.iter().all(Cell::is_empty)
    }
}

struct Scanner<'a> {
    text: &'a str,
    position: usize,
    line: usize,
    separator: u8,
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str) -> Scanner<'a> {
        let mut scanner = Scanner { text, position: 0, line: 1, separator: b',' };
        scanner.position = if text.starts_with(BOM) { BOM.len_utf8() } else { 0 };
        // Excel may say in a first line of its own what separates: `sep=;`.
        let told = scanner.rest_of_line().strip_prefix("sep=").and_then(|rest| rest.bytes().next());
        if told.is_some() {
            scanner.skip_line();
        }
        scanner.skip_comments();
        scanner.separator = told.unwrap_or_else(|| separator(&text[scanner.position..]));
        scanner
    }

    fn rest_of_line(&self) -> &'a str {
        let rest = &self.text[self.position..];
        &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())]
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.position).copied()
    }

    fn skip_line(&mut self) {
        self.position += self.rest_of_line().len();
        self.end_line();
    }

    /// Goes over a line's end: `\n`, `\r\n` or `\r`.
    fn end_line(&mut self) {
        let carriage = self.peek() == Some(b'\r');
        self.position += usize::from(carriage);
        let feed = self.peek() == Some(b'\n');
        self.position += usize::from(feed);
        self.line += usize::from(carriage || feed);
    }

    fn skip_comments(&mut self) {
        while self.position < self.text.len() {
            let line = self.rest_of_line().trim_start();
            let quoted = line.strip_prefix('"').unwrap_or(line);
            if !(line.is_empty() || quoted.trim_start().starts_with('#')) {
                break;
            }
            self.skip_line();
        }
    }

    /// The next line that is no comment; `None` at the end.
    fn record(&mut self) -> Result<Option<Record>, Trouble> {
        self.skip_comments();
        if self.position >= self.text.len() {
            return Ok(None);
        }
        let (line, start) = (self.line, self.position);
        let mut cells = vec![self.cell()?];
        while self.peek() == Some(self.separator) {
            self.position += 1;
            cells.push(self.cell()?);
        }
        let span = start..self.position;
        self.end_line();
        Ok(Some(Record { line, cells, span }))
    }

    fn cell(&mut self) -> Result<Cell, Trouble> {
        let start = self.position;
        while self.peek().is_some_and(|byte| byte == b' ' || (byte == b'\t' && self.separator != b'\t')) {
            self.position += 1;
        }
        if self.peek() == Some(b'"') {
            return self.quoted();
        }
        self.position = start;
        Ok(self.bare())
    }

    /// Up to the separator or the line's end, without surrounding blanks.
    fn bare(&mut self) -> Cell {
        let start = self.position;
        while self.peek().is_some_and(|byte| byte != self.separator && byte != b'\n' && byte != b'\r') {
            self.position += 1;
        }
        let raw = &self.text[start..self.position];
        let text = raw.trim();
        let from = start + (raw.len() - raw.trim_start().len());
        let span = if text.is_empty() { start..self.position } else { from..from + text.len() };
        Cell { text: text.to_string(), place: Place::Span(span), typed: Typed::Text }
    }

    /// A cell in quotation marks, which are doubled inside it; what follows the closing one belongs to it.
    fn quoted(&mut self) -> Result<Cell, Trouble> {
        let start = self.position;
        let mut text = String::new();
        loop {
            let inside = self.position + 1;
            let Some(length) = self.text[inside..].find('"') else { return Err(unclosed(start)) };
            text.push_str(&self.text[inside..inside + length]);
            self.line += self.text[inside..inside + length].matches('\n').count();
            self.position = inside + length + 1;
            if self.peek() != Some(b'"') {
                break;
            }
            text.push('"');
        }
        let end = self.position;
        text.push_str(&self.bare().text);
        let place = Place::Span(start..end);
        Ok(Cell { text: text.trim().to_string(), place, typed: Typed::Text })
    }
}

fn unclosed(start: usize) -> Trouble {
    Trouble {
        places: vec![(Place::Span(start..start + 1), "opened here".to_string())],
        message: "a quotation mark is never closed".to_string(),
        help: "close it, or write a quotation mark inside a quoted cell twice".to_string(),
    }
}

/// What separates cells: of comma, semicolon and tab the one that the first line with any holds most often outside quotation
/// marks. A comma before a blank may belong to the words of a title, and counts where nothing else does.
fn separator(text: &str) -> u8 {
    let unquoted = |line: &str| line.split('"').step_by(2).collect::<String>();
    let lines = || text.split(['\n', '\r']).map(unquoted);
    let first = lines().next().unwrap_or_default();
    let bare = lines().map(|line| line.replace(", ", " ")).find(|line| line.contains([',', ';', '\t']));
    let line = if first.contains([';', '\t']) { first } else { bare.unwrap_or(first) };
    let count = |separator: &u8| line.bytes().filter(|byte| byte == separator).count();
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Table, Trouble> {
        super::read(text, &|_| true)
    }

    fn texts(table: &Table) -> Vec<Vec<&str>> {
        table.rows.iter().map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect()).collect()
    }

    #[test]
    fn every_cell_knows_its_bytes() {
        let text = "\u{feff}a;\"b\"\n  x ; \"y \"\"z\"\"\" \n";
        let table = read(text).expect("a table");
        assert_eq!(texts(&table), [["x", "y \"z\""]]);
        let spans: Vec<&str> = table.rows[0]
            .cells
            .iter()
            .map(|cell| match &cell.place {
                Place::Span(span) => &text[span.clone()],
                Place::Sheet(_) => "",
            })
            .collect();
        assert_eq!(spans, ["x", "\"y \"\"z\"\"\""]);
    }

    #[test]
    fn blank_lines_comments_and_empty_rows_are_skipped_but_counted() {
        let table = read("# a plan\n\na,b\r\n# more\r\n,\r\n1,2\r\n\"# quoted\",3\n3,4").expect("a table");
        assert_eq!(texts(&table), [["1", "2"], ["3", "4"]]);
        assert_eq!(table.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [6, 8]);
    }

    #[test]
    fn separators_are_told_by_the_headings() {
        for text in ["a,b\n1,2", "a;b\n1;2", "a\tb\n1\t2", "sep=;\na;b\n1;2", "\"a,x\";b\n1;2"] {
            assert_eq!(texts(&read(text).expect("a table")), [["1", "2"]], "{text}");
        }
    }

    #[test]
    fn ragged_rows_are_kept_and_told() {
        let table = read("a,b\n1\n1,2,,\n1,5,3\n").expect("a table");
        assert_eq!(texts(&table), [vec!["1"], vec!["1", "2"], vec!["1", "5", "3"]]);
        let messages: Vec<&str> = table.troubles.iter().map(|trouble| trouble.message.as_str()).collect();
        assert_eq!(
            messages,
            ["line 2 has 1 cell, but there are 2 headings", "line 4 has 3 cells, but there are 2 headings"]
        );
    }

    #[test]
    fn quoted_line_ends_belong_to_the_cell() {
        let table = read("a,b\n\"one\ntwo\",x\ny,z\n").expect("a table");
        assert_eq!(table.rows[0].cells[0].text, "one\ntwo");
        assert_eq!(table.rows[1].line, 4);
    }

    #[test]
    fn what_is_no_table_is_a_sentence() {
        assert_eq!(read("# nothing\n").expect_err("empty").message, "there is no line of headings");
        assert_eq!(read("a,b\n\"1,2\n").expect_err("open").message, "a quotation mark is never closed");
    }

    #[test]
    fn headings_may_stand_under_a_title() {
        let text = "Plan 2027, draft\n\nregion;people\ndach;1,5\n";
        let table = super::read(text, &|cells| cells[0].text == "region").expect("a table");
        assert_eq!(texts(&table), [["dach", "1,5"]]);
        assert_eq!(table.troubles.len(), 1);
        assert!(table.troubles[0].message.starts_with("the headings are read from row 3"));
        let table = super::read(text, &|_| false).expect("a table");
        assert_eq!(table.headers[0].cell.text, "Plan 2027, draft");
    }
}
