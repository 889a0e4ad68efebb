//! What may be given as knowledge.

use std::path::PathBuf;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyMapping, PyString};
use varlik::{KnowledgeBase as Base, KnowledgeBaseBuilder, knowledge_row, open_knowledge_base};

use super::base::KnowledgeBase;
use crate::errors::{InputError, raise};
use crate::source::type_name;

/// Rows, or the files they lie in.
pub(crate) enum Rows {
    Paths(Vec<PathBuf>),
    Rows(KnowledgeBaseBuilder),
}

impl Rows {
    pub(crate) fn new(rows: &Bound<'_, PyAny>, place: &str) -> PyResult<Self> {
        if let Ok(path) = rows.extract::<PathBuf>() {
            return Ok(Self::Paths(vec![path]));
        }
        let items = rows.try_iter().map_err(|_| {
            PyTypeError::new_err(format!("{place} is a list of dicts, or of paths, not {}", type_name(rows)))
        })?;
        let items = items.collect::<PyResult<Vec<_>>>()?;
        if items.first().is_some_and(|first| first.extract::<PathBuf>().is_ok()) {
            return Ok(Self::Paths(items.iter().map(PyAnyMethods::extract).collect::<PyResult<_>>()?));
        }
        Ok(Self::Rows(gathered(&items, place)?))
    }
}

/// The rows of a list of dicts.
fn gathered(items: &[Bound<'_, PyAny>], place: &str) -> PyResult<KnowledgeBaseBuilder> {
    let mut builder = KnowledgeBaseBuilder::default();
    for (number, item) in items.iter().enumerate() {
        let here = format!("{place}[{number}]");
        if item.cast::<PyMapping>().is_err() {
            return Err(PyTypeError::new_err(format!(
                "{here} is of type {}; give a dict with id and name",
                type_name(item)
            )));
        }
        let py = item.py();
        let dict = py.import("builtins")?.getattr("dict")?.call1((item,))?;
        let text = py.import("json")?.getattr("dumps")?.call1((dict,)).map_err(|error| {
            InputError::new_err(format!("{here} is no row of texts, numbers and lists: {error}"))
        })?;
        let text = text.cast::<PyString>()?.to_string();
        let row = knowledge_row(&text).map_err(|error| InputError::new_err(format!("{here}: {error}")))?;
        builder.push(row).map_err(|error| InputError::new_err(format!("{here}: {error}")))?;
    }
    Ok(builder)
}

/// The bases of `gazetteer=`, a list of dicts, and of `kb=`: one or several, or paths of files.
pub(crate) fn knowledge(
    kb: Option<&Bound<'_, PyAny>>,
    gazetteer: Option<&Bound<'_, PyAny>>,
) -> PyResult<Vec<Base>> {
    let mut bases = Vec::new();
    if let Some(rows) = gazetteer {
        match Rows::new(rows, "gazetteer")? {
            Rows::Rows(builder) => {
                bases.push(builder.build().map_err(|error| InputError::new_err(error.to_string()))?);
            }
            Rows::Paths(_) => {
                return Err(PyTypeError::new_err(
                    "gazetteer is a list of dicts; of files varlik.KnowledgeBase.build makes a kb",
                ));
            }
        }
    }
    let Some(kb) = kb else { return Ok(bases) };
    if let Some(base) = one(kb)? {
        bases.push(base);
        return Ok(bases);
    }
    for base in kb.try_iter().map_err(|_| wrong(kb))? {
        let base = base?;
        bases.push(one(&base)?.ok_or_else(|| wrong(&base))?);
    }
    Ok(bases)
}

fn one(kb: &Bound<'_, PyAny>) -> PyResult<Option<Base>> {
    if let Ok(base) = kb.cast::<KnowledgeBase>() {
        return Ok(Some(base.get().base().clone()));
    }
    match kb.extract::<PathBuf>() {
        Ok(path) => open_knowledge_base(&path).map(Some).map_err(|error| raise(&error)),
        Err(_) => Ok(None),
    }
}

fn wrong(kb: &Bound<'_, PyAny>) -> PyErr {
    PyTypeError::new_err(format!(
        "kb is a varlik.KnowledgeBase, the path of one, or a list of these, not {}",
        type_name(kb)
    ))
}
