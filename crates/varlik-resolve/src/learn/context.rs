//! What the labels of other pairs say of a pair.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::evidence::PairEvidence;
use super::learner::LabelledPair;

/// Labelled pairs by the contents of their items, so that they are found again among other items.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct KnownPairs {
    /// Contents of two items and whether they are one.
    pairs: Vec<(u64, u64, bool)>,
}

impl KnownPairs {
    pub(super) fn new(evidence: &PairEvidence<'_>, labelled: &[LabelledPair]) -> Self {
        let contents = labelled.iter().map(|pair| {
            let (a, b) = evidence.ordered(pair.a, pair.b);
            (evidence.content(a), evidence.content(b), pair.same)
        });
        Self { pairs: contents.collect() }
    }

    /// The same among the items at hand.
    pub(super) fn found_in(&self, evidence: &PairEvidence<'_>) -> Context {
        let mut numbers: FxHashMap<u64, u32> = FxHashMap::default();
        for item in 0..evidence.items().len() as u32 {
            numbers.entry(evidence.content(item)).or_insert(item);
        }
        let mut context = Context::default();
        for (a, b, same) in &self.pairs {
            if let (Some(&a), Some(&b)) = (numbers.get(a), numbers.get(b)) {
                context.learn(a, b, *same);
            }
        }
        context
    }
}

/// What is labelled of each item.
#[derive(Debug, Default)]
pub(super) struct Context {
    matches: FxHashMap<u32, Vec<u32>>,
    others: FxHashMap<u32, Vec<u32>>,
}

/// What is measured.
pub(super) const CONTEXT_MEASURES: [&str; 6] = [
    "matches_of_left",
    "matches_of_right",
    "like_match_of_left",
    "like_match_of_right",
    "like_other_of_left",
    "like_other_of_right",
];

/// Labelled pairs of one item that are looked at.
const MOST: usize = 64;

impl Context {
    pub(super) fn new(labelled: &[LabelledPair]) -> Self {
        let mut context = Self::default();
        for pair in labelled {
            context.learn(pair.a, pair.b, pair.same);
        }
        context
    }

    fn learn(&mut self, a: u32, b: u32, same: bool) {
        let of = if same { &mut self.matches } else { &mut self.others };
        for (one, other) in [(a, b), (b, a)] {
            let list = of.entry(one).or_default();
            if list.len() < MOST && !list.contains(&other) {
                list.push(other);
            }
        }
    }

    /// Appends [`CONTEXT_MEASURES`] of a pair; what is labelled of the pair itself is not looked at, and of an item that
    /// is in no other labelled pair nothing is known.
    pub(super) fn append(&self, evidence: &PairEvidence<'_>, a: u32, b: u32, out: &mut Vec<f32>) {
        let (a, b) = evidence.ordered(a, b);
        let (left, right) = (self.side(evidence, a, b), self.side(evidence, b, a));
        for (left, right) in left.into_iter().zip(right) {
            out.extend([left, right]);
        }
    }

    /// What the labels say of one item of a pair: its matches, how like the other is to one of them, and to one that is
    /// known to be different.
    fn side(&self, evidence: &PairEvidence<'_>, item: u32, other: u32) -> [f32; 3] {
        let but = |of: &FxHashMap<u32, Vec<u32>>| {
            let list =
                of.get(&item).map(Vec::as_slice).unwrap_or_default().iter().filter(|&&known| known != other);
            list.fold((0_u8, f32::NAN), |(count, like), &known| {
                (count + 1, like.max(evidence.cosine(known, other)))
            })
        };
        let ((matches, like_match), (others, like_other)) = (but(&self.matches), but(&self.others));
        if matches + others == 0 {
            return [f32::NAN; 3];
        }
        [f32::from(matches.min(3)), like_match, like_other]
    }
}
