//! Where a run puts away what it has made, to go on from there or to make room.

use std::fmt;

use crate::cluster::ScoredPair;
use crate::model::Model;

/// A place outside memory in which a run keeps what its stages have made.
///
/// A run that was stopped goes on from there when it is begun again with the same items and choices: what was learnt
/// is not learnt anew, and pairs are not weighed a second time. The store vouches for their being the same. Edges that
/// are too many to be held stay there; see [`Resolver::with_store`](super::Resolver::with_store).
///
/// Every method may be called from several threads. What fails is told by a sentence that names the place and the remedy;
/// it stops the run.
pub trait RunStore: fmt::Debug + Send + Sync {
    /// The model that was kept, if one was.
    fn model(&self) -> Option<Model>;

    /// Keeps the model that was learnt, or given.
    ///
    /// # Errors
    /// What went wrong, and the remedy.
    fn keep_model(&self, model: &Model) -> Result<(), String>;

    /// What was kept when all pairs had been weighed, if that came to its end.
    fn scored(&self) -> Option<ScoredSummary>;

    /// Takes some edges, sorted among themselves by their items; not yet for good.
    ///
    /// # Errors
    /// What went wrong, and the remedy.
    fn put_edges(&self, edges: &[ScoredPair]) -> Result<(), String>;

    /// Keeps the edges that were put since the start, in the order of their items, and what was found beside them.
    ///
    /// # Errors
    /// What went wrong, and the remedy.
    fn keep_scored(&self, scored: &ScoredSummary) -> Result<(), String>;

    /// Reads at most `most` of the edges that were kept, from that of the number `from` on, in their order.
    ///
    /// # Errors
    /// What went wrong, and the remedy.
    fn read_edges(&self, from: u64, most: usize) -> Result<Vec<ScoredPair>, String>;
}

/// What weighing all pairs has found, beside the edges.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ScoredSummary {
    /// How many edges there are.
    pub edges: u64,
    /// Items that a rule keeps apart though what they say would make an edge, sorted.
    pub vetoed: Vec<(u32, u32)>,
    /// How many pairs each way of blocking brought.
    pub compared: Vec<u64>,
}
