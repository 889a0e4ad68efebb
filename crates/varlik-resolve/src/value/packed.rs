//! Short words packed in one integer, and the question whether few edits part them.
//!
//! The first symbol stands in the lowest lane of `BITS` bits; a lane of 0 is past the end, so that no symbol is 0.
//! An edit is a symbol changed, left out or put in, or two neighbours that changed places (optimal string alignment).
//! Common heads are cut by one count of zeros; there is no loop, and nothing is allocated.

/// The longest word of bytes, in bytes.
pub(super) const LONGEST: usize = 16;

/// The first bytes of a word, packed: all of it where it has at most [`LONGEST`]. In two parts, which need no more
/// than eight bytes of alignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Head([u64; 2]);

impl Head {
    /// Packs the head of a word that holds no byte of 0.
    pub(super) fn of(word: &[u8]) -> Self {
        let mut lanes = [0; LONGEST];
        for (byte, lane) in word.iter().zip(&mut lanes) {
            *lane = *byte;
        }
        let lanes = u128::from_le_bytes(lanes);
        Self([lanes as u64, (lanes >> 64) as u64])
    }

    /// The lanes of eight bits, the first byte lowest.
    pub(super) fn lanes(self) -> u128 {
        let Self([low, high]) = self;
        u128::from(high) << 64 | u128::from(low)
    }
}

/// Tells whether at most one edit parts two words.
pub(super) fn one_edit<const BITS: u32>(a: u128, b: u128) -> bool {
    let Some((a, b)) = cut::<BITS>(a, b) else { return true };
    let (a_rest, b_rest) = (a >> BITS, b >> BITS);
    a_rest == b_rest
        || a_rest == b
        || a == b_rest
        || (exchanged::<BITS>(a, b) && a_rest >> BITS == b_rest >> BITS)
}

/// Tells whether at most two edits part two words.
pub(super) fn two_edits<const BITS: u32>(a: u128, b: u128) -> bool {
    let Some((a, b)) = cut::<BITS>(a, b) else { return true };
    let (a_rest, b_rest) = (a >> BITS, b >> BITS);
    one_edit::<BITS>(a_rest, b_rest)
        || one_edit::<BITS>(a_rest, b)
        || one_edit::<BITS>(a, b_rest)
        || (exchanged::<BITS>(a, b) && one_edit::<BITS>(a_rest >> BITS, b_rest >> BITS))
}

/// Tells whether a word of `length` bytes stands somewhere in a longer one.
pub(super) fn holds(longer: u128, longer_length: usize, word: u128, length: usize) -> bool {
    let mask = if length >= LONGEST { u128::MAX } else { (1 << (8 * length)) - 1 };
    let places = longer_length.saturating_sub(length);
    (0..=places.min(LONGEST - 1)).any(|place| (longer >> (8 * place)) & mask == word)
}

/// What is left of two words behind their common head; `None` where they are one.
fn cut<const BITS: u32>(a: u128, b: u128) -> Option<(u128, u128)> {
    let difference = a ^ b;
    if difference == 0 {
        return None;
    }
    let head = difference.trailing_zeros() / BITS * BITS;
    Some((a >> head, b >> head))
}

/// Whether the first two symbols of one word are those of the other the other way round.
fn exchanged<const BITS: u32>(a: u128, b: u128) -> bool {
    let symbol = (1 << BITS) - 1;
    let (a_second, b_second) = ((a >> BITS) & symbol, (b >> BITS) & symbol);
    a & symbol == b_second && b & symbol == a_second && a_second != 0 && b_second != 0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use varlik_distance::{Edits, bytes};

    use super::*;

    proptest! {
        #[test]
        fn few_edits_are_those_of_the_distance(a in "[abc]{0,16}", b in "[abc]{0,16}") {
            let (packed_a, packed_b) = (Head::of(a.as_bytes()).lanes(), Head::of(b.as_bytes()).lanes());
            let distance = bytes::distance_within(Edits::Osa, a.as_bytes(), b.as_bytes(), 2).unwrap_or(3);
            prop_assert_eq!(one_edit::<8>(packed_a, packed_b), distance <= 1);
            prop_assert_eq!(two_edits::<8>(packed_a, packed_b), distance <= 2);
        }

        #[test]
        fn a_word_stands_in_another_where_the_text_does(a in "[ab]{5,16}", b in "[ab]{1,5}") {
            let (longer, word) = (Head::of(a.as_bytes()).lanes(), Head::of(b.as_bytes()).lanes());
            prop_assert_eq!(holds(longer, a.len(), word, b.len()), a.contains(&b));
        }
    }

    #[test]
    fn the_head_of_a_long_word() {
        assert_eq!(Head::of(b"12345678901234567"), Head::of(b"1234567890123456"));
        assert_ne!(Head::of(b"1234567890123456"), Head::of(b"123456789012345"));
        assert_eq!(Head::of(b"ab").lanes(), 0x6261);
    }
}
