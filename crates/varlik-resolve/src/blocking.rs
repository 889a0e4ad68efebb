//! Blocks: items that share a key, heavy ones split by a second key and a third.

use std::sync::Arc;

use rayon::prelude::*;

use crate::candidates::{Stride, is_sampled};
use crate::compare::{Comparison, FieldFrequencies};
use crate::field::FieldKind;
use crate::items::Items;
use crate::keys::{
    ALL, BlockKey, CUT, Heavy, KeyPass, Keys, MOST_HEAVY, cut, first_shared, join, joined, size_class,
};
use crate::learning::stride;
use crate::prepared::Prepared;

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
    /// Blocks of a part of the items whose pairs are those of another part; none where it is empty.
    foreign: Vec<bool>,
    /// How many pairs and blocks each pass has, those of blocks whose members are not held too.
    sizes: Vec<(u64, u64)>,
    /// What tells the blocks of an item from its values alone.
    pub(crate) keys: Arc<Keys>,
}

/// What is kept of blocks whose members are too many to be held.
#[derive(Debug, Default)]
pub(crate) struct Spread {
    /// The groups that each item has a block in: a bit for each of [`GROUPS`].
    pub(crate) groups: Vec<u64>,
    /// The items from whose pairs it is learnt, by shares of the blocks: those of a sample, and perhaps more.
    pub(crate) sampled: Vec<(Share, u32)>,
    /// How many there were when each stood there once.
    sampled_once: usize,
}

/// Sampled items that may be repeated.
const FEW_SAMPLED: usize = 1 << 16;

/// The blocks of one pass and one group.
pub(crate) type Share = (u8, u8);

/// Into how many groups blocks are parted whose members are not held.
pub(crate) const GROUPS: u32 = 64;

/// The group of the blocks of a key.
pub(crate) fn group_of(key: u64) -> u32 {
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 58) as u32 % GROUPS
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
    /// Where members are not held: what is kept instead.
    spread: Option<Spread>,
    /// How many pairs each pass has, as far as is known when the first of its blocks comes.
    least_pairs: Vec<f64>,
}

fn pairs_of(items: usize) -> f64 {
    items as f64 * items.saturating_sub(1) as f64 / 2.0
}

impl Spread {
    /// Takes a block of one pass, whose pairs are sampled with this stride or a larger one.
    fn take(
        &mut self,
        pass: u8,
        key: u64,
        stride: Stride,
        members: impl ExactSizeIterator<Item = u32> + Clone,
    ) {
        let group = group_of(key);
        let is_first = |item: u32| is_sampled(item, usize::from(pass), stride);
        let last = members.len().saturating_sub(1);
        // A pair is sampled by its first item.
        let first = members.clone().take(last).position(is_first);
        for (at, item) in members.enumerate() {
            if let Some(groups) = self.groups.get_mut(item as usize) {
                *groups |= 1 << group;
            }
            if first.is_some_and(|first| at >= first) {
                self.sampled.push(((pass, group as u8), item));
            }
        }
        if self.sampled.len() >= 2 * self.sampled_once {
            self.forget_repeated();
        }
    }

    fn forget_repeated(&mut self) {
        self.sampled.par_sort_unstable();
        self.sampled.dedup();
        self.sampled_once = self.sampled.len().max(FEW_SAMPLED);
    }
}

impl Builder {
    fn new(limit: usize, most: usize) -> Self {
        let keys = Keys { limit: limit as u32, passes: Vec::new() };
        let blocks = Blocks { keys: Arc::new(keys), ..Blocks::default() };
        Self {
            blocks,
            keys: Vec::new(),
            heavy_keys: Vec::new(),
            heavy: Vec::new(),
            most,
            is_full: false,
            spread: None,
            least_pairs: Vec::new(),
        }
    }

    /// Takes the keys of all comparisons, and splits and cuts what is heavy of them.
    fn with_singles(
        mut self,
        singles: Vec<(usize, SharedKeys)>,
        items: &Items,
        contents: &[u64],
        across: bool,
        goes_on: &dyn Fn(usize, usize) -> bool,
    ) -> Option<Self> {
        for (at, shared) in singles {
            let kind = items.columns.get(at).map(|(field, _)| field.kind);
            let has_words = matches!(kind, Some(FieldKind::PersonName | FieldKind::Organization));
            self.take(vec![at], has_words, &shared);
        }
        self.split(2, goes_on)?;
        self.split(3, goes_on)?;
        self.cut(contents);
        if items.len() > 1 && items.pairs(across) <= ALL_PAIRS {
            // Nothing can be missed where everything is compared.
            let pass = self.blocks.keys.passes.len() as u8;
            self.blocks.sizes.push((0, 0));
            self.least_pairs.push(pairs_of(items.len()));
            self.push(pass, ALL, 0, 0..items.len() as u32);
            Arc::make_mut(&mut self.blocks.keys).passes.push(KeyPass::default());
        }
        Some(self)
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
        if self.spread.is_none() {
            self.blocks.members.reserve_exact(shared.items.len() - entries);
        }
        let light = shared.iter().map(|(_, items)| items.len()).filter(|&size| size <= limit);
        self.least_pairs.push(light.map(pairs_of).sum());
        self.blocks.sizes.push((0, 0));
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
        let pass = KeyPass { comparisons, has_words, rank: 0, common, heavy };
        Arc::make_mut(&mut self.blocks.keys).passes.push(pass);
    }

    fn push(&mut self, pass: u8, class: u8, key: u64, members: impl ExactSizeIterator<Item = u32> + Clone) {
        if self.is_full {
            return;
        }
        if let Some((pairs, count)) = self.blocks.sizes.get_mut(usize::from(pass)) {
            let size = members.len() as u64;
            *pairs += size * size.saturating_sub(1) / 2;
            *count += 1;
        }
        if let Some(spread) = &mut self.spread {
            let known = self.least_pairs.get(usize::from(pass)).copied().unwrap_or(0.0);
            spread.take(pass, key, stride(known), members);
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
    /// None where `goes_on` says no.
    fn split(&mut self, fields: usize, goes_on: &dyn Fn(usize, usize) -> bool) -> Option<()> {
        let (keys, heavy) = self.take_heavy();
        let joints = Joints::new(&self.blocks.keys.passes, &keys, &heavy, fields);
        // One set of comparisons at a time: the keys of all of them would be most of the memory of a run.
        for number in 0..joints.sets.len() {
            if !goes_on(number + joints.sets.len(), 2 * joints.sets.len()) {
                return None;
            }
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
        Some(())
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
            if let [(pass, ..), ..] = *block
                && let Some(pairs) = self.least_pairs.get_mut(usize::from(pass))
            {
                *pairs += pairs_of(block.len());
            }
        }
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
        let mean = |&(pairs, count): &(u64, u64)| pairs as f64 / count.max(1) as f64;
        let means: Vec<f64> = blocks.sizes.iter().map(mean).collect();
        let mut ranked: Vec<(f64, usize)> = means.into_iter().zip(0..).collect();
        ranked.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        for (rank, (_, pass)) in ranked.into_iter().enumerate() {
            if let Some(pass) = Arc::make_mut(&mut blocks.keys).passes.get_mut(pass) {
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
    /// what other items say. None where items have more places in blocks than are numbered ([`MOST_PLACES`]), or `goes_on` says no.
    pub(crate) fn build(
        items: &Items,
        comparisons: &[Comparison],
        contents: &[u64],
        budget: f64,
        across: bool,
        goes_on: &dyn Fn(usize, usize) -> bool,
    ) -> Option<Self> {
        Self::within(items, comparisons, contents, budget, across, MOST_PLACES, goes_on)
    }

    fn within(
        items: &Items,
        comparisons: &[Comparison],
        contents: &[u64],
        budget: f64,
        across: bool,
        most: usize,
        goes_on: &dyn Fn(usize, usize) -> bool,
    ) -> Option<Self> {
        let mut singles: Vec<(usize, SharedKeys)> = Vec::with_capacity(comparisons.len());
        for (at, comparison) in comparisons.iter().enumerate() {
            if !goes_on(at, 2 * comparisons.len()) {
                return None;
            }
            singles.extend(shared_keys(items, comparison).map(|shared| (at, shared)));
        }
        let builder = Builder::new(limit(&singles, budget * 0.5), most);
        let mut builder = builder.with_singles(singles, items, contents, across, goes_on)?;
        if builder.is_full {
            return None;
        }
        builder.order();
        let Builder { mut blocks, keys, .. } = builder;
        drop(keys);
        blocks.index(items.len());
        Some(blocks)
    }

    /// Makes what is known of blocks without their members: keys, and in which groups each item has blocks.
    ///
    /// `comparisons` are made one after the other, so that only one holds its values; they come back bare, with how common
    /// their values are.
    pub(crate) fn spread(
        items: &Items,
        contents: &[u64],
        budget: f64,
        across: bool,
        goes_on: &dyn Fn(usize, usize) -> bool,
    ) -> Option<(Self, Spread, Vec<Comparison>, Vec<FieldFrequencies>)> {
        let fields = items.columns.len();
        let (mut singles, mut bare, mut known) = (Vec::new(), Vec::new(), Vec::new());
        for at in 0..fields {
            if !goes_on(at, fields + 2) {
                return None;
            }
            let comparison = Comparison::single(items, at)?;
            known.push(comparison.frequencies(items));
            singles.extend(shared_keys(items, &comparison).map(|shared| (at, shared)));
            bare.push(comparison.bare());
        }
        let mut builder = Builder::new(limit(&singles, budget * 0.5), MOST_PLACES);
        let groups = vec![0; items.len()];
        builder.spread = Some(Spread { groups, sampled_once: FEW_SAMPLED, ..Spread::default() });
        if !goes_on(fields, fields + 2) {
            return None;
        }
        let mut builder = builder.with_singles(singles, items, contents, across, goes_on)?;
        builder.order();
        let Builder { blocks, spread, .. } = builder;
        let mut spread = spread.unwrap_or_default();
        spread.forget_repeated();
        Some((blocks, spread, bare, known))
    }

    /// The blocks of a part of all items; those that are not `own` only tell where a pair belongs.
    pub(crate) fn of_part(
        whole: &Self,
        prepared: &Prepared,
        contents: &[u64],
        own: impl Fn(BlockKey) -> bool,
    ) -> Self {
        let keys = Arc::clone(&whole.keys);
        let joins = keys.joins();
        let mut entries: Vec<(BlockKey, u32)> = (0..prepared.items.len() as u32)
            .into_par_iter()
            .flat_map_iter(|item| {
                let content = contents.get(item as usize).copied().unwrap_or(0);
                keys.of(Some(&joins), prepared, item, content).into_iter().map(move |key| (key, item))
            })
            .collect();
        entries.par_sort_unstable();
        let mut blocks = Self { keys: Arc::clone(&keys), ..Self::default() };
        blocks.sizes = vec![(0, 0); keys.passes.len()];
        for block in entries.chunk_by(|a, b| a.0 == b.0) {
            let [(key, _), _, ..] = block else { continue };
            let pass = keys.pass(*key);
            let is_own = own(*key);
            blocks.members.extend(block.iter().map(|entry| entry.1));
            blocks.ends.push(blocks.members.len() as u32);
            blocks.passes.push(pass as u8);
            blocks.foreign.push(!is_own);
            if let Some((pairs, count)) = blocks.sizes.get_mut(pass).filter(|_| is_own) {
                *pairs += block.len() as u64 * (block.len() as u64 - 1) / 2;
                *count += 1;
            }
        }
        drop(entries);
        blocks.index(prepared.items.len());
        blocks
    }

    /// Whether the pairs of a block are those of these items.
    pub(crate) fn is_own(&self, block: usize) -> bool {
        !self.foreign.get(block).copied().unwrap_or(false)
    }

    /// How many pairs and how many blocks a pass has.
    pub(crate) fn size(&self, pass: usize) -> (u64, u64) {
        self.sizes.get(pass).copied().unwrap_or_default()
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
        // Nobody says no.
        let _ = builder.split(2, &|_, _| true).and_then(|()| builder.split(3, &|_, _| true));
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
        self.sizes.iter().map(|&(pairs, _)| pairs as f64).collect()
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
        let prepared = Prepared::new(items, vec![1; 40], false, &|_, _| true).unwrap();
        let build = |most| {
            Blocks::within(&prepared.items, &prepared.comparisons, &contents, 1e3, false, most, &|_, _| true)
        };
        let places = build(MOST_PLACES).unwrap().members.len();
        assert!(places > 40, "{places}");
        assert_eq!(build(places).map(|blocks| blocks.members.len()), Some(places));
        assert!(build(places - 1).is_none() && build(0).is_none());
    }
}
