//! The nearest texts of each item, by the words they share.

use rayon::prelude::*;

use crate::compare::{Comparison, Texts};
use crate::items::Items;

/// Words that more items than this have are not looked up.
const COMMONEST: usize = 2_000;

/// Finds for each item the items whose texts share the most telling words with its own, best first.
///
/// All texts of an item count, whatever field they stand in. TF-IDF over words, no more than `most` for an item; in a
/// link between two sources only items of the other source.
pub(crate) fn neighbours(
    items: &Items,
    comparisons: &[Comparison],
    most: usize,
    across: bool,
) -> Vec<Vec<u32>> {
    let texts: Vec<(usize, &Texts)> =
        comparisons.iter().filter_map(|c| c.texts().map(|texts| (c.column, texts.as_ref()))).collect();
    if texts.is_empty() {
        return Vec::new();
    }
    let codes: Vec<(&crate::items::Column, &Comparison)> = comparisons
        .iter()
        .filter(|c| c.kind == crate::FieldKind::Identifier)
        .filter_map(|c| Some((&items.columns.get(c.column)?.1, c)))
        .collect();
    // The words of all fields under one numbering.
    let mut known: rustc_hash::FxHashMap<&str, u32> = rustc_hash::FxHashMap::default();
    let mut words: Vec<Vec<u32>> = Vec::with_capacity(items.len());
    let mut holders: Vec<Vec<u32>> = Vec::new();
    for item in 0..items.len() as u32 {
        let mut own: Vec<u32> = Vec::new();
        for (column, texts) in &texts {
            let cells = items.columns.get(*column).map_or(&[][..], |(_, column)| column.cells(item));
            for word in cells.iter().flat_map(|&cell| texts.words(cell)) {
                let next = known.len() as u32;
                own.push(*known.entry(texts.spelling(*word)).or_insert(next));
            }
        }
        for (column, comparison) in &codes {
            for &cell in column.cells(item) {
                let next = known.len() as u32;
                own.push(*known.entry(column.values().get(cell)).or_insert(next));
            }
            let _ = comparison;
        }
        own.sort_unstable();
        own.dedup();
        holders.resize(known.len(), Vec::new());
        for &word in &own {
            if let Some(list) = holders.get_mut(word as usize) {
                list.push(item);
            }
        }
        words.push(own);
    }
    let rows = items.len() as f32;
    let weight = |word: u32| {
        let with = holders.get(word as usize).map_or(1, Vec::len) as f32;
        0.2 + (1.0 + rows / with).ln()
    };
    let norms: Vec<f32> = words
        .iter()
        .map(|own| own.iter().map(|&word| weight(word).powi(2)).sum::<f32>().sqrt().max(1e-6))
        .collect();
    (0..items.len() as u32)
        .into_par_iter()
        .map_init(
            || (vec![0.0_f32; items.len()], Vec::<u32>::new()),
            |(scores, touched), item| {
                let own = words.get(item as usize).map_or(&[][..], Vec::as_slice);
                for &word in own {
                    let list = holders.get(word as usize).map_or(&[][..], Vec::as_slice);
                    if list.len() > COMMONEST.max(items.len() / 50) {
                        continue;
                    }
                    let add = weight(word).powi(2);
                    for &other in list {
                        if other == item || (across && items.source(other) == items.source(item)) {
                            continue;
                        }
                        if let Some(score) = scores.get_mut(other as usize) {
                            if *score == 0.0 {
                                touched.push(other);
                            }
                            *score += add;
                        }
                    }
                }
                let score = |other: u32| {
                    scores.get(other as usize).copied().unwrap_or(0.0)
                        / norms.get(other as usize).copied().unwrap_or(1.0)
                };
                let mut found: Vec<(f32, u32)> = touched.iter().map(|&other| (score(other), other)).collect();
                let order = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
                if found.len() > most {
                    found.select_nth_unstable_by(most - 1, order);
                    found.truncate(most);
                }
                found.sort_by(order);
                for &other in touched.iter() {
                    if let Some(score) = scores.get_mut(other as usize) {
                        *score = 0.0;
                    }
                }
                touched.clear();
                found.into_iter().map(|(_, other)| other).collect()
            },
        )
        .collect()
}
