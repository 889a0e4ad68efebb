//! The normalisation forms against those of ICU4X.
#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::borrow::Cow;
use std::time::{Duration, Instant};

use icu_normalizer::{
    ComposingNormalizerBorrowed as Composing, DecomposingNormalizerBorrowed as Decomposing,
};
use proptest::prelude::*;
use varlik_text::{Pipeline, Step, nfc, nfd, nfkc, nfkd};

/// Each form, what ICU4X makes of the text, and the step.
fn forms(text: &str) -> [(Cow<'_, str>, Cow<'_, str>, Step); 4] {
    [
        (nfc(text), Composing::new_nfc().normalize(text), Step::Nfc),
        (nfd(text), Decomposing::new_nfd().normalize(text), Step::Nfd),
        (nfkc(text), Composing::new_nfkc().normalize(text), Step::Nfkc),
        (nfkd(text), Decomposing::new_nfkd().normalize(text), Step::Nfkd),
    ]
}

fn agree(text: &str) -> Result<(), TestCaseError> {
    for (ours, theirs, step) in forms(text) {
        prop_assert_eq!(&ours, &theirs, "{} of {:?}", &step, text);
        prop_assert_eq!(matches!(ours, Cow::Borrowed(_)), theirs == text, "{} of {:?}", &step, text);
        let alone = Pipeline::new([step]).expect("one step has no order");
        let run = alone.run(text);
        prop_assert_eq!(run.as_str(), theirs);
    }
    Ok(())
}

#[test]
fn every_scalar_value_has_the_forms_of_icu() {
    let all: Vec<char> = ('\0'..=char::MAX).collect();
    for some in all.chunks(64) {
        // Alone, between a letter and a mark, and among jamo.
        let around = |c: &char| ['x', *c, 'x', 'a', *c, '\u{301}', 'x', '\u{1100}', *c, '\u{11A8}'];
        let text: String = some.iter().flat_map(around).collect();
        for (ours, theirs, step) in forms(&text) {
            assert_eq!(ours, theirs, "{step}");
        }
    }
}

#[test]
fn every_pair_with_a_letter_that_composes_has_the_form_of_icu() {
    let starters = "aAoOuUiIıgGsStTşğ\u{9C7}\u{DD9}\u{1100}\u{AC00}\u{3046}\u{627}\u{915}\u{16D63}";
    let seconds: Vec<char> = ('\u{80}'..='\u{20000}').collect();
    for first in starters.chars() {
        for some in seconds.chunks(64) {
            let text: String = some.iter().flat_map(|second| ['x', first, *second]).collect();
            assert_eq!(nfc(&text), Composing::new_nfc().normalize(&text), "{text:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn strings_have_the_forms_of_icu(text in prop_oneof![
        any::<String>(),
        "[a-gıİğş’–\u{300}-\u{345}\u{1DC0}-\u{1DFF}]{0,100}",
        "[\u{590}-\u{6FF} ]{0,40}",
        "[\u{900}-\u{DFF}]{0,40}",
        "[\u{1100}-\u{1112}\u{1161}-\u{1175}\u{11A7}-\u{11C2}\u{AC00}-\u{AC40}]{0,30}",
        "[\u{1E00}-\u{1FFF}\u{2000}-\u{214F}\u{A0}-\u{17F}]{0,80}",
        "[\u{F900}-\u{FFFF}\u{3040}-\u{30FF}\u{3300}-\u{33FF}]{0,40}",
        "[\u{1D400}-\u{1D7FF}\u{2F800}-\u{2FA1D}\u{113B0}-\u{113FF}\u{16D60}-\u{16D6F}]{0,20}",
    ]) {
        agree(&text)?;
    }

    #[test]
    fn a_form_is_its_own_form(text in any::<String>()) {
        for (once, _, step) in forms(&text) {
            prop_assert!(matches!(step.apply(&once), Cow::Borrowed(_)), "{} of {:?}", step, text);
        }
    }
}

#[test]
fn a_million_marks_take_bounded_time() {
    let marks = ['\u{301}', '\u{316}', '\u{327}', '\u{345}', '\u{5B0}'];
    let mut text = String::from("e");
    text.extend(marks.iter().cycle().take(1_000_000));
    text.push('x');
    let start = Instant::now();
    for (ours, theirs, step) in forms(&text) {
        assert!(ours == theirs, "{step} of a million marks");
    }
    // A quadratic sort would take minutes.
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}
