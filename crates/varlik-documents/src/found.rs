//! A name found in an article, and lists of them.

use std::cmp::Reverse;
use std::ops::Range;

use varlik_names::KeyHasher;
use varlik_text::TokenKind;

use crate::EntityType;
use crate::analysis::Analysis;

/// A name found in an article, as a range of its words.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    /// Half-open range of words.
    pub(crate) words: Range<usize>,
    pub(crate) entity_type: EntityType,
    /// 0..=1.
    pub(crate) score: f32,
}

/// The names that share a word with a range; `found` is in order and without overlaps.
pub(crate) fn overlapping<'f>(found: &'f [Found], words: &Range<usize>) -> &'f [Found] {
    let from = found.partition_point(|name| name.words.end <= words.start);
    let to = found.partition_point(|name| name.words.start < words.end);
    found.get(from..to).unwrap_or_default()
}

/// Puts further names in; where two overlap, the longer stays, and of equals the one that was there.
pub(crate) fn merge(found: &mut Vec<Found>, added: Vec<Found>) {
    if added.is_empty() {
        return;
    }
    found.extend(added.into_iter().filter(|name| !name.words.is_empty()));
    found.sort_by_key(|name| (name.words.start, Reverse(name.words.end)));
    let mut end = 0;
    found.retain(|name| {
        let free = name.words.start >= end;
        if free {
            end = name.words.end;
        }
        free
    });
}

/// The hash of a name's key.
pub(crate) fn form_hash(analysis: &Analysis, name: &Found) -> u64 {
    let mut hasher = KeyHasher::new();
    for word in analysis.words.get(name.words.clone()).unwrap_or_default() {
        if matches!(word.token.kind, TokenKind::Word | TokenKind::Number) {
            hasher.push_word(analysis.key(word).as_bytes());
        }
    }
    hasher.finish()
}

/// What the tests of every room that handles names begin with.
#[cfg(test)]
pub(crate) mod testing {
    use super::*;
    use varlik_text::Lang;

    pub(crate) fn read(text: &str, language: Lang) -> Analysis {
        let mut analysis = Analysis::default();
        analysis.run(text, language, &mut Vec::new());
        analysis
    }

    pub(crate) fn name(words: Range<usize>, entity_type: EntityType) -> Found {
        Found { words, entity_type, score: 0.9 }
    }

    /// The names as the text has them.
    pub(crate) fn texts<'a>(text: &'a str, analysis: &Analysis, found: &[Found]) -> Vec<&'a str> {
        let text_of = |name: &Found| {
            &text[analysis.words[name.words.start].start()..analysis.words[name.words.end - 1].end()]
        };
        found.iter().map(text_of).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::testing::{name, read};
    use super::*;
    use varlik_text::Lang;

    #[test]
    fn of_two_names_that_overlap_the_longer_stays() {
        let mut found = vec![name(0..1, EntityType::Loc), name(4..6, EntityType::Per)];
        merge(
            &mut found,
            vec![name(0..2, EntityType::Org), name(5..6, EntityType::Loc), name(2..4, EntityType::Misc)],
        );
        let words: Vec<Range<usize>> = found.iter().map(|name| name.words.clone()).collect();
        assert_eq!(words, [0..2, 2..4, 4..6]);
        assert_eq!(found[0].entity_type, EntityType::Org);
        let before = found.clone();
        merge(&mut found, vec![name(4..6, EntityType::Loc), name(3..3, EntityType::Loc)]);
        assert_eq!(found, before, "of equals the first stays, and a name without words never comes in");
    }

    #[test]
    fn a_form_has_one_hash_with_and_without_its_suffix() {
        let analysis = read("Iğdır’ın ve IĞDIR ve Muğla", Lang::Tr);
        let hash = |words| form_hash(&analysis, &name(words, EntityType::Loc));
        assert_eq!(hash(0..1), hash(0..2));
        assert_eq!(hash(0..1), hash(3..4), "capitals are one form");
        assert_ne!(hash(0..1), hash(5..6));
    }
}
