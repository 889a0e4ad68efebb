//! Many names, to be found by one.

mod rows;

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyKeyboardInterrupt;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyList, PyString};
use varlik::cli::ProgressLine;
use varlik::names::{Name, NameIndex as Index, NameKind, NameMatch, Search};
use varlik::{Control, chance, in_pieces, on_threads, open_name_index};

use crate::arrow::map::Quiet;
use crate::arrow::table::Table;
use crate::arrow::texts::Texts;
use crate::errors::{InputError, raise_index};
use crate::interrupt;
use crate::names::aliases::{Aliases, Given as Known};
use crate::names::comparer::Comparing;
use crate::names::matching::{all, pieces, table, text};
use crate::names::options::{Kind, Kinds, Prior, Threshold, most};
use crate::names::rarity::{Given as Learnt, Rarity};
use crate::names::similarity::column;
use crate::progress::{Progress, Shown};
use crate::text::record::record;
use crate::text::{Language, Threads, str_of};
use rows::{Countries, Country, Given, Ids, removed};

/// Names that one thread looks for at a time.
const BLOCK: usize = 64;

record!(
    /// A name that an index found; it unpacks like a tuple.
    NameHit {
        /// The number of the row.
        id: usize,
        /// The name as it stands in the index.
        name: String,
        /// The chance that the two are one, between 0 and 1.
        score: f64,
        /// The match weight in bits.
        weight: f64,
    }
);

/// Names by the million, to be found by a name in any spelling or script.
///
/// Args:
///     names: A name, a column of any library, or a list; what is null is left out. None for an index that is filled later.
///     ids: A number from 0 for each row; several names may have one (aliases). Rows count on from 0 without them.
///     kind: What the names are the names of: `person`, `organization`, `place`, `other`, or None where that is not known; or a column
///         of these.
///     country: The country of the rows as two letters of ISO 3166, or a column of these.
///     prior: The chance that two names that are compared are one, before any word is looked at.
///     aliases: Names that the caller knows to be one, as `Aliases` holds them.
///     threads: Threads; 0 takes all cores.
///     progress: True for a line on the terminal, or anything to be called with the names done and their total.
///
/// Raises:
///     InputError: The columns are not of one length, or there is no such kind.
#[pyclass(frozen, module = "varlik")]
pub(crate) struct NameIndex {
    state: Arc<RwLock<State>>,
}

/// The index and what is known of its rows.
struct State {
    index: Index,
    /// The number of the next row that comes without one; `None` where rows came with numbers of their own.
    next: Option<u64>,
    /// The kind of all rows; `None` where they have several, or nobody knows.
    kind: Option<NameKind>,
    /// How names are compared.
    told: Comparing,
}

/// Bytes, the next number, the kind of all rows, the prior, the aliases and the rarity, as pickle keeps them.
type Reduced<'py> =
    (Bound<'py, PyBytes>, Option<u64>, Option<String>, Option<f64>, Option<Aliases>, Option<Rarity>);

impl State {
    fn build(given: &Given, told: Comparing, threads: usize, control: &dyn Control) -> PyResult<Self> {
        let mut builder = Index::builder().comparer(told.comparer());
        let ((), common) = given.read(Some(0), |rows| builder.extend(rows))?;
        let goes_on = |done, total| {
            control.progress(done, total);
            !control.cancelled()
        };
        // Whoever stopped the work knows.
        let index = on_threads(threads, || builder.build_with(&goes_on));
        let index = index.ok_or_else(|| PyKeyboardInterrupt::new_err(()))?;
        Ok(Self { index, next: common.next, kind: common.kind, told })
    }

    fn add(&mut self, given: &Given, threads: usize) -> PyResult<()> {
        let index = &mut self.index;
        let was_empty = index.is_empty();
        let ((), common) = given.read(self.next, |rows| on_threads(threads, || index.add(rows)))?;
        self.kind = if was_empty || self.kind == common.kind { common.kind } else { None };
        self.next = common.next;
        Ok(())
    }

    /// A name that is searched for, taken for what all rows are where nothing is said.
    fn query(&self, name: &str, kind: Option<NameKind>, lang: Language) -> Name {
        Name::new(name, kind.or(self.kind).unwrap_or(NameKind::Other), lang.0)
    }
}

#[pymethods]
impl NameIndex {
    #[new]
    #[pyo3(
        signature = (names = None, ids = Ids::COUNTED, kind = Kinds::ANY, country = Countries::NONE, *, prior = Prior::SHIPPED, aliases = Known::NONE, rarity = Learnt::NONE, threads = Threads::ALL, progress = Progress::NONE),
        text_signature = "(names=None, ids=None, kind=None, country=None, *, prior=None, aliases=None, rarity=None, threads=0, progress=None)"
    )]
    #[allow(clippy::too_many_arguments, reason = "keywords of Python")]
    fn new(
        py: Python<'_>,
        names: Option<&Bound<'_, PyAny>>,
        ids: Ids,
        kind: Kinds,
        country: Countries,
        prior: Prior,
        aliases: Known,
        rarity: Learnt,
        threads: Threads,
        progress: Progress,
    ) -> PyResult<Self> {
        let given = Given { names: names.map(texts_of_names).transpose()?, ids, kind, country };
        let (callback, line) = progress.into_parts(|| ProgressLine::of("indexing", "names"));
        let told = Comparing { prior, aliases, rarity };
        let state = interrupt::run(py, callback.as_ref(), move |control| {
            State::build(&given, told, threads.0, &Shown { control, line })
        })?;
        Ok(Self { state: Arc::new(RwLock::new(state)) })
    }

    /// Opens an index that `save` wrote.
    ///
    /// The file is mapped into memory: only its head is read now, and of the rest what searches touch. While the index lives, `save` may
    /// replace the file (not on Windows), but nobody may write into it or make it shorter: that gives wrong names, or ends the process.
    ///
    /// Args:
    ///     path: The file.
    ///     prior: The chance that two names that are compared are one, before any word is looked at.
    ///     aliases: Names that the caller knows to be one, as `Aliases` holds them.
    ///
    /// Raises:
    ///     FileError: The file cannot be read; NotFoundError where it is not there.
    ///     InputError: It is no index, cut short, damaged at its head, or of another release.
    #[staticmethod]
    #[pyo3(signature = (path, *, prior = Prior::SHIPPED, aliases = Known::NONE, rarity = Learnt::NONE), text_signature = "(path, *, prior=None, aliases=None, rarity=None)")]
    fn open(py: Python<'_>, path: PathBuf, prior: Prior, aliases: Known, rarity: Learnt) -> PyResult<Self> {
        let index = py.detach(|| open_name_index(&path)).map_err(|error| raise_index(&error))?;
        let told = Comparing { prior, aliases, rarity };
        let state = State { index: index.with_comparer(told.comparer()), next: None, kind: None, told };
        Ok(Self { state: Arc::new(RwLock::new(state)) })
    }

    /// Writes the index to a file, which replaces what stood there when all of it is written.
    ///
    /// Args:
    ///     path: The file.
    ///
    /// Raises:
    ///     FileError: The file cannot be written.
    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        py.detach(|| self.read(|state| state.index.save(&path))).map_err(|error| raise_index(&error))
    }

    /// Adds names.
    ///
    /// Args:
    ///     names: A name, a column of any library, or a list; what is null is left out.
    ///     ids: A number from 0 for each row. Asked for where the rows that are there came with numbers of their own.
    ///     kind: What the names are the names of, as when the index was made.
    ///     country: The country of the rows as two letters of ISO 3166, or a column of these.
    ///     threads: Threads; 0 takes all cores.
    #[pyo3(
        signature = (names, ids = Ids::COUNTED, kind = Kinds::ANY, country = Countries::NONE, *, threads = Threads::ALL),
        text_signature = "($self, names, ids=None, kind=None, country=None, *, threads=0)"
    )]
    fn add(
        &self,
        py: Python<'_>,
        names: &Bound<'_, PyAny>,
        ids: Ids,
        kind: Kinds,
        country: Countries,
        threads: Threads,
    ) -> PyResult<()> {
        let given = Given { names: Some(texts_of_names(names)?), ids, kind, country };
        let state = Arc::clone(&self.state);
        interrupt::run(py, None, move |_| {
            let mut state = state.write().unwrap_or_else(PoisonError::into_inner);
            state.add(&given, threads.0)
        })
    }

    /// Removes all rows of some numbers.
    ///
    /// Args:
    ///     ids: A number, or a column or list of them.
    ///
    /// Returns:
    ///     How many rows there were.
    fn remove(&self, py: Python<'_>, ids: &Bound<'_, PyAny>) -> PyResult<usize> {
        let ids = removed(ids)?;
        Ok(py.detach(|| self.state.write().unwrap_or_else(PoisonError::into_inner).index.remove(ids)))
    }

    /// Finds the names most like one, the likeliest first.
    ///
    /// Args:
    ///     name: A name; or a column of any library, or a list.
    ///     k: Most hits of one name.
    ///     threshold: Lowest chance of a hit, between 0 and 1.
    ///     kind: What the name is the name of; only names of this kind are found then.
    ///     country: Two letters of ISO 3166: only rows of this country are found.
    ///     lang: Language of the text in which the name stands.
    ///     candidates: Names that are compared in full; more find a little more and take longer.
    ///     threads: Threads for a column; 0 takes all cores.
    ///     progress: True for a line on the terminal, or anything to be called with the names done and their total.
    ///
    /// Returns:
    ///     A list of NameHit; for a column a Table of `left` (row of the column), `right` (id), `score`, `weight`, `rank`, `left_name` and
    ///     `right_name`.
    #[pyo3(
        signature = (name, k = 10, threshold = Threshold::EVEN, *, kind = None, country = None, lang = Language::UND, candidates = 80, threads = Threads::ALL, progress = Progress::NONE),
        text_signature = "($self, name, k=10, threshold=0.5, *, kind=None, country=None, lang='und', candidates=80, threads=0, progress=None)"
    )]
    #[allow(clippy::too_many_arguments, reason = "keywords of Python")]
    fn search<'py>(
        &self,
        name: &Bound<'py, PyAny>,
        k: isize,
        threshold: Threshold,
        kind: Option<Kind>,
        country: Option<Country>,
        lang: Language,
        candidates: isize,
        threads: Threads,
        progress: Progress,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = name.py();
        let search = Search {
            k: most(k)?,
            threshold: threshold.0,
            kind: kind.map(|kind| kind.0),
            country: country.map(|country| country.0),
            candidates: most(candidates)?,
        };
        if let Ok(name) = name.cast::<PyString>() {
            let name = str_of(name)?;
            let hits = py.detach(|| self.read(|state| hits(state, name, &search, lang)));
            return PyList::new(py, hits)?.into_bound_py_any(py);
        }
        let (names, state) = (column(name, "name")?, Arc::clone(&self.state));
        let (callback, line) = progress.into_parts(|| ProgressLine::of("searching", "names"));
        let found = interrupt::run(py, callback.as_ref(), move |control| {
            let state = state.read().unwrap_or_else(PoisonError::into_inner);
            found(&state, &names, &search, (lang, threads), &Shown { control, line })
        })?;
        found.into_bound_py_any(py)
    }

    fn __len__(&self, py: Python<'_>) -> usize {
        py.detach(|| self.read(|state| state.index.len()))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Reduced<'py>)> {
        let (py, this, mut bytes) = (slf.py(), slf.get(), Vec::new());
        let (next, kind, told) = py.detach(|| {
            this.read(|state| {
                state.index.write(&mut bytes).map(|()| (state.next, state.kind, state.told.clone()))
            })
        })?;
        let kind = kind.map(|kind| kind.as_str().to_owned());
        let Comparing { prior, aliases, rarity } = told;
        let state = (PyBytes::new(py, &bytes), next, kind, prior.0, aliases.0, rarity.0);
        Ok((slf.get_type().getattr("_restore")?, state))
    }

    #[staticmethod]
    fn _restore(
        py: Python<'_>,
        bytes: Vec<u8>,
        next: Option<u64>,
        kind: Option<&str>,
        prior: Prior,
        aliases: Known,
        rarity: Learnt,
    ) -> PyResult<Self> {
        let index = py.detach(|| Index::from_bytes(bytes)).map_err(|error| raise_index(&error))?;
        let told = Comparing { prior, aliases, rarity };
        let (kind, index) = (kind.and_then(NameKind::from_label), index.with_comparer(told.comparer()));
        Ok(Self { state: Arc::new(RwLock::new(State { index, next, kind, told })) })
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        format!("NameIndex(names={})", self.__len__(py))
    }
}

impl NameIndex {
    fn read<T>(&self, with: impl FnOnce(&State) -> T) -> T {
        with(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// One name, or a column of them.
fn texts_of_names(given: &Bound<'_, PyAny>) -> PyResult<Texts> {
    if given.is_instance_of::<PyString>() {
        return crate::arrow::texts_of(PyList::new(given.py(), [given])?.as_any());
    }
    if given.is_instance_of::<PyBytes>() {
        return Err(InputError::new_err("names are str, not bytes; varlik.decode reads bytes"));
    }
    column(given, "names")
}

fn hits(state: &State, name: &str, search: &Search, lang: Language) -> Vec<NameHit> {
    let query = state.query(name, search.kind, lang);
    let hits = state.index.search(&query, search).into_iter();
    let hits = hits.map(|hit| NameHit {
        id: hit.id as usize,
        name: hit.name.to_owned(),
        score: chance(hit.weight),
        weight: f64::from(hit.weight),
    });
    hits.collect()
}

fn found(
    state: &State,
    names: &Texts,
    search: &Search,
    (lang, threads): (Language, Threads),
    control: &dyn Control,
) -> PyResult<Table> {
    let pieces = pieces(names)?;
    let names = all(&pieces);
    let blocks: Vec<&[Option<&str>]> = names.chunks(BLOCK).collect();
    let done = AtomicUsize::new(0);
    let hits = in_pieces(blocks.len(), threads.0, &Quiet(control), |block| {
        let block = blocks.get(block).copied().unwrap_or_default();
        let search_one = |name: Option<&str>| {
            let name = name.filter(|_| !control.cancelled())?;
            Some(state.index.search(&state.query(name, search.kind, lang), search))
        };
        let hits: Vec<_> = block.iter().copied().map(search_one).collect();
        control.progress(done.fetch_add(block.len(), Ordering::Relaxed) + block.len(), names.len());
        hits
    });
    // Whoever stopped the work knows.
    let hits = hits.ok_or_else(|| PyKeyboardInterrupt::new_err(()))?;
    let (mut matches, mut found_names) = (Vec::new(), Vec::new());
    for (left, hits) in (0..).zip(hits.into_iter().flatten()) {
        for hit in hits.unwrap_or_default() {
            let (right, weight, probability) = (hit.id, hit.weight, hit.probability);
            matches.push(NameMatch { left, right, weight, probability });
            found_names.push(hit.name);
        }
    }
    table(&matches, matches.iter().map(|it| text(&names, it.left)), found_names.iter().copied())
}
