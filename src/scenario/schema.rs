//! The scenario language for editors: its JSON Schema, made of the table of keys and of nothing else.
//!
//! A schema sees one file, before inheritance: what another layer may supply is required nowhere, and a distribution may
//! state a part of itself.

mod value;
mod words;

use serde_json::{Map, Value, json};

use super::keys::{self, Key, Keys, RAMP, Reads, SCENARIO};
use super::written::shown;

/// Longest name of a table that a user may choose, as the check has it.
const LONGEST_NAME: &str = "^.{1,100}$";

/// The JSON Schema (draft 2020-12) of a scenario file, as text with a line end.
pub fn schema() -> String {
    let mut root = Map::new();
    root.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
    root.insert("title".into(), json!("Quarterdeck scenario"));
    root.insert("description".into(), json!("One complete set of inputs: offers, regions, people, events"));
    root.extend(table(&SCENARIO));
    let needed: Vec<&str> = SCENARIO.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    root.insert("anyOf".into(), json!([{ "required": ["extends"] }, { "required": needed }]));
    let mut definitions = value::definitions();
    for keys in tables().into_iter().skip(1) {
        definitions.insert(name_of(keys), Value::Object(table(keys)));
    }
    root.insert("$defs".into(), Value::Object(definitions));
    let text = serde_json::to_string_pretty(&Value::Object(root)).unwrap_or_default();
    format!("{text}\n")
}

/// The table of these keys, and of no others.
fn table(keys: &'static Keys) -> Map<String, Value> {
    let mut properties = Map::new();
    for key in keys.keys {
        for (name, unit) in spellings(key) {
            properties.insert(name.clone(), property(keys, key, &name, unit));
        }
    }
    let mut table = Map::new();
    table.insert("type".into(), json!("object"));
    table.insert("properties".into(), Value::Object(properties));
    table.insert("additionalProperties".into(), json!(false));
    table
}

/// Every table of the language, the scenario first; that of a ramp, which a list may replace, among them.
pub fn tables() -> Vec<&'static Keys> {
    let mut all = keys::tables();
    all.push(&RAMP);
    all
}

/// Every name of a key, with the factor from the unit in it to the model's.
pub fn spellings(key: &'static Key) -> Vec<(String, f64)> {
    let others = key.measure().map(|measure| measure.spellings(key.name)).unwrap_or_default();
    let own = std::iter::once(key.name.to_owned());
    own.chain(others).filter_map(|name| Some((name.clone(), key.spelled(&name)?))).collect()
}

fn property(keys: &'static Keys, key: &'static Key, name: &str, unit: f64) -> Value {
    let mut property = match words::of(keys, key) {
        Some(words) => words,
        None => value::of(key, unit),
    };
    property.insert("description".into(), json!(description(key, name)));
    if let Some(neutral) = key.measure().and_then(|measure| measure.neutral) {
        property.insert("default".into(), value::number_of(neutral / unit));
    }
    Value::Object(property)
}

/// Meaning, unit and neutral value in one line.
fn description(key: &Key, name: &str) -> String {
    let mut parts = vec![key.meaning.to_owned()];
    if key.required {
        parts.push("Needed, unless inherited".to_owned());
    }
    if let Some(measure) = key.measure() {
        parts.extend(value::in_words(measure).map(str::to_owned));
        if let Some(neutral) = measure.neutral.filter(|_| name == key.name) {
            parts.push(format!("Unless written {}", shown(neutral)));
        }
    }
    parts.join(". ")
}

/// Name of a table's definition: what it describes; of those that are called alike, the later ones by the key that opens them.
pub fn name_of(keys: &'static Keys) -> String {
    let is_first =
        tables().into_iter().find(|other| other.what == keys.what).is_some_and(|f| std::ptr::eq(f, keys));
    let opens = |key: &&Key| matches!(key.reads, Reads::Table(inner) | Reads::Tables(inner) if std::ptr::eq(inner, keys));
    let key = || tables().into_iter().flat_map(|table| table.keys).find(opens);
    match is_first {
        true => {
            let what = ["a ", "an ", "the "].iter().find_map(|article| keys.what.strip_prefix(article));
            what.unwrap_or(keys.what).replace(' ', "-")
        }
        false => key().map_or_else(|| keys.what.replace(' ', "-"), |key| key.name.to_owned()),
    }
}

fn reference(keys: &'static Keys) -> Value {
    json!({ "$ref": format!("#/$defs/{}", name_of(keys)) })
}

/// Tables under names that the user chooses.
fn named(keys: &'static Keys) -> Map<String, Value> {
    object(json!({
        "type": "object",
        "patternProperties": { LONGEST_NAME: reference(keys) },
        "additionalProperties": false,
    }))
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        other => Map::from_iter([("const".to_owned(), other)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed() -> Value {
        serde_json::from_str(&schema()).expect("a schema is JSON")
    }

    #[test]
    fn every_reference_leads_to_a_definition() {
        let schema = parsed();
        let text = schema.to_string();
        for reference in text.split("\"#/$defs/").skip(1) {
            let name = reference.split('"').next().expect("a name ends");
            assert!(schema["$defs"][name].is_object(), "{name}");
        }
    }

    #[test]
    fn every_key_stands_in_the_schema_in_every_unit_with_its_meaning() {
        let schema = parsed();
        for keys in tables() {
            let table = if std::ptr::eq(keys, &SCENARIO) { &schema } else { &schema["$defs"][name_of(keys)] };
            assert_eq!(table["additionalProperties"], false, "{}", keys.what);
            for (name, _) in keys.keys.iter().flat_map(spellings) {
                let said = table["properties"][&name]["description"].as_str();
                assert!(said.is_some_and(|said| said.len() > 10), "{} {name}", keys.what);
            }
        }
    }

    #[test]
    fn bounds_are_in_the_unit_of_the_name() {
        let team = parsed()["$defs"]["account-executives"]["properties"].clone();
        assert_eq!(team["attrition-per-year"]["anyOf"][0]["maximum"], 50);
        let weekly = team["attrition-per-week"]["anyOf"][0]["maximum"].as_f64().expect("a number");
        assert!((weekly - 50.0 / 52.0).abs() < 1e-6);
    }

    #[test]
    fn tables_under_names_of_the_user_s_own_take_any_name() {
        let schema = parsed();
        assert_eq!(
            schema["properties"]["regions"]["patternProperties"][LONGEST_NAME]["$ref"],
            "#/$defs/region"
        );
    }
}
