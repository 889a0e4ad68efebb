//! The first scan: where in a text a broken run may begin.
use super::reading::{READINGS, Reading};

/// Finds the next character at or after `from` that may lead a broken run.
pub(super) fn next(text: &str, from: usize) -> Option<usize> {
    let mut characters = text.get(from..)?.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        if c.is_ascii() {
            continue;
        }
        if let Some((_, second)) = characters.peek()
            && !second.is_ascii()
            && READINGS.iter().any(|reading| starts(*reading, c, *second))
        {
            return Some(from + at);
        }
    }
    None
}

fn starts(reading: Reading, first: char, second: char) -> bool {
    reading.byte_of(first).is_some_and(|byte| (0xC2..=0xF4).contains(&byte))
        && reading.byte_of(second).is_some_and(|byte| (0x80..0xC0).contains(&byte))
}
