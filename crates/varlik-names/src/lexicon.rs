//! What single words do inside names, and which words are no names at all.

use crate::table::{HashTable, key_hash};

static WORDS: HashTable = HashTable::new(include_bytes!("tables/words.bin"));

/// One thing a word can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WordFlag {
    /// Says what kind of organisation a name is: `Ministry`, `Üniversitesi`, `Bank`.
    OrganizationKind,
    /// A legal form: `GmbH`, `A.Ş.`, `Inc`.
    LegalForm,
    /// Says what kind of place a name is: `River`, `Caddesi`, `Province`.
    PlaceKind,
    /// May stand lower-case inside a person's name: `bin`, `van`, `de`.
    PersonConnector,
    /// May stand lower-case inside an organisation's name: `of`, `ve`, `and`.
    OrganizationConnector,
    /// May stand lower-case inside a place's name: `of`, `am`, `upon`.
    PlaceConnector,
    /// A month or weekday, in full or shortened.
    Calendar,
    /// Stands lower-case in small English dictionaries.
    EnglishWord,
    /// Stands lower-case in larger English dictionaries only.
    RareEnglishWord,
    /// Stands lower-case in Turkish.
    TurkishWord,
}

impl WordFlag {
    /// The bit a table stores for this flag.
    #[must_use]
    pub const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// The set of things a word can be; empty for a word the lexicon does not hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordFlags(u32);

impl WordFlags {
    /// Whether the word can be this.
    #[must_use]
    pub const fn has(self, flag: WordFlag) -> bool {
        self.0 & flag.bit() != 0
    }

    /// Whether the lexicon does not hold the word.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether it may stand lower-case inside a name of any kind.
    #[must_use]
    pub const fn is_connector(self) -> bool {
        self.has(WordFlag::PersonConnector)
            || self.has(WordFlag::OrganizationConnector)
            || self.has(WordFlag::PlaceConnector)
    }

    /// Whether it is a lower-case word of English or Turkish.
    #[must_use]
    pub const fn is_common_word(self) -> bool {
        self.has(WordFlag::EnglishWord)
            || self.has(WordFlag::RareEnglishWord)
            || self.has(WordFlag::TurkishWord)
    }
}

/// Looks a word up by its [`key_hash`].
#[must_use]
pub fn words_by_hash(hash: u64) -> WordFlags {
    WordFlags(WORDS.get(hash).unwrap_or(0))
}

/// Returns what a word (`varlik_text::key` of one token) can be.
///
/// # Example: a kind word, a connector, a plain word, a name
///
/// ```
/// use varlik_names::{WordFlag, words};
///
/// assert!(words("bakanligi").has(WordFlag::OrganizationKind));
/// assert!(words("of").is_connector());
/// assert!(words("yesterday").has(WordFlag::EnglishWord));
/// assert!(words("kilicdaroglu").is_empty());
/// ```
#[must_use]
pub fn words(key: &str) -> WordFlags {
    words_by_hash(key_hash(key.as_bytes()))
}
