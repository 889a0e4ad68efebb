//! Agglomeration of a small component, by a table of all its pairs.
#![allow(
    clippy::indexing_slicing,
    reason = "every place and slot is below `count`, and the tables hold `count` times `count`"
)]

use super::component::{Component, Edge};
use super::constraint::{Constraints, Standing};
use super::fixed::{bits, mean_bits, say, steps};
use super::{ClusterOptions, Linkage, MOST_WEIGHED, Weigh, support};

/// Not weighed yet.
const OPEN: i32 = i32::MIN;

/// The clusters of one component; the memory is kept from one component to the next.
///
/// A cluster is called by the lowest place among its nodes.
#[derive(Debug, Default)]
pub(super) struct Dense {
    count: usize,
    /// The best weight between a node (row) and a member of a cluster (column).
    best: Vec<i32>,
    /// The best weights of the members of one cluster (row) to another (column), each by its say, summed.
    side: Vec<i64>,
    /// The weights of all pairs of two clusters, each by the say of both, summed; for closure the most of them.
    sum: Vec<i64>,
    /// The pairs that were weighed here and speak for joining.
    pub(super) weighed: Vec<Edge>,
    barred: Vec<bool>,
    /// What a node has to say, and all members of a cluster together.
    say: Vec<i64>,
    voice: Vec<i64>,
    /// The highest node of a cluster.
    highest: Vec<usize>,
    standing: Vec<Standing>,
    near: Vec<(f64, usize)>,
    alive: Vec<usize>,
    /// The cluster of each node.
    pub(super) home: Vec<usize>,
    /// The lowest bits above the threshold at which a cluster was put together; infinite for a node by itself.
    pub(super) lowest: Vec<f64>,
}

impl Dense {
    /// Clusters a component.
    pub(super) fn run(
        &mut self,
        component: &Component<'_>,
        weigh: Weigh<'_>,
        constraints: &Constraints,
        options: &ClusterOptions,
    ) {
        self.fill(component, weigh, constraints, options);
        for &(a, b) in component.must {
            let (i, j) = (self.home[a as usize], self.home[b as usize]);
            if i != j {
                self.join(i.min(j), i.max(j), options.linkage);
            }
        }
        for at in 0..self.alive.len() {
            let slot = self.alive[at];
            self.near[slot] = self.nearest(slot, options.linkage);
        }
        loop {
            let best = self.alive.iter().map(|&slot| (self.near[slot].0, slot)).reduce(self.first_of_best());
            let Some((score, i)) = best.filter(|&(score, _)| score > 0.0) else { break };
            let (i, j) = (i.min(self.near[i].1), i.max(self.near[i].1));
            self.join(i, j, options.linkage);
            self.lowest[i] = self.lowest[i].min(score);
            self.near[i] = self.nearest(i, options.linkage);
            for at in 0..self.alive.len() {
                let slot = self.alive[at];
                if slot == i {
                    continue;
                }
                if self.near[slot].1 == i || self.near[slot].1 == j {
                    self.near[slot] = self.nearest(slot, options.linkage);
                } else {
                    let next = (self.score(slot, i, options.linkage), i);
                    let before = self.near[slot];
                    if next.0 > before.0 || (next.0 >= before.0 && self.highest[i] < self.highest[before.1]) {
                        self.near[slot] = next;
                    }
                }
            }
        }
    }

    fn fill(
        &mut self,
        component: &Component<'_>,
        weigh: Weigh<'_>,
        constraints: &Constraints,
        options: &ClusterOptions,
    ) {
        let count = component.nodes.len();
        let missing = steps(options.missing_bits, options.threshold_bits, 0);
        self.count = count;
        refill(&mut self.best, count * count, OPEN);
        refill(&mut self.barred, count * count, false);
        refill(&mut self.near, count, (f64::NEG_INFINITY, 0));
        refill(&mut self.lowest, count, f64::INFINITY);
        self.weighed.clear();
        self.alive.clear();
        self.alive.extend(0..count);
        self.home.clear();
        self.home.extend(0..count);
        self.highest.clear();
        self.highest.extend(0..count);
        self.standing.clear();
        self.standing.extend(component.standings(constraints));
        for edge in component.edges {
            let (a, b) = (edge.a as usize, edge.b as usize);
            // Of a pair that comes twice, the first is the strongest.
            if self.best[a * count + b] == OPEN {
                let weight = steps(edge.weight, options.threshold_bits, missing);
                self.best[a * count + b] = weight;
                self.best[b * count + a] = weight;
            }
        }
        for a in 0..count {
            for b in a + 1..count {
                if self.best[a * count + b] == OPEN {
                    let weight = match options.linkage {
                        Linkage::Connected => missing,
                        _ if count > MOST_WEIGHED => missing,
                        Linkage::Support | Linkage::Average => {
                            let weight = weigh(component.nodes[a], component.nodes[b]);
                            if weight > options.threshold_bits {
                                self.weighed.push(Edge { a: a as u32, b: b as u32, weight });
                            }
                            steps(weight, options.threshold_bits, missing)
                        }
                    };
                    self.best[a * count + b] = weight;
                    self.best[b * count + a] = weight;
                }
            }
        }
        self.say.clear();
        self.say.extend((0..count).map(|node| match options.linkage {
            Linkage::Support => {
                let others = (0..count).filter(|&other| other != node);
                say(others.map(|other| self.best[node * count + other]).max().unwrap_or(0))
            }
            Linkage::Average | Linkage::Connected => 1,
        }));
        self.voice.clear();
        self.voice.extend(&self.say);
        refill(&mut self.side, count * count, 0);
        refill(&mut self.sum, count * count, 0);
        for a in 0..count {
            for b in 0..count {
                let at = a * count + b;
                self.side[at] = self.say[a] * i64::from(self.best[at]);
                self.sum[at] = self.side[at] * self.say[b];
            }
        }
        for &(a, b) in component.cannot {
            self.barred[a as usize * count + b as usize] = true;
            self.barred[b as usize * count + a as usize] = true;
        }
    }

    fn score(&self, a: usize, b: usize, linkage: Linkage) -> f64 {
        let (there, back) = (a * self.count + b, b * self.count + a);
        if self.barred[there] || !self.standing[a].may_join(self.standing[b]) {
            return f64::NEG_INFINITY;
        }
        let mean = |sum: i64, of: i64| mean_bits(sum, of, 0, of);
        let (here, other) = (self.voice[a], self.voice[b]);
        match linkage {
            Linkage::Support => support(
                mean(self.side[there], here),
                mean(self.side[back], other),
                mean(self.sum[there], here * other),
            ),
            Linkage::Average => mean(self.sum[there], here * other),
            Linkage::Connected => bits(self.sum[there]),
        }
    }

    /// The cluster that goes best with another, see [`Dense::first_of_best`].
    fn nearest(&self, slot: usize, linkage: Linkage) -> (f64, usize) {
        let others = self.alive.iter().filter(|&&other| other != slot);
        let scored = others.map(|&other| (self.score(slot, other, linkage), other));
        scored.reduce(self.first_of_best()).unwrap_or((f64::NEG_INFINITY, slot))
    }

    /// The better of two; of equals the cluster whose highest node is the lower, as in a large component.
    fn first_of_best(&self) -> impl Fn((f64, usize), (f64, usize)) -> (f64, usize) {
        |best, next| {
            let first = self.highest[best.1] < self.highest[next.1];
            if best.0 > next.0 || (best.0 >= next.0 && first) { best } else { next }
        }
    }

    /// Puts the cluster `j` into the lower `i`.
    fn join(&mut self, i: usize, j: usize, linkage: Linkage) {
        let count = self.count;
        self.alive.retain(|&slot| slot != j);
        for home in &mut self.home {
            if *home == j {
                *home = i;
            }
        }
        self.voice[i] += self.voice[j];
        self.highest[i] = self.highest[i].max(self.highest[j]);
        self.standing[i] = self.standing[i].joined(self.standing[j]);
        self.lowest[i] = self.lowest[i].min(self.lowest[j]);
        for &other in &self.alive {
            let (there, back) = (i * count + other, other * count + i);
            let barred = self.barred[there] || self.barred[j * count + other];
            self.barred[there] = barred;
            self.barred[back] = barred;
            let moved = self.sum[j * count + other];
            let sum = match linkage {
                Linkage::Support | Linkage::Average => self.sum[there] + moved,
                Linkage::Connected => self.sum[there].max(moved),
            };
            self.sum[there] = sum;
            self.sum[back] = sum;
            self.side[there] += self.side[j * count + other];
            self.side[back] = 0;
        }
        if linkage == Linkage::Support {
            for node in 0..count {
                let best = self.best[node * count + i].max(self.best[node * count + j]);
                self.best[node * count + i] = best;
                let home = self.home[node];
                if home != i {
                    self.side[home * count + i] += self.say[node] * i64::from(best);
                }
            }
        }
    }
}

fn refill<T: Copy>(values: &mut Vec<T>, count: usize, value: T) {
    values.clear();
    values.resize(count, value);
}
