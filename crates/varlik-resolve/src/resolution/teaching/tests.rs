use super::super::judging::tests::{items, people};
use super::*;
use crate::{ResolverOptions, Rule, Scope, Truth, Unique, Verdict, evaluate_clusters};

fn label(a: u32, b: u32, same: bool) -> LabelledPair {
    LabelledPair { a, b, same }
}

fn run(resolver: &Resolver, rows: &[[String; 3]]) -> Resolution {
    resolver.run(items(rows), &|_, _, _| true).unwrap()
}

fn judge_all(found: &Resolution, count: usize, truth: &[u32]) -> Vec<LabelledPair> {
    let same = |a: u32, b: u32| truth[a as usize] == truth[b as usize];
    found.sample_to_judge(count, 1).iter().map(|pair| label(pair.a, pair.b, same(pair.a, pair.b))).collect()
}

#[test]
fn judged_pairs_are_never_contradicted() {
    let (rows, truth) = people(80, 2);
    let found = run(&Resolver::default(), &rows);
    // Turned round, so that every label contradicts what the data say; those of an entity that was judged already are left.
    let mut labels = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for label in judge_all(&found, 60, &truth) {
        if seen.insert(label.a) && seen.insert(label.b) {
            labels.push(LabelledPair { same: !label.same, ..label });
        }
    }
    assert!(labels.iter().filter(|label| label.same).count() > 3);
    assert!(labels.iter().filter(|label| !label.same).count() > 3);
    let learnt = found.learn(&labels, &|_, _, _| true).unwrap();
    let together = |found: &Resolution, pair: &LabelledPair| {
        found.cluster_of()[pair.a as usize] == found.cluster_of()[pair.b as usize]
    };
    for pair in &labels {
        assert_eq!(together(&learnt, pair), pair.same, "{pair:?}");
    }
    assert_eq!(learnt.labels().len(), labels.len());
    let options = ResolverOptions { labelling: Labelling::Teach, ..ResolverOptions::default() };
    let taught = run(&Resolver::new(options).with_labels(labels.clone()), &rows);
    assert!(
        labels.iter().any(|pair| together(&taught, pair) != pair.same),
        "labels that only teach do not hold"
    );
}

#[test]
fn identical_rows_can_be_judged_to_be_two() {
    let (mut rows, _) = people(30, 3);
    let (one, two) = (rows.len() as u32, rows.len() as u32 + 1);
    rows.extend([0, 0].map(|at: usize| rows[at].clone()));
    let found = run(&Resolver::default(), &rows);
    let learnt = found.learn(&[label(one, two, false), label(0, one, true)], &|_, _, _| true).unwrap();
    let of = learnt.cluster_of();
    assert_eq!(of[0], of[one as usize]);
    assert_ne!(of[one as usize], of[two as usize]);
    let error = learnt
        .learn(&[label(0, two, true)], &|_, _, _| true)
        .expect_err("one and two are two, and both are row 0");
    assert!(error.to_string().contains("take one of the two judgements back"), "{error}");
}

#[test]
fn right_labels_never_make_the_answer_much_worse_and_come_back_in_any_order() {
    let (rows, truth) = people(150, 5);
    let found = run(&Resolver::default(), &rows);
    let mut labels = judge_all(&found, 400, &truth);
    let options = ResolverOptions { labelling: Labelling::Teach, ..ResolverOptions::default() };
    let learnt = run(&Resolver::new(options.clone()).with_labels(labels.clone()), &rows);
    let known = Truth::clusters(&truth);
    let f1 = |found: &Resolution| evaluate_clusters(found.cluster_of(), &known).pairs.f1();
    assert!(f1(&learnt) > f1(&found) - 0.02, "{} {}", f1(&learnt), f1(&found));
    labels.reverse();
    let turned: Vec<LabelledPair> = labels.iter().map(|pair| label(pair.b, pair.a, pair.same)).collect();
    let again = run(&Resolver::new(options).with_labels(turned), &rows);
    assert_eq!(again.cluster_of(), learnt.cluster_of());
    assert_eq!(again.model(), learnt.model());
    assert_ne!(learnt.model(), found.model(), "labels teach");
    let held = found.learn(&labels, &|_, _, _| true).unwrap();
    assert!(f1(&held) > f1(&found), "{} {}", f1(&held), f1(&found));
}

#[test]
fn a_source_that_labels_show_to_repeat_is_not_judged_to_hold_an_entity_once() {
    let (rows, _) = people(60, 7);
    let mut two = items(&rows);
    let half = rows.len() as u32 / 2;
    two.sources = (0..rows.len() as u32).map(|row| u8::from(row >= half)).collect();
    let options = ResolverOptions { scope: Scope::AcrossSources, ..ResolverOptions::default() };
    // Rows 0 and 1 of the first source are both row `half`.
    let labels = vec![label(0, half, true), label(1, half, true)];
    let judged =
        Resolver::new(options.clone()).with_labels(labels.clone()).run(two.clone(), &|_, _, _| true).unwrap();
    assert_eq!(judged.cluster_of()[0], judged.cluster_of()[1]);
    let once = ResolverOptions { unique: Unique::Sources(1), ..options };
    let error = Resolver::new(once).with_labels(labels).run(two, &|_, _, _| true).unwrap_err();
    assert!(error.to_string().contains("at most once"), "{error}");
}

#[test]
fn explanations_sum_to_the_weight_whatever_was_learnt_or_laid_down() {
    let (rows, truth) = people(120, 8);
    let found = run(&Resolver::default(), &rows);
    let rules = vec![
        Rule::new([("name", "conflict"), ("born", "conflict")], Verdict::Different),
        Rule::new([("born", "exact"), ("town", "exact")], Verdict::Bits(1.5)),
        Rule::new([("name", "exact"), ("born", "exact")], Verdict::Same),
        Rule::new([("town", "missing")], Verdict::Bits(-0.5)),
    ];
    let mut model = found.model().clone();
    model.recalibration =
        Some(Recalibration { offset: -0.75, comparisons: [("born".to_owned(), 0.4)].into() });
    let options = ResolverOptions { rules: rules.clone(), ..ResolverOptions::default() };
    for resolver in [
        Resolver::new(options.clone()),
        Resolver::new(options).with_model(model.clone()),
        Resolver::default().with_model(model),
        Resolver::default().with_labels(judge_all(&found, 300, &truth)),
    ] {
        let answer = run(&resolver, &rows);
        let mut spoken = 0;
        for a in 0..60 {
            for b in a + 1..60 {
                let told = answer.explain(a, b);
                let lines = told.lines.iter().map(|line| line.weight + line.rarity);
                let sum = told.prior + lines.sum::<f32>() + told.dependence;
                assert!((sum - told.weight).abs() < 1e-3, "{sum} {told}");
                assert!((told.weight - answer.weight(a, b)).abs() < 1e-4, "{told}");
                spoken += told.lines.iter().filter(|line| line.comparison.starts_with("rule: ")).count();
            }
        }
        assert_eq!(spoken > 0, !answer.model().rules.is_empty());
    }
}

#[test]
fn a_veto_keeps_apart_and_goes_with_the_model() {
    let (rows, _) = people(150, 9);
    let plain = run(&Resolver::default(), &rows);
    let levels = |found: &Resolution| {
        let mut levels = std::collections::BTreeMap::new();
        for entity in found.entities() {
            for (at, &a) in entity.rows.iter().enumerate() {
                for &b in &entity.rows[at + 1..] {
                    let lines = found.explain(a, b).lines;
                    let born = lines.into_iter().find(|line| line.comparison == "born").unwrap();
                    *levels.entry(born.level).or_insert(0) += 1;
                }
            }
        }
        levels
    };
    let met = levels(&plain);
    let (level, often) =
        met.into_iter().filter(|(level, _)| level != "exact").max_by_key(|met| met.1).unwrap();
    assert!(often > 5, "{level} is met {often} times: the rule tests nothing");
    let rule = Rule::new([("born", level.as_str())], Verdict::Different);
    let options = ResolverOptions { rules: vec![rule.clone()], ..ResolverOptions::default() };
    let found = run(&Resolver::new(options), &rows);
    assert_eq!(levels(&found).get(&level), None);
    assert!(levels(&found)["exact"] > 5, "and joins what it does not speak of");
    let model = crate::Model::from_json(&found.model().to_json()).unwrap();
    assert_eq!(model.rules, [rule]);
    let again = run(&Resolver::default().with_model(model), &rows);
    assert_eq!(again.cluster_of(), found.cluster_of());
    let unknown = ResolverOptions {
        rules: vec![Rule::new([("bron", "conflict")], Verdict::Different)],
        ..ResolverOptions::default()
    };
    let error = Resolver::new(unknown).run(items(&rows), &|_, _, _| true).unwrap_err();
    assert!(error.to_string().ends_with("Did you mean \"born\"?"), "{error}");
}

#[test]
fn labels_of_rows_that_are_not_there_are_told() {
    let (rows, _) = people(20, 1);
    let found = run(&Resolver::default(), &rows);
    let says = |labels: &[LabelledPair]| found.learn(labels, &|_, _, _| true).unwrap_err().to_string();
    assert!(says(&[label(0, 9_999, true)]).contains("9999, but there are"));
    assert!(says(&[label(0, 1, true), label(1, 0, false)]).contains("judged to be one and to be two"));
    assert!(says(&[label(5, 5, false)]).contains("it takes two rows"));
    assert!(found.learn(&[], &|_, _, _| true).is_ok());
}
