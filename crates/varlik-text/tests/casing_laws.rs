//! Casing against ICU4X, which is the reference for everything but what is named here.
#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use icu_casemap::options::TitlecaseOptions;
use icu_casemap::{CaseMapper, TitlecaseMapper};
use icu_locale_core::LanguageIdentifier;
use proptest::prelude::*;
use varlik_text::{Lang, Pipeline, casefold, lower, title, upper};

const LANGUAGES: [Lang; 9] =
    [Lang::Und, Lang::Tr, Lang::Az, Lang::Lt, Lang::El, Lang::Hy, Lang::Nl, Lang::De, Lang::Ka];

fn locale(lang: Lang) -> LanguageIdentifier {
    lang.code().parse().expect("a language code")
}

fn scalars() -> impl Iterator<Item = char> {
    '\0'..=char::MAX
}

/// The scalar values of blocks that have case, or marks.
fn with_case_or_marks() -> impl Iterator<Item = char> {
    ('\0'..'\u{3000}')
        .chain('\u{A640}'..'\u{AC00}')
        .chain('\u{FB00}'..='\u{FFFF}')
        .chain('\u{10000}'..'\u{12000}')
        .chain('\u{16E00}'..'\u{17000}')
        .chain('\u{1BC00}'..'\u{1F200}')
        .chain('\u{E0000}'..'\u{E0200}')
}

/// The one place where Turkish upper and title case are not those of ICU, which writes `İ` with two dots.
fn has_redundant_dot(text: &str, lang: Lang) -> bool {
    let mut dotted = false;
    lang.dotless()
        && text.chars().any(|c| {
            let found = dotted && c == '\u{307}';
            let class = unicode_normalization::char::canonical_combining_class(c);
            dotted = c == 'i' || (dotted && !matches!(class, 0 | 230));
            found
        })
}

fn op_differs(text: &str, lang: Lang) -> Option<String> {
    let mapper = CaseMapper::new();
    let locale = locale(lang);
    let fold = if lang.dotless() { mapper.fold_turkic_string(text) } else { mapper.fold_string(text) };
    [
        ("lower", lower(text, lang), mapper.lowercase_to_string(text, &locale)),
        ("upper", upper(text, lang), mapper.uppercase_to_string(text, &locale)),
        ("casefold", casefold(text, lang), fold),
    ]
    .into_iter()
    .find(|(_, ours, theirs)| ours != theirs)
    .map(|(op, ours, theirs)| format!("{op} {lang:?} {text:?}: {ours:?}, ICU {theirs:?}"))
}

fn differs(text: &str, lang: Lang) -> Option<String> {
    op_differs(text, lang).filter(|found| !found.starts_with("upper") || !has_redundant_dot(text, lang))
}

/// Compares many texts, each in a line of its own; one by one where the lines together differ.
fn differences(texts: impl Iterator<Item = String>, languages: &[Lang]) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut texts = texts.peekable();
    while texts.peek().is_some() {
        let lines: Vec<String> = texts.by_ref().take(1000).collect();
        for lang in languages {
            if op_differs(&lines.join("\n"), *lang).is_some() {
                wrong.extend(lines.iter().filter_map(|line| differs(line, *lang)));
            }
        }
    }
    wrong
}

fn title_differs(word: &str, lang: Lang) -> Option<String> {
    let mapper = TitlecaseMapper::new();
    let theirs = mapper.titlecase_segment_to_string(word, &locale(lang), TitlecaseOptions::default());
    let ours = title(word, lang);
    (ours != theirs && !has_redundant_dot(word, lang))
        .then(|| format!("title {lang:?} {word:?}: {ours:?}, ICU {theirs:?}"))
}

#[test]
fn every_scalar_value_is_cased_as_icu_does() {
    let mut wrong = differences(scalars().map(String::from), &[Lang::Und, Lang::Tr]);
    wrong.extend(differences(with_case_or_marks().map(String::from), &LANGUAGES));
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_letter_begins_a_title_as_icu_has_it() {
    let wrong: Vec<String> = with_case_or_marks()
        .flat_map(|c| [Lang::Und, Lang::Tr, Lang::Hy].map(|lang| title_differs(&String::from(c), lang)))
        .flatten()
        .collect();
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_letter_between_letters_is_cased_as_icu_does() {
    for (before, after) in [("iΣ", "Σ."), ("Ί", "\u{307}υ\u{301}"), ("I", "\u{307}j")] {
        let texts = with_case_or_marks().map(|c| format!("{before}{c}{after}"));
        let wrong = differences(texts, &[Lang::Und, Lang::Tr, Lang::Lt, Lang::El]);
        assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn strings_of_hard_letters_are_cased_as_icu_does(
        text in "[iIİıjJĮįÌÍĨσςΣαΑάΆήΉϊΐΰυιώᾳᾧῥǆǅßẞևﬁŉaA.:'’ \u{300}\u{301}\u{303}\u{307}\u{308}\u{313}\u{323}\u{342}\u{344}\u{345}\u{AD}-]{0,12}"
    ) {
        for lang in LANGUAGES {
            prop_assert_eq!(differs(&text, lang), None);
        }
    }

    #[test]
    fn any_string_is_cased_as_icu_does(text in any::<String>(), long in "[a-zA-ZçğıöşüÇĞİÖŞÜА-Яа-яΑ-ω \u{301}\u{307}]{0,300}") {
        for lang in LANGUAGES {
            prop_assert_eq!(differs(&text, lang), None);
            prop_assert_eq!(differs(&long, lang), None);
        }
    }

    #[test]
    fn a_word_begins_with_the_capital_of_icu(
        word in "[iIİıjJíÍĮÌσΣάǆǅßևﬁŉa][\u{301}\u{307}\u{323}]{0,2}[iIİıjJíÍĮÌσΣάǆǅßևﬁŉa\u{300}\u{301}\u{307}\u{323}]{0,8}"
    ) {
        for lang in LANGUAGES {
            prop_assert_eq!(title_differs(&word, lang), None);
        }
    }

    #[test]
    fn lower_and_casefold_are_idempotent(text in any::<String>(), hard in "[iIİıjJΣσςßẞ\u{307}\u{323}a ]{0,9}") {
        for lang in LANGUAGES {
            for text in [&text, &hard] {
                let once = lower(text, lang);
                prop_assert_eq!(lower(&once, lang), once.clone());
                let once = casefold(text, lang);
                prop_assert_eq!(casefold(&once, lang), once.clone());
            }
        }
    }

    #[test]
    fn titles_of_words_stand_alone(words in prop::collection::vec("[a-zçğıöşüΑ-Ω]{1,6}('[a-zΣ]{1,3})?", 1..6)) {
        for lang in [Lang::Und, Lang::Tr, Lang::El] {
            let alone: Vec<String> = words.iter().map(|word| title(word, lang).into_owned()).collect();
            for sign in [" ", "-", ", "] {
                let text = words.join(sign);
                prop_assert_eq!(title(&text, lang), alone.join(sign));
            }
        }
    }
}

#[test]
fn crimean_tatar_and_gagauz_are_cased_as_turkish() {
    for lang in [Lang::Crh, Lang::Gag] {
        for text in ["QIRIM", "İstanbul", "ılıca", "i\u{307}", "GAGAUZIYA"] {
            assert_eq!(lower(text, lang), lower(text, Lang::Tr));
            assert_eq!(upper(text, lang), upper(text, Lang::Tr));
            assert_eq!(title(text, lang), title(text, Lang::Tr));
            assert_eq!(casefold(text, lang), casefold(text, Lang::Tr));
        }
    }
}

#[test]
fn a_turkish_capital_never_has_two_dots() {
    assert_eq!(upper("i\u{307}stanbul", Lang::Tr), "İSTANBUL");
    assert_eq!(upper("i\u{323}\u{307}", Lang::Az), "İ\u{323}");
    assert_eq!(title("i\u{307}stanbul", Lang::Tr), "İstanbul");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn recorded_steps_lead_back_to_what_they_changed(
        text in any::<String>(),
        hard in "[iIİıjJÍΣΆήΐᾳßﬃŉevUuÄŞéæø東ж\u{301}\u{302}\u{307}\u{308}\u{323}\u{345}’ -]{0,14}"
    ) {
        let steps = ["lower", "upper", "title", "casefold"];
        let languages = ["und", "tr", "el", "lt", "hy", "nl"];
        let mut names: Vec<String> =
            steps.iter().flat_map(|step| languages.map(|lang| format!("{step}:{lang}"))).collect();
        names.extend(["fold", "fold:de@ue", "fold:tr@keep-circumflex", "fold:tr@drop-circumflex"].map(String::from));
        for name in names {
            let pipeline: Pipeline = name.parse().expect("a step");
            for text in [&text, &hard] {
                let run = pipeline.run(text);
                let (mut source, mut output) = (0, 0);
                for edit in run.edits().iter() {
                    // Between edits characters stand for characters of their own length.
                    let before = text.get(source..edit.source.start).map(|s| s.chars().map(char::len_utf8).collect::<Vec<_>>());
                    let after = run.as_str().get(output..edit.output.start).map(|s| s.chars().map(char::len_utf8).collect::<Vec<_>>());
                    prop_assert!(before.is_some(), "{} {:?} {:?}", name, text, edit);
                    prop_assert_eq!(before, after, "{} {:?} {:?}", name, text, edit);
                    (source, output) = (edit.source.end, edit.output.end);
                }
                let lengths = |s: &str| s.chars().map(char::len_utf8).collect::<Vec<_>>();
                let (before, after) = (text.get(source..).map(lengths), run.as_str().get(output..).map(lengths));
                prop_assert!(before.is_some());
                prop_assert_eq!(before, after, "{} {:?}", name, text);
            }
        }
    }
}
