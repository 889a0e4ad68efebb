//! One run over items: blocks, comparisons, weights, edges.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::blocking::Blocks;
use crate::compare::Comparison;
use crate::items::Items;
use crate::latent::{Fit, Pass, Shares, Weights};
use crate::level::{EXACT, Levels, MISSING, MOST_LEVELS};
use crate::neighbours::neighbours;
use crate::pattern::Pattern;

/// Probe of the engine.
pub struct Probe {
    items: Items,
    comparisons: Vec<Comparison>,
    swap: Option<(usize, usize)>,
    weights: Weights,
    fit: Fit,
    blocks: Blocks,
    near: Vec<Vec<u32>>,
    across: bool,
    /// Edges: a, b, weight.
    pub edges: Vec<(u32, u32, f32)>,
    /// Pairs compared.
    pub compared: u64,
}

/// What one thread needs to compare pairs: no pair allocates.
struct Scratch {
    rarity: [f32; 32],
    /// Levels of slow comparisons, each in the place its values hash to.
    known: Vec<(u64, u8)>,
}

/// Remembered levels of one thread, a power of two.
const KNOWN: usize = 1 << 16;

impl Default for Scratch {
    fn default() -> Self {
        Self { rarity: [0.0; 32], known: vec![(u64::MAX, 0); KNOWN] }
    }
}

impl Scratch {
    fn level(known: &mut [(u64, u8)], at: usize, comparison: &Comparison, items: &Items, a: u32, b: u32) -> u8 {
        if !comparison.is_slow() || (a | b) >> 29 != 0 {
            return comparison.level(items, a, b);
        }
        let key = (at as u64) << 58 | u64::from(a.min(b)) << 29 | u64::from(a.max(b));
        let place = (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 48) as usize % KNOWN;
        match known.get_mut(place) {
            Some(slot) => {
                if slot.0 != key {
                    *slot = (key, comparison.level(items, a, b));
                }
                slot.1
            }
            None => comparison.level(items, a, b),
        }
    }
}

/// Lowest weight of an edge that is kept.
const LOW: f32 = -6.0;

impl Probe {
    /// Runs.
    #[must_use]
    pub fn run(mut items: Items, budget: f64, across: bool) -> Self {
        let clock = std::time::Instant::now();
        let mut tick = |what: &str| eprintln!("{:8.3} {what}", clock.elapsed().as_secs_f32());
        items.columns.extend(crate::compare::codes(&items));
        let comparisons = Comparison::all(&items);
        tick("prepared");
        let find = |kind| comparisons.iter().position(|c| c.kind == kind);
        let swap = match (find(crate::FieldKind::GivenName), find(crate::FieldKind::FamilyName)) {
            (Some(given), Some(family)) => Some((given, family)),
            _ => None,
        };
        let mut probe = Self {
            weights: Weights::default(),
            fit: Fit { classes: vec![], priors: vec![] },
            blocks: Blocks::default(),
            near: vec![],
            items,
            comparisons,
            swap,
            across,
            edges: vec![],
            compared: 0,
        };
        let blocks = Blocks::build(&probe.items, &probe.comparisons, budget * probe.items.len() as f64, across);
        tick("blocked");
        let near = neighbours(&probe.items, &probe.comparisons, 10, across);
        tick("neighbours");
        let mut levels: Vec<Levels> = probe.comparisons.iter().map(|c| c.levels).collect();
        levels.push(crate::level::ORDER);
        levels.push(crate::level::RANK);
        probe.near = near;
        let random = probe.random(&levels);
        tick("random");
        let passes = probe.count(&blocks);
        tick("patterns");
        let fit = Fit::learn(&passes, &levels, &random);
        eprintln!("{} patterns", passes.iter().map(|p| p.patterns.len()).sum::<usize>());
        if std::env::var("SHOW").is_ok() {
            for (at, class) in fit.classes.iter().enumerate() {
                let name = match at { 0 => "MATCH".into(), 1 => "RELATED".into(), 2 => "RANDOM".into(), n => format!("{:?}", passes.get(n - 3).map(|p| p.forced.clone())) };
                if at < 3 { eprintln!("class {name}"); } else { eprintln!("class {name} pairs {} priors {:?}", passes[at-3].patterns.iter().map(|p|p.1).sum::<f64>(), fit.priors[at-3].iter().map(|x|(x*1e4).round()/1e4).take(3).collect::<Vec<_>>()); continue; }
                for (c, row) in class.shares.iter().enumerate() {
                    let name = probe.comparisons.get(c).map_or(if c == probe.comparisons.len() {"order"} else {"rank"}, |c| c.name.as_str());
                    let n = levels[c].count();
                    eprintln!("   {name:20} {}", row[1..n].iter().map(|s| format!("{:7.5}", s)).collect::<Vec<_>>().join(" "));
                }
            }
        }
        probe.weights = Weights::new(&fit, &levels);
        probe.fit = fit;
        tick("fitted");
        probe.blocks = blocks;
        probe.edges = probe.score();
        tick("scored");
        probe
    }

    fn cells(&self, comparison: &Comparison, item: u32) -> &[u32] {
        self.items.columns.get(comparison.column).map_or(&[], |(_, column)| column.cells(item))
    }

    fn compare(&self, a: u32, b: u32, scratch: &mut Scratch) -> Pattern {
        let Scratch { rarity, known } = scratch;
        let mut pattern = Pattern::default();
        let mut levels = [(MISSING, 0_u32, 0_u32); 32];
        for (at, ((comparison, slot), rare)) in self.comparisons.iter().zip(&mut levels).zip(rarity.iter_mut()).enumerate() {
            let level = |comparison: &Comparison, items: &Items, x, y| Scratch::level(known, at, comparison, items, x, y);
            *slot = comparison.best(&self.items, self.cells(comparison, a), self.cells(comparison, b), level);
            *rare = comparison.rarity(slot.0, slot.1, slot.2);
        }
        if let Some((given, family)) = self.swap {
            self.swap(given, family, a, b, &mut levels, rarity, &mut pattern);
        }
        if !self.near.is_empty() {
            let place = |of: u32, other: u32| self.near.get(of as usize).and_then(|list| list.iter().position(|&x| x == other)).unwrap_or(99);
            let (x, y) = (place(a, b), place(b, a));
            pattern.set(self.comparisons.len() + 1, match (x.min(y), x.max(y)) {
                (0, 0) => 1,
                (0, _) => 2,
                (_, 0..=3) => 3,
                (0..=3, _) => 4,
                _ => 5,
            });
        }
        for (at, level) in levels.iter().take(self.comparisons.len()).enumerate() {
            pattern.set(at, level.0);
        }
        pattern
    }

    /// A bound on the weight of a pair in bits, from what is compared quickly.
    fn bound(&self, gaps: &(f32, Vec<[f32; MOST_LEVELS]>), a: u32, b: u32) -> f32 {
        let mut sum = gaps.0;
        for (comparison, gap) in self.comparisons.iter().zip(&gaps.1) {
            let (x, y) = match (self.cells(comparison, a), self.cells(comparison, b)) {
                ([], _) | (_, []) => continue,
                ([x], [y]) => (*x, *y),
                // Lists are not looked into.
                _ => return f32::INFINITY,
            };
            let level = if comparison.are_same(x, y) {
                EXACT
            } else if comparison.is_slow() {
                sum += gap[MISSING as usize] + comparison.most_rarity(x).min(comparison.most_rarity(y)) / 2.0;
                continue;
            } else {
                comparison.level(&self.items, x, y)
            };
            sum += gap[usize::from(level) % MOST_LEVELS] + comparison.rarity(level, x, y);
        }
        if let Some(gap) = gaps.1.get(self.comparisons.len() + 1).filter(|_| !self.near.is_empty()) {
            sum += gap[EXACT as usize].max(gap[MISSING as usize]);
        }
        sum
    }

    fn swap(&self, given: usize, family: usize, a: u32, b: u32, levels: &mut [(u8, u32, u32); 32], rarity: &mut [f32; 32], pattern: &mut Pattern) {
        let order = self.comparisons.len();
        let (g, f) = (&self.comparisons[given], &self.comparisons[family]);
        if levels[given].0 <= 4 && levels[family].0 <= 4 {
            if levels[given].0 != MISSING && levels[family].0 != MISSING {
                pattern.set(order, 1);
            }
            return;
        }
        let (ag, af, bg, bf) = (self.cells(g, a), self.cells(f, a), self.cells(g, b), self.cells(f, b));
        // A single name may stand in either column.
        let lone = match (ag.first(), af.first(), bg.first(), bf.first()) {
            (Some(&lone), None, _, Some(&family)) | (_, Some(&family), Some(&lone), None) => {
                Some((g.cross(f, lone, family), family, true))
            }
            (None, Some(&lone), Some(&given), _) | (Some(&given), _, None, Some(&lone)) => Some((f.cross(g, lone, given), given, false)),
            _ => None,
        };
        if let Some((level, value, is_family)) = lone {
            if level <= 4 && (levels[given].0 > 4 || levels[given].0 == MISSING) && (levels[family].0 > 4 || levels[family].0 == MISSING) {
                let (to, from, comparison) = if is_family { (family, given, f) } else { (given, family, g) };
                levels[to].0 = level;
                rarity[to] = comparison.rarity(level, value, value);
                levels[from].0 = MISSING;
                rarity[from] = 0.0;
            }
            return;
        }
        let (Some(&ag), Some(&af), Some(&bg), Some(&bf)) = (ag.first(), af.first(), bg.first(), bf.first()) else { return };
        let (x, y) = (g.cross(f, ag, bf), g.cross(f, bg, af));
        if x.max(y) <= 4 {
            // A swapped pair agrees as if each stood in the other's place.
            levels[given].0 = x;
            levels[family].0 = y;
            rarity[given] = f.rarity(x, bf, bf) / if x == EXACT { 1.0 } else { 2.0 };
            rarity[family] = f.rarity(y, af, af) / if y == EXACT { 1.0 } else { 2.0 };
            pattern.set(order, 2);
        }
    }

    fn random(&self, levels: &[Levels]) -> Vec<Shares> {
        let n = self.items.len() as u64;
        let pairs = if n < 2 { 0 } else { 100_000_u64.min(n * (n - 1) / 2 * 2) };
        let mut sums = vec![[0.0; MOST_LEVELS]; levels.len()];
        let parts: Vec<Vec<Shares>> = (0..pairs)
            .collect::<Vec<_>>()
            .par_chunks(8192)
            .map(|chunk| {
                let mut sums = vec![[0.0; MOST_LEVELS]; levels.len()];
                let mut scratch = Scratch::default();
                for &seed in chunk {
                    let (a, b) = random_pair(seed, n);
                    if a == b || (self.across && self.items.source(a) == self.items.source(b)) {
                        continue;
                    }
                    let pattern = self.compare(a, b, &mut scratch);
                    for (at, row) in sums.iter_mut().enumerate() {
                        row[pattern.level(at) as usize] += 1.0;
                    }
                }
                sums
            })
            .collect();
        for part in parts {
            for (slot, x) in sums.iter_mut().flatten().zip(part.into_iter().flatten()) {
                *slot += x;
            }
        }
        sums.iter()
            .enumerate()
            .map(|(at, row)| {
                let levels = &levels[at];
                let count = levels.count();
                let total: f64 = row[1..count].iter().sum();
                // Levels that were never met are expected to be rarer the more they agree.
                let mut shares = [0.0; MOST_LEVELS];
                for level in 1..count {
                    let expected = if level + 1 == count { 0.9 } else { 0.1 / (count - 2) as f64 * 0.2 };
                    shares[level] = (row[level] + 1.0 * expected) / (total + 1.0);
                }
                if let Some(c) = self.comparisons.get(at) {
                    shares[1] = shares[1].max(f64::from(c.coincidence())).max(1e-7);
                }
                let sum: f64 = shares.iter().sum();
                shares.map(|s| s / sum)
            })
            .collect()
    }

    fn each_pair(&self, blocks: &Blocks, block: usize, stride: u64, f: &mut impl FnMut(u32, u32)) {
        let members = blocks.members(block);
        for (at, &a) in members.iter().enumerate() {
            if !sampled(u64::from(a) ^ (block as u64) << 32, stride) {
                continue;
            }
            for &b in members.iter().skip(at + 1) {
                if self.across && self.items.source(a) == self.items.source(b) {
                    continue;
                }
                if blocks.first_shared(a, b) == Some(block as u32) {
                    f(a, b);
                }
            }
        }
    }

    fn near_pairs<'n>(&'n self, blocks: &'n Blocks, near: &'n [Vec<u32>], a: u32) -> impl Iterator<Item = (u32, u32)> + 'n {
        near.get(a as usize).into_iter().flatten().filter_map(move |&b| {
            let twice = b < a && near.get(b as usize).is_some_and(|list| list.contains(&a));
            (!twice && blocks.first_shared(a, b).is_none()).then_some((a.min(b), a.max(b)))
        })
    }

    fn count(&self, blocks: &Blocks) -> Vec<Pass> {
        let near = &self.near;
        let strides: Vec<u64> = blocks.pairs().iter().map(|&pairs| (pairs / SAMPLED).max(1.0) as u64).collect();
        type Counts = FxHashMap<(u8, Pattern), f64>;
        let merge = |mut a: Counts, b: Counts| {
            for (pattern, count) in b {
                *a.entry(pattern).or_default() += count;
            }
            a
        };
        let counted = (0..blocks.len())
            .into_par_iter()
            .fold(<(Counts, Scratch)>::default, |(mut map, mut scratch), block| {
                let pass = blocks.pass(block);
                let stride = strides.get(pass as usize).copied().unwrap_or(1);
                self.each_pair(blocks, block, stride, &mut |a, b| {
                    *map.entry((pass, self.compare(a, b, &mut scratch))).or_default() += stride as f64;
                });
                (map, scratch)
            })
            .map(|(map, _)| map)
            .reduce(FxHashMap::default, merge);
        let last = blocks.forced.len() as u8;
        let nearby = (0..near.len() as u32)
            .into_par_iter()
            .fold(<(Counts, Scratch)>::default, |(mut map, mut scratch), item| {
                let stride = (near.len() as u64 / 20_000).max(1);
                if sampled(u64::from(item), stride) {
                    for (a, b) in self.near_pairs(blocks, near, item) {
                        *map.entry((last, self.compare(a, b, &mut scratch))).or_default() += stride as f64;
                    }
                }
                (map, scratch)
            })
            .map(|(map, _)| map)
            .reduce(FxHashMap::default, merge);
        let mut patterns: Vec<((u8, Pattern), f64)> = merge(counted, nearby).into_iter().collect();
        patterns.sort_unstable_by_key(|pattern| pattern.0);
        eprintln!("pairs {}", patterns.iter().map(|p| p.1).sum::<f64>());
        let mut passes: Vec<Pass> = blocks.forced.iter().map(|forced| Pass { forced: forced.clone(), patterns: vec![] }).collect();
        passes.push(Pass { forced: self.comparisons.iter().enumerate().filter(|(_, c)| c.texts().is_some()).map(|(at, _)| at).collect(), patterns: vec![] });
        for ((pass, pattern), pairs) in patterns {
            passes[pass as usize].patterns.push((pattern, pairs));
        }
        passes
    }

    /// Weight of any pair.
    #[must_use]
    pub fn weight(&self, a: u32, b: u32) -> f32 {
        self.weight_with(a, b, &mut Scratch::default())
    }

    fn weight_with(&self, a: u32, b: u32, scratch: &mut Scratch) -> f32 {
        let pattern = self.compare(a, b, scratch);
        let pass = self.blocks.first_shared(a, b).map_or(self.blocks.forced.len(), |block| self.blocks.pass(block as usize) as usize);
        self.weights.weight(pass, pattern, scratch.rarity.get(..self.comparisons.len()).unwrap_or_default())
    }

    /// Recall of the blocks.
    #[must_use]
    pub fn is_candidate(&self, a: u32, b: u32) -> bool {
        self.blocks.first_shared(a, b).is_some() || self.near.get(a as usize).is_some_and(|l| l.contains(&b)) || self.near.get(b as usize).is_some_and(|l| l.contains(&a))
    }

    /// Levels of a pair, to read.
    #[must_use]
    pub fn show(&self, a: u32, b: u32) -> String {
        let mut scratch = Scratch::default();
        let pattern = self.compare(a, b, &mut scratch);
        let rarity = scratch.rarity;
        let mut out = String::new();
        for (at, c) in self.comparisons.iter().enumerate() {
            let level = pattern.level(at);
            let text = |item| self.cells(c, item).first().map_or("-", |&v| self.items.columns[c.column].1.values().get(v)).chars().take(40).collect::<String>();
            let bits = (self.fit.classes[0].shares[at][level as usize].max(1e-9) / self.fit.classes[2].shares[at][level as usize].max(1e-9)).log2();
            out += &format!("   {:16} {:10} {:+.1} {:+.1}  {} | {}\n", c.name, if level == 0 { "missing" } else { c.levels.names[level as usize - 1] }, if level == 0 {0.0} else {bits}, rarity[at], text(a), text(b));
        }
        out += &format!("   order {} rank {}\n", pattern.level(self.comparisons.len()), pattern.level(self.comparisons.len() + 1));
        out + &format!("   = {:.2}", self.weight(a, b))
    }

    fn score(&self) -> Vec<(u32, u32, f32)> {
        let (blocks, near) = (&self.blocks, &self.near);
        let gaps: Vec<(f32, Vec<[f32; MOST_LEVELS]>)> = (0..=blocks.forced.len()).map(|pass| self.weights.gaps(pass)).collect();
        let push = |edges: &mut Vec<(u32, u32, f32)>, pass: usize, a: u32, b: u32, scratch: &mut Scratch| {
            if gaps.get(pass).is_some_and(|gaps| self.bound(gaps, a, b) < LOW) {
                return;
            }
            let pattern = self.compare(a, b, scratch);
            let weight = self.weights.weight(pass, pattern, scratch.rarity.get(..self.comparisons.len()).unwrap_or_default());
            if weight >= LOW {
                edges.push((a, b, weight));
            }
        };
        let join = |mut a: Vec<(u32, u32, f32)>, b: Vec<(u32, u32, f32)>| {
            a.extend(b);
            a
        };
        let mut edges: Vec<(u32, u32, f32)> = (0..blocks.len())
            .into_par_iter()
            .fold(<(Vec<_>, Scratch)>::default, |(mut edges, mut scratch), block| {
                let pass = blocks.pass(block) as usize;
                self.each_pair(blocks, block, 1, &mut |a, b| push(&mut edges, pass, a, b, &mut scratch));
                (edges, scratch)
            })
            .map(|(edges, _)| edges)
            .reduce(Vec::new, join);
        let nearby: Vec<(u32, u32, f32)> = (0..near.len() as u32)
            .into_par_iter()
            .fold(<(Vec<_>, Scratch)>::default, |(mut edges, mut scratch), item| {
                self.near_pairs(blocks, near, item).for_each(|(a, b)| push(&mut edges, blocks.forced.len(), a, b, &mut scratch));
                (edges, scratch)
            })
            .map(|(edges, _)| edges)
            .reduce(Vec::new, join);
        edges.extend(nearby);
        edges.sort_unstable_by_key(|e| (e.0, e.1));
        edges
    }
}

/// Pairs of a pass that are enough to learn from.
const SAMPLED: f64 = 150_000.0;

fn sampled(number: u64, stride: u64) -> bool {
    stride <= 1 || (number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) % stride == 0
}

fn random_pair(seed: u64, n: u64) -> (u32, u32) {
    let mut x = seed.wrapping_mul(0xD134_2543_DE82_EF95);
    let mut next = || {
        x = x.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = x ^ (x >> 30);
        z = z.wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z ^= z >> 27;
        z = z.wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    };
    ((next() % n) as u32, (next() % n) as u32)
}
