//! Offices, honorifics, ranks, occupations and kin words that stand beside a person's name.

use crate::language_set::LanguageSet;
use crate::table::{HashTable, key_hash, records, strings, u8_at, u32_at};

static KEYS: HashTable = HashTable::new(include_bytes!("tables/title_keys.bin"));
static TITLES: &[[u8; 12]] = records(include_bytes!("tables/titles.bin"));
static OFFICES: &str = strings(include_bytes!("tables/title_offices.bin"));

/// What kind of word a title is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TitleClass {
    /// A form of address or degree: `Mr`, `Sayın`, `Prof. Dr.`, `Bey`.
    Honorific,
    /// A public or corporate office, held by few at a time: `President`, `Dışişleri Bakanı`, `CEO`.
    Office,
    /// A military, police or clerical rank: `General`, `Orgeneral`, `Pope`.
    Rank,
    /// What somebody does for a living: `reporter`, `teknik direktör`.
    Occupation,
    /// A relation to another person: `wife`, `oğlu`.
    Kin,
}

impl TitleClass {
    const ALL: [Self; 5] = [Self::Honorific, Self::Office, Self::Rank, Self::Occupation, Self::Kin];

    /// The class a source table's word stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "honorific" => Some(Self::Honorific),
            "office" => Some(Self::Office),
            "rank" => Some(Self::Rank),
            "occupation" => Some(Self::Occupation),
            "kin" => Some(Self::Kin),
            _ => None,
        }
    }

    /// The number a table stores for this class.
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }
}

/// What is known of one title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Title {
    /// What kind of word it is.
    pub class: TitleClass,
    /// The office, shared across languages: `office:foreign-minister` for `Foreign Minister` and `Dışişleri Bakanı`.
    pub office: Option<&'static str>,
    /// Languages in which it is said.
    pub languages: LanguageSet,
}

/// What the table says of one key: the title it is, and whether longer titles begin with it.
#[derive(Clone, Copy, Debug, Default)]
pub struct TitleMatch {
    /// The title that the whole key is.
    pub title: Option<Title>,
    /// Whether some longer title goes on after these words.
    pub is_prefix: bool,
}

/// Looks a key up by its [`key_hash`], title and continuation at once.
#[must_use]
pub fn lookup_by_hash(hash: u64) -> TitleMatch {
    KEYS.get(hash).map_or_else(TitleMatch::default, |value| TitleMatch {
        title: (value >> 1).checked_sub(1).and_then(|at| TITLES.get(at as usize)).map(read_title),
        is_prefix: value & 1 != 0,
    })
}

fn read_title(record: &[u8; 12]) -> Title {
    let start = u32_at::<0>(record) as usize;
    let end = start + usize::from(u8_at::<9>(record));
    Title {
        class: TitleClass::ALL.get(usize::from(u8_at::<8>(record))).copied().unwrap_or(TitleClass::Honorific),
        office: OFFICES.get(start..end).filter(|office| !office.is_empty()),
        languages: LanguageSet::from_bits(u32_at::<4>(record)),
    }
}

/// Returns the title a key (`varlik_text::key` of the whole title) stands for.
///
/// # Example: one office in two languages, and a word that is none
///
/// ```
/// use varlik_names::title;
///
/// let office = |text: &str| title::lookup(&varlik_text::key(text)).and_then(|title| title.office);
/// assert_eq!(office("Foreign Minister"), Some("office:foreign-minister"));
/// assert_eq!(office("Dışişleri Bakanı"), office("Foreign Minister"));
/// assert_eq!(office("yesterday"), None);
/// ```
#[must_use]
pub fn lookup(key: &str) -> Option<Title> {
    lookup_by_hash(key_hash(key.as_bytes())).title
}

/// Whether some longer title goes on after the words of this key.
#[must_use]
pub fn is_prefix(key: &str) -> bool {
    lookup_by_hash(key_hash(key.as_bytes())).is_prefix
}
