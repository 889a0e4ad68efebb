//! The pairs of nodes worth comparing, weighed.

use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;
use varlik_names::{Name, NameComparer, NameKind, blocking_keys};

use super::Kept;
use super::company::Company;
use super::nodes::Nodes;
use crate::blocking::Blocks;
use crate::cluster::ScoredPair;

/// The chance that two names of one block are one, before they are compared.
const PRIOR: f32 = 0.095;

/// The weight of a pair of nodes that no block holds, in bits.
pub(super) const NO_EDGE: f32 = -5.2;

/// What another kind of the same name costs, in bits: an organisation that bears the name of a place.
const OTHER_KIND: f32 = -0.65;

/// The same where one of them is known: what it is, it is.
const OTHER_THAN_KNOWN: f32 = -4.0;

/// What a common word that two texts share says of their meaning the same by it, in bits, before their company is looked at.
const COMMON_WORD: f32 = 0.0;

/// Pairs that are compared for each node, about.
const PAIRS_PER_NODE: usize = 40;

/// Blocks after which it is asked whether to go on.
const ASKED: usize = 256;

/// Weighs pairs of nodes.
pub(super) struct Weigher<'n> {
    nodes: &'n Nodes,
    pub(super) comparer: NameComparer,
    threshold: f32,
    /// What the texts name; empty where no name asks for it.
    company: Company,
}

impl<'n> Weigher<'n> {
    pub(super) fn new(nodes: &'n Nodes, items: &[Kept], threshold: f32) -> Self {
        let asked = nodes.all.iter().any(|node| node.only_text.is_some());
        let named = items.iter().zip(&nodes.node_of).filter(|_| asked);
        // What is called by a common word is no company: it may be anything.
        let named = named.filter(|(_, node)| nodes.only_text(**node).is_none());
        let company = Company::of(named.map(|(item, &node)| (item.text, node)));
        Self { nodes, comparer: NameComparer::default().with_prior(PRIOR), threshold, company }
    }

    /// What the company of two nodes says in bits, where it is their texts that tell whether they are one: they are called by
    /// one common word.
    pub(super) fn company(&self, a: u32, b: u32) -> Option<f32> {
        let (one, other) = (self.nodes.only_text(a)?, self.nodes.only_text(b)?);
        let named = self.company.named(other);
        Some(COMMON_WORD + self.company.says(one, |thing| named.binary_search(&thing).is_ok()))
    }

    /// The weight of two nodes in bits, and the names that have it.
    pub(super) fn best(&self, a: u32, b: u32) -> Option<(f32, &'n Name, &'n Name)> {
        let mut best: Option<(f32, &Name, &Name)> = None;
        let is_known = self.nodes.identifier(a) != 0 || self.nodes.identifier(b) != 0;
        for x in self.nodes.names(a) {
            for y in self.nodes.names(b) {
                let Some(kinds) = kinds(x, y, is_known) else { continue };
                let weight = self.comparer.weight(x, y) + kinds;
                if best.is_none_or(|best| weight > best.0) {
                    best = Some((weight, x, y));
                }
            }
        }
        best
    }

    /// The weight of two nodes in bits; none where they are never one.
    pub(super) fn weight(&self, a: u32, b: u32) -> Option<f32> {
        let best = self.best(a, b)?.0;
        Some(self.company(a, b).map_or(best, |company| best.min(company)))
    }

    /// What speaks for two nodes above the threshold, in bits; that of a bare name and a full one is told otherwise.
    pub(super) fn any(&self, a: u32, b: u32) -> f32 {
        if self.nodes.is_lone(a) != self.nodes.is_lone(b) {
            return NO_EDGE;
        }
        self.weight(a, b).map_or(NO_EDGE, |weight| weight - self.threshold)
    }
}

/// What the kinds of two names say, in bits; none where they are never one: a person is no organisation and no place.
pub(super) fn kinds(a: &Name, b: &Name, is_known: bool) -> Option<f32> {
    match (a.kind(), b.kind()) {
        (x, y) if x == y => Some(0.0),
        (NameKind::Person, _) | (_, NameKind::Person) => None,
        _ if is_known => Some(OTHER_THAN_KNOWN),
        _ => Some(OTHER_KIND),
    }
}

/// What is kept of the pairs.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    /// Pairs that are not hopeless, their weights less the threshold, rising.
    pub(super) edges: Vec<ScoredPair>,
    /// A bare name and a full one that has it as family name, with its weight, rising.
    pub(super) bare: Vec<(u32, u32, f32)>,
}

impl Pairs {
    /// `None` where `goes_on` said no.
    pub(super) fn of(
        nodes: &Nodes,
        weigher: &Weigher<'_>,
        goes_on: &(dyn Fn() -> bool + Sync),
    ) -> Option<Self> {
        let keys = |node: u32| -> Vec<(u64, u32)> {
            let mut keys: Vec<(u64, u32)> = Vec::new();
            for name in nodes.names(node) {
                // Persons and things never meet.
                let salt = if name.kind() == NameKind::Person { 0 } else { 0x9E37_79B9_7F4A_7C15 };
                keys.extend(blocking_keys(name).map(|key| (key ^ salt, node)));
            }
            keys.sort_unstable();
            keys.dedup();
            keys
        };
        let count = nodes.all.len();
        let mut entries: Vec<(u64, u32)> = (0..count as u32).into_par_iter().flat_map_iter(keys).collect();
        let contents: Vec<u64> =
            (0..count as u32).map(|node| u64::from(node).wrapping_mul(0x9E37_79B9_7F4A_7C15)).collect();
        let blocks = Blocks::of_keys(&mut entries, count, &contents, (count * PAIRS_PER_NODE) as f64);
        let stopped = AtomicBool::new(false);
        let parts: Vec<Self> = (0..blocks.len())
            .into_par_iter()
            .fold(Self::default, |mut found, block| {
                let members = blocks.members(block);
                // A few hundred blocks take some milliseconds, or one that is large.
                if (block % ASKED == 0 || members.len() > ASKED) && !goes_on() {
                    stopped.store(true, Ordering::Relaxed);
                }
                if stopped.load(Ordering::Relaxed) {
                    return found;
                }
                for (at, &a) in members.iter().enumerate() {
                    for &b in members.iter().skip(at + 1) {
                        if blocks.first_shared(a, b) == Some(block as u32) {
                            found.take(nodes, weigher, a, b);
                        }
                    }
                }
                found
            })
            .collect();
        if stopped.into_inner() {
            return None;
        }
        let mut all = Self::default();
        for part in parts {
            all.edges.extend(part.edges);
            all.bare.extend(part.bare);
        }
        all.edges.par_sort_unstable_by_key(|edge| (edge.a, edge.b));
        all.bare.par_sort_unstable_by_key(|&(a, b, _)| (a, b));
        Some(all)
    }

    fn take(&mut self, nodes: &Nodes, weigher: &Weigher<'_>, a: u32, b: u32) {
        let Some(weight) = weigher.weight(a, b) else { return };
        let (bare_a, bare_b) = (nodes.is_lone(a), nodes.is_lone(b));
        let weight = weight - weigher.threshold;
        if bare_a != bare_b {
            if weight > 0.0 {
                self.bare.push(if bare_a { (a, b, weight) } else { (b, a, weight) });
            }
            return;
        }
        self.edges.push(ScoredPair { a, b, weight });
    }
}
