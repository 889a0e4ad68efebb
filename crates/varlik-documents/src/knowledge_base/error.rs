//! Why a knowledge base cannot be opened or built.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::file::{MAGIC, RELEASE};

/// Why a knowledge base cannot be opened or built: what, where, and what to do.
#[derive(Debug)]
pub struct KnowledgeError(Kind);

#[derive(Debug)]
enum Kind {
    Io { path: PathBuf, error: io::Error },
    Foreign,
    OtherFormat,
    OtherRelease { written: String },
    Cut { bytes: usize, wanted: u64 },
    Damaged { part: &'static str },
    TooLarge { what: &'static str, most: u64 },
    Row { reason: String },
}

impl KnowledgeError {
    /// A file that cannot be read or written; for who reads it himself, to hand its bytes to
    /// [`KnowledgeBase::from_bytes`](crate::KnowledgeBase::from_bytes).
    #[must_use]
    pub fn io(path: &Path, error: io::Error) -> Self {
        Self(Kind::Io { path: path.to_owned(), error })
    }

    pub(super) fn foreign() -> Self {
        Self(Kind::Foreign)
    }

    pub(super) fn other_format() -> Self {
        Self(Kind::OtherFormat)
    }

    pub(super) fn other_release(written: &[u8]) -> Self {
        let written = String::from_utf8_lossy(written).trim_end_matches('\0').to_owned();
        Self(Kind::OtherRelease { written })
    }

    pub(super) fn cut(bytes: usize, wanted: u64) -> Self {
        Self(Kind::Cut { bytes, wanted })
    }

    pub(super) fn damaged(part: &'static str) -> Self {
        Self(Kind::Damaged { part })
    }

    pub(super) fn too_large(what: &'static str, most: u64) -> Self {
        Self(Kind::TooLarge { what, most })
    }

    pub(super) fn row(reason: impl Into<String>) -> Self {
        Self(Kind::Row { reason: reason.into() })
    }

    /// Whether the file has to be built again from its sources, as another release wrote it.
    #[must_use]
    pub fn is_other_release(&self) -> bool {
        matches!(self.0, Kind::OtherRelease { .. } | Kind::OtherFormat)
    }

    /// Whether one row cannot be taken in, and the next one can.
    #[must_use]
    pub fn is_row(&self) -> bool {
        matches!(self.0, Kind::Row { .. })
    }
}

impl fmt::Display for KnowledgeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Io { path, error } => write!(f, "{}: {error}", path.display()),
            Kind::Foreign => f.write_str(
                "no knowledge base: the file begins otherwise; was it written by `varlik kb build`?",
            ),
            Kind::OtherFormat => write!(
                f,
                "the knowledge base is of another format than {:?}; build it again with this release",
                String::from_utf8_lossy(&MAGIC).trim_end()
            ),
            Kind::OtherRelease { written } => write!(
                f,
                "the knowledge base was written by varlik {written}, this is {RELEASE}, whose keys of names are others; \
                 build it again"
            ),
            Kind::Cut { bytes, wanted } => write!(
                f,
                "the knowledge base is not whole: it has {bytes} bytes of {wanted}; copy or build it again"
            ),
            Kind::Damaged { part } => {
                write!(f, "the knowledge base is damaged in its {part}; copy or build it again")
            }
            Kind::TooLarge { what, most } => {
                write!(f, "a knowledge base holds at most {most} {what}; leave some out")
            }
            Kind::Row { reason } => f.write_str(reason),
        }
    }
}

impl std::error::Error for KnowledgeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0 {
            Kind::Io { error, .. } => Some(error),
            _ => None,
        }
    }
}
