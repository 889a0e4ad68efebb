//! Steps in a row, with the way back.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};
use varlik::text::{self, CodePoints, Edits};

use crate::display::change_table;
use crate::errors::InputError;
use crate::source::type_name;
use crate::text::record::record;
use crate::text::{Progress, Threads, each_text_into, str_of};

/// Steps that a text goes through one after the other.
///
/// Args:
///     steps: The steps by name, in a list or parted by commas: `["repair", "html", "nfc", "clean"]`,
///         `"nfc, lower:tr"`. `varlik normalize --list` shows them all.
///     lexicon: Whether `repair` completes what was lost to a word that ships with varlik (`Erdo?an`), and
///         `restore-diacritics` knows its names.
///
/// Raises:
///     InputError: There is no such step, or one comes after another that loses what it needs.
#[pyclass(frozen, module = "varlik")]
pub(crate) struct Pipeline {
    pipeline: text::Pipeline<'static>,
}

#[pymethods]
impl Pipeline {
    #[new]
    #[pyo3(signature = (steps, *, lexicon = true))]
    fn new(steps: &Bound<'_, PyAny>, lexicon: bool) -> PyResult<Self> {
        let wrong = |error: text::Error| InputError::new_err(error.to_string());
        let pipeline: text::Pipeline<'static> = if let Ok(steps) = steps.cast::<PyString>() {
            str_of(steps)?.parse().map_err(wrong)?
        } else {
            let names: Vec<String> = steps.extract().map_err(|_| {
                InputError::new_err(format!("steps are a list of names, not {}", type_name(steps)))
            })?;
            let steps = names.iter().map(|name| name.trim().parse()).collect::<Result<Vec<_>, _>>();
            text::Pipeline::new(steps.map_err(wrong)?).map_err(wrong)?
        };
        let lexicons: &[_] = if lexicon { varlik::lexicons() } else { &[] };
        Ok(Self { pipeline: pipeline.with_lexicons(lexicons) })
    }

    /// The names of the steps.
    #[getter]
    fn steps<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.pipeline.steps().iter().map(ToString::to_string))
    }

    /// Runs the steps over a text and keeps the way back to it.
    fn __call__<'py>(slf: &Bound<'py, Self>, s: &Bound<'py, PyString>) -> PyResult<Normalized> {
        let (py, source) = (slf.py(), str_of(s)?);
        let pipeline = &slf.get().pipeline;
        let run = py.detach(|| pipeline.run(source));
        let edits = run.edits().clone();
        let kinds = run.repairs().map(|repair| format!("{:?}", repair.kind).to_lowercase()).collect();
        let unchanged = run.is_borrowed();
        let text = if unchanged { s.clone() } else { PyString::new(py, run.as_str()) };
        Ok(Normalized {
            pipeline: slf.clone().unbind(),
            source: s.clone().unbind(),
            text: text.unbind(),
            edits,
            kinds,
        })
    }

    /// Runs the steps without keeping the way back.
    ///
    /// Args:
    ///     s: A str; None, which stays; or a column of any library, or a list.
    ///     threads: Threads for a long column; 0 takes all cores.
    ///     progress: True for a line on the terminal, or anything to be called with the rows done and their total.
    ///
    /// Returns:
    ///     A str (the same object where nothing changes), None, or a Column.
    #[pyo3(signature = (s, *, threads = Threads::ALL, progress = Progress::NONE), text_signature = "($self, s, *, threads=0, progress=None)")]
    fn apply<'py>(
        &self,
        s: &Bound<'py, PyAny>,
        threads: Threads,
        progress: Progress,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (one, many) = (self.pipeline.clone(), self.pipeline.clone());
        each_text_into(
            s,
            (threads, progress),
            move |s| one.apply(s),
            move |row, out| {
                many.run_into(row, out);
            },
        )
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| self.pipeline == other.get().pipeline)
    }

    /// Whether the lexicons that ship with varlik are asked.
    #[getter]
    fn lexicon(&self) -> bool {
        !self.pipeline.lexicons().is_empty()
    }

    fn __repr__(&self) -> String {
        let without = if self.lexicon() { "" } else { ", lexicon=False" };
        format!("Pipeline({:?}{without})", self.pipeline.to_string())
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        let class = slf.as_any().get_type().into_any();
        let pipeline = slf.get();
        let class = if pipeline.lexicon() {
            class
        } else {
            let chosen = PyDict::new(slf.py());
            chosen.set_item("lexicon", false)?;
            slf.py().import("functools")?.getattr("partial")?.call((class,), Some(&chosen))?
        };
        Ok((class, (pipeline.pipeline.to_string(),)))
    }
}

record!(
    /// One place that a pipeline changed; it unpacks like a tuple. Places count code points.
    Change {
        /// First code point of the piece in the source.
        start: usize,
        /// The code point behind it.
        end: usize,
        /// The piece as it was.
        before: String,
        /// What became of it.
        after: String,
        /// What was done: `mojibake`, `entity`, `composition`, `space`, `invisible`, `sign`, `case`, `letter`,
        /// `suffix`, `number`.
        kind: String,
    }
);

/// A text that went through a pipeline, with the way back to its source.
#[pyclass(frozen, module = "varlik")]
pub(crate) struct Normalized {
    pipeline: Py<Pipeline>,
    source: Py<PyString>,
    text: Py<PyString>,
    edits: Edits,
    kinds: Vec<String>,
}

#[pymethods]
impl Normalized {
    /// The text; the source itself where nothing changed.
    #[getter]
    fn text(&self, py: Python<'_>) -> Py<PyString> {
        self.text.clone_ref(py)
    }

    /// The text as it was given.
    #[getter]
    fn source(&self, py: Python<'_>) -> Py<PyString> {
        self.source.clone_ref(py)
    }

    /// The places that changed, in their order. A letter that only changed its case is not among them.
    #[getter]
    fn changes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.all_changes(py)?)
    }

    /// Returns the place of the source that a place of the text came from.
    ///
    /// A place that begins or ends inside a change is widened over the whole of it; what was dropped at its edges
    /// stays outside.
    ///
    /// Args:
    ///     start: Where the place begins in the text.
    ///     end: The place behind it.
    ///     unit: `code points`, as Python counts, or `bytes` of UTF-8; of what is given and of what is returned.
    ///
    /// Returns:
    ///     Start and end in the source.
    #[pyo3(signature = (start, end, unit = "code points"))]
    fn source_span(&self, py: Python<'_>, start: usize, end: usize, unit: &str) -> PyResult<(usize, usize)> {
        let (text, source) = (self.text.bind(py), self.source.bind(py));
        span(str_of(text)?, str_of(source)?, (start, end), unit, |range| self.edits.to_source(range))
    }

    /// Returns the place of the text that a place of the source became: the way back of `source_span`.
    ///
    /// Args:
    ///     start: Where the place begins in the source.
    ///     end: The place behind it.
    ///     unit: `code points`, as Python counts, or `bytes` of UTF-8; of what is given and of what is returned.
    ///
    /// Returns:
    ///     Start and end in the text.
    #[pyo3(signature = (start, end, unit = "code points"))]
    fn text_span(&self, py: Python<'_>, start: usize, end: usize, unit: &str) -> PyResult<(usize, usize)> {
        let (text, source) = (self.text.bind(py), self.source.bind(py));
        span(str_of(source)?, str_of(text)?, (start, end), unit, |range| self.edits.to_output(range))
    }

    fn __str__(&self, py: Python<'_>) -> Py<PyString> {
        self.text(py)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("Normalized({}, changes={})", self.text.bind(py).repr()?, self.edits.len()))
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        let rows = self.all_changes(py)?;
        let rows = rows.iter().map(|it| [it.before.as_str(), it.after.as_str(), it.kind.as_str()]);
        Ok(change_table(str_of(self.text.bind(py))?, rows))
    }

    fn __eq__(&self, py: Python<'_>, other: &Bound<'_, PyAny>) -> PyResult<bool> {
        let Ok(other) = other.cast::<Self>() else { return Ok(false) };
        let other = other.get();
        Ok(self.edits == other.edits
            && self.text.bind(py).as_any().eq(&other.text)?
            && self.source.bind(py).as_any().eq(&other.source)?)
    }

    fn __reduce__(&self, py: Python<'_>) -> (Py<Pipeline>, (Py<PyString>,)) {
        (self.pipeline.clone_ref(py), (self.source(py),))
    }
}

impl Normalized {
    fn all_changes(&self, py: Python<'_>) -> PyResult<Vec<Change>> {
        let (text, source) =
            (str_of(self.text.bind(py))?.to_owned(), str_of(self.source.bind(py))?.to_owned());
        let points = CodePoints::new(&source);
        let changes = self.edits.iter().zip(&self.kinds).map(|(edit, kind)| Change {
            start: points.index(edit.source.start),
            end: points.index(edit.source.end),
            before: source.get(edit.source).unwrap_or_default().to_owned(),
            after: text.get(edit.output).unwrap_or_default().to_owned(),
            kind: kind.clone(),
        });
        Ok(changes.collect())
    }
}

/// Carries a place of one text over to another.
fn span(
    from: &str,
    into: &str,
    (start, end): (usize, usize),
    unit: &str,
    carry: impl Fn(std::ops::Range<usize>) -> std::ops::Range<usize>,
) -> PyResult<(usize, usize)> {
    if start > end {
        return Err(InputError::new_err(format!("a span begins at {start} and ends before it, at {end}")));
    }
    match unit {
        "bytes" => {
            let range = carry(start.min(from.len())..end.min(from.len()));
            Ok((range.start, range.end))
        }
        "code points" => {
            let points = CodePoints::new(from);
            let byte = |point| points.byte(point).unwrap_or(from.len());
            let range = carry(byte(start)..byte(end));
            let points = CodePoints::new(into);
            Ok((points.index(range.start), points.index(range.end)))
        }
        other => {
            Err(InputError::new_err(format!("no unit {other:?}; a span counts \"code points\" or \"bytes\"")))
        }
    }
}
