//! The answer as tables, with ids as they came.

use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::{ArrayRef, Float64Array, Int64Array, StringArray, UInt64Array};
use pyo3::prelude::*;
use varlik::items::{FieldKind, ResolvedEntity, Scope};
use varlik::tables::Answer;
use varlik::{ResolvedTables, chance};

use crate::arrow::table::{Table, texts};
use crate::errors::raise;
use crate::tables::model::rounded;

/// Columns of [`varlik::tables::Answer::entities`] that are made here, with ids as they came.
const OURS: usize = 6;

/// What the tables are called: `left` and `right` where there are two, else `1`, `2` and so on.
pub(super) fn side(source: u8, tables: usize) -> String {
    match (source, tables) {
        (0, 2) => "left".to_owned(),
        (1, 2) => "right".to_owned(),
        (source, _) => (u16::from(source) + 1).to_string(),
    }
}

/// `id` and `cluster`, before them `side` where there are several tables.
pub(super) fn clusters(found: &ResolvedTables, whole: &[bool]) -> PyResult<Table> {
    let rows = 0..found.items.len() as u32;
    let numbers = found.cluster_of.iter().map(|&cluster| i64::from(cluster));
    let mut columns: Vec<(&str, ArrayRef)> = Vec::new();
    if !found.items.sources.is_empty() {
        let names: Vec<String> = (0..whole.len()).map(|table| side(table as u8, whole.len())).collect();
        let of = |row| names.get(usize::from(found.items.source(row))).map_or("", String::as_str);
        columns.push(("side", texts(rows.clone().map(of))));
    }
    columns.push(("id", ids(found, rows.map(Some), whole.iter().all(|&whole| whole))));
    columns.push(("cluster", Arc::new(Int64Array::from_iter_values(numbers))));
    Table::new(columns)
}

/// `left`, `right`, `score` and `weight`.
pub(super) fn edges(found: &ResolvedTables, whole: &[bool]) -> PyResult<Table> {
    let edges = found.edges();
    found.check().map_err(|error| raise(&error))?;
    let (left_whole, right_whole) = pair_types(whole, found.options.scope);
    Table::new(vec![
        ("left", ids(found, edges.iter().map(|edge| Some(edge.a)), left_whole)),
        ("right", ids(found, edges.iter().map(|edge| Some(edge.b)), right_whole)),
        (
            "score",
            Arc::new(Float64Array::from_iter_values(edges.iter().map(|edge| rounded(edge.probability)))),
        ),
        ("weight", Arc::new(Float64Array::from_iter_values(edges.iter().map(|edge| rounded(edge.weight))))),
    ])
}

/// `cluster`, `size`, `confidence`, the pair each entity hangs on, and the value of each field that stands for it.
pub(super) fn entities(found: &ResolvedTables, whole: &[bool]) -> PyResult<Table> {
    let entities = &found.entities;
    let weakest = |end: fn((u32, u32, f32)) -> u32| entities.iter().map(move |it| it.weakest.map(end));
    let (left_whole, right_whole) = pair_types(whole, found.options.scope);
    let number = |of: fn(&ResolvedEntity) -> i64| Int64Array::from_iter_values(entities.iter().map(of));
    let scores = entities.iter().map(|it| it.weakest.map(|(_, _, weight)| chance(weight)));
    // The edges are not asked.
    let answer = Answer { items: &found.items, cluster_of: &found.cluster_of, entities, edges: &[] };
    let golden = answer.entities();
    let schema = golden.schema();
    let mut columns: Vec<(&str, ArrayRef)> = vec![
        ("cluster", Arc::new(Int64Array::from_iter_values(0..entities.len() as i64))),
        ("size", Arc::new(number(|it| it.rows.len() as i64))),
        (
            "confidence",
            Arc::new(Float64Array::from_iter_values(entities.iter().map(|it| rounded(it.confidence)))),
        ),
        ("weakest_left", ids(found, weakest(|pair| pair.0.min(pair.1)), left_whole)),
        ("weakest_right", ids(found, weakest(|pair| pair.0.max(pair.1)), right_whole)),
        ("weakest_score", Arc::new(scores.collect::<Float64Array>())),
    ];
    let fields = schema.fields().iter().zip(golden.columns()).skip(OURS);
    columns.extend(fields.map(|(field, values)| (field.name().as_str(), Arc::clone(values))));
    Table::new(columns)
}

/// `name`, `kind` (null for a column that is left out), `why`, `filled` and `distinct`.
pub(super) fn fields(found: &ResolvedTables) -> PyResult<Table> {
    let columns = &found.columns;
    let number = |count: usize| count as i64;
    let kinds = columns.iter().map(|it| it.inferred.kind.map(FieldKind::as_str));
    Table::new(vec![
        ("name", texts(columns.iter().map(|it| it.name.as_str()))),
        ("kind", Arc::new(kinds.collect::<StringArray>())),
        ("why", texts(columns.iter().map(|it| it.inferred.why.as_str()))),
        ("filled", Arc::new(Int64Array::from_iter_values(columns.iter().map(|it| number(it.filled))))),
        ("distinct", Arc::new(Int64Array::from_iter_values(columns.iter().map(|it| number(it.distinct))))),
    ])
}

/// Whether the ids of the one and of the other end of a pair are whole numbers: in a link the first is of the left table.
pub(super) fn pair_types(whole: &[bool], scope: Scope) -> (bool, bool) {
    if let (&[left, right], Scope::AcrossSources) = (whole, scope) {
        return (left, right);
    }
    let all = whole.iter().all(|&whole| whole);
    (all, all)
}

/// The ids of some rows; whole numbers where they came as such.
pub(super) fn ids(
    found: &ResolvedTables,
    rows: impl Iterator<Item = Option<u32>> + Clone,
    whole: bool,
) -> ArrayRef {
    let text = |row: Option<u32>| row.map(|row| found.items.ids.get(row));
    if whole {
        let numbers = |row: Option<u32>| text(row).map(str::parse::<i64>).transpose();
        if let Ok(numbers) = rows.clone().map(numbers).collect::<Result<Int64Array, _>>() {
            return Arc::new(numbers);
        }
        let numbers = |row: Option<u32>| text(row).map(str::parse::<u64>).transpose();
        if let Ok(numbers) = rows.clone().map(numbers).collect::<Result<UInt64Array, _>>() {
            return Arc::new(numbers);
        }
    }
    let mut out = StringBuilder::new();
    rows.for_each(|row| out.append_option(text(row)));
    Arc::new(out.finish())
}
