//! The argument `rules`.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyMapping, PyString};
use varlik::items::{Rule, Verdict};

use crate::errors::InputError;
use crate::source::type_name;
use crate::text::str_of;

/// What a person lays down beside what is learnt.
#[derive(Default)]
pub(crate) struct Rules(pub(super) Vec<Rule>);

impl<'py> FromPyObject<'_, 'py> for Rules {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if given.is_none() {
            return Ok(Self::default());
        }
        let wrong = || {
            PyTypeError::new_err(format!(
                "rules is a list of rules such as \"born conflict: different\", not {}",
                type_name(&given)
            ))
        };
        if given.is_instance_of::<PyString>() || given.cast::<PyMapping>().is_ok() {
            return Err(wrong());
        }
        let rules = given.try_iter().map_err(|_| wrong())?.enumerate();
        rules.map(|(place, one)| rule(&one?, place)).collect::<PyResult<_>>().map(Self)
    }
}

/// A rule as it is shown, or as a model holds it.
fn rule(given: &Bound<'_, PyAny>, place: usize) -> PyResult<Rule> {
    if let Ok(text) = given.cast::<PyString>() {
        return str_of(text)?
            .parse()
            .map_err(|error| InputError::new_err(format!("rules[{place}]: {error}")));
    }
    let wrong = || {
        InputError::new_err(format!(
            "rules[{place}] is no rule; write \"born conflict: different\", or {{\"when\": {{\"born\": \"conflict\"}}, \"then\": \
             \"different\"}}, where then is \"same\", \"different\" or {{\"bits\": 2.5}}"
        ))
    };
    let parts = given.cast::<PyMapping>().map_err(|_| wrong())?;
    let part = |name: &str| parts.get_item(name).map_err(|_| wrong());
    let (when, then) = (part("when")?, part("then")?);
    let when: Vec<(String, String)> = match when.cast::<PyMapping>() {
        Ok(when) => when.items()?.extract().map_err(|_| wrong())?,
        Err(_) => when
            .try_iter()
            .map_err(|_| wrong())?
            .map(|pair| pair?.try_iter()?.collect::<PyResult<Vec<_>>>())
            .map(|pair| match pair?.as_slice() {
                [comparison, level] => Ok((comparison.extract()?, level.extract()?)),
                _ => Err(wrong()),
            })
            .collect::<PyResult<_>>()
            .map_err(|_: PyErr| wrong())?,
    };
    let then = if let Ok(word) = then.cast::<PyString>() {
        match str_of(word)? {
            "same" => Verdict::Same,
            "different" => Verdict::Different,
            _ => return Err(wrong()),
        }
    } else {
        let bits = then.cast::<PyMapping>().ok().and_then(|then| then.get_item("bits").ok());
        Verdict::Bits(bits.and_then(|bits| bits.extract().ok()).ok_or_else(wrong)?)
    };
    Ok(Rule { when, then })
}
