//! What is known about pairs before their weights are looked at.

use std::fmt;

use rustc_hash::FxHashMap;

use crate::forest::Forest;

/// What clustering must keep to, whatever the weights say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Constraints {
    /// Pairs of items that are one.
    pub must: Vec<(u32, u32)>,
    /// Pairs of items that are two: they are in one entity under no circumstances.
    pub cannot: Vec<(u32, u32)>,
    /// The source of each item, below 64; empty where there is one source, numbered 0.
    pub sources: Vec<u8>,
    /// The sources that hold an entity at most once, a bit for each: bit 2 is set where source 2 does.
    pub unique: u64,
    /// A number that two items of one entity share where both have one, 0 for none: that of an identifier which
    /// a thing has only one of. Empty where no item has one.
    pub identities: Vec<u32>,
}

/// Constraints that cannot hold together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contradiction {
    pair: (u32, u32),
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Cannot,
    Unique,
    Identity,
}

impl Contradiction {
    /// The two items that must be one and cannot be.
    #[must_use]
    pub fn pair(&self) -> (u32, u32) {
        self.pair
    }

    /// What keeps the two apart, and the remedy.
    pub(crate) const fn reason(&self) -> &'static str {
        match self.kind {
            Kind::Cannot => "a cannot-link says they are two; take one of the two judgements back",
            Kind::Unique => {
                "both are of a source that holds an entity at most once; take the must-link back, or say that the source repeats \
                 entities"
            }
            Kind::Identity => "they bear two identities; take the must-link back, or mend an identifier",
        }
    }
}

impl fmt::Display for Contradiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (a, b) = self.pair;
        write!(f, "items {a} and {b} must be one by the must-links, but {}", self.reason())
    }
}

impl std::error::Error for Contradiction {}

impl Constraints {
    /// Whether there is nothing but weights to go by.
    pub(super) fn is_empty(&self) -> bool {
        self.cannot.is_empty() && self.unique == 0 && self.identities.is_empty()
    }

    /// The bit of an item's source where the source holds an entity at most once, else 0.
    pub(super) fn once(&self, item: u32) -> u64 {
        let source = self.sources.get(item as usize).copied().unwrap_or(0);
        1_u64.checked_shl(u32::from(source)).unwrap_or(0) & self.unique
    }

    /// The identity of an item, 0 for none.
    pub(super) fn identity(&self, item: u32) -> u32 {
        self.identities.get(item as usize).copied().unwrap_or(0)
    }

    /// Finds the first pair that must be one and cannot be.
    pub(super) fn check(&self, count: usize) -> Result<(), Contradiction> {
        if self.must.is_empty() {
            let itself = self.cannot.iter().find(|(a, b)| a == b);
            return itself.map_or(Ok(()), |&pair| Err(Contradiction { pair, kind: Kind::Cannot }));
        }
        let mut forest = Forest::new(count);
        for &(a, b) in &self.must {
            forest.join(a, b);
        }
        for &(a, b) in &self.cannot {
            if forest.root(a) == forest.root(b) {
                return Err(Contradiction { pair: (a.min(b), a.max(b)), kind: Kind::Cannot });
            }
        }
        let mut holders: FxHashMap<(u32, u64), u32> = FxHashMap::default();
        let mut bearers: FxHashMap<u32, u32> = FxHashMap::default();
        for item in 0..count as u32 {
            let home = forest.root(item);
            let once = self.once(item);
            if once != 0
                && let Some(before) = holders.insert((home, once), item)
            {
                return Err(Contradiction { pair: (before, item), kind: Kind::Unique });
            }
            if self.identity(item) != 0
                && let Some(before) = bearers.insert(home, item)
                && self.identity(before) != self.identity(item)
            {
                return Err(Contradiction { pair: (before, item), kind: Kind::Identity });
            }
        }
        Ok(())
    }
}

/// What a cluster may not be joined with, apart from cannot-links.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Standing {
    /// The bits of the sources it has an item of, among those that hold an entity at most once.
    pub(super) once: u64,
    /// The identity one of its items bears, 0 for none.
    pub(super) identity: u32,
}

impl Standing {
    pub(super) fn may_join(self, other: Self) -> bool {
        self.once & other.once == 0
            && (self.identity == 0 || other.identity == 0 || self.identity == other.identity)
    }

    pub(super) fn joined(self, other: Self) -> Self {
        Self { once: self.once | other.once, identity: self.identity.max(other.identity) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contradictions_name_the_pair() {
        let must = vec![(0, 1), (1, 2)];
        let cannot = Constraints { must: must.clone(), cannot: vec![(2, 0)], ..Default::default() };
        let error = cannot.check(3).unwrap_err();
        assert_eq!(error.pair(), (0, 2));
        assert!(
            error.to_string().starts_with("items 0 and 2 must be one by the must-links, but a cannot-link")
        );
        let unique =
            Constraints { must: must.clone(), sources: vec![0, 1, 0], unique: 1, ..Default::default() };
        assert!(unique.check(3).unwrap_err().to_string().contains("at most once"));
        let identity = Constraints { must, identities: vec![7, 0, 8], ..Default::default() };
        assert!(identity.check(3).unwrap_err().to_string().contains("two identities"));
        let itself = Constraints { cannot: vec![(1, 1)], ..Default::default() };
        assert_eq!(itself.check(3).unwrap_err().pair(), (1, 1));
    }

    #[test]
    fn constraints_that_agree_pass() {
        let constraints = Constraints {
            must: vec![(0, 1)],
            cannot: vec![(0, 2), (1, 3)],
            sources: vec![0, 1, 0, 1],
            unique: 0b11,
            identities: vec![7, 7, 8, 0],
        };
        assert_eq!(constraints.check(4), Ok(()));
        assert_eq!(Constraints::default().check(0), Ok(()));
    }
}
