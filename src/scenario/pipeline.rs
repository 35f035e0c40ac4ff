//! Pipelines kept in CSV files: each row becomes an open deal of the tree, with the places of its cells.

use super::export::{self, Aside, Regions};
use super::source::Sources;
use super::tree::{Entry, Node, Table, Value};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, SourceId};
use crate::table::{self, Cell, Row, Trouble};
use crate::unit::Date;

const REGION: &[&str] = &["region", "market", "territory", "sales territory", "country", "billing country"];
/// A deal's own number first, since names repeat.
const ALIAS: &[&str] = &[
    "alias",
    "id",
    "opportunity id",
    "record id",
    "deal - id",
    "name",
    "deal",
    "opportunity name",
    "deal name",
    "deal - title",
    "topic",
];
const AMOUNT: &[&str] = &["amount", "value", "deal - value", "est. revenue", "estimated value"];
const CHANCE: &[&str] = &["chance", "probability"];
const CREATED: &[&str] = &[
    "created",
    "created date",
    "CreatedDate",
    "create date",
    "deal created",
    "deal - deal created",
    "creation date",
    "created on",
];
const CLOSES: &[&str] = &[
    "closes",
    "close date",
    "CloseDate",
    "expected close date",
    "deal - expected close date",
    "est. close date",
];
const STAGE: &[&str] = &["stage", "stage name", "StageName", "deal stage", "deal - stage", "sales stage"];
const OWNER: &[&str] = &["owner", "seat", "opportunity owner", "deal owner", "deal - owner"];
/// Whether the deal is over; its other words say nothing.
const STATUS: &[&str] = &["status", "deal - status"];
/// Columns of text, with the keys that they become.
const TEXTS: [(&str, &[&str]); 4] = [
    ("stage", STAGE),
    ("offer", &["offer", "product"]),
    ("owner", OWNER),
    (
        "currency",
        &[
            "currency",
            "amount currency",
            "CurrencyIsoCode",
            "opportunity currency",
            "deal - currency of value",
        ],
    ),
];

/// A file that a scenario names, and the region whose deals are in it; `None`: a column says.
#[derive(Clone, Debug)]
pub struct Named {
    entry: Entry,
    region: Option<String>,
}

/// Takes the files that `tree` names under `pipeline`, at the top or in a region, out of it.
pub fn take(tree: &mut Table) -> Vec<Named> {
    let mut named: Vec<Named> =
        tree.remove("pipeline").map(|entry| Named { entry, region: None }).into_iter().collect();
    if let Some(Value::Table(regions)) = tree.get_mut("regions").map(|entry| &mut entry.node.value) {
        for region in &mut regions.entries {
            let Value::Table(table) = &mut region.node.value else { continue };
            if table.get("pipeline").is_some_and(|entry| entry.node.text().is_some()) {
                let of = Some(region.key.clone());
                named.extend(table.remove("pipeline").map(|entry| Named { entry, region: of }));
            }
        }
    }
    named
}

/// Puts the rows of files in the `open-deals` of the regions of `tree`, in which every region is known. `shown` is the file,
/// of `source`, that names them; deals of people who have `left` belong to nobody.
pub fn lay_in(
    tree: &mut Table,
    files: &[Named],
    (shown, source): (&str, SourceId),
    left: &[String],
    sources: &dyn Sources,
    diagnostics: &mut Diagnostics,
) {
    for named in files {
        let asked = &named.entry;
        let Some(name) = asked.node.text() else {
            let complaint = Diagnostic::error("wrong-type", "`pipeline` needs the name of a CSV file");
            let help =
                "write pipeline = \"open.csv\", or stages under a region: [regions.<name>.pipeline.<stage>]";
            diagnostics.push(complaint.at(&asked.key_place, "").help(help));
            continue;
        };
        let (csv, text) = match sources.text(name, Some(shown)) {
            Ok(found) => found,
            Err(reason) => {
                let help = "name a file beside the scenario, or leave `pipeline` out";
                diagnostics.push(Diagnostic::error("no-file", reason).at(&asked.node.place, "").help(help));
                continue;
            }
        };
        let csv = diagnostics.add_source(csv, text.clone());
        let (regions, region) = (Regions::of(tree), named.region.clone());
        let mut file =
            File { tree: &mut *tree, region, regions, csv, scenario: source, asked, left, diagnostics };
        if file.read(&text, name) && named.region.is_none() {
            leave_steady(tree, asked, name, diagnostics);
        }
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
    regions: Regions,
    csv: SourceId,
    /// The file that names it: deals written there are not written again.
    scenario: SourceId,
    asked: &'a Entry,
    left: &'a [String],
    diagnostics: &'a mut Diagnostics,
}

impl File<'_> {
    /// Reads every row; whether there is a table to read.
    fn read(&mut self, text: &str, name: &str) -> bool {
        let mut table = match table::Table::from_csv(text) {
            Ok(table) => table,
            Err(trouble) => {
                self.complain(trouble);
                return false;
            }
        };
        let aside = set_aside(&mut table);
        table.troubles.iter().for_each(|trouble| self.complain(trouble.clone()));
        let mut needed = vec![table.required(ALIAS), table.required(AMOUNT)];
        if self.region.is_none() {
            needed.push(table.required(REGION));
        }
        let missing: Vec<Trouble> = needed.into_iter().filter_map(Result::err).collect();
        if !missing.is_empty() {
            missing.into_iter().for_each(|trouble| self.complain(trouble));
            return false;
        }
        let help = "only open deals are played: correct a row that is one";
        if let Some(warning) = aside.warning(name, help, |place| self.place(place)) {
            self.diagnostics.push(warning);
        }
        let mut troubles = Vec::new();
        let mut numbers = |names: &[&str]| match table.column(names) {
            Some(column) => table.numbers(column, &mut troubles),
            None => vec![None; table.rows.len()],
        };
        let (amounts, chances) = (numbers(AMOUNT), numbers(CHANCE));
        let (day, day_or_quarter) =
            ("write a date as 2026-12-31", "write a date as 2026-12-31, or a quarter as 2027-Q1");
        let mut dates = |names: &[&str], is_other: fn(&str) -> bool, help| match table.column(names) {
            Some(column) => table.dates_or(column, (is_other, help), &mut troubles),
            None => vec![None; table.rows.len()],
        };
        let created = dates(CREATED, |_| false, day);
        let closes = dates(CLOSES, is_a_quarter, day_or_quarter);
        troubles.into_iter().for_each(|trouble| self.complain(trouble));
        for (index, row) in table.rows.iter().enumerate() {
            let numbers = [("amount", AMOUNT, amounts[index]), ("chance", CHANCE, chances[index])];
            let dates = [("created", CREATED, created[index]), ("closes", CLOSES, closes[index])];
            let Some(alias) = row.cell(table.column(ALIAS)) else {
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
        let complaints = self.regions.complaints("unknown-region");
        complaints.into_iter().for_each(|complaint| self.diagnostics.push(complaint));
        true
    }

    /// The entry that a row becomes.
    fn deal(&self, table: &table::Table, row: &Row, alias: &Cell, values: Values<'_>) -> Entry {
        let mut deal = Table::default();
        for (key, names) in TEXTS {
            let is_gone = |cell: &Cell| key == "owner" && self.left.contains(&cell.text);
            if let Some(cell) = row.cell(table.column(names)).filter(|cell| !is_gone(cell)) {
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
        if let Some(cell) = row.cell(table.column(CLOSES)).filter(|cell| is_a_quarter(&cell.text)) {
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
            table::Place::Span(span) => Place { source: self.csv, span: span.clone() },
            table::Place::Sheet(_) => self.asked.node.place.clone(),
        }
    }

    /// Puts a deal into its region's `open-deals`.
    fn add(&mut self, table: &table::Table, row: &Row, deal: Entry) {
        let named = row.cell(table.column(REGION));
        let region = match (&self.region, named) {
            (Some(region), _) => region.clone(),
            (None, None) => {
                let help = "name the region in which it is sold";
                self.complain_of_row(row, "this deal has no region", help);
                return;
            }
            (None, Some(cell)) => {
                let place = self.place(&cell.place);
                let Some(region) = self.regions.find(&cell.text, &place) else { return };
                region
            }
        };
        let regions = self.tree.get_mut("regions").and_then(|entry| inner(&mut entry.node.value));
        let Some(table) = regions.and_then(|regions| inner(&mut regions.get_mut(&region)?.node.value)) else {
            return;
        };
        if table.get("open-deals").is_none() {
            let value = Value::Table(Table::default());
            let node = Node { value, ..self.asked.node.clone() };
            table.entries.push(Entry { key: "open-deals".to_owned(), node, ..self.asked.clone() });
        }
        let deals = table.get_mut("open-deals").and_then(|entry| inner(&mut entry.node.value));
        let Some(deals) = deals else { return };
        let (csv, scenario) = (self.csv, self.scenario);
        let is_again = |first: &Entry| [csv, scenario].contains(&first.key_place.source);
        if let Some(first) = deals.get(&deal.key).filter(|first| is_again(first)) {
            let message = format!("two open deals of `{region}` are called `{}`", deal.key);
            let complaint = Diagnostic::error("duplicate-alias", message).at(&deal.key_place, "again here");
            let complaint = complaint.at(&first.key_place, "first here");
            self.diagnostics.push(complaint.help("give every deal an alias of its own"));
            return;
        }
        // The file of a scenario that is extended knew the deal as it was.
        deals.remove(&deal.key);
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

/// Takes the rows that are no open deals out of a table.
fn set_aside(table: &mut table::Table) -> Aside {
    let mut aside = Aside::default();
    let told = [REGION, STAGE, CREATED, CLOSES, OWNER].map(|names| table.column(names));
    export::take_footers(table, &told, &mut aside);
    let (states, amount) = ([table.column(STAGE), table.column(STATUS)], table.column(AMOUNT));
    table.rows.retain(|row| {
        let reason = if states.into_iter().any(|column| export::is_over(row.text(column))) {
            "closed already"
        } else if amount.is_some() && export::is_nothing(row.text(amount)) {
            "without an amount"
        } else {
            return true;
        };
        aside.add(row, reason);
        false
    });
    aside
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
