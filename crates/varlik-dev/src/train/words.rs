//! Counts in how many texts each word stands: the word table of one language.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use varlik_documents::training::cased_words;
use varlik_text::Lang;

use super::corpus;
use crate::hash_table;
use crate::source::Error;

/// Texts a word must stand in to be kept.
const FEWEST_TEXTS: u32 = 3;

/// Words of running text that count as one text: a corpus may be whole articles or single sentences.
const WORDS_A_TEXT: usize = 250;

/// Reads `LANG OUT CORPUS...` and writes the table: one more than the tenths of the inverse document frequency, by key hash.
pub(crate) fn run(arguments: &[&str], log: &mut dyn FnMut(String)) -> Result<String, Error> {
    let [language, out, corpora @ ..] = arguments else {
        return Err(Error::new("usage: train words LANG OUT CORPUS..."));
    };
    let lang =
        Lang::from_code(language).ok_or_else(|| Error::new(format!("unknown language {language:?}")))?;
    let mut texts = 0_u32;
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for path in corpora {
        let mut words = Vec::new();
        for article in corpus::read(Path::new(path))? {
            words.extend(
                cased_words(&article.text, lang).into_iter().filter(|(_, lower)| *lower).map(|(key, _)| key),
            );
            while words.len() >= WORDS_A_TEXT {
                let rest = words.split_off(WORDS_A_TEXT);
                for word in std::mem::replace(&mut words, rest).into_iter().collect::<BTreeSet<_>>() {
                    *counts.entry(word).or_default() += 1;
                }
                texts += 1;
            }
        }
        log(format!("{path}: {texts} texts so far, {} words", counts.len()));
    }
    let rows: BTreeMap<String, u32> = counts
        .into_iter()
        .filter(|(_, count)| *count >= FEWEST_TEXTS)
        .map(|(word, count)| {
            let idf = (f64::from(texts) / f64::from(count)).ln();
            (word, 1 + (idf * 10.0).round() as u32)
        })
        .collect();
    let mut bytes = varlik_names::TABLE_MAGIC.to_vec();
    bytes.extend_from_slice(&hash_table::slots("words", &rows)?);
    std::fs::write(out, &bytes).map_err(|error| Error::new(format!("{out}: {error}")))?;
    Ok(format!("{} words, {} bytes", rows.len(), bytes.len()))
}
