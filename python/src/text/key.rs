//! What names are compared by.

use std::borrow::Cow;

use pyo3::prelude::*;
use varlik::text;
use varlik::text::column;

use crate::text::{Progress, Threads, text_to_text};

/// Makes the key by which names are compared: every spelling of a name has the same.
///
/// Args:
///     s: A str; None, which stays; or a column of any library, or a list.
///     threads: Threads for a long column; 0 takes all cores.
///     progress: True for a line on the terminal, or anything to be called with the rows done and their total.
///
/// Returns:
///     A str (the same object where nothing changes), None, or a Column. A key is not for showing.
#[pyfunction]
#[pyo3(signature = (s, *, threads = Threads::ALL, progress = Progress::NONE), text_signature = "(s, *, threads=0, progress=None)")]
pub(crate) fn key<'py>(
    s: &Bound<'py, PyAny>,
    threads: Threads,
    progress: Progress,
) -> PyResult<Bound<'py, PyAny>> {
    text_to_text(
        s,
        (threads, progress),
        |s| {
            let key = text::key(s);
            if key == s { Cow::Borrowed(s) } else { Cow::Owned(key) }
        },
        column::key,
    )
}
