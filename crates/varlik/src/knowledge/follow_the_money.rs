//! Entities of `FollowTheMoney`, as `OpenSanctions` and Aleph write them.

use serde_json::{Map, Value};
use varlik_documents::EntityType::{self, Misc, Org, Per};
use varlik_documents::{KnowledgeRow, Office};

use super::Read;

/// Schemata of entities, and what they are.
const ENTITIES: [(&str, EntityType); 9] = [
    ("Person", Per),
    ("LegalEntity", Org),
    ("Organization", Org),
    ("Company", Org),
    ("PublicBody", Org),
    ("Vessel", Misc),
    ("Airplane", Misc),
    ("Vehicle", Misc),
    ("CryptoWallet", Misc),
];

/// Schemata of what stands between two entities, and the properties that name them.
const LINKS: [(&str, &str, &str); 8] = [
    ("Ownership", "owner", "asset"),
    ("Directorship", "director", "organization"),
    ("Membership", "member", "organization"),
    ("Employment", "employee", "employer"),
    ("Family", "person", "relative"),
    ("Associate", "person", "associate"),
    ("Representation", "agent", "client"),
    ("UnknownLink", "subject", "object"),
];

/// Whether an object is an entity of `FollowTheMoney`.
pub(super) fn is_entity(object: &Map<String, Value>) -> bool {
    object.get("schema").is_some_and(Value::is_string)
        && object.get("properties").is_some_and(Value::is_object)
}

/// The most relations of one row.
const MOST_RELATIONS: usize = 100_000;

/// Reads an entity, or what stands between two; addresses, sanctions and the like are passed over.
pub(super) fn read(object: &Map<String, Value>) -> Result<Read, String> {
    let schema = object.get("schema").and_then(Value::as_str).unwrap_or_default();
    let all = |property: &str| -> Vec<String> {
        let values = object.get("properties").and_then(|properties| properties.get(property));
        values.map_or_else(Vec::new, texts)
    };
    if let Some((_, from, to)) = LINKS.iter().find(|(link, ..)| *link == schema) {
        let (from, to) = (all(from), all(to));
        if from.len().saturating_mul(to.len()) > MOST_RELATIONS {
            return Err(format!(
                "{} by {} relations in one row; {MOST_RELATIONS} are the most",
                from.len(),
                to.len()
            ));
        }
        let pairs = from.iter().flat_map(|from| to.iter().map(move |to| (from.clone(), to.clone())));
        return Ok(Read::Related(pairs.collect()));
    }
    let Some((_, entity_type)) = ENTITIES.iter().find(|(entity, _)| *entity == schema) else {
        return Ok(Read::Passed);
    };
    let id = object.get("id").and_then(Value::as_str).ok_or("row without an id")?;
    let mut names = object.get("caption").map_or_else(Vec::new, texts);
    for property in ["name", "alias", "previousName", "abbreviation"] {
        names.extend(all(property));
    }
    // A weak alias of one word ("Ali", "the Doctor") is also the name of half the world.
    names.extend(all("weakAlias").into_iter().filter(|name| name.trim().contains(' ')));
    let country = ["country", "nationality", "citizenship", "jurisdiction"]
        .iter()
        .find_map(|property| all(property).into_iter().next());
    let mut description: Vec<String> = all("summary").into_iter().chain(all("description")).take(1).collect();
    description.extend(all("birthDate").into_iter().take(1).map(|date| format!("born {date}")));
    let title = |title| Office { title, ..Office::default() };
    let mut related = all("parent");
    related.extend(all("subsidiaries"));
    Ok(Read::Row(KnowledgeRow {
        id: id.to_owned(),
        name: if names.is_empty() { String::new() } else { names.remove(0) },
        aliases: names,
        entity_type: Some(*entity_type),
        country: country.unwrap_or_default(),
        description: description.join("; "),
        prior: 0.0,
        offices: all("position").into_iter().map(title).collect(),
        related,
    }))
}

/// The texts of a value: one, or a list; an entity that stands in full is its id.
fn texts(value: &Value) -> Vec<String> {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(entity) => entity.get("id").and_then(Value::as_str).map(str::to_owned),
        _ => None,
    };
    match value {
        Value::Array(values) => values.iter().filter_map(text).collect(),
        one => text(one).into_iter().collect(),
    }
}
