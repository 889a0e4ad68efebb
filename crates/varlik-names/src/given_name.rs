//! Which words are given or family names of people.

use crate::table::{HashTable, key_hash};

static NAMES: HashTable = HashTable::new(include_bytes!("tables/person_names.bin"));

/// What the name lists say of one word.
///
/// The lists hold what is usual in many countries, not every name there is: absence says little.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NameFlags(u8);

impl NameFlags {
    /// Bit for a given name.
    pub const GIVEN: u8 = 1;
    /// Bit for a family name.
    pub const FAMILY: u8 = 2;
    /// Bit for a given name of men.
    pub const MASCULINE: u8 = 4;
    /// Bit for a given name of women.
    pub const FEMININE: u8 = 8;

    /// Whether it is a given name.
    #[must_use]
    pub const fn is_given(self) -> bool {
        self.0 & Self::GIVEN != 0
    }

    /// Whether it is a family name.
    #[must_use]
    pub const fn is_family(self) -> bool {
        self.0 & Self::FAMILY != 0
    }

    /// Whether men bear it as a given name.
    #[must_use]
    pub const fn is_masculine(self) -> bool {
        self.0 & Self::MASCULINE != 0
    }

    /// Whether women bear it as a given name.
    #[must_use]
    pub const fn is_feminine(self) -> bool {
        self.0 & Self::FEMININE != 0
    }
}

/// Looks a word up by its [`key_hash`].
#[must_use]
pub fn name_flags_by_hash(hash: u64) -> NameFlags {
    NAMES.get(hash).map_or_else(NameFlags::default, |flags| NameFlags(flags as u8))
}

/// Returns what the name lists say of a word (`varlik_text::key` of one token).
///
/// # Example: both, and neither
///
/// ```
/// use varlik_names::name_flags;
///
/// let mehmet = name_flags("mehmet");
/// assert!(mehmet.is_given() && mehmet.is_masculine() && !mehmet.is_feminine());
/// assert!(name_flags("yilmaz").is_family());
/// assert!(!name_flags("ministry").is_given());
/// ```
#[must_use]
pub fn name_flags(key: &str) -> NameFlags {
    name_flags_by_hash(key_hash(key.as_bytes()))
}
