//! What a function gives for a column.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use arrow_array::{Array, ArrayRef, make_array, new_empty_array};
use arrow_data::ArrayData;
use arrow_data::transform::MutableArrayData;
use arrow_schema::{ArrowError, DataType, Field, FieldRef};
use pyo3::exceptions::{PyIndexError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList, PyTuple};

use crate::arrow::bridge::{broken, export_array, export_schema, export_stream};
use crate::arrow::map::widened;
use crate::arrow::objects::to_object;
use crate::arrow::state::{restore, save};
use crate::display::column_table;
use crate::rows::Key;

/// Rows that a notebook shows, and values that a repr shows at each end.
const SHOWN_ROWS: usize = 10;
const SHOWN: usize = 3;

/// A column: what a function of varlik gives for a column or a list.
///
/// Any library that reads Arrow takes it as it is, without a copy: `polars.Series(column)`,
/// `pyarrow.chunked_array(column)`, `duckdb` by `FROM`. It is a sequence of its values too.
#[pyclass(frozen, sequence, module = "varlik")]
pub(crate) struct Column {
    field: FieldRef,
    chunks: Vec<ArrayRef>,
}

impl Column {
    /// `data_type` is that of a column without rows.
    pub(crate) fn new(name: &str, data_type: DataType, chunks: Vec<ArrayRef>) -> Self {
        // Readers take a stream without arrays for one of nulls.
        let chunks = if chunks.is_empty() { vec![new_empty_array(&data_type)] } else { chunks };
        let data_type = chunks.first().map_or(data_type, |chunk| chunk.data_type().clone());
        Self { field: Arc::new(Field::new(name, data_type, true)), chunks }
    }

    /// The rows of a table, each of them there.
    pub(crate) fn table(structs: ArrayRef) -> Self {
        let field = Field::new("", structs.data_type().clone(), false);
        Self { field: Arc::new(field), chunks: vec![structs] }
    }

    fn with(&self, chunks: Vec<ArrayRef>) -> Self {
        Self { field: Arc::clone(&self.field), chunks }
    }

    fn value<'py>(&self, py: Python<'py>, mut row: usize) -> PyResult<Bound<'py, PyAny>> {
        for chunk in &self.chunks {
            if row < chunk.len() {
                return to_object(py, chunk, row);
            }
            row -= chunk.len();
        }
        Ok(py.None().into_bound(py))
    }

    /// Rows of the column, chunk by chunk.
    fn slice(&self, start: usize, length: usize) -> Self {
        let (mut skip, mut left) = (start, length);
        let mut chunks = Vec::new();
        for chunk in &self.chunks {
            let from = skip.min(chunk.len());
            let take = left.min(chunk.len() - from);
            if take > 0 {
                chunks.push(chunk.slice(from, take));
            }
            skip -= from;
            left -= take;
        }
        self.with(chunks)
    }

    /// All rows in one array.
    fn whole(&self) -> PyResult<ArrayRef> {
        fn joined(chunks: &[ArrayRef]) -> Result<ArrayRef, ArrowError> {
            let data: Vec<ArrayData> = chunks.iter().map(Array::to_data).collect();
            let mut out =
                MutableArrayData::new(data.iter().collect(), true, chunks.iter().map(Array::len).sum());
            for (place, chunk) in data.iter().enumerate() {
                out.try_extend(place, 0, chunk.len())?;
            }
            Ok(make_array(out.freeze()))
        }
        match self.chunks.as_slice() {
            [] => Ok(new_empty_array(self.field.data_type())),
            [chunk] => Ok(Arc::clone(chunk)),
            // More than 2 GB of text in one array need wider offsets.
            chunks => {
                joined(chunks).or_else(|_| joined(&widened(chunks.to_vec()))).map_err(|error| broken(&error))
            }
        }
    }
}

/// Name and rows, as pickle keeps them.
type Reduced<'py> = (String, Bound<'py, PyTuple>);

#[pymethods]
impl Column {
    /// The name it came with; empty where there was none.
    #[getter]
    fn name(&self) -> &str {
        self.field.name()
    }

    /// Arrow's name of its type.
    #[getter]
    fn r#type(&self) -> String {
        self.field.data_type().to_string()
    }

    /// Number of rows without a value.
    #[getter]
    fn null_count(&self) -> usize {
        self.chunks.iter().map(Array::logical_null_count).sum()
    }

    fn __len__(&self) -> usize {
        self.chunks.iter().map(Array::len).sum()
    }

    fn __getitem__<'py>(&self, key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let (py, length) = (key.py(), self.__len__());
        match Key::new(key)? {
            Key::Index(index) => {
                let place = if index < 0 { index + length as isize } else { index };
                match usize::try_from(place) {
                    Ok(place) if place < length => self.value(py, place),
                    _ => Err(PyIndexError::new_err(format!("no row {index}: there are {length}"))),
                }
            }
            Key::Slice(slice) => {
                let slice = slice.indices(length as isize)?;
                if slice.step == 1 {
                    return Ok(
                        Bound::new(py, self.slice(slice.start as usize, slice.slicelength))?.into_any()
                    );
                }
                let places =
                    (0..slice.slicelength as isize).map(|step| (slice.start + step * slice.step) as usize);
                let whole = self.whole()?;
                let data = whole.to_data();
                let mut out = MutableArrayData::new(vec![&data], false, slice.slicelength);
                for place in places {
                    out.try_extend(0, place, place + 1).map_err(|error| broken(&error))?;
                }
                Ok(Bound::new(py, self.with(vec![make_array(out.freeze())]))?.into_any())
            }
        }
    }

    fn __iter__(slf: Py<Self>) -> Rows {
        Rows { column: slf, next: AtomicUsize::new(0) }
    }

    fn __contains__(&self, value: &Bound<'_, PyAny>) -> PyResult<bool> {
        self.to_pylist(value.py())?.contains(value)
    }

    /// Returns the values as a list.
    fn to_pylist<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let list = PyList::empty(py);
        for chunk in &self.chunks {
            for row in 0..chunk.len() {
                list.append(to_object(py, chunk, row)?)?;
            }
        }
        Ok(list)
    }

    /// Returns the column as a `pandas.Series`.
    ///
    /// Without a copy where pyarrow is installed.
    fn to_pandas<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        let series = py.import("pandas")?.getattr("Series")?;
        let values = match py.import("pyarrow") {
            Ok(pyarrow) => pyarrow.call_method1("chunked_array", (slf,))?.call_method0("to_pandas")?,
            Err(_) => slf.get().to_pylist(py)?.into_any(),
        };
        let options = PyDict::new(py);
        if !slf.get().name().is_empty() {
            options.set_item("name", slf.get().name())?;
        }
        series.call((values,), Some(&options))
    }

    /// Returns the column as a `polars.Series`, without a copy where Polars reads the interface (1.0 and later).
    fn to_polars<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let (py, name) = (slf.py(), slf.get().name());
        let series = py.import("polars")?.getattr("Series")?;
        match series.call1((name, slf)) {
            Err(error) if error.is_instance_of::<PyTypeError>(py) => {
                series.call1((name, slf.get().to_pylist(py)?))
            }
            answer => answer,
        }
    }

    /// Returns the column as a `pyarrow.ChunkedArray`, without a copy.
    fn to_arrow<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("pyarrow")?.call_method1("chunked_array", (slf,))
    }

    #[pyo3(signature = (requested_schema = None))]
    pub(crate) fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // A wish that the protocol allows to leave unheard; the reader casts.
        let _ = requested_schema;
        export_stream(py, Arc::clone(&self.field), self.chunks.clone())
    }

    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        let _ = requested_schema;
        let whole = self.whole()?;
        export_array(py, &Field::new(self.name(), whole.data_type().clone(), true), &whole)
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        export_schema(py, &self.field)
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> PyResult<bool> {
        let py = other.py();
        match other.cast::<Self>() {
            Ok(other) => {
                let other = other.get();
                Ok(self.__len__() == other.__len__() && self.to_pylist(py)?.eq(other.to_pylist(py)?)?)
            }
            Err(_) if other.is_instance_of::<PyList>() => self.to_pylist(py)?.eq(other),
            Err(_) => Ok(false),
        }
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let length = self.__len__();
        let shown = |row| -> PyResult<String> { Ok(self.value(py, row)?.repr()?.to_string()) };
        let values = if length <= 2 * SHOWN + 1 {
            (0..length).map(shown).collect::<PyResult<Vec<_>>>()?.join(", ")
        } else {
            let first = (0..SHOWN).map(shown).collect::<PyResult<Vec<_>>>()?.join(", ");
            let last = (length - SHOWN..length).map(shown).collect::<PyResult<Vec<_>>>()?.join(", ");
            format!("{first}, ..., {last}")
        };
        Ok(format!("Column([{values}], rows={length})"))
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        let rows =
            (0..self.__len__().min(SHOWN_ROWS)).map(|row| self.value(py, row)?.str()?.extract::<String>());
        Ok(column_table(self.name(), &rows.collect::<PyResult<Vec<_>>>()?, self.__len__()))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Reduced<'py>)> {
        let restore = slf.get_type().getattr("_restore")?;
        Ok((restore, (slf.get().name().to_owned(), save(slf.py(), &slf.get().whole()?.to_data())?)))
    }

    #[staticmethod]
    fn _restore(name: &str, state: &Bound<'_, PyAny>) -> PyResult<Self> {
        let whole = make_array(restore(state)?);
        Ok(Self::new(name, whole.data_type().clone(), vec![whole]))
    }
}

/// The values of a column, one by one.
#[pyclass(frozen)]
struct Rows {
    column: Py<Column>,
    next: AtomicUsize,
}

#[pymethods]
impl Rows {
    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let row = self.next.fetch_add(1, Ordering::Relaxed);
        let column = self.column.get();
        if row < column.__len__() { column.value(py, row).map(Some) } else { Ok(None) }
    }
}
