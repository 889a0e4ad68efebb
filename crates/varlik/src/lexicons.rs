//! The lexicons that come along.

use std::sync::LazyLock;

use varlik_names::name_lexicon;
use varlik_text::Lexicon;

/// The shipped lexicons: names of persons, places and bodies, and the words of Turkish.
///
/// What asks for words that a text may hold ([`RepairOptions`](varlik_text::RepairOptions), for one) is given both, where
/// the text may hold anything. Opening them takes no time.
///
/// # Example: letters that were lost
/// ```
/// use varlik::text::{Lang, RepairOptions, repair};
///
/// let options = RepairOptions { lang: Lang::Tr, lexicons: varlik::lexicons() };
/// assert_eq!(repair("Cumhurba?kan? Erdo?an", options), "Cumhurbaşkanı Erdoğan");
/// assert_eq!(repair("Erdoğan mı?", options), "Erdoğan mı?");
/// ```
#[must_use]
pub fn lexicons() -> &'static [&'static Lexicon] {
    static LEXICONS: LazyLock<[&'static Lexicon; 2]> = LazyLock::new(|| [name_lexicon(), Lexicon::turkish()]);
    &*LEXICONS
}
