//! Unicode's normalisation forms, signs, and references of HTML.

use pyo3::prelude::*;
use varlik::text::{self, Clean};

use crate::text::{Language, Progress, Threads, each_text};

/// Composes letters and marks: Unicode's form NFC.
///
/// Args:
///     s: A str; None, which stays; or a column of any library, or a list.
///     threads: Threads for a long column; 0 takes all cores.
///     progress: True for a line on the terminal, or anything to be called with the rows done and their total.
///
/// Returns:
///     A str (the same object where nothing changes), None, or a Column.
#[pyfunction]
#[pyo3(signature = (s, *, threads = Threads::ALL, progress = Progress::NONE), text_signature = "(s, *, threads=0, progress=None)")]
pub(crate) fn nfc<'py>(
    s: &Bound<'py, PyAny>,
    threads: Threads,
    progress: Progress,
) -> PyResult<Bound<'py, PyAny>> {
    each_text(s, (threads, progress), text::nfc)
}

/// Takes letters and marks apart: Unicode's form NFD.
///
/// Args:
///     s: A str; None, which stays; or a column of any library, or a list.
///     threads: Threads for a long column; 0 takes all cores.
///     progress: True for a line on the terminal, or anything to be called with the rows done and their total.
///
/// Returns:
///     A str (the same object where nothing changes), None, or a Column.
#[pyfunction]
#[pyo3(signature = (s, *, threads = Threads::ALL, progress = Progress::NONE), text_signature = "(s, *, threads=0, progress=None)")]
pub(crate) fn nfd<'py>(
    s: &Bound<'py, PyAny>,
    threads: Threads,
    progress: Progress,
) -> PyResult<Bound<'py, PyAny>> {
    each_text(s, (threads, progress), text::nfd)
}

/// Composes letters and marks and replaces characters made for compatibility: Unicode's form NFKC.
///
/// Args:
///     s: A str; None, which stays; or a column of any library, or a list.
///     threads: Threads for a long column; 0 takes all cores.
///     progress: True for a line on the terminal, or anything to be called with the rows done and their total.
///
/// Returns:
///     A str (the same object where nothing changes), None, or a Column.
#[pyfunction]
#[pyo3(signature = (s, *, threads = Threads::ALL, progress = Progress::NONE), text_signature = "(s, *, threads=0, progress=None)")]
pub(crate) fn nfkc<'py>(
    s: &Bound<'py, PyAny>,
    threads: Threads,
    progress: Progress,
) -> PyResult<Bound<'py, PyAny>> {
    each_text(s, (threads, progress), text::nfkc)
}

/// Takes letters and marks apart and replaces characters made for compatibility: Unicode's form NFKD.
///
/// Args:
///     s: A str; None, which stays; or a column of any library, or a list.
///     threads: Threads for a long column; 0 takes all cores.
///     progress: True for a line on the terminal, or anything to be called with the rows done and their total.
///
/// Returns:
///     A str (the same object where nothing changes), None, or a Column.
#[pyfunction]
#[pyo3(signature = (s, *, threads = Threads::ALL, progress = Progress::NONE), text_signature = "(s, *, threads=0, progress=None)")]
pub(crate) fn nfkd<'py>(
    s: &Bound<'py, PyAny>,
    threads: Threads,
    progress: Progress,
) -> PyResult<Bound<'py, PyAny>> {
    each_text(s, (threads, progress), text::nfkd)
}

/// Writes the character references of HTML as characters: `&ccedil;`, `&#287;`, `&amp;amp;`.
///
/// Args:
///     s: A str; None, which stays; or a column of any library, or a list.
///     threads: Threads for a long column; 0 takes all cores.
///     progress: True for a line on the terminal, or anything to be called with the rows done and their total.
///
/// Returns:
///     A str (the same object where nothing changes), None, or a Column.
#[pyfunction]
#[pyo3(signature = (s, *, threads = Threads::ALL, progress = Progress::NONE), text_signature = "(s, *, threads=0, progress=None)")]
pub(crate) fn unescape<'py>(
    s: &Bound<'py, PyAny>,
    threads: Threads,
    progress: Progress,
) -> PyResult<Bound<'py, PyAny>> {
    each_text(s, (threads, progress), text::unescape)
}

/// Writes signs plainly: quotation marks, apostrophes, dashes and spaces of one kind, invisible characters dropped.
///
/// What carries meaning stays: the joiners of Persian, of Indic scripts and of emoji.
///
/// Args:
///     s: A str; None, which stays; or a column of any library, or a list.
///     lang: Language of the text.
///     threads: Threads for a long column; 0 takes all cores.
///     progress: True for a line on the terminal, or anything to be called with the rows done and their total.
///
/// Returns:
///     A str (the same object where nothing changes), None, or a Column.
#[pyfunction]
#[pyo3(signature = (s, lang = Language::UND, *, threads = Threads::ALL, progress = Progress::NONE), text_signature = "(s, lang='und', *, threads=0, progress=None)")]
pub(crate) fn clean<'py>(
    s: &Bound<'py, PyAny>,
    lang: Language,
    threads: Threads,
    progress: Progress,
) -> PyResult<Bound<'py, PyAny>> {
    each_text(s, (threads, progress), move |s| text::clean(s, Clean::ALL, lang.0))
}
