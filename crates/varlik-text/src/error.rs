//! Why a text, a lexicon or a column cannot be read, a named choice is none, or steps do not go together.
use std::fmt;

/// Why bytes cannot be read as text, as a lexicon or as a column, or a named choice is none.
#[derive(Debug)]
pub struct Error(Kind);

#[derive(Debug)]
enum Kind {
    Binary {
        evidence: &'static str,
        offset: usize,
    },
    Lexicon {
        evidence: &'static str,
    },
    NoOffsets,
    /// `offset` is `usize::MAX` where the number was negative.
    Offset {
        row: usize,
        offset: usize,
        length: usize,
    },
    NotUtf8 {
        offset: usize,
    },
    TooWide,
    Shortened {
        row: usize,
    },
    /// One step of a pipeline comes after another that loses what it needs.
    Order {
        early: String,
        late: String,
    },
    /// A step is told something it has no use for.
    Told {
        step: String,
        told: String,
    },
    Unknown {
        what: &'static str,
        given: String,
        near: Option<String>,
        choices: String,
    },
}

impl Error {
    pub(crate) fn binary(evidence: &'static str, offset: usize) -> Self {
        Self(Kind::Binary { evidence, offset })
    }

    pub(crate) fn lexicon(evidence: &'static str) -> Self {
        Self(Kind::Lexicon { evidence })
    }

    pub(crate) fn no_offsets() -> Self {
        Self(Kind::NoOffsets)
    }

    pub(crate) fn offset(row: usize, offset: usize, length: usize) -> Self {
        Self(Kind::Offset { row, offset, length })
    }

    pub(crate) fn not_utf8(offset: usize) -> Self {
        Self(Kind::NotUtf8 { offset })
    }

    pub(crate) fn too_wide() -> Self {
        Self(Kind::TooWide)
    }

    pub(crate) fn shortened(row: usize) -> Self {
        Self(Kind::Shortened { row })
    }

    pub(crate) fn order(early: &str, late: &str) -> Self {
        Self(Kind::Order { early: early.to_owned(), late: late.to_owned() })
    }

    pub(crate) fn told(step: &str, told: &str) -> Self {
        Self(Kind::Told { step: step.to_owned(), told: told.to_owned() })
    }

    pub(crate) fn unknown(what: &'static str, given: &str, near: Option<&str>, choices: &[&str]) -> Self {
        let (given, near) = (given.to_owned(), near.map(ToOwned::to_owned));
        Self(Kind::Unknown { what, given, near, choices: choices.join(", ") })
    }

    /// Tells whether the bytes are no text at all (an image, an archive, a program).
    #[must_use]
    pub fn is_binary(&self) -> bool {
        matches!(self.0, Kind::Binary { .. })
    }

    /// Tells whether a result was too long for the 32-bit offsets of its column.
    #[must_use]
    pub fn is_too_wide(&self) -> bool {
        matches!(self.0, Kind::TooWide)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Binary { evidence, offset } => write!(
                f,
                "not a text: {evidence} at byte {offset}; give a text file in UTF-8, UTF-16 with a byte order mark, or a Windows code page"
            ),
            Kind::Lexicon { evidence } => write!(
                f,
                "the lexicon is damaged or no lexicon: {evidence}; write it again with Lexicon::to_bytes"
            ),
            Kind::NoOffsets => {
                f.write_str("a column has one more offset than rows: give [0] for a column without rows")
            }
            Kind::Offset { row, offset: usize::MAX, .. } => {
                write!(f, "row {row}: a negative offset; offsets count bytes from 0")
            }
            Kind::Offset { row, offset, length } => write!(
                f,
                "row {row}: the offset {offset} runs backwards, past the {length} bytes or into a character; \
                 give ascending offsets of whole characters"
            ),
            Kind::NotUtf8 { offset } => {
                write!(f, "the values are no UTF-8 at byte {offset}; decode them first")
            }
            Kind::TooWide => f.write_str(
                "the result has more than 2147483647 bytes, too many for 32-bit offsets; \
                 take 64-bit offsets (large_string) or fewer rows at a time",
            ),
            Kind::Order { early, late } => write!(
                f,
                "{late:?} comes too late: {early:?} before it loses what it needs; put {late:?} before {early:?}"
            ),
            Kind::Told { step, told } => {
                write!(f, "the step {step:?} has no use for {told:?}; write {step:?} alone")
            }
            Kind::Unknown { what, given, near: Some(near), choices } => {
                write!(f, "no {what} {given:?}; did you mean {near:?}? There are {choices}")
            }
            Kind::Unknown { what, given, near: None, choices } => {
                write!(f, "no {what} {given:?}; there are {choices}")
            }
            Kind::Shortened { row } => {
                write!(
                    f,
                    "row {row}: the step took away what was written for earlier rows; it may only append"
                )
            }
        }
    }
}

impl std::error::Error for Error {}
