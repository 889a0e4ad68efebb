//! Optimal string alignment: Levenshtein distance with swaps of neighbours.
use crate::masks::BlockMasks;
use crate::symbols::{CodePoints, Masks, Symbol, trim};

/// Counts the insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b`, no place
/// being edited twice.
///
/// # Example
///
/// ```
/// use varlik_distance::osa;
///
/// assert_eq!(osa("Muhammed", "Muhamemd"), 1);
/// assert_eq!(osa("CA", "ABC"), 3); // unrestricted Damerau distance would edit between the swapped letters
/// ```
#[must_use]
pub fn osa(a: &str, b: &str) -> usize {
    osa_within(a, b, usize::MAX).unwrap_or(usize::MAX)
}

/// Gives the distance of [`osa`] when it is at most `limit`.
#[must_use]
pub fn osa_within(a: &str, b: &str, limit: usize) -> Option<usize> {
    if a.is_ascii() && b.is_ascii() {
        return within(a.as_bytes(), b.as_bytes(), limit);
    }
    within(CodePoints::new(a).as_slice(), CodePoints::new(b).as_slice(), limit)
}

fn within<T: Symbol>(a: &[T], b: &[T], limit: usize) -> Option<usize> {
    let (a, b) = trim(a, b);
    let (pattern, text) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if text.len() - pattern.len() > limit {
        return None;
    }
    if pattern.is_empty() {
        return Some(text.len());
    }
    let distance = if pattern.len() <= 64 { short(pattern, text) } else { long(pattern, text) };
    (distance <= limit).then_some(distance)
}

fn short<T: Symbol>(pattern: &[T], text: &[T]) -> usize {
    let masks = T::Masks::new(pattern);
    let last = 1_u64 << (pattern.len() - 1);
    let (mut up, mut down, mut diagonal, mut found_before) = (!0_u64, 0_u64, 0_u64, 0_u64);
    let mut distance = pattern.len();
    for symbol in text {
        let found = masks.get(*symbol);
        let swapped = ((!diagonal & found) << 1) & found_before;
        diagonal = ((found & up).wrapping_add(up) ^ up) | found | down | swapped;
        let right_up = down | !(diagonal | up);
        let right_down = diagonal & up;
        distance += usize::from(right_up & last != 0);
        distance -= usize::from(right_down & last != 0);
        let right_up = right_up << 1 | 1;
        let right_down = right_down << 1;
        up = right_down | !(diagonal | right_up);
        down = right_up & diagonal;
        found_before = found;
    }
    distance
}

/// One block of a column, as the next column needs it.
#[derive(Clone, Copy)]
struct Block {
    up: u64,
    down: u64,
    diagonal: u64,
    found: u64,
}

fn long<T: Symbol>(pattern: &[T], text: &[T]) -> usize {
    let masks = BlockMasks::new(pattern);
    let blocks = pattern.len().div_ceil(64);
    let last = 1_u64 << ((pattern.len() - 1) % 64);
    let mut column = vec![Block { up: !0, down: 0, diagonal: 0, found: 0 }; blocks];
    let mut distance = pattern.len();
    for symbol in text {
        let (mut carry_up, mut carry_down, mut carry_swap) = (1_u64, 0_u64, 0_u64);
        for (index, (block, found)) in column.iter_mut().zip(masks.get(*symbol)).enumerate() {
            let missed = !block.diagonal & found;
            let swapped = (missed << 1 | carry_swap) & block.found;
            carry_swap = missed >> 63;
            let found_or_carry = found | carry_down;
            let (up, down) = (block.up, block.down);
            let diagonal = ((found_or_carry & up).wrapping_add(up) ^ up) | found_or_carry | down | swapped;
            let right_up = down | !(diagonal | up);
            let right_down = diagonal & up;
            if index + 1 == blocks {
                distance += usize::from(right_up & last != 0);
                distance -= usize::from(right_down & last != 0);
            }
            let shifted_up = right_up << 1 | carry_up;
            let shifted_down = right_down << 1 | carry_down;
            (carry_up, carry_down) = (right_up >> 63, right_down >> 63);
            *block = Block {
                up: shifted_down | !(diagonal | shifted_up),
                down: shifted_up & diagonal,
                diagonal,
                found: *found,
            };
        }
    }
    distance
}
