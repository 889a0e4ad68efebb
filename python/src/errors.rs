//! Which exception an error of the library becomes.

use pyo3::PyErr;
use pyo3::exceptions::PyKeyboardInterrupt;

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
