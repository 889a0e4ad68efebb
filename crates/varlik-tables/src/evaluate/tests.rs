use super::*;

fn table(name: &str, content: &str) -> Table {
    Table::from_csv(name, content.as_bytes()).unwrap()
}

fn compared(answer: &str, truth: &str, options: &EvaluateOptions<'_>) -> Result<Evaluation, String> {
    evaluate(&table("answer", answer), &table("truth", truth), options).map_err(|error| error.to_string())
}

const LINK: EvaluateOptions<'static> = EvaluateOptions { link: true, threshold: None, records: &[] };

#[test]
fn clusters_are_compared_by_id_and_not_by_row() {
    let truth = "id,cluster\nAyşe,1\nAli,1\nVeli,2\nCan,2\n";
    let scores = compared("id,cluster\nCan,b\nVeli,b\nAli,c\nAyşe,a\n", truth, &EvaluateOptions::default())
        .unwrap()
        .scores;
    assert_eq!((scores.pairs.true_positives, scores.pairs.predicted, scores.pairs.actual), (1, 1, 2));
    assert_eq!(scores.clusters.map(|clusters| clusters.exactly_right), Some(1));
}

#[test]
fn a_record_without_a_cluster_is_alone() {
    let truth = "id,cluster\n1,a\n2,a\n3,\n4,\n";
    let scores = compared("id,cluster\n1,a\n2,\n", truth, &EvaluateOptions::default()).unwrap().scores;
    assert_eq!((scores.pairs.predicted, scores.pairs.actual), (0, 1));
    assert_eq!(scores.clusters.map(|clusters| (clusters.predicted, clusters.actual)), Some((4, 3)));
}

#[test]
fn the_ids_of_two_linked_tables_are_two_things() {
    let truth = "left,right\n1,1\n2,3\n";
    let pairs = compared("left,right,score\n1,1,0.9\n3,2,0.8\n", truth, &LINK).unwrap();
    assert_eq!((pairs.scores.pairs.true_positives, pairs.scores.pairs.predicted), (1, 2));
    let clusters =
        compared("side,id,cluster\nleft,1,a\nright,1,a\nleft,2,a\nright,3,b\n", truth, &LINK).unwrap();
    assert_eq!((clusters.scores.pairs.true_positives, clusters.scores.pairs.predicted), (1, 2));
    // In one table the pair of 3 and 2 is that of 2 and 3.
    let one =
        compared("left,right,score\n3,2,0.8\n", "left,right\n2,3\n", &EvaluateOptions::default()).unwrap();
    assert_eq!(one.scores.pairs.true_positives, 1);
}

#[test]
fn records_that_stand_alone_count_for_b_cubed_when_they_are_named() {
    let records = [table("left", "id,ad\n1,a\n2,b\n3,c\n"), table("right", "id,ad\n1,a\n2,b\n3,c\n")];
    let truth = "left,right\n1,1\n2,2\n";
    let answer = "left,right\n1,1\n";
    let without = compared(answer, truth, &LINK).unwrap().scores;
    let with = compared(answer, truth, &EvaluateOptions { records: &records, ..LINK }).unwrap().scores;
    assert_eq!(with.pairs, without.pairs);
    assert_eq!(without.bcubed.map(|bcubed| bcubed.recall), Some(0.75));
    assert_eq!(with.bcubed.map(|bcubed| bcubed.recall), Some(5.0 / 6.0));
    let error =
        compared("left,right\n1,9\n", truth, &EvaluateOptions { records: &records, ..LINK }).unwrap_err();
    assert_eq!(error, "answer: row 1: no record has the id \"9\"");
}

#[test]
fn judged_pairs_tell_of_themselves_alone() {
    let truth = "left,right,same\n1,2,1\n1,3,no\n4,5,Same\n7,8,\n";
    let found = compared("left,right,score\n2,1,0.9\n3,1,0.2\n1,6,0.9\n", truth, &EvaluateOptions::default())
        .unwrap();
    let pairs = found.scores.pairs;
    assert_eq!((pairs.true_positives, pairs.predicted, pairs.actual), (1, 2, 2));
    assert_eq!(found.best.map(|best| best.threshold), Some(0.9));
    assert_eq!((found.best_bcubed, found.scores.bcubed), (None, None));
}

/// The truth of a sample: six pairs of two strata, of records 1 to 6.
const SAMPLE: &str = "left,right,same,stratum,strata,stratum_pairs,together\n\
    1,2,1,0,2,3,true\n1,3,0,0,2,3,true\n3,2,,0,2,3,true\n4,5,1,1,2,10,false\n5,6,0,1,2,10,false\n4,6,0,,,,\n";

#[test]
fn pairs_that_were_drawn_by_chance_tell_of_the_whole_answer() {
    let clusters = "id,cluster\n1,a\n2,a\n3,a\n4,b\n5,c\n6,d\n";
    let found = compared(clusters, SAMPLE, &EvaluateOptions::default()).unwrap();
    assert_eq!((found.scores.pairs.true_positives, found.scores.pairs.predicted), (1, 2));
    let text = found.to_string();
    assert!(
        text.contains("\nThe whole answer, as the sample tells:\npairs     precision 0.5000  ("),
        "{text}"
    );
    assert_eq!(found.to_json()["sampled"]["drawn"], 4);
    let judgement = found.sampled.unwrap().unwrap();
    let (precision, recall) = (judgement.estimate.precision.unwrap(), judgement.estimate.recall.unwrap());
    // Of three pairs within entities one and a half is right; of ten that are apart five are one.
    assert!((precision.estimate - 0.5).abs() < 1e-9 && (recall.estimate - 1.5 / 6.5).abs() < 1e-9);
    // One and a half wrong pairs of an entity of three cost each two thirds of a record, of six.
    assert!((judgement.bcubed.precision.estimate - (1.0 - 1.5 * 2.0 / 3.0 / 6.0)).abs() < 1e-9);
    assert_eq!((judgement.drawn, judgement.others), (4, 1));
}

#[test]
fn a_sample_of_another_answer_or_a_part_of_one_says_so() {
    let clusters = "id,cluster\n1,a\n2,a\n3,a\n4,b\n5,c\n6,d\n";
    let problem = |clusters: &str, truth: &str| {
        let found = compared(clusters, truth, &EvaluateOptions::default()).unwrap();
        assert!(found.to_string().contains("\nsample    says nothing of the whole answer: "), "{found}");
        found.sampled.unwrap().unwrap_err()
    };
    assert!(problem(&clusters.replace("3,a", "3,z"), SAMPLE).contains("drawn from another answer"));
    assert!(problem(&clusters.replace("3,a\n", ""), SAMPLE).contains("does not have all records"));
    let part: Vec<&str> = SAMPLE.lines().filter(|line| !line.contains(",true")).collect();
    let part = part.join("\n");
    assert!(problem(clusters, &part).contains("rows of the sample are missing"));
    let blank = SAMPLE.replace("4,5,1", "4,5,").replace("5,6,0", "5,6,");
    assert!(problem(clusters, &blank).contains("no judged pair"));
    // Pairs that were not drawn by chance are the truth they are.
    let plain = "left,right,same\n1,2,1\n";
    assert_eq!(compared(clusters, plain, &EvaluateOptions::default()).unwrap().sampled, None);
    let none = compared(clusters, "left,right,same\n1,2,\n", &EvaluateOptions::default()).unwrap_err();
    assert!(none.contains("none of 1 pairs is judged"), "{none}");
}

#[test]
fn scores_give_the_best_threshold_and_what_all_pairs_hold() {
    let truth = "id,cluster\n1,a\n2,a\n3,a\n4,b\n5,b\n";
    let answer = "left,right,score\n1,2,9\n2,3,8\n3,4,-1\n";
    let options = EvaluateOptions { threshold: Some(8.5), ..EvaluateOptions::default() };
    let found = compared(answer, truth, &options).unwrap();
    assert_eq!((found.scores.pairs.predicted, found.scores.pairs.true_positives), (1, 1));
    assert_eq!(found.best.map(|best| (best.threshold, best.precision)), Some((8.0, 1.0)));
    assert_eq!(
        found.best_bcubed.map(|(threshold, scores)| (threshold, scores.bcubed.unwrap().precision)),
        Some((8.0, 1.0))
    );
    assert_eq!(
        found.best_closed.map(|(threshold, scores)| (threshold, scores.closed.true_positives)),
        Some((8.0, 3))
    );
    assert_eq!(found.held.map(|held| (held.found, held.reachable, held.actual)), Some((2, 3, 4)));
    let unscored = compared("left,right\n1,2\n", truth, &options).unwrap();
    assert_eq!((unscored.scores.pairs.predicted, unscored.best, unscored.curve.len()), (0, None, 0));
}

#[test]
fn what_the_truth_does_not_know_is_left_out_and_said() {
    let truth = "id,cluster\n1,a\n2,a\n";
    let options = EvaluateOptions::default();
    let found = compared("id,cluster\n1,x\n2,x\n3,x\n4,x\n3,x\n", truth, &options).unwrap();
    assert_eq!((found.scores.pairs.predicted, found.unknown), (1, 2));
    assert!(found.to_string().ends_with("left out  2 records of the answer that the truth does not know"));
    let error = compared("id,cluster\n01,x\n02,x\n", truth, &options).unwrap_err();
    assert_eq!(error, "answer: no id of it is in truth; check that both have the ids of the same records");
}

#[test]
fn what_cannot_be_compared_is_told_with_its_row() {
    let clusters = "id,cluster\n1,a\n2,a\n";
    let one = EvaluateOptions::default();
    for (answer, truth, options, message) in [
        (
            "id,group\n1,a\n",
            clusters,
            one,
            "answer: no columns id and cluster, nor left and right; there are \"id\", \"group\": rename yours",
        ),
        ("id,cluster\n1,a\n,b\n", clusters, one, "answer: row 2: id is empty; every row needs one"),
        (
            "id,cluster\n1,a\n2,a\n1,b\n",
            clusters,
            one,
            "answer: row 1 and row 3 put the id \"1\" into two clusters; a record has one",
        ),
        (
            clusters,
            "id,cluster\n1,a\n1,b\n",
            one,
            "truth: row 1 and row 2 put the id \"1\" into two clusters; a record has one",
        ),
        (
            "left,right,score\n1,2,high\n",
            clusters,
            one,
            "answer: row 1: score is \"high\", which is no number",
        ),
        ("left,right,score\n1,2,\n", clusters, one, "answer: row 1: score is empty; every row needs one"),
        (
            "left,right\n1,2\n",
            "left,right,label\n1,2,maybe\n",
            one,
            "truth: row 1: label is \"maybe\"; it says 1 (same) or 0 (different)",
        ),
        (
            clusters,
            "left,right\n1,2\n",
            LINK,
            "answer: clusters of a link need a column side, which says left or right of each id",
        ),
        (
            "side,id,cluster\nup,1,a\n",
            "left,right\n1,2\n",
            LINK,
            "answer: row 1: side is \"up\"; it says left or right",
        ),
    ] {
        assert_eq!(compared(answer, truth, &options).unwrap_err(), message);
    }
    let records = [table("people", "no\n1\n")];
    let error =
        compared(clusters, "left,right\n1,2\n", &EvaluateOptions { records: &records, ..one }).unwrap_err();
    assert_eq!(error, "people: no column id");
    let error =
        compared(clusters, "left,right\n1,2\n", &EvaluateOptions { records: &records, ..LINK }).unwrap_err();
    assert!(error.starts_with("answer: clusters of a link"), "{error}");
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let truth = "left,right\n1,4\n2,5\n3,6\n7,8\n";
    let there = compared("left,right,score\n1,4,0.5\n2,5,0.5\n3,5,0.7\n3,6,0.4\n", truth, &LINK).unwrap();
    let back = compared(
        "left,right,score\n3,6,0.4\n3,5,0.7\n2,5,0.5\n1,4,0.5\n",
        "left,right\n7,8\n3,6\n1,4\n2,5\n",
        &LINK,
    );
    assert_eq!(there, back.unwrap());
}
