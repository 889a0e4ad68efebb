//! Folds: letters written as fewer letters.

use pyo3::prelude::*;
use pyo3::types::PyString;
use varlik::text::{self, Fold, column};

use crate::errors::InputError;
use crate::source::type_name;
use crate::text::{Progress, Threads, str_of, text_to_text};

/// A policy by its name; None is `und`.
#[derive(Clone, Copy)]
pub(crate) struct Policy(Fold);

impl<'py> FromPyObject<'_, 'py> for Policy {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if given.is_none() {
            return Ok(Self(Fold::default()));
        }
        let Ok(name) = given.cast::<PyString>() else {
            let found = type_name(&given);
            return Err(InputError::new_err(format!("policy is a name such as \"de@ue\", not {found}")));
        };
        let name = str_of(&name)?;
        let policy = name.parse().map_err(|error: text::Error| InputError::new_err(error.to_string()))?;
        Ok(Self(policy))
    }
}

/// Writes letters as fewer letters: those of the Latin script in ASCII, those of Arabic and Hebrew in one spelling.
///
/// Args:
///     s: A str; None, which stays; or a column of any library, or a list.
///     policy: `und`, or a language or what is done with its letters: `de@ue` (`ü` is `ue`), `az@news`,
///         `tr@keep-circumflex`, `icao`, ...; `ar`, `fa`, `ur`, `ckb`, `ug` and `he` fold these scripts. `folds()`
///         lists them all.
///     threads: Threads for a long column; 0 takes all cores.
///     progress: True for a line on the terminal, or anything to be called with the rows done and their total.
///
/// Returns:
///     A str (the same object where nothing changes), None, or a Column.
///
/// Raises:
///     InputError: There is no such policy; the message names the nearest.
#[pyfunction]
#[pyo3(
    signature = (s, policy = Policy(Fold::default()), *, threads = Threads::ALL, progress = Progress::NONE),
    text_signature = "(s, policy='und', *, threads=0, progress=None)"
)]
pub(crate) fn fold<'py>(
    s: &Bound<'py, PyAny>,
    policy: Policy,
    threads: Threads,
    progress: Progress,
) -> PyResult<Bound<'py, PyAny>> {
    let policy = policy.0;
    text_to_text(
        s,
        (threads, progress),
        move |s| text::fold(s, policy),
        move |rows| column::fold(rows, policy),
    )
}

/// Returns the names of the policies that `fold` knows.
#[pyfunction]
pub(crate) fn folds() -> Vec<String> {
    Fold::all().map(|fold| fold.to_string()).collect()
}
