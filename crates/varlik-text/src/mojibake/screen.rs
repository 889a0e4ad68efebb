//! The first scan: where in a text something may have been broken.
//!
//! Clean text must pass at the speed of memory, Turkish too, which has a letter beyond ASCII every ten bytes and
//! often several in a row. Blocks of 64 bytes are asked as a whole whether two characters beyond ASCII touch in a
//! way that broken text does, by comparisons that the compiler makes vectors of; only blocks that answer yes are
//! read by character.
#![allow(
    clippy::indexing_slicing,
    reason = "hot kernel: every index is below the length of the array, a constant that the compiler checks"
)]
use super::latin5::turkish_letter;
use super::reading::starts;
use super::swap::is_western;
use crate::script::Script;

/// Positions answered for at once.
const BLOCK: usize = 64;
/// Bytes of the window before the block: the character before its first one has at most four.
const BEFORE: usize = 4;
/// Bytes of the window: behind the block, four letters of two bytes must be seen whole.
const WINDOW: usize = BEFORE + BLOCK + 8;

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

/// Finds the next character at or after `from` that may lead a broken run, stand for a Turkish letter, or begin
/// a word read in another page.
pub(super) fn next(text: &str, from: usize, wanted: Wanted) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        let window = at.checked_sub(BEFORE).and_then(|start| bytes.get(start..)?.first_chunk::<WINDOW>());
        let end = at + BLOCK;
        let clean = window.is_some_and(|window| is_clean(window, wanted.row));
        if !clean && let Some(found) = by_character(text, from.max(at.saturating_sub(BEFORE)), end, wanted) {
            return Some(found);
        }
        at = end;
    }
    None
}

/// The same by character, for those that begin in `from..end`.
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
    if wanted.turkish && turkish_letter(c).is_some() {
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

/// Tells whether no character that begins in the block, or whose next one does, is suspicious. May say no of a
/// clean block, never yes of a suspicious one.
fn is_clean(window: &[u8; WINDOW], row: Row) -> bool {
    if window.is_ascii() {
        return true;
    }
    let (suspicious, others) = match row {
        Row::Two => latin::<2>(window),
        // Most blocks of Turkish end here.
        Row::Four if is_plain(window) => return true,
        Row::Four => latin::<4>(window),
    };
    suspicious == 0 && (others == 0 || (cyrillic(window) | greek(window)) == 0)
}

/// Whether a byte is `value`, as a number, so that conditions are joined without a branch.
#[inline]
fn is(byte: u8, value: u8) -> u8 {
    u8::from(byte == value)
}

#[inline]
fn is_in(byte: u8, first: u8, last: u8) -> u8 {
    u8::from(byte.wrapping_sub(first) <= last - first)
}

/// Tells whether where characters beyond ASCII touch both are Latin letters, and the first one is a usual Turkish
/// one, which begins nothing before a letter; with no four in a row, and none of ð ý þ. Says no wherever [`latin`]
/// does, at half the cost.
#[inline]
fn is_plain(window: &[u8; WINDOW]) -> bool {
    let mut other = 0_u8;
    for place in BEFORE..BEFORE + BLOCK {
        let (second, last) = (window[place - 2], window[place - 1]);
        let (lead, next) = (window[place], window[place + 1]);
        let touch = is_in(last, 0x80, 0xBF) & is_in(lead, 0xC2, 0xF4);
        // Ç Ö Ü Ğ ğ Ş ş ç İ ı ö ü by their last bytes.
        let turkish = is_in(last, 0x9C, 0x9F)
            | is_in(last, 0xB0, 0xB1)
            | is(last, 0x87)
            | is(last, 0x96)
            | is(last, 0xA7)
            | is(last, 0xB6)
            | is(last, 0xBC);
        let letters = is_in(second, 0xC3, 0xC5) & is_in(lead, 0xC3, 0xC5) & turkish;
        let sign = is(lead, 0xC5) & (1 ^ is_in(next, 0x9E, 0x9F));
        let latin5 = is(lead, 0xC3) & (is(next & 0xDF, 0x90) | is_in(next & 0xDF, 0x9D, 0x9E));
        let row = is_in(lead, 0xC2, 0xC5)
            & is_in(window[place + 2], 0xC2, 0xC5)
            & is_in(window[place + 4], 0xC2, 0xC5)
            & is_in(window[place + 6], 0xC2, 0xC5);
        other |= (touch & ((1 ^ letters) | sign)) | latin5 | row;
    }
    other == 0
}

/// Looks for what begins with a Latin letter or a sign; tells also whether there are Greek or Cyrillic letters.
#[inline]
fn latin<const ROW: usize>(window: &[u8; WINDOW]) -> (u8, u8) {
    let (mut suspicious, mut others) = (0_u8, 0_u8);
    for place in BEFORE..BEFORE + BLOCK {
        // The last three bytes of one character, and the first two of the next.
        let (third, second, last) = (window[place - 3], window[place - 2], window[place - 1]);
        let (lead, next) = (window[place], window[place + 1]);
        let touch = is_in(last, 0x80, 0xBF) & is_in(lead, 0xC2, 0xF4);
        // À to ô, Ğ İ Ş lead runs of the western pages, before what is no letter there.
        let western = ((is(second, 0xC3) & is_in(last, 0x82, 0xB4))
            | (is_in(second, 0xC4, 0xC5) & (is(last, 0x9E) | is(last, 0xB0)))
            | (is(second, 0xC4) & is(last, 0x9F) & (is(lead, 0xC5) | is(lead, 0xC2))))
            & (is(lead, 0xC2)
                | is(lead, 0xC6)
                | is(lead, 0xCB)
                | is(lead, 0xE2)
                | is(lead, 0xEF)
                | (is(lead, 0xC5) & (1 ^ is_in(next, 0x9E, 0x9F))));
        // ¬ ƒ Œ œ Ÿ · √ ≈ ∆ ◊ – — ‚ „ ‡ ‰ and capitals with an accent lead runs of MacRoman.
        let macintosh = is(second, 0xC2)
            | is(second, 0xC6)
            | (is(second, 0xC5) & (is_in(last, 0x92, 0x93) | is(last, 0xB8)))
            | (is(second, 0xC3)
                & (is_in(last, 0x81, 0x82)
                    | is_in(last, 0x88, 0x8F)
                    | is_in(last, 0x92, 0x94)
                    | is(last, 0xBF)))
            | (is(third, 0xE2)
                & (is_in(second, 0x86, 0x97)
                    | (is(second, 0x80)
                        & (is_in(last, 0x93, 0x94)
                            | is(last, 0x9A)
                            | is(last, 0x9E)
                            | is(last, 0xA1)
                            | is(last, 0xB0)))))
            | is(third, 0xEF);
        // Â Ă Ä Ĺ lead runs of windows-1250.
        let central = (is(second, 0xC3) & (is(last, 0x82) | is(last, 0x84)))
            | (is(second, 0xC4) & (is(last, 0x82) | is(last, 0xB9)));
        // Ð Ý Þ ð ý þ, which differ from each other in one bit.
        let latin5 = is(lead, 0xC3) & (is(next & 0xDF, 0x90) | is_in(next & 0xDF, 0x9D, 0x9E));
        let mut letters = 1;
        for step in 0..ROW {
            letters &= is_in(window[place + 2 * step], 0xC2, 0xC5);
        }
        suspicious |= (touch & (western | macintosh | central)) | latin5 | letters;
        others |= is(lead, 0xCE) | is_in(lead, 0xD0, 0xD1);
    }
    (suspicious, others)
}

/// Looks for В to Я, в and р that lead runs of windows-1251, and for capitals behind small letters.
#[inline]
fn cyrillic(window: &[u8; WINDOW]) -> u8 {
    let mut suspicious = 0_u8;
    for place in BEFORE..BEFORE + BLOCK {
        let (second, last) = (window[place - 2], window[place - 1]);
        let (lead, next) = (window[place], window[place + 1]);
        let capitals = is(second, 0xD0) & is_in(last, 0x92, 0xAF);
        let continues = is(lead, 0xC2)
            | is(lead, 0xD2)
            | is(lead, 0xE2)
            | (is(lead, 0xD0) & is_in(next, 0x80, 0x8F))
            | (is(lead, 0xD1) & is_in(next, 0x91, 0x9F));
        let signs = is(second, 0xD0)
            & is(last, 0xB2)
            & (is(lead, 0xE2) | is(lead, 0xC2) | (is(lead, 0xD0) & is_in(next, 0x80, 0x8F)) | is(lead, 0xD2));
        let pictures = is(second, 0xD1) & is(last, 0x80) & is(lead, 0xD1) & is(next, 0x9F);
        let small =
            (is(second, 0xD0) & is_in(last, 0xB0, 0xBF)) | (is(second, 0xD1) & is_in(last, 0x80, 0xBF));
        let capital = (is(lead, 0xD0) & is_in(next, 0x80, 0xAF)) | (is(lead, 0xD1) & is_in(next, 0xA0, 0xBF));
        // Letters of other languages: a capital and a small one take turns from U+0460 on.
        let wide = is_in(second, 0xD1, 0xD4)
            & is_in(lead, 0xD1, 0xD4)
            & (is_in(second, 0xD2, 0xD4) | is_in(lead, 0xD2, 0xD4));
        suspicious |= (capitals & continues)
            | signs
            | pictures
            | (small & capital)
            | wide
            | (is(second, 0xD0) & is_in(lead, 0xD2, 0xD4));
    }
    suspicious
}

/// Looks for capitals and β that lead runs of windows-1253.
#[inline]
fn greek(window: &[u8; WINDOW]) -> u8 {
    let mut suspicious = 0_u8;
    for place in BEFORE..BEFORE + BLOCK {
        let (second, last) = (window[place - 2], window[place - 1]);
        let (lead, next) = (window[place], window[place + 1]);
        let leads = is(second, 0xCE) & (is_in(last, 0x90, 0xAB) | is(last, 0xB2));
        let continues =
            is(lead, 0xC2) | is(lead, 0xC6) | is(lead, 0xE2) | (is(lead, 0xCE) & is_in(next, 0x84, 0x8F));
        suspicious |= leads & continues;
    }
    suspicious
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
    fn clean_turkish_passes_by_blocks() {
        let text =
            "Cumhurbaşkanlığı Sözcüsü, “Öğretmenlerin görüşünü dinledik; düşüncemiz açık.” dedi. ".repeat(4);
        for window in text.as_bytes().windows(WINDOW) {
            assert!(is_clean(window.try_into().unwrap(), Row::Four), "{}", String::from_utf8_lossy(window));
        }
    }
}
