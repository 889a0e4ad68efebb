//! The shipped lexicons: words with weights as one finite-state map.

use varlik_text::Lexicon;

use crate::source::{Error, Source};
use crate::table_file::TableFile;

/// Writes the lexicon of a list of words and weights.
pub(super) fn table(path: &str, source: &Source) -> Result<TableFile, Error> {
    let mut words = Vec::new();
    for row in source.rows() {
        let weight: f32 = row.cell(1, "weight")?.parse().map_err(|_| row.error("the weight is no number"))?;
        words.push((row.cell(0, "word")?, weight));
    }
    Ok(TableFile { path: path.to_owned(), bytes: Lexicon::from_words(words).to_bytes() })
}
