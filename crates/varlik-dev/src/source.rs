//! Rows of the hand-kept and imported source tables under `data/`.

use std::fmt;
use std::path::{Path, PathBuf};

/// Why a table could not be written, with the file and what to do.
#[derive(Debug)]
pub(crate) struct Error(String);

impl Error {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// One tab-separated file: its comment head and its rows.
#[derive(Debug)]
pub(crate) struct Source {
    name: String,
    /// The `#` lines at the top, without the `#`.
    pub(crate) head: Vec<String>,
    rows: Vec<(usize, Vec<String>)>,
}

impl Source {
    /// Reads a file; `#` lines and empty lines are no rows.
    pub(crate) fn read(root: &Path, name: &str) -> Result<Self, Error> {
        let path: PathBuf = root.join(name);
        let text = std::fs::read_to_string(&path)
            .map_err(|error| Error::new(format!("{name}: cannot be read: {error}")))?;
        let head = text
            .lines()
            .map_while(|line| line.strip_prefix('#'))
            .map(|line| line.trim().to_owned())
            .collect();
        let rows = text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty())
            .map(|(at, line)| (at + 1, line.split('\t').map(|cell| cell.trim().to_owned()).collect()))
            .collect();
        Ok(Self { name: name.to_owned(), head, rows })
    }

    /// Iterates over the rows.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row { file: &self.name, line: *line, cells })
    }
}

/// One row of a source file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'a> {
    file: &'a str,
    line: usize,
    cells: &'a [String],
}

impl<'a> Row<'a> {
    /// A cell that must be there, empty or not.
    pub(crate) fn cell(&self, at: usize, what: &str) -> Result<&'a str, Error> {
        self.cells
            .get(at)
            .map(String::as_str)
            .ok_or_else(|| self.error(&format!("column {} ({what}) is missing", at + 1)))
    }

    /// A cell that may be left out at the end of the row.
    pub(crate) fn optional(&self, at: usize) -> &'a str {
        self.cells.get(at).map_or("", String::as_str)
    }

    /// Whether a person wrote the row, rather than an importing script.
    pub(crate) fn is_by_hand(&self) -> bool {
        self.file.ends_with("_by_hand.tsv")
    }

    /// An error that names this row.
    pub(crate) fn error(&self, message: &str) -> Error {
        Error::new(format!("{}:{}: {message}", self.file, self.line))
    }
}
