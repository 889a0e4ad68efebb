//! What came of a comparison, and how it is shown.

use std::fmt;

use serde_json::{Value, json};
use varlik_resolve::{BCubed, BlockingRecall, CurvePoint, Judgement, PrecisionRecall, Scores};

/// What came of comparing an answer with the truth.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Evaluation {
    /// The answer as it stands: its clusters, or its pairs from the threshold up.
    pub scores: Scores,
    /// The threshold that gives the pairs their highest F1; only of an answer with scores.
    pub best: Option<CurvePoint>,
    /// The threshold at which the clusters that the pairs close to have the highest F1 of pairs, and all scores there; only
    /// of an answer with scores.
    pub best_closed: Option<(f32, Scores)>,
    /// The threshold of their highest B-cubed F1, and all scores there.
    pub best_bcubed: Option<(f32, Scores)>,
    /// Precision and recall of the pairs against the threshold, the lowest first; empty of an answer without scores.
    pub curve: Vec<CurvePoint>,
    /// How much of the truth all pairs of the answer hold, whatever their score; only of an answer of pairs.
    pub held: Option<BlockingRecall>,
    /// What judged pairs that were drawn by chance from an answer of clusters say of it as a whole, or why they say nothing; only where the
    /// truth is such pairs.
    pub sampled: Option<Result<Judgement, String>>,
    /// Records of the answer that the truth does not know; they were left out.
    pub unknown: usize,
}

impl Evaluation {
    /// The whole as JSON: an object with `pairs`, `closed`, `bcubed`, `clusters`, `best`, `best_closed`, `best_bcubed`, `held`, `sampled`, `unknown` and
    /// `curve`; what there is not is null.
    ///
    /// # Example: a figure of it
    /// ```
    /// use varlik_tables::Evaluation;
    ///
    /// let value = Evaluation::default().to_json();
    /// assert_eq!(value["pairs"]["predicted"], 0);
    /// assert!(value["bcubed"].is_null());
    /// ```
    #[must_use]
    pub fn to_json(&self) -> Value {
        let pairs = |counts: &PrecisionRecall| {
            json!({
                "true_positives": counts.true_positives,
                "predicted": counts.predicted,
                "actual": counts.actual,
                "precision": counts.precision(),
                "recall": counts.recall(),
                "f1": counts.f1(),
            })
        };
        let bcubed = |scores: &BCubed| json!({"precision": scores.precision, "recall": scores.recall, "f1": scores.f1()});
        let at = |(threshold, scores): (f32, Scores)| {
            json!({
                "threshold": threshold,
                "closed": pairs(&scores.closed),
                "bcubed": scores.bcubed.as_ref().map(bcubed),
                "clusters": scores.clusters,
            })
        };
        let held = self.held.map(|held| {
            json!({
                "pairs": held.candidates,
                "precision": held.precision(),
                "recall": held.recall(),
                "reachable_recall": held.reachable_recall(),
            })
        });
        json!({
            "pairs": pairs(&self.scores.pairs),
            "closed": pairs(&self.scores.closed),
            "bcubed": self.scores.bcubed.as_ref().map(bcubed),
            "clusters": self.scores.clusters,
            "best": self.best,
            "best_closed": self.best_closed.map(at),
            "best_bcubed": self.best_bcubed.map(at),
            "held": held,
            "sampled": self.sampled.as_ref().map(|sampled| match sampled {
                Ok(judgement) => json!(judgement),
                Err(problem) => json!({ "problem": problem }),
            }),
            "unknown": self.unknown,
            "curve": self.curve,
        })
    }
}

impl fmt::Display for Evaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shares = |precision: f64, recall: f64, f1: f64| {
            format!("precision {precision:.4}  recall {recall:.4}  F1 {f1:.4}")
        };
        let of_pairs = |counts: &PrecisionRecall| shares(counts.precision(), counts.recall(), counts.f1());
        let of_items = |bcubed: &BCubed| shares(bcubed.precision, bcubed.recall, bcubed.f1());
        let counted = |counts: &PrecisionRecall| {
            let PrecisionRecall { true_positives, predicted, actual } = counts;
            format!("({true_positives} right of {predicted} found, {actual} true)")
        };
        let Scores { pairs, closed, bcubed, clusters } = &self.scores;
        write!(f, "pairs     {}  {}", of_pairs(pairs), counted(pairs))?;
        if closed != pairs {
            write!(f, "\nclosed    {}  {}", of_pairs(closed), counted(closed))?;
        }
        if let Some(bcubed) = bcubed {
            write!(f, "\nB-cubed   {}", of_items(bcubed))?;
        }
        if let Some(clusters) = clusters {
            let (predicted, actual) = (clusters.predicted, clusters.actual);
            write!(
                f,
                "\nclusters  {predicted} found, {actual} true, {} exactly right",
                clusters.exactly_right
            )?;
        }
        if let Some(best) = &self.best {
            let shares = shares(best.precision, best.recall, best.f1);
            write!(f, "\nbest      {shares}  of pairs, from score {} up", best.threshold)?;
        }
        if let Some((threshold, Scores { closed, .. })) = &self.best_closed {
            write!(f, "\nbest      {}  of pairs closed, from score {threshold} up", of_pairs(closed))?;
        }
        if let Some((threshold, Scores { bcubed: Some(bcubed), .. })) = &self.best_bcubed {
            write!(f, "\nbest      {}  B-cubed, from score {threshold} up", of_items(bcubed))?;
        }
        if let Some(held) = &self.held {
            let (recall, reachable) = (held.recall(), held.reachable_recall());
            write!(
                f,
                "\nheld      recall {recall:.4} of all {} pairs, whatever their score",
                held.candidates
            )?;
            write!(f, "; {reachable:.4} with what follows from them")?;
        }
        match &self.sampled {
            None => {}
            Some(Ok(judgement)) => write!(f, "\nThe whole answer, as the sample tells:\n{judgement}")?,
            Some(Err(problem)) => {
                write!(f, "\nsample    says nothing of the whole answer: {problem}")?;
            }
        }
        if self.unknown > 0 && self.sampled.is_none() {
            let records = if self.unknown == 1 { "record" } else { "records" };
            write!(f, "\nleft out  {} {records} of the answer that the truth does not know", self.unknown)?;
        }
        Ok(())
    }
}
