//! The table of further names of places, for comparing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use varlik_names::LAST_BEARER;

use crate::source::{Error, Source};
use crate::table_file::TableFile;
use crate::{hash_table, world_tables};

/// Rows of an id and forms; an id that is no entry of the world table is a place of this table alone.
pub(crate) const SOURCES: &[&str] =
    &["data/world/territory_names.tsv", "data/world/city_names.tsv", "data/world/place_names_by_hand.tsv"];

/// Most places a name is kept for; one of more says too little.
const MOST_BEARERS: usize = 8;

/// Builds the table.
pub(crate) fn tables(root: &Path) -> Result<Vec<TableFile>, Error> {
    let world = world_tables::names(root)?;
    let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
    let mut names: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for (at, (id, forms)) in world.entries.into_iter().enumerate() {
        for form in forms {
            names.entry(varlik_text::key(&form)).or_default().insert(at as u32);
        }
        numbers.insert(id, at as u32);
    }
    for file in SOURCES {
        for row in Source::read(root, file)?.rows() {
            let next = numbers.len() as u32;
            let number = *numbers.entry(row.cell(0, "id")?.to_owned()).or_insert(next);
            for form in row.cell(1, "forms")?.split('|') {
                names.entry(varlik_text::key(form)).or_default().insert(number);
            }
        }
    }
    let mut lists: Vec<u8> = Vec::new();
    let mut known: BTreeMap<Vec<u8>, u32> = BTreeMap::new();
    let mut values = BTreeMap::new();
    for (key, mut bearers) in names {
        bearers.retain(|&bearer| !world.known.contains(&(key.clone(), bearer)));
        let value = match (bearers.len(), bearers.first()) {
            (1, Some(&only)) => (only + 1) << 1,
            (1..=MOST_BEARERS, _) if !key.is_empty() => {
                let record = records(&bearers);
                let next = (lists.len() / 3) as u32;
                let at = *known.entry(record.clone()).or_insert(next);
                if at == next {
                    lists.extend(record);
                }
                at << 1 | 1
            }
            _ => continue,
        };
        if key.chars().count() > 1 {
            values.insert(key, value);
        }
    }
    Ok(vec![
        TableFile::mapped("gazetteer_keys", &hash_table::slots("gazetteer_keys", &values)?),
        TableFile::mapped("gazetteer_lists", &lists),
    ])
}

/// The records of one list, the last marked.
fn records(bearers: &BTreeSet<u32>) -> Vec<u8> {
    let mut records = Vec::with_capacity(bearers.len() * 3);
    for (at, bearer) in bearers.iter().enumerate() {
        let last = if at + 1 == bearers.len() { LAST_BEARER } else { 0 };
        records.extend((bearer | last).to_le_bytes().into_iter().take(3));
    }
    records
}
