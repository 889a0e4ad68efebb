use super::*;
use crate::{
    ColumnBuilder, Field, FieldKind, Items, Resolver, ResolverOptions, Scope, Truth, Unique,
    evaluate_clusters, judge_clusters,
};

/// Made persons: names and towns are shared by several, rows of one person err. Rows and the person of each.
pub(in crate::resolution) fn people(persons: u64, seed: u64) -> (Vec<[String; 3]>, Vec<u32>) {
    const GIVEN: [&str; 12] = [
        "Ayşe", "Mehmet", "Fatma", "Ali", "Zeynep", "Can", "Elif", "Hakan", "Derya", "Murat", "Selin", "Emre",
    ];
    const FAMILY: [&str; 10] =
        ["Kaya", "Demir", "Şahin", "Çelik", "Yıldız", "Öztürk", "Aydın", "Arslan", "Doğan", "Kılıç"];
    const TOWN: [&str; 5] = ["İzmir", "Ankara", "Iğdır", "Şanlıurfa", "Muğla"];
    let mut draw = Draw::new(seed, 0);
    let (mut rows, mut truth) = (Vec::new(), Vec::new());
    for person in 0..persons {
        let mut pick = |from: &[&str]| from[draw.below(from.len() as u64) as usize].to_owned();
        let (given, family, town) = (pick(&GIVEN), pick(&FAMILY), pick(&TOWN));
        let born = format!("19{}-0{}-1{}", 50 + draw.below(40), 1 + draw.below(9), draw.below(9));
        for _ in 0..=draw.below(3) {
            let name = match draw.below(4) {
                0 => format!("{} {family}", given.chars().next().unwrap()),
                1 => format!("{given} {}", family.chars().skip(1).collect::<String>()),
                _ => format!("{given} {family}"),
            };
            let born = match draw.below(4) {
                0 => String::new(),
                1 => format!("19{}{}", 50 + draw.below(40), &born[4..]),
                _ => born.clone(),
            };
            rows.push([name, born, if draw.below(5) == 0 { String::new() } else { town.clone() }]);
            truth.push(person as u32);
        }
    }
    (rows, truth)
}

pub(in crate::resolution) fn items(rows: &[[String; 3]]) -> Items {
    let mut items = Items::default();
    let mut columns = [ColumnBuilder::default(), ColumnBuilder::default(), ColumnBuilder::default()];
    for (at, row) in rows.iter().enumerate() {
        items.ids.push(&at.to_string());
        for (column, cell) in columns.iter_mut().zip(row) {
            column.push(Some(cell).filter(|cell| !cell.is_empty()).map(String::as_str));
        }
    }
    let fields = [("name", FieldKind::PersonName), ("born", FieldKind::Date), ("town", FieldKind::Place)];
    for ((name, kind), column) in fields.into_iter().zip(columns) {
        items.columns.push((Field { name: name.to_owned(), kind }, column.finish()));
    }
    items
}

fn resolved(rows: &[[String; 3]]) -> Resolution {
    Resolver::default().run(items(rows), &|_, _, _| true).unwrap()
}

/// All pairs of rows that the sample is drawn from, and whether the answer has them together.
fn population(found: &Resolution) -> Vec<(u32, u32, bool)> {
    let rows = found.cluster_of().len() as u32;
    let mut all = Vec::new();
    for a in 0..rows {
        for b in a + 1..rows {
            let together = found.cluster_of()[a as usize] == found.cluster_of()[b as usize];
            let (x, y) = (found.node(a), found.node(b));
            let pair = (x.min(y), x.max(y));
            let is_edge = found.prepared.may_meet(x, y) && (x == y || found.edges.weight(pair).is_some());
            if is_edge || together {
                all.push((a, b, together));
            }
        }
    }
    all
}

fn judge_all(sample: &[ToJudge], truth: &[u32]) -> Vec<LabelledPair> {
    let same = |pair: &ToJudge| truth[pair.a as usize] == truth[pair.b as usize];
    sample.iter().map(|pair| LabelledPair { a: pair.a, b: pair.b, same: same(pair) }).collect()
}

#[test]
fn strata_hold_every_pair_once_and_a_sample_of_all_is_exact() {
    let (rows, truth) = people(110, 3);
    let found = resolved(&rows);
    let all = population(&found);
    let sample = found.sample_to_judge(2 * all.len() + 1_000, 5);
    let mut drawn: Vec<(u32, u32, bool)> = sample
        .iter()
        .filter(|pair| pair.stratum.is_some())
        .map(|pair| (pair.a, pair.b, pair.together))
        .collect();
    drawn.sort_unstable();
    assert_eq!(drawn, all);
    let judgement = found.judged(&sample, &judge_all(&sample, &truth)).unwrap();
    let is_true = |pair: &&(u32, u32, bool)| truth[pair.0 as usize] == truth[pair.1 as usize];
    let matches = all.iter().filter(is_true).count() as f64;
    let right = all.iter().filter(|pair| pair.2).filter(is_true).count() as f64;
    let together = all.iter().filter(|pair| pair.2).count() as f64;
    let (precision, recall) = (judgement.estimate.precision.unwrap(), judgement.estimate.recall.unwrap());
    for (interval, exact) in [(precision, right / together), (recall, right / matches)] {
        assert!((interval.estimate - exact).abs() < 1e-9, "{interval:?} {exact}");
        assert!(interval.high - interval.low < 1e-6, "{interval:?}");
    }
    assert!(right < together && right < matches, "an answer without errors tests nothing");
    let of_clusters = judge_clusters(&sample, &judge_all(&sample, &truth), found.cluster_of(), &[]).unwrap();
    assert_eq!(of_clusters, Judgement { lost: 0, blocking_recall: None, ..judgement });
    assert_eq!(judgement.blocking_recall, found.blocking_recall());
    let exact = evaluate_clusters(found.cluster_of(), &Truth::clusters(&truth)).bcubed.unwrap();
    let bcubed = judgement.bcubed;
    assert!((bcubed.precision.estimate - exact.precision).abs() < 1e-9, "{bcubed:?} {exact:?}");
    // Pairs below the lowest edge are in no stratum, and three parts of one entity count as three pairs of parts.
    assert!((bcubed.recall.estimate - exact.recall).abs() < 0.05, "{bcubed:?} {exact:?}");
    assert!(exact.precision < 0.99 && exact.recall < 0.99, "{exact:?}");
}

#[test]
fn estimates_are_unbiased_and_intervals_hold_the_truth() {
    let (rows, truth) = people(160, 3);
    let found = resolved(&rows);
    let all = population(&found);
    let known = Truth::clusters(&truth);
    let count = |of: &dyn Fn(&(u32, u32, bool)) -> bool| all.iter().filter(|pair| of(pair)).count() as f64;
    let is_true = |pair: &(u32, u32, bool)| known.is_match(pair.0, pair.1) == Some(true);
    let right = count(&|pair| pair.2 && is_true(pair));
    let (precision, matches) = (right / count(&|pair| pair.2), count(&is_true));
    let items = evaluate_clusters(found.cluster_of(), &known).bcubed.unwrap().precision;
    let mut held = [0; 4];
    let mut means = [0.0; 2];
    let samples = 200;
    for seed in 0..samples {
        let sample = found.sample_to_judge(200, seed);
        assert_eq!(sample.len(), 200);
        let judgement = found.judged(&sample, &judge_all(&sample, &truth)).unwrap();
        assert_eq!((judgement.drawn, judgement.others), (100, 100));
        let estimate = judgement.estimate;
        means[0] += estimate.precision.unwrap().estimate / samples as f64;
        means[1] += estimate.matches.estimate / samples as f64;
        let of_items = Some(judgement.bcubed.precision);
        let intervals = [estimate.precision, estimate.recall, Some(estimate.matches), of_items];
        for ((held, interval), exact) in held.iter_mut().zip(intervals.map(Option::unwrap)).zip([
            precision,
            right / matches,
            matches,
            items,
        ]) {
            *held += i32::from(interval.low <= exact && exact <= interval.high);
        }
    }
    // Of 95 in a hundred that are promised nine in ten are asked: counts of a few errors are skewed.
    assert!(held.iter().all(|&held| held >= 180), "{held:?} of 200");
    assert!((means[0] - precision).abs() < 0.015, "{means:?} {precision}");
    assert!((means[1] / matches - 1.0).abs() < 0.03, "{means:?} {matches}");
}

#[test]
fn pairs_in_doubt_are_near_the_threshold_and_of_many_items() {
    let (rows, _) = people(110, 4);
    let found = resolved(&rows);
    let sample = found.sample_to_judge(60, 1);
    let doubtful: Vec<&ToJudge> = sample.iter().filter(|pair| pair.stratum.is_none()).collect();
    assert_eq!(doubtful.len(), 30);
    let mean = doubtful.iter().map(|pair| pair.weight.abs()).sum::<f32>() / 30.0;
    let all = found.edges();
    let mean_of_all = all.iter().map(|edge| edge.weight.abs()).sum::<f32>() / all.len() as f32;
    assert!(mean < mean_of_all / 2.0, "{mean} {mean_of_all}");
    let mut pairs: Vec<(u32, u32)> = sample.iter().map(|pair| (pair.a, pair.b)).collect();
    pairs.sort_unstable();
    pairs.dedup();
    assert_eq!(pairs.len(), sample.len(), "no pair twice");
    for pair in &sample {
        assert!(pair.a < pair.b && (found.weight(pair.a, pair.b) - pair.weight).abs() < 1e-4, "{pair:?}");
    }
}

#[test]
fn a_seed_gives_the_same_pairs_in_any_order_of_rows() {
    let (rows, _) = people(60, 6);
    let mut back = rows.clone();
    back.reverse();
    let said = |rows: &[[String; 3]], seed| {
        let sample = resolved(rows).sample_to_judge(50, seed);
        let mut said: Vec<_> = sample
            .iter()
            .map(|pair| {
                let mut two = [&rows[pair.a as usize], &rows[pair.b as usize]];
                two.sort_unstable();
                (two.map(Clone::clone), pair.weight.to_bits(), pair.stratum, pair.stratum_pairs)
            })
            .collect();
        said.sort_unstable();
        said
    };
    assert_eq!(said(&rows, 1), said(&back, 1));
    assert_ne!(said(&rows, 1), said(&rows, 2));
}

#[test]
fn identical_rows_and_two_sources_are_counted_as_pairs_of_rows() {
    let (rows, _) = people(25, 8);
    let doubled: Vec<[String; 3]> = rows.iter().chain(&rows).chain(&rows).cloned().collect();
    for unique in [Unique::Judged, Unique::Sources(1)] {
        for scope in [Scope::All, Scope::AcrossSources] {
            let mut items = items(&doubled);
            items.sources = (0..doubled.len()).map(|row| u8::from(row >= rows.len())).collect();
            let options = ResolverOptions { scope, unique, ..ResolverOptions::default() };
            let found = Resolver::new(options).run(items, &|_, _, _| true).unwrap();
            let all: Vec<_> = population(&found)
                .into_iter()
                .filter(|&(a, b, _)| found.prepared.may_meet(found.node(a), found.node(b)))
                .collect();
            let sample = found.sample_to_judge(2 * all.len() + 1_000, 5);
            let drawn = sample.iter().filter(|pair| pair.stratum.is_some());
            let mut drawn: Vec<_> = drawn.map(|pair| (pair.a, pair.b, pair.together)).collect();
            drawn.sort_unstable();
            assert_eq!(drawn, all, "{unique:?} {scope:?}");
        }
    }
}

#[test]
fn an_error_at_every_pair_costs_all_that_can_be_lost() {
    let (rows, _) = people(25, 8);
    let doubled: Vec<[String; 3]> = rows.iter().chain(&rows).chain(&rows).cloned().collect();
    for scope in [Scope::All, Scope::AcrossSources] {
        let mut items = items(&doubled);
        items.sources = (0..doubled.len()).map(|row| u8::from(row >= rows.len())).collect();
        let options = ResolverOptions { scope, unique: Unique::Sources(0), ..ResolverOptions::default() };
        let found = Resolver::new(options).run(items, &|_, _, _| true).unwrap();
        for entity in found.entities() {
            let mut cost = 0.0;
            for (at, &a) in entity.rows.iter().enumerate() {
                for &b in entity.rows.iter().skip(at + 1) {
                    if scope == Scope::All || found.source(a) != found.source(b) {
                        cost += found.cost(a, b);
                    }
                }
            }
            assert!((cost - (entity.rows.len() as f64 - 1.0)).abs() < 1e-9, "{scope:?} {cost}");
        }
        let (one, other) = (&found.entities()[0].rows, &found.entities()[1].rows);
        let whole = 2.0 * (one.len() * other.len()) as f64 / (one.len() + other.len()) as f64;
        let pairs = one.iter().flat_map(|&a| other.iter().map(move |&b| (a, b)));
        let pairs = pairs.filter(|&(a, b)| scope == Scope::All || found.source(a) != found.source(b));
        assert!((pairs.map(|(a, b)| found.cost(a, b)).sum::<f64>() - whole).abs() < 1e-9, "{scope:?}");
    }
}

#[test]
fn labels_that_cannot_be_used_are_told() {
    let (rows, truth) = people(40, 9);
    let found = resolved(&rows);
    let sample = found.sample_to_judge(40, 0);
    let label = |a, b, same| LabelledPair { a, b, same };
    let says = |labels: &[LabelledPair]| found.judged(&sample, labels).unwrap_err().to_string();
    let rows = rows.len() as u32;
    assert_eq!(
        says(&[label(0, rows, true)]),
        format!("a label names the rows 0 and {rows}, but there are {rows} rows")
    );
    assert!(says(&[label(3, 3, true)]).contains("row 3 twice"));
    assert!(
        says(&[label(1, 2, true), label(2, 1, false)])
            .starts_with("\"1\" and \"2\" are judged to be one and to be two")
    );
    assert!(says(&[]).contains("no judged pair"));
    assert!(found.judged(&sample, &judge_all(&sample, &truth)).is_ok());
    assert!(resolved(&[]).sample_to_judge(10, 0).is_empty());
}
