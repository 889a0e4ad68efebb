//! The same distances over bytes: of names in an old encoding, of codes, of packed tokens.
//!
//! Each byte is one symbol, whatever it means. Measures and limits are those of strings.

use crate::edits::{self, Edits};
use crate::measure::{self, Measure};
use crate::symbols::CodePoints;

/// Gives the distance of two sequences of bytes when it is at most `limit`.
///
/// # Example
///
/// ```
/// use varlik_distance::{Edits, bytes, levenshtein};
///
/// // Ş is two bytes of UTF-8, both unlike S.
/// let (a, b) = ("Şişli", "Sisli");
/// assert_eq!(bytes::distance_within(Edits::Levenshtein, a.as_bytes(), b.as_bytes(), 9), Some(4));
/// assert_eq!(levenshtein(a, b), 2);
/// assert_eq!(bytes::distance_within(Edits::Levenshtein, b"\xde", b"\xfe", 0), None);
/// ```
#[must_use]
pub fn distance_within(edits: Edits, a: &[u8], b: &[u8], limit: usize) -> Option<usize> {
    if a.is_ascii() && b.is_ascii() {
        return edits::within(edits, a, b, limit);
    }
    edits::within(edits, CodePoints::of_bytes(a).as_slice(), CodePoints::of_bytes(b).as_slice(), limit)
}

/// Gives the similarity of two sequences of bytes when it is at least `at_least`.
///
/// # Example
///
/// ```
/// use varlik_distance::{Measure, bytes};
///
/// assert_eq!(bytes::similarity_within(Measure::Indel, b"\xde\xfd\xf0", b"\xde\xfd\xd0\xf0\xf0", 0.5), Some(0.75));
/// assert_eq!(bytes::similarity_within(Measure::Jaro, b"\xde\xdf", b"\xe0", 0.5), None);
/// ```
#[must_use]
pub fn similarity_within(measure: Measure, a: &[u8], b: &[u8], at_least: f64) -> Option<f64> {
    if a.is_ascii() && b.is_ascii() {
        return measure::within(measure, a, b, at_least);
    }
    let (a, b) = (CodePoints::of_bytes(a), CodePoints::of_bytes(b));
    measure::within(measure, a.as_slice(), b.as_slice(), at_least)
}
