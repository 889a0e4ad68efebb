//! Who said what.

use std::ops::Range;

/// What a speaker does in saying it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Act {
    /// Says it, neither more nor less.
    Said,
    /// Says it, and the article leaves it open.
    Claimed,
    /// Says that it is so, after others said it.
    Confirmed,
    /// Says that it is not so.
    Denied,
    /// Says that it will be done.
    Promised,
    /// Says that harm will be done.
    Threatened,
    /// Says that others must do it.
    Demanded,
    /// Says that harm may come.
    Warned,
}

impl Act {
    /// All of them, in the order of their discriminants.
    pub const ALL: [Self; 8] = [
        Self::Said,
        Self::Claimed,
        Self::Confirmed,
        Self::Denied,
        Self::Promised,
        Self::Threatened,
        Self::Demanded,
        Self::Warned,
    ];

    /// Returns the label of the output files, in lower case (`said`, `denied`, ...).
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Said => "said",
            Self::Claimed => "claimed",
            Self::Confirmed => "confirmed",
            Self::Denied => "denied",
            Self::Promised => "promised",
            Self::Threatened => "threatened",
            Self::Demanded => "demanded",
            Self::Warned => "warned",
        }
    }
}

/// Whether the speaker holds it to be so; a denial turns what is denied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Polarity {
    /// It is so.
    Affirmed,
    /// It is not so.
    Negated,
}

impl Polarity {
    /// All of them, in the order of their discriminants.
    pub const ALL: [Self; 2] = [Self::Affirmed, Self::Negated];

    /// Returns the label of the output files: `affirmed` or `negated`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Affirmed => "affirmed",
            Self::Negated => "negated",
        }
    }
}

/// How what is said stands to what is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modality {
    /// It is or was so.
    Actual,
    /// It may be so ("might", "-ebilir").
    Possible,
    /// It must be so ("should", "-meli").
    Necessary,
    /// It is to come ("will", "-ecek").
    Future,
}

impl Modality {
    /// All of them, in the order of their discriminants.
    pub const ALL: [Self; 4] = [Self::Actual, Self::Possible, Self::Necessary, Self::Future];

    /// Returns the label of the output files: `actual`, `possible`, `necessary` or `future`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Actual => "actual",
            Self::Possible => "possible",
            Self::Necessary => "necessary",
            Self::Future => "future",
        }
    }
}

/// One thing that somebody said, as an article tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Index of the article in [`Resolution::documents`](crate::Resolution::documents).
    pub document: usize,
    /// Half-open **byte** range of the article's raw text: what was said, quotation marks included.
    pub span: Range<usize>,
    /// Byte range of the word or phrase of saying.
    pub cue: Range<usize>,
    /// Index of the mention that names the speaker in [`Resolution::mentions`](crate::Resolution::mentions); `None` where
    /// the article names nobody.
    pub mention: Option<usize>,
    /// Index of the speaker in [`Resolution::entities`](crate::Resolution::entities).
    pub speaker: Option<usize>,
    /// Whether it is told word for word, in quotation marks.
    pub is_quotation: bool,
    /// What the speaker does in saying it.
    pub act: Act,
    /// Whether the speaker holds it to be so.
    pub polarity: Polarity,
    /// How it stands to what is.
    pub modality: Modality,
    /// Indices of the entities that are named in it, rising, each once.
    pub about: Vec<usize>,
    /// Index of the first date named in it in [`Resolution::dates`](crate::Resolution::dates).
    pub date: Option<usize>,
}

/// Why two claims do not go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Conflict {
    /// One says that it is so, the other that it is not.
    Polarity,
    /// They count the same things otherwise.
    Number,
}

impl Conflict {
    /// All of them, in the order of their discriminants.
    pub const ALL: [Self; 2] = [Self::Polarity, Self::Number];

    /// Returns the label of the output files: `polarity` or `number`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Polarity => "polarity",
            Self::Number => "number",
        }
    }
}

/// Two claims that contradict each other; which of them holds is not decided.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contradiction {
    /// Index of the newer claim in [`Resolution::claims`](crate::Resolution::claims).
    pub newer: usize,
    /// Index of the older; where the times are not known, of the one that comes first in the order of articles.
    pub older: usize,
    /// In what they contradict each other.
    pub conflict: Conflict,
    /// Telling words that both have, as a share of those of the shorter, 0..=1.
    pub overlap: f32,
}
