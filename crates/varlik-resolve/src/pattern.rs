//! Agreement patterns: the levels of all comparisons of a pair, packed into one number.

/// The most comparisons of a pair.
pub(crate) const MOST_COMPARISONS: usize = 32;

/// The levels of a pair, four bits each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub(crate) struct Pattern(u128);

impl Pattern {
    /// Sets the level of a comparison that has none yet.
    pub(crate) fn set(&mut self, comparison: usize, level: u8) {
        self.0 |= u128::from(level & 15) << (comparison * 4);
    }

    /// The pattern with another level of one comparison.
    pub(crate) fn with(self, comparison: usize, level: u8) -> Self {
        let mut other = Self(self.0 & !(15 << (comparison * 4)));
        other.set(comparison, level);
        other
    }

    /// The pattern with the levels that another has bits for, and no others.
    pub(crate) fn masked(self, mask: Self) -> Self {
        Self(self.0 & mask.0)
    }

    /// The level of a comparison.
    pub(crate) fn level(self, comparison: usize) -> u8 {
        (self.0 >> (comparison * 4)) as u8 & 15
    }
}
