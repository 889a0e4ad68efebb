//! Where each symbol occurs in a pattern, as bits.
#![allow(
    clippy::indexing_slicing,
    reason = "hot kernel: ASCII codes are below 128, hash places are taken modulo the table's length, and a \
              row of blocks is the distance between two multiples of `blocks`"
)]

use crate::symbols::Symbol;

/// Places for symbols beyond ASCII: twice as many as a pattern can have, so that a probe always ends.
const PLACES: usize = 128;

/// The masks of a pattern of at most 64 symbols.
pub(crate) struct Masks {
    ascii: [u64; 128],
    /// Open addressing; code 0 marks an empty place (U+0000 itself is ASCII).
    other: [(u32, u64); PLACES],
    only_ascii: bool,
}

impl Masks {
    pub(crate) fn new<T: Symbol>(pattern: &[T]) -> Self {
        let mut masks = Self { ascii: [0; 128], other: [(0, 0); PLACES], only_ascii: true };
        for (index, symbol) in pattern.iter().enumerate().take(64) {
            let code = symbol.code();
            let bit = 1 << index;
            if let Some(mask) = masks.ascii.get_mut(code as usize) {
                *mask |= bit;
            } else {
                let place = masks.place(code);
                masks.other[place].0 = code;
                masks.other[place].1 |= bit;
                masks.only_ascii = false;
            }
        }
        masks
    }

    fn place(&self, code: u32) -> usize {
        // Neighbouring letters of one script fall on neighbouring places.
        let mut place = code as usize % PLACES;
        while self.other[place].0 != 0 && self.other[place].0 != code {
            place = (place + 1) % PLACES;
        }
        place
    }

    #[inline]
    pub(crate) fn get<T: Symbol>(&self, symbol: T) -> u64 {
        let code = symbol.code();
        match self.ascii.get(code as usize) {
            Some(mask) => *mask,
            None if self.only_ascii => 0,
            None => self.other[self.place(code)].1,
        }
    }
}

/// The masks of a pattern of any length, in blocks of 64 symbols.
pub(crate) struct BlockMasks {
    codes: Vec<u32>,
    masks: Vec<u64>,
    none: Vec<u64>,
}

impl BlockMasks {
    pub(crate) fn new<T: Symbol>(pattern: &[T]) -> Self {
        let blocks = pattern.len().div_ceil(64);
        let mut codes: Vec<u32> = pattern.iter().map(|symbol| symbol.code()).collect();
        codes.sort_unstable();
        codes.dedup();
        let mut masks = vec![0; codes.len() * blocks];
        for (index, symbol) in pattern.iter().enumerate() {
            if let Ok(row) = codes.binary_search(&symbol.code()) {
                masks[row * blocks + index / 64] |= 1 << (index % 64);
            }
        }
        Self { codes, masks, none: vec![0; blocks] }
    }

    pub(crate) fn get<T: Symbol>(&self, symbol: T) -> &[u64] {
        let blocks = self.none.len();
        match self.codes.binary_search(&symbol.code()) {
            Ok(row) => &self.masks[row * blocks..(row + 1) * blocks],
            Err(_) => &self.none,
        }
    }
}
