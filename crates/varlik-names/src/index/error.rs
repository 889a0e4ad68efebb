//! Why an index cannot be opened or saved.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why an index of names cannot be opened or saved.
#[derive(Debug)]
pub struct IndexError(Kind);

#[derive(Debug)]
enum Kind {
    Io { path: PathBuf, error: io::Error },
    Foreign,
    OtherRelease { written: String },
    Cut { bytes: usize, wanted: u64 },
    Damaged { part: &'static str },
}

impl IndexError {
    /// A file that cannot be read or written; for who reads it himself, to hand its bytes to
    /// [`NameIndex::from_bytes`](crate::NameIndex::from_bytes).
    #[must_use]
    pub fn io(path: &Path, error: io::Error) -> Self {
        Self(Kind::Io { path: path.to_owned(), error })
    }

    pub(super) fn foreign() -> Self {
        Self(Kind::Foreign)
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

    /// Whether the index has to be built again from its names, as another release wrote it.
    #[must_use]
    pub fn is_other_release(&self) -> bool {
        matches!(self.0, Kind::OtherRelease { .. })
    }
}

impl fmt::Display for IndexError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Io { path, error } => write!(f, "{}: {error}", path.display()),
            Kind::Foreign => {
                write!(f, "no index of names: the file begins otherwise; was it written by `save`?")
            }
            Kind::OtherRelease { written } => write!(
                f,
                "the index was written by varlik {written}, this is {}, which takes names apart otherwise; build it again",
                super::file::RELEASE
            ),
            Kind::Cut { bytes, wanted } => {
                write!(f, "the index is cut short: it has {bytes} bytes of {wanted}; copy or save it again")
            }
            Kind::Damaged { part } => {
                write!(
                    f,
                    "the index is damaged: the checksum of its {part} is another; copy or save it again"
                )
            }
        }
    }
}

impl std::error::Error for IndexError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0 {
            Kind::Io { error, .. } => Some(error),
            _ => None,
        }
    }
}
