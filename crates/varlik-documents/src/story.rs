//! Which articles tell one story.

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
}

/// One story: the articles that tell the same event. Every article belongs to exactly one story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// Stable id, made from the first article's id.
    pub id: String,
    /// Indices of its articles, rising.
    pub documents: Vec<usize>,
}
