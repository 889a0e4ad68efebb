use varlik_resolve::{ColumnBuilder, Field, Items, Resolver, ResolverOptions};
use varlik_tables::{ReadOptions, Table, items};

use super::*;

fn resolve(text: &str) -> (Resolution, varlik_tables::Intake) {
    let table = Table::from_csv("kişiler", text.as_bytes()).unwrap();
    let mut intake = items(vec![table], &ReadOptions::default()).unwrap();
    let items = std::mem::take(&mut intake.items);
    (Resolver::default().run(items, &|_, _, _| true).unwrap(), intake)
}

const PEOPLE: &str = "no,kaynak,ad,soyad,doğum
1,web,Şükrü,Işık,1961-11-02
2,web,Shukru,Ishik,1961-11-02
3,web,Bilal,Erdoğan,1981-04-23
4,web,Şükrü,Işık,1961-11-02
5,web,Elif,<b>Kaya</b>,1990-01-30
";

#[test]
fn the_page_tells_what_was_found_and_what_was_left_out() {
    let (found, intake) = resolve(PEOPLE);
    let run = TableRun {
        title: "kişiler",
        columns: &intake.columns,
        notes: &intake.notes,
        seconds: 0.2,
        ..TableRun::default()
    };
    let report = TableReport::of(&found, &run);
    assert_eq!((report.facts.rows, report.facts.entities), (5, 3));
    assert!(report.facts.sources.is_empty());
    let fields: Vec<&str> = report.fields.fields.iter().map(|field| field.field.as_str()).collect();
    assert_eq!(fields, ["ad", "soyad", "doğum"], "in the order of the table");
    assert!(
        report.notes.iter().any(|note| note.starts_with("Column \"kaynak\" was left out: every value is"))
    );
    let [entity] = report.entities.as_slice() else { panic!("{} entities", report.entities.len()) };
    assert_eq!(
        (entity.name.as_str(), entity.size, entity.note.as_str()),
        ("Şükrü Işık", 3, "one of the largest")
    );
    assert_eq!(entity.rows[1].values, ["Shukru", "Ishik", "1961-11-02"]);
    let graph = entity.graph.as_ref().unwrap();
    assert_eq!(graph.nodes.iter().map(|node| node.label.as_str()).collect::<Vec<_>>(), ["1", "2", "4"]);
    assert!(graph.weakest.is_some() && entity.weakest.is_some());
    let sum: u64 = report.histogram.bins.iter().map(|bin| bin.count).sum();
    assert_eq!(sum, found.edges().len() as u64);
    assert_eq!(report.weights.fields.len(), found.model().comparisons.len());
    let page = report.to_html();
    assert!(page.contains("one of the largest") && !page.contains("<b>Kaya</b>"));
}

#[test]
fn weights_are_the_logarithms_of_shares_and_finite() {
    let (found, _) = resolve(PEOPLE);
    let mut model = found.model().clone();
    let level = &mut model.comparisons[0].levels;
    (level[0].matching, level[0].random) = (0.8, 0.1);
    (level[1].matching, level[1].random) = (0.5, 0.0);
    let weights = LevelWeights::from(&model);
    assert!((weights.fields[0].levels[0].bits - 3.0).abs() < 1e-9);
    assert!(weights.fields.iter().flat_map(|field| &field.levels).all(|level| level.bits.is_finite()));
}

#[test]
fn a_large_entity_and_long_values_make_a_small_page() {
    let mut items = Items::default();
    let (mut name, mut note) = (ColumnBuilder::default(), ColumnBuilder::default());
    let long = "çok uzun ".repeat(20_000);
    let rows = 300;
    for row in 0..rows {
        items.ids.push(&format!("satır {row}"));
        name.push(Some("Ayşe Yılmaz"));
        note.push(Some(if row % 2 == 0 { long.as_str() } else { "kısa" }));
    }
    let field = |name: &str, kind| Field { name: name.to_owned(), kind };
    items.columns = vec![
        (field("ad", FieldKind::PersonName), name.finish()),
        (field("not", FieldKind::Text), note.finish()),
    ];
    let mut options = ResolverOptions::default();
    options.must_link = (1..rows).map(|row| (0, row)).collect();
    let found = Resolver::new(options).run(items, &|_, _, _| true).unwrap();
    let report = TableReport::of(&found, &TableRun::default());
    let entity = &report.entities[0];
    assert_eq!(entity.size, u64::from(rows));
    assert_eq!((entity.rows.len(), entity.graph.as_ref().unwrap().nodes.len()), (ROWS, NODES));
    assert!(entity.rows.iter().flat_map(|row| &row.values).all(|value| value.len() <= VALUE));
    let page = report.to_html();
    assert!(page.len() < 400 << 10, "{} bytes", page.len());
    assert!(page.contains("rows in the picture"));
}

#[test]
fn sources_are_named_and_those_without_doubles_are_told() {
    let text = "no,ad,doğum\n1,Şükrü Işık,1961-11-02\n2,Elif Kaya,1990-01-30\n3,Can Ak,1971-03-04\n";
    let table = |name| Table::from_csv(name, text.as_bytes()).unwrap();
    let intake = items(vec![table("sol"), table("sağ")], &ReadOptions::default()).unwrap();
    let mut options = ResolverOptions::default();
    options.scope = varlik_resolve::Scope::AcrossSources;
    options.unique = varlik_resolve::Unique::Sources(0b10);
    let found = Resolver::new(options).run(intake.items, &|_, _, _| true).unwrap();
    let sources = ["sol".to_owned(), "sağ".to_owned()];
    let report = TableReport::of(&found, &TableRun { sources: &sources, ..TableRun::default() });
    let named: Vec<(&str, u64)> =
        report.facts.sources.iter().map(|source| (source.name.as_str(), source.rows)).collect();
    assert_eq!(named, [("sol", 3), ("sağ", 3)]);
    assert!(report.notes.iter().any(|note| note.starts_with("sağ was taken to hold each entity once")));
    assert!(!report.notes.iter().any(|note| note.starts_with("sol was taken")));
    assert_eq!(report.entities[0].rows[0].source, "sol");
}

#[test]
fn an_answer_about_nothing_has_a_page() {
    let found = Resolver::default().run(Items::default(), &|_, _, _| true).unwrap();
    let page = TableReport::of(&found, &TableRun::default()).to_html();
    assert!(page.contains("No two rows were found to be one."));
}

#[test]
fn the_examples_do_not_depend_on_the_order_of_rows() {
    let mut order: Vec<u32> = (0..60).collect();
    let there = examples(&order);
    assert!(there.len() > LARGEST + UNSURE, "{}", there.len());
    order.reverse();
    assert_eq!(there, examples(&order));
    order.sort_unstable_by_key(|row| row * 37 % 61);
    assert_eq!(there, examples(&order));
}

/// The notes and the ids of the examples for thirty people, each there twice, whose rows stand in some order.
fn examples(order: &[u32]) -> Vec<(String, Vec<String>)> {
    let mut items = Items::default();
    let (mut name, mut day) = (ColumnBuilder::default(), ColumnBuilder::default());
    for row in order {
        let letter = if row % 2 == 0 { "" } else { "n" };
        let first = ["Ayşe", "Can", "Elif", "Murat", "Selin"][*row as usize / 2 % 5];
        items.ids.push(&row.to_string());
        name.push(Some(&format!("{first} Yıldız{letter}")));
        day.push(Some(&format!("19{}-05-{:02}", 50 + row / 2, row / 4 + 1)));
    }
    let field = |name: &str, kind| Field { name: name.to_owned(), kind };
    items.columns = vec![
        (field("ad", FieldKind::PersonName), name.finish()),
        (field("doğum", FieldKind::Date), day.finish()),
    ];
    let place = |row: u32| order.iter().position(|&other| other == row).unwrap() as u32;
    let mut options = ResolverOptions::default();
    options.must_link = (0..30).map(|pair| (place(2 * pair), place(2 * pair + 1))).collect();
    let found = Resolver::new(options).run(items, &|_, _, _| true).unwrap();
    let ids = |entity: &EntityView| {
        let mut ids: Vec<String> = entity.rows.iter().map(|row| row.id.clone()).collect();
        ids.sort();
        (entity.note.clone(), ids)
    };
    TableReport::of(&found, &TableRun::default()).entities.iter().map(ids).collect()
}
