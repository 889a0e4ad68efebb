//! The loop under every step that treats characters one by one: casing and folding.
//!
//! Most bytes of most texts are ASCII, and most other characters of the texts this crate is about have two bytes. So a
//! run of ASCII is copied sixteen bytes at a time, changed on the way; the first byte that is not
//! ASCII is found in the same registers; a character of two bytes is one load from a table of 2,048 words and one store
//! of four bytes; a longer one goes through a table of pages. What needs its neighbours is left to the step.
#![allow(
    clippy::inline_always,
    reason = "the loop is fast where its closures and blocks of sixteen bytes are in registers"
)]
#![allow(
    clippy::indexing_slicing,
    reason = "`at <= end <= text.len()` and `at` is a character boundary throughout; every store is inside the zone, \
              whose `room` is checked before each character; table indices are masked to the size of the table"
)]

use std::borrow::Cow;
use std::ops::Range;

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
    /// By the low byte of a code point: one more than the index of its text, or 0.
    cells: &'static [[u16; 256]],
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
pub(crate) const fn lay_pages<const PAGES: usize>(texts: Texts) -> ([u8; 512], [[u16; 256]; PAGES]) {
    let mut pages = [0; 512];
    let mut cells = [[0; 256]; PAGES];
    let mut next = 1;
    let mut number = 1;
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
                cells[pages[point >> 8] as usize][point & 0xFF] = number;
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
            const LAID: ([u8; 512], [[u16; 256]; $crate::kernel::count_pages(TEXTS)]) =
                $crate::kernel::lay_pages(TEXTS);
            static CELLS: [[u16; 256]; $crate::kernel::count_pages(TEXTS)] = LAID.1;
            $crate::kernel::CharMap::new(TEXTS, &LAID.0, &CELLS)
        };
    };
}
pub(crate) use char_map;

impl CharMap {
    pub(crate) const fn new(texts: Texts, pages: &[u8; 512], cells: &'static [[u16; 256]]) -> Self {
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
        if c.is_ascii() {
            return None;
        }
        if point < 0x800 {
            return self
                .texts
                .iter()
                .rev()
                .find_map(|list| list.binary_search_by_key(&c, |row| row.0).ok().map(|index| list[index].1));
        }
        let page = *self.pages.get(point >> 8)?;
        match self.cells[usize::from(page)][point & 0xFF] {
            0 => None,
            number => Some(self.text(usize::from(number) - 1)),
        }
    }
}

const fn pack(text: &[u8], number: u32) -> u32 {
    if text.len() == 1 && text[0] == 0 {
        return PAIR_SPECIAL << 24;
    }
    if text.len() > 3 {
        return PAIR_LONG << 24 | number;
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
    /// Whether ASCII is copied as it is.
    const COPIES: bool;

    /// What any other ASCII bytes become, eight at a time: one ASCII byte each. Any other byte may become anything.
    fn ascii(bytes: u64) -> u64;

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

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x80 * ONES;
const LOW: u64 = 0x7F * ONES;

/// Marks the ASCII bytes from `first` to `last` by their highest bit; other bytes are not marked.
#[inline(always)]
pub(crate) const fn between(bytes: u64, first: u8, last: u8) -> u64 {
    // Seven bits and a constant of at most seven bits have no carry.
    let seven = bytes & LOW;
    let at_least = seven + (0x80 - first as u64) * ONES;
    let above = seven + (0x7F - last as u64) * ONES;
    at_least & !above & !bytes & HIGH
}

/// Marks the bytes that are not copied: all beyond ASCII, and the stop.
#[inline(always)]
fn stops<S: Step>(bytes: u64) -> u64 {
    if S::STOP < 0x80 { bytes & HIGH | between(bytes, S::STOP, S::STOP) } else { bytes & HIGH }
}

/// Finds the first stop from `from` on, before `end`; `end` where there is none.
#[inline(always)]
fn find_stop(source: &[u8], from: usize, end: usize, stops: impl Fn(u64) -> u64) -> usize {
    let mut at = from;
    while at + 64 <= end {
        let Some(block) = source.get(at..).and_then(<[u8]>::first_chunk::<64>) else {
            break;
        };
        let any = block.as_chunks::<8>().0.iter().fold(0, |any, word| any | stops(u64::from_le_bytes(*word)));
        if any != 0 {
            break;
        }
        at += 64;
    }
    while at < end {
        let [low, high] = load(source, at);
        let length = first_of(stops(low), stops(high));
        at += length;
        if length < 16 {
            return at.min(end);
        }
    }
    end
}

/// Counts the bytes of sixteen before the first that is marked.
#[inline(always)]
fn first_of(low: u64, high: u64) -> usize {
    // Without a branch, for which half it is cannot be foreseen: 64 zeros in the first add those of the second.
    let first = low.trailing_zeros();
    let bits = first + (high.trailing_zeros() & 0_u32.wrapping_sub(first >> 6));
    (bits >> 3) as usize
}

/// A run of ASCII at least this long is copied by itself rather than sixteen bytes at a time.
const LONG_RUN: usize = 96;

/// What is written between two looks at the room: a zone of `out` that is filled from the left.
const ZONE: usize = 512;

/// The bytes that must be free in the zone for a character: sixteen of ASCII, or a text of the map; twice as many for ASCII
/// and a character behind it.
const ROOM: usize = 16;

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
    while at < end {
        let mark = find_stop(source, at, end, stops::<S>);
        if mark - at >= LONG_RUN || mark == end {
            append::<S>(&source[at..mark], out);
            at = mark;
            continue;
        }
        let start = out.len();
        out.resize(start + ZONE.min(2 * (end - at)) + 2 * ROOM, 0);
        let zone = &mut out[start..];
        let mut filled = 0;
        // Blocks of pure ASCII in a row; some, and the run is left to the long copy.
        let mut plain = 0;
        let leave = loop {
            let Some(slot) = zone.get_mut(filled..).and_then(<[u8]>::first_chunk_mut::<{ 2 * ROOM }>) else {
                break Leave::Full;
            };
            if at >= end {
                break Leave::Full;
            }
            let mut lead = source[at];
            let mut before = 0;
            if lead < 0x80 && lead != S::STOP {
                let [low, high] = load(source, at);
                before = first_of(stops::<S>(low), stops::<S>(high));
                slot[..8].copy_from_slice(&S::ascii(low).to_le_bytes());
                slot[8..16].copy_from_slice(&S::ascii(high).to_le_bytes());
                if before >= 16.min(end - at) {
                    before = before.min(end - at);
                    at += before;
                    filled += before;
                    plain += 1;
                    if plain == 4 {
                        break Leave::Full;
                    }
                    continue;
                }
                plain = 0;
                at += before;
                filled += before;
                lead = source[at];
            }
            // At most fifteen bytes precede in the slot, so that a text of the map still fits.
            let Some(slot) = slot.get_mut(before..).and_then(<[u8]>::first_chunk_mut::<ROOM>) else {
                break Leave::Full;
            };
            if lead & 0xE0 == 0xC0 {
                let entry = map.pair(lead, source.get(at + 1).copied().unwrap_or(0));
                let length = (entry >> 24) as usize;
                if length <= 3 {
                    slot[..4].copy_from_slice(&entry.to_le_bytes());
                    // Two bytes of ASCII are two characters for one.
                    if length != 2 || entry & 0x80 == 0 {
                        let out = start - base + filled;
                        places.edit(at..at + 2, out..out + length);
                    }
                    at += 2;
                    filled += length;
                } else if entry >> 24 == PAIR_LONG {
                    break Leave::Text(2, map.text((entry & 0xFFFF) as usize));
                } else {
                    break Leave::Special;
                }
            } else if lead == S::STOP {
                // Marks begin with the bytes CC and above; what else does is decided with them.
                if source.get(at + 1).is_some_and(|next| *next >= 0xCC) {
                    break Leave::Special;
                }
                slot[..2].copy_from_slice(&S::STOP_TEXT);
                let out = start - base + filled;
                places.edit(at..at + 1, out..out + 2);
                at += 1;
                filled += 2;
            } else {
                let length = if lead >= 0xF0 { 4 } else { 3 };
                match high(map, source, at, length) {
                    None => {
                        let [low, high] = load(source, at);
                        slot[..8].copy_from_slice(&low.to_le_bytes());
                        slot[8..].copy_from_slice(&high.to_le_bytes());
                        at += length;
                        filled += length;
                    }
                    Some(SPECIAL) => break Leave::Special,
                    Some(text) if text.len() <= ROOM => {
                        slot[..text.len()].copy_from_slice(text.as_bytes());
                        if is_edit(length, text) {
                            let out = start - base + filled;
                            places.edit(at..at + length, out..out + text.len());
                        }
                        at += length;
                        filled += text.len();
                    }
                    Some(text) => break Leave::Text(length, text),
                }
            }
        };
        out.truncate(start + filled);
        match leave {
            Leave::Full => {}
            Leave::Text(length, text) => {
                let place = out.len() - base;
                out.extend_from_slice(text.as_bytes());
                places.edit(at..at + length, place..place + text.len());
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

/// Sixteen bytes from `at` on, with zeros after the last.
#[inline(always)]
fn load(source: &[u8], at: usize) -> [u64; 2] {
    let halves = |block: &[u8; 16]| {
        let whole = u128::from_le_bytes(*block);
        [whole as u64, (whole >> 64) as u64]
    };
    if let Some(block) = source.get(at..).and_then(<[u8]>::first_chunk::<16>) {
        return halves(block);
    }
    let mut block = [0; 16];
    for (to, from) in block.iter_mut().zip(&source[at..]) {
        *to = *from;
    }
    halves(&block)
}

/// Appends ASCII without a stop byte.
fn append<S: Step>(run: &[u8], out: &mut Vec<u8>) {
    if S::COPIES {
        out.extend_from_slice(run);
        return;
    }
    let start = out.len();
    out.extend_from_slice(run);
    let (words, rest) = out[start..].as_chunks_mut::<8>();
    for word in words {
        *word = S::ascii(u64::from_le_bytes(*word)).to_le_bytes();
    }
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    let last = S::ascii(u64::from_le_bytes(last)).to_le_bytes();
    rest.copy_from_slice(&last[..rest.len()]);
}

/// Looks up a character of three or four bytes.
#[inline(always)]
fn high(map: &CharMap, source: &[u8], at: usize, length: usize) -> Option<&'static str> {
    let byte = |index: usize| source.get(at + index).map_or(0, |byte| usize::from(byte & 0x3F));
    let point = if length == 3 {
        usize::from(source[at] & 0xF) << 12 | byte(1) << 6 | byte(2)
    } else {
        usize::from(source[at] & 0x7) << 18 | byte(1) << 12 | byte(2) << 6 | byte(3)
    };
    let page = *map.pages.get(point >> 8)?;
    match map.cells[usize::from(page)][point & 0xFF] {
        0 => None,
        number => Some(map.text(usize::from(number) - 1)),
    }
}

/// Marks the ASCII bytes that `S` changes.
#[inline(always)]
fn changed<S: Step>(bytes: u64) -> u64 {
    // Whatever bit it is, it becomes the highest.
    let bits = (bytes ^ S::ascii(bytes)) & LOW;
    (bits + LOW) & HIGH
}

/// Finds the first character of `text` that `step` may change; the length where there is none.
pub(crate) fn unchanged<S: Step>(step: &S, text: &str) -> usize {
    let source = text.as_bytes();
    let map = step.map();
    let mut at = 0;
    loop {
        at = find_stop(source, at, source.len(), |word| stops::<S>(word) | changed::<S>(word));
        let Some(&lead) = source.get(at) else {
            return at;
        };
        let same = if lead < 0x80 {
            0
        } else if lead & 0xE0 == 0xC0 {
            let trail = source.get(at + 1).copied().unwrap_or(0);
            let itself = 2 << 24 | u32::from(trail) << 8 | u32::from(lead);
            if map.pair(lead, trail) == itself { 2 } else { 0 }
        } else {
            let length = if lead >= 0xF0 { 4 } else { 3 };
            if high(map, source, at, length).is_none() { length } else { 0 }
        };
        if same == 0 {
            return at;
        }
        at += same;
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
        block.reserve(cut - at + 64);
        places.written = written + out.len() - entry;
        at = run(step, text, at..cut, &mut block, &mut places);
        // Always `Ok`: what is written are characters of the text and texts of the tables, all of them whole.
        if let Ok(piece) = simdutf8::basic::from_utf8(&block) {
            out.push_str(piece);
        }
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
    let start = s[..same].char_indices().next_back().map_or(0, |(start, _)| start);
    let mut out = String::with_capacity(s.len() + 16);
    out.push_str(&s[..start]);
    write(step, s, start..s.len(), &mut out, start, &mut ());
    if out == s { Cow::Borrowed(s) } else { Cow::Owned(out) }
}
