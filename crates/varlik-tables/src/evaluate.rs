//! An answer beside the truth, both as tables.

mod evaluation;
mod given;
mod members;
mod sampled;

pub use evaluation::Evaluation;

use varlik_resolve::{
    Scores, Truth, best_threshold, blocking_recall, curve, evaluate_clusters, evaluate_pairs,
};

use crate::{Table, TableError};
use given::{Given, Pair};
use members::Members;

/// What is to be known beside an answer and the truth.
#[derive(Debug, Clone, Copy, Default)]
pub struct EvaluateOptions<'t> {
    /// Whether two tables were linked: `left` and `right` are ids of either, clusters have a column `side`, and only pairs
    /// across the two count. `false` by default: one table whose ids are all its own.
    pub link: bool,
    /// The score from which pairs count as found; all of them by default.
    pub threshold: Option<f32>,
    /// The tables that were resolved, one, or left and right, each with a column `id`; none by default.
    ///
    /// Where the truth is pairs, they tell which records stand alone, which B-cubed counts; without them it counts the
    /// records that the truth or the answer names.
    pub records: &'t [Table],
}

/// Compares an answer with the truth.
///
/// The answer has the columns `id` and `cluster` (of a link `side` too, which is `left` or `right`), or `left` and
/// `right` and perhaps `score`. The truth has the same columns, or `left`, `right` and `label`, `same` or the like where pairs were
/// judged: `1`, `true`, `yes`, `match` or `same`, or `0`, `false`, `no`, `distinct` or `different`, and nothing where nobody judged. Without
/// labels, pairs that are not listed are no matches. Judged pairs with the columns `stratum`, `strata`, `stratum_pairs` and `together`
/// were drawn by chance from an answer: they tell how right it is as a whole, in [`Evaluation::sampled`].
///
/// A record without a cluster is alone. Records of an answer that true clusters do not have are left out and counted
/// in [`Evaluation::unknown`].
///
/// # Errors
/// A table without these columns, a row without an id, a record in two clusters, a score that is no number, an id that the
/// records do not have, and an answer of which the truth knows no record.
///
/// # Example: three records of two people
/// ```
/// use varlik_tables::{EvaluateOptions, Table, evaluate};
///
/// let truth = Table::from_csv("truth", b"id,cluster\n1,a\n2,a\n3,b\n")?;
/// let answer = Table::from_csv("answer", b"id,cluster\n1,x\n2,x\n3,x\n")?;
/// let found = evaluate(&answer, &truth, &EvaluateOptions::default())?;
/// assert!(found.to_string().starts_with("pairs     precision 0.3333  recall 1.0000  F1 0.5000"));
///
/// let error = evaluate(&truth, &Table::from_csv("people", b"id,ad\n1,Ela\n")?, &EvaluateOptions::default()).unwrap_err();
/// assert!(error.to_string().starts_with("people: no columns id and cluster, nor left and right"));
/// # Ok::<(), varlik_tables::TableError>(())
/// ```
pub fn evaluate(
    answer: &Table,
    truth: &Table,
    options: &EvaluateOptions<'_>,
) -> Result<Evaluation, TableError> {
    let (given_answer, given_truth) = (Given::read(answer, options.link)?, Given::read(truth, options.link)?);
    let mut members = Members::default();
    let truth_name = truth.name();
    let truth = match &given_truth {
        Given::Clusters(rows) => {
            let labels = members.label(truth, rows, true)?;
            Truth::clusters(&labels)
        }
        Given::Pairs(pairs, is_judged) => {
            members.add_records(options)?;
            if *is_judged {
                let mut judged = Vec::with_capacity(pairs.len());
                for pair in pairs {
                    // Of what nobody judged nothing is known.
                    let Some(label) = pair.label else { continue };
                    let (a, b) = members.pair(truth, pair)?;
                    judged.push((a, b, label));
                }
                if judged.is_empty() {
                    return Err(TableError::input(format!(
                        "{truth_name}: none of {} pairs is judged; write 1 where two are one, 0 where they are not",
                        pairs.len()
                    )));
                }
                Truth::judged(&judged)
            } else {
                let pairs =
                    pairs.iter().map(|pair| members.pair(truth, pair)).collect::<Result<Vec<_>, _>>()?;
                if let Given::Pairs(found, _) = &given_answer {
                    found.iter().try_for_each(|pair| members.pair(answer, pair).map(drop))?;
                } else if let Given::Clusters(rows) = &given_answer {
                    rows.iter()
                        .try_for_each(|row| members.number(answer, row.side, row.id, row.row).map(drop))?;
                }
                Truth::pairs(members.len(), &pairs)
            }
        }
    };
    let truth = if options.link { truth.across(members.sides()) } else { truth };
    members.close();
    let mut evaluation = match given_answer {
        Given::Clusters(rows) => Evaluation {
            scores: evaluate_clusters(&members.label(answer, &rows, false)?, &truth),
            sampled: match &given_truth {
                Given::Pairs(pairs, _) => sampled::judgement(&rows, pairs, options.link),
                Given::Clusters(_) => None,
            },
            ..Evaluation::default()
        },
        Given::Pairs(pairs, _) => of_pairs(answer, &pairs, &mut members, &truth, options.threshold)?,
    };
    evaluation.unknown = members.unknown();
    if members.unknown() > 0 && members.found() == 0 {
        return Err(TableError::input(format!(
            "{}: no id of it is in {truth_name}; check that both have the ids of the same records",
            answer.name()
        )));
    }
    Ok(evaluation)
}

/// Compares scored pairs, at the threshold that was asked for and at the best ones.
fn of_pairs<'t>(
    answer: &Table,
    pairs: &[Pair<'t>],
    members: &mut Members<'t>,
    truth: &Truth,
    threshold: Option<f32>,
) -> Result<Evaluation, TableError> {
    let is_scored = pairs.iter().any(|pair| pair.score.is_some());
    let mut listed = Vec::with_capacity(pairs.len());
    for pair in pairs {
        if let Some((a, b)) = members.known_pair(answer, pair)? {
            listed.push((a, b, pair.score.unwrap_or(1.0)));
        }
    }
    let scores = evaluate_pairs(&listed, truth, threshold.unwrap_or(f32::NEG_INFINITY));
    let points = if is_scored { curve(&listed, truth) } else { Vec::new() };
    let best = points.iter().copied().reduce(|best, next| if next.f1 >= best.f1 { next } else { best });
    let best_of = |by: fn(&Scores) -> f64| if is_scored { best_threshold(&listed, truth, by) } else { None };
    let best_closed = best_of(|scores| scores.closed.f1());
    let best_bcubed = best_of(|scores| scores.bcubed.map_or(0.0, |bcubed| bcubed.f1()));
    let best_bcubed = best_bcubed.filter(|(_, scores)| scores.bcubed.is_some());
    let mut distinct: Vec<(u32, u32)> = listed.iter().map(|&(a, b, _)| (a.min(b), a.max(b))).collect();
    distinct.sort_unstable();
    distinct.dedup();
    let held = Some(blocking_recall(distinct, truth));
    Ok(Evaluation { scores, best, best_closed, best_bcubed, curve: points, held, sampled: None, unknown: 0 })
}

#[cfg(test)]
mod tests;
