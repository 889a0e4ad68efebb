//! One article as it came in.

/// One article: an id that the caller chose and the raw text, never rewritten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The caller's name for the article, unique in one run; a path below the given folder, or a row's id.
    pub id: String,
    /// The text as decoded from the file, byte for byte: every span points into it.
    pub text: String,
}
