//! Where each symbol occurs in a pattern of at most 64, as bits.
#![allow(
    clippy::indexing_slicing,
    reason = "hot kernel: ASCII codes are below 128, hash places are taken modulo the table's length"
)]

/// Places for code points: twice as many as a pattern can have, so that a probe always ends.
const PLACES: usize = 128;

/// Where each symbol occurs in a pattern of at most 64 symbols, as bits.
pub(crate) trait Masks<T> {
    fn get(&self, symbol: T) -> u64;
}

/// The masks of an ASCII pattern.
#[derive(Clone, Debug)]
pub(crate) struct AsciiMasks([u64; 128]);

impl AsciiMasks {
    pub(crate) fn new(pattern: &[u8]) -> Self {
        let mut masks = Self([0; 128]);
        for (index, byte) in pattern.iter().enumerate().take(64) {
            masks.0[usize::from(byte & 0x7F)] |= 1 << index;
        }
        masks
    }
}

impl Masks<u8> for AsciiMasks {
    #[inline]
    fn get(&self, symbol: u8) -> u64 {
        self.0[usize::from(symbol & 0x7F)]
    }
}

/// The masks of a pattern of code points, by open addressing; an empty place has no bits.
#[derive(Clone, Debug)]
pub(crate) struct CodePointMasks {
    codes: [u32; PLACES],
    masks: [u64; PLACES],
}

impl CodePointMasks {
    pub(crate) fn new(pattern: &[char]) -> Self {
        let mut masks = Self { codes: [0; PLACES], masks: [0; PLACES] };
        for (index, c) in pattern.iter().enumerate().take(64) {
            let place = masks.place(u32::from(*c));
            masks.codes[place] = u32::from(*c);
            masks.masks[place] |= 1 << index;
        }
        masks
    }

    #[inline]
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
    #[inline]
    fn get(&self, symbol: char) -> u64 {
        self.masks[self.place(u32::from(symbol))]
    }
}

/// The masks of a pattern that meets both ASCII and other texts.
#[derive(Clone, Debug)]
pub(crate) struct MixedMasks {
    ascii: AsciiMasks,
    all: Option<Box<CodePointMasks>>,
}

impl MixedMasks {
    pub(crate) fn new(pattern: &[char]) -> Self {
        let mut ascii = AsciiMasks([0; 128]);
        for (index, c) in pattern.iter().enumerate().take(64) {
            if c.is_ascii() {
                ascii.0[*c as usize] |= 1 << index;
            }
        }
        let all = pattern.iter().any(|c| !c.is_ascii()).then(|| Box::new(CodePointMasks::new(pattern)));
        Self { ascii, all }
    }
}

impl Masks<u8> for MixedMasks {
    #[inline]
    fn get(&self, symbol: u8) -> u64 {
        Masks::<u8>::get(&self.ascii, symbol)
    }
}

impl Masks<char> for MixedMasks {
    #[inline]
    fn get(&self, symbol: char) -> u64 {
        if symbol.is_ascii() {
            return self.ascii.0[symbol as usize];
        }
        self.all.as_ref().map_or(0, |all| all.get(symbol))
    }
}
