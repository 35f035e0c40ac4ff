//! Tables for spreadsheets: comma-separated, quoted as RFC 4180 says, one line feed a row.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::data::{Column, Summaries, Table, Values};
use crate::replicate::Forecast;

/// Writes a table, row by row. Money has two decimals, every other number its shortest exact form; what has no value is an
/// empty field.
///
/// # Errors
///
/// Whatever `out` reports.
pub fn write(out: &mut impl Write, table: &dyn Table) -> io::Result<()> {
    let headings: Vec<String> = table.columns().iter().map(|column| field(&column.name)).collect();
    writeln!(out, "{}", headings.join(","))?;
    let mut line = String::new();
    for group in 0..table.groups() {
        let values = table.group(group);
        for row in 0..values.first().map_or(0, Values::len) {
            line.clear();
            for (column, values) in table.columns().iter().zip(&values) {
                if !line.is_empty() {
                    line.push(',');
                }
                push(&mut line, column, values, row);
            }
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}

/// Every cell of the forecast as a row; a label is empty where the cell is a total over it.
pub fn summary(forecast: &Forecast) -> String {
    let mut bytes = Vec::new();
    write(&mut bytes, &Summaries::of(forecast)).expect("memory can be written to");
    String::from_utf8(bytes).expect("text was written")
}

/// Adds a value to a line; nothing where there is none.
fn push(line: &mut String, column: &Column, values: &Values, row: usize) {
    let written = match values {
        Values::Whole(values) => values[row].map_or(Ok(()), |value| write!(line, "{value}")),
        Values::Real(values) => match (values[row], column.decimals) {
            (None, _) => Ok(()),
            (Some(value), None) => write!(line, "{value}"),
            (Some(value), Some(decimals)) => write!(line, "{value:.decimals$}"),
        },
        Values::Text(values) => line.write_str(&field(values[row].unwrap_or_default())),
        Values::Truth(values) => write!(line, "{}", values[row]),
    };
    written.expect("writing to a string cannot fail");
}

/// `text` as one field: quoted where it holds a comma, a quote or a line break; an apostrophe before what a spreadsheet would
/// take for a formula.
pub(super) fn field(text: &str) -> String {
    let text = if is_formula(text) { &format!("'{text}") } else { text };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// Whether a spreadsheet would compute `text`; it does not where a sign is followed by nothing but a number and words.
fn is_formula(text: &str) -> bool {
    let is_plain = |character: char| character.is_alphanumeric() || " .,_%".contains(character);
    match text.chars().next() {
        Some('=' | '@' | '\t' | '\r') => true,
        Some('+' | '-') => !text[1..].chars().all(is_plain),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::data::Kind;
    use crate::report::example;

    struct Small([Column; 4]);

    impl Table for Small {
        fn name(&self) -> &'static str {
            "small"
        }

        fn columns(&self) -> &[Column] {
            &self.0
        }

        fn groups(&self) -> usize {
            2
        }

        fn group(&self, index: usize) -> Vec<Values<'_>> {
            let first = 2 * index as i64;
            vec![
                Values::Whole(vec![Some(first), Some(first + 1)]),
                Values::Real(vec![Some(1_234.5), Some(20.0)]),
                Values::Real(vec![Some(0.873), None]),
                Values::Text(vec![Some("a, b"), None]),
            ]
        }
    }

    #[test]
    fn a_name_is_no_formula_and_a_number_no_name() {
        assert_eq!(field("=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0");
        assert_eq!(field("-1+HYPERLINK(\"x\")"), "\"'-1+HYPERLINK(\"\"x\"\")\"");
        assert_eq!(
            ["-12.5 %", "+3", "dach-ae-03", "-5 to 7"].map(field),
            ["-12.5 %", "+3", "dach-ae-03", "-5 to 7"]
        );
    }

    #[test]
    fn a_row_follows_the_other_through_all_groups() {
        let column = |name, kind| Column::new(name, kind, "", "");
        let money = Column { decimals: Some(2), ..column("bookings", Kind::Real) };
        let columns = [
            column("replication", Kind::Number),
            money,
            column("attainment, year", Kind::Real),
            column("region", Kind::Text),
        ];
        let mut out = Vec::new();
        write(&mut out, &Small(columns)).unwrap();
        let expected = "replication,bookings,\"attainment, year\",region\n0,1234.50,0.873,\"a, b\"\n1,20.00,,\n\
                        2,1234.50,0.873,\"a, b\"\n3,20.00,,\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    #[test]
    fn quotes_are_doubled() {
        assert_eq!(field("the \"big\" one"), "\"the \"\"big\"\" one\"");
    }

    #[test]
    fn every_row_of_the_summary_has_every_column_and_says_where_it_comes_from() {
        let mut forecast = example::emea();
        forecast.cells[1].summary = None;
        let table = summary(&forecast);
        assert_eq!(table.lines().count(), forecast.cells.len() + 1);
        assert!(table.lines().all(|line| line.matches(',').count() == 22));
        let run = format!(",{}", forecast.facts.provenance);
        assert!(table.lines().skip(1).all(|line| line.ends_with(&run)));
    }
}
