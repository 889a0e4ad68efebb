//! Choices of the main job.

use std::path::PathBuf;

use varlik_documents::{KnowledgeBase, Markup};

use crate::input::Labels;
use crate::parallel::MOST_THREADS;

/// Choices of the main job. The default is right for files of Turkish and English news.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// Column of a `.jsonl`, `.csv` or `.parquet` that holds an article's id; `id` unless told.
    pub id_column: String,
    /// Column of a `.jsonl`, `.csv` or `.parquet` that holds an article's text; `text` unless told.
    pub text_column: String,
    /// How the texts of rows are marked up; plain unless told. Files tell it by their names.
    pub markup: Markup,
    /// A JSONL file of mentions found by somebody else: with it nothing is detected, the rest goes on as usual.
    /// `None` (the default) detects.
    pub mentions: Option<PathBuf>,
    /// What the labels of that file stand for, where that is another thing than is thought.
    pub labels: Labels,
    /// What is known of people, places and organisations, the first to be asked first: their names are seen in the
    /// articles, and entities are linked to their entries. None by default.
    pub knowledge: Vec<KnowledgeBase>,
    /// Number of threads; 0 (the default) takes all cores, and 256 is the most. The output does not depend on it.
    pub threads: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            id_column: "id".to_owned(),
            text_column: "text".to_owned(),
            markup: Markup::Plain,
            mentions: None,
            labels: Labels::default(),
            knowledge: Vec::new(),
            threads: 0,
        }
    }
}

impl Options {
    /// The choices that the wing of articles wants to hear.
    pub(crate) fn engine(&self) -> varlik_documents::Options {
        let mut options = varlik_documents::Options::default();
        options.threads = self.threads.min(MOST_THREADS);
        options.knowledge.clone_from(&self.knowledge);
        options
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_are_handed_on_up_to_the_most() {
        for (asked, want) in [(0, 0), (1, 1), (MOST_THREADS, 256), (1_000_000, 256), (usize::MAX, 256)] {
            assert_eq!(Options { threads: asked, ..Options::default() }.engine().threads, want);
        }
    }
}
