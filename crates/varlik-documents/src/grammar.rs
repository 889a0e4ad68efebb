//! What the form of the words alone makes a name: initials, legal forms, acronyms, designations.

use std::ops::Range;

use varlik_names::WordFlag;
use varlik_text::{CaseShape, TokenKind};

use crate::EntityType;
use crate::analysis::{Analysis, Word};
use crate::boundary::{title_length, trim};
use crate::found::{Found, merge, overlapping};

/// Takes the initials before a name into it ("A. A. Saygun"), which makes it a person's.
pub(crate) fn add_initials(analysis: &Analysis, found: &mut [Found]) {
    let initial = |at: usize| {
        analysis
            .words
            .get(at)
            .is_some_and(|word| word.case == CaseShape::Upper && analysis.key(word).len() == 1 && word.dotted)
    };
    let mut floor = 0;
    for name in found {
        while let Some(before) =
            name.words.start.checked_sub(1).filter(|&before| before >= floor && initial(before))
        {
            name.words.start = before;
        }
        if name.words.len() > 1 && initial(name.words.start) {
            name.entity_type = EntityType::Per;
        }
        floor = name.words.end;
    }
}

/// Makes one organisation of a legal form and the capital words before it: "Yıldırım Gıda Sanayi ve Ticaret A.Ş.".
pub(crate) fn add_legal_forms(analysis: &Analysis, found: &mut Vec<Found>) {
    const LONGEST: usize = 10;
    let mut added = Vec::new();
    let mut floor = 0;
    for (at, word) in analysis.words.iter().enumerate() {
        if at < floor || !is_legal_form(analysis, at) || word.loud {
            continue;
        }
        let mut start = at;
        for before in (at.saturating_sub(LONGEST).max(floor)..at).rev() {
            let Some(word) = analysis.words.get(before) else { break };
            let joins = word.flags.is_connector() || word.token.kind == TokenKind::Ampersand;
            if word.is_capital() && !word.flags.has(WordFlag::LegalForm) {
                start = before;
            } else if !joins {
                break;
            }
            if word.sentence_start || word.token.line_start {
                break;
            }
        }
        // A name that begins earlier knows better where the organisation begins.
        let start =
            overlapping(found, &(start..at)).first().map_or(start, |name| name.words.start.max(floor));
        if start < at {
            // "Anonim Şirketi", "Co. Ltd": a legal form may have more than one word.
            let mut end = at + 1;
            while is_legal_form(analysis, end) {
                end += 1;
            }
            added.push(Found { words: start..end, entity_type: EntityType::Org, score: 0.8 });
            floor = end;
        }
    }
    found.retain(|name| overlapping(&added, &name.words).is_empty());
    merge(found, added);
}

/// Whether the word is a legal form here: "Co." is one, the "Co" of "Co-operation" is not.
fn is_legal_form(analysis: &Analysis, at: usize) -> bool {
    let hyphen = |word: &Word| word.token.kind == TokenKind::Hyphen && word.token.glued;
    // "AS" is a word where it is not written "A.Ş.".
    let dotted = |word: &Word| word.token.end - word.token.start >= analysis.key(word).len() as u32 + 2;
    let form = |word: &Word| {
        word.is_capital()
            && word.flags.has(WordFlag::LegalForm)
            && (!word.common || analysis.key(word).len() > 2 || dotted(word))
    };
    analysis.words.get(at).is_some_and(form) && !analysis.words.get(at + 1).is_some_and(hyphen)
}

/// Adds the capital words around a word that tells the kind of an organisation ("Ministry of Defence"), where they were
/// passed over.
pub(crate) fn add_organizations(analysis: &Analysis, islands: &[Range<usize>], found: &mut Vec<Found>) {
    let mut added = Vec::new();
    for island in islands {
        let mut at = island.start;
        while at < island.end {
            let taken = overlapping(found, &(at..island.end));
            let free = taken.first().map_or(island.end, |name| name.words.start.max(at));
            let words = analysis.words.get(at..free).unwrap_or_default();
            let capitals = words.iter().filter(|word| word.is_capital()).count();
            let kind = words
                .iter()
                .any(|word| word.is_capital() && word.flags.has(WordFlag::OrganizationKind) && !word.loud);
            let opens = words.first().is_some_and(|word| word.sentence_start && word.common);
            // "President's Press Secretary" is a person's office.
            let office = (at..free).any(|at| title_length(analysis, at, free).is_some());
            if kind && capitals >= 2 && !opens && !office {
                let mut words = at..free;
                trim(analysis, &mut words);
                added.push(Found { words, entity_type: EntityType::Org, score: 0.5 });
            }
            at = taken.first().map_or(island.end, |name| name.words.end.max(at + 1));
        }
    }
    merge(found, added);
}

/// Adds the short form in brackets behind a long one: "Fındık Üreticileri Birliği (FINDIKBİR)".
pub(crate) fn add_short_forms(analysis: &Analysis, found: &mut Vec<Found>) {
    let mut added = Vec::new();
    for (index, name) in found.iter().enumerate() {
        let Some(place) = bracketed(analysis, &name.words) else { continue };
        let taken = found.get(index + 1).is_some_and(|next| next.words.start <= place);
        if !taken && name.words.len() > 1 && name.entity_type != EntityType::Per {
            added.push(Found { words: place..place + 1, entity_type: name.entity_type, score: name.score });
        }
    }
    merge(found, added);
}

/// The place of the one word in capitals that stands in brackets behind a name.
pub(crate) fn bracketed(analysis: &Analysis, words: &Range<usize>) -> Option<usize> {
    let [open, short, close] = analysis.words.get(words.end..words.end + 3)? else { return None };
    let brackets = open.token.kind == TokenKind::Open && close.token.kind == TokenKind::Close;
    let capitals = short.case == CaseShape::Upper && analysis.key(short).len() >= 2;
    (brackets && capitals).then_some(words.end + 1)
}

/// Adds words in capitals that no table knows, where the line is not in capitals itself: `CAATSA`, `FINDIKBİR`.
///
/// Of which type they are nothing tells; the letters of a long form elsewhere in the article may.
pub(crate) fn add_acronyms(analysis: &Analysis, islands: &[Range<usize>], found: &mut Vec<Found>) {
    let mut added = Vec::new();
    for at in islands.iter().flat_map(Clone::clone) {
        let Some(word) = analysis.words.get(at) else { continue };
        let letters = analysis.key(word);
        let acronym = word.token.kind == TokenKind::Word
            && word.case == CaseShape::Upper
            && !word.loud
            // "UYARI:" opens a notice.
            && !(word.sentence_start && analysis.words.get(at + 1).is_some_and(|next| next.token.kind == TokenKind::Colon))
            && (3..=10).contains(&letters.len())
            && letters.bytes().all(|byte| byte.is_ascii_lowercase())
            && !letters.bytes().all(|byte| b"ivxlcm".contains(&byte))
            && !word.common;
        if acronym && overlapping(found, &(at..at + 1)).is_empty() {
            added.push(Found { words: at..at + 1, entity_type: EntityType::Misc, score: 0.5 });
        }
    }
    merge(found, added);
}

/// Takes the number behind a name into it (`COVID-19`), adds letters with a number that are a name together (`F-16`,
/// `S-400`), and drops a name that is a single letter.
pub(crate) fn add_numbers(analysis: &Analysis, found: &mut Vec<Found>) {
    let glued = |at: usize, kind: TokenKind| {
        analysis.words.get(at).is_some_and(|word| word.token.kind == kind && word.token.glued)
    };
    let numbered = |end: usize| glued(end, TokenKind::Hyphen) && glued(end + 1, TokenKind::Number);
    for name in found.iter_mut() {
        let end = name.words.end;
        let letters = end.checked_sub(1).and_then(|last| analysis.words.get(last));
        if numbered(end) {
            name.words.end += 2;
            name.entity_type = EntityType::Misc;
        } else if name.words.len() == 1 && letters.is_some_and(|word| analysis.key(word).len() < 2) {
            name.words.end = name.words.start;
        }
    }
    found.retain(|name| !name.words.is_empty());
    let designations = analysis.words.iter().enumerate().filter(|(at, word)| {
        word.case == CaseShape::Upper && !word.loud && analysis.key(word).len() <= 5 && numbered(at + 1)
    });
    let added = designations
        .map(|(at, _)| Found { words: at..at + 3, entity_type: EntityType::Misc, score: 0.6 })
        .collect();
    merge(found, added);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::found::testing::{name, read, texts};
    use varlik_text::Lang;

    #[test]
    fn initials_are_taken_in() {
        let text = "They saw J. K. Halloway and plan B. Then Finch came.";
        let analysis = read(text, Lang::En);
        let at =
            |word: &str| analysis.words.iter().position(|w| text[w.start()..].starts_with(word)).unwrap();
        let mut found = vec![
            name(at("Halloway")..at("Halloway") + 1, EntityType::Loc),
            name(at("Finch")..at("Finch") + 1, EntityType::Org),
        ];
        add_initials(&analysis, &mut found);
        assert_eq!(texts(text, &analysis, &found), ["J. K. Halloway", "Finch"]);
        assert_eq!((found[0].entity_type, found[1].entity_type), (EntityType::Per, EntityType::Org));
    }

    #[test]
    fn one_word_in_capitals_in_brackets_is_a_short_form() {
        let text = "The Global Kelp Alliance (GKA) and the Kelp Board (see below) met (IN MAY).";
        let analysis = read(text, Lang::En);
        assert_eq!(bracketed(&analysis, &(1..4)), Some(5));
        let board =
            analysis.words.iter().position(|word| text[word.start()..].starts_with("Kelp Board")).unwrap();
        assert_eq!(bracketed(&analysis, &(board..board + 2)), None, "lower case");
        let met = analysis.words.iter().position(|word| text[word.start()..].starts_with("met")).unwrap();
        assert_eq!(bracketed(&analysis, &(met..met + 1)), None, "two words");
        let mut found = vec![name(1..4, EntityType::Org)];
        add_short_forms(&analysis, &mut found);
        assert_eq!(texts(text, &analysis, &found), ["Global Kelp Alliance", "GKA"]);
        let mut person = vec![name(1..4, EntityType::Per)];
        add_short_forms(&analysis, &mut person);
        assert_eq!(person.len(), 1, "a person has no short form in brackets");
    }

    #[test]
    fn letters_with_a_number_are_a_name() {
        let text = "an S-400 and the F-16 cost 12-9 more than the x-1 did";
        let analysis = read(text, Lang::En);
        let mut found = Vec::new();
        add_numbers(&analysis, &mut found);
        assert_eq!(texts(text, &analysis, &found), ["S-400", "F-16"]);
        assert!(found.iter().all(|name| name.entity_type == EntityType::Misc));
    }
}
