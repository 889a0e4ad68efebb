//! The engine: from items to clusters.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use varlik_names::{Name, NameComparer, NameKind};

use crate::block::candidates;
use crate::cluster::{ClusterOptions, Constraints, Linkage, ScoredPair, cluster_items};
use crate::item::Item;

/// The chance that two names of one block are one, before they are compared.
const PRIOR: f32 = 0.095;

/// The weight of a pair of names that no block holds, in bits.
const NO_EDGE: f32 = -5.2;

/// A pair of names that speaks so clearly against one bearer (bits) that no third name may join them.
const VETO: f32 = -1.95;

/// What another kind of the same name costs, in bits: an organisation that bears the name of a place.
const OTHER_KIND: f32 = -0.65;

/// Choices of a resolution.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Options {
    /// Match weight in bits that a pair needs to count as evidence for joining; 0.65 by default: three to two that
    /// they are one. Lower joins more.
    pub threshold: f32,
    /// How many times more often one bearer of a family name must be seen than any other, for the bare family name to
    /// be taken as his; 3 by default.
    pub dominance: f32,
}

impl Default for Options {
    fn default() -> Self {
        Self { threshold: 0.65, dominance: 3.0 }
    }
}

/// Two items that were compared and found alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    /// Index of one item; below `b`.
    pub a: usize,
    /// Index of the other.
    pub b: usize,
    /// Match weight in bits, above the threshold.
    pub weight: f32,
}

/// The answer of [`resolve`].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Clustering {
    /// The cluster of each item; clusters are numbered by their first item.
    pub cluster_of: Vec<usize>,
    /// The pairs that spoke for joining, one for each pair of distinct names.
    pub edges: Vec<Edge>,
}

/// Puts each item into exactly one cluster.
///
/// Items with one identifier, or with one and the same name, are one. Others are compared by name where a blocking
/// key brings them together, and clustered by average linkage; two different identifiers never meet. A bare family name
/// joins the one bearer that has it, or the one seen far more often than the others
/// ([`Options::dominance`]), else it stays by itself.
#[must_use]
pub fn resolve(items: &[Item], options: &Options) -> Clustering {
    let nodes = Nodes::new(items);
    let names: Vec<Vec<&Name>> = nodes.members.iter().map(|members| Nodes::names(items, members)).collect();
    let identifiers: Vec<Option<&str>> = nodes.members.iter().map(|m| Nodes::identifier(items, m)).collect();
    let single: Vec<bool> = names
        .iter()
        .zip(&identifiers)
        .map(|(names, identifier)| identifier.is_none() && names.iter().all(|name| is_bare_person(name)))
        .collect();
    let is = |flags: &[bool], node: u32| flags.get(node as usize).copied().unwrap_or(false);

    let comparer = NameComparer::default().with_prior(PRIOR);
    let mut edges = Vec::new();
    let mut bare = Vec::new();
    for (a, b) in candidates(&names) {
        let (Some(left), Some(right)) = (names.get(a as usize), names.get(b as usize)) else { continue };
        if is(&single, a) != is(&single, b) {
            if bears(left, right) {
                bare.push(if is(&single, a) { (a, b) } else { (b, a) });
            }
            continue;
        }
        let weight = best_weight(&comparer, left, right) - options.threshold;
        edges.push((a, b, weight));
    }
    let node_cluster = cluster_nodes(names.len(), &edges, &identifiers);
    let node_cluster = join_bare(&node_cluster, &bare, &nodes, items, options);

    let mut numbers: FxHashMap<usize, usize> = FxHashMap::default();
    let cluster_of = nodes
        .node_of
        .iter()
        .map(|&node| {
            let next = numbers.len();
            *numbers.entry(node_cluster.get(node).copied().unwrap_or(node)).or_insert(next)
        })
        .collect();
    let first = |node: u32| nodes.members.get(node as usize).and_then(|members| members.first().copied());
    let mut edges: Vec<Edge> = edges
        .into_iter()
        .filter(|edge| edge.2 > 0.0)
        .filter_map(|(a, b, weight)| {
            let (a, b) = (first(a)?, first(b)?);
            Some(Edge { a: a.min(b), b: a.max(b), weight: weight + options.threshold })
        })
        .collect();
    edges.sort_by_key(|edge| (edge.a, edge.b));
    Clustering { cluster_of, edges }
}

/// Clusters the nodes by the mean over all pairs of names; two identifiers never meet.
///
/// Single names are compared pair by pair where a block holds them, so a pair without an edge has nothing that speaks for it.
fn cluster_nodes(count: usize, edges: &[(u32, u32, f32)], identifiers: &[Option<&str>]) -> Vec<usize> {
    let pairs: Vec<ScoredPair> = edges.iter().map(|&(a, b, weight)| ScoredPair { a, b, weight }).collect();
    let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
    let identities = identifiers
        .iter()
        .map(|identifier| {
            identifier.map_or(0, |identifier| {
                let next = numbers.len() as u32 + 1;
                *numbers.entry(identifier).or_insert(next)
            })
        })
        .collect();
    let cannot = edges.iter().filter(|edge| edge.2 < VETO).map(|&(a, b, _)| (a, b)).collect();
    let constraints = Constraints { cannot, identities, ..Constraints::default() };
    let options =
        ClusterOptions { linkage: Linkage::Average, missing_bits: NO_EDGE, ..ClusterOptions::default() };
    // Without must-links nothing can contradict.
    let found = cluster_items(count, &pairs, &|_, _| NO_EDGE, &constraints, &options);
    found.map_or_else(
        |_| (0..count).collect(),
        |found| found.cluster_of().iter().map(|&own| own as usize).collect(),
    )
}

/// Items that are one without comparing: same identifier, or same kind and full name.
struct Nodes {
    node_of: Vec<usize>,
    members: Vec<Vec<usize>>,
}

impl Nodes {
    fn new(items: &[Item]) -> Self {
        // Ordered by what the items are, not by where they stand, so that row order cannot matter.
        let mut groups: BTreeMap<(Option<&str>, NameKind, &str), Vec<usize>> = BTreeMap::new();
        let mut empty = Vec::new();
        for (index, item) in items.iter().enumerate() {
            match (&item.identifier, item.names.first()) {
                (Some(identifier), _) => {
                    groups.entry((Some(identifier.as_str()), NameKind::Other, "")).or_default().push(index);
                }
                (None, Some(name)) if !name.key().is_empty() => {
                    groups.entry((None, name.kind(), name.key())).or_default().push(index);
                }
                _ => empty.push(vec![index]),
            }
        }
        let members: Vec<Vec<usize>> = groups.into_values().chain(empty).collect();
        let mut node_of = vec![0; items.len()];
        for (node, members) in members.iter().enumerate() {
            for &item in members {
                if let Some(slot) = node_of.get_mut(item) {
                    *slot = node;
                }
            }
        }
        Self { node_of, members }
    }

    /// The distinct names of a node, a few of the most frequent.
    fn names<'i>(items: &'i [Item], members: &[usize]) -> Vec<&'i Name> {
        const MOST_NAMES: usize = 6;
        let mut counted: BTreeMap<(NameKind, &str), (usize, &Name)> = BTreeMap::new();
        for name in members.iter().filter_map(|&item| items.get(item)).flat_map(|item| &item.names) {
            counted.entry((name.kind(), name.key())).or_insert((0, name)).0 += 1;
        }
        let mut names: Vec<(usize, &Name)> = counted.into_values().collect();
        names.sort_by_key(|&(count, _)| std::cmp::Reverse(count));
        names.into_iter().take(MOST_NAMES).map(|(_, name)| name).collect()
    }

    fn identifier<'i>(items: &'i [Item], members: &[usize]) -> Option<&'i str> {
        members.iter().find_map(|&item| items.get(item)?.identifier.as_deref())
    }
}

fn is_bare_person(name: &Name) -> bool {
    name.kind() == NameKind::Person && name.is_single()
}

fn best_weight(comparer: &NameComparer, left: &[&Name], right: &[&Name]) -> f32 {
    let weights = left.iter().flat_map(|a| right.iter().map(move |b| pair_weight(comparer, a, b)));
    weights.fold(f32::NEG_INFINITY, f32::max)
}

/// The weight of two names, kinds considered: a person is never an organisation or a place.
fn pair_weight(comparer: &NameComparer, a: &Name, b: &Name) -> f32 {
    if (a.kind() == NameKind::Person) != (b.kind() == NameKind::Person) {
        return f32::NEG_INFINITY;
    }
    let kinds = if a.kind() == b.kind() { 0.0 } else { OTHER_KIND };
    comparer.weight(a, b) + kinds
}

/// Whether one of the full names has the bare one as its family name.
fn bears(left: &[&Name], right: &[&Name]) -> bool {
    let person = |name: &&&Name| name.kind() == NameKind::Person;
    left.iter().filter(person).any(|a| {
        right.iter().filter(person).any(|b| match (a.family(), b.family()) {
            (Some(x), Some(y)) => x.key == y.key || x.sound == y.sound,
            _ => false,
        })
    })
}

/// Gives each cluster of bare family names to the one bearer, or to the one seen far more often than all others.
fn join_bare(
    clusters: &[usize],
    bare: &[(u32, u32)],
    nodes: &Nodes,
    items: &[Item],
    options: &Options,
) -> Vec<usize> {
    let home = |node: u32| clusters.get(node as usize).copied().unwrap_or(usize::MAX);
    let mut seen: FxHashMap<usize, u32> = FxHashMap::default();
    for (node, members) in nodes.members.iter().enumerate() {
        let count: u32 =
            members.iter().filter_map(|&item| items.get(item)).map(|item| item.count.max(1)).sum();
        *seen.entry(home(node as u32)).or_default() += count;
    }
    let mut bearers: BTreeMap<usize, BTreeMap<usize, u32>> = BTreeMap::new();
    for &(bare_node, full) in bare {
        let full = home(full);
        let count = seen.get(&full).copied().unwrap_or(1);
        bearers.entry(home(bare_node)).or_default().insert(full, count);
    }
    let mut joined: FxHashMap<usize, usize> = FxHashMap::default();
    for (bare_cluster, bearers) in bearers {
        let top = bearers.iter().fold((usize::MAX, 0), |top, (&c, &n)| if n > top.1 { (c, n) } else { top });
        let rest = bearers.iter().filter(|(c, _)| **c != top.0).map(|(_, &n)| n).max().unwrap_or(0);
        if top.1 as f32 >= options.dominance * rest as f32 {
            joined.insert(bare_cluster, top.0);
        }
    }
    clusters.iter().map(|cluster| joined.get(cluster).copied().unwrap_or(*cluster)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use varlik_text::Lang;

    fn person(text: &str) -> Item {
        Item::new(vec![Name::new(text, NameKind::Person, Lang::Und)])
    }

    #[test]
    fn spellings_join_and_relatives_do_not() {
        let items = ["Volodymyr Zelensky", "Bilal Erdoğan", "Volodymyr Zelenskyy", "Recep Tayyip Erdoğan"]
            .map(person);
        assert_eq!(resolve(&items, &Options::default()).cluster_of, [0, 1, 0, 2]);
    }

    #[test]
    fn a_bare_family_name_goes_to_its_only_bearer_and_to_nobody_when_two_compete() {
        let items = ["Dmitry Peskov", "Peskov"].map(person);
        assert_eq!(resolve(&items, &Options::default()).cluster_of, [0, 0]);
        let items = ["Bilal Erdoğan", "Erdoğan", "Recep Tayyip Erdoğan"].map(person);
        assert_eq!(resolve(&items, &Options::default()).cluster_of, [0, 1, 2]);
        let mut items = items;
        items[2].count = 9;
        assert_eq!(resolve(&items, &Options::default()).cluster_of, [0, 1, 1]);
    }

    #[test]
    fn identifiers_decide_over_names() {
        let place = |text, id: &str| Item {
            identifier: Some(id.to_owned()),
            ..Item::new(vec![Name::new(text, NameKind::Place, Lang::Und)])
        };
        let items = [
            place("Turkey", "TR"),
            place("Türkiye", "TR"),
            place("Georgia", "GE"),
            place("Georgia", "US-GA"),
        ];
        assert_eq!(resolve(&items, &Options::default()).cluster_of, [0, 0, 1, 2]);
    }

    #[test]
    fn the_order_of_items_does_not_matter() {
        let texts =
            ["Recep Erdoğan", "Erdogan", "R. T. Erdoğan", "Emine Erdoğan", "Dmitry Peskov", "Dmitriy Peskov"];
        let forward: Vec<Item> = texts.iter().map(|text| person(text)).collect();
        let backward: Vec<Item> = texts.iter().rev().map(|text| person(text)).collect();
        let there = resolve(&forward, &Options::default()).cluster_of;
        let mut back = resolve(&backward, &Options::default()).cluster_of;
        back.reverse();
        for i in 0..texts.len() {
            for j in 0..texts.len() {
                assert_eq!(there[i] == there[j], back[i] == back[j], "{} {}", texts[i], texts[j]);
            }
        }
        assert!(resolve(&[], &Options::default()).cluster_of.is_empty());
    }
}
