//! Why a text or a lexicon cannot be read.
use std::fmt;

/// Why bytes cannot be read as text, or as a lexicon.
#[derive(Debug)]
pub struct Error(Kind);

#[derive(Debug)]
enum Kind {
    Binary { evidence: &'static str, offset: usize },
    Lexicon { evidence: &'static str },
}

impl Error {
    pub(crate) fn binary(evidence: &'static str, offset: usize) -> Self {
        Self(Kind::Binary { evidence, offset })
    }

    pub(crate) fn lexicon(evidence: &'static str) -> Self {
        Self(Kind::Lexicon { evidence })
    }

    /// Tells whether the bytes are no text at all (an image, an archive, a program).
    #[must_use]
    pub fn is_binary(&self) -> bool {
        match self.0 {
            Kind::Binary { .. } => true,
            Kind::Lexicon { .. } => false,
        }
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
        }
    }
}

impl std::error::Error for Error {}
