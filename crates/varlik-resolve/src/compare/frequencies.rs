//! How often the values of a field are met.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::value::{DateOrder, DecimalMark};

/// What a table as a whole says of one field: how common its values and words are, and how it writes dates and numbers.
///
/// Kept beside a model it lets some rows be compared as if all were at hand.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FieldFrequencies {
    /// How many values there are, each counted as often as items have it.
    pub(crate) filled: u64,
    /// How many ordered pairs of items have the same value.
    pub(crate) same_pairs: u64,
    /// The values that three items or more have, by their keys, rising; the rest count alike.
    pub(crate) values: Vec<(u64, u32)>,
    /// The words that two items or more have, by the hashes of their spellings, rising.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) words: Vec<(u64, u32)>,
    /// How dates are written.
    #[serde(default)]
    pub(crate) date_order: DateOrder,
    /// How numbers are written.
    #[serde(default)]
    pub(crate) decimal_mark: DecimalMark,
}

/// Values that fewer items have are all as rare.
const RARE: u32 = 3;

impl FieldFrequencies {
    /// Counts values by their keys; `counts` tells how many items have each.
    pub(crate) fn count(keys: &[u64], counts: &[u32]) -> Self {
        let mut items: FxHashMap<u64, u32> = FxHashMap::default();
        for (&key, &count) in keys.iter().zip(counts) {
            *items.entry(key).or_default() += count;
        }
        let same_pairs = items.values().copied().map(ordered_pairs).sum();
        let mut values: Vec<(u64, u32)> = items.into_iter().filter(|(_, count)| *count >= RARE).collect();
        values.sort_unstable();
        let filled = counts.iter().map(|&count| u64::from(count)).sum();
        Self { filled, same_pairs, values, ..Self::default() }
    }

    /// How many items have a value, [`RARE`] less one where they are fewer.
    fn items_with(&self, key: u64) -> u32 {
        count_of(&self.values, key).unwrap_or(RARE - 1)
    }

    /// How many items have a word.
    pub(crate) fn items_with_word(&self, hash: u64) -> u32 {
        count_of(&self.words, hash).unwrap_or(1)
    }
}

/// The count of a key among those that are kept, by their keys, rising.
pub(crate) fn count_of(sorted: &[(u64, u32)], key: u64) -> Option<u32> {
    let at = sorted.binary_search_by_key(&key, |entry| entry.0).ok()?;
    sorted.get(at).map(|entry| entry.1)
}

fn ordered_pairs(items: u32) -> u64 {
    u64::from(items) * u64::from(items.saturating_sub(1))
}

/// Numbers keys as they come; returns the number of each and the key of each number.
fn grouped(keys: &[u64]) -> (Vec<u32>, Vec<u64>) {
    let mut numbers: FxHashMap<u64, u32> = FxHashMap::default();
    let mut first: Vec<u64> = Vec::new();
    let number = |&key: &u64| {
        *numbers.entry(key).or_insert_with(|| {
            first.push(key);
            first.len() as u32 - 1
        })
    };
    let group_of = keys.iter().map(number).collect();
    (group_of, first)
}

/// Bounds of what the rarity of one agreement may add, in bits.
const RAREST: f32 = 8.0;
const COMMONEST: f32 = -4.0;

/// How rare the values at hand are, values that are the same to the comparison taken together.
#[derive(Debug)]
pub(crate) struct Rarities {
    group_of: Vec<u32>,
    /// How much rarer than the average agreement that on a value of each group is, in bits.
    rarity: Vec<f32>,
    /// Chance that two items with a value have the same.
    pub(crate) coincidence: f32,
}

impl Rarities {
    /// Counts how rare values are by their keys; `counts` tells how many items have each.
    pub(crate) fn counted(keys: &[u64], counts: &[u32]) -> Self {
        let (group_of, first) = grouped(keys);
        let mut items = vec![0_u32; first.len()];
        for (&group, &count) in group_of.iter().zip(counts) {
            if let Some(items) = items.get_mut(group as usize) {
                *items += count;
            }
        }
        let filled = counts.iter().map(|&count| u64::from(count)).sum();
        Self::of_groups(group_of, &items, filled, items.iter().copied().map(ordered_pairs).sum())
    }

    /// Looks up how rare values are by their keys.
    pub(crate) fn known(keys: &[u64], known: &FieldFrequencies) -> Self {
        let (group_of, first) = grouped(keys);
        let items: Vec<u32> = first.into_iter().map(|key| known.items_with(key)).collect();
        Self::of_groups(group_of, &items, known.filled, known.same_pairs)
    }

    fn of_groups(group_of: Vec<u32>, items: &[u32], filled: u64, same_pairs: u64) -> Self {
        let total = filled.max(1) as f64;
        let coincidence = (same_pairs as f64 / (total * (total - 1.0)).max(1.0)).max(1e-9) as f32;
        let bits = |&items: &u32| (coincidence * filled as f32 / items.max(RARE - 1) as f32).log2();
        let rarity = items.iter().map(bits).map(|bits| bits.clamp(COMMONEST, RAREST)).collect();
        Self { group_of, rarity, coincidence }
    }

    /// Whether two values are the same to the comparison.
    pub(crate) fn are_same(&self, a: u32, b: u32) -> bool {
        self.group_of.get(a as usize) == self.group_of.get(b as usize)
    }

    pub(crate) fn of(&self, value: u32) -> f32 {
        let group = self.group_of.get(value as usize).copied().unwrap_or(0);
        self.rarity.get(group as usize).copied().unwrap_or(0.0)
    }

    /// How much rarer the agreement on these values is than an average one, in bits: that of the commoner.
    pub(crate) fn rarity(&self, a: u32, b: u32) -> f32 {
        self.of(a).min(self.of(b))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_met_once_or_twice_is_not_kept_and_counts_alike() {
        let found = FieldFrequencies::count(&[7, 8, 9, 7], &[2, 2, 1, 3]);
        assert_eq!((found.filled, found.same_pairs, found.values.as_slice()), (8, 22, &[(7, 5)][..]));
        let rarities = Rarities::known(&[7, 8, 9, 7, 1000], &found);
        assert!(rarities.are_same(0, 3) && !rarities.are_same(0, 1));
        assert!(rarities.of(1) > rarities.of(0), "the rarer value says more");
        let bits = |value| rarities.of(value).to_bits();
        assert_eq!([1, 2, 4].map(bits), [bits(1); 3]);
        let counted = Rarities::counted(&[7, 8, 9, 7], &[2, 2, 1, 3]);
        for value in 0..4 {
            assert_eq!(counted.of(value).to_bits(), bits(value), "counted or looked up");
        }
        assert_eq!(counted.coincidence.to_bits(), rarities.coincidence.to_bits());
    }
}
