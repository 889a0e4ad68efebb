//! The comparison key.
#![allow(
    clippy::indexing_slicing,
    reason = "hot kernel: a byte below 128 indexes 128 cells, two bytes of UTF-8 index U+0080 to U+07FF, and the tables \
              are filled by the compiler"
)]

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use crate::mojibake::{RepairOptions, repair};
use crate::suffix::{is_apostrophe, is_ending};
use crate::tables::letters::{CELLS, FOLDS, PAGES, SEQUENCES};

/// Gives the comparison key of `s`: ASCII lower case, words parted by one space.
///
/// The key is lossy and made for comparing, never for showing. It needs no language: `I`, `İ`, `ı`, `i` and
/// `i` with U+0307 are all `i`. Diacritics are dropped; Cyrillic, Greek, Armenian, Georgian and Hangul are
/// transliterated, Arabic and Hebrew by their consonants; letters of other scripts stay. Text that proves itself
/// read in a wrong encoding is repaired first. A Turkish ending or
/// an English possessive behind an apostrophe is dropped with it. Other apostrophes, and full stops inside a
/// word, vanish; every other run of signs and spaces is one space. The key of a key is itself, and a string
/// with a letter or a digit never has an empty key.
///
/// # Example
///
/// ```
/// use varlik_text::key;
///
/// assert_eq!(key("İSTANBUL’da"), "istanbul");
/// assert_eq!(key("  O’Brien-Şahin "), "obrien sahin");
/// assert_eq!(key("ErdoÄŸan"), "erdogan");
/// assert_eq!(key("U.S."), "us");
/// assert_eq!(key("Хрущёв"), "khrushchev");
/// assert_eq!(key("東京"), "東京");
/// ```
#[must_use]
pub fn key(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    key_into(s, &mut out);
    out
}

/// Writes the [`key`] of `s` to `out`, which is emptied first; allocates only when `out` is too small.
pub fn key_into(s: &str, out: &mut String) {
    let mut bytes = std::mem::take(out).into_bytes();
    bytes.clear();
    append_key(s, &mut bytes);
    // The key is made of whole characters; an empty string keeps the call total.
    *out = String::from_utf8(bytes).unwrap_or_default();
}

/// Writes the [`key`] of `s` behind what `out` holds.
pub(crate) fn append_key(s: &str, out: &mut Vec<u8>) {
    let start = out.len();
    if Writer::new(&repair(s, RepairOptions::default()), out, false).run().is_none() {
        // A mark may belong to the letter before it (й as и and U+0306), which has a key of its own.
        out.truncate(start);
        let composed: String = s.nfc().collect();
        let _ = Writer::new(&repair(&composed, RepairOptions::default()), out, true).run();
    }
    if out.len() == start {
        // Broken text may stand for signs only (â€™ for an apostrophe); its letters are all there is.
        let composed: String = s.nfc().collect();
        let _ = Writer::new(&composed, out, true).run();
    }
    if out.len() == start {
        // Letters that the table drops (ъ, ь, ء) stay when there is nothing else.
        let letters = s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
        letters.for_each(|c| push_char(out, c));
    }
}

/// What the key makes of each byte below 128: the letter or digit, 0 for what is no part of a word.
static ASCII: [u8; 128] = {
    let mut table = [0; 128];
    let mut byte = 0_u8;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            table[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    table
};

/// What the key makes of a character of two bytes, U+0080 to U+07FF: up to six bytes, how many, and what to do.
#[derive(Clone, Copy)]
struct Short {
    text: [u8; 6],
    length: u8,
    step: Step,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Write the text, which may be empty.
    Write,
    /// Part words.
    Part,
    /// A combining mark, which may have to be composed with its letter first.
    Mark,
    /// Look closer: an apostrophe, the start of a sequence, a letter without a row.
    Look,
}

static SHORT: [Short; 0x780] = {
    let mut table = [Short { text: [0; 6], length: 0, step: Step::Look }; 0x780];
    let mut point = 0x80;
    while point < 0x800 {
        let place = point - 0x80;
        let number = CELLS[PAGES[point >> 8] as usize][point & 0xFF];
        let text = FOLDS[number as usize].as_bytes();
        table[place].step = match number {
            _ if matches!(point, 0x300..=0x36F | 0x653..=0x655) => Step::Mark,
            // Apostrophes of two bytes, and the letters that begin a sequence.
            _ if matches!(point, 0xB4 | 0x2B0..=0x2FF | 0x370..=0x3FF | 0x531..=0x587 | 0x5F3) => Step::Look,
            UNLISTED => Step::Look,
            SEPARATOR => Step::Part,
            _ if text.len() > 6 => Step::Look,
            _ => Step::Write,
        };
        if matches!(point, 0x370..=0x3FF | 0x531..=0x587)
            && number > DROP
            && text.len() <= 6
            && !begins(point)
        {
            table[place].step = Step::Write;
        }
        let mut at = 0;
        while at < text.len() && at < 6 {
            table[place].text[at] = text[at];
            at += 1;
        }
        table[place].length = at as u8;
        point += 1;
    }
    table
};

/// Whether a Greek or Armenian letter, small or capital, begins a sequence.
const fn begins(point: usize) -> bool {
    let small = small(point as u32);
    let mut at = 0;
    while at < SEQUENCES.len() {
        if SEQUENCES[at].0[0] as u32 == small {
            return true;
        }
        at += 1;
    }
    false
}

/// Whether a small letter from U+0370 on ends a sequence of two; Armenian has sequences of one at the start of a word.
static ENDS: [bool; 0x220] = {
    let mut table = [false; 0x220];
    let mut at = 0;
    while at < SEQUENCES.len() {
        let second = SEQUENCES[at].0[1] as usize;
        if second >= 0x370 {
            table[second - 0x370] = true;
        }
        at += 1;
    }
    table
};

/// The small letter of a Greek or Armenian one.
const fn small(point: u32) -> u32 {
    match point {
        0x38E => 0x3CD,
        0x391..=0x3A9 => point + 0x20,
        0x531..=0x556 => point + 0x30,
        _ => point,
    }
}

const UNLISTED: u16 = 0;
const SEPARATOR: u16 = 1;
const DROP: u16 = 2;

fn cell(c: char) -> u16 {
    let point = u32::from(c);
    let page = PAGES.get((point >> 8) as usize).copied().unwrap_or(0);
    CELLS
        .get(usize::from(page))
        .and_then(|page| page.get((point & 0xFF) as usize))
        .copied()
        .unwrap_or(UNLISTED)
}

fn push_char(out: &mut Vec<u8>, c: char) {
    out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
}

struct Writer<'s, 'o> {
    s: &'s str,
    out: &'o mut Vec<u8>,
    /// What is not yet in `out`: a fixed array takes short texts without a question of capacity.
    buffer: [u8; BUFFER],
    used: usize,
    /// Where the key begins in `out`.
    start: usize,
    gap: bool,
    /// Whether `s` is composed, so that a mark left in it belongs to nothing.
    composed: bool,
    /// Something stands there that has to be composed before it can be judged.
    marked: bool,
}

const BUFFER: usize = 64;

/// An apostrophe after a word of more letters than this hangs no ending on it, so that no text takes quadratic time.
const LONGEST_STEM: usize = 64;

impl<'s, 'o> Writer<'s, 'o> {
    fn new(s: &'s str, out: &'o mut Vec<u8>, composed: bool) -> Self {
        let start = out.len();
        Self { s, out, buffer: [0; BUFFER], used: 0, start, gap: false, composed, marked: false }
    }

    /// Writes the key; `None` where a mark stands that has to be composed first.
    fn run(&mut self) -> Option<()> {
        let bytes = self.s.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at).copied() {
            if byte < 0x80 {
                match ASCII[usize::from(byte)] {
                    0 => at = self.sign(at, char::from(byte)),
                    letter => {
                        self.put(&[letter], 1);
                        at += 1;
                    }
                }
            } else if byte < 0xE0 {
                let second = bytes.get(at + 1).copied().unwrap_or(0x80);
                // Two bytes of valid UTF-8 hold U+0080 to U+07FF: 0xC2 << 6 is 0x80 and 0x3000 above it.
                let place = (usize::from(byte & 0x1F) << 6 | usize::from(second & 0x3F)) - 0x80;
                let short = &SHORT[place];
                match short.step {
                    Step::Write => {
                        if short.length > 0 {
                            self.put(&short.text, usize::from(short.length));
                        }
                        at += 2;
                    }
                    Step::Part => {
                        self.gap = true;
                        at += 2;
                    }
                    Step::Mark if self.composed => at += 2,
                    Step::Mark => return None,
                    Step::Look => at = self.look(at),
                }
            } else {
                at = self.look(at);
            }
        }
        self.flush();
        (!self.marked).then_some(())
    }

    /// Writes the first `length` bytes of `text`, at most six.
    #[inline]
    fn put<const N: usize>(&mut self, text: &[u8; N], length: usize) {
        if self.used + 8 > BUFFER {
            self.flush();
        }
        self.part();
        if let Some(room) = self.buffer.get_mut(self.used..self.used + N) {
            room.copy_from_slice(text);
            self.used += length;
        }
    }

    fn flush(&mut self) {
        self.out.extend_from_slice(self.buffer.get(..self.used).unwrap_or_default());
        self.used = 0;
    }

    /// Takes a sign below 128 at `at`; gives where to go on.
    fn sign(&mut self, at: usize, c: char) -> usize {
        if matches!(c, '\'' | '`') {
            return self.apostrophe(at, c);
        }
        if c == '.' {
            let before = self.before(at);
            let after = self.s.get(at + 1..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
            let joins = after.is_alphanumeric() || cell(after) == DROP;
            if joins && before.is_alphanumeric() && !(before.is_numeric() && after.is_numeric()) {
                return at + 1;
            }
        }
        self.gap = true;
        at + 1
    }

    /// Takes whatever stands at `at`; gives where to go on.
    fn look(&mut self, at: usize) -> usize {
        let Some(c) = self.s.get(at..).and_then(|rest| rest.chars().next()) else { return self.s.len() };
        let end = at + c.len_utf8();
        if is_apostrophe(c) {
            return self.apostrophe(at, c);
        }
        if !self.composed && matches!(c, '\u{1100}'..='\u{11FF}') {
            // Pieces of Hangul count as the syllables they make.
            self.marked = true;
            return self.s.len();
        }
        if let Some((text, both)) = sequence(c, self.s.get(end..).unwrap_or_default(), self.initial()) {
            self.push_str(text);
            let second = self.s.get(end..).and_then(|rest| rest.chars().next());
            return if both { end + second.map_or(0, char::len_utf8) } else { end };
        }
        self.letter(c);
        end
    }

    /// Drops the apostrophe `mark` at `at`, and the letters behind it when they are an ending of the word before.
    fn apostrophe(&mut self, at: usize, mark: char) -> usize {
        let from = at + mark.len_utf8();
        if cell(mark) == SEPARATOR {
            self.gap = true;
        }
        let (Some(head), Some(tail)) = (self.s.get(..at), self.s.get(from..)) else { return from };
        let before = self.before(at);
        if !(before.is_alphanumeric() || before == '.') {
            return from;
        }
        let in_word = |c: char| c.is_alphabetic() || is_combining_mark(c);
        let end = tail.find(|c: char| !in_word(c)).unwrap_or(tail.len());
        let (Some(letters), Some(behind)) = (tail.get(..end), tail.get(end..)) else { return from };
        if letters.is_empty() || behind.starts_with(char::is_numeric) {
            return from;
        }
        if !self.composed && letters.contains(is_combining_mark) {
            self.marked = true;
            return self.s.len();
        }
        let parts = |c: char| !c.is_alphanumeric() && !is_apostrophe(c) && !is_combining_mark(c);
        let word = head.chars().rev().take_while(|c| !parts(*c));
        let (count, length) =
            word.take(LONGEST_STEM + 1).fold((0, 0), |(count, length), c| (count + 1, length + c.len_utf8()));
        if count > LONGEST_STEM {
            return from;
        }
        let stem = head.get(head.len() - length..).unwrap_or(head);
        if is_ending(stem, letters) { from + end } else { from }
    }

    /// The character before `at`, past the marks on it.
    fn before(&self, at: usize) -> char {
        let head = self.s.get(..at).unwrap_or_default();
        head.chars().rev().find(|c| !is_combining_mark(*c)).unwrap_or(' ')
    }

    /// Parts the words where a separator stood between them; there is room for one byte.
    #[inline]
    fn part(&mut self) {
        if self.gap {
            if !self.is_empty() {
                self.buffer[self.used] = b' ';
                self.used += 1;
            }
            self.gap = false;
        }
    }

    /// Tells whether nothing of the key is written yet.
    fn is_empty(&self) -> bool {
        self.used == 0 && self.out.len() == self.start
    }

    fn initial(&self) -> bool {
        self.gap || self.is_empty()
    }

    fn push_str(&mut self, text: &str) {
        if !text.is_empty() {
            self.flush();
            self.part();
            self.flush();
            self.out.extend_from_slice(text.as_bytes());
        }
    }

    fn push(&mut self, c: char) {
        self.push_str(c.encode_utf8(&mut [0; 4]));
    }

    fn letter(&mut self, c: char) {
        match cell(c) {
            UNLISTED => self.unlisted(c),
            SEPARATOR => self.gap = true,
            DROP => {}
            number => self.push_str(FOLDS.get(usize::from(number)).copied().unwrap_or_default()),
        }
    }

    /// Writes a character the table does not hold: its decomposition, in lower case.
    fn unlisted(&mut self, c: char) {
        for lower in c.to_lowercase() {
            decompose_compatible(lower, |piece| match cell(piece) {
                UNLISTED if piece.is_alphanumeric() => {
                    piece.to_lowercase().for_each(|piece| self.push(piece));
                }
                UNLISTED if is_combining_mark(piece) => self.push(piece),
                UNLISTED | SEPARATOR => self.gap = true,
                DROP => {}
                number => self.push_str(FOLDS.get(usize::from(number)).copied().unwrap_or_default()),
            });
        }
    }
}

/// Finds the reading of a letter sequence that starts with `c`, and whether it takes the next letter too.
fn sequence(c: char, rest: &str, initial: bool) -> Option<(&'static str, bool)> {
    if !matches!(u32::from(c), 0x391..=0x3C9 | 0x531..=0x587) {
        return None;
    }
    let first = small(u32::from(c));
    let mut following = rest.chars();
    let second = following.next().map_or(0, |c| small(u32::from(c)));
    let ends = second.checked_sub(0x370).and_then(|place| ENDS.get(place as usize)).copied().unwrap_or(false);
    let alone = initial && first > 0x3FF;
    if !ends && !alone {
        return None;
    }
    let mut best: Option<(&'static str, bool, u8)> = None;
    for ([one, two], place, text) in SEQUENCES {
        let pair = *two != '\0';
        if u32::from(*one) != first || (pair && u32::from(*two) != second) {
            continue;
        }
        let fits = match place {
            0 => true,
            1 => initial,
            _ => following.clone().next().is_some_and(|c| "θκξπσςτφχψΘΚΞΠΣΤΦΧΨ".contains(c)),
        };
        // A pair is stronger than a letter, a rule with a condition stronger than one without.
        if fits && best.is_none_or(|(_, old, condition)| (pair, *place) > (old, condition)) {
            best = Some((text, pair, *place));
        }
    }
    best.map(|(text, pair, _)| (text, pair))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_of_apostrophes_takes_linear_time() {
        let word = "a'n".repeat(200_000);
        // Only what stands near the start of a word can be an ending of it.
        assert!((399_900..400_000).contains(&key(&word).len()));
    }

    #[test]
    fn one_key_for_every_way_to_write_a_turkish_name() {
        for name in ["Iğdır", "IĞDIR", "ığdır", "İĞDİR", "I\u{11f}d\u{131}r", "igdir", "Ig\u{306}dır"]
        {
            assert_eq!(key(name), "igdir", "{name}");
        }
    }

    #[test]
    fn signs_inside_a_word_vanish_and_others_part_words() {
        for (name, want) in [
            ("T.C. Ziraat Bankası A.Ş.", "tc ziraat bankasi as"),
            ("U.S.'s", "us"),
            ("Sana'a", "sanaa"),
            ("F-16", "f 16"),
            ("  Rus–Ukrayna  savaşı ", "rus ukrayna savasi"),
            ("3.5", "3 5"),
            ("R.T. Erdoğan", "rt erdogan"),
            ("(AKP)", "akp"),
            ("Ankara. Moskova", "ankara moskova"),
            ("AT&T", "at t"),
        ] {
            assert_eq!(key(name), want, "{name}");
        }
    }

    #[test]
    fn other_scripts_become_ascii() {
        for (name, want) in [
            ("Щукин Хабаров", "shchukin khabarov"),
            ("Київ", "kiyiv"),
            ("Џајић", "dzajic"),
            ("Нұрсұлтан", "nursultan"),
            ("Ντόρα Ευάγγελος Λευκάδα Ουρανός", "dora evangelos lefkada ouranos"),
            ("ΜΠΑΡΜΠΑΣ", "barmpas"),
            ("Երևան", "yerevan"),
            ("სააკაშვილი", "saakashvili"),
            ("فلاديمير بوتين", "fladymyr bwtyn"),
            ("פוטין", "pwtyn"),
            ("서울", "seoul"),
            ("١٩٤٩", "1949"),
            ("ﬁdan", "fidan"),
            ("Þór Æsop Œuvre Straße Łódź", "thor aesop oeuvre strasse lodz"),
        ] {
            assert_eq!(key(name), want, "{name}");
        }
    }

    #[test]
    fn letters_without_a_table_stay() {
        assert_eq!(key("東京"), "東京");
        assert_eq!(key("ь"), "ь");
        assert_eq!(key("दिल्ली"), "दिल्ली");
        assert_eq!(key("!?"), "");
    }
}
