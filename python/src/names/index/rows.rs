//! What is put into an index: names, and what is said of each.

use arrow_array::cast::AsArray;
use arrow_array::types::{ArrowPrimitiveType, Int32Type, Int64Type, UInt32Type, UInt64Type};
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyString;
use varlik::names::{NameKind, NameRow};

use crate::arrow::bridge;
use crate::arrow::pairs::Rows;
use crate::arrow::texts::Texts;
use crate::arrow::texts_of;
use crate::errors::InputError;
use crate::names::matching::pieces;
use crate::names::options::{Kind, Kinds};
use crate::source::type_name;
use crate::text::str_of;

/// Two letters of ISO 3166.
#[derive(Clone, Copy)]
pub(super) struct Country(pub(super) [u8; 2]);

impl Country {
    fn of(code: &str, place: &str) -> Result<[u8; 2], String> {
        match code.as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                Ok([a.to_ascii_uppercase(), b.to_ascii_uppercase()])
            }
            _ => Err(format!("no country {code:?}{place}; give two letters of ISO 3166, such as \"TR\"")),
        }
    }
}

impl<'py> FromPyObject<'_, 'py> for Country {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let code = given.cast::<PyString>().map_err(|_| {
            PyTypeError::new_err(format!("country is a str such as \"TR\", not {}", type_name(&given)))
        })?;
        Self::of(str_of(&code)?, "").map(Self).map_err(InputError::new_err)
    }
}

/// One country for all rows, none, or a column of them.
pub(super) enum Countries {
    One(Option<[u8; 2]>),
    Column(Texts),
}

impl Countries {
    /// Nobody says.
    pub(super) const NONE: Self = Self::One(None);
}

impl<'py> FromPyObject<'_, 'py> for Countries {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if given.is_none() {
            return Ok(Self::NONE);
        }
        if given.is_instance_of::<PyString>() {
            return Ok(Self::One(Some(given.extract::<Country>()?.0)));
        }
        texts_of(&given).map(Self::Column)
    }
}

/// The numbers of the rows, or that they are counted.
pub(super) struct Ids(Option<Vec<u64>>);

impl Ids {
    /// Rows are counted.
    pub(super) const COUNTED: Self = Self(None);
}

impl<'py> FromPyObject<'_, 'py> for Ids {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if given.is_none() {
            return Ok(Self::COUNTED);
        }
        numbers(&given).map(Some).map(Self)
    }
}

/// The numbers to remove.
pub(super) fn removed(ids: &Bound<'_, PyAny>) -> PyResult<Vec<u64>> {
    numbers(ids)
}

/// A number, or a column or list of them.
fn numbers(given: &Bound<'_, PyAny>) -> PyResult<Vec<u64>> {
    if let Ok(one) = given.extract::<i64>() {
        return Ok(vec![number(one, 0)?]);
    }
    if let Ok(Some(imported)) = bridge::import(given) {
        let mut numbers = Vec::new();
        for chunk in &imported.chunks {
            whole_numbers(chunk, &mut numbers)?;
        }
        return Ok(numbers);
    }
    let rows = given.try_iter().map_err(|_| {
        PyTypeError::new_err(format!("ids are whole numbers in a column or a list, not {}", type_name(given)))
    })?;
    let rows = rows.enumerate().map(|(row, item)| {
        let item = item?;
        let wrong = || {
            InputError::new_err(format!(
                "the id of row {row} is of type {}, not a whole number; keep yours beside the index and number them",
                type_name(&item)
            ))
        };
        number(item.extract().map_err(|_| wrong())?, row)
    });
    rows.collect()
}

fn number(number: i64, row: usize) -> PyResult<u64> {
    u64::try_from(number)
        .map_err(|_| InputError::new_err(format!("the id of row {row} is {number}; give a number from 0")))
}

fn whole_numbers(chunk: &ArrayRef, out: &mut Vec<u64>) -> PyResult<()> {
    match chunk.data_type() {
        DataType::Int64 => typed::<Int64Type>(chunk, out, Some),
        DataType::Int32 => typed::<Int32Type>(chunk, out, |id| Some(i64::from(id))),
        DataType::UInt64 => typed::<UInt64Type>(chunk, out, |id| i64::try_from(id).ok()),
        DataType::UInt32 => typed::<UInt32Type>(chunk, out, |id| Some(i64::from(id))),
        other => Err(InputError::new_err(format!(
            "a column of {other} holds no ids; cast it to whole numbers of 64 bits"
        ))),
    }
}

fn typed<T: ArrowPrimitiveType>(
    chunk: &ArrayRef,
    out: &mut Vec<u64>,
    wide: impl Fn(T::Native) -> Option<i64>,
) -> PyResult<()> {
    for id in chunk.as_primitive::<T>() {
        let row = out.len();
        let id = id.ok_or_else(|| {
            InputError::new_err(format!("the id of row {row} is null; give every row a number"))
        })?;
        let id = wide(id).ok_or_else(|| {
            InputError::new_err(format!("the id of row {row} is {id:?}; give a number below 2^63"))
        })?;
        out.push(number(id, row)?);
    }
    Ok(())
}

/// Names, and what is said of each.
pub(super) struct Given {
    pub(super) names: Option<Texts>,
    pub(super) ids: Ids,
    pub(super) kind: Kinds,
    pub(super) country: Countries,
}

/// What rows have in common.
pub(super) struct Common {
    /// The number of the next row that comes without one; `None` where rows came with numbers of their own.
    pub(super) next: Option<u64>,
    /// The kind of all rows; `None` where they have several.
    pub(super) kind: Option<NameKind>,
}

impl Given {
    /// Hands the rows to `take`; those that come without a number count on from `next`.
    pub(super) fn read<T>(
        &self,
        next: Option<u64>,
        take: impl FnOnce(&mut (dyn Iterator<Item = NameRow<'_>> + Send)) -> T,
    ) -> PyResult<(T, Common)> {
        let names = self.names.as_ref().map(pieces).transpose()?.unwrap_or_default();
        let rows: usize = names.iter().map(Rows::len).sum();
        let first = match (&self.ids.0, next) {
            (Some(ids), _) => {
                same_length("ids", ids.len(), rows)?;
                0
            }
            (None, Some(next)) => next,
            (None, None) => {
                return Err(InputError::new_err(
                    "the rows of this index have numbers of their own; give the new ones theirs with ids=",
                ));
            }
        };
        let kinds = self.kinds(rows)?;
        let countries = self.countries(rows)?;
        let common = Common {
            next: if self.ids.0.is_some() { None } else { Some(first + rows as u64) },
            kind: match &kinds {
                Each::Same(kind) => Some(*kind),
                Each::Own(kinds) => kinds.first().copied().filter(|first| kinds.iter().all(|it| it == first)),
            },
        };
        let rows = names.iter().flat_map(Rows::iter).enumerate();
        let mut rows = rows.filter_map(|(row, name)| {
            let id = match &self.ids.0 {
                Some(ids) => *ids.get(row)?,
                None => first + row as u64,
            };
            Some(NameRow { id, name: name?, kind: kinds.get(row)?, country: countries.get(row)? })
        });
        Ok((take(&mut rows), common))
    }

    fn kinds(&self, rows: usize) -> PyResult<Each<NameKind>> {
        match &self.kind {
            Kinds::One(kind) => Ok(Each::Same(*kind)),
            Kinds::Column(kinds) => each(kinds, "kind", rows, |label| match label {
                Some(label) => Kind::of(label, " in the column of kinds"),
                None => Ok(NameKind::Other),
            }),
        }
    }

    fn countries(&self, rows: usize) -> PyResult<Each<Option<[u8; 2]>>> {
        match &self.country {
            Countries::One(country) => Ok(Each::Same(*country)),
            Countries::Column(countries) => each(countries, "country", rows, |code| {
                code.map(|code| Country::of(code, " in the column of countries")).transpose()
            }),
        }
    }
}

/// What is said of the rows.
enum Each<T> {
    Same(T),
    Own(Vec<T>),
}

impl<T: Copy> Each<T> {
    fn get(&self, row: usize) -> Option<T> {
        match self {
            Self::Same(same) => Some(*same),
            Self::Own(all) => all.get(row).copied(),
        }
    }
}

fn each<T>(
    column: &Texts,
    argument: &str,
    rows: usize,
    read: impl Fn(Option<&str>) -> Result<T, String>,
) -> PyResult<Each<T>> {
    same_length(argument, column.len(), rows)?;
    let pieces = pieces(column)?;
    let all = pieces.iter().flat_map(Rows::iter).map(read);
    all.collect::<Result<Vec<T>, String>>().map(Each::Own).map_err(InputError::new_err)
}

fn same_length(argument: &str, found: usize, rows: usize) -> PyResult<()> {
    if found == rows {
        return Ok(());
    }
    Err(InputError::new_err(format!(
        "{argument} has {found} rows and there are {rows} names; give one for each name"
    )))
}
