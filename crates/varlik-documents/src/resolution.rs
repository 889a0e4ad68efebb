//! The whole way from articles to entities and stories.

use std::fmt;

use crate::{Document, Entity, GivenMention, Mention, Region, Story, StoryPair};

/// Choices of a run. The default is right for Turkish and English news.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
#[derive(Default)]
pub struct Options {
    /// Number of threads; 0 (the default) takes all cores. The output does not depend on it.
    pub threads: usize,
}

/// What a long run asks its caller now and then: shall I go on, and here is how far I am.
pub trait Control: Sync {
    /// Called after each article of a stage; `done` and `total` count articles.
    fn progress(&self, done: usize, total: usize) {
        let _ = (done, total);
    }
    /// Returns whether to stop early; asked at least every tenth of a second.
    fn cancelled(&self) -> bool {
        false
    }
}

/// Runs to the end in silence.
impl Control for () {}

/// One article with what was found about its shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolvedDocument {
    /// The caller's id.
    pub id: String,
    /// The raw text; all spans are byte ranges of it.
    pub text: String,
    /// Its parts, in order, covering every line.
    pub regions: Vec<Region>,
    /// Language code of most of the text: `tr`, `en`, or `und` when unsure.
    pub language: &'static str,
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
    /// The pairs of articles that were compared.
    pub pairs: Vec<StoryPair>,
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
///
/// # Errors
/// Two articles with one id, a given mention outside its text, or a stop asked for by `control`.
pub fn resolve(
    documents: Vec<Document>,
    given: Option<Vec<GivenMention>>,
    options: &Options,
    control: &dyn Control,
) -> Result<Resolution, Error> {
    let _ = (documents, given, options, control);
    Ok(Resolution::default())
}
