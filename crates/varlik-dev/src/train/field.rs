//! A linear-chain conditional random field trained by stochastic gradient with `AdaGrad` steps.
//!
//! Lafferty, `McCallum` & Pereira, "Conditional Random Fields" (ICML 2001); Duchi, Hazan & Singer, "Adaptive Subgradient
//! Methods" (JMLR 2011). A token may carry a set of allowed labels instead of one: the likelihood is then that of all
//! label sequences inside the sets (Tsuboi et al., "Training Conditional Random Fields Using Incomplete Annotations",
//! COLING 2008).
#![allow(
    clippy::indexing_slicing,
    clippy::needless_range_loop,
    reason = "labels are below LABELS and name several arrays at once; rows are masked to the table's length"
)]

use varlik_documents::tagger::{LABELS, Label};

/// A set of labels, one bit a label.
pub(crate) type Allowed = u16;

/// The set of all labels.
pub(crate) const ANY: Allowed = (1 << LABELS) - 1;

/// One sequence with what its labels may be.
pub(crate) struct Example {
    pub(crate) features: Vec<u32>,
    pub(crate) ends: Vec<usize>,
    pub(crate) allowed: Vec<Allowed>,
}

/// Weights in training.
pub(crate) struct Field {
    shift: u32,
    pub(crate) rows: Vec<[f32; LABELS]>,
    squares: Vec<[f32; LABELS]>,
    pub(crate) start: [f32; LABELS],
    start_squares: [f32; LABELS],
    pub(crate) transition: [[f32; LABELS]; LABELS],
    transition_squares: [[f32; LABELS]; LABELS],
}

const NEVER: f32 = -1.0e9;

impl Field {
    pub(crate) fn new(log2_rows: u32) -> Self {
        Self {
            shift: 32 - log2_rows,
            rows: vec![[0.0; LABELS]; 1 << log2_rows],
            squares: vec![[0.0; LABELS]; 1 << log2_rows],
            start: [0.0; LABELS],
            start_squares: [0.0; LABELS],
            transition: [[0.0; LABELS]; LABELS],
            transition_squares: [[0.0; LABELS]; LABELS],
        }
    }

    /// Makes one step on one example and returns its loss in nats.
    pub(crate) fn step(&mut self, example: &Example, rate: f32, decay: f32) -> f32 {
        let emissions = self.emissions(example);
        let free = self.expect(&emissions, &vec![ANY; emissions.len()]);
        let held = self.expect(&emissions, &example.allowed);
        if held.log_sum <= NEVER / 2.0 {
            return 0.0;
        }
        let mut from = 0;
        for (at, &end) in example.ends.iter().enumerate() {
            let mut gradient = [0.0; LABELS];
            for (label, slot) in gradient.iter_mut().enumerate() {
                *slot = held.tokens[at][label] - free.tokens[at][label];
            }
            if gradient.iter().any(|slot| slot.abs() > 1.0e-4) {
                for &feature in &example.features[from..end] {
                    let row = (feature >> self.shift) as usize;
                    for label in 0..LABELS {
                        update(
                            &mut self.rows[row][label],
                            &mut self.squares[row][label],
                            gradient[label],
                            rate,
                            decay,
                        );
                    }
                }
            }
            if at == 0 {
                for label in 0..LABELS {
                    update(
                        &mut self.start[label],
                        &mut self.start_squares[label],
                        gradient[label],
                        rate,
                        0.0,
                    );
                }
            }
            from = end;
        }
        for previous in 0..LABELS {
            for label in 0..LABELS {
                let gradient = held.pairs[previous][label] - free.pairs[previous][label];
                update(
                    &mut self.transition[previous][label],
                    &mut self.transition_squares[previous][label],
                    gradient,
                    rate,
                    0.0,
                );
            }
        }
        free.log_sum - held.log_sum
    }

    fn emissions(&self, example: &Example) -> Vec<[f32; LABELS]> {
        let mut from = 0;
        example
            .ends
            .iter()
            .map(|&end| {
                let mut sums = [0.0; LABELS];
                for &feature in &example.features[from..end] {
                    let row = &self.rows[(feature >> self.shift) as usize];
                    for (sum, weight) in sums.iter_mut().zip(row) {
                        *sum += weight;
                    }
                }
                from = end;
                sums
            })
            .collect()
    }

    /// Forward and backward sums over the sequences whose labels lie in the given sets.
    fn expect(&self, emissions: &[[f32; LABELS]], allowed: &[Allowed]) -> Expectation {
        let length = emissions.len();
        let may = |at: usize, label: usize| allowed[at] & (1 << label) != 0;
        let follows = |previous: usize, label: usize| {
            Label::from_index(label).is_some_and(|label| label.may_follow(Label::from_index(previous)))
        };
        let mut forward = vec![[NEVER; LABELS]; length];
        for label in 0..LABELS {
            let opens = Label::from_index(label).is_some_and(|label| label.may_follow(None));
            if may(0, label) && opens {
                forward[0][label] = self.start[label] + emissions[0][label];
            }
        }
        for at in 1..length {
            for label in 0..LABELS {
                if may(at, label) {
                    let mut terms = [NEVER; LABELS];
                    for previous in 0..LABELS {
                        if follows(previous, label) {
                            terms[previous] = forward[at - 1][previous] + self.transition[previous][label];
                        }
                    }
                    forward[at][label] = log_sum(&terms) + emissions[at][label];
                }
            }
        }
        let mut backward = vec![[0.0; LABELS]; length];
        for at in (0..length.saturating_sub(1)).rev() {
            for previous in 0..LABELS {
                let mut terms = [NEVER; LABELS];
                for label in 0..LABELS {
                    if may(at + 1, label) && follows(previous, label) {
                        terms[label] = self.transition[previous][label]
                            + emissions[at + 1][label]
                            + backward[at + 1][label];
                    }
                }
                backward[at][previous] = log_sum(&terms);
            }
        }
        let total = log_sum(&forward[length - 1]);
        let mut tokens = vec![[0.0; LABELS]; length];
        let mut pairs = [[0.0; LABELS]; LABELS];
        for at in 0..length {
            for label in 0..LABELS {
                tokens[at][label] = (forward[at][label] + backward[at][label] - total).exp();
            }
            if at > 0 {
                for previous in 0..LABELS {
                    for label in 0..LABELS {
                        if may(at, label) && follows(previous, label) {
                            pairs[previous][label] += (forward[at - 1][previous]
                                + self.transition[previous][label]
                                + emissions[at][label]
                                + backward[at][label]
                                - total)
                                .exp();
                        }
                    }
                }
            }
        }
        Expectation { log_sum: total, tokens, pairs }
    }
}

struct Expectation {
    log_sum: f32,
    tokens: Vec<[f32; LABELS]>,
    pairs: [[f32; LABELS]; LABELS],
}

fn update(weight: &mut f32, squares: &mut f32, gradient: f32, rate: f32, decay: f32) {
    let gradient = gradient - decay * *weight;
    *squares += gradient * gradient;
    *weight += rate * gradient / (squares.sqrt() + 0.1);
}

fn log_sum(terms: &[f32; LABELS]) -> f32 {
    let top = terms.iter().copied().fold(NEVER, f32::max);
    if top <= NEVER / 2.0 {
        return NEVER;
    }
    top + terms.iter().map(|term| (term - top).exp()).sum::<f32>().ln()
}
