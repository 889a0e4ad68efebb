//! Gradient boosted trees.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::matrix::Matrix;
use super::tree::{Node, Split, Tree};

/// The choices of [`Booster::fit`].
#[derive(Debug, Clone, PartialEq)]
pub struct BoostOptions {
    /// How many trees; 150.
    pub trees: usize,
    /// The most questions on one way, 1 to 8; 5.
    pub depth: usize,
    /// What of each tree is added, 0 to 1; 0.075. Less asks for more trees.
    pub shrinkage: f32,
    /// The share of the examples that each tree sees, 0 to 1; 0.8.
    pub rows: f32,
    /// The share of the features that each tree may ask, 0 to 1; 0.4.
    pub columns: f32,
    /// The least examples on either side of a question; 6.
    pub least: usize,
    /// What pulls the values of leaves to 0 (L2); an example of even chance weighs 0.25 against it. 3.
    pub smoothing: f32,
    /// For each feature: 1 where more of it can only speak for a match, -1 where only against, 0 for either. Features
    /// behind the last are free; none is bound unless told.
    pub monotone: Vec<i8>,
    /// Chooses the examples and features of each tree; 0.
    pub seed: u64,
}

impl Default for BoostOptions {
    fn default() -> Self {
        Self {
            trees: 150,
            depth: 5,
            shrinkage: 0.075,
            rows: 0.8,
            columns: 0.4,
            least: 6,
            smoothing: 3.0,
            monotone: Vec::new(),
            seed: 0,
        }
    }
}

/// A sum of small trees that gives the log-odds of yes, after Friedman ("Greedy function approximation: a gradient
/// boosting machine", 2001), with histograms and second derivatives (Chen and Guestrin, "A scalable tree boosting system", 2016).
///
/// It knows nothing of where the features come from. The same examples in another order may give sums that are rounded
/// otherwise; on any number of threads they give the same.
///
/// # Example: two rows in three are told by their first number
/// ```
/// use varlik_resolve::{BoostOptions, Booster, Matrix};
///
/// let mut examples = Matrix::new(1);
/// let mut labels = Vec::new();
/// for n in 0..60 {
///     examples.push(&[n as f32]);
///     labels.push(n >= 20);
/// }
/// let booster = Booster::fit(&examples, &labels, &BoostOptions::default());
/// assert!(booster.log_odds(&[50.0]) > 1.0 && booster.log_odds(&[3.0]) < -1.0);
/// let mut parts = [0.0];
/// let base = booster.contributions(&[50.0], &mut parts);
/// assert!((base + parts[0] - f64::from(booster.log_odds(&[50.0]))).abs() < 1e-4);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Booster {
    /// Natural log-odds of yes before any question.
    base: f32,
    trees: Vec<Tree>,
}

impl Booster {
    /// Learns from examples and their labels. Without both a yes and a no nothing can be told apart: the answer is then
    /// the share of the yes among all, with one of each added.
    #[must_use]
    pub fn fit(examples: &Matrix, labels: &[bool], options: &BoostOptions) -> Self {
        let rows = examples.rows().min(labels.len());
        let labels = labels.get(..rows).unwrap_or_default();
        let yes = labels.iter().filter(|label| **label).count();
        let no = rows - yes;
        let base = ((yes as f32 + 1.0) / (no as f32 + 1.0)).ln();
        let mut booster = Self { base, trees: Vec::new() };
        if yes == 0 || no == 0 {
            return booster;
        }
        let bins = Bins::new(examples, rows);
        let mut scores = vec![base; rows];
        let mut growth =
            Growth { bins: &bins, options, gradients: vec![(0.0, 0.0); rows], features: Vec::new() };
        for number in 0..options.trees {
            for ((slot, &score), &label) in growth.gradients.iter_mut().zip(&scores).zip(labels) {
                let chance = 1.0 / (1.0 + (-score).exp());
                *slot = (chance - f32::from(u8::from(label)), (chance * (1.0 - chance)).max(1e-6));
            }
            let mut random = Random::new(options.seed, number as u64);
            growth.features =
                (0..bins.columns.len() as u32).filter(|_| random.chance() < options.columns).collect();
            let (seen, unseen): (Vec<u32>, Vec<u32>) =
                (0..rows as u32).partition(|_| random.chance() < options.rows);
            booster.trees.push(growth.tree(seen, unseen, &mut scores));
        }
        booster
    }

    /// Natural log-odds of yes for an example.
    #[must_use]
    pub fn log_odds(&self, row: &[f32]) -> f32 {
        self.trees.iter().fold(0.0, |sum, tree| sum + tree.value(row)) + self.base
    }

    /// Natural log-odds of yes for many examples; faster than one by one, and the same.
    #[must_use]
    pub fn all_log_odds(&self, rows: &Matrix) -> Vec<f32> {
        let mut sums = vec![0.0; rows.rows()];
        for tree in &self.trees {
            if let Some(complete) = tree.complete() {
                for (row, sum) in sums.iter_mut().enumerate() {
                    *sum += complete.value(rows.row(row));
                }
            } else {
                for (row, sum) in sums.iter_mut().enumerate() {
                    *sum += tree.value(rows.row(row));
                }
            }
        }
        for sum in &mut sums {
            *sum += self.base;
        }
        sums
    }

    /// Adds to each feature what it contributes to the log-odds of an example, and returns what is said before any
    /// feature is looked at. Together they sum to [`Booster::log_odds`], up to its rounding.
    pub fn contributions(&self, row: &[f32], out: &mut [f64]) -> f64 {
        f64::from(self.base) + self.trees.iter().map(|tree| tree.contributions(row, out)).sum::<f64>()
    }
}

/// The most bins of one feature; the first is that of what is not known.
const MOST_BINS: usize = 64;

/// Features cut into bins.
struct Bins {
    columns: Vec<BinColumn>,
}

struct BinColumn {
    /// The bin of each example.
    of: Vec<u8>,
    /// The greatest value of each bin but that of the unknown and the last, rising.
    ends: Vec<f32>,
}

impl Bins {
    fn new(examples: &Matrix, rows: usize) -> Self {
        let columns = (0..examples.columns()).into_par_iter().map(|column| {
            let values: Vec<f32> =
                (0..rows).map(|row| examples.row(row).get(column).copied().unwrap_or(f32::NAN)).collect();
            let mut known: Vec<f32> = values.iter().copied().filter(|value| !value.is_nan()).collect();
            known.sort_unstable_by(f32::total_cmp);
            let ends = ends(&known);
            let of = values.iter().map(|value| match value {
                value if value.is_nan() => 0,
                value => 1 + ends.partition_point(|end| end < value) as u8,
            });
            BinColumn { of: of.collect(), ends }
        });
        Self { columns: columns.collect() }
    }
}

/// Where bins of about as many examples end; halfway to the next value.
fn ends(sorted: &[f32]) -> Vec<f32> {
    let mut distinct: Vec<(f32, usize)> = Vec::new();
    for &value in sorted {
        match distinct.last_mut() {
            Some((last, count)) if last.total_cmp(&value).is_eq() => *count += 1,
            _ => distinct.push((value, 1)),
        }
    }
    let most = MOST_BINS - 2;
    let quota = if distinct.len() <= most { 0 } else { sorted.len() / most };
    let mut ends = Vec::new();
    let mut held = 0;
    for pair in distinct.windows(2) {
        let [(value, count), (next, _)] = pair else { continue };
        held += count;
        if held > quota && ends.len() < most {
            let middle = f32::midpoint(*value, *next);
            // Between neighbours there is no number; infinities have no middle.
            ends.push(if middle.is_finite() && middle < *next { middle } else { *value });
            held = 0;
        }
    }
    ends
}

/// Sums over the examples of one bin.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    gradient: f64,
    curvature: f64,
    count: u32,
}

impl Sums {
    fn add(&mut self, other: Self) {
        self.gradient += other.gradient;
        self.curvature += other.curvature;
        self.count += other.count;
    }

    fn less(self, other: Self) -> Self {
        Self {
            gradient: self.gradient - other.gradient,
            curvature: self.curvature - other.curvature,
            count: self.count - other.count,
        }
    }
}

type Histogram = [Sums; MOST_BINS];

/// What one tree grows from.
struct Growth<'a> {
    bins: &'a Bins,
    options: &'a BoostOptions,
    /// First and second derivative of the loss of each example.
    gradients: Vec<(f32, f32)>,
    /// The features that the tree may ask.
    features: Vec<u32>,
}

/// A node that may still be parted.
struct Open {
    node: usize,
    rows: Vec<u32>,
    /// The examples that the tree does not learn from, but that it is added to.
    unseen: Vec<u32>,
    histograms: Vec<Histogram>,
    total: Sums,
    /// Bounds of its value, from the monotone features above it.
    bounds: (f64, f64),
}

/// The best question of a node.
struct Question {
    gain: f64,
    /// Place among the features of the tree.
    place: usize,
    /// The last bin below.
    bin: u8,
    unknown_below: bool,
    below: Sums,
}

impl Growth<'_> {
    /// Grows a tree and adds it to the scores of all examples.
    fn tree(&self, rows: Vec<u32>, unseen: Vec<u32>, scores: &mut [f32]) -> Tree {
        let mut tree = Tree::default();
        let histograms = self.histograms(&rows);
        let total = self.total(&rows);
        let bounds = (f64::NEG_INFINITY, f64::INFINITY);
        tree.nodes.push(self.node(total, bounds));
        let mut open = vec![Open { node: 0, rows, unseen, histograms, total, bounds }];
        for depth in 0..=self.options.depth.min(8) {
            let mut next: Vec<Open> = Vec::new();
            for parent in open {
                let question = if depth < self.options.depth.min(8) { self.question(&parent) } else { None };
                if let Some(question) = question {
                    next.extend(self.part(parent, &question, &mut tree).into_iter().flatten());
                } else {
                    let value = tree.nodes.get(parent.node).map_or(0.0, |node| node.value);
                    for &row in parent.rows.iter().chain(&parent.unseen) {
                        if let Some(score) = scores.get_mut(row as usize) {
                            *score += value;
                        }
                    }
                }
            }
            open = next;
        }
        tree
    }

    fn total(&self, rows: &[u32]) -> Sums {
        let mut total = Sums::default();
        for &row in rows {
            let (gradient, curvature) = self.gradients.get(row as usize).copied().unwrap_or_default();
            total.add(Sums { gradient: f64::from(gradient), curvature: f64::from(curvature), count: 1 });
        }
        total
    }

    fn histograms(&self, rows: &[u32]) -> Vec<Histogram> {
        self.features
            .iter()
            .map(|&feature| {
                let mut histogram = [Sums::default(); MOST_BINS];
                let Some(column) = self.bins.columns.get(feature as usize) else { return histogram };
                for &row in rows {
                    let bin = column.of.get(row as usize).copied().unwrap_or(0);
                    let (gradient, curvature) = self.gradients.get(row as usize).copied().unwrap_or_default();
                    if let Some(sums) = histogram.get_mut(bin as usize) {
                        sums.gradient += f64::from(gradient);
                        sums.curvature += f64::from(curvature);
                        sums.count += 1;
                    }
                }
                histogram
            })
            .collect()
    }

    /// The value that lowers the loss of a node most, within bounds.
    fn best(&self, sums: Sums, bounds: (f64, f64)) -> f64 {
        let value = -sums.gradient / (sums.curvature + f64::from(self.options.smoothing));
        value.max(bounds.0).min(bounds.1)
    }

    /// How much the loss falls when a node has its best value.
    fn gain(&self, sums: Sums, bounds: (f64, f64)) -> f64 {
        let value = self.best(sums, bounds);
        let curvature = sums.curvature + f64::from(self.options.smoothing);
        -(sums.gradient * value + curvature * value * value / 2.0)
    }

    fn node(&self, sums: Sums, bounds: (f64, f64)) -> Node {
        Node { value: (self.best(sums, bounds) * f64::from(self.options.shrinkage)) as f32, split: None }
    }

    fn direction(&self, feature: u32) -> i8 {
        self.options.monotone.get(feature as usize).copied().unwrap_or(0)
    }

    fn question(&self, open: &Open) -> Option<Question> {
        let least = self.options.least.max(1) as u32;
        if open.total.count < 2 * least {
            return None;
        }
        let whole = self.gain(open.total, open.bounds);
        let mut best: Option<Question> = None;
        for (place, (histogram, &feature)) in open.histograms.iter().zip(&self.features).enumerate() {
            let Some(column) = self.bins.columns.get(feature as usize) else { continue };
            let unknown = histogram.first().copied().unwrap_or_default();
            let direction = self.direction(feature);
            let mut below = Sums::default();
            for (bin, sums) in histogram.iter().enumerate().skip(1).take(column.ends.len()) {
                below.add(*sums);
                for unknown_below in [false, true] {
                    if unknown_below && unknown.count == 0 {
                        continue;
                    }
                    let mut low = below;
                    if unknown_below {
                        low.add(unknown);
                    }
                    let high = open.total.less(low);
                    if low.count < least || high.count < least {
                        continue;
                    }
                    let rises = self.best(high, open.bounds) - self.best(low, open.bounds);
                    if f64::from(direction) * rises < 0.0 {
                        continue;
                    }
                    let gain = self.gain(low, open.bounds) + self.gain(high, open.bounds) - whole;
                    if gain > best.as_ref().map_or(1e-6, |best| best.gain) {
                        best = Some(Question { gain, place, bin: bin as u8, unknown_below, below: low });
                    }
                }
            }
        }
        best
    }

    /// Parts a node by its question; the two that come of it may be parted further.
    fn part(&self, parent: Open, question: &Question, tree: &mut Tree) -> Option<[Open; 2]> {
        let feature = *self.features.get(question.place)?;
        let column = self.bins.columns.get(feature as usize)?;
        let threshold = *column.ends.get(usize::from(question.bin).checked_sub(1)?)?;
        let is_below = |row: &u32| match column.of.get(*row as usize).copied().unwrap_or(0) {
            0 => question.unknown_below,
            bin => bin <= question.bin,
        };
        let (low, high): (Vec<u32>, Vec<u32>) = parent.rows.iter().partition(|row| is_below(row));
        let (below, above) = (question.below, parent.total.less(question.below));
        let (low_unseen, high_unseen) = parent.unseen.iter().partition(|row| is_below(row));
        let middle = f64::midpoint(self.best(below, parent.bounds), self.best(above, parent.bounds));
        let (least, most) = parent.bounds;
        let (low_bounds, high_bounds) = match self.direction(feature) {
            1 => ((least, middle), (middle, most)),
            -1 => ((middle, most), (least, middle)),
            _ => (parent.bounds, parent.bounds),
        };
        let first = tree.nodes.len();
        tree.nodes.push(self.node(below, low_bounds));
        tree.nodes.push(self.node(above, high_bounds));
        tree.nodes.get_mut(parent.node)?.split = Some(Split {
            feature,
            threshold,
            unknown_below: question.unknown_below,
            below: first as u32,
            above: first as u32 + 1,
        });
        // The histograms of the larger side are what the smaller leaves of the whole.
        let low_is_less = low.len() <= high.len();
        let less = self.histograms(if low_is_less { &low } else { &high });
        let mut rest = parent.histograms;
        for (whole, part) in rest.iter_mut().zip(&less) {
            for (whole, part) in whole.iter_mut().zip(part) {
                *whole = whole.less(*part);
            }
        }
        let (low_histograms, high_histograms) = if low_is_less { (less, rest) } else { (rest, less) };
        Some([
            Open {
                node: first,
                rows: low,
                unseen: low_unseen,
                histograms: low_histograms,
                total: below,
                bounds: low_bounds,
            },
            Open {
                node: first + 1,
                rows: high,
                unseen: high_unseen,
                histograms: high_histograms,
                total: above,
                bounds: high_bounds,
            },
        ])
    }
}

/// Numbers that look random and are always the same (splitmix64).
struct Random(u64);

impl Random {
    fn new(seed: u64, stream: u64) -> Self {
        let mut random = Self(seed ^ stream.wrapping_mul(0xD1B5_4A32_D192_ED03));
        random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Between 0 and 1, 1 excluded.
    fn chance(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1_u64 << 24) as f32
    }
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "what is the same sum is the same number")]
mod tests {
    use super::*;

    /// Examples that look random and are always the same.
    fn examples(
        rows: usize,
        columns: usize,
        label: impl Fn(&[f32], &mut Random) -> bool,
    ) -> (Matrix, Vec<bool>) {
        let mut random = Random::new(9, 9);
        let mut matrix = Matrix::new(columns);
        let mut labels = Vec::new();
        for _ in 0..rows {
            let row: Vec<f32> = (0..columns).map(|_| random.chance()).collect();
            labels.push(label(&row, &mut random));
            matrix.push(&row);
        }
        (matrix, labels)
    }

    fn right(booster: &Booster, matrix: &Matrix, labels: &[bool]) -> usize {
        labels
            .iter()
            .enumerate()
            .filter(|(row, label)| (booster.log_odds(matrix.row(*row)) > 0.0) == **label)
            .count()
    }

    #[test]
    fn two_features_that_tell_only_together_are_learnt() {
        let (matrix, labels) = examples(600, 2, |row, _| (row[0] > 0.5) != (row[1] > 0.5));
        let options = BoostOptions { columns: 1.0, ..BoostOptions::default() };
        assert!(right(&Booster::fit(&matrix, &labels, &options), &matrix, &labels) > 580);
    }

    #[test]
    fn one_question_cannot_tell_what_takes_two() {
        let (matrix, labels) = examples(600, 2, |row, _| (row[0] > 0.5) != (row[1] > 0.5));
        let options = BoostOptions { columns: 1.0, depth: 1, ..BoostOptions::default() };
        assert!(right(&Booster::fit(&matrix, &labels, &options), &matrix, &labels) < 400);
    }

    #[test]
    fn labels_that_come_by_chance_are_not_told_with_certainty() {
        let (matrix, labels) = examples(2000, 3, |_, random| random.chance() < 0.3);
        let booster = Booster::fit(&matrix, &labels, &BoostOptions::default());
        let (unseen, _) = examples(3000, 3, |_, _| true);
        let mean = (2000..3000).map(|row| booster.log_odds(unseen.row(row))).sum::<f32>() / 1000.0;
        assert!((mean - (0.3_f32 / 0.7).ln()).abs() < 0.4, "{mean}");
        assert!((2000..3000).all(|row| booster.log_odds(unseen.row(row)).abs() < 5.0));
    }

    #[test]
    fn contributions_sum_to_the_log_odds() {
        let (matrix, labels) = examples(300, 5, |row, random| row[0] + row[3] + random.chance() > 1.5);
        let booster =
            Booster::fit(&matrix, &labels, &BoostOptions { columns: 1.0, ..BoostOptions::default() });
        let mut sizes = [0.0; 5];
        for row in 0..50 {
            let mut parts = [0.0; 5];
            let sum = booster.contributions(matrix.row(row), &mut parts) + parts.iter().sum::<f64>();
            assert!((sum - f64::from(booster.log_odds(matrix.row(row)))).abs() < 1e-4);
            for (size, part) in sizes.iter_mut().zip(parts) {
                *size += part.abs();
            }
        }
        assert!(sizes[0].min(sizes[3]) > 2.0 * sizes[1].max(sizes[2]).max(sizes[4]), "{sizes:?}");
    }

    #[test]
    fn a_monotone_feature_never_turns() {
        let (matrix, labels) =
            examples(500, 2, |row, random| (row[0] > 0.3 && row[0] < 0.8) || random.chance() + row[1] > 1.6);
        let monotone = BoostOptions { columns: 1.0, monotone: vec![1], ..BoostOptions::default() };
        let free = BoostOptions { monotone: Vec::new(), ..monotone.clone() };
        let turns = |options: &BoostOptions| {
            let booster = Booster::fit(&matrix, &labels, options);
            let along = |other: f32| (0..=50).map(move |step| [step as f32 / 50.0, other]);
            [0.1, 0.5, 0.9].into_iter().any(|other| {
                let values: Vec<f32> = along(other).map(|row| booster.log_odds(&row)).collect();
                values.windows(2).any(|pair| pair[1] < pair[0] - 1e-5)
            })
        };
        assert!(!turns(&monotone));
        assert!(turns(&free));
    }

    #[test]
    fn what_is_not_known_goes_with_those_it_is_like() {
        let (mut matrix, mut labels) = examples(200, 1, |row, _| row[0] > 0.5);
        labels.extend([true; 100]);
        for _ in 0..100 {
            matrix.push(&[f32::NAN]);
        }
        let booster =
            Booster::fit(&matrix, &labels, &BoostOptions { columns: 1.0, ..BoostOptions::default() });
        assert!(booster.log_odds(&[f32::NAN]) > 2.0);
        assert_eq!(booster.log_odds(&[]), booster.log_odds(&[f32::NAN]));
    }

    #[test]
    fn one_label_alone_is_the_share_of_all() {
        let (matrix, labels) = examples(30, 2, |_, _| false);
        let booster = Booster::fit(&matrix, &labels, &BoostOptions::default());
        assert_eq!(booster.log_odds(matrix.row(0)), (1.0_f32 / 31.0).ln());
        assert_eq!(Booster::fit(&Matrix::new(3), &[], &BoostOptions::default()).log_odds(&[1.0]), 0.0);
    }

    #[test]
    fn numbers_beyond_measure_break_nothing() {
        let mut matrix = Matrix::new(1);
        let mut labels = Vec::new();
        for n in 0..40 {
            matrix.push(&[[f32::NEG_INFINITY, f32::MIN, f32::MAX, f32::INFINITY][n % 4]]);
            labels.push(n % 4 > 1);
        }
        let booster =
            Booster::fit(&matrix, &labels, &BoostOptions { columns: 1.0, ..BoostOptions::default() });
        assert_eq!(right(&booster, &matrix, &labels), 40);
    }

    #[test]
    fn many_examples_have_what_each_has() {
        let (mut matrix, labels) = examples(200, 3, |row, _| row[1] > 0.4 && row[0] < 0.7);
        let booster =
            Booster::fit(&matrix, &labels, &BoostOptions { columns: 0.7, ..BoostOptions::default() });
        for row in
            [[f32::NAN, 0.5, 0.1], [0.3, f32::NAN, f32::NAN], [f32::INFINITY; 3], [f32::NEG_INFINITY; 3]]
        {
            matrix.push(&row);
        }
        let one_by_one: Vec<f32> = (0..204).map(|row| booster.log_odds(matrix.row(row))).collect();
        assert_eq!(booster.all_log_odds(&matrix), one_by_one);
        assert!(one_by_one.iter().any(|odds| *odds > 1.0) && one_by_one.iter().any(|odds| *odds < -1.0));
    }

    #[test]
    fn a_booster_is_the_same_after_a_file() {
        let (matrix, labels) = examples(200, 3, |row, _| row[1] > 0.4);
        let booster = Booster::fit(&matrix, &labels, &BoostOptions::default());
        let text = serde_json::to_string(&booster).unwrap();
        assert_eq!(serde_json::from_str::<Booster>(&text).unwrap(), booster);
    }

    #[test]
    fn a_broken_tree_ends() {
        let text = r#"{"base":0.5,"trees":[[{"value":1.0,"split":
            {"feature":0,"threshold":0.0,"unknown_below":true,"below":0,"above":7}}]]}"#;
        let booster: Booster = serde_json::from_str(text).unwrap();
        let mut matrix = Matrix::new(1);
        matrix.push(&[-1.0]);
        assert_eq!(booster.all_log_odds(&matrix), [1.5]);
        assert_eq!((booster.log_odds(&[-1.0]), booster.log_odds(&[1.0])), (1.5, 1.5));
    }

    #[test]
    fn bins_of_few_values_are_those_values() {
        assert_eq!(ends(&[0.0, 0.0, 1.0, 3.0]), [0.5, 2.0]);
        let many: Vec<f32> = (0..1000).map(|n| n as f32).collect();
        let found = ends(&many);
        assert!(found.len() <= MOST_BINS - 2 && found.len() > 50);
        assert!(ends(&[]).is_empty() && ends(&[2.0, 2.0]).is_empty());
    }
}
