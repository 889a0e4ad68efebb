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
    ends_of_items: Vec<u32>,
    by_item: Vec<u32>,
    /// The comparisons whose keys make each pass.
    pub(crate) forced: Vec<Vec<usize>>,
}

/// A key that an item has.
type Entry = (u64, u32);

/// The size up to which blocks are always compared in full.
const SMALL: usize = 20;

/// Tables of no more pairs than this are compared in full.
const ALL_PAIRS: u64 = 600_000;

/// The most passes: their numbers and three more classes are kept in tables of 64.
const MOST_PASSES: usize = 60;

/// Heavy keys of one item that are combined.
const MOST_HEAVY: usize = 6;

/// A key that more items have than are compared with one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Heavy {
    item: u32,
    /// How many items have the key.
    size: u32,
    pass: u8,
    key: u64,
}

/// Blocks that are being made.
struct Builder {
    blocks: Blocks,
    /// The size up to which all pairs of a block are compared.
    limit: usize,
    heavy: Vec<Heavy>,
}

impl Builder {
    /// Takes the entries of one pass, sorted: blocks of what few items share, heavy keys for later of the rest.
    fn take(&mut self, pass: u8, entries: &[Entry]) {
        for block in entries.chunk_by(|a, b| a.0 == b.0) {
            match block.len() {
                0 | 1 => {}
                size if size <= self.limit => self.blocks.push(pass, block.iter().map(|entry| entry.1)),
                size => {
                    let size = size as u32;
                    self.heavy.extend(block.iter().map(|&(key, item)| Heavy { item, size, pass, key }));
                }
            }
        }
    }

    /// Joins the heavy keys of each item two by two, so that `fields` comparisons are forced.
    fn split(&mut self, fields: usize) {
        let mut heavy = std::mem::take(&mut self.heavy);
        // The rarest keys of an item come first: they split best.
        heavy.par_sort_unstable();
        let mut numbers: FxHashMap<Vec<usize>, u8> = FxHashMap::default();
        let mut joined: Vec<(u8, Vec<Entry>)> = Vec::new();
        for own in heavy.chunk_by(|a, b| a.item == b.item) {
            let own = own.get(..MOST_HEAVY).unwrap_or(own);
            for (at, one) in own.iter().enumerate() {
                for other in own.iter().skip(at + 1) {
                    let mut forced: Vec<usize> = [one.pass, other.pass]
                        .iter()
                        .flat_map(|&pass| self.blocks.forced(pass))
                        .copied()
                        .collect();
                    forced.sort_unstable();
                    forced.dedup();
                    if forced.len() != fields {
                        continue;
                    }
                    let next = numbers.len();
                    let passes = self.blocks.forced.len();
                    if let Some(&number) = numbers.get(&forced) {
                        if let Some((_, entries)) = joined.get_mut(usize::from(number)) {
                            entries.push((mix(one.key, other.key), one.item));
                        }
                    } else if passes < MOST_PASSES {
                        self.blocks.forced.push(forced.clone());
                        numbers.insert(forced, next as u8);
                        joined.push((passes as u8, vec![(mix(one.key, other.key), one.item)]));
                    }
                }
            }
        }
        for (pass, mut entries) in joined {
            entries.par_sort_unstable();
            entries.dedup();
            self.take(pass, &entries);
        }
    }

    /// Cuts what is still heavy into parts of the largest size.
    fn cut(&mut self) {
        let mut heavy = std::mem::take(&mut self.heavy);
        heavy.par_sort_unstable_by_key(|one| (one.pass, one.key, one.item));
        for block in heavy.chunk_by(|a, b| (a.pass, a.key) == (b.pass, b.key)) {
            for part in block.chunks(self.limit.max(2)) {
                if let (Some(first), true) = (part.first(), part.len() > 1) {
                    self.blocks.push(first.pass, part.iter().map(|one| one.item));
                }
            }
        }
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
    pub(crate) fn build(items: &Items, comparisons: &[Comparison], budget: f64, across: bool) -> Self {
        let mut singles: Vec<(usize, Vec<Entry>)> =
            comparisons.iter().enumerate().map(|(at, comparison)| (at, entries(items, comparison))).collect();
        singles.retain(|(_, entries)| !entries.is_empty());
        let limit = limit(&singles, budget * 0.5);
        let mut builder = Builder { blocks: Self::default(), limit, heavy: Vec::new() };
        for (at, entries) in singles {
            let pass = builder.blocks.forced.len() as u8;
            builder.blocks.forced.push(vec![at]);
            builder.take(pass, &entries);
        }
        builder.split(2);
        builder.split(3);
        builder.cut();
        let mut blocks = builder.blocks;
        if items.len() > 1 && items.pairs(across) <= ALL_PAIRS {
            // Nothing can be missed where everything is compared.
            blocks.push(blocks.forced.len() as u8, 0..items.len() as u32);
            blocks.forced.push(Vec::new());
        }
        blocks.order();
        blocks.index(items.len());
        blocks
    }

    /// The comparisons whose keys make a pass.
    fn forced(&self, pass: u8) -> &[usize] {
        self.forced.get(usize::from(pass)).map_or(&[], Vec::as_slice)
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
