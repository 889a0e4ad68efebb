//! Jaro and Jaro-Winkler similarity.
use crate::symbols::{CodePoints, Symbol};

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

/// Which symbols were matched; on the stack for sequences of up to 128 symbols.
struct Flags {
    short: u128,
    long: Vec<bool>,
}

impl Flags {
    fn new(length: usize) -> Self {
        Self { short: 0, long: if length > 128 { vec![false; length] } else { Vec::new() } }
    }

    fn is_set(&self, index: usize) -> bool {
        if self.long.is_empty() { self.short >> index & 1 == 1 } else { self.long.get(index) == Some(&true) }
    }

    fn set(&mut self, index: usize) {
        if let Some(flag) = self.long.get_mut(index) {
            *flag = true;
        } else {
            self.short |= 1 << index;
        }
    }
}

fn jaro<T: Symbol>(a: &[T], b: &[T]) -> f64 {
    if a.is_empty() && b.is_empty() {
        return 1.0;
    }
    let reach = (a.len().max(b.len()) / 2).saturating_sub(1);
    let (mut in_a, mut in_b) = (Flags::new(a.len()), Flags::new(b.len()));
    let mut matches = 0_usize;
    for (index, symbol) in a.iter().enumerate() {
        let from = index.saturating_sub(reach);
        let window = b.iter().enumerate().take(index + reach + 1).skip(from);
        for (other, candidate) in window {
            if candidate == symbol && !in_b.is_set(other) {
                in_a.set(index);
                in_b.set(other);
                matches += 1;
                break;
            }
        }
    }
    if matches == 0 {
        return 0.0;
    }
    let matched_a = a.iter().enumerate().filter(|(index, _)| in_a.is_set(*index));
    let matched_b = b.iter().enumerate().filter(|(index, _)| in_b.is_set(*index));
    let swapped = matched_a.zip(matched_b).filter(|((_, a), (_, b))| a != b).count();
    let common = matches as f64;
    let in_order = common - (swapped / 2) as f64;
    (common / a.len() as f64 + common / b.len() as f64 + in_order / common) / 3.0
}
