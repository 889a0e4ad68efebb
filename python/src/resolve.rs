//! The main job.

use std::collections::BTreeMap;
use std::path::PathBuf;

use pyo3::prelude::*;
use varlik::cli::ProgressLine;
use varlik::{Articles, Labels, Markup, Options};

use crate::errors::{InputError, raise};
use crate::given::Given;
use crate::knowledge::given::knowledge;
use crate::progress::{Progress, Shown};
use crate::resolution::{Resolution, finish};
use crate::source::Source;

/// Finds the people, places and organisations in articles, each once, and the stories the articles tell.
///
/// Args:
///     source: A path or a list of paths (folders, `.txt`, `.md`, `.html`, `.jsonl`, `.csv`, `.parquet`, or `-` for JSONL on
///         standard input), a frame (pandas, Polars, pyarrow, DuckDB, anything with `__arrow_c_stream__`), or the articles
///         themselves: a dict of id to text, or a list of `(id, text)` pairs or of dicts.
///         May be left out where `mentions` brings the texts along.
///     out: Folder to write `mentions.jsonl`, `entities.jsonl`, `stories.jsonl`, `pairs.jsonl`, `dates.jsonl`,
///         `claims.jsonl`, `contradictions.jsonl` and `report.html` into.
///     mentions: Mentions found by somebody else, to be resolved instead of detecting any: the path of a JSONL file, a
///         list of `{"doc_id", "text", "mentions"}`, a dict of id to mentions, or a list of an entry an article in their order:
///         a list of mentions, as GLiNER and the pipelines of Hugging Face give it, or a document of spaCy, which brings its
///         text along. A mention is `(start, end, label)`, a dict with these (`type`, `entity_group` and `entity` are labels
///         too), or a spaCy span. Word pieces (`B-PER`, `I-PER`) become one; dates, amounts and numbers are left out.
///     labels: What labels of `mentions` stand for, where that is another thing than is thought: `PER`, `ORG`, `LOC`, `NORP`
///         or `MISC`, or None to leave their mentions out.
///     kb: A `KnowledgeBase`, or the path of one, or several, the first to be asked first: its names are seen in the articles, and
///         entities get the ids of its entries.
///     gazetteer: A short one as a list of dicts with `id` and `name`, and perhaps `aliases`, `type` and what else a row of a knowledge
///         base has; it is asked before `kb`.
///     id_column: Where an article's id stands in rows, frames and dicts.
///     text_column: Where its text stands.
///     markup: How the texts of rows, dicts and pairs are marked up: `plain` or `html`. Files tell it by their names.
///     threads: Number of threads; 0 takes all cores. The result does not depend on it.
///     progress: True for a line on the terminal, or anything to be called with the articles done and their total.
///
/// Returns:
///     The mentions, entities, stories, pairs and articles.
///
/// Raises:
///     NotFoundError: A path does not exist.
///     FileError: A file or folder cannot be read or written.
///     InputError: What was given cannot be used; the message says where and what to do.
#[pyfunction]
#[pyo3(signature = (source = None, *, out = None, mentions = None, labels = None, kb = None, gazetteer = None, id_column = "id",
    text_column = "text", markup = "plain", threads = 0, progress = Progress::NONE),
    text_signature = "(source=None, *, out=None, mentions=None, labels=None, kb=None, gazetteer=None, id_column='id', text_column='text', markup='plain', threads=0, progress=None)")]
#[allow(clippy::too_many_arguments, reason = "the choices of a Python call are its keywords")]
pub(crate) fn resolve(
    py: Python<'_>,
    source: Option<&Bound<'_, PyAny>>,
    out: Option<PathBuf>,
    mentions: Option<&Bound<'_, PyAny>>,
    labels: Option<BTreeMap<String, Option<String>>>,
    kb: Option<&Bound<'_, PyAny>>,
    gazetteer: Option<&Bound<'_, PyAny>>,
    id_column: &str,
    text_column: &str,
    markup: &str,
    threads: isize,
    progress: Progress,
) -> PyResult<Resolution> {
    if source.is_none() && mentions.is_none() {
        return Err(InputError::new_err(
            "no articles were given; pass a path, a list of paths, or the articles",
        ));
    }
    let markup = Markup::ALL
        .into_iter()
        .find(|known| known.as_str() == markup)
        .ok_or_else(|| InputError::new_err(format!("markup is {markup:?}; it is \"plain\" or \"html\"")))?;
    let source = source.map(|source| Source::new(source, id_column, text_column, markup)).transpose()?;
    let told = labels.unwrap_or_default();
    let labels = told.iter().try_fold(Labels::default(), |labels, (label, to)| {
        labels.with_label(label, to.as_deref().unwrap_or("none")).map_err(|error| raise(&error))
    })?;
    let given = mentions.map(|mentions| Given::new(mentions, &labels)).transpose()?;
    let mut options = Options::default();
    options.labels = labels;
    options.knowledge = knowledge(kb, gazetteer)?;
    id_column.clone_into(&mut options.id_column);
    text_column.clone_into(&mut options.text_column);
    options.markup = markup;
    options.threads = usize::try_from(threads).map_err(|_| {
        InputError::new_err(format!("threads is {threads}; give a number from 1, or 0 for all cores"))
    })?;
    let mut ids: Vec<String> = match &source {
        Some(Source::Articles(_, ids)) => ids.clone(),
        Some(Source::Paths(_) | Source::Columns(_)) | None => Vec::new(),
    };
    let (callback, line) = progress.into_parts(ProgressLine::new);
    finish(py, out, callback.as_ref(), move |control| {
        let control = Shown { control, line };
        let mut articles = match source {
            Some(Source::Paths(paths)) => {
                Articles::read(&paths, &options, &control).map_err(|error| raise(&error))?
            }
            Some(Source::Columns(table)) => {
                let columns = table.texts(&[&options.id_column, &options.text_column], &control)?;
                let rows = columns.columns.first().and_then(Option::as_ref);
                ids = rows.into_iter().flatten().map(|id| id.clone().unwrap_or_default()).collect();
                Articles::from_columns(columns, &options, &control).map_err(|error| raise(&error))?
            }
            Some(Source::Articles(articles, _)) => articles,
            None => Articles::default(),
        };
        if let Some(given) = given {
            articles = given.join(articles, &ids, &options, &control).map_err(|error| raise(&error))?;
        }
        articles.resolve(&options, &control).map_err(|error| raise(&error))
    })
}
