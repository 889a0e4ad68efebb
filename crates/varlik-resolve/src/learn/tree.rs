//! One small tree of decisions.

use serde::{Deserialize, Serialize};

/// A node: what is said of the examples that reach it, and the question that parts them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct Node {
    /// What the node adds to the log-odds, were it the last.
    pub(crate) value: f32,
    /// The question, none at a leaf.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) split: Option<Split>,
}

/// A question: is the feature at most the threshold?
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct Split {
    pub(crate) feature: u32,
    pub(crate) threshold: f32,
    /// Where an example goes whose feature is not known: to the node of those at most the threshold.
    pub(crate) unknown_below: bool,
    /// The node of those at most the threshold; always behind this one.
    pub(crate) below: u32,
    /// The node of those above it; always behind this one.
    pub(crate) above: u32,
}

impl Split {
    /// The node where an example goes on.
    #[inline]
    fn next(&self, row: &[f32]) -> usize {
        let value = row.get(self.feature as usize).copied().unwrap_or(f32::NAN);
        let below = if value.is_nan() { self.unknown_below } else { value <= self.threshold };
        (if below { self.below } else { self.above }) as usize
    }
}

/// A tree; its first node is the root.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
}

impl Tree {
    /// What the tree adds to the log-odds of an example.
    pub(crate) fn value(&self, row: &[f32]) -> f32 {
        let mut at = 0;
        while let Some(node) = self.nodes.get(at) {
            match node.split.as_ref().map(|split| split.next(row)) {
                Some(next) if next > at && next < self.nodes.len() => at = next,
                _ => return node.value,
            }
        }
        0.0
    }

    /// The same tree with every way as long as the longest; none where that is too long to be worth it.
    pub(crate) fn complete(&self) -> Option<CompleteTree> {
        let mut open = vec![(0, 0, 0_u32)];
        let mut leaves: Vec<(usize, u32, f32)> = Vec::new();
        let mut questions: Vec<(usize, Split)> = Vec::new();
        // The place of a question among those of a complete tree; its two sides stand at twice the place and one or two.
        while let Some((at, place, depth)) = open.pop() {
            let node = self.nodes.get(at)?;
            match node.split {
                Some(split) if split.below as usize > at && split.above as usize > at => {
                    if depth >= CompleteTree::DEEPEST {
                        return None;
                    }
                    questions.push((place, split));
                    open.push((split.below as usize, 2 * place + 1, depth + 1));
                    open.push((split.above as usize, 2 * place + 2, depth + 1));
                }
                Some(_) => return None,
                None => leaves.push((place, depth, node.value)),
            }
        }
        let depth = leaves.iter().map(|(_, depth, _)| *depth).max()?;
        let inner = (1 << depth) - 1;
        let mut tree = CompleteTree {
            depth,
            questions: vec![CompleteTree::NO_QUESTION; inner],
            leaves: vec![0.0; inner + 1],
        };
        for (place, split) in questions {
            let question = (split.feature, split.threshold, split.unknown_below);
            *tree.questions.get_mut(place)? = question;
        }
        for (place, own, value) in leaves {
            // All ends behind the place of a leaf are that leaf.
            let below = depth - own;
            let first = ((place + 1) << below) - 1 - inner;
            tree.leaves.get_mut(first..first + (1 << below))?.fill(value);
        }
        Some(tree)
    }

    /// Adds to each feature what its questions changed on the way of an example, and returns what was said at the root.
    ///
    /// The change at a question is told of the feature that was asked (Saabas 2014, "Interpreting random forests").
    pub(crate) fn contributions(&self, row: &[f32], out: &mut [f64]) -> f64 {
        let (mut root, mut before) = (0.0, 0.0);
        self.walk(row, |feature, after| {
            match feature.and_then(|feature: u32| out.get_mut(feature as usize)) {
                Some(slot) => *slot += f64::from(after) - before,
                None => root = f64::from(after),
            }
            before = f64::from(after);
        });
        root
    }

    /// Calls with the value of each node on the way, and the feature whose question led to it.
    fn walk(&self, row: &[f32], mut call: impl FnMut(Option<u32>, f32)) {
        let (mut at, mut asked) = (0, None);
        while let Some(node) = self.nodes.get(at) {
            call(asked, node.value);
            let Some(split) = &node.split else { return };
            let next = split.next(row);
            // A tree that was read from a file may be broken; nodes stand behind their parents, so that the way ends.
            if next <= at || next >= self.nodes.len() {
                return;
            }
            asked = Some(split.feature);
            at = next;
        }
    }
}

/// A tree in which every example is asked as many questions, so that nothing has to be foreseen.
#[derive(Debug)]
pub(crate) struct CompleteTree {
    depth: u32,
    /// Feature, threshold, and whether what is not known is below.
    questions: Vec<(u32, f32, bool)>,
    leaves: Vec<f32>,
}

impl CompleteTree {
    /// The deepest that is worth it: the size doubles with each level.
    const DEEPEST: u32 = 8;

    const NO_QUESTION: (u32, f32, bool) = (0, f32::INFINITY, true);

    /// What the tree adds to the log-odds of an example; the same as [`Tree::value`].
    #[inline]
    pub(crate) fn value(&self, row: &[f32]) -> f32 {
        let mut place = 0;
        for _ in 0..self.depth {
            let (feature, threshold, unknown_below) =
                self.questions.get(place).copied().unwrap_or(Self::NO_QUESTION);
            let value = row.get(feature as usize).copied().unwrap_or(f32::NAN);
            let above = if value.is_nan() { !unknown_below } else { value > threshold };
            place = 2 * place + 1 + usize::from(above);
        }
        self.leaves.get(place - self.questions.len()).copied().unwrap_or(0.0)
    }
}
