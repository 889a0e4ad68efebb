//! What columns hold: the rows of `tests/cases/tables.toml`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use serde::Deserialize;
use varlik_tables::{ReadOptions, Table, items};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    kind: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    label: String,
    header: String,
    values: Vec<String>,
    #[serde(default = "one")]
    repeat: usize,
    want: String,
}

const fn one() -> usize {
    1
}

fn cases() -> Vec<Case> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases/tables.toml");
    let cases: Cases = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    cases.kind
}

/// A table of the column, of ids, and of texts that tell all rows apart; `back` turns the rows round.
fn table(case: &Case, back: bool) -> Table {
    let mut values: Vec<&String> =
        case.values.iter().flat_map(|value| std::iter::repeat_n(value, case.repeat)).collect();
    if back {
        values.reverse();
    }
    let rows: Vec<String> = values
        .iter()
        .enumerate()
        .map(|(id, value)| {
            format!(
                "{}\n",
                serde_json::json!({"id": id, "beside": format!("row of {id}"), &case.header: value})
            )
        })
        .collect();
    Table::from_json_lines("table", rows.concat().as_bytes()).unwrap()
}

#[test]
fn columns_are_told_by_their_names_and_values() {
    let mut wrong = Vec::new();
    for case in cases() {
        let intake = items(vec![table(&case, false)], &ReadOptions::default()).unwrap();
        let column = intake.columns.iter().find(|column| column.name == case.header).unwrap();
        let told = column.inferred.kind.map_or("-", |kind| kind.as_str());
        if told != case.want || column.inferred.why.is_empty() {
            wrong.push(format!("{}: {told} and not {}: {}", case.label, case.want, column.inferred.why));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_order_of_the_rows_does_not_matter() {
    for case in cases() {
        let [forth, back] =
            [false, true].map(|back| items(vec![table(&case, back)], &ReadOptions::default()).unwrap());
        assert_eq!(forth.columns, back.columns, "{}", case.label);
    }
}
