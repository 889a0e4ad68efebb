//! Hangul in Latin letters, by the Revised Romanization of Korean.

use unicode_normalization::char::{compose, is_combining_mark};

use crate::edits::Record;
use crate::tables::hangul::{FINALS, INITIALS, VOWELS};

/// What a final consonant becomes.
#[derive(Debug)]
pub(crate) struct Final {
    /// At the end and before most consonants.
    pub(crate) text: &'static str,
    /// Before ㄴ, ㅁ and ㄹ.
    pub(crate) nasal: &'static str,
    /// Before a vowel.
    pub(crate) linked: &'static str,
}

/// Whether the sounds of a word change where its syllables meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sounds {
    /// They do: 독립 is Dongnip.
    Change,
    /// They do not, as the system asks for the given names of persons: 복남 is Boknam.
    Stay,
}

/// A syllable as the places of its letters; `last` is 0 without a final.
#[derive(Clone, Copy)]
struct Syllable {
    initial: usize,
    vowel: usize,
    last: usize,
    end: usize,
}

const FIRST: u32 = 0xAC00;
const SYLLABLES: u32 = 11_172;

// Places of letters in the order of Unicode; finals are counted from 1.
const INITIAL_G: usize = 0;
const INITIAL_N: usize = 2;
const INITIAL_D: usize = 3;
const INITIAL_R: usize = 5;
const INITIAL_M: usize = 6;
const INITIAL_S: usize = 9;
const INITIAL_NONE: usize = 11;
const INITIAL_J: usize = 12;
const INITIAL_H: usize = 18;
const VOWEL_YEO: usize = 6;
const VOWEL_I: usize = 20;
const FINAL_N: usize = 4;
const FINAL_NJ: usize = 5;
const FINAL_NH: usize = 6;
const FINAL_D: usize = 7;
const FINAL_L: usize = 8;
const FINAL_LB: usize = 11;
const FINAL_LS: usize = 12;
const FINAL_LT: usize = 13;
const FINAL_LH: usize = 15;
const FINAL_J: usize = 22;
const FINAL_T: usize = 25;
const FINAL_H: usize = 27;

/// Tells whether `c` is written: a syllable, or a letter that begins one.
pub(crate) fn reads(c: char) -> bool {
    u32::from(c).wrapping_sub(FIRST) < SYLLABLES || matches!(c, '\u{1100}'..='\u{1112}')
}

/// Gives the syllable at `at`, whole or as two or three letters.
fn syllable(s: &str, at: usize) -> Option<Syllable> {
    let mut rest = s.get(at..)?.chars();
    let mut whole = rest.next()?;
    if !reads(whole) {
        return None;
    }
    let mut end = at + whole.len_utf8();
    while let Some(letter @ '\u{1161}'..='\u{11C2}') = rest.next()
        && let Some(more) = compose(whole, letter)
    {
        (whole, end) = (more, end + letter.len_utf8());
    }
    let number = u32::from(whole).checked_sub(FIRST).filter(|number| *number < SYLLABLES)? as usize;
    Some(Syllable { initial: number / 588, vowel: number / 28 % 21, last: number % 28, end })
}

fn initial_text(initial: usize) -> &'static str {
    INITIALS.get(initial).copied().unwrap_or_default()
}

/// Gives what the final of one syllable and the initial of the next become.
///
/// `suffix` tells that the next syllable is one that keeps the ㄴ before its ㄹ (신문로 is Sinmunno).
fn meeting(last: usize, next: Syllable, suffix: bool) -> (&'static str, &'static str) {
    let initial = initial_text(next.initial);
    let Some(letter) = last.checked_sub(1).and_then(|at| FINALS.get(at)) else { return ("", initial) };
    let obstruent = letter.nasal != letter.text;
    match (last, next.initial) {
        (FINAL_D, INITIAL_NONE) if next.vowel == VOWEL_I => ("", "j"),
        (FINAL_T, INITIAL_NONE) if next.vowel == VOWEL_I => ("", "ch"),
        (FINAL_LT, INITIAL_NONE) if next.vowel == VOWEL_I => ("l", "ch"),
        (_, INITIAL_NONE) => (letter.linked, ""),
        (FINAL_H | FINAL_NH | FINAL_LH, INITIAL_G | INITIAL_D | INITIAL_J | INITIAL_S) => {
            let before = if last == FINAL_H { "" } else { letter.text };
            let aspirated = match next.initial {
                INITIAL_G => "k",
                INITIAL_D => "t",
                INITIAL_J => "ch",
                _ => "ss",
            };
            (before, aspirated)
        }
        (FINAL_J, INITIAL_H) => ("", "ch"),
        (FINAL_NJ, INITIAL_H) => ("n", "ch"),
        (FINAL_D, INITIAL_H) if matches!(next.vowel, VOWEL_I | VOWEL_YEO) => ("", "ch"),
        (FINAL_N | FINAL_NJ | FINAL_NH, INITIAL_R) if suffix => ("n", "n"),
        (FINAL_N | FINAL_NJ | FINAL_NH, INITIAL_R)
        | (FINAL_L | FINAL_LB | FINAL_LS | FINAL_LT | FINAL_LH, INITIAL_N | INITIAL_R) => ("l", "l"),
        (_, INITIAL_N | INITIAL_M) if obstruent => (letter.nasal, initial),
        (_, INITIAL_R) => (letter.nasal, "n"),
        _ => (letter.text, initial),
    }
}

/// Tells whether a syllable that ends a word of three or more is a suffix before whose ㄹ an ㄴ stays.
///
/// Standard Pronunciation, section 20: 란 량 력 례 로 론 료 류 after a word of its own.
fn is_suffix(s: &str, at: usize) -> bool {
    s.get(at..).and_then(|rest| rest.chars().next()).is_some_and(|c| "란량력례로론료류".contains(c))
}

/// Appends `s` with its Hangul in Latin letters; every word gets a capital.
pub(crate) fn write<R: Record>(s: &str, sounds: Sounds, out: &mut String, record: &mut R) {
    let entry = out.len();
    let mut at = 0;
    while let Some(c) = s.get(at..).and_then(|rest| rest.chars().next()) {
        let Some(mut present) = syllable(s, at) else {
            out.push(c);
            at += c.len_utf8();
            continue;
        };
        let mut onset = initial_text(present.initial);
        let mut place = 1;
        let before = s.get(..at).and_then(|text| text.chars().rfind(|c| !is_combining_mark(*c)));
        let mut capital = !before.is_some_and(char::is_alphabetic);
        loop {
            let out_start = out.len() - entry;
            let next = syllable(s, present.end);
            let (coda, next_onset) = match next {
                Some(next) if sounds == Sounds::Change => {
                    let suffix = place >= 2 && syllable(s, next.end).is_none() && is_suffix(s, present.end);
                    meeting(present.last, next, suffix)
                }
                Some(next) => (final_text(present.last), initial_text(next.initial)),
                None => (final_text(present.last), ""),
            };
            let vowel = VOWELS.get(present.vowel).copied().unwrap_or_default();
            for part in [onset, vowel, coda] {
                if capital && let Some(first) = part.get(..1) {
                    out.push_str(&first.to_ascii_uppercase());
                    out.push_str(part.get(1..).unwrap_or_default());
                    capital = false;
                } else {
                    out.push_str(part);
                }
            }
            if R::ON {
                record.edit(at..present.end, out_start..out.len() - entry);
            }
            at = present.end;
            let Some(next) = next else { break };
            (present, onset, place) = (next, next_onset, place + 1);
        }
    }
}

fn final_text(last: usize) -> &'static str {
    last.checked_sub(1).and_then(|at| FINALS.get(at)).map_or("", |letter| letter.text)
}
