//! The parts of a name.

use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyIterator, PyString, PyTuple};
use varlik::names::{self, NameKind};
use varlik::text::{CodePoints, Lang};

use crate::display::part_table;
use crate::names::options::Kind;
use crate::text::record::{record, text_to_records};
use crate::text::{Language, Progress, Threads, str_of};

record!(
    /// One word of a name, as `parse_name` gives it; it unpacks like a tuple. Places count code points.
    NamePart {
        /// The word as the text has it.
        text: String,
        /// What it is in the name: `given`, `middle`, `patronymic`, `family`, `initial`, `nickname`, `title`, `particle`,
        /// `generation`; `telling`, `generic`, `legal_form`, `number`, `acronym`, `qualifier`.
        role: String,
        /// Where it begins in the text.
        start: usize,
        /// The place behind it.
        end: usize,
        /// What it is compared by.
        key: String,
    }
);

/// A name in its parts: a sequence of NamePart, in the order of the text.
#[pyclass(frozen, sequence, module = "varlik")]
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ParsedName {
    /// The name as it was given.
    #[pyo3(get)]
    text: String,
    /// What it was taken for the name of; None for anything.
    #[pyo3(get)]
    kind: Option<String>,
    parts: Vec<NamePart>,
}

/// Text, kind and the fields of the parts, as pickle keeps them.
type State = (String, Option<String>, Vec<(String, String, usize, usize, String)>);

#[pymethods]
impl ParsedName {
    /// The words, in the order of the text.
    #[getter]
    fn parts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.parts.clone())
    }

    /// Returns the words of one role, parted by a space; None where there is none.
    ///
    /// Args:
    ///     role: `given`, `family`, `title`, `legal_form`, ...; see NamePart.
    fn get(&self, role: &str) -> Option<String> {
        let words: Vec<&str> =
            self.parts.iter().filter(|part| part.role == role).map(|part| part.text.as_str()).collect();
        (!words.is_empty()).then(|| words.join(" "))
    }

    /// Returns the roles that the name has, each with its words.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        for part in &self.parts {
            if !dict.contains(&part.role)? {
                dict.set_item(&part.role, self.get(&part.role))?;
            }
        }
        Ok(dict)
    }

    fn __len__(&self) -> usize {
        self.parts.len()
    }

    fn __getitem__<'py>(&self, key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        self.parts(key.py())?.as_any().get_item(key)
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        self.parts(py)?.try_iter()
    }

    fn __str__(&self) -> &str {
        &self.text
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let mut shown: Vec<String> = Vec::new();
        for (role, words) in self.to_dict(py)? {
            shown.push(format!("{role}={}", words.repr()?));
        }
        Ok(format!("ParsedName({})", shown.join(", ")))
    }

    fn _repr_html_(&self) -> String {
        part_table(self.parts.iter().map(|part| [part.text.as_str(), part.role.as_str()]))
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| self == other.get())
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        (&self.text, &self.kind).into_pyobject(py)?.hash()
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, State)> {
        let this = slf.get();
        let parts = this.parts.iter().cloned();
        let parts = parts.map(|part| (part.text, part.role, part.start, part.end, part.key)).collect();
        let restore = slf.get_type().getattr("_restore")?;
        Ok((restore, (this.text.clone(), this.kind.clone(), parts)))
    }

    #[staticmethod]
    fn _restore(
        text: String,
        kind: Option<String>,
        parts: Vec<(String, String, usize, usize, String)>,
    ) -> Self {
        let parts =
            parts.into_iter().map(|(text, role, start, end, key)| NamePart { text, role, start, end, key });
        Self { text, kind, parts: parts.collect() }
    }
}

/// Parts a name into its words, each with its role: given name, family name, title, legal form.
///
/// Args:
///     s: A str; None, which stays; or a column of any library, or a list.
///     kind: What it is the name of: `person`, `organization`, `place`, `other`, or None where that is not known.
///     lang: Language of the text in which the name stands.
///     threads: Threads for a long column; 0 takes all cores.
///     progress: True for a line on the terminal, or anything to be called with the rows done and their total.
///
/// Returns:
///     A ParsedName; None; or a Column of lists of parts.
///
/// Raises:
///     InputError: There is no such kind.
#[pyfunction]
#[pyo3(
    signature = (s, kind = Kind::ANY, *, lang = Language::UND, threads = Threads::ALL, progress = Progress::NONE),
    text_signature = "(s, kind=None, *, lang='und', threads=0, progress=None)"
)]
pub(crate) fn parse_name<'py>(
    s: &Bound<'py, PyAny>,
    kind: Kind,
    lang: Language,
    threads: Threads,
    progress: Progress,
) -> PyResult<Bound<'py, PyAny>> {
    let (label, kind, lang) = (kind.label(), kind.0, lang.0);
    if let Ok(text) = s.cast::<PyString>() {
        let text = str_of(text)?.to_owned();
        let parts = parts_of(&text, kind, lang);
        return ParsedName { text, kind: label, parts }.into_bound_py_any(s.py());
    }
    text_to_records(s, (threads, progress), move |s| parts_of(s, kind, lang))
}

fn parts_of(text: &str, kind: NameKind, lang: Lang) -> Vec<NamePart> {
    let points = CodePoints::new(text);
    let parsed = names::parse_name(text, kind, lang);
    let parts = parsed.parts().iter().map(|part| NamePart {
        text: part.text.to_owned(),
        role: part.role.as_str().to_owned(),
        start: points.index(part.span.start),
        end: points.index(part.span.end),
        key: part.key.clone(),
    });
    parts.collect()
}
