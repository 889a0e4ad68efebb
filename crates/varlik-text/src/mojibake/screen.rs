//! The first scan: where in a text something may have been broken.
//!
//! Clean text must pass quickly, short names as well as long lines, of any script. Only characters beyond ASCII are
//! looked at; the bytes that lead them are found 64 at a time. A table tells of each what it may lead and what it
//! may follow, and only where both meet in two characters that touch, the question is asked exactly.
#![allow(
    clippy::indexing_slicing,
    reason = "hot kernel: tables are filled by the compiler, and their places are below their length by the bits of UTF-8"
)]
use super::latin5::turkish_letter;
use super::reading::{READINGS, Reading, starts};
use super::swap::is_western;
use crate::CodePage;
use crate::script::Script;
use crate::tables::code_pages::CODE_POINTS;

/// Positions looked at together.
const BLOCK: usize = 64;

/// How many western letters in a row may be a word of another page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// Two: the language of the text has another script.
    Two,
    /// Four, which hardly any word of clean text has.
    Four,
}

impl Row {
    const fn length(self) -> usize {
        match self {
            Self::Two => 2,
            Self::Four => 4,
        }
    }
}

/// What a walk over a text still looks for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    pub(super) row: Row,
    /// Letters before this place have been weighed.
    pub(super) weighed: usize,
    /// Whether ð ý þ may stand for Turkish letters.
    pub(super) turkish: bool,
}

/// Finds the next character at or after `from` that may lead a broken run, stand for a Turkish letter or a sign, or
/// begin a word read in another page.
pub(super) fn next(text: &str, from: usize, wanted: Wanted) -> Option<usize> {
    let bytes = text.as_bytes();
    let alone = if wanted.turkish { TURKISH | CONTROL } else { CONTROL };
    let more = wanted.row.length() as u32 - 1;
    // What the character before leads, and where it ends; how many western letters before follow another one.
    let (mut leads, mut end, mut row) = (0, usize::MAX, 0);
    let mut at = from;
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let (mut places, length) = characters(bytes, rest);
        while places != 0 {
            let place = at + places.trailing_zeros() as usize;
            places &= places - 1;
            let (parts, size) = parts_at(bytes, place);
            let found = parts.follows & (alone | if place == end { leads } else { 0 });
            (leads, end) = (parts.leads, place + size);
            if found == 0 {
                row = 0;
                continue;
            }
            row = if found & LETTER == 0 { 0 } else { row + 1 };
            if found & !LETTER == 0 && row < more {
                continue;
            }
            if place < wanted.weighed && found & !(LETTER | CASE) == 0 {
                continue;
            }
            // The row begins three letters of two bytes before its last one.
            let start = from.max(place.saturating_sub(6));
            if let Some(found) = by_character(text, start, place + 1, wanted) {
                return Some(found);
            }
        }
        at += length;
    }
    None
}

/// Finds the bytes that lead characters beyond ASCII among the next ones, up to 64, and tells how many were looked
/// at; `rest` is the end of `bytes`.
#[inline]
fn characters(bytes: &[u8], rest: &[u8]) -> (u64, usize) {
    // A byte with the two highest bits leads a character.
    let leads = |word: u64| word & (word << 1) & 0x8080_8080_8080_8080;
    // Brings the highest bit of each byte into one.
    let gather = |leads: u64| (leads >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    let word = |bytes: &[u8; 8]| leads(u64::from_le_bytes(*bytes));
    if let Some(block) = rest.first_chunk::<BLOCK>() {
        if block.is_ascii() {
            return (0, BLOCK);
        }
        let (words, _) = block.as_chunks::<8>();
        let places = words.iter().rev().fold(0, |places, bytes| places << 8 | gather(word(bytes)));
        return (places, BLOCK);
    }
    if let Some(bytes) = rest.first_chunk::<8>() {
        return (gather(word(bytes)), 8);
    }
    if let Some(last) = bytes.last_chunk::<8>() {
        return (gather(word(last)) >> (8 - rest.len()), rest.len());
    }
    let places = rest.iter().rev().fold(0, |places, byte| places << 1 | u64::from(*byte >= 0xC0));
    (places, rest.len())
}

/// Gives the parts of the character at `place`, which is beyond ASCII, and its bytes.
#[inline]
fn parts_at(bytes: &[u8], place: usize) -> (Parts, usize) {
    let Some([lead, second]) = bytes.get(place..).and_then(<[u8]>::first_chunk::<2>) else {
        return (NOTHING, 2);
    };
    let (lead, second) = (usize::from(*lead), usize::from(*second & 0x3F));
    if lead < 0xE0 {
        // Five bits and six are below the length of the table.
        return (LETTERS[(lead & 0x1F) << 6 | second], 2);
    }
    let third = usize::from(bytes.get(place + 2).copied().unwrap_or(0) & 0x3F);
    match lead {
        0xE2 => (SIGNS[second << 6 | third], 3),
        0xE1 | 0xEA | 0xEF => (rare(((lead & 0xF) << 12 | second << 6 | third) as u16), 3),
        0xE0..0xF0 => (NOTHING, 3),
        _ => (NOTHING, 4),
    }
}

/// The same by character, for those that begin in `from..end`.
#[cold]
fn by_character(text: &str, from: usize, end: usize, wanted: Wanted) -> Option<usize> {
    let from = (from..text.len()).find(|at| text.is_char_boundary(*at))?;
    let mut characters = text.get(from..)?.chars();
    let mut at = from;
    while let Some(c) = characters.next() {
        if at >= end {
            return None;
        }
        if !c.is_ascii() && is_suspicious(c, characters.clone(), at, wanted) {
            return Some(at);
        }
        at += c.len_utf8();
    }
    None
}

fn is_suspicious(c: char, rest: std::str::Chars<'_>, at: usize, wanted: Wanted) -> bool {
    if c.is_control() || (wanted.turkish && turkish_letter(c).is_some()) {
        return true;
    }
    let Some(second) = rest.clone().next().filter(|c| !c.is_ascii()) else { return false };
    starts(c, second) || (at >= wanted.weighed && is_of_another_page(c, rest, wanted.row))
}

/// Tells whether a character begins what a word read in another page looks like: a row of western letters, or a
/// capital behind a small letter.
pub(super) fn is_of_another_page(c: char, rest: std::str::Chars<'_>, row: Row) -> bool {
    let more = row.length() - 1;
    rest.clone().next().is_some_and(|second| is_swapped_case(c, second))
        || (is_western(c) && rest.take(more).filter(|c| is_western(*c)).count() == more)
}

/// A capital behind a small letter, both Cyrillic.
fn is_swapped_case(first: char, second: char) -> bool {
    first.is_lowercase()
        && second.is_uppercase()
        && Script::of(first) == Script::Cyrillic
        && Script::of(second) == Script::Cyrillic
}

/// What a character may be part of: a bit for each [`Reading`], and those below.
#[derive(Clone, Copy)]
struct Parts {
    /// What may begin with the character.
    leads: u16,
    /// What may go on with it.
    follows: u16,
}

const NOTHING: Parts = Parts { leads: 0, follows: 0 };

/// ğ, which leads one pair only.
const SOFT: u16 = 1 << 5;
/// в, which leads what is no small letter.
const VE: u16 = 1 << 6;
/// р, which leads pictures.
const ER: u16 = 1 << 7;
/// A letter whose second byte was lost.
const LOST: u16 = 1 << 8;
/// A capital behind a small letter, both Cyrillic.
const CASE: u16 = 1 << 9;
/// A letter of a western page behind another one.
const LETTER: u16 = 1 << 10;
/// A letter that may be Turkish; it follows anything.
const TURKISH: u16 = 1 << 11;
/// A control that may be a sign; it follows anything.
const CONTROL: u16 = 1 << 12;

/// The parts of the characters of two bytes, below U+0800.
static LETTERS: [Parts; 0x800] = parts(0);

/// The parts of U+2000 to U+2FFF, the characters of three bytes with the lead E2.
static SIGNS: [Parts; 0x1000] = parts(0x2000);

const fn parts<const N: usize>(first: usize) -> [Parts; N] {
    let mut table = [NOTHING; N];
    let mut place = 0;
    while place < N {
        table[place] = Parts { leads: leads(first + place), follows: follows(first + place) };
        place += 1;
    }
    let pages = [
        (CodePage::Latin1, Reading::Western.bit()),
        (CodePage::Windows1252, Reading::Western.bit()),
        (CodePage::Windows1254, Reading::Western.bit()),
        (CodePage::Macintosh, Reading::Macintosh.bit()),
        (CodePage::Windows1251, Reading::Cyrillic.bit()),
        (CodePage::Windows1250, Reading::Central.bit()),
        (CodePage::Windows1253, Reading::Greek.bit()),
    ];
    let mut at = 0;
    while at < pages.len() {
        let (page, bit) = pages[at];
        let mut byte = 0;
        while byte < 0x40 {
            let point = CODE_POINTS[page as usize][byte] as usize;
            if point >= first && point - first < N {
                let parts = &mut table[point - first];
                parts.follows |= bit as u16;
                if page as usize == CodePage::Windows1251 as usize && !is_small(point) {
                    parts.follows |= VE;
                }
            }
            byte += 1;
        }
        at += 1;
    }
    table
}

const fn leads(point: usize) -> u16 {
    let Some(c) = char::from_u32(point as u32) else { return 0 };
    let mut bits = 0;
    let mut at = 0;
    while at < READINGS.len() {
        if READINGS[at].leads(c) {
            bits |= READINGS[at].bit() as u16;
        }
        at += 1;
    }
    bits |= match c {
        'ğ' => SOFT,
        'в' => VE,
        'р' => ER,
        'Ä' | 'Å' => LOST,
        _ => 0,
    };
    if is_western(c) {
        bits |= LETTER;
    }
    if is_small(point) { bits | CASE } else { bits }
}

const fn follows(point: usize) -> u16 {
    let Some(c) = char::from_u32(point as u32) else { return 0 };
    let mut bits = match c {
        'Ð' | 'Ý' | 'Þ' | 'ð' | 'ý' | 'þ' => TURKISH,
        '\u{9F}' => CONTROL | SOFT,
        '\u{80}'..'\u{9F}' => CONTROL,
        'Ÿ' => SOFT,
        'џ' => ER,
        _ => 0,
    };
    if is_western(c) {
        bits |= LETTER;
    }
    if matches!(point, 0x400..=0x52F) && !is_small(point) { bits | CASE } else { bits }
}

/// Whether a letter of two bytes is a small one of Cyrillic: from U+0460 on capitals and small ones take turns.
const fn is_small(point: usize) -> bool {
    match point {
        0x430..=0x45F => true,
        0x4C1..=0x4CF => point.is_multiple_of(2) || point == 0x4CF,
        0x460..=0x481 | 0x48A..=0x4BF | 0x4D0..=0x52F => point % 2 == 1,
        _ => false,
    }
}

/// The parts of the few other characters that have any.
const fn rare(point: u16) -> Parts {
    match point {
        // Old Cyrillic letters.
        0x1C80..=0x1C8F | 0xA640..=0xA69F => Parts { leads: CASE, follows: CASE },
        // The sign that MacRoman keeps for the maker of the machine.
        0xF8FF => Parts { leads: Reading::Macintosh.bit() as u16, follows: 0 },
        0xFFFD => Parts { leads: 0, follows: LOST },
        _ => NOTHING,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(text: &str, next: impl Fn(usize) -> Option<usize>) -> Vec<usize> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(place) = next(at) {
            found.push(place);
            at = place + text[place..].chars().next().unwrap().len_utf8();
        }
        found
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn blocks_and_characters_find_the_same_places(
            text in prop_oneof![
                ".{0,200}",
                "[a-z öğüşçıİ“”’–.ÂâÇÖÜĞŞ]{100,200}",
                "[a-cÃÅÄÂðþýÐ¼½œŸ“’‡–™šžƒˆ\u{80}-\u{BF}]{80,160}",
                "[РСГДЕвра-яА-ЯіІўЂђ°±’ҐґѢҚә]{80,160}",
                "[√≈ƒ¬‚–—Œœ◊ÿá-üÄÅÇÉ∂∑±a]{80,160}",
                "[ĂĹÄÂşťŽź€â a]{80,160}",
                "[ΑΒΓΔΕβα-ωΆΈ°±a]{80,160}",
                "[À-ÿa ]{80,160}",
            ],
            row in prop_oneof![Just(Row::Two), Just(Row::Four)],
        ) {
            let wanted = Wanted { row, weighed: 0, turkish: true };
            let blocks = all(&text, |at| next(&text, at, wanted));
            let characters = all(&text, |at| by_character(&text, at, text.len(), wanted));
            prop_assert_eq!(blocks, characters, "{:?}", text);
        }
    }

    #[test]
    fn no_pair_that_may_begin_a_run_is_passed_over() {
        // Nothing else than these leads or follows: the pages hold no other characters.
        let points = (0x80..0x800).chain(0x1C80..0x1C90).chain(0x2000..0x2600).chain(0xF8FF..0xF900);
        let characters: Vec<char> =
            points.chain(0xFB00..0xFB03).chain([0xFFFD]).filter_map(char::from_u32).collect();
        let leading = characters.iter().copied().filter(|c| {
            READINGS.iter().any(|reading| reading.leads(*c)) || "ğâÄÅрв".contains(*c) || c.is_lowercase()
        });
        let wanted = Wanted { row: Row::Four, weighed: 0, turkish: true };
        let mut text = String::new();
        for first in leading {
            for second in characters.iter().copied() {
                if starts(first, second) || is_swapped_case(first, second) {
                    text.clear();
                    text.extend([first, second]);
                    assert_eq!(next(&text, 0, wanted), Some(0), "{text:?}");
                }
            }
        }
    }
}
