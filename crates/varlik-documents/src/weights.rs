//! The trained weights and word tables, by language. What they were made from is told in `weights/README.md`.

use varlik_names::HashTable;
use varlik_text::Lang;

use crate::tagger::Tagger;

static ENGLISH_TAGGER: &[u8] = include_bytes!("../weights/tagger.en.bin");
static TURKISH_TAGGER: &[u8] = include_bytes!("../weights/tagger.tr.bin");
static OUTWARD_TAGGER: &[u8] = include_bytes!("../weights/tagger.und.bin");
static ENGLISH_WORDS: HashTable = HashTable::new(include_bytes!("../weights/words.en.bin"));
static COMMON_WORDS: HashTable = HashTable::new(include_bytes!("../weights/words.common.bin"));
static TURKISH_WORDS: HashTable = HashTable::new(include_bytes!("../weights/words.tr.bin"));

/// The tagger of a language, and whether it knows the letters of words; of those that have none of their own, the one
/// that sees only what is outward.
pub(crate) fn tagger(language: Lang) -> Option<(Tagger<'static>, bool)> {
    let (bytes, letters) = match language {
        Lang::Tr => (TURKISH_TAGGER, true),
        Lang::En => (ENGLISH_TAGGER, true),
        _ => (OUTWARD_TAGGER, false),
    };
    Some((Tagger::from_bytes(bytes)?, letters))
}

/// The languages whose common words are known from lists, not from a corpus; the place is the bit in the table.
pub const COMMON_WORD_LANGUAGES: [Lang; 24] = [
    Lang::Bg,
    Lang::Cs,
    Lang::Da,
    Lang::De,
    Lang::El,
    Lang::Es,
    Lang::Fi,
    Lang::Fr,
    Lang::Hr,
    Lang::Hu,
    Lang::It,
    Lang::Lt,
    Lang::Lv,
    Lang::Mk,
    Lang::Nl,
    Lang::No,
    Lang::Pl,
    Lang::Pt,
    Lang::Ro,
    Lang::Ru,
    Lang::Sk,
    Lang::Sl,
    Lang::Sv,
    Lang::Uk,
];

/// Whether a word is common in running text of its language: written in lower case, again and again.
pub(crate) fn is_common(language: Lang, hash: u64) -> bool {
    // Croatian and Serbian are one list, and it serves both scripts: keys are in Latin letters.
    let language = if language == Lang::Sr { Lang::Hr } else { language };
    match language {
        Lang::Tr | Lang::En => words(language).get(hash).is_some(),
        _ => COMMON_WORDS.get(hash).is_some_and(|languages| {
            // Of a language that has no list, a word counts that is common in any that has.
            COMMON_WORD_LANGUAGES
                .iter()
                .position(|known| *known == language)
                .is_none_or(|bit| languages >> bit & 1 == 1)
        }),
    }
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
        assert!(tagger(Lang::De).is_some(), "any language has one");
    }

    #[test]
    fn common_words_belong_to_their_language() {
        let common = |language, word: &str| is_common(language, key_hash(word.as_bytes()));
        assert!(common(Lang::En, "government") && common(Lang::Tr, "sonra"));
        assert!(!common(Lang::En, "sonra") && !common(Lang::Tr, "government"));
        assert!(!common(Lang::En, "lindqvist") && !common(Lang::Tr, "kestaneci"));
    }

    #[test]
    fn common_words_of_other_languages_are_known_and_names_are_not_among_them() {
        let common = |language, word: &str| is_common(language, key_hash(varlik_text::key(word).as_bytes()));
        for (language, word) in
            [(Lang::Ru, "если"), (Lang::Pl, "według"), (Lang::Bg, "това"), (Lang::Sr, "није")]
        {
            assert!(common(language, word), "{word}");
        }
        assert!(!common(Lang::Ru, "według") && !common(Lang::Pl, "если"), "a word belongs to its language");
        for (language, word) in
            [(Lang::Ru, "москва"), (Lang::Pl, "warszawa"), (Lang::De, "angela"), (Lang::Fr, "macron")]
        {
            assert!(!common(language, word), "{word} is a name");
        }
        assert!(common(Lang::Und, "если"), "of an unknown language a word counts that is common in any");
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
