//! Answers of several fields: a small object for one text, a column of structs for a column.

use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, ListArray, StringArray, StructArray, UInt64Array};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{DataType, Field, Fields};
use pyo3::prelude::*;
use pyo3::types::PyString;
use pyo3::{IntoPyObjectExt, PyClass};

use crate::arrow::map::map;
use crate::arrow::texts_of;
use crate::text::{Threads, str_of};

/// The value of one field.
pub(crate) trait Cell: Sized {
    fn data_type() -> DataType;
    fn column(cells: Vec<Option<Self>>) -> ArrayRef;
}

impl Cell for String {
    fn data_type() -> DataType {
        DataType::Utf8
    }

    fn column(cells: Vec<Option<Self>>) -> ArrayRef {
        Arc::new(StringArray::from_iter(cells))
    }
}

impl Cell for f64 {
    fn data_type() -> DataType {
        DataType::Float64
    }

    fn column(cells: Vec<Option<Self>>) -> ArrayRef {
        Arc::new(Float64Array::from(cells))
    }
}

impl Cell for u64 {
    fn data_type() -> DataType {
        DataType::UInt64
    }

    fn column(cells: Vec<Option<Self>>) -> ArrayRef {
        Arc::new(UInt64Array::from(cells))
    }
}

impl<T: Cell> Cell for Option<T> {
    fn data_type() -> DataType {
        T::data_type()
    }

    fn column(cells: Vec<Option<Self>>) -> ArrayRef {
        T::column(cells.into_iter().map(Option::flatten).collect())
    }
}

/// An answer of several fields.
pub(crate) trait Record: Sized + Send {
    fn fields() -> Fields;
    fn columns(rows: Vec<Option<Self>>) -> Vec<ArrayRef>;
}

/// A field as a record has it.
pub(crate) fn field<T: Cell>(name: &str) -> Arc<Field> {
    Arc::new(Field::new(name, T::data_type(), true))
}

/// Makes a class of named fields that unpacks like a tuple.
macro_rules! record {
    ($(#[$doc:meta])* $record:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[pyo3::pyclass(frozen, get_all, module = "varlik")]
        #[derive(Debug, Clone, PartialEq)]
        pub(crate) struct $record {
            $($(#[$field_doc])* pub(crate) $field: $type,)*
        }

        impl $record {
            fn tuple<'py>(&self, py: pyo3::Python<'py>) -> pyo3::PyResult<pyo3::Bound<'py, pyo3::types::PyTuple>> {
                use pyo3::IntoPyObjectExt;
                pyo3::types::PyTuple::new(py, [$(self.$field.clone().into_bound_py_any(py)?,)*])
            }
        }

        impl $crate::text::record::Record for $record {
            fn fields() -> arrow_schema::Fields {
                arrow_schema::Fields::from(vec![$($crate::text::record::field::<$type>(stringify!($field)),)*])
            }

            fn columns(rows: Vec<Option<Self>>) -> Vec<arrow_array::ArrayRef> {
                vec![$(<$type as $crate::text::record::Cell>::column(
                    rows.iter().map(|row| row.as_ref().map(|row| row.$field.clone())).collect(),
                ),)*]
            }
        }

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

fn structs<R: Record>(rows: Vec<Option<R>>) -> StructArray {
    let nulls = rows.iter().map(Option::is_some).collect::<NullBuffer>();
    let length = rows.len();
    let columns = R::columns(rows);
    // The columns are those of the fields and as long as the rows: a mistake here is one of this module.
    StructArray::try_new_with_length(R::fields(), columns, Some(nulls), length)
        .unwrap_or_else(|_| StructArray::new_null(R::fields(), length))
}

/// A record or None for one text, structs for a column.
pub(crate) fn text_to_record<'py, R: Record + PyClass + Into<pyo3::PyClassInitializer<R>>>(
    given: &Bound<'py, PyAny>,
    threads: Threads,
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
    let column = map(py, texts_of(given)?, threads.0, DataType::Struct(R::fields()), move |piece| {
        Ok(Arc::new(structs(piece.rows().map(|row| row.and_then(&one)).collect())))
    })?;
    column.into_bound_py_any(py)
}

/// A list of records for one text, lists of structs for a column.
pub(crate) fn text_to_records<'py, R: Record + PyClass + Into<pyo3::PyClassInitializer<R>>>(
    given: &Bound<'py, PyAny>,
    threads: Threads,
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
    let item = Arc::new(Field::new("item", DataType::Struct(R::fields()), true));
    let data_type = DataType::List(Arc::clone(&item));
    let column = map(py, texts_of(given)?, threads.0, data_type, move |piece| {
        let mut records = Vec::new();
        let lengths = piece.rows().map(|row| {
            let before = records.len();
            records.extend(row.map(&one).into_iter().flatten().map(Some));
            records.len() - before
        });
        let offsets = OffsetBuffer::from_lengths(lengths.collect::<Vec<_>>());
        let values: ArrayRef = Arc::new(structs(records));
        ListArray::try_new(Arc::clone(&item), offsets, values, piece.validity.clone())
            .map(|list| Arc::new(list) as ArrayRef)
            .map_err(|error| error.to_string())
    })?;
    column.into_bound_py_any(py)
}
