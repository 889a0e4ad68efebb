//! Laws of endings over words of every kind.
#![allow(clippy::indexing_slicing, reason = "a test fails by panicking")]

use proptest::prelude::*;
use varlik_text::suffix::{CaseSet, candidates, split, strip};
use varlik_text::{Lang, Lexicon, possessive};

fn word() -> impl Strategy<Value = String> {
    let name = "[A-ZÇĞİÖŞÜ]?[a-zçğıöşüâə]{0,8}";
    let mark = "(['’´ʼ\u{92}-]|\u{200B}'| )?";
    let ending = "(nin|ın|dan|daki|ye|ya|yla|ler|lerin|s|S|NIN|ğa|)";
    prop_oneof![
        (name, mark, ending).prop_map(|(name, mark, ending)| [name, mark, ending].concat()),
        "[A-Z]{2,5}[a-zıü]{1,4}",
        "\\PC{0,12}",
    ]
}

fn lang() -> impl Strategy<Value = Lang> {
    prop::sample::select(vec![Lang::Und, Lang::Tr, Lang::Az, Lang::Crh, Lang::Gag, Lang::En, Lang::De])
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn stem_mark_and_suffix_are_the_word(word in word(), lang in lang()) {
        for found in split(&word, lang).into_iter().chain(possessive(&word, None)) {
            let parts = [&word[found.stem.clone()], &word[found.mark()], &word[found.suffix.clone()]];
            prop_assert_eq!(parts.concat(), word.clone());
            prop_assert!(parts[0].contains(char::is_alphanumeric));
            prop_assert!(!parts[1].is_empty());
        }
    }

    #[test]
    fn the_best_reading_stands_first_and_the_word_is_one(word in word(), lang in lang()) {
        let names = Lexicon::from_words([("Ankara", 12.0), ("Zonguldak", 9.0), ("Su", 3.0)]);
        let lexicons = [&names, Lexicon::turkish()];
        let found = candidates(&word, lang, &lexicons);
        prop_assert!(!found.is_empty() && found.len() <= 8);
        prop_assert!(found.is_sorted_by(|a, b| a.weight >= b.weight));
        for stem in &found {
            prop_assert!(stem.range.start == 0 && word.is_char_boundary(stem.range.end));
            prop_assert!((-20.0..=20.0).contains(&stem.weight));
            prop_assert_eq!(stem.range.end == word.len(), stem.cases.is_empty());
        }
        prop_assert_eq!(&found, &candidates(&word, lang, &lexicons));
        prop_assert_eq!(&found[0].text, &strip(&word, lang, &lexicons));
    }

    #[test]
    fn a_known_name_of_capitals_gives_its_ending_back(ending in "(nin|ye|den|de|deki|yle)") {
        let names = Lexicon::from_words([("ABD", 13.0)]);
        let word = ["ABD", ending.as_str()].concat();
        let found = candidates(&word, Lang::Tr, &[&names]);
        prop_assert_eq!(found[0].range.clone(), 0..3);
        prop_assert_ne!(found[0].cases, CaseSet::default());
    }
}

#[test]
fn endless_words_are_read_whole_at_once() {
    let word = "larda".repeat(2_000_000);
    assert_eq!(candidates(&word, Lang::Tr, &[Lexicon::turkish()]).len(), 1);
    assert_eq!(split(&format!("A'{word}"), Lang::Tr), None);
    assert_eq!(possessive(&word, None), None);
}
