//! Pipelines kept in CSV files: each row becomes an open deal of the tree, with the places of its cells.

use super::source::Sources;
use super::tree::{Entry, Node, Table, Value};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, SourceId, nearest};
use crate::table::{self, Cell, Row, Trouble};
use crate::unit::Date;

const REGION: [&str; 2] = ["region", "market"];
const ALIAS: [&str; 4] = ["alias", "id", "name", "deal"];
const AMOUNT: [&str; 2] = ["amount", "value"];
const CHANCE: [&str; 2] = ["chance", "probability"];
const CREATED: [&str; 2] = ["created", "created date"];
const CLOSES: [&str; 2] = ["closes", "close date"];
/// Columns of text, with the keys that they become.
const TEXTS: [(&str, &[&str]); 4] = [
    ("stage", &["stage", "stage name"]),
    ("offer", &["offer", "product"]),
    ("owner", &["owner", "seat"]),
    ("currency", &["currency"]),
];

/// Puts the rows of the files that `tree` names under `pipeline`, at the top or in a region, in its regions' `open-deals`;
/// `from` is the scenario that names them.
pub fn lay(tree: &mut Table, from: Option<&str>, sources: &dyn Sources, diagnostics: &mut Diagnostics) {
    let mut asked: Vec<(Option<String>, Entry)> =
        tree.remove("pipeline").map(|entry| (None, entry)).into_iter().collect();
    if let Some(Value::Table(regions)) = tree.get_mut("regions").map(|entry| &mut entry.node.value) {
        for region in &mut regions.entries {
            let Value::Table(table) = &mut region.node.value else { continue };
            if table.get("pipeline").is_some_and(|entry| entry.node.text().is_some()) {
                let entry = table.remove("pipeline");
                asked.extend(entry.map(|entry| (Some(region.key.clone()), entry)));
            }
        }
    }
    let mut of_all = None;
    for (region, entry) in asked {
        let Some(name) = entry.node.text() else {
            let complaint = Diagnostic::error("wrong-type", "`pipeline` needs the name of a CSV file");
            let help =
                "write pipeline = \"open.csv\", or stages under a region: [regions.<name>.pipeline.<stage>]";
            diagnostics.push(complaint.at(&entry.key_place, "").help(help));
            continue;
        };
        let text = match sources.text(name, from) {
            Ok(found) => found,
            Err(reason) => {
                let help = "name a file beside the scenario, or leave `pipeline` out";
                diagnostics.push(Diagnostic::error("no-file", reason).at(&entry.node.place, "").help(help));
                continue;
            }
        };
        let source = diagnostics.add_source(text.0, text.1.clone());
        let is_of_all = region.is_none();
        let mut file =
            File { tree: &mut *tree, region, source, asked: &entry, diagnostics: &mut *diagnostics };
        if file.read(&text.1) && is_of_all {
            of_all = Some(entry);
        }
    }
    if let Some((asked, file)) = of_all.as_ref().and_then(|asked| Some((asked, asked.node.text()?))) {
        leave_steady(tree, asked, file, diagnostics);
    }
}

/// Warns of regions that a file for all regions is silent of.
fn leave_steady(tree: &Table, asked: &Entry, file: &str, diagnostics: &mut Diagnostics) {
    let Some(regions) = tree.table("regions") else { return };
    for region in &regions.entries {
        let table = region.node.table();
        let is_silent = |table: &Table| table.get("open-deals").is_none() && table.get("pipeline").is_none();
        if table.is_some_and(is_silent) {
            let name = &region.key;
            let message = format!("`{file}` has no deal of `{name}`, which starts with those of its opening");
            let help =
                format!("if nothing is open there, write [regions.{name}.pipeline] with nothing in it");
            diagnostics
                .push(Diagnostic::warning("no-open-deals", message).at(&asked.node.place, "").help(help));
        }
    }
}

/// A file being read.
struct File<'a> {
    tree: &'a mut Table,
    /// The region that names it; `None`: a column does.
    region: Option<String>,
    source: SourceId,
    asked: &'a Entry,
    diagnostics: &'a mut Diagnostics,
}

impl File<'_> {
    /// Reads every row; whether there is a table to read.
    fn read(&mut self, text: &str) -> bool {
        let table = match table::Table::from_csv(text) {
            Ok(table) => table,
            Err(trouble) => {
                self.complain(trouble);
                return false;
            }
        };
        table.troubles.iter().for_each(|trouble| self.complain(trouble.clone()));
        let mut needed = vec![table.required(&ALIAS), table.required(&AMOUNT)];
        if self.region.is_none() {
            needed.push(table.required(&REGION));
        }
        let missing: Vec<Trouble> = needed.into_iter().filter_map(Result::err).collect();
        if !missing.is_empty() {
            missing.into_iter().for_each(|trouble| self.complain(trouble));
            return false;
        }
        let mut troubles = Vec::new();
        let mut numbers = |names: &[&str]| match table.column(names) {
            Some(column) => table.numbers(column, &mut troubles),
            None => vec![None; table.rows.len()],
        };
        let (amounts, chances) = (numbers(&AMOUNT), numbers(&CHANCE));
        let (day, day_or_quarter) =
            ("write a date as 2026-12-31", "write a date as 2026-12-31, or a quarter as 2027-Q1");
        let mut dates = |names: &[&str], is_other: fn(&str) -> bool, help| match table.column(names) {
            Some(column) => table.dates_or(column, (is_other, help), &mut troubles),
            None => vec![None; table.rows.len()],
        };
        let created = dates(&CREATED, |_| false, day);
        let closes = dates(&CLOSES, is_a_quarter, day_or_quarter);
        troubles.into_iter().for_each(|trouble| self.complain(trouble));
        for (index, row) in table.rows.iter().enumerate() {
            let numbers = [("amount", &AMOUNT[..], amounts[index]), ("chance", &CHANCE[..], chances[index])];
            let dates = [("created", &CREATED[..], created[index]), ("closes", &CLOSES[..], closes[index])];
            let Some(alias) = row.cell(table.column(&ALIAS)) else {
                self.complain_of_row(
                    row,
                    "this deal has no alias",
                    "give every deal a name or an id of its own",
                );
                continue;
            };
            let deal = self.deal(&table, row, alias, (numbers, dates));
            self.add(&table, row, deal);
        }
        true
    }

    /// The entry that a row becomes.
    fn deal(&self, table: &table::Table, row: &Row, alias: &Cell, values: Values<'_>) -> Entry {
        let mut deal = Table::default();
        for (key, names) in TEXTS {
            if let Some(cell) = row.cell(table.column(names)) {
                deal.entries.push(self.entry(key, cell, Value::Text(cell.text.clone())));
            }
        }
        for (key, names, number) in values.0 {
            let Some(cell) = row.cell(table.column(names)) else { continue };
            // An amount that cannot be read has been complained of; nothing stands in, so that it is not called missing.
            if let Some(number) = number.or((key == "amount").then_some(0.0)) {
                deal.entries.push(self.entry(key, cell, Value::Number(number)));
            }
        }
        for (key, names, date) in values.1 {
            if let Some((cell, date)) = row.cell(table.column(names)).zip(date) {
                deal.entries.push(self.entry(key, cell, Value::Date(date)));
            }
        }
        if let Some(cell) = row.cell(table.column(&CLOSES)).filter(|cell| is_a_quarter(&cell.text)) {
            deal.entries.push(self.entry("closes", cell, Value::Text(cell.text.trim().to_owned())));
        }
        self.entry(&alias.text, alias, Value::Table(deal))
    }

    fn entry(&self, key: &str, cell: &Cell, value: Value) -> Entry {
        let place = self.place(&cell.place);
        let node = Node { value, place: place.clone(), written_at: String::new() };
        Entry { key: key.to_owned(), key_place: place, node }
    }

    fn place(&self, place: &table::Place) -> Place {
        match place {
            table::Place::Span(span) => Place { source: self.source, span: span.clone() },
            table::Place::Sheet(_) => self.asked.node.place.clone(),
        }
    }

    /// Puts a deal into its region's `open-deals`.
    fn add(&mut self, table: &table::Table, row: &Row, deal: Entry) {
        let named = row.cell(table.column(&REGION));
        let Some(region) = self.region.clone().or_else(|| Some(named?.text.clone())) else {
            self.complain_of_row(row, "this deal has no region", "name the region in which it is sold");
            return;
        };
        let regions = self.tree.get_mut("regions").and_then(|entry| inner(&mut entry.node.value));
        let known: Vec<String> =
            regions.as_ref().map_or_else(Vec::new, |regions| regions.keys().map(str::to_owned).collect());
        let Some(table) = regions.and_then(|regions| inner(&mut regions.get_mut(&region)?.node.value)) else {
            let help = nearest::did_you_mean(&region, known.iter().map(String::as_str))
                .unwrap_or_else(|| "name a region of this scenario file".to_owned());
            let place = named.map_or_else(|| deal.key_place.clone(), |cell| self.place(&cell.place));
            let message = format!("there is no region `{region}`");
            self.diagnostics.push(Diagnostic::error("unknown-region", message).at(&place, "").help(help));
            return;
        };
        if table.get("open-deals").is_none() {
            let value = Value::Table(Table::default());
            let node = Node { value, ..self.asked.node.clone() };
            table.entries.push(Entry { key: "open-deals".to_owned(), node, ..self.asked.clone() });
        }
        let deals = table.get_mut("open-deals").and_then(|entry| inner(&mut entry.node.value));
        let Some(deals) = deals else { return };
        if let Some(first) = deals.get(&deal.key) {
            let message = format!("two open deals of `{region}` are called `{}`", deal.key);
            let complaint = Diagnostic::error("duplicate-alias", message).at(&deal.key_place, "again here");
            let complaint = complaint.at(&first.key_place, "first here");
            self.diagnostics.push(complaint.help("give every deal an alias of its own"));
            return;
        }
        deals.entries.push(deal);
    }

    fn complain_of_row(&mut self, row: &Row, message: &str, help: &str) {
        let place =
            row.cells.first().map_or_else(|| self.asked.node.place.clone(), |cell| self.place(&cell.place));
        self.diagnostics.push(Diagnostic::error("incomplete-row", message).at(&place, "").help(help));
    }

    fn complain(&mut self, trouble: Trouble) {
        let mut complaint = Diagnostic::error("bad-table", trouble.message).help(trouble.help);
        for (place, words) in &trouble.places {
            complaint = complaint.at(&self.place(place), words.clone());
        }
        if trouble.places.is_empty() {
            complaint = complaint.at(&self.asked.node.place, "");
        }
        self.diagnostics.push(complaint);
    }
}

/// Numbers and dates of a row: key, names of the column, value.
type Values<'a> =
    ([(&'static str, &'a [&'a str], Option<f64>); 2], [(&'static str, &'a [&'a str], Option<Date>); 2]);

/// Whether a cell names a quarter, as `2027-Q1` does.
fn is_a_quarter(text: &str) -> bool {
    let is_year = |year: &str| year.len() == 4 && year.chars().all(|letter| letter.is_ascii_digit());
    let named = text.trim().split_once("-Q");
    named.is_some_and(|(year, quarter)| is_year(year) && matches!(quarter, "1" | "2" | "3" | "4"))
}

fn inner(value: &mut Value) -> Option<&mut Table> {
    match value {
        Value::Table(table) => Some(table),
        _ => None,
    }
}
