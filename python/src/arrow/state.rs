//! An array as Python's own values, for pickle.

use arrow_buffer::{BooleanBuffer, Buffer, NullBuffer};
use arrow_data::ArrayData;
use arrow_data::transform::MutableArrayData;
use arrow_schema::DataType;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyTuple};

use crate::arrow::bridge::broken;
use crate::errors::InputError;

/// Type, rows, validity bits, buffers and children.
type State<'py> = (String, usize, Option<Vec<u8>>, Vec<Bound<'py, PyBytes>>, Vec<Bound<'py, PyAny>>);

pub(crate) fn save<'py>(py: Python<'py>, data: &ArrayData) -> PyResult<Bound<'py, PyTuple>> {
    // Only the rows themselves, where the array is a part of a longer one.
    let mut rows = MutableArrayData::new(vec![data], false, data.len());
    rows.try_extend(0, 0, data.len()).map_err(|error| broken(&error))?;
    let data = rows.freeze();
    let children = data.child_data().iter().map(|child| Ok(save(py, child)?.into_any()));
    let nulls = data.nulls().map(|nulls| nulls.buffer().as_slice().to_vec());
    let buffers = data.buffers().iter().map(|buffer| PyBytes::new(py, buffer.as_slice()));
    let state: State<'py> = (
        data.data_type().to_string(),
        data.len(),
        nulls,
        buffers.collect(),
        children.collect::<PyResult<_>>()?,
    );
    state.into_pyobject(py)
}

/// # Errors
/// What is no array, and one of another version's type.
pub(crate) fn restore(state: &Bound<'_, PyAny>) -> PyResult<ArrayData> {
    let (data_type, rows, nulls, buffers, children): State<'_> = state.extract()?;
    let wrong =
        |error: &dyn std::fmt::Display| InputError::new_err(format!("the pickle is no column: {error}"));
    let data_type: DataType = data_type.parse().map_err(|error| wrong(&error))?;
    let nulls = nulls.map(|bits| NullBuffer::new(BooleanBuffer::new(Buffer::from_vec(bits), 0, rows)));
    let children = children.iter().map(restore).collect::<PyResult<_>>()?;
    // Checks that everything lies within its buffers, and that texts are UTF-8.
    ArrayData::builder(data_type)
        .len(rows)
        .nulls(nulls)
        .buffers(buffers.iter().map(|buffer| Buffer::from(buffer.as_bytes())).collect())
        .child_data(children)
        .align_buffers(true)
        .build()
        .map_err(|error| wrong(&error))
}
