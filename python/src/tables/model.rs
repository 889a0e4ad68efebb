//! What was learnt of the fields.

use std::path::PathBuf;
use std::sync::Arc;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use varlik::chart::LevelWeights;
use varlik::items;

use crate::errors::{InputError, raise_io, raise_write};
use crate::source::type_name;
use crate::text::str_of;

/// What was learnt: the fields, how often each level of agreement is met among pairs that are one and pairs that are not, and what
/// each way of finding pairs brings.
///
/// It is plain JSON, to be read, edited and used again: `varlik.dedupe(other, model=model)`.
#[pyclass(frozen, module = "varlik")]
#[derive(Clone)]
pub(crate) struct Model {
    inner: Arc<items::Model>,
}

impl Model {
    pub(super) fn of(inner: &items::Model) -> Self {
        Self { inner: Arc::new(inner.clone()) }
    }

    pub(super) fn inner(&self) -> &items::Model {
        &self.inner
    }

    fn weights(&self) -> LevelWeights {
        LevelWeights::from(self.inner())
    }
}

#[pymethods]
impl Model {
    /// Reads a model from the JSON of `to_json`.
    ///
    /// Raises:
    ///     InputError: The text is no model, or of another release's format.
    #[staticmethod]
    fn from_json(text: &Bound<'_, PyString>) -> PyResult<Self> {
        parse(str_of(text)?).map_err(InputError::new_err)
    }

    /// Returns the model as indented JSON.
    fn to_json(&self) -> String {
        self.inner.to_json()
    }

    /// Writes the model to a file as JSON.
    ///
    /// Raises:
    ///     FileError: The file cannot be written.
    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        let text = self.inner.to_json() + "\n";
        py.detach(|| std::fs::write(&path, text)).map_err(|error| raise_write(&path, &error))
    }

    /// Reads a model from a file of `save`.
    ///
    /// Raises:
    ///     NotFoundError: There is no such file.
    ///     InputError: The file is no model.
    #[staticmethod]
    fn load(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        let text = py.detach(|| std::fs::read_to_string(&path)).map_err(|error| raise_io(&path, &error))?;
        parse(&text).map_err(|error| InputError::new_err(format!("{}: {error}", path.display())))
    }

    /// The fields and what their values are taken for.
    #[getter]
    fn fields<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let fields = PyDict::new(py);
        for field in &self.inner.fields {
            fields.set_item(&field.name, field.kind.as_str())?;
        }
        Ok(fields)
    }

    /// The chance above which a pair speaks for one entity.
    #[getter]
    fn threshold(&self) -> f64 {
        rounded(self.inner.threshold)
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| self.inner == other.get().inner)
    }

    fn __repr__(&self) -> String {
        let fields: Vec<String> =
            self.inner.fields.iter().map(|field| format!("{}: {}", field.name, field.kind)).collect();
        format!("Model({}; threshold={})", fields.join(", "), self.threshold())
    }

    /// Returns the picture of what each level of agreement weighs as SVG.
    fn to_svg(&self) -> String {
        self.weights().to_svg()
    }

    /// Returns that picture as a Vega-Lite specification, to be restyled.
    fn to_vegalite<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let text = self.weights().to_vegalite().to_string();
        Ok(py.import("json")?.call_method1("loads", (text,))?.cast_into()?)
    }

    fn _repr_html_(&self) -> String {
        self.to_svg()
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((slf.get_type().getattr("from_json")?, (slf.get().to_json(),)))
    }
}

fn parse(text: &str) -> Result<Model, String> {
    let inner = items::Model::from_json(text).map_err(|error| error.to_string())?;
    Ok(Model { inner: Arc::new(inner) })
}

/// A number of 32 bits as a person wrote it.
pub(super) fn rounded(number: f32) -> f64 {
    (f64::from(number) * 1e6).round() / 1e6
}

/// The argument `model`.
pub(crate) struct Given(pub(super) Option<Model>);

impl Given {
    /// One is learnt.
    pub(super) const NONE: Self = Self(None);
}

impl<'py> FromPyObject<'_, 'py> for Given {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if given.is_none() {
            return Ok(Self::NONE);
        }
        let model = given.cast::<Model>().map_err(|_| {
            PyTypeError::new_err(format!(
                "model is a varlik.Model, not {}; read one with varlik.Model.load(path) or from_json(text)",
                type_name(&given)
            ))
        })?;
        Ok(Self(Some(model.get().clone())))
    }
}
