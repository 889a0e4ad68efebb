//! Which exception an error of the library becomes.

use std::error::Error;
use std::io;
use std::path::Path;

use pyo3::PyErr;
use pyo3::exceptions::{PyKeyboardInterrupt, PyUnicodeEncodeError};
use pyo3::prelude::*;
use pyo3::types::PyString;

// The classes have two bases each, which only Python can write.
pyo3::import_exception!(varlik._errors, InputError);
pyo3::import_exception!(varlik._errors, NotFoundError);
pyo3::import_exception!(varlik._errors, FileError);

/// Chooses the exception class.
pub(crate) fn raise(error: &varlik::Error) -> PyErr {
    let message = error.to_string();
    if error.is_not_found() {
        NotFoundError::new_err(message)
    } else if error.is_io() {
        FileError::new_err(message)
    } else if error.is_cancelled() {
        PyKeyboardInterrupt::new_err(())
    } else {
        InputError::new_err(message)
    }
}

/// Chooses the exception class of what is wrong with an index of names.
pub(crate) fn raise_index(error: &varlik::names::IndexError) -> PyErr {
    let message = error.to_string();
    match error.source().and_then(|source| source.downcast_ref::<io::Error>()) {
        Some(source) if source.kind() == io::ErrorKind::NotFound => NotFoundError::new_err(message),
        Some(_) => FileError::new_err(message),
        None => InputError::new_err(message),
    }
}

/// Chooses the exception class of a file that cannot be read.
pub(crate) fn raise_io(path: &Path, error: &io::Error) -> PyErr {
    let message =
        format!("{}: cannot be read ({error}); check the path, and that it is UTF-8", path.display());
    match error.kind() {
        io::ErrorKind::NotFound => NotFoundError::new_err(message),
        io::ErrorKind::InvalidData => InputError::new_err(message),
        _ => FileError::new_err(message),
    }
}

/// What is raised for a file that cannot be written.
pub(crate) fn raise_write(path: &Path, error: &io::Error) -> PyErr {
    FileError::new_err(format!("{}: cannot be written ({error}); choose another path", path.display()))
}

/// Says of a string that UTF-8 cannot write it, and where; any other error stays.
pub(crate) fn half_a_character(text: &Bound<'_, PyString>, place: &str, error: PyErr) -> PyErr {
    let py = text.py();
    if !error.is_instance_of::<PyUnicodeEncodeError>(py) {
        return error;
    }
    let at = error.value(py).getattr("start").and_then(|start| start.extract::<usize>()).unwrap_or_default();
    InputError::new_err(format!(
        "{place} holds half a character (a lone surrogate) at {at}; mend it with \
         text.encode(\"utf-16\", \"surrogatepass\").decode(\"utf-16\", \"replace\")"
    ))
}
