//! What a run will take, said before it begins.

use super::run::{LEAST_PAIRS, PAIRS_PER_ITEM};
use crate::field::{Field, FieldKind};
use crate::items::{Column, Items};
use crate::prepared::fullest;

/// The memory that a run takes, in bytes, by estimate.
///
/// It was fitted to what an allocator counts on tables of persons and papers and on made ones of each kind: a sixth above that on a
/// million persons, up to a half on small tables, and more where most rows say the same, which nobody knows beforehand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct MemoryEstimate {
    /// What must be held: the columns as they come and as they are prepared, what is kept of each row for blocking and
    /// clustering, and the answer.
    pub held: u64,
    /// What must be held where items are made ready a part at a time ([`Resolver::with_most_items`](super::Resolver::with_most_items)),
    /// beside those of a part.
    pub bare: u64,
    /// What an item of a part takes.
    pub item: u64,
    /// How many edges there will be, about: those that the like of other tables have.
    pub edges: u64,
    /// How many edges there are at most: every pair that is compared.
    pub most_edges: u64,
}

/// Edges that each item has, about: 0.3 among persons, 2 among texts, up to 6 where most records have doubles.
const EDGES_PER_ITEM: u64 = 2;

/// Bytes that a distinct name takes beside its text: its words in several writings, their sounds and keys.
const NAME_BYTES: u64 = 500;

/// Bytes that a distinct text takes beside itself, which is held a second time in words.
const TEXT_BYTES: u64 = 64;

/// Bytes that any other distinct value takes beside its text.
const VALUE_BYTES: u64 = 40;

/// Bytes that a row takes beside its cells: its node, content and number.
const ROW_BYTES: u64 = 18;

/// Bytes that a row takes for each field: its cell where pairs are compared, beside that of its column.
const CELL_BYTES: u64 = 4;

/// Bytes that the neighbours of a row take where there are texts, and those that are looked through for them.
const NEAR_BYTES: u64 = 48;
const LOOKED_BYTES: u64 = 40;

/// Bytes that a row takes in blocks for each field with keys, and those that it takes beside while blocks are made: once and for each.
const BLOCK_BYTES: u64 = 11;
const SORTED_BYTES: u64 = 56;
const SHARED_BYTES: u64 = 14;

/// Bytes that a row takes while it is clustered, and in the answer.
const CLUSTER_BYTES: u64 = 120;

/// Bytes that a row takes beside where items are made ready a part at a time: the hash of its values and its groups.
const SPREAD_BYTES: u64 = 16;

/// Bytes that a row takes for each field with keys while blocks are told without their members.
const HEAVY_BYTES: u64 = 6;

/// Bytes that an item of a part takes for each field with keys: its blocks, and its keys while they are sorted into them.
const PART_BYTES: u64 = 70;

/// Bytes that a pattern of agreement takes while it is counted; the most that are, and the most for each row. Fields have some three
/// levels in use.
const PATTERN_BYTES: u64 = 75;
const MOST_PATTERNS: u64 = 200_000;
const PATTERNS_PER_ROW: u64 = 30;

/// Bytes with which a thread remembers how values compared.
const THREAD_BYTES: u64 = 1_100_000;

/// Bytes that every run takes.
const FIXED_BYTES: u64 = 800_000;

impl MemoryEstimate {
    /// Bytes that an edge takes: as it is found, as it is clustered, and as a pair of the answer.
    pub const EDGE_BYTES: u64 = 40;

    pub(super) fn of(items: &Items, max_pairs: Option<u64>) -> Self {
        let rows = items.len() as u64;
        let most_edges = max_pairs.unwrap_or_else(|| (rows * PAIRS_PER_ITEM).max(LEAST_PAIRS));
        let most_edges = most_edges.min(items.pairs(false));
        let ids = items.ids.bytes() as u64;
        let whole: u64 = items.columns.iter().map(|(_, column)| column.bytes() as u64).sum();
        let places = fullest(items);
        let compared = || places.iter().filter_map(|&at| items.columns.get(at));
        let columns: u64 = compared().map(|(_, column)| column.bytes() as u64).sum();
        let fields = places.len() as u64;
        let keyed = compared().filter(|(field, _)| has_keys(field.kind)).count() as u64;
        let texts: u64 = compared().filter(|(field, _)| is_text(field.kind)).map(|it| letters(&it.1)).sum();
        let near = if texts > 0 { rows } else { 0 };
        let values: u64 = compared().map(|(field, column)| prepared_bytes(field, column)).sum();
        let prepared =
            columns + 2 * ids + rows * (ROW_BYTES + CELL_BYTES * fields) + values + NEAR_BYTES * near;
        let blocks = BLOCK_BYTES * keyed * rows;
        // Each stage by itself.
        let intake = whole + columns + 2 * ids + (ROW_BYTES + 16) * rows;
        let prepare = prepared + 2 * texts + LOOKED_BYTES * near;
        let block = prepared + (SORTED_BYTES + SHARED_BYTES * keyed) * rows;
        let patterns =
            4_u64.pow(fields as u32).min(MOST_PATTERNS).min(PATTERNS_PER_ROW * rows).min(most_edges);
        let threads = THREAD_BYTES * rayon::current_num_threads() as u64;
        let score = prepared + blocks + threads + PATTERN_BYTES * patterns;
        let cluster = prepared + blocks + CLUSTER_BYTES * rows;
        let held = intake.max(prepare).max(block).max(score).max(cluster) + FIXED_BYTES;
        let bare = columns + 2 * ids + (ROW_BYTES + SPREAD_BYTES) * rows;
        let one = compared().map(|(field, column)| prepared_bytes(field, column)).max().unwrap_or(0);
        let spread = bare + one + (SORTED_BYTES + HEAVY_BYTES * keyed) * rows;
        let bare = intake.max(spread).max(bare + CLUSTER_BYTES * rows) + threads + FIXED_BYTES;
        let of_part = compared().map(|(field, column)| part_bytes(field, column)).sum::<u64>();
        let item = of_part + (ROW_BYTES + CELL_BYTES * fields) + PART_BYTES * keyed;
        Self { held, bare, item, edges: most_edges.min(rows * EDGES_PER_ITEM), most_edges }
    }

    /// All of it, with as many edges as there will be about.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.held + self.edges * Self::EDGE_BYTES
    }
}

/// The bytes of the texts of all distinct values.
fn letters(column: &Column) -> u64 {
    column.values().iter().map(|value| value.len() as u64).sum()
}

fn is_text(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::Text | FieldKind::Address)
}

fn has_keys(kind: FieldKind) -> bool {
    !matches!(kind, FieldKind::Text | FieldKind::Category)
}

/// What the distinct values of a column take once they are prepared.
fn prepared_bytes(field: &Field, column: &Column) -> u64 {
    let values = column.values().len() as u64;
    match field.kind {
        FieldKind::PersonName
        | FieldKind::GivenName
        | FieldKind::FamilyName
        | FieldKind::Organization
        | FieldKind::Place => NAME_BYTES * values + letters(column),
        kind if is_text(kind) => TEXT_BYTES * values + letters(column),
        _ => VALUE_BYTES * values,
    }
}

/// What a value of an item takes in a part, where few items share one.
fn part_bytes(field: &Field, column: &Column) -> u64 {
    let values = (column.values().len() as u64).max(1);
    let mean = (column.bytes() as u64 + prepared_bytes(field, column)) / values;
    // No item has more than a value of its own, and there are no more values than all have.
    mean * values.min(column.len() as u64) / (column.len() as u64).max(1) + CELL_BYTES
}
