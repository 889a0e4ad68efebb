//! Which words stand for one name though they do not sound alike: nicknames, cognates, abbreviations, translations.

use crate::name::NameKind;
use crate::table::{HashTable, records, u32_at};

static KEYS: HashTable = HashTable::new(include_bytes!("tables/variant_keys.bin"));
static LISTS: &[[u8; 4]] = records(include_bytes!("tables/variant_lists.bin"));

/// Marks the last set of a list in the table.
pub const LAST_VARIANT_SET: u32 = 1 << 31;

/// Most sets a word is listed in; a word of more says too little.
pub const MAX_VARIANT_SETS: usize = 24;

/// Why the words of a set stand for one another, the surest reason first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum VariantRelation {
    /// A word of an organisation's name and what it is cut to: `Sanayi` and `San.`, `University` and `Univ.`.
    Abbreviation,
    /// A given name and what its bearers are called: `Robert` and `Bob`, `Aleksandr` and `Sasha`.
    Nickname,
    /// A word of an organisation's or place's name in several languages: `Ministry` and `Bakanlığı`.
    Translation,
    /// One name as several languages and scripts write it: `Nguyễn` and `阮`, `Hillary` and `希拉里`. Most are labels
    /// of Wikidata, where short forms and other mistakes stand among them.
    Spelling,
    /// What became of one given name in several languages: `John`, `Ivan` and `Yahya`. Kings and saints change theirs
    /// with the language, others seldom do.
    Cognate,
}

impl VariantRelation {
    const ALL: [Self; 5] =
        [Self::Abbreviation, Self::Nickname, Self::Translation, Self::Spelling, Self::Cognate];

    /// Whether it can make two names of this kind one: persons are not abbreviated like bodies (`Can` is no Canadian),
    /// and no company is called Bob for Robert.
    #[must_use]
    pub const fn suits(self, kind: NameKind) -> bool {
        match self {
            Self::Abbreviation | Self::Translation => !matches!(kind, NameKind::Person),
            Self::Nickname | Self::Cognate => matches!(kind, NameKind::Person | NameKind::Other),
            Self::Spelling => true,
        }
    }

    /// The relation a source table's word stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "spelling" => Some(Self::Spelling),
            "abbreviation" => Some(Self::Abbreviation),
            "nickname" => Some(Self::Nickname),
            "translation" => Some(Self::Translation),
            "cognate" => Some(Self::Cognate),
            _ => None,
        }
    }
}

/// A set of words that stand for one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VariantSet(u32);

impl VariantSet {
    /// The set a table numbers `serial` among those of all relations.
    #[must_use]
    pub const fn new(serial: u32, relation: VariantRelation) -> Self {
        Self(serial << 3 | relation as u32)
    }

    /// A number no other set has; below 2^22.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }

    /// Why its words stand for one another.
    #[must_use]
    pub fn relation(self) -> VariantRelation {
        VariantRelation::ALL.get((self.0 & 7) as usize).copied().unwrap_or(VariantRelation::Cognate)
    }
}

/// The sets one word is in, in the order of their numbers; at most [`MAX_VARIANT_SETS`].
#[derive(Clone, Debug, Default)]
pub struct VariantSets {
    only: Option<VariantSet>,
    list: &'static [[u8; 4]],
}

impl Iterator for VariantSets {
    type Item = VariantSet;

    fn next(&mut self) -> Option<VariantSet> {
        if let Some(only) = self.only.take() {
            return Some(only);
        }
        let (first, rest) = self.list.split_first()?;
        let record = u32_at::<0>(first);
        self.list = if record & LAST_VARIANT_SET == 0 { rest } else { &[] };
        Some(VariantSet(record & !LAST_VARIANT_SET))
    }
}

/// Looks up the sets of a word by its [`key_hash`](crate::key_hash). Allocates nothing; costs one cache line or two.
///
/// # Example: one set or several
///
/// ```
/// use varlik_names::{key_hash, variant_sets};
///
/// assert!(variant_sets(key_hash(b"bob")).count() >= 1);
/// // Sasha is Aleksandr or Aleksandra.
/// assert!(variant_sets(key_hash(b"sasha")).count() >= 2);
/// assert_eq!(variant_sets(key_hash(b"spokesman")).count(), 0);
/// ```
#[must_use]
pub fn variant_sets(hash: u64) -> VariantSets {
    match KEYS.get(hash) {
        None => VariantSets::default(),
        Some(value) if value & 1 == 0 => VariantSets { only: Some(VariantSet(value >> 1)), list: &[] },
        Some(value) => {
            VariantSets { only: None, list: LISTS.get((value >> 1) as usize..).unwrap_or_default() }
        }
    }
}

/// Says why two words, given by their [`key_hash`](crate::key_hash), stand for one another: the surest reason of
/// all sets that hold both. Allocates nothing.
///
/// # Example: nicknames, cognates, abbreviations, and two names
///
/// ```
/// use varlik_names::{VariantRelation, key_hash, shared_variant};
///
/// let shared = |a: &str, b: &str| shared_variant(key_hash(a.as_bytes()), key_hash(b.as_bytes()));
/// assert_eq!(shared("bob", "robert"), Some(VariantRelation::Nickname));
/// assert_eq!(shared("henricus", "heinrich"), Some(VariantRelation::Cognate));
/// assert_eq!(shared("san", "sanayi"), Some(VariantRelation::Abbreviation));
/// assert_eq!(shared("bob", "richard"), None);
/// ```
#[must_use]
pub fn shared_variant(a: u64, b: u64) -> Option<VariantRelation> {
    shared_set(&variant_sets(a), &variant_sets(b))
}

/// The same for sets looked up before.
#[must_use]
pub fn shared_set(a: &VariantSets, b: &VariantSets) -> Option<VariantRelation> {
    surest(a, b, |_| true)
}

/// The same for words of names of one kind, by the relations that [suit](VariantRelation::suits) it.
///
/// # Example: a given name that is an abbreviation elsewhere
///
/// ```
/// use varlik_names::{NameKind, VariantRelation, key_hash, shared_set_in, variant_sets};
///
/// let sets = |word: &str| variant_sets(key_hash(word.as_bytes()));
/// let shared = |kind| shared_set_in(&sets("can"), &sets("canadian"), kind);
/// assert_eq!(shared(NameKind::Organization), Some(VariantRelation::Abbreviation));
/// assert_eq!(shared(NameKind::Person), None);
/// ```
#[must_use]
pub fn shared_set_in(a: &VariantSets, b: &VariantSets, kind: NameKind) -> Option<VariantRelation> {
    surest(a, b, |relation| relation.suits(kind))
}

fn surest(
    a: &VariantSets,
    b: &VariantSets,
    counts: impl Fn(VariantRelation) -> bool,
) -> Option<VariantRelation> {
    let (mut a, mut b) = (a.clone(), b.clone());
    let (mut x, mut y) = (a.next(), b.next());
    let mut surest: Option<VariantRelation> = None;
    // Both are in the order of their numbers.
    while let (Some(left), Some(right)) = (x, y) {
        let relation = left.relation();
        if left == right && counts(relation) {
            surest = Some(surest.map_or(relation, |found| found.min(relation)));
        }
        if left <= right {
            x = a.next();
        }
        if right <= left {
            y = b.next();
        }
    }
    surest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::key_hash;

    #[test]
    fn a_word_is_in_its_own_sets_and_no_list_is_too_long() {
        for word in ["sasha", "ali", "mehmet", "john", "alex"] {
            let sets = variant_sets(key_hash(word.as_bytes()));
            assert!((1..=MAX_VARIANT_SETS).contains(&sets.clone().count()), "{word}");
            assert!(shared_set(&sets, &sets).is_some(), "{word}");
        }
    }

    #[test]
    fn sharing_is_symmetric() {
        let hash = |word: &str| key_hash(word.as_bytes());
        for (a, b) in [("bob", "robert"), ("joe", "joseph"), ("ivan", "john"), ("bob", "john")] {
            assert_eq!(shared_variant(hash(a), hash(b)), shared_variant(hash(b), hash(a)), "{a} {b}");
        }
    }
}
