//! Names of the caller's knowledge bases, found in the running text: the longest match at each word.

use std::ops::Range;

use varlik_names::{KeyHasher, WordFlag};
use varlik_text::{CaseShape, Lang, TokenKind, key_into, turkish_stems};

use crate::EntityType;
use crate::analysis::{Analysis, Word};
use crate::evidence::add_family_names;
use crate::found::{Found, merge, overlapping};
use crate::gazetteer;
use crate::knowledge_base::{KnowledgeBase, Writing};

/// Words of the longest name that is looked for.
const LONGEST: usize = 16;

/// Entries of one name that are asked for their types.
const MOST_SENSES: usize = 8;

/// How sure a name is that the caller listed.
const SCORE: f32 = 0.95;

/// A name of a knowledge base in a text.
struct Listed {
    words: Range<usize>,
    /// The types of its bearers, the better known first; without those that are not told.
    types: Vec<EntityType>,
}

/// Adds the names that knowledge bases hold, where the article writes them as names.
///
/// A listed name takes the place of the shorter names in it, and gives way to a longer one around it. Its type is the
/// one that was found, where that is the type of one of its bearers, else that of the best known.
pub(crate) fn add_listed(
    analysis: &Analysis,
    text: &str,
    language: Lang,
    bases: &[KnowledgeBase],
    found: &mut Vec<Found>,
) {
    if bases.iter().all(KnowledgeBase::is_empty) {
        return;
    }
    let mut added = Vec::new();
    let mut at = 0;
    while at < analysis.words.len() {
        let Some(listed) = longest(analysis, text, language, bases, at) else {
            at += 1;
            continue;
        };
        at = listed.words.end;
        let inside = overlapping(found, &listed.words);
        let whole = inside.iter().all(|name| {
            let first = analysis.words.get(name.words.start);
            // "Dün Bozkır Un": what opens the sentence is no part of the name.
            let opens = name.words.start + 1 == listed.words.start
                && first.is_some_and(|word| word.sentence_start && word.common && !word.names.is_given());
            (listed.words.start <= name.words.start || opens) && name.words.end <= listed.words.end
        });
        if !whole {
            continue;
        }
        let same = inside.iter().find(|name| name.words == listed.words);
        if same.is_none() && !is_written_as_name(analysis, &listed.words) {
            continue;
        }
        let fitting = same.map(|name| name.entity_type).filter(|found| {
            // Of what the world table knows, too, the list says what it may be besides.
            listed.types.is_empty() || listed.types.contains(found) || is_known(analysis, &listed.words)
        });
        let told = inside.first().map_or(EntityType::Misc, |name| name.entity_type);
        let entity_type = fitting.or(listed.types.first().copied()).unwrap_or(told);
        added.push(Found { words: listed.words, entity_type, score: SCORE });
    }
    if added.is_empty() {
        return;
    }
    let replaced = |name: &Found| overlapping(&added, &name.words).is_empty();
    found.retain(replaced);
    merge(found, added);
    // "Lindqvist" behind a Petra Lindqvist that only the list knows.
    add_family_names(analysis, found);
}

/// Whether a name stands where its capital tells, or is longer than a word.
fn is_written_as_name(analysis: &Analysis, words: &Range<usize>) -> bool {
    let Some(first) = analysis.words.get(words.start) else { return false };
    let plain = first.common && (first.sentence_start || first.loud || !first.is_capital());
    words.len() > 1
        || !(plain || first.flags.has(WordFlag::Calendar) || first.token.kind == TokenKind::Number)
}

fn is_known(analysis: &Analysis, words: &Range<usize>) -> bool {
    gazetteer::longest_match(analysis, words.start, words.end)
        .is_some_and(|matched| matched.length == words.len())
}

/// The longest listed name that begins at a word.
fn longest(
    analysis: &Analysis,
    text: &str,
    language: Lang,
    bases: &[KnowledgeBase],
    at: usize,
) -> Option<Listed> {
    let mut hasher = KeyHasher::new();
    let mut best = None;
    let mut scratch = String::new();
    for (index, word) in analysis.words.iter().skip(at).take(LONGEST).enumerate() {
        if index > 0 && word.token.line_start {
            break;
        }
        match word.token.kind {
            TokenKind::Word | TokenKind::Number => {}
            // Hyphens and dots inside a name are no words of its key.
            TokenKind::Hyphen | TokenKind::Period | TokenKind::Ampersand if index > 0 => continue,
            _ => break,
        }
        let before = hasher;
        hasher.push_word(analysis.key(word).as_bytes());
        let words = at..at + index + 1;
        let found = types_of(analysis, bases, hasher.finish(), &words).or_else(|| {
            // "Gürsoylunun" where no apostrophe parts the ending.
            let written =
                text.get(word.start()..word.end()).filter(|_| language == Lang::Tr && word.is_capital())?;
            turkish_stems(written).find_map(|length| {
                let stem = written.get(..length).filter(|stem| stem.len() >= 3)?;
                scratch.clear();
                key_into(stem, &mut scratch);
                let mut hasher = before;
                hasher.push_word(scratch.as_bytes());
                types_of(analysis, bases, hasher.finish(), &words)
            })
        });
        if let Some(types) = found {
            best = Some(Listed { words, types });
        }
        if !bases.iter().any(|base| base.is_prefix(hasher.finish())) {
            break;
        }
    }
    best
}

/// The types of the bearers of a key, where the text writes it as one of them is written; `None` where nobody bears it.
fn types_of(
    analysis: &Analysis,
    bases: &[KnowledgeBase],
    hash: u64,
    words: &Range<usize>,
) -> Option<Vec<EntityType>> {
    let mut types = Vec::new();
    let mut is_named = false;
    for base in bases {
        for (number, writing) in base.named(hash).take(MOST_SENSES) {
            if !fits(analysis, words, writing) {
                continue;
            }
            is_named = true;
            let entity_type = base.entry(number).and_then(|entry| entry.entity_type());
            types.extend(entity_type.filter(|entity_type| !types.contains(entity_type)));
        }
    }
    is_named.then_some(types)
}

/// Whether words are written as a name of this writing is.
fn fits(analysis: &Analysis, words: &Range<usize>, writing: Writing) -> bool {
    let (Some(first), Some(last)) = (analysis.words.get(words.start), analysis.words.get(words.end - 1))
    else {
        return false;
    };
    let is_upper = |word: &Word| word.token.case == CaseShape::Upper;
    // Arabic and Georgian have no capitals, and a number has no case.
    let caseless = first.token.case == CaseShape::None;
    match writing {
        Writing::Any => true,
        Writing::Name => first.is_capital() || caseless,
        Writing::Capitals => (is_upper(first) && is_upper(last)) || caseless,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::found::testing::{name, read, texts};
    use crate::knowledge_base::{KnowledgeBaseBuilder, KnowledgeRow};
    use EntityType::{Loc, Misc, Org, Per};

    fn base(rows: &[(&str, Option<EntityType>)]) -> KnowledgeBase {
        let mut builder = KnowledgeBaseBuilder::default();
        for (number, (name, entity_type)) in rows.iter().enumerate() {
            let (id, name) = (number.to_string(), (*name).to_owned());
            builder
                .push(KnowledgeRow { id, name, entity_type: *entity_type, ..KnowledgeRow::default() })
                .unwrap();
        }
        builder.build().unwrap()
    }

    /// What is found of a list in a text, beside what was found before.
    fn listed<'t>(
        text: &'t str,
        language: Lang,
        rows: &[(&str, Option<EntityType>)],
        before: &[(&str, EntityType)],
    ) -> Vec<(&'t str, EntityType)> {
        let analysis = read(text, language);
        let word = |at: usize| analysis.words.iter().position(|word| word.start() >= at).unwrap();
        let mut found: Vec<Found> = before
            .iter()
            .map(|(part, entity_type)| {
                let at = text.find(part).unwrap();
                let end = analysis.words.iter().take_while(|word| word.end() <= at + part.len()).count();
                name(word(at)..end, *entity_type)
            })
            .collect();
        add_listed(&analysis, text, language, &[base(rows)], &mut found);
        texts(text, &analysis, &found).into_iter().zip(found.iter().map(|name| name.entity_type)).collect()
    }

    #[test]
    fn a_listed_name_is_seen_and_takes_the_place_of_its_parts() {
        let rows = [("Bozkır Un", Some(Org)), ("Bozkır", Some(Loc)), ("Zeynep Tuzla", Some(Per))];
        let found = listed("dün Bozkır Un ile Zeynep Tuzla geldi", Lang::Tr, &rows, &[("Tuzla", Loc)]);
        assert_eq!(found, [("Bozkır Un", Org), ("Zeynep Tuzla", Per)]);
        let around = [("Büyük Bozkır Vakfı", Org)];
        assert_eq!(
            listed("dün Büyük Bozkır Vakfı geldi", Lang::Tr, &rows, &around),
            around,
            "a longer name stays"
        );
    }

    #[test]
    fn the_case_of_the_list_is_that_of_the_text() {
        let rows = [("kelpcoin", Some(Misc)), ("GKA", Some(Org)), ("Brenna", Some(Per))];
        assert_eq!(
            listed("some kelpcoin for the GKA and Brenna", Lang::En, &rows, &[]),
            [("kelpcoin", Misc), ("GKA", Org), ("Brenna", Per)]
        );
        assert_eq!(listed("they Gka and brenna walk", Lang::En, &rows, &[]), []);
    }

    #[test]
    fn endings_are_no_part_of_the_key() {
        let rows = [("Çağatay Gürsoylu", Some(Per)), ("Bozkır Un", Some(Org))];
        for text in
            ["dün Çağatay Gürsoylu’nun evi", "dün Çağatay Gürsoylunun evi", "dün Çağatay GÜRSOYLU evi"]
        {
            let found = listed(text, Lang::Tr, &rows, &[]);
            assert!(found.len() == 1 && found[0].0.starts_with("Çağatay G"), "{text}: {found:?}");
        }
        assert_eq!(listed("dün Çağatay Gürsoylular geldi, Çağatay da", Lang::En, &rows, &[]), []);
    }

    #[test]
    fn a_common_word_is_a_name_only_where_its_capital_tells() {
        let rows = [("Later", Some(Org)), ("Monday", Some(Org))];
        assert_eq!(listed("Later they left. On Monday they came.", Lang::En, &rows, &[]), []);
        assert_eq!(listed("they sold Later for little", Lang::En, &rows, &[]), [("Later", Org)]);
    }

    #[test]
    fn a_type_that_was_found_stays_where_a_bearer_has_it() {
        let rows = [("Varberg", Some(Per)), ("Varberg", Some(Org)), ("Anholt", None)];
        assert_eq!(listed("we saw Varberg there", Lang::En, &rows, &[("Varberg", Org)]), [("Varberg", Org)]);
        assert_eq!(listed("we saw Varberg there", Lang::En, &rows, &[("Varberg", Misc)]), [("Varberg", Per)]);
        assert_eq!(listed("we saw Anholt there", Lang::En, &rows, &[("Anholt", Loc)]), [("Anholt", Loc)]);
        assert_eq!(listed("we saw Anholt there", Lang::En, &rows, &[]), [("Anholt", Misc)]);
    }

    #[test]
    fn the_family_name_of_a_listed_person_is_found_alone() {
        let rows = [("Petra Lindqvist", Some(Per))];
        let found = listed("we met Petra Lindqvist and saw Lindqvist leave", Lang::En, &rows, &[]);
        assert_eq!(found, [("Petra Lindqvist", Per), ("Lindqvist", Per)]);
    }
}
