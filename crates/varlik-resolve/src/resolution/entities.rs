//! From edges to entities.

use std::sync::Arc;

use varlik_names::probability;

use super::chain::chain;
use super::edges::Edges;
use super::members::Members;
use super::{Kind, Progress, Resolution, ResolveError, Stage};
use crate::cluster::{
    ClusterOptions, Constraints, Entities, Entity, ScoredPair, cluster_parts, cluster_while, join_alone,
};
use crate::forest::Forest;
use crate::prepared::Scratch;

/// An entity: the rows that are one.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ResolvedEntity {
    /// Its rows, rising.
    pub rows: Vec<u32>,
    /// The probability that its weakest part belongs to the rest, 0..=1; 1 where there is one row.
    pub confidence: f32,
    /// The rows that hold its weakest part to the rest, with their match weight in bits.
    pub weakest: Option<(u32, u32, f32)>,
}
/// How often entities are looked through for pairs that a rule forbids, and the most items of one.
const VETO_ROUNDS: usize = 8;
const MOST_CHECKED: usize = 64;
impl Resolution {
    /// Adds pairs that a rule keeps apart to what clustering keeps to, but those that must be one; whether there were any.
    fn forbid(&self, constraints: &mut Constraints, pairs: impl Iterator<Item = (u32, u32)>) -> bool {
        let mut pairs = pairs.peekable();
        if pairs.peek().is_none() {
            return false;
        }
        let mut forest = Forest::new(self.prepared.items.len());
        for &(a, b) in &constraints.must {
            forest.join(a, b);
        }
        let before = constraints.cannot.len();
        constraints.cannot.extend(pairs.filter(|&(a, b)| forest.root(a) != forest.root(b)));
        constraints.cannot.len() > before
    }

    /// The pairs within entities of up to 64 items that a rule forbids.
    fn forbidden_within(&self, found: &Entities) -> Vec<(u32, u32)> {
        if !self.scoring.rules.can_forbid() {
            return Vec::new();
        }
        let mut scratch = Scratch::default();
        let mut pairs = Vec::new();
        let mut look = |entities: &[Entity<'_>]| {
            let at_hand = self.whole().at_hand(entities.iter().flat_map(|entity| entity.members).copied());
            for entity in entities {
                for (at, &a) in entity.members.iter().enumerate() {
                    for &b in entity.members.iter().skip(at + 1) {
                        if self.scoring.rules.forbid(at_hand.compare(a, b, &mut scratch)) {
                            pairs.push((a, b));
                        }
                    }
                }
            }
        };
        let mut some: Vec<Entity<'_>> = Vec::new();
        for entity in found.iter().filter(|entity| (2..=MOST_CHECKED).contains(&entity.members.len())) {
            if some.len() >= self.whole().most() / MOST_CHECKED {
                look(&some);
                some.clear();
            }
            some.push(entity);
        }
        look(&some);
        pairs
    }

    /// Puts rows into entities; of edges that are in a store at most `most_edges` are held.
    pub(super) fn cluster(
        &mut self,
        unique: u64,
        most_edges: Option<usize>,
        progress: Progress<'_>,
    ) -> Result<(), ResolveError> {
        let nodes = self.prepared.items.len();
        self.members = Members::new(&self.node_of, nodes);
        let bits = self.threshold_bits();
        let [must, cannot] = self.links();
        let mut constraints = Constraints {
            must,
            cannot,
            sources: self.prepared.items.sources.clone(),
            unique,
            ..Constraints::default()
        };
        self.forbid(&mut constraints, self.vetoed.iter().copied());
        let cluster = ClusterOptions { threshold_bits: bits, ..ClusterOptions::default() };
        let doubled: Vec<u32> = (0..nodes as u32).filter(|&node| self.members.of(node).len() > 1).collect();
        let mut scratch = Scratch::default();
        let rules = &self.scoring.rules;
        let (mut weights, mut vetoed) = (Vec::with_capacity(doubled.len()), Vec::new());
        self.whole().in_turn(
            &doubled,
            |&node| [node, node],
            |at_hand, &node| {
                weights.push((node, at_hand.weigh(&self.scoring, node, node, &mut scratch)));
                // Rows that say the same are one item: what a rule says of it, it says of any two of them.
                if rules.can_forbid() && rules.forbid(at_hand.compare(node, node, &mut scratch)) {
                    vetoed.push(node);
                }
            },
        );
        self.doubled = weights;
        let this = &*self;
        let weigher = |own: &mut dyn Iterator<Item = u32>| -> Box<dyn Fn(u32, u32) -> f32 + Sync + '_> {
            let at_hand = match &this.parts {
                Some(_) => this.whole().at_hand(own),
                None => this.whole().at_hand([]),
            };
            let scoring = &this.scoring;
            Box::new(move |a, b| at_hand.weigh(scoring, a, b, &mut Scratch::default()))
        };
        let cluster_by = |constraints: &Constraints| {
            let goes_on = |done, whole| progress(Stage::Cluster, done, whole);
            let found = if let (Edges::Held(pairs), None) = (&self.edges, &self.parts) {
                let weigh = weigher(&mut std::iter::empty());
                cluster_while(nodes, pairs, &weigh, constraints, &cluster, &goes_on)
            } else {
                // A component of so many edges has that many items and one at most; few at a time leave room for the rest.
                let limit = most_edges.unwrap_or(usize::MAX).min((self.whole().most() / 8).max(1));
                let each = |visit: &mut dyn FnMut(&ScoredPair)| self.edges.each(visit);
                cluster_parts(nodes, &each, limit, &weigher, constraints, &cluster, &goes_on)
            };
            let found = found.map_err(|error| {
                let (a, b) = error.pair();
                let ids = &self.prepared.items.ids;
                let chain = chain(&constraints.must, a, b);
                let mut chain: Vec<String> = chain.into_iter().map(|node| ids.get(node).to_owned()).collect();
                if chain.first() > chain.last() {
                    chain.reverse();
                }
                ResolveError(Kind::Contradiction(error, chain))
            })?;
            self.edges.check()?;
            found.ok_or(ResolveError(Kind::Stopped))
        };
        let mut found = cluster_by(&constraints)?;
        // Pairs that nothing brought together may have come into one entity though a rule forbids it.
        for _ in 0..VETO_ROUNDS {
            if !self.forbid(&mut constraints, self.forbidden_within(&found).into_iter()) {
                break;
            }
            found = cluster_by(&constraints)?;
        }
        if self.prepared.across {
            found = join_alone(found, &|visit| self.edges.each(visit), &constraints, bits);
            self.edges.check()?;
        }
        let entities = self.entities_of(&found, &vetoed, unique, bits);
        self.cluster_of = vec![0; self.node_of.len()];
        for (number, entity) in entities.iter().enumerate() {
            for &row in &entity.rows {
                if let Some(slot) = self.cluster_of.get_mut(row as usize) {
                    *slot = number as u32;
                }
            }
        }
        self.entities = Arc::new(entities);
        Ok(())
    }

    /// The entities of rows, by their first rows, of those of nodes; a rule forbids any two rows of a node that is `vetoed` (rising).
    fn entities_of(&self, found: &Entities, vetoed: &[u32], unique: u64, bits: f32) -> Vec<ResolvedEntity> {
        let mut entities: Vec<ResolvedEntity> = Vec::with_capacity(found.len());
        let rows = |node: u32| self.members.of(node);
        let first = |node: u32| rows(node).first().copied().unwrap_or(0);
        let is_vetoed = |node: u32| vetoed.binary_search(&node).is_ok();
        for entity in found.iter() {
            let mut own: Vec<u32> = Vec::new();
            let mut confidence = entity.confidence;
            let mut weakest = entity.weakest.map(|pair| (first(pair.a), first(pair.b), pair.weight));
            for &node in entity.members {
                let is_unique = unique >> self.prepared.items.source(node) & 1 == 1;
                let weight = match rows(node) {
                    [_] => 0.0,
                    _ => self.weight_of_doubled(node),
                };
                match rows(node) {
                    [only] => own.push(*only),
                    // Rows that say the same are one unless what they say is too little, or their source repeats nothing.
                    [one, rest @ ..]
                        if is_unique || is_vetoed(node) || (entity.members.len() == 1 && weight <= bits) =>
                    {
                        own.push(*one);
                        entities.extend(rest.iter().map(|&row| ResolvedEntity {
                            rows: vec![row],
                            confidence: 1.0,
                            weakest: None,
                        }));
                    }
                    [one, two, ..] => {
                        own.extend(rows(node));
                        if weakest.is_none_or(|weakest| weight < weakest.2) && entity.members.len() == 1 {
                            weakest = Some((*one, *two, weight));
                            confidence = probability(weight);
                        }
                    }
                    [] => {}
                }
            }
            own.sort_unstable();
            entities.push(ResolvedEntity { rows: own, confidence, weakest });
        }
        entities.sort_unstable_by(|a, b| a.rows.cmp(&b.rows));
        entities
    }
}
