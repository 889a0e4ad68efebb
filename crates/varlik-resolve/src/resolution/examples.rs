//! What of an answer is worth a look: rows, links between them, and pairs that nearly were one.

use super::Resolution;
use crate::cluster::ScoredPair;
use crate::field::Field;

/// What a field holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldSummary {
    /// The field.
    pub field: Field,
    /// How many rows have a value.
    pub filled: u64,
    /// How many different values there are.
    pub distinct: u64,
    /// Whether the engine drew it out of other fields: the codes within texts.
    pub is_drawn: bool,
}

/// How far below the threshold a pair is a near miss, in bits.
const NEAR: f32 = 4.0;

impl Resolution {
    /// What the fields hold that are compared, in the order of [`fields`](Self::fields).
    #[must_use]
    pub fn field_summaries(&self) -> Vec<FieldSummary> {
        let items = &self.prepared.items;
        let summary = |(field, column): &(Field, crate::items::Column)| {
            let filled = (0..items.len() as u32).filter(|&item| !column.cells(item).is_empty());
            FieldSummary {
                field: field.clone(),
                filled: filled.map(|item| u64::from(self.prepared.rows(item))).sum(),
                distinct: column.values().len() as u64,
                is_drawn: self.prepared.drawn.as_ref() == Some(&field.name),
            }
        };
        items.columns.iter().map(summary).collect()
    }

    /// The values of a row in the field of a number, that of [`fields`](Self::fields).
    pub fn values(&self, row: u32, field: usize) -> impl Iterator<Item = &str> {
        let column = self.prepared.items.columns.get(field).map(|(_, column)| column);
        column.into_iter().flat_map(move |column| {
            column.cells(self.node(row)).iter().map(|&cell| column.values().get(cell))
        })
    }

    /// The source of a row.
    #[must_use]
    pub fn source(&self, row: u32) -> u8 {
        self.prepared.items.source(self.node(row))
    }

    /// The edges that have both ends among some rows; of rows that say the same, each pair is one.
    ///
    /// Cost: a search for each pair of rows; meant for a picture of some dozens.
    #[must_use]
    pub fn edges_among(&self, rows: &[u32]) -> Vec<ScoredPair> {
        let mut edges = Vec::new();
        for (at, &a) in rows.iter().enumerate() {
            for &b in rows.iter().skip(at + 1) {
                if let Some(weight) = self.edge(a, b) {
                    edges.push(ScoredPair { a, b, weight });
                }
            }
        }
        edges
    }

    /// The rows among some that have an edge with one of them.
    #[must_use]
    pub fn linked_to(&self, row: u32, rows: &[u32]) -> Vec<u32> {
        let others = rows.iter().copied().filter(|&other| other != row);
        others.filter(|&other| self.edge(row, other).is_some()).collect()
    }

    /// Some pairs just below the threshold whose rows are in two entities, the nearest first: at most one in each of `count`
    /// equal parts of the four bits below it, and no row twice.
    #[must_use]
    pub fn near_misses(&self, count: usize) -> Vec<ScoredPair> {
        let threshold = self.threshold_bits();
        let mut chosen: Vec<Option<ScoredPair>> = vec![None; count];
        let mut used: Vec<u32> = Vec::new();
        let entity = |node: u32| {
            let row = self.members.first(node)?;
            Some((row, *self.cluster_of.get(row as usize)?))
        };
        // Nodes are numbered by their contents, so that the first pair of a part is the same for any order of the rows.
        self.edges.each(&mut |pair| {
            let below = threshold - pair.weight;
            if !(0.0..NEAR).contains(&below) {
                return;
            }
            let part = (below / NEAR * count as f32) as usize;
            let Some(slot) = chosen.get_mut(part).filter(|slot| slot.is_none()) else { return };
            let (Some((a, one)), Some((b, other))) = (entity(pair.a), entity(pair.b)) else { return };
            if one == other || used.contains(&pair.a) || used.contains(&pair.b) {
                return;
            }
            used.extend([pair.a, pair.b]);
            *slot = Some(ScoredPair { a: a.min(b), b: a.max(b), weight: pair.weight });
        });
        chosen.into_iter().flatten().collect()
    }

    /// The weight of the edge between two rows, in bits; none where there is no edge.
    fn edge(&self, a: u32, b: u32) -> Option<f32> {
        let (x, y) = (self.node(a).min(self.node(b)), self.node(a).max(self.node(b)));
        if x == y {
            return (!self.prepared.across).then(|| self.weight_of_doubled(x));
        }
        self.edges.weight((x, y))
    }
}
