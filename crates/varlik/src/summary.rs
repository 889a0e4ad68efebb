//! What was read, and what was not.

/// What was read, and what was not, with reasons.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// Number of articles that were read.
    pub documents: usize,
    /// Bytes of text in them.
    pub bytes: usize,
    /// Files of other kinds in the folders, passed over.
    pub ignored: usize,
    /// Files and rows that were not read, in the order met.
    pub skipped: Vec<Note>,
    /// Files whose bytes were not clean UTF-8 and how they were read, in the order met.
    pub repaired: Vec<Note>,
}

/// One remark about one file or row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The file, with `:line` where one row is meant.
    pub place: String,
    /// What happened to it.
    pub reason: String,
}

impl Summary {
    pub(crate) fn skip(&mut self, place: impl Into<String>, reason: impl Into<String>) {
        self.skipped.push(Note { place: place.into(), reason: reason.into() });
    }
}
