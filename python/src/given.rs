//! Mentions found by somebody else: spaCy, GLiNER, Hugging Face, a person.

use std::path::PathBuf;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyList, PyMapping, PyString, PyTuple};
use varlik::{Articles, Control, EntityType, Error, GivenArticle, GivenSpans, Labels, Options};

use crate::errors::InputError;
use crate::source::{id_of, path_of, type_name};

/// Where a recogniser's objects and dicts keep what we look for; spaCy counts tokens in `start`.
const STARTS: [&str; 2] = ["start_char", "start"];
const ENDS: [&str; 2] = ["end_char", "end"];
const LABELS: [&str; 5] = ["type", "label", "label_", "entity_group", "entity"];

/// A file of mentions, or the mentions article by article.
pub(crate) enum Given {
    File(PathBuf),
    Articles(Vec<GivenArticle>),
    /// In the order of the articles, with the texts that they bring along.
    Places(Vec<(Option<String>, GivenSpans)>),
}

impl Given {
    pub(crate) fn new(given: &Bound<'_, PyAny>, labels: &Labels) -> PyResult<Self> {
        if given.is_instance_of::<PyBytes>() {
            return Err(PyTypeError::new_err(
                "mentions are no bytes; read them with json.loads, or pass the file's path",
            ));
        }
        if let Some(path) = path_of(given)? {
            return Ok(Self::File(path));
        }
        if let Ok(by_id) = given.cast::<PyMapping>() {
            let articles = by_id.items()?.iter().map(|item| {
                let (id, mentions): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item.extract()?;
                let id = id_of(&id)
                    .ok_or_else(|| InputError::new_err("an id in mentions= is no string or whole number"))?;
                Ok(GivenArticle { mentions: mentions_of(&id, &mentions, labels)?, id, text: None })
            });
            return Ok(Self::Articles(articles.collect::<PyResult<_>>()?));
        }
        let rows = given.try_iter().map_err(|_| {
            PyTypeError::new_err(format!(
                "mentions are a path, a list of dicts, a list of an entry an article, or a dict of id to mentions, not {}",
                type_name(given)
            ))
        })?;
        let rows: Vec<Bound<'_, PyAny>> = rows.collect::<PyResult<_>>()?;
        if !rows.is_empty() && rows.iter().all(stands_in_order) {
            let places = rows.iter().enumerate().map(|(place, row)| {
                let text = first_of(row, &["text"]).and_then(|text| text.extract().ok());
                Ok((text, mentions_of(&place.to_string(), row, labels)?))
            });
            return Ok(Self::Places(places.collect::<PyResult<_>>()?));
        }
        let articles = rows.into_iter().enumerate().map(|(place, row)| {
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
            Ok(GivenArticle { mentions: mentions_of(&id, &list, labels)?, id, text })
        });
        Ok(Self::Articles(articles.collect::<PyResult<_>>()?))
    }

    /// Gives the mentions to their articles, taking in those that bring their texts along.
    ///
    /// `ids` are those of the articles in the order in which they were given; none where they were read from paths, or are brought along.
    pub(crate) fn join(
        self,
        articles: Articles,
        ids: &[String],
        options: &Options,
        control: &dyn Control,
    ) -> Result<Articles, Error> {
        match self {
            Self::File(path) => articles.read_mentions(&path, options, control),
            Self::Articles(given) => articles.give(given),
            Self::Places(places) => articles.give_in_order(ids, places),
        }
    }
}

/// Whether an entry holds the mentions of the article in its place: a list of them, or a document of spaCy.
fn stands_in_order(row: &Bound<'_, PyAny>) -> bool {
    let is_list = row.is_instance_of::<PyList>() || row.is_instance_of::<PyTuple>();
    is_list || row.hasattr("ents").unwrap_or(false)
}

fn mentions_of(id: &str, list: &Bound<'_, PyAny>, labels: &Labels) -> PyResult<GivenSpans> {
    // A document of spaCy is a list of its words.
    let entities = list.getattr("ents").ok();
    let list = entities.as_ref().unwrap_or(list);
    let list = list.try_iter().map_err(|_| {
        InputError::new_err(format!("the mentions of {id:?} are of type {}, not a list", type_name(list)))
    })?;
    let spans = list.map(|mention| {
        let mention = mention?;
        read_mention(&mention).map_err(|problem| {
            let shown = mention.repr().map_or_else(|_| type_name(&mention), |shown| shown.to_string());
            InputError::new_err(format!("the mention {shown} of {id:?} {problem}"))
        })
    });
    let spans: Vec<(usize, usize, String)> = spans.collect::<PyResult<_>>()?;
    Ok(labels.mentions(spans.iter().map(|(start, end, label)| (*start, *end, label.as_str()))))
}

/// A tuple may go on behind the label, with a score. `Err` says what is wrong with the mention.
fn read_mention(mention: &Bound<'_, PyAny>) -> Result<(usize, usize, String), &'static str> {
    let (start, end, labels) = if mention.is_instance_of::<PyTuple>() || mention.is_instance_of::<PyList>() {
        let at = |place: usize| mention.get_item(place).ok();
        (at(0), at(1), at(2).into_iter().collect::<Vec<_>>())
    } else {
        let labels = LABELS.iter().filter_map(|name| first_of(mention, &[name]));
        (first_of(mention, &STARTS), first_of(mention, &ENDS), labels.collect())
    };
    let (Some(start), Some(end)) = (start, end) else {
        return Err("has no start, end and label; give (start, end, label) in code points");
    };
    let (Ok(start), Ok(end)) = (start.extract(), end.extract()) else {
        return Err("starts or ends at no whole number from 0; count its code points in the text");
    };
    let mut labels = labels.into_iter().filter(|label| !label.is_none()).peekable();
    let labelled = labels.peek().is_some();
    // A spaCy span's `label` is a number; its `label_` says which.
    match labels.find_map(|label| label.cast_into::<PyString>().ok()) {
        Some(label) => Ok((start, end, label.to_string())),
        None if labelled => Err("has a label that is no str; give its name (label_ of spaCy)"),
        None => Ok((start, end, EntityType::Misc.as_str().to_owned())),
    }
}

/// The first of these that a dict has under its key, or an object as its attribute.
fn first_of<'py>(from: &Bound<'py, PyAny>, names: &[&str]) -> Option<Bound<'py, PyAny>> {
    names.iter().find_map(|name| match from.cast::<PyMapping>() {
        // Asked first: a defaultdict makes what it lacks.
        Ok(mapping) => mapping.contains(name).unwrap_or(false).then(|| mapping.get_item(name).ok()).flatten(),
        Err(_) => from.getattr(*name).ok(),
    })
}
