//! The name in a phrase.

use crate::EntityType;
use crate::tables::phrase_words::{PHRASE_WORDS, Small};

/// The name in an English phrase that somebody else marked: without small words before it, words that tell what it is, and what is
/// said of its place.
///
/// Of "in the notorious Gulf of Aden" it is "Gulf of Aden", of "defensive tackle Jamal Williams" the man. A phrase whose
/// head is no name ("a mountain in New Zealand", "CNN officials") stays, but for small words before it; so does a
/// name.
pub(crate) fn head(text: &str, entity_type: EntityType) -> &str {
    let words: Vec<Word> = words(text).collect();
    let small = words.iter().take_while(|word| word.is_small(entity_type)).count();
    let from = |at: usize| words.get(at).and_then(|word| text.get(word.start..)).unwrap_or(text);
    let Some(first) = words.iter().skip(small).position(|word| word.is_name).map(|at| at + small) else {
        return text;
    };
    if tells_of(&words, small, first) {
        return text;
    }
    // A body may have its place, or what it is for, in its name.
    let stops = |word: &&Word| match entity_type {
        EntityType::Per => word.is_stop,
        EntityType::Loc => word.small == Some(Small::Preposition) && !word.is_name,
        _ => false,
    };
    let end = words.iter().skip(first).find(stops).map_or(words.len(), |word| word.at);
    let ends_in_name =
        end.checked_sub(1).and_then(|last| words.get(last)).is_some_and(|last| last.is_name || last.is_sign);
    if !ends_in_name {
        return if first == small { from(small) } else { text };
    }
    let end = words.get(end).map_or(text.len(), |word| word.start);
    let start = words.get(first).map_or(0, |word| word.start);
    text.get(start..end).unwrap_or(text).trim_end_matches(|c: char| c.is_whitespace() || c == ',')
}

/// Whether an English phrase is about something that it does not name: "a mountain in New Zealand".
pub(crate) fn is_description(text: &str, entity_type: EntityType) -> bool {
    let words: Vec<Word> = words(text).collect();
    let small = words.iter().take_while(|word| word.is_small(entity_type)).count();
    let first = words.iter().skip(small).position(|word| word.is_name).map(|at| at + small);
    first.is_some_and(|first| tells_of(&words, small, first))
}

/// Whether a small word stands between others and the first name, behind the small ones at the beginning.
fn tells_of(words: &[Word], small: usize, first: usize) -> bool {
    words.iter().take(first).skip(small).any(|word| word.small.is_some())
}

/// A word of a phrase.
struct Word {
    /// Its number, and where it begins.
    at: usize,
    start: usize,
    /// Whether it has a capital or a digit.
    is_name: bool,
    /// Whether it has neither letter nor digit, or is a possessive that stands apart.
    is_sign: bool,
    /// Whether it is a comma or bracket.
    is_stop: bool,
    small: Option<Small>,
}

impl Word {
    /// Whether it may stand before a name without being a part of it. A capital says that it is one, but for a preposition
    /// before a place: no town is called "In".
    fn is_small(&self, entity_type: EntityType) -> bool {
        self.small.is_some_and(|small| {
            !self.is_name || (small == Small::Preposition && entity_type == EntityType::Loc)
        })
    }
}

fn words(text: &str) -> impl Iterator<Item = Word> {
    text.split_whitespace().enumerate().map(move |(at, word)| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let lower = word.to_lowercase();
        let known = PHRASE_WORDS.binary_search_by_key(&lower.as_str(), |&(word, _)| word).ok();
        Word {
            at,
            start,
            is_name: word.chars().any(|c| c.is_uppercase() || c.is_numeric()),
            is_sign: !word.chars().any(char::is_alphanumeric) || matches!(lower.as_str(), "'s" | "’s"),
            is_stop: matches!(word, "," | "(" | ";"),
            small: known.and_then(|at| PHRASE_WORDS.get(at)).map(|&(_, small)| small),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{head, is_description};
    use crate::EntityType::{Loc, Org, Per};

    #[test]
    fn small_words_and_what_tells_of_the_name_go() {
        for (phrase, kind, name) in [
            ("in the Gulf of Aden", Loc, "Gulf of Aden"),
            ("the notorious Gulf of Aden", Loc, "Gulf of Aden"),
            ("the Gulf of Aden between Somalia and Yemen", Loc, "Gulf of Aden"),
            ("In Queens", Loc, "Queens"),
            ("near 117th Street in Richmond Hill", Loc, "117th Street"),
            ("defensive tackle Jamal Williams", Per, "Jamal Williams"),
            ("Regina Benjamin , MD", Per, "Regina Benjamin"),
            ("off Zurbriggens Ridge , on Mt Cook", Loc, "Zurbriggens Ridge"),
            ("outside the Sam 's Club in Bloomington", Loc, "Sam 's Club"),
            (
                "the Organization for Security and Co-operation in Europe",
                Org,
                "Organization for Security and Co-operation in Europe",
            ),
        ] {
            assert_eq!(head(phrase, kind), name);
        }
    }

    #[test]
    fn names_and_phrases_about_something_else_stay() {
        for (phrase, kind) in [
            ("a mountain in New Zealand", Loc),
            ("waters of the Gulf of Aden", Loc),
            ("Gulf of Aden", Loc),
            ("CNN officials", Org),
            ("son of Johann Bernoulli", Per),
            ("rural Catholic doctor", Per),
            ("The Hague", Loc),
            ("Under Armour", Org),
            ("Türkiye Büyük Millet Meclisi", Org),
            ("police", Org),
            ("the", Org),
            ("", Org),
            ("covid-19", Org),
        ] {
            assert_eq!(head(phrase, kind), phrase);
        }
        assert_eq!(head("in New Zealand mountains", Loc), "New Zealand mountains");
        assert!(
            is_description("a mountain in New Zealand", Loc)
                && is_description("son of Johann Bernoulli", Per)
        );
        for (phrase, kind) in
            [("in the Gulf of Aden", Loc), ("the notorious Gulf of Aden", Loc), ("police", Org), ("", Org)]
        {
            assert!(!is_description(phrase, kind), "{phrase}");
        }
    }
}
