//! Jaro and Jaro-Winkler similarity.

use crate::masks::Masks;
use crate::symbols::Symbol;

/// The similarity above which a common prefix counts (Winkler 1990).
pub(crate) const BOOST_ABOVE: f64 = 0.7;
/// The share of what is missing that each common first symbol makes up for.
const PREFIX_SCALE: f64 = 0.1;
/// No more first symbols count.
pub(crate) const LONGEST_PREFIX: usize = 4;

/// What two sequences have in common, in the eyes of Jaro.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Common {
    /// Symbols that found a partner within reach.
    pub(crate) matches: usize,
    /// Those of them that stand before another symbol in the one than in the other.
    pub(crate) swapped: usize,
}

impl Common {
    /// The mean of three shares: of the one, of the other, and of what is in order (Jaro 1989).
    #[inline]
    pub(crate) fn similarity(self, a: usize, b: usize) -> f64 {
        if a == 0 && b == 0 {
            return 1.0;
        }
        if self.matches == 0 {
            return 0.0;
        }
        let common = self.matches as f64;
        let in_order = common - (self.swapped / 2) as f64;
        (common / a as f64 + common / b as f64 + in_order / common) / 3.0
    }
}

/// Raises a Jaro similarity for common first symbols.
#[inline]
pub(crate) fn boosted(plain: f64, prefix: usize) -> f64 {
    if plain <= BOOST_ABOVE {
        return plain;
    }
    plain + prefix as f64 * PREFIX_SCALE * (1.0 - plain)
}

/// How far apart two equal symbols of sequences of these lengths may stand.
#[inline]
pub(crate) fn reach(a: usize, b: usize) -> usize {
    (a.max(b) / 2).saturating_sub(1)
}

/// The least Jaro similarity that a common prefix could raise to `boosted`.
pub(crate) fn plain_for(boosted: f64) -> f64 {
    if boosted <= BOOST_ABOVE {
        return boosted;
    }
    let most = LONGEST_PREFIX as f64 * PREFIX_SCALE;
    ((boosted - most) / (1.0 - most)).max(BOOST_ABOVE)
}

/// Counts the common first symbols, up to four.
pub(crate) fn prefix<T: PartialEq>(a: impl Iterator<Item = T>, b: impl Iterator<Item = T>) -> usize {
    a.zip(b).take(LONGEST_PREFIX).take_while(|(a, b)| a == b).count()
}

/// Finds what is in common: each symbol of `a` takes the first free match within reach in `b`.
pub(crate) fn common<T: Symbol>(a: &[T], b: &[T]) -> Common {
    if a.len() <= 64 && b.len() <= 64 {
        return prepared(&T::masks(b), b.len(), a.iter().copied(), a.len());
    }
    long(a, b, reach(a.len(), b.len()))
}

/// The same for a text and a pattern of at most 64 symbols each, given where those of the pattern occur.
pub(crate) fn prepared<T>(
    masks: &impl Masks<T>,
    pattern: usize,
    text: impl Iterator<Item = T>,
    length: usize,
) -> Common {
    let reach = reach(pattern, length);
    let (mut in_pattern, mut in_text) = (0_u64, 0_u64);
    // The places of the pattern within reach of the current one of the text.
    let mut window = if reach >= 63 { !0 } else { (1 << (reach + 1)) - 1_u64 };
    let mut occurrences = [0_u64; 64];
    for (index, (symbol, kept)) in text.zip(&mut occurrences).enumerate() {
        *kept = masks.get(symbol);
        let free = *kept & window & !in_pattern;
        let first = free & free.wrapping_neg();
        in_pattern |= first;
        in_text |= u64::from(first != 0) << index;
        window = window << 1 | u64::from(index < reach);
    }
    // The matched symbols of both in their order, side by side.
    let (mut left, mut equal) = (in_pattern, 0);
    while in_text != 0 {
        let first = left & left.wrapping_neg();
        let occurrence = occurrences.get(in_text.trailing_zeros() as usize);
        equal |= first & occurrence.copied().unwrap_or_default();
        left ^= first;
        in_text &= in_text - 1;
    }
    let matches = in_pattern.count_ones() as usize;
    Common { matches, swapped: matches - equal.count_ones() as usize }
}

/// A symbol of the second sequence and its places that may still be taken, as a range of the sorted ones.
struct Free<T> {
    symbol: T,
    next: usize,
    end: usize,
}

/// The same for any lengths, in the time of a sort.
///
/// The windows of equal symbols move to the right, so that of the places of one symbol a first part is taken
/// or out of reach for ever and the first of the others is the next match.
fn long<T: Symbol>(a: &[T], b: &[T], reach: usize) -> Common {
    let mut places: Vec<(T, usize)> = b.iter().copied().zip(0..).collect();
    places.sort_unstable();
    let mut free: Vec<Free<T>> = Vec::new();
    for (index, (symbol, _)) in places.iter().enumerate() {
        match free.last_mut() {
            Some(last) if last.symbol == *symbol => last.end = index + 1,
            _ => free.push(Free { symbol: *symbol, next: index, end: index + 1 }),
        }
    }
    let mut in_a = Vec::new();
    let mut in_b = vec![false; b.len()];
    for (index, symbol) in a.iter().enumerate() {
        let Ok(found) = free.binary_search_by(|free| free.symbol.cmp(symbol)) else { continue };
        let Some(free) = free.get_mut(found) else { continue };
        let candidates = places.get(free.next..free.end).unwrap_or_default();
        free.next += candidates.iter().take_while(|(_, place)| place + reach < index).count();
        let first = places.get(free.next..free.end).and_then(<[_]>::first);
        if let Some((_, place)) = first.filter(|(_, place)| *place <= index + reach) {
            free.next += 1;
            in_a.push(*symbol);
            if let Some(taken) = in_b.get_mut(*place) {
                *taken = true;
            }
        }
    }
    let in_b = b.iter().zip(&in_b).filter(|(_, taken)| **taken).map(|(symbol, _)| symbol);
    Common { matches: in_a.len(), swapped: in_a.iter().zip(in_b).filter(|(a, b)| a != b).count() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The loops of Jaro 1989 as they are told.
    fn plain(a: &[char], b: &[char]) -> Common {
        let reach = reach(a.len(), b.len());
        let (mut in_a, mut in_b) = (Vec::new(), vec![false; b.len()]);
        for (index, symbol) in a.iter().enumerate() {
            let window = index.saturating_sub(reach)..(index + reach + 1).min(b.len());
            for place in window {
                if !in_b[place] && b[place] == *symbol {
                    in_b[place] = true;
                    in_a.push(*symbol);
                    break;
                }
            }
        }
        let in_b: Vec<char> = (0..b.len()).filter(|place| in_b[*place]).map(|place| b[place]).collect();
        Common { matches: in_a.len(), swapped: in_a.iter().zip(&in_b).filter(|(a, b)| a != b).count() }
    }

    proptest! {
        #[test]
        fn the_bits_and_the_sort_equal_the_plain_loop(a in "[abcışЖ]{0,64}", b in "[abcışЖ]{0,64}") {
            let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            let want = plain(&a, &b);
            prop_assert_eq!(common(&a, &b), want);
            prop_assert_eq!(long(&a, &b, reach(a.len(), b.len())), want);
        }

        #[test]
        fn the_sort_equals_the_plain_loop_on_long_ones(a in "[a-eışЖ]{0,300}", b in "[a-eışЖ]{0,300}") {
            let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            prop_assert_eq!(long(&a, &b, reach(a.len(), b.len())), plain(&a, &b));
        }
    }
}
