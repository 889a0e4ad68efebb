//! Laws of the folds of Arabic and Hebrew and of skeletons.

use proptest::prelude::*;
use varlik_text::{Lang, fold_arabic, fold_hebrew, key, skeleton};

const LANGUAGES: [Lang; 6] = [Lang::Ar, Lang::Fa, Lang::Ur, Lang::Ckb, Lang::Ug, Lang::Und];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[\u{600}-\u{6FF}\u{200B}-\u{200F} ]{0,16}",
        "[\u{590}-\u{5FF}\"'’”א-ת]{0,16}",
        "[\u{FB1D}-\u{FDFF}\u{FE70}-\u{FEFF}]{0,8}",
        "[ا-يەیکھہة\u{64B}-\u{655}\u{200C}]{0,16}",
        any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_fold_is_its_own_fold(text in text()) {
        for lang in LANGUAGES {
            let once = fold_arabic(&text, lang);
            prop_assert_eq!(fold_arabic(&once, lang).into_owned(), once.clone().into_owned());
        }
        let once = fold_hebrew(&text);
        prop_assert_eq!(fold_hebrew(&once).into_owned(), once.clone().into_owned());
    }

    #[test]
    fn a_fold_empties_nothing(text in text()) {
        for lang in LANGUAGES {
            prop_assert_eq!(fold_arabic(&text, lang).is_empty(), text.is_empty());
        }
        prop_assert_eq!(fold_hebrew(&text).is_empty(), text.is_empty());
    }

    #[test]
    fn a_fold_keeps_the_key_of_written_letters(text in "ب[بپتثجچدرزسشغفقلمنوأإآؤئىيكکگ\u{64B}-\u{652}ـ ]{0,16}") {
        prop_assert_eq!(key(&fold_arabic(&text, Lang::Ar)), key(&text));
    }

    #[test]
    fn a_skeleton_is_ascii(text in "[ء-غف-يپچژگکیەۆۇۈێېڭہھٹڈڑںے\u{64B}-\u{652}א-ת׳״' ]{0,16}") {
        for lang in [Lang::Ar, Lang::Fa, Lang::Ur, Lang::Ckb, Lang::Ug, Lang::He] {
            let found = skeleton(&text, lang);
            prop_assert!(found.is_ascii() || key(&text) == found, "{found}");
            if text.chars().any(char::is_alphanumeric) {
                prop_assert!(!found.is_empty());
            }
        }
    }
}
