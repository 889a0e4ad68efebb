//! Names of scripts that write few vowels.

use std::borrow::Cow;

use pyo3::prelude::*;
use varlik::text;

use crate::text::{Language, Progress, Threads, each_text};

/// Writes the consonants of an Arabic, Persian, Urdu or Hebrew name in Latin letters.
///
/// Args:
///     s: A str; None, which stays; or a column of any library, or a list.
///     lang: Language of the name, whose letters stand for other sounds than their neighbours'.
///     threads: Threads for a long column; 0 takes all cores.
///     progress: True for a line on the terminal, or anything to be called with the rows done and their total.
///
/// Returns:
///     A str (the same object where nothing changes), None, or a Column.
#[pyfunction]
#[pyo3(signature = (s, lang = Language::UND, *, threads = Threads::ALL, progress = Progress::NONE), text_signature = "(s, lang='und', *, threads=0, progress=None)")]
pub(crate) fn skeleton<'py>(
    s: &Bound<'py, PyAny>,
    lang: Language,
    threads: Threads,
    progress: Progress,
) -> PyResult<Bound<'py, PyAny>> {
    each_text(s, (threads, progress), move |s| unless_same(s, text::skeleton(s, lang.0)))
}

/// The input itself where the answer is no other.
fn unless_same(given: &str, answer: String) -> Cow<'_, str> {
    if answer == given { Cow::Borrowed(given) } else { Cow::Owned(answer) }
}
