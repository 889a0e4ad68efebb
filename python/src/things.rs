//! The small objects a result is made of; each says the same as a line of the output files.

use crate::arrow::cell::columns;
use crate::knowledge::link::KnowledgeLink;
use crate::said::{SharedQuotation, Version};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple};
use pyo3::{IntoPyObjectExt, PyClass};

/// One place where an article names somebody or something.
#[pyclass(frozen, get_all, eq, hash, module = "varlik")]
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mention {
    /// Id of the article.
    doc: String,
    /// First code point of the name in the article's text.
    start: usize,
    /// The code point behind the name.
    end: usize,
    /// The name alone, as it stands in the article.
    text: String,
    /// `PER`, `ORG`, `LOC`, `NORP` or `MISC`.
    r#type: String,
    /// `name` or `nominal`.
    kind: String,
    /// Id of the entity it points at.
    entity_id: String,
    /// How sure the detection is, 0 to 1.
    score: f64,
    /// The part of the page it stands in.
    region: String,
    /// Id of the country for whose government a capital stands here, such as `iso3166:TR` in "Ankara wants".
    metonym_of: Option<String>,
}

impl Mention {
    /// Its article, and its code points there.
    pub(crate) fn place(&self) -> (&str, usize, usize) {
        (&self.doc, self.start, self.end)
    }
}

impl std::hash::Hash for Mention {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (&self.doc, self.start, self.end, &self.entity_id).hash(state);
    }
}

columns!(Mention {
    doc: String,
    start: usize,
    end: usize,
    text: String,
    r#type: String,
    kind: String,
    entity_id: String,
    score: f64,
    region: String,
    metonym_of: Option<String>
});

#[pymethods]
impl Mention {
    #[new]
    #[pyo3(signature = (doc, start, end, text, r#type, kind, entity_id, score, region, metonym_of=None))]
    #[allow(clippy::too_many_arguments, reason = "the fields of a line of mentions.jsonl, in their order")]
    pub(crate) fn new(
        doc: String,
        start: usize,
        end: usize,
        text: String,
        r#type: String,
        kind: String,
        entity_id: String,
        score: f64,
        region: String,
        metonym_of: Option<String>,
    ) -> Self {
        Self { doc, start, end, text, r#type, kind, entity_id, score, region, metonym_of }
    }

    /// Returns the fields as a dict, like a line of `mentions.jsonl`.
    pub(crate) fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        dict.set_item("doc", &self.doc)?;
        dict.set_item("start", self.start)?;
        dict.set_item("end", self.end)?;
        dict.set_item("text", &self.text)?;
        dict.set_item("type", &self.r#type)?;
        dict.set_item("kind", &self.kind)?;
        dict.set_item("entity_id", &self.entity_id)?;
        dict.set_item("score", self.score)?;
        dict.set_item("region", &self.region)?;
        dict.set_item("metonym_of", &self.metonym_of)?;
        Ok(dict)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let this = slf.get();
        let (text, doc) = (repr(slf.py(), &this.text)?, repr(slf.py(), &this.doc)?);
        Ok(format!("Mention({text}, {}, doc={doc}, start={}, end={})", this.r#type, this.start, this.end))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let it = slf.get();
        reduce(
            slf,
            (
                &it.doc,
                it.start,
                it.end,
                &it.text,
                &it.r#type,
                &it.kind,
                &it.entity_id,
                it.score,
                &it.region,
                &it.metonym_of,
            ),
        )
    }
}

/// One spelling of an entity and how often it stands in the collection.
#[pyclass(frozen, get_all, eq, hash, module = "varlik")]
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Alias {
    /// The spelling.
    text: String,
    /// Number of mentions spelled so.
    count: usize,
}

columns!(Alias { text: String, count: usize });

#[pymethods]
impl Alias {
    #[new]
    pub(crate) fn new(text: String, count: usize) -> Self {
        Self { text, count }
    }

    /// Returns the fields as a dict.
    pub(crate) fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        dict.set_item("text", &self.text)?;
        dict.set_item("count", self.count)?;
        Ok(dict)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("Alias({}, {})", repr(py, &self.text)?, self.count))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        reduce(slf, (&slf.get().text, slf.get().count))
    }
}

/// One person, place or organisation of a collection.
#[pyclass(frozen, eq, hash, module = "varlik")]
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::struct_field_names, reason = "the fields of a line of entities.jsonl")]
pub(crate) struct Entity {
    /// Stable id: the same input gives the same id.
    #[pyo3(get)]
    entity_id: String,
    /// The fullest common spelling.
    #[pyo3(get)]
    name: String,
    /// `PER`, `ORG`, `LOC`, `NORP` or `MISC`.
    #[pyo3(get)]
    r#type: String,
    /// Id in the caller's knowledge base, or in the table of the world, or None.
    #[pyo3(get)]
    kb_id: Option<String>,
    /// Why it is that entry of the caller's knowledge base, or None.
    #[pyo3(get)]
    kb: Option<KnowledgeLink>,
    aliases: Vec<Alias>,
    documents: Vec<String>,
    /// Number of its mentions.
    #[pyo3(get)]
    mentions: usize,
}

impl std::hash::Hash for Entity {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (&self.entity_id, &self.name, &self.kb_id, &self.documents, self.mentions).hash(state);
    }
}

columns!(Entity { entity_id: String, name: String, r#type: String, kb_id: Option<String>, aliases: Vec<Alias>, documents: Vec<String>, mentions: usize });

#[pymethods]
impl Entity {
    #[new]
    #[pyo3(signature = (entity_id, name, r#type, kb_id, aliases, documents, mentions, kb = None))]
    #[allow(clippy::too_many_arguments, reason = "the fields of a line of entities.jsonl, in their order")]
    fn from_python(
        entity_id: String,
        name: String,
        r#type: String,
        kb_id: Option<String>,
        aliases: Vec<PyRef<'_, Alias>>,
        documents: Vec<String>,
        mentions: usize,
        kb: Option<PyRef<'_, KnowledgeLink>>,
    ) -> Self {
        let aliases = aliases.iter().map(|alias| (**alias).clone()).collect();
        let kb = kb.map(|kb| (*kb).clone());
        Self { entity_id, name, r#type, kb_id, kb, aliases, documents, mentions }
    }

    /// All spellings, most frequent first.
    #[getter]
    fn aliases<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.aliases.iter().cloned())
    }

    /// Ids of the articles it occurs in.
    #[getter]
    fn documents<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.documents)
    }

    /// Returns the fields as a dict, like a line of `entities.jsonl`.
    pub(crate) fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let aliases: PyResult<Vec<_>> = self.aliases.iter().map(|alias| alias.to_dict(py)).collect();
        let dict = PyDict::new(py);
        dict.set_item("entity_id", &self.entity_id)?;
        dict.set_item("name", &self.name)?;
        dict.set_item("type", &self.r#type)?;
        dict.set_item("kb_id", &self.kb_id)?;
        if let Some(kb) = &self.kb {
            dict.set_item("kb", kb.to_dict(py)?)?;
        }
        dict.set_item("aliases", aliases?)?;
        dict.set_item("documents", &self.documents)?;
        dict.set_item("mentions", self.mentions)?;
        Ok(dict)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let (name, articles) = (repr(py, &self.name)?, self.documents.len());
        Ok(format!("Entity({name}, {}, mentions={}, documents={articles})", self.r#type, self.mentions))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let (it, py) = (slf.get(), slf.py());
        let (aliases, documents) = (it.aliases(py)?, it.documents(py)?);
        let kb = it.kb.clone();
        reduce(slf, (&it.entity_id, &it.name, &it.r#type, &it.kb_id, aliases, documents, it.mentions, kb))
    }
}

impl Entity {
    pub(crate) fn new(entity: &varlik::Entity, documents: Vec<String>) -> Self {
        let aliases =
            entity.aliases.iter().map(|alias| Alias::new(alias.text.clone(), alias.count)).collect();
        Self {
            entity_id: entity.id.clone(),
            name: entity.name.clone(),
            r#type: entity.entity_type.as_str().to_owned(),
            kb_id: entity.kb_id.clone(),
            kb: entity.knowledge.as_ref().map(KnowledgeLink::of),
            aliases,
            documents,
            mentions: entity.mentions.len(),
        }
    }
}

/// One story: the articles that tell the same event.
#[pyclass(frozen, eq, hash, module = "varlik")]
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::struct_field_names, reason = "the names of the columns of stories.jsonl")]
pub(crate) struct Story {
    /// Stable id.
    #[pyo3(get)]
    story_id: String,
    documents: Vec<String>,
    versions: Vec<Version>,
}

impl std::hash::Hash for Story {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (&self.story_id, &self.documents).hash(state);
    }
}

columns!(Story { story_id: String, documents: Vec<String>, versions: Vec<Version> });

#[pymethods]
impl Story {
    #[new]
    #[pyo3(signature = (story_id, documents, versions = Vec::new()))]
    pub(crate) fn new(story_id: String, documents: Vec<String>, versions: Vec<Version>) -> Self {
        Self { story_id, documents, versions }
    }

    /// Its articles and their parts, oldest first; those without a known time last.
    #[getter]
    fn versions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.versions.iter().cloned())
    }

    /// Ids of its articles.
    #[getter]
    fn documents<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.documents)
    }

    /// Returns the fields as a dict, like a line of `stories.jsonl`.
    pub(crate) fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        dict.set_item("story_id", &self.story_id)?;
        dict.set_item("documents", &self.documents)?;
        let versions: PyResult<Vec<_>> = self.versions.iter().map(|version| version.to_dict(py)).collect();
        dict.set_item("versions", versions?)?;
        Ok(dict)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let documents = PyList::new(py, &self.documents)?.repr()?;
        Ok(format!("Story({}, documents={documents})", repr(py, &self.story_id)?))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let it = slf.get();
        reduce(slf, (&it.story_id, it.documents(slf.py())?, it.versions(slf.py())?))
    }
}

/// Two articles that were compared.
#[pyclass(frozen, get_all, eq, hash, module = "varlik")]
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct StoryPair {
    /// Id of one article.
    a: String,
    /// Id of the other.
    b: String,
    /// `same`, `related` or `different`.
    relation: String,
    /// Probability that both tell the same event, 0 to 1.
    score: f64,
    /// The share of their runs of five words that both have, 0 to 1, known to about a tenth.
    copy: f64,
    /// Quotations that stand in both.
    quotations: Vec<SharedQuotation>,
    /// Ids of entities that both name, the most telling first.
    entities: Vec<String>,
    /// Days that both name, as in ISO 8601.
    days: Vec<String>,
}

impl std::hash::Hash for StoryPair {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (&self.a, &self.b).hash(state);
    }
}

columns!(StoryPair {
    a: String,
    b: String,
    relation: String,
    score: f64,
    copy: f64,
    quotations: Vec<SharedQuotation>,
    entities: Vec<String>,
    days: Vec<String>
});

#[pymethods]
impl StoryPair {
    #[new]
    #[pyo3(signature = (a, b, relation, score, copy = 0.0, quotations = Vec::new(), entities = Vec::new(), days = Vec::new()))]
    #[allow(clippy::too_many_arguments, reason = "the fields of a line of pairs.jsonl, in their order")]
    pub(crate) fn new(
        a: String,
        b: String,
        relation: String,
        score: f64,
        copy: f64,
        quotations: Vec<SharedQuotation>,
        entities: Vec<String>,
        days: Vec<String>,
    ) -> Self {
        Self { a, b, relation, score, copy, quotations, entities, days }
    }

    /// Returns the fields as a dict, like a line of `pairs.jsonl`.
    pub(crate) fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        dict.set_item("a", &self.a)?;
        dict.set_item("b", &self.b)?;
        dict.set_item("relation", &self.relation)?;
        dict.set_item("score", self.score)?;
        dict.set_item("copy", self.copy)?;
        let quotations: PyResult<Vec<_>> =
            self.quotations.iter().map(|quotation| quotation.to_dict(py)).collect();
        dict.set_item("quotations", quotations?)?;
        dict.set_item("entities", &self.entities)?;
        dict.set_item("days", &self.days)?;
        Ok(dict)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let (a, b) = (repr(py, &self.a)?, repr(py, &self.b)?);
        Ok(format!("StoryPair({a}, {b}, {}, score={})", self.relation, self.score))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let it = slf.get();
        let quotations = it.quotations.clone();
        reduce(slf, (&it.a, &it.b, &it.relation, it.score, it.copy, quotations, &it.entities, &it.days))
    }
}

/// One labelled part of an article.
#[pyclass(frozen, get_all, eq, hash, module = "varlik")]
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Region {
    /// First code point of the part.
    start: usize,
    /// The code point behind it.
    end: usize,
    /// `title`, `body`, `byline`, `credit`, `boilerplate`, `sidebar` or `update_marker`.
    kind: String,
    /// Language code of its text; that of the article where it is too short to tell.
    language: String,
}

columns!(Region { start: usize, end: usize, kind: String, language: String });

#[pymethods]
impl Region {
    #[new]
    #[pyo3(signature = (start, end, kind, language = "und".to_owned()))]
    pub(crate) fn new(start: usize, end: usize, kind: String, language: String) -> Self {
        Self { start, end, kind, language }
    }

    /// Returns the fields as a dict.
    pub(crate) fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        dict.set_item("start", self.start)?;
        dict.set_item("end", self.end)?;
        dict.set_item("kind", &self.kind)?;
        dict.set_item("language", &self.language)?;
        Ok(dict)
    }

    fn __repr__(&self) -> String {
        format!("Region({}, {}, {})", self.start, self.end, self.kind)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let it = slf.get();
        reduce(slf, (it.start, it.end, &it.kind, &it.language))
    }
}

/// One article with what was found about its shape.
#[pyclass(frozen, eq, hash, module = "varlik")]
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Document {
    /// The article's id.
    #[pyo3(get)]
    id: String,
    /// The raw text, into which all spans point.
    #[pyo3(get)]
    text: String,
    /// `tr`, `en`, or `und` when unsure.
    #[pyo3(get)]
    language: String,
    regions: Vec<Region>,
    /// `plain`, or `html` where spans point into a page with its tags.
    #[pyo3(get)]
    markup: String,
    /// When it was published, as in ISO 8601: as it was given, or as its date line says.
    #[pyo3(get)]
    published: Option<String>,
}

columns!(Document {
    id: String,
    text: String,
    language: String,
    regions: Vec<Region>,
    markup: String,
    published: Option<String>
});

#[pymethods]
impl Document {
    #[new]
    #[pyo3(signature = (id, text, language, regions, markup = "plain".to_owned(), published = None))]
    fn from_python(
        id: String,
        text: String,
        language: String,
        regions: Vec<PyRef<'_, Region>>,
        markup: String,
        published: Option<String>,
    ) -> Self {
        let regions = regions.iter().map(|region| (**region).clone()).collect();
        Self::new(id, text, language, regions, markup, published)
    }

    /// Its parts, in order.
    #[getter]
    fn regions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.regions.iter().cloned())
    }

    /// Returns the fields as a dict.
    pub(crate) fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let regions: PyResult<Vec<_>> = self.regions.iter().map(|region| region.to_dict(py)).collect();
        let dict = PyDict::new(py);
        dict.set_item("id", &self.id)?;
        dict.set_item("text", &self.text)?;
        dict.set_item("language", &self.language)?;
        dict.set_item("regions", regions?)?;
        dict.set_item("markup", &self.markup)?;
        dict.set_item("published", &self.published)?;
        Ok(dict)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("Document({}, {}, {} bytes)", repr(py, &self.id)?, self.language, self.text.len()))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let it = slf.get();
        reduce(slf, (&it.id, &it.text, &it.language, it.regions(slf.py())?, &it.markup, &it.published))
    }
}

impl Document {
    pub(crate) fn new(
        id: String,
        text: String,
        language: String,
        regions: Vec<Region>,
        markup: String,
        published: Option<String>,
    ) -> Self {
        Self { id, text, language, regions, markup, published }
    }
}

/// One remark about one file or row.
#[pyclass(frozen, get_all, eq, hash, module = "varlik")]
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Note {
    /// The file, with `:line` where one row is meant.
    place: String,
    /// What happened to it.
    reason: String,
}

#[pymethods]
impl Note {
    #[new]
    pub(crate) fn new(place: String, reason: String) -> Self {
        Self { place, reason }
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("Note({}, {})", repr(py, &self.place)?, repr(py, &self.reason)?))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        reduce(slf, (&slf.get().place, &slf.get().reason))
    }
}

/// What pickle wants: the class and what to call it with.
pub(crate) fn reduce<'py, T: PyClass, A: IntoPyObject<'py>>(
    it: &Bound<'py, T>,
    arguments: A,
) -> PyResult<Bound<'py, PyTuple>> {
    let arguments = arguments.into_bound_py_any(it.py())?;
    PyTuple::new(it.py(), [it.as_any().get_type().into_any(), arguments])
}

/// The text as Python would show it, quotes and escapes included.
pub(crate) fn repr(py: Python<'_>, text: &str) -> PyResult<String> {
    Ok(text.into_bound_py_any(py)?.repr()?.to_string())
}
