//! The symbols of two sequences: bytes when both are ASCII, code points otherwise.

use crate::masks::{AsciiMasks, BLOCKS, CodePointStripe, Masks, ShortMasks, StripeMasks};

/// Strings of up to this many bytes are decoded on the stack.
const ON_STACK: usize = 64;

/// A unit of comparison.
pub(crate) trait Symbol: Copy + Ord {
    /// Where the symbols of a short pattern occur.
    type Masks: Masks<Self>;
    /// Where the symbols of a stripe of a long pattern occur.
    type Stripe: StripeMasks<Self>;

    /// Marks the places of each symbol among the first 64 of `pattern`.
    fn masks(pattern: &[Self]) -> Self::Masks;

    /// Marks the places of each symbol in a stripe.
    fn stripe(rows: &[Self]) -> Self::Stripe;
}

/// An ASCII code; other bytes are compared as code points of Latin-1.
impl Symbol for u8 {
    type Masks = AsciiMasks<1>;
    type Stripe = AsciiMasks<BLOCKS>;

    fn masks(pattern: &[Self]) -> Self::Masks {
        AsciiMasks::new(pattern)
    }

    fn stripe(rows: &[Self]) -> Self::Stripe {
        AsciiMasks::new(rows)
    }
}

impl Symbol for char {
    type Masks = ShortMasks;
    type Stripe = CodePointStripe;

    fn masks(pattern: &[Self]) -> ShortMasks {
        ShortMasks::new(pattern)
    }

    fn stripe(rows: &[Self]) -> CodePointStripe {
        CodePointStripe::new(rows)
    }
}

/// The code points of a string, on the stack when it is short.
pub(crate) struct CodePoints {
    short: [char; ON_STACK],
    length: usize,
    long: Vec<char>,
}

impl CodePoints {
    pub(crate) fn new(text: &str) -> Self {
        Self::of(text.chars(), text.len())
    }

    /// Each byte as the code point of its number.
    pub(crate) fn of_bytes(bytes: &[u8]) -> Self {
        Self::of(bytes.iter().map(|byte| char::from(*byte)), bytes.len())
    }

    fn of(symbols: impl Iterator<Item = char>, most: usize) -> Self {
        let mut points = Self { short: ['\0'; ON_STACK], length: 0, long: Vec::new() };
        if most > ON_STACK {
            points.long = symbols.collect();
        } else {
            for (place, c) in points.short.iter_mut().zip(symbols) {
                *place = c;
                points.length += 1;
            }
        }
        points
    }

    pub(crate) fn as_slice(&self) -> &[char] {
        if self.long.is_empty() { self.short.get(..self.length).unwrap_or_default() } else { &self.long }
    }
}

/// Cuts the common start and end off two sequences.
pub(crate) fn trim<'a, T: Symbol>(a: &'a [T], b: &'a [T]) -> (&'a [T], &'a [T]) {
    let start = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (a.get(start..).unwrap_or_default(), b.get(start..).unwrap_or_default());
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    (a.get(..a.len() - end).unwrap_or_default(), b.get(..b.len() - end).unwrap_or_default())
}
