//! Why two bearers are one, or two.

use rustc_hash::FxHashMap;
use varlik_names::{Reason, probability};

use super::pairs::{Weigher, kinds};
use super::{BearerOptions, Bearers, Solved};
use crate::explanation::{EvidenceLine, Explanation};

/// What one identifier says, in bits: as much as the same name and more.
const SAME_IDENTIFIER: f32 = 30.0;

/// What two different identifiers say, in bits: more than any name.
const OTHER_IDENTIFIER: f32 = -60.0;

/// Why two bearers are one entity, or two.
#[derive(Debug, Clone, PartialEq)]
pub struct BearerAccount {
    /// Whether they are one entity.
    pub together: bool,
    /// What the two say of each other.
    pub pair: Explanation,
    /// Where the two are one though they do not say so themselves: the steps that lead from one to the other, each between
    /// two names that do.
    pub chain: Vec<Explanation>,
}

impl Bearers {
    /// Explains why two bearers are one or two; it takes as long as to [`resolve`](Self::resolve) them.
    #[must_use]
    pub fn explain(&self, a: u32, b: u32, options: &BearerOptions) -> BearerAccount {
        // Nobody stops it.
        let solved = Solved::of(self.clone(), options, &|| true).unwrap_or_default();
        let entity = |item: u32| solved.entity_of.get(item as usize);
        let node = |item: u32| solved.nodes.node_of.get(item as usize).copied().unwrap_or(u32::MAX);
        let together = entity(a).is_some() && entity(a) == entity(b);
        let weigher = Weigher::new(&solved.nodes, &solved.items, options.threshold);
        let (x, y) = (node(a), node(b));
        let pair = pair(&solved, &weigher, x, y);
        let says_so = x == y || pair.weight > options.threshold;
        let path = if together && !says_so { solved.path(x, y) } else { Vec::new() };
        let steps = path.iter().zip(path.iter().skip(1));
        let chain = steps.map(|(&one, &next)| self::pair(&solved, &weigher, one, next)).collect();
        BearerAccount { together, pair, chain }
    }
}

/// What two nodes say of each other.
fn pair(solved: &Solved, weigher: &Weigher<'_>, x: u32, y: u32) -> Explanation {
    let nodes = &solved.nodes;
    let mut lines = Vec::new();
    let mut prior = 0.0;
    let line = |comparison: &str, level: &str, values: (String, String), weight: f32| EvidenceLine {
        comparison: comparison.to_owned(),
        level: level.to_owned(),
        values,
        weight,
        rarity: 0.0,
    };
    let called = |node: u32| nodes.names(node).next().map_or_else(String::new, |name| name.key().to_owned());
    let mut ids = (called(x), called(y));
    if let Some((_, one, other)) = weigher.best(x, y) {
        ids = (one.key().to_owned(), other.key().to_owned());
        for said in weigher.comparer.explain(one, other).evidence {
            if said.what == Reason::Prior {
                prior += said.weight;
            } else {
                lines.push(line("name", said.what.as_str(), (said.a, said.b), said.weight));
            }
        }
        let is_known = nodes.identifier(x) != 0 || nodes.identifier(y) != 0;
        let bits = kinds(one, other, is_known).unwrap_or_default();
        if bits < 0.0 {
            lines.push(line("kind", "another", (String::new(), String::new()), bits));
        }
    }
    let named = prior + lines.iter().map(|line| line.weight).sum::<f32>();
    if let Some(company) = weigher.company(x, y).filter(|company| *company < named) {
        // The word is not believed, but for what the texts name beside it.
        lines.push(line("company", "common word", (String::new(), String::new()), company - named));
    }
    let (own, other) = (nodes.identifier(x), nodes.identifier(y));
    if own != 0 && other != 0 {
        let told = |number: u32| {
            nodes.identifiers.get(number as usize).map_or_else(String::new, ToString::to_string)
        };
        let (level, bits) =
            if own == other { ("exact", SAME_IDENTIFIER) } else { ("another", OTHER_IDENTIFIER) };
        lines.push(line("identifier", level, (told(own), told(other)), bits));
    }
    let weight = prior + lines.iter().map(|line| line.weight).sum::<f32>();
    let shared = if own != 0 && own == other { "identifier" } else { "name" };
    Explanation {
        ids,
        brought_by: shared.to_owned(),
        prior,
        lines,
        dependence: 0.0,
        weight,
        probability: probability(weight),
        flip: None,
    }
}

impl Solved {
    /// The nodes on the way from one node to another of its entity, over the strongest pairs.
    fn path(&self, from: u32, to: u32) -> Vec<u32> {
        let mut entity: FxHashMap<u32, u32> = FxHashMap::default();
        for (&node, &own) in self.nodes.node_of.iter().zip(&self.entity_of) {
            entity.entry(node).or_insert(own);
        }
        let home = entity.get(&from);
        let own = |node: &u32| entity.get(node) == home || *node == to;
        let edges = self.pairs.edges.iter().map(|edge| (edge.weight, edge.a, edge.b));
        let bare = self.pairs.bare.iter().map(|&(one, full, weight)| (weight, one.min(full), one.max(full)));
        let mut edges: Vec<(f32, u32, u32)> =
            edges.chain(bare).filter(|(weight, a, b)| *weight > 0.0 && own(a) && own(b)).collect();
        edges.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
        // The pairs that hold the entity together, the strongest first, until both are in.
        let mut forest = crate::forest::Forest::new(self.nodes.all.len());
        let mut beside: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (_, a, b) in edges {
            if forest.join(a, b) {
                beside.entry(a).or_default().push(b);
                beside.entry(b).or_default().push(a);
            }
            if forest.root(from) == forest.root(to) {
                break;
            }
        }
        let mut before: FxHashMap<u32, u32> = FxHashMap::default();
        let mut next = vec![to];
        while let Some(node) = next.pop() {
            for &other in beside.get(&node).into_iter().flatten() {
                if other != to && !before.contains_key(&other) {
                    before.insert(other, node);
                    next.push(other);
                }
            }
        }
        let mut path = vec![from];
        let mut at = from;
        while let Some(&step) = before.get(&at) {
            path.push(step);
            at = step;
        }
        if at == to { path } else { Vec::new() }
    }
}
