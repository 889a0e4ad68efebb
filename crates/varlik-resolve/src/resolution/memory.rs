//! What a run will take, said before it begins.

use super::run::{LEAST_PAIRS, PAIRS_PER_ITEM};
use crate::items::Items;

/// The memory that a run takes, in bytes, by estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct MemoryEstimate {
    /// What must be held: the columns as they come and as they are prepared, what is kept of each row for blocking and
    /// clustering, and the answer.
    pub held: u64,
    /// How many edges there will be, about: those that the like of other tables have.
    pub edges: u64,
    /// How many edges there are at most: every pair that is compared.
    pub most_edges: u64,
}

/// Edges that each item has, about.
const EDGES_PER_ITEM: u64 = 4;

/// Bytes that a prepared value takes beside its text: its words, keys and parsed form.
const VALUE_BYTES: u64 = 150;

/// Bytes that an item takes in blocks and clusters.
const ITEM_BYTES: u64 = 100;

/// Bytes that every run takes: tables of names, and what each thread remembers.
const FIXED_BYTES: u64 = 32 << 20;

impl MemoryEstimate {
    /// Bytes that an edge takes: as it is found, as it is clustered, and as a pair of the answer.
    pub const EDGE_BYTES: u64 = 40;

    pub(super) fn of(items: &Items, max_pairs: Option<u64>) -> Self {
        let rows = items.len() as u64;
        let columns: u64 = items.columns.iter().map(|(_, column)| column.bytes() as u64).sum();
        let values: u64 = items.columns.iter().map(|(_, column)| column.values().len() as u64).sum();
        let ids = items.ids.bytes() as u64;
        let most_edges = max_pairs.unwrap_or_else(|| (rows * PAIRS_PER_ITEM).max(LEAST_PAIRS));
        let most_edges = most_edges.min(items.pairs(false));
        Self {
            held: 2 * (columns + ids) + VALUE_BYTES * values + ITEM_BYTES * rows + FIXED_BYTES,
            edges: most_edges.min(rows * EDGES_PER_ITEM),
            most_edges,
        }
    }

    /// All of it, with as many edges as there will be about.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.held + self.edges * Self::EDGE_BYTES
    }
}
