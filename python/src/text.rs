//! The functions over text: each takes a string, None, or a column.

pub(crate) mod alphabet;
pub(crate) mod casing;
pub(crate) mod decode;
pub(crate) mod diacritics;
pub(crate) mod fold;
pub(crate) mod forms;
pub(crate) mod key;
pub(crate) mod known;
pub(crate) mod number;
mod options;
pub(crate) mod pipeline;
pub(crate) mod readings;
mod record;
pub(crate) mod repair;
pub(crate) mod script;
pub(crate) mod skeleton;
pub(crate) mod suffix;

use std::borrow::Cow;

use pyo3::prelude::*;
use pyo3::types::PyString;
use varlik::text::Error;
use varlik::text::column::{Column, Strings, each};

use crate::arrow::map::map_text;
use crate::arrow::texts_of;
use crate::errors::half_a_character;
pub(crate) use options::{Language, Threads};

/// A string this long is worked on without the interpreter's lock; giving it up for less costs more than it gives.
const LONG: usize = 1 << 16;

/// A string of Python, or the error that says what is wrong with it.
pub(crate) fn str_of<'a>(text: &'a Bound<'_, PyString>) -> PyResult<&'a str> {
    text.to_str().map_err(|error| half_a_character(text, "the text", error))
}

/// Applies a function from text to text: the same string comes back where nothing changes.
pub(crate) fn text_to_text<'py>(
    given: &Bound<'py, PyAny>,
    threads: Threads,
    one: impl for<'a> Fn(&'a str) -> Cow<'a, str> + Send + Sync + 'static,
    column: impl Fn(Column<'_, i64>) -> Result<Strings<i64>, Error> + Send + Sync + 'static,
) -> PyResult<Bound<'py, PyAny>> {
    let py = given.py();
    if let Ok(string) = given.cast::<PyString>() {
        let text = str_of(string)?;
        let answer = if text.len() < LONG { one(text) } else { py.detach(|| one(text)) };
        return Ok(match answer {
            // The very same bytes: what is borrowed from elsewhere (a code) may have the same length.
            Cow::Borrowed(same) if std::ptr::eq(same, text) => given.clone(),
            answer => PyString::new(py, &answer).into_any(),
        });
    }
    if given.is_none() {
        return Ok(given.clone());
    }
    let texts = texts_of(given)?;
    Ok(Bound::new(py, map_text(py, texts, threads.0, column)?)?.into_any())
}

/// As [`text_to_text`], for functions without a kernel of their own for columns.
pub(crate) fn each_text<'py>(
    given: &Bound<'py, PyAny>,
    threads: Threads,
    one: impl for<'a> Fn(&'a str) -> Cow<'a, str> + Clone + Send + Sync + 'static,
) -> PyResult<Bound<'py, PyAny>> {
    let row = one.clone();
    text_to_text(given, threads, one, move |column| each(column, |text, out| out.push_str(&row(text))))
}
