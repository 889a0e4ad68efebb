//! Mentions found by somebody else: spaCy, GLiNER, Hugging Face, a person.

use std::path::PathBuf;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString, PyTuple};
use varlik::{Articles, Control, EntityType, Error, GivenArticle};

use crate::errors::InputError;
use crate::source::{id_of, path_of, type_name};

/// Where a recogniser's objects and dicts keep what we look for.
const STARTS: [&str; 2] = ["start_char", "start"];
const ENDS: [&str; 2] = ["end_char", "end"];
const LABELS: [&str; 5] = ["type", "label", "label_", "entity_group", "entity"];

/// A file of mentions, or the mentions article by article.
pub(crate) enum Given {
    File(PathBuf),
    Articles(Vec<GivenArticle>),
}

impl Given {
    pub(crate) fn new(given: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Some(path) = path_of(given)? {
            return Ok(Self::File(path));
        }
        if let Ok(by_id) = given.cast::<PyDict>() {
            let articles = by_id.iter().map(|(id, mentions)| {
                let id = id_of(&id)
                    .ok_or_else(|| InputError::new_err("an id in mentions= is no string or whole number"))?;
                Ok(GivenArticle { mentions: mentions_of(&id, &mentions)?, id, text: None })
            });
            return Ok(Self::Articles(articles.collect::<PyResult<_>>()?));
        }
        let rows = given.try_iter().map_err(|_| {
            PyTypeError::new_err(format!(
                "mentions are a path, a list of dicts, or a dict of id to mentions, not {}",
                type_name(given)
            ))
        })?;
        let articles = rows.enumerate().map(|(place, row)| {
            let row = row?;
            let id = first_of(&row, &["doc_id", "id", "doc"]).and_then(|id| id_of(&id)).ok_or_else(|| {
                InputError::new_err(format!(
                    "mentions[{place}] has no \"doc_id\"; name the article they are of"
                ))
            })?;
            let list = first_of(&row, &["mentions", "entities", "ents"]).ok_or_else(|| {
                InputError::new_err(format!(
                    "mentions[{place}] has no list \"mentions\"; give [] where there are none"
                ))
            })?;
            let text = first_of(&row, &["text"]).and_then(|text| text.extract().ok());
            Ok(GivenArticle { mentions: mentions_of(&id, &list)?, id, text })
        });
        Ok(Self::Articles(articles.collect::<PyResult<_>>()?))
    }

    /// Gives the mentions to their articles, taking in those that bring their texts along.
    pub(crate) fn join(self, articles: Articles, control: &dyn Control) -> Result<Articles, Error> {
        match self {
            Self::File(path) => articles.read_mentions(&path, control),
            Self::Articles(given) => articles.give(given),
        }
    }
}

fn mentions_of(id: &str, list: &Bound<'_, PyAny>) -> PyResult<Vec<(usize, usize, EntityType)>> {
    let list = list.try_iter().map_err(|_| {
        InputError::new_err(format!("the mentions of {id:?} are of type {}, not a list", type_name(list)))
    })?;
    list.map(|mention| {
        let mention = mention?;
        read_mention(&mention).ok_or_else(|| {
            let shown = mention.repr().map_or_else(|_| type_name(&mention), |shown| shown.to_string());
            InputError::new_err(format!(
                "the mention {shown} of {id:?} has no start, end and label; give (start, end, label) in code points"
            ))
        })
    })
    .collect()
}

/// A tuple may go on behind the label, with a score.
fn read_mention(mention: &Bound<'_, PyAny>) -> Option<(usize, usize, EntityType)> {
    let (start, end, label) = if mention.is_instance_of::<PyTuple>() || mention.is_instance_of::<PyList>() {
        let label = mention.get_item(2).ok().and_then(|label| label.cast_into::<PyString>().ok());
        (mention.get_item(0).ok()?, mention.get_item(1).ok()?, label)
    } else {
        // A spaCy span counts tokens in `start` and characters in `start_char`, and its `label` is a number.
        let mut labels = LABELS.iter().filter_map(|name| first_of(mention, &[name]));
        let label = labels.find_map(|label| label.cast_into::<PyString>().ok());
        (first_of(mention, &STARTS)?, first_of(mention, &ENDS)?, label)
    };
    let label = label.map_or_else(|| "MISC".to_owned(), |label| label.to_string());
    let Ok(entity_type) = label.parse::<EntityType>();
    Some((start.extract().ok()?, end.extract().ok()?, entity_type))
}

/// The first of these that a dict has under its key, or an object as its attribute.
fn first_of<'py>(from: &Bound<'py, PyAny>, names: &[&str]) -> Option<Bound<'py, PyAny>> {
    names.iter().find_map(|name| match from.cast::<PyDict>() {
        Ok(dict) => dict.get_item(name).ok().flatten(),
        Err(_) => from.getattr(*name).ok(),
    })
}
