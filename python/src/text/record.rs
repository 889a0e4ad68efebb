//! Answers of several fields: a small object for one text, a column of structs for a column.

use pyo3::prelude::*;
use pyo3::types::PyString;
use pyo3::{IntoPyObjectExt, PyClass};

use crate::arrow::cell::{Cell, Record};
use crate::arrow::map::map;
use crate::arrow::texts_of;
use crate::text::{Run, str_of};

/// Makes a class of named fields that unpacks like a tuple.
macro_rules! record {
    ($(#[$doc:meta])* $record:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[pyo3::pyclass(frozen, get_all, module = "varlik")]
        #[derive(Debug, Clone, PartialEq)]
        #[allow(clippy::struct_field_names, reason = "named as Python's users know them")]
        pub(crate) struct $record {
            $($(#[$field_doc])* pub(crate) $field: $type,)*
        }

        impl $record {
            fn tuple<'py>(&self, py: pyo3::Python<'py>) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::types::PyTuple>> {
                use pyo3::IntoPyObjectExt;
                pyo3::types::PyTuple::new(py, [$(self.$field.clone().into_bound_py_any(py)?,)*])
            }
        }

        $crate::arrow::cell::columns!($record { $($field: $type),* });

        #[pyo3::pymethods]
        impl $record {
            #[new]
            pub(crate) fn new($($field: $type),*) -> Self {
                Self { $($field),* }
            }

            /// Returns the fields as a dict.
            fn to_dict<'py>(&self, py: pyo3::Python<'py>) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::types::PyDict>> {
                let dict = pyo3::types::PyDict::new(py);
                $(dict.set_item(stringify!($field), &self.$field)?;)*
                Ok(dict)
            }

            fn __iter__<'py>(&self, py: pyo3::Python<'py>) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::types::PyIterator>> {
                self.tuple(py)?.try_iter()
            }

            fn __len__(&self) -> usize {
                [$(stringify!($field)),*].len()
            }

            fn __getitem__<'py>(&self, key: &pyo3::Bound<'py, pyo3::PyAny>) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::PyAny>> {
                self.tuple(key.py())?.as_any().get_item(key)
            }

            fn __eq__(&self, other: &pyo3::Bound<'_, pyo3::PyAny>) -> bool {
                other.cast::<Self>().is_ok_and(|other| self == other.get())
            }

            fn __hash__(&self, py: pyo3::Python<'_>) -> pyo3::PyResult<isize> {
                self.tuple(py)?.hash()
            }

            fn __repr__(&self, py: pyo3::Python<'_>) -> pyo3::PyResult<String> {
                let mut shown: Vec<String> = Vec::new();
                for (name, value) in [$(stringify!($field)),*].into_iter().zip(self.tuple(py)?.try_iter()?) {
                    shown.push(format!("{name}={}", value?.repr()?));
                }
                Ok(format!("{}({})", stringify!($record), shown.join(", ")))
            }

            fn __reduce__<'py>(
                slf: &pyo3::Bound<'py, Self>,
            ) -> pyo3::PyResult<(pyo3::Bound<'py, pyo3::PyAny>, pyo3::Bound<'py, pyo3::types::PyTuple>)> {
                Ok((slf.as_any().get_type().into_any(), slf.get().tuple(slf.py())?))
            }
        }
    };
}
pub(crate) use record;

/// A record or None for one text, structs for a column.
pub(crate) fn text_to_record<'py, R: Record + Send + PyClass + Into<pyo3::PyClassInitializer<R>>>(
    given: &Bound<'py, PyAny>,
    run: Run,
    one: impl Fn(&str) -> Option<R> + Send + Sync + 'static,
) -> PyResult<Bound<'py, PyAny>> {
    let py = given.py();
    if let Ok(string) = given.cast::<PyString>() {
        return match one(str_of(string)?) {
            Some(record) => Ok(Bound::new(py, record)?.into_any()),
            None => Ok(py.None().into_bound(py)),
        };
    }
    if given.is_none() {
        return Ok(given.clone());
    }
    let column = map(py, texts_of(given)?, run, R::data_type(), move |piece, control| {
        let one = |row| if control.cancelled() { None } else { one(row) };
        Ok(R::column(piece.rows().map(|row| row.and_then(one)).collect()))
    })?;
    column.into_bound_py_any(py)
}

/// A list of records for one text, lists of structs for a column.
pub(crate) fn text_to_records<'py, R: Record + Send + PyClass + Into<pyo3::PyClassInitializer<R>>>(
    given: &Bound<'py, PyAny>,
    run: Run,
    one: impl Fn(&str) -> Vec<R> + Send + Sync + 'static,
) -> PyResult<Bound<'py, PyAny>> {
    let py = given.py();
    if let Ok(string) = given.cast::<PyString>() {
        let records = one(str_of(string)?).into_iter().map(|record| Bound::new(py, record));
        return pyo3::types::PyList::new(py, records.collect::<PyResult<Vec<_>>>()?)?.into_bound_py_any(py);
    }
    if given.is_none() {
        return Ok(given.clone());
    }
    let column = map(py, texts_of(given)?, run, Vec::<R>::data_type(), move |piece, control| {
        let one = |row| if control.cancelled() { Vec::new() } else { one(row) };
        Ok(Vec::column(piece.rows().map(|row| row.map(one)).collect()))
    })?;
    column.into_bound_py_any(py)
}
