//! Laws of the steps that judge letters.

use proptest::prelude::*;
use varlik_text::{
    Expected, Lang, Script, diacritic_candidates, mixed_script, numbers, replace_confusables,
    restore_diacritics,
};

/// Words of letters that look alike, with letters that do not and what stands between words.
fn mixed() -> impl Strategy<Value = String> {
    let letters = prop_oneof![
        4 => prop::sample::select("AaBcEeHKkMOopPTxyİışğĞǧȘșŞţμµЕеАаОоСсРрТтКкХхЫщёїəәƎΑαΟοΤτΝνβЯ".chars().collect::<Vec<_>>()),
        1 => prop::sample::select("ᎡᏀՕօ𝐄𝛼Ａａℒюש東 -'.٢\u{301}\u{327}".chars().collect::<Vec<_>>()),
    ];
    prop::collection::vec(letters, 0..24).prop_map(|letters| letters.into_iter().collect())
}

fn expected() -> impl Strategy<Value = Expected> {
    prop::sample::select(vec![
        Expected::Nothing,
        Expected::Script(Script::Latin),
        Expected::Script(Script::Cyrillic),
        Expected::Lang(Lang::Tr),
        Expected::Lang(Lang::Ro),
        Expected::Lang(Lang::El),
    ])
}

/// Numbers in words, digits and signs, in any order.
fn numerals() -> impl Strategy<Value = String> {
    let turkish =
        "bir iki yedi on yirmi yüz bin milyon buçuk üçüncü yüzde üçte yirmidokuz Murat bine adam yılı";
    let english =
        "one two nine ten nineteen twenty hundred thousand million third and percent per cent a Henry";
    let signs =
        "5 50 1.234 1,234 1.234,5 1,5 0,5 12.05.2023 007 ٢٠٢٣ ２ II IV. X V. MIX 'inci st % % - . , ' / :";
    let words = prop::sample::select(
        format!("{turkish} {english} {signs}").split(' ').map(str::to_owned).collect::<Vec<_>>(),
    );
    let gaps = prop::sample::select(vec![" ", " ", " ", "", "\u{A0}", "\n", ". "]);
    prop::collection::vec((words, gaps), 0..8)
        .prop_map(|pieces| pieces.into_iter().map(|(word, gap)| word + gap).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn plain_numbers_stay(text in numerals(), lang in prop::sample::select(vec![Lang::Tr, Lang::En, Lang::Und, Lang::Fr])) {
        // A sign of percent that stands apart before a number word takes a second turn: "% iki", "% 2", "2%".
        prop_assume!(text.split('%').skip(1).all(|rest| !rest.starts_with(char::is_whitespace)));
        let once = numbers(&text, lang);
        prop_assert_eq!(numbers(&once, lang), once.clone(), "of {:?}", text);
    }

    #[test]
    fn numbers_read_any_text(text in ".*", lang in prop::sample::select(vec![Lang::Tr, Lang::En, Lang::Und])) {
        let once = numbers(&text, lang);
        prop_assert_eq!(numbers(&once, lang), once.clone());
    }

    #[test]
    fn replacing_look_alikes_twice_is_replacing_them_once(text in mixed(), expected in expected()) {
        let once = replace_confusables(&text, expected);
        prop_assert_eq!(replace_confusables(&once, expected), once.clone());
    }

    #[test]
    fn replacing_look_alikes_keeps_the_number_of_letters(text in ".*", expected in expected()) {
        prop_assert_eq!(replace_confusables(&text, expected).chars().count(), text.chars().count());
    }

    #[test]
    fn a_mixed_word_has_letters_of_another_script(text in mixed()) {
        if let Some(found) = mixed_script(&text) {
            prop_assert!(!found.letters.is_empty());
            for stray in &found.letters {
                prop_assert!(found.word.contains(&stray.at));
                prop_assert_eq!(text.get(stray.at..).and_then(|rest| rest.chars().next()), Some(stray.letter));
                prop_assert_ne!(Some(stray.script), found.script);
            }
        }
    }

    #[test]
    fn restored_letters_are_those_of_the_text(text in "[a-zA-ZçğışöüİÇ' .0-9é]{0,40}") {
        let once = restore_diacritics(&text, None);
        prop_assert_eq!(once.chars().map(plain).collect::<String>(), text.chars().map(plain).collect::<String>());
        prop_assert_eq!(restore_diacritics(&once, None), once.clone());
    }

    #[test]
    fn a_word_is_among_its_candidates(word in "[a-zA-Z]{1,20}") {
        let found = diacritic_candidates(&word, None);
        prop_assert!(found.iter().any(|candidate| candidate.text == word));
        prop_assert!((found.iter().map(|candidate| candidate.score).sum::<f32>() - 1.0).abs() < 1e-4);
    }
}

/// A letter without its Turkish marks.
fn plain(letter: char) -> char {
    let at = "çğıöşüâîûÇĞİÖŞÜÂÎÛ".chars().position(|known| known == letter);
    at.and_then(|at| "cgiosuaiuCGIOSUAIU".chars().nth(at)).unwrap_or(letter)
}
