//! Items of Wikidata, as its JSON dumps have them.

use std::collections::HashMap;

use serde_json::{Map, Value};
use varlik_documents::{KnowledgeRow, Office, wikidata_type};
use varlik_names::world::{self, WorldKind};

use super::Read;

/// Classes of items that are offices: position, public office.
const POSITIONS: [u32; 2] = [4_164_871, 294_414];

/// Properties whose values have to do with an item: father, mother, spouse, seat, party, employer, founder, chief executive, located in,
/// head office, member of, parent organization, head of government, head of state, sibling, child, chairperson.
const RELATED: [&str; 17] = [
    "P22", "P25", "P26", "P36", "P102", "P108", "P112", "P169", "P131", "P159", "P463", "P749", "P6", "P35",
    "P3373", "P40", "P488",
];

/// What is known before the items are read.
#[derive(Debug, Default)]
pub(super) struct Wikidata {
    /// Languages whose names are taken in, the first for the name to show.
    languages: Vec<String>,
    /// What the items of offices are called.
    positions: HashMap<u32, String>,
    /// Two letters of the countries, by item.
    countries: HashMap<u32, &'static str>,
}

impl Wikidata {
    pub(super) fn new(languages: &[String]) -> Self {
        let countries = world::entries().filter_map(|(_, entry)| {
            let is_country = matches!(entry.kind, WorldKind::Country | WorldKind::Territory);
            Some((varlik_names::wikidata(entry.id)?, entry.country.filter(|_| is_country)?))
        });
        Self { languages: languages.to_vec(), positions: HashMap::new(), countries: countries.collect() }
    }

    /// Whether an object is an item of Wikidata.
    pub(super) fn is_item(object: &Map<String, Value>) -> bool {
        object.contains_key("labels") && (object.contains_key("claims") || object.contains_key("sitelinks"))
    }

    /// Whether a line may be the item of an office, so that it is worth reading it before the others.
    pub(super) fn may_be_position(line: &[u8]) -> bool {
        POSITIONS.iter().any(|class| memmem(line, format!("\"Q{class}\"").as_bytes()))
    }

    /// Keeps what an office is called.
    pub(super) fn keep_position(&mut self, object: &Map<String, Value>) {
        let classes = numbers(object, "P31");
        if let (true, Some(number), Some(label)) = (
            classes.iter().any(|class| POSITIONS.contains(class)),
            object.get("id").and_then(Value::as_str).and_then(number_of),
            self.texts(object, "labels").into_iter().next(),
        ) {
            self.positions.insert(number, label);
        }
    }

    /// Reads an item; those that are of no class that articles name are passed over.
    pub(super) fn read(&self, object: &Map<String, Value>) -> Read {
        let id = object.get("id").and_then(Value::as_str).unwrap_or_default();
        let Some(entity_type) = wikidata_type(&numbers(object, "P31")) else { return Read::Passed };
        let mut aliases = self.texts(object, "labels");
        if aliases.is_empty() {
            return Read::Passed;
        }
        let name = aliases.remove(0);
        aliases.extend(self.texts(object, "aliases"));
        let country = ["P17", "P27"].iter().find_map(|property| {
            numbers(object, property).iter().find_map(|item| self.countries.get(item).copied())
        });
        let own = id.strip_prefix('Q').and_then(|number| number.parse().ok());
        let own = own.and_then(|number: u32| self.countries.get(&number).copied());
        let related = RELATED.iter().flat_map(|property| numbers(object, property));
        Read::Row(KnowledgeRow {
            id: id.to_owned(),
            name,
            aliases,
            entity_type: Some(entity_type),
            country: own.or(country).unwrap_or_default().to_owned(),
            description: self.texts(object, "descriptions").into_iter().next().unwrap_or_default(),
            prior: object.get("sitelinks").map_or(0, length) as f32,
            offices: self.offices(object),
            related: related.map(|item| format!("Q{item}")).collect(),
        })
    }

    /// The texts of a field in the languages that are asked for, in their order.
    fn texts(&self, object: &Map<String, Value>, field: &str) -> Vec<String> {
        let Some(Value::Object(field)) = object.get(field) else { return Vec::new() };
        let texts =
            self.languages.iter().filter_map(|language| field.get(language)).flat_map(|value| match value {
                Value::Array(values) => values.as_slice(),
                one => std::slice::from_ref(one),
            });
        texts.filter_map(|text| text.get("value")?.as_str()).map(str::to_owned).collect()
    }

    /// The positions held, with their dates.
    fn offices(&self, object: &Map<String, Value>) -> Vec<Office> {
        let office = |claim: &Value| {
            let title = self.positions.get(&number_of(item_of(claim.get("mainsnak")?)?)?)?.clone();
            let date = |property: &str| {
                let snak = claim.get("qualifiers").and_then(|all| all.get(property)?.get(0));
                snak.and_then(date_of).unwrap_or_default()
            };
            Some(Office { title, from: date("P580"), until: date("P582") })
        };
        claims(object, "P39").filter_map(office).collect()
    }
}

/// How many there are in a list or an object.
fn length(value: &Value) -> usize {
    match value {
        Value::Object(fields) => fields.len(),
        Value::Array(values) => values.len(),
        _ => 0,
    }
}

/// The claims of a property that hold: the preferred ones, or else all but the deprecated.
fn claims<'v>(object: &'v Map<String, Value>, property: &str) -> impl Iterator<Item = &'v Value> {
    let all = object.get("claims").and_then(|claims| claims.get(property)).and_then(Value::as_array);
    let rank = |claim: &Value| claim.get("rank").and_then(Value::as_str).unwrap_or("normal").to_owned();
    // A man holds and held many offices: the preferred claim is the one of today.
    let best = property != "P39" && all.is_some_and(|all| all.iter().any(|claim| rank(claim) == "preferred"));
    let wanted = move |claim: &&Value| match rank(claim).as_str() {
        "deprecated" => false,
        "preferred" => true,
        _ => !best,
    };
    all.into_iter().flatten().filter(wanted)
}

/// The numbers of the items that are values of a property.
fn numbers(object: &Map<String, Value>, property: &str) -> Vec<u32> {
    claims(object, property).filter_map(|claim| number_of(item_of(claim.get("mainsnak")?)?)).collect()
}

fn item_of(snak: &Value) -> Option<&str> {
    snak.get("datavalue")?.get("value")?.get("id")?.as_str()
}

fn number_of(item: &str) -> Option<u32> {
    item.strip_prefix('Q')?.parse().ok()
}

/// A time of Wikidata (`+2014-08-28T00:00:00Z`, with its precision) as day, month or year.
fn date_of(snak: &Value) -> Option<String> {
    let value = snak.get("datavalue")?.get("value")?;
    let time = value.get("time")?.as_str()?.strip_prefix('+')?;
    let length = match value.get("precision")?.as_u64()? {
        11.. => 10,
        10 => 7,
        9 => 4,
        _ => return None,
    };
    time.get(..length).map(str::to_owned)
}

fn memmem(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}
