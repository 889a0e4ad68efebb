//! From labelled pairs to a model of pairs.

use std::fmt;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::boost::{BoostOptions, Booster};
use super::calibration::{Calibration, probability};
use super::context::{CONTEXT_MEASURES, Context, KnownPairs};
use super::evidence::PairEvidence;
use super::folds::folds;
use super::matrix::Matrix;
use super::threshold;

/// A pair of items and whether they are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LabelledPair {
    /// One of the items.
    pub a: u32,
    /// The other.
    pub b: u32,
    /// Whether they are one.
    pub same: bool,
}

/// The choices of [`PairModel::fit`].
#[derive(Debug, Clone, PartialEq)]
pub struct LearnOptions {
    /// How the trees grow.
    pub boost: BoostOptions,
    /// Parts into which the labelled pairs are dealt, at least 2; each is judged by what the others teach. 5.
    pub folds: usize,
    /// How often they are dealt; few pairs need more. 1, and 4 below 2,000 pairs.
    pub rounds: Option<usize>,
    /// Whether a pair is also judged by the labelled matches of its items: one that has its match is less likely to have
    /// another. True.
    pub known_matches: bool,
}

impl Default for LearnOptions {
    fn default() -> Self {
        Self { boost: BoostOptions::default(), folds: 5, rounds: None, known_matches: true }
    }
}

/// Why nothing could be learnt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LearnError {
    matches: usize,
    others: usize,
}

impl fmt::Display for LearnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} pairs labelled as matches and {} as different; learning needs at least {LEAST} of each",
            self.matches, self.others
        )
    }
}

impl std::error::Error for LearnError {}

/// The fewest pairs of either label.
const LEAST: usize = 10;

/// A model of pairs that was learnt from labels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PairModel {
    /// What each number is called that the trees ask for.
    features: Vec<String>,
    boosters: Vec<Booster>,
    calibration: Calibration,
    /// The probability from which a pair is a match.
    threshold: f32,
    known: Option<KnownPairs>,
}

/// What learning says of itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Learned {
    /// The model.
    pub model: PairModel,
    /// Probability of each labelled pair, by what was learnt without it; in the order of the pairs.
    pub held_out: Vec<f32>,
    /// F1 on the held-out pairs at the threshold, 0 to 1; the threshold was chosen on them.
    pub f1: f32,
}

impl PairModel {
    /// Learns from labelled pairs. Pairs of an item with itself, or with none, teach nothing.
    ///
    /// # Errors
    /// Fewer than 10 pairs of either label.
    pub fn fit(
        evidence: &PairEvidence<'_>,
        pairs: &[LabelledPair],
        options: &LearnOptions,
    ) -> Result<Learned, LearnError> {
        let count = evidence.items().len() as u32;
        let mut order: Vec<usize> = (0..pairs.len()).collect();
        order.retain(|&at| {
            pairs.get(at).is_some_and(|pair| pair.a != pair.b && pair.a < count && pair.b < count)
        });
        // An order that comes from the contents alone, and looks random.
        let place = |at: usize| {
            pairs.get(at).map(|pair| {
                let (a, b) = evidence.ordered(pair.a, pair.b);
                (mix(evidence.content(a), evidence.content(b)), pair.same)
            })
        };
        order.sort_by_key(|&at| place(at));
        let sorted: Vec<LabelledPair> = order.iter().filter_map(|&at| pairs.get(at).copied()).collect();
        let labels: Vec<bool> = sorted.iter().map(|pair| pair.same).collect();
        let matches = labels.iter().filter(|label| **label).count();
        let error = LearnError { matches, others: labels.len() - matches };
        if error.matches < LEAST || error.others < LEAST {
            return Err(error);
        }
        let plain: Vec<(u32, u32)> = sorted.iter().map(|pair| (pair.a, pair.b)).collect();
        let features = evidence.weigh(&plain);
        let parts = options.folds.max(2);
        let rounds = options.rounds.unwrap_or(if labels.len() < 2000 { 4 } else { 1 }).max(1);
        let tasks: Vec<(usize, usize)> =
            (0..rounds).flat_map(|round| (0..parts).map(move |part| (round, part))).collect();
        let fitted: Vec<(Booster, Vec<(usize, f32)>)> = tasks
            .par_iter()
            .map(|&(round, part)| {
                let of = dealt(&labels, parts, round);
                let own = |at: usize| of.get(at) == Some(&part);
                let taught: Vec<usize> = (0..labels.len()).filter(|&at| !own(at)).collect();
                let held: Vec<usize> = (0..labels.len()).filter(|&at| own(at)).collect();
                let known: Vec<LabelledPair> =
                    taught.iter().filter_map(|&at| sorted.get(at).copied()).collect();
                let context = options.known_matches.then(|| Context::new(&known));
                let rows = |which: &[usize], share| {
                    with_context(evidence, &features, &plain, which, context.as_ref(), share)
                };
                let examples = rows(&taught, LABELS_SEEN);
                let taught_labels: Vec<bool> =
                    taught.iter().filter_map(|&at| labels.get(at).copied()).collect();
                let boost = BoostOptions {
                    seed: options.boost.seed ^ (round * parts + part) as u64,
                    ..options.boost.clone()
                };
                let booster = Booster::fit(&examples, &taught_labels, &boost);
                let tests = rows(&held, 1.0);
                let scores = held.iter().copied().zip(booster.all_log_odds(&tests)).collect();
                (booster, scores)
            })
            .collect();
        let mut scores = vec![0.0_f32; labels.len()];
        for &(at, score) in fitted.iter().flat_map(|(_, scores)| scores) {
            if let Some(slot) = scores.get_mut(at) {
                *slot += score / rounds as f32;
            }
        }
        let calibration = Calibration::fit(scores.iter().copied().zip(labels.iter().copied()));
        let judged: Vec<(f32, bool)> = scores
            .iter()
            .zip(&labels)
            .map(|(&score, &label)| (calibration.probability(score), label))
            .collect();
        // With calibrated probabilities the best threshold is half of the best F1 (Lipton, Elkan and Naryanaswamy 2014).
        let threshold = threshold::best_f1(&judged) / 2.0;
        let f1 = threshold::f1(&judged, threshold);
        let mut held_out = vec![f32::NAN; pairs.len()];
        for (&at, &(probability, _)) in order.iter().zip(&judged) {
            if let Some(slot) = held_out.get_mut(at) {
                *slot = probability;
            }
        }
        let mut names = evidence.names().to_vec();
        let known = options.known_matches.then(|| KnownPairs::new(evidence, &sorted));
        if known.is_some() {
            names.extend(CONTEXT_MEASURES.iter().map(|&name| format!("labels {name}")));
        }
        let boosters = fitted.into_iter().map(|(booster, _)| booster).collect();
        Ok(Learned { model: Self { features: names, boosters, calibration, threshold, known }, held_out, f1 })
    }

    /// The probability from which a pair is taken as a match; chosen for F1 on held-out pairs.
    #[must_use]
    pub fn threshold(&self) -> f32 {
        self.threshold
    }

    /// Probability that the items of each pair are one, 0 to 1.
    #[must_use]
    pub fn probabilities(&self, evidence: &PairEvidence<'_>, pairs: &[(u32, u32)]) -> Vec<f32> {
        let known = self.known.as_ref().map(|known| known.found_in(evidence));
        let chunks: Vec<Vec<f32>> = pairs
            .par_chunks(512)
            .map(|pairs| {
                let features = evidence.weigh(pairs);
                let which: Vec<usize> = (0..pairs.len()).collect();
                let rows = with_context(evidence, &features, pairs, &which, known.as_ref(), 1.0);
                self.log_odds(&rows).into_iter().map(|odds| self.calibration.probability(odds)).collect()
            })
            .collect();
        chunks.concat()
    }

    /// Tells what each measure of a pair contributes to its weight. The weights of all lines sum to that of the pair.
    #[must_use]
    pub fn explain(&self, evidence: &PairEvidence<'_>, a: u32, b: u32) -> PairExplanation {
        let known = self.known.as_ref().map(|known| known.found_in(evidence));
        let features = evidence.weigh(&[(a, b)]);
        let rows = with_context(evidence, &features, &[(a, b)], &[0], known.as_ref(), 1.0);
        let mut parts = vec![0.0; rows.columns()];
        let base: f64 =
            self.boosters.iter().map(|booster| booster.contributions(rows.row(0), &mut parts)).sum();
        let scale = std::f64::consts::LOG2_E / self.boosters.len().max(1) as f64;
        let score = (base + parts.iter().sum::<f64>()) * scale;
        let raw = self.log_odds(&rows).first().copied().unwrap_or_default();
        let log_odds = self.calibration.log_odds(raw);
        let weight = f64::from(log_odds) * std::f64::consts::LOG2_E;
        let line = |name: &str, value: f32, weight: f64| PairReason { name: name.to_owned(), value, weight };
        let mut reasons = vec![line("labelled pairs", f32::NAN, base * scale)];
        for ((name, &value), part) in self.features.iter().zip(rows.row(0)).zip(parts) {
            if part != 0.0 {
                reasons.push(line(name, value, part * scale));
            }
        }
        reasons.push(line("calibration", f32::NAN, weight - score));
        PairExplanation { weight, probability: probability(log_odds), reasons }
    }

    /// The mean of what the boosters say.
    fn log_odds(&self, rows: &Matrix) -> Vec<f32> {
        let mut sums = vec![0.0; rows.rows()];
        for booster in &self.boosters {
            for (sum, odds) in sums.iter_mut().zip(booster.all_log_odds(rows)) {
                *sum += odds;
            }
        }
        let count = self.boosters.len().max(1) as f32;
        sums.iter().map(|sum| sum / count).collect()
    }
}

/// Why a pair has its probability.
#[derive(Debug, Clone, PartialEq)]
pub struct PairExplanation {
    /// Match weight in bits: the sum of the reasons.
    pub weight: f64,
    /// Probability that the two are one, 0 to 1.
    pub probability: f32,
    /// What speaks for and against: what holds for all pairs first, then the measures, and last what the calibration
    /// made of their sum.
    pub reasons: Vec<PairReason>,
}

/// One line of a [`PairExplanation`].
#[derive(Debug, Clone, PartialEq)]
pub struct PairReason {
    /// The field and the measure.
    pub name: String,
    /// What was measured; NaN where that is not known.
    pub value: f32,
    /// What it contributes, in bits.
    pub weight: f64,
}

fn mix(a: u64, b: u64) -> u64 {
    let mixed = (a.rotate_left(29) ^ b).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed ^ (mixed >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93)
}

/// The part of each example in a round: each round starts elsewhere.
fn dealt(labels: &[bool], parts: usize, round: usize) -> Vec<usize> {
    if round == 0 {
        return folds(labels.iter().copied(), parts);
    }
    let mut order: Vec<usize> = (0..labels.len()).collect();
    order.sort_by_key(|&at| (mix(at as u64, round as u64), at));
    let dealt = folds(order.iter().filter_map(|&at| labels.get(at).copied()), parts);
    let mut of = vec![0; labels.len()];
    for (at, part) in order.into_iter().zip(dealt) {
        if let Some(slot) = of.get_mut(at) {
            *slot = part;
        }
    }
    of
}

/// The share of the pairs that are learnt from with what the labels of other pairs say of them. The rest teaches how to
/// judge the pairs of items that are in no labelled pair.
const LABELS_SEEN: f32 = 0.7;

/// Some rows of features, and behind each what the labels say of its pair, for a share of them.
fn with_context(
    evidence: &PairEvidence<'_>,
    features: &Matrix,
    pairs: &[(u32, u32)],
    which: &[usize],
    context: Option<&Context>,
    share: f32,
) -> Matrix {
    let more = if context.is_some() { CONTEXT_MEASURES.len() } else { 0 };
    let mut matrix = Matrix::new(features.columns() + more);
    let mut row = Vec::with_capacity(matrix.columns());
    for &at in which {
        row.clear();
        row.extend_from_slice(features.row(at));
        let is_seen = share >= 1.0 || (mix(at as u64, 1) >> 40) as f32 / ((1 << 24) as f32) < share;
        if let (Some(context), Some(&(a, b)), true) = (context, pairs.get(at), is_seen) {
            context.append(evidence, a, b, &mut row);
        }
        matrix.push(&row);
    }
    matrix
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::{Field, FieldKind};
    use crate::items::{ColumnBuilder, Items};

    const BRANDS: [&str; 4] = ["Arçelik", "Vestel", "Beko", "Karaca"];
    const THINGS: [&str; 6] = [
        "buzdolabı",
        "çamaşır makinesi",
        "televizyon",
        "su ısıtıcısı",
        "elektrikli süpürge",
        "bulaşık makinesi",
    ];

    /// Two shops that sell 60 things; the second says them otherwise. The pairs: each thing with itself, with its
    /// neighbour model, and with the same model of another brand.
    fn shops(turned: bool) -> (Items, Vec<LabelledPair>) {
        let (mut titles, mut prices, mut items) =
            (ColumnBuilder::default(), ColumnBuilder::default(), Items::default());
        let mut rows: Vec<(u8, usize)> = (0..120).map(|row| ((row / 60) as u8, row % 60)).collect();
        if turned {
            rows.reverse();
        }
        for &(source, n) in &rows {
            let (brand, thing) = (BRANDS[n / 3 % 4], THINGS[n % 6]);
            let model = 100 + n / 2 * 10;
            titles.push(Some(&if source == 0 {
                format!("{brand} {model}-{} {thing}", n % 2)
            } else {
                format!("{thing} {} {model} {} yeni", brand.to_uppercase(), n % 2)
            }));
            prices.push((n % 7 != 0).then(|| format!("{}", 1000 + 37 * n)).as_deref());
            items.ids.push(&format!("{source}-{n}"));
            items.sources.push(source);
        }
        for (name, kind, builder) in [("ad", FieldKind::Text, titles), ("fiyat", FieldKind::Price, prices)] {
            items.columns.push((Field { name: name.to_owned(), kind }, builder.finish()));
        }
        let place = |source: u8, n: usize| rows.iter().position(|row| *row == (source, n)).unwrap() as u32;
        let mut pairs = Vec::new();
        for n in 0..60 {
            for (other, same) in [(n, true), ((n + 1) % 60, false), ((n + 12) % 60, false)] {
                pairs.push(LabelledPair { a: place(0, n), b: place(1, other), same });
            }
        }
        if turned {
            pairs.reverse();
        }
        (items, pairs)
    }

    fn options() -> LearnOptions {
        let boost = BoostOptions { trees: 40, ..BoostOptions::default() };
        LearnOptions { boost, rounds: Some(1), ..LearnOptions::default() }
    }

    #[test]
    fn what_was_held_out_is_told_apart() {
        let (items, pairs) = shops(false);
        let learned = PairModel::fit(&PairEvidence::new(&items), &pairs, &options()).unwrap();
        assert!(learned.f1 > 0.9, "{}", learned.f1);
        assert!(learned.model.threshold() > 0.0 && learned.model.threshold() <= 0.5);
        assert_eq!(learned.held_out.len(), pairs.len());
    }

    #[test]
    fn labels_by_chance_teach_nothing() {
        let (items, mut pairs) = shops(false);
        for (n, pair) in pairs.iter_mut().enumerate() {
            pair.same = mix(n as u64, 3).is_multiple_of(3);
        }
        let learned = PairModel::fit(&PairEvidence::new(&items), &pairs, &options()).unwrap();
        assert!(learned.f1 < 0.65, "{}", learned.f1);
    }

    #[test]
    fn the_order_of_rows_and_pairs_changes_nothing() {
        let (items, pairs) = shops(false);
        let (turned_items, turned_pairs) = shops(true);
        let learned = PairModel::fit(&PairEvidence::new(&items), &pairs, &options()).unwrap();
        let turned = PairModel::fit(&PairEvidence::new(&turned_items), &turned_pairs, &options()).unwrap();
        assert!(learned.model == turned.model);
        assert!(learned.held_out.iter().eq(turned.held_out.iter().rev()));
    }

    #[test]
    fn the_sides_of_a_pair_change_nothing() {
        let (items, pairs) = shops(false);
        let evidence = PairEvidence::new(&items);
        let model = PairModel::fit(&evidence, &pairs, &options()).unwrap().model;
        let there: Vec<(u32, u32)> = pairs.iter().map(|pair| (pair.a, pair.b)).collect();
        let back: Vec<(u32, u32)> = pairs.iter().map(|pair| (pair.b, pair.a)).collect();
        assert_eq!(model.probabilities(&evidence, &there), model.probabilities(&evidence, &back));
    }

    #[test]
    fn the_reasons_sum_to_the_weight() {
        let (items, pairs) = shops(false);
        let evidence = PairEvidence::new(&items);
        let model = PairModel::fit(&evidence, &pairs, &options()).unwrap().model;
        for pair in &pairs[..9] {
            let explanation = model.explain(&evidence, pair.a, pair.b);
            let sum: f64 = explanation.reasons.iter().map(|reason| reason.weight).sum();
            assert!((sum - explanation.weight).abs() < 1e-9);
            let [probability] = model.probabilities(&evidence, &[(pair.a, pair.b)])[..] else { panic!() };
            assert!((probability - explanation.probability).abs() < 1e-6);
            assert!(explanation.reasons.iter().any(|reason| reason.name.starts_with("ad ")));
        }
    }

    #[test]
    fn a_model_is_the_same_after_a_file() {
        let (items, pairs) = shops(false);
        let evidence = PairEvidence::new(&items);
        let model = PairModel::fit(&evidence, &pairs, &options()).unwrap().model;
        let read: PairModel = serde_json::from_str(&serde_json::to_string(&model).unwrap()).unwrap();
        let plain: Vec<(u32, u32)> = pairs.iter().map(|pair| (pair.a, pair.b)).collect();
        assert_eq!(model.probabilities(&evidence, &plain), read.probabilities(&evidence, &plain));
    }

    #[test]
    fn too_few_labels_are_said() {
        let (items, pairs) = shops(false);
        let error = PairModel::fit(&PairEvidence::new(&items), &pairs[..12], &options()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "4 pairs labelled as matches and 8 as different; learning needs at least 10 of each"
        );
        let wrong: Vec<LabelledPair> = (0..40)
            .map(|n| LabelledPair { a: n, b: if n < 20 { n } else { 999 }, same: n % 2 == 0 })
            .collect();
        assert!(PairModel::fit(&PairEvidence::new(&items), &wrong, &options()).is_err());
    }
}
