//! Names of other scripts, as they may have been.

use pyo3::prelude::*;
use varlik::text;

use crate::resolution::rounded;
use crate::text::record::{record, text_to_records};
use crate::text::{Language, Progress, Threads};

record!(
    /// A text that another could stand for, and how likely; it unpacks like a tuple.
    Reading {
        /// The text.
        text: String,
        /// Its share among all that were met, 0 to 1.
        score: f64,
    }
);

/// Reads a name written in Cyrillic, Arabic or Hebrew as a name of another language.
///
/// Args:
///     s: A str; None, which stays; or a column of any library, or a list.
///     from_: Language that it is written in: `ru`, `ar`, `fa`, `he`.
///     into: Language that the name comes from: `tr`, or `en` for names of any language in the English press.
///     threads: Threads for a long column; 0 takes all cores.
///     progress: True for a line on the terminal, or anything to be called with the rows done and their total.
///
/// Returns:
///     A list of Reading, the best first, empty where there is nothing to read; None, or a Column of such lists.
#[pyfunction]
#[pyo3(
    signature = (s, from_ = Language::UND, into = Language::TR, *, threads = Threads::ALL, progress = Progress::NONE),
    text_signature = "(s, from_='und', into='tr', *, threads=0, progress=None)"
)]
pub(crate) fn readings<'py>(
    s: &Bound<'py, PyAny>,
    from_: Language,
    into: Language,
    threads: Threads,
    progress: Progress,
) -> PyResult<Bound<'py, PyAny>> {
    text_to_records(s, (threads, progress), move |s| {
        let found = text::readings(s, from_.0, into.0).into_iter();
        found.map(|it| Reading::new(it.text, rounded(it.score))).collect()
    })
}
