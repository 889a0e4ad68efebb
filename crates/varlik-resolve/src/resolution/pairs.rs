//! The pairs of an answer.

use std::ops::Range;

use varlik_names::probability;

use super::Resolution;
use crate::cluster::ScoredPair;
use crate::prepared::Scratch;

/// The probability that rows of one entity have at least; rows of two have at most the rest.
const LEAST_WITHIN: f32 = 0.501;

/// Two rows, and how likely they are one when all is said.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ResolvedPair {
    /// One row; below `b`.
    pub a: u32,
    /// The other.
    pub b: u32,
    /// What the two say themselves: the match weight in bits.
    pub weight: f32,
    /// The probability that they are one, 0..=1, with what is known of the rows around them.
    pub probability: f32,
}
impl Resolution {
    /// The pairs of rows that weigh -6 bits or more, with their weights; of identical rows each with the first of them.
    #[must_use]
    pub fn edges(&self) -> Vec<ScoredPair> {
        let mut edges = Vec::new();
        self.each_edge(&mut |edge| edges.push(edge));
        edges.sort_unstable_by_key(|edge| (edge.a, edge.b));
        edges
    }

    /// Visits the edges between rows, in the order of nodes.
    fn each_edge(&self, visit: &mut dyn FnMut(ScoredPair)) {
        self.edges.each(&mut |pair| {
            if let (Some(a), Some(b)) = (self.members.first(pair.a), self.members.first(pair.b)) {
                visit(ScoredPair { a: a.min(b), b: a.max(b), weight: pair.weight });
            }
        });
        if self.prepared.across {
            return;
        }
        let mut scratch = Scratch::default();
        for (node, rows) in (0..).zip(self.members.iter()) {
            if let [first, rest @ ..] = rows
                && !rest.is_empty()
            {
                let weight = self.weigh(node, node, &mut scratch);
                for &row in rest {
                    visit(ScoredPair { a: *first, b: row, weight });
                }
            }
        }
    }

    /// The pairs of rows with the probability that they are one, all evidence taken together.
    ///
    /// What the pair itself says is its weight; its probability also knows what became of the two rows. Two rows of one
    /// entity are one with the confidence of the entity at least, also where they were never compared; two rows of two
    /// entities are two, more likely than not, however alike they are. Given are all pairs within entities of up to 200
    /// rows, of larger ones those that were compared and those with the first row, and the pairs across entities that
    /// weigh -6 bits or more. In a link only pairs of two sources count.
    #[must_use]
    pub fn pairs(&self) -> Vec<ResolvedPair> {
        self.pairs_from(0..u32::MAX)
    }

    /// Those of the [`pairs`](Self::pairs) whose first row is in a range: for answers that are handed on piece by piece.
    ///
    /// Cost: all entities and edges are looked through each time.
    #[must_use]
    pub fn pairs_from(&self, rows: Range<u32>) -> Vec<ResolvedPair> {
        const MOST_PAIRED: usize = 200;
        let mut pairs: Vec<ResolvedPair> = Vec::new();
        let mut scratch = Scratch::remembering();
        let within = |a: u32, b: u32, weight: f32, confidence: f32| ResolvedPair {
            a,
            b,
            weight,
            probability: probability(weight).max(confidence).max(LEAST_WITHIN),
        };
        for entity in self.entities.iter() {
            let is_small = entity.rows.len() <= MOST_PAIRED;
            for (at, &a) in entity.rows.iter().enumerate().take(if is_small { usize::MAX } else { 1 }) {
                if !rows.contains(&a) {
                    continue;
                }
                for &b in entity.rows.iter().skip(at + 1) {
                    let (one, other) = (self.node(a), self.node(b));
                    if self.prepared.may_meet(one, other) {
                        pairs.push(within(a, b, self.weigh(one, other, &mut scratch), entity.confidence));
                    }
                }
            }
        }
        self.each_edge(&mut |edge| {
            if !rows.contains(&edge.a) {
                return;
            }
            let (one, other) = (self.entity_of(edge.a), self.entity_of(edge.b));
            let entity = self.entities.get(one as usize);
            if one != other {
                let most = probability(edge.weight).min(1.0 - LEAST_WITHIN);
                pairs.push(ResolvedPair { a: edge.a, b: edge.b, weight: edge.weight, probability: most });
            } else if let Some(entity) = entity.filter(|entity| entity.rows.len() > MOST_PAIRED) {
                pairs.push(within(edge.a, edge.b, edge.weight, entity.confidence));
            }
        });
        pairs.sort_unstable_by_key(|pair| (pair.a, pair.b));
        pairs.dedup_by_key(|pair| (pair.a, pair.b));
        pairs
    }
}
