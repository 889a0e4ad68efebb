//! The result of the main job.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use varlik::text::CodePoints;
use varlik::{Resolved, code_point_spans, code_points_of};

use crate::display::entity_table;
use crate::errors::{InputError, raise};
use crate::interrupt;
use crate::rows::{Claims, Contradictions, Dates, Documents, Entities, Mentions, Pairs, Stories};
use crate::said::{Claim, Contradiction, DateMention, SharedQuotation, Version};
use crate::source::type_name;
use crate::state::{State, restore, save};
use crate::tables::explanation::Explanation;
use crate::things::{Document, Entity, Mention, Note, Region, Story, StoryPair};

/// What was found, with the spans as Python counts them.
pub(crate) struct Found {
    pub(crate) resolved: Resolved,
    spans: Vec<Range<usize>>,
    claim_spans: Vec<Range<usize>>,
    date_spans: Vec<Range<usize>>,
}

impl Found {
    pub(crate) fn new(resolved: Resolved) -> Arc<Self> {
        let spans = code_point_spans(&resolved.resolution);
        let found = &resolved.resolution;
        let claim_spans =
            code_points_of(found, found.claims.iter().map(|claim| (claim.document, &claim.span)));
        let date_spans = code_points_of(found, found.dates.iter().map(|date| (date.document, &date.span)));
        Arc::new(Self { resolved, spans, claim_spans, date_spans })
    }

    fn document_id(&self, document: usize) -> String {
        self.resolved
            .resolution
            .documents
            .get(document)
            .map_or_else(String::new, |document| document.id.clone())
    }

    fn document_ids(&self, documents: &[usize]) -> Vec<String> {
        documents.iter().map(|&document| self.document_id(document)).collect()
    }

    pub(crate) fn mention_count(&self) -> usize {
        self.resolved.resolution.mentions.len()
    }

    pub(crate) fn mention(&self, place: usize) -> Option<Mention> {
        let resolution = &self.resolved.resolution;
        let (mention, span) = (resolution.mentions.get(place)?, self.spans.get(place)?);
        let text = resolution.documents.get(mention.document)?.text_of(mention.span.clone());
        Some(Mention::new(
            self.document_id(mention.document),
            span.start,
            span.end,
            text.into_owned(),
            mention.entity_type.as_str().to_owned(),
            mention.kind.as_str().to_owned(),
            resolution.entities.get(mention.entity)?.id.clone(),
            rounded(mention.score),
            mention.region.as_str().to_owned(),
            mention.metonym_of.map(str::to_owned),
        ))
    }

    /// The place of a mention among all, by its article and where it stands there.
    fn place_of(&self, mention: &Mention) -> Option<usize> {
        let (doc, start, end) = mention.place();
        let resolution = &self.resolved.resolution;
        let document =
            resolution.documents.binary_search_by_key(&doc, |document| document.id.as_str()).ok()?;
        let first = resolution.mentions.partition_point(|mention| mention.document < document);
        let own = resolution.mentions.iter().zip(&self.spans).enumerate().skip(first);
        let mut own = own.take_while(|(_, (mention, _))| mention.document == document);
        own.find(|(_, (_, span))| (span.start, span.end) == (start, end)).map(|(place, _)| place)
    }

    pub(crate) fn entity_count(&self) -> usize {
        self.resolved.resolution.entities.len()
    }

    pub(crate) fn entity(&self, place: usize) -> Option<Entity> {
        let entity = self.resolved.resolution.entities.get(place)?;
        Some(Entity::new(entity, self.document_ids(&entity.documents)))
    }

    pub(crate) fn story_count(&self) -> usize {
        self.resolved.resolution.stories.len()
    }

    pub(crate) fn story(&self, place: usize) -> Option<Story> {
        let story = self.resolved.resolution.stories.get(place)?;
        let places = story.versions.iter().map(|version| (version.document, &version.span));
        let spans = code_points_of(&self.resolved.resolution, places);
        let versions = story.versions.iter().zip(spans).map(|(version, span)| {
            Version::new(
                self.document_id(version.document),
                span.start,
                span.end,
                version.time.map(|time| time.to_string()),
                version.copy_of.map(|copy| self.document_id(copy)),
            )
        });
        Some(Story::new(story.id.clone(), self.document_ids(&story.documents), versions.collect()))
    }

    pub(crate) fn pair_count(&self) -> usize {
        self.resolved.resolution.pairs.len()
    }

    pub(crate) fn pair(&self, place: usize) -> Option<StoryPair> {
        let pair = self.resolved.resolution.pairs.get(place)?;
        let (a, b) = (self.document_id(pair.a), self.document_id(pair.b));
        let evidence = &pair.evidence;
        let here = evidence.quotations.iter().map(|(here, _)| (pair.a, here));
        let there = evidence.quotations.iter().map(|(_, there)| (pair.b, there));
        let found = &self.resolved.resolution;
        let quotations = code_points_of(found, here)
            .into_iter()
            .zip(code_points_of(found, there))
            .map(|(here, there)| SharedQuotation::new(here.start, here.end, there.start, there.end));
        Some(StoryPair::new(
            a,
            b,
            pair.relation.as_str().to_owned(),
            rounded(pair.score),
            rounded(evidence.copy),
            quotations.collect(),
            evidence.entities.iter().filter_map(|&entity| self.entity_id(entity)).collect(),
            evidence.days.iter().map(ToString::to_string).collect(),
        ))
    }

    fn entity_id(&self, entity: usize) -> Option<String> {
        self.resolved.resolution.entities.get(entity).map(|entity| entity.id.clone())
    }

    fn text(&self, document: usize, span: &Range<usize>) -> Option<String> {
        let text = self.resolved.resolution.documents.get(document)?.text_of(span.clone());
        Some(text.into_owned())
    }

    pub(crate) fn claim_count(&self) -> usize {
        self.resolved.resolution.claims.len()
    }

    pub(crate) fn claim(&self, place: usize) -> Option<Claim> {
        let resolution = &self.resolved.resolution;
        let (claim, span) = (resolution.claims.get(place)?, self.claim_spans.get(place)?);
        let speaker = claim.speaker.and_then(|speaker| resolution.entities.get(speaker));
        let day = claim.date.and_then(|date| resolution.dates.get(date)).map(|date| date.day.to_string());
        Some(Claim::new(
            self.document_id(claim.document),
            span.start,
            span.end,
            self.text(claim.document, &claim.span)?,
            speaker.map(|speaker| speaker.id.clone()),
            speaker.map(|speaker| speaker.name.clone()),
            self.text(claim.document, &claim.cue)?,
            if claim.is_quotation { "quotation" } else { "report" }.to_owned(),
            claim.act.as_str().to_owned(),
            claim.polarity.as_str().to_owned(),
            claim.modality.as_str().to_owned(),
            claim.about.iter().filter_map(|&entity| self.entity_id(entity)).collect(),
            day,
        ))
    }

    pub(crate) fn contradiction_count(&self) -> usize {
        self.resolved.resolution.contradictions.len()
    }

    pub(crate) fn contradiction(&self, place: usize) -> Option<Contradiction> {
        let pair = self.resolved.resolution.contradictions.get(place)?;
        let (newer, older) = (self.claim(pair.newer)?, self.claim(pair.older)?);
        Some(Contradiction::new(pair.conflict.as_str().to_owned(), rounded(pair.overlap), newer, older))
    }

    pub(crate) fn date_count(&self) -> usize {
        self.resolved.resolution.dates.len()
    }

    pub(crate) fn date(&self, place: usize) -> Option<DateMention> {
        let (date, span) = (self.resolved.resolution.dates.get(place)?, self.date_spans.get(place)?);
        Some(DateMention::new(
            self.document_id(date.document),
            span.start,
            span.end,
            self.text(date.document, &date.span)?,
            date.day.to_string(),
            date.basis.as_str().to_owned(),
        ))
    }

    pub(crate) fn document_count(&self) -> usize {
        self.resolved.resolution.documents.len()
    }

    pub(crate) fn document(&self, place: usize) -> Option<Document> {
        let document = self.resolved.resolution.documents.get(place)?;
        let points = CodePoints::new(&document.text);
        let regions = document.regions.iter().map(|region| {
            let (start, end) = (points.index(region.span.start), points.index(region.span.end));
            Region::new(start, end, region.kind.as_str().to_owned(), region.language.to_owned())
        });
        let (id, text) = (document.id.clone(), document.text.clone());
        let markup = document.markup.as_str().to_owned();
        let published = document.published.map(|time| time.to_string());
        Some(Document::new(id, text, document.language.to_owned(), regions.collect(), markup, published))
    }
}

/// A score with four decimals, as in the output files.
pub(crate) fn rounded(score: f32) -> f64 {
    (f64::from(score) * 10_000.0).round() / 10_000.0
}

/// Everything found in a collection of articles.
///
/// Shows itself as a table in a notebook. All spans count code points, as Python does:
/// `document.text[mention.start:mention.end] == mention.text`. Of a page the text is the file with its tags, so that a span
/// may hold tags and character references, and `mention.text` is what it says without them.
#[pyclass(frozen, module = "varlik")]
pub(crate) struct Resolution {
    found: Arc<Found>,
}

impl Resolution {
    pub(crate) fn of(found: &Arc<Found>) -> Self {
        Self { found: Arc::clone(found) }
    }

    pub(crate) fn found(&self) -> &Arc<Found> {
        &self.found
    }
}

#[pymethods]
impl Resolution {
    /// All mentions, by article and place.
    #[getter]
    fn mentions(&self) -> Mentions {
        Mentions::all(&self.found)
    }

    /// All entities, most mentioned first.
    #[getter]
    fn entities(&self) -> Entities {
        Entities::all(&self.found)
    }

    /// All stories, largest first.
    #[getter]
    fn stories(&self) -> Stories {
        Stories::all(&self.found)
    }

    /// The pairs of articles that were compared.
    #[getter]
    fn pairs(&self) -> Pairs {
        Pairs::all(&self.found)
    }

    /// The dates that are named, by article and place.
    #[getter]
    fn dates(&self) -> Dates {
        Dates::all(&self.found)
    }

    /// What was said by whom, by article and place; found in Turkish and English.
    #[getter]
    fn claims(&self) -> Claims {
        Claims::all(&self.found)
    }

    /// The pairs of claims that contradict each other, the newest first; which of them holds is not decided.
    #[getter]
    fn contradictions(&self) -> Contradictions {
        Contradictions::all(&self.found)
    }

    /// The articles, by id.
    #[getter]
    fn documents(&self) -> Documents {
        Documents::all(&self.found)
    }

    /// What was read and what was not.
    #[getter]
    fn summary(&self) -> Summary {
        Summary { found: Arc::clone(&self.found) }
    }

    /// Returns the mentions of one entity.
    ///
    /// Args:
    ///     entity: The entity, or its id.
    ///
    /// Raises:
    ///     InputError: No entity has that id.
    fn mentions_of(&self, entity: &Bound<'_, PyAny>) -> PyResult<Mentions> {
        let id: String = match entity.cast::<Entity>() {
            Ok(entity) => entity.getattr("entity_id")?.extract()?,
            Err(_) => entity.extract().map_err(|_| {
                PyTypeError::new_err(format!("an entity or its id is asked for, not {}", type_name(entity)))
            })?,
        };
        let found = self.found.resolved.resolution.entities.iter().find(|entity| entity.id == id);
        let found = found.ok_or_else(|| InputError::new_err(format!("no entity has the id {id:?}")))?;
        Ok(Mentions::some(&self.found, found.mentions.clone()))
    }

    /// Explains why two mentions are of one entity or of two: what the names say that their articles have for them, and
    /// where these say nothing, through whom they are one.
    ///
    /// Args:
    ///     left: A mention of this result.
    ///     right: Another.
    ///
    /// Raises:
    ///     InputError: There is no such mention.
    fn explain(
        &self,
        py: Python<'_>,
        left: &Bound<'_, Mention>,
        right: &Bound<'_, Mention>,
    ) -> PyResult<Explanation> {
        let place = |mention: &Bound<'_, Mention>| {
            let found = self.found.place_of(mention.get());
            found.ok_or_else(|| InputError::new_err(format!("{mention} is no mention of this result")))
        };
        let (a, b) = (place(left)?, place(right)?);
        let told = py.detach(|| self.found.resolved.resolution.explain(a, b));
        let told = told.ok_or_else(|| InputError::new_err("there is no such mention"))?;
        Ok(Explanation::of(told.pair, told.together).through(told.chain))
    }

    /// Writes `mentions.jsonl`, `entities.jsonl`, `stories.jsonl`, `pairs.jsonl`, `dates.jsonl`, `claims.jsonl`,
    /// `contradictions.jsonl` and `report.html` into a folder.
    ///
    /// Args:
    ///     folder: Made where there is none; the files of an earlier run stay whole until the end.
    ///
    /// Raises:
    ///     FileError: The folder cannot be written to; nothing is left behind then.
    fn write(&self, py: Python<'_>, folder: PathBuf) -> PyResult<()> {
        let found = Arc::clone(&self.found);
        interrupt::run(py, None, move |control| {
            found.resolved.write(&folder, control).map_err(|error| raise(&error))
        })
    }

    /// Returns the page of `write` as a string: self-contained HTML that needs no network.
    fn report_html(&self, py: Python<'_>) -> String {
        py.detach(|| self.found.resolved.report_html())
    }

    fn _repr_html_(&self) -> String {
        entity_table(&self.found.resolved.resolution)
    }

    fn __repr__(&self) -> String {
        let found = &self.found.resolved.resolution;
        format!(
            "Resolution(documents={}, mentions={}, entities={}, stories={})",
            found.documents.len(),
            found.mentions.len(),
            found.entities.len(),
            found.stories.len()
        )
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| self.found.resolved == other.get().found.resolved)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (State,))> {
        Ok((slf.get_type().getattr("_restore")?, (save(&slf.get().found.resolved),)))
    }

    #[staticmethod]
    fn _restore(state: State) -> PyResult<Self> {
        let resolved = restore(state).map_err(InputError::new_err)?;
        Ok(Self { found: Found::new(resolved) })
    }
}

/// Resolves articles that were taken in, and writes the files where a folder was given.
pub(crate) fn finish(
    py: Python<'_>,
    out: Option<PathBuf>,
    progress: Option<&Py<PyAny>>,
    resolve: impl FnOnce(&dyn varlik::Control) -> PyResult<Resolved> + Send + 'static,
) -> PyResult<Resolution> {
    let found = interrupt::run(py, progress, move |control| {
        let resolved = resolve(control)?;
        if let Some(folder) = out {
            resolved.write(&folder, control).map_err(|error| raise(&error))?;
        }
        Ok(Found::new(resolved))
    })?;
    Ok(Resolution { found })
}

/// What was read, and what was not, with reasons.
#[pyclass(frozen, module = "varlik")]
pub(crate) struct Summary {
    found: Arc<Found>,
}

#[pymethods]
impl Summary {
    /// Number of articles that were read.
    #[getter]
    fn documents(&self) -> usize {
        self.found.resolved.summary.documents
    }

    /// Bytes of text in them.
    #[getter]
    fn bytes(&self) -> usize {
        self.found.resolved.summary.bytes
    }

    /// Files of other kinds in the folders, passed over.
    #[getter]
    fn ignored(&self) -> usize {
        self.found.resolved.summary.ignored
    }

    /// Files and rows that were not read, in the order met.
    #[getter]
    fn skipped<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        notes(py, &self.found.resolved.summary.skipped)
    }

    /// Files whose bytes were not clean UTF-8 and how they were read, in the order met.
    #[getter]
    fn repaired<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        notes(py, &self.found.resolved.summary.repaired)
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other
            .cast::<Self>()
            .is_ok_and(|other| self.found.resolved.summary == other.get().found.resolved.summary)
    }

    fn __repr__(&self) -> String {
        let it = &self.found.resolved.summary;
        let (skipped, repaired) = (it.skipped.len(), it.repaired.len());
        format!(
            "Summary(documents={}, bytes={}, skipped={skipped}, repaired={repaired})",
            it.documents, it.bytes
        )
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (Resolution,))> {
        Ok((slf.get_type().getattr("_restore")?, (Resolution::of(&slf.get().found),)))
    }

    #[staticmethod]
    fn _restore(resolution: &Bound<'_, Resolution>) -> Self {
        resolution.get().summary()
    }
}

fn notes<'py>(py: Python<'py>, notes: &[varlik::Note]) -> PyResult<Bound<'py, PyTuple>> {
    PyTuple::new(py, notes.iter().map(|note| Note::new(note.place.clone(), note.reason.clone())))
}
