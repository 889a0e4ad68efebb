//! Columns of text: taken in from other libraries, worked on without the interpreter's lock, handed out again.

pub(crate) mod bridge;
pub(crate) mod cell;
pub(crate) mod column;
pub(crate) mod map;
pub(crate) mod objects;
pub(crate) mod pairs;
mod polars;
mod state;
pub(crate) mod table;
pub(crate) mod texts;

use pyo3::prelude::*;

use texts::Texts;

use crate::errors::InputError;

/// Takes in a column of any library, or a list of strings.
pub(crate) fn texts_of(object: &Bound<'_, PyAny>) -> PyResult<Texts> {
    // pandas has the interface without pyarrow too, and fails when it is used.
    match bridge::import(object) {
        Ok(Some(imported)) => Texts::new(imported).map_err(InputError::new_err),
        Ok(None) => objects::from_iterable(object),
        Err(error) if error.is_instance_of::<pyo3::exceptions::PyImportError>(object.py()) => {
            objects::from_iterable(object)
        }
        Err(error) => Err(error),
    }
}
