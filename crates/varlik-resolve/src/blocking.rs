//! Blocks: items that share a key, heavy ones split by a second key and a third.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::compare::Comparison;
use crate::items::Items;

/// Blocks of items, and the blocks of each item.
#[derive(Debug, Default)]
pub(crate) struct Blocks {
    ends: Vec<u32>,
    members: Vec<u32>,
    /// The pass that each block belongs to.
    passes: Vec<u8>,
    /// Where the blocks of each item end, and the blocks, rising.
    item_ends: Vec<u32>,
    item_blocks: Vec<u32>,
    /// The comparisons whose keys make each pass.
    pub(crate) forced: Vec<Vec<usize>>,
}

/// A key that an item has.
type Entry = (u64, u32);

/// The size up to which blocks are always compared in full.
const SMALL: usize = 20;

/// Tables of no more pairs than this are compared in full.
const ALL_PAIRS: usize = 600_000;

/// Heavy keys of one item that are combined.
const MOST_HEAVY: usize = 6;

impl Blocks {
    /// Makes blocks whose pairs stay within a budget where the data allow it.
    pub(crate) fn build(items: &Items, comparisons: &[Comparison], budget: f64, across: bool) -> Self {
        let mut forced: Vec<Vec<usize>> = Vec::new();
        let mut entries: Vec<Vec<Entry>> = Vec::new();
        for (at, comparison) in comparisons.iter().enumerate() {
            let Some((_, column)) = items.columns.get(comparison.column) else { continue };
            let values: Vec<Vec<u64>> = (0..column.values().len() as u32)
                .into_par_iter()
                .map(|value| {
                    let mut keys = Vec::new();
                    comparison.keys(value, &mut keys);
                    keys
                })
                .collect();
            let mut own: Vec<Entry> = Vec::new();
            for item in 0..items.len() as u32 {
                let start = own.len();
                for &value in column.cells(item) {
                    own.extend(values.get(value as usize).into_iter().flatten().map(|&key| (key, item)));
                }
                if let Some(own) = own.get_mut(start..) {
                    own.sort_unstable();
                }
            }
            own.dedup();
            if !own.is_empty() {
                own.par_sort_unstable();
                entries.push(own);
                forced.push(vec![at]);
            }
        }
        let limit = limit(&entries, budget * 0.5);
        let mut blocks = Self { item_ends: vec![0; items.len()], ..Self::default() };
        let mut heavy: Vec<Vec<(u32, u8, u64, u32)>> = Vec::new();
        // (item, pass, key, size) of what is too large, by item.
        let mut large: Vec<(u32, u8, u64, u32)> = Vec::new();
        for (pass, own) in entries.iter().enumerate() {
            for block in own.chunk_by(|a, b| a.0 == b.0) {
                match block.len() {
                    0 | 1 => {}
                    size if size <= limit => blocks.push(pass as u8, block.iter().map(|entry| entry.1)),
                    size => {
                        large.extend(block.iter().map(|&(key, item)| (item, pass as u8, key, size as u32)))
                    }
                }
            }
        }
        drop(entries);
        let mut singles = forced.len();
        let mut passes: FxHashMap<Vec<usize>, u8> = FxHashMap::default();
        for depth in 2..=3 {
            if large.is_empty() {
                break;
            }
            large.par_sort_unstable();
            heavy.clear();
            heavy.extend(large.chunk_by(|a, b| a.0 == b.0).map(<[_]>::to_vec));
            let mut combined: FxHashMap<u8, Vec<Entry>> = FxHashMap::default();
            for own in &mut heavy {
                // The rarest keys split best.
                own.sort_by_key(|&(_, pass, key, size)| (size, pass, key));
                own.truncate(MOST_HEAVY);
                for (at, &(item, pass, key, _)) in own.iter().enumerate() {
                    for &(_, other, second, _) in own.iter().skip(at + 1) {
                        let mut fields: Vec<usize> = forced.get(pass as usize).cloned().unwrap_or_default();
                        fields.extend(forced.get(other as usize).into_iter().flatten());
                        fields.sort_unstable();
                        fields.dedup();
                        if fields.len() != depth {
                            continue;
                        }
                        let number = match passes.get(&fields) {
                            Some(&number) => number,
                            None if singles < 60 => {
                                let number = singles as u8;
                                singles += 1;
                                forced.push(fields.clone());
                                passes.insert(fields, number);
                                number
                            }
                            None => continue,
                        };
                        combined.entry(number).or_default().push((mix(key, second), item));
                    }
                }
            }
            large.clear();
            let mut numbers: Vec<u8> = combined.keys().copied().collect();
            numbers.sort_unstable();
            for number in numbers {
                let mut own = combined.remove(&number).unwrap_or_default();
                own.par_sort_unstable();
                own.dedup();
                for block in own.chunk_by(|a, b| a.0 == b.0) {
                    match block.len() {
                        0 | 1 => {}
                        size if size <= limit => blocks.push(number, block.iter().map(|entry| entry.1)),
                        size => {
                            large.extend(block.iter().map(|&(key, item)| (item, number, key, size as u32)))
                        }
                    }
                }
            }
        }
        // What three keys do not split is compared with its neighbours in the order of the items.
        large.par_sort_unstable_by_key(|&(item, pass, key, _)| (pass, key, item));
        for block in large.chunk_by(|a, b| (a.1, a.2) == (b.1, b.2)) {
            for part in block.chunks(limit.max(2)) {
                if let (Some(first), true) = (part.first(), part.len() > 1) {
                    blocks.push(first.1, part.iter().map(|entry| entry.0));
                }
            }
        }
        let first = (0..items.len() as u32).filter(|&item| items.source(item) == 0).count();
        let pairs = if across {
            first * (items.len() - first)
        } else {
            items.len() * items.len().saturating_sub(1) / 2
        };
        if items.len() > 1 && pairs <= ALL_PAIRS {
            // Nothing can be missed where everything is compared.
            blocks.push(forced.len() as u8, 0..items.len() as u32);
            forced.push(Vec::new());
        }
        blocks.forced = forced;
        blocks.order();
        blocks.index(items.len());
        blocks
    }

    fn push(&mut self, pass: u8, members: impl Iterator<Item = u32>) {
        self.members.extend(members);
        self.ends.push(self.members.len() as u32);
        self.passes.push(pass);
    }

    /// Puts small blocks first, so that the first block two items share is the most telling.
    fn order(&mut self) {
        let mut order: Vec<u32> = (0..self.len() as u32).collect();
        order
            .par_sort_by_key(|&block| (self.members(block as usize).len(), self.pass(block as usize), block));
        let mut members = Vec::with_capacity(self.members.len());
        let (mut ends, mut passes) = (Vec::with_capacity(order.len()), Vec::with_capacity(order.len()));
        for block in order {
            members.extend_from_slice(self.members(block as usize));
            ends.push(members.len() as u32);
            passes.push(self.pass(block as usize));
        }
        (self.members, self.ends, self.passes) = (members, ends, passes);
    }

    fn index(&mut self, items: usize) {
        let mut counts = vec![0_u32; items + 1];
        for &member in &self.members {
            if let Some(count) = counts.get_mut(member as usize + 1) {
                *count += 1;
            }
        }
        for at in 1..counts.len() {
            let before = counts.get(at - 1).copied().unwrap_or(0);
            if let Some(count) = counts.get_mut(at) {
                *count += before;
            }
        }
        let mut next = counts.clone();
        self.item_blocks = vec![0; self.members.len()];
        for block in 0..self.ends.len() {
            let (start, end) = self.range(block);
            for at in start..end {
                let member = self.members.get(at).copied().unwrap_or(0) as usize;
                if let Some(slot) = next.get_mut(member) {
                    if let Some(place) = self.item_blocks.get_mut(*slot as usize) {
                        *place = block as u32;
                    }
                    *slot += 1;
                }
            }
        }
        counts.remove(0);
        self.item_ends = counts;
    }

    fn range(&self, block: usize) -> (usize, usize) {
        let start = block.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        (start as usize, self.ends.get(block).copied().unwrap_or(start) as usize)
    }

    /// How many blocks there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The members of a block, rising.
    pub(crate) fn members(&self, block: usize) -> &[u32] {
        let (start, end) = self.range(block);
        self.members.get(start..end).unwrap_or_default()
    }

    pub(crate) fn pass(&self, block: usize) -> u8 {
        self.passes.get(block).copied().unwrap_or(0)
    }

    /// The blocks of an item, the smallest first.
    pub(crate) fn of(&self, item: u32) -> &[u32] {
        let item = item as usize;
        let start = item.checked_sub(1).and_then(|before| self.item_ends.get(before)).copied().unwrap_or(0);
        let end = self.item_ends.get(item).copied().unwrap_or(start);
        self.item_blocks.get(start as usize..end as usize).unwrap_or_default()
    }

    /// The pairs of the blocks of each pass, repeated ones counted each time.
    pub(crate) fn pairs(&self) -> Vec<f64> {
        let mut pairs = vec![0.0; self.forced.len()];
        for block in 0..self.len() {
            let size = self.members(block).len() as f64;
            if let Some(slot) = pairs.get_mut(self.pass(block) as usize) {
                *slot += size * (size - 1.0) / 2.0;
            }
        }
        pairs
    }

    /// The first block that two items share.
    pub(crate) fn first_shared(&self, a: u32, b: u32) -> Option<u32> {
        let (a, b) = (self.of(a), self.of(b));
        let (mut i, mut j) = (0, 0);
        while let (Some(&x), Some(&y)) = (a.get(i), b.get(j)) {
            if x == y {
                return Some(x);
            }
            i += usize::from(x < y);
            j += usize::from(y < x);
        }
        None
    }
}

fn mix(a: u64, b: u64) -> u64 {
    let (low, high) = (a.min(b), a.max(b));
    low.rotate_left(23).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ high.wrapping_mul(0xC2B2_AE3D_27D4_EB4F)
}

/// The size of block up to which all pairs of single keys stay within a budget.
fn limit(entries: &[Vec<Entry>], budget: f64) -> usize {
    let mut pairs_of_size: std::collections::BTreeMap<usize, f64> = std::collections::BTreeMap::new();
    for own in entries {
        for block in own.chunk_by(|a, b| a.0 == b.0) {
            let size = block.len();
            *pairs_of_size.entry(size).or_default() += (size * size.saturating_sub(1)) as f64 / 2.0;
        }
    }
    let mut sum = 0.0;
    let mut limit = SMALL;
    for (size, pairs) in pairs_of_size {
        sum += pairs;
        if sum > budget {
            break;
        }
        limit = limit.max(size);
    }
    limit
}
