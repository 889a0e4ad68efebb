//! What may be given as a table.

use std::path::PathBuf;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::ffi_stream::ArrayStreamReader;
use arrow_array::{Array, ArrayReader, ArrayRef, RecordBatch, RecordBatchIterator, RecordBatchReader};
use arrow_schema::{ArrowError, DataType, FieldRef, Schema, SchemaRef};
use pyo3::exceptions::{PyKeyboardInterrupt, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyList, PyMapping, PyString, PyTuple};
use varlik::Control;
use varlik::tables::{Table, TableError, TextColumns};

use crate::arrow::bridge;
use crate::errors::{InputError, raise};
use crate::source::type_name;
use crate::tables::python;

/// A table, or where it lies.
pub(crate) struct Source {
    name: String,
    given: Given,
}

enum Given {
    File(PathBuf),
    Stream(ArrayStreamReader),
    Chunks(FieldRef, Vec<ArrayRef>),
    Columns(Vec<(String, ArrayRef)>),
}

/// A table that was read, and which of its columns hold whole numbers; `None` where nothing says so.
pub(super) struct Read {
    pub(super) table: Table,
    pub(super) whole: Option<Vec<String>>,
}

/// Takes one table, or a list of several.
pub(super) fn several(given: &Bound<'_, PyAny>) -> PyResult<Vec<Source>> {
    if (given.is_instance_of::<PyList>() || given.is_instance_of::<PyTuple>()) && given.len()? > 0 {
        let first = given.get_item(0)?;
        if is_path(&first)? || first.hasattr("__arrow_c_stream__")? || first.hasattr("__arrow_c_array__")? {
            let tables = given.try_iter()?.enumerate();
            return tables.map(|(place, one)| Source::new(&one?, &format!("table {}", place + 1))).collect();
        }
    }
    Ok(vec![Source::new(given, "the table")?])
}

impl Source {
    /// `name` is what messages call it, where it has no name of its own.
    pub(crate) fn new(given: &Bound<'_, PyAny>, name: &str) -> PyResult<Self> {
        let found = |given| Ok(Self { name: name.to_owned(), given });
        if given.is_instance_of::<PyBytes>() {
            return Err(PyTypeError::new_err(format!(
                "{name} is of bytes; decode them, or pass the file's path"
            )));
        }
        if is_path(given)? {
            return found(Given::File(path_of(given, name)?));
        }
        if let Some(given) = arrow(given, name)? {
            return found(given);
        }
        if let Ok(columns) = given.cast::<PyMapping>() {
            return found(Given::Columns(python::columns(name, columns)?));
        }
        // Frames that hand out Arrow by a method of their own: older DuckDB, Spark.
        for method in ["to_arrow_table", "fetch_arrow_table", "toArrow"] {
            if given.hasattr(method)? {
                return Self::new(&given.call_method0(method)?, name);
            }
        }
        if given.hasattr("to_dict")? && given.hasattr("columns")? {
            return found(Given::Columns(python::pandas(name, given)?));
        }
        match given.try_iter() {
            Ok(rows) => found(Given::Columns(python::rows(name, rows)?)),
            Err(_) => Err(PyTypeError::new_err(format!(
                "a table is a frame (pandas, Polars, pyarrow, DuckDB), a dict of columns, a list of dicts, or a path, not {}",
                type_name(given)
            ))),
        }
    }

    /// Reads the table.
    pub(super) fn read(self, control: &dyn Control) -> PyResult<Read> {
        if let Given::File(path) = &self.given {
            let table = Table::read(path).map_err(|error| raise(&error.into()))?;
            return Ok(Read { table, whole: None });
        }
        let (name, batches) = self.batches(control)?;
        let whole = whole_columns(&batches.schema());
        let table = Table::from_batches(&name, batches).map_err(|error| told(error, control))?;
        Ok(Read { table, whole: Some(whole) })
    }

    /// Reads columns of texts as they stand.
    pub(crate) fn texts(self, wanted: &[&str], control: &dyn Control) -> PyResult<TextColumns> {
        if let Given::File(path) = &self.given {
            return TextColumns::read(path, wanted).map_err(|error| raise(&error.into()));
        }
        let (name, batches) = self.batches(control)?;
        TextColumns::from_batches(&name, batches, wanted).map_err(|error| told(error, control))
    }

    /// What is no file, batch by batch, and its name.
    fn batches(self, control: &dyn Control) -> PyResult<(String, Box<dyn RecordBatchReader + '_>)> {
        let Self { name, given } = self;
        let batches: Box<dyn RecordBatchReader + '_> = match given {
            Given::Stream(reader) => {
                let schema = schema_of(&name, reader.field())?;
                Box::new(Batches { chunks: reader, schema, control })
            }
            Given::Chunks(field, chunks) => {
                let schema = schema_of(&name, &field)?;
                Box::new(Batches { chunks: chunks.into_iter().map(Ok), schema, control })
            }
            Given::Columns(columns) if !columns.is_empty() => {
                let fields: Vec<_> = columns
                    .iter()
                    .map(|(name, array)| arrow_schema::Field::new(name, array.data_type().clone(), true))
                    .collect();
                let schema = Arc::new(Schema::new(fields));
                let arrays = columns.into_iter().map(|(_, array)| array).collect();
                let batch = RecordBatch::try_new(Arc::clone(&schema), arrays);
                Box::new(RecordBatchIterator::new([batch], schema))
            }
            Given::Columns(_) | Given::File(_) => {
                Box::new(RecordBatchIterator::new(Vec::new(), Arc::new(Schema::empty())))
            }
        };
        Ok((name, batches))
    }
}

/// Whoever stopped the work knows.
fn told(error: TableError, control: &dyn Control) -> PyErr {
    if control.cancelled() { PyKeyboardInterrupt::new_err(()) } else { raise(&error.into()) }
}

/// Opens what an object of another library hands out as Arrow.
fn arrow(given: &Bound<'_, PyAny>, name: &str) -> PyResult<Option<Given>> {
    let is_pandas = given.hasattr("reset_index")? && given.hasattr("to_dict")?;
    let opened =
        if is_pandas { python::without_index(given)? } else { with_types(given)?.unwrap_or(given.clone()) };
    match bridge::stream(&opened) {
        Ok(Some(reader)) => Ok(Some(Given::Stream(reader))),
        Ok(None) => Ok(bridge::import(given)?.map(|imported| Given::Chunks(imported.field, imported.chunks))),
        // pandas has the interface without pyarrow too, and pyarrow takes no column of several types: both fail when it
        // is used, and the values are taken one by one.
        Err(error) if is_pandas && error.is_instance_of::<pyo3::exceptions::PyException>(given.py()) => {
            Ok(Some(Given::Columns(python::pandas(name, given)?)))
        }
        Err(error) => Err(error),
    }
}

/// A frame of Polars whose columns of nothing have a type: it hands those without one out with a buffer that the interface does not
/// know. `None` where there is no such column.
fn with_types<'py>(given: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyAny>>> {
    let module = given.get_type().module()?;
    if !module.to_str()?.starts_with("polars.") || !given.hasattr("with_columns")? {
        return Ok(None);
    }
    let polars = given.py().import("polars")?;
    let text = polars.getattr("String")?;
    let mut columns = Vec::new();
    for item in given.getattr("schema")?.call_method0("items")?.try_iter()? {
        let (name, kind): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item?.extract()?;
        let typed = match kind.str()?.to_str()? {
            "Null" => text.clone(),
            "List(Null)" => polars.call_method1("List", (&text,))?,
            _ => continue,
        };
        columns.push(polars.call_method1("col", (name,))?.call_method1("cast", (typed,))?);
    }
    if columns.is_empty() { Ok(None) } else { given.call_method1("with_columns", (columns,)).map(Some) }
}

fn is_path(given: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(given.is_instance_of::<PyString>() || given.hasattr("__fspath__")?)
}

fn path_of(given: &Bound<'_, PyAny>, name: &str) -> PyResult<PathBuf> {
    let path: PathBuf = given.extract()?;
    let text = path.to_string_lossy();
    if text.is_empty() {
        return Err(InputError::new_err("a path is empty; name a file"));
    }
    if text.contains('\n') {
        return Err(InputError::new_err(format!(
            "{name}: a str is the path of a file, and this one is a text of several lines; write it to a file, or give the rows \
             as a list of dicts"
        )));
    }
    Ok(path)
}

fn schema_of(name: &str, field: &FieldRef) -> PyResult<SchemaRef> {
    match field.data_type() {
        DataType::Struct(fields) => Ok(Arc::new(Schema::new(fields.clone()))),
        _ => Err(PyTypeError::new_err(format!(
            "{name} is one column; give a table with columns that have names"
        ))),
    }
}

fn whole_columns(schema: &Schema) -> Vec<String> {
    let fields = schema.fields().iter().filter(|field| field.data_type().is_integer());
    fields.map(|field| field.name().trim().to_owned()).collect()
}

/// Chunks of a table as batches, each checked, for the producer is not ours.
struct Batches<'c, C> {
    chunks: C,
    schema: SchemaRef,
    control: &'c dyn Control,
}

impl<C: Iterator<Item = Result<ArrayRef, ArrowError>>> Iterator for Batches<'_, C> {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.control.cancelled() {
            return Some(Err(ArrowError::ComputeError("stopped".to_owned())));
        }
        let chunk = self.chunks.next()?;
        Some(chunk.and_then(|chunk| {
            let rows = chunk.as_struct_opt().filter(|rows| rows.null_count() == 0).ok_or_else(|| {
                ArrowError::SchemaError(
                    "a chunk is no table, or has rows that are missing altogether".to_owned(),
                )
            })?;
            rows.to_data().validate_full()?;
            RecordBatch::try_new(Arc::clone(&self.schema), rows.columns().to_vec())
        }))
    }
}

impl<C: Iterator<Item = Result<ArrayRef, ArrowError>>> RecordBatchReader for Batches<'_, C> {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }
}
