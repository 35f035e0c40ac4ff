//! A plan kept in a table, one row for each region and role, read into answers.

use super::hire::{self, Hire, On};
use super::numbers::{Numbers, numbers, too_long};
use super::sheet::{COLUMNS, Column, Holds};
use super::{Answers, Question, money, total};
use crate::diagnostic::nearest;
use crate::table::{Cell, Header, Place, Row, Table, Trouble, date_in, date_order};
use crate::unit::Date;

/// What came of reading a plan: the regions, what makes it impossible, and what is read hardly as meant.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    pub regions: Vec<Answers>,
    /// The company's target in the first region's currency, where only a row of totals tells it.
    pub target: Option<f64>,
    pub errors: Vec<Trouble>,
    pub warnings: Vec<Trouble>,
}

/// Columns of a table that are known, with their indices.
type Columns = Vec<(&'static Column, usize)>;

/// Reads the rows of `table`; what a row leaves empty is taken from `otherwise`. A horizon starts at `start`.
pub fn read(table: &Table, otherwise: &Answers, start: Date) -> Plan {
    let mut plan = Plan::default();
    let columns = columns(table, &mut plan);
    let table = &regions_of(table, &columns, &mut plan);
    let is_error = |trouble: &Trouble| overflows(table, trouble);
    let (errors, warnings): (Vec<_>, Vec<_>) = table.troubles.iter().cloned().partition(is_error);
    plan.errors.splice(0..0, errors);
    plan.warnings.splice(0..0, warnings);
    let numbers = numbers(table, &columns, &mut plan.errors);
    plan.warnings.extend(too_long(table, &columns, &numbers));
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
        plan.errors.extend(money::take(&mut region, table, &columns, row).err());
        plan.errors.extend(too_many_new(&region, row, &columns));
        if let Some(hires) = &hires {
            region.take_hires(hires[index].into_iter().collect());
        }
        plan.errors.extend(twice(&mut first, &region, row, &columns));
        plan.regions.push(region);
    }
    if table.rows.is_empty() {
        plan.errors.push(empty(table));
    }
    plan
}

/// The known columns; complaints of those that are missing, and of headings that name none or one that another names.
fn columns(table: &Table, plan: &mut Plan) -> Columns {
    let mut columns: Columns = Vec::new();
    for column in &COLUMNS {
        let mut named = table.headers.iter().enumerate().filter(|(_, h)| column.is_named(&h.cell.text));
        match named.next() {
            Some((index, first)) => {
                let others = named.filter(|(_, header)| header.name != first.name);
                plan.warnings.extend(others.map(|(_, header)| same(column, first, header)));
                columns.push((column, index));
            }
            None if column.is_required => plan.errors.extend(table.required(column.names).err()),
            None => {}
        }
    }
    plan.warnings.extend(unread(table));
    columns
}

/// Two headings that name one column.
fn same(column: &Column, first: &Header, second: &Header) -> Trouble {
    let message = format!(
        "`{}` and `{}` both mean `{}`; the first is read",
        first.cell.text, second.cell.text, column.names[0]
    );
    second.cell.trouble(message, "delete or rename the column that is not meant")
}

/// The table without its rows that are no region.
fn regions_of(table: &Table, columns: &Columns, plan: &mut Plan) -> Table {
    let Some((_, region)) = columns.iter().find(|(column, _)| column.names[0] == "region") else {
        return table.clone();
    };
    let others = total::others(table, columns, *region);
    plan.target = company_target(table, columns, &others);
    plan.warnings.extend(others.warnings);
    let mut kept = table.clone();
    let gone = |row: usize| others.rows.contains(&row);
    kept.troubles.retain(|trouble| {
        !table.rows.iter().enumerate().any(|(index, row)| gone(index) && is_about(trouble, row))
    });
    kept.rows =
        table.rows.iter().enumerate().filter(|(i, _)| !gone(*i)).map(|(_, row)| row.clone()).collect();
    kept
}

/// The target in a row of totals where no region has one.
fn company_target(table: &Table, columns: &Columns, others: &total::Others) -> Option<f64> {
    let is_target = |column: &Column| column.holds == Holds::Number(Question::Target);
    let target = columns.iter().filter(|(column, _)| is_target(column)).copied().collect::<Columns>();
    let (_, told) = numbers(table, &target, &mut Vec::new()).into_iter().next()?;
    let (of_all, of_regions): (Vec<_>, Vec<_>) =
        told.iter().enumerate().partition(|(index, _)| others.totals.contains(index));
    if of_regions.iter().any(|(_, number)| number.is_some()) {
        return None;
    }
    of_all.last().and_then(|(_, number)| **number).filter(|number| *number > 0.0)
}

/// Whether a complaint is about a row with more cells than headings, of which no cell is sure to be where it belongs.
fn overflows(table: &Table, trouble: &Trouble) -> bool {
    table.rows.iter().any(|row| table.overflows(row) && is_about(trouble, row))
}

/// Whether a complaint is about a whole row of a text.
fn is_about(trouble: &Trouble, row: &Row) -> bool {
    match (trouble.places.first(), row.cells.first().map(|cell| &cell.place)) {
        (Some((Place::Span(line), _)), Some(Place::Span(cell))) => line.contains(&cell.start),
        _ => false,
    }
}

/// Headings that nobody reads, in one complaint.
fn unread(table: &Table) -> Option<Trouble> {
    let is_known = |header: &Header| COLUMNS.iter().any(|column| column.is_named(&header.cell.text));
    let unread: Vec<&Header> =
        table.headers.iter().filter(|header| !header.name.is_empty() && !is_known(header)).collect();
    let names: Vec<&str> = unread.iter().map(|header| header.cell.text.as_str()).collect();
    let message = match names.as_slice() {
        [] => return None,
        [one] => format!("the column `{one}` is not read"),
        _ => format!("the columns {} are not read", nearest::all(&names)),
    };
    let meant: Vec<String> = names.iter().filter_map(|name| meant(name)).collect();
    let help = match meant.len() {
        0 => format!("the columns are {}", COLUMNS.map(|column| column.names[0]).join(", ")),
        _ => meant.join("; "),
    };
    let places = unread.iter().map(|header| (header.cell.place.clone(), String::new())).collect();
    Some(Trouble { places, message, help })
}

/// The column that a heading may have been meant for.
fn meant(heading: &str) -> Option<String> {
    let names = COLUMNS.iter().flat_map(|column| column.names.iter().map(move |name| (column, *name)));
    let near = nearest::nearest(&heading.to_lowercase(), names.clone().map(|(_, name)| name), 1);
    let near = *near.first()?;
    let (column, _) = names.into_iter().find(|(_, name)| *name == near)?;
    Some(format!("`{heading}`: did you mean `{}`?", column.names[0]))
}

/// People in their first year as an option tells them for all regions, where a region has fewer people.
fn too_many_new(region: &Answers, row: &Row, columns: &Columns) -> Option<Trouble> {
    let at = |question: Question| {
        columns.iter().find(|(column, _)| column.holds == Holds::Number(question)).map(|(_, at)| *at)
    };
    let (new, people) = (region.told(Question::FirstYear)?, region.told(Question::People)?);
    let cell = row.cell(at(Question::People))?;
    let is_option = row.cell(at(Question::FirstYear)).is_none();
    (is_option && new > people).then(|| {
        let message =
            format!("--first-year: {new} in their first year are more than the {people} people here");
        cell.trouble(message, "write a column `first year` with the number of each region")
    })
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

/// Hires of every row, from their count and the quarter or day of their start; `None` without a column of counts.
fn hires(
    table: &Table,
    columns: &[(&Column, usize)],
    numbers: &[(usize, Numbers)],
    start: Date,
    errors: &mut Vec<Trouble>,
) -> Option<Vec<Option<Hire>>> {
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
    let (column, counts) = counts?;
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
    Some(table.rows.iter().zip(counts).map(|(row, count)| one(row, *count)).collect())
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

    #[test]
    fn all_unknown_headings_are_one_complaint() {
        let plan = read_text("Region;People;Comment;Cycel weeks\nUK;8;x;9\n");
        assert_eq!(plan.warnings.len(), 1);
        assert_eq!(plan.warnings[0].message, "the columns `Comment` and `Cycel weeks` are not read");
        assert_eq!(plan.warnings[0].help, "`Cycel weeks`: did you mean `cycle weeks`?");
    }

    #[test]
    fn headings_are_understood_as_leaders_write_them() {
        let plan = read_text(
            "Country/Region;# Reps;FY26 Bookings (EUR);Quota p.p.;Win %;Avg deal;Sales cycle (days);Leavers FY26;\
             New hires FY27;Hiring quarter;Target FY27\n\
             UK;8;4300000;680000;19 %;42000;70;2;2;Q2;5300000\n",
        );
        assert!(plan.errors.is_empty() && plan.warnings.is_empty(), "{plan:?}");
        let uk = &plan.regions[0];
        for question in Question::ALL {
            let is_open =
                [Question::Archetype, Question::FirstYear, Question::SelfSourced].contains(&question);
            assert_eq!(uk.is_told(question), !is_open, "{question:?}");
        }
    }

    #[test]
    fn a_target_that_only_the_total_tells_is_the_companys() {
        let plan = read_text("region;people;target\nUK;8;\nDACH;9;\nTotal;17;20 M\n");
        assert_eq!((plan.regions.len(), plan.target), (2, Some(20e6)));
        let plan = read_text("region;people;target\nUK;8;8 M\nDACH;9;12 M\nTotal;17;20 M\n");
        assert_eq!(plan.target, None);
        assert_eq!(plan.regions[1].told(Question::Target), Some(12e6));
    }
}
