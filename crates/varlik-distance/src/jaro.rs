//! Jaro and Jaro-Winkler similarity.
use crate::symbols::{CodePoints, Masks, Symbol};

/// The similarity above which a common prefix counts (Winkler 1990).
const BOOST_ABOVE: f64 = 0.7;
/// The share of what is missing that each common first symbol makes up for.
const PREFIX_SCALE: f64 = 0.1;
/// No more first symbols count.
const LONGEST_PREFIX: usize = 4;

/// Gives the Jaro similarity: symbols in common within half the longer length, less half the swapped ones.
///
/// # Example
///
/// ```
/// use varlik_distance::jaro_similarity;
///
/// assert!((jaro_similarity("MARTHA", "MARHTA") - 0.9444).abs() < 1e-4); // Winkler 1990
/// ```
#[must_use]
pub fn jaro_similarity(a: &str, b: &str) -> f64 {
    if a.is_ascii() && b.is_ascii() {
        return jaro(a.as_bytes(), b.as_bytes());
    }
    jaro(CodePoints::new(a).as_slice(), CodePoints::new(b).as_slice())
}

/// Gives the Jaro similarity raised for up to four common first symbols, when it is above 0.7.
///
/// # Example
///
/// ```
/// use varlik_distance::jaro_winkler_similarity;
///
/// assert!((jaro_winkler_similarity("MARTHA", "MARHTA") - 0.9611).abs() < 1e-4); // Winkler 1990
/// assert_eq!(jaro_winkler_similarity("Putin", "Lavrov"), 0.0);
/// ```
#[must_use]
pub fn jaro_winkler_similarity(a: &str, b: &str) -> f64 {
    let plain = jaro_similarity(a, b);
    if plain <= BOOST_ABOVE {
        return plain;
    }
    let prefix = a.chars().zip(b.chars()).take(LONGEST_PREFIX).take_while(|(a, b)| a == b).count();
    plain + prefix as f64 * PREFIX_SCALE * (1.0 - plain)
}

fn jaro<T: Symbol>(a: &[T], b: &[T]) -> f64 {
    if a.is_empty() && b.is_empty() {
        return 1.0;
    }
    let reach = (a.len().max(b.len()) / 2).saturating_sub(1);
    let (matches, swapped) =
        if a.len() <= 64 && b.len() <= 64 { short(a, b, reach) } else { long(a, b, reach) };
    if matches == 0 {
        return 0.0;
    }
    let common = matches as f64;
    let in_order = common - (swapped / 2) as f64;
    (common / a.len() as f64 + common / b.len() as f64 + in_order / common) / 3.0
}

/// Counts the matches and those out of order; each symbol takes the first free match within reach.
fn short<T: Symbol>(a: &[T], b: &[T], reach: usize) -> (usize, usize) {
    let masks = T::Masks::new(b);
    let (mut in_a, mut in_b) = (0_u64, 0_u64);
    // The places of `b` within reach of the current one of `a`.
    let mut window = if reach >= 63 { !0 } else { (1 << (reach + 1)) - 1_u64 };
    for (index, symbol) in a.iter().enumerate() {
        let free = masks.get(*symbol) & window & !in_b;
        let first = free & free.wrapping_neg();
        in_b |= first;
        in_a |= u64::from(first != 0) << index;
        window = window << 1 | u64::from(index < reach);
    }
    let mut swapped = 0;
    let (mut left_a, mut left_b) = (in_a, in_b);
    while left_a != 0 {
        let (next_a, next_b) = (left_a.trailing_zeros() as usize, left_b.trailing_zeros() as usize);
        swapped += usize::from(a.get(next_a) != b.get(next_b));
        left_a &= left_a - 1;
        left_b &= left_b.wrapping_sub(1);
    }
    (in_a.count_ones() as usize, swapped)
}

fn long<T: Symbol>(a: &[T], b: &[T], reach: usize) -> (usize, usize) {
    let (mut in_a, mut in_b) = (vec![false; a.len()], vec![false; b.len()]);
    for ((index, symbol), matched) in a.iter().enumerate().zip(&mut in_a) {
        let from = index.saturating_sub(reach);
        let window = b.iter().zip(&mut in_b).take(index + reach + 1).skip(from);
        for (candidate, taken) in window {
            if candidate == symbol && !*taken {
                *matched = true;
                *taken = true;
                break;
            }
        }
    }
    let matched_a = a.iter().zip(&in_a).filter(|(_, matched)| **matched);
    let matched_b = b.iter().zip(&in_b).filter(|(_, matched)| **matched);
    let swapped = matched_a.zip(matched_b).filter(|((a, _), (b, _))| a != b).count();
    (in_a.iter().filter(|matched| **matched).count(), swapped)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_bits_equal_the_plain_loop(a in "[abcışЖ]{0,64}", b in "[abcışЖ]{0,64}") {
            let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            for reach in [0, 1, 5, 31, 63] {
                prop_assert_eq!(short(&a, &b, reach), long(&a, &b, reach));
            }
        }
    }
}
