//! The arguments that the functions over names share.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyString;
use varlik::names::NameKind;

use crate::arrow::texts::Texts;
use crate::arrow::texts_of;
use crate::errors::InputError;
use crate::source::type_name;
use crate::text::str_of;

/// What a name is the name of; None is a name of anything.
#[derive(Clone, Copy)]
pub(crate) struct Kind(pub(crate) NameKind);

impl Kind {
    /// A name of anything.
    pub(crate) const ANY: Self = Self(NameKind::Other);

    /// How Python calls it.
    pub(crate) fn label(self) -> Option<String> {
        (self.0 != NameKind::Other).then(|| self.0.as_str().to_owned())
    }

    /// The kind of a label, or the error that lists the kinds; `place` says where the label stands.
    pub(crate) fn of(label: &str, place: &str) -> Result<NameKind, String> {
        NameKind::from_label(label).ok_or_else(|| {
            let all = NameKind::ALL.map(|kind| format!("{:?}", kind.as_str())).join(", ");
            format!("no kind {label:?}{place}; there are {all}, or None")
        })
    }
}

impl<'py> FromPyObject<'_, 'py> for Kind {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if given.is_none() {
            return Ok(Self::ANY);
        }
        let Ok(label) = given.cast::<PyString>() else {
            return Err(PyTypeError::new_err(format!(
                "kind is a str such as \"person\", or None, not {}",
                type_name(&given)
            )));
        };
        Self::of(str_of(&label)?, "").map(Self).map_err(InputError::new_err)
    }
}

/// One kind for all rows, or a column of them.
pub(crate) enum Kinds {
    One(NameKind),
    Column(Texts),
}

impl Kinds {
    /// Names of anything.
    pub(crate) const ANY: Self = Self::One(NameKind::Other);
}

impl<'py> FromPyObject<'_, 'py> for Kinds {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if given.is_none() || given.is_instance_of::<PyString>() {
            return Ok(Self::One(given.extract::<Kind>()?.0));
        }
        texts_of(&given).map(Self::Column)
    }
}

/// The chance that two names that are compared are one, before any word is looked at, where it is told.
#[derive(Clone, Copy)]
pub(crate) struct Prior(pub(crate) Option<f64>);

impl Prior {
    /// That of the comparer itself.
    pub(crate) const SHIPPED: Self = Self(None);
}

impl<'py> FromPyObject<'_, 'py> for Prior {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if given.is_none() {
            return Ok(Self::SHIPPED);
        }
        let prior: f64 = given.extract().map_err(|_| {
            PyTypeError::new_err(format!("prior is a number between 0 and 1, not {}", type_name(&given)))
        })?;
        if prior > 0.0 && prior < 1.0 {
            return Ok(Self(Some(prior)));
        }
        Err(InputError::new_err(format!(
            "prior is {prior}; give the chance that two compared names are one, above 0 and below 1"
        )))
    }
}

/// The lowest chance of what is found.
#[derive(Clone, Copy)]
pub(crate) struct Threshold(pub(crate) f32);

impl Threshold {
    /// Likelier one than not.
    pub(crate) const EVEN: Self = Self(0.5);
}

impl<'py> FromPyObject<'_, 'py> for Threshold {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let threshold: f64 = given.extract().map_err(|_| {
            PyTypeError::new_err(format!("threshold is a number between 0 and 1, not {}", type_name(&given)))
        })?;
        if (0.0..=1.0).contains(&threshold) {
            return Ok(Self(threshold as f32));
        }
        Err(InputError::new_err(format!("threshold is {threshold}; give a chance between 0 and 1")))
    }
}

/// How many are asked for.
pub(crate) fn most(k: isize) -> PyResult<usize> {
    usize::try_from(k)
        .ok()
        .filter(|&k| k > 0)
        .ok_or_else(|| InputError::new_err(format!("k is {k}; ask for at least one match of a name")))
}
