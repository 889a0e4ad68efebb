//! The page of a run over tables.

mod entity;
mod facts;
mod resolved;

use std::fmt::Write as _;

use crate::chart::{
    BlockingCounts, Canvas, Completeness, LevelWeights, PrecisionRecall, STYLE as CHART_STYLE,
    ScoreHistogram, Waterfall, bits, probability,
};

use super::{BASE_STYLE, escape, template};

pub use entity::{EntityView, RecordView};
pub use facts::{RunFacts, SourceRows};
pub use resolved::TableRun;

const PAGE: &str = include_str!("table/page.html");
const STYLE: &str = include_str!("table/page.css");
const SCRIPT: &str = include_str!("table/page.js");

/// Bytes of the page up to which example entities are added.
const ENTITIES_END: usize = 700 << 10;
/// Bytes of the page up to which near misses are added.
const NEAR_MISSES_END: usize = 950 << 10;
/// Notes that are shown, and characters of each.
const MAX_NOTES: usize = 200;
const MAX_NOTE: usize = 600;
/// Characters shown of a title or an id.
const MAX_NAME: usize = 120;
/// Rows of a picture above which it gets a window of its own to scroll in.
const TALL: usize = 30;

/// What a run over tables found, and why: everything its page shows.
///
/// # Example: a page for a small run
/// ```
/// use varlik::report::{RunFacts, TableReport};
///
/// let report = TableReport {
///     title: "müşteriler.csv <2024>".to_owned(),
///     facts: RunFacts { rows: 1200, pairs: 5400, edges: 310, entities: 900, seconds: 0.4, ..RunFacts::default() },
///     notes: vec!["\"no\" names each row once and was taken for the id.".to_owned()],
///     ..TableReport::default()
/// };
/// let page = report.to_html();
/// assert!(page.contains("<h1>müşteriler.csv &lt;2024&gt;</h1>"));
/// assert!(page.contains("&quot;no&quot; names each row once"));
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TableReport {
    /// What the page is called: the name of the table.
    pub title: String,
    /// How large the run was, and what it took.
    pub facts: RunFacts,
    /// What the columns hold; their order is that of [`RecordView::values`].
    pub fields: Completeness,
    /// How the pairs to compare were found.
    pub blocking: BlockingCounts,
    /// What each level of agreement weighs.
    pub weights: LevelWeights,
    /// How the scores of the pairs are spread, and the threshold.
    pub histogram: ScoreHistogram,
    /// How good each threshold is, where labels are known.
    pub precision_recall: Option<PrecisionRecall>,
    /// The choices that were made and what was left out, in whole sentences.
    pub notes: Vec<String>,
    /// Some of the entities, as examples.
    pub entities: Vec<EntityView>,
    /// Pairs just below the threshold, the nearest first.
    pub near_misses: Vec<Waterfall>,
}

impl TableReport {
    /// Writes the page: one HTML file of about a megabyte at most, that needs no network and no script.
    ///
    /// Entities and near misses are shown in their order until the page is full, and it says how many there are.
    #[must_use]
    pub fn to_html(&self) -> String {
        let mut page = String::with_capacity(256 << 10);
        template::fill(&mut page, PAGE, |page, slot| match slot {
            "title" => escape::push_short(page, self.title(), MAX_NAME),
            "style" => page.extend([BASE_STYLE, CHART_STYLE, STYLE]),
            "script" => page.push_str(SCRIPT),
            "facts" => self.facts.write(page),
            "notes" => self.write_notes(page),
            "fields" => write_figure(page, &self.fields.draw(), self.fields.fields.len()),
            "blocking" => write_figure(page, &self.blocking.draw(), self.blocking.passes.len()),
            "weights" => {
                let levels: usize = self.weights.fields.iter().map(|field| 1 + field.levels.len()).sum();
                write_figure(page, &self.weights.draw(), levels);
            }
            "scores" => self.write_scores(page),
            "entities" => self.write_entities(page),
            "near" => self.write_near_misses(page),
            _ => {}
        });
        page
    }

    fn title(&self) -> &str {
        if self.title.trim().is_empty() { "A run over tables" } else { &self.title }
    }

    fn write_notes(&self, page: &mut String) {
        if self.notes.is_empty() {
            page.push_str("<p class=\"none\">Nothing had to be chosen, and nothing was left out.</p>");
            return;
        }
        page.push_str("<ul class=\"notes\">");
        for note in self.notes.iter().take(MAX_NOTES) {
            page.push_str("<li>");
            escape::push_short(page, note, MAX_NOTE);
            page.push_str("</li>");
        }
        page.push_str("</ul>");
        write_bound(page, self.notes.len().min(MAX_NOTES), self.notes.len(), "notes");
    }

    fn write_scores(&self, page: &mut String) {
        write_figure(page, &self.histogram.draw(), 0);
        match &self.precision_recall {
            Some(chart) => {
                write_figure(page, &chart.draw(), 0);
                page.push_str(
                    "<p class=\"key\">Of the judged pairs alone, each by what the two records say: they are neither all pairs nor, where they \
                     were learnt from, new ones.</p>",
                );
            }
            None => page.push_str(
                "<p class=\"none\">Precision and recall are not known: no pair of this run is labelled.</p>",
            ),
        }
    }

    fn write_entities(&self, page: &mut String) {
        let columns: Vec<&str> = self.fields.fields.iter().map(|field| field.field.as_str()).collect();
        let shown = write_cards(page, ENTITIES_END, self.entities.len(), |card, index| {
            if let Some(entity) = self.entities.get(index) {
                entity.write(card, &columns, index == 0);
            }
        });
        if self.entities.is_empty() {
            page.push_str("<p class=\"none\">No two rows were found to be one.</p>");
        }
        write_bound(page, shown, self.entities.len(), "example entities");
    }

    fn write_near_misses(&self, page: &mut String) {
        let shown = write_cards(page, NEAR_MISSES_END, self.near_misses.len(), |card, index| {
            if let Some(pair) = self.near_misses.get(index) {
                write_near_miss(card, pair, index == 0);
            }
        });
        if self.near_misses.is_empty() {
            page.push_str("<p class=\"none\">No pair came close to the threshold without reaching it.</p>");
        }
        write_bound(page, shown, self.near_misses.len(), "near misses");
    }
}

/// Appends cards until the page is full; returns how many there was room for.
fn write_cards(
    page: &mut String,
    end: usize,
    cards: usize,
    mut write: impl FnMut(&mut String, usize),
) -> usize {
    let mut card = String::new();
    for index in 0..cards {
        card.clear();
        write(&mut card, index);
        if page.len() + card.len() > end {
            return index;
        }
        page.push_str(&card);
    }
    cards
}

fn write_near_miss(card: &mut String, pair: &Waterfall, is_open: bool) {
    open_card(card, is_open);
    card.push_str("<span class=\"name\"><bdi>");
    escape::push_short(card, &pair.left, MAX_NAME);
    card.push_str("</bdi> <span class=\"with\">and</span> <bdi>");
    escape::push_short(card, &pair.right, MAX_NAME);
    let _ = write!(card, "</bdi></span><span class=\"count\">{} bits · probability ", bits(pair.total, 1));
    escape::push_text(card, &probability(pair.probability));
    card.push_str("</span></summary>");
    write_figure(card, &pair.draw(), 0);
    card.push_str("</details>");
}

/// Begins a card, up to what its summary says.
fn open_card(card: &mut String, is_open: bool) {
    card.push_str(if is_open {
        "<details class=\"card\" open><summary>"
    } else {
        "<details class=\"card\"><summary>"
    });
}

/// Appends a chart; one of many rows gets a window of its own.
fn write_figure(page: &mut String, chart: &Canvas, rows: usize) {
    // A window that scrolls must be reachable by the keyboard too.
    page.push_str(if rows > TALL {
        "<figure class=\"tall\" tabindex=\"0\">"
    } else {
        "<figure tabindex=\"0\">"
    });
    chart.write_inline(page);
    page.push_str("</figure>");
}

/// Says how many of a collection are shown, where it is not all.
fn write_bound(page: &mut String, shown: usize, all: usize, noun: &str) {
    if shown < all {
        page.push_str("<p class=\"bounded\">Showing ");
        escape::push_number(page, shown);
        page.push_str(" of ");
        escape::push_number(page, all);
        let _ = write!(page, " {noun}.</p>");
    }
}

#[cfg(test)]
mod tests;
