//! Rows of JSON in the shape of varlik.

use serde_json::{Map, Value};
use varlik_documents::{EntityType, KnowledgeRow, Office};

/// Reads a row; `Err` tells why it is none.
pub(super) fn of_object(mut object: Map<String, Value>) -> Result<KnowledgeRow, String> {
    let mut take = |key: &str| object.remove(key).unwrap_or(Value::Null);
    let text = |key: &str, value: Value| match value {
        Value::Null => Ok(String::new()),
        Value::String(text) => Ok(text),
        Value::Number(number) => Ok(number.to_string()),
        _ => Err(format!("{key:?} is no text")),
    };
    Ok(KnowledgeRow {
        id: text("id", take("id"))?,
        name: text("name", take("name"))?,
        aliases: list("aliases", take("aliases"))?,
        entity_type: type_of(&text("type", take("type"))?),
        country: text("country", take("country"))?,
        description: text("description", take("description"))?,
        prior: match take("prior") {
            Value::Number(number) => number.as_f64().map_or(0.0, |number| number as f32),
            other => prior_of(&text("prior", other)?)?,
        },
        offices: offices(take("offices"))?,
        related: list("related", take("related"))?,
    })
}

/// Reads a label; nothing is no type.
pub(super) fn type_of(label: &str) -> Option<EntityType> {
    let label = label.trim();
    // An unknown label is a name of some other sort; it cannot be wrong.
    (!label.is_empty()).then(|| EntityType::from_label(label).unwrap_or(EntityType::Misc))
}

pub(super) fn prior_of(text: &str) -> Result<f32, String> {
    match text.trim() {
        "" => Ok(0.0),
        text => text.parse().map_err(|_| format!("the prior is {text:?}; give a number from 0")),
    }
}

/// Several texts in one, parted by `|`.
pub(super) fn parted(text: &str) -> Vec<String> {
    text.split('|').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// A list of texts, or a text with several.
fn list(key: &str, value: Value) -> Result<Vec<String>, String> {
    let wrong = || format!("{key:?} is no list of texts");
    match value {
        Value::Null => Ok(Vec::new()),
        Value::String(text) => Ok(parted(&text)),
        Value::Array(values) => values
            .into_iter()
            .map(|value| match value {
                Value::String(text) => Ok(text),
                Value::Number(number) => Ok(number.to_string()),
                _ => Err(wrong()),
            })
            .collect(),
        _ => Err(wrong()),
    }
}

/// Offices with their dates, or their titles alone.
fn offices(value: Value) -> Result<Vec<Office>, String> {
    let Value::Array(values) = value else {
        return list("offices", value).map(|titles| titles.into_iter().map(untimed).collect());
    };
    let office = |value| match value {
        Value::String(title) => Ok(untimed(title)),
        Value::Object(mut object) => {
            let mut text = |key: &str| match object.remove(key) {
                None | Some(Value::Null) => Ok(String::new()),
                Some(Value::String(text)) => Ok(text),
                Some(Value::Number(year)) => Ok(year.to_string()),
                Some(_) => Err(format!("{key:?} of an office is no text")),
            };
            Ok(Office { title: text("title")?, from: text("from")?, until: text("until")? })
        }
        _ => Err("\"offices\" is no list of texts or of {\"title\", \"from\", \"until\"}".to_owned()),
    };
    values.into_iter().map(office).collect()
}

fn untimed(title: String) -> Office {
    Office { title, ..Office::default() }
}
