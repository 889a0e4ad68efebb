//! What a function gives where the answer has several columns.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use arrow_array::builder::{LargeStringBuilder, StringBuilder};
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch, StructArray, make_array};
use arrow_schema::{Field, FieldRef, Fields};
use pyo3::exceptions::{PyIndexError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyList, PySlice, PyString, PyTuple};

use crate::arrow::bridge::{broken, export_schema};
use crate::arrow::column::Column;
use crate::arrow::objects::to_object;
use crate::arrow::state::{restore, save};
use crate::display::row_table;
use crate::errors::InputError;
use crate::rows::Key;
use crate::text::str_of;

/// Rows that a notebook shows.
const SHOWN: usize = 10;

/// A table: what a function of varlik gives where the answer has several columns.
///
/// `polars.DataFrame(table)`, `pyarrow.table(table)` and others that read Arrow take it as it is, without a copy. It is a
/// sequence of its rows too, each a dict; `table["name"]` is a column.
#[pyclass(frozen, sequence, module = "varlik")]
pub(crate) struct Table {
    rows: ArrayRef,
}

impl Table {
    /// The columns are of one length.
    pub(crate) fn new(columns: Vec<(&str, ArrayRef)>) -> PyResult<Self> {
        let rows = columns.first().map_or(0, |(_, column)| column.len());
        let (fields, arrays): (Vec<FieldRef>, Vec<ArrayRef>) = columns
            .into_iter()
            .map(|(name, column)| (Arc::new(Field::new(name, column.data_type().clone(), true)), column))
            .unzip();
        let table = StructArray::try_new_with_length(Fields::from(fields), arrays, None, rows);
        Ok(Self { rows: Arc::new(table.map_err(|error| broken(&error))?) })
    }

    /// A batch as it stands.
    pub(crate) fn of_batch(batch: &RecordBatch) -> PyResult<Self> {
        let schema = batch.schema();
        let names = schema.fields().iter().map(|field| field.name().as_str());
        Self::new(names.zip(batch.columns().iter().cloned()).collect())
    }

    /// A table that was handed out before.
    pub(crate) fn of(rows: &ArrayRef) -> Self {
        Self { rows: Arc::clone(rows) }
    }

    /// The rows as an array of structs.
    pub(crate) fn rows(&self) -> &ArrayRef {
        &self.rows
    }

    fn fields(&self) -> &Fields {
        self.rows.as_struct().fields()
    }

    fn column(&self) -> Column {
        Column::table(Arc::clone(&self.rows))
    }
}

/// Texts as a column, of wide offsets where they need them.
pub(crate) fn texts<'t>(texts: impl Iterator<Item = &'t str> + Clone) -> ArrayRef {
    let (rows, bytes) = texts.clone().fold((0, 0), |(rows, bytes), text| (rows + 1, bytes + text.len()));
    if i32::try_from(bytes).is_ok() {
        let mut out = StringBuilder::with_capacity(rows, bytes);
        texts.for_each(|text| out.append_value(text));
        Arc::new(out.finish())
    } else {
        let mut out = LargeStringBuilder::with_capacity(rows, bytes);
        texts.for_each(|text| out.append_value(text));
        Arc::new(out.finish())
    }
}

#[pymethods]
impl Table {
    /// The names of the columns.
    #[getter]
    fn columns<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.fields().iter().map(|field| field.name()))
    }

    fn __len__(&self) -> usize {
        self.rows.len()
    }

    fn __getitem__<'py>(&self, key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let (py, length) = (key.py(), self.__len__());
        if let Ok(name) = key.cast::<PyString>() {
            let name = str_of(name)?;
            let table = self.rows.as_struct();
            let column = table.column_by_name(name).ok_or_else(|| {
                let all: Vec<String> =
                    self.fields().iter().map(|field| format!("{:?}", field.name())).collect();
                InputError::new_err(format!("no column {name:?}; there are {}", all.join(", ")))
            })?;
            let column = Column::new(name, column.data_type().clone(), vec![Arc::clone(column)]);
            return Ok(Bound::new(py, column)?.into_any());
        }
        match Key::new(key)? {
            Key::Index(index) => {
                let place = if index < 0 { index + length as isize } else { index };
                match usize::try_from(place) {
                    Ok(place) if place < length => to_object(py, &self.rows, place),
                    _ => Err(PyIndexError::new_err(format!("no row {index}: there are {length}"))),
                }
            }
            Key::Slice(slice) => self.slice(&slice, length),
        }
    }

    fn __iter__(slf: Py<Self>) -> TableRows {
        TableRows { table: slf, next: AtomicUsize::new(0) }
    }

    /// Returns every row as a dict.
    fn to_dicts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let rows = (0..self.__len__()).map(|row| to_object(py, &self.rows, row));
        PyList::new(py, rows.collect::<PyResult<Vec<_>>>()?)
    }

    /// Returns the table as a `pandas.DataFrame`.
    fn to_pandas<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match py.import("pyarrow") {
            Ok(_) => self.to_arrow(py)?.call_method0("to_pandas"),
            Err(_) => py.import("pandas")?.call_method1("DataFrame", (self.to_dicts(py)?,)),
        }
    }

    /// Returns the table as a `polars.DataFrame`, without a copy.
    fn to_polars<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import("polars")?.call_method1("DataFrame", (self.column(),))
    }

    /// Returns the table as a `pyarrow.Table`, without a copy.
    fn to_arrow<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import("pyarrow")?.call_method1("table", (self.column(),))
    }

    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        self.column().__arrow_c_stream__(py, requested_schema)
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        export_schema(py, &Field::new("", self.rows.data_type().clone(), false))
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| self.rows.as_ref() == other.get().rows.as_ref())
    }

    fn __repr__(&self) -> String {
        let names: Vec<&str> = self.fields().iter().map(|field| field.name().as_str()).collect();
        format!("Table([{}], rows={})", names.join(", "), self.__len__())
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        self.html(py)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyTuple>,))> {
        Ok((slf.get_type().getattr("_restore")?, (save(slf.py(), &slf.get().rows.to_data())?,)))
    }

    #[staticmethod]
    fn _restore(state: &Bound<'_, PyAny>) -> PyResult<Self> {
        let rows = make_array(restore(state)?);
        match rows.as_struct_opt() {
            Some(_) => Ok(Self { rows }),
            None => Err(InputError::new_err("the pickle is no table")),
        }
    }
}

impl Table {
    /// The first rows as HTML.
    pub(crate) fn html(&self, py: Python<'_>) -> PyResult<String> {
        let names: Vec<&str> = self.fields().iter().map(|field| field.name().as_str()).collect();
        let columns = self.rows.as_struct().columns();
        let mut rows = Vec::new();
        for row in 0..self.__len__().min(SHOWN) {
            let cells = columns.iter().map(|column| to_object(py, column, row)?.str()?.extract());
            rows.push(cells.collect::<PyResult<Vec<String>>>()?);
        }
        Ok(row_table(&names, &rows, self.__len__()))
    }

    fn slice<'py>(&self, slice: &Bound<'py, PySlice>, length: usize) -> PyResult<Bound<'py, PyAny>> {
        let slice_of = slice.indices(length as isize)?;
        if slice_of.step != 1 {
            return Err(PyTypeError::new_err("a table is cut without a step; take its rows in a frame"));
        }
        let rows = self.rows.slice(slice_of.start as usize, slice_of.slicelength);
        Ok(Bound::new(slice.py(), Self { rows })?.into_any())
    }
}

/// The rows of a table, one by one.
#[pyclass(frozen)]
struct TableRows {
    table: Py<Table>,
    next: AtomicUsize,
}

#[pymethods]
impl TableRows {
    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let row = self.next.fetch_add(1, Ordering::Relaxed);
        let table = self.table.get();
        if row < table.__len__() { to_object(py, &table.rows, row).map(Some) } else { Ok(None) }
    }
}
