//! The sequences of a result: views that make an object when one is asked for.

use std::sync::Arc;

use pyo3::exceptions::{PyIndexError, PyOverflowError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList, PySlice};

use crate::arrow::cell::Cell;
use crate::arrow::column::Column;
use crate::resolution::{Found, Resolution};
use crate::said::{Claim, Contradiction, DateMention};
use crate::source::type_name;
use crate::things::{Document, Entity, Mention, Story, StoryPair};

/// What stands between the brackets.
pub(crate) enum Key<'py> {
    Index(isize),
    Slice(Bound<'py, PySlice>),
}

impl<'py> Key<'py> {
    pub(crate) fn new(key: &Bound<'py, PyAny>) -> PyResult<Self> {
        if let Ok(slice) = key.cast::<PySlice>() {
            return Ok(Self::Slice(slice.clone()));
        }
        let index = key.extract().map_err(|error: PyErr| {
            if error.is_instance_of::<PyOverflowError>(key.py()) {
                PyIndexError::new_err(format!("no item {key}: there are not so many"))
            } else {
                PyTypeError::new_err(format!("a place is a whole number or a slice, not {}", type_name(key)))
            }
        })?;
        Ok(Self::Index(index))
    }
}

/// Makes one sequence class; `$count` and `$get` say how many there are and which stands where.
macro_rules! rows {
    ($(#[$doc:meta])* $rows:ident of $row:ident, $count:path, $get:path) => {
        $(#[$doc])*
        #[pyclass(frozen, sequence, module = "varlik")]
        pub(crate) struct $rows {
            found: Arc<Found>,
            /// Which of them, or `None` for all.
            chosen: Option<Vec<usize>>,
        }

        impl $rows {
            pub(crate) fn all(found: &Arc<Found>) -> Self {
                Self { found: Arc::clone(found), chosen: None }
            }

            #[allow(dead_code, reason = "only some of the sequences are taken in part by others")]
            pub(crate) fn some(found: &Arc<Found>, chosen: Vec<usize>) -> Self {
                Self { found: Arc::clone(found), chosen: Some(chosen) }
            }

            fn at(&self, place: usize) -> Option<$row> {
                let place = match &self.chosen {
                    Some(chosen) => *chosen.get(place)?,
                    None => place,
                };
                $get(&self.found, place)
            }

            /// The rows as a column of structs, which is what a table is to Arrow.
            fn table(&self, py: Python<'_>) -> Column {
                let structs = py.detach(|| $row::column(self.iter().map(Some).collect()));
                Column::table(structs)
            }

            fn iter(&self) -> impl Iterator<Item = $row> {
                (0..self.__len__()).filter_map(|place| self.at(place))
            }
        }

        #[pymethods]
        impl $rows {
            fn __len__(&self) -> usize {
                self.chosen.as_ref().map_or_else(|| $count(&self.found), Vec::len)
            }

            fn __getitem__<'py>(&self, key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
                let py = key.py();
                match Key::new(key)? {
                    Key::Index(index) => {
                        let place = if index < 0 { index + self.__len__() as isize } else { index };
                        let row = usize::try_from(place).ok().and_then(|place| self.at(place));
                        let row = row.ok_or_else(|| {
                            PyIndexError::new_err(format!("no item {index}: there are {}", self.__len__()))
                        })?;
                        Ok(Bound::new(py, row)?.into_any())
                    }
                    Key::Slice(slice) => {
                        let slice = slice.indices(self.__len__() as isize)?;
                        let places = (0..slice.slicelength as isize).map(|step| slice.start + step * slice.step);
                        let places = places.filter_map(|place| usize::try_from(place).ok());
                        let chosen = match &self.chosen {
                            Some(chosen) => places.filter_map(|place| chosen.get(place).copied()).collect(),
                            None => places.collect(),
                        };
                        Ok(Bound::new(py, Self::some(&self.found, chosen))?.into_any())
                    }
                }
            }

            /// Returns the place of the first item that equals `value`.
            #[pyo3(signature = (value, start = 0, stop = None))]
            fn index(&self, value: &Bound<'_, PyAny>, start: isize, stop: Option<isize>) -> PyResult<usize> {
                let length = self.__len__();
                let clamp = |place: isize| {
                    let place = if place < 0 { place + length as isize } else { place };
                    usize::try_from(place).unwrap_or(0).min(length)
                };
                let (start, stop) = (clamp(start), stop.map_or(length, clamp));
                let wanted = value.cast::<$row>().ok().map(Bound::get);
                let place = (start..stop).find(|&place| wanted.is_some() && self.at(place).as_ref() == wanted);
                place.ok_or_else(|| PyValueError::new_err(format!("not among these {length}")))
            }

            /// Returns how many items equal `value`.
            fn count(&self, value: &Bound<'_, PyAny>) -> usize {
                value.cast::<$row>().map_or(0, |value| self.iter().filter(|row| row == value.get()).count())
            }

            fn __contains__(&self, value: &Bound<'_, PyAny>) -> bool {
                self.count(value) > 0
            }

            /// Returns every item as a dict: what any frame library reads.
            fn to_dicts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
                let dicts: PyResult<Vec<Bound<'py, PyDict>>> = self.iter().map(|row| row.to_dict(py)).collect();
                PyList::new(py, dicts?)
            }

            /// Returns the rows as a `pandas.DataFrame`.
            fn to_pandas<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                match py.import("pyarrow") {
                    Ok(_) => self.to_arrow(py)?.call_method0("to_pandas"),
                    Err(_) => py.import("pandas")?.call_method1("DataFrame", (self.to_dicts(py)?,)),
                }
            }

            /// Returns the rows as a `polars.DataFrame`, without a copy.
            fn to_polars<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                py.import("polars")?.call_method1("DataFrame", (self.table(py),))
            }

            /// Returns the rows as a `pyarrow.Table`, without a copy.
            fn to_arrow<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
                py.import("pyarrow")?.call_method1("table", (self.table(py),))
            }

            #[pyo3(signature = (requested_schema = None))]
            fn __arrow_c_stream__<'py>(
                &self,
                py: Python<'py>,
                requested_schema: Option<&Bound<'py, PyAny>>,
            ) -> PyResult<Bound<'py, PyCapsule>> {
                self.table(py).__arrow_c_stream__(py, requested_schema)
            }

            fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
                other.cast::<Self>().is_ok_and(|other| self.iter().eq(other.get().iter()))
            }

            fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
                let this = slf.get();
                let mut shown: Vec<String> = Vec::new();
                for row in this.iter().take(SHOWN) {
                    shown.push(Bound::new(slf.py(), row)?.repr()?.to_string());
                }
                if this.__len__() > SHOWN {
                    shown.push(format!("... {} in all", this.__len__()));
                }
                Ok(format!("{}([{}])", stringify!($rows), shown.join(", ")))
            }

            fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (Resolution, Option<Vec<usize>>))> {
                let (found, chosen) = (&slf.get().found, &slf.get().chosen);
                let restore = slf.get_type().getattr("_restore")?;
                Ok((restore, (Resolution::of(found), chosen.clone())))
            }

            #[staticmethod]
            fn _restore(resolution: &Bound<'_, Resolution>, chosen: Option<Vec<usize>>) -> Self {
                Self { found: Arc::clone(resolution.get().found()), chosen }
            }
        }
    };
}

/// How many items a repr spells out.
const SHOWN: usize = 5;

rows!(
    /// The mentions of a result, by article and place.
    Mentions of Mention, Found::mention_count, Found::mention
);
rows!(
    /// The entities of a result, most mentioned first.
    Entities of Entity, Found::entity_count, Found::entity
);
rows!(
    /// The stories of a result, largest first.
    Stories of Story, Found::story_count, Found::story
);
rows!(
    /// The pairs of articles that were compared.
    Pairs of StoryPair, Found::pair_count, Found::pair
);
rows!(
    /// The articles of a result, by id.
    Documents of Document, Found::document_count, Found::document
);
rows!(
    /// What was said by whom, by article and place.
    Claims of Claim, Found::claim_count, Found::claim
);
rows!(
    /// The pairs of claims that contradict each other, the newest first.
    Contradictions of Contradiction, Found::contradiction_count, Found::contradiction
);
rows!(
    /// The dates of a result, by article and place.
    Dates of DateMention, Found::date_count, Found::date
);
