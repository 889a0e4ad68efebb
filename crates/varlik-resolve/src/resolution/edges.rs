//! The edges of an answer: held in memory, or left in a store.

use std::borrow::Cow;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::store::RunStore;
use super::{Kind, ResolveError};
use crate::cluster::ScoredPair;

/// Edges that are read together: less than a megabyte.
const READ: usize = 1 << 16;

/// Pairs that weigh enough to be worth keeping, sorted by their items.
#[derive(Debug)]
pub(super) enum Edges {
    Held(Vec<ScoredPair>),
    Stored(StoredEdges),
}

/// Edges that are read from a store whenever they are needed.
#[derive(Debug)]
pub(super) struct StoredEdges {
    store: Arc<dyn RunStore>,
    count: u64,
    /// The first edge of every part that is read together.
    firsts: OnceLock<Vec<(u32, u32)>>,
    /// The part that was read last, for those who look for single edges.
    last: Mutex<(usize, Vec<ScoredPair>)>,
    /// Why edges could not be read, if so.
    failed: OnceLock<String>,
}

impl Default for Edges {
    fn default() -> Self {
        Self::Held(Vec::new())
    }
}

impl Edges {
    pub(super) fn stored(store: Arc<dyn RunStore>, count: u64) -> Self {
        let (firsts, failed) = (OnceLock::new(), OnceLock::new());
        Self::Stored(StoredEdges { store, count, firsts, last: Mutex::new((usize::MAX, Vec::new())), failed })
    }

    /// Visits all edges in their order.
    pub(super) fn each(&self, visit: &mut dyn FnMut(&ScoredPair)) {
        match self {
            Self::Held(pairs) => pairs.iter().for_each(visit),
            Self::Stored(stored) => {
                for part in 0..stored.parts() {
                    stored.part(part).iter().for_each(&mut *visit);
                }
            }
        }
    }

    /// The edges as they lie in memory; those of a store are fetched.
    pub(super) fn all(&self) -> Cow<'_, [ScoredPair]> {
        match self {
            Self::Held(pairs) => Cow::Borrowed(pairs),
            Self::Stored(stored) => {
                let mut all = Vec::with_capacity(stored.count as usize);
                self.each(&mut |pair| all.push(*pair));
                Cow::Owned(all)
            }
        }
    }

    /// The weight of the edge between two items, the lower first.
    pub(super) fn weight(&self, pair: (u32, u32)) -> Option<f32> {
        let in_part = |pairs: &[ScoredPair]| {
            let place = pairs.binary_search_by_key(&pair, |edge| (edge.a, edge.b)).ok()?;
            pairs.get(place).map(|edge| edge.weight)
        };
        match self {
            Self::Held(pairs) => in_part(pairs),
            Self::Stored(stored) => {
                let part = stored.firsts().partition_point(|&first| first <= pair).checked_sub(1)?;
                let mut last = stored.last.lock().unwrap_or_else(PoisonError::into_inner);
                if last.0 != part {
                    *last = (part, stored.part(part));
                }
                in_part(&last.1)
            }
        }
    }

    /// How many there are, where they are in a store.
    pub(super) fn stored_count(&self) -> Option<u64> {
        match self {
            Self::Stored(stored) => Some(stored.count),
            Self::Held(_) => None,
        }
    }

    /// Whether all edges could be read so far.
    pub(super) fn check(&self) -> Result<(), ResolveError> {
        match self {
            Self::Stored(StoredEdges { failed, .. }) => match failed.get() {
                Some(problem) => Err(ResolveError(Kind::Store(problem.clone()))),
                None => Ok(()),
            },
            Self::Held(_) => Ok(()),
        }
    }
}

impl StoredEdges {
    fn parts(&self) -> usize {
        (self.count as usize).div_ceil(READ)
    }

    /// The edges of a part; none where they cannot be read, which is remembered.
    fn part(&self, part: usize) -> Vec<ScoredPair> {
        let from = part * READ;
        let expected = READ.min((self.count as usize).saturating_sub(from));
        let read = self.store.read_edges(from as u64, expected).and_then(|edges| {
            if edges.len() == expected { Ok(edges) } else { Err("edges that were kept are gone".to_owned()) }
        });
        read.unwrap_or_else(|problem| {
            let _ = self.failed.set(problem);
            Vec::new()
        })
    }

    fn firsts(&self) -> &[(u32, u32)] {
        self.firsts.get_or_init(|| {
            let first = |part| self.part(part).first().map_or((u32::MAX, u32::MAX), |edge| (edge.a, edge.b));
            (0..self.parts()).map(first).collect()
        })
    }
}
