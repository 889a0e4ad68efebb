//! Candidate pairs weighed, and what is kept of them.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rayon::prelude::*;

use super::edges::Edges;
use super::store::{RunStore, ScoredSummary};
use super::{Kind, Progress, ResolveError, Stage};
use crate::blocking::{GROUPS, group_of};
use crate::cluster::ScoredPair;
use crate::part::{AtHand, Whole};
use crate::scoring::{Outcome, PairScorer, Scoring};

/// Edges that a thread has before it gives them to the others: 12 kB.
const OWN: usize = 1 << 10;

/// Where edges go, and how many are held in memory.
#[derive(Debug, Clone, Default)]
pub(super) struct Keeping {
    pub(super) store: Option<Arc<dyn RunStore>>,
    /// The most edges that are held where there is a store; all without it.
    pub(super) most_edges: Option<usize>,
}

/// What is kept of the candidate pairs.
#[derive(Debug, Default)]
pub(super) struct Weighed {
    pub(super) edges: Edges,
    /// Pairs that would be edges had a rule not forbidden them.
    pub(super) vetoed: Vec<(u32, u32)>,
    /// How many pairs of each pass there were.
    pub(super) compared: Vec<u64>,
}

/// What one thread has found.
#[derive(Debug, Default)]
struct Part {
    own: Vec<ScoredPair>,
    vetoed: Vec<(u32, u32)>,
    compared: Vec<u64>,
}

/// The edges that threads have given, and those that went on to a store.
struct Gathered<'k> {
    held: Mutex<Vec<ScoredPair>>,
    keeping: &'k Keeping,
    /// The number of edges that go to the store together, where not all can be held.
    run: usize,
    stored: AtomicU64,
    failed: OnceLock<String>,
}

impl<'k> Gathered<'k> {
    fn new(keeping: &'k Keeping) -> Self {
        let limit = keeping.most_edges.filter(|_| keeping.store.is_some());
        // While some are written, others come.
        let run = limit.map_or(usize::MAX, |most| (most / 2).max(OWN));
        let (held, stored) = (Mutex::default(), AtomicU64::new(0));
        Self { held, keeping, run, stored, failed: OnceLock::new() }
    }

    /// Takes the edges of a thread.
    fn take(&self, own: &mut Vec<ScoredPair>) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.append(own);
        if held.len() >= self.run {
            let run = std::mem::take(&mut *held);
            drop(held);
            self.store(run);
        }
    }

    fn store(&self, mut run: Vec<ScoredPair>) {
        let Some(store) = &self.keeping.store else { return };
        self.stored.fetch_add(run.len() as u64, Ordering::Relaxed);
        run.par_sort_unstable_by_key(|pair| (pair.a, pair.b));
        if let Err(problem) = store.put_edges(&run) {
            let _ = self.failed.set(problem);
        }
    }

    fn check(&self) -> Result<(), ResolveError> {
        self.failed.get().map_or(Ok(()), |problem| Err(failed(problem.clone())))
    }
}

fn failed(problem: String) -> ResolveError {
    ResolveError(Kind::Store(problem))
}

/// Takes up what an earlier run has weighed, or weighs all candidate pairs.
///
/// `groups` are those that each item has blocks in, where not all items are ready to be compared.
pub(super) fn weighed(
    whole: Whole<'_>,
    groups: &[u64],
    scoring: &Scoring,
    keeping: &Keeping,
    progress: Progress<'_>,
) -> Result<Weighed, ResolveError> {
    let candidates = whole.candidates;
    let known = keeping.store.as_ref().and_then(|store| Some((store, store.scored()?)));
    if let Some((store, ScoredSummary { edges, vetoed, compared })) =
        known.filter(|(_, known)| known.compared.len() == candidates.near_pass() + 1)
    {
        let edges = taken_up(store, edges, keeping.most_edges)?;
        return Ok(Weighed { edges, vetoed, compared });
    }
    let gathered = Gathered::new(keeping);
    let mut parts: Vec<Part> = Vec::new();
    if whole.parts.is_none() {
        let goes_on = |done, all| progress(Stage::Score, done, all);
        parts = weigh(&whole.at_hand([]), scoring, &gathered, &goes_on)?;
    } else {
        for group in 0..GROUPS {
            let nodes = (0..).zip(groups).filter(|(_, groups)| *groups >> group & 1 == 1);
            let at_hand = whole.with_own(nodes.map(|(node, _)| node), |block| group_of(block.key) == group);
            // All groups are told in one count.
            let goes_on = |done: usize, all: usize| {
                let all = all.max(1);
                progress(Stage::Score, group as usize * all + done.min(all), GROUPS as usize * all)
            };
            if !goes_on(0, 1) {
                return Err(ResolveError(Kind::Stopped));
            }
            parts.extend(weigh(&at_hand, scoring, &gathered, &goes_on)?);
        }
    }
    let mut compared = vec![0; candidates.near_pass() + 1];
    let mut vetoed = Vec::new();
    for mut part in parts {
        gathered.take(&mut part.own);
        vetoed.extend(part.vetoed);
        for (sum, count) in compared.iter_mut().zip(part.compared) {
            *sum += count;
        }
    }
    vetoed.sort_unstable();
    gathered.check()?;
    let mut pairs = gathered.held.into_inner().unwrap_or_else(PoisonError::into_inner);
    pairs.par_sort_unstable_by_key(|pair| (pair.a, pair.b));
    pairs.shrink_to_fit();
    let Some(store) = &keeping.store else {
        return Ok(Weighed { edges: Edges::Held(pairs), vetoed, compared });
    };
    if !pairs.is_empty() {
        store.put_edges(&pairs).map_err(failed)?;
    }
    let stored = gathered.stored.into_inner();
    let edges = stored + pairs.len() as u64;
    let summary = ScoredSummary { edges, vetoed, compared };
    store.keep_scored(&summary).map_err(failed)?;
    let edges = if stored == 0 {
        Edges::Held(pairs)
    } else {
        drop(pairs);
        taken_up(store, edges, keeping.most_edges)?
    };
    Ok(Weighed { edges, vetoed: summary.vetoed, compared: summary.compared })
}

/// The edges that a store has, held where they are few enough.
fn taken_up(store: &Arc<dyn RunStore>, count: u64, most: Option<usize>) -> Result<Edges, ResolveError> {
    let stored = Edges::stored(Arc::clone(store), count);
    if most.is_some_and(|most| count > most as u64) {
        return Ok(stored);
    }
    let pairs = stored.all().into_owned();
    stored.check()?;
    Ok(Edges::Held(pairs))
}

/// Weighs all candidate pairs and keeps those above the lowest edge; and apart from them those that would be among them
/// had a rule not forbidden them.
fn weigh(
    at_hand: &AtHand<'_>,
    scoring: &Scoring,
    gathered: &Gathered<'_>,
    progress: &(dyn Fn(usize, usize) -> bool + Sync),
) -> Result<Vec<Part>, ResolveError> {
    let (prepared, candidates) = (at_hand.prepared(), at_hand.candidates());
    let scorer = PairScorer::new(prepared, scoring, candidates.near_pass() + 1);
    let stopped = AtomicBool::new(false);
    let goes_on = |done, whole| {
        let on = progress(done, whole);
        if !on {
            stopped.store(true, Ordering::Relaxed);
        }
        // A store that takes no more has no use for the rest.
        on && gathered.failed.get().is_none()
    };
    let parts = candidates.fold(
        prepared,
        &|_| 1,
        || Part { compared: vec![0; candidates.near_pass() + 1], ..Part::default() },
        |Part { own, vetoed, compared }: &mut Part, scratch, pass, a, b| {
            if let Some(count) = compared.get_mut(pass) {
                *count += 1;
            }
            match scorer.weigh(pass, a, b, scratch) {
                Outcome::Edge(weight) => {
                    own.push(ScoredPair { a: prepared.number(a), b: prepared.number(b), weight });
                    if own.len() >= OWN {
                        gathered.take(own);
                    }
                }
                Outcome::Forbidden => vetoed.push((prepared.number(a), prepared.number(b))),
                Outcome::Nothing => {}
            }
        },
        &goes_on,
    );
    if stopped.into_inner() {
        return Err(ResolveError(Kind::Stopped));
    }
    gathered.check()?;
    Ok(parts)
}
