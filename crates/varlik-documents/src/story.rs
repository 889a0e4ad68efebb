//! Which articles tell one story.

use std::ops::Range;

use crate::{Day, Moment};

/// How two articles stand to one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Relation {
    /// They tell the same event.
    Same,
    /// They share people or places, but tell another event.
    Related,
    /// They have little in common.
    Different,
}

impl Relation {
    /// Returns the label of the output files: `same`, `related` or `different`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Related => "related",
            Self::Different => "different",
        }
    }
}

/// Two articles that were compared.
#[derive(Debug, Clone, PartialEq)]
pub struct StoryPair {
    /// Index of one article; always below `b`.
    pub a: usize,
    /// Index of the other article.
    pub b: usize,
    /// What was decided.
    pub relation: Relation,
    /// Probability that both tell the same event, 0..=1.
    pub score: f32,
    /// What they have in common.
    pub evidence: PairEvidence,
}

/// What two articles have in common: why they were told the same or related.
///
/// It is looked for in pairs that are told so, and empty in others.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PairEvidence {
    /// The share of their runs of five words that both have, 0..=1, known to about a tenth: 1 for a copy.
    pub copy: f32,
    /// Quotations that share eight words in a row: their half-open **byte** ranges in `a` and in `b`, in the order of `a`.
    pub quotations: Vec<(Range<usize>, Range<usize>)>,
    /// Indices of entities that both stories name, the most telling first, at most 12.
    pub entities: Vec<usize>,
    /// Days that both name, rising.
    pub days: Vec<Day>,
}

/// One version of a story: an article, or a part of one that was written at another time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Index of the article.
    pub document: usize,
    /// Half-open **byte** range of the article's raw text.
    pub span: Range<usize>,
    /// When it was written, as far as it is known.
    pub time: Option<Moment>,
    /// Index of an earlier article of the story of which this one is a near copy: half of their runs of words are shared.
    pub copy_of: Option<usize>,
}

/// One story: the articles that tell the same event. Every article belongs to exactly one story.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Story {
    /// Stable id, made from the first article's id.
    pub id: String,
    /// Indices of its articles, rising.
    pub documents: Vec<usize>,
    /// Its articles and their parts, oldest first; those without a known time last, by article.
    pub versions: Vec<Version>,
}
