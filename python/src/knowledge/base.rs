//! A knowledge base, its entries, and what a search finds.

use std::path::PathBuf;

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyTuple};
use varlik::cli::ProgressLine;
use varlik::{
    BrokenRows, KnowledgeBase as Base, KnowledgeEntry as Entry, KnowledgeOptions, build_knowledge_base,
    bytes_of, open_knowledge_base,
};

use super::given::Rows;
use crate::errors::{InputError, raise};
use crate::interrupt;
use crate::progress::{Progress, Shown};
use crate::resolution::rounded;
use crate::things::{reduce, repr};

/// One thing of a knowledge base.
#[pyclass(frozen, get_all, eq, module = "varlik")]
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct KnowledgeEntry {
    /// Its id, as it was given.
    id: String,
    /// The name to show.
    name: String,
    /// `PER`, `ORG`, `LOC`, `NORP`, `MISC`, or None when not known.
    r#type: Option<String>,
    /// Its country, two letters of ISO 3166 where it is known by them; or None.
    country: Option<String>,
    /// What to say of it beside its name.
    description: String,
    /// How well known it is beside the others, from 0.
    prior: f64,
    /// Its other names.
    aliases: Vec<String>,
    /// The offices it held: `(title, from, until)`, the dates by ISO 8601 or empty.
    offices: Vec<(String, String, String)>,
    /// Ids of the entries it has to do with.
    related: Vec<String>,
}

impl KnowledgeEntry {
    fn of(entry: &Entry<'_>) -> Self {
        Self {
            id: entry.id().to_owned(),
            name: entry.name().to_owned(),
            r#type: entry.entity_type().map(|it| it.as_str().to_owned()),
            country: entry.country().map(str::to_owned),
            description: entry.description().to_owned(),
            prior: f64::from(entry.prior()),
            aliases: entry.aliases().map(str::to_owned).collect(),
            offices: entry.offices().map(|office| (office.title, office.from, office.until)).collect(),
            related: entry.related().map(|entry| entry.id().to_owned()).collect(),
        }
    }
}

#[pymethods]
impl KnowledgeEntry {
    #[new]
    #[allow(clippy::too_many_arguments, reason = "what is known of one thing")]
    fn new(
        id: String,
        name: String,
        r#type: Option<String>,
        country: Option<String>,
        description: String,
        prior: f64,
        aliases: Vec<String>,
        offices: Vec<(String, String, String)>,
        related: Vec<String>,
    ) -> Self {
        Self { id, name, r#type, country, description, prior, aliases, offices, related }
    }

    /// Returns the fields as a dict; such dicts are what `KnowledgeBase.build` takes.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let office = |(title, from, until): &(String, String, String)| {
            let office = PyDict::new(py);
            office.set_item("title", title)?;
            office.set_item("from", from)?;
            office.set_item("until", until)?;
            Ok(office)
        };
        let offices: PyResult<Vec<_>> = self.offices.iter().map(office).collect();
        let dict = PyDict::new(py);
        dict.set_item("id", &self.id)?;
        dict.set_item("name", &self.name)?;
        dict.set_item("type", &self.r#type)?;
        dict.set_item("country", &self.country)?;
        dict.set_item("description", &self.description)?;
        dict.set_item("prior", self.prior)?;
        dict.set_item("aliases", &self.aliases)?;
        dict.set_item("offices", offices?)?;
        dict.set_item("related", &self.related)?;
        Ok(dict)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("KnowledgeEntry({}, {})", repr(py, &self.id)?, repr(py, &self.name)?))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let it = slf.get().clone();
        let fields = (
            it.id,
            it.name,
            it.r#type,
            it.country,
            it.description,
            it.prior,
            it.aliases,
            it.offices,
            it.related,
        );
        reduce(slf, fields)
    }
}

/// An entry that a search found.
#[pyclass(frozen, get_all, eq, module = "varlik")]
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct KnowledgeHit {
    /// The entry.
    entry: KnowledgeEntry,
    /// The one of its names that is most like what was searched for.
    name: String,
    /// The chance that the two names are one, 0 to 1, by the names alone.
    score: f64,
}

#[pymethods]
impl KnowledgeHit {
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("KnowledgeHit({}, {}, {})", repr(py, &self.entry.id)?, repr(py, &self.name)?, self.score))
    }
}

/// People, places, organisations and things that a caller knows.
///
/// Made by `open` and `build`. It answers from several threads at once, and pickles: one that was opened from a file by its path.
#[pyclass(frozen, module = "varlik")]
pub(crate) struct KnowledgeBase {
    base: Base,
    path: Option<PathBuf>,
}

impl KnowledgeBase {
    pub(crate) fn base(&self) -> &Base {
        &self.base
    }
}

#[pymethods]
impl KnowledgeBase {
    /// Opens a knowledge base that `build` or `varlik kb build` wrote.
    ///
    /// The file is mapped into memory: only its head is read now. While it lives, nobody may write into the file or make it shorter; to
    /// build it again is no harm (not on Windows).
    ///
    /// Args:
    ///     path: The file.
    ///
    /// Raises:
    ///     NotFoundError: There is no such file.
    ///     InputError: It is no knowledge base, cut short, damaged at its head, or of another release.
    #[staticmethod]
    fn open(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        let base = py.detach(|| open_knowledge_base(&path)).map_err(|error| raise(&error))?;
        Ok(Self { base, path: Some(path) })
    }

    /// Builds a knowledge base.
    ///
    /// Args:
    ///     rows: Dicts with `id` and `name`, and perhaps `aliases`, `type`, `country`, `description`, `prior`, `offices`, `related`;
    ///         or the path of a `.csv`, `.tsv` or `.jsonl` file of such rows (`-` for JSONL on standard input), or several.
    ///     out: File to write; asked for where files are read.
    ///     strict: End at the first line of a file that is no entry, instead of leaving it out. A dict that is no entry always ends the
    ///         build.
    ///     memory: Memory for the rows of files, such as "500MB"; what is more waits on the disk. "1GB" without it.
    ///     progress: True for a line on the terminal, or anything to be called with the megabytes read and their total.
    ///
    /// Raises:
    ///     InputError: A row that is no entry, or a file of another kind.
    ///     FileError: A file cannot be read or written; NotFoundError where it is not there.
    #[staticmethod]
    #[pyo3(
        signature = (rows, out = None, *, strict = false, memory = None, progress = Progress::NONE),
        text_signature = "(rows, out=None, *, strict=False, memory=None, progress=None)"
    )]
    fn build(
        py: Python<'_>,
        rows: &Bound<'_, PyAny>,
        out: Option<PathBuf>,
        strict: bool,
        memory: Option<&str>,
        progress: Progress,
    ) -> PyResult<Self> {
        let mut options = KnowledgeOptions::default();
        if strict {
            options.broken = BrokenRows::Refuse;
        }
        if let Some(memory) = memory {
            options.memory = bytes_of(memory).map_err(|error| raise(&error))?;
        }
        let rows = Rows::new(rows, "rows")?;
        let (callback, line) = progress.into_parts(|| ProgressLine::of("reading", "MB"));
        interrupt::run(py, callback.as_ref(), move |control| {
            let refused = |error: varlik::KnowledgeError| InputError::new_err(error.to_string());
            let control = Shown { control, line };
            match (rows, out) {
                (Rows::Rows(builder), None) => {
                    Ok(Self { base: builder.build().map_err(refused)?, path: None })
                }
                (Rows::Rows(builder), Some(out)) => {
                    builder.save(&out, &|_| true).map_err(refused)?;
                    let base = open_knowledge_base(&out).map_err(|error| raise(&error))?;
                    Ok(Self { base, path: Some(out) })
                }
                (Rows::Paths(paths), Some(out)) => {
                    build_knowledge_base(&paths, &out, &options, &control).map_err(|error| raise(&error))?;
                    let base = open_knowledge_base(&out).map_err(|error| raise(&error))?;
                    Ok(Self { base, path: Some(out) })
                }
                (Rows::Paths(_), None) => {
                    Err(InputError::new_err("files are built into a file; name it with out="))
                }
            }
        })
    }

    /// Finds the entries whose names are most like one, in any spelling or script, the likeliest first.
    ///
    /// Args:
    ///     name: The name.
    ///     most: Most entries.
    #[pyo3(signature = (name, most = 10))]
    fn search(&self, py: Python<'_>, name: &str, most: usize) -> Vec<KnowledgeHit> {
        py.detach(|| {
            let hits = self.base.search(name, most);
            hits.iter()
                .map(|hit| KnowledgeHit {
                    entry: KnowledgeEntry::of(&hit.entry),
                    name: hit.name.to_owned(),
                    score: rounded(hit.score),
                })
                .collect()
        })
    }

    /// Returns the entry of an id, or None.
    ///
    /// Args:
    ///     id: The id.
    fn get(&self, id: &str) -> Option<KnowledgeEntry> {
        let entry = self.base.entry(self.base.by_id(id)?)?;
        Some(KnowledgeEntry::of(&entry))
    }

    /// Reads all of it and compares it with its checksums.
    ///
    /// Raises:
    ///     InputError: A part is damaged; the message names it.
    fn verify(&self, py: Python<'_>) -> PyResult<()> {
        py.detach(|| self.base.verify()).map_err(|error| InputError::new_err(error.to_string()))
    }

    fn __len__(&self) -> usize {
        self.base.len()
    }

    fn __contains__(&self, id: &str) -> bool {
        self.base.by_id(id).is_some()
    }

    fn __repr__(&self) -> String {
        format!("KnowledgeBase(entries={})", self.base.len())
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyAny>,))> {
        let (it, py) = (slf.get(), slf.py());
        if let Some(path) = &it.path {
            return Ok((slf.get_type().getattr("open")?, (path.into_bound_py_any(py)?,)));
        }
        let bytes = PyBytes::new(py, it.base.as_bytes());
        Ok((slf.get_type().getattr("_of_bytes")?, (bytes.into_any(),)))
    }

    #[staticmethod]
    fn _of_bytes(bytes: Vec<u8>) -> PyResult<Self> {
        let base = Base::from_bytes(bytes).map_err(|error| InputError::new_err(error.to_string()))?;
        Ok(Self { base, path: None })
    }
}
