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
    /// The ids by which two must be one, from link to link.
    Contradiction(Contradiction, Vec<String>),
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
            Kind::Contradiction(error, chain) => contradiction(f, error, chain),
            Kind::Input(text) | Kind::Store(text) => f.write_str(text),
        }
    }
}

/// The most ids of a chain that are named.
const MOST_NAMED: usize = 12;

fn contradiction(f: &mut fmt::Formatter<'_>, error: &Contradiction, chain: &[String]) -> fmt::Result {
    let (Some(a), Some(b)) = (chain.first(), chain.last()) else { return write!(f, "{error}") };
    write!(f, "{a:?} and {b:?} must be one by what was linked or judged")?;
    if chain.len() > 2 {
        let named: Vec<String> = chain.iter().take(MOST_NAMED).map(|id| format!("{id:?}")).collect();
        let more = if chain.len() > MOST_NAMED { " = ..." } else { "" };
        write!(f, " ({}{more})", named.join(" = "))?;
    }
    write!(f, ", but {}", error.reason())
}

impl std::error::Error for ResolveError {}
