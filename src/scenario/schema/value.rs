//! What may stand at a key, as a schema says it.

use serde_json::{Map, Value, json};

use super::{named, object, reference};
use crate::scenario::keys::{Key, Measure, RAMP, Reads};
use crate::scenario::number::Kind;
use crate::scenario::shape::{WORDS, is_scale};

/// One end of a range.
const NUMBER: &str = "[-+]?[0-9][0-9_]*(\\.[0-9_]+)?([eE][-+]?[0-9]+)?";
/// Room left at both ends of a bound that a unit was divided into.
const ROUNDING: f64 = 1e-9;

/// Definitions that keys share.
pub fn definitions() -> Map<String, Value> {
    object(json!({
        "range": {
            "type": "string",
            "pattern": format!("^\\s*{NUMBER} to {NUMBER}\\s*$"),
            "description": "Nobody knows it exactly: its 5 % and 95 % points, drawn once for each future",
            "examples": ["0.19 to 0.25"],
        },
        "date": { "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "format": "date" },
        "quarter": {
            "type": "string",
            "pattern": "^[0-9]{4}-Q[1-4]$",
            "description": "A fiscal quarter",
            "examples": ["2027-Q2"],
        },
        "distribution": distribution(),
    }))
}

/// A distribution, or a part of one that is inherited.
fn distribution() -> Value {
    let number = json!({ "anyOf": [{ "type": "number" }, { "$ref": "#/$defs/range" }] });
    let list = json!({ "type": "array", "items": { "type": "number" }, "minItems": 1 });
    let mut words = Map::new();
    for word in WORDS {
        let value = match word {
            "values" | "weights" => list.clone(),
            _ if !is_scale(word) => {
                json!({ "anyOf": [{ "type": "number", "minimum": 0, "maximum": 10 }, { "$ref": "#/$defs/range" }] })
            }
            _ => number.clone(),
        };
        words.insert(word.to_owned(), value);
    }
    words.insert("shape".to_owned(), json!({ "enum": ["lognormal", "gamma", "pert"] }));
    json!({
        "type": "object",
        "properties": words,
        "additionalProperties": false,
        "minProperties": 1,
        "examples": [
            { "median": 9, "p90": 20 },
            { "mean": 13, "cv": 0.5 },
            { "low": 10, "high": 20 },
            { "least": 5, "likely": 8, "most": 20 },
            { "values": [1, 2], "weights": [3, 1] },
        ],
    })
}

/// What may stand at `key` in a unit of which one is so many of the model's.
pub fn of(key: &'static Key, unit: f64) -> Map<String, Value> {
    match &key.reads {
        Reads::Number(measure) | Reads::Spread(measure) => any(numbers(measure, unit)),
        Reads::Exact(measure) => object(exact(measure, unit)),
        Reads::Text => object(json!({ "type": "string" })),
        Reads::Choice(words) => object(json!({ "enum": words })),
        Reads::Flag => object(json!({ "type": "boolean" })),
        Reads::Date => object(json!({ "$ref": "#/$defs/date" })),
        Reads::When => any(vec![json!({ "$ref": "#/$defs/quarter" }), json!({ "$ref": "#/$defs/date" })]),
        Reads::Names => {
            object(json!({ "type": "array", "items": { "type": "string", "pattern": "^[a-z0-9-]+$" } }))
        }
        Reads::Season => any(season()),
        Reads::Weights => object(list(4)),
        Reads::Quarters => object(json!({ "type": "array", "items": { "type": "number" }, "minItems": 1 })),
        Reads::Ramp => {
            let share = json!({ "type": "number", "minimum": 0, "maximum": 1 });
            any(vec![json!({ "type": "array", "items": share, "minItems": 1 }), reference(&RAMP)])
        }
        Reads::Numbers(measure) => under_names(json!({ "anyOf": numbers(measure, 1.0) })),
        Reads::ExactNumbers(measure) => under_names(exact(measure, 1.0)),
        Reads::ExactNumbersByName(measure) => under_names(Value::Object(under_names(exact(measure, 1.0)))),
        Reads::Changes => under_names(json!({ "anyOf": uncertain(json!({ "type": "number" })) })),
        Reads::Table(keys) => object(reference(keys)),
        Reads::Tables(keys) => named(keys),
    }
}

/// The unit of a measure, where its name does not say it.
pub fn in_words(measure: &Measure) -> Option<&'static str> {
    match measure.kind {
        Kind::Share => Some("A share or probability, 0 to 1"),
        Kind::Money => Some("Money: in the region's currency inside a region, else in the base currency"),
        Kind::Count | Kind::Duration | Kind::Rate | Kind::Signed => None,
    }
}

fn any(of: Vec<Value>) -> Map<String, Value> {
    object(json!({ "anyOf": of }))
}

fn under_names(value: Value) -> Map<String, Value> {
    object(json!({ "type": "object", "patternProperties": { "^.+$": value }, "additionalProperties": false }))
}

/// A number between its bounds; a whole one where it counts.
fn exact(measure: &Measure, unit: f64) -> Value {
    let kind = if measure.kind == Kind::Count { "integer" } else { "number" };
    let end = |bound: f64, out: f64| {
        let bound = bound / unit;
        let whole = bound.round();
        let is_whole = (bound - whole).abs() <= ROUNDING * bound.abs();
        number_of(if is_whole {
            whole
        } else if unit == 1.0 {
            bound
        } else {
            bound + out * ROUNDING * bound.abs()
        })
    };
    json!({ "type": kind, "minimum": end(measure.least, -1.0), "maximum": end(measure.most, 1.0) })
}

/// A number that may be uncertain.
fn numbers(measure: &Measure, unit: f64) -> Vec<Value> {
    let mut exact = exact(measure, unit);
    exact["type"] = json!("number");
    uncertain(exact)
}

fn uncertain(exact: Value) -> Vec<Value> {
    vec![exact, json!({ "$ref": "#/$defs/range" }), json!({ "$ref": "#/$defs/distribution" })]
}

fn season() -> Vec<Value> {
    let table = json!({
        "type": "object",
        "properties": { "quarter": list(4), "month-of-quarter": list(3), "month": list(12) },
        "additionalProperties": false,
    });
    vec![list(4), table]
}

/// So many multipliers.
fn list(count: usize) -> Value {
    json!({
        "type": "array",
        "items": { "type": "number", "minimum": 0 },
        "minItems": count,
        "maxItems": count,
    })
}

/// A number without a fraction it does not have.
pub fn number_of(value: f64) -> Value {
    let rounded = (value * 1e12).round() / 1e12;
    let value = if value.abs() < 1e3 && rounded != 0.0 { rounded } else { value };
    if value.fract() == 0.0 && value.abs() < 9e15 { json!(value as i64) } else { json!(value) }
}
