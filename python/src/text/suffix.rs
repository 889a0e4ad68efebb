//! Endings of words.

use std::borrow::Cow;

use pyo3::prelude::*;
use varlik::names::name_lexicon;
use varlik::text;
use varlik::text::suffix::{self, CaseSet};

use crate::resolution::rounded;
use crate::text::record::{record, text_to_record, text_to_records};
use crate::text::{Language, Progress, Threads, each_text};

record!(
    /// A word and its ending, as `split_suffix` parts them; it unpacks like a tuple.
    Suffix {
        /// The word without its ending.
        stem: String,
        /// The ending without the apostrophe.
        suffix: String,
        /// What it says: `gen`, `loc+ki`, `pl+dat`; None where that is not known.
        case: Option<String>,
    }
);

/// Splits the ending behind an apostrophe off a name: a Turkish case ending or an English possessive.
///
/// Args:
///     s: A str; None, which stays; or a column of any library, or a list.
///     lang: Language of the text in which the name stands.
///     threads: Threads for a long column; 0 takes all cores.
///     progress: True for a line on the terminal, or anything to be called with the rows done and their total.
///
/// Returns:
///     A Suffix, or None where the apostrophe belongs to the name or there is none; a Column of structs for a column.
#[pyfunction]
#[pyo3(signature = (s, lang = Language::TR, *, threads = Threads::ALL, progress = Progress::NONE), text_signature = "(s, lang='tr', *, threads=0, progress=None)")]
pub(crate) fn split_suffix<'py>(
    s: &Bound<'py, PyAny>,
    lang: Language,
    threads: Threads,
    progress: Progress,
) -> PyResult<Bound<'py, PyAny>> {
    text_to_record(s, (threads, progress), move |s| parted(s, suffix::split(s, lang.0)?))
}

record!(
    /// A word that another may be a form of, as `suffix_candidates` gives it; it unpacks like a tuple.
    Stem {
        /// The word without its ending, as it is written alone.
        text: String,
        /// What the ending says: `gen`, `loc+ki`; None where there is none.
        case: Option<String>,
        /// Bits of evidence: one more is twice as likely.
        weight: f64,
    }
);

/// Reads a word that may carry a Turkish ending without an apostrophe, by the lexicons that ship with varlik.
///
/// Args:
///     s: A str; None, which stays; or a column of any library, or a list.
///     lang: Language of the text: `tr` or `az`; words of others have the one reading of the whole.
///     threads: Threads for a long column; 0 takes all cores.
///     progress: True for a line on the terminal, or anything to be called with the rows done and their total.
///
/// Returns:
///     A list of Stem, the likeliest first and the whole word always among them; None, or a Column of such lists.
#[pyfunction]
#[pyo3(signature = (s, lang = Language::TR, *, threads = Threads::ALL, progress = Progress::NONE), text_signature = "(s, lang='tr', *, threads=0, progress=None)")]
pub(crate) fn suffix_candidates<'py>(
    s: &Bound<'py, PyAny>,
    lang: Language,
    threads: Threads,
    progress: Progress,
) -> PyResult<Bound<'py, PyAny>> {
    text_to_records(s, (threads, progress), move |s| {
        let found = suffix::candidates(s, lang.0, varlik::lexicons()).into_iter();
        found.map(|it| Stem::new(it.text.into_owned(), case_of(it.cases), rounded(it.weight))).collect()
    })
}

/// Takes the ending off a word, behind an apostrophe or without one: the likeliest of `suffix_candidates`.
///
/// Args:
///     s: A str; None, which stays; or a column of any library, or a list.
///     lang: Language of the text.
///     threads: Threads for a long column; 0 takes all cores.
///     progress: True for a line on the terminal, or anything to be called with the rows done and their total.
///
/// Returns:
///     A str (the same object where there is no ending), None, or a Column.
#[pyfunction]
#[pyo3(signature = (s, lang = Language::TR, *, threads = Threads::ALL, progress = Progress::NONE), text_signature = "(s, lang='tr', *, threads=0, progress=None)")]
pub(crate) fn strip_suffix<'py>(
    s: &Bound<'py, PyAny>,
    lang: Language,
    threads: Threads,
    progress: Progress,
) -> PyResult<Bound<'py, PyAny>> {
    each_text(s, (threads, progress), move |s| suffix::strip(s, lang.0, varlik::lexicons()))
}

/// Splits the possessive off an English name: `Turkey’s`, `the United States’`.
///
/// Args:
///     s: A str; None, which stays; or a column of any library, or a list.
///     threads: Threads for a long column; 0 takes all cores.
///     progress: True for a line on the terminal, or anything to be called with the rows done and their total.
///
/// Returns:
///     A Suffix, or None where there is no possessive (`it's`, `McDonald's`); a Column of structs for a column.
#[pyfunction]
#[pyo3(signature = (s, *, threads = Threads::ALL, progress = Progress::NONE), text_signature = "(s, *, threads=0, progress=None)")]
pub(crate) fn possessive<'py>(
    s: &Bound<'py, PyAny>,
    threads: Threads,
    progress: Progress,
) -> PyResult<Bound<'py, PyAny>> {
    text_to_record(s, (threads, progress), |s| parted(s, text::possessive(s, Some(name_lexicon()))?))
}

/// Takes the possessive off an English name.
///
/// Args:
///     s: A str; None, which stays; or a column of any library, or a list.
///     threads: Threads for a long column; 0 takes all cores.
///     progress: True for a line on the terminal, or anything to be called with the rows done and their total.
///
/// Returns:
///     A str (the same object where there is no possessive), None, or a Column.
#[pyfunction]
#[pyo3(signature = (s, *, threads = Threads::ALL, progress = Progress::NONE), text_signature = "(s, *, threads=0, progress=None)")]
pub(crate) fn strip_possessive<'py>(
    s: &Bound<'py, PyAny>,
    threads: Threads,
    progress: Progress,
) -> PyResult<Bound<'py, PyAny>> {
    each_text(s, (threads, progress), |s| {
        let found = text::possessive(s, Some(name_lexicon()));
        Cow::Borrowed(found.and_then(|found| s.get(found.stem)).unwrap_or(s))
    })
}

fn parted(s: &str, found: suffix::Suffix) -> Option<Suffix> {
    Some(Suffix::new(s.get(found.stem)?.to_owned(), s.get(found.suffix)?.to_owned(), case_of(found.cases)))
}

fn case_of(cases: CaseSet) -> Option<String> {
    (!cases.is_empty()).then(|| cases.to_string())
}
