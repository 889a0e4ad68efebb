//! Laws of the lexicon over words of every kind.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use proptest::prelude::*;
use varlik_text::{Lexicon, key};

fn word() -> impl Strategy<Value = String> {
    prop_oneof!["[A-Za-zÇĞİÖŞÜçğıöşüâî'-]{1,12}", "[a-zA-Z]{1,4} [А-Яа-яЁё]{1,6}", "\\PC{1,8}"]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_word_is_found_by_its_key_and_no_other(words in prop::collection::vec(word(), 1..40)) {
        let lexicon = Lexicon::from_words(words.iter().map(|word| (word, 4.0)));
        let mut by_key: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for word in &words {
            // Other normal forms of a word are stored as one.
            if unicode_normalization::is_nfc(word) && !key(word).is_empty() {
                by_key.entry(key(word)).or_default().push(word);
            }
        }
        for (key, words) in by_key {
            let found: Vec<String> = lexicon.spellings(&key).map(|found| found.text).collect();
            prop_assert!(found.is_sorted());
            prop_assert!(lexicon.has_prefix(&key));
            for word in words {
                prop_assert!(found.iter().any(|text| text == word), "{word:?} in {found:?}");
                prop_assert_eq!(lexicon.weight(word), Some(4.0));
            }
        }
    }

    #[test]
    fn the_order_of_the_words_changes_no_byte(words in prop::collection::vec((word(), 0_u8..9), 1..40)) {
        let weigh = |(word, weight): &(String, u8)| (word.clone(), f32::from(*weight));
        let forward = Lexicon::from_words(words.iter().map(weigh)).to_bytes();
        let backward = Lexicon::from_words(words.iter().rev().map(weigh)).to_bytes();
        prop_assert_eq!(&forward, &backward);
        prop_assert_eq!(Lexicon::from_bytes(forward).unwrap().to_bytes(), backward);
    }

    #[test]
    fn bytes_with_one_changed_are_refused(at in 16_usize..200, bit in 0_u8..8) {
        let names = ["Ankara", "Iğdır", "İzmir", "Şırnak", "Muğla", "Kütahya", "Uşak", "Çorum"];
        let mut bytes = Lexicon::from_words(names.map(|name| (name, 2.0))).to_bytes();
        let at = at % (bytes.len() - 16) + 16;
        if let Some(byte) = bytes.get_mut(at) {
            *byte ^= 1 << bit;
        }
        prop_assert!(Lexicon::from_bytes(bytes).is_err());
    }

    #[test]
    fn a_name_with_its_other_letters_lost_is_found_again(name in "[A-Za-z]{2}[çğıöşüÇĞİÖŞÜ][a-z]{2}[şğı]") {
        let lexicon = Lexicon::from_words([(name.as_str(), 1.0), ("Ankara", 9.0)]);
        let lost: String = name.chars().map(|c| if c.is_ascii() { c } else { '\u{FFFD}' }).collect();
        let found = lexicon.matching(&lost, '\u{FFFD}');
        prop_assert_eq!(found.first().map(|found| found.text.as_str()), Some(name.as_str()));
    }

    #[test]
    fn no_pattern_and_no_key_panics(pattern in "\\PC{0,30}", wildcard in any::<char>()) {
        let lexicon = Lexicon::from_words([("Şişli", 1.0), ("Straße", 1.0), ("Saint-Étienne", 1.0)]);
        for found in lexicon.matching(&pattern, wildcard) {
            prop_assert_eq!(found.text.chars().count(), pattern.chars().count());
        }
        prop_assert!(lexicon.spellings(&pattern).len() <= lexicon.len());
    }
}
