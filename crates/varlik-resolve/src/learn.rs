//! Learning from labelled pairs.

mod boost;
mod calibration;
mod context;
mod evidence;
mod folds;
mod learner;
mod matrix;
mod threshold;
mod tree;

pub use boost::{BoostOptions, Booster};
pub use calibration::Calibration;
pub use evidence::PairEvidence;
pub use learner::{LabelledPair, LearnError, LearnOptions, Learned, PairExplanation, PairModel, PairReason};
pub use matrix::Matrix;
