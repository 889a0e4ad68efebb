//! One script in the letters of another.

use pyo3::prelude::*;
use varlik::text::{self, Expected, Scheme};

use crate::errors::InputError;
use crate::text::{Progress, Threads, each_text};

/// Writes a name in the letters of another script, by a named scheme.
///
/// Args:
///     s: A str; None, which stays; or a column of any library, or a list.
///     scheme: `ru@bgn`, `uk@2010`, ...; a language alone (`ru`) is the habit of its news. `schemes()` lists them.
///     threads: Threads for a long column; 0 takes all cores.
///     progress: True for a line on the terminal, or anything to be called with the rows done and their total.
///
/// Returns:
///     A str (the same object where nothing changes), None, or a Column.
///
/// Raises:
///     InputError: There is no such scheme; the message names the nearest.
#[pyfunction]
#[pyo3(signature = (s, scheme, *, threads = Threads::ALL, progress = Progress::NONE), text_signature = "(s, scheme, *, threads=0, progress=None)")]
pub(crate) fn transliterate<'py>(
    s: &Bound<'py, PyAny>,
    scheme: &str,
    threads: Threads,
    progress: Progress,
) -> PyResult<Bound<'py, PyAny>> {
    let scheme: Scheme =
        scheme.parse().map_err(|error: text::Error| InputError::new_err(error.to_string()))?;
    each_text(s, (threads, progress), move |s| text::transliterate(s, scheme))
}

/// Returns the names of the schemes that `transliterate` knows.
#[pyfunction]
pub(crate) fn schemes() -> Vec<String> {
    Scheme::all().map(|scheme| scheme.to_string()).collect()
}

/// Puts right the letters of a word that only look like those of its script: a Cyrillic `Р` in `Рutin`.
///
/// Args:
///     s: A str; None, which stays; or a column of any library, or a list.
///     expected: The script (`Latn`) or the language (`tr`) that the text should have; `und` decides word by word.
///     threads: Threads for a long column; 0 takes all cores.
///     progress: True for a line on the terminal, or anything to be called with the rows done and their total.
///
/// Returns:
///     A str (the same object where nothing changes), None, or a Column.
#[pyfunction]
#[pyo3(signature = (s, expected = None, *, threads = Threads::ALL, progress = Progress::NONE), text_signature = "(s, expected='und', *, threads=0, progress=None)")]
pub(crate) fn replace_confusables<'py>(
    s: &Bound<'py, PyAny>,
    expected: Option<&str>,
    threads: Threads,
    progress: Progress,
) -> PyResult<Bound<'py, PyAny>> {
    let code = expected.unwrap_or("und");
    let expected = Expected::from_code(code).ok_or_else(|| {
        InputError::new_err(format!(
            "no script or language {code:?}; give a code such as \"Latn\", \"Cyrl\", \"tr\", or \"und\""
        ))
    })?;
    each_text(s, (threads, progress), move |s| text::replace_confusables(s, expected))
}
