//! Small words of persons' names: particles, links to a father, articles, generations, letters behind a name.

use crate::table::{HashTable, key_hash};

static WORDS: HashTable = HashTable::new(include_bytes!("tables/person_words.bin"));

/// One thing a small word of a person's name can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PersonWord {
    /// Part of a family name that often falls away: `von`, `van der`, `de la`, `dos`, `zu`, `af`.
    Particle,
    /// Says whose son or daughter somebody is: `bin`, `ibn`, `bint`, `ben`, `bat`, `ould`, `oğlu`, `kyzy`, `qızı`.
    Filiation,
    /// An article before a name: `al`, `el`, `ad`, `ash`, `the`.
    Article,
    /// Makes one name with the word behind it: `abu`, `umm`, `abd`, `abdul`, `saint`, `santa`.
    Compound,
    /// Tells son from father: `Jr`, `Sr`, `II`, `III`, `the Elder`, `fils`.
    Generation,
    /// Letters and honours that stand behind a name: `PhD`, `MD`, `Esq`, `QC`, `OBE`, `MP`.
    Postnominal,
    /// A title or form of address that the table of titles lacks: `Baron`, `Mullah`, `Hz.`, `господин`, `السيد`.
    Title,
    /// The end of a patronymic as a word of its own or as a suffix: `-ovich`, `-ovna`, `-zade`, `-son`, `-dóttir`.
    PatronymicEnding,
}

impl PersonWord {
    /// The bit a table stores for this flag.
    #[must_use]
    pub const fn bit(self) -> u32 {
        1 << self as u32
    }

    /// What a source table's word stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "particle" => Some(Self::Particle),
            "filiation" => Some(Self::Filiation),
            "article" => Some(Self::Article),
            "compound" => Some(Self::Compound),
            "generation" => Some(Self::Generation),
            "postnominal" => Some(Self::Postnominal),
            "title" => Some(Self::Title),
            "patronymic-ending" => Some(Self::PatronymicEnding),
            _ => None,
        }
    }
}

/// The things a word, or a run of words joined by spaces, can be in a person's name; empty for all others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PersonWords(u32);

impl PersonWords {
    /// Whether it can be this.
    #[must_use]
    pub const fn has(self, word: PersonWord) -> bool {
        self.0 & word.bit() != 0
    }

    /// Whether it is nothing the table knows.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 & !PREFIX == 0
    }

    /// Whether some longer row goes on after these words.
    #[must_use]
    pub const fn is_prefix(self) -> bool {
        self.0 & PREFIX != 0
    }
}

/// Marks words that a longer row begins with.
const PREFIX: u32 = 1 << PERSON_WORD_PREFIX_BIT;

/// The bit that marks words a longer row begins with, as the table stores it.
pub const PERSON_WORD_PREFIX_BIT: u32 = 16;

/// Looks a word or run of words up by its [`key_hash`].
#[must_use]
pub fn person_words_by_hash(hash: u64) -> PersonWords {
    PersonWords(WORDS.get(hash).unwrap_or(0))
}

/// Returns what a word (`varlik_text::key` of one or more tokens) can be in a person's name.
///
/// # Example: particle, son of, generation, plain name
///
/// ```
/// use varlik_names::{PersonWord, person_words};
///
/// assert!(person_words("von").has(PersonWord::Particle));
/// assert!(person_words("bin").has(PersonWord::Filiation));
/// assert!(person_words("iii").has(PersonWord::Generation));
/// assert!(person_words("erdogan").is_empty());
/// ```
#[must_use]
pub fn person_words(key: &str) -> PersonWords {
    person_words_by_hash(key_hash(key.as_bytes()))
}

/// Returns the ending that makes a patronymic of a word: `ovich` of `vladimirovich`, `oglu` of `hasanoglu`.
///
/// What is left before it has three letters or more, so that `Anna` or `Sonny` are none.
///
/// # Example
///
/// ```
/// use varlik_names::patronymic_ending;
///
/// assert_eq!(patronymic_ending("vladimirovich"), Some("ovich"));
/// assert_eq!(patronymic_ending("sigurdardottir"), Some("dottir"));
/// assert_eq!(patronymic_ending("anna"), None);
/// ```
#[must_use]
pub fn patronymic_ending(word: &str) -> Option<&str> {
    const STEM: usize = 3;
    const ENDING: std::ops::RangeInclusive<usize> = 3..=7;
    let from = word.len().saturating_sub(*ENDING.end()).max(STEM);
    (from..word.len().saturating_sub(*ENDING.start() - 1))
        .filter_map(|at| word.get(at..))
        .find(|tail| person_words(tail).has(PersonWord::PatronymicEnding))
}
