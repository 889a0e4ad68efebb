//! The trained model of letters: which lost their marks, and which words are not Turkish.
//!
//! Two linear models over hashed runs of letters, in one file of signed bytes that is read in place:
//! [`LETTER_ROWS`] for the marks of letters, then [`WORD_ROWS`] for foreign words. Public for the trainer.

/// Rows of the model of letters.
pub const LETTER_ROWS: usize = 1 << 18;
/// Rows of the model of words.
pub const WORD_ROWS: usize = 1 << 15;
/// Steps of a weight that are one bit of log-odds.
pub const BIT: f32 = 16.0;

/// The trained weights; see `weights/README.md`.
static WEIGHTS: &[u8] = include_bytes!("../../weights/diacritics.bin");

/// Tells whether a small ASCII letter may have lost a mark.
#[must_use]
pub const fn is_ambiguous(letter: u8) -> bool {
    matches!(letter, b'c' | b'g' | b'i' | b'o' | b's' | b'u')
}

/// A small letter, with or without the mark it may have.
pub(super) fn letter(plain: u8, marked: bool) -> char {
    match (plain, marked) {
        (b'c', true) => 'ç',
        (b'g', true) => 'ğ',
        (b'i', true) => 'ı',
        (b'o', true) => 'ö',
        (b's', true) => 'ş',
        (b'u', true) => 'ü',
        _ => char::from(plain),
    }
}

/// Letters seen to each side.
const REACH: usize = 5;
/// The longest run of letters.
const LONGEST: usize = 8;

fn at(word: &[u8], index: usize) -> u8 {
    // Positions are shifted by the reach, so that those before the word exist.
    index.checked_sub(REACH).and_then(|index| word.get(index)).copied().unwrap_or(b'_')
}

/// FNV-1a with a last mix, so that the low bits depend on all letters.
fn mix(hash: u32) -> u32 {
    let hash = (hash ^ hash >> 15).wrapping_mul(0x2C1B_3C6D);
    hash ^ hash >> 13
}

/// The rows of the runs of letters around a place of a word in small ASCII letters.
pub fn letter_rows(word: &[u8], place: usize, mut row: impl FnMut(usize)) {
    let middle = place + REACH;
    for before in 0..=REACH {
        let mut hash = 0x811C_9DC5_u32 ^ (before as u32) << 8;
        for index in middle - before..middle {
            hash = (hash ^ u32::from(at(word, index))).wrapping_mul(0x0100_0193);
        }
        for after in 0..=REACH.min(LONGEST - before) {
            hash = (hash ^ u32::from(at(word, middle + after))).wrapping_mul(0x0100_0193);
            row(mix(hash ^ after as u32) as usize % LETTER_ROWS);
        }
    }
}

/// The rows of the runs of two to four letters of a word in small ASCII letters.
pub fn word_rows(word: &[u8], mut row: impl FnMut(usize)) {
    for start in REACH - 1..word.len() + REACH {
        let mut hash = 0x811C_9DC5_u32;
        for length in 1..=4 {
            hash = (hash ^ u32::from(at(word, start + length - 1))).wrapping_mul(0x0100_0193);
            if length > 1 {
                row(mix(hash ^ length as u32) as usize % WORD_ROWS);
            }
        }
    }
}

fn weight(row: usize) -> i32 {
    WEIGHTS.get(row).map_or(0, |byte| i32::from(*byte as i8))
}

/// How much speaks for the mark of the letter at `place`, in sixteenths of a bit; below 0 for a plain letter.
pub(super) fn marked(word: &[u8], place: usize) -> i32 {
    if !word.get(place).is_some_and(|letter| is_ambiguous(*letter)) {
        return i32::MIN / 2;
    }
    let mut sum = 0;
    letter_rows(word, place, |row| sum += weight(row));
    sum
}

/// How much speaks for a foreign word, in sixteenths of a bit; below 0 for a Turkish one.
pub(super) fn foreignness(word: &[u8]) -> i32 {
    let mut sum = 0;
    word_rows(word, |row| sum += weight(LETTER_ROWS + row));
    sum
}
