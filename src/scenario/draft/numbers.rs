//! Numbers of a plan's columns in the units of the questions: days as weeks, thousands in full, percent as a share.

use super::sheet::{Column, Holds};
use super::{Question, heading};
use crate::table::{Cell, Place, Table, Trouble};

/// Weeks above which a sales cycle was probably told in days.
const WEEKS_MAX: f64 = 60.0;

/// The numbers of a column, one for each row.
pub type Numbers = Vec<Option<f64>>;

/// Numbers of every column that holds some, by the column's index.
pub fn numbers(
    table: &Table,
    columns: &[(&Column, usize)],
    errors: &mut Vec<Trouble>,
) -> Vec<(usize, Numbers)> {
    let hold = columns.iter().filter(|(column, _)| column.is_number());
    hold.map(|(column, at)| (*at, in_units(table, column, *at, table.numbers(*at, errors)))).collect()
}

fn in_units(table: &Table, column: &Column, at: usize, numbers: Numbers) -> Numbers {
    let heading = heading::read(&table.headers[at].cell.text);
    let is_told = |cell: Option<&Cell>| cell.is_some_and(|cell| cell.text.contains('%'));
    let bare = |(row, number): (usize, &Option<f64>)| number.filter(|_| !is_told(table.rows[row].cell(at)));
    let are_percent = heading.is_percent && numbers.iter().enumerate().filter_map(bare).any(|n| n > 1.0);
    let convert = |(row, number): (usize, Option<f64>)| {
        let number = number?;
        Some(match column.holds {
            Holds::Number(Question::Cycle) => {
                let weeks = heading.weeks.unwrap_or(1.0);
                if weeks == 1.0 { number } else { (number * weeks * 10.0).round() / 10.0 }
            }
            Holds::Number(Question::WinRate | Question::SelfSourced)
                if are_percent && !is_told(table.rows[row].cell(at)) =>
            {
                number / 100.0
            }
            _ if column.is_money() => number * heading.scale,
            _ => number,
        })
    };
    numbers.into_iter().enumerate().map(convert).collect()
}

/// The question whether sales cycles of more than a year were told in days.
pub fn too_long(
    table: &Table,
    columns: &[(&Column, usize)],
    numbers: &[(usize, Numbers)],
) -> Option<Trouble> {
    let is_cycle = |column: &Column| column.holds == Holds::Number(Question::Cycle);
    let (_, at) = columns.iter().find(|(column, _)| is_cycle(column))?;
    let unit = heading::read(&table.headers[*at].cell.text).weeks;
    let (_, numbers) = numbers.iter().find(|(known, _)| known == at)?;
    let long = table.rows.iter().zip(numbers).filter(|(_, weeks)| weeks.is_some_and(|w| w > WEEKS_MAX));
    let long: Vec<(&Cell, f64)> = long.filter_map(|(row, weeks)| Some((row.cell(*at)?, (*weeks)?))).collect();
    let (_, first) = *long.first().filter(|_| unit.is_none_or(|unit| unit == 1.0))?;
    let places: Vec<(Place, String)> =
        long.iter().map(|(cell, _)| (cell.place.clone(), String::new())).collect();
    Some(Trouble {
        places,
        message: format!("{first} weeks from first meeting to signature: days?"),
        help: "if these are days, write `cycle days` as the heading, and they are converted".to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::draft::Answers;
    use crate::scenario::draft::plan::{self, Plan};
    use crate::unit::Date;

    fn read(text: &str) -> Plan {
        let table = Table::from_csv(text).expect("a table");
        let plan = plan::read(&table, &Answers::default(), Date { year: 2027, month: 1, day: 1 });
        assert!(plan.errors.is_empty(), "{:?}", plan.errors);
        plan
    }

    #[test]
    fn numbers_are_converted_by_the_units_of_their_headings() {
        let plan = read("Country;# Reps;Sales cycle (days);Win %;Bookings FY26 (k EUR)\nUK;8;84;22;4300\n");
        let uk = &plan.regions[0];
        assert_eq!(uk.number(Question::Cycle), 12.0);
        assert_eq!(uk.number(Question::WinRate), 0.22);
        assert_eq!(uk.number(Question::Bookings), 4_300_000.0);
        assert!(plan.warnings.is_empty(), "{:?}", plan.warnings);
        let shares = read("region;people;Win %\nUK;8;\"0,22\"\nDACH;9;22 %\n");
        assert_eq!(shares.regions[0].number(Question::WinRate), 0.22);
        assert_eq!(shares.regions[1].number(Question::WinRate), 0.22);
    }

    #[test]
    fn weeks_that_are_probably_days_are_asked_about() {
        let plan = read("region;people;cycle weeks\nUK;8;84\nDACH;8;91\n");
        assert_eq!(plan.warnings.len(), 1);
        assert_eq!(plan.warnings[0].message, "84 weeks from first meeting to signature: days?");
        assert_eq!(plan.warnings[0].places.len(), 2);
    }
}
