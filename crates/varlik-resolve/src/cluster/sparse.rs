//! Agglomeration of a large component by the pairs that were compared.
#![allow(
    clippy::indexing_slicing,
    reason = "nodes and clusters are places below the size of the component, and every table has that length"
)]

use std::collections::BinaryHeap;

use rustc_hash::FxHashMap;

use super::component::Component;
use super::constraint::{Constraints, Standing};
use super::fixed::{bits, mean_bits, say, steps};
use super::{ClusterOptions, Linkage, support};

/// How often the links are looked through again for two clusters that became alike while neither was touched.
///
/// A pair that was not compared may weigh more than one that was, so the mean between two clusters can rise when a
/// third joins one of them.
const MOST_SWEEPS: usize = 4;

/// What stands between two clusters, seen from the lower (0) and from the higher (1).
#[derive(Debug, Clone, Copy, Default)]
struct Link {
    /// The best weights of the members on that side that have one, each by its say, summed.
    side: [i64; 2],
    /// The say of those that have one.
    known: [i64; 2],
    /// The weights of the compared pairs, each by the say of both, summed; for closure the most of them.
    sum: i64,
    /// The say of the compared pairs.
    pairs: i64,
    barred: bool,
}

/// Two clusters that may join; the order of the heap: best score first, then the lowest.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Candidate {
    score: f64,
    /// The highest nodes of both, the lower first. They only rise while clusters grow, so that a candidate in the heap is
    /// never better than it says.
    highest: (u32, u32),
    clusters: (u32, u32),
}

impl Eq for Candidate {}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.score.total_cmp(&other.score).then(other.highest.cmp(&self.highest))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The clusters of one component.
#[derive(Debug)]
pub(super) struct Sparse {
    linkage: Linkage,
    missing: i32,
    /// The compared pairs of each node.
    edges: Vec<u32>,
    starts: Vec<usize>,
    /// The best weight between a node and a member of a cluster it has a compared pair with.
    best: FxHashMap<(u32, u32), i32>,
    links: FxHashMap<(u32, u32), Link>,
    neighbours: Vec<Vec<u32>>,
    members: Vec<Vec<u32>>,
    /// What a node has to say, and all members of a cluster together.
    say: Vec<i64>,
    voice: Vec<i64>,
    effort: Vec<usize>,
    /// The highest node of a cluster.
    highest: Vec<u32>,
    standing: Vec<Standing>,
    heap: BinaryHeap<Candidate>,
    /// The cluster of each node, called by one of its nodes.
    pub(super) home: Vec<u32>,
    /// The lowest bits above the threshold at which a cluster was put together; infinite for a node by itself.
    pub(super) lowest: Vec<f64>,
}

impl Sparse {
    /// Clusters a component; a pair that was not compared weighs `missing_bits`.
    pub(super) fn run(
        component: &Component<'_>,
        constraints: &Constraints,
        options: &ClusterOptions,
    ) -> Self {
        let mut clusters = Self::new(component, constraints, options);
        for &(a, b) in component.must {
            let (a, b) = (clusters.home[a as usize], clusters.home[b as usize]);
            if a != b {
                clusters.join(a, b);
            }
        }
        clusters.heap.clear();
        for _ in 0..MOST_SWEEPS {
            clusters.push_all();
            if clusters.heap.is_empty() {
                break;
            }
            clusters.agglomerate();
        }
        clusters
    }

    fn new(component: &Component<'_>, constraints: &Constraints, options: &ClusterOptions) -> Self {
        let count = component.nodes.len();
        let missing = steps(options.missing_bits, options.threshold_bits, 0);
        let mut degree = vec![0_usize; count + 1];
        for edge in component.edges {
            degree[edge.a as usize + 1] += 1;
            degree[edge.b as usize + 1] += 1;
        }
        let effort = degree[1..].to_vec();
        let mut total = 0;
        for slot in &mut degree {
            total += *slot;
            *slot = total;
        }
        let say = match options.linkage {
            Linkage::Support => {
                let mut best = vec![missing; count];
                for edge in component.edges {
                    let weight = steps(edge.weight, options.threshold_bits, missing);
                    for node in [edge.a as usize, edge.b as usize] {
                        best[node] = best[node].max(weight);
                    }
                }
                best.into_iter().map(say).collect()
            }
            Linkage::Average | Linkage::Connected => vec![1; count],
        };
        let mut clusters = Self {
            linkage: options.linkage,
            missing,
            edges: vec![0; total],
            starts: degree.clone(),
            best: FxHashMap::default(),
            links: FxHashMap::default(),
            neighbours: vec![Vec::new(); count],
            members: (0..count as u32).map(|node| vec![node]).collect(),
            voice: say.clone(),
            say,
            effort,
            highest: (0..count as u32).collect(),
            standing: component.standings(constraints).collect(),
            heap: BinaryHeap::new(),
            home: (0..count as u32).collect(),
            lowest: vec![f64::INFINITY; count],
        };
        let mut next = degree;
        for edge in component.edges {
            for (from, to) in [(edge.a, edge.b), (edge.b, edge.a)] {
                clusters.edges[next[from as usize]] = to;
                next[from as usize] += 1;
            }
            // Of a pair that comes twice, the first is the strongest.
            if clusters.links.contains_key(&(edge.a, edge.b)) {
                continue;
            }
            let weight = steps(edge.weight, options.threshold_bits, missing);
            let says = [clusters.say[edge.a as usize], clusters.say[edge.b as usize]];
            let link = Link {
                side: says.map(|say| say * i64::from(weight)),
                known: says,
                sum: says[0] * says[1] * i64::from(weight),
                pairs: says[0] * says[1],
                barred: false,
            };
            clusters.links.insert((edge.a, edge.b), link);
            clusters.neighbours[edge.a as usize].push(edge.b);
            clusters.neighbours[edge.b as usize].push(edge.a);
            if options.linkage == Linkage::Support {
                clusters.best.insert((edge.a, edge.b), weight);
                clusters.best.insert((edge.b, edge.a), weight);
            }
        }
        for &(a, b) in component.cannot {
            clusters.link(a, b).barred = true;
        }
        clusters
    }

    /// The link between two clusters, made where there is none.
    fn link(&mut self, a: u32, b: u32) -> &mut Link {
        self.links.entry((a.min(b), a.max(b))).or_insert_with(|| {
            self.neighbours[a as usize].push(b);
            self.neighbours[b as usize].push(a);
            Link::default()
        })
    }

    fn candidate(&self, a: u32, b: u32) -> Option<Candidate> {
        let (a, b) = (a.min(b), a.max(b));
        let link = self.links.get(&(a, b)).filter(|link| !link.barred)?;
        if !self.standing[a as usize].may_join(self.standing[b as usize]) {
            return None;
        }
        let voices = [self.voice[a as usize], self.voice[b as usize]];
        let mean = |sum: i64, known: i64, all: i64| mean_bits(sum, known, self.missing, all);
        let average = mean(link.sum, link.pairs, voices[0] * voices[1]);
        let score = match self.linkage {
            Linkage::Support => support(
                mean(link.side[0], link.known[0], voices[0]),
                mean(link.side[1], link.known[1], voices[1]),
                average,
            ),
            Linkage::Average => average,
            Linkage::Connected if link.pairs == 0 => return None,
            Linkage::Connected => bits(link.sum),
        };
        let [one, other] = [a, b].map(|cluster| self.highest[cluster as usize]);
        let highest = (one.min(other), one.max(other));
        (score > 0.0).then_some(Candidate { score, highest, clusters: (a, b) })
    }

    fn push_all(&mut self) {
        // The heap orders them, whatever the order of the map.
        let keys: Vec<(u32, u32)> = self.links.keys().copied().collect();
        let candidates: Vec<Candidate> = keys.into_iter().filter_map(|(a, b)| self.candidate(a, b)).collect();
        self.heap = BinaryHeap::from(candidates);
    }

    fn agglomerate(&mut self) {
        while let Some(top) = self.heap.pop() {
            // A cluster that was joined to another has no links any more.
            let (a, b) = top.clusters;
            let Some(now) = self.candidate(a, b) else { continue };
            if self.heap.peek().is_some_and(|next| *next > now) {
                self.heap.push(now);
                continue;
            }
            let (joined, gone) = self.join(a, b);
            self.lowest[joined as usize] = self.lowest[joined as usize].min(now.score);
            for other in gone {
                if let Some(candidate) = self.candidate(joined, other) {
                    self.heap.push(candidate);
                }
            }
        }
    }

    /// Joins two clusters; returns the name of the joined one, and the neighbours of the one that is gone.
    ///
    /// The one with fewer pairs moves, so that a pair is moved at most log2 of their number times.
    fn join(&mut self, a: u32, b: u32) -> (u32, Vec<u32>) {
        let effort = |cluster: u32| self.effort[cluster as usize] + self.neighbours[cluster as usize].len();
        let (stays, goes) = if effort(a) >= effort(b) { (a, b) } else { (b, a) };
        self.links.remove(&(stays.min(goes), stays.max(goes)));
        let moved = std::mem::take(&mut self.members[goes as usize]);
        if self.linkage == Linkage::Support {
            self.move_best(&moved, stays, goes);
        }
        let mut neighbours = std::mem::take(&mut self.neighbours[goes as usize]);
        neighbours.sort_unstable();
        neighbours.dedup();
        neighbours.retain(|&other| self.move_link(stays, goes, other));
        for &node in &moved {
            self.home[node as usize] = stays;
        }
        self.members[stays as usize].extend(moved);
        self.voice[stays as usize] += self.voice[goes as usize];
        self.effort[stays as usize] += self.effort[goes as usize];
        self.highest[stays as usize] = self.highest[stays as usize].max(self.highest[goes as usize]);
        self.standing[stays as usize] = self.standing[stays as usize].joined(self.standing[goes as usize]);
        self.lowest[stays as usize] = self.lowest[stays as usize].min(self.lowest[goes as usize]);
        (stays, neighbours)
    }

    /// Lets the neighbours of the members that move see the joined cluster.
    fn move_best(&mut self, moved: &[u32], stays: u32, goes: u32) {
        for &member in moved {
            for at in self.starts[member as usize]..self.starts[member as usize + 1] {
                let node = self.edges[at];
                // The second edge to the same cluster finds it gone.
                let Some(next) = self.best.remove(&(node, goes)) else { continue };
                let other = self.home[node as usize];
                if other == goes || other == stays {
                    continue;
                }
                let before = self.best.get(&(node, stays)).copied();
                let best = before.map_or(next, |before| before.max(next));
                self.best.insert((node, stays), best);
                let side = usize::from(other > stays);
                let say = self.say[node as usize];
                let link = self.link(other, stays);
                link.side[side] += say * (i64::from(best) - i64::from(before.unwrap_or(0)));
                link.known[side] += if before.is_none() { say } else { 0 };
            }
        }
    }

    /// Adds the link between `goes` and `other` to that between `stays` and `other`; false where there is none.
    fn move_link(&mut self, stays: u32, goes: u32, other: u32) -> bool {
        let Some(moved) = self.links.remove(&(goes.min(other), goes.max(other))) else { return false };
        let linkage = self.linkage;
        let (from, to) = (usize::from(goes > other), usize::from(stays > other));
        let link = self.link(stays, other);
        link.barred |= moved.barred;
        link.side[to] += moved.side[from];
        link.known[to] += moved.known[from];
        link.sum = match linkage {
            Linkage::Connected if link.pairs == 0 => moved.sum,
            Linkage::Connected if moved.pairs == 0 => link.sum,
            Linkage::Connected => link.sum.max(moved.sum),
            Linkage::Support | Linkage::Average => link.sum + moved.sum,
        };
        link.pairs += moved.pairs;
        true
    }
}
