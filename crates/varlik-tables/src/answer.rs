//! The answer as tables: which rows are one, by which pairs, and what each entity is.

mod entities;

use std::io::{self, Write};
use std::sync::Arc;

use arrow_array::builder::StringBuilder;
use arrow_array::{ArrayRef, Float32Array, RecordBatch, StringArray, UInt32Array};
use arrow_schema::{Field, Schema};
use varlik_resolve::{Items, ResolvedEntity, ResolvedPair};

/// What was found about items: the entity of each, the entities, and the pairs that spoke for them.
///
/// # Example: two tables, linked
/// ```
/// use varlik_resolve::{Items, Resolver, ResolverOptions, Scope};
/// use varlik_tables::{Answer, ReadOptions, Table, items};
///
/// let left = Table::from_csv("left", "id,ad,doğum\na,Ayşe Yılmaz,1985-05-05\nb,Can Ak,1990-01-31\n".as_bytes())?;
/// let right = Table::from_csv("right", "id,ad,doğum\na,Can AK,31.01.1990\n".as_bytes())?;
/// let intake = items(vec![left, right], &ReadOptions::default())?;
/// // The engine takes the items; ids, sources and what the golden record is made of are kept.
/// let kept = intake.items.clone();
/// let mut options = ResolverOptions::default();
/// options.scope = Scope::AcrossSources;
/// let found = Resolver::new(options).run(intake.items, &|_, _, _| true)?;
/// let edges = found.pairs();
/// let answer =
///     Answer { items: &kept, cluster_of: found.cluster_of(), entities: found.entities(), edges: &edges };
/// let mut clusters = Vec::new();
/// answer.write_clusters(&mut clusters)?;
/// assert_eq!(clusters, b"side,id,cluster\nleft,a,0\nleft,b,1\nright,a,1\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// The items, of which the ids and the sources are needed; fields are those of the golden record.
    pub items: &'a Items,
    /// The number of the entity of each item.
    pub cluster_of: &'a [u32],
    /// The entities in the order of their numbers.
    pub entities: &'a [ResolvedEntity],
    /// The pairs of one entity, and those across entities that are not far below an even chance.
    pub edges: &'a [ResolvedPair],
}

impl Answer<'_> {
    /// Writes `id,cluster` as CSV, a line an item in their order; `side,id,cluster` where there are several sources.
    ///
    /// # Errors
    /// What `out` says.
    pub fn write_clusters(&self, out: &mut dyn Write) -> io::Result<()> {
        let sides = Some(Sides::of(self.items)).filter(|_| !self.items.sources.is_empty());
        let mut line = Vec::with_capacity(64);
        out.write_all(if sides.is_some() { b"side,id,cluster\n" } else { b"id,cluster\n" })?;
        for (item, (id, cluster)) in (0..).zip(self.items.ids.iter().zip(self.cluster_of)) {
            line.clear();
            if let Some(sides) = &sides {
                push_cell(&mut line, sides.name(item));
                line.push(b',');
            }
            push_cell(&mut line, id);
            writeln!(line, ",{cluster}")?;
            out.write_all(&line)?;
        }
        Ok(())
    }

    /// Writes `left,right,score` as CSV: the ids of each pair and its probability to six decimals.
    ///
    /// # Errors
    /// What `out` says.
    pub fn write_edges(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"left,right,score\n")?;
        self.write_more_edges(self.edges, out)
    }

    /// Writes the lines of more edges below those of [`write_edges`](Self::write_edges): for answers whose edges come in pieces.
    ///
    /// # Errors
    /// What `out` says.
    pub fn write_more_edges(&self, edges: &[ResolvedPair], out: &mut dyn Write) -> io::Result<()> {
        let mut line = Vec::with_capacity(64);
        for pair in edges {
            line.clear();
            push_cell(&mut line, self.items.ids.get(pair.a));
            line.push(b',');
            push_cell(&mut line, self.items.ids.get(pair.b));
            writeln!(line, ",{:.6}", pair.probability)?;
            out.write_all(&line)?;
        }
        Ok(())
    }

    /// The table `id`, `cluster`; before them `side` where there are several sources.
    #[must_use]
    pub fn clusters(&self) -> RecordBatch {
        let clusters = UInt32Array::from_iter_values(self.cluster_of.iter().copied());
        let ids = StringArray::from_iter_values(self.items.ids.iter().take(self.cluster_of.len()));
        let mut columns: Vec<(&str, ArrayRef)> = Vec::new();
        if !self.items.sources.is_empty() {
            let sides = Sides::of(self.items);
            let names = (0..self.items.len() as u32).take(self.cluster_of.len()).map(|item| sides.name(item));
            columns.push(("side", Arc::new(StringArray::from_iter_values(names))));
        }
        columns.push(("id", Arc::new(ids)));
        columns.push(("cluster", Arc::new(clusters)));
        batch(columns)
    }

    /// The table `left`, `right`, `score`.
    #[must_use]
    pub fn edges(&self) -> RecordBatch {
        let (mut left, mut right) = (StringBuilder::new(), StringBuilder::new());
        for pair in self.edges {
            left.append_value(self.items.ids.get(pair.a));
            right.append_value(self.items.ids.get(pair.b));
        }
        let scores = Float32Array::from_iter_values(self.edges.iter().map(|pair| pair.probability));
        batch(vec![
            ("left", Arc::new(left.finish())),
            ("right", Arc::new(right.finish())),
            ("score", Arc::new(scores)),
        ])
    }

    /// The table of entities, a row each in the order of their numbers: `cluster`, `size`, `confidence` (0..=1), the ids and the probability of the pair it hangs on (`weakest_left`, `weakest_right`,
    /// `weakest_score`; null for a single item), and for each field the value that stands for the entity.
    ///
    /// That is the value most items have; among such the longest, then the first in the order of the code points. A
    /// field that no item of the entity has is null.
    #[must_use]
    pub fn entities(&self) -> RecordBatch {
        entities::batch(self)
    }
}

/// What the sources are called: `left` and `right` where there are two, else `1`, `2` and so on.
struct Sides<'a> {
    items: &'a Items,
    names: Vec<String>,
}

impl<'a> Sides<'a> {
    fn of(items: &'a Items) -> Self {
        let most = items.sources.iter().copied().max().unwrap_or(0);
        let names = match most {
            0 | 1 => vec!["left".to_owned(), "right".to_owned()],
            most => (1..=u16::from(most) + 1).map(|number| number.to_string()).collect(),
        };
        Self { items, names }
    }

    fn name(&self, item: u32) -> &str {
        self.names.get(usize::from(self.items.source(item))).map_or("", String::as_str)
    }
}

/// Columns of one length; were they not, the batch would be empty.
fn batch(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
    let fields: Vec<Field> = columns
        .iter()
        .map(|(name, array)| Field::new(*name, array.data_type().clone(), array.is_nullable()))
        .collect();
    let schema = Arc::new(Schema::new(fields));
    let arrays = columns.into_iter().map(|(_, array)| array).collect();
    RecordBatch::try_new(Arc::clone(&schema), arrays).unwrap_or_else(|_| RecordBatch::new_empty(schema))
}

/// Appends a cell of CSV.
fn push_cell(line: &mut Vec<u8>, text: &str) {
    if !text.contains(['"', ',', '\n', '\r']) {
        line.extend_from_slice(text.as_bytes());
        return;
    }
    line.push(b'"');
    line.extend_from_slice(text.replace('"', "\"\"").as_bytes());
    line.push(b'"');
}
