//! The keywords of `dedupe` and `link`.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyFloat, PyInt, PyMapping, PyString, PyTuple};
use varlik::items::{FieldKind, Unique};
use varlik::{RecordId, bytes_of};

use crate::errors::{InputError, raise};
use crate::source::type_name;
use crate::text::str_of;

/// What columns hold, by their names; None leaves a column out.
#[derive(Default)]
pub(crate) struct Fields(pub(super) Vec<(String, Option<FieldKind>)>);

impl<'py> FromPyObject<'_, 'py> for Fields {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if given.is_none() {
            return Ok(Self::default());
        }
        let fields = given.cast::<PyMapping>().map_err(|_| {
            PyTypeError::new_err(format!(
                "fields is a dict such as {{\"name\": \"person_name\", \"notes\": None}}, not {}",
                type_name(&given)
            ))
        })?;
        let fields = fields.items()?.iter().map(|item| {
            let (name, kind): (String, Bound<'_, PyAny>) = item.extract()?;
            if kind.is_none() {
                return Ok((name, None));
            }
            let Ok(word) = kind.cast::<PyString>() else {
                return Err(PyTypeError::new_err(format!(
                    "fields[{name:?}] is a kind such as \"person_name\", or None to leave the column out, not {}",
                    type_name(&kind)
                )));
            };
            let kind = str_of(word)?.parse().map_err(|error| InputError::new_err(format!("fields[{name:?}]: {error}")))?;
            Ok((name, Some(kind)))
        });
        Ok(Self(fields.collect::<PyResult<_>>()?))
    }
}

/// Which of two tables hold each entity at most once.
pub(crate) struct Once(pub(super) Unique);

impl Once {
    /// The data tell.
    pub(super) const JUDGED: Self = Self(Unique::Judged);
}

impl<'py> FromPyObject<'_, 'py> for Once {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if given.is_none() {
            return Ok(Self(Unique::Sources(0)));
        }
        let word = given.cast::<PyString>().map(|word| word.to_string()).unwrap_or_default();
        Ok(Self(match word.as_str() {
            "auto" => Unique::Judged,
            "left" => Unique::Sources(0b01),
            "right" => Unique::Sources(0b10),
            "both" => Unique::Sources(0b11),
            _ => {
                return Err(InputError::new_err(format!(
                    "unique is {}; give \"left\", \"right\" or \"both\" for the tables that hold each entity at most once, None for \
                     neither, or \"auto\" to let the data tell",
                    given.repr()?
                )));
            }
        }))
    }
}

/// An amount of memory in bytes.
#[derive(Clone, Copy)]
pub(crate) struct Memory(pub(super) Option<u64>);

impl<'py> FromPyObject<'_, 'py> for Memory {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if given.is_none() {
            return Ok(Self(None));
        }
        if let Ok(text) = given.cast::<PyString>() {
            return bytes_of(str_of(&text)?).map(|bytes| Self(Some(bytes))).map_err(|error| raise(&error));
        }
        number(&given, "memory", "an amount such as \"4GB\", or a number of bytes from 1")
            .map(|bytes| Self(Some(bytes)))
    }
}

/// The most pairs that are compared.
#[derive(Clone, Copy)]
pub(crate) struct Pairs(pub(super) Option<u64>);

impl<'py> FromPyObject<'_, 'py> for Pairs {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if given.is_none() {
            return Ok(Self(None));
        }
        number(&given, "max_pairs", "a number from 1, such as 2e8").map(|pairs| Self(Some(pairs)))
    }
}

/// A whole number from 1, which may be written as a float.
fn number(given: &Bound<'_, PyAny>, what: &str, wanted: &str) -> PyResult<u64> {
    let wrong = || PyTypeError::new_err(format!("{what} is {wanted}, not {}", type_name(given)));
    let is_number = given.is_instance_of::<PyInt>() || given.is_instance_of::<PyFloat>();
    if given.is_instance_of::<PyBool>() || !is_number {
        return Err(wrong());
    }
    let number: f64 = given.extract().map_err(|_| wrong())?;
    if (1.0..1.8e19).contains(&number) {
        return Ok(number as u64);
    }
    Err(InputError::new_err(format!("{what} is {number}; give {wanted}")))
}

/// The chance above which a pair speaks for one entity.
#[derive(Clone, Copy)]
pub(crate) struct Bar(pub(super) Option<f32>);

impl<'py> FromPyObject<'_, 'py> for Bar {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if given.is_none() {
            return Ok(Self(None));
        }
        let bar: f64 = given.extract().map_err(|_| {
            PyTypeError::new_err(format!("threshold is a number between 0 and 1, not {}", type_name(&given)))
        })?;
        if bar > 0.0 && bar < 1.0 {
            return Ok(Self(Some(bar as f32)));
        }
        Err(InputError::new_err(format!("threshold is {bar}; give a chance above 0 and below 1")))
    }
}

/// What random pairs are drawn with.
#[derive(Clone, Copy)]
pub(crate) struct Seed(pub(super) u64);

impl Seed {
    pub(super) const SHIPPED: Self = Self(0);
}

impl<'py> FromPyObject<'_, 'py> for Seed {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        given.extract().map(Self).map_err(|_| {
            InputError::new_err(format!(
                "seed is {}; give a whole number from 0, below 2 to the 64th",
                given.repr().map_or_else(|_| type_name(&given), |shown| shown.to_string())
            ))
        })
    }
}

/// The argument `groups`: into how many groups rows are parted.
pub(crate) struct Groups(pub(super) u32);

impl Groups {
    pub(super) const SHIPPED: Self = Self(varlik::items::Plan::GROUPS);
}

impl<'py> FromPyObject<'_, 'py> for Groups {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        given.extract().ok().filter(|&groups: &u32| groups > 0).map(Self).ok_or_else(|| {
            InputError::new_err(format!(
                "groups is {}; give a whole number from 1, below 2 to the 32nd",
                given.repr().map_or_else(|_| type_name(&given), |shown| shown.to_string())
            ))
        })
    }
}

/// Pairs of ids, or of (side, id) where several tables have an id.
pub(super) fn links(
    given: Option<&Bound<'_, PyAny>>,
    what: &str,
    tables: usize,
    across: bool,
) -> PyResult<Vec<(RecordId, RecordId)>> {
    let Some(given) = given else { return Ok(Vec::new()) };
    let wrong =
        |what: &str| PyTypeError::new_err(format!("{what}; give a list of pairs of ids: [(id, id), ...]"));
    if given.is_instance_of::<PyString>() {
        return Err(wrong(&format!("{what} is a str")));
    }
    let rows = given.try_iter().map_err(|_| wrong(&format!("{what} is of type {}", type_name(given))))?;
    rows.enumerate()
        .map(|(place, pair)| {
            let pair = pair?;
            let two = !pair.is_instance_of::<PyString>() && pair.len().is_ok_and(|length| length == 2);
            if !two {
                return Err(wrong(&format!("{what}[{place}] is no pair")));
            }
            let id = |at: usize| record(&pair.get_item(at)?, at, tables, across);
            Ok((id(0)?, id(1)?))
        })
        .collect()
}

/// A record by its id, or by (side, id); in a link the first of two is of the left table and the second of the right.
pub(super) fn record(given: &Bound<'_, PyAny>, at: usize, tables: usize, across: bool) -> PyResult<RecordId> {
    if let Ok(pair) = given.cast::<PyTuple>()
        && pair.len() == 2
    {
        let side = pair.get_item(0)?;
        let word = side.str()?.to_string();
        let number = match word.as_str() {
            "left" if tables == 2 => Some(0),
            "right" if tables == 2 => Some(1),
            word => word.parse::<usize>().ok().and_then(|number| number.checked_sub(1)),
        };
        let number = number.filter(|&number| number < tables).ok_or_else(|| {
            let sides =
                if tables == 2 { "\"left\" or \"right\"".to_owned() } else { format!("1 to {tables}") };
            InputError::new_err(format!("no table {}; the side of an id is {sides}", word_of(&side)))
        })?;
        return Ok(RecordId::in_table(number as u8, id_of(&pair.get_item(1)?)?));
    }
    let id = id_of(given)?;
    Ok(if across { RecordId::in_table(at as u8, id) } else { RecordId::of(id) })
}

fn word_of(given: &Bound<'_, PyAny>) -> String {
    given.repr().map_or_else(|_| type_name(given), |shown| shown.to_string())
}

/// An id as a text: a str, a whole number of any kind, or what prints as one (a UUID, a day).
fn id_of(given: &Bound<'_, PyAny>) -> PyResult<String> {
    if let Ok(text) = given.cast::<PyString>() {
        return Ok(str_of(text)?.trim().to_owned());
    }
    if given.is_none() || given.is_instance_of::<PyFloat>() || given.is_instance_of::<PyBool>() {
        return Err(PyTypeError::new_err(format!(
            "an id is a str or a whole number, not {}",
            type_name(given)
        )));
    }
    Ok(given.str()?.to_string())
}
