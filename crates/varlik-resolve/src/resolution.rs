//! The engine over items by the column: from rows to entities.

mod account;
mod chain;
mod edges;
mod entities;
mod error;
mod examples;
mod golden_record;
mod judging;
mod members;
mod memory;
mod options;
mod pairs;
mod passes;
mod run;
mod stage;
mod store;
mod teaching;
#[cfg(test)]
mod tests;
mod weighing;

use std::sync::Arc;

use crate::candidates::Candidates;
use crate::field::Field;
use crate::items::Strings;
use crate::learn::LabelledPair;
use crate::level::Levels;
use crate::model::Model;
use crate::part::{Parts, Whole};
use crate::prepared::{Prepared, Scratch};
use crate::scoring::Scoring;

use edges::Edges;
pub use entities::ResolvedEntity;
use error::Kind;
pub use error::ResolveError;
pub use examples::FieldSummary;
pub use golden_record::GoldenRule;
use members::Members;
pub use memory::MemoryEstimate;
pub use options::{Labelling, ResolverOptions, Scope, Unique};
pub use pairs::ResolvedPair;
pub use passes::{PassSummary, WeightBin};
pub use run::Resolver;
pub use stage::{Progress, Stage};
pub use store::{RunStore, ScoredSummary};

/// The answer of a [`Resolver`], with all that explains it.
#[derive(Debug)]
pub struct Resolution {
    ids: Strings,
    node_of: Vec<u32>,
    /// The rows of each node.
    members: Members,
    pub(crate) prepared: Prepared,
    pub(crate) candidates: Candidates,
    levels: Vec<Levels>,
    scoring: Scoring,
    pub(crate) model: Model,
    /// Whether the model was given, not learnt from these items.
    is_given: bool,
    /// The labels that the answer was made with, sorted.
    labels: Vec<LabelledPair>,
    edges: Edges,
    /// What makes items ready to be compared, where not all of them are.
    pub(crate) parts: Option<Parts>,
    /// The nodes of several rows, rising, and what two rows of each weigh.
    doubled: Vec<(u32, f32)>,
    /// Pairs that a rule forbids, though what is compared would make them edges; sorted.
    vetoed: Vec<(u32, u32)>,
    /// How many pairs of each pass were compared.
    compared: Vec<u64>,
    cluster_of: Vec<u32>,
    entities: Arc<Vec<ResolvedEntity>>,
    /// The choices that the answer was made with.
    options: ResolverOptions,
}

impl Resolution {
    /// The entity of each row; entities are numbered by their first rows.
    #[must_use]
    pub fn cluster_of(&self) -> &[u32] {
        &self.cluster_of
    }

    /// The entities, by their first rows.
    #[must_use]
    pub fn entities(&self) -> &[ResolvedEntity] {
        &self.entities
    }

    /// The entities, to be held beside the answer without being copied.
    #[must_use]
    pub fn shared_entities(&self) -> Arc<Vec<ResolvedEntity>> {
        Arc::clone(&self.entities)
    }

    /// How many edges were left in a store; none where all are held.
    #[must_use]
    pub fn stored_edges(&self) -> Option<u64> {
        self.edges.stored_count()
    }

    /// Whether all edges could be read that were asked for so far, where a store has them.
    ///
    /// What is made of the edges ([`pairs`](Self::pairs), [`histogram`](Self::histogram) and their kin) lacks those that
    /// could not be read.
    ///
    /// # Errors
    /// [`ResolveError`] with the words of the store.
    pub fn check_edges(&self) -> Result<(), ResolveError> {
        self.edges.check()
    }

    /// The learnt model.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The id of a row.
    #[must_use]
    pub fn id(&self, row: u32) -> &str {
        self.ids.get(row)
    }

    /// The fields that are compared.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.prepared.items.columns.iter().map(|(field, _)| field)
    }

    fn entity_of(&self, row: u32) -> u32 {
        self.cluster_of.get(row as usize).copied().unwrap_or(u32::MAX)
    }

    /// The match weight of any two rows, in bits.
    #[must_use]
    pub fn weight(&self, a: u32, b: u32) -> f32 {
        let (a, b) = (self.node(a), self.node(b));
        self.whole().at_hand([a, b]).weigh(&self.scoring, a, b, &mut Scratch::default())
    }

    /// Whether two rows were compared.
    #[must_use]
    pub fn is_candidate(&self, a: u32, b: u32) -> bool {
        let (a, b) = (self.node(a), self.node(b));
        a == b || self.whole().at_hand([a, b]).pass_of(a, b) != self.candidates.no_pass()
    }

    fn node(&self, row: u32) -> u32 {
        self.node_of.get(row as usize).copied().unwrap_or(u32::MAX)
    }

    fn whole(&self) -> Whole<'_> {
        Whole { prepared: &self.prepared, candidates: &self.candidates, parts: self.parts.as_ref() }
    }

    /// What two rows of a node weigh.
    fn weight_of_doubled(&self, node: u32) -> f32 {
        let place = self.doubled.binary_search_by_key(&node, |own| own.0);
        place.ok().and_then(|place| self.doubled.get(place)).map_or(0.0, |own| own.1)
    }

    /// The weight above which a pair speaks for one entity, in bits.
    #[must_use]
    pub fn threshold_bits(&self) -> f32 {
        let threshold = self.options.threshold.clamp(1e-6, 1.0 - 1e-6);
        (threshold / (1.0 - threshold)).log2()
    }
}
