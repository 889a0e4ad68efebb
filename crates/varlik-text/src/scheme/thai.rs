//! Thai by syllables.
//!
//! The script writes no spaces and leaves some vowels out, so that syllables are found by rules that words break:
//! a consonant heard twice (`พัทยา` is Phatthaya), letters of Sanskrit words that are not heard inside a compound
//! (`สมุทรปราการ`), and two consonants of which the second may begin a syllable (`อุดรธานี`) need a dictionary.

use super::abjad::push;
use crate::edits::Record;
use crate::tables::thai::{CLUSTERS, CONSONANTS, VOWELS};

/// Whether a consonant ends the syllable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Open,
    Closed,
    Either,
}

/// A vowel: the sign before the consonants, those behind them, and its text.
#[derive(Debug)]
pub(crate) struct Vowel {
    pub(crate) lead: &'static str,
    pub(crate) signs: &'static str,
    pub(crate) text: &'static str,
    pub(crate) end: End,
}

/// A letter with the byte where it stands.
type Letter = (usize, char);

/// What a syllable is written as, and the letters it takes.
struct Syllable {
    front: &'static str,
    vowel: &'static str,
    end: &'static str,
    letters: usize,
}

const LEADS: &str = "เแโไใ";
const SIGNS: &str = "ะัาำิีึืฺุู็";
/// The sign that silences the consonant it stands on.
const SILENT: char = '\u{E4C}';

pub(super) fn reads(c: char) -> bool {
    matches!(c, '\u{E01}'..='\u{E3A}' | '\u{E40}'..='\u{E4E}' | '\u{E50}'..='\u{E59}')
}

fn consonant(c: Option<&Letter>) -> Option<(char, &'static str, Option<&'static str>)> {
    let (_, c) = c?;
    CONSONANTS.iter().find(|(letter, ..)| letter == c).copied()
}

fn cluster(letters: &[Letter]) -> Option<&'static str> {
    let (Some((_, first)), Some((_, second))) = (letters.first(), letters.get(1)) else { return None };
    CLUSTERS.iter().find(|(pair, _)| pair == &[*first, *second]).map(|(_, text)| *text)
}

fn is_one_of(letter: Option<&Letter>, set: &str) -> bool {
    letter.is_some_and(|(_, c)| set.contains(*c))
}

/// Appends `s`; characters of other scripts stay.
pub(super) fn write<R: Record>(s: &str, out: &mut String, record: &mut R) {
    let entry = out.len();
    let mut rest = s;
    while let Some(start) = rest.find(reads) {
        let (before, run) = rest.split_at(start);
        out.push_str(before);
        let (run, after) = run.split_at(run.find(|c| !reads(c)).unwrap_or(run.len()));
        let at = s.len() - run.len() - after.len();
        let letters = heard(run);
        let mut place = 0;
        let mut ended = false;
        let mut capital = true;
        let mut source = at;
        while place < letters.len() {
            let from = out.len() - entry;
            let left = letters.get(place..).unwrap_or_default();
            let taken = if let Some(found) = syllable(left) {
                // A consonant alone behind a closed syllable is not heard (จักร).
                let mute = ended && found.letters == 1 && left.len() == 1;
                if !mute {
                    for text in [found.front, found.vowel, found.end] {
                        push(out, text, &mut capital);
                    }
                }
                ended = !found.end.is_empty();
                found.letters
            } else {
                let letter = left.first().map_or(' ', |(_, c)| *c);
                match letter {
                    '๐'..='๙' => out.push(char::from(b'0' + (letter as u32 - '๐' as u32) as u8)),
                    'ฤ' | 'ฦ' => push(out, if letter == 'ฤ' { "rue" } else { "lue" }, &mut capital),
                    _ => {}
                }
                1
            };
            place += taken;
            let end = letters.get(place).map_or(at + run.len(), |(offset, _)| at + offset);
            record.edit(source..end, from..out.len() - entry);
            source = end;
        }
        if letters.is_empty() {
            let from = out.len() - entry;
            record.edit(at..at + run.len(), from..from);
        }
        rest = after;
    }
    out.push_str(rest);
}

/// The letters that are heard: without tones and signs of reading, and without silenced consonants.
fn heard(run: &str) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::with_capacity(run.len() / 3);
    for (at, c) in run.char_indices() {
        match c {
            SILENT => {
                while letters.last().is_some_and(|(_, c)| SIGNS.contains(*c)) {
                    letters.pop();
                }
                letters.pop();
            }
            '\u{E46}'..='\u{E4E}' if c != '\u{E47}' => {}
            '\u{E2F}' | '\u{E45}' | '\u{E3A}' => {}
            _ => letters.push((at, c)),
        }
    }
    letters
}

/// Reads the syllable at the front; `None` when no consonant begins one.
fn syllable(letters: &[Letter]) -> Option<Syllable> {
    let lead = if is_one_of(letters.first(), LEADS) { letters.first() } else { None };
    let start = usize::from(lead.is_some());
    let rest = letters.get(start..)?;
    let (_, single, _) = consonant(rest.first())?;
    // Two consonants begin the syllable together when a vowel follows them, or a vowel stands before them and the
    // sign behind does not begin a syllable of its own; else the second ends it (คน).
    let pair = cluster(rest).filter(|_| {
        let sign = is_one_of(rest.get(2), SIGNS);
        match lead {
            Some((_, 'ไ' | 'ใ')) => !sign,
            Some((_, 'โ' | 'แ')) => rest.len() > 2 && !sign,
            Some(_) => rest.len() > 2,
            None => {
                let doubled = is_one_of(rest.get(1), "ร") && is_one_of(rest.get(2), "ร");
                sign || is_one_of(rest.get(2), "อ") || (!doubled && ends(rest, 2))
            }
        }
    });
    let (front, taken) = pair.map_or((single, 1), |text| (text, 2));
    let body = rest.get(taken..).unwrap_or_default();
    let lead: String = lead.map(|(_, c)| *c).into_iter().collect();
    for vowel in VOWELS.iter().filter(|vowel| vowel.lead == lead) {
        let signs = vowel.signs.chars().count();
        let same = vowel.signs.chars().eq(body.iter().take(signs).map(|(_, c)| *c));
        if !same {
            continue;
        }
        let letters = start + taken + signs;
        let end = if ends(body, signs) { consonant(body.get(signs)).and_then(|(.., end)| end) } else { None };
        // A consonant that stands for a vowel begins a syllable when a sign of its own follows.
        if vowel.signs.starts_with(['อ', 'ว', 'ย', 'ร'])
            && is_one_of(body.get(signs), SIGNS)
            && vowel.end != End::Closed
        {
            continue;
        }
        match (vowel.end, end) {
            (End::Closed, None) => {}
            (End::Open, _) | (End::Either, None) => {
                return Some(Syllable { front, vowel: vowel.text, end: "", letters });
            }
            (_, Some(end)) => return Some(Syllable { front, vowel: vowel.text, end, letters: letters + 1 }),
        }
    }
    // No vowel is written: o in a closed syllable, a in an open one; of three consonants the first is open (ถนน).
    let three = taken == 1 && body.len() == 2 && ends(body, 0) && ends(body, 1);
    match consonant(body.first()).and_then(|(.., end)| end).filter(|_| ends(body, 0) && !three) {
        Some(end) => Some(Syllable { front, vowel: "o", end, letters: start + taken + 1 }),
        None => Some(Syllable { front, vowel: "a", end: "", letters: start + taken }),
    }
}

/// Whether the consonant at `at` ends the syllable before it rather than beginning the next.
fn ends(letters: &[Letter], at: usize) -> bool {
    if consonant(letters.get(at)).and_then(|(.., end)| end).is_none() {
        return false;
    }
    let after = letters.get(at + 1..).unwrap_or_default();
    let begins = is_one_of(after.first(), SIGNS)
        || is_one_of(after.first(), "อ") && !is_one_of(after.get(1), SIGNS)
        || matches!(after, [(_, 'ร'), (_, 'ร'), ..])
        || (cluster(letters.get(at..).unwrap_or_default()).is_some() && is_one_of(after.get(1), SIGNS));
    !begins
}
