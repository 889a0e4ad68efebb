//! The page of a run, made of its answer.

use std::cmp::Ordering;

use varlik_names::probability;
use varlik_resolve::{FieldKind, FieldSummary, GoldenRule, Model, Resolution, Truth, curve};
use varlik_tables::ColumnNote;

use crate::chart::{
    BlockingCounts, BlockingPass, ClusterGraph, Completeness, FieldCompleteness, FieldWeights, GraphEdge,
    GraphNode, LevelWeight, LevelWeights, PrecisionRecall, ScoreBin, ScoreHistogram, ThresholdPoint,
    Waterfall,
};

use super::{EntityView, RecordView, RunFacts, SourceRows, TableReport};

/// Example entities of each sort: the largest, the least confident, the typical.
const LARGEST: usize = 4;
const UNSURE: usize = 6;
const TYPICAL: usize = 6;
/// Pairs below the threshold that are shown.
const NEAR_MISSES: usize = 12;
/// Rows of an entity that are taken along.
const ROWS: usize = 30;
/// Rows of an entity in its graph.
const NODES: usize = 60;
/// Bytes of a value that are taken along.
const VALUE: usize = 400;
/// The smallest share a weight is drawn for; 2⁻²⁰.
const SMALLEST: f64 = 1e-6;

/// What is known of a run beside its answer.
#[derive(Debug, Clone, Copy, Default)]
pub struct TableRun<'r> {
    /// What the page is called: the name of the table.
    pub title: &'r str,
    /// What the sources are called, in the order of their numbers; not needed where there is one.
    pub sources: &'r [String],
    /// What was made of the columns.
    pub columns: &'r [ColumnNote],
    /// What was read otherwise than it stands: a sentence each.
    pub notes: &'r [String],
    /// Time from the first row read to the last result, in seconds.
    pub seconds: f64,
    /// The most memory that was held at a time, in bytes; none where it was not measured.
    pub memory: Option<u64>,
}

impl TableReport {
    /// Makes the page of an answer.
    ///
    /// What is copied out of the answer is bounded however many rows it has: some entities, thirty rows of each, the
    /// beginnings of long values. Cost: linear in the rows, the edges and the members of blocks.
    ///
    /// # Example: a table nobody has described
    /// ```
    /// use varlik::items::Resolver;
    /// use varlik::report::{TableReport, TableRun};
    /// use varlik::tables::{ReadOptions, Table, items};
    ///
    /// let people = "no,ad,doğum\n7,Şükrü Işık,1961-11-02\n8,Bilal Erdoğan,1981-04-23\n9,Shukru Ishik,1961-11-02\n";
    /// let intake = items(vec![Table::from_csv("people", people.as_bytes())?], &ReadOptions::default())?;
    /// let found = Resolver::default().run(intake.items, &|_, _, _| true)?;
    /// let run = TableRun { title: "people", columns: &intake.columns, notes: &intake.notes, ..TableRun::default() };
    /// let report = TableReport::of(&found, &run);
    /// assert_eq!((report.facts.rows, report.facts.entities), (3, 2));
    /// assert_eq!(report.entities[0].name, "Shukru Ishik");
    /// assert!(report.to_html().contains("<h1>people</h1>"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn of(resolution: &Resolution, run: &TableRun<'_>) -> Self {
        let view = View::new(resolution, run);
        Self {
            title: run.title.to_owned(),
            facts: view.facts(),
            fields: view.completeness(),
            blocking: view.blocking(),
            weights: LevelWeights::from(resolution.model()),
            histogram: view.histogram(),
            precision_recall: view.precision_recall(),
            notes: view.notes(),
            entities: view.examples(),
            near_misses: resolution
                .near_misses(NEAR_MISSES)
                .iter()
                .map(|pair| Waterfall::from(&resolution.explain(pair.a, pair.b)))
                .collect(),
        }
    }
}

impl From<&Model> for LevelWeights {
    /// The weight of a level is the log2 of its share among matches over that among random pairs.
    fn from(model: &Model) -> Self {
        let fields = model.comparisons.iter().map(|comparison| FieldWeights {
            field: comparison.name.clone(),
            levels: comparison
                .levels
                .iter()
                .map(|level| LevelWeight {
                    name: level.name.clone(),
                    bits: (level.matching.max(SMALLEST) / level.random.max(SMALLEST)).log2(),
                    among_matches: level.matching,
                    among_others: level.random,
                })
                .collect(),
        });
        Self { fields: fields.collect() }
    }
}

/// An answer with what is asked of it often.
struct View<'r> {
    resolution: &'r Resolution,
    run: &'r TableRun<'r>,
    /// The fields that are columns, in the order of the table, each with its number in the answer.
    fields: Vec<(usize, FieldSummary)>,
    /// The field that the engine drew out of others.
    drawn: Option<String>,
}

impl<'r> View<'r> {
    fn new(resolution: &'r Resolution, run: &'r TableRun<'r>) -> Self {
        let mut fields: Vec<(usize, FieldSummary)> =
            resolution.field_summaries().into_iter().enumerate().collect();
        let drawn =
            fields.iter().find(|(_, field)| field.is_drawn).map(|(_, field)| field.field.name.clone());
        fields.retain(|(_, field)| !field.is_drawn);
        let place =
            |field: &FieldSummary| run.columns.iter().position(|column| column.name == field.field.name);
        fields.sort_by_cached_key(|(number, field)| (place(field).unwrap_or(usize::MAX), *number));
        Self { resolution, run, fields, drawn }
    }

    fn rows(&self) -> usize {
        self.resolution.cluster_of().len()
    }

    fn source_name(&self, source: u8) -> String {
        let known = self.run.sources.get(usize::from(source));
        known.cloned().unwrap_or_else(|| format!("source {}", u32::from(source) + 1))
    }

    fn facts(&self) -> RunFacts {
        let mut of_source = vec![0_u64; usize::from(u8::MAX) + 1];
        for row in 0..self.rows() as u32 {
            if let Some(count) = of_source.get_mut(usize::from(self.resolution.source(row))) {
                *count += 1;
            }
        }
        let used = of_source.iter().rposition(|&rows| rows > 0).map_or(0, |last| last + 1);
        let sources = (0..=u8::MAX).zip(of_source).take(used.max(self.run.sources.len()));
        let mut sources: Vec<SourceRows> =
            sources.map(|(source, rows)| SourceRows { name: self.source_name(source), rows }).collect();
        if sources.len() < 2 {
            sources.clear();
        }
        RunFacts {
            rows: self.rows() as u64,
            sources,
            pairs: self.resolution.compared_pairs(),
            edges: self.resolution.link_count(),
            entities: self.resolution.entities().len() as u64,
            seconds: self.run.seconds,
            memory: self.run.memory,
        }
    }

    fn completeness(&self) -> Completeness {
        let rows = self.rows().max(1) as f64;
        let fields = self.fields.iter().map(|(_, summary)| FieldCompleteness {
            field: summary.field.name.clone(),
            kind: summary.field.kind,
            filled: summary.filled as f64 / rows,
            distinct: summary.distinct,
        });
        Completeness { fields: fields.collect() }
    }

    fn blocking(&self) -> BlockingCounts {
        let passes = self.resolution.passes().into_iter().map(|pass| BlockingPass {
            name: pass.name,
            blocks: pass.blocks,
            pairs: pass.pairs,
            new_pairs: pass.new_pairs,
        });
        BlockingCounts { passes: passes.collect(), recall: self.resolution.blocking_recall() }
    }

    fn histogram(&self) -> ScoreHistogram {
        let bins = self.resolution.histogram().into_iter().map(|bin| ScoreBin {
            from: f64::from(bin.from),
            to: f64::from(bin.from) + 1.0,
            count: bin.edges,
        });
        ScoreHistogram { bins: bins.collect(), threshold: f64::from(self.resolution.threshold_bits()) }
    }

    fn notes(&self) -> Vec<String> {
        let mut notes = self.run.notes.to_vec();
        let is_compared = |name: &str| self.fields.iter().any(|(_, field)| field.field.name == name);
        for column in self.run.columns {
            let ColumnNote { name, inferred, .. } = column;
            if inferred.kind.is_none() {
                notes.push(format!("Column {name:?} was left out: {}.", inferred.why));
            } else if !is_compared(name) {
                notes.push(format!(
                    "Column {name:?} was not compared: other columns have a value in more rows, and their number is bounded."
                ));
            }
        }
        if let Some(drawn) = &self.drawn {
            notes.push(format!(
                "{drawn:?} was drawn out of the texts: words with digits in them, such as model numbers."
            ));
        }
        for &source in &self.resolution.model().unique_sources {
            notes.push(format!(
                "{} was taken to hold each entity once at most: its rows are never one.",
                self.source_name(source)
            ));
        }
        notes.push(format!(
            "Two rows count as one from probability {}; the threshold was given, not chosen on these data.",
            self.resolution.model().threshold
        ));
        notes.push("Pairs below −6 bits (one in 64) are not kept, so the scores begin there.".to_owned());
        if self.resolution.blocking_recall().is_some_and(|recall| recall < 1.0) {
            notes.push(
                "How many true pairs were compared is estimated from how many links were found in one way and how many in two (capture and recapture); pairs that agree in nothing are beyond it."
                    .to_owned(),
            );
        }
        notes
    }

    /// How good each threshold is on the pairs that were judged; none where none was.
    fn precision_recall(&self) -> Option<PrecisionRecall> {
        let labels = self.resolution.labels();
        let judged: Vec<(u32, u32, bool)> =
            labels.iter().map(|label| (label.a, label.b, label.same)).collect();
        let scored: Vec<(u32, u32, f32)> =
            labels.iter().map(|label| (label.a, label.b, self.resolution.weight(label.a, label.b))).collect();
        let points: Vec<ThresholdPoint> = curve(&scored, &Truth::judged(&judged))
            .into_iter()
            .map(|point| ThresholdPoint {
                threshold: f64::from(point.threshold),
                precision: point.precision,
                recall: point.recall,
                f1: point.f1,
            })
            .collect();
        let threshold = f64::from(self.resolution.threshold_bits());
        (!points.is_empty()).then_some(PrecisionRecall { points, threshold })
    }

    /// Some entities of several rows: the largest, the least confident, and between them some at equal steps of confidence.
    fn examples(&self) -> Vec<EntityView> {
        let entities = self.resolution.entities();
        // Ids and not numbers of rows decide between equals, so that the order of rows does not matter.
        let key = |number: usize| {
            entities
                .get(number)
                .and_then(|entity| entity.rows.iter().map(|&row| self.resolution.id(row)).min())
        };
        let size = |number: usize| entities.get(number).map_or(0, |entity| entity.rows.len());
        let confidence = |number: usize| entities.get(number).map_or(1.0, |entity| entity.confidence);
        let by_key = |a: usize, b: usize| key(a).cmp(&key(b)).then(a.cmp(&b));
        let mut rest: Vec<usize> = (0..entities.len()).filter(|&number| size(number) > 1).collect();
        let largest =
            take_first(&mut rest, LARGEST, |&a, &b| size(b).cmp(&size(a)).then_with(|| by_key(a, b)));
        let by_confidence =
            |&a: &usize, &b: &usize| confidence(a).total_cmp(&confidence(b)).then_with(|| by_key(a, b));
        let unsure = take_first(&mut rest, UNSURE, by_confidence);
        let steps = TYPICAL.min(rest.len());
        let typical: Vec<usize> = (0..steps)
            .map(|step| {
                let place = (2 * step + 1) * rest.len() / (2 * steps);
                *rest.select_nth_unstable_by(place, by_confidence).1
            })
            .collect();
        let sorts =
            [(largest, "one of the largest"), (unsure, "one of the least certain"), (typical, "one of many")];
        let chosen =
            sorts.into_iter().flat_map(|(numbers, why)| numbers.into_iter().map(move |number| (number, why)));
        chosen.map(|(number, why)| self.entity(number, why)).collect()
    }

    fn entity(&self, number: usize, why: &str) -> EntityView {
        let Some(entity) = self.resolution.entities().get(number) else { return EntityView::default() };
        let weakest = entity.weakest.map(|(a, b, _)| (a, b));
        let near = self.around(&entity.rows, weakest);
        EntityView {
            id: number.to_string(),
            name: self.name(number as u32),
            note: why.to_owned(),
            confidence: f64::from(entity.confidence),
            size: entity.rows.len() as u64,
            rows: near.iter().take(ROWS).map(|&row| self.record(row)).collect(),
            graph: Some(self.graph(&near, entity.weakest)),
            weakest: weakest.map(|(a, b)| Waterfall::from(&self.resolution.explain(a, b))),
        }
    }

    /// The rows of an entity that are shown: all, or those around its weakest link.
    fn around(&self, rows: &[u32], weakest: Option<(u32, u32)>) -> Vec<u32> {
        if rows.len() <= ROWS {
            return rows.to_vec();
        }
        let mut chosen: Vec<u32> = Vec::with_capacity(NODES);
        let ends: Vec<u32> = weakest.into_iter().flat_map(|(a, b)| [a, b]).collect();
        let room = NODES / 2;
        let linked = ends.iter().flat_map(|&end| self.resolution.linked_to(end, rows).into_iter().take(room));
        for row in ends.iter().copied().chain(linked).chain(rows.iter().copied()) {
            if chosen.len() < NODES && !chosen.contains(&row) {
                chosen.push(row);
            }
        }
        chosen
    }

    fn graph(&self, rows: &[u32], weakest: Option<(u32, u32, f32)>) -> ClusterGraph {
        let threshold = self.resolution.threshold_bits();
        let place = |row: u32| rows.iter().position(|&other| other == row);
        let mut edges: Vec<GraphEdge> = Vec::new();
        let mut weakest_edge = None;
        let is_weakest =
            |a: u32, b: u32| weakest.is_some_and(|(x, y, _)| (x, y) == (a, b) || (y, x) == (a, b));
        let inside = self.resolution.edges_among(rows).into_iter();
        let inside = inside.filter(|edge| edge.weight > threshold && !is_weakest(edge.a, edge.b));
        let weakest = weakest.into_iter();
        for (a, b, weight, is_weakest) in inside
            .map(|edge| (edge.a, edge.b, edge.weight, false))
            .chain(weakest.map(|(a, b, weight)| (a, b, weight, true)))
        {
            let (Some(left), Some(right)) = (place(a), place(b)) else { continue };
            if is_weakest {
                weakest_edge = Some(edges.len());
            }
            edges.push(GraphEdge { left, right, probability: f64::from(probability(weight)) });
        }
        let nodes = rows.iter().map(|&row| GraphNode {
            label: beginning(self.resolution.id(row)).to_owned(),
            source: u32::from(self.resolution.source(row)),
        });
        ClusterGraph { nodes: nodes.collect(), edges, weakest: weakest_edge }
    }

    fn record(&self, row: u32) -> RecordView {
        let value = |&(number, _): &(usize, FieldSummary)| {
            let mut text = String::new();
            for value in self.resolution.values(row, number) {
                if text.len() > VALUE {
                    break;
                }
                if !text.is_empty() {
                    text.push_str("; ");
                }
                text.push_str(beginning(value));
            }
            text
        };
        let source = self.resolution.source(row);
        RecordView {
            id: beginning(self.resolution.id(row)).to_owned(),
            source: if self.run.sources.len() > 1 { self.source_name(source) } else { String::new() },
            values: self.fields.iter().map(value).collect(),
        }
    }

    /// What an entity is called: its name, of a person or else of what there is; its first words where nothing is a name.
    fn name(&self, entity: u32) -> String {
        let golden = self.resolution.golden_record(entity, GoldenRule::MostFrequent);
        let of = |kind: FieldKind| {
            golden.iter().find(|(field, _)| field.kind == kind).map(|(_, value)| beginning(value).to_owned())
        };
        let parts: Vec<String> =
            [FieldKind::GivenName, FieldKind::FamilyName].into_iter().filter_map(of).collect();
        let whole = of(FieldKind::PersonName).or_else(|| of(FieldKind::Organization));
        whole
            .or_else(|| (!parts.is_empty()).then(|| parts.join(" ")))
            .or_else(|| of(FieldKind::Text))
            .or_else(|| golden.first().map(|(_, value)| beginning(value).to_owned()))
            .unwrap_or_default()
    }
}

/// Takes the first `count` out of `rest` by an order, in that order.
fn take_first(rest: &mut Vec<usize>, count: usize, order: impl Fn(&usize, &usize) -> Ordering) -> Vec<usize> {
    let count = count.min(rest.len());
    if count < rest.len() {
        rest.select_nth_unstable_by(count, &order);
    }
    let others = rest.split_off(count);
    let mut first = std::mem::replace(rest, others);
    first.sort_unstable_by(order);
    first
}

/// The beginning of a value that may be very long.
fn beginning(text: &str) -> &str {
    if text.len() <= VALUE {
        return text;
    }
    let end = (0..=VALUE).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests;
