//! Entities: their size, what holds them together, and the values that stand for them.

use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::{ArrayRef, Float32Array, RecordBatch, StringArray, UInt32Array};
use varlik_names::probability;
use varlik_resolve::GoldenRule;

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
        for entity in entities {
            values.append_option(GoldenRule::default().value(column, entity.rows.iter().copied()));
        }
        columns.push((name, Arc::new(values.finish())));
    }
    super::batch(columns)
}
