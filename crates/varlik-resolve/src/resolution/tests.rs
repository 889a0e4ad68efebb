use varlik_names::probability;

use super::*;
use crate::items::Items;
use crate::{ColumnBuilder, Field, FieldKind, Rule, Verdict};

type Row<'r> = (&'r str, Option<&'r str>, &'r [&'r str]);

/// People by id, name and towns.
fn items(rows: &[Row<'_>]) -> Items {
    let mut items = Items::default();
    let (mut names, mut towns) = (ColumnBuilder::default(), ColumnBuilder::default());
    for (id, name, town) in rows {
        items.ids.push(id);
        names.push(*name);
        towns.push_list(town.iter().copied());
    }
    let field = |name: &str, kind| Field { name: name.to_owned(), kind };
    items.columns = vec![
        (field("ad", FieldKind::PersonName), names.finish()),
        (field("şehir", FieldKind::Place), towns.finish()),
    ];
    items
}

/// Resolves rows as one entity.
fn one(rows: &[Row<'_>]) -> Resolution {
    let must_link = (1..rows.len() as u32).map(|row| (0, row)).collect();
    let options = ResolverOptions { must_link, ..ResolverOptions::default() };
    Resolver::new(options).run(items(rows), &|_, _, _| true).unwrap()
}

fn golden(found: &Resolution, rule: GoldenRule) -> Vec<(String, String)> {
    found.golden_record(0, rule).into_iter().map(|(field, value)| (field.name.clone(), value)).collect()
}

fn pair(field: &str, value: &str) -> (String, String) {
    (field.to_owned(), value.to_owned())
}

/// People of whom every fifth is there twice: with another day, without an address, or with a letter changed.
fn crowd(rows: usize) -> Items {
    let mut items = Items::default();
    let (mut names, mut days, mut mails) =
        (ColumnBuilder::default(), ColumnBuilder::default(), ColumnBuilder::default());
    let given =
        ["Ayşe", "Mehmet", "Elif", "Can", "Zeynep", "Murat", "Deniz", "Hakan", "Selin", "Ozan", "Banu"];
    let family =
        ["Yılmaz", "Kaya", "Demir", "Çelik", "Şahin", "Yıldız", "Öztürk", "Aydın", "Koç", "Kurt", "Işık"];
    for row in 0..rows {
        let is_double = row % 5 == 4;
        let person = if is_double { row - 1 } else { row };
        let change = if is_double { row / 5 % 4 } else { 4 };
        let (first, last) = (given[person % given.len()], family[person / 3 % family.len()]);
        let last = if change == 0 { "Erdoğan" } else { last };
        let day = (person / 7 + if change == 1 { 9 } else { 0 }) % 27 + 1;
        let mail = format!("kişi{person}@example.com");
        items.ids.push(&row.to_string());
        names.push(Some(&format!("{first} {last}")));
        days.push(
            (change != 2)
                .then(|| format!("19{:02}-{:02}-{day:02}", person % 89 + 10, person % 12 + 1))
                .as_deref(),
        );
        mails.push((person % 2 == 0 && change != 3).then_some(mail.as_str()));
    }
    let field = |name: &str, kind| Field { name: name.to_owned(), kind };
    items.columns = vec![
        (field("ad", FieldKind::PersonName), names.finish()),
        (field("doğum", FieldKind::Date), days.finish()),
        (field("e-posta", FieldKind::Email), mails.finish()),
    ];
    items
}

fn run(items: Items, options: ResolverOptions) -> Resolution {
    Resolver::new(options).run(items, &|_, _, _| true).unwrap()
}

#[test]
fn the_golden_record_follows_its_rule() {
    let found = one(&[
        ("1", Some("Şükrü Işık"), &[]),
        ("2", Some("Ş. Can Işık Bey"), &[]),
        ("3", Some("Şükrü Işık"), &[]),
        ("4", None, &[]),
        ("5", Some("Ş. Işık"), &[]),
    ]);
    assert_eq!(golden(&found, GoldenRule::MostFrequent), [pair("ad", "Şükrü Işık")]);
    assert_eq!(golden(&found, GoldenRule::Longest), [pair("ad", "Ş. Can Işık Bey")]);
    assert_eq!(golden(&found, GoldenRule::First), [pair("ad", "Şükrü Işık")]);
    assert_eq!(golden(&found, GoldenRule::Last), [pair("ad", "Ş. Işık")]);
}

#[test]
fn between_values_of_as_many_rows_the_longest_stands_and_then_the_smallest() {
    let rows: [Row<'_>; 3] =
        [("1", Some("Can Ak"), &[]), ("2", Some("Can Akın"), &[]), ("3", Some("Cem Akın"), &[])];
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
        let rows: Vec<Row<'_>> = order.iter().map(|&at: &usize| rows[at]).collect();
        assert_eq!(golden(&one(&rows), GoldenRule::MostFrequent), [pair("ad", "Can Akın")]);
    }
}

#[test]
fn lists_are_joined_and_each_value_is_there_once() {
    let found = one(&[
        ("1", None, &["Van"]),
        ("2", None, &["İzmir", "Van"]),
        ("3", None, &["Ankara"]),
        ("4", None, &[]),
    ]);
    assert_eq!(golden(&found, GoldenRule::MostFrequent), [pair("şehir", "Van; Ankara; İzmir")]);
    assert_eq!(golden(&found, GoldenRule::Longest), [pair("şehir", "Ankara; İzmir; Van")]);
    assert_eq!(golden(&found, GoldenRule::First), [pair("şehir", "Van")]);
    assert_eq!(golden(&found, GoldenRule::Last), [pair("şehir", "Ankara")]);
    assert!(found.golden_record(7, GoldenRule::MostFrequent).is_empty());
}

#[test]
fn codes_drawn_out_of_texts_are_no_field_of_the_golden_record() {
    let mut items = Items::default();
    let mut titles = ColumnBuilder::default();
    for (id, title) in [("1", "Sony DAV-HDX576WF ses sistemi"), ("2", "Sony DAVHDX576WF")] {
        items.ids.push(id);
        titles.push(Some(title));
    }
    items.columns.push((Field { name: "ürün".to_owned(), kind: FieldKind::Text }, titles.finish()));
    let found = run(items, ResolverOptions { must_link: vec![(0, 1)], ..ResolverOptions::default() });
    let summaries = found.field_summaries();
    let drawn: Vec<(&str, bool)> =
        summaries.iter().map(|field| (field.field.name.as_str(), field.is_drawn)).collect();
    assert_eq!(drawn, [("ürün", false), ("codes", true)]);
    assert_eq!(golden(&found, GoldenRule::default()), [pair("ürün", "Sony DAV-HDX576WF ses sistemi")]);
}

#[test]
fn fields_are_counted_by_rows_and_values_by_kinds() {
    let found = run(
        items(&[("1", Some("Can Ak"), &[]), ("2", Some("Can Ak"), &[]), ("3", None, &["Van", "İzmir"])]),
        ResolverOptions::default(),
    );
    let counts: Vec<(u64, u64)> =
        found.field_summaries().iter().map(|field| (field.filled, field.distinct)).collect();
    assert_eq!(counts, [(2, 1), (1, 2)]);
    assert_eq!(found.values(2, 1).collect::<Vec<_>>(), ["Van", "İzmir"]);
    assert_eq!(found.values(0, 1).count() + found.values(0, 9).count() + found.values(99, 0).count(), 0);
}

#[test]
fn a_small_table_misses_nothing_and_counts_each_pair_once() {
    let found = run(crowd(100), ResolverOptions::default());
    assert_eq!(found.blocking_recall(), Some(1.0));
    let nodes = found.prepared.items.len() as u64;
    assert_eq!(found.compared_pairs(), nodes * (nodes - 1) / 2);
    assert_eq!(found.passes().iter().map(|pass| pass.new_pairs).sum::<u64>(), found.compared_pairs());
}

#[test]
fn passes_count_what_was_compared_and_recall_is_a_share() {
    let found = run(crowd(1500), ResolverOptions::default());
    let passes = found.passes();
    let mut compared = 0;
    for a in 0..found.prepared.items.len() as u32 {
        for b in 0..a {
            compared +=
                u64::from(found.candidates.pass_of(&found.prepared, a, b) != found.candidates.no_pass());
        }
    }
    assert!(passes.len() >= 3, "{passes:?}");
    assert_eq!(found.compared_pairs(), compared);
    for pass in &passes {
        assert!(pass.new_pairs <= pass.pairs && (pass.blocks > 0 || pass.name == "near texts"), "{pass:?}");
    }
    let recall = found.blocking_recall().unwrap();
    assert!(recall > 0.5 && recall < 1.0, "{recall}");
}

#[test]
fn pairs_within_one_source_are_not_counted_in_a_link() {
    let mut two = crowd(1800);
    two.sources = (0..two.len()).map(|row| (row % 2) as u8).collect();
    let found = run(two, ResolverOptions { scope: Scope::AcrossSources, ..ResolverOptions::default() });
    let passes = found.passes();
    let blocks = &found.candidates.blocks;
    let all: f64 = blocks.pairs().iter().sum();
    let counted: u64 = passes.iter().filter(|pass| pass.blocks > 0).map(|pass| pass.pairs).sum();
    assert!(counted > 0 && (counted as f64) < all, "{counted} of {all}");
}

#[test]
fn the_histogram_holds_every_edge_and_the_links_are_its_upper_part() {
    let mut rows: Vec<Row<'_>> = vec![("1", Some("Şükrü Işık"), &["Van"]); 3];
    rows.push(("4", Some("Bilal Erdoğan"), &["İzmir"]));
    let found = run(items(&rows), ResolverOptions::default());
    let bins = found.histogram();
    assert_eq!(bins.iter().map(|bin| bin.edges).sum::<u64>(), found.edges().len() as u64);
    assert_eq!(found.link_count(), 2);
    assert!(bins.windows(2).all(|two| (two[1].from - two[0].from - 1.0).abs() < 1e-6));

    let none = run(Items::default(), ResolverOptions::default());
    assert_eq!((none.histogram().len(), none.link_count(), none.compared_pairs()), (0, 0, 0));
    assert!(none.passes().is_empty() && none.near_misses(5).is_empty());
}

#[test]
fn a_veto_parts_rows_that_say_the_same_whoever_else_is_with_them() {
    let rows: [Row<'_>; 4] = [
        ("1", Some("Şükrü Işık"), &["Van"]),
        ("2", Some("Şükrü Işık"), &["Van"]),
        ("3", Some("Şükrü Işık"), &[]),
        ("4", Some("Bilal Erdoğan"), &["İzmir"]),
    ];
    let same = Rule::new([("ad", "exact"), ("şehir", "missing")], Verdict::Same);
    let veto = Rule::new([("şehir", "exact")], Verdict::Different);
    let clusters = |rules: Vec<Rule>| {
        run(items(&rows), ResolverOptions { rules, ..ResolverOptions::default() }).cluster_of().to_vec()
    };
    assert_eq!(clusters(vec![same.clone()]), [0, 0, 0, 1]);
    assert_eq!(clusters(vec![same, veto]), [0, 1, 0, 2]);
}

#[test]
fn near_misses_are_below_the_threshold_in_two_entities_and_no_row_comes_twice() {
    let found = run(crowd(1500), ResolverOptions::default());
    let mut weights: Vec<f32> = found.edges().iter().map(|edge| edge.weight).collect();
    weights.sort_by(f32::total_cmp);
    let threshold = probability((weights[weights.len() / 2] + 1.0).min(16.0));
    let found = run(crowd(1500), ResolverOptions { threshold, ..ResolverOptions::default() });
    let misses = found.near_misses(8);
    assert!(misses.len() > 2 && misses.len() <= 8, "{misses:?}");
    let mut rows: Vec<u32> = misses.iter().flat_map(|pair| [pair.a, pair.b]).collect();
    for pair in &misses {
        let below = found.threshold_bits() - pair.weight;
        assert!((0.0..4.0).contains(&below), "{below}");
        assert!((found.weight(pair.a, pair.b) - pair.weight).abs() < 1e-4);
        assert_ne!(found.cluster_of()[pair.a as usize], found.cluster_of()[pair.b as usize]);
    }
    assert!(misses.windows(2).all(|two| two[0].weight >= two[1].weight));
    rows.sort_unstable();
    let count = rows.len();
    rows.dedup();
    assert_eq!(rows.len(), count);
}

#[test]
fn edges_among_rows_are_those_of_all_edges() {
    let found = run(crowd(300), ResolverOptions::default());
    let rows: Vec<u32> = (20..60).collect();
    let among = found.edges_among(&rows);
    let mut all = found.edges();
    all.retain(|edge| rows.contains(&edge.a) && rows.contains(&edge.b));
    assert!(!among.is_empty());
    assert_eq!(among, all);
    for edge in &among {
        assert!(found.linked_to(edge.a, &rows).contains(&edge.b));
    }
    assert!(!found.linked_to(20, &rows).contains(&20));
}
