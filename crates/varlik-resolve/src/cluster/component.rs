//! Nodes that hang together, taken apart from all others.

use super::constraint::{Constraints, Standing};
use super::{ClusterOptions, ScoredPair};
use crate::forest::Forest;

/// No component: nothing joins the node to another.
const ALONE: u32 = u32::MAX;

/// The components of two nodes and more, with the pairs inside each.
#[derive(Debug)]
pub(super) struct Components {
    nodes: Grouped<u32>,
    edges: Grouped<Edge>,
    must: Grouped<(u32, u32)>,
    cannot: Grouped<(u32, u32)>,
    of: Vec<u32>,
}

/// A weighted pair by the places of its nodes in the component, the lower first.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Edge {
    pub(super) a: u32,
    pub(super) b: u32,
    /// Match weight in bits, as the caller gave it.
    pub(super) weight: f32,
}

/// One component.
pub(super) struct Component<'c> {
    /// Its nodes, rising.
    pub(super) nodes: &'c [u32],
    /// Its pairs in the order of their places, each once.
    pub(super) edges: &'c [Edge],
    pub(super) must: &'c [(u32, u32)],
    pub(super) cannot: &'c [(u32, u32)],
}

impl Component<'_> {
    /// What each node may not be joined with.
    pub(super) fn standings(&self, constraints: &Constraints) -> impl Iterator<Item = Standing> {
        let free = constraints.is_empty();
        self.nodes.iter().map(move |&node| {
            if free {
                Standing::default()
            } else {
                Standing { once: constraints.once(node), identity: constraints.identity(node) }
            }
        })
    }
}

impl Components {
    /// Finds what hangs together by pairs above the threshold and by must-links.
    pub(super) fn new(
        count: usize,
        pairs: &[ScoredPair],
        constraints: &Constraints,
        options: &ClusterOptions,
    ) -> Self {
        let mut forest = Forest::new(count);
        for pair in pairs {
            if pair.weight > options.threshold_bits {
                forest.join(pair.a, pair.b);
            }
        }
        for &(a, b) in &constraints.must {
            forest.join(a, b);
        }
        let mut of = vec![0_u32; count];
        for node in 0..count as u32 {
            if let Some(size) = of.get_mut(forest.root(node) as usize) {
                *size += 1;
            }
        }
        // Roots come before the other members, so their component is known when a member asks for it.
        let mut components = 0;
        for node in 0..count as u32 {
            let root = forest.root(node);
            let own = if root == node {
                let size = of.get(node as usize).copied().unwrap_or(0);
                if size < 2 {
                    ALONE
                } else {
                    components += 1;
                    components - 1
                }
            } else {
                of.get(root as usize).copied().unwrap_or(ALONE)
            };
            if let Some(slot) = of.get_mut(node as usize) {
                *slot = own;
            }
        }
        let component = |node: u32| of.get(node as usize).copied().filter(|&component| component != ALONE);
        let members =
            || (0..count as u32).filter_map(|node| component(node).map(|component| (component, node)));
        let nodes = Grouped::new(components as usize, members);
        let mut place = vec![0_u32; count];
        for group in 0..components as usize {
            for (at, &node) in nodes.get(group).iter().enumerate() {
                if let Some(slot) = place.get_mut(node as usize) {
                    *slot = at as u32;
                }
            }
        }
        let inside = |a: u32, b: u32| {
            let component = component(a).filter(|&own| a != b && component(b) == Some(own))?;
            let (a, b) = (place.get(a as usize).copied()?, place.get(b as usize).copied()?);
            Some((component, (a.min(b), a.max(b))))
        };
        let linked = |links: &[(u32, u32)]| {
            Grouped::new(components as usize, || links.iter().filter_map(|&(a, b)| inside(a, b)))
        };
        let mut edges = Grouped::new(components as usize, || {
            pairs.iter().filter(|pair| !pair.weight.is_nan()).filter_map(|pair| {
                let (component, (a, b)) = inside(pair.a, pair.b)?;
                Some((component, Edge { a, b, weight: pair.weight }))
            })
        });
        edges.sort_each(|x, y| (x.a, x.b).cmp(&(y.a, y.b)).then(y.weight.total_cmp(&x.weight)));
        let (must, cannot) = (linked(&constraints.must), linked(&constraints.cannot));
        Self { nodes, edges, must, cannot, of }
    }

    pub(super) fn len(&self) -> usize {
        self.nodes.ends.len()
    }

    pub(super) fn get(&self, index: usize) -> Component<'_> {
        Component {
            nodes: self.nodes.get(index),
            edges: self.edges.get(index),
            must: self.must.get(index),
            cannot: self.cannot.get(index),
        }
    }

    /// Whether nothing joins the node to another.
    pub(super) fn is_alone(&self, node: u32) -> bool {
        self.of.get(node as usize).is_none_or(|&component| component == ALONE)
    }
}

/// Values by group, in one allocation.
#[derive(Debug)]
struct Grouped<T> {
    values: Vec<T>,
    ends: Vec<usize>,
}

impl<T: Copy + Default + Send> Grouped<T> {
    /// Sorts values by their group, keeping their order inside it. `values` is called twice.
    fn new<I: Iterator<Item = (u32, T)>>(groups: usize, values: impl Fn() -> I) -> Self {
        let mut next = vec![0_usize; groups + 1];
        for (group, _) in values() {
            if let Some(size) = next.get_mut(group as usize + 1) {
                *size += 1;
            }
        }
        let mut total = 0;
        for slot in &mut next {
            total += *slot;
            *slot = total;
        }
        let mut sorted = vec![T::default(); total];
        for (group, value) in values() {
            if let Some(at) = next.get_mut(group as usize) {
                if let Some(slot) = sorted.get_mut(*at) {
                    *slot = value;
                }
                *at += 1;
            }
        }
        next.pop();
        Self { values: sorted, ends: next }
    }

    fn get(&self, group: usize) -> &[T] {
        let start = group.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(group).copied().unwrap_or(start);
        self.values.get(start..end).unwrap_or_default()
    }

    fn sort_each(&mut self, order: impl Fn(&T, &T) -> std::cmp::Ordering) {
        let mut start = 0;
        for &end in &self.ends {
            if let Some(values) = self.values.get_mut(start..end) {
                values.sort_unstable_by(&order);
            }
            start = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(a: u32, b: u32, weight: f32) -> ScoredPair {
        ScoredPair { a, b, weight }
    }

    #[test]
    fn components_hold_their_nodes_and_pairs_by_place() {
        let pairs = [pair(4, 1, 2.0), pair(1, 3, -1.0), pair(3, 4, 1.0), pair(0, 2, -3.0), pair(5, 9, 4.0)];
        let constraints =
            Constraints { must: vec![(6, 2)], cannot: vec![(1, 4), (0, 1)], ..Default::default() };
        let found = Components::new(7, &pairs, &constraints, &ClusterOptions::default());
        assert_eq!(found.len(), 2);
        let first = found.get(0);
        assert_eq!(first.nodes, [1, 3, 4]);
        let edges: Vec<_> = first.edges.iter().map(|edge| (edge.a, edge.b, edge.weight)).collect();
        assert_eq!(edges, [(0, 1, -1.0), (0, 2, 2.0), (1, 2, 1.0)]);
        assert_eq!((first.must.len(), first.cannot), (0, &[(0, 2)][..]));
        assert_eq!((found.get(1).nodes, found.get(1).must), (&[2, 6][..], &[(0, 1)][..]));
        let alone: Vec<u32> = (0..9).filter(|&node| found.is_alone(node)).collect();
        assert_eq!(alone, [0, 5, 7, 8]);
        assert!(found.get(2).nodes.is_empty());
    }
}
