//! Numbers.

use pyo3::prelude::*;
use varlik::text;

use crate::text::{Language, Progress, Threads, each_text};

/// Writes the numbers of a text in figures: other digits, words, Roman numerals, separators and percentages.
///
/// Args:
///     s: A str; None, which stays; or a column of any library, or a list.
///     lang: Language of the text: `tr` reads `1,5 milyon`, `yüzde 50` and `IV. Murat`.
///     threads: Threads for a long column; 0 takes all cores.
///     progress: True for a line on the terminal, or anything to be called with the rows done and their total.
///
/// Returns:
///     A str (the same object where nothing changes), None, or a Column.
#[pyfunction]
#[pyo3(signature = (s, lang = Language::UND, *, threads = Threads::ALL, progress = Progress::NONE), text_signature = "(s, lang='und', *, threads=0, progress=None)")]
pub(crate) fn numbers<'py>(
    s: &Bound<'py, PyAny>,
    lang: Language,
    threads: Threads,
    progress: Progress,
) -> PyResult<Bound<'py, PyAny>> {
    each_text(s, (threads, progress), move |s| text::numbers(s, lang.0))
}
