//! Laws of the readings of names in other scripts.

use proptest::prelude::*;
use varlik_text::{Lang, Lexicon, ReadingOptions, readings, readings_with};

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[А-Яа-яёіңәөүұҹ]{1,12}( [А-Яа-я]{1,10})?",
        "[ء-غف-يپچژگکی\u{64B}-\u{652}]{1,10}( [ا-ي]{1,8})?",
        "[א-ת׳']{1,8}",
        "[\u{400}-\u{6FF}' -]{0,16}",
        any::<String>(),
    ]
}

const FROM: [Lang; 6] = [Lang::Ru, Lang::Uk, Lang::Kk, Lang::Ar, Lang::Fa, Lang::He];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn readings_are_sorted_shares_and_few(name in name(), from in 0_usize..6, most in 0_usize..80) {
        let options = ReadingOptions { most, lexicon: None };
        for into in [Lang::Tr, Lang::En] {
            let found = readings_with(&name, FROM.get(from).copied().unwrap_or_default(), into, options);
            prop_assert!(found.len() <= most.min(64));
            prop_assert!(found.is_sorted_by(|a, b| a.score >= b.score && a.text != b.text));
            prop_assert!(found.iter().map(|reading| reading.score).sum::<f32>() <= 1.001);
            for reading in &found {
                prop_assert!(reading.score >= 0.0 && !reading.text.is_empty());
            }
        }
    }

    #[test]
    fn the_same_name_has_the_same_readings(name in name()) {
        let lexicon = Lexicon::from_words([("Erdoğan", 12.0), ("Ali", 14.0), ("Ankara", 15.0)]);
        let options = ReadingOptions { most: 8, lexicon: Some(&lexicon) };
        let one = readings_with(&name, Lang::Ru, Lang::Tr, options);
        prop_assert_eq!(one, readings_with(&name, Lang::Ru, Lang::Tr, options));
    }

    #[test]
    fn plain_cyrillic_names_have_readings(name in "[БВДЗКЛМНПРСТ][аеиоу][бвдзклмнпрст][аеиоу]") {
        prop_assert!(!readings(&name, Lang::Ru, Lang::Tr).is_empty());
    }
}

#[test]
fn endless_input_ends_at_once() {
    for long in ["ы".repeat(500_000), "رجب ".repeat(200_000), "Путин-".repeat(150_000), "а".repeat(25)]
    {
        assert_eq!(readings(&long, Lang::Ru, Lang::Tr), []);
    }
}

#[test]
fn a_known_name_comes_first() {
    let lexicon = Lexicon::from_words([("Hakkâri", 8.0), ("Ümit", 9.0), ("Şırnak", 9.0)]);
    let options = ReadingOptions { most: 1, lexicon: Some(&lexicon) };
    for (name, from, want) in
        [("Хаккари", Lang::Ru, "Hakkâri"), ("Умит", Lang::Ru, "Ümit"), ("شرناق", Lang::Ar, "Şırnak")]
    {
        let found = readings_with(name, from, Lang::Tr, options);
        assert_eq!(found.first().map(|reading| reading.text.as_str()), Some(want));
        let without = readings(name, from, Lang::Tr);
        assert_ne!(without.first().map(|reading| reading.text.as_str()), Some(want), "the lexicon decides");
    }
}
