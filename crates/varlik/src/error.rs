//! Why the main job could not be done.

use std::fmt;
use std::io;
use std::path::Path;

use varlik_tables::TableError;

/// Why the main job could not be done: one line that names the file, the line and the remedy.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
}

#[derive(Debug)]
enum ErrorKind {
    /// The caller asked for something that makes no sense, whatever the files hold.
    Usage(String),
    /// A path that was named does not exist.
    NotFound(String),
    /// The input is there but cannot be used.
    Input(String),
    /// A file could not be read.
    Read(String, io::Error),
    /// A file or folder could not be written.
    Write(String, io::Error),
    /// A table could not be read.
    Table(TableError),
    /// The folder of a run could not be written or read.
    Work(String),
    Cancelled,
}

impl Error {
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Usage(message.into()) }
    }

    pub(crate) fn input(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Input(message.into()) }
    }

    pub(crate) fn read(path: &Path, source: io::Error) -> Self {
        let path = path.display();
        let kind = if source.kind() == io::ErrorKind::NotFound {
            ErrorKind::NotFound(format!("{path}: no such file or folder; check the path"))
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
                "free some space or choose another output folder"
            }
            io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
                "a file stands in the way: choose another output folder"
            }
            _ => "choose an output folder you may write to",
        };
        let message = format!("{}: cannot be written ({}); {remedy}", path.display(), reason(&source));
        Self { kind: ErrorKind::Write(message, source) }
    }

    pub(crate) fn work(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Work(message.into()) }
    }

    pub(crate) fn cancelled() -> Self {
        Self { kind: ErrorKind::Cancelled }
    }

    /// Returns whether the call itself was wrong, whatever the files hold.
    #[must_use]
    pub fn is_usage(&self) -> bool {
        match &self.kind {
            ErrorKind::Table(error) => error.is_usage(),
            kind => matches!(kind, ErrorKind::Usage(_)),
        }
    }

    /// Returns whether a path that was named does not exist.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        match &self.kind {
            ErrorKind::Table(error) => error.is_not_found(),
            kind => matches!(kind, ErrorKind::NotFound(_)),
        }
    }

    /// Returns whether reading or writing failed (a disk that is full, a folder that is closed to us).
    #[must_use]
    pub fn is_io(&self) -> bool {
        match &self.kind {
            ErrorKind::Table(error) => error.is_io(),
            kind => matches!(
                kind,
                ErrorKind::NotFound(_) | ErrorKind::Read(..) | ErrorKind::Write(..) | ErrorKind::Work(_)
            ),
        }
    }

    /// Returns whether the run was stopped by its [`Control`](crate::Control).
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        matches!(self.kind, ErrorKind::Cancelled)
    }
}

/// The system's words without the number that Rust adds ("No space left on device").
fn reason(source: &io::Error) -> String {
    let text = source.to_string();
    match text.find(" (os error") {
        Some(end) => text.get(..end).unwrap_or(&text).to_owned(),
        None => text,
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ErrorKind::Usage(message)
            | ErrorKind::NotFound(message)
            | ErrorKind::Input(message)
            | ErrorKind::Work(message)
            | ErrorKind::Read(message, _)
            | ErrorKind::Write(message, _) => f.write_str(message),
            ErrorKind::Table(error) => error.fmt(f),
            ErrorKind::Cancelled => f.write_str("stopped before the end; nothing was written"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            ErrorKind::Read(_, source) | ErrorKind::Write(_, source) => Some(source),
            ErrorKind::Table(error) => error.source(),
            _ => None,
        }
    }
}

impl From<varlik_documents::Error> for Error {
    fn from(error: varlik_documents::Error) -> Self {
        if error.is_cancelled() { Self::cancelled() } else { Self::input(error.to_string()) }
    }
}

impl From<TableError> for Error {
    fn from(error: TableError) -> Self {
        Self { kind: ErrorKind::Table(error) }
    }
}
