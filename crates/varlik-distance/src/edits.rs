//! Distances that count edits: Levenshtein, optimal string alignment, insertions and deletions alone.

use crate::blocks;
use crate::masks::Masks;
use crate::symbols::{CodePoints, Symbol, trim};

/// Which edits a distance counts, each as one.
///
/// # Example
///
/// ```
/// use varlik_distance::{Edits, distance_within};
///
/// let limit = 10;
/// assert_eq!(distance_within(Edits::Levenshtein, "Erdogna", "Erdogan", limit), Some(2));
/// assert_eq!(distance_within(Edits::Osa, "Erdogna", "Erdogan", limit), Some(1));
/// assert_eq!(distance_within(Edits::Indel, "Erdogna", "Erdogan", limit), Some(2));
/// assert_eq!(distance_within(Edits::Indel, "Kiev", "Kyiv", limit), Some(2));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Edits {
    /// Insertions, deletions and substitutions (Levenshtein 1966).
    Levenshtein,
    /// The same and swaps of neighbours, no place being edited twice: optimal string alignment, the restricted
    /// distance of Damerau 1964.
    Osa,
    /// Insertions and deletions alone; a substitution is one of each. It is the sum of the lengths less twice
    /// the longest common subsequence (Wagner and Fischer 1974).
    Indel,
}

impl Edits {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Levenshtein, Self::Osa, Self::Indel];
}

/// Gives the distance of two strings in code points when it is at most `limit`; stops early when it cannot be.
///
/// Costs one step for each 64 cells of the matrix within `limit` of its diagonal: `limit * length / 64` steps and
/// fewer bytes than the strings have.
///
/// # Example
///
/// ```
/// use varlik_distance::{Edits, distance_within};
///
/// assert_eq!(distance_within(Edits::Levenshtein, "Lukashenko", "Lukaşenko", 2), Some(2));
/// assert_eq!(distance_within(Edits::Levenshtein, "Lukashenko", "Lukaşenko", 1), None);
/// ```
#[must_use]
pub fn distance_within(edits: Edits, a: &str, b: &str, limit: usize) -> Option<usize> {
    if a.is_ascii() && b.is_ascii() {
        return within(edits, a.as_bytes(), b.as_bytes(), limit);
    }
    within(edits, CodePoints::new(a).as_slice(), CodePoints::new(b).as_slice(), limit)
}

/// Counts the insertions, deletions and substitutions of code points that turn `a` into `b` (Levenshtein 1966).
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
    whole(Edits::Levenshtein, a, b)
}

/// Gives the distance of [`levenshtein`] when it is at most `limit`; stops early when it cannot be.
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
    distance_within(Edits::Levenshtein, a, b, limit)
}

/// Counts the insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b`, no place
/// being edited twice (Damerau 1964, restricted). It is no metric: the triangle may fail.
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
    whole(Edits::Osa, a, b)
}

/// Gives the distance of [`osa`] when it is at most `limit`.
///
/// # Example
///
/// ```
/// use varlik_distance::osa_within;
///
/// assert_eq!(osa_within("Zelenskiy", "Zelesnkyi", 2), Some(2));
/// assert_eq!(osa_within("Zelenskiy", "Zelesnkyi", 1), None);
/// ```
#[must_use]
pub fn osa_within(a: &str, b: &str, limit: usize) -> Option<usize> {
    distance_within(Edits::Osa, a, b, limit)
}

/// Counts the insertions and deletions of code points that turn `a` into `b`.
///
/// # Example
///
/// ```
/// use varlik_distance::indel;
///
/// assert_eq!(indel("Zelensky", "Zelenskyy"), 1);
/// assert_eq!(indel("Putin", "Putyn"), 2);
/// ```
#[must_use]
pub fn indel(a: &str, b: &str) -> usize {
    whole(Edits::Indel, a, b)
}

/// Gives the distance of [`indel`] when it is at most `limit`.
///
/// # Example
///
/// ```
/// use varlik_distance::indel_within;
///
/// assert_eq!(indel_within("Putin", "Putyn", 2), Some(2));
/// assert_eq!(indel_within("Putin", "Putyn", 1), None);
/// ```
#[must_use]
pub fn indel_within(a: &str, b: &str, limit: usize) -> Option<usize> {
    distance_within(Edits::Indel, a, b, limit)
}

/// Counts the code points of the longest common subsequence: those that can stay when `a` becomes `b` by
/// insertions and deletions (Wagner and Fischer 1974).
///
/// # Example
///
/// ```
/// use varlik_distance::lcs;
///
/// assert_eq!(lcs("Yekaterinburg", "Ekaterinenburg"), 11); // all but the first letter of either, and `en`
/// assert_eq!(lcs("Ankara", "Київ"), 0);
/// ```
#[must_use]
pub fn lcs(a: &str, b: &str) -> usize {
    (a.chars().count() + b.chars().count() - indel(a, b)) / 2
}

fn whole(edits: Edits, a: &str, b: &str) -> usize {
    // No distance is longer than both strings, so the limit never bites.
    distance_within(edits, a, b, usize::MAX).unwrap_or(usize::MAX)
}

pub(crate) fn within<T: Symbol>(edits: Edits, a: &[T], b: &[T], limit: usize) -> Option<usize> {
    let (a, b) = trim(a, b);
    let (pattern, text) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if text.len() - pattern.len() > limit {
        return None;
    }
    if pattern.is_empty() {
        return Some(text.len());
    }
    if pattern.len() > 64 {
        return blocks::within(edits, pattern, text, limit);
    }
    prepared(edits, &T::masks(pattern), pattern.len(), text.iter().copied(), text.len(), limit)
}

/// The distance of a text to a pattern of at most 64 symbols, given where those occur.
pub(crate) fn prepared<T>(
    edits: Edits,
    masks: &impl Masks<T>,
    pattern: usize,
    text: impl Iterator<Item = T>,
    length: usize,
    limit: usize,
) -> Option<usize> {
    if pattern.abs_diff(length) > limit {
        return None;
    }
    if pattern == 0 {
        return Some(length);
    }
    let distance = match edits {
        Edits::Levenshtein => levenshtein_word(masks, pattern, text, length, limit)?,
        Edits::Osa => osa_word(masks, pattern, text),
        Edits::Indel => pattern + length - 2 * common_word(masks, pattern, text),
    };
    (distance <= limit).then_some(distance)
}

/// One word of 64 cells: a column of the matrix as differences (`up`, `down`) from cell to cell (Myers 1999,
/// in the form of Hyyrö 2003, figure 3).
#[inline]
fn levenshtein_word<T>(
    masks: &impl Masks<T>,
    pattern: usize,
    text: impl Iterator<Item = T>,
    length: usize,
    limit: usize,
) -> Option<usize> {
    let last = 1_u64 << (pattern - 1);
    let (mut up, mut down) = (!0_u64, 0_u64);
    let mut distance = pattern;
    for (done, symbol) in text.enumerate() {
        let found = masks.get(symbol);
        let diagonal = ((found & up).wrapping_add(up) ^ up) | found | down;
        let right_up = down | !(diagonal | up);
        let right_down = diagonal & up;
        distance += usize::from(right_up & last != 0);
        distance -= usize::from(right_down & last != 0);
        // Each symbol still to come lowers the distance by one at most.
        if distance > limit.saturating_add(length - done - 1) {
            return None;
        }
        let right_up = right_up << 1 | 1;
        let right_down = right_down << 1;
        up = right_down | !(diagonal | right_up);
        down = right_up & diagonal;
    }
    Some(distance)
}

/// The same with swaps of neighbours (Hyyrö 2003, section 5).
#[inline]
fn osa_word<T>(masks: &impl Masks<T>, pattern: usize, text: impl Iterator<Item = T>) -> usize {
    let last = 1_u64 << (pattern - 1);
    let (mut up, mut down, mut diagonal, mut found_before) = (!0_u64, 0_u64, 0_u64, 0_u64);
    let mut distance = pattern;
    for symbol in text {
        let found = masks.get(symbol);
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

/// The length of the longest common subsequence: a zero for each row that adds a symbol (Hyyrö 2004).
#[inline]
fn common_word<T>(masks: &impl Masks<T>, pattern: usize, text: impl Iterator<Item = T>) -> usize {
    let mut rows = !0_u64;
    for symbol in text {
        let common = rows & masks.get(symbol);
        rows = rows.wrapping_add(common) | (rows & !common);
    }
    (!rows & (!0 >> (64 - pattern))).count_ones() as usize
}
