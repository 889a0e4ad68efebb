//! How names are properly written.

use std::sync::OnceLock;

use varlik_text::Lexicon;

/// The shipped lexicon of names: persons, places, bodies, companies and other proper nouns in Latin letters.
///
/// A weight says how usual the name is in Turkish news where that is counted (16 for the most frequent words
/// there), and is else an estimate on the same scale: 14 for a country by its Turkish or English name, 9 for a
/// body, 4 for a city of a million, 2 for a given or family name of one country. Opening it takes no time.
///
/// # Example: the proper spelling of a name, and a word that is no name
///
/// ```
/// use varlik_names::name_lexicon;
///
/// let names = name_lexicon();
/// let spellings: Vec<String> = names.spellings("sirnak").map(|found| found.text).collect();
/// assert_eq!(spellings[0], "Şırnak");
/// assert_eq!(names.matching("Erdo?an", '?')[0].text, "Erdoğan");
/// assert!(!names.contains("yapıldığını"));
/// ```
#[must_use]
pub fn name_lexicon() -> &'static Lexicon {
    static NAMES: OnceLock<Lexicon> = OnceLock::new();
    NAMES.get_or_init(|| Lexicon::from_static(include_bytes!("tables/names.fst")))
}
