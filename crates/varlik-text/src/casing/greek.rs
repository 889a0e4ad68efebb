//! Greek capitals, which are written without stress marks.
//!
//! The rules are those of ICU (<https://icu.unicode.org/design/case/greek-upper>): accents and breathings go; a
//! dialytika stays; where an accent told two vowels from a diphthong (`Μάιος`), the second gets a dialytika (`ΜΑΪΟΣ`);
//! an iota below becomes a letter; the single word `ή` keeps its accent, being another word without it.
use std::iter::Peekable;
use std::str::CharIndices;

use unicode_normalization::char::decompose_canonical;

use super::{UPPER_MAP, context};
use crate::edits::Record;

/// The marks of a letter.
#[derive(Clone, Copy, Default)]
struct Marks {
    accent: bool,
    dialytika: bool,
    iota: bool,
}

impl Marks {
    /// Notes a mark that Greek letters bear; gives `false` for anything else.
    fn take(&mut self, c: char) -> bool {
        match c {
            '\u{300}' | '\u{301}' | '\u{342}' | '\u{302}' | '\u{303}' | '\u{311}' => self.accent = true,
            '\u{308}' => self.dialytika = true,
            '\u{344}' => (self.accent, self.dialytika) = (true, true),
            '\u{345}' => self.iota = true,
            // Lengths and breathings.
            '\u{304}' | '\u{306}' | '\u{313}' | '\u{314}' | '\u{343}' => {}
            _ => return false,
        }
        true
    }
}

enum Letter {
    Vowel(char, Marks),
    Rho,
    Other,
}

/// Takes a Greek letter apart.
fn letter(c: char) -> Option<Letter> {
    let greek = matches!(c, '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFE}' | '\u{2126}');
    if !greek || !c.is_alphabetic() || matches!(c, '\u{374}' | '\u{3E2}'..='\u{3EF}') {
        return None;
    }
    let (mut base, mut marks) = (c, Marks::default());
    decompose_canonical(c, |piece| {
        if !marks.take(piece) {
            base = piece;
        }
    });
    let base = UPPER_MAP.get(base).and_then(|text| text.chars().next()).unwrap_or(base);
    Some(match base {
        'Α' | 'Ε' | 'Η' | 'Ι' | 'Ο' | 'Υ' | 'Ω' | 'ϒ' => Letter::Vowel(base, marks),
        'Ρ' => Letter::Rho,
        _ => Letter::Other,
    })
}

pub(super) fn upper_into<R: Record>(s: &str, out: &mut String, record: &mut R) {
    let entry = out.len();
    let mut rest = s.char_indices().peekable();
    // Whether the letter before was a vowel with an accent and without dialytika: written in one character, or two.
    let mut before = None;
    while let Some((at, c)) = rest.next() {
        let start = out.len();
        let letter = letter(c);
        let mut marks = Marks::default();
        let mut iotas = 0;
        if letter.is_some() {
            take_marks(&mut rest, &mut marks, &mut iotas);
        }
        let end = rest.peek().map_or(s.len(), |(end, _)| *end);
        before = match letter {
            Some(Letter::Vowel(base, own)) => {
                let lone = || {
                    let after = s.get(at + c.len_utf8()..).unwrap_or_default();
                    !context::cased_after(after) && !context::cased_before(s.get(..at).unwrap_or_default())
                };
                push_vowel(base, own, marks, before, lone, out);
                let accent = if marks.accent { Some(Accent::Mark) } else { Some(Accent::Letter) };
                let single = !(marks.dialytika || own.dialytika || iotas > 0);
                accent.filter(|_| single && (marks.accent || own.accent))
            }
            Some(Letter::Rho) => {
                out.push('Ρ');
                None
            }
            Some(Letter::Other) | None => {
                match UPPER_MAP.get(c) {
                    None => out.push(c.to_ascii_uppercase()),
                    Some(text) => out.push_str(text),
                }
                None
            }
        };
        out.extend(std::iter::repeat_n('Ι', iotas));
        let (source, written) = (s.get(at..end).unwrap_or_default(), out.get(start..).unwrap_or_default());
        if written.len() != source.len() || written.chars().count() != source.chars().count() {
            record.edit(at..end, start - entry..out.len() - entry);
        }
    }
}

/// Where the accent of the vowel before stood.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Accent {
    Letter,
    Mark,
}

fn take_marks(rest: &mut Peekable<CharIndices<'_>>, marks: &mut Marks, iotas: &mut usize) {
    while rest
        .next_if(|(_, c)| {
            *iotas += usize::from(*c == '\u{345}');
            marks.take(*c)
        })
        .is_some()
    {}
}

/// Appends a vowel: `own` are the marks of its character, `marks` those behind it.
fn push_vowel(
    base: char,
    own: Marks,
    marks: Marks,
    before: Option<Accent>,
    lone: impl FnOnce() -> bool,
    out: &mut String,
) {
    let mut composed = own.dialytika;
    let mut dialytika = own.dialytika || marks.dialytika;
    if !dialytika && matches!(base, 'Ι' | 'Υ') {
        match before {
            Some(Accent::Mark) => dialytika = true,
            Some(Accent::Letter) => composed = true,
            None => {}
        }
    }
    let accent = own.accent || marks.accent;
    match base {
        'Η' if accent && !own.iota && !marks.iota && lone() => {
            out.push_str(if own.accent { "Ή" } else { "Η\u{301}" });
        }
        'Ι' if composed => {
            dialytika = false;
            out.push('Ϊ');
        }
        'Υ' if composed => {
            dialytika = false;
            out.push('Ϋ');
        }
        _ => out.push(base),
    }
    if dialytika {
        out.push('\u{308}');
    }
    if own.iota {
        out.push('Ι');
    }
}
