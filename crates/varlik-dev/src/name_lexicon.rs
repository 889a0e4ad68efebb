//! The lexicon of names: every spelling the source tables have in Latin letters.

use std::path::Path;

use varlik_text::{Lexicon, Script, script};

use crate::source::{Error, Source};
use crate::table_file::{FOLDER, TableFile};
use crate::world_tables;

/// Names with weights of their own.
pub(crate) const TURKISH_NAMES: &str = "data/names/turkish_proper_nouns.tsv";

/// Lists of persons' names with what one more of them weighs: an imported name is as common as a town of 280,000,
/// one that a person wrote down four times so.
const PERSONS: [(&str, f32); 4] = [
    ("data/names/given_names.tsv", 2.0),
    ("data/names/family_names.tsv", 2.0),
    ("data/names/given_names_by_hand.tsv", 4.0),
    ("data/names/family_names_by_hand.tsv", 4.0),
];

/// A word of a Turkish name is met as often as the name, but may be read alone less often.
const WORD_OF_NAME: f32 = 2.0;

/// Builds the lexicon.
pub(crate) fn table(root: &Path) -> Result<TableFile, Error> {
    let bytes = Lexicon::from_words(names(root)?).to_bytes();
    Ok(TableFile { path: format!("{FOLDER}/names.fst"), bytes })
}

/// Every name with its weight.
pub(crate) fn names(root: &Path) -> Result<Vec<(String, f32)>, Error> {
    let mut names = Vec::new();
    for row in Source::read(root, TURKISH_NAMES)?.rows() {
        let weight: f32 = row.cell(1, "weight")?.parse().map_err(|_| row.error("the weight is no number"))?;
        names.push((row.cell(0, "name")?.to_owned(), weight));
    }
    for (file, weight) in PERSONS {
        for row in Source::read(root, file)?.rows() {
            let name = row.cell(0, "name")?;
            if script(name) == Script::Latin {
                let lists = row.optional(2).split(',').count();
                names.push((name.to_owned(), weight + (lists as f32).log2()));
            }
        }
    }
    for (text, weight) in world_tables::spellings(root)? {
        for word in text.split([' ', '-']).filter(|word| is_name_word(word) && word.len() < text.len()) {
            names.push((word.to_owned(), weight - WORD_OF_NAME));
        }
        names.push((text, weight));
    }
    Ok(names)
}

/// A capitalised word of three letters and more.
fn is_name_word(word: &str) -> bool {
    word.chars().count() > 2
        && word.chars().all(char::is_alphabetic)
        && word.chars().next().is_some_and(char::is_uppercase)
}
