//! An entity as its rows, its links and its weakest pair.

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::chart::{ClusterGraph, Waterfall, probability};
use crate::report::escape;

use super::{MAX_NAME, open_card, write_bound, write_figure};

/// Rows of an entity that are shown.
const MAX_ROWS: usize = 30;
/// Columns that are shown; those that hold nothing are passed over.
const MAX_COLUMNS: usize = 24;
/// Characters shown of a value.
const MAX_VALUE: usize = 80;
/// A graph of two records says nothing that their pair does not.
const MIN_GRAPH: usize = 3;

/// An entity as an example.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EntityView {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Why it is among the examples; may be empty.
    pub note: String,
    /// The probability that its rows are one, 0 to 1.
    pub confidence: f64,
    /// How many rows it has.
    pub size: u64,
    /// Its rows, or some of them.
    pub rows: Vec<RecordView>,
    /// The links between its rows; drawn from three rows on.
    pub graph: Option<ClusterGraph>,
    /// The evidence for its weakest link.
    pub weakest: Option<Waterfall>,
}

/// A row as an example.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RecordView {
    /// Its id.
    pub id: String,
    /// The source it comes from; empty where there is one source only.
    pub source: String,
    /// Its values, in the order of the fields of the report; empty where it has none.
    pub values: Vec<String>,
}

impl EntityView {
    /// Appends the entity as a card.
    pub(super) fn write(&self, card: &mut String, columns: &[&str], is_open: bool) {
        open_card(card, is_open);
        card.push_str("<span class=\"name\"><bdi>");
        escape::push_short(card, if self.name.is_empty() { &self.id } else { &self.name }, MAX_NAME);
        card.push_str("</bdi></span><span class=\"count\">");
        escape::push_count(card, usize::try_from(self.size).unwrap_or(usize::MAX), "row", "rows");
        card.push_str(" · confidence ");
        escape::push_text(card, &probability(self.confidence));
        card.push_str("</span></summary><p class=\"meta\">Entity <code><bdi>");
        escape::push_short(card, &self.id, MAX_NAME);
        card.push_str("</bdi></code>");
        if !self.note.is_empty() {
            card.push_str(" · ");
            escape::push_short(card, &self.note, MAX_NAME);
        }
        card.push_str("</p>");
        self.write_rows(card, columns);
        if let Some(graph) = self.graph.as_ref().filter(|graph| graph.nodes.len() >= MIN_GRAPH) {
            card.push_str("<h3>Its links</h3>");
            write_figure(card, &graph.draw(), 0);
            let all = usize::try_from(self.size).unwrap_or(usize::MAX);
            write_bound(card, graph.nodes.len(), all, "rows in the picture");
        }
        if let Some(weakest) = &self.weakest {
            card.push_str("<h3>Where it would come apart first</h3>");
            write_figure(card, &weakest.draw(), 0);
        }
        card.push_str("</details>");
    }

    fn write_rows(&self, card: &mut String, columns: &[&str]) {
        let rows = self.rows.get(..MAX_ROWS).unwrap_or(&self.rows);
        let is_filled = |column: &usize| rows.iter().any(|row| !value(row, *column).is_empty());
        let filled: Vec<usize> = (0..columns.len()).filter(is_filled).collect();
        let shown = filled.get(..MAX_COLUMNS).unwrap_or(&filled);
        let has_source = rows.iter().any(|row| !row.source.is_empty());
        card.push_str("<div class=\"rows\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">id</th>");
        if has_source {
            card.push_str("<th scope=\"col\">source</th>");
        }
        for name in shown.iter().filter_map(|&column| columns.get(column)) {
            card.push_str("<th scope=\"col\"><bdi>");
            escape::push_short(card, name, MAX_VALUE);
            card.push_str("</bdi></th>");
        }
        card.push_str("</tr></thead><tbody>");
        let common: Vec<&str> = shown.iter().map(|&column| commonest(rows, column)).collect();
        for row in rows {
            card.push_str("<tr><th scope=\"row\"><bdi>");
            escape::push_short(card, &row.id, MAX_VALUE);
            card.push_str("</bdi></th>");
            if has_source {
                card.push_str("<td><bdi>");
                escape::push_short(card, &row.source, MAX_VALUE);
                card.push_str("</bdi></td>");
            }
            for (&column, &common) in shown.iter().zip(&common) {
                write_value(card, value(row, column), common);
            }
            card.push_str("</tr>");
        }
        card.push_str("</tbody></table></div>");
        let all = usize::try_from(self.size).unwrap_or(usize::MAX).max(self.rows.len());
        write_bound(card, rows.len(), all, "rows");
        write_bound(card, shown.len(), filled.len(), "columns with a value");
    }
}

fn value(row: &RecordView, column: usize) -> &str {
    row.values.get(column).map_or("", |value| value.trim())
}

/// Returns the value most rows have, the first of those as many rows have; empty only where no row has one.
fn commonest(rows: &[RecordView], column: usize) -> &str {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for row in rows {
        *counts.entry(value(row, column)).or_default() += 1;
    }
    let mut best = ("", 0);
    for own in rows.iter().map(|row| value(row, column)).filter(|own| !own.is_empty()) {
        let count = counts.get(own).copied().unwrap_or_default();
        if count > best.1 {
            best = (own, count);
        }
    }
    best.0
}

/// Appends a value, marked where it is not the one most rows have.
fn write_value(card: &mut String, value: &str, common: &str) {
    if value.is_empty() {
        card.push_str("<td class=\"no\">—</td>");
        return;
    }
    let class = if value == common { "" } else { " class=\"other\"" };
    let _ = write!(card, "<td{class}><bdi>");
    escape::push_short(card, value, MAX_VALUE);
    card.push_str("</bdi></td>");
}
