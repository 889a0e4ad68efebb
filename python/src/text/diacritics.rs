//! Turkish written without its letters.

use pyo3::prelude::*;
use varlik::names::name_lexicon;
use varlik::text::{self, Lang};

use crate::errors::InputError;
use crate::resolution::rounded;
use crate::text::readings::Reading;
use crate::text::record::text_to_records;
use crate::text::{Language, Progress, Threads, each_text};

/// Writes Turkish that was typed without its letters with them: `Erdogan` becomes Erdoğan.
///
/// Foreign names and words stay: `Washington`.
///
/// Args:
///     s: A str; None, which stays; or a column of any library, or a list.
///     lang: Language of the text; only `tr` is known.
///     threads: Threads for a long column; 0 takes all cores.
///     progress: True for a line on the terminal, or anything to be called with the rows done and their total.
///
/// Returns:
///     A str (the same object where nothing changes), None, or a Column.
#[pyfunction]
#[pyo3(signature = (s, lang = Language::TR, *, threads = Threads::ALL, progress = Progress::NONE), text_signature = "(s, lang='tr', *, threads=0, progress=None)")]
pub(crate) fn restore_diacritics<'py>(
    s: &Bound<'py, PyAny>,
    lang: Language,
    threads: Threads,
    progress: Progress,
) -> PyResult<Bound<'py, PyAny>> {
    only_turkish(lang)?;
    each_text(s, (threads, progress), |s| text::restore_diacritics(s, Some(name_lexicon())))
}

/// Lists the ways a Turkish word typed without its letters could have been written.
///
/// Args:
///     s: A str; None, which stays; or a column of any library, or a list.
///     lang: Language of the word; only `tr` is known.
///     threads: Threads for a long column; 0 takes all cores.
///     progress: True for a line on the terminal, or anything to be called with the rows done and their total.
///
/// Returns:
///     A list of Reading, the likeliest first; None, or a Column of such lists.
#[pyfunction]
#[pyo3(signature = (s, lang = Language::TR, *, threads = Threads::ALL, progress = Progress::NONE), text_signature = "(s, lang='tr', *, threads=0, progress=None)")]
pub(crate) fn diacritic_candidates<'py>(
    s: &Bound<'py, PyAny>,
    lang: Language,
    threads: Threads,
    progress: Progress,
) -> PyResult<Bound<'py, PyAny>> {
    only_turkish(lang)?;
    text_to_records(s, (threads, progress), |s| {
        let found = text::diacritic_candidates(s, Some(name_lexicon())).into_iter();
        found.map(|it| Reading::new(it.text, rounded(it.score))).collect()
    })
}

fn only_turkish(lang: Language) -> PyResult<()> {
    match lang.0 {
        Lang::Tr => Ok(()),
        other => Err(InputError::new_err(format!(
            "letters are restored in Turkish only, not in {:?}; give lang=\"tr\" where the text is Turkish",
            other.code()
        ))),
    }
}
