//! The set of languages a row of a table belongs to.

/// Codes with a bit of their own, in bit order; every other language shares the last bit.
const CODES: [&str; 31] = [
    "en", "tr", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "sk", "sl", "hr", "sr", "bs", "bg", "ru",
    "uk", "be", "mk", "el", "ar", "fa", "he", "az", "kk", "ro", "hu", "sv", "da", "nb",
];

/// A set of languages, empty when a form belongs to no language in particular.
///
/// The 31 languages the tables serve first have a bit each; all others share one, so
/// [`contains`](LanguageSet::contains) answers for them together.
///
/// # Example: a Turkish abbreviation
///
/// ```
/// use varlik_names::LanguageSet;
///
/// let turkish = LanguageSet::from_codes(["tr"]);
/// assert!(turkish.contains("tr"));
/// assert!(!turkish.contains("en"));
/// assert!(LanguageSet::default().is_empty());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct LanguageSet(u32);

impl LanguageSet {
    /// Makes a set from ISO 639 codes.
    #[must_use]
    pub fn from_codes<'a>(codes: impl IntoIterator<Item = &'a str>) -> Self {
        Self(codes.into_iter().fold(0, |bits, code| bits | bit(code)))
    }

    /// Makes a set from the bits a table stores.
    #[must_use]
    pub const fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    /// Returns the bits a table stores.
    #[must_use]
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// Whether no language is named.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the language of an ISO 639 code is in the set.
    #[must_use]
    pub fn contains(self, code: &str) -> bool {
        self.0 & bit(code) != 0
    }

    /// Whether at least one language with a bit of its own is in the set.
    #[must_use]
    pub const fn has_main_language(self) -> bool {
        self.0 & !OTHER != 0
    }
}

const OTHER: u32 = 1 << 31;

fn bit(code: &str) -> u32 {
    CODES.iter().position(|known| *known == code).map_or(OTHER, |position| 1 << position)
}
