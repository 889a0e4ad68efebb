//! Laws of steps, of pipelines and of the way back through them.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::ops::Range;
use std::sync::LazyLock;

use proptest::prelude::*;
use varlik_text::{Clean, Edits, Lang, Lexicon, Pipeline, Step, clean, unescape};

fn text() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        Just("Türkiye’nin"),
        Just("ISPARTA"),
        Just("İzmir"),
        Just("ﬁdan"),
        Just("ŉ"),
        Just("g\u{306}"),
        Just("\u{301}"),
        Just("\u{200B}"),
        Just("\u{AD}"),
        Just("“"),
        Just("…"),
        Just(" – "),
        Just("&amp;"),
        Just("&amp;uuml;"),
        Just("&#39;"),
        Just("&"),
        Just("lt;"),
        Just("&lt"),
        Just("\u{200C}"),
        Just("\u{200D}"),
        Just("می"),
        Just("क्"),
        Just("👩"),
        Just("🏴\u{E0067}\u{E0062}\u{E007F}"),
        Just("\u{E0041}"),
        Just("\u{FE0F}"),
        Just("\u{1B}[31m"),
        Just("\u{1B}]0;x\u{7}"),
        Just("\u{1B}"),
        Just("[0m"),
        Just("`"),
        Just("a"),
        Just(" "),
        Just("\t"),
        Just("\u{A0}"),
        Just("\u{2028}"),
        Just("½"),
        Just("№"),
        Just("Москва"),
        Just("ㅤ"),
        Just("\u{115F}"),
        Just("각"),
        Just("\u{1100}"),
        Just("\u{1161}"),
        Just("\u{11A8}"),
        Just("東\u{E0100}"),
        Just("\u{34F}"),
        Just("´"),
        Just("ErdoÄŸan"),
        Just("â€™"),
        Just("Erdo?an"),
        Just("T\u{FFFD}rkiye"),
        Just("Cumhurbaskani"),
        Just(" yuzde 5 "),
        Just("yüz elli bin"),
        Just(" IV. Murat"),
    ];
    prop_oneof![prop::collection::vec(pieces, 0..14).prop_map(|pieces| pieces.concat()), any::<String>()]
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        Just(Step::Repair(Lang::Und)),
        Just(Step::Unescape),
        Just(Step::Nfc),
        Just(Step::Nfd),
        Just(Step::Nfkc),
        Just(Step::Nfkd),
        Just(Step::Clean(Clean::ALL, Lang::Und)),
        Just(Step::Clean(Clean::NEWS | Clean::COLLAPSE, Lang::Ar)),
        Just(Step::Lower(Lang::Tr)),
        Just(Step::Upper(Lang::Tr)),
        Just(Step::Title(Lang::Und)),
        Just(Step::Casefold(Lang::De)),
        Just(Step::Fold(varlik_text::Fold::default())),
        Just(Step::Fold("ar".parse().expect("a policy"))),
        Just(Step::Repair(Lang::Tr)),
        Just(Step::RestoreDiacritics),
        Just(Step::Numbers(Lang::Tr)),
        Just(Step::StripSuffix(Lang::Tr)),
        Just(Step::Transliterate(varlik_text::Scheme::default())),
        Just(Step::Key),
    ];
    prop::collection::vec(step, 0..5)
}

/// Words that complete lost letters.
fn lexicons() -> &'static [&'static Lexicon] {
    static NAMES: LazyLock<Lexicon> =
        LazyLock::new(|| Lexicon::from_words([("Erdoğan", 14.0), ("Türkiye", 16.0)]));
    static LEXICONS: LazyLock<[&'static Lexicon; 2]> = LazyLock::new(|| [&NAMES, Lexicon::turkish()]);
    &*LEXICONS
}

/// Two ends of characters of `text`, by two shares of 1000.
fn range(text: &str, shares: (usize, usize)) -> Range<usize> {
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let place = |share: usize| ends[share * (ends.len() - 1) / 1000];
    let (a, b) = (place(shares.0), place(shares.1));
    a.min(b)..a.max(b)
}

fn contains(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    inner.is_empty() || (outer.start <= inner.start && inner.end <= outer.end)
}

/// `range` without what the edits dropped (or put in) at its ends.
fn without_edges(mut range: Range<usize>, empty: &[Range<usize>]) -> Range<usize> {
    while let Some(edge) =
        empty.iter().find(|edge| !edge.is_empty() && edge.start <= range.start && range.start < edge.end)
    {
        range.start = edge.end.min(range.end);
        if range.is_empty() {
            return range;
        }
    }
    while let Some(edge) =
        empty.iter().find(|edge| !edge.is_empty() && edge.start < range.end && range.end <= edge.end)
    {
        range.end = edge.start.max(range.start);
        if range.is_empty() {
            return range;
        }
    }
    range
}

fn dropped(edits: &Edits) -> Vec<Range<usize>> {
    edits.iter().filter(|edit| edit.output.is_empty()).map(|edit| edit.source).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_span_comes_back_with_all_it_had(
        text in text(), steps in steps(), shares in (0..=1000_usize, 0..=1000_usize)
    ) {
        let Ok(pipeline) = Pipeline::new(steps) else { return Ok(()) };
        let pipeline = pipeline.with_lexicons(lexicons());
        let run = pipeline.run(&text);
        // Of the text: all but what was dropped at the edges.
        let asked = range(&text, shares);
        let back = run.to_source(run.to_output(asked.clone()));
        prop_assert!(text.get(back.clone()).is_some());
        let kept = without_edges(asked.clone(), &dropped(run.edits()));
        prop_assert!(contains(&back, &kept), "{asked:?} -> {back:?}, {kept:?} of {text:?} by {pipeline}");
        // Of the output: all of it.
        let asked = range(run.as_str(), shares);
        let source = run.to_source(asked.clone());
        prop_assert!(text.get(source.clone()).is_some(), "{asked:?} -> {source:?} of {text:?} by {pipeline}");
        let back = run.to_output(source);
        prop_assert!(run.as_str().get(back.clone()).is_some());
        prop_assert!(contains(&back, &asked), "{asked:?} -> {back:?} of {text:?} by {pipeline}");
    }

    #[test]
    fn a_pipeline_is_its_steps_in_a_row(
        text in text(), steps in steps(), shares in (0..=1000_usize, 0..=1000_usize)
    ) {
        let Ok(pipeline) = Pipeline::new(steps) else { return Ok(()) };
        let pipeline = pipeline.with_lexicons(lexicons());
        let run = pipeline.run(&text);
        let mut stages = vec![text.clone()];
        let mut runs: Vec<Edits> = Vec::new();
        for step in pipeline.steps() {
            let before = stages[stages.len() - 1].clone();
            let alone = Pipeline::new([step.clone()]).expect("one step has no order");
            prop_assert_eq!(alone.apply(&before), step.apply(&before));
            let alone = alone.with_lexicons(lexicons());
            let alone = alone.run(&before);
            runs.push(alone.edits().clone());
            stages.push(alone.as_str().to_owned());
        }
        prop_assert_eq!(run.as_str(), &stages[stages.len() - 1]);
        prop_assert_eq!(pipeline.apply(&text), run.as_str());
        let mut appended = String::from("x");
        pipeline.run_into(&text, &mut appended);
        prop_assert_eq!(&appended[1..], run.as_str());
        // The way back by the joined edits holds the way back step by step, and is no wider where edits nest.
        let joined = runs.iter().fold(Edits::default(), |joined, edits| joined.then(edits));
        prop_assert_eq!(&joined, run.edits());
        let asked = range(run.as_str(), shares);
        let stepwise = runs.iter().rev().fold(asked.clone(), |range, edits| edits.to_source(range));
        let found = run.edits().to_source(asked.clone());
        prop_assert!(contains(&found, &stepwise), "{asked:?}: {found:?}, {stepwise:?} of {text:?} by {pipeline}");
        if nested(&runs) {
            prop_assert_eq!(found, stepwise, "{:?} of {:?} by {}", asked, text, pipeline);
        }
    }

    #[test]
    fn a_pipeline_prints_as_what_makes_it(steps in steps()) {
        let Ok(pipeline) = Pipeline::new(steps) else { return Ok(()) };
        prop_assert_eq!(pipeline.to_string().parse::<Pipeline>().expect("its own list"), pipeline);
    }

    #[test]
    fn what_is_clean_stays(text in text()) {
        for choices in [Clean::ALL, Clean::NEWS, Clean::ALL | Clean::COLLAPSE] {
            let once = clean(&text, choices, Lang::Und);
            prop_assert_eq!(clean(&once, choices, Lang::Und), once.as_ref(), "{} of {:?}", choices, text);
        }
    }

    #[test]
    fn words_lead_back_to_what_they_were(before in text()) {
        let pipeline = "repair:tr, restore-diacritics:tr, numbers:tr".parse::<Pipeline>().expect("known steps");
        let pipeline = pipeline.with_lexicons(lexicons());
        for (raw, meant) in [("Erdo?an", "Erdoğan"), ("aciklama", "açıklama"), ("yuzde 5", "5%")] {
            let source = format!("{before}. {raw}");
            let run = pipeline.run(&source);
            let end = run.as_str().len();
            prop_assert!(run.as_str().ends_with(meant), "{:?}", run.as_str());
            prop_assert_eq!(&source[run.to_source(end - meant.len()..end)], raw);
        }
    }

    #[test]
    fn unescaping_leaves_text_without_ampersands(text in "[^&]{0,30}") {
        prop_assert_eq!(unescape(&text), text.as_str());
    }
}

/// Whether no edit of a step overlaps one of the next without one holding the other.
fn nested(runs: &[Edits]) -> bool {
    runs.len() < 3
        && runs.windows(2).all(|pair| {
            pair[0].iter().all(|one| {
                pair[1].iter().all(|two| {
                    let (one, two) = (&one.output, &two.source);
                    let apart = one.end <= two.start || two.end <= one.start;
                    apart || contains(one, two) || contains(two, one)
                })
            })
        })
}
