//! What the caller told of how names are compared.

use varlik::names::NameComparer;

use crate::names::aliases::Given as Known;
use crate::names::options::Prior;
use crate::names::rarity::Given as Learnt;

/// The keywords `prior`, `aliases` and `rarity`.
#[derive(Clone)]
pub(crate) struct Comparing {
    pub(crate) prior: Prior,
    pub(crate) aliases: Known,
    pub(crate) rarity: Learnt,
}

impl Comparing {
    /// The comparer that goes by them.
    pub(crate) fn comparer(&self) -> NameComparer {
        let comparer = self.rarity.taught(self.aliases.comparer());
        match self.prior.0 {
            None => comparer,
            Some(prior) => comparer.with_prior(prior as f32),
        }
    }
}
