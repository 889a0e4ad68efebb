//! Which words are common in which of the languages that no annotated corpus was at hand for.

use std::collections::BTreeMap;
use std::fs;

use varlik_documents::training::COMMON_WORD_LANGUAGES;
use varlik_names::world::{self, Relation};
use varlik_names::{key_hash, name_flags_by_hash};
use varlik_text::{Lang, key};

use crate::hash_table;
use crate::source::Error;

/// Words of this rank and behind it are left out where they are names as well: "may" is a verb first, "trump" is not.
const SURE_RANK: u32 = 200;

/// Reads `OUT LIST` and writes the table: one bit a language, by key hash.
///
/// `LIST` has a line `language, word, rank` for each word.
pub(crate) fn run(arguments: &[&str], log: &mut dyn FnMut(String)) -> Result<String, Error> {
    let [out, list] = arguments else { return Err(Error::new("usage: train common OUT LIST")) };
    let text = fs::read_to_string(list).map_err(|error| Error::new(format!("{list}: {error}")))?;
    let mut rows: BTreeMap<String, u32> = BTreeMap::new();
    let mut names = 0;
    for (number, line) in text.lines().enumerate() {
        let wrong =
            || Error::new(format!("{list}, line {}: {line:?} is not language, word, rank", number + 1));
        let mut cells = line.split('\t');
        let (Some(code), Some(word), Some(rank)) = (cells.next(), cells.next(), cells.next()) else {
            return Err(wrong());
        };
        let lang = Lang::from_code(code).ok_or_else(wrong)?;
        let bit = COMMON_WORD_LANGUAGES.iter().position(|known| *known == lang).ok_or_else(wrong)?;
        let rank: u32 = rank.parse().map_err(|_| wrong())?;
        let key = key(word);
        let hash = key_hash(key.as_bytes());
        let place = world::lookup_by_hash(hash).senses().any(|sense| sense.relation != Relation::Demonym);
        let person = name_flags_by_hash(hash);
        if rank > SURE_RANK && (place || person.is_given() || person.is_family()) {
            names += 1;
            continue;
        }
        *rows.entry(key).or_default() |= 1 << bit;
    }
    log(format!("{names} names left out"));
    let mut bytes = varlik_names::TABLE_MAGIC.to_vec();
    bytes.extend_from_slice(&hash_table::slots("common", &rows)?);
    fs::write(out, &bytes).map_err(|error| Error::new(format!("{out}: {error}")))?;
    Ok(format!("{} words, {} bytes", rows.len(), bytes.len()))
}
