//! From weighted pairs to clusters: constrained average linkage inside each connected component.

use std::collections::BTreeMap;

/// A pair of names that speaks so clearly against one bearer (bits) that no third name may join them.
const VETO: f32 = -1.95;

/// The largest component that is clustered by average linkage; a larger one takes its edges greedily.
const LARGEST_COMPONENT: usize = 400;

/// Joins nodes into clusters and returns the cluster of each node.
///
/// `edges` are (a, b, weight in bits); a pair without an edge counts with `missing` bits when two clusters are compared
/// (single names are compared pair by pair, so a missing edge means that nothing speaks for the pair). Two clusters join
/// while the mean weight over all their pairs is above 0, no pair weighs below [`VETO`], and `allowed` says so.
pub(crate) fn cluster(
    nodes: usize,
    edges: &[(u32, u32, f32)],
    missing: f32,
    allowed: &dyn Fn(&[u32], &[u32]) -> bool,
) -> Vec<usize> {
    let mut parent: Vec<u32> = (0..nodes as u32).collect();
    for &(a, b, weight) in edges {
        if weight > 0.0 {
            let (a, b) = (root(&mut parent, a), root(&mut parent, b));
            let (low, high) = (a.min(b), a.max(b));
            if let Some(slot) = parent.get_mut(high as usize) {
                *slot = low;
            }
        }
    }
    let mut components: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for node in 0..nodes as u32 {
        components.entry(root(&mut parent, node)).or_default().push(node);
    }
    let mut inside: BTreeMap<u32, Vec<(u32, u32, f32)>> = BTreeMap::new();
    for &(a, b, weight) in edges {
        let home = root(&mut parent, a);
        if home == root(&mut parent, b) {
            inside.entry(home).or_default().push((a, b, weight));
        }
    }
    let mut groups: Vec<Vec<u32>> = Vec::new();
    for (home, members) in components {
        let edges = inside.remove(&home).unwrap_or_default();
        if members.len() <= LARGEST_COMPONENT {
            average_linkage(&members, &edges, missing, allowed, &mut groups);
        } else {
            greedy(&members, edges, allowed, &mut groups);
        }
    }
    groups.sort_unstable();
    let mut cluster_of = vec![0; nodes];
    for (index, group) in groups.iter().enumerate() {
        for &node in group {
            if let Some(slot) = cluster_of.get_mut(node as usize) {
                *slot = index;
            }
        }
    }
    cluster_of
}

fn root(parent: &mut [u32], node: u32) -> u32 {
    let mut at = node;
    while let Some(&up) = parent.get(at as usize) {
        if up == at {
            break;
        }
        let above = parent.get(up as usize).copied().unwrap_or(up);
        if let Some(slot) = parent.get_mut(at as usize) {
            *slot = above;
        }
        at = above;
    }
    at
}

/// What stands between two clusters: their edges, summed, counted, and the one that speaks most against.
#[derive(Clone, Copy)]
struct Between {
    sum: f32,
    edges: usize,
    worst: f32,
}

fn average_linkage(
    members: &[u32],
    edges: &[(u32, u32, f32)],
    missing: f32,
    allowed: &dyn Fn(&[u32], &[u32]) -> bool,
    groups: &mut Vec<Vec<u32>>,
) {
    let mut clusters: Vec<Vec<u32>> = members.iter().map(|&node| vec![node]).collect();
    // Sum of weights between two clusters, keyed by their places; pairs without an edge weigh `missing`.
    let mut sums: BTreeMap<(usize, usize), Between> = BTreeMap::new();
    for &(a, b, weight) in edges {
        if let (Ok(i), Ok(j)) = (members.binary_search(&a), members.binary_search(&b)) {
            sums.insert((i.min(j), i.max(j)), Between { sum: weight, edges: 1, worst: weight });
        }
    }
    loop {
        let size = |place: usize| clusters.get(place).map_or(0, Vec::len);
        let best = sums
            .iter()
            .filter(|(_, between)| between.worst >= VETO)
            .filter_map(|(&(i, j), &Between { sum, edges, .. })| {
                let pairs = size(i) * size(j);
                let mean = (sum + missing * (pairs - edges) as f32) / pairs as f32;
                (mean > 0.0).then_some((mean, i, j))
            })
            .filter(|&(_, i, j)| match (clusters.get(i), clusters.get(j)) {
                (Some(a), Some(b)) => allowed(a, b),
                _ => false,
            })
            // The first of equals wins: places rise with node order.
            .fold(None, |best: Option<(f32, usize, usize)>, next| match best {
                Some(best) if best.0 >= next.0 => Some(best),
                _ => Some(next),
            });
        let Some((_, i, j)) = best else { break };
        let moved = clusters.get_mut(j).map(std::mem::take).unwrap_or_default();
        if let Some(target) = clusters.get_mut(i) {
            target.extend(moved);
            target.sort_unstable();
        }
        let touched: Vec<((usize, usize), Between)> =
            sums.iter().filter(|((x, y), _)| *x == j || *y == j).map(|(key, value)| (*key, *value)).collect();
        for ((x, y), moved) in touched {
            sums.remove(&(x, y));
            let other = if x == j { y } else { x };
            if other != i {
                let slot = sums.entry((i.min(other), i.max(other))).or_insert(Between {
                    sum: 0.0,
                    edges: 0,
                    worst: f32::INFINITY,
                });
                slot.sum += moved.sum;
                slot.edges += moved.edges;
                slot.worst = slot.worst.min(moved.worst);
            }
        }
    }
    groups.extend(clusters.into_iter().filter(|cluster| !cluster.is_empty()));
}

/// Takes the edges from the strongest down and joins what may be joined.
fn greedy(
    members: &[u32],
    mut edges: Vec<(u32, u32, f32)>,
    allowed: &dyn Fn(&[u32], &[u32]) -> bool,
    groups: &mut Vec<Vec<u32>>,
) {
    edges.retain(|edge| edge.2 > 0.0);
    edges.sort_by(|x, y| y.2.total_cmp(&x.2).then((x.0, x.1).cmp(&(y.0, y.1))));
    let mut home: BTreeMap<u32, u32> = members.iter().map(|&node| (node, node)).collect();
    let mut clusters: BTreeMap<u32, Vec<u32>> = members.iter().map(|&node| (node, vec![node])).collect();
    for (a, b, _) in edges {
        let (Some(&x), Some(&y)) = (home.get(&a), home.get(&b)) else { continue };
        let may = match (clusters.get(&x), clusters.get(&y)) {
            (Some(left), Some(right)) if x != y => allowed(left, right),
            _ => false,
        };
        if may {
            let moved = clusters.remove(&y).unwrap_or_default();
            for &node in &moved {
                home.insert(node, x);
            }
            if let Some(target) = clusters.get_mut(&x) {
                target.extend(moved);
                target.sort_unstable();
            }
        }
    }
    groups.extend(clusters.into_values());
}

#[cfg(test)]
mod tests {
    use super::cluster;

    fn free(_: &[u32], _: &[u32]) -> bool {
        true
    }

    #[test]
    fn a_weak_bridge_does_not_join_two_groups() {
        let mut edges = vec![];
        for (a, b) in [(0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5)] {
            edges.push((a, b, 8.0));
        }
        edges.push((2, 3, 1.0));
        assert_eq!(cluster(6, &edges, -4.0, &free), [0, 0, 0, 1, 1, 1]);
    }

    #[test]
    fn a_name_that_fits_two_does_not_join_them() {
        let edges = [(0, 2, 8.0), (1, 2, 8.0), (0, 1, -4.0)];
        let clusters = cluster(3, &edges, -4.0, &free);
        assert_ne!(clusters[0], clusters[1]);
    }

    #[test]
    fn a_veto_keeps_two_apart() {
        let apart = |a: &[u32], b: &[u32]| !(a.contains(&0) && b.contains(&1));
        assert_eq!(cluster(2, &[(0, 1, 9.0)], -4.0, &apart), [0, 1]);
        assert_eq!(cluster(2, &[(0, 1, 9.0)], -4.0, &free), [0, 0]);
        assert_eq!(cluster(0, &[], -4.0, &free), Vec::<usize>::new());
    }
}
