//! Where each symbol occurs in a pattern, as bits.
#![allow(
    clippy::indexing_slicing,
    reason = "hot kernel: ASCII codes are below 128, hash places are taken modulo the table's length, and a \
              row of blocks is the distance between two multiples of `blocks`"
)]

use crate::symbols::{Masks, Symbol};

/// Places for code points: twice as many as a pattern can have, so that a probe always ends.
const PLACES: usize = 128;

/// The masks of an ASCII pattern of at most 64 symbols.
pub(crate) struct AsciiMasks([u64; 128]);

impl Masks<u8> for AsciiMasks {
    fn new(pattern: &[u8]) -> Self {
        let mut masks = Self([0; 128]);
        for (index, byte) in pattern.iter().enumerate().take(64) {
            masks.0[usize::from(byte & 0x7F)] |= 1 << index;
        }
        masks
    }

    #[inline]
    fn get(&self, symbol: u8) -> u64 {
        self.0[usize::from(symbol & 0x7F)]
    }
}

/// The masks of a pattern of at most 64 code points, by open addressing; an empty place has no bits.
pub(crate) struct CodePointMasks {
    codes: [u32; PLACES],
    masks: [u64; PLACES],
}

impl CodePointMasks {
    fn place(&self, code: u32) -> usize {
        // Neighbouring letters of one script fall on neighbouring places.
        let mut place = code as usize % PLACES;
        while self.masks[place] != 0 && self.codes[place] != code {
            place = (place + 1) % PLACES;
        }
        place
    }
}

impl Masks<char> for CodePointMasks {
    fn new(pattern: &[char]) -> Self {
        let mut masks = Self { codes: [0; PLACES], masks: [0; PLACES] };
        for (index, c) in pattern.iter().enumerate().take(64) {
            let place = masks.place(u32::from(*c));
            masks.codes[place] = u32::from(*c);
            masks.masks[place] |= 1 << index;
        }
        masks
    }

    #[inline]
    fn get(&self, symbol: char) -> u64 {
        self.masks[self.place(u32::from(symbol))]
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
