//! The answer as tables and files.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use arrow_array::cast::AsArray;
use arrow_array::types::{Float32Type, UInt32Type};
use arrow_array::{Array, RecordBatch};
use varlik_resolve::{ResolvedEntity, ResolvedPair};
use varlik_tables::{Answer, Intake, ReadOptions, Table, items};

fn people() -> Intake {
    let content = "id,ad,il\n\"a,1\",Ayse,Van\nb,Ayşe,\nc,Ayşe,Muş\nd,Can,\ne,Cem,\n";
    items(vec![Table::from_csv("t", content.as_bytes()).unwrap()], &ReadOptions::default()).unwrap()
}

fn pair(a: u32, b: u32, weight: f32) -> ResolvedPair {
    ResolvedPair { a, b, weight, probability: 1.0 / (1.0 + (-weight).exp2()) }
}

/// The entities of some clusters; each hangs on the first of the pairs within it.
fn entities(cluster_of: &[u32], pairs: &[ResolvedPair]) -> Vec<ResolvedEntity> {
    let of = |item: u32| cluster_of[item as usize];
    let count = cluster_of.iter().max().map_or(0, |most| most + 1);
    (0..count)
        .map(|cluster| ResolvedEntity {
            rows: (0..cluster_of.len() as u32).filter(|&item| of(item) == cluster).collect(),
            confidence: 0.75,
            weakest: pairs
                .iter()
                .find(|pair| of(pair.a) == cluster && of(pair.b) == cluster)
                .map(|pair| (pair.a, pair.b, pair.weight)),
        })
        .collect()
}

fn texts(batch: &RecordBatch, name: &str) -> Vec<Option<String>> {
    batch
        .column_by_name(name)
        .unwrap()
        .as_string::<i32>()
        .iter()
        .map(|text| text.map(str::to_owned))
        .collect()
}

#[test]
fn clusters_and_edges_are_written_with_their_ids() {
    let intake = people();
    let pairs = [pair(0, 1, 3.0), pair(0, 2, 3.0), pair(1, 2, 40.0), pair(3, 4, -60.0)];
    let cluster_of = [0, 0, 0, 1, 2];
    let found = entities(&cluster_of, &pairs);
    let answer = Answer { items: &intake.items, cluster_of: &cluster_of, entities: &found, edges: &pairs };
    let (mut clusters, mut edges) = (Vec::new(), Vec::new());
    answer.write_clusters(&mut clusters).unwrap();
    answer.write_edges(&mut edges).unwrap();
    assert_eq!(String::from_utf8(clusters).unwrap(), "id,cluster\n\"a,1\",0\nb,0\nc,0\nd,1\ne,2\n");
    assert_eq!(
        String::from_utf8(edges).unwrap(),
        "left,right,score\n\"a,1\",b,0.888889\n\"a,1\",c,0.888889\nb,c,1.000000\nd,e,0.000000\n"
    );
    let (clusters, edges) = (answer.clusters(), answer.edges());
    assert_eq!(texts(&clusters, "id")[0].as_deref(), Some("a,1"));
    assert_eq!(
        clusters.column_by_name("cluster").unwrap().as_primitive::<UInt32Type>().values(),
        &[0, 0, 0, 1, 2]
    );
    assert!(clusters.column_by_name("side").is_none());
    assert_eq!(texts(&edges, "right")[1].as_deref(), Some("c"));
    assert_eq!(edges.num_rows(), 4);
}

#[test]
fn an_entity_has_its_size_its_weakest_link_and_its_golden_record() {
    let intake = people();
    let pairs = [pair(0, 1, 2.0), pair(0, 2, 1.0), pair(1, 2, 9.0), pair(3, 4, -5.0)];
    let cluster_of = [0, 0, 0, 1, 2];
    let found = entities(&cluster_of, &pairs);
    let entities =
        Answer { items: &intake.items, cluster_of: &cluster_of, entities: &found, edges: &pairs }.entities();
    let sizes = entities.column_by_name("size").unwrap().as_primitive::<UInt32Type>();
    assert_eq!(sizes.values(), &[3, 1, 1]);
    let weakest = entities.column_by_name("weakest_score").unwrap().as_primitive::<Float32Type>();
    assert!((weakest.value(0) - 0.8).abs() < 1e-6 && weakest.is_null(1));
    assert_eq!(texts(&entities, "weakest_left"), [Some("a,1".to_owned()), None, None]);
    assert_eq!(texts(&entities, "weakest_right"), [Some("b".to_owned()), None, None]);
    let confidence = entities.column_by_name("confidence").unwrap().as_primitive::<Float32Type>();
    assert!((confidence.value(0) - 0.75).abs() < 1e-6);
    // Two of three say Ayşe; one each say Van and Muş, of one length.
    assert_eq!(
        texts(&entities, "ad"),
        [Some("Ayşe".to_owned()), Some("Can".to_owned()), Some("Cem".to_owned())]
    );
    assert_eq!(texts(&entities, "il"), [Some("Muş".to_owned()), None, None]);
}

#[test]
fn three_sources_go_by_their_numbers() {
    let table = |content: &str| Table::from_csv("t", content.as_bytes()).unwrap();
    let tables = vec![table("id,ad\n1,Can\n"), table("id,ad\n1,Cem\n"), table("id,ad\n1,Ece\n")];
    let intake = items(tables, &ReadOptions::default()).unwrap();
    let pairs = [pair(0, 2, 3.0)];
    let cluster_of = [0, 1, 0];
    let found = entities(&cluster_of, &pairs);
    let answer = Answer { items: &intake.items, cluster_of: &cluster_of, entities: &found, edges: &pairs };
    let mut clusters = Vec::new();
    answer.write_clusters(&mut clusters).unwrap();
    assert_eq!(String::from_utf8(clusters).unwrap(), "side,id,cluster\n1,1,0\n2,1,1\n3,1,0\n");
    assert_eq!(texts(&answer.clusters(), "side"), ["1", "2", "3"].map(|side| Some(side.to_owned())));
}

#[test]
fn nothing_found_is_still_a_table() {
    let intake = items(vec![Table::from_csv("t", b"id,ad\n").unwrap()], &ReadOptions::default()).unwrap();
    let (cluster_of, pairs): ([u32; 0], [ResolvedPair; 0]) = ([], []);
    let found = entities(&cluster_of, &pairs);
    let answer = Answer { items: &intake.items, cluster_of: &cluster_of, entities: &found, edges: &pairs };
    let mut clusters = Vec::new();
    answer.write_clusters(&mut clusters).unwrap();
    assert_eq!(clusters, b"id,cluster\n");
    for batch in [answer.clusters(), answer.edges(), answer.entities()] {
        assert_eq!(batch.num_rows(), 0);
        assert!(batch.num_columns() >= 2);
    }
}
