//! The written tree against the table of keys: unknown keys, wrong types, numbers out of bounds, double statements.

use super::keys::{self, EVENT, Key, Keys, Measure, RAMP, Reads, STRESS};
use super::shape::{self, Form};
use super::tree::{Entry, Node, Table, Value};
use super::written;
use crate::diagnostic::{Diagnostic, Diagnostics, nearest};

/// Most tables under one key: regions, offers, events.
const MOST_NAMES: usize = 2_000;
/// Longest name that a user may choose [bytes].
const LONGEST_NAME: usize = 100;

/// Complains about everything in `table` that is wrong in itself.
pub fn table(table: &Table, keys: &'static Keys, diagnostics: &mut Diagnostics) {
    for entry in &table.entries {
        match keys.find(&entry.key) {
            Some((key, unit)) => value(key, entry, unit, diagnostics),
            None => diagnostics.push(unknown_key(entry, keys, diagnostics.is_beyond_what_is_shown())),
        }
    }
    double_statements(table, keys, diagnostics);
}

/// Complains about the value at one key.
pub fn value(key: &'static Key, entry: &Entry, unit: f64, diagnostics: &mut Diagnostics) {
    let node = &entry.node;
    if is_array_of_tables(node) {
        diagnostics.push(array_of_tables(entry));
        return;
    }
    let result = match &key.reads {
        // A distribution written key by key may change a part of one that is inherited: reading sees the whole.
        Reads::Number(_) | Reads::Spread(_) if node.table().is_some_and(|table| !table.inline) => return,
        Reads::Number(measure) => written::number(&entry.key, node, measure, unit).map(drop),
        Reads::Exact(measure) => written::exact(&entry.key, node, measure, unit).map(drop),
        Reads::Spread(measure) => return spread(entry, measure, unit, diagnostics),
        Reads::Text => expect(node.text().is_some(), key, node, "a text in quotation marks"),
        Reads::Flag => expect(matches!(node.value, Value::Flag(_)), key, node, "true or false"),
        Reads::Date => expect(matches!(node.value, Value::Date(_)), key, node, "a date such as 2027-01-01"),
        Reads::When => {
            expect(is_when(node), key, node, "a quarter such as \"2027-Q2\" or a date such as 2027-04-01")
        }
        Reads::Names => expect(is_names(node), key, node, "a list of names such as [\"bookings\"]"),
        Reads::Choice(words) => choice(key, node, words),
        Reads::Weights => weights(key, node),
        Reads::Quarters => {
            let example = "a list of amounts, one for each quarter, such as [5_000_000, 6_000_000]";
            expect(shape::numbers(node).is_some(), key, node, example)
        }
        Reads::Season => season(key, node),
        Reads::Ramp => return ramp(key, node, diagnostics),
        Reads::Numbers(_) | Reads::ExactNumbers(_) | Reads::Changes => {
            return numbers(key, node, diagnostics);
        }
        Reads::ExactNumbersByName(_) => return numbers_by_name(key, node, diagnostics),
        Reads::Table(keys) => {
            return inner(key, node, diagnostics, |inner, diagnostics| table(inner, keys, diagnostics));
        }
        Reads::Tables(keys) => {
            return inner(key, node, diagnostics, |inner, diagnostics| named(key, inner, keys, diagnostics));
        }
    };
    if let Err(complaint) = result {
        diagnostics.push(complaint);
    }
}

fn expect(holds: bool, key: &Key, node: &Node, expected: &str) -> Result<(), Diagnostic> {
    if holds { Ok(()) } else { Err(wrong_type(key.name, node, expected)) }
}

fn wrong_type(key: &str, node: &Node, expected: &str) -> Diagnostic {
    Diagnostic::error("wrong-type", format!("`{key}` needs {expected}, but found {}", node.value.what()))
        .at(&node.place, "")
        .help(format!("write {expected}"))
}

fn is_when(node: &Node) -> bool {
    matches!(node.value, Value::Text(_) | Value::Date(_))
}

fn is_names(node: &Node) -> bool {
    let kebab = |name: &str| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    node.list().is_some_and(|items| items.iter().all(|item| item.text().is_some_and(kebab)))
}

fn choice(key: &Key, node: &Node, words: &[&str]) -> Result<(), Diagnostic> {
    match node.text() {
        Some(text) if words.contains(&text) => Ok(()),
        Some(text) => Err(Diagnostic::error("unknown-word", format!("`{}` cannot be \"{text}\"", key.name))
            .at(&node.place, "")
            .help(format!("write {}", nearest::either(words)))),
        None => Err(wrong_type(key.name, node, &nearest::either(words))),
    }
}

/// A chance distribution or one number.
fn spread(entry: &Entry, measure: &Measure, unit: f64, diagnostics: &mut Diagnostics) {
    let Some(table) = entry.node.table() else {
        return report(written::number(&entry.key, &entry.node, measure, unit).map(drop), diagnostics);
    };
    let shape = match shape::of(&entry.key, table, &entry.node.place) {
        Ok(shape) => shape,
        Err(complaint) => return diagnostics.push(complaint),
    };
    if shape.form == Form::Discrete {
        return report(shape::discrete(&shape).map(drop), diagnostics);
    }
    diagnostics_of(shape::check_order(&entry.key, &shape), diagnostics);
    for parameter in &shape.parameters {
        let measure = shape.form.parameter(&parameter.key, measure);
        let unit = if shape::is_scale(&parameter.key) { unit } else { 1.0 };
        report(written::number(&parameter.key, &parameter.node, &measure, unit).map(drop), diagnostics);
    }
}

fn report(result: Result<(), Diagnostic>, diagnostics: &mut Diagnostics) {
    diagnostics_of(result.err(), diagnostics);
}

fn diagnostics_of(complaint: Option<Diagnostic>, diagnostics: &mut Diagnostics) {
    if let Some(complaint) = complaint {
        diagnostics.push(complaint);
    }
}

fn weights(key: &Key, node: &Node) -> Result<(), Diagnostic> {
    multipliers(key, node, 4, "one for each quarter of the fiscal year")
}

/// A list of `count` numbers, not negative and not all 0.
fn multipliers(key: &Key, node: &Node, count: usize, of_what: &str) -> Result<(), Diagnostic> {
    let numbers = shape::numbers(node).unwrap_or_default();
    if numbers.len() == count
        && numbers.iter().all(|number| *number >= 0.0)
        && numbers.iter().sum::<f64>() > 0.0
    {
        return Ok(());
    }
    let message =
        format!("`{}` needs a list of {count} numbers, {of_what}, not negative and not all 0", key.name);
    let example = vec!["1.0"; count].join(", ");
    Err(Diagnostic::error("no-season", message)
        .at(&node.place, "")
        .help(format!("write [{example}] and change what differs")))
}

fn season(key: &Key, node: &Node) -> Result<(), Diagnostic> {
    let Some(table) = node.table() else {
        return weights(key, node);
    };
    for entry in &table.entries {
        match entry.key.as_str() {
            "quarter" => multipliers(key, &entry.node, 4, "one for each quarter of the fiscal year")?,
            "month-of-quarter" => multipliers(key, &entry.node, 3, "one for each month of a quarter")?,
            "month" => multipliers(key, &entry.node, 12, "one for each month of the fiscal year")?,
            other => {
                let help = "a season is a list of four quarters, or { quarter = [..] }, { month-of-quarter = [..] } or { month = [..] }";
                let message = format!("unknown key `{other}` in `{}`", key.name);
                return Err(Diagnostic::error("unknown-key", message).at(&entry.key_place, "").help(help));
            }
        }
    }
    Ok(())
}

fn ramp(key: &'static Key, node: &Node, diagnostics: &mut Diagnostics) {
    match &node.value {
        Value::Table(inner) => table(inner, &RAMP, diagnostics),
        _ => {
            let shares = shape::numbers(node)
                .is_some_and(|shares| shares.iter().all(|share| (0.0..=1.0).contains(share)));
            let expected = "shares by month such as [0, 0.3, 0.7], or { shape = \"s-curve\", weeks = 26 }";
            report(expect(shares, key, node, expected), diagnostics);
        }
    }
}

/// Numbers under names or addresses.
fn numbers(key: &'static Key, node: &Node, diagnostics: &mut Diagnostics) {
    let Some(inner) = node.table() else {
        return diagnostics.push(wrong_type(key.name, node, "a table of numbers by name"));
    };
    for entry in &inner.entries {
        let result = match &key.reads {
            Reads::Numbers(measure) => written::number(&entry.key, &entry.node, measure, 1.0).map(drop),
            Reads::ExactNumbers(measure) | Reads::ExactNumbersByName(measure) => {
                written::exact(&entry.key, &entry.node, measure, 1.0).map(drop)
            }
            // What a change may be depends on the number that it changes.
            _ => Ok(()),
        };
        report(result, diagnostics);
    }
}

/// Tables of numbers under names.
fn numbers_by_name(key: &'static Key, node: &Node, diagnostics: &mut Diagnostics) {
    match node.table() {
        Some(tables) => tables.entries.iter().for_each(|entry| numbers(key, &entry.node, diagnostics)),
        None => diagnostics.push(wrong_type(key.name, node, "tables of numbers by name")),
    }
}

fn inner(
    key: &Key,
    node: &Node,
    diagnostics: &mut Diagnostics,
    check: impl FnOnce(&Table, &mut Diagnostics),
) {
    match node.table() {
        Some(inner) => check(inner, diagnostics),
        None => {
            let help = match key.reads {
                Reads::Tables(_) => format!("give each a name: a header that ends in {}.<name>", key.name),
                _ => format!("open a table: a header that ends in {}", key.name),
            };
            diagnostics.push(wrong_type(key.name, node, "a table").help(help));
        }
    }
}

/// Tables under names that the user chose.
fn named(key: &Key, names: &Table, keys: &'static Keys, diagnostics: &mut Diagnostics) {
    if let Some(beyond) = names.entries.get(MOST_NAMES) {
        let message =
            format!("`{}` holds {} tables; the limit is {MOST_NAMES}", key.name, names.entries.len());
        diagnostics.push(
            Diagnostic::error("too-many", message).at(&beyond.key_place, "").help("join small ones into one"),
        );
        return;
    }
    for entry in &names.entries {
        if entry.key.is_empty() || entry.key.len() > LONGEST_NAME || entry.key.contains(char::is_control) {
            let complaint = Diagnostic::error("bad-name", format!("{} cannot have this name", keys.what));
            diagnostics.push(complaint.at(&entry.key_place, "").help("use letters, digits and hyphens"));
        }
        match &entry.node.value {
            _ if is_array_of_tables(&entry.node) => diagnostics.push(array_of_tables(entry)),
            Value::Table(inner) => table(inner, keys, diagnostics),
            _ => diagnostics.push(no_table(key, entry, keys)),
        }
    }
}

/// A number where a named table belongs: often a key written one level too high.
fn no_table(key: &Key, entry: &Entry, keys: &'static Keys) -> Diagnostic {
    let message = format!("`{}.{}` needs a table: {}", key.name, entry.key, keys.what);
    let help = match keys.find(&entry.key) {
        Some(_) => format!("`{}` belongs under a name: [{}.<name>]", entry.key, key.name),
        None => format!("write [{}.{}] and its keys below", key.name, entry.key),
    };
    Diagnostic::error("wrong-type", message).at(&entry.node.place, "").help(help)
}

fn is_array_of_tables(node: &Node) -> bool {
    node.list().is_some_and(|items| items.iter().any(|item| item.table().is_some()))
}

fn array_of_tables(entry: &Entry) -> Diagnostic {
    let address = Some(entry.node.written_at.as_str()).filter(|at| !at.is_empty()).unwrap_or(&entry.key);
    Diagnostic::error(
        "array-of-tables",
        format!("`{}` is a list of tables, whose numbers would have no address", entry.key),
    )
    .at(&entry.key_place, "")
    .help(format!("give each a name: [{address}.<name>] instead of [[{address}]]"))
}

fn unknown_key(entry: &Entry, keys: &'static Keys, briefly: bool) -> Diagnostic {
    let help =
        if briefly { "correct or remove it".to_owned() } else { cure_of_unknown_key(&entry.key, keys) };
    Diagnostic::error("unknown-key", format!("`{}` is not a key of {}", entry.key, keys.what))
        .at(&entry.key_place, "")
        .help(help)
}

/// The table where the key belongs, else the nearest keys of this one.
fn cure_of_unknown_key(written: &str, keys: &'static Keys) -> String {
    if std::ptr::eq(keys, &STRESS) && EVENT.find(written).is_some() {
        return "a stress holds for sure and from week 0 on: remove it, or write an event: [events.<name>]"
            .to_owned();
    }
    if let Some(cure) = cure_of_unit(written, keys) {
        return cure;
    }
    if let Some(other) = keys::tables().into_iter().find(|other| other.find(written).is_some()) {
        return format!("it is a key of {}: write it there", other.what);
    }
    let spellings = spellings(keys);
    match nearest::nearest(written, spellings.iter().map(String::as_str), 2).as_slice() {
        [] => nearest::did_you_mean(written, keys.names()).unwrap_or_else(|| all_keys(keys)),
        near => format!("did you mean {}?", nearest::either(near)),
    }
}

/// The names that a key takes which is written with a unit that it cannot have.
fn cure_of_unit(written: &str, keys: &'static Keys) -> Option<String> {
    let (stem, unit) = keys::parted(written)?;
    let of_stem =
        |key: &&Key| !stem.is_empty() && keys::parted(key.name).map_or(key.name, |(stem, _)| stem) == stem;
    let key = keys.keys.iter().find(of_stem)?;
    let others = key.measure().map(|measure| measure.spellings(key.name)).unwrap_or_default();
    let names: Vec<&str> = std::iter::once(key.name).chain(others.iter().map(String::as_str)).collect();
    Some(format!("it cannot be `{unit}`: write {} ({})", nearest::either(&names), key.meaning))
}

fn all_keys(keys: &'static Keys) -> String {
    format!("{} has the keys {}", keys.what, keys.names().collect::<Vec<_>>().join(", "))
}

/// Names of the keys, in every unit.
fn spellings(keys: &'static Keys) -> Vec<String> {
    let others = |key: &Key| key.measure().map(|measure| measure.spellings(key.name)).unwrap_or_default();
    keys.keys.iter().flat_map(|key| [vec![key.name.to_owned()], others(key)].concat()).collect()
}

/// Complains where two keys of one table state one number.
fn double_statements(table: &Table, keys: &'static Keys, diagnostics: &mut Diagnostics) {
    let stated: Vec<(&Entry, &'static Key)> =
        table.entries.iter().filter_map(|entry| Some((entry, keys.find(&entry.key)?.0))).collect();
    for (index, (second, key)) in stated.iter().enumerate() {
        let earlier = stated[..index].iter().find(|(_, other)| other.statement() == key.statement());
        if let Some((first, _)) = earlier {
            let message = format!("`{}` and `{}` state the same thing", first.key, second.key);
            let complaint = Diagnostic::error("stated-twice", message)
                .at(&second.key_place, "stated again here")
                .at(&first.key_place, "stated here");
            diagnostics.push(complaint.help("keep one of the two"));
        }
    }
}
