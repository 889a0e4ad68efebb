//! The page of a run over tables.

use std::path::PathBuf;
use std::sync::Arc;

use pyo3::prelude::*;

use crate::display::escaped;
use crate::errors::raise_write;

/// The page of a run: one HTML file that needs no network.
///
/// A notebook shows it in a frame of its own; `str()` is the page.
#[pyclass(frozen, module = "varlik")]
#[derive(Clone)]
pub(crate) struct TableReport {
    html: Arc<str>,
}

impl TableReport {
    pub(super) fn of(html: String) -> Self {
        Self { html: html.into() }
    }
}

#[pymethods]
impl TableReport {
    /// The page.
    #[getter]
    fn html(&self) -> &str {
        &self.html
    }

    /// Writes the page to a file.
    ///
    /// Raises:
    ///     FileError: The file cannot be written.
    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        py.detach(|| std::fs::write(&path, self.html.as_bytes())).map_err(|error| raise_write(&path, &error))
    }

    fn _repr_html_(&self) -> String {
        // The styles of the page are not to be those of the notebook.
        format!(
            "<iframe srcdoc=\"{}\" style=\"width:100%;height:48em;border:0\" title=\"report\"></iframe>",
            escaped(&self.html)
        )
    }

    fn __str__(&self) -> &str {
        &self.html
    }

    fn __repr__(&self) -> String {
        format!("TableReport(bytes={}); save(path) writes the page", self.html.len())
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| self.html == other.get().html)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((slf.get_type().getattr("_restore")?, (slf.get().html.to_string(),)))
    }

    #[staticmethod]
    fn _restore(html: String) -> Self {
        Self::of(html)
    }
}
