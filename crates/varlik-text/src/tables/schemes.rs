//! Written by `cargo run -p varlik-dev -- tables` from `data/text` (`schemes/*.tsv`). DO NOT EDIT.
//! Licence: MIT OR Apache-2.0; character properties from the Unicode Character Database (Unicode License v3).

use crate::alphabet::{Alphabet, Cell, Context, Page, Rule};

/// A letter of the scheme.
pub(crate) const KNOWN: u8 = 1;
/// A capital.
pub(crate) const UPPER: u8 = 2;
/// A vowel.
pub(crate) const VOWEL: u8 = 4;
/// A letter that becomes this or that by its place.
pub(crate) const RULES: u8 = 8;
/// The text of a capital has more than one character.
pub(crate) const LONG: u8 = 16;
/// In a context: no letter, the edge of a word.
pub(crate) const EDGE: u8 = 32;
/// In a context: a letter of the scheme that is no vowel.
pub(crate) const CONSONANT: u8 = 64;
/// In a context: nothing that it names.
pub(crate) const NONE_OF: u8 = 128;

/// What letters become, by the numbers in the pages; the first is no letter.
#[rustfmt::skip]
pub(crate) static CELLS: &[Cell] = &[
    Cell { text: [0, 0, 0, 0, 0, 0, 0, 0], length: 0, kind: 0 },
    Cell { text: [0, 0, 1, 0, 0, 0, 0, 0], length: 0, kind: 9 },
    Cell { text: [97, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 5 },
    Cell { text: [65, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 7 },
    Cell { text: [1, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 9 },
    Cell { text: [1, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 11 },
    Cell { text: [118, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 1 },
    Cell { text: [86, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 3 },
    Cell { text: [103, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 1 },
    Cell { text: [71, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 3 },
    Cell { text: [100, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 1 },
    Cell { text: [68, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 3 },
    Cell { text: [101, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 5 },
    Cell { text: [69, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 7 },
    Cell { text: [122, 104, 0, 0, 0, 0, 0, 0], length: 2, kind: 1 },
    Cell { text: [90, 104, 0, 0, 0, 0, 0, 0], length: 2, kind: 19 },
    Cell { text: [122, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 1 },
    Cell { text: [90, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 3 },
    Cell { text: [3, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 13 },
    Cell { text: [3, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 15 },
    Cell { text: [121, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 1 },
    Cell { text: [89, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 3 },
    Cell { text: [107, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 1 },
    Cell { text: [75, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 3 },
    Cell { text: [108, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 1 },
    Cell { text: [76, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 3 },
    Cell { text: [109, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 1 },
    Cell { text: [77, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 3 },
    Cell { text: [110, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 1 },
    Cell { text: [78, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 3 },
    Cell { text: [111, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 5 },
    Cell { text: [79, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 7 },
    Cell { text: [112, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 1 },
    Cell { text: [80, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 3 },
    Cell { text: [114, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 1 },
    Cell { text: [82, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 3 },
    Cell { text: [115, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 1 },
    Cell { text: [83, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 3 },
    Cell { text: [116, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 1 },
    Cell { text: [84, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 3 },
    Cell { text: [117, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 5 },
    Cell { text: [85, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 7 },
    Cell { text: [102, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 1 },
    Cell { text: [70, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 3 },
    Cell { text: [104, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 1 },
    Cell { text: [72, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 3 },
    Cell { text: [116, 115, 0, 0, 0, 0, 0, 0], length: 2, kind: 1 },
    Cell { text: [84, 115, 0, 0, 0, 0, 0, 0], length: 2, kind: 19 },
    Cell { text: [99, 104, 0, 0, 0, 0, 0, 0], length: 2, kind: 1 },
    Cell { text: [67, 104, 0, 0, 0, 0, 0, 0], length: 2, kind: 19 },
    Cell { text: [115, 104, 0, 0, 0, 0, 0, 0], length: 2, kind: 1 },
    Cell { text: [83, 104, 0, 0, 0, 0, 0, 0], length: 2, kind: 19 },
    Cell { text: [115, 104, 116, 0, 0, 0, 0, 0], length: 3, kind: 1 },
    Cell { text: [83, 104, 116, 0, 0, 0, 0, 0], length: 3, kind: 19 },
    Cell { text: [121, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 5 },
    Cell { text: [89, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 7 },
    Cell { text: [121, 117, 0, 0, 0, 0, 0, 0], length: 2, kind: 5 },
    Cell { text: [89, 117, 0, 0, 0, 0, 0, 0], length: 2, kind: 23 },
    Cell { text: [121, 97, 0, 0, 0, 0, 0, 0], length: 2, kind: 5 },
    Cell { text: [89, 97, 0, 0, 0, 0, 0, 0], length: 2, kind: 23 },
    Cell { text: [5, 0, 1, 0, 0, 0, 0, 0], length: 0, kind: 13 },
    Cell { text: [5, 0, 1, 0, 0, 0, 0, 0], length: 0, kind: 15 },
    Cell { text: [100, 106, 0, 0, 0, 0, 0, 0], length: 2, kind: 1 },
    Cell { text: [68, 106, 0, 0, 0, 0, 0, 0], length: 2, kind: 19 },
    Cell { text: [103, 106, 0, 0, 0, 0, 0, 0], length: 2, kind: 1 },
    Cell { text: [71, 106, 0, 0, 0, 0, 0, 0], length: 2, kind: 19 },
    Cell { text: [121, 101, 0, 0, 0, 0, 0, 0], length: 2, kind: 5 },
    Cell { text: [89, 101, 0, 0, 0, 0, 0, 0], length: 2, kind: 23 },
    Cell { text: [100, 122, 0, 0, 0, 0, 0, 0], length: 2, kind: 1 },
    Cell { text: [68, 122, 0, 0, 0, 0, 0, 0], length: 2, kind: 19 },
    Cell { text: [105, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 5 },
    Cell { text: [73, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 7 },
    Cell { text: [6, 0, 1, 0, 0, 0, 0, 0], length: 0, kind: 13 },
    Cell { text: [6, 0, 1, 0, 0, 0, 0, 0], length: 0, kind: 15 },
    Cell { text: [106, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 1 },
    Cell { text: [74, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 3 },
    Cell { text: [108, 106, 0, 0, 0, 0, 0, 0], length: 2, kind: 1 },
    Cell { text: [76, 106, 0, 0, 0, 0, 0, 0], length: 2, kind: 19 },
    Cell { text: [110, 106, 0, 0, 0, 0, 0, 0], length: 2, kind: 1 },
    Cell { text: [78, 106, 0, 0, 0, 0, 0, 0], length: 2, kind: 19 },
    Cell { text: [99, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 1 },
    Cell { text: [67, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 3 },
    Cell { text: [107, 106, 0, 0, 0, 0, 0, 0], length: 2, kind: 1 },
    Cell { text: [75, 106, 0, 0, 0, 0, 0, 0], length: 2, kind: 19 },
    Cell { text: [117, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 1 },
    Cell { text: [85, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 3 },
    Cell { text: [103, 104, 0, 0, 0, 0, 0, 0], length: 2, kind: 1 },
    Cell { text: [71, 104, 0, 0, 0, 0, 0, 0], length: 2, kind: 19 },
    Cell { text: [113, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 1 },
    Cell { text: [81, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 3 },
    Cell { text: [110, 103, 0, 0, 0, 0, 0, 0], length: 2, kind: 1 },
    Cell { text: [78, 103, 0, 0, 0, 0, 0, 0], length: 2, kind: 19 },
    Cell { text: [0, 0, 0, 0, 0, 0, 0, 0], length: 0, kind: 1 },
    Cell { text: [0, 0, 0, 0, 0, 0, 0, 0], length: 0, kind: 3 },
    Cell { text: [97, 101, 0, 0, 0, 0, 0, 0], length: 2, kind: 5 },
    Cell { text: [65, 101, 0, 0, 0, 0, 0, 0], length: 2, kind: 23 },
    Cell { text: [98, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 1 },
    Cell { text: [66, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 3 },
    Cell { text: [0, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 9 },
    Cell { text: [0, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 11 },
    Cell { text: [107, 104, 0, 0, 0, 0, 0, 0], length: 2, kind: 1 },
    Cell { text: [75, 104, 0, 0, 0, 0, 0, 0], length: 2, kind: 19 },
    Cell { text: [2, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 9 },
    Cell { text: [2, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 11 },
    Cell { text: [4, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 13 },
    Cell { text: [4, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 15 },
    Cell { text: [226, 128, 153, 0, 0, 0, 0, 0], length: 3, kind: 1 },
    Cell { text: [226, 128, 153, 0, 0, 0, 0, 0], length: 3, kind: 3 },
    Cell { text: [195, 172, 0, 0, 0, 0, 0, 0], length: 2, kind: 5 },
    Cell { text: [195, 140, 0, 0, 0, 0, 0, 0], length: 2, kind: 7 },
    Cell { text: [197, 173, 0, 0, 0, 0, 0, 0], length: 2, kind: 5 },
    Cell { text: [197, 172, 0, 0, 0, 0, 0, 0], length: 2, kind: 7 },
    Cell { text: [1, 0, 5, 0, 0, 0, 0, 0], length: 0, kind: 13 },
    Cell { text: [1, 0, 5, 0, 0, 0, 0, 0], length: 0, kind: 15 },
    Cell { text: [6, 0, 5, 0, 0, 0, 0, 0], length: 0, kind: 13 },
    Cell { text: [6, 0, 5, 0, 0, 0, 0, 0], length: 0, kind: 15 },
    Cell { text: [11, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 13 },
    Cell { text: [11, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 15 },
    Cell { text: [115, 104, 99, 104, 0, 0, 0, 0], length: 4, kind: 1 },
    Cell { text: [83, 104, 99, 104, 0, 0, 0, 0], length: 4, kind: 19 },
    Cell { text: [13, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 13 },
    Cell { text: [13, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 15 },
    Cell { text: [15, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 13 },
    Cell { text: [15, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 15 },
    Cell { text: [17, 0, 1, 0, 0, 0, 0, 0], length: 0, kind: 13 },
    Cell { text: [17, 0, 1, 0, 0, 0, 0, 0], length: 0, kind: 15 },
    Cell { text: [0, 0, 4, 0, 0, 0, 0, 0], length: 0, kind: 13 },
    Cell { text: [0, 0, 4, 0, 0, 0, 0, 0], length: 0, kind: 15 },
    Cell { text: [4, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 9 },
    Cell { text: [4, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 11 },
    Cell { text: [6, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 9 },
    Cell { text: [6, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 11 },
    Cell { text: [8, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 9 },
    Cell { text: [8, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 11 },
    Cell { text: [202, 186, 0, 0, 0, 0, 0, 0], length: 2, kind: 1 },
    Cell { text: [202, 186, 0, 0, 0, 0, 0, 0], length: 2, kind: 3 },
    Cell { text: [10, 0, 3, 0, 0, 0, 0, 0], length: 0, kind: 13 },
    Cell { text: [10, 0, 3, 0, 0, 0, 0, 0], length: 0, kind: 15 },
    Cell { text: [202, 185, 0, 0, 0, 0, 0, 0], length: 2, kind: 1 },
    Cell { text: [202, 185, 0, 0, 0, 0, 0, 0], length: 2, kind: 3 },
    Cell { text: [105, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 1 },
    Cell { text: [73, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 3 },
    Cell { text: [105, 101, 0, 0, 0, 0, 0, 0], length: 2, kind: 1 },
    Cell { text: [73, 101, 0, 0, 0, 0, 0, 0], length: 2, kind: 19 },
    Cell { text: [105, 117, 0, 0, 0, 0, 0, 0], length: 2, kind: 5 },
    Cell { text: [73, 117, 0, 0, 0, 0, 0, 0], length: 2, kind: 23 },
    Cell { text: [105, 97, 0, 0, 0, 0, 0, 0], length: 2, kind: 5 },
    Cell { text: [73, 97, 0, 0, 0, 0, 0, 0], length: 2, kind: 23 },
    Cell { text: [120, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 1 },
    Cell { text: [88, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 3 },
    Cell { text: [115, 104, 104, 0, 0, 0, 0, 0], length: 3, kind: 1 },
    Cell { text: [83, 104, 104, 0, 0, 0, 0, 0], length: 3, kind: 19 },
    Cell { text: [96, 96, 0, 0, 0, 0, 0, 0], length: 2, kind: 1 },
    Cell { text: [96, 96, 0, 0, 0, 0, 0, 0], length: 2, kind: 19 },
    Cell { text: [121, 39, 0, 0, 0, 0, 0, 0], length: 2, kind: 5 },
    Cell { text: [89, 39, 0, 0, 0, 0, 0, 0], length: 2, kind: 23 },
    Cell { text: [96, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 1 },
    Cell { text: [96, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 3 },
    Cell { text: [101, 39, 0, 0, 0, 0, 0, 0], length: 2, kind: 5 },
    Cell { text: [69, 39, 0, 0, 0, 0, 0, 0], length: 2, kind: 23 },
    Cell { text: [121, 111, 0, 0, 0, 0, 0, 0], length: 2, kind: 5 },
    Cell { text: [89, 111, 0, 0, 0, 0, 0, 0], length: 2, kind: 23 },
    Cell { text: [197, 190, 0, 0, 0, 0, 0, 0], length: 2, kind: 1 },
    Cell { text: [197, 189, 0, 0, 0, 0, 0, 0], length: 2, kind: 3 },
    Cell { text: [196, 141, 0, 0, 0, 0, 0, 0], length: 2, kind: 1 },
    Cell { text: [196, 140, 0, 0, 0, 0, 0, 0], length: 2, kind: 3 },
    Cell { text: [197, 161, 0, 0, 0, 0, 0, 0], length: 2, kind: 1 },
    Cell { text: [197, 160, 0, 0, 0, 0, 0, 0], length: 2, kind: 3 },
    Cell { text: [197, 157, 0, 0, 0, 0, 0, 0], length: 2, kind: 1 },
    Cell { text: [197, 156, 0, 0, 0, 0, 0, 0], length: 2, kind: 3 },
    Cell { text: [195, 168, 0, 0, 0, 0, 0, 0], length: 2, kind: 5 },
    Cell { text: [195, 136, 0, 0, 0, 0, 0, 0], length: 2, kind: 7 },
    Cell { text: [195, 187, 0, 0, 0, 0, 0, 0], length: 2, kind: 5 },
    Cell { text: [195, 155, 0, 0, 0, 0, 0, 0], length: 2, kind: 7 },
    Cell { text: [195, 162, 0, 0, 0, 0, 0, 0], length: 2, kind: 5 },
    Cell { text: [195, 130, 0, 0, 0, 0, 0, 0], length: 2, kind: 7 },
    Cell { text: [195, 171, 0, 0, 0, 0, 0, 0], length: 2, kind: 5 },
    Cell { text: [195, 139, 0, 0, 0, 0, 0, 0], length: 2, kind: 7 },
    Cell { text: [197, 161, 196, 141, 0, 0, 0, 0], length: 4, kind: 1 },
    Cell { text: [197, 160, 196, 141, 0, 0, 0, 0], length: 4, kind: 19 },
    Cell { text: [106, 117, 0, 0, 0, 0, 0, 0], length: 2, kind: 5 },
    Cell { text: [74, 117, 0, 0, 0, 0, 0, 0], length: 2, kind: 23 },
    Cell { text: [106, 97, 0, 0, 0, 0, 0, 0], length: 2, kind: 5 },
    Cell { text: [74, 97, 0, 0, 0, 0, 0, 0], length: 2, kind: 23 },
    Cell { text: [119, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 1 },
    Cell { text: [87, 0, 0, 0, 0, 0, 0, 0], length: 1, kind: 3 },
    Cell { text: [115, 99, 104, 0, 0, 0, 0, 0], length: 3, kind: 1 },
    Cell { text: [83, 99, 104, 0, 0, 0, 0, 0], length: 3, kind: 19 },
    Cell { text: [4, 0, 4, 0, 0, 0, 0, 0], length: 0, kind: 13 },
    Cell { text: [4, 0, 4, 0, 0, 0, 0, 0], length: 0, kind: 15 },
    Cell { text: [8, 0, 3, 0, 0, 0, 0, 0], length: 0, kind: 9 },
    Cell { text: [8, 0, 3, 0, 0, 0, 0, 0], length: 0, kind: 11 },
    Cell { text: [11, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 9 },
    Cell { text: [11, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 11 },
    Cell { text: [15, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 9 },
    Cell { text: [15, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 11 },
    Cell { text: [116, 115, 99, 104, 0, 0, 0, 0], length: 4, kind: 1 },
    Cell { text: [84, 115, 99, 104, 0, 0, 0, 0], length: 4, kind: 19 },
    Cell { text: [115, 99, 104, 116, 115, 99, 104, 0], length: 7, kind: 1 },
    Cell { text: [83, 99, 104, 116, 115, 99, 104, 0], length: 7, kind: 19 },
    Cell { text: [17, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 13 },
    Cell { text: [17, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 15 },
    Cell { text: [19, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 13 },
    Cell { text: [19, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 15 },
    Cell { text: [2, 0, 5, 0, 0, 0, 0, 0], length: 0, kind: 13 },
    Cell { text: [2, 0, 5, 0, 0, 0, 0, 0], length: 0, kind: 15 },
    Cell { text: [7, 0, 5, 0, 0, 0, 0, 0], length: 0, kind: 13 },
    Cell { text: [7, 0, 5, 0, 0, 0, 0, 0], length: 0, kind: 15 },
    Cell { text: [12, 0, 3, 0, 0, 0, 0, 0], length: 0, kind: 9 },
    Cell { text: [12, 0, 3, 0, 0, 0, 0, 0], length: 0, kind: 11 },
    Cell { text: [19, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 9 },
    Cell { text: [19, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 11 },
    Cell { text: [111, 117, 0, 0, 0, 0, 0, 0], length: 2, kind: 5 },
    Cell { text: [79, 117, 0, 0, 0, 0, 0, 0], length: 2, kind: 23 },
    Cell { text: [116, 99, 104, 0, 0, 0, 0, 0], length: 3, kind: 1 },
    Cell { text: [84, 99, 104, 0, 0, 0, 0, 0], length: 3, kind: 19 },
    Cell { text: [99, 104, 116, 99, 104, 0, 0, 0], length: 5, kind: 1 },
    Cell { text: [67, 104, 116, 99, 104, 0, 0, 0], length: 5, kind: 19 },
    Cell { text: [21, 0, 3, 0, 0, 0, 0, 0], length: 0, kind: 13 },
    Cell { text: [21, 0, 3, 0, 0, 0, 0, 0], length: 0, kind: 15 },
    Cell { text: [24, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 13 },
    Cell { text: [24, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 15 },
    Cell { text: [26, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 13 },
    Cell { text: [26, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 15 },
    Cell { text: [28, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 13 },
    Cell { text: [28, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 15 },
    Cell { text: [4, 0, 3, 0, 0, 0, 0, 0], length: 0, kind: 13 },
    Cell { text: [4, 0, 3, 0, 0, 0, 0, 0], length: 0, kind: 15 },
    Cell { text: [7, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 13 },
    Cell { text: [7, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 15 },
    Cell { text: [195, 167, 0, 0, 0, 0, 0, 0], length: 2, kind: 1 },
    Cell { text: [195, 135, 0, 0, 0, 0, 0, 0], length: 2, kind: 3 },
    Cell { text: [197, 159, 0, 0, 0, 0, 0, 0], length: 2, kind: 1 },
    Cell { text: [197, 158, 0, 0, 0, 0, 0, 0], length: 2, kind: 3 },
    Cell { text: [197, 159, 195, 167, 0, 0, 0, 0], length: 4, kind: 1 },
    Cell { text: [197, 158, 195, 167, 0, 0, 0, 0], length: 4, kind: 19 },
    Cell { text: [196, 177, 0, 0, 0, 0, 0, 0], length: 2, kind: 5 },
    Cell { text: [9, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 13 },
    Cell { text: [9, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 15 },
    Cell { text: [1, 0, 1, 0, 0, 0, 0, 0], length: 0, kind: 13 },
    Cell { text: [1, 0, 1, 0, 0, 0, 0, 0], length: 0, kind: 15 },
    Cell { text: [2, 0, 1, 0, 0, 0, 0, 0], length: 0, kind: 13 },
    Cell { text: [2, 0, 1, 0, 0, 0, 0, 0], length: 0, kind: 15 },
    Cell { text: [196, 145, 0, 0, 0, 0, 0, 0], length: 2, kind: 1 },
    Cell { text: [196, 144, 0, 0, 0, 0, 0, 0], length: 2, kind: 3 },
    Cell { text: [196, 135, 0, 0, 0, 0, 0, 0], length: 2, kind: 1 },
    Cell { text: [196, 134, 0, 0, 0, 0, 0, 0], length: 2, kind: 3 },
    Cell { text: [100, 197, 190, 0, 0, 0, 0, 0], length: 3, kind: 1 },
    Cell { text: [68, 197, 190, 0, 0, 0, 0, 0], length: 3, kind: 19 },
    Cell { text: [5, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 13 },
    Cell { text: [5, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 15 },
    Cell { text: [7, 0, 1, 0, 0, 0, 0, 0], length: 0, kind: 13 },
    Cell { text: [7, 0, 1, 0, 0, 0, 0, 0], length: 0, kind: 15 },
    Cell { text: [8, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 13 },
    Cell { text: [8, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 15 },
    Cell { text: [10, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 13 },
    Cell { text: [10, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 15 },
    Cell { text: [3, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 9 },
    Cell { text: [3, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 11 },
    Cell { text: [5, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 9 },
    Cell { text: [5, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 11 },
    Cell { text: [7, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 9 },
    Cell { text: [7, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 11 },
    Cell { text: [9, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 9 },
    Cell { text: [9, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 11 },
    Cell { text: [121, 105, 0, 0, 0, 0, 0, 0], length: 2, kind: 5 },
    Cell { text: [89, 105, 0, 0, 0, 0, 0, 0], length: 2, kind: 23 },
    Cell { text: [196, 176, 0, 0, 0, 0, 0, 0], length: 2, kind: 7 },
    Cell { text: [1, 0, 3, 0, 0, 0, 0, 0], length: 0, kind: 13 },
    Cell { text: [1, 0, 3, 0, 0, 0, 0, 0], length: 0, kind: 15 },
    Cell { text: [12, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 13 },
    Cell { text: [12, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 15 },
    Cell { text: [14, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 13 },
    Cell { text: [14, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 15 },
    Cell { text: [16, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 13 },
    Cell { text: [16, 0, 2, 0, 0, 0, 0, 0], length: 0, kind: 15 },
];

/// The schemes; the first of a language is its default.
#[rustfmt::skip]
pub(crate) static ALPHABETS: &[&Alphabet] = &[
    &BG_2009,
    &BG_BGN,
    &RU_NEWS,
    &RU_BGN,
    &RU_ICAO,
    &RU_GOST779,
    &RU_ISO9,
    &RU_SCHOLARLY,
    &RU_DE,
    &RU_FR,
    &RU_TR,
    &SR_NEWS,
    &SR_BGN,
    &UK_NEWS,
    &UK_2010,
    &UK_BGN,
    &UK_ICAO,
    &UK_TR,
    &UND_CYRL_NEWS,
];

/// `bg@2009`.
#[rustfmt::skip]
pub(crate) static BG_2009: Alphabet = Alphabet {
    name: "bg@2009",
    dotless: false,
    title: false,
    unmarked: true,
    apostrophe: 1,
    pages: &[
        Page { first: 0x0400, cells: &[13, 61, 63, 65, 67, 69, 71, 73, 75, 77, 79, 81, 83, 71, 85, 69, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31, 33, 35, 37, 39, 41, 43, 45, 47, 49, 51, 53, 3, 55, 21, 13, 57, 59, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40, 42, 44, 46, 48, 50, 52, 2, 54, 20, 12, 56, 58, 12, 60, 62, 64, 66, 68, 70, 72, 74, 76, 78, 80, 82, 70, 84, 68, 0, 0, 59, 58, 0, 0, 59, 58, 0, 0, 3, 2, 0, 0, 0, 0, 0, 0, 43, 42, 71, 70, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 8, 87, 86, 87, 86, 75, 74, 17, 16, 89, 88, 9, 8, 89, 88, 89, 88, 91, 90, 91, 90, 33, 32, 0, 0, 37, 36, 39, 38, 41, 40, 41, 40, 45, 44, 47, 46, 75, 74, 75, 74, 45, 44, 0, 0, 0, 0, 93, 15, 14, 89, 88, 0, 0, 91, 90, 0, 0, 0, 0, 0, 0, 92, 3, 2, 3, 2, 95, 94, 13, 12, 3, 2, 0, 0, 75, 74, 17, 16, 69, 68, 71, 70, 71, 70, 31, 30, 31, 30, 31, 30, 13, 12, 41, 40, 41, 40, 41, 40, 49, 48, 0, 0, 55, 54] },
    ],
    rules: &[
        Rule { letters: &['\''], after: Some(Context { kinds: VOWEL | CONSONANT, letters: &[] }), before: Some(Context { kinds: 0, letters: &['є', 'ї', 'е', 'ё', 'ю', 'я'] }), text: "" },
        Rule { letters: &['б', 'ъ', 'л', 'г', 'а', 'р', 'и', 'я'], after: Some(Context { kinds: EDGE, letters: &[] }), before: Some(Context { kinds: EDGE, letters: &[] }), text: "bulgaria" },
        Rule { letters: &['б'], after: None, before: None, text: "b" },
        Rule { letters: &['и', 'я'], after: None, before: Some(Context { kinds: EDGE, letters: &[] }), text: "ia" },
        Rule { letters: &['и'], after: None, before: None, text: "i" },
        Rule { letters: &['ё'], after: Some(Context { kinds: 0, letters: &['ж', 'ч', 'ш', 'щ'] }), before: None, text: "e" },
        Rule { letters: &['ї'], after: Some(Context { kinds: EDGE, letters: &['\''] }), before: None, text: "yi" },
    ],
};

/// `bg@bgn`.
#[rustfmt::skip]
pub(crate) static BG_BGN: Alphabet = Alphabet {
    name: "bg@bgn",
    dotless: false,
    title: false,
    unmarked: false,
    apostrophe: 0,
    pages: &[
        Page { first: 0x040D, cells: &[109, 0, 0, 3, 97, 7, 9, 11, 13, 15, 17, 71, 21, 23, 25, 27, 29, 31, 33, 35, 37, 99, 41, 43, 101, 47, 49, 103, 53, 105, 0, 107, 0, 57, 59, 2, 96, 6, 8, 10, 12, 14, 16, 70, 20, 22, 24, 26, 28, 30, 32, 34, 36, 98, 40, 42, 100, 46, 48, 102, 52, 104, 0, 106, 0, 56, 58, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 108, 0, 0, 0, 0, 67, 66, 0, 0, 0, 0, 0, 0, 111, 110] },
    ],
    rules: &[
        Rule { letters: &['т', 'с'], after: None, before: None, text: "t·s" },
        Rule { letters: &['т'], after: None, before: None, text: "t" },
        Rule { letters: &['ш', 'т'], after: None, before: None, text: "sh·t" },
        Rule { letters: &['ш'], after: None, before: None, text: "sh" },
        Rule { letters: &['ъ'], after: Some(Context { kinds: CONSONANT | VOWEL, letters: &[] }), before: Some(Context { kinds: EDGE, letters: &[] }), text: "" },
        Rule { letters: &['ъ'], after: None, before: None, text: "ŭ" },
    ],
};

/// `ru@news`.
#[rustfmt::skip]
pub(crate) static RU_NEWS: Alphabet = Alphabet {
    name: "ru@news",
    dotless: false,
    title: false,
    unmarked: true,
    apostrophe: 1,
    pages: &[
        Page { first: 0x0400, cells: &[13, 123, 63, 65, 67, 69, 71, 125, 75, 77, 79, 81, 83, 71, 85, 69, 3, 97, 7, 9, 11, 113, 15, 17, 115, 21, 23, 25, 27, 29, 117, 33, 35, 37, 39, 41, 43, 101, 47, 49, 51, 119, 93, 121, 93, 13, 57, 59, 2, 96, 6, 8, 10, 112, 14, 16, 114, 20, 22, 24, 26, 28, 116, 32, 34, 36, 38, 40, 42, 100, 46, 48, 50, 118, 92, 120, 92, 12, 56, 58, 12, 122, 62, 64, 66, 68, 70, 124, 74, 76, 78, 80, 82, 70, 84, 68, 0, 0, 13, 12, 0, 0, 59, 58, 0, 0, 3, 2, 0, 0, 0, 0, 0, 0, 43, 42, 71, 70, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 8, 87, 86, 87, 86, 75, 74, 17, 16, 89, 88, 9, 8, 89, 88, 89, 88, 91, 90, 91, 90, 33, 32, 0, 0, 37, 36, 39, 38, 41, 40, 41, 40, 45, 44, 47, 46, 75, 74, 75, 74, 45, 44, 0, 0, 0, 0, 93, 15, 14, 89, 88, 0, 0, 91, 90, 0, 0, 0, 0, 0, 0, 92, 3, 2, 3, 2, 95, 94, 13, 12, 3, 2, 0, 0, 75, 74, 17, 16, 69, 68, 71, 70, 71, 70, 31, 30, 31, 30, 31, 30, 13, 12, 41, 40, 41, 40, 41, 40, 49, 48, 0, 0, 55, 54] },
    ],
    rules: &[
        Rule { letters: &['\''], after: Some(Context { kinds: VOWEL | CONSONANT, letters: &[] }), before: Some(Context { kinds: 0, letters: &['є', 'ї', 'е', 'ё', 'ю', 'я'] }), text: "" },
        Rule { letters: &['е'], after: Some(Context { kinds: 0, letters: &['и'] }), before: None, text: "e" },
        Rule { letters: &['е'], after: Some(Context { kinds: EDGE, letters: &[] }), before: None, text: "ye" },
        Rule { letters: &['е'], after: Some(Context { kinds: VOWEL, letters: &[] }), before: None, text: "ye" },
        Rule { letters: &['е'], after: Some(Context { kinds: 0, letters: &['й', 'ъ', 'ь'] }), before: None, text: "ye" },
        Rule { letters: &['е'], after: None, before: None, text: "e" },
        Rule { letters: &['и', 'я'], after: None, before: Some(Context { kinds: EDGE, letters: &[] }), text: "ia" },
        Rule { letters: &['и', 'й'], after: Some(Context { kinds: 0, letters: &['к'] }), before: Some(Context { kinds: EDGE, letters: &[] }), text: "y" },
        Rule { letters: &['и', 'й'], after: None, before: Some(Context { kinds: EDGE, letters: &[] }), text: "y" },
        Rule { letters: &['и'], after: Some(Context { kinds: 0, letters: &['ь'] }), before: None, text: "yi" },
        Rule { letters: &['и'], after: None, before: None, text: "i" },
        Rule { letters: &['о'], after: Some(Context { kinds: 0, letters: &['ь'] }), before: None, text: "yo" },
        Rule { letters: &['о'], after: None, before: None, text: "o" },
        Rule { letters: &['ы', 'й'], after: None, before: Some(Context { kinds: EDGE, letters: &[] }), text: "y" },
        Rule { letters: &['ы'], after: None, before: None, text: "y" },
        Rule { letters: &['ё'], after: Some(Context { kinds: 0, letters: &['ж', 'ч', 'ш', 'щ'] }), before: None, text: "e" },
        Rule { letters: &['ё'], after: None, before: None, text: "yo" },
        Rule { letters: &['ї'], after: Some(Context { kinds: EDGE, letters: &['\''] }), before: None, text: "yi" },
    ],
};

/// `ru@bgn`.
#[rustfmt::skip]
pub(crate) static RU_BGN: Alphabet = Alphabet {
    name: "ru@bgn",
    dotless: false,
    title: false,
    unmarked: false,
    apostrophe: 0,
    pages: &[
        Page { first: 0x0401, cells: &[123, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 97, 7, 9, 11, 127, 15, 17, 71, 129, 23, 25, 27, 29, 31, 33, 35, 37, 131, 41, 43, 101, 47, 49, 133, 119, 135, 137, 139, 121, 57, 59, 2, 96, 6, 8, 10, 126, 14, 16, 70, 128, 22, 24, 26, 28, 30, 32, 34, 36, 130, 40, 42, 100, 46, 48, 132, 118, 134, 136, 138, 120, 56, 58, 0, 122] },
    ],
    rules: &[
        Rule { letters: &['е'], after: Some(Context { kinds: EDGE, letters: &[] }), before: None, text: "ye" },
        Rule { letters: &['е'], after: Some(Context { kinds: VOWEL, letters: &[] }), before: None, text: "ye" },
        Rule { letters: &['е'], after: Some(Context { kinds: 0, letters: &['й', 'ъ', 'ь'] }), before: None, text: "ye" },
        Rule { letters: &['е'], after: None, before: None, text: "e" },
        Rule { letters: &['й'], after: None, before: Some(Context { kinds: 0, letters: &['а', 'у', 'ы', 'э'] }), text: "y·" },
        Rule { letters: &['й'], after: None, before: None, text: "y" },
        Rule { letters: &['т', 'с'], after: None, before: None, text: "t·s" },
        Rule { letters: &['т'], after: None, before: None, text: "t" },
        Rule { letters: &['ш', 'ч'], after: None, before: None, text: "sh·ch" },
        Rule { letters: &['ш'], after: None, before: None, text: "sh" },
        Rule { letters: &['ы'], after: Some(Context { kinds: VOWEL, letters: &[] }), before: None, text: "·y" },
        Rule { letters: &['ы'], after: None, before: Some(Context { kinds: 0, letters: &['а', 'у', 'ы', 'э'] }), text: "y·" },
        Rule { letters: &['ы'], after: None, before: None, text: "y" },
        Rule { letters: &['э'], after: Some(Context { kinds: 0, letters: &['б', 'в', 'г', 'д', 'ж', 'з', 'к', 'л', 'м', 'н', 'п', 'р', 'с', 'т', 'ф', 'х', 'ц', 'ч', 'ш', 'щ', 'ъ', 'ь'] }), before: None, text: "·e" },
        Rule { letters: &['э'], after: None, before: None, text: "e" },
        Rule { letters: &['ё'], after: Some(Context { kinds: EDGE | VOWEL, letters: &['й', 'ъ', 'ь'] }), before: None, text: "yë" },
        Rule { letters: &['ё'], after: None, before: None, text: "ë" },
    ],
};

/// `ru@icao`.
#[rustfmt::skip]
pub(crate) static RU_ICAO: Alphabet = Alphabet {
    name: "ru@icao",
    dotless: false,
    title: false,
    unmarked: true,
    apostrophe: 0,
    pages: &[
        Page { first: 0x0401, cells: &[13, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 97, 7, 9, 11, 13, 15, 17, 71, 141, 23, 25, 27, 29, 31, 33, 35, 37, 39, 41, 43, 101, 47, 49, 51, 119, 143, 55, 93, 13, 145, 147, 2, 96, 6, 8, 10, 12, 14, 16, 70, 140, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40, 42, 100, 46, 48, 50, 118, 142, 54, 92, 12, 144, 146, 0, 12] },
    ],
    rules: &[
    ],
};

/// `ru@gost779`.
#[rustfmt::skip]
pub(crate) static RU_GOST779: Alphabet = Alphabet {
    name: "ru@gost779",
    dotless: false,
    title: false,
    unmarked: false,
    apostrophe: 0,
    pages: &[
        Page { first: 0x0401, cells: &[161, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 97, 7, 9, 11, 13, 15, 17, 71, 75, 23, 25, 27, 29, 31, 33, 35, 37, 39, 41, 43, 149, 99, 49, 51, 151, 153, 155, 157, 159, 57, 59, 2, 96, 6, 8, 10, 12, 14, 16, 70, 74, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40, 42, 148, 98, 48, 50, 150, 152, 154, 156, 158, 56, 58, 0, 160] },
    ],
    rules: &[
        Rule { letters: &['ц'], after: None, before: Some(Context { kinds: 0, letters: &['е', 'ё', 'и', 'й', 'ы', 'э', 'ю', 'я'] }), text: "c" },
        Rule { letters: &['ц'], after: None, before: None, text: "cz" },
    ],
};

/// `ru@iso9`.
#[rustfmt::skip]
pub(crate) static RU_ISO9: Alphabet = Alphabet {
    name: "ru@iso9",
    dotless: false,
    title: false,
    unmarked: false,
    apostrophe: 0,
    pages: &[
        Page { first: 0x0401, cells: &[177, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 97, 7, 9, 11, 13, 163, 17, 71, 75, 23, 25, 27, 29, 31, 33, 35, 37, 39, 41, 43, 45, 81, 165, 167, 169, 135, 55, 139, 171, 173, 175, 2, 96, 6, 8, 10, 12, 162, 16, 70, 74, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40, 42, 44, 80, 164, 166, 168, 134, 54, 138, 170, 172, 174, 0, 176] },
    ],
    rules: &[
    ],
};

/// `ru@scholarly`.
#[rustfmt::skip]
pub(crate) static RU_SCHOLARLY: Alphabet = Alphabet {
    name: "ru@scholarly",
    dotless: false,
    title: false,
    unmarked: false,
    apostrophe: 0,
    pages: &[
        Page { first: 0x0401, cells: &[177, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 97, 7, 9, 11, 13, 163, 17, 71, 75, 23, 25, 27, 29, 31, 33, 35, 37, 39, 41, 43, 149, 81, 165, 167, 179, 135, 55, 139, 171, 181, 183, 2, 96, 6, 8, 10, 12, 162, 16, 70, 74, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40, 42, 148, 80, 164, 166, 178, 134, 54, 138, 170, 180, 182, 0, 176] },
    ],
    rules: &[
    ],
};

/// `ru@de`.
#[rustfmt::skip]
pub(crate) static RU_DE: Alphabet = Alphabet {
    name: "ru@de",
    dotless: false,
    title: false,
    unmarked: false,
    apostrophe: 0,
    pages: &[
        Page { first: 0x0401, cells: &[203, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 97, 185, 9, 11, 127, 187, 37, 189, 191, 193, 25, 27, 29, 121, 33, 35, 195, 39, 41, 43, 49, 17, 197, 187, 199, 93, 201, 93, 13, 181, 183, 2, 96, 184, 8, 10, 126, 186, 36, 188, 190, 192, 24, 26, 28, 120, 32, 34, 194, 38, 40, 42, 48, 16, 196, 186, 198, 92, 200, 92, 12, 180, 182, 0, 202] },
    ],
    rules: &[
        Rule { letters: &['е'], after: Some(Context { kinds: EDGE, letters: &[] }), before: None, text: "je" },
        Rule { letters: &['е'], after: Some(Context { kinds: VOWEL, letters: &[] }), before: None, text: "je" },
        Rule { letters: &['е'], after: Some(Context { kinds: 0, letters: &['й', 'ъ', 'ь'] }), before: None, text: "je" },
        Rule { letters: &['е'], after: None, before: None, text: "e" },
        Rule { letters: &['и', 'й'], after: Some(Context { kinds: 0, letters: &['к'] }), before: Some(Context { kinds: EDGE, letters: &[] }), text: "i" },
        Rule { letters: &['и', 'й'], after: None, before: Some(Context { kinds: EDGE, letters: &[] }), text: "i" },
        Rule { letters: &['и'], after: Some(Context { kinds: 0, letters: &['ь'] }), before: None, text: "ji" },
        Rule { letters: &['и'], after: None, before: None, text: "i" },
        Rule { letters: &['й'], after: None, before: Some(Context { kinds: VOWEL, letters: &[] }), text: "j" },
        Rule { letters: &['й'], after: Some(Context { kinds: EDGE, letters: &[] }), before: None, text: "j" },
        Rule { letters: &['й'], after: None, before: None, text: "i" },
        Rule { letters: &['к', 'с'], after: None, before: None, text: "x" },
        Rule { letters: &['к'], after: None, before: None, text: "k" },
        Rule { letters: &['о'], after: Some(Context { kinds: 0, letters: &['ь'] }), before: None, text: "jo" },
        Rule { letters: &['о'], after: None, before: None, text: "o" },
        Rule { letters: &['с'], after: Some(Context { kinds: VOWEL, letters: &[] }), before: Some(Context { kinds: VOWEL, letters: &[] }), text: "ss" },
        Rule { letters: &['с'], after: None, before: None, text: "s" },
        Rule { letters: &['ы', 'й'], after: None, before: Some(Context { kinds: EDGE, letters: &[] }), text: "y" },
        Rule { letters: &['ы'], after: None, before: None, text: "y" },
        Rule { letters: &['ё'], after: Some(Context { kinds: 0, letters: &['ж', 'ч', 'ш', 'щ'] }), before: None, text: "o" },
        Rule { letters: &['ё'], after: None, before: None, text: "jo" },
    ],
};

/// `ru@fr`.
#[rustfmt::skip]
pub(crate) static RU_FR: Alphabet = Alphabet {
    name: "ru@fr",
    dotless: false,
    title: false,
    unmarked: false,
    apostrophe: 0,
    pages: &[
        Page { first: 0x0401, cells: &[225, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 97, 7, 99, 11, 205, 75, 17, 207, 209, 195, 25, 27, 29, 201, 33, 35, 211, 39, 213, 43, 101, 47, 215, 49, 217, 93, 219, 93, 13, 221, 223, 2, 96, 6, 98, 10, 204, 74, 16, 206, 208, 194, 24, 26, 28, 200, 32, 34, 210, 38, 212, 42, 100, 46, 214, 48, 216, 92, 218, 92, 12, 220, 222, 0, 224] },
    ],
    rules: &[
        Rule { letters: &['г'], after: None, before: Some(Context { kinds: 0, letters: &['е', 'ё', 'и'] }), text: "gu" },
        Rule { letters: &['г'], after: None, before: None, text: "g" },
        Rule { letters: &['е'], after: Some(Context { kinds: 0, letters: &['и'] }), before: None, text: "e" },
        Rule { letters: &['е'], after: Some(Context { kinds: EDGE, letters: &[] }), before: None, text: "ie" },
        Rule { letters: &['е'], after: Some(Context { kinds: VOWEL, letters: &[] }), before: None, text: "ïe" },
        Rule { letters: &['е'], after: Some(Context { kinds: 0, letters: &['й', 'ъ', 'ь'] }), before: None, text: "ie" },
        Rule { letters: &['е'], after: None, before: None, text: "e" },
        Rule { letters: &['и', 'й'], after: Some(Context { kinds: 0, letters: &['к'] }), before: Some(Context { kinds: EDGE, letters: &[] }), text: "i" },
        Rule { letters: &['и', 'й'], after: None, before: Some(Context { kinds: EDGE, letters: &[] }), text: "i" },
        Rule { letters: &['и', 'н'], after: Some(Context { kinds: CONSONANT, letters: &[] }), before: Some(Context { kinds: EDGE, letters: &[] }), text: "ine" },
        Rule { letters: &['и'], after: Some(Context { kinds: 0, letters: &['а', 'е', 'о', 'у', 'ы', 'э', 'ю', 'я'] }), before: None, text: "ï" },
        Rule { letters: &['и'], after: None, before: None, text: "i" },
        Rule { letters: &['й'], after: Some(Context { kinds: EDGE, letters: &[] }), before: None, text: "i" },
        Rule { letters: &['й'], after: Some(Context { kinds: 0, letters: &['и'] }), before: None, text: "" },
        Rule { letters: &['й'], after: None, before: None, text: "ï" },
        Rule { letters: &['к', 'с'], after: None, before: None, text: "x" },
        Rule { letters: &['к'], after: None, before: None, text: "k" },
        Rule { letters: &['о'], after: Some(Context { kinds: 0, letters: &['ь'] }), before: None, text: "io" },
        Rule { letters: &['о'], after: None, before: None, text: "o" },
        Rule { letters: &['с'], after: Some(Context { kinds: VOWEL, letters: &[] }), before: Some(Context { kinds: VOWEL, letters: &[] }), text: "ss" },
        Rule { letters: &['с'], after: None, before: None, text: "s" },
        Rule { letters: &['ы', 'й'], after: None, before: Some(Context { kinds: EDGE, letters: &[] }), text: "y" },
        Rule { letters: &['ы', 'н'], after: Some(Context { kinds: CONSONANT, letters: &[] }), before: Some(Context { kinds: EDGE, letters: &[] }), text: "yne" },
        Rule { letters: &['ы'], after: None, before: None, text: "y" },
        Rule { letters: &['ю'], after: Some(Context { kinds: 0, letters: &['а', 'е', 'о', 'у', 'ы', 'э', 'я'] }), before: None, text: "ïou" },
        Rule { letters: &['ю'], after: None, before: None, text: "iou" },
        Rule { letters: &['я'], after: Some(Context { kinds: 0, letters: &['а', 'е', 'о', 'у', 'ы', 'э', 'ю', 'я'] }), before: None, text: "ïa" },
        Rule { letters: &['я'], after: None, before: None, text: "ia" },
        Rule { letters: &['ё'], after: Some(Context { kinds: 0, letters: &['ж', 'ч', 'ш', 'щ'] }), before: None, text: "e" },
        Rule { letters: &['ё'], after: None, before: None, text: "io" },
    ],
};

/// `ru@tr`.
#[rustfmt::skip]
pub(crate) static RU_TR: Alphabet = Alphabet {
    name: "ru@tr",
    dotless: true,
    title: false,
    unmarked: false,
    apostrophe: 0,
    pages: &[
        Page { first: 0x0401, cells: &[238, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 97, 7, 9, 11, 127, 75, 17, 227, 21, 23, 25, 27, 29, 229, 33, 35, 37, 39, 41, 43, 45, 47, 231, 233, 235, 93, 71, 93, 13, 57, 59, 2, 96, 6, 8, 10, 126, 74, 16, 226, 20, 22, 24, 26, 28, 228, 32, 34, 36, 38, 40, 42, 44, 46, 230, 232, 234, 92, 236, 92, 12, 56, 58, 0, 237] },
    ],
    rules: &[
        Rule { letters: &['е'], after: Some(Context { kinds: EDGE, letters: &[] }), before: None, text: "ye" },
        Rule { letters: &['е'], after: Some(Context { kinds: VOWEL, letters: &[] }), before: None, text: "ye" },
        Rule { letters: &['е'], after: Some(Context { kinds: 0, letters: &['й', 'ъ', 'ь'] }), before: None, text: "ye" },
        Rule { letters: &['е'], after: None, before: None, text: "e" },
        Rule { letters: &['и', 'й'], after: Some(Context { kinds: 0, letters: &['к'] }), before: Some(Context { kinds: EDGE, letters: &[] }), text: "i" },
        Rule { letters: &['и'], after: Some(Context { kinds: 0, letters: &['ь'] }), before: None, text: "yi" },
        Rule { letters: &['и'], after: None, before: None, text: "i" },
        Rule { letters: &['о'], after: Some(Context { kinds: 0, letters: &['ь'] }), before: None, text: "yo" },
        Rule { letters: &['о'], after: None, before: None, text: "o" },
        Rule { letters: &['ё'], after: Some(Context { kinds: 0, letters: &['ж', 'ч', 'ш', 'щ'] }), before: None, text: "o" },
        Rule { letters: &['ё'], after: None, before: None, text: "yo" },
    ],
};

/// `sr@news`.
#[rustfmt::skip]
pub(crate) static SR_NEWS: Alphabet = Alphabet {
    name: "sr@news",
    dotless: false,
    title: false,
    unmarked: true,
    apostrophe: 1,
    pages: &[
        Page { first: 0x0400, cells: &[13, 240, 63, 65, 67, 69, 71, 242, 75, 77, 79, 81, 83, 71, 85, 69, 3, 97, 7, 9, 11, 13, 17, 17, 71, 21, 23, 25, 27, 29, 31, 33, 35, 37, 39, 41, 43, 45, 81, 81, 37, 119, 93, 55, 93, 13, 57, 59, 2, 96, 6, 8, 10, 12, 16, 16, 70, 20, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40, 42, 44, 80, 80, 36, 118, 92, 54, 92, 12, 56, 58, 12, 239, 62, 64, 66, 68, 70, 241, 74, 76, 78, 80, 82, 70, 84, 68, 0, 0, 13, 12, 0, 0, 59, 58, 0, 0, 3, 2, 0, 0, 0, 0, 0, 0, 43, 42, 71, 70, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 8, 87, 86, 87, 86, 75, 74, 17, 16, 89, 88, 9, 8, 89, 88, 89, 88, 91, 90, 91, 90, 33, 32, 0, 0, 37, 36, 39, 38, 41, 40, 41, 40, 45, 44, 47, 46, 75, 74, 75, 74, 45, 44, 0, 0, 0, 0, 93, 15, 14, 89, 88, 0, 0, 91, 90, 0, 0, 0, 0, 0, 0, 92, 3, 2, 3, 2, 95, 94, 13, 12, 3, 2, 0, 0, 75, 74, 17, 16, 69, 68, 71, 70, 71, 70, 31, 30, 31, 30, 31, 30, 13, 12, 41, 40, 41, 40, 41, 40, 49, 48, 0, 0, 55, 54] },
    ],
    rules: &[
        Rule { letters: &['\''], after: Some(Context { kinds: VOWEL | CONSONANT, letters: &[] }), before: Some(Context { kinds: 0, letters: &['є', 'ї', 'е', 'ё', 'ю', 'я'] }), text: "" },
        Rule { letters: &['ё'], after: Some(Context { kinds: 0, letters: &['ж', 'ч', 'ш', 'щ'] }), before: None, text: "e" },
        Rule { letters: &['ї'], after: Some(Context { kinds: EDGE, letters: &['\''] }), before: None, text: "yi" },
    ],
};

/// `sr@bgn`.
#[rustfmt::skip]
pub(crate) static SR_BGN: Alphabet = Alphabet {
    name: "sr@bgn",
    dotless: false,
    title: false,
    unmarked: false,
    apostrophe: 0,
    pages: &[
        Page { first: 0x0402, cells: &[244, 0, 0, 0, 0, 0, 75, 77, 79, 246, 0, 0, 0, 248, 3, 97, 7, 9, 11, 13, 163, 17, 71, 0, 23, 25, 27, 29, 31, 33, 35, 37, 39, 41, 43, 45, 81, 165, 167, 0, 0, 0, 0, 0, 0, 0, 2, 96, 6, 8, 10, 12, 162, 16, 70, 0, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40, 42, 44, 80, 164, 166, 0, 0, 0, 0, 0, 0, 0, 0, 0, 243, 0, 0, 0, 0, 0, 74, 76, 78, 245, 0, 0, 0, 247] },
    ],
    rules: &[
    ],
};

/// `uk@news`.
#[rustfmt::skip]
pub(crate) static UK_NEWS: Alphabet = Alphabet {
    name: "uk@news",
    dotless: false,
    title: false,
    unmarked: true,
    apostrophe: 1,
    pages: &[
        Page { first: 0x0400, cells: &[13, 252, 63, 65, 67, 69, 254, 256, 75, 77, 79, 81, 83, 71, 85, 69, 3, 97, 7, 45, 11, 13, 15, 5, 19, 21, 23, 25, 27, 29, 250, 33, 35, 37, 39, 41, 43, 101, 47, 49, 51, 119, 93, 55, 93, 13, 57, 59, 2, 96, 6, 44, 10, 12, 14, 4, 18, 20, 22, 24, 26, 28, 249, 32, 34, 36, 38, 40, 42, 100, 46, 48, 50, 118, 92, 54, 92, 12, 56, 58, 12, 251, 62, 64, 66, 68, 253, 255, 74, 76, 78, 80, 82, 70, 84, 68, 0, 0, 13, 12, 0, 0, 59, 58, 0, 0, 3, 2, 0, 0, 0, 0, 0, 0, 43, 42, 71, 70, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 8, 87, 86, 87, 86, 75, 74, 17, 16, 89, 88, 9, 8, 89, 88, 89, 88, 91, 90, 91, 90, 33, 32, 0, 0, 37, 36, 39, 38, 41, 40, 41, 40, 45, 44, 47, 46, 75, 74, 75, 74, 45, 44, 0, 0, 0, 0, 93, 15, 14, 89, 88, 0, 0, 91, 90, 0, 0, 0, 0, 0, 0, 92, 3, 2, 3, 2, 95, 94, 13, 12, 3, 2, 0, 0, 75, 74, 17, 16, 69, 68, 71, 70, 71, 70, 31, 30, 31, 30, 31, 30, 13, 12, 41, 40, 41, 40, 41, 40, 49, 48, 0, 0, 55, 54] },
    ],
    rules: &[
        Rule { letters: &['\''], after: Some(Context { kinds: VOWEL | CONSONANT, letters: &[] }), before: Some(Context { kinds: 0, letters: &['є', 'ї', 'ю', 'я'] }), text: "" },
        Rule { letters: &['з', 'г'], after: None, before: None, text: "zgh" },
        Rule { letters: &['з'], after: None, before: None, text: "z" },
        Rule { letters: &['и', 'й'], after: None, before: Some(Context { kinds: EDGE, letters: &[] }), text: "y" },
        Rule { letters: &['и'], after: None, before: None, text: "y" },
        Rule { letters: &['о'], after: Some(Context { kinds: 0, letters: &['ь'] }), before: None, text: "yo" },
        Rule { letters: &['о'], after: None, before: None, text: "o" },
        Rule { letters: &['ё'], after: Some(Context { kinds: 0, letters: &['ж', 'ч', 'ш', 'щ'] }), before: None, text: "e" },
        Rule { letters: &['і', 'я'], after: None, before: Some(Context { kinds: EDGE, letters: &[] }), text: "ia" },
        Rule { letters: &['і'], after: None, before: None, text: "i" },
        Rule { letters: &['ї'], after: Some(Context { kinds: EDGE, letters: &['\''] }), before: None, text: "yi" },
        Rule { letters: &['ї'], after: None, before: None, text: "i" },
    ],
};

/// `uk@2010`.
#[rustfmt::skip]
pub(crate) static UK_2010: Alphabet = Alphabet {
    name: "uk@2010",
    dotless: false,
    title: false,
    unmarked: true,
    apostrophe: 1,
    pages: &[
        Page { first: 0x0404, cells: &[238, 0, 71, 117, 0, 0, 0, 0, 0, 0, 0, 0, 3, 97, 7, 45, 11, 13, 15, 5, 55, 258, 23, 25, 27, 29, 31, 33, 35, 37, 39, 41, 43, 101, 47, 49, 51, 119, 0, 0, 93, 0, 250, 229, 2, 96, 6, 44, 10, 12, 14, 4, 54, 257, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40, 42, 100, 46, 48, 50, 118, 0, 0, 92, 0, 249, 228, 0, 0, 0, 0, 237, 0, 70, 116, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 8] },
    ],
    rules: &[
        Rule { letters: &['\''], after: Some(Context { kinds: VOWEL | CONSONANT, letters: &[] }), before: Some(Context { kinds: 0, letters: &['є', 'ї', 'ю', 'я'] }), text: "" },
        Rule { letters: &['з', 'г'], after: None, before: None, text: "zgh" },
        Rule { letters: &['з'], after: None, before: None, text: "z" },
        Rule { letters: &['й'], after: Some(Context { kinds: EDGE, letters: &[] }), before: None, text: "y" },
        Rule { letters: &['й'], after: None, before: None, text: "i" },
        Rule { letters: &['ю'], after: Some(Context { kinds: EDGE, letters: &[] }), before: None, text: "yu" },
        Rule { letters: &['ю'], after: None, before: None, text: "iu" },
        Rule { letters: &['я'], after: Some(Context { kinds: EDGE, letters: &[] }), before: None, text: "ya" },
        Rule { letters: &['я'], after: None, before: None, text: "ia" },
        Rule { letters: &['є'], after: Some(Context { kinds: EDGE, letters: &[] }), before: None, text: "ye" },
        Rule { letters: &['є'], after: None, before: None, text: "ie" },
        Rule { letters: &['ї'], after: Some(Context { kinds: EDGE, letters: &['\''] }), before: None, text: "yi" },
        Rule { letters: &['ї'], after: None, before: None, text: "i" },
    ],
};

/// `uk@bgn`.
#[rustfmt::skip]
pub(crate) static UK_BGN: Alphabet = Alphabet {
    name: "uk@bgn",
    dotless: false,
    title: false,
    unmarked: false,
    apostrophe: 1,
    pages: &[
        Page { first: 0x0404, cells: &[67, 0, 71, 266, 0, 0, 0, 0, 0, 0, 0, 0, 3, 97, 7, 45, 11, 13, 15, 5, 55, 21, 258, 25, 27, 29, 31, 33, 35, 260, 262, 41, 43, 101, 264, 49, 193, 119, 0, 0, 139, 0, 57, 59, 2, 96, 6, 44, 10, 12, 14, 4, 54, 20, 257, 24, 26, 28, 30, 32, 34, 259, 261, 40, 42, 100, 263, 48, 192, 118, 0, 0, 138, 0, 56, 58, 0, 0, 0, 0, 66, 0, 70, 265, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 8] },
    ],
    rules: &[
        Rule { letters: &['\''], after: Some(Context { kinds: VOWEL | CONSONANT, letters: &[] }), before: Some(Context { kinds: VOWEL | CONSONANT, letters: &[] }), text: "ʺ" },
        Rule { letters: &['з', 'г'], after: None, before: None, text: "z·h" },
        Rule { letters: &['з'], after: None, before: None, text: "z" },
        Rule { letters: &['к', 'г'], after: None, before: None, text: "k·h" },
        Rule { letters: &['к'], after: None, before: None, text: "k" },
        Rule { letters: &['с', 'г'], after: None, before: None, text: "s·h" },
        Rule { letters: &['с'], after: None, before: None, text: "s" },
        Rule { letters: &['т', 'с'], after: None, before: None, text: "t·s" },
        Rule { letters: &['т'], after: None, before: None, text: "t" },
        Rule { letters: &['ц', 'г'], after: None, before: None, text: "ts·h" },
        Rule { letters: &['ц'], after: None, before: None, text: "ts" },
        Rule { letters: &['ш', 'ч'], after: None, before: None, text: "sh·ch" },
        Rule { letters: &['ш'], after: None, before: None, text: "sh" },
    ],
};

/// `uk@icao`.
#[rustfmt::skip]
pub(crate) static UK_ICAO: Alphabet = Alphabet {
    name: "uk@icao",
    dotless: false,
    title: false,
    unmarked: true,
    apostrophe: 1,
    pages: &[
        Page { first: 0x0404, cells: &[229, 0, 71, 238, 0, 0, 0, 0, 0, 0, 0, 0, 3, 97, 7, 45, 11, 13, 15, 17, 55, 5, 23, 25, 27, 29, 31, 33, 35, 37, 39, 41, 43, 101, 47, 49, 51, 119, 0, 0, 93, 0, 19, 250, 2, 96, 6, 44, 10, 12, 14, 16, 54, 4, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40, 42, 100, 46, 48, 50, 118, 0, 0, 92, 0, 18, 249, 0, 0, 0, 0, 228, 0, 70, 237, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 8] },
    ],
    rules: &[
        Rule { letters: &['\''], after: Some(Context { kinds: VOWEL | CONSONANT, letters: &[] }), before: Some(Context { kinds: 0, letters: &['є', 'ї', 'ю', 'я'] }), text: "" },
        Rule { letters: &['й'], after: Some(Context { kinds: EDGE, letters: &[] }), before: None, text: "y" },
        Rule { letters: &['й'], after: None, before: None, text: "i" },
        Rule { letters: &['ю'], after: Some(Context { kinds: EDGE, letters: &[] }), before: None, text: "yu" },
        Rule { letters: &['ю'], after: None, before: None, text: "iu" },
        Rule { letters: &['я'], after: Some(Context { kinds: EDGE, letters: &[] }), before: None, text: "ya" },
        Rule { letters: &['я'], after: None, before: None, text: "ia" },
        Rule { letters: &['є'], after: Some(Context { kinds: EDGE, letters: &[] }), before: None, text: "ye" },
        Rule { letters: &['є'], after: None, before: None, text: "ie" },
        Rule { letters: &['ї'], after: Some(Context { kinds: EDGE, letters: &['\''] }), before: None, text: "yi" },
        Rule { letters: &['ї'], after: None, before: None, text: "i" },
    ],
};

/// `uk@tr`.
#[rustfmt::skip]
pub(crate) static UK_TR: Alphabet = Alphabet {
    name: "uk@tr",
    dotless: true,
    title: false,
    unmarked: false,
    apostrophe: 1,
    pages: &[
        Page { first: 0x0404, cells: &[67, 0, 267, 266, 0, 0, 0, 0, 0, 0, 0, 0, 3, 97, 7, 45, 11, 13, 5, 17, 267, 21, 23, 25, 27, 29, 19, 33, 35, 37, 39, 41, 43, 45, 47, 231, 233, 235, 0, 0, 93, 0, 57, 59, 2, 96, 6, 44, 10, 12, 4, 16, 70, 20, 22, 24, 26, 28, 18, 32, 34, 36, 38, 40, 42, 44, 46, 230, 232, 234, 0, 0, 92, 0, 56, 58, 0, 0, 0, 0, 66, 0, 70, 265, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 8] },
    ],
    rules: &[
        Rule { letters: &['\''], after: Some(Context { kinds: VOWEL | CONSONANT, letters: &[] }), before: Some(Context { kinds: 0, letters: &['є', 'ї', 'ю', 'я'] }), text: "" },
        Rule { letters: &['ж'], after: Some(Context { kinds: 0, letters: &['ж'] }), before: None, text: "" },
        Rule { letters: &['ж'], after: None, before: None, text: "j" },
        Rule { letters: &['о'], after: Some(Context { kinds: 0, letters: &['ь'] }), before: None, text: "yo" },
        Rule { letters: &['о'], after: None, before: None, text: "o" },
    ],
};

/// `und-Cyrl@news`.
#[rustfmt::skip]
pub(crate) static UND_CYRL_NEWS: Alphabet = Alphabet {
    name: "und-Cyrl@news",
    dotless: false,
    title: false,
    unmarked: true,
    apostrophe: 1,
    pages: &[
        Page { first: 0x0400, cells: &[13, 271, 63, 65, 67, 69, 273, 275, 75, 77, 79, 81, 83, 71, 85, 69, 3, 97, 7, 9, 11, 269, 15, 17, 189, 21, 23, 25, 27, 29, 254, 33, 35, 37, 39, 41, 43, 101, 47, 49, 51, 119, 93, 256, 93, 13, 57, 59, 2, 96, 6, 8, 10, 268, 14, 16, 188, 20, 22, 24, 26, 28, 253, 32, 34, 36, 38, 40, 42, 100, 46, 48, 50, 118, 92, 255, 92, 12, 56, 58, 12, 270, 62, 64, 66, 68, 272, 274, 74, 76, 78, 80, 82, 70, 84, 68, 0, 0, 13, 12, 0, 0, 59, 58, 0, 0, 3, 2, 0, 0, 0, 0, 0, 0, 43, 42, 71, 70, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 8, 87, 86, 87, 86, 75, 74, 17, 16, 89, 88, 9, 8, 89, 88, 89, 88, 91, 90, 91, 90, 33, 32, 0, 0, 37, 36, 39, 38, 41, 40, 41, 40, 45, 44, 47, 46, 75, 74, 75, 74, 45, 44, 0, 0, 0, 0, 93, 15, 14, 89, 88, 0, 0, 91, 90, 0, 0, 0, 0, 0, 0, 92, 3, 2, 3, 2, 95, 94, 13, 12, 3, 2, 0, 0, 75, 74, 17, 16, 69, 68, 71, 70, 71, 70, 31, 30, 31, 30, 31, 30, 13, 12, 41, 40, 41, 40, 41, 40, 49, 48, 0, 0, 55, 54] },
    ],
    rules: &[
        Rule { letters: &['\''], after: Some(Context { kinds: VOWEL | CONSONANT, letters: &[] }), before: Some(Context { kinds: 0, letters: &['є', 'ї', 'е', 'ё', 'ю', 'я'] }), text: "" },
        Rule { letters: &['е'], after: Some(Context { kinds: 0, letters: &['и', 'і'] }), before: None, text: "e" },
        Rule { letters: &['е'], after: Some(Context { kinds: EDGE | VOWEL, letters: &['й', 'ъ', 'ь'] }), before: None, text: "ye" },
        Rule { letters: &['е'], after: None, before: None, text: "e" },
        Rule { letters: &['и', 'я'], after: None, before: Some(Context { kinds: EDGE, letters: &[] }), text: "ia" },
        Rule { letters: &['и', 'й'], after: None, before: Some(Context { kinds: EDGE, letters: &[] }), text: "y" },
        Rule { letters: &['и'], after: Some(Context { kinds: 0, letters: &['ь'] }), before: None, text: "yi" },
        Rule { letters: &['и'], after: None, before: None, text: "i" },
        Rule { letters: &['о'], after: Some(Context { kinds: 0, letters: &['ь'] }), before: None, text: "yo" },
        Rule { letters: &['о'], after: None, before: None, text: "o" },
        Rule { letters: &['ы', 'й'], after: None, before: Some(Context { kinds: EDGE, letters: &[] }), text: "y" },
        Rule { letters: &['ы'], after: None, before: None, text: "y" },
        Rule { letters: &['ё'], after: Some(Context { kinds: 0, letters: &['ж', 'ч', 'ш', 'щ'] }), before: None, text: "e" },
        Rule { letters: &['ё'], after: None, before: None, text: "yo" },
        Rule { letters: &['і', 'я'], after: None, before: Some(Context { kinds: EDGE, letters: &[] }), text: "ia" },
        Rule { letters: &['і'], after: None, before: None, text: "i" },
        Rule { letters: &['ї'], after: Some(Context { kinds: EDGE, letters: &['\''] }), before: None, text: "yi" },
        Rule { letters: &['ї'], after: None, before: None, text: "i" },
    ],
};
