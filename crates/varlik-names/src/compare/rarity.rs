//! How rare the words of the caller's names are.

use rustc_hash::FxHashMap;

use crate::name::{Name, NameWord};

/// How often each word stands in some names, so that a common one says less: *Bank* in a list of banks.
///
/// Without it, words are as rare as their letters make them, but for known given names and words of a kind.
///
/// # Example: in a list of banks, a bank is nobody
/// ```
/// use varlik_names::{Name, NameComparer, NameKind, Rarity};
/// use varlik_text::Lang;
///
/// let name = |text: &str| Name::new(text, NameKind::Organization, Lang::Und);
/// let names: Vec<Name> = (0..99).map(|at| name(&format!("Merkür {at}"))).collect();
/// let comparer = NameComparer::default().with_rarity(Rarity::learn(&names));
/// let (a, b) = (name("Merkür Demir"), name("Merkür"));
/// assert!(comparer.weight(&a, &b) < NameComparer::default().weight(&a, &b));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Rarity {
    counts: FxHashMap<u64, u32>,
    names: u32,
}

impl Rarity {
    /// Counts the words of some names. Takes 16 bytes or so a word.
    pub fn learn<'n>(names: impl IntoIterator<Item = &'n Name>) -> Self {
        let mut rarity = Self::default();
        names.into_iter().for_each(|name| rarity.add(name));
        rarity
    }

    /// Counts the words of one more name.
    pub fn add(&mut self, name: &Name) {
        self.names = self.names.saturating_add(1);
        for word in name.words() {
            let count = self.counts.entry(word.key_hash).or_default();
            *count = count.saturating_add(1);
        }
    }

    /// Adds what was counted of other names, in whatever order.
    pub fn merge(&mut self, other: &Self) {
        self.names = self.names.saturating_add(other.names);
        for (&word, &more) in &other.counts {
            let count = self.counts.entry(word).or_default();
            *count = count.saturating_add(more);
        }
    }

    /// Returns the counts to be kept somewhere, by the hashes of the words' keys in their order. Words that stand in one
    /// name are left out, for they say what they say without being counted. A hash is good for the release that made it.
    ///
    /// # Example: kept and taken back
    /// ```
    /// use varlik_names::{Name, NameKind, Rarity};
    /// use varlik_text::Lang;
    ///
    /// let name = |text| Name::new(text, NameKind::Organization, Lang::Und);
    /// let rarity = Rarity::learn(&[name("Merkür Demir"), name("Merkür Çelik")]);
    /// let counts = rarity.counts();
    /// assert_eq!(counts.iter().map(|(_, count)| *count).collect::<Vec<_>>(), [2]);
    /// assert_eq!(Rarity::from_counts(rarity.len(), counts.clone()).counts(), counts);
    /// ```
    #[must_use]
    pub fn counts(&self) -> Vec<(u64, u32)> {
        let counts = self.counts.iter().map(|(&word, &count)| (word, count));
        let mut counts: Vec<_> = counts.filter(|&(_, count)| count > 1).collect();
        counts.sort_unstable();
        counts
    }

    /// Takes back [`counts`](Self::counts) of so many names.
    pub fn from_counts(names: usize, counts: impl IntoIterator<Item = (u64, u32)>) -> Self {
        let names = u32::try_from(names).unwrap_or(u32::MAX);
        Self { counts: counts.into_iter().collect(), names }
    }

    /// Returns how many names were counted.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names as usize
    }

    /// Returns whether no name was counted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names == 0
    }

    /// Most bits that an agreement on a word says: minus the logarithm of its share of the names.
    pub(crate) fn weight(&self, word: &NameWord) -> f32 {
        match self.counts.get(&word.key_hash) {
            // A word seen once or never may be as rare as any.
            None | Some(0 | 1) => f32::INFINITY,
            Some(count) => (self.names as f32 / *count as f32).log2().max(0.0),
        }
    }
}
