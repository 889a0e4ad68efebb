//! The table of Wikidata items and the table of statesmen, as Rust sources.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use crate::document_tables::head;
use crate::source::{Error, Source};
use crate::table_file::TableFile;

const STATESMEN: &str = "data/names/statesmen_by_hand.tsv";
const ITEMS: [&str; 2] = ["data/world/wikidata.tsv", "data/world/wikidata_by_hand.tsv"];

/// Both tables.
pub(crate) fn tables(root: &Path) -> Result<Vec<TableFile>, Error> {
    Ok(vec![items(root)?, statesmen(root)?])
}

/// The number of an item such as `Q43`.
fn number(item: &str) -> Option<u32> {
    item.strip_prefix('Q')?.parse().ok()
}

/// A number as Rust sources write it: its digits by threes.
pub(crate) fn literal(number: u32) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('_');
        }
        text.push(digit);
    }
    text
}

fn items(root: &Path) -> Result<TableFile, Error> {
    let mut text = String::new();
    let mut rows: BTreeMap<String, u32> = BTreeMap::new();
    for name in ITEMS {
        let source = Source::read(root, name)?;
        text.push_str(&head(name, &source));
        for row in source.rows() {
            let item = number(row.cell(1, "wikidata")?).ok_or_else(|| row.error("an item is written Q43"))?;
            if rows.insert(row.cell(0, "id")?.to_owned(), item).is_some() {
                return Err(row.error("this id has an item already"));
            }
        }
    }
    text.push_str(
        "//! Wikidata items of entries of the world table.\n\n/// Id and number of the item, by id.\n\
         #[rustfmt::skip]\npub(crate) static ITEMS: &[(&str, u32)] = &[\n",
    );
    for (id, item) in &rows {
        let _ = writeln!(text, "    ({id:?}, {}),", literal(*item));
    }
    text.push_str("];\n");
    Ok(TableFile { path: "crates/varlik-names/src/tables/wikidata.rs".to_owned(), bytes: text.into_bytes() })
}

fn statesmen(root: &Path) -> Result<TableFile, Error> {
    let source = Source::read(root, STATESMEN)?;
    let mut names = Vec::new();
    let mut keys: BTreeMap<String, usize> = BTreeMap::new();
    for row in source.rows() {
        let item = number(row.cell(0, "wikidata")?).ok_or_else(|| row.error("an item is written Q43"))?;
        names.push((item, row.cell(1, "name")?.to_owned()));
        for part in row.cell(2, "forms")?.split('|') {
            let (_, forms) =
                part.split_once(':').ok_or_else(|| row.error("forms are written language:form"))?;
            for form in forms.split('/') {
                let key = varlik_text::key(form);
                let owner = *keys.entry(key).or_insert(names.len() - 1);
                if owner != names.len() - 1 {
                    return Err(row.error(&format!("{form:?} names somebody else already")));
                }
            }
        }
    }
    let mut text = head(STATESMEN, &source);
    text.push_str(
        "//! Heads of state and government under the names the press gives them.\n\n/// Number of the Wikidata item, \
         and the name to show.\n#[rustfmt::skip]\npub(crate) static STATESMEN: &[(u32, &str)] = &[\n",
    );
    for (item, name) in &names {
        let _ = writeln!(text, "    ({}, {name:?}),", literal(*item));
    }
    text.push_str(
        "];\n\n/// Comparison key and place in [`STATESMEN`], by key.\n#[rustfmt::skip]\n\
         pub(crate) static STATESMEN_KEYS: &[(&str, u8)] = &[\n",
    );
    for (key, place) in &keys {
        let _ = writeln!(text, "    ({key:?}, {place}),");
    }
    text.push_str("];\n");
    Ok(TableFile { path: "crates/varlik-names/src/tables/statesmen.rs".to_owned(), bytes: text.into_bytes() })
}
