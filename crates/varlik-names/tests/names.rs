//! Runs the rows of `tests/cases/names.toml`; its head says what the columns mean.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::path::Path;

use toml::{Table, Value};
use varlik_names::{Name, NameComparer, NameKind, Role, is_acronym_of, sound_key};
use varlik_text::Lang;

/// One row.
struct Case {
    label: String,
    op: String,
    kind: NameKind,
    input: Vec<String>,
    want: Vec<String>,
    fails: bool,
}

impl Case {
    fn new(row: &Table) -> Self {
        for column in row.keys() {
            let known = ["label", "comment", "op", "kind", "input", "want", "expect"];
            assert!(known.contains(&column.as_str()), "unknown column {column}");
        }
        let list = |name: &str| match &row[name] {
            Value::Array(list) => list.iter().map(|value| value.as_str().unwrap().to_owned()).collect(),
            value => vec![value.as_str().unwrap().to_owned()],
        };
        Self {
            label: row["label"].as_str().unwrap().to_owned(),
            op: row["op"].as_str().unwrap().to_owned(),
            kind: match row.get("kind").and_then(Value::as_str) {
                None | Some("person") => NameKind::Person,
                Some("organization") => NameKind::Organization,
                Some("place") => NameKind::Place,
                Some(other) => panic!("unknown kind {other}"),
            },
            input: list("input"),
            want: list("want"),
            fails: row.get("expect").is_some_and(|expect| {
                assert_eq!(expect.as_str(), Some("fail"));
                true
            }),
        }
    }

    fn name(&self, place: usize) -> Name {
        Name::new(&self.input[place], self.kind, Lang::Und)
    }

    fn run(&self) -> Vec<String> {
        let word = |text: &str| vec![text.to_owned()];
        match self.op.as_str() {
            "compare" => word(verdict(&self.name(0), &self.name(1))),
            "parts" => {
                let name = self.name(0);
                name.words().iter().map(|word| format!("{} {}", word.key, role_word(word.role))).collect()
            }
            "sound" => {
                let sounds = self.input.iter().map(|text| sound_key(&varlik_text::key(text)));
                match sounds.collect::<BTreeSet<_>>().len() {
                    1 => word("meet"),
                    count if count == self.input.len() => word("apart"),
                    count => vec![format!("{count} sounds")],
                }
            }
            "acronym" => {
                let [short, long] = [0, 1].map(|place| varlik_text::key(&self.input[place]));
                word(if is_acronym_of(&short, &long) { "yes" } else { "no" })
            }
            other => panic!("{}: unknown op {other}", self.label),
        }
    }
}

/// What the match weight says, having made sure that it is symmetric and that its account sums to it.
fn verdict(a: &Name, b: &Name) -> &'static str {
    let comparer = NameComparer::default();
    let weight = comparer.weight(a, b);
    assert!((weight - comparer.weight(b, a)).abs() < f32::EPSILON, "{} {}: not symmetric", a.key(), b.key());
    let sum: f32 = comparer.explain(a, b).evidence.iter().map(|line| line.weight).sum();
    assert!((sum - weight).abs() < f32::EPSILON, "{} {}: the account gives {sum}", a.key(), b.key());
    // Where one pair in ten is one: 5 to 2 for one, or less than even.
    match NameComparer::default().with_prior(0.095).weight(a, b) {
        weight if weight > 1.3 => "one",
        weight if weight < 0.0 => "two",
        _ => "unsure",
    }
}

fn role_word(role: Role) -> &'static str {
    match role {
        Role::Family => "family",
        Role::Given => "given",
        Role::Middle => "middle",
        Role::Patronymic => "patronymic",
        Role::Nickname => "nickname",
        Role::Title => "title",
        Role::Acronym => "acronym",
        Role::Qualifier => "qualifier",
        Role::Initial => "initial",
        Role::Particle => "particle",
        Role::Generation => "generation",
        Role::Generic => "generic",
        Role::LegalForm => "legal form",
        Role::Number => "number",
        Role::Telling => "telling",
    }
}

fn cases() -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/names.toml");
    let table: Table = std::fs::read_to_string(path).unwrap().parse().unwrap();
    table["case"].as_array().unwrap().iter().map(|row| Case::new(row.as_table().unwrap())).collect()
}

#[test]
fn every_row_of_the_name_cases_holds() {
    let mut wrong = Vec::new();
    let mut labels = BTreeSet::new();
    for case in cases() {
        let got = case.run();
        match (got == case.want, case.fails) {
            (false, false) => wrong.push(format!("{}: {:?} gave {got:?}", case.label, case.input)),
            (true, true) => wrong.push(format!("{}: holds now; take out expect = \"fail\"", case.label)),
            _ => {}
        }
        assert!(labels.insert(case.label.clone()), "two rows {:?}", case.label);
    }
    assert!(labels.len() > 40, "only {} rows were read", labels.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_name_is_one_with_itself_and_never_empties() {
    for case in cases() {
        for place in 0..case.input.len() {
            let name = case.name(place);
            let empty = !case.input[place].chars().any(char::is_alphanumeric);
            assert_eq!(name.words().is_empty(), empty, "{:?}", case.input[place]);
            if !empty {
                let again = Name::new(name.key(), case.kind, Lang::Und);
                assert_eq!(again.key(), name.key(), "the key of a key is itself");
                assert_eq!(verdict(&name, &name), "one", "{:?}", case.input[place]);
            }
        }
    }
}
