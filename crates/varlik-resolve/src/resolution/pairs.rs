//! The pairs of an answer.

use std::ops::Range;

use varlik_names::probability;

use super::{Resolution, ResolvedEntity};
use crate::cluster::ScoredPair;
use crate::prepared::Scratch;

/// The probability that rows of one entity have at least; rows of two have at most the rest.
const LEAST_WITHIN: f32 = 0.501;

/// The most rows of an entity of which all pairs are given.
const MOST_PAIRED: usize = 200;

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
        for &(node, weight) in &self.doubled {
            if let [first, rest @ ..] = self.members.of(node) {
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

    /// Ranges of rows, one behind the other, with at most so many [`pairs`](Self::pairs) each by their first rows; a single row may have
    /// more.
    #[must_use]
    pub fn pair_ranges(&self, most: usize) -> Vec<Range<u32>> {
        let mut counts = vec![0_u32; self.node_of.len()];
        let mut add = |row: u32, pairs: usize| {
            if let Some(count) = counts.get_mut(row as usize) {
                *count = count.saturating_add(u32::try_from(pairs).unwrap_or(u32::MAX));
            }
        };
        for entity in self.entities.iter() {
            let first = if entity.rows.len() <= MOST_PAIRED { entity.rows.len() } else { 1 };
            for (at, &row) in entity.rows.iter().enumerate().take(first) {
                add(row, entity.rows.len() - at - 1);
            }
        }
        self.each_edge(&mut |edge| add(edge.a, 1));
        let (mut ranges, mut start, mut held) = (Vec::new(), 0, 0_u64);
        for (row, &count) in (0..).zip(&counts) {
            if held > 0 && held + u64::from(count) > most as u64 {
                ranges.push(start..row);
                (start, held) = (row, 0);
            }
            held += u64::from(count);
        }
        ranges.push(start..u32::MAX);
        ranges
    }

    /// Those of the [`pairs`](Self::pairs) whose first row is in a range: for answers that are handed on piece by piece.
    ///
    /// Cost: all entities and edges are looked through each time.
    #[must_use]
    pub fn pairs_from(&self, rows: Range<u32>) -> Vec<ResolvedPair> {
        let mut pairs: Vec<ResolvedPair> = Vec::new();
        let within = |a: u32, b: u32, weight: f32, confidence: f32| ResolvedPair {
            a,
            b,
            weight,
            probability: probability(weight).max(confidence).max(LEAST_WITHIN),
        };
        let mut weigh = |entities: &[&ResolvedEntity]| {
            let nodes = entities.iter().flat_map(|entity| &entity.rows).map(|&row| self.node(row));
            let at_hand = self.whole().at_hand(nodes);
            // What is remembered is of the values at hand.
            let mut scratch = Scratch::remembering();
            for entity in entities {
                let is_small = entity.rows.len() <= MOST_PAIRED;
                for (at, &a) in entity.rows.iter().enumerate().take(if is_small { usize::MAX } else { 1 }) {
                    if !rows.contains(&a) {
                        continue;
                    }
                    for &b in entity.rows.iter().skip(at + 1) {
                        let (one, other) = (self.node(a), self.node(b));
                        if one == other && !self.prepared.across {
                            pairs.push(within(a, b, self.weight_of_doubled(one), entity.confidence));
                        } else if self.prepared.may_meet(one, other) {
                            let weight = at_hand.weigh(&self.scoring, one, other, &mut scratch);
                            pairs.push(within(a, b, weight, entity.confidence));
                        }
                    }
                }
            }
        };
        // As many entities at a time as there is room for their items.
        let (mut some, mut room) = (Vec::new(), self.whole().most());
        let asked = |entity: &&ResolvedEntity| {
            let first = if entity.rows.len() <= MOST_PAIRED { entity.rows.len() } else { 1 };
            entity.rows.len() > 1 && entity.rows.iter().take(first).any(|row| rows.contains(row))
        };
        for entity in self.entities.iter().filter(asked) {
            if entity.rows.len() > room && !some.is_empty() {
                weigh(&some);
                (some, room) = (Vec::new(), self.whole().most());
            }
            room = room.saturating_sub(entity.rows.len());
            some.push(entity);
        }
        weigh(&some);
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
