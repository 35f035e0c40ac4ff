//! The roster: a CSV file of people whose rows become seats of the scenario's tree, with their places in that file.
//!
//! At the top of a scenario its columns are region, role, alias, started, quota, level and leaves; in a team the first two
//! are left out. A name is looked up beside the file that writes it.

use super::Role;
use super::export::{self, Aside, Regions};
use super::source::Sources;
use super::tree::{Entry, Node, Table, Value};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, SourceId};
use crate::table::{self, Cell, Row, Trouble};

/// Headings by which each column is known, the first being its name.
const REGION: &[&str] = &["region", "market", "territory", "country", "team"];
const ROLE: &[&str] = &["role"];
const ALIAS: &[&str] = &["alias", "id", "name", "employee", "employee name"];
const STARTED: &[&str] = &["started", "start", "start date", "hired", "hire date", "entry date"];
const QUOTA: &[&str] = &["quota", "quota per year", "annual quota"];
const LEVEL: &[&str] = &["level", "grade"];
const LEAVES: &[&str] =
    &["leaves", "leaving", "end date", "exit date", "termination date", "leaving date", "last day"];
const COLUMNS: [&[&str]; 7] = [REGION, ROLE, ALIAS, STARTED, QUOTA, LEVEL, LEAVES];

/// A roster that a file names, and the team it is of; `None`: its rows say.
#[derive(Clone, Debug)]
pub struct Named {
    entry: Entry,
    team: Option<[String; 2]>,
}

/// Takes the rosters that `tree` names out of it.
pub fn take(tree: &mut Table) -> Vec<Named> {
    let mut named: Vec<Named> =
        tree.remove("roster").into_iter().map(|entry| Named { entry, team: None }).collect();
    for region in inner(tree, "regions").into_iter().flat_map(|regions| &mut regions.entries) {
        let name = region.key.clone();
        let Value::Table(region) = &mut region.node.value else { continue };
        for role in inner(region, "team").into_iter().flat_map(|team| &mut team.entries) {
            let team = Some([name.clone(), role.key.clone()]);
            let Value::Table(role) = &mut role.node.value else { continue };
            named.extend(role.remove("roster").map(|entry| Named { entry, team }));
        }
    }
    named
}

fn inner<'a>(table: &'a mut Table, key: &str) -> Option<&'a mut Table> {
    match &mut table.get_mut(key)?.node.value {
        Value::Table(inner) => Some(inner),
        _ => None,
    }
}

/// Reads rosters and lays their people into `tree`, in which every region is known; `shown` is the file, of `source`, that
/// names them. Returns the people who had left before the start, whom it sets aside.
pub fn lay_in(
    tree: &mut Table,
    rosters: &[Named],
    (shown, source): (&str, SourceId),
    sources: &dyn Sources,
    diagnostics: &mut Diagnostics,
) -> Vec<String> {
    let mut left = Vec::new();
    for named in rosters {
        let Some(name) = named.entry.node.text() else {
            let complaint = Diagnostic::error("wrong-type", "`roster` needs the name of a CSV file");
            diagnostics.push(complaint.at(&named.entry.node.place, "").help("write roster = \"roster.csv\""));
            continue;
        };
        match sources.text(name, Some(shown)) {
            Ok((csv, text)) => {
                let csv = diagnostics.add_source(csv, text.as_str());
                let regions = Regions::of(tree);
                let (aside, gone) = (Aside::default(), &mut left);
                let mut laying =
                    Laying { tree, named, csv, scenario: source, regions, aside, gone, diagnostics };
                laying.text(&text, name);
            }
            Err(reason) => {
                let complaint = Diagnostic::error("no-roster", reason).at(&named.entry.node.place, "");
                diagnostics
                    .push(complaint.help("a name in `roster` is looked for beside the file that writes it"));
            }
        }
    }
    left
}

/// One roster being laid into a tree.
struct Laying<'a> {
    tree: &'a mut Table,
    named: &'a Named,
    csv: SourceId,
    /// The file that names the roster: who is written there is not written again.
    scenario: SourceId,
    regions: Regions,
    aside: Aside,
    /// People who had left before the start.
    gone: &'a mut Vec<String>,
    diagnostics: &'a mut Diagnostics,
}

impl Laying<'_> {
    fn text(&mut self, text: &str, name: &str) {
        match table::Table::from_csv(text) {
            Ok(mut table) => {
                let told = [REGION, STARTED, ROLE].map(|names| table.column(names));
                export::take_footers(&mut table, &told, &mut self.aside);
                self.table(&table);
                self.tell(name);
            }
            Err(trouble) => self.complain(&trouble),
        }
    }

    /// Tells once what was set aside, and which regions there are not.
    fn tell(&mut self, name: &str) {
        let help = "people who left before the start are not played; write a requisition for a seat to fill";
        let warning = std::mem::take(&mut self.aside).warning(name, help, |place| self.at(place));
        let complaints = self.regions.complaints("unknown-region");
        warning.into_iter().chain(complaints).for_each(|complaint| self.diagnostics.push(complaint));
    }

    fn table(&mut self, table: &table::Table) {
        table.troubles.iter().for_each(|trouble| self.complain(trouble));
        for header in table.unread(&COLUMNS) {
            let message = format!("nobody reads the column `{}` of the roster", header.cell.text);
            let warning = Diagnostic::warning("unread-column", message).at(&self.place(&header.cell), "");
            self.diagnostics
                .push(warning.help("its columns are region, role, alias, started, quota, level, leaves"));
        }
        let required = |names| table.required(names);
        let region = if self.named.team.is_some() { Ok(None) } else { required(REGION).map(Some) };
        let (alias, started) = (required(ALIAS), required(STARTED));
        for trouble in
            [region.as_ref().err(), alias.as_ref().err(), started.as_ref().err()].into_iter().flatten()
        {
            self.complain(trouble);
        }
        let (Ok(region), Ok(alias), Ok(started)) = (region, alias, started) else { return };
        if table.rows.is_empty() {
            let place = Place { source: self.csv, span: 0..0 };
            let warning = Diagnostic::warning("empty-roster", "this roster lists nobody").at(&place, "");
            self.diagnostics.push(warning.help("write one person a line below the headings"));
        }
        let columns = Columns::read(table, [started, alias], region, self);
        for (index, row) in table.rows.iter().enumerate() {
            self.row(row, index, &columns);
        }
    }

    fn place(&self, cell: &Cell) -> Place {
        self.at(&cell.place)
    }

    fn at(&self, place: &table::Place) -> Place {
        match place {
            table::Place::Span(span) => Place { source: self.csv, span: span.clone() },
            table::Place::Sheet(_) => Place { source: self.csv, span: 0..0 },
        }
    }

    fn complain(&mut self, trouble: &Trouble) {
        let complaint = Diagnostic::error("roster", trouble.message.clone()).help(trouble.help.clone());
        let complaint = match trouble.places.as_slice() {
            [] => complaint.at(&Place { source: self.csv, span: 0..0 }, ""),
            places => {
                places.iter().fold(complaint, |complaint, (at, why)| complaint.at(&self.at(at), why.as_str()))
            }
        };
        self.diagnostics.push(complaint);
    }

    /// Whether a person had left before the start; a date of leaving before that of starting is a mistake instead.
    fn has_left(&self, index: usize, columns: &Columns) -> bool {
        let Some(Value::Date(start)) = self.tree.get("start").map(|entry| &entry.node.value) else {
            return false;
        };
        let leaves = columns.leaves.1.get(index).copied().flatten();
        let started = columns.started.1[index];
        leaves.is_some_and(|leaves| leaves < *start && started.is_none_or(|started| started < leaves))
    }

    fn row(&mut self, row: &Row, index: usize, columns: &Columns) {
        let Some(alias) = row.cell(columns.alias) else {
            if let Some(cell) = row.cells.iter().find(|cell| !cell.is_empty()) {
                self.complain(
                    &cell.trouble("this person has no alias", "give each person a name of their own"),
                );
            }
            return;
        };
        if self.has_left(index, columns) {
            self.aside.add(row, "who left before the start");
            self.gone.push(alias.text.clone());
            return;
        }
        let Some(team) = self.team(row, columns) else { return };
        let mut seat = Table { entries: Vec::new(), inline: true };
        let place = self.place(alias);
        let mut put = |key: &str, column: Option<usize>, value: Option<Value>| {
            if let (Some(cell), Some(value)) = (row.cell(column), value) {
                let place = Place { source: self.csv, span: span_of(cell) };
                seat.entries.push(entry(key, &place, value));
            }
        };
        put("started", Some(columns.started.0), columns.started.1[index].map(Value::Date));
        put("quota", columns.quota.0, columns.quota.1.get(index).copied().flatten().map(Value::Number));
        put("level", columns.level, Some(Value::Text(row.text(columns.level).to_owned())));
        put("leaves", columns.leaves.0, columns.leaves.1.get(index).copied().flatten().map(Value::Date));
        // A date that could not be read has been complained of.
        if seat.get("started").is_some() || row.cell(columns.started.0).is_none() {
            self.seat(&team, &alias.text, &place, seat);
        }
    }

    /// Region and role of a row.
    fn team(&mut self, row: &Row, columns: &Columns) -> Option<[String; 2]> {
        if let Some(team) = &self.named.team {
            return Some(team.clone());
        }
        let Some(region) = row.cell(columns.region) else {
            let cell = row.cell(columns.alias)?;
            self.complain(
                &cell.trouble("this person has no region", "write the region's name as the scenario does"),
            );
            return None;
        };
        let place = self.place(region);
        let region = self.regions.find(&region.text, &place)?;
        let role = match row.cell(columns.role) {
            Some(cell) => {
                let Some(role) = role_of(&cell.text) else {
                    let message = format!("there is no role `{}`", cell.text);
                    let roles = Role::ALL.map(Role::key).join(", ");
                    self.complain(&cell.trouble(message, format!("write one of {roles}")));
                    return None;
                };
                role
            }
            None => Role::AccountExecutive,
        };
        Some([region, role.key().to_owned()])
    }

    /// Puts a seat into its team.
    fn seat(&mut self, [region, role]: &[String; 2], alias: &str, place: &Place, seat: Table) {
        let path = ["regions", region.as_str(), "team", role.as_str(), "seats"];
        let seats = path.iter().try_fold(&mut *self.tree, |table, key| opened(table, key, place));
        let Some(seats) = seats else { return };
        let new = entry(alias, place, Value::Table(seat));
        match seats.get_mut(alias) {
            Some(known) if known.key_place.source == self.csv || known.key_place.source == self.scenario => {
                let message = format!("`{alias}` has two seats in `{region}`");
                let complaint = Diagnostic::error("stated-twice", message).at(place, "again here");
                let complaint = complaint.at(&known.key_place, "first here");
                self.diagnostics
                    .push(complaint.help("give each person an alias of their own, or remove one of the two"));
            }
            Some(known) => *known = new,
            None => seats.entries.push(new),
        }
    }
}

/// The table under a key, made where there is none; `None` where something else stands there.
fn opened<'t>(table: &'t mut Table, key: &str, place: &Place) -> Option<&'t mut Table> {
    if table.get(key).is_none() {
        table.entries.push(entry(key, place, Value::Table(Table::default())));
    }
    inner(table, key)
}

fn entry(key: &str, place: &Place, value: Value) -> Entry {
    let node = Node { value, place: place.clone(), written_at: String::new() };
    Entry { key: key.to_owned(), key_place: place.clone(), node }
}

fn span_of(cell: &Cell) -> std::ops::Range<usize> {
    match &cell.place {
        table::Place::Span(span) => span.clone(),
        table::Place::Sheet(_) => 0..0,
    }
}

/// The role that is written: its key, one of its people, or its letters.
fn role_of(written: &str) -> Option<Role> {
    let written = table::normalized(written);
    let singular = written.strip_suffix('s').unwrap_or(&written);
    Role::ALL
        .into_iter()
        .find(|role| role.key().strip_suffix('s') == Some(singular) || role.letters() == singular)
}

/// The columns of a roster, by position and as what they hold.
struct Columns {
    region: Option<usize>,
    role: Option<usize>,
    alias: usize,
    started: (usize, Vec<Option<crate::unit::Date>>),
    quota: (Option<usize>, Vec<Option<f64>>),
    level: Option<usize>,
    leaves: (Option<usize>, Vec<Option<crate::unit::Date>>),
}

impl Columns {
    fn read(
        table: &table::Table,
        [started, alias]: [usize; 2],
        region: Option<usize>,
        laying: &mut Laying,
    ) -> Columns {
        let mut troubles = Vec::new();
        let (quota, leaves) = (table.column(QUOTA), table.column(LEAVES));
        let columns = Columns {
            region,
            role: table.column(ROLE),
            alias,
            started: (started, table.dates(started, &mut troubles)),
            quota: (quota, quota.map_or_else(Vec::new, |column| table.numbers(column, &mut troubles))),
            level: table.column(LEVEL),
            leaves: (leaves, leaves.map_or_else(Vec::new, |column| table.dates(column, &mut troubles))),
        };
        troubles.iter().for_each(|trouble| laying.complain(trouble));
        columns
    }
}
