//! Laws of folding to ASCII, and its default against `any_ascii`.
#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use any_ascii::{any_ascii, any_ascii_char};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use varlik_text::{Fold, fold};

fn latin() -> impl Iterator<Item = char> {
    ('\u{C0}'..='\u{24F}').chain('\u{1E00}'..='\u{1EFF}')
}

/// What is not as `any_ascii` has it; the reasons are in `data/text/folds.tsv`.
const DIFFERENT: &str = "ʻʽÆǢǼŒẞ";

/// The policies that give ASCII.
fn to_ascii() -> impl Iterator<Item = Fold> {
    Fold::all().filter(|policy| fold("ığ", *policy) == "ig")
}

#[test]
fn every_latin_letter_is_ascii() {
    for policy in to_ascii() {
        for c in latin() {
            for text in
                [String::from(c), String::from(c).nfd().collect(), format!("A{c}B"), format!("a{c}\u{323}b")]
            {
                assert!(fold(&text, policy).is_ascii(), "{policy} {text:?}");
            }
        }
    }
}

#[test]
fn composed_and_decomposed_letters_are_one() {
    for policy in Fold::all() {
        for c in latin() {
            let whole = String::from(c);
            let pieces: String = whole.nfd().collect();
            let (folded, of_pieces) = (fold(&whole, policy), fold(&pieces, policy));
            assert_eq!(folded.nfc().to_string(), of_pieces.nfc().to_string(), "{policy} {c:?}");
        }
    }
}

#[test]
fn the_default_is_any_ascii_for_the_scripts_it_folds() {
    let blocks = ('\u{A0}'..='\u{2FF}')
        .chain('\u{1D00}'..='\u{1DBF}')
        .chain('\u{1E00}'..='\u{1EFF}')
        .chain('\u{2000}'..='\u{209F}')
        .chain('\u{20A0}'..='\u{20C0}')
        .chain('\u{2C60}'..='\u{2C7F}')
        .chain('\u{A722}'..='\u{A78A}')
        .chain('\u{FB00}'..='\u{FB06}')
        .chain('\u{FF01}'..='\u{FF5E}');
    for c in blocks.filter(|c| !DIFFERENT.contains(*c)) {
        let ours = fold(&String::from(c), Fold::default()).into_owned();
        // Greek and Cyrillic letters among the phonetic ones stay, and so does what any_ascii does not know; letters
        // written above others are marks here.
        if ours != String::from(c) {
            assert_eq!(ours, any_ascii_char(c), "{c:?} {:04X}", u32::from(c));
        }
    }
    let stay: String =
        ('\u{A0}'..='\u{24F}').filter(|c| !fold(&String::from(*c), Fold::default()).is_ascii()).collect();
    assert_eq!(stay, "");
}

#[test]
fn the_default_knows_what_it_leaves() {
    for text in ["أردوغان", "Йорданов", "東京", "서울", "ქართული", "हिन्दी", "עברית", "Ελλάδα", "กรุงเทพ", "😀"]
    {
        assert_eq!(fold(text, Fold::default()), text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_fold_is_its_own_fold(
        text in any::<String>(),
        hard in "[aAuUiIıİoOöÜüÂâîÎgşéßÆØЙифدא東’“ \u{AD}\u{300}\u{302}\u{306}\u{307}\u{308}\u{323}\u{327}\u{200C}\u{200D}\u{FE0F}]{0,12}"
    ) {
        for policy in Fold::all() {
            for text in [&text, &hard] {
                let once = fold(text, policy);
                prop_assert_eq!(fold(&once, policy), once.clone(), "{} {:?}", policy, text);
            }
        }
    }

    #[test]
    fn latin_text_is_folded_as_any_ascii_does(text in "[a-zA-Z0-9 .,'’“”–À-ɏḀ-ỿ\u{300}-\u{33F}]{0,200}") {
        let text = text.replace(|c| DIFFERENT.contains(c), "");
        prop_assert_eq!(fold(&text, Fold::default()), any_ascii(&text));
    }

    #[test]
    fn letters_of_other_scripts_stay(text in "[Ͱ-Ͽа-яЁёא-תء-يऀ-ॿ一-龥가-힣]{0,60}") {
        let letters: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
        prop_assert_eq!(fold(&letters, Fold::default()), letters.as_str());
    }
}
