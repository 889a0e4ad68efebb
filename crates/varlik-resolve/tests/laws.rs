//! What holds of every resolution.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::expect_used,
    reason = "a test that cannot be set up has failed"
)]

use varlik_resolve::{
    ColumnBuilder, Field, FieldKind, GoldenRule, Items, LabelledPair, Model, Plan, Resolution, Resolver,
    ResolverOptions, Rule, Scope, Unique, Verdict,
};

const GIVEN: [&str; 12] = [
    "Ayşe", "Mehmet", "Fatma", "Mustafa", "Zeynep", "Emre", "James", "Mary", "Sergey", "Olga", "Ömer",
    "Çiğdem",
];
const FAMILY: [&str; 14] = [
    "Yılmaz",
    "Kaya",
    "Demir",
    "Şahin",
    "Çelik",
    "Öztürk",
    "Işık",
    "Smith",
    "Taylor",
    "Ivanov",
    "Kuznetsov",
    "Aydın",
    "Güneş",
    "Doğan",
];
const TOWN: [&str; 6] = ["İstanbul", "Ankara", "İzmir", "Bursa", "Adana", "Van"];

/// Numbers that look random and are always the same.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % end as u64) as usize
    }
}

type Row = [String; 6];

const COLUMNS: [(&str, FieldKind); 5] = [
    ("given_name", FieldKind::GivenName),
    ("family_name", FieldKind::FamilyName),
    ("born", FieldKind::Date),
    ("town", FieldKind::Place),
    ("phone", FieldKind::Phone),
];

/// Persons, each told of once to three times with errors; the last text of a row is the number of the person.
fn people(persons: usize, seed: u64) -> Vec<Row> {
    let mut dice = Dice(seed);
    let mut rows: Vec<Row> = Vec::new();
    for person in 0..persons {
        let born = format!("{}-{:02}-{:02}", 1930 + dice.below(75), 1 + dice.below(12), 1 + dice.below(28));
        let base: Row = [
            GIVEN[dice.below(GIVEN.len())].to_owned(),
            FAMILY[dice.below(FAMILY.len())].to_owned(),
            born,
            TOWN[dice.below(TOWN.len())].to_owned(),
            format!("+905{:09}", dice.below(1_000_000_000)),
            person.to_string(),
        ];
        rows.push(base.clone());
        for _ in 0..dice.below(3) {
            let mut copy = base.clone();
            match dice.below(5) {
                0 => copy[dice.below(2)].push('x'),
                1 => copy[2 + dice.below(3)].clear(),
                2 => TOWN[dice.below(TOWN.len())].clone_into(&mut copy[3]),
                3 => copy[1] = copy[1].to_uppercase(),
                _ => copy[4] = String::new(),
            }
            rows.push(copy);
        }
    }
    rows
}

fn items(rows: &[(String, Row)], order: &[usize]) -> Items {
    let mut items = Items::default();
    for (id, _) in rows {
        items.ids.push(id);
    }
    for &at in order {
        let mut column = ColumnBuilder::default();
        for (_, row) in rows {
            column.push(Some(&row[at]));
        }
        let (name, kind) = COLUMNS[at];
        items.columns.push((Field { name: name.to_owned(), kind }, column.finish()));
    }
    items
}

fn named(rows: Vec<Row>) -> Vec<(String, Row)> {
    rows.into_iter().enumerate().map(|(at, row)| (format!("r{at}"), row)).collect()
}

fn run(items: Items, options: ResolverOptions) -> Resolution {
    Resolver::new(options).run(items, &|_, _, _| true).expect("the run is not stopped")
}

/// The entities as sets of ids.
fn partition(found: &Resolution) -> Vec<Vec<String>> {
    let mut entities: Vec<Vec<String>> = found
        .entities()
        .iter()
        .map(|entity| {
            let mut ids: Vec<String> = entity.rows.iter().map(|&row| found.id(row).to_owned()).collect();
            ids.sort();
            ids
        })
        .collect();
    entities.sort();
    entities
}

const ALL: [usize; 5] = [0, 1, 2, 3, 4];

#[test]
fn most_persons_are_found_and_few_are_joined() {
    let rows = named(people(400, 1));
    let found = run(items(&rows, &ALL), ResolverOptions::default());
    let (mut right, mut wrong, mut missed) = (0, 0, 0);
    for a in 0..rows.len() {
        for b in a + 1..rows.len() {
            let together = found.cluster_of()[a] == found.cluster_of()[b];
            match (together, rows[a].1[5] == rows[b].1[5]) {
                (true, true) => right += 1,
                (true, false) => wrong += 1,
                (false, true) => missed += 1,
                (false, false) => {}
            }
        }
    }
    assert!(right > 20 * wrong && right > 15 * missed, "{right} right, {wrong} wrong, {missed} missed");
}

#[test]
fn the_order_of_rows_and_columns_does_not_matter() {
    let rows = named(people(200, 2));
    let there = run(items(&rows, &ALL), ResolverOptions::default());
    let mut turned = rows.clone();
    turned.reverse();
    turned.rotate_left(37);
    let back = run(items(&turned, &[4, 2, 0, 3, 1]), ResolverOptions::default());
    assert_eq!(partition(&there), partition(&back));
    let pairs = |found: &Resolution| {
        let mut pairs: Vec<(String, String, u32)> = found
            .pairs()
            .iter()
            .map(|pair| {
                let (a, b) = (found.id(pair.a).to_owned(), found.id(pair.b).to_owned());
                (a.clone().min(b.clone()), a.max(b), pair.weight.to_bits())
            })
            .collect();
        pairs.sort();
        pairs
    };
    assert_eq!(pairs(&there), pairs(&back));
}

#[test]
fn threads_do_not_matter() {
    let rows = named(people(300, 3));
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let found = run(items(&rows, &ALL), ResolverOptions::default());
            (found.cluster_of().to_vec(), found.pairs(), found.model().to_json())
        })
    };
    assert_eq!(on(1), on(3));
}

#[test]
fn explanations_sum_to_the_weight() {
    let rows = named(people(150, 4));
    let found = run(items(&rows, &ALL), ResolverOptions::default());
    let edges = found.edges();
    assert!(edges.len() > 50);
    for edge in &edges {
        let told = found.explain(edge.a, edge.b);
        let sum: f32 = told.prior
            + told.dependence
            + told.lines.iter().map(|line| line.weight + line.rarity).sum::<f32>();
        assert!((sum - told.weight).abs() < 1e-3, "{told}");
        assert!((told.weight - edge.weight).abs() < 1e-3, "{told}\n{}", edge.weight);
        assert_eq!(told.probability > 0.5, told.weight > 0.0);
    }
    let strangers = found.explain(0, rows.len() as u32 - 1);
    assert!(strangers.weight < 0.0 && strangers.to_string().contains("prior"), "{strangers}");
}

#[test]
fn links_are_kept() {
    let rows = named(people(150, 5));
    let free = run(items(&rows, &ALL), ResolverOptions::default());
    let together: Vec<(u32, u32)> =
        free.entities().iter().filter(|e| e.rows.len() > 1).map(|e| (e.rows[0], e.rows[1])).collect();
    let apart: Vec<(u32, u32)> =
        free.entities().windows(2).map(|two| (two[0].rows[0], two[1].rows[0])).collect();
    let mut options = ResolverOptions::default();
    options.cannot_link = together.iter().copied().step_by(2).collect();
    options.must_link = vec![apart[3], apart[40]];
    options.must_link.retain(|link| !options.cannot_link.contains(link));
    let found = run(items(&rows, &ALL), options.clone());
    for &(a, b) in &options.cannot_link {
        assert_ne!(found.cluster_of()[a as usize], found.cluster_of()[b as usize]);
    }
    for &(a, b) in &options.must_link {
        assert_eq!(found.cluster_of()[a as usize], found.cluster_of()[b as usize]);
    }
    let mut torn = ResolverOptions::default();
    torn.cannot_link = vec![(0, 1)];
    torn.must_link = vec![(0, 1)];
    let error = Resolver::new(torn).run(items(&rows, &ALL), &|_, _, _| true).unwrap_err();
    assert!(error.to_string().contains("\"r0\"") && error.to_string().contains("\"r1\""), "{error}");
    let mut beyond = ResolverOptions::default();
    beyond.must_link = vec![(0, 9_999)];
    let error = Resolver::new(beyond).run(items(&rows, &ALL), &|_, _, _| true).unwrap_err();
    assert!(error.to_string().contains("9999"), "{error}");
}

#[test]
fn rows_that_have_nothing_to_do_with_it_break_no_true_pair() {
    let rows = named(people(150, 6));
    let before = run(items(&rows, &ALL), ResolverOptions::default());
    let mut more = rows.clone();
    for (at, mut row) in people(150, 7).into_iter().enumerate() {
        // Other names, another century: strangers to all.
        row[0] = format!("{}{}", ["Wolfgang", "Ingeborg", "Lothar"][at % 3], at % 7);
        row[1] = format!("{}mann", ["Berg", "Hoff", "Neu", "Acker"][at % 4]);
        row[2] = row[2].replacen("19", "18", 1);
        row[3] = "Köln".to_owned();
        row[4] = format!("+4915{at:08}");
        more.push((format!("s{at}"), row));
    }
    let after = run(items(&more, &ALL), ResolverOptions::default());
    for a in 0..rows.len() {
        for b in a + 1..rows.len() {
            if rows[a].1[5] == rows[b].1[5] && before.cluster_of()[a] == before.cluster_of()[b] {
                assert_eq!(after.cluster_of()[a], after.cluster_of()[b], "{:?} {:?}", rows[a], rows[b]);
            }
        }
    }
}

#[test]
fn a_row_that_is_there_twice_is_one() {
    let mut rows = named(people(120, 8));
    let whole = rows.len();
    for at in [0, 5, 50] {
        rows.push((format!("again{at}"), rows[at].1.clone()));
    }
    let found = run(items(&rows, &ALL), ResolverOptions::default());
    for (place, at) in [0, 5, 50].into_iter().enumerate() {
        assert_eq!(found.cluster_of()[at], found.cluster_of()[whole + place], "{:?}", rows[at]);
    }
}

#[test]
fn a_model_that_was_kept_gives_the_same_answer() {
    let rows = named(people(200, 9));
    let learnt = run(items(&rows, &ALL), ResolverOptions::default());
    let model = Model::from_json(&learnt.model().to_json()).unwrap();
    assert_eq!(&model, learnt.model());
    let again =
        Resolver::default().with_model(model.clone()).run(items(&rows, &ALL), &|_, _, _| true).unwrap();
    assert_eq!(partition(&learnt), partition(&again));
    let error = Resolver::default().with_model(model).run(items(&rows, &[0, 1]), &|_, _, _| true);
    assert!(error.is_ok(), "a model may know more fields than there are");
    let error = Model::from_json("{\"version\": 9}").unwrap_err();
    assert!(error.to_string().contains("no model"), "{error}");
}

#[test]
fn a_link_joins_across_sources_only_and_unique_sources_once() {
    let mut rows = named(people(150, 10));
    rows.sort_by_key(|(id, _)| id.len() * 7 % 3);
    let mut both = items(&rows, &ALL);
    both.sources = (0..rows.len()).map(|at| (at % 2) as u8).collect();
    let mut options = ResolverOptions::default();
    options.scope = Scope::AcrossSources;
    options.unique = Unique::Sources(0b11);
    let found = run(both.clone(), options);
    for entity in found.entities() {
        for source in 0..2 {
            assert!(entity.rows.iter().filter(|&&row| both.source(row) == source).count() <= 1);
        }
    }
    assert!(found.entities().iter().filter(|entity| entity.rows.len() == 2).count() > 20);
    assert!(found.pairs().iter().all(|pair| both.source(pair.a) != both.source(pair.b)));
}

#[test]
fn odd_tables_give_answers() {
    for rows in 0..4 {
        let rows = named(people(2, 11).into_iter().cycle().take(rows).collect());
        let found = run(items(&rows, &ALL), ResolverOptions::default());
        assert_eq!(found.cluster_of().len(), rows.len());
    }
    // Nothing but nulls, and one value everywhere.
    let mut empty = named(people(50, 12));
    for (_, row) in &mut empty {
        row[2].clear();
        row[3] = "Van".to_owned();
    }
    let found = run(items(&empty, &ALL), ResolverOptions::default());
    assert_eq!(found.cluster_of().len(), empty.len());
    // No column at all.
    let found = run(items(&empty, &[]), ResolverOptions::default());
    assert_eq!(found.cluster_of().len(), empty.len());
    // 200 columns.
    let mut wide = items(&empty, &ALL);
    for at in 0..200 {
        let mut column = ColumnBuilder::default();
        for row in 0..empty.len() {
            column.push((row % 3 == at % 3).then_some("evet"));
        }
        let field = Field { name: format!("soru{at}"), kind: FieldKind::Category };
        wide.columns.push((field, column.finish()));
    }
    assert_eq!(run(wide, ResolverOptions::default()).cluster_of().len(), empty.len());
}

#[test]
fn a_hundred_thousand_identical_rows_are_quick() {
    let one = people(1, 13).remove(0);
    let rows: Vec<(String, Row)> = (0..100_000).map(|at| (format!("r{at}"), one.clone())).collect();
    let start = std::time::Instant::now();
    let found = run(items(&rows, &ALL), ResolverOptions::default());
    assert_eq!(found.entities().len(), 1);
    assert!(start.elapsed().as_secs() < 20);
    assert!(found.pairs().len() < 400_000);
}

#[test]
fn a_threshold_is_a_probability() {
    for threshold in [f32::NAN, -0.1, 1.5] {
        let mut options = ResolverOptions::default();
        options.threshold = threshold;
        let error = Resolver::new(options).run(Items::default(), &|_, _, _| true).unwrap_err();
        assert!(error.to_string().contains("between 0 and 1"), "{error}");
    }
    for threshold in [0.0, 1.0] {
        let mut options = ResolverOptions::default();
        options.threshold = threshold;
        let rows = named(people(20, 15));
        assert_eq!(run(items(&rows, &ALL), options).cluster_of().len(), rows.len());
    }
}

#[test]
fn a_run_can_be_stopped() {
    let rows = named(people(50, 14));
    let error = Resolver::default().run(items(&rows, &ALL), &|_, _, _| false).unwrap_err();
    assert!(error.is_stopped() && error.to_string().contains("stopped"));
}

/// The edges of a table that is resolved in groups, its rows dealt to `machines` at random; by ids, rising.
fn edges_in_groups(
    rows: &[(String, Row)],
    plan: &Plan,
    machines: usize,
    seed: u64,
) -> Vec<(String, String, f32)> {
    let mut dice = Dice(seed);
    let mut dealt = vec![Vec::new(); machines];
    for row in rows {
        dealt[dice.below(machines)].push(row.clone());
    }
    let mut groups = std::collections::BTreeMap::<u32, Vec<(String, Row)>>::new();
    for part in dealt {
        for (group, row) in plan.prepare(items(&part, &[3, 1, 4, 0, 2])).unwrap() {
            groups.entry(group).or_default().push(part[row as usize].clone());
        }
    }
    let mut edges = Vec::new();
    for (group, rows) in groups {
        for edge in plan.score_group(items(&rows, &ALL), group).unwrap() {
            let (a, b) = (&rows[edge.a as usize].0, &rows[edge.b as usize].0);
            edges.push((a.min(b).clone(), a.max(b).clone(), edge.weight));
        }
    }
    edges.sort_by(|one, other| one.partial_cmp(other).unwrap());
    edges
}

#[test]
fn a_table_in_groups_has_the_edges_of_the_whole_to_the_last_bit() {
    let mut rows = people(900, 8);
    rows.extend(rows[..60].to_vec());
    let rows: Vec<(String, Row)> =
        rows.into_iter().enumerate().map(|(at, row)| (format!("r{at:05}"), row)).collect();
    // A table that is compared in full, one with blocks, and one in which nearly all keys are too common.
    for (count, budget) in [(400, None), (rows.len(), None), (rows.len(), Some(2_000))] {
        let mut options = ResolverOptions::default();
        options.max_pairs = budget;
        let found = run(items(&rows[..count], &ALL), options);
        let whole: Vec<(String, String, f32)> = found
            .edges()
            .iter()
            .map(|edge| (found.id(edge.a).to_owned(), found.id(edge.b).to_owned(), edge.weight))
            .collect();
        assert!(whole.len() > 100, "{} edges", whole.len());
        let plan = Plan::from_json(&found.plan().to_json()).unwrap();
        assert_eq!(plan, found.plan());
        for (groups, machines) in [(1, 1), (7, 3), (256, 2)] {
            let plan = plan.clone().with_groups(groups);
            assert_eq!(edges_in_groups(&rows[..count], &plan, machines, 5), whole, "{groups} groups");
        }
    }
}

#[test]
fn rows_of_other_fields_fit_no_plan() {
    let rows = named(people(20, 2));
    let plan = run(items(&rows, &ALL), ResolverOptions::default()).plan();
    let error = plan.prepare(items(&rows, &[0, 1])).unwrap_err().to_string();
    assert!(error.starts_with("the rows have no field \"born\" of kind date"), "{error}");
    let error = Plan::from_json("{}").unwrap_err().to_string();
    assert!(error.starts_with("the text is no plan"), "{error}");
    let other = plan.to_json().replacen("\"version\":1", "\"version\":9", 1);
    assert!(Plan::from_json(&other).unwrap_err().to_string().starts_with("the plan has format 9"));
    let mut cut: serde_json::Value = serde_json::from_str(&plan.to_json()).unwrap();
    cut["frequencies"].as_array_mut().unwrap().pop();
    let error = Plan::from_json(&cut.to_string()).unwrap_err().to_string();
    assert!(error.starts_with("the plan has frequencies of 4 fields for the 5"), "{error}");
}

#[test]
fn common_words_of_a_name_bring_rows_together_where_there_is_nothing_but_names() {
    let mut items = Items::default();
    let mut names = ColumnBuilder::default();
    let mut dice = Dice(3);
    for row in 0..3_000 {
        items.ids.push(&row.to_string());
        let (given, family) = (GIVEN[dice.below(GIVEN.len())], FAMILY[dice.below(FAMILY.len())]);
        // Each name a little otherwise: no two rows say the same.
        names.push(Some(&format!("{given} {} {family}", (b'A' + (row % 26) as u8) as char)));
    }
    for name in ["Çiğdem Kuznetsov", "Cigdem Kuznetsov"] {
        items.ids.push(name);
        names.push(Some(name));
    }
    items.columns.push((Field { name: "name".to_owned(), kind: FieldKind::PersonName }, names.finish()));
    let mut options = ResolverOptions::default();
    options.max_pairs = Some(100_000);
    let found = run(items, options);
    assert!(found.is_candidate(3_000, 3_001), "both words are common, together they are rare");
    assert!(found.compared_pairs() < 200_000, "{} pairs", found.compared_pairs());
}

/// All that is told of an answer.
fn told(found: &Resolution) -> Vec<(&'static str, String)> {
    let pairs = found.pairs();
    let explained: Vec<String> =
        pairs.iter().step_by(97).map(|pair| found.explain(pair.a, pair.b).to_string()).collect();
    vec![
        ("model", found.model().to_json()),
        ("clusters", format!("{:?}", found.cluster_of())),
        ("entities", format!("{:?}", found.entities())),
        ("edges", format!("{:?}", found.edges())),
        ("pairs", format!("{pairs:?}")),
        ("bins", format!("{:?} {}", found.histogram(), found.link_count())),
        ("passes", format!("{:?} {:?}", found.passes(), found.blocking_recall())),
        ("explained", explained.concat()),
        ("sample", format!("{:?}", found.sample_to_judge(60, 3))),
        ("plan", found.plan().to_json()),
        ("two rows", format!("{} {}", found.weight(0, 7), found.is_candidate(0, 7))),
        ("record", format!("{:?}", found.golden_record(0, GoldenRule::default()))),
    ]
}

#[test]
fn items_made_ready_a_part_at_a_time_give_the_same_answer_to_the_last_bit() {
    let mut rows = people(900, 21);
    rows.extend(rows[..90].to_vec());
    let rows: Vec<(String, Row)> =
        rows.into_iter().enumerate().map(|(at, row)| (format!("r{at:05}"), row)).collect();
    let veto = Rule::new([("town", "conflict"), ("phone", "conflict")], Verdict::Different);
    // Compared in full, with blocks and samples of their pairs, with nearly all keys too common, and with rules.
    for (count, budget, rules) in [
        (300, None, Vec::new()),
        (rows.len(), None, Vec::new()),
        (rows.len(), Some(2_000), Vec::new()),
        (800, None, vec![veto]),
    ] {
        let mut options = ResolverOptions::default();
        (options.max_pairs, options.rules) = (budget, rules);
        options.must_link = vec![(3, 250), (11, 40)];
        let labels: Vec<LabelledPair> = (0..count as u32 - 1)
            .step_by(5)
            .map(|a| LabelledPair { a, b: a + 1, same: rows[a as usize].1[5] == rows[a as usize + 1].1[5] })
            .filter(|label| !label.same || label.a % 2 == 0)
            .collect();
        let resolver = Resolver::new(options).with_labels(labels);
        let whole = resolver.run(items(&rows[..count], &ALL), &|_, _, _| true).unwrap();
        assert!(whole.edges().len() > 100 && whole.entities().len() < count);
        for most in [150, 900] {
            let parts = resolver.clone().with_most_items(most);
            let parts = parts.run(items(&rows[..count], &[3, 1, 4, 0, 2]), &|_, _, _| true).unwrap();
            for (part, whole) in told(&parts).into_iter().zip(told(&whole)) {
                assert_eq!(part.1, whole.1, "{}, {count} rows, {most} at a time", part.0);
            }
        }
    }
}

#[test]
fn what_cannot_be_resolved_in_parts_is_told() {
    let rows = named(people(30, 3));
    let mut options = ResolverOptions::default();
    let resolver = Resolver::new(options.clone()).with_most_items(5);
    assert_eq!(resolver.whole_only(&items(&rows, &ALL)), None);
    let mut texts = items(&rows, &ALL);
    texts.columns[3].0.kind = FieldKind::Text;
    let error = resolver.run(texts.clone(), &|_, _, _| true).unwrap_err().to_string();
    assert!(error.contains("leave out the field \"town\""), "{error}");
    assert_eq!(resolver.whole_only(&texts), Some(error));
    options.scope = Scope::AcrossSources;
    let resolver = Resolver::new(options).with_most_items(5);
    let mut two = items(&rows, &ALL);
    two.sources = (0..two.len()).map(|row| (row % 2) as u8).collect();
    assert!(
        resolver
            .run(two, &|_, _, _| true)
            .unwrap_err()
            .to_string()
            .contains("a link is resolved all at once")
    );
}
