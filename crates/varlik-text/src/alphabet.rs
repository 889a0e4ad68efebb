//! The machine that writes one alphabet in the letters of another, from a table of letters and rules.

use unicode_normalization::char::{compose, decompose_canonical, is_combining_mark};

use crate::edits::Record;
use crate::tables::schemes::{CELLS, EDGE, KNOWN, LONG, RULES, UPPER};

/// What a letter becomes, or where its rules are.
///
/// Cells are shared by all schemes. The text of a capital has a capital first letter.
#[derive(Debug)]
pub(crate) struct Cell {
    /// The text, filled with zeros; for a letter with rules the first of them and their number.
    pub(crate) text: [u8; 8],
    pub(crate) length: u8,
    /// A set of `KNOWN`, `UPPER`, `RULES` and `LONG`.
    pub(crate) kind: u8,
    /// The contexts of the scheme, by their bits, that the letter is one for.
    pub(crate) contexts: u16,
}

/// Letters that follow each other in Unicode, with the numbers of their cells; 0 is no letter of the scheme.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) first: u32,
    pub(crate) cells: &'static [u16],
}

/// A text for one or several letters in some place.
#[derive(Debug)]
pub(crate) struct Rule {
    /// The letters after the first, each small and capital.
    pub(crate) rest: &'static [(char, char)],
    /// The contexts that may stand before the letters; 0 for anything.
    pub(crate) after: u16,
    /// The contexts that may follow; 0 for anything.
    pub(crate) before: u16,
    /// The text, filled with zeros.
    pub(crate) text: [u8; 8],
    pub(crate) length: u8,
}

/// A scheme for one alphabet.
#[derive(Debug)]
pub(crate) struct Alphabet {
    /// Name of the scheme: `ru@bgn`.
    pub(crate) name: &'static str,
    /// `i` has the capital `İ` in the letters written.
    pub(crate) dotless: bool,
    /// Every word gets a capital, since the letters read have none.
    pub(crate) title: bool,
    /// Stress marks over letters of the scheme are left out.
    pub(crate) unmarked: bool,
    /// The cell of an apostrophe within a word, or 0.
    pub(crate) apostrophe: u16,
    /// The contexts that the edge of a word is one for.
    pub(crate) edge: u16,
    /// Those that an apostrophe within a word is one for.
    pub(crate) joint: u16,
    /// Those that a letter or digit unknown to the scheme is one for.
    pub(crate) foreign: u16,
    /// The page with most letters.
    pub(crate) page: Page,
    pub(crate) others: &'static [Page],
    /// The rules, those of one first letter together, the longest first.
    pub(crate) rules: &'static [Rule],
}

/// A letter as the rules see it: composed, with the place where it ends.
#[derive(Clone, Copy)]
struct Unit {
    letter: char,
    end: usize,
    cell: &'static Cell,
}

/// What a letter leaves for the one after it.
#[derive(Clone, Copy)]
struct Before {
    contexts: u16,
    /// The kind of the letter's cell, 0 of what the scheme does not know, `EDGE` where a word may begin.
    kind: u8,
}

const NONE: &Cell = &Cell { text: [0; 8], length: 0, kind: 0, contexts: 0 };

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}') || c > '\u{482}' && is_combining_mark(c)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

/// Greek letters with breathings and three accents are read as today's with one.
fn monotonic(c: char) -> char {
    let (mut base, mut stressed, mut diaeresis) = ('\0', false, false);
    decompose_canonical(c, |part| match part {
        '\u{300}' | '\u{301}' | '\u{342}' => stressed = true,
        '\u{308}' => diaeresis = true,
        part if is_mark(part) => {}
        part => base = part,
    });
    let with = |base: char, mark: char, on: bool| if on { compose(base, mark).unwrap_or(base) } else { base };
    with(with(base, '\u{308}', diaeresis), '\u{301}', stressed)
}

/// Decodes the character at `at`, and gives where it ends.
#[inline]
fn decoded(bytes: &[u8], at: usize) -> Option<(u32, usize)> {
    let tail = |byte: u8| u32::from(byte & 0x3F);
    match *bytes.get(at..)? {
        [a @ 0..0x80, ..] => Some((a.into(), at + 1)),
        [a @ 0..0xE0, b, ..] => Some((u32::from(a & 0x1F) << 6 | tail(b), at + 2)),
        [a @ 0..0xF0, b, c, ..] => Some((u32::from(a & 0xF) << 12 | tail(b) << 6 | tail(c), at + 3)),
        [a, b, c, d, ..] => Some((u32::from(a & 7) << 18 | tail(b) << 12 | tail(c) << 6 | tail(d), at + 4)),
        _ => None,
    }
}

/// Tells whether one of U+0300..U+036F may stand at `at`: they begin with these two bytes.
#[inline]
fn composes(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at), Some(0xCC | 0xCD))
}

/// Composes `letter` with the marks that follow at `end`.
#[cold]
fn composed(s: &str, letter: char, end: usize) -> (char, usize) {
    let (mut letter, mut end) = (letter, end);
    for mark in s.get(end..).unwrap_or_default().chars().take_while(|c| is_mark(*c)) {
        let Some(whole) = compose(letter, mark) else { break };
        (letter, end) = (whole, end + mark.len_utf8());
    }
    (letter, end)
}

impl Alphabet {
    fn numbered(number: u16) -> &'static Cell {
        CELLS.get(usize::from(number)).unwrap_or(NONE)
    }

    #[inline]
    fn cell(&self, point: u32) -> &'static Cell {
        let on = |page: &Page| page.cells.get(point.wrapping_sub(page.first) as usize).copied();
        match on(&self.page).or_else(|| self.others.iter().find_map(on)) {
            Some(number) => Self::numbered(number),
            None if self.apostrophe != 0 && char::from_u32(point).is_some_and(is_apostrophe) => {
                Self::numbered(self.apostrophe)
            }
            None => NONE,
        }
    }

    /// Gives the letter at `at`, with the marks that compose with it.
    fn unit(&self, s: &str, at: usize) -> Option<Unit> {
        self.plain(s.as_bytes(), at).or_else(|| self.rare_unit(s, at))
    }

    /// Gives the letter at `at` if it is on the first page and nothing composes with it.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "a call costs as much as all else that is done for a letter")]
    fn plain(&self, bytes: &[u8], at: usize) -> Option<Unit> {
        let (point, end) = decoded(bytes, at)?;
        let number = self.page.cells.get(point.wrapping_sub(self.page.first) as usize)?;
        if composes(bytes, end) {
            return None;
        }
        Some(Unit { letter: char::from_u32(point)?, end, cell: Self::numbered(*number) })
    }

    /// Gives a letter that may be composed, or is on no first page.
    fn rare_unit(&self, s: &str, at: usize) -> Option<Unit> {
        let (point, mut end) = decoded(s.as_bytes(), at)?;
        let mut letter = char::from_u32(point)?;
        if composes(s.as_bytes(), end) {
            (letter, end) = composed(s, letter, end);
        }
        if matches!(letter, '\u{1F00}'..='\u{1FFF}') {
            letter = monotonic(letter);
        }
        Some(Unit { letter, end, cell: self.cell(letter.into()) })
    }

    /// Tells whether the scheme writes any character of `s` otherwise.
    pub(crate) fn reads(&self, s: &str) -> bool {
        let mut at = 0;
        while let Some(found) = self.unit(s, at) {
            if found.cell.kind & KNOWN != 0 && !is_apostrophe(found.letter) {
                return true;
            }
            at = found.end;
        }
        false
    }

    /// Appends `s` in the letters of the scheme; characters that it does not know stay.
    pub(crate) fn write<R: Record>(&self, s: &str, out: &mut String, record: &mut R) {
        let entry = out.len();
        let mut writer = Writer { out, buffer: [0; BUFFER], filled: 0 };
        let edge = Before { contexts: self.edge, kind: EDGE };
        let foreign = Before { contexts: self.foreign, kind: 0 };
        let mut before = edge;
        let bytes = s.as_bytes();
        let mut at = 0;
        // Without marks and edits a run of plain letters needs no look at what follows each.
        let in_runs = !R::ON && !self.title && memchr::memchr2(0xCC, 0xCD, bytes).is_none();
        while let Some(&byte) = bytes.get(at) {
            if in_runs
                && let (length @ 2.., Some(cell)) =
                    self.write_run(bytes.get(at..).unwrap_or_default(), &mut writer)
            {
                at += length;
                before = Before { contexts: cell.contexts, kind: cell.kind };
                continue;
            }
            if byte < 0x80 && byte != b'\'' && !composes(bytes, at + 1) {
                writer.push_byte(byte);
                before = if byte.is_ascii_alphanumeric() { foreign } else { edge };
                at += 1;
                continue;
            }
            let out_start = writer.len() - entry;
            let Some(found) = self.plain(bytes, at).or_else(|| self.rare_unit(s, at)) else { break };
            let cell = found.cell;
            let start = at;
            at = found.end;
            if cell.kind & (KNOWN | RULES | LONG) == KNOWN && !(self.title && before.kind == EDGE) {
                // Most letters have one text wherever they stand.
                writer.push_filled(cell.text, cell.length);
                before = Before { contexts: cell.contexts, kind: cell.kind };
            } else if cell.kind & KNOWN != 0
                && let Some(written) = self.write_letter(s, found, before, &mut writer)
            {
                (at, before) = written;
            } else if self.unmarked && before.kind & KNOWN != 0 && is_mark(found.letter) {
                // A stress mark over a letter of the scheme.
            } else {
                writer.push(s.get(start..at).unwrap_or_default());
                before = self.unknown(before, found.letter);
                continue;
            }
            if R::ON {
                record.edit(start..at, out_start..writer.len() - entry);
            }
        }
        writer.flush();
    }

    /// Writes letters of two bytes while each has one text; gives their bytes and the cell of the last.
    fn write_run(&self, bytes: &[u8], writer: &mut Writer<'_>) -> (usize, Option<&'static Cell>) {
        let (mut rest, mut filled, mut last) = (bytes, writer.filled, None);
        while let [lead @ 0xC2..=0xDF, tail, after @ ..] = rest {
            let point = u32::from(lead & 0x1F) << 6 | u32::from(tail & 0x3F);
            let Some(number) = self.page.cells.get(point.wrapping_sub(self.page.first) as usize) else {
                break;
            };
            let cell = Self::numbered(*number);
            if cell.kind & (KNOWN | RULES | LONG) != KNOWN {
                break;
            }
            // A full buffer is for the slow path.
            let Some(place) = writer.buffer.get_mut(filled..filled + 8) else { break };
            place.copy_from_slice(&cell.text);
            filled += usize::from(cell.length);
            (rest, last) = (after, Some(cell));
        }
        writer.filled = filled;
        (bytes.len() - rest.len(), last)
    }

    /// What `c`, which the scheme does not know, leaves for the letter after it.
    fn unknown(&self, before: Before, c: char) -> Before {
        match c {
            c if is_mark(c) => before,
            c if is_apostrophe(c) && before.kind != EDGE => {
                Before { contexts: self.joint, kind: before.kind & UPPER }
            }
            c if c.is_alphanumeric() => Before { contexts: self.foreign, kind: 0 },
            _ => Before { contexts: self.edge, kind: EDGE },
        }
    }

    /// Gives the next letter, over marks that belong to the one before.
    fn following(&self, s: &str, mut at: usize) -> Option<Unit> {
        loop {
            let found = self.unit(s, at)?;
            if found.cell.kind & KNOWN != 0 || !is_mark(found.letter) {
                return Some(found);
            }
            at = found.end;
        }
    }

    /// Writes a letter that is a capital, has rules or may begin a word; gives where the letters written end
    /// and what they leave before the next, or nothing for a letter that no rule takes where it stands.
    fn write_letter(
        &self,
        s: &str,
        found: Unit,
        before: Before,
        writer: &mut Writer<'_>,
    ) -> Option<(usize, Before)> {
        let cell = found.cell;
        let mut last = found;
        let (mut text, mut length, mut capitals) = (cell.text, cell.length, true);
        if cell.kind & RULES != 0 {
            let matched = self.matching(s, found, before)?;
            (text, length) = (matched.rule.text, matched.rule.length);
            (last, capitals) = (matched.last, matched.capitals);
        }
        let capital = cell.kind & UPPER != 0;
        if capital || (self.title && before.kind == EDGE) {
            if let ([first @ 0..0x80, ..], 1, false) = (text, length, self.dotless) {
                writer.push_byte(first.to_ascii_uppercase());
                return Some((last.end, self.left_by(last, before)));
            }
            let text = text.get(..usize::from(length)).and_then(|text| std::str::from_utf8(text).ok());
            let capitals =
                capital && capitals && (last.end != found.end || self.in_capitals(s, last.end, before));
            writer.push_capital(text.unwrap_or_default(), capitals, self.dotless);
        } else {
            writer.push_filled(text, length);
        }
        Some((last.end, self.left_by(last, before)))
    }

    /// What `last`, which was written, leaves for the letter after it.
    fn left_by(&self, last: Unit, before: Before) -> Before {
        if is_apostrophe(last.letter) {
            self.unknown(before, last.letter)
        } else {
            Before { contexts: last.cell.contexts, kind: last.cell.kind }
        }
    }

    /// Tells whether a capital that ends at `end` is one of a word in capitals, as its neighbours are.
    fn in_capitals(&self, s: &str, end: usize, before: Before) -> bool {
        match self.following(s, end) {
            Some(next) if next.cell.kind & KNOWN != 0 => next.cell.kind & UPPER != 0,
            Some(next) if next.letter.is_lowercase() => false,
            Some(next) if next.letter.is_uppercase() => true,
            _ => before.kind & UPPER != 0,
        }
    }

    /// Finds the rule for the letters from `found` on.
    fn matching(&self, s: &str, found: Unit, before: Before) -> Option<Match> {
        let [first, first_high, count, ..] = found.cell.text;
        let first = usize::from(u16::from_le_bytes([first, first_high]));
        let rules = self.rules.get(first..first + usize::from(count))?;
        // Most rules look at one letter more: it is read once.
        let mut second = None;
        'rules: for rule in rules {
            if rule.after != 0 && rule.after & before.contexts == 0 {
                continue;
            }
            let (mut last, mut capitals) = (found, true);
            let mut rest = rule.rest;
            if let Some((&(small, capital), more)) = rest.split_first() {
                let Some(next) = *second.get_or_insert_with(|| self.unit(s, found.end)) else { continue };
                if next.letter != small && next.letter != capital {
                    continue;
                }
                capitals = next.letter != small;
                last = next;
                rest = more;
            }
            for &(small, capital) in rest {
                match self.unit(s, last.end) {
                    Some(next) if next.letter == small || next.letter == capital => {
                        capitals &= next.letter != small;
                        last = next;
                    }
                    _ => continue 'rules,
                }
            }
            if rule.before == 0 || rule.before & self.contexts_at(s, last.end) != 0 {
                return Some(Match { rule, last, capitals });
            }
        }
        None
    }

    /// The contexts that what stands at `at` is one for.
    fn contexts_at(&self, s: &str, at: usize) -> u16 {
        let Some(next) = self.following(s, at) else { return self.edge };
        if is_apostrophe(next.letter) {
            // An apostrophe ends no word: what follows it may be a suffix or the rest of the name.
            self.joint
        } else if next.cell.kind & KNOWN != 0 {
            next.cell.contexts
        } else {
            self.unknown(Before { contexts: 0, kind: EDGE }, next.letter).contexts
        }
    }
}

/// What a rule writes for the letters up to the last.
struct Match {
    rule: &'static Rule,
    last: Unit,
    /// All letters after the first are capitals.
    capitals: bool,
}

const BUFFER: usize = 128;

/// Collects short texts, so that the string is asked for room and its text checked once in a while only.
struct Writer<'a> {
    out: &'a mut String,
    buffer: [u8; BUFFER],
    filled: usize,
}

impl Writer<'_> {
    fn len(&self) -> usize {
        self.out.len() + self.filled
    }

    fn flush(&mut self) {
        // Only whole texts were put in, so the bytes are UTF-8.
        let text = self.buffer.get(..self.filled).and_then(|bytes| std::str::from_utf8(bytes).ok());
        self.out.push_str(text.unwrap_or_default());
        self.filled = 0;
    }

    fn push_byte(&mut self, byte: u8) {
        if self.filled == BUFFER {
            self.flush();
        }
        if let Some(place) = self.buffer.get_mut(self.filled) {
            *place = byte;
            self.filled += 1;
        }
    }

    /// Appends the first `length` bytes of a text that is filled with zeros.
    #[inline]
    fn push_filled(&mut self, text: [u8; 8], length: u8) {
        if self.filled > BUFFER - 8 {
            self.flush();
        }
        if let Some(place) = self.buffer.get_mut(self.filled..self.filled + 8) {
            place.copy_from_slice(&text);
            self.filled += usize::from(length);
        }
    }

    /// Appends a text with a capital first letter, or all in capitals.
    fn push_capital(&mut self, text: &str, capitals: bool, dotless: bool) {
        for (place, c) in text.chars().enumerate() {
            match c {
                c if place > 0 && !capitals => self.push(c.encode_utf8(&mut [0; 4])),
                'i' if dotless => self.push("İ"),
                c if c.is_ascii() => self.push_byte(c.to_ascii_uppercase() as u8),
                c => {
                    for upper in c.to_uppercase() {
                        self.push(upper.encode_utf8(&mut [0; 4]));
                    }
                }
            }
        }
    }

    fn push(&mut self, text: &str) {
        if self.filled + text.len() > BUFFER {
            self.flush();
        }
        match self.buffer.get_mut(self.filled..self.filled + text.len()) {
            Some(place) => {
                place.copy_from_slice(text.as_bytes());
                self.filled += text.len();
            }
            None => self.out.push_str(text),
        }
    }
}
