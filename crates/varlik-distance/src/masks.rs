//! Where each symbol occurs in a pattern, as bits.
#![allow(
    clippy::indexing_slicing,
    reason = "hot kernel: ASCII codes are below 128, hash places are taken modulo the table's length"
)]

/// Blocks of 64 symbols in a stripe of a long pattern.
pub(crate) const BLOCKS: usize = 4;

/// Where each symbol occurs in a pattern of at most 64 symbols, as bits.
pub(crate) trait Masks<T> {
    fn get(&self, symbol: T) -> u64;
}

/// Where each symbol occurs in a stripe of a pattern, as bits of its blocks.
pub(crate) trait StripeMasks<T> {
    fn blocks(&self, symbol: T) -> &[u64; BLOCKS];
}

/// The masks of an ASCII pattern of so many blocks.
#[derive(Clone, Debug)]
pub(crate) struct AsciiMasks<const B: usize>([[u64; B]; 128]);

impl<const B: usize> AsciiMasks<B> {
    const NONE: Self = Self([[0; B]; 128]);

    pub(crate) fn new(pattern: &[u8]) -> Self {
        let mut masks = Self::NONE;
        for (index, byte) in pattern.iter().enumerate().take(64 * B) {
            masks.0[usize::from(byte & 0x7F)][index / 64] |= 1 << (index % 64);
        }
        masks
    }
}

impl Masks<u8> for AsciiMasks<1> {
    #[inline]
    fn get(&self, symbol: u8) -> u64 {
        self.0[usize::from(symbol & 0x7F)][0]
    }
}

impl StripeMasks<u8> for AsciiMasks<BLOCKS> {
    #[inline]
    fn blocks(&self, symbol: u8) -> &[u64; BLOCKS] {
        &self.0[usize::from(symbol & 0x7F)]
    }
}

/// The masks of a pattern of code points, by open addressing; an empty place has no bits. There are twice as many
/// places as a pattern has symbols, so that a probe always ends.
#[derive(Clone, Debug)]
pub(crate) struct CodePointMasks<const B: usize, const PLACES: usize> {
    codes: [u32; PLACES],
    masks: [[u64; B]; PLACES],
}

impl<const B: usize, const PLACES: usize> CodePointMasks<B, PLACES> {
    pub(crate) fn new(pattern: &[char]) -> Self {
        let mut masks = Self { codes: [0; PLACES], masks: [[0; B]; PLACES] };
        for (index, c) in pattern.iter().enumerate().take(PLACES / 2).take(64 * B) {
            let place = masks.place(u32::from(*c));
            masks.codes[place] = u32::from(*c);
            masks.masks[place][index / 64] |= 1 << (index % 64);
        }
        masks
    }

    #[inline]
    fn place(&self, code: u32) -> usize {
        // Neighbouring letters of one script fall on neighbouring places.
        let mut place = code as usize % PLACES;
        while self.codes[place] != code && self.masks[place] != [0; B] {
            place = (place + 1) % PLACES;
        }
        place
    }
}

/// Of a pattern of at most 64 code points.
pub(crate) type ShortMasks = CodePointMasks<1, 128>;

impl Masks<char> for ShortMasks {
    #[inline]
    fn get(&self, symbol: char) -> u64 {
        self.masks[self.place(u32::from(symbol))][0]
    }
}

/// Of a stripe of code points.
pub(crate) type CodePointStripe = CodePointMasks<BLOCKS, 512>;

impl StripeMasks<char> for CodePointStripe {
    #[inline]
    fn blocks(&self, symbol: char) -> &[u64; BLOCKS] {
        &self.masks[self.place(u32::from(symbol))]
    }
}

/// The masks of a pattern that meets both ASCII and other texts.
#[derive(Clone, Debug)]
pub(crate) struct MixedMasks {
    ascii: AsciiMasks<1>,
    all: Option<Box<ShortMasks>>,
}

impl MixedMasks {
    pub(crate) fn new(pattern: &[char]) -> Self {
        let mut ascii = AsciiMasks::NONE;
        for (index, c) in pattern.iter().enumerate().take(64) {
            if c.is_ascii() {
                ascii.0[*c as usize][0] |= 1 << index;
            }
        }
        let all = pattern.iter().any(|c| !c.is_ascii()).then(|| Box::new(ShortMasks::new(pattern)));
        Self { ascii, all }
    }
}

impl Masks<u8> for MixedMasks {
    #[inline]
    fn get(&self, symbol: u8) -> u64 {
        self.ascii.get(symbol)
    }
}

impl Masks<char> for MixedMasks {
    #[inline]
    fn get(&self, symbol: char) -> u64 {
        if symbol.is_ascii() {
            return self.ascii.0[symbol as usize][0];
        }
        self.all.as_ref().map_or(0, |all| all.get(symbol))
    }
}
