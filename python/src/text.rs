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
pub(crate) mod record;
pub(crate) mod repair;
pub(crate) mod script;
pub(crate) mod skeleton;
pub(crate) mod suffix;

use std::borrow::Cow;

use pyo3::prelude::*;
use pyo3::types::PyString;
use varlik::Control;
use varlik::text::Error;
use varlik::text::column::{Column, Strings, each};

use crate::arrow::map::map_text;
use crate::arrow::texts_of;
use crate::errors::half_a_character;
pub(crate) use crate::progress::Progress;
pub(crate) use options::{Language, Threads};

/// How a long column is worked on.
pub(crate) type Run = (Threads, Progress);

/// A string this long is worked on without the interpreter's lock; giving it up for less costs more than it gives.
const LONG: usize = 1 << 16;

/// A string of Python, or the error that says what is wrong with it.
pub(crate) fn str_of<'a>(text: &'a Bound<'_, PyString>) -> PyResult<&'a str> {
    text.to_str().map_err(|error| half_a_character(text, "the text", error))
}

/// Applies a function from text to text: the same string comes back where nothing changes.
pub(crate) fn text_to_text<'py>(
    given: &Bound<'py, PyAny>,
    run: Run,
    one: impl for<'a> Fn(&'a str) -> Cow<'a, str> + Send + Sync + 'static,
    column: impl Fn(Column<'_, i64>) -> Result<Strings<i64>, Error> + Send + Sync + 'static,
) -> PyResult<Bound<'py, PyAny>> {
    text_or_column(given, run, one, move |rows, _| column(rows))
}

/// As [`text_to_text`], for functions without a kernel of their own for columns.
pub(crate) fn each_text<'py>(
    given: &Bound<'py, PyAny>,
    run: Run,
    one: impl for<'a> Fn(&'a str) -> Cow<'a, str> + Clone + Send + Sync + 'static,
) -> PyResult<Bound<'py, PyAny>> {
    let row = one.clone();
    each_text_into(given, run, one, move |text, out| out.push_str(&row(text)))
}

/// As [`each_text`], where `row` appends what becomes of a text.
///
/// Such functions take long over some texts: they hear of Ctrl-C between two rows.
pub(crate) fn each_text_into<'py>(
    given: &Bound<'py, PyAny>,
    run: Run,
    one: impl for<'a> Fn(&'a str) -> Cow<'a, str> + Send + Sync + 'static,
    row: impl Fn(&str, &mut String) + Send + Sync + 'static,
) -> PyResult<Bound<'py, PyAny>> {
    text_or_column(given, run, one, move |rows, control| {
        each(rows, |text, out| {
            if !control.cancelled() {
                row(text, out);
            }
        })
    })
}

fn text_or_column<'py>(
    given: &Bound<'py, PyAny>,
    run: Run,
    one: impl for<'a> Fn(&'a str) -> Cow<'a, str> + Send + Sync + 'static,
    column: impl Fn(Column<'_, i64>, &dyn Control) -> Result<Strings<i64>, Error> + Send + Sync + 'static,
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
    Ok(Bound::new(py, map_text(py, texts, run, column)?)?.into_any())
}
