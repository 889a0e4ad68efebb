//! How common the words of the caller's names are.

use std::sync::Arc;

use pyo3::exceptions::{PyKeyboardInterrupt, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use varlik::cli::ProgressLine;
use varlik::learn_rarity;
use varlik::names::{NameComparer, Rarity as Counts};

use crate::errors::InputError;
use crate::interrupt;
use crate::names::matching::{all, pieces};
use crate::names::options::Kind;
use crate::names::similarity::column;
use crate::progress::Shown;
use crate::source::type_name;
use crate::text::{Progress, Threads};

/// Bytes of one word, as pickle keeps it: its hash and its count.
const WORD: usize = 12;

/// How common each word is among some names, so that a common one says less: *Bankası* in a list of banks.
///
/// Learnt best from all the names that are compared, or from those that are searched. A word that was not seen says what it says
/// without this.
///
/// Args:
///     names: A column of any library, or a list; what is null is left out.
///     kind: What the names are the names of: `person`, `organization`, `place`, `other`, or None where that is not known.
///     threads: Threads for a long column; 0 takes all cores.
///     progress: True for a line on the terminal, or anything to be called with the rows done and their total.
///
/// Raises:
///     InputError: There is no such kind, or a name is no text.
#[pyclass(frozen, module = "varlik")]
#[derive(Clone)]
pub(crate) struct Rarity {
    counts: Arc<Counts>,
}

#[pymethods]
impl Rarity {
    #[new]
    #[pyo3(
        signature = (names, kind = Kind::ANY, *, threads = Threads::ALL, progress = Progress::NONE),
        text_signature = "(names, kind=None, *, threads=0, progress=None)"
    )]
    fn new(
        py: Python<'_>,
        names: &Bound<'_, PyAny>,
        kind: Kind,
        threads: Threads,
        progress: Progress,
    ) -> PyResult<Self> {
        let names = column(names, "names")?;
        let (callback, line) = progress.into_parts(|| ProgressLine::of("counting", "names"));
        let counts = interrupt::run(py, callback.as_ref(), move |control| {
            let pieces = pieces(&names)?;
            // Whoever stopped the work knows.
            learn_rarity(&all(&pieces), kind.0, threads.0, &Shown { control, line })
                .ok_or_else(|| PyKeyboardInterrupt::new_err(()))
        })?;
        Ok(Self { counts: Arc::new(counts) })
    }

    /// The names that were counted.
    fn __len__(&self) -> usize {
        self.counts.len()
    }

    fn __repr__(&self) -> String {
        format!("Rarity(names={})", self.counts.len())
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, State<'py>)> {
        let counts = &slf.get().counts;
        let words = counts.counts();
        let mut bytes = Vec::with_capacity(words.len() * WORD);
        for (word, count) in words {
            bytes.extend_from_slice(&word.to_le_bytes());
            bytes.extend_from_slice(&count.to_le_bytes());
        }
        let state = (counts.len(), PyBytes::new(slf.py(), &bytes), env!("CARGO_PKG_VERSION"));
        Ok((slf.get_type().getattr("_restore")?, state))
    }

    #[staticmethod]
    fn _restore(names: usize, words: &[u8], release: &str) -> PyResult<Self> {
        if release != env!("CARGO_PKG_VERSION") {
            return Err(InputError::new_err(format!(
                "the rarity was learnt by varlik {release}, this is {}, which takes names apart otherwise; learn it again",
                env!("CARGO_PKG_VERSION")
            )));
        }
        let words = words.as_chunks::<WORD>().0.iter().filter_map(|word| {
            let (hash, count) = word.split_first_chunk::<8>()?;
            Some((u64::from_le_bytes(*hash), u32::from_le_bytes(count.try_into().ok()?)))
        });
        Ok(Self { counts: Arc::new(Counts::from_counts(names, words)) })
    }
}

/// The number of names, the words with their counts, and the release whose words they are, as pickle keeps them.
type State<'py> = (usize, Bound<'py, PyBytes>, &'static str);

/// The argument `rarity`.
#[derive(Clone)]
pub(crate) struct Given(pub(crate) Option<Rarity>);

impl Given {
    /// Nothing was learnt.
    pub(crate) const NONE: Self = Self(None);

    /// A comparer that goes by it.
    pub(super) fn taught(&self, comparer: NameComparer) -> NameComparer {
        match &self.0 {
            None => comparer,
            Some(rarity) => comparer.with_rarity(Arc::clone(&rarity.counts)),
        }
    }
}

impl<'py> FromPyObject<'_, 'py> for Given {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if given.is_none() {
            return Ok(Self::NONE);
        }
        let rarity = given.cast::<Rarity>().map_err(|_| {
            PyTypeError::new_err(format!(
                "rarity is a varlik.Rarity, not {}; make one of a column of your names",
                type_name(&given)
            ))
        })?;
        Ok(Self(Some(rarity.get().clone())))
    }
}
