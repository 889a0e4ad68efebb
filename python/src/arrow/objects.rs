//! Python's own values as a column, and a column's values as Python's.

use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int64Type, UInt64Type};
use arrow_array::{Array, ArrayRef};
use arrow_buffer::{Buffer, NullBuffer};
use arrow_schema::DataType;
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyFloat, PyList, PyMapping, PyString};

use crate::arrow::bridge::text_array;
use crate::arrow::texts::{Chunk, Texts};
use crate::errors::{InputError, half_a_character};
use crate::source::type_name;

/// A chunk made of Python's strings is about this long; its offsets take 32 bits.
const CHUNK_BYTES: usize = 1 << 30;
/// Rows between two looks for Ctrl-C.
const ROWS: usize = 1 << 14;

/// Takes the strings of a list, a tuple, an iterator, an array or a series of Python objects.
///
/// What stands for a missing value is null: None, NaN, and pandas.NA.
pub(crate) fn from_iterable(object: &Bound<'_, PyAny>) -> PyResult<Texts> {
    if object.is_instance_of::<PyBytes>() {
        return Err(PyTypeError::new_err("a text is str, not bytes; varlik.decode reads bytes"));
    }
    let items = match object.cast::<PyMapping>() {
        Ok(_) => None,
        Err(_) => object.try_iter().ok(),
    };
    let items = items.ok_or_else(|| {
        PyTypeError::new_err(format!(
            "a str, None, a column of text or a list of str is asked for, not {}",
            type_name(object)
        ))
    })?;
    let mut chunks = Vec::new();
    let mut open = Open::default();
    let mut row = 0;
    for item in items {
        let item = item?;
        match item.cast::<PyString>() {
            Ok(text) => {
                let text =
                    text.to_str().map_err(|error| half_a_character(text, &format!("row {row}"), error))?;
                if open.text.len() + text.len() > CHUNK_BYTES && !open.ends.is_empty() {
                    chunks.push(std::mem::take(&mut open).close()?);
                }
                open.text.push_str(text);
                open.valid.push(true);
            }
            Err(_) if is_missing(&item) => {
                open.valid.push(false);
                open.nulls = true;
            }
            Err(_) => {
                return Err(InputError::new_err(format!(
                    "row {row} is of type {}, not str or None; convert the column to text first",
                    type_name(&item)
                )));
            }
        }
        open.ends.push(open.text.len() as i64);
        row += 1;
        if row % ROWS == 0 {
            object.py().check_signals()?;
        }
    }
    chunks.push(open.close()?);
    let name = object.getattr_opt("name").ok().flatten().and_then(|name| name.extract().ok());
    Ok(Texts { name: name.unwrap_or_default(), chunks, large: false })
}

/// A chunk that is being filled.
#[derive(Default)]
struct Open {
    text: String,
    ends: Vec<i64>,
    valid: Vec<bool>,
    nulls: bool,
}

impl Open {
    fn close(self) -> PyResult<Chunk> {
        let nulls = self.nulls.then(|| NullBuffer::from(self.valid));
        let values = Buffer::from_vec(self.text.into_bytes());
        let ends = std::iter::once(0).chain(self.ends);
        // Only one text that is longer than a chunk needs more than 32 bits.
        let array = if i32::try_from(values.len()).is_ok() {
            text_array(values, ends.map(|end| end as i32).collect(), nulls)
        } else {
            text_array(values, ends.collect(), nulls)
        };
        Chunk::new(&array).ok_or_else(|| InputError::new_err("the strings are no column of text"))
    }
}

/// What stands for a missing value: None, NaN, and those of pandas.
pub(crate) fn is_missing(item: &Bound<'_, PyAny>) -> bool {
    item.is_none()
        || item.cast::<PyFloat>().is_ok_and(|number| number.value().is_nan())
        || matches!(type_name(item).as_str(), "NAType" | "NaTType")
}

/// The value of a row.
pub(crate) fn to_object<'py>(py: Python<'py>, array: &ArrayRef, row: usize) -> PyResult<Bound<'py, PyAny>> {
    if row >= array.len() || array.is_null(row) {
        return Ok(py.None().into_bound(py));
    }
    match array.data_type() {
        DataType::Utf8 => PyString::new(py, array.as_string::<i32>().value(row)).into_bound_py_any(py),
        DataType::LargeUtf8 => PyString::new(py, array.as_string::<i64>().value(row)).into_bound_py_any(py),
        DataType::Boolean => array.as_boolean().value(row).into_bound_py_any(py),
        DataType::Float64 => array.as_primitive::<Float64Type>().value(row).into_bound_py_any(py),
        DataType::Int64 => array.as_primitive::<Int64Type>().value(row).into_bound_py_any(py),
        DataType::UInt64 => array.as_primitive::<UInt64Type>().value(row).into_bound_py_any(py),
        DataType::List(_) => {
            let values = array.as_list::<i32>().value(row);
            let items = (0..values.len()).map(|row| to_object(py, &values, row));
            PyList::new(py, items.collect::<PyResult<Vec<_>>>()?)?.into_bound_py_any(py)
        }
        DataType::Struct(fields) => {
            let dict = PyDict::new(py);
            for (field, column) in fields.iter().zip(array.as_struct().columns()) {
                dict.set_item(field.name(), to_object(py, column, row)?)?;
            }
            dict.into_bound_py_any(py)
        }
        other => Err(PyTypeError::new_err(format!("a value of {other} has no form in Python here"))),
    }
}
