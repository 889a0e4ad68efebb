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

#[cfg(test)]
mod tests {
    use super::*;
    use varlik_names::key_hash;

    #[test]
    fn the_shipped_taggers_read_back() {
        assert!(tagger(Lang::En).is_some() && tagger(Lang::Tr).is_some());
        assert!(tagger(Lang::De).is_some(), "a language without a tagger of its own has the English one");
    }

    #[test]
    fn common_words_belong_to_their_language() {
        let common = |language, word: &str| is_common(language, key_hash(word.as_bytes()));
        assert!(common(Lang::En, "government") && common(Lang::Tr, "sonra"));
        assert!(!common(Lang::En, "sonra") && !common(Lang::Tr, "government"));
        assert!(!common(Lang::En, "lindqvist") && !common(Lang::Tr, "kestaneci"));
    }

    #[test]
    fn rarer_words_tell_more() {
        let telling = |language, word: &str| telling(language, key_hash(word.as_bytes()));
        assert!(telling(Lang::En, "the") == 0.0 && telling(Lang::Tr, "ve") == 0.0, "function words");
        assert!(telling(Lang::En, "lighthouse") > telling(Lang::En, "government"));
        assert!(
            telling(Lang::En, "xqzwv") >= telling(Lang::En, "lighthouse"),
            "a word never seen tells most"
        );
    }
}
