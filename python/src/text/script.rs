//! Scripts and languages.

use std::borrow::Cow;

use pyo3::prelude::*;
use varlik::text;

use crate::resolution::rounded;
use crate::text::record::{record, text_to_records};
use crate::text::{Progress, Threads, each_text};

record!(
    /// A language that a text could be in, as `languages` gives it; it unpacks like a tuple.
    LanguageScore {
        /// The code of the language.
        lang: String,
        /// Its share of the evidence, 0 to 1.
        share: f64,
    }
);

/// Tells which script a text is written in.
///
/// Args:
///     s: A str; None, which stays; or a column of any library, or a list.
///     threads: Threads for a long column; 0 takes all cores.
///     progress: True for a line on the terminal, or anything to be called with the rows done and their total.
///
/// Returns:
///     The ISO 15924 code of the script of most letters (`Latn`, `Cyrl`, `Arab`), `Zyyy` where there are none; None, or
///     a Column of codes.
#[pyfunction]
#[pyo3(signature = (s, *, threads = Threads::ALL, progress = Progress::NONE), text_signature = "(s, *, threads=0, progress=None)")]
pub(crate) fn script<'py>(
    s: &Bound<'py, PyAny>,
    threads: Threads,
    progress: Progress,
) -> PyResult<Bound<'py, PyAny>> {
    each_text(s, (threads, progress), |s| Cow::Borrowed(text::script(s).code()))
}

/// Tells which language a text is written in, by its letters and function words.
///
/// Args:
///     s: A str; None, which stays; or a column of any library, or a list.
///     threads: Threads for a long column; 0 takes all cores.
///     progress: True for a line on the terminal, or anything to be called with the rows done and their total.
///
/// Returns:
///     The code of the language (`tr`, `en`), `und` where none stands out; None, or a Column of codes.
#[pyfunction]
#[pyo3(signature = (s, *, threads = Threads::ALL, progress = Progress::NONE), text_signature = "(s, *, threads=0, progress=None)")]
pub(crate) fn language<'py>(
    s: &Bound<'py, PyAny>,
    threads: Threads,
    progress: Progress,
) -> PyResult<Bound<'py, PyAny>> {
    each_text(s, (threads, progress), |s| Cow::Borrowed(text::language(s).code()))
}

/// Lists the languages that a text shows evidence for, the likeliest first.
///
/// Args:
///     s: A str; None, which stays; or a column of any library, or a list.
///     threads: Threads for a long column; 0 takes all cores.
///     progress: True for a line on the terminal, or anything to be called with the rows done and their total.
///
/// Returns:
///     A list of LanguageScore, empty where nothing tells; None, or a Column of such lists.
#[pyfunction]
#[pyo3(signature = (s, *, threads = Threads::ALL, progress = Progress::NONE), text_signature = "(s, *, threads=0, progress=None)")]
pub(crate) fn languages<'py>(
    s: &Bound<'py, PyAny>,
    threads: Threads,
    progress: Progress,
) -> PyResult<Bound<'py, PyAny>> {
    text_to_records(s, (threads, progress), |s| {
        let found = text::languages(s).into_iter();
        found.map(|it| LanguageScore::new(it.lang.code().to_owned(), rounded(it.share))).collect()
    })
}
