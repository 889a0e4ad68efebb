//! Runs the rows of `tests/cases/known.toml`; its head says what the columns mean.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use toml::Table;
use varlik_names::known_as;
use varlik_text::Lang;

#[test]
fn every_row_holds() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/known.toml");
    let table: Table = std::fs::read_to_string(path).unwrap().parse().unwrap();
    let mut wrong = Vec::new();
    for row in table["case"].as_array().unwrap() {
        let lang = row.get("lang").map_or(Lang::Und, |lang| Lang::from_code(lang.as_str().unwrap()).unwrap());
        for name in row["input"].as_array().unwrap() {
            let name = name.as_str().unwrap();
            let found = known_as(name, lang).first().and_then(|known| known.wikidata);
            let found = found.map_or_else(|| "none".to_owned(), |item| format!("Q{item}"));
            if found != row["want"].as_str().unwrap() {
                wrong.push(format!("{}: {name}: {found}, want {}", row["label"], row["want"]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
