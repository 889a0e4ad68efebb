//! The case forms of place names in languages that decline them.

use std::path::Path;

use varlik_names::LanguageSet;

use crate::source::{Error, Source};

/// Where the endings stand.
pub(crate) const SOURCE: &str = "data/world/case_endings_by_hand.tsv";

/// Shorter stems lose too much with their ending.
const SHORTEST_NAME: usize = 4;

/// The endings of all languages, in the order of the source.
#[derive(Debug)]
pub(crate) struct CaseEndings(Vec<Ending>);

#[derive(Debug)]
struct Ending {
    language: String,
    /// Empty for a name that ends in a consonant.
    nominative: String,
    others: Vec<String>,
}

impl CaseEndings {
    pub(crate) fn read(root: &Path) -> Result<Self, Error> {
        let mut endings = Vec::new();
        for row in Source::read(root, SOURCE)?.rows() {
            let nominative = row.cell(1, "ending")?;
            endings.push(Ending {
                language: row.cell(0, "language")?.to_owned(),
                nominative: if nominative == "-" { String::new() } else { nominative.to_owned() },
                others: row.cell(2, "endings")?.split(',').map(str::to_owned).collect(),
            });
        }
        Ok(Self(endings))
    }

    /// The case forms of a name in each of its languages; none for names of several words.
    pub(crate) fn forms(&self, name: &str, languages: LanguageSet) -> Vec<(String, LanguageSet)> {
        if name.chars().count() < SHORTEST_NAME || name.contains([' ', '-']) {
            return Vec::new();
        }
        let mut forms = Vec::new();
        let mut done = LanguageSet::default();
        for ending in &self.0 {
            let language = LanguageSet::from_codes([ending.language.as_str()]);
            if !languages.contains(&ending.language) || done.contains(&ending.language) {
                continue;
            }
            let Some(stem) = name.strip_suffix(ending.nominative.as_str()) else { continue };
            if ending.nominative.is_empty() && stem.ends_with(is_vowel) {
                continue;
            }
            done = LanguageSet::from_bits(done.bits() | language.bits());
            forms.extend(ending.others.iter().map(|other| (format!("{stem}{other}"), language)));
        }
        forms
    }
}

fn is_vowel(letter: char) -> bool {
    "aeiouyáéíóúýěůąęаеёиоуыэюяіїєй".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn endings() -> CaseEndings {
        CaseEndings::read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))).unwrap()
    }

    fn forms(name: &str, language: &str) -> Vec<String> {
        let languages = LanguageSet::from_codes([language]);
        endings().forms(name, languages).into_iter().map(|(form, _)| form).collect()
    }

    #[test]
    fn first_ending_that_fits_declines_the_name() {
        assert_eq!(forms("Россия", "ru"), ["России", "Россию", "Россией"]);
        assert_eq!(forms("Rosja", "pl"), ["Rosji", "Rosję", "Rosją"]);
        assert_eq!(forms("Německo", "cs"), ["Německa", "Německu", "Německem"]);
        assert_eq!(forms("Берлин", "ru"), ["Берлина", "Берлину", "Берлином", "Берлине"]);
    }

    #[test]
    fn other_languages_several_words_and_vowels_without_a_row_stay() {
        assert!(forms("Germany", "en").is_empty());
        assert!(forms("Velká Británie", "cs").is_empty());
        assert!(forms("Чили", "ru").is_empty());
        assert!(forms("Тбилиси", "ru").is_empty());
    }
}
