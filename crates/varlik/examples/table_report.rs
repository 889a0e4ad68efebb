//! Writes the page of a made-up run over tables: `cargo run -p varlik --example table_report -- report.html`.
//!
//! Each picture is written beside it, as SVG and as a Vega-Lite dictionary.

use std::error::Error;
use std::path::{Path, PathBuf};

use serde_json::Value;
use varlik::chart::{
    BlockingCounts, BlockingPass, ClusterGraph, Completeness, FieldCompleteness, FieldWeights, GraphEdge,
    GraphNode, LevelWeight, LevelWeights, PrecisionRecall, ScoreBin, ScoreHistogram, ThresholdPoint,
    Waterfall, WaterfallLine, WaterfallPart,
};
use varlik::items::FieldKind;
use varlik::report::{EntityView, RecordView, RunFacts, SourceRows, TableReport};

fn main() -> Result<(), Box<dyn Error>> {
    let page = PathBuf::from(std::env::args_os().nth(1).ok_or("name the page to write")?);
    let report = report();
    std::fs::write(&page, report.to_html())?;
    let write = |name: &str, svg: String, vegalite: Value| write_chart(&page, name, &svg, &vegalite);
    write("weights", report.weights.to_svg(), report.weights.to_vegalite())?;
    write("fields", report.fields.to_svg(), report.fields.to_vegalite())?;
    write("blocking", report.blocking.to_svg(), report.blocking.to_vegalite())?;
    write("histogram", report.histogram.to_svg(), report.histogram.to_vegalite())?;
    if let Some(chart) = &report.precision_recall {
        write("precision", chart.to_svg(), chart.to_vegalite())?;
    }
    if let Some(pair) = report.near_misses.first() {
        write("waterfall", pair.to_svg(), pair.to_vegalite())?;
    }
    for (entity, number) in report.entities.iter().zip(1..) {
        if let Some(graph) = &entity.graph {
            write(&format!("graph{number}"), graph.to_svg(), graph.to_vegalite())?;
        }
    }
    Ok(())
}

fn write_chart(page: &Path, name: &str, svg: &str, vegalite: &Value) -> Result<(), Box<dyn Error>> {
    std::fs::write(page.with_file_name(format!("{name}.svg")), svg)?;
    std::fs::write(page.with_file_name(format!("{name}.vl.json")), serde_json::to_string(vegalite)?)?;
    Ok(())
}

fn report() -> TableReport {
    TableReport {
        title: "müşteriler.csv and customers.parquet".to_owned(),
        facts: RunFacts {
            rows: 1_000_000,
            sources: vec![source("müşteriler.csv", 612_400), source("customers.parquet", 387_600)],
            pairs: 21_483_120,
            edges: 268_114,
            entities: 803_377,
            seconds: 18.4,
            memory: Some(1_320_000_000),
        },
        fields: fields(),
        blocking: blocking(),
        weights: weights(),
        histogram: histogram(),
        precision_recall: Some(precision_recall()),
        notes: [
            "\"no\" names each row once and was taken for the id.",
            "\"segment\" has one value in all rows and was left out.",
            "\"born\" holds dates in three formats; 41 of them are impossible (31.02.1987) and count as missing.",
            "The threshold is 4.2 bits (probability 0.948), where the estimated precision and recall are equal.",
            "11 blocks of more than 2,000 rows were split by year of birth.",
        ]
        .map(str::to_owned)
        .to_vec(),
        entities: vec![small_entity(), middle_entity(), large_entity()],
        near_misses: vec![
            pair("a-104233", "b-99812", "Ayşe Nur Yılmaz", "Nuray Yılmaz", 3.6),
            pair("a-7", "b-1240991", "Мустафа Кемаль Öztürk-Schneider von Hohenlohe", "مصطفى كمال", 2.9),
        ],
    }
}

fn source(name: &str, rows: u64) -> SourceRows {
    SourceRows { name: name.to_owned(), rows }
}

fn fields() -> Completeness {
    let field = |field: &str, kind, filled, distinct| FieldCompleteness {
        field: field.to_owned(),
        kind,
        filled,
        distinct,
    };
    Completeness {
        fields: vec![
            field("ad soyad", FieldKind::PersonName, 0.998, 412_009),
            field("born", FieldKind::Date, 0.91, 28_554),
            field("e-posta", FieldKind::Email, 0.64, 590_114),
            field("telefon", FieldKind::Phone, 0.71, 655_002),
            field("address of residence as given", FieldKind::Address, 0.88, 702_311),
            field("şehir", FieldKind::Place, 0.97, 1_204),
            field("posta kodu", FieldKind::Postcode, 0.83, 2_950),
            field("tax number", FieldKind::Identifier, 0.0004, 398),
            field("not", FieldKind::Text, 0.0, 0),
        ],
    }
}

fn blocking() -> BlockingCounts {
    let pass = |name: &str, blocks, pairs, new_pairs| BlockingPass {
        name: name.to_owned(),
        blocks,
        pairs,
        new_pairs,
    };
    BlockingCounts {
        passes: vec![
            pass("e-posta", 88_410, 131_554, 131_554),
            pass("telefon", 120_772, 402_118, 344_090),
            pass("ad soyad (skeleton) + born (year)", 301_004, 9_210_733, 8_984_210),
            pass("top 10 by words and 3-grams of everything", 1_000_000, 10_000_000, 7_901_144),
            pass("posta kodu + born (day and month)", 244_109, 5_120_400, 4_122_122),
        ],
        recall: Some(0.982),
    }
}

fn weights() -> LevelWeights {
    let field = |name: &str, levels: &[(&str, f64, f64, f64)]| FieldWeights {
        field: name.to_owned(),
        levels: levels
            .iter()
            .map(|&(name, bits, among_matches, among_others)| LevelWeight {
                name: name.to_owned(),
                bits,
                among_matches,
                among_others,
            })
            .collect(),
    };
    LevelWeights {
        fields: vec![
            field(
                "ad soyad",
                &[
                    ("exact", 11.4, 0.61, 0.000_2),
                    ("alias or transliterated", 9.1, 0.18, 0.000_3),
                    ("near", 6.2, 0.14, 0.002),
                    ("family name only", -1.2, 0.05, 0.11),
                    ("conflict", -5.6, 0.02, 0.887),
                ],
            ),
            field(
                "born",
                &[
                    ("same day", 8.3, 0.86, 0.002_7),
                    ("same year", 1.1, 0.06, 0.03),
                    ("conflict", -4.4, 0.08, 0.967),
                ],
            ),
            field(
                "e-posta",
                &[
                    ("exact", 14.9, 0.71, 0.000_02),
                    ("same name before @", 6.0, 0.1, 0.001_6),
                    ("conflict", -2.3, 0.19, 0.998),
                ],
            ),
            field("şehir", &[("exact", 2.8, 0.88, 0.13), ("conflict", -2.9, 0.12, 0.87)]),
        ],
    }
}

/// Two hills: most pairs far below zero, the matches around ten bits.
fn histogram() -> ScoreHistogram {
    let hill =
        |at: f64, middle: f64, width: f64, height: f64| height * (-((at - middle) / width).powi(2)).exp();
    let bins = (-30..30).map(|from| {
        let at = f64::from(from) + 0.5;
        let count =
            hill(at, -14.0, 5.0, 2_400_000.0) + hill(at, 12.0, 5.5, 31_000.0) + hill(at, 0.0, 8.0, 900.0);
        ScoreBin { from: f64::from(from), to: f64::from(from) + 1.0, count: count as u64 }
    });
    ScoreHistogram { bins: bins.collect(), threshold: 4.2 }
}

fn precision_recall() -> PrecisionRecall {
    let points = (-40..=80).map(|step| {
        let threshold = f64::from(step) / 4.0;
        let precision = 1.0 - 0.75 / (1.0 + ((threshold + 2.0) * 0.55).exp());
        let recall = 0.985 - 0.9 / (1.0 + ((14.0 - threshold) * 0.4).exp());
        ThresholdPoint { threshold, precision, recall, f1: 2.0 * precision * recall / (precision + recall) }
    });
    PrecisionRecall { points: points.collect(), threshold: 4.2 }
}

fn pair(left: &str, right: &str, left_name: &str, right_name: &str, total: f64) -> Waterfall {
    let line = |field: &str, level: &str, left: &str, right: &str, bits, rarity_bits| WaterfallLine {
        field: field.to_owned(),
        level: level.to_owned(),
        left: left.to_owned(),
        right: right.to_owned(),
        bits,
        rarity_bits,
        parts: Vec::new(),
    };
    let mut lines = vec![
        line("ad soyad", "near", left_name, right_name, 6.2, 1.35),
        line("born", "same day", "1987-03-14", "14.03.1987", 8.3, 0.0),
        line("e-posta", "conflict", "ayse.yilmaz@example.com", "nuray1987@example.org", -2.3, 0.0),
        line("telefon", "missing", "+90 532 000 11 22", "", 0.0, 0.0),
        line(
            "address of residence as given",
            "words in common",
            "Atatürk Mahallesi, Cumhuriyet Caddesi No: 14 Daire 3, Üsküdar",
            "Cumhuriyet Cad. 14/3 Üsküdar / İSTANBUL",
            3.1,
            0.9,
        ),
        line("şehir", "exact", "İstanbul", "İSTANBUL", 2.8, -2.1),
    ];
    if let Some(name) = lines.first_mut() {
        let part = |text: &str, bits| WaterfallPart { text: text.to_owned(), bits };
        name.parts = vec![
            part("Yılmaz = Yılmaz (exact, common)", Some(4.1)),
            part("Ayşe Nur ~ Nuray (near)", Some(2.1)),
            part("order of the given names is not told", None),
        ];
    }
    Waterfall {
        left: left.to_owned(),
        right: right.to_owned(),
        prior: -14.6,
        lines,
        total,
        probability: total.exp2() / (1.0 + total.exp2()),
    }
}

fn row(id: &str, values: &[&str]) -> RecordView {
    let source = if id.starts_with('a') { "müşteriler.csv" } else { "customers.parquet" };
    let values = values.iter().map(|value| (*value).to_owned()).collect();
    RecordView { id: id.to_owned(), source: source.to_owned(), values }
}

fn small_entity() -> EntityView {
    let rows = vec![
        row(
            "a-31",
            &[
                "Şükrü Işık",
                "1961-11-02",
                "sukru@example.com",
                "+90 532 111 22 33",
                "Lale Sok. 4, Çankaya",
                "Ankara",
                "06680",
            ],
        ),
        row(
            "a-9004",
            &["ŞÜKRÜ IŞIK", "02.11.1961", "", "0532 111 22 33", "Lale Sokak No 4", "Ankara", "06680"],
        ),
        row("b-117", &["Shukru Ishik", "1961-11-02", "sukru@example.com", "", "", "Ankara", ""]),
        row("b-118", &["Шукрю Ышык", "1961", "", "", "", "Анкара", ""]),
    ];
    let edges = [(0, 1, 0.999_7), (0, 2, 0.994), (1, 2, 0.981), (2, 3, 0.74)];
    EntityView {
        id: "e-000031".to_owned(),
        name: "Şükrü Işık".to_owned(),
        note: "one of the least certain".to_owned(),
        confidence: 0.962,
        size: 4,
        graph: Some(graph(
            rows.iter().map(|row| row.values.first().map_or("", String::as_str)),
            &edges,
            Some(3),
        )),
        weakest: Some(pair("b-117", "b-118", "Shukru Ishik", "Шукрю Ышык", 1.5)),
        rows,
    }
}

fn graph<'n>(
    names: impl Iterator<Item = &'n str>,
    edges: &[(usize, usize, f64)],
    weakest: Option<usize>,
) -> ClusterGraph {
    let nodes = names.zip([0, 0, 1, 1].into_iter().cycle());
    ClusterGraph {
        nodes: nodes.map(|(name, source)| GraphNode { label: name.to_owned(), source }).collect(),
        edges: edges
            .iter()
            .map(|&(left, right, probability)| GraphEdge { left, right, probability })
            .collect(),
        weakest,
    }
}

/// Ten rows, nearly all linked.
fn middle_entity() -> EntityView {
    let names = [
        "Türk Hava Yolları A.O.",
        "THY",
        "Turkish Airlines",
        "TURKISH AIRLINES INC.",
        "Türk Hava Yolları",
        "Turkish Airlines (Türk Hava Yolları Anonim Ortaklığı), Yeşilköy",
        "Турецкие авиалинии",
        "T.H.Y. A.O.",
        "الخطوط الجوية التركية",
        "Turk Hava Yollari",
    ];
    let edges: Vec<_> = (0..10)
        .flat_map(|left| (left + 1..10).map(move |right| (left, right)))
        .filter(|(left, right)| (left * 7 + right * 3) % 4 != 0)
        .map(|(left, right)| (left, right, 0.7 + 0.03 * ((left * right) % 10) as f64))
        .collect();
    let rows = names.iter().zip(0..).map(|(name, number)| {
        row(&format!("a-{number}"), &[name, "", "", "+90 212 463 63 63", "Yeşilköy", "İstanbul"])
    });
    EntityView {
        id: "e-000204".to_owned(),
        name: "Türk Hava Yolları".to_owned(),
        note: "one of the least certain".to_owned(),
        confidence: 0.91,
        size: 10,
        rows: rows.collect(),
        graph: Some(graph(names.into_iter(), &edges, Some(4))),
        weakest: None,
    }
}

/// Three groups held together by two bridges.
fn large_entity() -> EntityView {
    let names: Vec<String> = (0..95).map(|number| format!("Mehmet Yılmaz {number}")).collect();
    let mut edges: Vec<_> = (0..95_usize)
        .flat_map(|left| (left + 1..95).map(move |right| (left, right)))
        .filter(|(left, right)| {
            left / 32 == right / 32 && (left * left * 5 + right * 3 + left * right) % 11 < 2
        })
        .map(|(left, right)| (left, right, 0.8 + 0.02 * ((left + right) % 10) as f64))
        .collect();
    edges.extend([(3, 40, 0.58), (50, 70, 0.66)]);
    let weakest = edges.len() - 2;
    EntityView {
        id: "e-004417".to_owned(),
        name: "Mehmet Yılmaz".to_owned(),
        note: "one of the least certain".to_owned(),
        confidence: 0.55,
        size: 95,
        rows: names
            .iter()
            .zip(0..40)
            .map(|(name, number)| row(&format!("b-{number}"), &[name, "", "", "", "", "Konya"]))
            .collect(),
        graph: Some(graph(names.iter().map(String::as_str), &edges, Some(weakest))),
        weakest: None,
    }
}
