//! Why a text cannot be read.
use std::fmt;

/// Why bytes cannot be read as text.
#[derive(Debug)]
pub struct Error(Kind);

#[derive(Debug)]
enum Kind {
    Binary { evidence: &'static str, offset: usize },
}

impl Error {
    pub(crate) fn binary(evidence: &'static str, offset: usize) -> Self {
        Self(Kind::Binary { evidence, offset })
    }

    /// Tells whether the bytes are no text at all (an image, an archive, a program).
    #[must_use]
    pub fn is_binary(&self) -> bool {
        match self.0 {
            Kind::Binary { .. } => true,
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
        }
    }
}

impl std::error::Error for Error {}
