//! The currency of a region as its table tells it: in a column, in headings, or beside the amounts.

use super::sheet::{Column, Holds};
use super::{Answers, Question, heading};
use crate::table::{Cell, Row, Table, Trouble};

/// Currencies whose sign is `$`.
const DOLLARS: [&str; 7] = ["USD", "CAD", "AUD", "SGD", "HKD", "NZD", "MXN"];

/// Takes the currency that a row tells; the option's, which `region` holds, is contradicted only where the row has none of
/// its own.
///
/// # Errors
/// Two currencies in one row.
pub fn take(
    region: &mut Answers,
    table: &Table,
    columns: &[(&Column, usize)],
    row: &Row,
) -> Result<(), Trouble> {
    let is_currency = |column: &Column| column.holds == Holds::Words(Question::Currency);
    let is_own = columns.iter().any(|(column, at)| is_currency(column) && row.cell(*at).is_some());
    let option = region.is_told(Question::Currency);
    let mut known = (is_own || option).then(|| region.currency().to_string());
    for (cell, code) in told(table, columns, row) {
        match &known {
            Some(known) if !agree(known, code, &cell.text) => {
                let from = if is_own { "the column `currency`" } else { "--currency or another cell" };
                return Err(cell.trouble(
                    format!("`{}` is in {code}, but {from} says {known}", cell.text),
                    "write all money of a row in one currency, and its code into the column `currency`",
                ));
            }
            Some(_) => {}
            None => known = Some(code.to_string()),
        }
    }
    match known {
        Some(code) => region.take(Question::Currency, &code).map_err(|why| row.cells[0].trouble(why, "")),
        None => Ok(()),
    }
}

/// Whether a code found in `text` may be the known one: `$` is the sign of several.
fn agree(known: &str, code: &str, text: &str) -> bool {
    known == code || (text.contains('$') && code == "USD" && DOLLARS.contains(&known))
}

/// Every currency that headings and cells of money name, with its place.
fn told<'a>(
    table: &'a Table,
    columns: &'a [(&Column, usize)],
    row: &'a Row,
) -> impl Iterator<Item = (&'a Cell, &'static str)> {
    let money = columns.iter().filter(|(column, _)| column.is_money());
    money.flat_map(move |(_, at)| {
        let cell = row.cell(*at);
        let header = &table.headers[*at].cell;
        let in_heading = cell.and_then(|_| Some((header, heading::read(&header.text).currency?)));
        let in_cell = cell.and_then(|cell| Some((cell, written(&cell.text)?)));
        in_heading.into_iter().chain(in_cell)
    })
}

/// The currency beside an amount.
fn written(text: &str) -> Option<&'static str> {
    let is_part_of_amount =
        |letter: char| letter.is_ascii_digit() || letter.is_whitespace() || ".,'-+()".contains(letter);
    text.split(is_part_of_amount).filter(|word| !word.is_empty()).find_map(heading::currency)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::draft::plan::{self, Plan};
    use crate::unit::Date;

    fn read(text: &str, option: Option<&str>) -> Plan {
        let mut otherwise = Answers::default();
        if let Some(code) = option {
            otherwise.take(Question::Currency, code).expect("shipped");
        }
        let table = Table::from_csv(text).expect("a table");
        plan::read(&table, &otherwise, Date { year: 2027, month: 1, day: 1 })
    }

    #[test]
    fn headings_and_amounts_tell_the_currency() {
        for text in [
            "region;people;bookings (EUR)\nDACH;8;5000000\n",
            "region;people;bookings\nDACH;8;5.000.000,00 €\n",
            "region;people;bookings\nDACH;8;EUR 5000000\n",
        ] {
            let plan = read(text, None);
            assert!(plan.errors.is_empty(), "{:?}", plan.errors);
            assert!(plan.regions[0].is_told(Question::Currency));
            assert_eq!(plan.regions[0].currency(), "EUR");
        }
        assert!(!read("region;people;bookings\nDACH;8;5\n", None).regions[0].is_told(Question::Currency));
    }

    #[test]
    fn two_currencies_in_one_row_are_a_sentence() {
        let text = "region;people;bookings\nDACH;8;5 €\n";
        let told = &read(text, Some("GBP")).errors[0].message;
        assert_eq!(told, "`5 €` is in EUR, but --currency or another cell says GBP");
        assert!(read(text, Some("EUR")).errors.is_empty());
        let column = "region;people;bookings (EUR);currency\nUK;8;5;GBP\n";
        assert!(read(column, None).errors[0].message.contains("the column `currency` says GBP"));
        assert!(read("region;people;bookings;currency\nCanada;8;5 $;CAD\n", None).errors.is_empty());
    }
}
