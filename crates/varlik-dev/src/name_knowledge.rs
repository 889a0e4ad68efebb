//! The tables that only the comparing of names uses: variants of words, legal forms, small words of persons' names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use varlik_names::{
    LAST_VARIANT_SET, LegalClass, MAX_LEGAL_FORM_WORDS, MAX_VARIANT_SETS, PERSON_WORD_PREFIX_BIT, PersonWord,
    VariantRelation, VariantSet,
};

use crate::hash_table;
use crate::source::{Error, Source};
use crate::table_file::TableFile;

const VARIANTS: &[&str] =
    &["data/names/variants_by_hand.tsv", "data/names/word_translations.tsv", "data/names/spellings.tsv"];
const LEGAL_FORMS: &[&str] = &["data/names/legal_forms_by_hand.tsv", "data/names/legal_forms.tsv"];
const TITLES: &str = "data/names/titles.tsv";
const PERSON_WORDS: &str = "data/names/person_words_by_hand.tsv";

/// The files these tables are made of.
pub(crate) fn sources() -> impl Iterator<Item = &'static str> {
    VARIANTS.iter().chain(LEGAL_FORMS).chain([&PERSON_WORDS]).copied()
}

/// Builds the tables.
pub(crate) fn tables(root: &Path) -> Result<Vec<TableFile>, Error> {
    let mut files = variants(root)?;
    files.push(legal_forms(root)?);
    files.push(person_words(root)?);
    Ok(files)
}

fn variants(root: &Path) -> Result<Vec<TableFile>, Error> {
    let mut words: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    let mut serial = 0;
    for file in VARIANTS {
        for row in Source::read(root, file)?.rows() {
            let word = row.cell(0, "relation")?;
            let relation = VariantRelation::from_word(word)
                .ok_or_else(|| row.error(&format!("{word:?} is no relation of variants")))?;
            let keys: BTreeSet<String> = row
                .cell(1, "forms")?
                .split(',')
                .map(varlik_text::key)
                .filter(|key| !key.is_empty())
                .collect();
            if keys.len() < 2 {
                return Err(row.error("a set has two forms with different keys, parted by commas"));
            }
            let set = VariantSet::new(serial, relation);
            serial += 1;
            for key in keys {
                words.entry(key).or_default().insert(set.number());
            }
        }
    }
    let mut lists: Vec<u8> = Vec::new();
    let mut values = BTreeMap::new();
    for (key, mut sets) in words {
        if sets.len() > MAX_VARIANT_SETS {
            // Too many names are spelt so; what a person wrote down is kept.
            sets.retain(|set| set & 7 != VariantRelation::Spelling as u32);
        }
        let value = match (sets.len(), sets.first()) {
            // Set 0 of the strongest relation would read as an empty slot.
            (1, Some(&only)) if only > 0 => only << 1,
            (0, _) => continue,
            (count, _) if count > MAX_VARIANT_SETS => {
                return Err(Error::new(format!(
                    "{key:?} is a variant in {count} sets; the most is {MAX_VARIANT_SETS}"
                )));
            }
            _ => {
                let at = (lists.len() / 4) as u32;
                for (place, set) in sets.iter().enumerate() {
                    let last = if place + 1 == sets.len() { LAST_VARIANT_SET } else { 0 };
                    lists.extend((set | last).to_le_bytes());
                }
                at << 1 | 1
            }
        };
        values.insert(key, value);
    }
    Ok(vec![
        TableFile::mapped("variant_keys", &hash_table::slots("variant_keys", &values)?),
        TableFile::mapped("variant_lists", &lists),
    ])
}

fn legal_forms(root: &Path) -> Result<TableFile, Error> {
    let mut forms: BTreeMap<String, LegalClass> = BTreeMap::new();
    for file in LEGAL_FORMS {
        for row in Source::read(root, file)?.rows() {
            let word = row.cell(0, "class")?;
            let class = LegalClass::from_word(word)
                .ok_or_else(|| row.error(&format!("{word:?} is no class of legal forms")))?;
            for form in row.cell(1, "forms")?.split('|') {
                for key in spellings(form) {
                    if key.bytes().all(|byte| b"ivx".contains(&byte)) && !key.is_empty() {
                        return Err(row.error(&format!("{form:?} would be read for a number: {key}")));
                    }
                    // The first row of a form decides its class.
                    if !key.is_empty() && key.split(' ').count() <= MAX_LEGAL_FORM_WORDS {
                        forms.entry(key).or_insert(class);
                    }
                }
            }
        }
    }
    let mut values = prefixes(forms.keys(), 1);
    for (key, class) in &forms {
        *values.entry(key.clone()).or_insert(0) |= (u32::from(class.code()) + 1) << 1;
    }
    Ok(TableFile::mapped("legal_forms", &hash_table::slots("legal_forms", &values)?))
}

/// The keys of a form: as it is written, and with the letters of dotted words apart or together.
fn spellings(form: &str) -> [String; 3] {
    let apart = form.replace('.', ". ");
    let together: String = form
        .split_whitespace()
        .map(|piece| {
            if piece.ends_with('.') && piece.chars().count() == 2 {
                piece.to_owned()
            } else {
                format!("{piece} ")
            }
        })
        .collect();
    [varlik_text::key(form), varlik_text::key(&apart), varlik_text::key(&together)]
}

fn person_words(root: &Path) -> Result<TableFile, Error> {
    let titles: BTreeSet<String> = Source::read(root, TITLES)?
        .rows()
        .map(|row| row.cell(0, "title").map(varlik_text::key))
        .collect::<Result<_, _>>()?;
    let mut twice = BTreeSet::new();
    let mut words: BTreeMap<String, u32> = BTreeMap::new();
    let source = Source::read(root, PERSON_WORDS)?;
    for row in source.rows() {
        let class = row.cell(0, "class")?;
        let flag =
            PersonWord::from_word(class).ok_or_else(|| row.error(&format!("{class:?} is no class")))?;
        for form in row.cell(2, "forms")?.split(',') {
            let key = varlik_text::key(form);
            if key.is_empty() {
                return Err(row.error(&format!("{form:?} has no letters")));
            }
            if flag == PersonWord::Title && titles.contains(&key) {
                twice.insert(form.trim());
            }
            *words.entry(key).or_insert(0) |= flag.bit();
        }
    }
    if !twice.is_empty() {
        let list = twice.into_iter().collect::<Vec<_>>().join(", ");
        return Err(Error::new(format!("{PERSON_WORDS}: {TITLES} holds these already: {list}")));
    }
    let mut values = prefixes(words.keys(), 1 << PERSON_WORD_PREFIX_BIT);
    for (key, flags) in words {
        *values.entry(key).or_insert(0) |= flags;
    }
    Ok(TableFile::mapped("person_words", &hash_table::slots("person_words", &values)?))
}

/// Every run of words that some longer key begins with, with the value that says so.
fn prefixes<'k>(keys: impl Iterator<Item = &'k String>, value: u32) -> BTreeMap<String, u32> {
    keys.flat_map(|key| key.match_indices(' ').filter_map(|(end, _)| key.get(..end)))
        .map(|prefix| (prefix.to_owned(), value))
        .collect()
}
