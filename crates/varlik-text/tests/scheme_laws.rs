//! What holds for every scheme and every text.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::borrow::Cow;

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use varlik_text::{Scheme, Script, transliterate};

/// The letters of each language, as its alphabet is taught.
const ALPHABETS: [(&str, &str); 20] = [
    ("ru", "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"),
    ("uk", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"),
    ("be", "абвгдеёжзійклмнопрстуўфхцчшыьэюя"),
    ("bg", "абвгдежзийклмнопрстуфхцчшщъьюя"),
    ("sr", "абвгдђежзијклљмнњопрстћуфхцчџш"),
    ("mk", "абвгдѓежзѕијклљмнњопрстќуфхцчџш"),
    ("kk", "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"),
    ("ky", "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя"),
    ("tg", "абвгғдеёжзиӣйкқлмнопрстуӯфхҳчҷшъэюя"),
    ("uz", "абвгдеёжзийклмнопрстуфхцчшъьэюяўқғҳ"),
    ("tk", "абвгдеёжҗзийклмнңоөпрстуүфхцчшщъыьэәюя"),
    ("tt", "аәбвгдеёжҗзийклмнңоөпрстуүфхһцчшщъыьэюя"),
    ("az-Cyrl", "абвгғдеәжзиыјкҝлмноөпрстуүфхһчҹш"),
    ("mn", "абвгдеёжзийклмноөпрстуүфхцчшщъыьэюя"),
    ("und-Cyrl", "абвгґғдђеёєжҗзѕиіїйјкқлљмнңњоөпрстћѓќуўүұфхҳһцчҷҹџшщъыьэюяѣѳѵ"),
    ("el", "αάβγδεέζηήθιίϊΐκλμνξοόπρσςτυύϋΰφχψωώ"),
    ("hy", "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքևօֆ"),
    ("ka", "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ"),
    ("ko", "가까나다따라마바빠사싸아자짜차카타파하각낂닧단닩닪닫달닭닮닯닰닱닲닳담답닶닷닸당닺닻닼닽닾닿"),
    (
        "ja",
        "あいうえおかがきぎくぐけげこごさざしじすずせぜそぞただちぢつづてでとどなにぬねのはばぱまみむめもやゆよらりるれろわをん",
    ),
];

fn of_language(language: &str) -> impl Iterator<Item = Scheme> {
    Scheme::all().filter(move |scheme| scheme.language() == language)
}

#[test]
fn every_letter_of_the_alphabet_is_written() {
    for (language, alphabet) in ALPHABETS {
        assert!(of_language(language).count() > 0, "{language}");
        for scheme in of_language(language) {
            for text in [alphabet.to_owned(), alphabet.to_uppercase()] {
                for letter in text.chars() {
                    for word in [letter.to_string(), format!("{letter}{letter}"), format!("x {letter}.")] {
                        let out = transliterate(&word, scheme);
                        let left =
                            out.chars().find(|c| !matches!(Script::of(*c), Script::Latin | Script::Other));
                        assert_eq!(left, None, "{scheme}: {word} gives {out}");
                    }
                }
            }
        }
    }
}

#[test]
fn the_press_and_passports_write_ascii() {
    for (language, alphabet) in ALPHABETS {
        for scheme in of_language(language) {
            if scheme.name().ends_with("@news") || scheme.name().ends_with("@icao") {
                let out = transliterate(alphabet, scheme).into_owned();
                assert!(out.is_ascii(), "{scheme}: {out}");
            }
        }
    }
}

#[test]
fn default_of_the_language_needs_no_second_look() {
    for (language, alphabet) in ALPHABETS {
        let whole: Scheme = language.parse().unwrap();
        assert_eq!(of_language(language).next(), Some(whole), "{language}");
        assert_ne!(transliterate(alphabet, whole), alphabet);
    }
}

/// Text in the scripts that are no alphabets.
fn other_scripts() -> impl Strategy<Value = String> {
    prop_oneof![
        "[\u{900}-\u{DFF}\u{200C}\u{200D} a]{0,12}",
        "[\u{600}-\u{6FF}\u{200C}' a]{0,12}",
        "[\u{590}-\u{5FF}'’ a]{0,12}",
        "[\u{E00}-\u{E5F} a]{0,12}",
        "[一-龥 a]{0,8}",
    ]
}

/// Words of one alphabet in any case, with what stands between words.
fn text() -> impl Strategy<Value = String> {
    let letters: Vec<char> = ALPHABETS
        .iter()
        .flat_map(|(_, alphabet)| alphabet.chars().chain(alphabet.chars().flat_map(char::to_uppercase)))
        .chain("  .,-'’ʼ\u{301}\u{308}\u{306}ーッ・ŞıİğéqZ7東ا".chars())
        .collect();
    prop::collection::vec(prop::sample::select(letters), 0..12)
        .prop_map(|letters| letters.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn latin_text_is_given_back(s in "[A-Za-zçğıİöşüÇĞÖŞÜéñßœ0-9 .,'’()-]{0,24}") {
        for scheme in Scheme::all() {
            prop_assert!(matches!(transliterate(&s, scheme), Cow::Borrowed(same) if same == s));
        }
    }

    #[test]
    fn twice_is_once(s in text()) {
        for scheme in Scheme::all() {
            let once = transliterate(&s, scheme);
            prop_assert_eq!(&transliterate(&once, scheme), &once, "{} {:?}", scheme, s);
        }
    }

    #[test]
    fn length_is_bounded(s in text()) {
        for scheme in Scheme::all() {
            prop_assert!(transliterate(&s, scheme).len() <= 8 * s.len());
        }
    }

    #[test]
    fn decomposed_letters_are_read_as_composed(s in text()) {
        let (composed, decomposed): (String, String) = (s.nfc().collect(), s.nfd().collect());
        for scheme in Scheme::all() {
            let left: String = transliterate(&composed, scheme).nfc().collect();
            let right: String = transliterate(&decomposed, scheme).nfc().collect();
            prop_assert_eq!(left, right, "{} {:?}", scheme, s);
        }
    }

    #[test]
    fn any_text_is_taken(s in "\\PC{0,24}", other in other_scripts()) {
        for scheme in Scheme::all() {
            let _ = transliterate(&s, scheme);
            let out = transliterate(&other, scheme);
            // Marks may go when nothing bears them; a consonant of India never does.
            if other.chars().any(|c| ('\u{915}'..='\u{939}').contains(&c)) {
                prop_assert!(!out.is_empty(), "{} {:?}", scheme, other);
            }
        }
    }
}
