//! Why a run gave no answer.

use std::fmt;

use crate::cluster::Contradiction;
use crate::model::ModelError;

/// A run that gives no answer.
#[derive(Debug)]
pub struct ResolveError(pub(super) Kind);

#[derive(Debug)]
pub(super) enum Kind {
    Stopped,
    Model(ModelError),
    Contradiction(Contradiction, String, String),
    Input(String),
    Store(String),
}

impl ResolveError {
    /// Whether the caller's progress function stopped the run.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        matches!(self.0, Kind::Stopped)
    }

    /// Whether the store could not be written or read: a disk that is full, a file that is gone.
    #[must_use]
    pub fn is_store(&self) -> bool {
        matches!(self.0, Kind::Store(_))
    }
}

impl fmt::Display for ResolveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Stopped => f.write_str("the run was stopped"),
            Kind::Model(error) => error.fmt(f),
            Kind::Contradiction(error, a, b) => write!(f, "items {a:?} and {b:?}: {error}"),
            Kind::Input(text) | Kind::Store(text) => f.write_str(text),
        }
    }
}

impl std::error::Error for ResolveError {}
