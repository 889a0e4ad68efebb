//! Runs the rows of `tests/cases/knowledge.toml`; its head says what the columns mean.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::path::Path;

use toml::Table;
use varlik_names::{
    PersonWord, key_hash, legal_form_at_end, patronymic_ending, person_words, shared_bearer, shared_variant,
};
use varlik_text::key;

const PERSON_WORDS: [PersonWord; 8] = [
    PersonWord::Particle,
    PersonWord::Filiation,
    PersonWord::Article,
    PersonWord::Compound,
    PersonWord::Generation,
    PersonWord::Postnominal,
    PersonWord::Title,
    PersonWord::PatronymicEnding,
];

fn hash(name: &str) -> u64 {
    key_hash(key(name).as_bytes())
}

fn answer(op: &str, input: &[&str]) -> String {
    match op {
        "variant" => shared_variant(hash(input[0]), hash(input[1]))
            .map_or_else(|| "none".to_owned(), |relation| format!("{relation:?}").to_lowercase()),
        "bearer" => {
            let shared = shared_bearer(hash(input[0]), hash(input[1]));
            shared.map_or("unknown", |_| "one").to_owned()
        }
        "legal" => {
            let key = key(input[0]);
            let words: Vec<&str> = key.split(' ').collect();
            legal_form_at_end(&words).map_or_else(|| "none".to_owned(), |form| format!("{:?}", form.class))
        }
        "person-word" => {
            let known = person_words(&key(input[0]));
            let classes: Vec<String> = PERSON_WORDS
                .into_iter()
                .filter(|word| known.has(*word))
                .map(|word| format!("{word:?}").to_lowercase())
                .collect();
            if classes.is_empty() { "none".to_owned() } else { classes.join(" ") }
        }
        "patronymic" => patronymic_ending(&key(input[0])).unwrap_or("none").to_owned(),
        other => panic!("unknown op {other}"),
    }
}

/// The inputs of a row: a list of single ones, or of pairs, each of which must give the same answer, swapped as well.
fn inputs(row: &Table) -> Vec<Vec<&str>> {
    if let Some(pairs) = row.get("pairs") {
        let pairs = pairs.as_array().unwrap().iter();
        let pairs = pairs.map(|pair| [pair[0].as_str().unwrap(), pair[1].as_str().unwrap()]);
        return pairs.flat_map(|[a, b]| [vec![a, b], vec![b, a]]).collect();
    }
    row["input"].as_array().unwrap().iter().map(|text| vec![text.as_str().unwrap()]).collect()
}

#[test]
fn every_row_holds() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/knowledge.toml");
    let table: Table = std::fs::read_to_string(path).unwrap().parse().unwrap();
    let mut wrong = Vec::new();
    for row in table["case"].as_array().unwrap() {
        let row = row.as_table().unwrap();
        let want = row["want"].as_str().unwrap();
        let op = row["op"].as_str().unwrap();
        let fails = row.get("expect").is_some_and(|expect| expect.as_str() == Some("fail"));
        for input in inputs(row) {
            let found = answer(op, &input);
            if (found == want.to_lowercase() || found == want) == fails {
                wrong.push(format!("{}: {input:?}: {found}, want {want}", row["label"]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
