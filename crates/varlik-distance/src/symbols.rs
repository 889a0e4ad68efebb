//! The symbols of two strings: bytes when both are ASCII, code points otherwise.

use crate::masks::{AsciiMasks, CodePointMasks};

/// Strings of up to this many bytes are decoded on the stack.
const ON_STACK: usize = 64;

/// A unit of comparison.
pub(crate) trait Symbol: Copy + Eq {
    /// Where the symbols of a short pattern occur.
    type Masks: Masks<Self>;

    /// The code point.
    fn code(self) -> u32;
}

/// Where each symbol occurs in a pattern of at most 64 symbols, as bits.
pub(crate) trait Masks<T> {
    fn new(pattern: &[T]) -> Self;
    fn get(&self, symbol: T) -> u64;
}

impl Symbol for u8 {
    type Masks = AsciiMasks;

    fn code(self) -> u32 {
        u32::from(self)
    }
}

impl Symbol for char {
    type Masks = CodePointMasks;

    fn code(self) -> u32 {
        u32::from(self)
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
        let mut points = Self { short: ['\0'; ON_STACK], length: 0, long: Vec::new() };
        if text.len() > ON_STACK {
            points.long = text.chars().collect();
        } else {
            for (place, c) in points.short.iter_mut().zip(text.chars()) {
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
