//! Which languages have all letters of a name in their alphabet.
use crate::language::Ballot;
use crate::tables::alphabets::{LANGUAGES, LETTERS};
use crate::{Lang, Script};

/// Longer texts are no names: they have words that tell more, and may hold a name of another language.
const LONGEST: usize = 64;
/// Names have no more words.
const WORDS: usize = 4;

/// The language of a name that has a letter of no other alphabet.
pub(crate) fn only_language(name: &str) -> Option<Lang> {
    only(alphabets(name)?)
}

fn only(mut possible: Alphabets) -> Option<Lang> {
    if possible.any(|lang| lang == Lang::Tr) {
        possible.remove(Lang::Az);
    }
    let only = possible.first()?;
    (only != Lang::Und && !possible.any(|lang| lang != only)).then_some(only)
}

/// The language of a short phrase whose words in small letters have a letter of no other alphabet. Names do not
/// count: texts of all languages have foreign ones.
pub(crate) fn only_language_of_phrase(phrase: &str) -> Option<Lang> {
    only(phrase_alphabets(phrase)?)
}

/// Votes for each language whose alphabet has all letters of the name; none when its letters tell nothing.
pub(crate) fn possible_languages(name: &str) -> Ballot {
    alphabets(name).map_or_else(Ballot::new, votes)
}

/// The same of the small words of a short phrase.
pub(crate) fn possible_languages_of_phrase(phrase: &str) -> Ballot {
    phrase_alphabets(phrase).map_or_else(Ballot::new, votes)
}

fn votes(possible: Alphabets) -> Ballot {
    let turkish = possible.any(|lang| lang == Lang::Tr);
    let mut votes = Ballot::new();
    for lang in possible.iter().filter(|lang| *lang != Lang::Und) {
        if votes.iter().all(|(known, _)| *known != lang) {
            votes.push((lang, if turkish && lang == Lang::Az { 1 } else { 2 }));
        }
    }
    votes
}

/// A set of alphabets, one bit each.
#[derive(Clone, Copy)]
struct Alphabets(u64);

impl Alphabets {
    fn iter(self) -> impl Iterator<Item = Lang> {
        LANGUAGES.iter().enumerate().filter(move |(bit, _)| self.0 >> bit & 1 == 1).map(|(_, lang)| *lang)
    }

    fn first(self) -> Option<Lang> {
        self.iter().next()
    }

    fn any(self, holds: impl FnMut(Lang) -> bool) -> bool {
        self.iter().any(holds)
    }

    fn remove(&mut self, lang: Lang) {
        for (bit, known) in LANGUAGES.iter().enumerate() {
            if *known == lang {
                self.0 &= !(1 << bit);
            }
        }
    }
}

/// The alphabets that have every letter of a name; `None` for what is no name or has plain letters only.
fn alphabets(name: &str) -> Option<Alphabets> {
    if name.is_ascii() || name.len() > LONGEST || !is_name(name) {
        return None;
    }
    alphabets_of(name.chars())
}

fn phrase_alphabets(phrase: &str) -> Option<Alphabets> {
    if phrase.is_ascii() || phrase.len() > LONGEST {
        return None;
    }
    let small = |word: &&str| word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase);
    alphabets_of(phrase.split_whitespace().filter(small).flat_map(str::chars))
}

/// The alphabets that have all the letters; `None` when no letter tells anything.
fn alphabets_of(letters: impl Iterator<Item = char>) -> Option<Alphabets> {
    let mut found = u64::MAX;
    for letter in letters.filter(|c| !c.is_ascii() && Script::of(*c) != Script::Other) {
        let small = if letter == 'İ' { letter } else { letter.to_lowercase().next().unwrap_or(letter) };
        let at = LETTERS.binary_search_by_key(&small, |(known, _)| *known);
        found &= at.ok().and_then(|at| LETTERS.get(at)).map_or(0, |(_, alphabets)| *alphabets);
    }
    (found != u64::MAX && found != 0).then_some(Alphabets(found))
}

/// Tells whether all words begin with a capital, or there is only one.
fn is_name(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let capitalised =
        |word: &str| word.chars().find(|c| c.is_alphabetic()).is_none_or(|first| !first.is_lowercase());
    let (Some(first), second) = (words.next(), words.next()) else { return false };
    let Some(second) = second else { return true };
    let rest = words.clone();
    rest.count() + 2 <= WORDS && [first, second].into_iter().chain(words).all(capitalised)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter_may_tell_a_language() {
        for (name, want) in [
            ("Łódź", Some(Lang::Pl)),
            ("Əliyev", Some(Lang::Az)),
            ("İnönü", Some(Lang::Tr)),
            ("Recep Tayyip Erdoğan", Some(Lang::Tr)),
            ("Ћосић", Some(Lang::Sr)),
            ("Ўзбекистон", Some(Lang::Uz)),
            ("Šķēle", Some(Lang::Lv)),
            ("Müller", None),
            ("Ангела Меркель", None),
            ("Ҷумҳурият", Some(Lang::Tg)),
            ("Angela Merkel trifft Erdoğan", None),
        ] {
            assert_eq!(only_language(name), want, "{name}");
        }
    }
}
