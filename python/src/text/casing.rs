//! Upper and lower case.

use pyo3::prelude::*;
use varlik::text;
use varlik::text::column;

use crate::text::{Language, Progress, Threads, text_to_text};

/// Writes a text in lower case, as its language does.
///
/// Args:
///     s: A str; None, which stays; or a column of any library, or a list.
///     lang: Language of the text: `tr` makes `I` a dotless `ı`, `und` does not.
///     threads: Threads for a long column; 0 takes all cores.
///     progress: True for a line on the terminal, or anything to be called with the rows done and their total.
///
/// Returns:
///     A str (the same object where nothing changes), None, or a Column.
#[pyfunction]
#[pyo3(signature = (s, lang = Language::UND, *, threads = Threads::ALL, progress = Progress::NONE), text_signature = "(s, lang='und', *, threads=0, progress=None)")]
pub(crate) fn lower<'py>(
    s: &Bound<'py, PyAny>,
    lang: Language,
    threads: Threads,
    progress: Progress,
) -> PyResult<Bound<'py, PyAny>> {
    text_to_text(
        s,
        (threads, progress),
        move |s| text::lower(s, lang.0),
        move |rows| column::lower(rows, lang.0),
    )
}

/// Writes a text in upper case, as its language does.
///
/// Args:
///     s: A str; None, which stays; or a column of any library, or a list.
///     lang: Language of the text: `tr` makes `i` a dotted `İ`, `und` does not.
///     threads: Threads for a long column; 0 takes all cores.
///     progress: True for a line on the terminal, or anything to be called with the rows done and their total.
///
/// Returns:
///     A str (the same object where nothing changes), None, or a Column.
#[pyfunction]
#[pyo3(signature = (s, lang = Language::UND, *, threads = Threads::ALL, progress = Progress::NONE), text_signature = "(s, lang='und', *, threads=0, progress=None)")]
pub(crate) fn upper<'py>(
    s: &Bound<'py, PyAny>,
    lang: Language,
    threads: Threads,
    progress: Progress,
) -> PyResult<Bound<'py, PyAny>> {
    text_to_text(
        s,
        (threads, progress),
        move |s| text::upper(s, lang.0),
        move |rows| column::upper(rows, lang.0),
    )
}

/// Writes the first letter of every word large and the others small, as the language does.
///
/// Args:
///     s: A str; None, which stays; or a column of any library, or a list.
///     lang: Language of the text: `tr` makes `i` a dotted `İ`, `nl` writes `IJsselmeer`.
///     threads: Threads for a long column; 0 takes all cores.
///     progress: True for a line on the terminal, or anything to be called with the rows done and their total.
///
/// Returns:
///     A str (the same object where nothing changes), None, or a Column.
#[pyfunction]
#[pyo3(signature = (s, lang = Language::UND, *, threads = Threads::ALL, progress = Progress::NONE), text_signature = "(s, lang='und', *, threads=0, progress=None)")]
pub(crate) fn title<'py>(
    s: &Bound<'py, PyAny>,
    lang: Language,
    threads: Threads,
    progress: Progress,
) -> PyResult<Bound<'py, PyAny>> {
    text_to_text(
        s,
        (threads, progress),
        move |s| text::title(s, lang.0),
        move |rows| column::title(rows, lang.0),
    )
}

/// Takes away what case tells apart, for comparing texts of one language: `Straße` and `STRASSE` meet.
///
/// Args:
///     s: A str; None, which stays; or a column of any library, or a list.
///     lang: Language of the text: `tr` keeps `ı` and `i` apart.
///     threads: Threads for a long column; 0 takes all cores.
///     progress: True for a line on the terminal, or anything to be called with the rows done and their total.
///
/// Returns:
///     A str (the same object where nothing changes), None, or a Column.
#[pyfunction]
#[pyo3(signature = (s, lang = Language::UND, *, threads = Threads::ALL, progress = Progress::NONE), text_signature = "(s, lang='und', *, threads=0, progress=None)")]
pub(crate) fn casefold<'py>(
    s: &Bound<'py, PyAny>,
    lang: Language,
    threads: Threads,
    progress: Progress,
) -> PyResult<Bound<'py, PyAny>> {
    text_to_text(
        s,
        (threads, progress),
        move |s| text::casefold(s, lang.0),
        move |rows| column::casefold(rows, lang.0),
    )
}
