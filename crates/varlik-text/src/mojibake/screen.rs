//! The first scan: where in a text something may have been broken.
use super::latin5::turkish_letter;
use super::reading::{READINGS, Reading};
use super::swap::is_western;
use crate::script::Script;

/// Finds the next character at or after `from` that may lead a broken run, stand for a Turkish letter, or begin
/// a word read in another page.
pub(super) fn next(text: &str, from: usize) -> Option<usize> {
    let mut characters = text.get(from..)?.char_indices();
    while let Some((at, c)) = characters.next() {
        if c.is_ascii() {
            continue;
        }
        let mut rest = characters.clone().map(|(_, c)| c);
        let second = rest.next().filter(|c| !c.is_ascii());
        let suspicious = turkish_letter(c).is_some()
            || second.is_some_and(|second| {
                READINGS.iter().any(|reading| starts(*reading, c, second))
                    || is_swapped_case(c, second)
                    || (is_western(c) && is_western(second))
            });
        if suspicious {
            return Some(from + at);
        }
    }
    None
}

fn starts(reading: Reading, first: char, second: char) -> bool {
    reading.byte_of(first).is_some_and(|byte| (0xC2..=0xF4).contains(&byte))
        && reading.byte_of(second).is_some_and(|byte| (0x80..0xC0).contains(&byte))
}

/// A capital behind a small letter, both Cyrillic.
fn is_swapped_case(first: char, second: char) -> bool {
    first.is_lowercase() && second.is_uppercase() && Script::of(first) == Script::Cyrillic
}
