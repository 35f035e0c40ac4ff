//! The scenario language for readers: every key with its unit, bounds, neutral value and meaning, as Markdown.

use super::Role;
use super::archetype::{self, provenance};
use super::keys::{Key, Keys, Measure, Reads, SCENARIO};
use super::number::Kind;
use super::schema::{name_of, spellings, tables};
use super::written::shown;

/// Where each section of an archetype is laid, by what its table describes.
const LAID_AT: [(&str, &str); 4] = [
    ("the macro factor", "macro"),
    ("a region", "every-region"),
    ("an offer", "offers.any"),
    ("a team", "every-region.team.account-executives"),
];

/// All keys of the language, a section for each table.
pub fn reference() -> String {
    let mut out = String::from(HEAD);
    for keys in tables() {
        out.push_str(&section(keys));
    }
    out
}

const HEAD: &str = "# Scenario reference\n\nEvery key of the scenario language, made from the table of keys that the program reads by \
(`cargo run --example reference`). What is not written is neutral: its rule changes nothing. A number may be uncertain, \
`\"0.19 to 0.25\"` (its 5 % and 95 % points, drawn once for each future), unless it is exact. A distribution is chance, one draw for \
each thing: `{ median, p90 }`, `{ mean, cv }`, `{ low, high }`, `{ least, likely, most }`, `{ values, weights }`, or \
`{ median, log-sd }`. The last columns are what the archetypes lay under a key.\n";

fn section(keys: &'static Keys) -> String {
    let title = if std::ptr::eq(keys, &SCENARIO) { "scenario".to_owned() } else { name_of(keys) };
    let laid = laid_at(keys);
    let archetypes: Vec<&str> = if laid.is_some() { archetype::names().collect() } else { Vec::new() };
    let mut out = format!("\n## {title}\n\n{}\n\n", place(keys));
    let heads =
        ["key", "holds", "bounds", "neutral", "meaning"].into_iter().chain(archetypes.iter().copied());
    let heads: Vec<&str> = heads.collect();
    out.push_str(&format!("| {} |\n|{}\n", heads.join(" | "), " --- |".repeat(heads.len())));
    for key in keys.keys {
        let mut cells = vec![
            names(key),
            holds(key),
            key.measure().map_or_else(String::new, bounds),
            key.measure().and_then(|measure| measure.neutral).map_or_else(String::new, shown),
            format!("{}{}", key.meaning.replace('|', "\\|"), if key.required { " (needed)" } else { "" }),
        ];
        cells.extend(archetypes.iter().map(|name| of_archetype(name, laid.unwrap_or_default(), key)));
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    out
}

/// Address under which an archetype lays values of such a table.
fn laid_at(keys: &'static Keys) -> Option<&'static str> {
    let has_keys = keys.keys.iter().any(|key| Role::named(key.name).is_none());
    LAID_AT.iter().find(|(what, _)| *what == keys.what && has_keys).map(|(_, address)| *address)
}

/// Where such a table stands.
fn place(keys: &'static Keys) -> String {
    if std::ptr::eq(keys, &SCENARIO) {
        return "The top of the file.".to_owned();
    }
    let mut places = Vec::new();
    for table in tables() {
        for key in table.keys {
            let within = if std::ptr::eq(table, &SCENARIO) {
                "the scenario".to_owned()
            } else {
                table.what.to_owned()
            };
            match key.reads {
                Reads::Table(inner) if std::ptr::eq(inner, keys) => {
                    places.push(format!("`{}` of {within}", key.name))
                }
                Reads::Tables(inner) if std::ptr::eq(inner, keys) => {
                    places.push(format!("`{}.<name>` of {within}", key.name));
                }
                Reads::Ramp if keys.what == "a ramp" => places.push(format!("`{}` of {within}", key.name)),
                _ => {}
            }
        }
    }
    format!("Stands at {}.", places.join(", "))
}

/// The key and the names it has in other units.
fn names(key: &'static Key) -> String {
    let all: Vec<String> = spellings(key).into_iter().map(|(name, _)| format!("`{name}`")).collect();
    all.join(", ")
}

fn holds(key: &Key) -> String {
    let kind = key.measure().map_or("", |measure| match measure.kind {
        Kind::Share => "share",
        Kind::Money => "money",
        Kind::Duration => "duration",
        Kind::Rate => "number",
        Kind::Count => "count",
        Kind::Signed => "signed number",
    });
    match key.reads {
        Reads::Number(_) => kind.to_owned(),
        Reads::Exact(_) => format!("exact {kind}"),
        Reads::Spread(_) => format!("distribution of a {kind}"),
        Reads::Text => "text".to_owned(),
        Reads::Choice(words) => {
            words.iter().map(|word| format!("`\"{word}\"`")).collect::<Vec<_>>().join(" or ")
        }
        Reads::Flag => "true or false".to_owned(),
        Reads::Date => "date".to_owned(),
        Reads::When => "quarter or date".to_owned(),
        Reads::Names => "list of names".to_owned(),
        Reads::Season => "season".to_owned(),
        Reads::Weights => "four weights".to_owned(),
        Reads::Quarters => "amount for each quarter".to_owned(),
        Reads::Ramp => "shape, or shares by month".to_owned(),
        Reads::Numbers(_) => format!("{kind} by name"),
        Reads::ExactNumbers(_) => format!("exact {kind} by name or address"),
        Reads::ExactNumbersByName(_) => format!("exact {kind} by quarter and region"),
        Reads::Changes => "number by address".to_owned(),
        Reads::Table(keys) => format!("table: [{}](#{})", name_of(keys), name_of(keys)),
        Reads::Tables(keys) => format!("tables by name: [{}](#{})", name_of(keys), name_of(keys)),
    }
}

fn bounds(measure: &Measure) -> String {
    match (measure.is_above_zero(), measure.kind) {
        (true, _) => format!("above 0, to {}", shown(measure.most)),
        (false, _) => format!("{} to {}", shown(measure.least), shown(measure.most)),
    }
}

/// What an archetype lays under the key; empty where it lays nothing.
fn of_archetype(archetype: &str, at: &str, key: &'static Key) -> String {
    let address = |part: &str| format!("{at}.{}{part}", key.name);
    if provenance(archetype, &address("")).is_none() {
        return String::new();
    }
    let value = |part: &str| archetype::value(archetype, &address(part));
    match (value(""), value(".median"), value(".mean")) {
        (Some(number), ..) => shown(number),
        (None, Some(median), _) => format!("median {}", shown(median)),
        (None, None, Some(mean)) => format!("mean {}", shown(mean)),
        _ => "see file".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_every_table_has_its_line() {
        let text = reference();
        for key in tables().into_iter().flat_map(|keys| keys.keys) {
            assert!(text.contains(&format!("| `{}`", key.name)), "{}", key.name);
        }
    }

    #[test]
    fn every_link_leads_to_a_section() {
        let text = reference();
        for link in text.split("](#").skip(1) {
            let name = link.split(')').next().expect("a link ends");
            assert!(text.contains(&format!("\n## {name}\n")), "{name}");
        }
    }

    #[test]
    fn archetypes_state_their_values_beside_the_key() {
        let line = reference().lines().find(|line| line.starts_with("| `win-rate` |")).map(str::to_owned);
        assert!(line.is_some_and(|line| line.contains(" 0.24 ")));
    }
}
