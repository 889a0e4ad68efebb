//! Blocks: items that share a key, heavy ones split by a second key and a third.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::compare::Comparison;
use crate::items::Items;
use crate::keys::{Heavy, KeyPass, Keys, cut, join, joined};

/// Blocks of items, and the blocks of each item.
#[derive(Debug, Default)]
pub(crate) struct Blocks {
    ends: Vec<u32>,
    members: Vec<u32>,
    /// The pass that each block belongs to.
    passes: Vec<u8>,
    /// Where the blocks of each item end, and the blocks, rising.
    ends_of_items: Vec<u32>,
    by_item: Vec<u32>,
    /// What tells the blocks of an item from its values alone.
    pub(crate) keys: Keys,
}

/// A key that an item has.
type Entry = (u64, u32);

/// The size up to which blocks are always compared in full.
const SMALL: usize = 20;

/// Tables of no more pairs than this are compared in full.
const ALL_PAIRS: u64 = 600_000;

/// The most passes: their numbers and three more classes are kept in tables of 64.
const MOST_PASSES: usize = 60;

/// A heavy key of an item.
type HeavyEntry = (u32, Heavy);

/// Blocks that are being made.
struct Builder {
    blocks: Blocks,
    /// The key of each block.
    keys: Vec<u64>,
    heavy: Vec<HeavyEntry>,
}

impl Builder {
    /// Takes the entries of one pass, sorted: blocks of what few items share, heavy keys for later of the rest.
    fn take(&mut self, comparisons: Vec<usize>, entries: &[Entry]) {
        let pass = self.blocks.keys.passes.len() as u8;
        let limit = self.blocks.keys.limit as usize;
        let mut heavy = Vec::new();
        for block in entries.chunk_by(|a, b| a.0 == b.0) {
            match (block, block.len()) {
                ([] | [_], _) => {}
                ([(key, _), ..], size) if size <= limit => {
                    self.push(pass, *key, block.iter().map(|entry| entry.1));
                }
                ([(key, _), ..], size) => {
                    let size = size as u32;
                    heavy.push((*key, size));
                    self.heavy.extend(block.iter().map(|&(key, item)| (item, Heavy { size, pass, key })));
                }
            }
        }
        self.blocks.keys.passes.push(KeyPass { comparisons, rank: 0, heavy });
    }

    fn push(&mut self, pass: u8, key: u64, members: impl Iterator<Item = u32>) {
        self.blocks.members.extend(members);
        self.blocks.ends.push(self.blocks.members.len() as u32);
        self.blocks.passes.push(pass);
        self.keys.push(key);
    }

    /// Joins the heavy keys of each item two by two, so that `fields` comparisons are forced.
    fn split(&mut self, fields: usize) {
        let mut heavy = std::mem::take(&mut self.heavy);
        // The rarest keys of an item come first: they split best.
        heavy.par_sort_unstable();
        let mut numbers: FxHashMap<Vec<usize>, usize> = FxHashMap::default();
        let mut found: Vec<(Vec<usize>, Vec<Entry>)> = Vec::new();
        let mut own: Vec<Heavy> = Vec::new();
        for entries in heavy.chunk_by(|a, b| a.0 == b.0) {
            own.clear();
            own.extend(entries.iter().map(|entry| entry.1));
            let item = entries.first().map_or(0, |entry| entry.0);
            for (one, other) in join(&own) {
                let forced = joined(&self.blocks.keys.passes, one, other);
                if forced.len() != fields {
                    continue;
                }
                let entry = (Heavy::mixed(one, other), item);
                if let Some((_, entries)) = numbers.get(&forced).and_then(|&at| found.get_mut(at)) {
                    entries.push(entry);
                } else if self.blocks.keys.passes.len() + found.len() < MOST_PASSES {
                    numbers.insert(forced.clone(), found.len());
                    found.push((forced, vec![entry]));
                }
            }
        }
        for (forced, mut entries) in found {
            entries.par_sort_unstable();
            entries.dedup();
            self.take(forced, &entries);
        }
    }

    /// Cuts what is still heavy into parts, by the contents of items alone.
    fn cut(&mut self, contents: &[u64]) {
        let limit = self.blocks.keys.limit;
        let mut heavy: Vec<(u8, u64, u32)> = std::mem::take(&mut self.heavy)
            .into_iter()
            .map(|(item, one)| {
                let content = contents.get(item as usize).copied().unwrap_or(0);
                (one.pass, cut(one, content, limit), item)
            })
            .collect();
        heavy.par_sort_unstable();
        for block in heavy.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            if let [(pass, key, _), _, ..] = *block {
                self.push(pass, key, block.iter().map(|one| one.2));
            }
        }
    }

    /// Ranks the passes by the size of their blocks, and puts the blocks of the most telling pass first.
    ///
    /// The first block two items share is then told by their keys alone.
    fn order(&mut self) {
        let blocks = &mut self.blocks;
        let mut sizes = vec![(0_u64, 0_u64); blocks.keys.passes.len()];
        for block in 0..blocks.len() {
            let size = blocks.members(block).len() as u64;
            if let Some((pairs, count)) = sizes.get_mut(usize::from(blocks.pass(block))) {
                *pairs += size * (size - 1) / 2;
                *count += 1;
            }
        }
        let mean = |&(pairs, count): &(u64, u64)| pairs as f64 / count.max(1) as f64;
        let means: Vec<f64> = sizes.iter().map(mean).collect();
        let mut ranked: Vec<(f64, usize)> = means.into_iter().zip(0..).collect();
        ranked.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        for (rank, (_, pass)) in ranked.into_iter().enumerate() {
            if let Some(pass) = blocks.keys.passes.get_mut(pass) {
                pass.rank = rank as u8;
            }
        }
        let place = |block: u32| {
            let rank = blocks.keys.rank(blocks.pass(block as usize));
            (rank, self.keys.get(block as usize).copied().unwrap_or(0))
        };
        let mut order: Vec<u32> = (0..blocks.len() as u32).collect();
        order.par_sort_by_key(|&block| place(block));
        let mut members = Vec::with_capacity(blocks.members.len());
        let (mut ends, mut passes) = (Vec::with_capacity(order.len()), Vec::with_capacity(order.len()));
        for block in order {
            members.extend_from_slice(blocks.members(block as usize));
            ends.push(members.len() as u32);
            passes.push(blocks.pass(block as usize));
        }
        (blocks.members, blocks.ends, blocks.passes) = (members, ends, passes);
    }
}

/// The blocking keys of all items for one comparison, sorted.
fn entries(items: &Items, comparison: &Comparison) -> Vec<Entry> {
    let Some((_, column)) = items.columns.get(comparison.column) else { return Vec::new() };
    let keys: Vec<Vec<u64>> = (0..column.values().len() as u32)
        .into_par_iter()
        .map(|value| {
            let mut keys = Vec::new();
            comparison.keys(value, &mut keys);
            keys
        })
        .collect();
    let mut entries: Vec<Entry> = Vec::with_capacity(items.len());
    for item in 0..items.len() as u32 {
        let keys = column.cells(item).iter().filter_map(|&value| keys.get(value as usize)).flatten();
        entries.extend(keys.map(|&key| (key, item)));
    }
    entries.par_sort_unstable();
    entries.dedup();
    entries
}

impl Blocks {
    /// Makes blocks whose pairs stay within a budget where the data allow it.
    ///
    /// A key that few items share makes a block. The others are joined two by two within each item, and those that are
    /// still heavy three by three: no pair of items that share a rare key, or two common ones that are rare together, is lost by
    /// what other items say.
    pub(crate) fn build(
        items: &Items,
        comparisons: &[Comparison],
        contents: &[u64],
        budget: f64,
        across: bool,
    ) -> Self {
        let mut singles: Vec<(usize, Vec<Entry>)> =
            comparisons.iter().enumerate().map(|(at, comparison)| (at, entries(items, comparison))).collect();
        singles.retain(|(_, entries)| !entries.is_empty());
        let keys = Keys { limit: limit(&singles, budget * 0.5) as u32, passes: Vec::new() };
        let blocks = Self { keys, ..Self::default() };
        let mut builder = Builder { blocks, keys: Vec::new(), heavy: Vec::new() };
        for (at, entries) in singles {
            builder.take(vec![at], &entries);
        }
        builder.split(2);
        builder.split(3);
        builder.cut(contents);
        if items.len() > 1 && items.pairs(across) <= ALL_PAIRS {
            // Nothing can be missed where everything is compared.
            builder.push(builder.blocks.keys.passes.len() as u8, Keys::ALL, 0..items.len() as u32);
            builder.blocks.keys.passes.push(KeyPass::default());
        }
        builder.order();
        let mut blocks = builder.blocks;
        blocks.index(items.len());
        blocks
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
        self.by_item = vec![0; self.members.len()];
        for block in 0..self.ends.len() {
            let (start, end) = self.range(block);
            for at in start..end {
                let member = self.members.get(at).copied().unwrap_or(0) as usize;
                if let Some(slot) = next.get_mut(member) {
                    if let Some(place) = self.by_item.get_mut(*slot as usize) {
                        *place = block as u32;
                    }
                    *slot += 1;
                }
            }
        }
        counts.remove(0);
        self.ends_of_items = counts;
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
        let start =
            item.checked_sub(1).and_then(|before| self.ends_of_items.get(before)).copied().unwrap_or(0);
        let end = self.ends_of_items.get(item).copied().unwrap_or(start);
        self.by_item.get(start as usize..end as usize).unwrap_or_default()
    }

    /// The pairs of the blocks of each pass, repeated ones counted each time.
    pub(crate) fn pairs(&self) -> Vec<f64> {
        let mut pairs = vec![0.0; self.keys.passes.len()];
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

/// The size of block up to which all pairs of single keys stay within a budget.
fn limit(singles: &[(usize, Vec<Entry>)], budget: f64) -> usize {
    let mut pairs_of_size: std::collections::BTreeMap<usize, f64> = std::collections::BTreeMap::new();
    for (_, entries) in singles {
        for block in entries.chunk_by(|a, b| a.0 == b.0) {
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
