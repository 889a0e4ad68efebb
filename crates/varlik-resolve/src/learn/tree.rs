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
        let mut value = 0.0;
        self.walk(row, |_, after| value = after);
        value
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
            if next <= at {
                return;
            }
            asked = Some(split.feature);
            at = next;
        }
    }
}
