//! Texts of which only some words are right, or likely: what an editor offers.

use serde_json::{Map, Value, json};

use super::object;
use crate::scenario::archetype;
use crate::scenario::keys::{
    BIG_DEAL, CURRENCY, FLOW_METRICS, GATE, Key, Keys, MARKET_SHARE, OPEN_DEAL, REGION, SCENARIO, TARGET,
};
use crate::unit::currency::TABLE;

/// What a condition of hires looks at.
const GATES: [&str; 4] = ["bookings", "deals-won", "deals-created", "headcount"];

/// The schema of a key that takes words of its own, or a file in place of a table; `None` for all others.
pub fn of(keys: &'static Keys, key: &'static Key) -> Option<Map<String, Value>> {
    let is = |table: &'static Keys| std::ptr::eq(keys, table);
    let value = match key.name {
        "archetype" => json!({ "enum": archetype::names().collect::<Vec<_>>() }),
        "currency" if [&SCENARIO, &REGION, &OPEN_DEAL, &BIG_DEAL].into_iter().any(is) => {
            json!({ "anyOf": [{ "enum": codes() }, { "type": "string", "minLength": 1 }] })
        }
        "metric" if is(&TARGET) => json!({ "enum": flows() }),
        "metric" if is(&GATE) => json!({ "enum": GATES }),
        "currencies" => json!({
            "type": "object",
            "properties": codes().iter().map(|code| ((*code).to_owned(), super::reference(&CURRENCY))).collect::<Map<_, _>>(),
            "patternProperties": { super::LONGEST_NAME: super::reference(&CURRENCY) },
            "additionalProperties": false,
        }),
        "actuals" => json!({
            "type": "object",
            "patternProperties": { "^[0-9]{4}-Q[1-4]$": {
                "type": "object",
                "patternProperties": { super::LONGEST_NAME: { "type": "number", "minimum": 0 } },
                "additionalProperties": false,
            } },
            "additionalProperties": false,
        }),
        "pipeline" if is(&REGION) => {
            json!({ "anyOf": [{ "type": "string" }, Value::Object(super::value::of(key, 1.0))] })
        }
        "without" => json!({ "anyOf": [
            { "type": "array", "items": { "type": "string" } },
            { "type": "string" },
        ] }),
        _ => return None,
    };
    Some(object(value))
}

fn codes() -> Vec<&'static str> {
    TABLE.currencies.iter().map(|currency| currency.code).collect()
}

/// Metrics of a target, with hyphens and with the underscores that tables have.
fn flows() -> Vec<String> {
    let hyphens = FLOW_METRICS.iter().chain([&MARKET_SHARE]).map(|metric| metric.replace('_', "-"));
    let underscores = FLOW_METRICS
        .iter()
        .chain([&MARKET_SHARE])
        .filter(|metric| metric.contains('_'))
        .map(|m| (*m).to_owned());
    hyphens.chain(underscores).collect()
}
