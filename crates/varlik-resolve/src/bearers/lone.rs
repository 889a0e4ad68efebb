//! Bare family names, and who of their bearers is meant.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::company::{Company, MOST_LOOKED_AT};
use super::nodes::Nodes;
use super::{Kept, home_of};

/// Bare family names with their bearers.
pub(super) struct Lone<'n> {
    nodes: &'n Nodes,
    items: &'n [Kept],
    home: &'n [u32],
    /// For the cluster of a bare name the clusters that may bear it, and how often each is named.
    bearers: BTreeMap<u32, BTreeMap<u32, u32>>,
}

impl<'n> Lone<'n> {
    pub(super) fn of(nodes: &'n Nodes, items: &'n [Kept], home: &'n [u32], bare: &[(u32, u32, f32)]) -> Self {
        let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
        for (node, at) in nodes.all.iter().zip(0..) {
            let count = counts.entry(home_of(home, at)).or_default();
            *count = count.saturating_add(node.count);
        }
        let mut bearers: BTreeMap<u32, BTreeMap<u32, u32>> = BTreeMap::new();
        for &(bare, full, _) in bare {
            let full = home_of(home, full);
            let count = counts.get(&full).copied().unwrap_or(1);
            bearers.entry(home_of(home, bare)).or_default().insert(full, count);
        }
        Self { nodes, items, home, bearers }
    }

    /// The cluster each bearer goes to instead of its own, where it goes to another.
    pub(super) fn choose(&self, dominance: f32) -> Vec<Option<u32>> {
        let (company, met) = self.met();
        let margin = dominance.max(1.0).log2();
        let choose = |(item, &node): (&Kept, &u32)| {
            if !self.nodes.is_lone(node) {
                return None;
            }
            let bearers = self.bearers.get(&home_of(self.home, node))?;
            let mut best: Option<(f32, u32)> = None;
            let mut second = f32::NEG_INFINITY;
            for (&bearer, &count) in bearers {
                let others = met.get(&bearer);
                let told = company.says(item.text, |thing| others.is_some_and(|met| met.contains(&thing)));
                let bits = (count.max(1) as f32).log2() + told;
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

    /// The company of all texts, and who is met with each bearer of a name that is contested; empty where none is.
    fn met(&self) -> (Company, FxHashMap<u32, FxHashSet<u32>>) {
        let contested: FxHashSet<u32> =
            self.bearers.values().filter(|own| own.len() > 1).flat_map(|own| own.keys().copied()).collect();
        let mut met: FxHashMap<u32, FxHashSet<u32>> = FxHashMap::default();
        if contested.is_empty() {
            return (Company::default(), met);
        }
        let homes = self.nodes.node_of.iter().map(|&node| home_of(self.home, node));
        let company = Company::of(self.items.iter().map(|item| item.text).zip(homes));
        for named in company.each() {
            for &home in named.iter().filter(|home| contested.contains(home)) {
                let others = named.iter().filter(|&&other| other != home).take(MOST_LOOKED_AT);
                met.entry(home).or_default().extend(others);
            }
        }
        (company, met)
    }
}
