//! Levenshtein distance: insertions, deletions and substitutions.
use crate::masks::BlockMasks;
use crate::symbols::{CodePoints, Masks, Symbol, trim};

/// Counts the insertions, deletions and substitutions of code points that turn `a` into `b`.
///
/// # Example
///
/// ```
/// use varlik_distance::levenshtein;
///
/// assert_eq!(levenshtein("Kiev", "Kyiv"), 2);
/// assert_eq!(levenshtein("Şişli", "Sisli"), 2);
/// assert_eq!(levenshtein("", "NATO"), 4);
/// ```
#[must_use]
pub fn levenshtein(a: &str, b: &str) -> usize {
    // No distance is longer than the longer string, so the limit never bites.
    levenshtein_within(a, b, usize::MAX).unwrap_or(usize::MAX)
}

/// Gives the Levenshtein distance when it is at most `limit`; stops early when it cannot be.
///
/// # Example
///
/// ```
/// use varlik_distance::levenshtein_within;
///
/// assert_eq!(levenshtein_within("Lukashenko", "Lukaşenko", 2), Some(2));
/// assert_eq!(levenshtein_within("Lukashenko", "Lukaşenko", 1), None);
/// ```
#[must_use]
pub fn levenshtein_within(a: &str, b: &str, limit: usize) -> Option<usize> {
    if a.is_ascii() && b.is_ascii() {
        return within(a.as_bytes(), b.as_bytes(), limit);
    }
    within(CodePoints::new(a).as_slice(), CodePoints::new(b).as_slice(), limit)
}

/// Gives one minus the Levenshtein distance as a share of the longer string: 1 for equal strings, 0 for
/// strings with nothing in place.
///
/// # Example
///
/// ```
/// use varlik_distance::similarity;
///
/// assert_eq!(similarity("Putin", "Putyn"), 0.8);
/// assert_eq!(similarity("", ""), 1.0);
/// ```
#[must_use]
pub fn similarity(a: &str, b: &str) -> f64 {
    let longest = a.chars().count().max(b.chars().count());
    if longest == 0 {
        return 1.0;
    }
    1.0 - levenshtein(a, b) as f64 / longest as f64
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
    if pattern.len() <= 64 { short(pattern, text, limit) } else { long(pattern, text, limit) }
}

/// One word of 64 cells: a column of the matrix as differences (`up`, `down`) from cell to cell.
fn short<T: Symbol>(pattern: &[T], text: &[T], limit: usize) -> Option<usize> {
    let masks = T::Masks::new(pattern);
    let last = 1_u64 << (pattern.len() - 1);
    let (mut up, mut down) = (!0_u64, 0_u64);
    let mut distance = pattern.len();
    for (done, symbol) in text.iter().enumerate() {
        let found = masks.get(*symbol);
        let diagonal = ((found & up).wrapping_add(up) ^ up) | found | down;
        let right_up = down | !(diagonal | up);
        let right_down = diagonal & up;
        distance += usize::from(right_up & last != 0);
        distance -= usize::from(right_down & last != 0);
        // Each symbol still to come lowers the distance by one at most.
        if distance > limit.saturating_add(text.len() - done - 1) {
            return None;
        }
        let right_up = right_up << 1 | 1;
        let right_down = right_down << 1;
        up = right_down | !(diagonal | right_up);
        down = right_up & diagonal;
    }
    (distance <= limit).then_some(distance)
}

fn long<T: Symbol>(pattern: &[T], text: &[T], limit: usize) -> Option<usize> {
    let masks = BlockMasks::new(pattern);
    let blocks = pattern.len().div_ceil(64);
    let last = 1_u64 << ((pattern.len() - 1) % 64);
    let mut columns = vec![(!0_u64, 0_u64); blocks];
    let mut distance = pattern.len();
    for (done, symbol) in text.iter().enumerate() {
        let (mut carry_up, mut carry_down) = (1_u64, 0_u64);
        for (block, ((up, down), found)) in columns.iter_mut().zip(masks.get(*symbol)).enumerate() {
            let found_or_carry = found | carry_down;
            let diagonal = ((found_or_carry & *up).wrapping_add(*up) ^ *up) | found_or_carry | *down;
            let right_up = *down | !(diagonal | *up);
            let right_down = diagonal & *up;
            if block + 1 == blocks {
                distance += usize::from(right_up & last != 0);
                distance -= usize::from(right_down & last != 0);
            }
            let shifted_up = right_up << 1 | carry_up;
            let shifted_down = right_down << 1 | carry_down;
            (carry_up, carry_down) = (right_up >> 63, right_down >> 63);
            *up = shifted_down | !(diagonal | shifted_up);
            *down = shifted_up & diagonal;
        }
        if distance > limit.saturating_add(text.len() - done - 1) {
            return None;
        }
    }
    (distance <= limit).then_some(distance)
}
