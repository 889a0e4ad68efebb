//! The machine that writes one alphabet in the letters of another, from a table of letters and rules.

use unicode_normalization::char::{compose, decompose_canonical};

use crate::edits::Record;
use crate::tables::schemes::{CELLS, CONSONANT, EDGE, KNOWN, LONG, NONE_OF, RULES, UPPER, VOWEL};

/// What a letter becomes, or where its rules are.
///
/// Cells are shared by all schemes. The text of a capital has a capital first letter.
#[derive(Debug)]
pub(crate) struct Cell {
    /// The text, filled with zeros; for a letter with rules the first of them and their number.
    pub(crate) text: [u8; 8],
    pub(crate) length: u8,
    /// A set of `KNOWN`, `UPPER`, `VOWEL`, `RULES` and `LONG`.
    pub(crate) kind: u8,
}

/// Letters that follow each other in Unicode, with the numbers of their cells; 0 is no letter of the scheme.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) first: u32,
    pub(crate) cells: &'static [u16],
}

/// What may stand beside the letters of a rule; one that is met is enough.
#[derive(Debug)]
pub(crate) struct Context {
    /// A set of `EDGE`, `VOWEL` and `CONSONANT`, with `NONE_OF` when neither these nor the letters may.
    pub(crate) kinds: u8,
    /// Any of these letters, in lower case.
    pub(crate) letters: &'static [char],
}

/// A text for one or several letters in some place.
#[derive(Debug)]
pub(crate) struct Rule {
    /// The letters, in lower case.
    pub(crate) letters: &'static [char],
    pub(crate) after: Option<Context>,
    pub(crate) before: Option<Context>,
    pub(crate) text: &'static str,
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
    /// The cell of an apostrophe between letters, or 0.
    pub(crate) apostrophe: u16,
    pub(crate) pages: &'static [Page],
    /// The rules, those of one first letter together, the longest first.
    pub(crate) rules: &'static [Rule],
}

/// A letter as the rules see it: composed, with the place where it ends.
#[derive(Clone, Copy)]
struct Unit {
    letter: char,
    end: usize,
}

/// What stood before the present letter.
#[derive(Clone, Copy)]
enum Before {
    Edge,
    /// A letter of the scheme, with its cell's kind.
    Known(char, u8),
    /// A letter or digit that the scheme does not know, or an apostrophe (as `'`) within a word.
    Foreign(char),
}

const NONE: &Cell = &Cell { text: [0; 8], length: 0, kind: 0 };

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
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

/// Gives the letter at `at`, with the marks that compose with it.
fn unit(s: &str, at: usize) -> Option<Unit> {
    let mut letter = s.get(at..)?.chars().next()?;
    let mut end = at + letter.len_utf8();
    // U+0300..U+036F begin with these two bytes.
    while let Some(0xCC | 0xCD) = s.as_bytes().get(end) {
        let mark = s.get(end..)?.chars().next()?;
        match compose(letter, mark) {
            Some(whole) if is_mark(mark) => (letter, end) = (whole, end + mark.len_utf8()),
            _ => break,
        }
    }
    if matches!(letter, '\u{1F00}'..='\u{1FFF}') {
        letter = monotonic(letter);
    }
    Some(Unit { letter, end })
}

fn lower(c: char) -> char {
    if c.is_lowercase() { c } else { c.to_lowercase().next().unwrap_or(c) }
}

/// Gives the next letter, over marks that belong to the one before.
fn next_letter(s: &str, mut at: usize) -> Option<char> {
    loop {
        let found = unit(s, at)?;
        if !is_mark(found.letter) {
            return Some(found.letter);
        }
        at = found.end;
    }
}

impl Alphabet {
    fn cell(&self, c: char) -> &'static Cell {
        let number = match self.pages {
            [page] => page.cells.get(u32::from(c).wrapping_sub(page.first) as usize),
            pages => {
                pages.iter().find_map(|page| page.cells.get(u32::from(c).wrapping_sub(page.first) as usize))
            }
        };
        match number {
            Some(number) => CELLS.get(usize::from(*number)).unwrap_or(NONE),
            None if self.apostrophe != 0 && is_apostrophe(c) => {
                CELLS.get(usize::from(self.apostrophe)).unwrap_or(NONE)
            }
            None => NONE,
        }
    }

    /// Tells whether the scheme writes any character of `s` otherwise.
    pub(crate) fn reads(&self, s: &str) -> bool {
        !s.is_ascii()
            && s.chars().any(|c| {
                !c.is_ascii() && (self.cell(c).kind & KNOWN != 0 || matches!(c, '\u{1F00}'..='\u{1FFF}'))
            })
    }

    /// Appends `s` in the letters of the scheme; characters that it does not know stay.
    pub(crate) fn write<R: Record>(&self, s: &str, out: &mut String, record: &mut R) {
        let entry = out.len();
        let mut writer = Writer { out, buffer: [0; BUFFER], filled: 0 };
        let mut before = Before::Edge;
        let mut at = 0;
        while let Some(&byte) = s.as_bytes().get(at) {
            if byte < 0x80 && (byte != b'\'' || self.apostrophe == 0) {
                writer.push_byte(byte);
                before = before.unknown(char::from(byte));
                at += 1;
                continue;
            }
            let Some(found) = unit(s, at) else { break };
            let cell = self.cell(found.letter);
            let out_start = writer.len() - entry;
            let mut end = found.end;
            if cell.kind & (KNOWN | RULES | LONG) == KNOWN && !self.title {
                writer.push_cell(cell);
                before = Before::Known(found.letter, cell.kind);
            } else if cell.kind & KNOWN != 0
                && let Some(written) = self.write_letter(s, found, cell, before, &mut writer)
            {
                (end, before) = written;
            } else if self.unmarked && is_mark(found.letter) && matches!(before, Before::Known(..)) {
                // A stress mark over a letter of the scheme.
            } else {
                writer.push(s.get(at..end).unwrap_or_default());
                before = before.unknown(found.letter);
                at = end;
                continue;
            }
            if R::ON {
                record.edit(at..end, out_start..writer.len() - entry);
            }
            at = end;
        }
        writer.flush();
    }

    /// Writes a letter that is a capital, has rules or may begin a word; gives where the letters written end
    /// and what they leave before the next, or nothing for a letter that no rule takes where it stands.
    fn write_letter(
        &self,
        s: &str,
        found: Unit,
        cell: &Cell,
        before: Before,
        writer: &mut Writer<'_>,
    ) -> Option<(usize, Before)> {
        let mut last = found;
        let mut capital = cell.kind & UPPER != 0;
        let mut capitals = capital && cell.kind & (LONG | RULES) != 0;
        let text = if cell.kind & RULES == 0 {
            cell.as_str()
        } else {
            let matched = self.matching(s, found, cell, before)?;
            capitals &= matched.capitals;
            last = matched.last;
            matched.text
        };
        if !capital && self.title && matches!(before, Before::Edge) {
            capital = true;
        }
        if capitals && last.end == found.end {
            // A single capital is one of a word in capitals if its neighbours are.
            capitals = match next_letter(s, last.end) {
                Some(c) if c.is_uppercase() => true,
                Some(c) if c.is_lowercase() => false,
                _ => matches!(before, Before::Known(_, kind) if kind & UPPER != 0),
            };
        }
        if capitals {
            writer.push_upper(text, self.dotless);
        } else if capital {
            let first = text.chars().next().map_or(0, char::len_utf8);
            let (first, rest) = text.split_at_checked(first).unwrap_or((text, ""));
            writer.push_upper(first, self.dotless);
            writer.push(rest);
        } else {
            writer.push(text);
        }
        let before = if is_apostrophe(last.letter) {
            before.unknown(last.letter)
        } else {
            Before::Known(last.letter, self.cell(last.letter).kind)
        };
        Some((last.end, before))
    }

    /// Finds the rule for the letters from `found` on.
    fn matching(&self, s: &str, found: Unit, cell: &Cell, before: Before) -> Option<Match> {
        let [first, first_high, count, ..] = cell.text;
        let first = usize::from(u16::from_le_bytes([first, first_high]));
        let rules = self.rules.get(first..first + usize::from(count))?;
        rules.iter().find_map(|rule| {
            if !rule.after.as_ref().is_none_or(|context| context.admits(before)) {
                return None;
            }
            let (mut last, mut capitals) = (found, true);
            for &letter in rule.letters.get(1..)? {
                let next = unit(s, last.end)?;
                if lower(next.letter) != letter {
                    return None;
                }
                capitals &= next.letter != letter;
                last = next;
            }
            let fits = rule.before.as_ref().is_none_or(|context| context.admits(self.following(s, last.end)));
            fits.then_some(Match { text: rule.text, last, capitals })
        })
    }

    /// What stands at `at`, as a context sees it.
    fn following(&self, s: &str, at: usize) -> Before {
        let Some(c) = next_letter(s, at) else { return Before::Edge };
        let kind = self.cell(c).kind;
        if kind & KNOWN != 0 && !is_apostrophe(c) {
            Before::Known(c, kind)
        } else {
            // An apostrophe ends no word: what follows it may be a suffix or the rest of the name.
            Before::Foreign(' ').unknown(c)
        }
    }
}

/// What a rule writes for the letters up to the last.
struct Match {
    text: &'static str,
    last: Unit,
    /// All letters after the first are capitals.
    capitals: bool,
}

impl Before {
    /// What is before the next letter after a character that the scheme does not know.
    fn unknown(self, c: char) -> Self {
        match c {
            c if is_mark(c) => self,
            c if is_apostrophe(c) && !matches!(self, Self::Edge) => Self::Foreign('\''),
            c if c.is_alphanumeric() => Self::Foreign(c),
            _ => Self::Edge,
        }
    }
}

impl Cell {
    fn as_str(&self) -> &str {
        let text = self.text.get(..usize::from(self.length)).unwrap_or_default();
        std::str::from_utf8(text).unwrap_or_default()
    }
}

impl Context {
    fn admits(&self, neighbour: Before) -> bool {
        let (kind, letter) = match neighbour {
            Before::Edge => (EDGE, None),
            Before::Foreign(c) => (0, Some(c)),
            Before::Known(c, kind) if kind & VOWEL != 0 => (VOWEL, Some(c)),
            Before::Known(c, _) => (CONSONANT, Some(c)),
        };
        let met = self.kinds & kind != 0 || letter.is_some_and(|c| self.letters.contains(&lower(c)));
        met != (self.kinds & NONE_OF != 0)
    }
}

const BUFFER: usize = 256;

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

    fn push_cell(&mut self, cell: &Cell) {
        if self.filled > BUFFER - 8 {
            self.flush();
        }
        if let Some(place) = self.buffer.get_mut(self.filled..self.filled + 8) {
            place.copy_from_slice(&cell.text);
            self.filled += usize::from(cell.length);
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

    fn push_upper(&mut self, text: &str, dotless: bool) {
        for c in text.chars() {
            match c {
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
}
