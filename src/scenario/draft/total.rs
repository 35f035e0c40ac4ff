//! Rows that are no region: totals, and notes under the table.

use super::sheet::{Column, Holds};
use crate::table::{Row, Table, Trouble};

/// Names of what is more than one region; a row of such a name is a total if its numbers are sums.
const GROUPS: [&str; 9] =
    ["emea", "apac", "amer", "americas", "global", "world", "worldwide", "company", "group"];

/// How far a sum may be from the rows' own, as a part of it: cents that were rounded.
const NEAR: f64 = 1e-3;

/// What is no region in a table.
#[derive(Clone, Debug, Default)]
pub struct Others {
    /// Indices of rows.
    pub rows: Vec<usize>,
    /// The rows among them that are totals.
    pub totals: Vec<usize>,
    pub warnings: Vec<Trouble>,
}

/// The rows of `table` that are no region. `region` is the index of its column.
pub fn others(table: &Table, columns: &[(&Column, usize)], region: usize) -> Others {
    let mut others = Others::default();
    let sums = additive(table, columns);
    let areas = areas(table, columns);
    for (index, row) in table.rows.iter().enumerate() {
        let name = row.text(region).to_lowercase();
        let is_group = GROUPS.contains(&name.as_str()) || areas.contains(&name);
        if is_total(&name) || (is_group && is_sum(&sums, index, &others.rows)) {
            others.rows.push(index);
            others.totals.push(index);
            others.warnings.extend(left_out(row, region, "a total, not a region"));
        }
    }
    for (index, row) in table.rows.iter().enumerate().rev() {
        if others.rows.contains(&index) {
            continue;
        }
        if index == 0 || !is_note(row) {
            break;
        }
        others.rows.push(index);
        others.warnings.extend(left_out(row, 0, "a note, not a region"));
    }
    others
}

/// `Total EMEA`, `Grand total`, `Summe`, `Gesamtsumme`: as a whole word at the start.
fn is_total(name: &str) -> bool {
    let name = name.strip_prefix("grand ").unwrap_or(name);
    let word = name.split(|letter: char| !letter.is_alphanumeric()).find(|word| !word.is_empty());
    word.is_some_and(|word| {
        ["total", "totals", "subtotal", "sum", "summe"].contains(&word) || word.starts_with("gesamt")
    })
}

/// Whether nothing is written but the first cell.
fn is_note(row: &Row) -> bool {
    row.cells.first().is_some_and(|cell| !cell.is_empty())
        && row.cells[1..].iter().all(|cell| cell.is_empty())
}

fn left_out(row: &Row, at: usize, why: &str) -> Option<Trouble> {
    let cell = row.cell(at)?;
    let message = format!("row {} is left out: `{}` is {why}", row.line, cell.text);
    Some(cell.trouble(message, "rename it if it is a region; delete the row if it is none"))
}

/// Names of the areas, in lower case.
fn areas(table: &Table, columns: &[(&Column, usize)]) -> Vec<String> {
    let at = columns.iter().find(|(column, _)| column.holds == Holds::Area).map(|(_, at)| *at);
    at.map(|at| table.cells(at).map(|cell| cell.text.to_lowercase()).collect()).unwrap_or_default()
}

/// The columns whose numbers add up over regions.
fn additive(table: &Table, columns: &[(&Column, usize)]) -> Vec<Vec<Option<f64>>> {
    let add_up = columns.iter().filter(|(column, _)| column.adds_up());
    // What is illegible is told where the column is read.
    add_up.map(|(_, at)| table.numbers(*at, &mut Vec::new())).collect()
}

/// Whether the numbers of a row are the sums of the regions above it, all of them or those since the last total.
fn is_sum(columns: &[Vec<Option<f64>>], row: usize, totals: &[usize]) -> bool {
    let since = totals.last().map_or(0, |last| last + 1);
    let holds = |numbers: &Vec<Option<f64>>, from: usize| {
        let sum: f64 = (from..row).filter(|index| !totals.contains(index)).filter_map(|i| numbers[i]).sum();
        numbers[row].map(|total| (total - sum).abs() <= NEAR * sum.abs())
    };
    let all = |from: usize| {
        let told: Vec<bool> = columns.iter().filter_map(|numbers| holds(numbers, from)).collect();
        row > from + 1 && !told.is_empty() && told.iter().all(|is_equal| *is_equal)
    };
    all(0) || all(since)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::draft::{Answers, plan};
    use crate::unit::Date;

    fn read(text: &str) -> (Vec<String>, Vec<String>) {
        let table = Table::from_csv(text).expect("a table");
        let start = Date { year: 2027, month: 1, day: 1 };
        let plan = plan::read(&table, &Answers::default(), start);
        assert!(plan.errors.is_empty(), "{:?}", plan.errors);
        let names = plan.regions.iter().map(|region| region.country().to_string()).collect();
        (names, plan.warnings.iter().map(|trouble| trouble.message.clone()).collect())
    }

    #[test]
    fn totals_and_notes_are_left_out_with_a_word() {
        for total in ["Total EMEA", "Summe", "Gesamtsumme", "Grand total", "EMEA"] {
            let text = format!("region;people;quota\nUK;8;5\nDACH;10;6\n{total};18;\nAs of October;;\n");
            let (names, told) = read(&text);
            assert_eq!(names, ["UK", "DACH"], "{total}");
            assert_eq!(told[0], format!("row 4 is left out: `{total}` is a total, not a region"));
            assert_eq!(told[1], "row 5 is left out: `As of October` is a note, not a region");
        }
    }

    #[test]
    fn a_region_that_only_sounds_like_a_total_stays() {
        let (names, told) = read("region;people\nUK;8\nSumatra;3\nEMEA;12\n");
        assert_eq!((names.len(), told.len()), (3, 0), "{told:?}");
    }
}
