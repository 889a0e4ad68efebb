use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

fn pairs(edges: &[(u32, u32, f32)]) -> Vec<ScoredPair> {
    edges.iter().map(|&(a, b, weight)| ScoredPair { a, b, weight }).collect()
}

fn with(linkage: Linkage) -> ClusterOptions {
    ClusterOptions { linkage, ..ClusterOptions::default() }
}

fn clusters(count: usize, edges: &[(u32, u32, f32)], linkage: Linkage) -> Vec<u32> {
    let free = Constraints::default();
    cluster_items(count, &pairs(edges), &|_, _| -8.0, &free, &with(linkage)).unwrap().into_cluster_of()
}

#[test]
fn a_weak_bridge_joins_two_groups_only_by_closure() {
    let mut edges: Vec<_> =
        [(0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5)].iter().map(|&(a, b)| (a, b, 8.0)).collect();
    edges.push((2, 3, 3.0));
    assert_eq!(clusters(6, &edges, Linkage::Support), [0, 0, 0, 1, 1, 1]);
    assert_eq!(clusters(6, &edges, Linkage::Average), [0, 0, 0, 1, 1, 1]);
    assert_eq!(clusters(6, &edges, Linkage::Connected), [0; 6]);
}

#[test]
fn one_good_witness_is_enough_for_a_record_with_errors() {
    let edges = [(0, 1, 9.0), (0, 2, 9.0), (1, 2, 9.0), (2, 3, 6.0), (0, 3, -4.0), (1, 3, -4.0)];
    assert_eq!(clusters(4, &edges, Linkage::Support), [0; 4]);
    assert_eq!(clusters(4, &edges, Linkage::Average), [0, 0, 0, 1]);
    let doubtful = [(0, 1, 9.0), (0, 2, 9.0), (1, 2, 9.0), (2, 3, 2.0), (0, 3, -6.0), (1, 3, -6.0)];
    assert_eq!(clusters(4, &doubtful, Linkage::Support), [0, 0, 0, 1]);
}

#[test]
fn one_huge_weight_does_not_drown_what_speaks_against() {
    let mut edges: Vec<_> =
        [(0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5)].iter().map(|&(a, b)| (a, b, 90.0)).collect();
    edges.extend(
        (0..3).flat_map(|a| (3..6).map(move |b| (a, b, if (a, b) == (2, 3) { 900.0 } else { -9.0 }))),
    );
    assert_eq!(clusters(6, &edges, Linkage::Support), [0, 0, 0, 1, 1, 1]);
    assert_eq!(clusters(6, &edges, Linkage::Average), [0, 0, 0, 1, 1, 1]);
}

#[test]
fn the_weakest_link_and_the_confidence_are_those_of_the_last_doubt() {
    let edges = pairs(&[(0, 1, 9.0), (1, 2, 7.0), (0, 2, 2.0), (3, 4, 0.5)]);
    let found =
        cluster_items(6, &edges, &|_, _| -8.0, &Constraints::default(), &ClusterOptions::default()).unwrap();
    assert_eq!(found.cluster_of(), [0, 0, 0, 1, 1, 2]);
    let first = found.get(0).unwrap();
    assert_eq!((first.members, first.weakest), (&[0, 1, 2][..], Some(edges[1])));
    // 2 joins {0, 1} by its best pair, 7, and by the mean of 7 and 2, where 0 has nine parts to say and 1 as many.
    assert!(
        (first.confidence - probability(WITNESS * (7.0 + 4.5) / 2.0 + (1.0 - WITNESS) * 4.5)).abs() < 1e-6
    );
    let second = found.get(1).unwrap();
    assert_eq!(second.weakest, Some(edges[3]));
    assert!((second.confidence - probability(0.5)).abs() < 1e-4 && second.confidence < first.confidence);
    let alone = found.get(2).unwrap();
    assert_eq!((alone.members, alone.weakest), (&[5][..], None));
    assert!((alone.confidence - 1.0).abs() < f32::EPSILON);
    assert_eq!((found.len(), found.iter().count(), found.get(3)), (3, 3, None));
}

#[test]
fn a_threshold_moves_what_joins_and_not_what_is_believed() {
    let edges = pairs(&[(0, 1, 3.0)]);
    let run = |threshold_bits| {
        let options = ClusterOptions { threshold_bits, ..ClusterOptions::default() };
        cluster_items(2, &edges, &|_, _| -8.0, &Constraints::default(), &options).unwrap()
    };
    assert_eq!(run(3.5).cluster_of(), [0, 1]);
    let joined = run(1.0);
    assert_eq!(joined.cluster_of(), [0, 0]);
    assert!((joined.get(0).unwrap().confidence - probability(3.0)).abs() < 1e-4);
}

#[test]
fn must_links_join_and_constraints_keep_apart() {
    let edges = pairs(&[(0, 1, 9.0), (1, 2, 8.0), (0, 2, 8.0)]);
    let run = |constraints| {
        cluster_items(4, &edges, &|_, _| -8.0, &constraints, &ClusterOptions::default())
            .unwrap()
            .into_cluster_of()
    };
    assert_eq!(run(Constraints { must: vec![(3, 2)], ..Default::default() }), [0; 4]);
    assert_eq!(run(Constraints { cannot: vec![(1, 0)], ..Default::default() }), [0, 1, 0, 2]);
    let unique = Constraints { sources: vec![0, 0, 1, 1], unique: 0b01, ..Default::default() };
    assert_eq!(run(unique), [0, 1, 0, 2]);
    let repeating = Constraints { sources: vec![0, 0, 1, 1], unique: 0b10, ..Default::default() };
    assert_eq!(run(repeating), [0, 0, 0, 1]);
    let identities = Constraints { identities: vec![5, 6, 0, 0], ..Default::default() };
    assert_eq!(run(identities), [0, 1, 0, 2]);
    let both = Constraints { must: vec![(0, 3)], cannot: vec![(3, 1)], ..Default::default() };
    assert_eq!(run(both), [0, 1, 1, 0]);
}

#[test]
fn an_entity_held_by_must_links_has_no_weakest_link() {
    let constraints = Constraints { must: vec![(0, 1)], ..Default::default() };
    let edges = pairs(&[(0, 1, -9.0)]);
    let found = cluster_items(2, &edges, &|_, _| -8.0, &constraints, &ClusterOptions::default()).unwrap();
    let entity = found.get(0).unwrap();
    assert_eq!((entity.members, entity.weakest), (&[0, 1][..], None));
    assert!((entity.confidence - 1.0).abs() < f32::EPSILON);
}

#[test]
fn broken_pairs_are_left_out() {
    let edges =
        [(0, 0, 9.0), (0, 7, 9.0), (0, 1, f32::NAN), (1, 2, f32::INFINITY), (2, 3, f32::NEG_INFINITY)];
    for linkage in [Linkage::Support, Linkage::Average, Linkage::Connected] {
        assert_eq!(clusters(4, &edges, linkage), [0, 1, 1, 2]);
        assert_eq!(clusters(0, &edges, linkage), [0; 0]);
        assert_eq!(clusters(1, &[], linkage), [0]);
    }
    let constraints = Constraints {
        must: vec![(0, 9)],
        cannot: vec![(1, 9)],
        sources: vec![200],
        unique: u64::MAX,
        identities: vec![1],
    };
    let found =
        cluster_items(2, &pairs(&[(0, 1, 5.0)]), &|_, _| f32::NAN, &constraints, &ClusterOptions::default());
    assert_eq!(found.unwrap().cluster_of(), [0, 0]);
}

#[test]
fn of_a_pair_that_comes_twice_the_greatest_weight_counts() {
    for edges in [[(0, 1, 5.0), (1, 0, -9.0)], [(1, 0, -9.0), (0, 1, 5.0)]] {
        assert_eq!(clusters(2, &edges, Linkage::Support), [0, 0]);
    }
}

/// Numbers that look random and are the same on every run.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// About normal, by the sum of twelve.
    fn normal(&mut self, mean: f32, deviation: f32) -> f32 {
        let sum: f32 = (0..12).map(|_| (self.next() >> 40) as f32 / (1_u64 << 24) as f32).sum();
        mean + deviation * (sum - 6.0)
    }
}

/// Made-up records: households of one to four persons with one to six records each; of each ten records one says next
/// to nothing. Three of four pairs inside a household were compared, and one of fifty between neighbouring ones.
struct MadeUp {
    person_of: Vec<u32>,
    pairs: Vec<ScoredPair>,
    weights: BTreeMap<(u32, u32), f32>,
}

impl MadeUp {
    fn new(households: usize, seed: u64) -> Self {
        let mut chance = Chance(seed);
        let (mut person_of, mut home_of, mut blank) = (Vec::new(), Vec::new(), Vec::new());
        let mut persons = 0;
        for home in 0..households {
            for _ in 0..=chance.below(4) {
                for _ in 0..=chance.below(6) {
                    person_of.push(persons);
                    home_of.push(home);
                    blank.push(chance.below(10) == 0);
                }
                persons += 1;
            }
        }
        let (mut pairs, mut weights) = (Vec::new(), BTreeMap::new());
        for a in 0..person_of.len() {
            for b in a + 1..person_of.len().min(a + 60) {
                let near = home_of[a] == home_of[b];
                let weight = match (blank[a] || blank[b], person_of[a] == person_of[b], near) {
                    (true, _, true) => chance.normal(1.0, 1.5),
                    (false, true, _) => chance.normal(6.0, 4.5),
                    (false, false, true) => chance.normal(-8.0, 3.5),
                    _ => chance.normal(-12.0, 4.0),
                };
                weights.insert((a as u32, b as u32), weight);
                let compared = if near { chance.below(4) > 0 } else { chance.below(50) == 0 };
                if compared {
                    pairs.push(ScoredPair { a: a as u32, b: b as u32, weight });
                }
            }
        }
        Self { person_of, pairs, weights }
    }

    /// Precision, recall and F1 of the pairs of one cluster.
    fn scores(&self, linkage: Linkage) -> (f64, f64, f64) {
        let weigh = |a, b| self.weights.get(&(a, b)).copied().unwrap_or(-9.0);
        let count = self.person_of.len();
        let found =
            cluster_items(count, &self.pairs, &weigh, &Constraints::default(), &with(linkage)).unwrap();
        let pairs_of =
            |sizes: BTreeMap<(u32, u32), u64>| -> u64 { sizes.values().map(|n| n * (n - 1) / 2).sum() };
        let count_by = |key: &dyn Fn(usize) -> (u32, u32)| {
            let mut sizes = BTreeMap::new();
            (0..count).for_each(|item| *sizes.entry(key(item)).or_insert(0) += 1);
            pairs_of(sizes)
        };
        let hits = count_by(&|item| (self.person_of[item], found.cluster_of()[item])) as f64;
        let precision = hits / count_by(&|item| (0, found.cluster_of()[item])) as f64;
        let recall = hits / count_by(&|item| (self.person_of[item], 0)) as f64;
        (precision, recall, 2.0 * precision * recall / (precision + recall))
    }
}

#[test]
fn households_stay_apart_where_closure_joins_them() {
    for seed in [1, 2, 3] {
        let made_up = MadeUp::new(400, seed);
        let [support, average, connected] =
            [Linkage::Support, Linkage::Average, Linkage::Connected].map(|linkage| made_up.scores(linkage));
        assert!(support.2 > connected.2 + 0.1, "{support:?} {connected:?}");
        assert!(support.0 > 0.7 && connected.0 < 0.5, "{support:?} {connected:?}");
        // These weights err independently of each other, which suits the mean over all; those of records do not.
        assert!(support.1 > average.1 && support.2 > average.2 - 0.04, "{support:?} {average:?}");
    }
}

fn groups(cluster_of: &[u32]) -> Vec<Vec<u32>> {
    let mut groups: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (item, &cluster) in cluster_of.iter().enumerate() {
        groups.entry(cluster).or_default().push(item as u32);
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    groups.sort();
    groups
}

/// A partition, and the bits of the lowest score of each group.
type Partition = (Vec<Vec<u32>>, Vec<u64>);

/// Runs both ways of agglomeration over the first component.
fn dense_and_sparse(
    count: usize,
    pairs: &[ScoredPair],
    constraints: &Constraints,
    options: &ClusterOptions,
) -> Option<[Partition; 2]> {
    let components = Components::new(count, pairs, constraints, options);
    let component = components.get(0);
    if component.nodes.is_empty() {
        return None;
    }
    let mut dense = Dense::default();
    let bits = options.missing_bits;
    dense.run(&component, &move |_, _| bits, constraints, options);
    let dense_home: Vec<u32> = dense.home.iter().map(|&home| home as u32).collect();
    let sparse = Sparse::run(&component, constraints, options);
    let doubts = |home: &[u32], lowest: &[f64]| -> Vec<u64> {
        groups(home).iter().map(|group| lowest[home[group[0] as usize] as usize].to_bits()).collect()
    };
    Some([
        (groups(&dense_home), doubts(&dense_home, &dense.lowest)),
        (groups(&sparse.home), doubts(&sparse.home, &sparse.lowest)),
    ])
}

fn linkage() -> impl Strategy<Value = Linkage> {
    prop_oneof![Just(Linkage::Support), Just(Linkage::Average), Just(Linkage::Connected)]
}

/// A graph of up to 90 items (above and below the limit for weighing every pair) with constraints.
fn graph() -> impl Strategy<Value = (usize, Vec<ScoredPair>, Constraints)> {
    (2_usize..90).prop_flat_map(|count| {
        let end = count as u32;
        let pair = (0..end, 0..end, -11.5_f32..11.5).prop_map(|(a, b, weight)| ScoredPair { a, b, weight });
        let link = || (0..end, 0..end);
        let constraints = (
            prop::collection::vec(link(), 0..3),
            prop::collection::vec(link().prop_filter("two items", |(a, b)| a != b), 0..12),
            prop::collection::vec(0_u8..3, count),
            0_u64..4,
        )
            .prop_map(|(must, cannot, sources, unique)| Constraints {
                must,
                cannot,
                sources,
                unique,
                identities: Vec::new(),
            });
        (Just(count), prop::collection::vec(pair, 0..count * 4), constraints)
    })
}

/// What the pairs do not say, the numbers of the items say: the same for every run.
fn guess(a: u32, b: u32) -> f32 {
    (Chance(u64::from(a) << 32 | u64::from(b)).below(24_000) as f32) / 1000.0 - 18.0
}

proptest! {
    #[test]
    fn constraints_are_never_violated((count, pairs, constraints) in graph(), linkage in linkage()) {
        match cluster_items(count, &pairs, &guess, &constraints, &with(linkage)) {
            Err(error) => prop_assert!(!constraints.must.is_empty() && error.pair().0 < error.pair().1),
            Ok(found) => {
                let of = found.cluster_of();
                for &(a, b) in &constraints.must {
                    prop_assert_eq!(of[a as usize], of[b as usize]);
                }
                for &(a, b) in &constraints.cannot {
                    prop_assert_ne!(of[a as usize], of[b as usize]);
                }
                for entity in found.iter() {
                    for source in 0..3 {
                        let held = entity.members.iter().filter(|&&m| constraints.sources[m as usize] == source);
                        prop_assert!(constraints.unique >> source & 1 == 0 || held.count() <= 1);
                    }
                }
            }
        }
    }

    #[test]
    fn every_item_is_in_one_entity((count, pairs, _) in graph(), linkage in linkage()) {
        let found = cluster_items(count, &pairs, &guess, &Constraints::default(), &with(linkage)).unwrap();
        let mut seen: Vec<u32> = Vec::new();
        let mut first = None;
        for (number, entity) in found.iter().enumerate() {
            prop_assert!(entity.members.is_sorted() && first < entity.members.first().copied());
            first = entity.members.first().copied();
            prop_assert!((0.0..=1.0).contains(&entity.confidence));
            prop_assert_eq!(entity.weakest.is_none(), entity.members.len() == 1);
            for &member in entity.members {
                prop_assert_eq!(found.cluster_of()[member as usize], number as u32);
            }
            seen.extend(entity.members);
        }
        seen.sort_unstable();
        prop_assert_eq!(seen, (0..count as u32).collect::<Vec<_>>());
    }

    #[test]
    fn the_order_of_pairs_and_threads_does_not_matter(
        (count, pairs, constraints) in graph(),
        linkage in linkage(),
        turn in 0_usize..50,
    ) {
        let mut turned: Vec<ScoredPair> =
            pairs.iter().rev().map(|pair| ScoredPair { a: pair.b, b: pair.a, weight: pair.weight }).collect();
        let turn = turn.min(turned.len());
        turned.rotate_left(turn);
        let options = with(linkage);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let alone = pool.install(|| cluster_items(count, &turned, &guess, &constraints, &options));
        prop_assert_eq!(cluster_items(count, &pairs, &guess, &constraints, &options), alone);
    }

    #[test]
    fn new_numbers_give_the_same_partition(
        count in 2_usize..90,
        seed in any::<u64>(),
        linkage in linkage(),
    ) {
        // Distinct weights, as equal ones are taken in the order of the numbers.
        let mut chance = Chance(seed);
        let mut weights: BTreeMap<(u32, u32), f32> = BTreeMap::new();
        for step in 0..count * 3 {
            let (a, b) = (chance.below(count as u64) as u32, chance.below(count as u64) as u32);
            if a != b {
                let offset = (step as f32 - count as f32) / 37.0;
                weights.insert((a.min(b), a.max(b)), chance.normal(0.0, 3.0) + offset / 100.0);
            }
        }
        let mut new: Vec<u32> = (0..count as u32).collect();
        for at in (1..count).rev() {
            new.swap(at, chance.below(at as u64 + 1) as usize);
        }
        let edges: Vec<_> = weights.iter().map(|(&(a, b), &weight)| ScoredPair { a, b, weight }).collect();
        let renamed: Vec<_> = edges
            .iter()
            .map(|pair| ScoredPair { a: new[pair.a as usize], b: new[pair.b as usize], weight: pair.weight })
            .collect();
        let free = Constraints::default();
        let weigh = |_, _| -6.0;
        let before = cluster_items(count, &edges, &weigh, &free, &with(linkage)).unwrap();
        let after = cluster_items(count, &renamed, &weigh, &free, &with(linkage)).unwrap();
        let back: Vec<u32> = (0..count).map(|item| after.cluster_of()[new[item] as usize]).collect();
        prop_assert_eq!(groups(before.cluster_of()), groups(&back));
    }

    #[test]
    fn a_duplicate_never_splits((count, pairs, _) in graph(), linkage in linkage(), of in 0_u32..90) {
        let (of, copy) = (of % count as u32, count as u32);
        let mut doubled: Vec<ScoredPair> =
            pairs.iter().map(|pair| ScoredPair { weight: pair.weight.min(11.0), ..*pair }).collect();
        for at in 0..doubled.len() {
            let ScoredPair { a, b, weight } = doubled[at];
            if a == of && b != of {
                doubled.push(ScoredPair { a: copy, b, weight });
            } else if b == of && a != of {
                doubled.push(ScoredPair { a, b: copy, weight });
            }
        }
        doubled.push(ScoredPair { a: of, b: copy, weight: 30.0 });
        let weigh = |a: u32, b: u32| guess(if a == copy { of } else { a }, if b == copy { of } else { b }).min(11.0);
        let found = cluster_items(count + 1, &doubled, &weigh, &Constraints::default(), &with(linkage)).unwrap();
        prop_assert_eq!(found.cluster_of()[of as usize], found.cluster_of()[count]);
    }

    #[test]
    fn a_far_component_changes_nothing((count, pairs, _) in graph(), linkage in linkage(), far in 1_u32..80) {
        let free = Constraints::default();
        let near = cluster_items(count, &pairs, &guess, &free, &with(linkage)).unwrap();
        let start = count as u32;
        let mut more = pairs.clone();
        more.extend((start..start + far).map(|a| ScoredPair { a, b: a + 1, weight: guess(a, a) + 6.0 }));
        let both = cluster_items(count + far as usize + 1, &more, &guess, &free, &with(linkage)).unwrap();
        prop_assert_eq!(near.cluster_of(), &both.cluster_of()[..count]);
        for (one, other) in near.iter().zip(both.iter()) {
            prop_assert_eq!(one, other);
        }
    }

    #[test]
    fn the_sparse_way_equals_the_dense_one(
        (count, pairs, constraints) in graph(),
        linkage in linkage(),
    ) {
        // What is missing weighs least, as only then no mean rises while neither of two clusters is touched.
        let options = ClusterOptions { missing_bits: -12.0, ..with(linkage) };
        let constraints = Constraints { must: Vec::new(), ..constraints };
        if let Some([dense, sparse]) = dense_and_sparse(count, &pairs, &constraints, &options) {
            prop_assert_eq!(dense, sparse);
        }
    }
}
