//! Who is told how far long work is.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyBool;
use varlik::Control;
use varlik::cli::ProgressLine;

use crate::source::type_name;

/// The argument `progress`: True, or anything to be called with what is done and the total; None and False tell nobody.
pub(crate) struct Progress {
    callback: Option<Py<PyAny>>,
    line: bool,
}

impl Progress {
    /// Tells nobody.
    pub(crate) const NONE: Self = Self { callback: None, line: false };

    /// Whether nobody is told.
    pub(crate) fn is_none(&self) -> bool {
        self.callback.is_none() && !self.line
    }

    /// What to call, and the line to draw on the terminal.
    pub(crate) fn into_parts(
        self,
        line: impl FnOnce() -> ProgressLine,
    ) -> (Option<Py<PyAny>>, Option<ProgressLine>) {
        (self.callback, self.line.then(line))
    }
}

impl<'py> FromPyObject<'_, 'py> for Progress {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if given.is_none() {
            return Ok(Self::NONE);
        }
        if given.is_instance_of::<PyBool>() {
            return Ok(Self { callback: None, line: given.is_truthy()? });
        }
        if !given.is_callable() {
            return Err(PyTypeError::new_err(format!(
                "progress is True or a function of two numbers, the done and the total, not {}",
                type_name(&given)
            )));
        }
        Ok(Self { callback: Some(given.to_owned().unbind()), line: false })
    }
}

/// A control with a line on the terminal beside it.
pub(crate) struct Shown<'a> {
    pub(crate) control: &'a dyn Control,
    pub(crate) line: Option<ProgressLine>,
}

impl Control for Shown<'_> {
    fn progress(&self, done: usize, total: usize) {
        self.control.progress(done, total);
        if let Some(line) = &self.line {
            line.progress(done, total);
        }
    }

    fn stage(&self, words: &str, seconds_left: Option<f64>) {
        if let Some(line) = &self.line {
            line.stage(words, seconds_left);
        }
    }

    fn cancelled(&self) -> bool {
        self.control.cancelled()
    }
}
