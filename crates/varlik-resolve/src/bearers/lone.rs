//! Bare family names, and who of their bearers is meant.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::nodes::Nodes;
use super::{Kept, home_of};

/// Bits that a text's other persons, places and organisations add at most where a bearer is met among them elsewhere.
const MOST_COMPANY: f32 = 4.0;

/// Bits that one of them adds for each halving of the texts that name it.
const COMPANY: f32 = 0.5;

/// Of the company of a text no more are looked at.
const MOST_LOOKED_AT: usize = 64;

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
        let company = Company::of(self);
        let margin = dominance.max(1.0).log2();
        (0..self.items.len())
            .map(|item| {
                let node = self.nodes.node_of.get(item).copied()?;
                if !self.nodes.is_lone(node) {
                    return None;
                }
                let bearers = self.bearers.get(&home_of(self.home, node))?;
                let mut best: Option<(f32, u32)> = None;
                let mut second = f32::NEG_INFINITY;
                for (&bearer, &count) in bearers {
                    let told = if bearers.len() == 1 { 0.0 } else { company.says(self, item, bearer) };
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
            })
            .collect()
    }
}

/// Who is met with whom.
struct Company {
    /// The clusters that each text names.
    named: FxHashMap<u32, Vec<u32>>,
    /// How many texts name each cluster.
    texts: FxHashMap<u32, u32>,
    /// The clusters that are met with each bearer of a contested name.
    met: FxHashMap<u32, FxHashSet<u32>>,
    count: usize,
}

impl Company {
    fn of(lone: &Lone<'_>) -> Self {
        let mut company = Self {
            named: FxHashMap::default(),
            texts: FxHashMap::default(),
            met: FxHashMap::default(),
            count: 0,
        };
        let contested: FxHashSet<u32> =
            lone.bearers.values().filter(|own| own.len() > 1).flat_map(|own| own.keys().copied()).collect();
        if contested.is_empty() {
            return company;
        }
        for (item, &node) in lone.items.iter().zip(&lone.nodes.node_of) {
            let home = home_of(lone.home, node);
            company.named.entry(item.text).or_default().push(home);
        }
        for named in company.named.values_mut() {
            named.sort_unstable();
            named.dedup();
            for &home in named.iter() {
                *company.texts.entry(home).or_default() += 1;
            }
            for &home in named.iter().filter(|home| contested.contains(home)) {
                company
                    .met
                    .entry(home)
                    .or_default()
                    .extend(named.iter().filter(|&&other| other != home).take(MOST_LOOKED_AT));
            }
        }
        company.count = company.named.len();
        company
    }

    /// What the company of a bearer in its text says for its being the one of a cluster, in bits.
    fn says(&self, lone: &Lone<'_>, item: usize, bearer: u32) -> f32 {
        let (Some(item), Some(met)) = (lone.items.get(item), self.met.get(&bearer)) else { return 0.0 };
        let named = self.named.get(&item.text).map_or(&[][..], Vec::as_slice);
        let rarity = |home: &u32| {
            let texts = self.texts.get(home).copied().unwrap_or(1);
            ((self.count + 1) as f32 / texts as f32).log2().max(0.0)
        };
        let shared = named.iter().take(MOST_LOOKED_AT).filter(|home| met.contains(home));
        shared.map(|home| COMPANY * rarity(home)).sum::<f32>().min(MOST_COMPANY)
    }
}
