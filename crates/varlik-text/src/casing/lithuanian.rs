//! Lithuanian, which keeps the dot of an `i` under another accent (`SpecialCasing.txt` of the Unicode Character Database).
use std::ops::Range;

use super::context::{self, Mark};
use super::{LOWER_MAP, UPPER_MAP};
use crate::edits::Record;
use crate::kernel::{SPECIAL, is_edit};

/// Appends `span` of `s` in lower case; edits count from `entry`.
pub(super) fn lower_into<R: Record>(
    s: &str,
    span: Range<usize>,
    out: &mut String,
    entry: usize,
    record: &mut R,
) {
    let letters = s.get(span.clone()).unwrap_or_default();
    for (at, c) in letters.char_indices().map(|(at, c)| (span.start + at, c)) {
        let after = s.get(at + c.len_utf8()..).unwrap_or_default();
        let start = out.len();
        match c {
            'I' | 'J' | 'Į' if context::more_above(after) => {
                out.extend(c.to_lowercase());
                out.push('\u{307}');
            }
            'Ì' => out.push_str("i\u{307}\u{300}"),
            'Í' => out.push_str("i\u{307}\u{301}"),
            'Ĩ' => out.push_str("i\u{307}\u{303}"),
            _ => lower_char(s, at, c, out),
        }
        if is_edit(c.len_utf8(), out.get(start..).unwrap_or_default()) {
            record.edit(at..at + c.len_utf8(), start - entry..out.len() - entry);
        }
    }
}

fn lower_char(s: &str, at: usize, c: char, out: &mut String) {
    match LOWER_MAP.get(c) {
        None => out.push(c.to_ascii_lowercase()),
        Some(SPECIAL) => {
            let (before, after) = s.split_at_checked(at).unwrap_or_default();
            let after = after.get(c.len_utf8()..).unwrap_or_default();
            let last = context::cased_before(before) && !context::cased_after(after);
            out.push(if last { 'ς' } else { 'σ' });
        }
        Some(text) => out.push_str(text),
    }
}

pub(super) fn upper_into<R: Record>(s: &str, out: &mut String, record: &mut R) {
    let entry = out.len();
    // Whether a dotted letter precedes, with no mark above between.
    let mut dotted = false;
    for (at, c) in s.char_indices() {
        let start = out.len();
        if !(dotted && c == '\u{307}') {
            match UPPER_MAP.get(c) {
                None => out.push(c.to_ascii_uppercase()),
                Some(text) => out.push_str(text),
            }
        }
        if is_edit(c.len_utf8(), out.get(start..).unwrap_or_default()) {
            record.edit(at..at + c.len_utf8(), start - entry..out.len() - entry);
        }
        dotted = context::is_soft_dotted(c) || (dotted && context::mark(c) == Mark::Elsewhere);
    }
}
