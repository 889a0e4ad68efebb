//! Text that was read in another encoding than it was written in.

use pyo3::prelude::*;
use varlik::text::{self, CodePoints, RepairOptions};

use crate::text::record::{record, text_to_records};
use crate::text::{Language, Progress, Threads, each_text};

record!(
    /// One place that `explain_repair` mends; it unpacks like a tuple.
    Mend {
        /// First code point of the broken piece.
        start: usize,
        /// The code point behind it.
        end: usize,
        /// The broken piece.
        before: String,
        /// What stands there now.
        after: String,
        /// What had happened to it.
        cause: String,
        /// Why it was taken for broken.
        evidence: String,
    }
);

fn options(lang: Language, lexicon: bool) -> RepairOptions<'static> {
    RepairOptions { lang: lang.0, lexicons: if lexicon { varlik::lexicons() } else { &[] } }
}

/// Repairs text that was read in another encoding than it was written in: `ErdoÄŸan` becomes Erdoğan.
///
/// Args:
///     s: A str; None, which stays; or a column of any library, or a list.
///     lang: Language of the text, which is evidence for its letters; without one only what proves itself broken is
///         repaired.
///     lexicon: Whether what was lost may be completed to a word that ships with varlik: `Erdo?an`.
///     threads: Threads for a long column; 0 takes all cores.
///     progress: True for a line on the terminal, or anything to be called with the rows done and their total.
///
/// Returns:
///     A str (the same object where nothing changes), None, or a Column.
#[pyfunction]
#[pyo3(signature = (s, lang = Language::UND, *, lexicon = true, threads = Threads::ALL, progress = Progress::NONE), text_signature = "(s, lang=None, *, lexicon=True, threads=0, progress=None)")]
pub(crate) fn repair<'py>(
    s: &Bound<'py, PyAny>,
    lang: Language,
    lexicon: bool,
    threads: Threads,
    progress: Progress,
) -> PyResult<Bound<'py, PyAny>> {
    let options = options(lang, lexicon);
    each_text(s, (threads, progress), move |s| text::repair(s, options))
}

/// Says what `repair` does to a text, and why.
///
/// Args:
///     s: A str; None, which stays; or a column of any library, or a list.
///     lang: Language of the text.
///     lexicon: Whether what was lost may be completed to a word that ships with varlik: `Erdo?an`.
///     threads: Threads for a long column; 0 takes all cores.
///     progress: True for a line on the terminal, or anything to be called with the rows done and their total.
///
/// Returns:
///     A list of Mend, in the order of the text and empty where nothing is broken; None, or a Column of such lists.
#[pyfunction]
#[pyo3(signature = (s, lang = Language::UND, *, lexicon = true, threads = Threads::ALL, progress = Progress::NONE), text_signature = "(s, lang=None, *, lexicon=True, threads=0, progress=None)")]
pub(crate) fn explain_repair<'py>(
    s: &Bound<'py, PyAny>,
    lang: Language,
    lexicon: bool,
    threads: Threads,
    progress: Progress,
) -> PyResult<Bound<'py, PyAny>> {
    let options = options(lang, lexicon);
    text_to_records(s, (threads, progress), move |s| {
        let plan = text::repair_plan(s, options);
        let points = CodePoints::new(s);
        let mends = plan.mends().iter().map(|mend| Mend {
            start: points.index(mend.range.start),
            end: points.index(mend.range.end),
            before: s.get(mend.range.clone()).unwrap_or_default().to_owned(),
            after: mend.text.clone(),
            cause: mend.to_string(),
            evidence: mend.evidence.to_string(),
        });
        mends.collect()
    })
}
