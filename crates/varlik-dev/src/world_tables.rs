//! The world tables: places, bodies and peoples under all their names.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use varlik_names::LanguageSet;
use varlik_names::world::{
    COMMON_WORD_SENSE, LAST_SENSE, MAX_SENSES, PERSON_NAME_SENSE, Relation, WorldKind,
};

use crate::case_endings::CaseEndings;
use crate::hash_table;
use crate::source::{Error, Row, Source};
use crate::table_file::TableFile;
use crate::word_tables::CommonWords;

/// Files of world rows; a later file may add forms to an entry of an earlier one (kind `-`).
pub(crate) const SOURCES: &[&str] = &[
    "data/world/countries.tsv",
    "data/world/subdivisions.tsv",
    "data/world/cities.tsv",
    "data/world/territories_by_hand.tsv",
    "data/world/demonyms_by_hand.tsv",
    "data/world/peoples_by_hand.tsv",
    "data/world/features_by_hand.tsv",
    "data/world/bodies_by_hand.tsv",
    "data/world/outlets_by_hand.tsv",
    "data/world/companies_by_hand.tsv",
    "data/world/parties_by_hand.tsv",
    "data/world/clubs_by_hand.tsv",
    "data/world/events_by_hand.tsv",
    "data/world/languages.tsv",
];

/// Builds the world tables.
pub(crate) fn tables(root: &Path) -> Result<Vec<TableFile>, Error> {
    let common = CommonWords::read(root)?;
    let world = World::read(root)?;
    let mut readings = world.readings(&common);
    world.decline(&CaseEndings::read(root)?, &common, &mut readings);
    let (senses, values) = lay_out(&readings);
    let (entries, strings) = world.records()?;
    Ok(vec![
        TableFile::mapped("world_keys", &hash_table::slots("world_keys", &values)?),
        TableFile::mapped("world_senses", &senses),
        TableFile::mapped("world_entries", &entries),
        TableFile::mapped("world_strings", strings.as_bytes()),
    ])
}

/// The names and abbreviations of every entry, in the order of the table, and the keys that it gives each entry.
pub(crate) fn names(root: &Path) -> Result<WorldNames, Error> {
    let common = CommonWords::read(root)?;
    let world = World::read(root)?;
    let mut known = BTreeSet::new();
    for (key, list) in world.readings(&common) {
        let names = list.iter().filter(|reading| reading.relation != Relation::Demonym);
        known.extend(names.map(|reading| (key.clone(), reading.entry as u32)));
    }
    let entries = world.entries.into_iter().map(|entry| {
        let forms = entry.forms.into_iter().filter(|form| form.relation != Relation::Demonym);
        (entry.id, forms.map(|form| form.text).collect())
    });
    Ok(WorldNames { entries: entries.collect(), known })
}

/// What [`names`] gives.
#[derive(Debug)]
pub(crate) struct WorldNames {
    /// Id and forms, by id.
    pub(crate) entries: Vec<(String, Vec<String>)>,
    /// Keys that the world table reads as a name of an entry.
    pub(crate) known: BTreeSet<(String, u32)>,
}

/// Every form in Latin letters with its weight in bits: the prior of its reading over that of a town of 70,000.
pub(crate) fn spellings(root: &Path) -> Result<Vec<(String, f32)>, Error> {
    let town = 70_000_f32 * 1_000.0;
    // A country is known by its Turkish and English names; what it is called elsewhere is met a sixteenth as often.
    let elsewhere = 4.0;
    let mut found = Vec::new();
    for entry in &World::read(root)?.entries {
        let own_name = varlik_text::key(&entry.name);
        let bits = |form: &Form, is_own_name| (weight(entry, form, is_own_name) as f32 / town).log2();
        for form in &entry.forms {
            let key = varlik_text::key(&form.text);
            let attested = form.is_by_hand || form.languages.has_main_language() || entry.country == "TR";
            if attested && !is_old_name(entry, form, &key, &own_name) {
                let here = form.is_by_hand || form.languages.contains("tr") || form.languages.contains("en");
                found.push((form.text.clone(), bits(form, false) - if here { 0.0 } else { elsewhere }));
            }
        }
        let own = Form {
            text: entry.name.clone(),
            relation: Relation::Name,
            languages: LanguageSet::default(),
            is_by_hand: false,
        };
        found.push((own.text.clone(), bits(&own, true)));
    }
    found.retain(|(text, _)| varlik_text::script(text) == varlik_text::Script::Latin);
    Ok(found)
}

#[derive(Debug)]
struct Entry {
    id: String,
    kind: WorldKind,
    name: String,
    country: String,
    population: u32,
    is_capital: bool,
    forms: Vec<Form>,
}

#[derive(Debug)]
struct Form {
    text: String,
    relation: Relation,
    languages: LanguageSet,
    is_by_hand: bool,
}

/// A form read as an entry, with what decides its rank among the readings of its key.
#[derive(Debug)]
struct Reading {
    entry: usize,
    relation: Relation,
    languages: LanguageSet,
    flags: u8,
    weight: u64,
}

#[derive(Debug)]
struct World {
    /// In the order of their ids.
    entries: Vec<Entry>,
}

impl World {
    fn read(root: &Path) -> Result<Self, Error> {
        let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
        for name in SOURCES {
            let source = Source::read(root, name)?;
            for row in source.rows() {
                let id = row.cell(0, "id")?;
                let forms = forms(&row)?;
                if row.cell(1, "kind")? == "-" {
                    let entry = entries.get_mut(id).ok_or_else(|| {
                        row.error(&format!("{id} is not known yet; give it a kind and a name"))
                    })?;
                    entry.forms.extend(forms);
                } else if entries.insert(id.to_owned(), entry(&row, id, forms)?).is_some() {
                    return Err(row.error(&format!("{id} stands twice; write `-` as its kind to add forms")));
                }
            }
        }
        Ok(Self { entries: entries.into_values().collect() })
    }

    fn readings(&self, common: &CommonWords) -> BTreeMap<String, Vec<Reading>> {
        let mut readings: BTreeMap<String, Vec<Reading>> = BTreeMap::new();
        for (at, entry) in self.entries.iter().enumerate() {
            let own_name = varlik_text::key(&entry.name);
            let own = Form {
                text: entry.name.clone(),
                // The English name of a people is the word for its members: Kurds, Tatars.
                relation: if entry.kind == WorldKind::People { Relation::Demonym } else { Relation::Name },
                languages: LanguageSet::from_codes(["en"]),
                is_by_hand: true,
            };
            for form in std::iter::once(&own).chain(&entry.forms) {
                let key = varlik_text::key(&form.text);
                let flags = common.flags(&key);
                if !is_usable(form, &key, flags) || is_old_name(entry, form, &key, &own_name) {
                    continue;
                }
                let reading = Reading {
                    entry: at,
                    relation: form.relation,
                    languages: form.languages,
                    flags,
                    weight: weight(entry, form, key == own_name),
                };
                add(readings.entry(key).or_default(), reading);
            }
        }
        for list in readings.values_mut() {
            self.prefer_cities(list);
            list.sort_by_key(|reading| (Reverse(reading.weight), reading.entry));
            list.truncate(MAX_SENSES);
        }
        readings
    }

    /// Adds the case forms of well-known places, where nothing else is spelt so.
    fn decline(
        &self,
        endings: &CaseEndings,
        common: &CommonWords,
        readings: &mut BTreeMap<String, Vec<Reading>>,
    ) {
        let mut declined: BTreeMap<String, Vec<Reading>> = BTreeMap::new();
        for (at, entry) in self.entries.iter().enumerate() {
            if !is_declined(entry) {
                continue;
            }
            for form in entry.forms.iter().filter(|form| form.relation == Relation::Name) {
                for (text, languages) in endings.forms(&form.text, form.languages) {
                    let key = varlik_text::key(&text);
                    if !readings.contains_key(&key) && common.flags(&key) == 0 {
                        let weight = weight(entry, form, false);
                        let relation = Relation::Name;
                        let reading = Reading { entry: at, relation, languages, flags: 0, weight };
                        add(declined.entry(key).or_default(), reading);
                    }
                }
            }
        }
        for (key, mut list) in declined {
            list.sort_by_key(|reading| (Reverse(reading.weight), reading.entry));
            list.truncate(MAX_SENSES);
            readings.insert(key, list);
        }
    }

    /// A province named after its city is read as the city, so that one spelling never means two things.
    fn prefer_cities(&self, list: &mut [Reading]) {
        let of = |reading: &Reading| self.entries.get(reading.entry);
        let cities: Vec<String> = list
            .iter()
            .filter_map(of)
            .filter(|entry| entry.kind == WorldKind::City)
            .map(|city| city.country.clone())
            .collect();
        for reading in list {
            if of(reading)
                .is_some_and(|entry| entry.id.starts_with("iso3166-2:") && cities.contains(&entry.country))
            {
                reading.weight = 1;
            }
        }
    }

    fn records(&self) -> Result<(Vec<u8>, String), Error> {
        let mut strings = String::from("  ");
        let mut countries: HashMap<&str, u32> = HashMap::new();
        for entry in &self.entries {
            if entry.country.len() == 2 && !countries.contains_key(entry.country.as_str()) {
                countries.insert(&entry.country, strings.len() as u32);
                strings.push_str(&entry.country);
            }
        }
        let mut records = Vec::with_capacity(self.entries.len() * 16);
        for entry in &self.entries {
            let too_long = || Error::new(format!("{}: id or name is longer than 255 bytes", entry.id));
            records.extend((strings.len() as u32).to_le_bytes());
            records.extend(entry.population.to_le_bytes());
            records.push(u8::try_from(entry.id.len()).map_err(|_| too_long())?);
            records.push(u8::try_from(entry.name.len()).map_err(|_| too_long())?);
            records.push(entry.kind.code());
            records.push(u8::from(entry.is_capital));
            records.extend(countries.get(entry.country.as_str()).copied().unwrap_or(0).to_le_bytes());
            strings.push_str(&entry.id);
            strings.push_str(&entry.name);
        }
        if self.entries.len() > usize::from(u16::MAX) {
            return Err(Error::new("more than 65,535 world entries; widen the sense record first"));
        }
        Ok((records, strings))
    }
}

fn entry(row: &Row<'_>, id: &str, forms: Vec<Form>) -> Result<Entry, Error> {
    let word = row.cell(1, "kind")?;
    let is_capital = word == "capital";
    let kind = if is_capital { Some(WorldKind::City) } else { WorldKind::from_word(word) };
    let population = row.cell(4, "population")?;
    Ok(Entry {
        id: id.to_owned(),
        kind: kind.ok_or_else(|| row.error(&format!("{word:?} is no kind of entry")))?,
        name: row.cell(2, "name")?.to_owned(),
        country: row.cell(3, "country")?.to_owned(),
        population: if population.is_empty() {
            0
        } else {
            population.parse().map_err(|_| row.error(&format!("{population:?} is no population")))?
        },
        is_capital,
        forms,
    })
}

/// Reads `tr,az:Almanya|~en:German/Germans|=en:FRG`; `~` marks demonyms, `=` abbreviations, `/` parts forms.
fn forms(row: &Row<'_>) -> Result<Vec<Form>, Error> {
    let is_by_hand = row.is_by_hand();
    let mut forms = Vec::new();
    for item in row.optional(5).split('|').filter(|item| !item.is_empty()) {
        let (relation, rest) = match item.as_bytes().first() {
            Some(b'~') => (Relation::Demonym, item.get(1..).unwrap_or("")),
            Some(b'=') => (Relation::Abbreviation, item.get(1..).unwrap_or("")),
            _ => (Relation::Name, item),
        };
        let (languages, texts) =
            rest.split_once(':').ok_or_else(|| row.error(&format!("{item:?} lacks its `languages:`")))?;
        let languages = LanguageSet::from_codes(languages.split(',').filter(|code| !code.is_empty()));
        for text in texts.split('/') {
            forms.push(Form { text: text.trim().to_owned(), relation, languages, is_by_hand });
        }
    }
    Ok(forms)
}

/// Whether an imported form of a city is likely another name it once had, or the meaning of its name, rather than a
/// spelling: in no language, in Latin letters, and nothing like its own name ("White House" for Casablanca).
fn is_old_name(entry: &Entry, form: &Form, key: &str, own_name: &str) -> bool {
    const LIKE: f64 = 0.45;
    let beginning = |key: &str| key.chars().take(2).collect::<String>();
    let latin = varlik_text::script(&form.text) == varlik_text::Script::Latin;
    entry.kind == WorldKind::City
        && !form.is_by_hand
        && form.languages.is_empty()
        && latin
        && beginning(key) != beginning(own_name)
        && varlik_distance::levenshtein_similarity(key, own_name) < LIKE
}

/// Imported forms must not take words away from plain text; what a person wrote down is kept as it is.
fn is_usable(form: &Form, key: &str, flags: u8) -> bool {
    if key.is_empty() {
        return false;
    }
    if form.is_by_hand {
        return true;
    }
    if key.len() < 3 && key.is_ascii() {
        return false;
    }
    flags == 0 || form.languages.has_main_language()
}

/// Prior of a reading: what the news means most often when it says only this. Countries before capitals before
/// regions of the size of a large city; bodies between; an unattested alias counts a twentieth.
fn weight(entry: &Entry, form: &Form, is_own_name: bool) -> u64 {
    let population = u64::from(entry.population);
    let base = match entry.kind {
        WorldKind::Country => 1_000_000_000_000 + population,
        WorldKind::City if entry.is_capital => 10_000_000_000 + population,
        WorldKind::City => 1_000 * population,
        WorldKind::Region if entry.id.starts_with("m49:") => 100_000_000_000,
        WorldKind::Region if entry.id.starts_with("iso3166-2:") => 200_000_000,
        WorldKind::Region | WorldKind::Feature => 2_000_000_000,
        WorldKind::Territory => 5_000_000_000 + population,
        WorldKind::Language => 1_000_000_000,
        _ => 50_000_000_000 + population,
    };
    let attested = is_own_name || form.is_by_hand || form.languages.has_main_language();
    // Of two readings as one entry the one a person wrote down stands first: `Alman` is a German, though the key of
    // the Persian name of Germany is the same.
    if attested { base + u64::from(form.is_by_hand) } else { base / 20 }
}

/// Small places are left out: their case forms would meet other words sooner than be written.
fn is_declined(entry: &Entry) -> bool {
    matches!(entry.kind, WorldKind::Country | WorldKind::Territory | WorldKind::Region)
        || entry.is_capital
        || entry.population >= 1_000_000
}

/// Adds a reading, or joins its languages to the same reading known already.
fn add(list: &mut Vec<Reading>, reading: Reading) {
    match list.iter_mut().find(|known| known.entry == reading.entry && known.relation == reading.relation) {
        Some(known) => {
            known.languages = LanguageSet::from_bits(known.languages.bits() | reading.languages.bits());
            known.weight = known.weight.max(reading.weight);
        }
        None => list.push(reading),
    }
}

/// Sense records, each distinct list once, and for every key `(first sense + 1) << 1 | is prefix`.
fn lay_out(readings: &BTreeMap<String, Vec<Reading>>) -> (Vec<u8>, BTreeMap<String, u32>) {
    let prefixes: BTreeSet<&str> = readings
        .keys()
        .flat_map(|key| key.match_indices(' ').filter_map(|(end, _)| key.get(..end)))
        .collect();
    let mut senses: Vec<u8> = Vec::new();
    let mut known: HashMap<Vec<u8>, u32> = HashMap::new();
    let mut values: BTreeMap<String, u32> = prefixes.iter().map(|prefix| ((*prefix).to_owned(), 1)).collect();
    for (key, list) in readings {
        let record = sense_records(list);
        let next = (senses.len() / 8) as u32;
        let first = *known.entry(record.clone()).or_insert(next);
        if first == next {
            senses.extend(record);
        }
        *values.entry(key.clone()).or_insert(0) |= (first + 1) << 1;
    }
    (senses, values)
}

fn sense_records(readings: &[Reading]) -> Vec<u8> {
    let mut records = Vec::with_capacity(readings.len() * 8);
    for (at, reading) in readings.iter().enumerate() {
        let last = if at + 1 == readings.len() { LAST_SENSE } else { 0 };
        records.extend((reading.entry as u16).to_le_bytes());
        records.push(reading.relation.code());
        records.push(reading.flags | last);
        records.extend(reading.languages.bits().to_le_bytes());
    }
    records
}

impl CommonWords {
    /// Sense flags for a key that is one word.
    fn flags(&self, key: &str) -> u8 {
        let word = if self.is_word(key) { COMMON_WORD_SENSE } else { 0 };
        let person = if self.is_person_name(key) { PERSON_NAME_SENSE } else { 0 };
        word | person
    }
}
