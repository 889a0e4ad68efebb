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
        for name in names {
            rarity.names = rarity.names.saturating_add(1);
            for word in name.words() {
                let count = rarity.counts.entry(word.key_hash).or_default();
                *count = count.saturating_add(1);
            }
        }
        rarity
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
