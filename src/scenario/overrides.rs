//! `--set ADDRESS=VALUE`: one value of a scenario changed from outside.

use super::address;
use super::check;
use super::extends::addresses;
use super::keys::{Keys, Reads, SCENARIO};
use super::parse;
use super::tree::{Entry, Node, Table, Value};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, SourceId, nearest};

/// Name under which the source of an override is shown.
const SHOWN_AS: &str = "command line";
/// What stands before the text of an override where it is shown.
const OPTION: &str = "--set ";

/// One value to set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    text: String,
    path: Vec<String>,
    /// Where the value begins in `text`.
    value_at: usize,
}

impl Override {
    /// Takes `ADDRESS=VALUE` apart; the value is one of TOML, or a bare text.
    ///
    /// # Errors
    /// A sentence that says what is missing.
    pub fn parse(text: &str) -> Result<Override, String> {
        let Some(equals) = outside_quotes(text, '=') else {
            return Err(format!(
                "`{text}` has no value; write ADDRESS=VALUE, such as regions.dach.accounts=500"
            ));
        };
        let (written, value) = (&text[..equals], &text[equals + 1..]);
        if written.trim().is_empty() {
            return Err(format!(
                "`{text}` has no address; write ADDRESS=VALUE, such as regions.dach.accounts=500"
            ));
        }
        if value.trim().is_empty() {
            return Err(format!("`{text}` has no value after the equals sign; write ADDRESS=VALUE"));
        }
        let path = address::parse(written).map_err(|reason| {
            format!("`{written}` is no address: {reason}; write it like regions.dach.accounts")
        })?;
        Ok(Override { text: text.to_owned(), path, value_at: equals + 1 })
    }

    /// Whether it speaks of one region alone, and is set after inheritance.
    fn is_of_a_region(&self) -> bool {
        self.path.len() > 2 && self.path[0] == "regions" && self.path[2] != "like"
    }

    /// An average that stands alone is the mean of the spread that the archetype gave it.
    fn of_the_mean(&self, full: &Table) -> Override {
        let mut wanted = self.clone();
        let is_there = |path: &[String]| full.at(path).is_some();
        if wanted.path.last().is_some_and(|last| last == "average") && !is_there(&wanted.path) {
            wanted.path.pop();
            wanted.path.push("mean".to_owned());
        }
        if is_there(&wanted.path) { wanted } else { self.clone() }
    }

    fn node(&self, source: SourceId) -> Node {
        let written = &self.text[self.value_at..];
        let value = written.trim();
        let start = OPTION.len() + self.value_at + (written.len() - written.trim_start().len());
        let place = Place { source, span: start..start + value.len() };
        let bare = Node { value: Value::Text(value.to_owned()), place, written_at: String::new() };
        parse::value(value, source, start).unwrap_or(bare)
    }
}

/// Position of `wanted` in `text` outside of quotation marks.
fn outside_quotes(text: &str, wanted: char) -> Option<usize> {
    let mut open = None;
    for (index, c) in text.char_indices() {
        match open {
            Some(mark) if c == mark => open = None,
            Some(_) => {}
            None if c == wanted => return Some(index),
            None if c == '"' || c == '\'' => open = Some(c),
            None => {}
        }
    }
    None
}

/// Whether a source is an override.
pub fn is_override(source: SourceId, diagnostics: &Diagnostics) -> bool {
    diagnostics.source(source).is_some_and(|(name, _)| name == SHOWN_AS)
}

/// Which overrides to set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Those of what regions share, before inheritance.
    Shared,
    /// Those of one region, after inheritance.
    Region,
}

/// Sets the overrides of a stage in `tree`, checking each against `full`, the tree after inheritance.
pub fn set(
    tree: &mut Table,
    full: &Table,
    overrides: &[Override],
    stage: Stage,
    diagnostics: &mut Diagnostics,
) {
    for wanted in overrides.iter().filter(|wanted| wanted.is_of_a_region() == (stage == Stage::Region)) {
        let source = diagnostics.add_source(SHOWN_AS, format!("{OPTION}{}", wanted.text));
        let wanted = &wanted.of_the_mean(full);
        if let Some(complaint) = refusal(wanted, full, source) {
            diagnostics.push(complaint);
            continue;
        }
        let node = wanted.node(source);
        if stage == Stage::Region {
            check_value(wanted, &node, diagnostics);
        }
        insert(tree, &wanted.path, &SCENARIO, node, &wanted.address_place(source));
    }
}

impl Override {
    fn address_place(&self, source: SourceId) -> Place {
        let address = &self.text[..self.value_at - 1];
        let start = OPTION.len() + (address.len() - address.trim_start().len());
        Place { source, span: start..start + address.trim().len() }
    }
}

/// The complaint if an override cannot be set.
fn refusal(wanted: &Override, full: &Table, source: SourceId) -> Option<Diagnostic> {
    let address = address::of(&wanted.path);
    let place = wanted.address_place(source);
    if matches!(wanted.path[0].as_str(), "extends" | "without" | "archetype") {
        let complaint =
            Diagnostic::error("not-settable", format!("`{address}` is settled before anything can be set"));
        return Some(complaint.at(&place, "").help("write it in a file"));
    }
    if exists(&wanted.path, full, &SCENARIO) {
        return None;
    }
    let mut known = Vec::new();
    addresses(full, "", &mut known);
    known.retain(|known| wanted.path[0] == "notes" || !known.starts_with("notes"));
    if known.contains(&address) {
        let complaint =
            Diagnostic::error("unknown-address", format!("`{address}` is a table, not one value"));
        return Some(complaint.at(&place, "").help(inside(&address, &known)));
    }
    known.retain(|known| address::parse(known).is_ok_and(|path| exists(&path, full, &SCENARIO)));
    let help = nearest::did_you_mean(&address, known.iter().map(String::as_str)).unwrap_or_else(|| {
        "an address names the tables from the top, such as regions.dach.accounts".to_owned()
    });
    Some(
        Diagnostic::error("unknown-address", format!("there is no `{address}` in the scenario"))
            .at(&place, "")
            .help(help),
    )
}

/// A few addresses below a table.
fn inside(table: &str, known: &[String]) -> String {
    let below =
        known.iter().filter(|known| known.starts_with(table) && known[table.len()..].starts_with('.'));
    let few: Vec<&str> = below.take(3).map(String::as_str).collect();
    match few.as_slice() {
        [] => "name one of its keys".to_owned(),
        few => format!("name one of its keys, such as {}", nearest::either(few)),
    }
}

/// Whether a value can stand at `path`: every key is known and every name on the way is in use.
fn exists(path: &[String], table: &Table, keys: &'static Keys) -> bool {
    let Some((first, rest)) = path.split_first() else { return false };
    let Some((key, _)) = keys.find(first) else { return false };
    let empty = Table::default();
    let below = table.table(first).unwrap_or(&empty);
    match (key.reads, rest) {
        (Reads::Table(_) | Reads::Tables(_), []) => false,
        (Reads::Table(inner), _) => exists(rest, below, inner),
        (Reads::Tables(_), [_]) => false,
        (Reads::Tables(inner), [name, rest @ ..]) => match below.table(name) {
            Some(named) => exists(rest, named, inner),
            None => first == "currencies" && exists(rest, &empty, inner),
        },
        (_, []) => true,
        // A parameter of a distribution or a number under a name.
        (_, inner) => table
            .get(first)
            .and_then(|entry| entry.node.table())
            .is_some_and(|table| table.at(inner).is_some()),
    }
}

/// Complains about a value that cannot stand where it is set.
fn check_value(wanted: &Override, node: &Node, diagnostics: &mut Diagnostics) {
    let mut keys = &SCENARIO;
    let mut index = 0;
    while let Some((key, unit)) = wanted.path.get(index).and_then(|name| keys.find(name)) {
        match key.reads {
            Reads::Table(inner) => (keys, index) = (inner, index + 1),
            Reads::Tables(inner) => (keys, index) = (inner, index + 2),
            // What is below a value is checked when it is read.
            _ if index + 1 < wanted.path.len() => return,
            _ => {
                let entry = Entry {
                    key: wanted.path[index].clone(),
                    key_place: node.place.clone(),
                    node: node.clone(),
                };
                return check::value(key, &entry, unit, diagnostics);
            }
        }
    }
}

/// Puts `node` at `path`, in place of what stands there or states the same.
fn insert(tree: &mut Table, path: &[String], keys: &'static Keys, node: Node, place: &Place) {
    let Some((last, parents)) = path.split_last() else { return };
    let mut whole = Table::default();
    whole.entries.push(Entry { key: last.clone(), key_place: place.clone(), node });
    for name in parents.iter().rev() {
        let node = Node { value: Value::Table(whole), place: place.clone(), written_at: String::new() };
        whole = Table {
            entries: vec![Entry { key: name.clone(), key_place: place.clone(), node }],
            inline: false,
        };
    }
    whole.stamp("");
    let merged = super::merge::lay(&whole, tree, super::merge::Level::Keys(keys));
    *tree = merged;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_override_without_address_or_value_is_a_sentence() {
        for text in ["", "=5", "regions.dach.accounts", "regions.dach.accounts=", "a..b=1", " = "] {
            let complaint = Override::parse(text).unwrap_err();
            assert!(complaint.contains("write"), "{text:?}: {complaint}");
        }
    }

    #[test]
    fn an_equals_sign_in_quotes_belongs_to_the_address() {
        let wanted = Override::parse("notes.\"a=b\".owner=me").unwrap();
        assert_eq!(wanted.path, ["notes", "a=b", "owner"]);
    }

    #[test]
    fn bare_words_are_texts_and_numbers_numbers() {
        let value = |text: &str| Override::parse(text).unwrap().node(SourceId(0)).value;
        assert_eq!(value("opening=empty"), Value::Text("empty".to_owned()));
        assert_eq!(value("regions.a.accounts= 400 to 500 "), Value::Text("400 to 500".to_owned()));
        assert_eq!(value("quarters=4"), Value::Number(4.0));
        assert_eq!(value("regions.a.backfill=false"), Value::Flag(false));
    }
}
