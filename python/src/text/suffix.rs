//! Endings of words.

use pyo3::prelude::*;
use varlik::text::suffix;

use crate::text::record::{record, text_to_record};
use crate::text::{Language, Threads};

record!(
    /// A word and its ending, as `split_suffix` parts them; it unpacks like a tuple.
    Suffix {
        /// The word without its ending.
        stem: String,
        /// The ending without the apostrophe.
        suffix: String,
    }
);

/// Splits the ending behind an apostrophe off a name: a Turkish case ending or an English possessive.
///
/// Args:
///     s: A str; None, which stays; or a column of any library, or a list.
///     lang: Language of the text in which the name stands.
///     threads: Threads for a long column; 0 takes all cores.
///
/// Returns:
///     A Suffix, or None where the apostrophe belongs to the name or there is none; a Column of structs for a column.
#[pyfunction]
#[pyo3(signature = (s, lang = Language::TR, *, threads = Threads::ALL), text_signature = "(s, lang='tr', *, threads=0)")]
pub(crate) fn split_suffix<'py>(
    s: &Bound<'py, PyAny>,
    lang: Language,
    threads: Threads,
) -> PyResult<Bound<'py, PyAny>> {
    text_to_record(s, threads, move |s| {
        let found = suffix::split(s, lang.0)?;
        Some(Suffix::new(s.get(found.stem)?.to_owned(), s.get(found.suffix)?.to_owned()))
    })
}
