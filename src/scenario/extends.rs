//! Variants: a scenario that `extends` another, and layers laid under one.

use super::address;
use super::keys::SCENARIO;
use super::merge::{Level, lay};
use super::parse;
use super::pipeline;
use super::roster;
use super::source::Sources;
use super::tree::{Entry, Node, Table};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, nearest};

/// Longest chain of scenarios that extend each other.
const LONGEST_CHAIN: usize = 32;

/// Reads scenarios and what they extend.
pub struct Reader<'a> {
    pub sources: &'a dyn Sources,
    pub diagnostics: &'a mut Diagnostics,
    /// Names shown of the scenarios being read, the user's first.
    chain: Vec<String>,
}

impl<'a> Reader<'a> {
    pub fn new(sources: &'a dyn Sources, diagnostics: &'a mut Diagnostics) -> Reader<'a> {
        Reader { sources, diagnostics, chain: Vec::new() }
    }

    /// The tree of scenario `name` with everything it extends, and whether all of it could be read.
    pub fn read(&mut self, name: &str, asked_at: Option<&Place>) -> Option<Table> {
        let from = self.chain.last().cloned();
        let (shown, text) = match self.sources.text(name, from.as_deref()) {
            Ok(found) => found,
            Err(reason) => {
                self.diagnostics.push(unreadable(reason, asked_at));
                return None;
            }
        };
        if let Some(complaint) = self.endless(&shown, asked_at) {
            self.diagnostics.push(complaint);
            return None;
        }
        let source = self.diagnostics.add_source(&shown, &text);
        let errors = self.diagnostics.errors();
        let mut tree = parse::parse(&text, source, self.diagnostics)?;
        if tree.entries.is_empty() && self.diagnostics.errors() > errors {
            return None;
        }
        if tree.entries.is_empty() {
            self.diagnostics.push(empty(&shown, &Place { source, span: 0..0 }));
            return None;
        }
        let (rosters, pipelines) = (roster::take(&mut tree), pipeline::take(&mut tree));
        self.chain.push(shown.clone());
        let whole = self.extended(tree);
        self.chain.pop();
        let mut whole = whole?;
        // Their rows speak of regions that what is extended may have named.
        let file = (shown.as_str(), source);
        let left = roster::lay_in(&mut whole, &rosters, file, self.sources, self.diagnostics);
        pipeline::lay_in(&mut whole, &pipelines, file, &left, self.sources, self.diagnostics);
        Some(whole)
    }

    /// `tree` over what it extends.
    fn extended(&mut self, mut tree: Table) -> Option<Table> {
        let without = tree.remove("without");
        let Some(extends) = tree.remove("extends") else {
            if let Some(without) = without {
                self.diagnostics.push(without_what(&without));
            }
            return Some(tree);
        };
        let Some(name) = extends.node.text() else {
            let complaint = Diagnostic::error("wrong-type", "`extends` needs the name of a scenario file");
            self.diagnostics
                .push(complaint.at(&extends.node.place, "").help("write extends = \"plan.toml\""));
            return None;
        };
        // Without what it extends, the rest of the file is looked at all the same.
        let Some(mut below) = self.read(name, Some(&extends.node.place)) else {
            self.diagnostics.lose_a_text();
            return Some(tree);
        };
        if let Some(without) = without {
            self.take_out(&mut below, &without);
        }
        Some(lay(&tree, &below, Level::Keys(&SCENARIO)))
    }

    /// Removes what `without` names.
    fn take_out(&mut self, below: &mut Table, without: &Entry) {
        let mut known = Vec::new();
        addresses(below, "", &mut known);
        let items = without.node.list().unwrap_or(std::slice::from_ref(&without.node));
        for item in items {
            let path = item.text().and_then(|text| address::parse(text).ok());
            if path.is_none_or(|path| !below.remove_at(&path)) {
                self.diagnostics.push(not_there(item, &known));
            }
        }
    }

    /// The complaint if reading `shown` now would never end.
    fn endless(&self, shown: &str, asked_at: Option<&Place>) -> Option<Diagnostic> {
        let place = asked_at?;
        if let Some(from) = self.chain.iter().position(|name| name == shown) {
            let ring = [&self.chain[from..], &[shown.to_owned()]].concat().join(" -> ");
            let complaint = Diagnostic::error(
                "extends-cycle",
                format!("scenarios extend each other in a circle: {ring}"),
            );
            return Some(complaint.at(place, "").help("let one of them stand on its own"));
        }
        (self.chain.len() >= LONGEST_CHAIN).then(|| {
            let message = format!("more than {LONGEST_CHAIN} scenarios extend each other");
            Diagnostic::error("extends-too-long", message).at(place, "").help("fold some of them into one")
        })
    }
}

/// Addresses of everything below a table.
pub fn addresses(table: &Table, prefix: &str, into: &mut Vec<String>) {
    for entry in &table.entries {
        let address = address::joined(prefix, &entry.key);
        if let Some(inner) = entry.node.table() {
            addresses(inner, &address, into);
        }
        into.push(address);
    }
}

fn not_there(item: &Node, known: &[String]) -> Diagnostic {
    let help = || "write without = [\"regions.nordics\"]: addresses of what is written there".to_owned();
    let (message, help) = match item.text() {
        None => {
            (format!("`without` needs addresses in quotation marks, but found {}", item.value.what()), help())
        }
        Some(address) => (
            format!("`{address}` is not in the scenario that this one extends"),
            nearest::did_you_mean(address, known.iter().map(String::as_str)).unwrap_or_else(help),
        ),
    };
    Diagnostic::error("unknown-address", message).at(&item.place, "").help(help)
}

fn unreadable(reason: String, asked_at: Option<&Place>) -> Diagnostic {
    let complaint = Diagnostic::error("no-scenario", reason);
    match asked_at {
        Some(place) => {
            complaint.at(place, "").help("a name in `extends` is looked for beside the file that writes it")
        }
        None => complaint.help("give the path of a scenario file, such as scenarios/emea-2027.toml"),
    }
}

fn empty(shown: &str, place: &Place) -> Diagnostic {
    Diagnostic::error("empty-scenario", format!("there is nothing in {shown}"))
        .at(place, "")
        .help("a scenario states at least currency, start, quarters, an offer and a region")
}

fn without_what(without: &Entry) -> Diagnostic {
    Diagnostic::error(
        "without-extends",
        "`without` takes something out of the scenario that this one extends, but it extends none",
    )
    .at(&without.key_place, "")
    .help("write extends = \"plan.toml\", or remove `without`")
}
