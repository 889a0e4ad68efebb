//! Why two names, or words of them, are given their weight.

use std::fmt;

/// What a line of an account is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Reason {
    /// The chance before any word is looked at.
    Prior,
    /// The names are the same after normalisation.
    Identical,
    /// Both are known names of one place, body or person.
    Alias,
    /// Both are known names of places, and of no common one.
    KnownApart,
    /// One is the initials of the other.
    Acronym,
    /// Two words are the same after normalisation.
    Exact,
    /// Two words of one script differ in letters.
    Spelling,
    /// Two words of two scripts are compared by sound.
    Script,
    /// A nickname, a form of another language, an abbreviation or a translation.
    Variant,
    /// Two words differ by a case ending.
    Inflected,
    /// One word is the initial of the other.
    Initial,
    /// One word is the initials of several.
    Initials,
    /// Words of one name are written as one in the other.
    Joined,
    /// Two numbers are compared.
    Number,
    /// A name stands for the bearer in one and for the father in the other.
    Kinship,
    /// Two words tell different things.
    Conflict,
    /// What shared words say beyond being related is taken away: other words contradict or are missing.
    Related,
    /// The words stand in another order.
    Order,
    /// A word is in one name only.
    Missing,
}

impl Reason {
    /// Gives it in a word or two: `spelling`, `known apart`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Prior => "prior",
            Self::Identical => "identical",
            Self::Alias => "alias",
            Self::KnownApart => "known apart",
            Self::Acronym => "acronym",
            Self::Exact => "exact",
            Self::Spelling => "spelling",
            Self::Script => "script",
            Self::Variant => "variant",
            Self::Inflected => "inflected",
            Self::Initial => "initial",
            Self::Initials => "initials",
            Self::Joined => "joined",
            Self::Number => "number",
            Self::Kinship => "kinship",
            Self::Conflict => "conflict",
            Self::Related => "related",
            Self::Order => "order",
            Self::Missing => "missing",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
