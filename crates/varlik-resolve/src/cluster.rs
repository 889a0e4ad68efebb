//! From weighted pairs to entities, without joining too much.

mod alone;
mod component;
mod constraint;
mod dense;
mod entity;
mod fixed;
mod parts;
mod sparse;

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::prelude::*;

pub(crate) use self::alone::join_alone;
use self::component::{Component, Components};
pub use self::constraint::{Constraints, Contradiction};
use self::dense::Dense;
pub use self::entity::{Entities, Entity};
pub(crate) use self::parts::cluster_parts;
use self::sparse::Sparse;
use crate::forest::Forest;

/// The most items of a component in which every pair is weighed.
///
/// Weighing all pairs of components of up to 64 items took 45 times the time of clustering 50,000 historical records, and
/// gave an F1 of .932 instead of .937.
const MOST_WEIGHED: usize = 8;

/// The most items of a component that is kept as a table of all pairs.
const MOST_DENSE: usize = 64;

/// Two items and how much speaks for their being one.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ScoredPair {
    /// One item.
    pub a: u32,
    /// The other; above `a` in what the library returns.
    pub b: u32,
    /// Match weight in bits (log2 odds); at 0 the chances are even.
    pub weight: f32,
}

/// When two clusters are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Linkage {
    /// While the members of each speak for the other: mostly through their best pairs, and a little through all.
    ///
    /// A record with errors needs a good witness in the cluster, not the agreement of all; but a single good pair
    /// between two large clusters is outvoted by the members who have none. A member has the more to say the better its
    /// best pair is: a record that says next to nothing fits many, and makes none of them one.
    #[default]
    Support,
    /// While the mean over all pairs of the two is above the threshold: the fewest false joins, the most missed.
    Average,
    /// While any pair is above the threshold (transitive closure), the strongest first as far as constraints let.
    Connected,
}

/// Choices of [`cluster_items`].
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct ClusterOptions {
    /// When two clusters are one; [`Linkage::Support`] by default.
    pub linkage: Linkage,
    /// The weight in bits above which a pair speaks for joining; 0 by default: as likely one as two.
    pub threshold_bits: f32,
    /// The weight in bits of a pair that was not given, in a component of more than 8 items; -6 by default: a pair
    /// that no blocking key brought together is hardly one.
    pub missing_bits: f32,
}

impl Default for ClusterOptions {
    fn default() -> Self {
        Self { linkage: Linkage::default(), threshold_bits: 0.0, missing_bits: -6.0 }
    }
}

/// Weighs any pair of items, in bits; the first is the lower.
pub type Weigh<'w> = &'w (dyn Fn(u32, u32) -> f32 + Sync);

/// Puts each of `count` items into exactly one entity.
///
/// Items that hang together by `pairs` above the threshold are a component; inside each, the two clusters that go best
/// together (by the [`Linkage`]) join first, until no two are left that may and should. Weights beyond 12 bits count as little
/// more, so that one pair cannot drown the others. In a component of up to 8 items, pairs that were not given are
/// weighed by `weigh`; in a larger one they count as `missing_bits`, and time and memory follow the given pairs.
///
/// The answer does not depend on the order of `pairs` (of a pair that comes twice the greatest weight counts; a pair of
/// no number, or beyond `count`, is left out) nor on the number of threads. Where weights are equal, the lower items
/// join first.
///
/// # Errors
/// [`Contradiction`] where must-links join two items that a cannot-link, a source that holds an entity once, or two
/// identities keep apart.
///
/// # Example: a record that fits two persons does not make them one
/// ```
/// use varlik_resolve::{ClusterOptions, Constraints, ScoredPair, cluster_items};
///
/// // 0 and 1 are two persons of one household; 2 bears only what they share.
/// let pairs = [(0, 2, 3.0), (1, 2, 2.0), (0, 1, -9.0)].map(|(a, b, weight)| ScoredPair { a, b, weight });
/// let found =
///     cluster_items(3, &pairs, &|_, _| -9.0, &Constraints::default(), &ClusterOptions::default())?;
/// assert_eq!(found.cluster_of(), [0, 1, 0]);
/// let household = found.get(0).unwrap();
/// assert_eq!((household.members, household.weakest), (&[0, 2][..], Some(pairs[0])));
/// # Ok::<(), varlik_resolve::Contradiction>(())
/// ```
///
/// # Example: judgements that contradict each other
/// ```
/// use varlik_resolve::{ClusterOptions, Constraints, cluster_items};
///
/// let constraints = Constraints { must: vec![(0, 1), (1, 2)], cannot: vec![(0, 2)], ..Default::default() };
/// let error = cluster_items(3, &[], &|_, _| 0.0, &constraints, &ClusterOptions::default()).unwrap_err();
/// assert_eq!(error.pair(), (0, 2));
/// ```
pub fn cluster_items(
    count: usize,
    pairs: &[ScoredPair],
    weigh: Weigh<'_>,
    constraints: &Constraints,
    options: &ClusterOptions,
) -> Result<Entities, Contradiction> {
    let found = cluster_while(count, pairs, weigh, constraints, options, &|_, _| true)?;
    Ok(found.unwrap_or_default())
}

/// As [`cluster_items`], for as long as `goes_on` says so, which hears how many of how many components are done; `None`
/// where it said no.
pub(crate) fn cluster_while(
    count: usize,
    pairs: &[ScoredPair],
    weigh: Weigh<'_>,
    constraints: &Constraints,
    options: &ClusterOptions,
    goes_on: &(dyn Fn(usize, usize) -> bool + Sync),
) -> Result<Option<Entities>, Contradiction> {
    constraints.check(count)?;
    let components = Components::new(count, pairs, constraints, options);
    let (done, stopped) = (AtomicUsize::new(0), AtomicBool::new(false));
    // Few enough for each thread to have several, many enough for its memory to be used again.
    let batch = (components.len() / 256).clamp(1, 1024);
    let parts: Vec<Entities> = (0..components.len().div_ceil(batch))
        .into_par_iter()
        .map_init(Solver::default, |solver, index| {
            let mut found = Entities::default();
            if stopped.load(Ordering::Relaxed)
                || !goes_on(done.fetch_add(batch, Ordering::Relaxed).min(components.len()), components.len())
            {
                stopped.store(true, Ordering::Relaxed);
                return found;
            }
            for index in index * batch..((index + 1) * batch).min(components.len()) {
                solver.solve(&components.get(index), weigh, constraints, options, &mut found);
            }
            found
        })
        .collect();
    Ok((!stopped.into_inner()).then(|| number(count, &|node| components.is_alone(node), &parts)))
}

/// Numbers the entities of all components, and the items that are alone, by their first items.
fn number(count: usize, is_alone: &dyn Fn(u32) -> bool, parts: &[Entities]) -> Entities {
    // Where the entity of a first item is found: its part and its number in there.
    let mut found: Vec<Option<(u32, u32)>> = vec![None; count];
    for (part, entities) in parts.iter().enumerate() {
        for (index, entity) in entities.iter().enumerate() {
            if let Some(slot) = entity.members.first().and_then(|&first| found.get_mut(first as usize)) {
                *slot = Some((part as u32, index as u32));
            }
        }
    }
    let mut all = Entities { cluster_of: vec![0; count], ..Entities::default() };
    all.members.reserve_exact(count);
    for (first, place) in found.into_iter().enumerate() {
        let own = all.ends.len() as u32;
        let entity = place.and_then(|(part, index)| parts.get(part as usize)?.get(index));
        if let Some(entity) = entity {
            all.push(entity.members.iter().copied(), entity.confidence, entity.weakest);
            for &member in entity.members {
                if let Some(slot) = all.cluster_of.get_mut(member as usize) {
                    *slot = own;
                }
            }
        } else if is_alone(first as u32) {
            all.push([first as u32], 1.0, None);
            if let Some(slot) = all.cluster_of.get_mut(first) {
                *slot = own;
            }
        }
    }
    all
}

/// Clusters one component after the other in the same memory.
#[derive(Debug, Default)]
struct Solver {
    dense: Dense,
    forest: Forest,
    /// The cluster of each node and the node, sorted.
    sorted: Vec<(u32, u32)>,
    /// The weakest link of each cluster.
    weakest: Vec<Option<ScoredPair>>,
    strongest_first: Vec<component::Edge>,
}

impl Solver {
    fn solve(
        &mut self,
        component: &Component<'_>,
        weigh: Weigh<'_>,
        constraints: &Constraints,
        options: &ClusterOptions,
        into: &mut Entities,
    ) {
        let count = component.nodes.len();
        self.sorted.clear();
        let lowest = if count <= MOST_DENSE {
            self.dense.run(component, weigh, constraints, options);
            self.sorted.extend(self.dense.home.iter().zip(0..).map(|(&home, node)| (home as u32, node)));
            std::mem::take(&mut self.dense.lowest)
        } else {
            let sparse = Sparse::run(component, constraints, options);
            self.sorted.extend(sparse.home.iter().copied().zip(0..));
            sparse.lowest
        };
        let weighed = std::mem::take(&mut self.dense.weighed);
        self.find_weakest(component, if count <= MOST_DENSE { &weighed } else { &[] });
        self.dense.weighed = weighed;
        self.sorted.sort_unstable();
        for cluster in self.sorted.chunk_by(|x, y| x.0 == y.0) {
            let slot = cluster.first().map_or(0, |&(home, _)| home as usize);
            let bits = lowest.get(slot).copied().unwrap_or(f64::INFINITY);
            let confidence = probability(bits + f64::from(options.threshold_bits));
            let members = cluster.iter().filter_map(|&(_, node)| component.nodes.get(node as usize).copied());
            into.push(members, confidence, self.weakest.get(slot).copied().flatten());
        }
        if count <= MOST_DENSE {
            self.dense.lowest = lowest;
        }
    }

    /// Finds the weakest pair of the strongest tree that holds each cluster together.
    fn find_weakest(&mut self, component: &Component<'_>, weighed: &[component::Edge]) {
        let home = |node: u32| self.sorted.get(node as usize).map(|&(home, _)| home);
        self.strongest_first.clear();
        let edges = component.edges.iter().chain(weighed);
        self.strongest_first.extend(edges.filter(|edge| home(edge.a) == home(edge.b)));
        self.strongest_first
            .sort_unstable_by(|x, y| y.weight.total_cmp(&x.weight).then((x.a, x.b).cmp(&(y.a, y.b))));
        self.forest.reset(component.nodes.len());
        for &(a, b) in component.must {
            self.forest.join(a, b);
        }
        self.weakest.clear();
        self.weakest.resize(component.nodes.len(), None);
        for edge in &self.strongest_first {
            if self.forest.join(edge.a, edge.b)
                && let Some(cluster) = home(edge.a)
                && let Some(slot) = self.weakest.get_mut(cluster as usize)
                && let (Some(&a), Some(&b)) =
                    (component.nodes.get(edge.a as usize), component.nodes.get(edge.b as usize))
            {
                *slot = Some(ScoredPair { a, b, weight: edge.weight });
            }
        }
    }
}

/// The share of the best pairs in what two clusters say for each other.
///
/// With 1 a cluster grows by the luck of many tries, with 0 one error costs a record its cluster. F1 of the pairs on public
/// and made tables of persons, for 1, 0.85, 0.5 and 0: 50,000 historical records by Fellegi-Sunter weights .940, .937,
/// .923, .889, by boosted trees .856, .872, .881, .873; 1,000 made records .976, .974, .961, .943; 100,000 with
/// households .966, .966, .965, .962. Closure gives .390, .030, .930, .965.
const WITNESS: f64 = 0.85;

/// What two clusters say for each other, from the mean best weights of the members of each and the mean of all pairs.
fn support(there: f64, back: f64, all: f64) -> f64 {
    WITNESS * f64::midpoint(there, back) + (1.0 - WITNESS) * all
}

/// The probability that goes with log2 odds.
fn probability(bits: f64) -> f32 {
    (1.0 / (1.0 + (-bits).exp2())) as f32
}

#[cfg(test)]
mod tests;
