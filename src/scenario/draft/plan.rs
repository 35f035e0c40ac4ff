//! A plan kept in a table, one row for each region and role, read into answers.

use super::Answers;
use super::hire::{self, Hire, On};
use super::sheet::{COLUMNS, Column, Holds};
use crate::table::{Cell, Place, Row, Table, Trouble, date_in, date_order};
use crate::unit::Date;

/// What came of reading a plan: the regions, what makes it impossible, and what is read hardly as meant.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    pub regions: Vec<Answers>,
    pub errors: Vec<Trouble>,
    pub warnings: Vec<Trouble>,
}

/// Reads the rows of `table`; what a row leaves empty is taken from `otherwise`. A horizon starts at `start`.
pub fn read(table: &Table, otherwise: &Answers, start: Date) -> Plan {
    let (errors, warnings) = table.troubles.iter().cloned().partition(|trouble| overflows(table, trouble));
    let mut plan = Plan { errors, warnings, ..Plan::default() };
    plan.warnings.extend(unread(table));
    let mut columns = Vec::new();
    for column in &COLUMNS {
        match (table.column(column.names), column.is_required) {
            (Some(index), _) => columns.push((column, index)),
            (None, false) => {}
            (None, true) => plan.errors.extend(table.required(column.names).err()),
        }
    }
    let numbers = numbers(table, &columns, &mut plan.errors);
    let hires = hires(table, &columns, &numbers, start, &mut plan.errors);
    if !plan.errors.is_empty() && columns.iter().filter(|(column, _)| column.is_required).count() < 2 {
        return plan;
    }
    let mut first: Vec<(String, &Row)> = Vec::new();
    for (index, row) in table.rows.iter().enumerate() {
        let mut region = otherwise.clone();
        for (column, at) in &columns {
            let Some(cell) = row.cell(*at) else {
                if column.is_required {
                    plan.errors.push(missing(row, *at, column));
                }
                continue;
            };
            let number =
                numbers.iter().find(|(known, _)| known == at).and_then(|(_, numbers)| numbers[index]);
            plan.errors.extend(take(&mut region, column, cell, number).err());
        }
        region.take_hires(hires.get(index).cloned().flatten().into_iter().collect());
        plan.errors.extend(twice(&mut first, &region, row, &columns));
        plan.regions.push(region);
    }
    if table.rows.is_empty() {
        plan.errors.push(empty(table));
    }
    plan
}

/// Whether a complaint is about a row with more cells than headings, of which no cell is sure to be where it belongs.
fn overflows(table: &Table, trouble: &Trouble) -> bool {
    let Some((Place::Span(line), _)) = trouble.places.first() else { return false };
    let lies_in = |row: &Row| match row.cells.first().map(|cell| &cell.place) {
        Some(Place::Span(cell)) => line.contains(&cell.start),
        _ => false,
    };
    table.rows.iter().any(|row| table.overflows(row) && lies_in(row))
}

/// Columns that nobody reads.
fn unread(table: &Table) -> Vec<Trouble> {
    let known: Vec<&[&str]> = COLUMNS.iter().map(|column| column.names).collect();
    let told = |header: &crate::table::Header| {
        let names: Vec<&str> = COLUMNS.iter().map(|column| column.names[0]).collect();
        let help = format!("the columns are {}", names.join(", "));
        header.cell.trouble(format!("the column `{}` is not read", header.cell.text), help)
    };
    table.unread(&known).into_iter().map(told).collect()
}

/// Numbers of every column that holds some, by column.
fn numbers(
    table: &Table,
    columns: &[(&Column, usize)],
    errors: &mut Vec<Trouble>,
) -> Vec<(usize, Vec<Option<f64>>)> {
    let hold = columns.iter().filter(|(column, _)| matches!(column.holds, Holds::Number(_) | Holds::Count));
    hold.map(|(_, at)| (*at, table.numbers(*at, errors))).collect()
}

/// Takes what a cell says.
fn take(region: &mut Answers, column: &Column, cell: &Cell, number: Option<f64>) -> Result<(), Trouble> {
    let taken = match (column.holds, number) {
        (Holds::Words(question), _) => region.take(question, &cell.text),
        (Holds::Number(question), Some(number)) => region.take_number(question, number),
        (Holds::Role, _) => role(&cell.text),
        (Holds::Area, _) => {
            region.area = Some(cell.text.clone());
            Ok(())
        }
        (Holds::Count, Some(count)) if column.names[0] == "deals won last year" => {
            region.deals_won = Some(count).filter(|count| *count >= 1.0);
            Ok(())
        }
        (Holds::Number(_) | Holds::Count | Holds::Quarter, _) => Ok(()),
    };
    taken.map_err(|why| cell.trouble(format!("`{}`: {why}", column.names[0]), column.note))
}

/// The only role of this version.
fn role(written: &str) -> Result<(), String> {
    let known = ["ae", "aes", "account-executive", "account-executives", "seller", "sellers", "sales", "rep"];
    if known.contains(&crate::table::normalized(written).as_str()) {
        return Ok(());
    }
    Err(format!("`{written}` is not a role of this version, which knows account-executives only"))
}

/// Hires of every row, from their count and the quarter or day of their start.
fn hires(
    table: &Table,
    columns: &[(&Column, usize)],
    numbers: &[(usize, Vec<Option<f64>>)],
    start: Date,
    errors: &mut Vec<Trouble>,
) -> Vec<Option<Hire>> {
    let at = |name: &str| columns.iter().find(|(column, _)| column.names[0] == name).map(|(_, at)| *at);
    let (counts, when) = (at("planned hires"), at("hire quarter"));
    let counts = numbers.iter().find(|(known, _)| Some(*known) == counts);
    let mut order = None;
    if let Some(when) = when {
        let days = table.cells(when).filter(|cell| hire::quarter(&cell.text).is_none());
        match date_order(days) {
            Ok(decided) => order = Some(decided),
            Err(trouble) => errors.push(trouble),
        }
    }
    let Some((column, counts)) = counts else { return vec![None; table.rows.len()] };
    let mut one = |row: &Row, count: Option<f64>| {
        let count = count.filter(|count| *count > 0.0)? as u32;
        let Some(cell) = row.cell(when) else {
            let cell = row.cell(*column)?;
            errors.push(cell.trouble(
                format!("{count} hires are planned, but not when they start"),
                "write the quarter (Q2) or the day (2027-05-01) into the column `hire quarter`",
            ));
            return None;
        };
        let day =
            || date_in(&cell.text, order?).ok().filter(|day| is_within_a_year(*day, start)).map(On::Day);
        let on = hire::quarter(&cell.text).map(On::Quarter).or_else(day);
        if on.is_none() && order.is_some() {
            errors.push(cell.trouble(
                format!("`{}` is no quarter and no day of the year that starts on {start}", cell.text),
                "write Q2 or 2027-05-01",
            ));
        }
        Some(Hire { count, on: on? })
    };
    table.rows.iter().zip(counts).map(|(row, count)| one(row, *count)).collect()
}

fn is_within_a_year(day: Date, start: Date) -> bool {
    (0..364).contains(&(day.days_since_epoch() - start.days_since_epoch()))
}

fn missing(row: &Row, at: usize, column: &Column) -> Trouble {
    let place = row.cells.get(at).or(row.cells.first()).map(|cell| (cell.place.clone(), String::new()));
    Trouble {
        places: place.into_iter().collect(),
        message: format!("row {} says nothing in the column `{}`", row.line, column.names[0]),
        help: format!("{}; or put a # before the row to leave it out", column.note),
    }
}

/// The complaint about a region that an earlier row has already.
fn twice<'a>(
    first: &mut Vec<(String, &'a Row)>,
    region: &Answers,
    row: &'a Row,
    columns: &[(&Column, usize)],
) -> Option<Trouble> {
    let at = columns.iter().find(|(column, _)| column.names[0] == "region").map(|(_, at)| *at)?;
    let cell = row.cell(at)?;
    let key = region.key();
    let Some((_, earlier)) = first.iter().find(|(known, _)| *known == key) else {
        first.push((key, row));
        return None;
    };
    let message = format!("the region `{}` has a row already: row {}", cell.text, earlier.line);
    let mut trouble =
        cell.trouble(message, "give each region one row with the sum of its people and bookings");
    trouble.places.extend(earlier.cell(at).map(|cell| (cell.place.clone(), "first here".to_string())));
    Some(trouble)
}

fn empty(table: &Table) -> Trouble {
    let place = table.headers.first().map(|header| (header.cell.place.clone(), String::new()));
    Trouble {
        places: place.into_iter().collect::<Vec<(Place, String)>>(),
        message: "there are headings, but no row below them".to_string(),
        help: "write one row for each region; rows that start with # are examples and are left out"
            .to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::draft::Question;

    const START: Date = Date { year: 2027, month: 1, day: 1 };

    fn read_text(text: &str) -> Plan {
        read(&Table::from_csv(text).expect("a table"), &Answers::default(), START)
    }

    #[test]
    fn a_row_becomes_the_answers_of_a_region() {
        let plan = read_text(
            "Region;People;Bookings last year;Win rate;Currency;Planned hires;Hire quarter;Area\n\
             DACH;12;\"8.400.000,00\";22 %;EUR;3;Q2;EMEA\nUK;8;5.100.000;\"0,2\";GBP;;;EMEA\n",
        );
        assert!(plan.errors.is_empty(), "{:?}", plan.errors);
        let [dach, uk] = plan.regions.as_slice() else { panic!("two regions: {plan:?}") };
        assert_eq!(dach.number(Question::Bookings), 8_400_000.0);
        assert_eq!(dach.hires(), [Hire { count: 3, on: On::Quarter(2) }]);
        assert_eq!((uk.currency(), uk.number(Question::WinRate)), ("GBP", 0.2));
        assert_eq!(uk.area.as_deref(), Some("EMEA"));
        assert!(uk.hires().is_empty());
    }

    #[test]
    fn all_mistakes_are_told_at_once() {
        let plan = read_text(
            "region,people,win rate,planned hires,hire quarter,role\n\
             dach,12,22,3,31/03/2027,AE\nDACH,many,0.2,2,,AE\nuk,,0.2,1,12/31/2027,SDR\n",
        );
        let messages: Vec<&str> = plan.errors.iter().map(|trouble| trouble.message.as_str()).collect();
        for words in [
            "`win rate`: 22 is more than the whole; write 22 % or 0.22",
            "the region `DACH` has a row already: row 2",
            "`people`: `many` is not a number",
            "2 hires are planned, but not when they start",
            "row 4 says nothing in the column `people`",
            "`31/03/2027` and `12/31/2027` write day and month in different orders",
            "`role`: `SDR` is not a role of this version",
        ] {
            assert!(messages.iter().any(|message| message.contains(words)), "{words}: {messages:#?}");
        }
    }

    #[test]
    fn a_decimal_comma_that_parts_a_cell_is_an_error_and_a_short_row_is_none() {
        let plan = read_text("region,people,cycle weeks\ndach,12,9,5\nuk,8\n");
        let told =
            |troubles: &[Trouble]| troubles.iter().map(|trouble| trouble.message.clone()).collect::<Vec<_>>();
        assert_eq!(told(&plan.errors), ["line 2 has 4 cells, but there are 3 headings"]);
        assert_eq!(told(&plan.warnings), ["line 3 has 2 cells, but there are 3 headings"]);
    }

    #[test]
    fn missing_columns_are_told_with_what_was_found() {
        let plan = read_text("regoin,quota\ndach,1\n");
        let messages: Vec<&str> = plan.errors.iter().map(|trouble| trouble.message.as_str()).collect();
        assert_eq!(messages, ["there is no column `region`", "there is no column `people`"]);
        assert!(plan.errors[0].help.contains("is `regoin` meant?"));
        assert_eq!(plan.warnings[0].message, "the column `regoin` is not read");
    }
}
