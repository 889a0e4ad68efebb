//! Entities: their size, what holds them together, and the values that stand for them.

use std::cmp::{Ordering, Reverse};
use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::{ArrayRef, Float32Array, RecordBatch, UInt32Array};
use varlik_resolve::Column;

use super::Answer;

pub(super) fn batch(answer: &Answer<'_>) -> RecordBatch {
    let members = Members::of(answer.cluster_of);
    let weakest = weakest_links(answer, &members);
    let mut columns: Vec<(&str, ArrayRef)> = vec![
        ("cluster", Arc::new(UInt32Array::from_iter_values(0..members.len() as u32))),
        (
            "size",
            Arc::new(UInt32Array::from_iter_values(
                (0..members.len()).map(|cluster| members.of_cluster(cluster).len() as u32),
            )),
        ),
        ("weakest_link", Arc::new(Float32Array::from(weakest))),
    ];
    // A field may be called as one of ours.
    let names: Vec<String> = answer.items.columns.iter().map(|(field, _)| free_name(&field.name)).collect();
    for (name, (_, column)) in names.iter().zip(&answer.items.columns) {
        let mut values = StringBuilder::new();
        let mut numbers = Vec::new();
        for cluster in 0..members.len() {
            values.append_option(golden(column, members.of_cluster(cluster), &mut numbers));
        }
        columns.push((name, Arc::new(values.finish())));
    }
    super::batch(columns)
}

fn free_name(name: &str) -> String {
    if ["cluster", "size", "weakest_link"].contains(&name) { format!("{name}_2") } else { name.to_owned() }
}

/// The items of each cluster, one behind another.
struct Members {
    items: Vec<u32>,
    starts: Vec<usize>,
}

impl Members {
    fn of(cluster_of: &[u32]) -> Self {
        let count = cluster_of.iter().max().map_or(0, |&most| most as usize + 1);
        let mut starts = vec![0; count + 1];
        for &cluster in cluster_of {
            if let Some(size) = starts.get_mut(cluster as usize + 1) {
                *size += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut free = starts.clone();
        let mut items = vec![0; cluster_of.len()];
        for (item, &cluster) in (0..).zip(cluster_of) {
            let Some(place) = free.get_mut(cluster as usize) else { continue };
            if let Some(slot) = items.get_mut(*place) {
                *slot = item;
            }
            *place += 1;
        }
        Self { items, starts }
    }

    fn len(&self) -> usize {
        self.starts.len() - 1
    }

    fn of_cluster(&self, cluster: usize) -> &[u32] {
        let start = self.starts.get(cluster).copied().unwrap_or(0);
        let end = self.starts.get(cluster + 1).copied().unwrap_or(start);
        self.items.get(start..end).unwrap_or_default()
    }
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

/// The lowest score that each cluster hangs on.
///
/// Pairs join their items from the highest score down, as in Kruskal's spanning tree: the pair that makes a cluster whole
/// is its weakest link.
fn weakest_links(answer: &Answer<'_>, members: &Members) -> Vec<Option<f32>> {
    let cluster_of = |item: u32| answer.cluster_of.get(item as usize);
    let mut pairs: Vec<_> =
        answer.pairs.iter().filter(|pair| cluster_of(pair.left) == cluster_of(pair.right)).collect();
    pairs.sort_unstable_by(|a, b| b.score.partial_cmp(&a.score).unwrap_or(Ordering::Equal));
    let mut parents: Vec<u32> = (0..answer.cluster_of.len() as u32).collect();
    let mut missing: Vec<usize> =
        (0..members.len()).map(|cluster| members.of_cluster(cluster).len().saturating_sub(1)).collect();
    let mut weakest = vec![None; members.len()];
    for pair in pairs {
        let (left, right) = (root(&mut parents, pair.left), root(&mut parents, pair.right));
        if left == right {
            continue;
        }
        if let Some(parent) = parents.get_mut(left as usize) {
            *parent = right;
        }
        let Some(&cluster) = cluster_of(pair.left) else { continue };
        let (Some(missing), Some(weakest)) =
            (missing.get_mut(cluster as usize), weakest.get_mut(cluster as usize))
        else {
            continue;
        };
        *missing = missing.saturating_sub(1);
        if *missing == 0 {
            *weakest = Some(pair.score);
        }
    }
    weakest
}

/// The root of an item, with the way to it halved.
fn root(parents: &mut [u32], mut item: u32) -> u32 {
    loop {
        let Some(&parent) = parents.get(item as usize) else { return item };
        let Some(&above) = parents.get(parent as usize).filter(|&&above| above != parent) else {
            return parent;
        };
        if let Some(slot) = parents.get_mut(item as usize) {
            *slot = above;
        }
        item = above;
    }
}
