//! Tables of Python's own values.

use std::sync::Arc;

use arrow_array::builder::{LargeStringBuilder, ListBuilder, StringBuilder};
use arrow_array::{ArrayRef, Int64Array, UInt64Array};
use pyo3::prelude::*;
use pyo3::types::{
    PyBool, PyBytes, PyDict, PyFloat, PyFrozenSet, PyInt, PyIterator, PyList, PyMapping, PySet, PyString,
    PyTuple,
};

use crate::arrow::objects::is_missing;
use crate::errors::{InputError, half_a_character};
use crate::source::type_name;

/// Cells between two looks for Ctrl-C.
const CELLS: usize = 1 << 14;

/// The most keys that rows may have together; a table has no more columns.
const MOST_COLUMNS: usize = 4096;

/// Takes a dict of columns.
pub(super) fn columns(name: &str, given: &Bound<'_, PyMapping>) -> PyResult<Vec<(String, ArrayRef)>> {
    let mut columns: Vec<(String, Cells)> = Vec::new();
    for item in given.items()?.iter() {
        let (column, values): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item.extract()?;
        let column = column.str()?.extract::<String>()?;
        let problem = |what: String| InputError::new_err(format!("{name}: column {column:?} {what}"));
        if values.is_instance_of::<PyString>() || values.is_instance_of::<PyBytes>() {
            return Err(problem(
                "is one text, not a list of values; one row is a list of one dict: [row]".to_owned(),
            ));
        }
        let values = plain(&values)?;
        let values = values.try_iter().map_err(|_| {
            problem(format!(
                "is of type {}, not a list of values; one row is a list of one dict: [row]",
                type_name(&values)
            ))
        })?;
        let cells = Cells::of(name, &column, values)?;
        if let Some((first, other)) = columns.first()
            && other.0.len() != cells.0.len()
        {
            return Err(problem(format!(
                "has {} values and {first:?} has {}; give columns of one length",
                cells.0.len(),
                other.0.len()
            )));
        }
        columns.push((column, cells));
    }
    Ok(columns.into_iter().map(|(column, cells)| (column, cells.finish())).collect())
}

/// Takes rows that are dicts; a key that a row has not is a null.
pub(super) fn rows(name: &str, given: Bound<'_, PyIterator>) -> PyResult<Vec<(String, ArrayRef)>> {
    let py = given.py();
    let places = PyDict::new(py);
    let mut columns: Vec<(String, Cells)> = Vec::new();
    let mut count = 0;
    for (row, dict) in given.enumerate() {
        let dict = dict?;
        let Ok(cells) = dict.cast::<PyMapping>() else {
            return Err(InputError::new_err(format!(
                "{name}: row {row} (counted from 0) is of type {}, not a dict; give a frame, a dict of columns, or a list of dicts",
                type_name(&dict)
            )));
        };
        for item in cells.items()?.iter() {
            let (key, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item.extract()?;
            let place = if let Some(place) = places.get_item(&key)? {
                place.extract()?
            } else {
                let place = columns.len();
                places.set_item(&key, place)?;
                columns.push((key.str()?.extract()?, Cells::default()));
                place
            };
            if let Some((column, cells)) = columns.get_mut(place) {
                cells.0.resize(row, Cell::Null);
                cells.push(name, column, &value)?;
            }
        }
        if row.is_multiple_of(CELLS) {
            py.check_signals()?;
        }
        count = row + 1;
        if columns.len() > MOST_COLUMNS {
            return Err(InputError::new_err(format!(
                "{name}: the first {count} rows have {} keys; at most {MOST_COLUMNS} columns are read: give each row the same keys",
                columns.len()
            )));
        }
    }
    let full = columns.into_iter().map(|(column, mut cells)| {
        cells.0.resize(count, Cell::Null);
        (column, cells.finish())
    });
    Ok(full.collect())
}

/// Takes a frame of pandas value by value.
pub(super) fn pandas(name: &str, frame: &Bound<'_, PyAny>) -> PyResult<Vec<(String, ArrayRef)>> {
    let names = frame.getattr("columns")?;
    if !names.getattr("is_unique")?.is_truthy()? {
        let twice = names.call_method0("duplicated")?;
        let twice = names.get_item(twice)?.call_method0("tolist")?;
        return Err(InputError::new_err(format!(
            "{name}: two columns have the same name: {}; rename one",
            twice.get_item(0)?.repr()?
        )));
    }
    let dict = without_index(frame)?.call_method1("to_dict", ("list",))?;
    columns(name, dict.cast::<PyMapping>()?)
}

/// A frame of pandas without an index that has no name, which is not part of the data.
pub(super) fn without_index<'py>(frame: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let mut is_named = false;
    for name in frame.getattr("index")?.getattr("names")?.try_iter()? {
        is_named |= !name?.is_none();
    }
    let keywords = PyDict::new(frame.py());
    keywords.set_item("drop", !is_named)?;
    frame.call_method("reset_index", (), Some(&keywords))
}

/// An array or series as a list of Python's values; anything else as it is.
fn plain<'py>(values: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    for method in ["tolist", "to_pylist", "to_list"] {
        if values.hasattr(method)? {
            return values.call_method0(method);
        }
    }
    Ok(values.clone())
}

#[derive(Debug, Clone, PartialEq)]
enum Cell {
    Null,
    Whole(i128),
    Text(String),
    List(Vec<String>),
}

/// The cells of a column, row by row.
#[derive(Debug, Default)]
struct Cells(Vec<Cell>);

impl Cells {
    fn of(table: &str, column: &str, values: Bound<'_, PyIterator>) -> PyResult<Self> {
        let mut cells = Self::default();
        for value in values {
            cells.push(table, column, &value?)?;
        }
        Ok(cells)
    }

    fn push(&mut self, table: &str, column: &str, value: &Bound<'_, PyAny>) -> PyResult<()> {
        let row = self.0.len();
        if row.is_multiple_of(CELLS) {
            value.py().check_signals()?;
        }
        let cell = cell(value).map_err(|problem| match problem {
            Problem::Type(type_name) => InputError::new_err(format!(
                "{table}: column {column:?} holds a value of type {type_name} in row {row} (counted from 0); make columns of its \
                 parts, or a text of it"
            )),
            Problem::Text(text, error) => {
                half_a_character(&text, &format!("{table}: column {column:?}, row {row} (counted from 0),"), error)
            }
            Problem::Python(error) => error,
        })?;
        self.0.push(cell);
        Ok(())
    }

    /// The cells as whole numbers, where there are only such as fit.
    fn whole<N: TryFrom<i128>>(&self) -> Option<Vec<Option<N>>> {
        let number = |cell: &Cell| match cell {
            Cell::Null => Some(None),
            Cell::Whole(number) => N::try_from(*number).ok().map(Some),
            _ => None,
        };
        self.0.iter().map(number).collect()
    }

    fn finish(self) -> ArrayRef {
        if let Some(numbers) = self.whole::<i64>() {
            return Arc::new(Int64Array::from(numbers));
        }
        if let Some(numbers) = self.whole::<u64>() {
            return Arc::new(UInt64Array::from(numbers));
        }
        if self.0.iter().any(|cell| matches!(cell, Cell::List(_))) {
            let mut lists = ListBuilder::new(StringBuilder::new());
            for cell in self.0 {
                match cell {
                    Cell::Null => lists.append_null(),
                    Cell::Whole(number) => lists.append_value([Some(number.to_string())]),
                    Cell::Text(text) => lists.append_value([Some(text)]),
                    Cell::List(texts) => lists.append_value(texts.into_iter().map(Some)),
                }
            }
            return Arc::new(lists.finish());
        }
        let mut texts = LargeStringBuilder::new();
        for cell in self.0 {
            match cell {
                Cell::Whole(number) => texts.append_value(number.to_string()),
                Cell::Text(text) => texts.append_value(text),
                Cell::Null | Cell::List(_) => texts.append_null(),
            }
        }
        Arc::new(texts.finish())
    }
}

/// Why a value is no cell.
enum Problem<'py> {
    Type(String),
    Text(Bound<'py, PyString>, PyErr),
    Python(PyErr),
}

impl From<PyErr> for Problem<'_> {
    fn from(error: PyErr) -> Self {
        Self::Python(error)
    }
}

fn cell<'py>(value: &Bound<'py, PyAny>) -> Result<Cell, Problem<'py>> {
    if let Some(cell) = scalar(value)? {
        return Ok(cell);
    }
    if value.is_instance_of::<PyBytes>() || value.cast::<PyMapping>().is_ok() {
        return Err(Problem::Type(type_name(value)));
    }
    let is_list = value.is_instance_of::<PyList>()
        || value.is_instance_of::<PyTuple>()
        || value.is_instance_of::<PySet>()
        || value.is_instance_of::<PyFrozenSet>()
        || value.hasattr("tolist")?;
    if is_list && let Ok(values) = plain(value)?.try_iter() {
        let mut texts = Vec::new();
        for one in values {
            let one = one?;
            match scalar(&one)? {
                Some(Cell::Whole(number)) => texts.push(number.to_string()),
                Some(Cell::Text(text)) => texts.push(text),
                Some(_) => {}
                None if one.try_iter().is_ok() => {
                    return Err(Problem::Type(format!("list of {}", type_name(&one))));
                }
                None => texts.push(shown(&one)?),
            }
        }
        if value.is_instance_of::<PySet>() || value.is_instance_of::<PyFrozenSet>() {
            // A set has no order of its own; the answer has.
            texts.sort_unstable();
        }
        return Ok(Cell::List(texts));
    }
    Ok(Cell::Text(shown(value)?))
}

/// A text, a number, a truth value or nothing; `None` for what is something else.
fn scalar<'py>(value: &Bound<'py, PyAny>) -> Result<Option<Cell>, Problem<'py>> {
    if let Ok(text) = value.cast::<PyString>() {
        return match text.to_str() {
            Ok(text) => Ok(Some(Cell::Text(text.to_owned()))),
            Err(error) => Err(Problem::Text(text.clone(), error)),
        };
    }
    if value.is_instance_of::<PyBool>() {
        return Ok(Some(Cell::Text(value.is_truthy()?.to_string())));
    }
    if value.is_instance_of::<PyInt>() {
        return Ok(Some(match whole(value) {
            Some(number) => Cell::Whole(number),
            None => Cell::Text(value.str()?.extract()?),
        }));
    }
    if let Ok(number) = value.cast::<PyFloat>() {
        let number = number.value();
        return Ok(Some(if number.is_finite() {
            Cell::Text(format!("{}", number + 0.0))
        } else {
            Cell::Null
        }));
    }
    if is_missing(value) {
        return Ok(Some(Cell::Null));
    }
    // Whole numbers of NumPy.
    if value.hasattr("__index__")?
        && let Some(number) = whole(value)
    {
        return Ok(Some(Cell::Whole(number)));
    }
    Ok(None)
}

/// A whole number of 64 bits, with a sign or without.
fn whole(value: &Bound<'_, PyAny>) -> Option<i128> {
    let signed = value.extract::<i64>().map(i128::from);
    signed.or_else(|_| value.extract::<u64>().map(i128::from)).ok()
}

/// A value of another type as a text: a day, a decimal, a UUID.
fn shown(value: &Bound<'_, PyAny>) -> PyResult<String> {
    if value.hasattr("isoformat")? {
        let text: String = value.call_method0("isoformat")?.extract()?;
        return Ok(text.strip_suffix("T00:00:00").map_or_else(|| text.clone(), str::to_owned));
    }
    value.str()?.extract()
}
