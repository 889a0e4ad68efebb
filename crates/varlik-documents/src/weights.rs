//! The trained weights and word tables, by language. What they were made from is told in `weights/README.md`.

use varlik_names::HashTable;
use varlik_text::Lang;

use crate::tagger::Tagger;

static ENGLISH_TAGGER: &[u8] = include_bytes!("../weights/tagger.en.bin");
static TURKISH_TAGGER: &[u8] = include_bytes!("../weights/tagger.tr.bin");
static ENGLISH_WORDS: HashTable = HashTable::new(include_bytes!("../weights/words.en.bin"));
static TURKISH_WORDS: HashTable = HashTable::new(include_bytes!("../weights/words.tr.bin"));

/// The tagger of a language; English for those that have none of their own.
pub(crate) fn tagger(language: Lang) -> Option<Tagger<'static>> {
    Tagger::from_bytes(if language == Lang::Tr { TURKISH_TAGGER } else { ENGLISH_TAGGER })
}

/// Whether the training corpora of a language write the word in lower case, again and again.
pub(crate) fn is_common(language: Lang, hash: u64) -> bool {
    words(language).get(hash).is_some()
}

fn words(language: Lang) -> &'static HashTable {
    if language == Lang::Tr { &TURKISH_WORDS } else { &ENGLISH_WORDS }
}

/// How telling a lower-case word is: 0 for a function word, about 1 to 4 for others, most for words never seen.
///
/// The inverse document frequency of the training corpora, in natural logarithms, less that of a word in one text of
/// fifty.
pub(crate) fn telling(language: Lang, hash: u64) -> f32 {
    // The table holds one more than the tenths of the inverse document frequency.
    let idf = words(language).get(hash).map_or(UNSEEN, |tenths| (tenths.saturating_sub(1)) as f32 / 10.0);
    (idf - COMMON).max(0.0)
}

const UNSEEN: f32 = 8.0;
const COMMON: f32 = 3.9;
