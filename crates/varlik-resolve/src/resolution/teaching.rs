//! What labelled pairs teach an answer.

use super::{Kind, Labelling, Progress, Resolution, ResolveError, Resolver};
use crate::field::Field;
use crate::forest::Forest;
use crate::items::{Items, Strings};
use crate::latent::{Labelled, Weights};
use crate::learn::LabelledPair;
use crate::part::Whole;
use crate::prepared::{Prepared, Scratch};
use crate::recalibration::{Recalibration, Taught};
use crate::scoring::Scoring;

impl Resolution {
    /// Learns from labelled pairs and resolves the same items anew.
    ///
    /// Labels that the answer was made with before still count; of a pair that is labelled again the new label does. They
    /// teach how often each level of agreement is met among matches and others; from 100 of each sort on also how much the bits
    /// of each comparison are worth, where that helps with pairs it was not learnt from ([`Recalibration`]). By default
    /// they hold too: see [`Labelling`].
    ///
    /// It takes as long as the first run did.
    ///
    /// # Errors
    /// [`ResolveError`] as of [`Resolver::run`], and where a label names a row that is not there or a pair was judged both ways.
    ///
    /// # Example: a judgement that holds
    /// ```
    /// use varlik_resolve::{ColumnBuilder, Field, FieldKind, Items, LabelledPair, Resolver};
    ///
    /// let mut items = Items::default();
    /// let mut names = ColumnBuilder::default();
    /// for (id, name) in [("1", "Ayşe Kaya"), ("2", "Ayşe Nur Kaya"), ("3", "Mehmet Demir")] {
    ///     items.ids.push(id);
    ///     names.push(Some(name));
    /// }
    /// items.columns.push((Field { name: "name".to_owned(), kind: FieldKind::PersonName }, names.finish()));
    /// let found = Resolver::default().run(items, &|_, _, _| true)?;
    ///
    /// let same = found.learn(&[LabelledPair { a: 0, b: 1, same: true }], &|_, _, _| true)?;
    /// assert_eq!(same.cluster_of(), [0, 0, 1]);
    /// let different = same.learn(&[LabelledPair { a: 0, b: 1, same: false }], &|_, _, _| true)?;
    /// assert_eq!(different.cluster_of(), [0, 1, 2]);
    /// # Ok::<(), varlik_resolve::ResolveError>(())
    /// ```
    pub fn learn(&self, labels: &[LabelledPair], progress: Progress<'_>) -> Result<Self, ResolveError> {
        self.learner(labels)?.run(self.items(), progress)
    }

    /// The resolver that [`learn`](Self::learn) runs, for those who give it a store first.
    ///
    /// # Errors
    /// [`ResolveError`] where a label names a row that is not there or a pair was judged both ways.
    pub fn learner(&self, labels: &[LabelledPair]) -> Result<Resolver, ResolveError> {
        let mut all = checked(labels, &self.ids)?;
        let kept = self
            .labels
            .iter()
            .filter(|old| all.binary_search_by_key(&(old.a, old.b), |new| (new.a, new.b)).is_err());
        let kept: Vec<LabelledPair> = kept.copied().collect();
        all.extend(kept);
        let model = self.is_given.then(|| self.model.clone());
        Ok(Resolver { options: self.options.clone(), model, labels: all, ..Resolver::default() })
    }

    /// The labels that the answer was made with: each pair once, the lower row first, sorted.
    #[must_use]
    pub fn labels(&self) -> &[LabelledPair] {
        &self.labels
    }

    /// The items as they came, but for fields that were too many to be compared, in the order of their names.
    #[must_use]
    pub fn items(&self) -> Items {
        let items = &self.prepared.items;
        let columns = items.columns.iter().filter(|(field, _)| !is_drawn(&self.prepared, field));
        Items {
            ids: self.ids.clone(),
            sources: sources(items, &self.node_of),
            columns: columns.map(|(field, column)| (field.clone(), column.take(&self.node_of))).collect(),
        }
    }

    /// Gives the [`items`](Self::items) back; the rest of the answer goes first, so that they are not held beside it.
    #[must_use]
    pub fn into_items(self) -> Items {
        let Self { ids, node_of, mut prepared, .. } = self;
        let sources = sources(&prepared.items, &node_of);
        let columns = std::mem::take(&mut prepared.items.columns);
        let kept: Vec<_> = columns.into_iter().filter(|(field, _)| !is_drawn(&prepared, field)).collect();
        drop(prepared);
        let columns = kept.into_iter().map(|(field, column)| (field, column.take(&node_of))).collect();
        Items { ids, sources, columns }
    }

    /// Pairs of nodes that must be one, and pairs that must not, by links and by labels that hold.
    pub(super) fn links(&self) -> [Vec<(u32, u32)>; 2] {
        let options = &self.options;
        [(true, &options.must_link), (false, &options.cannot_link)].map(|(same, links)| {
            let labels = self.labels.iter().filter(|label| label.same == same);
            let labels = labels.filter(|_| options.labelling == Labelling::TeachAndHold);
            let rows = links.iter().copied().chain(labels.map(|label| (label.a, label.b)));
            rows.map(|(a, b)| (self.node(a), self.node(b))).collect()
        })
    }
}

fn is_drawn(prepared: &Prepared, field: &Field) -> bool {
    prepared.drawn.as_ref() == Some(&field.name)
}

/// The sources of rows; none where there is one.
fn sources(items: &Items, node_of: &[u32]) -> Vec<u8> {
    if items.sources.is_empty() {
        return Vec::new();
    }
    node_of.iter().map(|&node| items.source(node)).collect()
}

/// The labels, each pair once and the lower row first, sorted.
pub(super) fn checked(labels: &[LabelledPair], ids: &Strings) -> Result<Vec<LabelledPair>, ResolveError> {
    let rows = ids.len();
    let input = |text: String| Err(ResolveError(Kind::Input(text)));
    let mut sorted: Vec<LabelledPair> = Vec::with_capacity(labels.len());
    for &LabelledPair { a, b, same } in labels {
        if a.max(b) as usize >= rows {
            return input(format!("a label names the rows {a} and {b}, but there are {rows} rows"));
        }
        if a == b {
            return input(format!("a label names row {a} twice; it takes two rows to be one"));
        }
        sorted.push(LabelledPair { a: a.min(b), b: a.max(b), same });
    }
    sorted.sort_unstable_by_key(|label| (label.a, label.b, label.same));
    sorted.dedup();
    for two in sorted.windows(2) {
        if let [one, other] = two
            && (one.a, one.b) == (other.a, other.b)
        {
            let (a, b) = (ids.get(one.a), ids.get(one.b));
            return input(format!(
                "{a:?} and {b:?} are judged to be one and to be two; take one of the labels back"
            ));
        }
    }
    Ok(sorted)
}

/// The labels in the order of what their items say, with their nodes: sums of floats must not follow the order of rows.
fn by_node<'l>(labels: &'l [LabelledPair], node_of: &'l [u32]) -> Vec<(u32, u32, bool)> {
    let node = |row: u32| node_of.get(row as usize).copied().unwrap_or(u32::MAX);
    let nodes = labels.iter().map(|label| {
        let (a, b) = (node(label.a), node(label.b));
        (a.min(b), a.max(b), label.same)
    });
    let mut nodes: Vec<(u32, u32, bool)> = nodes.collect();
    nodes.sort_unstable();
    nodes
}

/// The patterns of the labelled pairs.
pub(super) fn labelled(labels: &[LabelledPair], node_of: &[u32], whole: Whole<'_>) -> Vec<Labelled> {
    let mut scratch = Scratch::default();
    let labels = by_node(labels, node_of);
    let mut found = Vec::with_capacity(labels.len());
    whole.in_turn(
        &labels,
        |&(a, b, _)| [a, b],
        |at_hand, &(a, b, same)| {
            let pattern = at_hand.compare(a, b, &mut scratch);
            found.push(Labelled { pass: at_hand.pass_of(a, b), pattern, same });
        },
    );
    found
}

/// What the labels say of the worth of each comparison.
pub(super) fn recalibration(
    labels: &[LabelledPair],
    node_of: &[u32],
    whole: Whole<'_>,
    weights: &Weights,
) -> Option<Recalibration> {
    let plain = Scoring { weights: weights.clone(), ..Scoring::default() };
    let mut scratch = Scratch::default();
    let labels = by_node(labels, node_of);
    let mut taught: Vec<Taught> = Vec::with_capacity(labels.len());
    whole.in_turn(
        &labels,
        |&(a, b, _)| [a, b],
        |at_hand, &(a, b, same)| {
            let pattern = at_hand.compare(a, b, &mut scratch);
            let pass = at_hand.pass_of(a, b);
            let mut bits = Vec::new();
            let parts = plain.parts(pass, pattern, &scratch.rarity, |_, level, rarity| {
                bits.push(f64::from(level + rarity));
            });
            taught.push(Taught { base: f64::from(parts.prior + parts.dependence), bits, same });
        },
    );
    Recalibration::learn(&taught, &whole.prepared.names())
}

/// The sources of which labels say that they hold an entity more than once, a bit for each.
pub(super) fn repeating(labels: &[LabelledPair], prepared: &Prepared, node_of: &[u32]) -> u64 {
    let mut forest = Forest::new(node_of.len());
    for label in labels.iter().filter(|label| label.same) {
        forest.join(label.a, label.b);
    }
    let mut rows: Vec<u32> = labels.iter().flat_map(|label| [label.a, label.b]).collect();
    rows.sort_unstable();
    rows.dedup();
    let source = |row: u32| node_of.get(row as usize).map_or(0, |&node| prepared.items.source(node));
    let mut homes: Vec<(u32, u8)> = rows.into_iter().map(|row| (forest.root(row), source(row))).collect();
    homes.sort_unstable();
    let repeated = homes.windows(2).filter_map(|two| match two {
        [one, other] if one == other => Some(one.1),
        _ => None,
    });
    repeated.fold(0, |bits, source| bits | 1_u64.checked_shl(u32::from(source)).unwrap_or(0))
}

#[cfg(test)]
mod tests;
