//! What the Vega-Lite dictionaries have in common.

use serde_json::{Map, Value, json};

/// The version the dictionaries are written for.
const SCHEMA: &str = "https://vega.github.io/schema/vega-lite/v5.json";

/// The colours of what speaks for and against a match, and of neither.
pub(super) const FOR: &str = "#0072b2";
pub(super) const AGAINST: &str = "#c75a00";
pub(super) const NEUTRAL: &str = "#8a857b";

/// Completes a specification with the schema, a description and its rows.
pub(super) fn with_values(description: &str, values: Vec<Value>, mut specification: Value) -> Value {
    if let Some(entries) = specification.as_object_mut() {
        entries.insert("$schema".to_owned(), SCHEMA.into());
        entries.insert("description".to_owned(), description.into());
        let data = Map::from_iter([("values".to_owned(), Value::Array(values))]);
        entries.insert("data".to_owned(), Value::Object(data));
    }
    specification
}

/// Colours a mark by the sign of a field.
pub(super) fn colour_by_sign(field: &str) -> Value {
    json!({ "condition": { "test": format!("datum['{field}'] >= 0"), "value": FOR }, "value": AGAINST })
}

/// A dashed line at a threshold, as a layer with a row of its own.
pub(super) fn threshold_rule(threshold: f64) -> Value {
    json!({
        "data": { "values": [{ "threshold": threshold }] },
        "mark": { "type": "rule", "strokeDash": [5, 3], "tooltip": true },
        "encoding": { "x": { "field": "threshold", "type": "quantitative" } }
    })
}
