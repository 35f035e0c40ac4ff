//! Averages that stand alone: `{ average = 45_000 }` takes its spread from the archetype.

use super::{Archetype, Section};
use crate::scenario::tree::{Entry, Table, Value};

/// Gives every average that stands alone the spread that the archetype states for its key.
pub fn complete(tree: &mut Table, archetype: &Archetype) {
    let roots: [&[&str]; 3] = [&[], &["every-region"], &["regions", "*"]];
    for root in roots {
        each(tree, &[root, &["offers", "*"]].concat(), &mut |offer| {
            averages(offer, Section::Offer, archetype)
        });
        each(tree, &[root, &["team", "*"]].concat(), &mut |team| averages(team, Section::Team, archetype));
    }
}

/// Calls `visit` with every table at a path, in which `*` is any name.
fn each(table: &mut Table, path: &[&str], visit: &mut dyn FnMut(&mut Table)) {
    let Some((first, rest)) = path.split_first() else { return visit(table) };
    for entry in table.entries.iter_mut().filter(|entry| *first == "*" || entry.key == *first) {
        if let Value::Table(below) = &mut entry.node.value {
            each(below, rest, visit);
        }
    }
}

fn averages(table: &mut Table, section: Section, archetype: &Archetype) {
    for entry in &mut table.entries {
        let below = archetype.entry(section, &entry.key).and_then(|(entry, _)| entry.node.table());
        let shape = below.and_then(|below| below.table("value"));
        if let (Value::Table(written), Some(shape)) = (&mut entry.node.value, shape) {
            with_spread(written, shape);
        }
    }
}

/// An average alone becomes a mean beside the spread of `shape`.
fn with_spread(written: &mut Table, shape: &Table) {
    let [average] = written.entries.as_mut_slice() else { return };
    let spread: Vec<&Entry> = shape
        .entries
        .iter()
        .filter(|entry| ["log-sd", "cv", "shape"].contains(&entry.key.as_str()))
        .collect();
    if average.key != "average" || spread.is_empty() {
        return;
    }
    average.key = "mean".to_owned();
    written.entries.extend(spread.into_iter().cloned());
}
