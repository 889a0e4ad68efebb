//! The stages of a run, and who hears of them.

use std::fmt;

/// The stages of a run, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Values are parsed, names taken apart, texts cut into words.
    Prepare,
    /// Keys are sorted into blocks.
    Block,
    /// Patterns are counted and shares learnt.
    Learn,
    /// Pairs are weighed.
    Score,
    /// Pairs become entities.
    Cluster,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Prepare => "prepare",
            Self::Block => "block",
            Self::Learn => "learn",
            Self::Score => "score",
            Self::Cluster => "cluster",
        })
    }
}

/// Hears of progress (stage, done, of how many) and says whether to go on.
pub type Progress<'p> = &'p (dyn Fn(Stage, usize, usize) -> bool + Sync);
