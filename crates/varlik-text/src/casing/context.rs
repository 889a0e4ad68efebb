//! What casing asks of the neighbours of a letter (The Unicode Standard, section 3.13, table 3-17).
use unicode_normalization::char::canonical_combining_class;

use crate::tables::casing::{CASE_IGNORABLE, CASED, SOFT_DOTTED};

fn within(c: char, ranges: &[(u32, u32)]) -> bool {
    let point = u32::from(c);
    let after = ranges.partition_point(|(first, _)| *first <= point);
    after.checked_sub(1).and_then(|index| ranges.get(index)).is_some_and(|(_, last)| point <= *last)
}

/// Tells whether `text` ends with a cased letter and any number of case-ignorable characters.
pub(super) fn cased_before(text: &str) -> bool {
    text.chars().rev().find(|c| !within(*c, CASE_IGNORABLE)).is_some_and(|c| within(c, CASED))
}

/// Tells whether `text` begins with any number of case-ignorable characters and a cased letter.
pub(super) fn cased_after(text: &str) -> bool {
    text.chars().find(|c| !within(*c, CASE_IGNORABLE)).is_some_and(|c| within(c, CASED))
}

pub(super) fn is_soft_dotted(c: char) -> bool {
    within(c, SOFT_DOTTED)
}

/// How a mark stands to the letter before it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// No mark, or one that ends the accents of a letter.
    None,
    Above,
    Elsewhere,
}

pub(super) fn mark(c: char) -> Mark {
    match canonical_combining_class(c) {
        0 => Mark::None,
        230 => Mark::Above,
        _ => Mark::Elsewhere,
    }
}

/// Finds U+0307 at the start of `text` or behind marks that do not stand above the letter.
pub(super) fn dot_above(text: &str) -> Option<usize> {
    let (place, c) = text.char_indices().find(|(_, c)| mark(*c) != Mark::Elsewhere)?;
    (c == '\u{307}').then_some(place)
}

/// Tells whether `text` begins with a mark above, or with other marks and one above.
pub(super) fn more_above(text: &str) -> bool {
    text.chars().map(mark).find(|mark| *mark != Mark::Elsewhere) == Some(Mark::Above)
}
