//! Bytes of a text looked at together, and the places among them that are marked.

use wide::u8x16;

/// The bytes whose marks fill one word.
pub(super) const WIDTH: usize = 64;

/// The bytes that are copied behind a stop in one go: all that a window may still hold.
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
    let lanes = marked.as_chunks::<16>().0.iter().enumerate();
    lanes.fold(0, |bits, (group, lanes)| bits | u64::from(u8x16::new(*lanes).to_bitmask()) << (16 * group))
}

/// Tells whether no byte of a window has its highest bit.
#[inline(always)]
pub(super) fn is_plain(marked: &[u8; WIDTH]) -> bool {
    let any = marked.as_chunks().0.iter().fold(0, |any, word| any | u64::from_le_bytes(*word));
    any & 0x8080_8080_8080_8080 == 0
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
