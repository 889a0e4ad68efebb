//! What is broken comes back, what is whole stays, and every plan replays.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::Path;

use proptest::prelude::*;
use varlik_text::{CodePage, Lang, Misreading, RepairOptions, lower, repair, repair_plan, upper};

/// Reads the UTF-8 of a text as a page.
fn misread(text: &str, page: CodePage) -> String {
    text.bytes().map(|byte| page.char_of(byte)).collect()
}

fn repaired(text: &str) -> Cow<'_, str> {
    repair(text, RepairOptions::default())
}

fn folder(path: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    // Some of the news is in other encodings.
    files
        .into_iter()
        .filter(|file| file.is_file())
        .filter_map(|file| String::from_utf8(std::fs::read(file).unwrap()).ok())
        .collect()
}

/// The names of the world: with their languages where the source gives them.
fn names(language: Option<&str>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for file in folder("data/world") {
        for row in file.lines().filter(|line| !line.starts_with('#')) {
            for form in row.split('\t').nth(5).unwrap_or_default().split('|') {
                let (languages, forms) = form.split_once(':').unwrap_or_default();
                if language.is_none_or(|language| {
                    languages.trim_start_matches(['=', '~']).split(',').any(|known| known == language)
                }) {
                    names.extend(forms.split('/').map(str::to_owned));
                }
            }
        }
    }
    names
}

const PAGES: [CodePage; 5] = [
    CodePage::Windows1252,
    CodePage::Latin1,
    CodePage::Windows1254,
    CodePage::Windows1251,
    CodePage::Macintosh,
];

#[test]
fn turkish_names_broken_up_to_three_times_come_back() {
    let names: Vec<String> = names(Some("tr")).into_iter().filter(|name| !name.is_ascii()).collect();
    assert!(names.len() > 500, "{} names", names.len());
    let mut wrong = Vec::new();
    for (place, name) in names.iter().enumerate() {
        for (index, page) in PAGES.into_iter().enumerate() {
            let once = misread(name, page);
            let twice = misread(&once, page);
            let thrice = misread(&twice, page);
            let other = PAGES[(place + index) % PAGES.len()];
            for broken in [misread(&once, other), once, twice, thrice] {
                if repaired(&broken) != *name {
                    wrong.push(format!("{name} in {page}: {broken} gives {}", repaired(&broken)));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong: {:#?}", wrong.len(), &wrong[..wrong.len().min(20)]);
}

#[test]
fn clean_names_and_news_stay() {
    let mut lines = names(None);
    // One example is broken on purpose.
    let news = folder("examples/news");
    lines.extend(
        news.iter().filter(|text| !text.contains('Ã')).flat_map(|text| text.lines().map(str::to_owned)),
    );
    assert!(lines.len() > 50_000, "{} lines", lines.len());
    let mut wrong = Vec::new();
    for line in &lines {
        for form in [
            Cow::Borrowed(line.as_str()),
            line.to_uppercase().into(),
            line.to_lowercase().into(),
            upper(line, Lang::Tr),
            lower(line, Lang::Tr),
        ] {
            if repaired(&form) != form {
                wrong.push(format!("{form} becomes {}", repaired(&form)));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong: {:#?}", wrong.len(), &wrong[..wrong.len().min(20)]);
}

/// Broken and whole pieces in any order.
fn text() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        Just("Erdoğan"),
        Just("ErdoÄŸan"),
        Just("TÃƒÂ¼rkiye"),
        Just("√º"),
        Just("≈ü"),
        Just("Д±"),
        Just("вЂ™"),
        Just("â€"),
        Just("Ã "),
        Just("Ã"),
        Just("Ïóòèí"),
        Just("чМБДЙНЙТ"),
        Just("Cumhurbaþkaný"),
        Just("ý"),
        Just(" "),
        Just("\n"),
        Just("‚Äô"),
        Just("–ü"),
        Just("ĂĽ"),
        Just("Å\u{FFFD}"),
        Just("a"),
        Just("Ş"),
    ];
    prop_oneof![
        proptest::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat()),
        any::<String>(),
        "[À-ÿ€-™\u{80}-\u{BF}А-я√≈ƒ ]{0,40}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn plans_replay(text in text(), lang in prop_oneof![Just(Lang::Und), Just(Lang::Tr), Just(Lang::Ru)]) {
        let options = RepairOptions { lang, ..RepairOptions::default() };
        let plan = repair_plan(&text, options);
        let fixed = repair(&text, options);
        prop_assert_eq!(plan.apply(&text), Some(fixed.clone().into_owned()));
        prop_assert_eq!(plan.is_empty(), matches!(fixed, Cow::Borrowed(_)));
        let mut end = 0;
        for mend in plan.mends() {
            prop_assert!(mend.range.start >= end && mend.range.end > mend.range.start);
            end = mend.range.end;
            let before = &text[mend.range.clone()];
            if !mend.misreadings.contains(&Misreading::Loss) {
                prop_assert_eq!(mend.replay(before), Some(mend.text.clone()), "{} {:?}", mend, before);
            }
        }
    }

    #[test]
    fn misreadings_are_undone_from_end_to_end(text in "[ -~çğıöşüÇĞİÖŞÜâîû’“”а-яΑ-Ω]{0,30}", page in prop_oneof![
        Just(CodePage::Windows1252), Just(CodePage::Macintosh), Just(CodePage::Windows1251), Just(CodePage::Windows1250)
    ]) {
        let broken = misread(&text, page);
        prop_assert_eq!(Misreading::Utf8 { read: page }.undo(&broken), Some(text));
    }
}
