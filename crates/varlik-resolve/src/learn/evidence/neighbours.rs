//! The nearest other items of each item.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::lists::Lists;
use super::texts::Bags;
use super::words::Words;
use crate::items::Items;

/// Which items are nearest to each, by the words of their rows.
#[derive(Debug, Default)]
pub(super) struct Neighbours {
    /// The two nearest of each item among those it may be linked with, and their cosines.
    nearest: Vec<[(u32, f32); 2]>,
}

const NONE: (u32, f32) = (u32::MAX, 0.0);

/// A word of more items than this brings nobody together; beyond it the cost would be quadratic.
const MOST_WITH: u32 = 1000;

/// The rarest words of an item that bring others.
const MOST_WORDS: usize = 12;

/// The others whose cosine is told exactly.
const MOST_LOOKED_AT: usize = 24;

impl Neighbours {
    pub(super) fn new(items: &Items, bags: &Lists<u32>, words: &Words, contents: &[u64]) -> Self {
        let mut with: Vec<Vec<u32>> = vec![Vec::new(); words.len()];
        for item in 0..bags.len() as u32 {
            for &word in bags.get(item) {
                if words.rows_with(word) <= MOST_WITH
                    && let Some(list) = with.get_mut(word as usize)
                {
                    list.push(item);
                }
            }
        }
        let several = items.sources.iter().any(|source| Some(source) != items.sources.first());
        let nearest = (0..bags.len() as u32)
            .into_par_iter()
            .map_init(FxHashMap::<u32, f32>::default, |weights, item| {
                weights.clear();
                let mut own: Vec<u32> = bags.get(item).to_vec();
                own.sort_unstable_by_key(|&word| (words.rows_with(word), word));
                for &word in own.iter().take(MOST_WORDS) {
                    let square = words.rarity(word).powi(2);
                    for &other in with.get(word as usize).map(Vec::as_slice).unwrap_or_default() {
                        if other != item && !(several && items.source(other) == items.source(item)) {
                            *weights.entry(other).or_default() += square;
                        }
                    }
                }
                let content = |other: u32| contents.get(other as usize);
                let mut others: Vec<(f32, u32)> =
                    weights.iter().map(|(&other, &weight)| (weight, other)).collect();
                others.sort_unstable_by(|x, y| {
                    y.0.total_cmp(&x.0).then_with(|| content(x.1).cmp(&content(y.1))).then(x.1.cmp(&y.1))
                });
                let mut best = [NONE; 2];
                for &(_, other) in others.iter().take(MOST_LOOKED_AT) {
                    let cosine = Bags::plain(words, bags.get(item), bags.get(other)).cosine();
                    let [first, second] = &mut best;
                    if cosine > first.1 {
                        *second = *first;
                        *first = (other, cosine);
                    } else if cosine > second.1 {
                        *second = (other, cosine);
                    }
                }
                best
            })
            .collect();
        Self { nearest }
    }

    /// The cosine of an item with its nearest other than one, 0 where there is none.
    pub(super) fn best_other(&self, item: u32, than: u32) -> f32 {
        let [first, second] = self.nearest.get(item as usize).copied().unwrap_or([NONE; 2]);
        if first.0 == than { second.1 } else { first.1 }
    }
}
