//! Runs the rows of `tests/cases/names/parse_*.toml`; their heads say what the columns mean.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use toml::{Table, Value};
use varlik_names::{Name, NameKind, Role, parse_name};
use varlik_text::Lang;

struct Case {
    label: String,
    input: String,
    kind: NameKind,
    language: Lang,
    want: Vec<String>,
    words: Option<String>,
    fails: bool,
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (file, kind) in [("parse_persons", NameKind::Person), ("parse_things", NameKind::Organization)] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../tests/cases/names/{file}.toml"));
        let table: Table = std::fs::read_to_string(path).unwrap().parse().unwrap();
        for row in table["case"].as_array().unwrap() {
            cases.push(case(row.as_table().unwrap(), kind));
        }
    }
    cases
}

fn case(row: &Table, kind: NameKind) -> Case {
    for column in row.keys() {
        let known = ["label", "comment", "kind", "lang", "input", "want", "words", "expect"];
        assert!(known.contains(&column.as_str()), "unknown column {column}");
    }
    let text = |name: &str| row.get(name).map(|value| value.as_str().unwrap().to_owned());
    Case {
        label: text("label").unwrap(),
        input: text("input").unwrap(),
        kind: match text("kind").as_deref() {
            None => kind,
            Some(label) => NameKind::from_label(label).unwrap(),
        },
        language: text("lang").map_or(Lang::Und, |code| Lang::from_code(&code).unwrap()),
        want: row["want"].as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect(),
        words: text("words"),
        fails: row.get("expect").is_some_and(|expect| {
            assert_eq!(expect, &Value::String("fail".to_owned()));
            true
        }),
    }
}

#[test]
fn every_row_of_the_parse_cases_holds() {
    let mut wrong = Vec::new();
    let mut labels = BTreeSet::new();
    for case in cases() {
        let parsed = parse_name(&case.input, case.kind, case.language);
        let got: Vec<String> =
            parsed.parts().iter().map(|part| format!("{} {}", part.text, part.role.as_str())).collect();
        let name = Name::new(&case.input, case.kind, case.language);
        let words = case.words.as_deref().unwrap_or(name.key());
        match (got == case.want && name.key() == words, case.fails) {
            (false, false) => {
                wrong.push(format!("{}: {:?} gave {got:?} {:?}", case.label, case.input, name.key()));
            }
            (true, true) => wrong.push(format!("{}: holds now; take out expect = \"fail\"", case.label)),
            _ => {}
        }
        assert!(labels.insert(case.label.clone()), "two rows {:?}", case.label);
    }
    assert!(labels.len() > 100, "only {} rows were read", labels.len());
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn parts_stand_where_they_say_and_hold_every_word() {
    for case in cases() {
        let parsed = parse_name(&case.input, case.kind, case.language);
        for part in parsed.parts() {
            assert_eq!(&case.input[part.span.clone()], part.text, "{:?}", case.input);
            assert!(!part.key.is_empty(), "{:?}", case.input);
        }
        let keys: BTreeSet<&str> = parsed.parts().iter().map(|part| part.key.as_str()).collect();
        let name = Name::new(&case.input, case.kind, case.language);
        assert!(name.words().iter().all(|word| keys.contains(word.key.as_str())), "{:?}", case.input);
        assert_eq!(name.words().is_empty(), parsed.parts().is_empty(), "{:?}", case.input);
        assert!(name.words().iter().all(|word| word.role != Role::Title), "{:?}", case.input);
        let again = Name::new(name.key(), case.kind, case.language);
        assert_eq!(again.key(), name.key(), "the key of a key is itself");
    }
}

#[test]
fn roles_of_the_caller_are_believed() {
    let roles = |parts: &[(Role, &str)]| {
        let name = Name::from_parts(parts, NameKind::Person, Lang::Und);
        name.words().iter().map(|word| format!("{} {}", word.key, word.role.as_str())).collect::<Vec<_>>()
    };
    assert_eq!(
        roles(&[(Role::Family, "Sultan"), (Role::Given, "Dr.")]),
        ["dr given", "sultan family"],
        "words that look like titles are none here"
    );
    assert_eq!(
        roles(&[(Role::Title, "Dr."), (Role::Given, "R. T."), (Role::Family, "de la Cruz")]),
        ["r initial", "t initial", "de particle", "la particle", "cruz family"]
    );
    assert_eq!(
        roles(&[(Role::Generation, "Jr."), (Role::Family, "King"), (Role::Patronymic, "Ivanovich")]),
        ["ivanovich patronymic", "king family", "jr generation"]
    );
    assert_eq!(roles(&[(Role::Title, "Dr.")]), ["dr title"], "a name with letters has words");
    assert!(roles(&[(Role::Family, " "), (Role::Given, "")]).is_empty());
}

#[test]
fn no_text_is_empty_slow_or_too_much() {
    let long = [
        "Dr. ".repeat(10_000),
        "Ali, ".repeat(10_000),
        "\"Ali ".repeat(10_000),
        "'Ali ".repeat(10_000),
        "(Ali".repeat(10_000),
        "a.".repeat(100_000),
        "AliVeli".repeat(20_000),
        "a".repeat(1_000_000),
        "ш".repeat(300_000),
        "葉".repeat(300_000),
        "A. ".repeat(10_000),
        "al-".repeat(50_000),
        "😀 ".repeat(50_000),
        "Ã¼".repeat(50_000),
    ];
    for text in long {
        for kind in [NameKind::Person, NameKind::Organization, NameKind::Place, NameKind::Other] {
            let start = Instant::now();
            let name = Name::new(&text, kind, Lang::Und);
            let empty = !text.chars().any(char::is_alphanumeric);
            assert_eq!(name.words().is_empty(), empty);
            assert!(name.words().len() <= 16);
            let _ = parse_name(&text, kind, Lang::Und);
            // Some hundred milliseconds without optimisation; a quadratic pass takes minutes.
            assert!(start.elapsed() < Duration::from_secs(20), "{text:.20}");
        }
    }
    for text in
        ["", " ", "\u{200b}", "\u{301}", "'", ".", "()", "\"\"", ",", ", Jr.", "(Dr.)", "ʼ", "\u{1F600}"]
    {
        for kind in [NameKind::Person, NameKind::Organization, NameKind::Place, NameKind::Other] {
            let empty = !text.chars().any(char::is_alphanumeric);
            assert_eq!(Name::new(text, kind, Lang::Und).words().is_empty(), empty, "{text:?}");
        }
    }
}
