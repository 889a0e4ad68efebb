//! Bytes of a text looked at together, and the places among them that are marked.

/// The bytes whose marks fill one word.
pub(super) const WIDTH: usize = 64;

/// The bytes read in one go.
pub(super) const LANES: usize = 64;

/// A window, and as many bytes behind it as are read with its last one.
pub(super) type Window = [u8; WIDTH + LANES];

/// Gives the window at the end of the text; past it there are zeros.
#[cold]
pub(super) fn last(rest: &[u8]) -> Window {
    let mut window = [0; WIDTH + LANES];
    for (to, from) in window.iter_mut().zip(rest) {
        *to = *from;
    }
    window
}

/// Gathers the bytes of a window that are marked by 0x80: bit `i` is byte `i`.
#[inline(always)]
pub(super) fn marks(marked: &[u8; WIDTH]) -> u64 {
    let words = marked.as_chunks().0.iter().enumerate();
    transpose(words.fold(0, |bits, (group, word)| bits | u64::from_le_bytes(*word) >> (7 - group)))
}

/// Tells whether no byte of a window is marked.
#[inline(always)]
pub(super) fn is_plain(marked: &[u8; WIDTH]) -> bool {
    marked.as_chunks().0.iter().fold(0, |any, word| any | u64::from_le_bytes(*word)) == 0
}

/// Bit `i` of byte `j` becomes bit `j` of byte `i` (Warren, Hacker's Delight, 2nd edition, section 7-3).
#[inline(always)]
const fn transpose(mut bits: u64) -> u64 {
    let mut swap = (bits ^ bits >> 7) & 0x00AA_00AA_00AA_00AA;
    bits ^= swap ^ swap << 7;
    swap = (bits ^ bits >> 14) & 0x0000_CCCC_0000_CCCC;
    bits ^= swap ^ swap << 14;
    swap = (bits ^ bits >> 28) & 0x0000_0000_F0F0_F0F0;
    bits ^ swap ^ swap << 28
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn marks_are_where_the_bytes_are(bits: u64) {
            let mut marked = [0; WIDTH];
            for (index, mark) in marked.iter_mut().enumerate() {
                *mark = (bits >> index & 1) as u8 * 0x80;
            }
            prop_assert_eq!(marks(&marked), bits);
            prop_assert_eq!(is_plain(&marked), bits == 0);
        }
    }
}
