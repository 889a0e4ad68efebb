//! Edit distances of long sequences: stripes of 256 rows of the matrix, within a band of diagonals.
//!
//! Rows are swept 64 at a time (Myers 1999; Hyyrö 2003 for blocks, for swaps and for the band of Ukkonen
//! 1985; Hyyrö 2004 for the longest common subsequence). Between two stripes only the steps along their edge
//! are kept, as bits: 3 bits a column, so that megabytes are compared in less memory than they take.

use crate::edits::Edits;
use crate::masks::{BLOCKS, StripeMasks};
use crate::symbols::Symbol;

/// Rows of a stripe: a processor that runs ahead works on several of its blocks at once.
const ROWS: usize = 64 * BLOCKS;
/// The first band tried when no limit is given, and by how much the next one is wider.
const FIRST_BAND: usize = 256;
const WIDER: usize = 4;

/// Gives the distance of a shorter `pattern` and a longer `text` when it is at most `limit`.
pub(crate) fn within<T: Symbol>(edits: Edits, pattern: &[T], text: &[T], limit: usize) -> Option<usize> {
    let limit = limit.min(pattern.len() + text.len());
    // A narrow band suffices for what is close; all bands before the last cost a third of it at most.
    let mut band = (text.len() - pattern.len() + FIRST_BAND).min(limit);
    loop {
        let found = match edits {
            Edits::Levenshtein => banded::<T, Levenshtein>(pattern, text, band),
            Edits::Osa => banded::<T, Osa>(pattern, text, band),
            Edits::Indel => banded::<T, Indel>(pattern, text, band),
        };
        if found.is_some() || band == limit {
            return found;
        }
        band = band.saturating_mul(WIDER).min(limit);
    }
}

/// What one block of 64 rows hands to the block under it, in one column: single bits.
#[derive(Clone, Copy)]
struct Edge {
    up: u64,
    down: u64,
    /// A match off the diagonal in the last row, half of a swap.
    missed: u64,
}

/// 64 rows of a column.
trait Block: Copy {
    /// The column before the first: each row one more than the row above.
    const FIRST: Self;

    /// Goes on by one column; gives the steps along every row of the block, and its lower edge.
    fn advance(&mut self, found: u64, above: Edge) -> (u64, u64, Edge);
}

/// Hyyrö 2003, figure 8: the steps of a column up and down.
#[derive(Clone, Copy)]
struct Levenshtein {
    up: u64,
    down: u64,
}

impl Block for Levenshtein {
    const FIRST: Self = Self { up: !0, down: 0 };

    #[inline]
    fn advance(&mut self, found: u64, above: Edge) -> (u64, u64, Edge) {
        let found = found | above.down;
        let diagonal = ((found & self.up).wrapping_add(self.up) ^ self.up) | found | self.down;
        let right_up = self.down | !(diagonal | self.up);
        let right_down = diagonal & self.up;
        let shifted_up = right_up << 1 | above.up;
        self.up = right_down << 1 | above.down | !(diagonal | shifted_up);
        self.down = shifted_up & diagonal;
        (right_up, right_down, Edge { up: right_up >> 63, down: right_down >> 63, missed: 0 })
    }
}

/// Hyyrö 2003, section 5: with swaps of neighbours.
#[derive(Clone, Copy)]
struct Osa {
    up: u64,
    down: u64,
    diagonal: u64,
    found: u64,
}

impl Block for Osa {
    const FIRST: Self = Self { up: !0, down: 0, diagonal: 0, found: 0 };

    #[inline]
    fn advance(&mut self, found: u64, above: Edge) -> (u64, u64, Edge) {
        let missed = !self.diagonal & found;
        let swapped = (missed << 1 | above.missed) & self.found;
        self.found = found;
        let found = found | above.down;
        let diagonal = ((found & self.up).wrapping_add(self.up) ^ self.up) | found | self.down | swapped;
        let right_up = self.down | !(diagonal | self.up);
        let right_down = diagonal & self.up;
        let shifted_up = right_up << 1 | above.up;
        self.up = right_down << 1 | above.down | !(diagonal | shifted_up);
        self.down = shifted_up & diagonal;
        self.diagonal = diagonal;
        (right_up, right_down, Edge { up: right_up >> 63, down: right_down >> 63, missed: missed >> 63 })
    }
}

/// Hyyrö 2004: a zero where a row adds a symbol to the common subsequence. A step to the right that adds one
/// lowers the count of insertions and deletions by one, any other raises it.
#[derive(Clone, Copy)]
struct Indel(u64);

impl Block for Indel {
    const FIRST: Self = Self(!0);

    #[inline]
    fn advance(&mut self, found: u64, above: Edge) -> (u64, u64, Edge) {
        let before = self.0;
        let common = before & found;
        let (sum, first) = before.overflowing_add(common);
        let (sum, second) = sum.overflowing_add(above.down);
        self.0 = sum | (before & !common);
        // No row is told apart from the last: what leaves the block passes rows without a match unchanged.
        let added = u64::from(first | second);
        (added.wrapping_sub(1), added.wrapping_neg(), Edge { up: 1 - added, down: added, missed: 0 })
    }
}

/// The steps along the lower edge of a stripe, a bit for each column; right of the band each is one up.
struct Edges {
    up: Vec<u64>,
    down: Vec<u64>,
    missed: Vec<u64>,
}

impl Edges {
    /// The steps along the upper edge of the matrix.
    fn first(columns: usize) -> Self {
        let words = columns.div_ceil(64);
        Self { up: vec![!0; words], down: vec![0; words], missed: vec![0; words] }
    }

    /// The sum of the steps of some words of columns.
    fn sum(&self, words: std::ops::Range<usize>) -> i64 {
        let count = |steps: &[u64]| -> i64 {
            let steps = steps.get(words.clone()).unwrap_or_default();
            steps.iter().map(|word| i64::from(word.count_ones())).sum()
        };
        count(&self.up) - count(&self.down)
    }
}

/// Gives the distance when it is at most `limit`, from the diagonals that such a path can touch.
fn banded<T: Symbol, B: Block>(pattern: &[T], text: &[T], limit: usize) -> Option<usize> {
    // A path that leaves the diagonals from `-below` to `above` has more insertions and deletions.
    let below = limit.checked_sub(text.len() - pattern.len())? / 2;
    let above = text.len() - pattern.len() + below;
    let mut edges = Edges::first(text.len());
    // The distance at the left end of the stripe's upper edge, and the word of columns it lies before.
    let (mut corner, mut from) = (0_i64, 0);
    for (index, rows) in pattern.chunks(ROWS).enumerate() {
        let first_row = index * ROWS;
        // One column more to the left, as a swap looks back two.
        let start = first_row.saturating_sub(below + 1) / 64;
        corner += edges.sum(from..start);
        from = start;
        let end = (first_row + ROWS + above).min(text.len());
        let lowest = stripe::<T, B>(rows, text.get(start * 64..end)?, start, &mut edges, &mut corner);
        // Every path crosses the lower edge of the stripe, or jumps it by a swap that costs no less.
        if lowest > limit as i64 {
            return None;
        }
    }
    let distance = corner + edges.sum(from..edges.up.len()) - (edges.up.len() * 64 - text.len()) as i64;
    usize::try_from(distance).ok().filter(|distance| *distance <= limit)
}

/// Sweeps some rows over `text`, which starts at column `64 * from`; moves `edges` and `corner` from the upper
/// edge to the lower one and gives the least distance on it.
fn stripe<T: Symbol, B: Block>(
    rows: &[T],
    text: &[T],
    from: usize,
    edges: &mut Edges,
    corner: &mut i64,
) -> i64 {
    let masks = T::stripe(rows);
    let mut columns = [B::FIRST; BLOCKS];
    let blocks = rows.len().div_ceil(64);
    let last = 1_u64 << ((rows.len() - 1) % 64);
    *corner += rows.len() as i64;
    let (mut bottom, mut lowest) = (*corner, *corner);
    let steps = edges.up.iter_mut().zip(&mut edges.down).zip(&mut edges.missed).skip(from);
    for (text, ((up, down), missed)) in text.chunks(64).zip(steps) {
        let (mut next_up, mut next_down, mut next_missed) = (0, 0, 0);
        for (bit, symbol) in text.iter().enumerate() {
            let mut edge = Edge { up: *up >> bit & 1, down: *down >> bit & 1, missed: *missed >> bit & 1 };
            let (mut right_up, mut right_down) = (0, 0);
            for (block, found) in columns.iter_mut().zip(masks.blocks(*symbol)).take(blocks) {
                (right_up, right_down, edge) = block.advance(*found, edge);
            }
            let (rises, falls) = (u64::from(right_up & last != 0), u64::from(right_down & last != 0));
            bottom += rises as i64 - falls as i64;
            lowest = lowest.min(bottom);
            next_up |= rises << bit;
            next_down |= falls << bit;
            next_missed |= edge.missed << bit;
        }
        // Right of the band each step is one up, as it was.
        let swept = !0_u64 >> (64 - text.len());
        *up = next_up | !swept;
        (*down, *missed) = (next_down, next_missed);
    }
    lowest
}
