use varlik_resolve::FieldKind;

use crate::chart::{
    BlockingPass, ClusterGraph, FieldCompleteness, FieldWeights, GraphEdge, GraphNode, LevelWeight, ScoreBin,
    ThresholdPoint, WaterfallLine, WaterfallPart,
};

use super::*;

const HOSTILE: [&str; 5] = [
    "<script>alert(1)</script>",
    "\" onmouseover=\"alert(1)",
    "' autofocus onfocus='x",
    "</style></svg><img src=x>",
    "a\u{2028}b\0{{title}}",
];

fn waterfall(text: &str, fields: usize) -> Waterfall {
    let line = WaterfallLine {
        field: text.to_owned(),
        level: text.to_owned(),
        left: text.to_owned(),
        right: text.to_owned(),
        bits: 3.0,
        rarity_bits: 1.0,
        parts: vec![WaterfallPart { text: text.to_owned(), bits: Some(2.0) }],
    };
    Waterfall {
        left: text.to_owned(),
        right: text.to_owned(),
        prior: -9.0,
        lines: vec![line; fields],
        total: 4.0 * fields as f64 - 9.0,
        probability: 0.4,
    }
}

/// A report in which every text is the given one.
fn report(text: &str, fields: usize, cards: usize) -> TableReport {
    let weights = || FieldWeights {
        field: text.to_owned(),
        levels: [5.0, -3.0]
            .map(|bits| LevelWeight { name: text.to_owned(), bits, among_matches: 0.9, among_others: 0.1 })
            .to_vec(),
    };
    let row =
        RecordView { id: text.to_owned(), source: text.to_owned(), values: vec![text.to_owned(); fields] };
    let node = GraphNode { label: text.to_owned(), source: 0 };
    let edge = |left, right| GraphEdge { left, right, probability: 0.9 };
    let entity = EntityView {
        id: text.to_owned(),
        name: text.to_owned(),
        note: text.to_owned(),
        confidence: 0.9,
        size: 3,
        rows: vec![row; 3],
        graph: Some(ClusterGraph {
            nodes: vec![node; 3],
            edges: vec![edge(0, 1), edge(1, 2)],
            weakest: Some(1),
        }),
        weakest: Some(waterfall(text, fields)),
    };
    let field = FieldCompleteness { field: text.to_owned(), kind: FieldKind::Text, filled: 0.5, distinct: 9 };
    TableReport {
        title: text.to_owned(),
        facts: RunFacts {
            sources: vec![SourceRows { name: text.to_owned(), rows: 5 }],
            ..RunFacts::default()
        },
        fields: Completeness { fields: vec![field; fields] },
        blocking: BlockingCounts {
            passes: vec![BlockingPass { name: text.to_owned(), blocks: 1, pairs: 2, new_pairs: 1 }],
            recall: Some(0.9),
        },
        weights: LevelWeights { fields: (0..fields).map(|_| weights()).collect() },
        histogram: ScoreHistogram { bins: vec![ScoreBin { from: 0.0, to: 1.0, count: 4 }], threshold: 0.5 },
        precision_recall: Some(PrecisionRecall {
            points: vec![ThresholdPoint { threshold: 0.5, precision: 0.9, recall: 0.8, f1: 0.85 }],
            threshold: 0.5,
        }),
        notes: vec![text.to_owned()],
        entities: vec![entity; cards],
        near_misses: vec![waterfall(text, fields); cards],
    }
}

/// Asserts what holds for every page: elements close, links lead to an anchor on it, nothing points out of it.
fn assert_sound(page: &str) {
    let body = &page[page.find("<body>").unwrap()..page.rfind("<script>").unwrap()];
    for element in [
        "details", "summary", "section", "figure", "svg", "text", "title", "span", "bdi", "li", "p", "div",
        "table", "tr", "td", "th", "dl", "dd",
    ] {
        let opened =
            body.matches(&format!("<{element} ")).count() + body.matches(&format!("<{element}>")).count();
        assert_eq!(opened, body.matches(&format!("</{element}>")).count(), "<{element}>");
    }
    for link in body.split(" href=\"").skip(1).map(|tail| tail.split('"').next().unwrap()) {
        let anchor = link.strip_prefix('#').unwrap();
        assert_eq!(body.matches(&format!(" id=\"{anchor}\"")).count(), 1, "{link}");
    }
    assert!(
        !page.contains("http://")
            && !page.contains("https://")
            && !page.contains("@import")
            && !page.contains("{{")
    );
    assert!(!body.contains("NaN"));
}

#[test]
fn a_run_that_found_nothing_is_a_page() {
    let page = TableReport::default().to_html();
    assert_sound(&page);
    for said in [
        "A run over tables",
        "No two rows were found to be one.",
        "No pair was scored.",
        "No pair came close",
        "no pair of this run is labelled",
    ] {
        assert!(page.contains(said), "{said}");
    }
    assert!(!page.contains("Showing"));
}

#[test]
fn every_part_of_a_report_is_on_its_page() {
    let page = report("İzmir", 3, 2).to_html();
    assert_sound(&page);
    // Three for the entity and three for the near miss of each card, and the five of the run.
    assert_eq!(page.matches("<svg ").count(), 2 * 3 + 5);
    assert_eq!(page.matches("<details class=\"card\" open>").count(), 2);
    assert_eq!(page.matches("<details class=\"card\"><summary>").count(), 2);
    assert!(page.contains("confidence 0.900") && page.contains("3 rows"));
    assert!(!page.contains("Showing") && !page.contains("No two rows"));
}

#[test]
fn hostile_text_stays_text_wherever_it_stands() {
    let count = |page: &str, sign: char| page.matches(sign).count();
    // As long as the hostile ones, so that both are cut at the same places.
    for text in HOSTILE {
        let clean: String = text
            .chars()
            .map(|character| if character.is_ascii_alphabetic() { character } else { 'x' })
            .collect();
        let (page, reference) = (report(text, 2, 2).to_html(), report(&clean, 2, 2).to_html());
        if !text.contains('{') {
            assert_sound(&page);
        }
        assert!(!page.contains(text), "{text:?} stands unescaped");
        let titles = |page: &str| page.matches("<title>").count();
        // Only the tooltip of a text that was cut may come or go with its width.
        let tags = |page: &str| count(page, '<') - 2 * titles(page);
        assert_eq!(tags(&page), tags(&reference), "{text:?} changed the markup");
        assert_eq!(count(&page, '"'), count(&reference, '"'), "{text:?} changed an attribute");
    }
}

#[test]
fn no_text_of_a_table_reaches_script_or_style() {
    let page = report("Şükrü", 2, 2).to_html();
    let style = &page[page.find("<style>").unwrap()..page.find("</style>").unwrap()];
    let script = &page[page.rfind("<script>").unwrap()..];
    assert!(!style.contains("Şükrü") && !script.contains("Şükrü"));
}

#[test]
fn a_page_stays_small_whatever_the_table() {
    let wide = report("a rather long name of a column", 200, 50).to_html();
    assert_sound(&wide);
    assert!(wide.len() < 1_000_000, "{} bytes", wide.len());
    assert!(wide.contains("columns with a value") && wide.contains("near misses."));
    let megabyte = report(&"&\"".repeat(1 << 19), 2, 2).to_html();
    assert_sound(&megabyte);
    assert!(megabyte.len() < 1_000_000, "{} bytes", megabyte.len());
    let mut many = report("ad", 2, 3);
    many.entities = vec![many.entities[0].clone(); 5000];
    many.notes = vec!["x".to_owned(); 5000];
    let many = many.to_html();
    assert!(
        many.len() < 1_000_000
            && many.contains("of 5,000 example entities")
            && many.contains("Showing 200 of 5,000 notes")
    );
    assert!(!many.contains("near misses."), "the near misses have room left");
}

#[test]
fn values_that_differ_are_marked_and_shared_ones_are_not() {
    let row = |city: &str| RecordView {
        values: vec![city.to_owned(), "aynı".to_owned()],
        ..RecordView::default()
    };
    let mut report = report("ad", 2, 1);
    report.entities[0].rows = vec![row("Ankara"), row("İzmir"), row("İzmir"), row("")];
    let page = report.to_html();
    assert!(page.contains("<td class=\"other\"><bdi>Ankara</bdi></td>"));
    assert!(page.contains("<td><bdi>İzmir</bdi></td>") && page.contains("<td><bdi>aynı</bdi></td>"));
    assert!(page.contains("<td class=\"no\">—</td>"));
    assert!(page.contains("columns") || !page.contains("class=\"other\"><bdi>aynı"));
}

#[test]
fn rows_that_are_not_shown_are_counted() {
    let mut report = report("ad", 2, 1);
    report.entities[0].size = 4000;
    assert!(report.to_html().contains("Showing 3 of 4,000 rows."));
    report.entities[0].size = 3;
    assert!(!report.to_html().contains("Showing"));
}

#[test]
fn numbers_that_are_none_do_not_break_the_page() {
    let mut report = report("ad", 2, 1);
    report.facts.seconds = f64::NAN;
    report.entities[0].confidence = f64::NAN;
    report.near_misses[0].total = f64::NAN;
    report.near_misses[0].lines[0].bits = f64::NAN;
    report.weights.fields[0].levels[0].bits = f64::NAN;
    report.fields.fields[0].filled = f64::NAN;
    report.histogram.threshold = f64::NAN;
    report.blocking.recall = Some(f64::NAN);
    let page = report.to_html();
    assert_sound(&page);
    assert!(page.contains("confidence ?") && page.contains("an unknown time"));
}
