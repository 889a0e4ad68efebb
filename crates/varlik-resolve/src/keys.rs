//! Blocking keys: which blocks an item is in, told from its values alone.
//!
//! What is asked of a table as a whole, how many items have a key, is known beforehand: rows that lie on several machines
//! find the same blocks as rows of one table.

use serde::{Deserialize, Serialize};

use crate::compare::count_of;
use crate::prepared::Prepared;

/// The keys that are too common to make a block, and how they are joined.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(crate) struct Keys {
    /// The size up to which all pairs of a block are compared.
    pub(crate) limit: u32,
    /// The passes: those of single comparisons, of two, of three.
    pub(crate) passes: Vec<KeyPass>,
}

/// A way by which items come into blocks.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(crate) struct KeyPass {
    /// The comparisons whose keys are joined, rising; none where all items are in one block.
    pub(crate) comparisons: Vec<usize>,
    /// Whether two keys of its comparison are joined: two words of a whole name say more than one, two of a town do not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) has_words: bool,
    /// Its place among all passes, those with the smallest blocks first.
    pub(crate) rank: u8,
    /// The keys that three items have or more, but not too many, rising, and how many items have each.
    pub(crate) common: Vec<(u64, u32)>,
    /// The keys that more items have than are compared with one another, rising, and how many items have each.
    pub(crate) heavy: Vec<(u64, u32)>,
}

/// A key that more items have than are compared with one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Heavy {
    /// How many items have the key.
    pub(crate) size: u32,
    pub(crate) pass: u8,
    pub(crate) key: u64,
}

/// Heavy keys of one item that are joined.
pub(crate) const MOST_HEAVY: usize = 6;

impl Heavy {
    /// The key of items that have both keys.
    pub(crate) fn mixed(one: Self, other: Self) -> u64 {
        let (low, high) = (one.key.min(other.key), one.key.max(other.key));
        low.rotate_left(23).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ high.wrapping_mul(0xC2B2_AE3D_27D4_EB4F)
    }
}

/// The pairs of heavy keys of one item that are joined, sorted, the rarest first.
pub(crate) fn join(own: &[Heavy]) -> impl Iterator<Item = (Heavy, Heavy)> {
    let own = own.get(..MOST_HEAVY).unwrap_or(own);
    own.iter().enumerate().flat_map(move |(at, &one)| own.iter().skip(at + 1).map(move |&other| (one, other)))
}

/// The comparisons that two heavy keys stand for together, rising; a comparison of which both are keys, as two words of a
/// name are, stands twice.
pub(crate) fn joined(passes: &[KeyPass], one: Heavy, other: Heavy) -> Vec<usize> {
    let of = |heavy: Heavy| passes.get(usize::from(heavy.pass)).map_or(&[][..], |pass| &pass.comparisons);
    let mut comparisons = of(one).to_vec();
    for comparison in of(other) {
        let count = |of: &[usize]| of.iter().filter(|own| *own == comparison).count();
        let has_words = passes.get(usize::from(one.pass)).is_some_and(|pass| pass.has_words);
        let is_another = one.pass == other.pass && has_words;
        if count(&comparisons) < count(of(other)) || is_another {
            comparisons.push(*comparison);
        }
    }
    comparisons.sort_unstable();
    comparisons
}

/// The key of the part of a heavy block that an item of some content is in; parts hold about `limit` items.
pub(crate) fn cut(heavy: Heavy, content: u64, limit: u32) -> u64 {
    let parts = heavy.size.div_ceil(limit.max(2));
    let part = (u128::from(content) * u128::from(parts)) >> 64;
    heavy.key.wrapping_add((part as u64 + 1).wrapping_mul(0xD6E8_FEB8_6659_FD93))
}

/// A block that an item is in. The least that two items share is where they are compared: it tells most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct BlockKey {
    /// How large the block is, about: see [`size_class`].
    pub(crate) class: u8,
    /// The rank of its pass.
    pub(crate) rank: u8,
    pub(crate) key: u64,
}

/// Sizes of blocks that are told apart one by one; larger ones by their powers of two.
const EXACT: u32 = 8;

/// The class of a block by the number of its items.
pub(crate) fn size_class(items: u32) -> u8 {
    if items < EXACT { items.max(2) as u8 } else { (EXACT + items.ilog2()) as u8 }
}

/// The classes of blocks behind all others: the parts of what was cut, the block of all, near texts.
pub(crate) const CUT: u8 = u8::MAX - 2;
pub(crate) const ALL: u8 = u8::MAX - 1;
const NEAR: u8 = u8::MAX;

/// For every two passes how many comparisons their heavy keys stand for together, and the pass of those: told once for many items.
#[derive(Debug)]
pub(crate) struct Joins {
    passes: usize,
    of: Vec<(usize, Option<usize>)>,
}

impl Joins {
    fn get(&self, one: Heavy, other: Heavy) -> Option<(usize, Option<usize>)> {
        self.of.get(usize::from(one.pass) * self.passes + usize::from(other.pass)).copied()
    }
}

impl Keys {
    /// How the heavy keys of every two passes are joined.
    pub(crate) fn joins(&self) -> Joins {
        let passes = self.passes.len();
        let heavy = |pass: usize| Heavy { size: 0, pass: pass as u8, key: 0 };
        let both = (0..passes).flat_map(|one| (0..passes).map(move |other| (heavy(one), heavy(other))));
        Joins { passes, of: both.map(|(one, other)| self.join_of(one, other)).collect() }
    }

    /// How many comparisons two heavy keys stand for together, and the pass of those.
    fn join_of(&self, one: Heavy, other: Heavy) -> (usize, Option<usize>) {
        let comparisons = joined(&self.passes, one, other);
        (comparisons.len(), self.passes.iter().position(|pass| pass.comparisons == comparisons))
    }

    pub(crate) fn rank(&self, pass: u8) -> u8 {
        self.passes.get(usize::from(pass)).map_or(u8::MAX, |pass| pass.rank)
    }

    /// The pass of a block; near texts are the one behind all.
    pub(crate) fn pass(&self, block: BlockKey) -> usize {
        self.passes.iter().position(|pass| pass.rank == block.rank).unwrap_or(self.passes.len())
    }

    fn heavy(&self, pass: usize, key: u64) -> Option<Heavy> {
        let size = count_of(&self.passes.get(pass)?.heavy, key)?;
        Some(Heavy { size, pass: pass as u8, key })
    }

    /// The block of a key that is not too common.
    fn light(&self, pass: usize, key: u64) -> BlockKey {
        let pass = self.passes.get(pass);
        let size = pass.and_then(|pass| count_of(&pass.common, key)).unwrap_or(0);
        BlockKey { class: size_class(size), rank: pass.map_or(u8::MAX, |pass| pass.rank), key }
    }

    /// The blocks of an item and those of its texts, rising, where the neighbours of texts cannot be looked up.
    pub(crate) fn with_texts(
        &self,
        joins: &Joins,
        prepared: &Prepared,
        item: u32,
        content: u64,
    ) -> Vec<BlockKey> {
        let mut found = self.of(Some(joins), prepared, item, content);
        let mut keys = Vec::new();
        prepared.near_keys(item, &mut keys);
        keys.sort_unstable();
        keys.dedup();
        found.extend(keys.into_iter().map(|key| BlockKey { class: NEAR, rank: u8::MAX, key }));
        found
    }

    /// The blocks of an item, rising; a key that no other item has is among them. `content` is the hash of its values, `joins` what
    /// was told beforehand for many items.
    pub(crate) fn of(
        &self,
        joins: Option<&Joins>,
        prepared: &Prepared,
        item: u32,
        content: u64,
    ) -> Vec<BlockKey> {
        let mut found: Vec<BlockKey> = Vec::new();
        let mut heavy: Vec<Heavy> = Vec::new();
        let take = |pass: usize, key: u64, found: &mut Vec<BlockKey>, heavy: &mut Vec<Heavy>| match self
            .heavy(pass, key)
        {
            Some(one) => heavy.push(one),
            None => found.push(self.light(pass, key)),
        };
        let mut keys = Vec::new();
        for (number, pass) in self.passes.iter().enumerate() {
            match *pass.comparisons.as_slice() {
                [] => found.push(BlockKey { class: ALL, rank: pass.rank, key: 0 }),
                [comparison] => {
                    keys.clear();
                    prepared.keys(comparison, item, &mut keys);
                    for &key in &keys {
                        take(number, key, &mut found, &mut heavy);
                    }
                }
                _ => {}
            }
        }
        for fields in [2, 3] {
            heavy.sort_unstable();
            heavy.dedup();
            let own = std::mem::take(&mut heavy);
            for (one, other) in join(&own) {
                let join = joins.and_then(|joins| joins.get(one, other));
                let (comparisons, pass) = join.unwrap_or_else(|| self.join_of(one, other));
                if let Some(pass) = pass.filter(|_| comparisons == fields) {
                    take(pass, Heavy::mixed(one, other), &mut found, &mut heavy);
                }
            }
        }
        found.extend(heavy.iter().map(|&one| {
            let key = cut(one, content, self.limit);
            BlockKey { class: CUT, rank: self.rank(one.pass), key }
        }));
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The first block of two lists, both rising, that stands in both.
pub(crate) fn first_shared<B: Copy + Ord>(a: &[B], b: &[B]) -> Option<B> {
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
