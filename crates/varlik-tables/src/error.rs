//! Why a table could not be read or written.

use std::fmt;
use std::io;
use std::path::Path;

/// Why a table could not be read or written: one line that names the file, the row, the column and the remedy.
#[derive(Debug)]
pub struct TableError {
    kind: ErrorKind,
}

#[derive(Debug)]
enum ErrorKind {
    /// The caller asked for something that makes no sense, whatever the tables hold.
    Usage(String),
    NotFound(String),
    /// The table is there but cannot be used.
    Input(String),
    Read(String, io::Error),
    Write(String, io::Error),
}

impl TableError {
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Usage(message.into()) }
    }

    pub(crate) fn input(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Input(message.into()) }
    }

    pub(crate) fn read(path: &Path, source: io::Error) -> Self {
        let path = path.display();
        let kind = if source.kind() == io::ErrorKind::NotFound {
            ErrorKind::NotFound(format!("{path}: no such file; check the path"))
        } else {
            ErrorKind::Read(
                format!("{path}: cannot be read ({}); check that you may read it", reason(&source)),
                source,
            )
        };
        Self { kind }
    }

    pub(crate) fn write(path: &Path, source: io::Error) -> Self {
        let remedy = match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                "free some space or name another folder"
            }
            io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
                "a file stands in the way: name another folder"
            }
            _ => "name a folder you may write to",
        };
        let message = format!("{}: cannot be written ({}); {remedy}", path.display(), reason(&source));
        Self { kind: ErrorKind::Write(message, source) }
    }

    /// Returns whether the call itself was wrong, whatever the tables hold.
    #[must_use]
    pub fn is_usage(&self) -> bool {
        matches!(self.kind, ErrorKind::Usage(_))
    }

    /// Returns whether a file that was named does not exist.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        matches!(self.kind, ErrorKind::NotFound(_))
    }

    /// Returns whether reading or writing failed (a disk that is full, a folder that is closed to us).
    #[must_use]
    pub fn is_io(&self) -> bool {
        matches!(self.kind, ErrorKind::NotFound(_) | ErrorKind::Read(..) | ErrorKind::Write(..))
    }
}

/// The system's words without the number that Rust adds ("No space left on device").
pub(crate) fn reason(source: &io::Error) -> String {
    let text = source.to_string();
    match text.find(" (os error") {
        Some(end) => text.get(..end).unwrap_or(&text).to_owned(),
        None => text,
    }
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ErrorKind::Usage(message)
            | ErrorKind::NotFound(message)
            | ErrorKind::Input(message)
            | ErrorKind::Read(message, _)
            | ErrorKind::Write(message, _) => f.write_str(message),
        }
    }
}

impl std::error::Error for TableError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            ErrorKind::Read(_, source) | ErrorKind::Write(_, source) => Some(source),
            _ => None,
        }
    }
}
