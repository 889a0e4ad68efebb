//! What an ending says of its noun.
use std::fmt;

/// The cases and other meanings of an ending: `deki` is locative and `ki`, `lerin` plural and genitive.
///
/// Shown as its codes in the order they stand in a word, joined by `+`.
///
/// # Example
///
/// ```
/// use varlik_text::{Lang, suffix::{CaseSet, split}};
///
/// let cases = |word| split(word, Lang::Tr).map(|found| found.cases.to_string());
/// assert_eq!(cases("Türkiye'nin").as_deref(), Some("gen"));
/// assert_eq!(cases("S-400'lerin").as_deref(), Some("pl+gen"));
/// assert_eq!(cases("Moskova'daki").as_deref(), Some("loc+ki"));
/// let found = split("Kerkük'e", Lang::Tr).unwrap();
/// assert!(found.cases.contains(CaseSet::DATIVE));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct CaseSet(u16);

/// Names the bits, in the order of the senses of the table of endings.
macro_rules! senses {
    ($($(#[$doc:meta])* $name:ident = $bit:literal, $code:literal;)*) => {
        impl CaseSet {
            $($(#[$doc])* pub const $name: Self = Self(1 << $bit);)*

            /// The codes, in the order they stand in a word.
            pub fn codes(self) -> impl Iterator<Item = &'static str> {
                [$((Self::$name, $code)),*].into_iter().filter(move |(one, _)| self.contains(*one)).map(|(_, code)| code)
            }
        }
    };
}

senses! {
    /// `der`: another noun or adjective is made: `Ankara'lı`, `NATO'culuk`.
    DERIVED = 0, "der";
    /// `ord`: an ordinal number: `5'inci`.
    ORDINAL = 1, "ord";
    /// `pl`: plural: `Erdoğan'lar`.
    PLURAL = 2, "pl";
    /// `poss`: it is somebody's: `Türkiye'miz`.
    POSSESSED = 3, "poss";
    /// `acc`: accusative: `Türkiye'yi`.
    ACCUSATIVE = 4, "acc";
    /// `dat`: dative, towards: `Türkiye'ye`.
    DATIVE = 5, "dat";
    /// `loc`: locative, in or at: `Türkiye'de`.
    LOCATIVE = 6, "loc";
    /// `abl`: ablative, from: `Türkiye'den`.
    ABLATIVE = 7, "abl";
    /// `gen`: genitive, of: `Türkiye'nin`, and the English possessive `Turkey's`.
    GENITIVE = 8, "gen";
    /// `ins`: instrumental, with: `Türkiye'yle`.
    INSTRUMENTAL = 9, "ins";
    /// `equ`: in the manner or opinion of: `Türkiye'ce`.
    EQUATIVE = 10, "equ";
    /// `ki`: the one that is there or is whose: `Türkiye'deki`, `Türkiye'ninki`.
    RELATIVE = 11, "ki";
    /// `cop`: it is, was or if it is: `Türkiye'dir`, `Türkiye'ydi`.
    COPULA = 12, "cop";
    /// `dist`: so many each: `10'ar`.
    DISTRIBUTIVE = 13, "dist";
}

impl CaseSet {
    /// Whether every meaning of `other` is in the set.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether there is no ending.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The set with the meaning of a number of the table.
    pub(super) const fn with(self, sense: u8) -> Self {
        Self(self.0 | 1 << sense)
    }
}

impl fmt::Display for CaseSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, code) in self.codes().enumerate() {
            if at > 0 {
                f.write_str("+")?;
            }
            f.write_str(code)?;
        }
        Ok(())
    }
}
