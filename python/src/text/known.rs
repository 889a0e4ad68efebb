//! Whom and what a name is known as.

use pyo3::prelude::*;
use varlik::names;

use crate::text::record::{record, text_to_records};
use crate::text::{Language, Progress, Threads};

record!(
    /// A place, body or statesman that a name stands for, as `known_as` gives it; it unpacks like a tuple.
    Known {
        /// The name to show.
        name: String,
        /// The Wikidata item, such as `Q43`, or None.
        wikidata: Option<String>,
    }
);

/// Gives the places, bodies and statesmen that go by a name, the likelier first.
///
/// Args:
///     s: A str; None, which stays; or a column of any library, or a list.
///     lang: Language of the text in which the name stands: a reading said in it goes first.
///     threads: Threads for a long column; 0 takes all cores.
///     progress: True for a line on the terminal, or anything to be called with the rows done and their total.
///
/// Returns:
///     A list of Known, empty for a name that is not known; None, or a Column of such lists.
#[pyfunction]
#[pyo3(signature = (s, lang = Language::UND, *, threads = Threads::ALL, progress = Progress::NONE), text_signature = "(s, lang='und', *, threads=0, progress=None)")]
pub(crate) fn known_as<'py>(
    s: &Bound<'py, PyAny>,
    lang: Language,
    threads: Threads,
    progress: Progress,
) -> PyResult<Bound<'py, PyAny>> {
    text_to_records(s, (threads, progress), move |s| {
        let readings = names::known_as(s, lang.0).into_iter();
        let known =
            readings.map(|it| Known::new(it.name().to_owned(), it.wikidata.map(|item| format!("Q{item}"))));
        known.collect()
    })
}
