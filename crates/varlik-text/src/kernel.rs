//! The loop under every step that treats characters one by one: casing and folding.
//!
//! Most bytes of most texts are ASCII, and most other characters of the texts this crate is about have two bytes. So a
//! text is looked at in windows of 64 bytes: all are copied, ASCII changed on the way, and one word says where
//! the other characters begin. A character of two bytes is one load from a table of 2,048 words and one store
//! of four bytes; a longer one goes through a table of pages; what follows it in the window is copied behind it. What
//! needs its neighbours is left to the step.
#![allow(clippy::inline_always, reason = "the loop is fast where its windows are in registers")]
#![allow(
    clippy::indexing_slicing,
    reason = "`at <= end <= text.len()`, and `at` is a character boundary where the step is asked; a place in a window is \
              below its width; table indices are masked to the size of the table"
)]

mod window;

use std::borrow::Cow;
use std::ops::Range;

use window::{LANES, WIDTH, Window, is_plain, last, marks};

use crate::edits::Record;

/// Three sorted lists of characters and what they become; a later list goes before an earlier one.
pub(crate) type Texts = [&'static [(char, &'static str)]; 3];

/// What one operation makes of each character from U+0080 on, whatever stands beside it.
pub(crate) struct CharMap {
    /// By the eleven bits of a two-byte character: up to three bytes of text and, in the top byte, how many;
    /// or one of `SPECIAL` and `LONG`, with an index into the texts.
    pairs: [u32; 2048],
    /// The page of `cells` for every 256 code points below U+20000; page 0 changes nothing.
    pages: [u8; 512],
    /// By the low byte of a code point: as in `pairs`, or 0 where nothing changes.
    cells: &'static [[u32; 256]],
    texts: Texts,
}

/// The text of a character that depends on its neighbours: the step is asked. No mapping yields U+0000.
pub(crate) const SPECIAL: &str = "\0";

const PAIR_SPECIAL: u32 = 0xFF;
const PAIR_LONG: u32 = 0xFE;

/// Counts the pages of 256 code points that the lists touch from U+0800 on, and the empty one.
pub(crate) const fn count_pages(texts: Texts) -> usize {
    let mut seen = [false; 512];
    let mut count = 1;
    let mut list = 0;
    while list < 3 {
        let mut index = 0;
        while index < texts[list].len() {
            let point = texts[list][index].0 as usize;
            if point >= 0x800 && !seen[point >> 8] {
                seen[point >> 8] = true;
                count += 1;
            }
            index += 1;
        }
        list += 1;
    }
    count
}

/// Lays the pages out; `PAGES` is what [`count_pages`] says.
pub(crate) const fn lay_pages<const PAGES: usize>(texts: Texts) -> ([u8; 512], [[u32; 256]; PAGES]) {
    let mut pages = [0; 512];
    let mut cells = [[0; 256]; PAGES];
    let mut next = 1;
    let mut number = 0;
    let mut list = 0;
    while list < 3 {
        let mut index = 0;
        while index < texts[list].len() {
            let point = texts[list][index].0 as usize;
            if point >= 0x800 {
                if pages[point >> 8] == 0 {
                    pages[point >> 8] = next;
                    next += 1;
                }
                cells[pages[point >> 8] as usize][point & 0xFF] =
                    pack(texts[list][index].1.as_bytes(), number);
            }
            number += 1;
            index += 1;
        }
        list += 1;
    }
    (pages, cells)
}

/// Makes a `static` [`CharMap`] of three lists, at compile time.
macro_rules! char_map {
    ($(#[$about:meta])* $name:ident, $texts:expr) => {
        $(#[$about])*
        static $name: $crate::kernel::CharMap = {
            const TEXTS: $crate::kernel::Texts = $texts;
            const LAID: ([u8; 512], [[u32; 256]; $crate::kernel::count_pages(TEXTS)]) =
                $crate::kernel::lay_pages(TEXTS);
            static CELLS: [[u32; 256]; $crate::kernel::count_pages(TEXTS)] = LAID.1;
            $crate::kernel::CharMap::new(TEXTS, &LAID.0, &CELLS)
        };
    };
}
pub(crate) use char_map;

impl CharMap {
    pub(crate) const fn new(texts: Texts, pages: &[u8; 512], cells: &'static [[u32; 256]]) -> Self {
        let mut pairs = [0; 2048];
        let mut point = 0;
        while point < 2048 {
            // A character without a mapping is its own two bytes.
            pairs[point] = 2 << 24 | (0x80 | (point as u32 & 0x3F)) << 8 | (0xC0 | point as u32 >> 6);
            point += 1;
        }
        let mut number = 0;
        let mut list = 0;
        while list < 3 {
            let mut index = 0;
            while index < texts[list].len() {
                let (c, text) = texts[list][index];
                if (c as usize) < 2048 {
                    pairs[c as usize] = pack(text.as_bytes(), number);
                }
                number += 1;
                index += 1;
            }
            list += 1;
        }
        Self { pairs, pages: *pages, cells, texts }
    }

    fn pair(&self, lead: u8, trail: u8) -> u32 {
        self.pairs[usize::from(lead & 0x1F) << 6 | usize::from(trail & 0x3F)]
    }

    fn cell(&self, point: usize) -> u32 {
        self.pages.get(point >> 8).map_or(0, |page| self.cells[usize::from(*page)][point & 0xFF])
    }

    fn text(&self, number: usize) -> &'static str {
        let mut number = number;
        for list in self.texts {
            if let Some((_, text)) = list.get(number) {
                return text;
            }
            number -= list.len();
        }
        ""
    }

    /// Appends what `c` becomes; gives `false`, and appends nothing, where the step decides.
    pub(crate) fn push(&self, c: char, out: &mut String) -> bool {
        if let Some(entry) = self.pairs.get(c as usize).filter(|entry| **entry >> 24 <= 3) {
            let bytes = entry.to_le_bytes();
            // Always `Ok`: an entry holds whole characters.
            out.push_str(std::str::from_utf8(&bytes[..usize::from(bytes[3])]).unwrap_or_default());
            return true;
        }
        match self.get(c) {
            Some(SPECIAL) => return false,
            Some(text) => out.push_str(text),
            None => out.push(c),
        }
        true
    }

    /// Gives what `c` becomes, where it changes; [`SPECIAL`] where the step decides.
    pub(crate) fn get(&self, c: char) -> Option<&'static str> {
        let point = c as usize;
        if c.is_ascii() || point >= 0x800 && self.cell(point) == 0 {
            return None;
        }
        let find = |list: &&'static [(char, &'static str)]| list.binary_search_by_key(&c, |row| row.0).ok();
        self.texts.iter().rev().find_map(|list| find(list).map(|index| list[index].1))
    }
}

/// The entry of a character that stays.
#[inline(always)]
const fn own(lead: u8, trail: u8) -> u32 {
    2 << 24 | (trail as u32) << 8 | lead as u32
}

const fn pack(text: &[u8], number: u32) -> u32 {
    if text.len() == 1 && text[0] == 0 {
        return PAIR_SPECIAL << 24;
    }
    if text.len() > 3 {
        return PAIR_LONG << 24 | number;
    }
    if text.is_empty() {
        // Not 0, which is no entry.
        return 1;
    }
    let mut packed = (text.len() as u32) << 24;
    let mut index = 0;
    while index < text.len() {
        packed |= (text[index] as u32) << (8 * index);
        index += 1;
    }
    packed
}

/// One operation of the loop.
pub(crate) trait Step {
    /// An ASCII letter that does not stay ASCII (`I` in Turkish lower case); 0xFF where there is none.
    const STOP: u8;
    /// What `STOP` becomes where no mark follows: two bytes.
    const STOP_TEXT: [u8; 2];

    /// What any other ASCII byte becomes: one ASCII byte. Bytes beyond ASCII stay. No branches: it is done to sixteen
    /// bytes at once.
    fn ascii(byte: u8) -> u8;

    /// Tells of a character beyond ASCII, by its first byte and the next, whether it may change; those of which it
    /// tells that they stay are copied unseen. Asked about bytes of any kind, of which only first bytes count.
    /// No branches, either.
    fn may_change(lead: u8, next: u8) -> bool;

    /// What the other characters become.
    fn map(&self) -> &'static CharMap;

    /// Writes the character at `at` of `text`, for which the table has [`SPECIAL`] or which is `STOP` before a byte
    /// that may be a mark; may take more than that one. Gives the place in `text` after what was written.
    ///
    /// `row` is the string that the character belongs to; `base` the length of `out` at the start of the
    /// run, which edits count from. What precedes in `out` may be taken back as far as the same row goes.
    fn special<P: Places>(&self, here: Here<'_>, out: &mut Vec<u8>, places: &mut P) -> usize;
}

/// Where a [`Step`] meets a character that it must decide itself.
pub(crate) struct Here<'t> {
    pub(crate) text: &'t str,
    pub(crate) at: usize,
    pub(crate) row: Range<usize>,
    pub(crate) base: usize,
}

/// What is noted while text is written: the edits of a step, or where the rows of a column end.
pub(crate) trait Places {
    /// Notes that `source` of the text became `out`, of another length; in order, without overlap. Both are counted in
    /// bytes: from the start of the text, and from `base`.
    fn edit(&mut self, source: Range<usize>, out: Range<usize>);

    /// Gives the string that the character at `at` belongs to; never asked about an earlier place than before.
    fn row(&mut self, at: usize) -> Range<usize>;
}

/// Writes a window as a step has it, but for the characters that it changes, and tells whether there are none.
///
/// A function by itself, like the next: so the compiler makes it of operations on sixteen bytes.
#[inline(never)]
fn look<S: Step>(window: &Window, to: &mut [u8; SLOT]) -> bool {
    let mut any = [0; 16];
    for (from, to) in window.as_chunks::<16>().0.iter().zip(to.as_chunks_mut::<16>().0).take(WIDTH / 16) {
        for at in 0..16 {
            to[at] = S::ascii(from[at]);
            any[at] |= from[at] | 0_u8.wrapping_sub(u8::from(from[at] == S::STOP));
        }
    }
    u128::from_le_bytes(any) & u128::from_le_bytes([0x80; 16]) == 0
}

/// Marks by 0x80 the bytes that begin a character which is looked at.
#[inline(never)]
fn mark<S: Step>(window: &Window, marked: &mut [u8; WIDTH]) {
    for at in 0..WIDTH {
        marked[at] = u8::from(is_stop::<S>(window[at], window[at + 1])) << 7;
    }
}

/// Tells whether a byte begins a character that is looked at.
#[allow(clippy::needless_bitwise_bool, reason = "no branches: it is asked about sixteen bytes at once")]
#[inline(always)]
fn is_stop<S: Step>(byte: u8, next: u8) -> bool {
    (byte >= 0xC0) & S::may_change(byte, next) | (byte == S::STOP)
}

/// Bytes as a step has them, but for the characters that it changes.
#[inline(always)]
fn lanes<S: Step>(mut lanes: [u8; LANES]) -> [u8; LANES] {
    for lane in &mut lanes {
        *lane = S::ascii(*lane);
    }
    lanes
}

/// What is written between two looks at the room: a zone of `out` that is filled from the left.
const ZONE: Range<usize> = 512..8192;

/// The bytes that must be free in the zone for a window: twice as many as it has, with a character that begins in it
/// and the bytes that are stored together with the last.
const SLOT: usize = 2 * (WIDTH + 3) + LANES;

/// Appends what `step` makes of `span` of `text`, and says where it stopped: `span.end`, or past it where
/// the last character was written together with marks that follow.
///
/// `text` around the span is context only. Linear in the span, whatever it holds.
#[allow(clippy::too_many_lines, reason = "one loop, whose state stays in registers while it is one function")]
pub(crate) fn run<S: Step, P: Places>(
    step: &S,
    text: &str,
    span: Range<usize>,
    out: &mut Vec<u8>,
    places: &mut P,
) -> usize {
    let source = text.as_bytes();
    let map = step.map();
    let (base, end) = (out.len(), span.end.min(source.len()));
    let mut at = span.start;
    let mut size = ZONE.start;
    while at < end {
        let start = out.len();
        out.resize(start + size.min(end - at) + SLOT, 0);
        let zone = &mut out[start..];
        let mut filled = 0;
        let leave = 'zone: loop {
            let Some(slot) = zone.get_mut(filled..).and_then(<[u8]>::first_chunk_mut::<SLOT>) else {
                break Leave::Full;
            };
            if at >= end {
                break Leave::Full;
            }
            let copy;
            let window = if let Some(window) = source.get(at..).and_then(<[u8]>::first_chunk) {
                window
            } else {
                copy = last(&source[at..]);
                &copy
            };
            let width = WIDTH.min(end - at);
            if look::<S>(window, slot) {
                at += width;
                filled += width;
                continue;
            }
            let mut marked = [0; WIDTH];
            mark::<S>(window, &mut marked);
            let mut left = marks(&marked) & u64::MAX >> (WIDTH - width);
            // The bytes of the window that have been read, and of the slot that have been written.
            let (mut read, mut wrote) = (0, 0);
            // Copies what precedes a place in the window.
            macro_rules! copy_to {
                ($stop:expr) => {
                    let gap = $stop.saturating_sub(read);
                    if let (Some(from), Some(to)) = (
                        window.get(read..).and_then(<[u8]>::first_chunk),
                        slot.get_mut(wrote..).and_then(<[u8]>::first_chunk_mut),
                    ) {
                        *to = lanes::<S>(*from);
                    }
                    wrote += gap;
                    read += gap;
                };
            }
            while left != 0 {
                let begin = left.trailing_zeros() as usize & (WIDTH - 1);
                left &= left - 1;
                let lead = window[begin];
                let next = window[begin + 1];
                let (length, entry, same) = if lead & 0xE0 == 0xC0 {
                    (2, map.pair(lead, next), own(lead, next))
                } else if lead == S::STOP {
                    // Marks begin with the bytes CC and above; what else does is decided with them.
                    let entry = if next >= 0xCC { PAIR_SPECIAL << 24 } else { pack(&S::STOP_TEXT, 0) };
                    (1, entry, 0)
                } else {
                    let length = if lead >= 0xF0 { 4 } else { 3 };
                    (length, high(map, source, at + begin, length), 0)
                };
                if entry == same {
                    continue;
                }
                copy_to!(begin);
                let written = (entry >> 24) as usize;
                if written > 3 {
                    at += begin;
                    filled += wrote;
                    break 'zone if entry >> 24 == PAIR_LONG {
                        Leave::Text(length, map.text((entry & 0xFFFF) as usize))
                    } else {
                        Leave::Special
                    };
                }
                if let Some(to) = slot.get_mut(wrote..).and_then(<[u8]>::first_chunk_mut) {
                    *to = entry.to_le_bytes();
                }
                // As many bytes may be several characters for one: the first byte tells.
                if written != length || (entry as u8) < if length == 3 { 0xE0 } else { 0xC0 } {
                    let (from, out) = (at + begin, start - base + filled + wrote);
                    places.edit(from..from + length, out..out + written);
                }
                read += length;
                wrote += written;
            }
            copy_to!(width);
            // A character may reach past the end of the window.
            at += read;
            filled += wrote;
        };
        out.truncate(start + filled);
        // A zone that is left early costs the zeros it was filled with.
        size = ZONE.start;
        match leave {
            Leave::Full => size = ZONE.end,
            Leave::Text(length, text) => {
                let place = out.len() - base;
                out.extend_from_slice(text.as_bytes());
                if is_edit(length, text) {
                    places.edit(at..at + length, place..place + text.len());
                }
                at += length;
            }
            Leave::Special => {
                let row = places.row(at);
                at = step.special(Here { text, at, row, base }, out, places);
            }
        }
    }
    at
}

/// Tells whether a text in the place of one character of `length` bytes shifts what follows, or is several.
pub(crate) fn is_edit(length: usize, text: &str) -> bool {
    text.len() != length || text.chars().next().is_none_or(|c| c.len_utf8() != length)
}

/// Why the zone is left.
enum Leave {
    Full,
    Text(usize, &'static str),
    Special,
}

/// Gives the entry of a character of three or four bytes; 0 where it stays.
#[inline(always)]
fn high(map: &CharMap, source: &[u8], at: usize, length: usize) -> u32 {
    let byte = |index: usize| source.get(at + index).map_or(0, |byte| usize::from(byte & 0x3F));
    map.cell(if length == 3 {
        usize::from(source[at] & 0xF) << 12 | byte(1) << 6 | byte(2)
    } else {
        usize::from(source[at] & 0x7) << 18 | byte(1) << 12 | byte(2) << 6 | byte(3)
    })
}

/// Finds the first character of `text` that `step` may change; the length where there is none.
pub(crate) fn unchanged<S: Step>(step: &S, text: &str) -> usize {
    let source = text.as_bytes();
    let map = step.map();
    let mut at = 0;
    while at < source.len() {
        let copy;
        let window = if let Some(window) = source.get(at..).and_then(<[u8]>::first_chunk) {
            window
        } else {
            copy = last(&source[at..]);
            &copy
        };
        let mut marked = [0; WIDTH];
        look_for_change::<S>(window, &mut marked);
        if is_plain(&marked) {
            at += WIDTH;
            continue;
        }
        let mut left = marks(&marked);
        while left != 0 {
            let begin = left.trailing_zeros() as usize & (WIDTH - 1);
            left &= left - 1;
            let lead = window[begin];
            let same = if lead < 0x80 {
                false
            } else if lead & 0xE0 == 0xC0 {
                let trail = window[begin + 1];
                map.pair(lead, trail) == own(lead, trail)
            } else {
                high(map, source, at + begin, if lead >= 0xF0 { 4 } else { 3 }) == 0
            };
            if !same {
                return at + begin;
            }
        }
        at += WIDTH;
    }
    source.len()
}

/// Marks by 0x80 the bytes that begin a character which may change.
#[inline(never)]
fn look_for_change<S: Step>(window: &Window, marked: &mut [u8; WIDTH]) {
    for at in 0..WIDTH {
        let (byte, next) = (window[at], window[at + 1]);
        marked[at] = u8::from(is_stop::<S>(byte, next) | (S::ascii(byte) != byte)) << 7;
    }
}

/// Passes edits on to a record of a whole string, which is one row.
struct Whole<'r, R> {
    record: &'r mut R,
    length: usize,
    /// What has been written before the run.
    written: usize,
}

impl<R: Record> Places for Whole<'_, R> {
    fn edit(&mut self, source: Range<usize>, out: Range<usize>) {
        if R::ON {
            self.record.edit(source, self.written + out.start..self.written + out.end);
        }
    }

    fn row(&mut self, _: usize) -> Range<usize> {
        0..self.length
    }
}

/// A text of at most so many bytes is written without a block between.
const SHORT: usize = 512;

/// Bytes of the text between two looks at whether what was written is UTF-8, while it is still in the cache.
const BLOCK: usize = 8192;

/// Appends what `step` makes of `span` of `text` to `out`; edits count from the start of `text` and from the
/// length of `out` at entry, less `written`. Gives the place in `text` after what was written.
pub(crate) fn write<S: Step, R: Record>(
    step: &S,
    text: &str,
    span: Range<usize>,
    out: &mut String,
    written: usize,
    record: &mut R,
) -> usize {
    let entry = out.len();
    let mut places = Whole { record, length: text.len(), written };
    if entry == 0 && span.len() <= SHORT {
        let mut bytes = std::mem::take(out).into_bytes();
        bytes.reserve(span.len() + SLOT);
        let at = run(step, text, span, &mut bytes, &mut places);
        // Always `Ok`, as below.
        *out = String::from_utf8(bytes).unwrap_or_default();
        return at;
    }
    out.reserve(span.len() + span.len() / 32);
    let mut block = Vec::new();
    let mut at = span.start;
    while at < span.end {
        // A cut before ASCII parts no character from its marks.
        let bytes = text.as_bytes();
        let mut cut = span.end.min(at + BLOCK);
        while cut < span.end && bytes[cut] >= 0x80 {
            cut += 1;
        }
        block.clear();
        block.reserve(cut - at + SLOT);
        places.written = written + out.len() - entry;
        at = run(step, text, at..cut, &mut block, &mut places);
        // Always `Ok`: what is written are characters of the text and texts of the tables, all of them whole.
        if let Ok(piece) = simdutf8::basic::from_utf8(&block) {
            out.push_str(piece);
        }
        places.record.expect(at - span.start, span.end.saturating_sub(at));
    }
    at
}

/// Gives what `step` makes of `s`: borrowed where that is `s`.
pub(crate) fn cow<'s, S: Step>(step: &S, s: &'s str) -> Cow<'s, str> {
    let same = unchanged(step, s);
    if same == s.len() {
        return Cow::Borrowed(s);
    }
    // What changes may lean on the letter before it: begin with that.
    let start =
        if s.len() <= SHORT { 0 } else { s[..same].char_indices().next_back().map_or(0, |(start, _)| start) };
    let mut out = String::with_capacity(s.len() + SLOT);
    out.push_str(&s[..start]);
    write(step, s, start..s.len(), &mut out, start, &mut ());
    if out == s { Cow::Borrowed(s) } else { Cow::Owned(out) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::casing::{Lower, Upper};

    fn unseen_stay<S: Step>(step: &S) {
        for c in '\u{80}'..=char::MAX {
            let mut bytes = [0; 4];
            let text = c.encode_utf8(&mut bytes).as_bytes();
            assert!(S::may_change(text[0], text[1]) || step.map().get(c).is_none(), "{c:?}");
        }
    }

    #[test]
    fn what_is_copied_unseen_does_not_change() {
        unseen_stay(&Lower::<true>::LOWER);
        unseen_stay(&Lower::<false>::LOWER);
        unseen_stay(&Lower::<true>::FOLD);
        unseen_stay(&Lower::<false>::FOLD);
        unseen_stay(&Upper::<true>::UPPER);
        unseen_stay(&Upper::<false>::UPPER);
        unseen_stay(&Upper::<false>::ARMENIAN);
        crate::tables::folds::POLICIES.iter().for_each(unseen_stay);
    }
}
