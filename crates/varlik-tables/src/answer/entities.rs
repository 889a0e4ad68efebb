//! Entities: their size, what holds them together, and the values that stand for them.

use std::cmp::Reverse;
use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::{ArrayRef, Float32Array, RecordBatch, StringArray, UInt32Array};
use varlik_names::probability;
use varlik_resolve::Column;

use super::Answer;

pub(super) fn batch(answer: &Answer<'_>) -> RecordBatch {
    let (items, entities) = (answer.items, answer.entities);
    let weakest = || entities.iter().map(|entity| entity.weakest);
    let ids = |item: fn((u32, u32, f32)) -> u32| {
        let ids = weakest().map(|pair| pair.map(|pair| items.ids.get(item(pair))));
        Arc::new(ids.collect::<StringArray>())
    };
    let scores = weakest().map(|pair| pair.map(|pair| probability(pair.2)));
    let mut columns: Vec<(&str, ArrayRef)> = vec![
        ("cluster", Arc::new(UInt32Array::from_iter_values(0..entities.len() as u32))),
        (
            "size",
            Arc::new(UInt32Array::from_iter_values(entities.iter().map(|entity| entity.rows.len() as u32))),
        ),
        (
            "confidence",
            Arc::new(Float32Array::from_iter_values(entities.iter().map(|entity| entity.confidence))),
        ),
        ("weakest_left", ids(|pair| pair.0)),
        ("weakest_right", ids(|pair| pair.1)),
        ("weakest_score", Arc::new(scores.collect::<Float32Array>())),
    ];
    let ours: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    // A field may be called as one of ours.
    let free_name = |name: &str| if ours.contains(&name) { format!("{name}_2") } else { name.to_owned() };
    let names: Vec<String> = items.columns.iter().map(|(field, _)| free_name(&field.name)).collect();
    for (name, (_, column)) in names.iter().zip(&items.columns) {
        let mut values = StringBuilder::new();
        let mut numbers = Vec::new();
        for entity in entities {
            values.append_option(golden(column, &entity.rows, &mut numbers));
        }
        columns.push((name, Arc::new(values.finish())));
    }
    super::batch(columns)
}

/// The value most items have; among such the longest, then the first in the order of the code points.
fn golden<'c>(column: &'c Column, items: &[u32], numbers: &mut Vec<u32>) -> Option<&'c str> {
    numbers.clear();
    numbers.extend(items.iter().flat_map(|&item| column.cells(item)));
    numbers.sort_unstable();
    let values = column.values();
    let runs = numbers.chunk_by(|a, b| a == b).filter_map(|run| Some((run.len(), *run.first()?)));
    let best = runs.max_by(|&(count, value), &(other_count, other)| {
        let (value, other) = (values.get(value), values.get(other));
        let longer = || value.chars().count().cmp(&other.chars().count());
        count.cmp(&other_count).then_with(longer).then_with(|| Reverse(value).cmp(&Reverse(other)))
    });
    best.map(|(_, value)| values.get(value))
}
