//! What names are compared by.

use std::borrow::Cow;

use pyo3::prelude::*;
use varlik::text;
use varlik::text::column;

use crate::text::{Threads, text_to_text};

/// Makes the key by which names are compared: every spelling of a name has the same.
///
/// Args:
///     s: A str; None, which stays; or a column of any library, or a list.
///     threads: Threads for a long column; 0 takes all cores.
///
/// Returns:
///     A str (the same object where nothing changes), None, or a Column. A key is not for showing.
#[pyfunction]
#[pyo3(signature = (s, *, threads = Threads::ALL), text_signature = "(s, *, threads=0)")]
pub(crate) fn key<'py>(s: &Bound<'py, PyAny>, threads: Threads) -> PyResult<Bound<'py, PyAny>> {
    text_to_text(
        s,
        threads,
        |s| {
            let key = text::key(s);
            if key == s { Cow::Borrowed(s) } else { Cow::Owned(key) }
        },
        column::key,
    )
}
