//! The whole way from articles to entities and stories.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::article::{Article, Reader};
use crate::dispute::Said;
use crate::knowledge_base::KnowledgeBase;
use crate::{
    Claim, Contradiction, DateMention, Document, Entity, GivenMention, Markup, Mention, Moment, Page, Region,
    Story, StoryPair, collection, dates, dispute, narrative,
};

/// Choices of a run. The default is right for Turkish and English news.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
#[derive(Default)]
pub struct Options {
    /// Number of threads; 0 (the default) takes all cores. The output does not depend on it.
    pub threads: usize,
    /// What the caller knows of people, places and organisations, the first to be asked first; none by default. Their
    /// names are seen in the articles, and entities are linked to their entries.
    pub knowledge: Vec<KnowledgeBase>,
}

/// What a long run asks its caller now and then: shall I go on, and here is how far I am.
pub trait Control: Sync {
    /// Called after each article of a stage; `done` and `total` count articles.
    fn progress(&self, done: usize, total: usize) {
        let _ = (done, total);
    }
    /// Called beside [`progress`](Self::progress) where more can be said: what is being done (`weighing pairs, 1.2 of 18.8
    /// million`), and about how many seconds are left.
    fn stage(&self, words: &str, seconds_left: Option<f64>) {
        let _ = (words, seconds_left);
    }
    /// Returns whether to stop early; asked before each article and between the stages.
    fn cancelled(&self) -> bool {
        false
    }
}

/// Runs to the end in silence.
impl Control for () {}

/// One article with what was found about its shape.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ResolvedDocument {
    /// The caller's id.
    pub id: String,
    /// The raw text; all spans are byte ranges of it.
    pub text: String,
    /// How the text is marked up.
    pub markup: Markup,
    /// Its parts, in order, covering every line.
    pub regions: Vec<Region>,
    /// Language code of most of the text: `tr`, `en`, or `und` when unsure.
    pub language: &'static str,
    /// When it was published, as it was given or as its date line says.
    pub published: Option<Moment>,
}

impl ResolvedDocument {
    /// Reads the text again as its reader sees it; of a plain text, the text itself.
    #[must_use]
    pub fn page(&self) -> Page<'_> {
        Page::new(&self.text, self.markup)
    }

    /// Returns what a byte range of the raw text says, without tags and with character references read.
    ///
    /// Nothing for a range that is not one of whole characters. Cost: that of the range.
    ///
    /// # Example: a name with markup in it
    /// ```
    /// use varlik_documents::{Document, Markup, Options, resolve};
    ///
    /// let page = Document::new("1", "<p>Ankara’da <b>Recep</b> Tayyip Erdo&#287;an konuştu.</p>");
    /// let found = resolve(vec![page.with_markup(Markup::Html)], None, &Options::default(), &()).unwrap();
    /// let mention = &found.mentions[1];
    /// let document = &found.documents[0];
    /// assert_eq!(&document.text[mention.span.clone()], "Recep</b> Tayyip Erdo&#287;an");
    /// assert_eq!(document.text_of(mention.span.clone()), "Recep Tayyip Erdoğan");
    /// ```
    #[must_use]
    pub fn text_of(&self, span: Range<usize>) -> Cow<'_, str> {
        let raw = self.text.get(span).unwrap_or("");
        let is_marked = |byte: u8| matches!(byte, b'<' | b'&' | b'\n' | b'\r' | b'\t');
        if self.markup == Markup::Plain || !raw.bytes().any(is_marked) && !raw.contains("  ") {
            return Cow::Borrowed(raw);
        }
        Cow::Owned(Page::new(raw, self.markup).text().to_owned())
    }
}

/// Everything found in a collection of articles.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Resolution {
    /// The articles, in the order of their ids.
    pub documents: Vec<ResolvedDocument>,
    /// All mentions, by article and place.
    pub mentions: Vec<Mention>,
    /// All entities, most mentioned first.
    pub entities: Vec<Entity>,
    /// All stories, largest first.
    pub stories: Vec<Story>,
    /// The pairs of articles that were compared; of more than 140 articles, those told `same` or `related`.
    pub pairs: Vec<StoryPair>,
    /// All dates, by article and place.
    pub dates: Vec<DateMention>,
    /// What was said by whom, by article and place; found in Turkish and English.
    pub claims: Vec<Claim>,
    /// Pairs of claims that contradict each other, the newest first.
    pub contradictions: Vec<Contradiction>,
}

/// Why a run could not be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum ErrorKind {
    DuplicateId(String),
    MentionOutside { document: String, start: usize, end: usize, length: usize },
    Cancelled,
}

impl Error {
    /// Returns whether the run was stopped by its [`Control`].
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.kind == ErrorKind::Cancelled
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ErrorKind::DuplicateId(id) => {
                write!(f, "two articles have the id {id:?}; give each article an id of its own")
            }
            ErrorKind::MentionOutside { document, start, end, length } => write!(
                f,
                "a given mention of {document:?} spans bytes {start}..{end}, but that is no range of whole \
                 characters in a text of {length} bytes"
            ),
            ErrorKind::Cancelled => f.write_str("stopped before the end"),
        }
    }
}

impl std::error::Error for Error {}

/// Resolves a collection of articles: regions, mentions, entities, stories.
///
/// `given` holds mentions found by somebody else; with `Some`, nothing is detected and only those are resolved.
/// Articles are worked on in parallel; the answer does not depend on their order or on the number of threads.
///
/// # Errors
/// Two articles with one id, a given mention outside its text, or a stop asked for by `control`.
///
/// # Example: one man, three spellings
/// ```
/// use varlik_documents::{Document, Options, resolve};
///
/// let article = |id: &str, text: &str| Document::new(id, text);
/// let articles = vec![
///     article("a", "Kremlin spokesman Dmitry Peskov spoke on Monday. Peskov said talks would go on."),
///     article("b", "The Kremlin's spokesman, Dmitriy Peskov, told reporters that the talks continue."),
/// ];
/// let found = resolve(articles, None, &Options::default(), &()).unwrap();
/// let peskov = found.entities.iter().find(|entity| entity.name.ends_with("Peskov")).unwrap();
/// assert_eq!(peskov.documents, [0, 1]);
/// ```
pub fn resolve(
    documents: Vec<Document>,
    given: Option<Vec<GivenMention>>,
    options: &Options,
    control: &dyn Control,
) -> Result<Resolution, Error> {
    let (documents, given) = in_order(documents, given)?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(options.threads).build().ok();
    // One thread, or none of our own to be had: the caller's will do.
    let several = pool.as_ref().filter(|pool| pool.current_num_threads() > 1);
    let articles = read(&documents, given.as_deref(), &options.knowledge, several, control)
        .ok_or(Error { kind: ErrorKind::Cancelled })?;
    let entities =
        || collection::resolve(&documents, &articles, given.is_some(), &options.knowledge, control);
    let found = match &pool {
        Some(pool) => pool.install(entities),
        None => entities(),
    };
    let (mentions, entities) =
        found.filter(|_| !control.cancelled()).ok_or(Error { kind: ErrorKind::Cancelled })?;
    let published: Vec<Option<Moment>> = documents
        .iter()
        .zip(&articles)
        .map(|(document, article)| {
            document.published.as_deref().and_then(dates::moment).or(article.told.written)
        })
        .collect();
    let (stories, pairs) = narrative::stories(&documents, &articles, &mentions, &entities, &published);
    let Said { dates, claims, contradictions } = dispute::said(&articles, &mentions, &stories, &published);
    let documents = documents
        .into_iter()
        .zip(articles)
        .zip(published)
        .map(|((document, article), published)| ResolvedDocument {
            id: document.id,
            text: document.text,
            markup: document.markup,
            regions: article.regions,
            language: article.language.code(),
            published,
        })
        .collect();
    Ok(Resolution { documents, mentions, entities, stories, pairs, dates, claims, contradictions })
}

/// Sorts the articles by id, the given mentions with them, and checks both.
#[allow(clippy::type_complexity, reason = "the two inputs of the caller, in their own shapes")]
fn in_order(
    documents: Vec<Document>,
    given: Option<Vec<GivenMention>>,
) -> Result<(Vec<Document>, Option<Vec<Vec<GivenMention>>>), Error> {
    let mut order: Vec<usize> = (0..documents.len()).collect();
    let id = |index: &usize| documents.get(*index).map(|document| document.id.as_str());
    order.sort_by(|a, b| id(a).cmp(&id(b)));
    for (a, b) in order.iter().zip(order.iter().skip(1)) {
        if let Some(same) = id(a).filter(|first| Some(*first) == id(b)) {
            return Err(Error { kind: ErrorKind::DuplicateId(same.to_owned()) });
        }
    }
    let given = match given {
        None => None,
        Some(mentions) => {
            let mut place = vec![0; documents.len()];
            for (at, &index) in order.iter().enumerate() {
                if let Some(slot) = place.get_mut(index) {
                    *slot = at;
                }
            }
            let mut lists: Vec<Vec<GivenMention>> = vec![Vec::new(); documents.len()];
            for mention in mentions {
                let text = documents.get(mention.document).map_or("", |document| document.text.as_str());
                if text.get(mention.span.clone()).is_none_or(str::is_empty) {
                    return Err(Error {
                        kind: ErrorKind::MentionOutside {
                            document: id(&mention.document).unwrap_or("").to_owned(),
                            start: mention.span.start,
                            end: mention.span.end,
                            length: text.len(),
                        },
                    });
                }
                let at = place.get(mention.document).copied().unwrap_or(0);
                if let Some(list) = lists.get_mut(at) {
                    list.push(mention);
                }
            }
            Some(lists)
        }
    };
    let mut slots: Vec<Option<Document>> = documents.into_iter().map(Some).collect();
    let sorted = order.into_iter().filter_map(|index| slots.get_mut(index)?.take()).collect();
    Ok((sorted, given))
}

/// Reads all articles, on the threads of a pool where there is one; `None` when stopped.
fn read(
    documents: &[Document],
    given: Option<&[Vec<GivenMention>]>,
    knowledge: &[KnowledgeBase],
    pool: Option<&rayon::ThreadPool>,
    control: &dyn Control,
) -> Option<Vec<Article>> {
    let chrome = repeated_lines(documents);
    let done = AtomicUsize::new(0);
    let read_one = |reader: &mut Reader, (index, document): (usize, &Document)| {
        if control.cancelled() {
            return None;
        }
        let given = given.map(|lists| lists.get(index).map_or(&[][..], Vec::as_slice));
        let is_repeated = |line: &str| chrome.contains(&varlik_names::key_hash(line.as_bytes()));
        let article = reader.read(&document.text, document.markup, given, &is_repeated);
        control.progress(done.fetch_add(1, Ordering::Relaxed) + 1, documents.len());
        Some(article)
    };
    let in_turn = || {
        let mut reader = Reader::knowing(knowledge);
        documents.iter().enumerate().map(|one| read_one(&mut reader, one)).collect()
    };
    match pool {
        Some(pool) => pool.install(|| {
            documents
                .par_iter()
                .enumerate()
                .map_init(|| Reader::knowing(knowledge), |reader, one| read_one(reader, one))
                .collect()
        }),
        None => in_turn(),
    }
}

/// The lines that stand in three or more articles: site chrome, not story.
///
/// Only lines of a few words are asked: a whole sentence is repeated by outlets that print one agency's report.
fn repeated_lines(documents: &[Document]) -> FxHashSet<u64> {
    let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
    let mut own = FxHashSet::default();
    for document in documents.iter().filter(|_| documents.len() >= 3) {
        own.clear();
        let page = Page::new(&document.text, document.markup);
        for line in page.text().lines().map(str::trim).filter(|line| line.len() <= 120 && line.len() >= 3) {
            let line = varlik_names::key_hash(line.as_bytes());
            if own.insert(line) {
                *counts.entry(line).or_default() += 1;
            }
        }
    }
    counts.into_iter().filter(|(_, count)| *count >= 3).map(|(line, _)| line).collect()
}
