//! How two things hang together by links.

use std::collections::{BTreeMap, VecDeque};

/// The shortest chain of links from one thing to another, both of them in it; of several the first in their order. The two alone where
/// there is none.
pub(super) fn chain(links: &[(u32, u32)], from: u32, to: u32) -> Vec<u32> {
    let mut linked: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for &(a, b) in links {
        linked.entry(a).or_default().push(b);
        linked.entry(b).or_default().push(a);
    }
    for others in linked.values_mut() {
        others.sort_unstable();
    }
    let mut before: BTreeMap<u32, u32> = BTreeMap::from([(from, from)]);
    let mut next = VecDeque::from([from]);
    while let Some(one) = next.pop_front() {
        for &other in linked.get(&one).map_or(&[][..], Vec::as_slice) {
            before.entry(other).or_insert_with(|| {
                next.push_back(other);
                one
            });
        }
    }
    let mut chain = vec![to];
    let mut last = to;
    while let Some(&one) = before.get(&last).filter(|&&one| one != last) {
        chain.push(one);
        last = one;
    }
    if last != from {
        chain.push(from);
    }
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortest_chain_is_found_in_any_order_of_links() {
        let mut links = vec![(1, 2), (2, 3), (3, 4), (9, 2), (4, 9), (7, 8)];
        for _ in 0..links.len() {
            links.rotate_left(1);
            assert_eq!(chain(&links, 1, 4), [1, 2, 3, 4]);
            assert_eq!(chain(&links, 4, 1), [4, 3, 2, 1]);
        }
        assert_eq!(chain(&links, 1, 2), [1, 2]);
        assert_eq!(chain(&links, 1, 8), [1, 8]);
        assert_eq!(chain(&[], 5, 5), [5]);
    }

    #[test]
    fn a_long_chain_is_walked_once() {
        let links: Vec<(u32, u32)> = (0..100_000).map(|at| (at, at + 1)).collect();
        assert_eq!(chain(&links, 0, 100_000).len(), 100_001);
    }
}
