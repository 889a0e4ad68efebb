//! Bare family names, and who of their bearers is meant.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::company::{Company, MOST_BITS, MOST_LOOKED_AT};
use super::nodes::Nodes;
use super::{Kept, home_of};

/// What is met with more bearers than this tells nobody apart.
const MOST_BESIDE: usize = 256;

/// Bare family names with their bearers.
pub(super) struct Lone<'n> {
    nodes: &'n Nodes,
    items: &'n [Kept],
    home: &'n [u32],
    /// For the cluster of a bare name the clusters that may bear it.
    bearers: BTreeMap<u32, Contest>,
}

/// Those who may bear a name.
#[derive(Default)]
struct Contest {
    /// How often each is named, by cluster.
    counts: BTreeMap<u32, u32>,
    /// The two that are named most.
    most: Vec<u32>,
}

impl<'n> Lone<'n> {
    pub(super) fn of(nodes: &'n Nodes, items: &'n [Kept], home: &'n [u32], bare: &[(u32, u32, f32)]) -> Self {
        let mut named: FxHashMap<u32, u32> = FxHashMap::default();
        for (node, at) in nodes.all.iter().zip(0..) {
            let count = named.entry(home_of(home, at)).or_default();
            *count = count.saturating_add(node.count);
        }
        let mut bearers: BTreeMap<u32, Contest> = BTreeMap::new();
        for &(bare, full, _) in bare {
            let full = home_of(home, full);
            let count = named.get(&full).copied().unwrap_or(1);
            bearers.entry(home_of(home, bare)).or_default().counts.insert(full, count);
        }
        for contest in bearers.values_mut() {
            let mut ranked: Vec<(Reverse<u32>, u32)> =
                contest.counts.iter().map(|(&bearer, &count)| (Reverse(count), bearer)).collect();
            ranked.sort_unstable();
            contest.most = ranked.into_iter().take(2).map(|(_, bearer)| bearer).collect();
        }
        Self { nodes, items, home, bearers }
    }

    /// The cluster each bearer goes to instead of its own, where it goes to another.
    pub(super) fn choose(&self, dominance: f32) -> Vec<Option<u32>> {
        let (company, beside) = self.beside();
        let margin = dominance.max(1.0).log2();
        let mut told: BTreeMap<u32, f32> = BTreeMap::new();
        let choose = |(item, &node): (&Kept, &u32)| {
            if !self.nodes.is_lone(node) {
                return None;
            }
            let contest = self.bearers.get(&home_of(self.home, node))?;
            // Who is neither met with what the text names nor named most has no chance.
            told.clear();
            told.extend(contest.most.iter().map(|&bearer| (bearer, 0.0)));
            if contest.counts.len() > 1 {
                for &thing in company.named(item.text).iter().take(MOST_LOOKED_AT) {
                    let met = beside.get(&thing).filter(|met| met.len() <= MOST_BESIDE);
                    for &bearer in
                        met.into_iter().flatten().filter(|bearer| contest.counts.contains_key(bearer))
                    {
                        *told.entry(bearer).or_default() += company.bits(thing);
                    }
                }
            }
            let mut best: Option<(f32, u32)> = None;
            let mut second = f32::NEG_INFINITY;
            for (&bearer, &told) in &told {
                let count = contest.counts.get(&bearer).copied().unwrap_or(1);
                let bits = (count.max(1) as f32).log2() + told.min(MOST_BITS);
                match best {
                    Some((most, _)) if bits <= most => second = second.max(bits),
                    _ => {
                        second = best.map_or(second, |best| second.max(best.0));
                        best = Some((bits, bearer));
                    }
                }
            }
            best.filter(|best| best.0 - second >= margin).map(|best| best.1)
        };
        self.items.iter().zip(&self.nodes.node_of).map(choose).collect()
    }

    /// The company of all texts, and for each thing the bearers of contested names that are met with it; empty where none is
    /// contested.
    fn beside(&self) -> (Company, FxHashMap<u32, FxHashSet<u32>>) {
        let contests = self.bearers.values().filter(|contest| contest.counts.len() > 1);
        let contested: FxHashSet<u32> = contests.flat_map(|contest| contest.counts.keys().copied()).collect();
        let mut beside: FxHashMap<u32, FxHashSet<u32>> = FxHashMap::default();
        if contested.is_empty() {
            return (Company::default(), beside);
        }
        let homes = self.nodes.node_of.iter().map(|&node| home_of(self.home, node));
        let company = Company::of(self.items.iter().map(|item| item.text).zip(homes));
        for named in company.each() {
            for &home in named.iter().filter(|home| contested.contains(home)) {
                for &other in named.iter().filter(|&&other| other != home).take(MOST_LOOKED_AT) {
                    let met = beside.entry(other).or_default();
                    if met.len() <= MOST_BESIDE {
                        met.insert(home);
                    }
                }
            }
        }
        (company, beside)
    }
}
