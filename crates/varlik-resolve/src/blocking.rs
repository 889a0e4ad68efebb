//! Blocks: items that share a key, heavy ones split by a second key and a third.

use rayon::prelude::*;

use crate::compare::Comparison;
use crate::field::FieldKind;
use crate::items::Items;
use crate::keys::{
    ALL, BlockKey, CUT, Heavy, KeyPass, Keys, MOST_HEAVY, cut, first_shared, join, joined, size_class,
};

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

/// How many places in blocks all items have at most: they are numbered by 32 bits.
pub(crate) const MOST_PLACES: usize = u32::MAX as usize;

/// An item, and the number of one of its heavy keys.
type HeavyEntry = (u32, u32);

/// Blocks that are being made.
struct Builder {
    blocks: Blocks,
    /// The size class and the key of each block.
    keys: Vec<(u8, u64)>,
    /// The heavy keys, and the items that have them.
    heavy_keys: Vec<Heavy>,
    heavy: Vec<HeavyEntry>,
    /// How many places in blocks there may be: they are numbered by 32 bits.
    most: usize,
    /// Whether there were more; then blocks are of no use.
    is_full: bool,
}

impl Builder {
    fn new(limit: usize, most: usize) -> Self {
        let keys = Keys { limit: limit as u32, passes: Vec::new() };
        let blocks = Blocks { keys, ..Blocks::default() };
        Self { blocks, keys: Vec::new(), heavy_keys: Vec::new(), heavy: Vec::new(), most, is_full: false }
    }

    /// Takes the keys of one pass: blocks of what few items share, heavy keys for later of the rest.
    fn take(&mut self, comparisons: Vec<usize>, has_words: bool, shared: &SharedKeys) {
        if self.is_full {
            return;
        }
        let pass = self.blocks.keys.passes.len() as u8;
        let limit = self.blocks.keys.limit as usize;
        let (mut common, mut heavy) = (Vec::new(), Vec::new());
        let entries: usize = shared.iter().map(|(_, items)| items.len()).filter(|&size| size > limit).sum();
        self.heavy.reserve_exact(entries);
        self.blocks.members.reserve_exact(shared.items.len() - entries);
        for (key, items) in shared.iter() {
            if items.len() > limit {
                let size = items.len() as u32;
                heavy.push((key, size));
                let number = self.heavy_keys.len() as u32;
                self.heavy_keys.push(Heavy { size, pass, key });
                self.heavy.extend(items.iter().map(|&item| (item, number)));
            } else {
                let size = items.len() as u32;
                if size > 2 {
                    common.push((key, size));
                }
                self.push(pass, size_class(size), key, items.iter().copied());
            }
        }
        self.blocks.keys.passes.push(KeyPass { comparisons, has_words, rank: 0, common, heavy });
    }

    fn push(&mut self, pass: u8, class: u8, key: u64, members: impl Iterator<Item = u32>) {
        if self.is_full {
            return;
        }
        self.blocks.members.extend(members);
        let end = self.blocks.members.len();
        if end > self.most {
            // No more is taken in: a number that is cut off would be that of another place.
            (self.is_full, self.blocks) = (true, Blocks::default());
            return;
        }
        self.blocks.ends.push(end as u32);
        self.blocks.passes.push(pass);
        self.keys.push((class, key));
    }

    /// Takes the heavy keys of all items, those of each item together and the rarest first: they split best.
    fn take_heavy(&mut self) -> (Vec<Heavy>, Vec<HeavyEntry>) {
        let (keys, mut heavy) = (std::mem::take(&mut self.heavy_keys), std::mem::take(&mut self.heavy));
        let mut order: Vec<(Heavy, u32)> = keys.into_iter().zip(0..).collect();
        order.sort_unstable();
        let mut ranks = vec![0; order.len()];
        for (rank, &(_, number)) in order.iter().enumerate() {
            if let Some(slot) = ranks.get_mut(number as usize) {
                *slot = rank as u32;
            }
        }
        heavy.par_iter_mut().for_each(|entry| entry.1 = ranks.get(entry.1 as usize).copied().unwrap_or(0));
        heavy.par_sort_unstable();
        (order.into_iter().map(|(key, _)| key).collect(), heavy)
    }

    /// Joins the heavy keys of each item two by two, so that `fields` comparisons are forced.
    fn split(&mut self, fields: usize) {
        let (keys, heavy) = self.take_heavy();
        let joints = Joints::new(&self.blocks.keys.passes, &keys, &heavy, fields);
        // One set of comparisons at a time: the keys of all of them would be most of the memory of a run.
        for number in 0..joints.sets.len() {
            let mut entries: Vec<Entry> = heavy
                .par_chunk_by(|a, b| a.0 == b.0)
                .flat_map_iter(|own| joints.entries(&keys, own, number))
                .collect();
            let shared = SharedKeys::of(&mut entries);
            drop(entries);
            if let Some(set) = joints.sets.get(number) {
                self.take(set.clone(), false, &shared);
            }
        }
    }

    /// Cuts what is still heavy into parts, by the contents of items alone.
    fn cut(&mut self, contents: &[u64]) {
        let limit = self.blocks.keys.limit;
        let (keys, heavy) = (std::mem::take(&mut self.heavy_keys), std::mem::take(&mut self.heavy));
        let mut heavy: Vec<(u8, u64, u32)> = heavy
            .into_iter()
            .filter_map(|(item, number)| {
                let one = *keys.get(number as usize)?;
                let content = contents.get(item as usize).copied().unwrap_or(0);
                Some((one.pass, cut(one, content, limit), item))
            })
            .collect();
        heavy.par_sort_unstable();
        for block in heavy.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            if let [(pass, key, _), _, ..] = *block {
                self.push(pass, CUT, key, block.iter().map(|one| one.2));
            }
        }
    }

    /// Ranks the passes by the mean size of their blocks, and puts small blocks first, of equal ones those of the first pass.
    ///
    /// The first block two items share is then told by their keys and how common these are.
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
            let (class, key) = self.keys.get(block as usize).copied().unwrap_or_default();
            BlockKey { class, rank, key }
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

/// The keys that several items have, and the items of each: four bytes an item.
#[derive(Debug, Default)]
struct SharedKeys {
    keys: Vec<u64>,
    /// Where the items of each key end.
    ends: Vec<usize>,
    items: Vec<u32>,
}

impl SharedKeys {
    /// Sorts entries, and leaves out keys that one item has alone.
    fn of(entries: &mut Vec<Entry>) -> Self {
        entries.par_sort_unstable();
        entries.dedup();
        let mut shared = Self::default();
        for block in entries.chunk_by(|a, b| a.0 == b.0) {
            if let [(key, _), _, ..] = block {
                shared.keys.push(*key);
                shared.items.extend(block.iter().map(|entry| entry.1));
                shared.ends.push(shared.items.len());
            }
        }
        shared
    }

    /// The keys, rising, and their items, rising.
    fn iter(&self) -> impl Iterator<Item = (u64, &[u32])> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        self.keys
            .iter()
            .zip(starts.zip(&self.ends))
            .map(|(&key, (start, &end))| (key, self.items.get(start..end).unwrap_or_default()))
    }
}

/// How the heavy keys of items are joined two by two.
struct Joints {
    /// The comparisons that are forced together, in the order in which they are met first.
    sets: Vec<Vec<usize>>,
    /// The set of two passes.
    of: Vec<Option<usize>>,
    passes: usize,
}

impl Joints {
    fn new(passes: &[KeyPass], keys: &[Heavy], heavy: &[HeavyEntry], fields: usize) -> Self {
        let mut sets: Vec<Vec<usize>> = Vec::new();
        let mut of = vec![None; passes.len() * passes.len()];
        let mut is_known = vec![false; of.len()];
        let mut own: Vec<Heavy> = Vec::new();
        for entries in heavy.chunk_by(|a, b| a.0 == b.0) {
            own.clear();
            own.extend(entries.iter().filter_map(|entry| keys.get(entry.1 as usize)));
            for (one, other) in join(&own) {
                let place = usize::from(one.pass) * passes.len() + usize::from(other.pass);
                let Some(known) = is_known.get_mut(place).filter(|known| !**known) else { continue };
                *known = true;
                let forced = joined(passes, one, other);
                if forced.len() != fields {
                    continue;
                }
                let mut set = sets.iter().position(|set| *set == forced);
                if set.is_none() && passes.len() + sets.len() < MOST_PASSES {
                    sets.push(forced);
                    set = Some(sets.len() - 1);
                }
                if let Some(slot) = of.get_mut(place) {
                    *slot = set;
                }
            }
        }
        Self { sets, of, passes: passes.len() }
    }

    /// The keys of one set for the item of some entries.
    fn entries(&self, keys: &[Heavy], own: &[HeavyEntry], set: usize) -> impl Iterator<Item = Entry> {
        let own = own.get(..MOST_HEAVY).unwrap_or(own);
        let key = |entry: &HeavyEntry| keys.get(entry.1 as usize).copied();
        own.iter().enumerate().flat_map(move |(at, first)| {
            own.iter().skip(at + 1).filter_map(move |second| {
                let (one, other) = (key(first)?, key(second)?);
                let place = usize::from(one.pass) * self.passes + usize::from(other.pass);
                let found = self.of.get(place).copied().flatten();
                (found == Some(set)).then(|| (Heavy::mixed(one, other), first.0))
            })
        })
    }
}

/// Values whose keys are made together.
const VALUES: usize = 1 << 12;

/// The blocking keys of all items for one comparison; none where no item has one.
fn shared_keys(items: &Items, comparison: &Comparison) -> Option<SharedKeys> {
    let (_, column) = items.columns.get(comparison.column)?;
    let values = column.values().len();
    // For some values at a time their keys one behind the other, and where those of each end.
    let keys: Vec<(Vec<u64>, Vec<u32>)> = (0..values.div_ceil(VALUES))
        .into_par_iter()
        .map(|part| {
            let (mut keys, mut ends) = (Vec::new(), Vec::with_capacity(VALUES));
            for value in part * VALUES..((part + 1) * VALUES).min(values) {
                comparison.keys(value as u32, &mut keys);
                ends.push(keys.len() as u32);
            }
            keys.shrink_to_fit();
            (keys, ends)
        })
        .collect();
    let of = |value: u32| {
        let (part, at) = (value as usize / VALUES, value as usize % VALUES);
        let (keys, ends) = keys.get(part)?;
        let start = at.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
        keys.get(start as usize..*ends.get(at)? as usize)
    };
    let all =
        || (0..items.len() as u32).flat_map(|item| column.cells(item).iter().map(move |&cell| (item, cell)));
    let count = all().map(|(_, cell)| of(cell).map_or(0, <[u64]>::len)).sum();
    let mut entries: Vec<Entry> = Vec::with_capacity(count);
    for (item, cell) in all() {
        entries.extend(of(cell).unwrap_or_default().iter().map(|&key| (key, item)));
    }
    drop(keys);
    (!entries.is_empty()).then(|| SharedKeys::of(&mut entries))
}

impl Blocks {
    /// Makes blocks whose pairs stay within a budget where the data allow it.
    ///
    /// A key that few items share makes a block. The others are joined two by two within each item, and those that are
    /// still heavy three by three: no pair of items that share a rare key, or two common ones that are rare together, is lost by
    /// what other items say. None where items have more places in blocks than are numbered ([`MOST_PLACES`]).
    pub(crate) fn build(
        items: &Items,
        comparisons: &[Comparison],
        contents: &[u64],
        budget: f64,
        across: bool,
    ) -> Option<Self> {
        Self::within(items, comparisons, contents, budget, across, MOST_PLACES)
    }

    fn within(
        items: &Items,
        comparisons: &[Comparison],
        contents: &[u64],
        budget: f64,
        across: bool,
        most: usize,
    ) -> Option<Self> {
        let mut singles: Vec<(usize, SharedKeys)> = Vec::with_capacity(comparisons.len());
        for (at, comparison) in comparisons.iter().enumerate() {
            singles.extend(shared_keys(items, comparison).map(|shared| (at, shared)));
        }
        let mut builder = Builder::new(limit(&singles, budget * 0.5), most);
        for (at, shared) in singles {
            let kind = comparisons.get(at).map(|comparison| comparison.kind);
            let has_words = matches!(kind, Some(FieldKind::PersonName | FieldKind::Organization));
            builder.take(vec![at], has_words, &shared);
        }
        builder.split(2);
        builder.split(3);
        builder.cut(contents);
        if items.len() > 1 && items.pairs(across) <= ALL_PAIRS {
            // Nothing can be missed where everything is compared.
            builder.push(builder.blocks.keys.passes.len() as u8, ALL, 0, 0..items.len() as u32);
            builder.blocks.keys.passes.push(KeyPass::default());
        }
        if builder.is_full {
            return None;
        }
        builder.order();
        let Builder { mut blocks, keys, .. } = builder;
        drop(keys);
        blocks.index(items.len());
        Some(blocks)
    }

    /// Makes blocks of the keys of `count` items, all of one kind, whose pairs stay within a budget where the data allow it.
    ///
    /// `contents` tell items apart where a block must be cut.
    pub(crate) fn of_keys(entries: &mut Vec<Entry>, count: usize, contents: &[u64], budget: f64) -> Self {
        let shared = SharedKeys::of(entries);
        *entries = Vec::new();
        let singles = [(0, shared)];
        let mut builder = Builder::new(limit(&singles, budget * 0.5), MOST_PLACES);
        for (at, shared) in &singles {
            builder.take(vec![*at], true, shared);
        }
        builder.split(2);
        builder.split(3);
        builder.cut(contents);
        builder.order();
        let mut blocks = builder.blocks;
        blocks.index(count);
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
        first_shared(self.of(a), self.of(b))
    }
}

/// The size of block up to which all pairs of single keys stay within a budget.
fn limit(singles: &[(usize, SharedKeys)], budget: f64) -> usize {
    let mut pairs_of_size: std::collections::BTreeMap<usize, f64> = std::collections::BTreeMap::new();
    for (_, shared) in singles {
        for (_, items) in shared.iter() {
            let size = items.len();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prepared::Prepared;
    use crate::{ColumnBuilder, Field};

    #[test]
    fn places_that_cannot_be_numbered_are_told() {
        let (mut items, mut names) = (Items::default(), ColumnBuilder::default());
        for at in 0..40 {
            items.ids.push(&at.to_string());
            names.push(Some(["Ayşe Kaya", "Can Demir", "Elif Şahin", "Ozan Koç"][at / 10]));
        }
        let field = Field { name: "ad".to_owned(), kind: FieldKind::PersonName };
        items.columns.push((field, names.finish()));
        let contents: Vec<u64> = (0..40).collect();
        let prepared = Prepared::new(items, vec![1; 40], false);
        let build =
            |most| Blocks::within(&prepared.items, &prepared.comparisons, &contents, 1e3, false, most);
        let places = build(MOST_PLACES).unwrap().members.len();
        assert!(places > 40, "{places}");
        assert_eq!(build(places).map(|blocks| blocks.members.len()), Some(places));
        assert!(build(places - 1).is_none() && build(0).is_none());
    }
}
