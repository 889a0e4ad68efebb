//! What may be given as articles.

use std::path::{Path, PathBuf};

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyMapping, PyString, PyTuple};
use varlik::{Articles, Document, Markup, Note};

use crate::errors::{InputError, half_a_character};
use crate::tables::source::Source as Table;

/// Longer than any path a system takes, or broken into lines: such a string is a text.
const LONGEST_PATH: usize = 4096;

/// Where the time of publication stands in dicts, if they have it.
const PUBLISHED: &str = "published";

/// Articles, or where they lie.
pub(crate) enum Source {
    Paths(Vec<PathBuf>),
    /// With the ids of all of them in the order in which they were given.
    Articles(Articles, Vec<String>),
    /// A frame of another library.
    Columns(Box<Table>),
}

/// One thing of a list.
enum Item {
    Path(PathBuf),
    Article(Article),
}

/// An article as it was given.
struct Article {
    id: String,
    text: String,
    published: Option<String>,
}

impl Source {
    pub(crate) fn new(
        source: &Bound<'_, PyAny>,
        id_column: &str,
        text_column: &str,
        markup: Markup,
    ) -> PyResult<Self> {
        if source.is_instance_of::<PyBytes>() {
            return Err(PyTypeError::new_err(
                "articles are str, not bytes; decode them, or pass the file's path",
            ));
        }
        if let Some(path) = path_of(source)? {
            return Ok(Self::Paths(vec![path]));
        }
        if is_frame(source)? {
            return Ok(Self::Columns(Box::new(Table::new(source, "the articles")?)));
        }
        if let Ok(texts) = source.cast::<PyMapping>() {
            if texts.contains(id_column)? && texts.contains(text_column)? {
                return Err(InputError::new_err("one article is a list of one: pass [article]"));
            }
            let items = texts.items()?.iter().enumerate().map(|(place, item)| {
                let (id, text): (Bound<'_, PyAny>, Bound<'_, PyAny>) = item.extract()?;
                article(place, &id, &text)
            });
            return Self::of_articles(items.collect::<PyResult<_>>()?, markup);
        }
        let items = source.try_iter().map_err(|_| {
            PyTypeError::new_err(format!(
                "articles are a path, a list of paths, a frame, a dict of id to text, or a list of pairs or dicts, not {}",
                type_name(source)
            ))
        })?;
        let (mut paths, mut articles) = (Vec::new(), Vec::new());
        for (place, item) in items.enumerate() {
            match Item::new(place, &item?, id_column, text_column)? {
                Item::Path(path) => paths.push(path),
                Item::Article(article) => articles.push(article),
            }
        }
        match (paths.is_empty(), articles.is_empty()) {
            (true, _) => Self::of_articles(articles, markup),
            (false, true) => Ok(Self::Paths(paths)),
            (false, false) => Err(InputError::new_err(
                "paths and articles in one list; resolve them apart, or read the files",
            )),
        }
    }

    fn of_articles(articles: Vec<Article>, markup: Markup) -> PyResult<Self> {
        if articles.is_empty() {
            return Err(InputError::new_err("no articles were given: the list is empty"));
        }
        let ids = articles.iter().map(|article| article.id.clone()).collect();
        let (empty, articles): (Vec<_>, Vec<_>) =
            articles.into_iter().partition(|article| article.text.trim().is_empty());
        let documents = articles.into_iter().map(|Article { id, text, published }| {
            let mut document = Document::new(id, text).with_markup(markup);
            document.published = published;
            document
        });
        let mut articles = Articles::from(documents.collect::<Vec<_>>());
        let notes = empty
            .into_iter()
            .map(|Article { id: place, .. }| Note { place, reason: "empty text".to_owned() });
        articles.summary.skipped.extend(notes);
        Ok(Self::Articles(articles, ids))
    }
}

impl Item {
    fn new(place: usize, item: &Bound<'_, PyAny>, id_column: &str, text_column: &str) -> PyResult<Self> {
        if let Some(path) = path_of(item)? {
            return Ok(Self::Path(path));
        }
        if let Ok(pair) = item.cast::<PyTuple>() {
            let (id, text): (Bound<'_, PyAny>, Bound<'_, PyAny>) = pair.extract().map_err(|_| {
                InputError::new_err(format!("article {place} is a tuple of {}; give (id, text)", pair.len()))
            })?;
            return article(place, &id, &text).map(Self::Article);
        }
        if let Ok(row) = item.cast::<PyMapping>() {
            let field = |column: &str| {
                row.get_item(column).map_err(|_| {
                    let found = row.keys().map_or_else(|_| String::new(), |keys| keys.to_string());
                    InputError::new_err(format!(
                        "article {place} has no {column:?}; there are {found}: name yours with id_column= and text_column="
                    ))
                })
            };
            let mut article = article(place, &field(id_column)?, &field(text_column)?)?;
            if row.contains(PUBLISHED)? {
                let published = row.get_item(PUBLISHED)?;
                // A date and a time of Python say themselves in ISO 8601.
                article.published =
                    if published.is_none() { None } else { Some(published.str()?.to_string()) };
            }
            return Ok(Self::Article(article));
        }
        Err(PyTypeError::new_err(format!(
            "article {place} is of type {}; give a dict, an (id, text) pair, or a path",
            type_name(item)
        )))
    }
}

fn article(place: usize, id: &Bound<'_, PyAny>, text: &Bound<'_, PyAny>) -> PyResult<Article> {
    let id = id_of(id).ok_or_else(|| {
        InputError::new_err(format!("the id of article {place} is no string or whole number"))
    })?;
    let text = text.cast::<PyString>().map_err(|_| {
        InputError::new_err(format!(
            "the text of article {place} ({id}) is of type {}, not str",
            type_name(text)
        ))
    })?;
    let whole = |error| half_a_character(text, &format!("the text of article {place} ({id})"), error);
    let text = text.to_str().map_err(whole)?.to_owned();
    Ok(Article { id, text, published: None })
}

/// Whether a thing is a table of another library, and no list or dict of Python's own.
fn is_frame(source: &Bound<'_, PyAny>) -> PyResult<bool> {
    for method in
        ["__arrow_c_stream__", "__arrow_c_array__", "to_arrow_table", "fetch_arrow_table", "toArrow"]
    {
        if source.hasattr(method)? {
            return Ok(true);
        }
    }
    Ok(source.hasattr("to_dict")? && source.hasattr("columns")?)
}

/// A string, or a whole number of any kind (NumPy's too).
pub(crate) fn id_of(id: &Bound<'_, PyAny>) -> Option<String> {
    let text = id.extract::<String>().ok().filter(|id| !id.is_empty());
    text.or_else(|| id.extract::<i64>().ok().map(|id| id.to_string()))
}

/// A path, if it is one; a string that can only be a text is told apart here, where the reason can be said.
pub(crate) fn path_of(value: &Bound<'_, PyAny>) -> PyResult<Option<PathBuf>> {
    if let Ok(text) = value.cast::<PyString>() {
        let text = text.to_string();
        if text.is_empty() {
            return Err(InputError::new_err("a path is empty; name a file or folder, or . for this one"));
        }
        if text.contains('\n') || text.len() > LONGEST_PATH || is_sentence(&text) {
            return Err(InputError::new_err(
                "a str is a path, and this one looks like a text; give articles as {id: text} or [(id, text), ...]",
            ));
        }
    } else if !value.hasattr("__fspath__")? {
        return Ok(None);
    }
    Ok(Some(value.extract()?))
}

/// Whether a string is words and a full stop rather than the name of a file that could be there.
fn is_sentence(text: &str) -> bool {
    let ends = text.trim_end().ends_with(['.', '!', '?', '…', '"', '”']);
    ends && text.trim().contains(char::is_whitespace) && !Path::new(text).exists()
}

pub(crate) fn type_name(value: &Bound<'_, PyAny>) -> String {
    // Display would look for signals, and swallow the Ctrl-C that it finds.
    let name = value.get_type().name();
    name.map_or_else(|_| "unknown".to_owned(), |name| name.to_string_lossy().into_owned())
}
