//! Items ready to be compared: all of them, or a part at a time where all are too many to be held so.

use crate::blocking::Blocks;
use crate::candidates::Candidates;
use crate::compare::FieldFrequencies;
use crate::items::Items;
use crate::keys::BlockKey;
use crate::pattern::Pattern;
use crate::prepared::{Prepared, Scratch};
use crate::scoring::Scoring;

/// What must be known of all items so that a part of them is compared as all would be.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    /// How common the values of each field are.
    pub(crate) frequencies: Vec<FieldFrequencies>,
    /// The hash of the values of each item.
    pub(crate) contents: Vec<u64>,
    /// How many items are made ready at once, about.
    pub(crate) most: usize,
}

/// All items: ready to be compared, or with what makes parts of them ready.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Whole<'w> {
    pub(crate) prepared: &'w Prepared,
    pub(crate) candidates: &'w Candidates,
    /// Where it is there, `prepared` holds values that nothing was made of, and `candidates` no blocks.
    pub(crate) parts: Option<&'w Parts>,
}

/// Items that are ready to be compared, by their numbers among all.
#[derive(Debug)]
pub(crate) enum AtHand<'w> {
    All(&'w Prepared, &'w Candidates),
    Part(Box<(Prepared, Candidates)>),
}

impl<'w> Whole<'w> {
    /// Makes some items ready, given in any order and more than once.
    pub(crate) fn at_hand(self, nodes: impl IntoIterator<Item = u32>) -> AtHand<'w> {
        self.with_own(nodes, |_| true)
    }

    /// The same; only blocks that are `own` count as those of the part.
    pub(crate) fn with_own(
        self,
        nodes: impl IntoIterator<Item = u32>,
        own: impl Fn(BlockKey) -> bool,
    ) -> AtHand<'w> {
        let Some(parts) = self.parts else { return AtHand::All(self.prepared, self.candidates) };
        let mut nodes: Vec<u32> = nodes.into_iter().collect();
        nodes.sort_unstable();
        nodes.dedup();
        let whole = self.prepared;
        let items = &whole.items;
        let columns = items.columns.iter().map(|(field, column)| (field.clone(), column.take(&nodes)));
        let mut part = Items { columns: columns.collect(), ..Items::default() };
        for &node in &nodes {
            part.ids.push(items.ids.get(node));
            if !items.sources.is_empty() {
                part.sources.push(items.source(node));
            }
        }
        let rows = nodes.iter().map(|&node| whole.rows(node)).collect();
        let contents: Vec<u64> =
            nodes.iter().map(|&node| parts.contents.get(node as usize).copied().unwrap_or(0)).collect();
        let prepared = Prepared::part(part, rows, whole.across, whole.drawn.as_deref(), &parts.frequencies)
            .numbered(nodes);
        let blocks = Blocks::of_part(&self.candidates.blocks, &prepared, &contents, own);
        AtHand::Part(Box::new((prepared, Candidates { blocks })))
    }

    /// How many items are made ready at once.
    pub(crate) fn most(self) -> usize {
        self.parts.map_or(usize::MAX, |parts| parts.most.max(2))
    }

    /// Visits things that ask for some items each, as many at a time as there is room for their items.
    pub(crate) fn in_turn<T>(
        self,
        things: &[T],
        nodes: impl Fn(&T) -> [u32; 2],
        mut visit: impl FnMut(&AtHand<'w>, &T),
    ) {
        for some in things.chunks(self.most() / 2) {
            let at_hand = self.at_hand(some.iter().flat_map(&nodes));
            for thing in some {
                visit(&at_hand, thing);
            }
        }
    }
}

impl AtHand<'_> {
    pub(crate) fn prepared(&self) -> &Prepared {
        match self {
            Self::All(prepared, _) => prepared,
            Self::Part(part) => &part.0,
        }
    }

    pub(crate) fn candidates(&self) -> &Candidates {
        match self {
            Self::All(_, candidates) => candidates,
            Self::Part(part) => &part.1,
        }
    }

    /// The number of an item here.
    pub(crate) fn local(&self, node: u32) -> u32 {
        self.prepared().local(node)
    }

    /// Compares two items.
    pub(crate) fn compare(&self, a: u32, b: u32, scratch: &mut Scratch) -> Pattern {
        self.prepared().compare(self.local(a), self.local(b), scratch)
    }

    /// The pass that brings a pair.
    pub(crate) fn pass_of(&self, a: u32, b: u32) -> usize {
        self.candidates().pass_of(self.prepared(), self.local(a), self.local(b))
    }

    /// The match weight of two items, in bits.
    pub(crate) fn weigh(&self, scoring: &Scoring, a: u32, b: u32, scratch: &mut Scratch) -> f32 {
        let pattern = self.compare(a.min(b), a.max(b), scratch);
        scoring.weight(self.pass_of(a, b), pattern, &scratch.rarity)
    }
}
