//! The arguments that many functions share.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyString;
use varlik::text::Lang;

use crate::errors::InputError;
use crate::source::type_name;

/// A language: `tr`, `tr-TR`, `und`; None is `und` too.
#[derive(Clone, Copy)]
pub(crate) struct Language(pub(crate) Lang);

impl Language {
    /// No language in particular.
    pub(crate) const UND: Self = Self(Lang::Und);
    /// Turkish, where a function knows little else.
    pub(crate) const TR: Self = Self(Lang::Tr);
}

impl<'py> FromPyObject<'_, 'py> for Language {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if given.is_none() {
            return Ok(Self::UND);
        }
        let Ok(code) = given.cast::<PyString>() else {
            return Err(PyTypeError::new_err(format!(
                "lang is a code such as \"tr\", not {}",
                type_name(&given)
            )));
        };
        let code = code.to_str()?;
        // The two that are asked for most.
        match code {
            "tr" => Ok(Self::TR),
            "und" => Ok(Self::UND),
            other => other
                .parse()
                .map(Self)
                .map_err(|error: varlik::text::Error| InputError::new_err(error.to_string())),
        }
    }
}

/// Number of threads; 0 is all cores.
#[derive(Clone, Copy)]
pub(crate) struct Threads(pub(crate) usize);

impl Threads {
    /// All cores.
    pub(crate) const ALL: Self = Self(0);
}

impl<'py> FromPyObject<'_, 'py> for Threads {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let threads: isize = given.extract()?;
        usize::try_from(threads).map(Self).map_err(|_| {
            InputError::new_err(format!("threads is {threads}; give a number from 1, or 0 for all cores"))
        })
    }
}
