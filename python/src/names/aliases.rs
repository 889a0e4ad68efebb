//! Names that the caller knows to be one.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyString;
use varlik::names::{Aliases as Sets, NameComparer};
use varlik::{Error, aliases_in};

use crate::errors::{InputError, raise, raise_io};
use crate::source::type_name;
use crate::text::str_of;

/// Names that stand for one bearer, as the caller knows: old and new names of a company, pen names, code names.
///
/// Args:
///     sets: Lists of the names of one bearer each: `[["Facebook", "Meta Platforms"], ["NATO", "OTAN"]]`. Names of different lists
///         are not joined, though they share one.
///
/// Raises:
///     InputError: A list has fewer than two names.
#[pyclass(frozen, module = "varlik")]
#[derive(Clone)]
pub(crate) struct Aliases {
    known: Arc<Known>,
}

/// What is known, ready to compare by, and where it came from.
struct Known {
    comparer: NameComparer,
    sets: usize,
    source: Source,
}

#[derive(Clone)]
enum Source {
    Sets(Vec<Vec<String>>),
    File(PathBuf, String),
}

impl Aliases {
    fn of(source: Source) -> Result<Self, Error> {
        let sets = match &source {
            Source::Sets(sets) => {
                let mut known = Sets::default();
                for names in sets {
                    known.add(names.iter().map(String::as_str), None);
                }
                known
            }
            Source::File(path, text) => aliases_in(path, text)?,
        };
        let (count, comparer) = (sets.len(), NameComparer::default().with_aliases(sets));
        Ok(Self { known: Arc::new(Known { comparer, sets: count, source }) })
    }
}

#[pymethods]
impl Aliases {
    #[new]
    fn new(sets: &Bound<'_, PyAny>) -> PyResult<Self> {
        if sets.is_instance_of::<PyString>() {
            return Err(PyTypeError::new_err(
                "sets are lists of names, not a str; varlik.Aliases.open reads a file",
            ));
        }
        let mut read = Vec::new();
        for (place, names) in sets.try_iter()?.enumerate() {
            let names = names?;
            if names.is_instance_of::<PyString>() {
                return Err(PyTypeError::new_err(format!(
                    "sets[{place}] is a str; give a list of the names of one bearer"
                )));
            }
            let mut set = Vec::new();
            for name in names.try_iter()? {
                let name = name?;
                let name = name.cast::<PyString>().map_err(|_| {
                    PyTypeError::new_err(format!("sets[{place}] holds a {}, not only str", type_name(&name)))
                })?;
                set.push(str_of(name)?.to_owned());
            }
            if set.len() < 2 {
                return Err(InputError::new_err(format!(
                    "sets[{place}] has {} names; give at least two that are one",
                    set.len()
                )));
            }
            read.push(set);
        }
        Self::of(Source::Sets(read)).map_err(|error| raise(&error))
    }

    /// Reads a file of aliases.
    ///
    /// Args:
    ///     path: A `.csv` file with the columns `name`, `alias` and perhaps `kind`; or a `.jsonl` file of lines such as
    ///         `{"names": ["NATO", "OTAN"], "kind": "organization"}`.
    ///
    /// Raises:
    ///     FileError: The file cannot be read; NotFoundError where it is not there.
    ///     InputError: A line is not as it should be; the message names it.
    #[staticmethod]
    fn open(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        py.detach(|| {
            let text = fs::read_to_string(&path).map_err(|error| raise_io(&path, &error))?;
            Self::of(Source::File(path, text)).map_err(|error| raise(&error))
        })
    }

    fn __len__(&self) -> usize {
        self.known.sets
    }

    fn __repr__(&self) -> String {
        format!("Aliases(sets={})", self.known.sets)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, State)> {
        let state = match slf.get().known.source.clone() {
            Source::Sets(sets) => (sets, None),
            Source::File(path, text) => (Vec::new(), Some((path, text))),
        };
        Ok((slf.get_type().getattr("_restore")?, state))
    }

    #[staticmethod]
    fn _restore(sets: Vec<Vec<String>>, file: Option<(PathBuf, String)>) -> PyResult<Self> {
        let source = file.map_or(Source::Sets(sets), |(path, text)| Source::File(path, text));
        Self::of(source).map_err(|error| raise(&error))
    }
}

/// The sets, or the file and its text, as pickle keeps them.
type State = (Vec<Vec<String>>, Option<(PathBuf, String)>);

/// The argument `aliases`.
#[derive(Clone)]
pub(crate) struct Given(pub(crate) Option<Aliases>);

impl Given {
    /// Nobody says.
    pub(crate) const NONE: Self = Self(None);

    /// The comparer that knows them.
    pub(super) fn comparer(&self) -> NameComparer {
        self.0.as_ref().map_or_else(NameComparer::default, |aliases| aliases.known.comparer.clone())
    }
}

impl<'py> FromPyObject<'_, 'py> for Given {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if given.is_none() {
            return Ok(Self::NONE);
        }
        let aliases = given.cast::<Aliases>().map_err(|_| {
            PyTypeError::new_err(format!(
                "aliases are a varlik.Aliases, not {}; make one of lists of names, or of a file by varlik.Aliases.open",
                type_name(&given)
            ))
        })?;
        Ok(Self(Some(aliases.get().clone())))
    }
}
