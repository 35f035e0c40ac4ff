//! A value as a scenario writes it, in the unit of its key's own name.

use crate::scenario::keys::{Key, Reads};
use crate::scenario::shape::is_scale;
use crate::scenario::tree::{Entry, Node, Table, Value};
use crate::scenario::written::shown as number;

/// Whether a key holds values under names, each of which has an address.
pub fn holds_names(key: &Key) -> bool {
    matches!(
        key.reads,
        Reads::Numbers(_) | Reads::ExactNumbers(_) | Reads::ExactNumbersByName(_) | Reads::Changes
    )
}

/// The value at a node, `unit` being the factor from the unit in which it was written.
pub fn shown(node: &Node, unit: f64) -> String {
    match &node.value {
        Value::Number(value) => number(value * unit),
        Value::Text(text) => in_unit(text, unit).unwrap_or_else(|| format!("\"{text}\"")),
        Value::Flag(flag) => flag.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Moment => "a time".to_owned(),
        Value::List(items) => {
            format!("[{}]", items.iter().map(|item| shown(item, unit)).collect::<Vec<_>>().join(", "))
        }
        Value::Table(table) => in_braces(table, unit),
    }
}

fn in_braces(table: &Table, unit: f64) -> String {
    let part = |entry: &Entry| {
        let unit = if is_scale(&entry.key) { unit } else { 1.0 };
        format!("{} = {}", entry.key, shown(&entry.node, unit))
    };
    format!("{{ {} }}", table.entries.iter().map(part).collect::<Vec<_>>().join(", "))
}

/// A range in another unit.
fn in_unit(text: &str, unit: f64) -> Option<String> {
    let (low, high) = text.split_once(" to ")?;
    let end = |text: &str| text.trim().replace('_', "").parse::<f64>().ok().map(|end| number(end * unit));
    Some(format!("\"{} to {}\"", end(low)?, end(high)?))
}

/// What a table holds, in few words.
pub fn held(entry: &Entry) -> String {
    let keys =
        entry.node.table().map_or(0, |table| table.entries.iter().filter(|e| e.key != "offers").count());
    match keys {
        1 => "1 key".to_owned(),
        keys => format!("{keys} keys"),
    }
}
