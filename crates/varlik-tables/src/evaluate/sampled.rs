//! What judged pairs that were drawn by chance say of clusters.

use rustc_hash::FxHashMap;
use varlik_resolve::{Judgement, LabelledPair, ToJudge, judge_clusters};

use super::given::{Assigned, Pair};

/// Estimates how right clusters are; `None` where no pair was drawn by chance, and the reason where they tell nothing.
pub(super) fn judgement(
    rows: &[Assigned<'_>],
    pairs: &[Pair<'_>],
    link: bool,
) -> Option<Result<Judgement, String>> {
    let strata = pairs.iter().filter_map(|pair| pair.drawn).map(|drawn| drawn.strata).max()?;
    let told = |problem: &str| Some(Err(problem.to_owned()));
    let mut number_of: FxHashMap<(u8, &str), u32> = FxHashMap::default();
    let (mut cluster_of, mut sources): (Vec<u32>, Vec<u8>) = (Vec::new(), Vec::new());
    let alone = rows.iter().filter_map(|row| row.cluster).max().map_or(0, |most| most + 1);
    for (row, number) in rows.iter().zip(0_u32..) {
        if number_of.insert((row.side, row.id), cluster_of.len() as u32).is_none() {
            cluster_of.push(row.cluster.unwrap_or(alone + number));
            sources.push(row.side);
        }
    }
    let (mut sample, mut labels) = (Vec::new(), Vec::new());
    for pair in pairs {
        let numbers = number_of.get(&(0, pair.left)).zip(number_of.get(&(pair.right_side, pair.right)));
        let Some((&a, &b)) = numbers else {
            return told("the answer does not have all records of the sample");
        };
        let (a, b) = (a.min(b), a.max(b));
        labels.extend(pair.label.map(|same| LabelledPair { a, b, same }));
        sample.extend(pair.drawn.map(|drawn| ToJudge {
            a,
            b,
            weight: 0.0,
            together: drawn.together,
            stratum: Some(drawn.stratum),
            stratum_pairs: drawn.pairs,
        }));
    }
    let mut there: Vec<u32> = sample.iter().filter_map(|pair: &ToJudge| pair.stratum).collect();
    there.sort_unstable();
    there.dedup();
    if there.len() < strata as usize {
        return told("rows of the sample are missing");
    }
    let is_of_answer = |pair: &ToJudge| {
        let cluster = |item: u32| cluster_of.get(item as usize);
        (cluster(pair.a) == cluster(pair.b)) == pair.together
    };
    if !sample.iter().all(is_of_answer) {
        return told("the pairs were drawn from another answer");
    }
    let sources = if link { sources.as_slice() } else { &[] };
    match judge_clusters(&sample, &labels, &cluster_of, sources) {
        Some(judgement) => Some(Ok(judgement)),
        None => told("a stratum of the sample has no judged pair"),
    }
}
