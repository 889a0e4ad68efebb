//! Where a name begins and ends: titles, articles and small words cut off, compounds split.

use std::ops::Range;

use varlik_names::{KeyHasher, WordFlag, title, world};
use varlik_text::{CaseShape, TokenKind};

use crate::EntityType;
use crate::analysis::{Analysis, Word};
use crate::found::Found;
use crate::gazetteer::{self, longest_match};

/// Drops punctuation, suffixes and small words from both ends.
pub(crate) fn trim(analysis: &Analysis, words: &mut Range<usize>) {
    let droppable = |word: &Word| match word.token.kind {
        TokenKind::Word => word.case == CaseShape::Lower && word.flags.is_connector(),
        TokenKind::Number => false,
        _ => true,
    };
    let (mut start, mut end) = (words.start, words.end);
    while end > start && analysis.words.get(end - 1).is_some_and(&droppable) {
        end -= 1;
    }
    while start < end && analysis.words.get(start).is_some_and(&droppable) {
        start += 1;
    }
    if opens_with_article(analysis, start, end) {
        start += 1;
    }
    *words = start..end;
}

/// Whether "The" at the start of a range is no part of the name: "The Kremlin", but not "The Hague".
///
/// Where it opens the sentence, only a name that the world table knows with its article keeps it.
fn opens_with_article(analysis: &Analysis, start: usize, end: usize) -> bool {
    let article = analysis.words.get(start).filter(|word| analysis.key(word) == "the" && start + 1 < end);
    let Some(article) = article else { return false };
    let entry = |start: usize| {
        let matched = longest_match(analysis, start, end).filter(|matched| start + matched.length == end)?;
        matched.found.senses().next().map(|sense| world::entry(sense.entry))
    };
    match (entry(start), entry(start + 1)) {
        (Some(full), _) if full.name.starts_with("The ") => false,
        (Some(full), Some(bare)) => full.id == bare.id,
        (Some(_), None) => false,
        (None, Some(_)) => true,
        (None, None) => article.sentence_start,
    }
}

/// Whether a name is a month or a weekday and nothing else; a person may be called April.
pub(crate) fn is_calendar(analysis: &Analysis, name: &Found) -> bool {
    name.entity_type != EntityType::Per
        && name.words.len() == 1
        && analysis
            .words
            .get(name.words.start)
            .is_some_and(|word| word.flags.has(WordFlag::Calendar) && word.case != CaseShape::Upper)
}

/// The number of words of the longest title that begins at `at`.
pub(crate) fn title_length(analysis: &Analysis, at: usize, end: usize) -> Option<usize> {
    let mut hasher = KeyHasher::new();
    let mut longest = None;
    for (index, word) in analysis.words.get(at..end)?.iter().enumerate() {
        if index > 0 && word.token.line_start {
            break;
        }
        match word.token.kind {
            TokenKind::Word => hasher.push_word(analysis.key(word).as_bytes()),
            TokenKind::Period | TokenKind::Hyphen if index > 0 => continue,
            _ => break,
        }
        let matched = title::lookup_by_hash(hasher.finish());
        if matched.title.is_some() {
            longest = Some(index + 1);
        }
        if !matched.is_prefix {
            break;
        }
    }
    longest
}

/// Cuts titles, and the country or body before them, from the front of a person's name.
///
/// The country becomes a name of its own; a range that was a title alone becomes empty.
pub(crate) fn cut_titles(analysis: &Analysis, name: &mut Found, others: &mut Vec<Found>) {
    cut_address(analysis, &mut name.words);
    cut_title_rest(analysis, &mut name.words);
    loop {
        let Range { start, end } = name.words;
        if let Some(length) = title_length(analysis, start, end) {
            // "Sultan Yılmaz": a title that is also a given name stays with a family name alone.
            let given = analysis.words.get(start).is_some_and(|word| word.names.is_given());
            if given && length == 1 && end - start == 2 {
                return;
            }
            name.words.start += length;
        } else if let Some(matched) = longest_match(analysis, start, end)
            && let Some(title) = title_length(analysis, start + matched.length, end)
            && let Some(sense) = matched.found.senses().next()
        {
            let entity_type = gazetteer::type_of(sense.relation, world::entry(sense.entry).kind);
            others.push(Found { words: start..start + matched.length, entity_type, score: name.score });
            name.words.start += matched.length + title;
        } else {
            return;
        }
        trim(analysis, &mut name.words);
    }
}

/// Cuts the end of a title that began before the name: "Yardımcısı" of "Vali Yardımcısı Okan Tekeli".
fn cut_title_rest(analysis: &Analysis, words: &mut Range<usize>) {
    const LONGEST: usize = 4;
    let rest = (1..=LONGEST).rev().find_map(|back| {
        let title = title_length(analysis, words.start.checked_sub(back)?, words.end)?;
        title.checked_sub(back).filter(|&rest| rest > 0 && rest < words.len())
    });
    if let Some(rest) = rest {
        words.start += rest;
        trim(analysis, words);
    }
}

/// Cuts "Kenya's President William Oduyara" behind the possessive: returns the possessor, and leaves the person.
pub(crate) fn split_possessor(analysis: &Analysis, name: &mut Found) -> Option<Found> {
    let suffix = name.words.clone().skip(1).find(|&at| {
        analysis.words.get(at).is_some_and(|word| word.token.kind == TokenKind::Suffix)
            && title_length(analysis, at + 1, name.words.end)
                .is_some_and(|title| at + 1 + title < name.words.end)
    })?;
    let mut possessor = Found { words: name.words.start..suffix, ..name.clone() };
    name.words.start = suffix + 1;
    name.entity_type = crate::EntityType::Per;
    trim(analysis, &mut possessor.words);
    Some(possessor)
}

/// Cuts the form of address that stands behind a name: "Recai Bey", "Gülizar Hanım".
fn cut_address(analysis: &Analysis, words: &mut Range<usize>) {
    let last = words.end.checked_sub(1).filter(|_| words.len() > 1).and_then(|last| analysis.words.get(last));
    let address = last.and_then(|word| title::lookup_by_hash(word.hash).title);
    if address
        .is_some_and(|title| title.class == title::TitleClass::Honorific && title.languages.contains("tr"))
    {
        words.end -= 1;
        trim(analysis, words);
    }
}

/// Empties a range that is a title ("Press" of "Press Secretary", too), and cuts "US Secretary of State" down to "US".
pub(crate) fn cut_office(analysis: &Analysis, name: &mut Found) {
    const LONGEST: usize = 6;
    let Range { start, end } = name.words;
    // "Mrs. Merkel" is a person, whatever the tagger took her for.
    let honorific = analysis.words.get(start).and_then(|word| title::lookup_by_hash(word.hash).title);
    if end - start > 1 && honorific.is_some_and(|title| title.class == title::TitleClass::Honorific) {
        let known = longest_match(analysis, start, end).is_some_and(|matched| start + matched.length == end);
        if !known {
            name.words.start += 1;
            name.entity_type = EntityType::Per;
            trim(analysis, &mut name.words);
            return;
        }
    }
    let behind = (start + LONGEST).min(analysis.words.len());
    if title_length(analysis, start, behind).is_some_and(|length| start + length >= end) {
        name.words.end = start;
    } else if let Some(matched) = longest_match(analysis, start, end)
        && let Some(sense) = matched.found.senses().next()
        && title_length(analysis, start + matched.length, end) == Some(name.words.len() - matched.length)
    {
        name.words.end = start + matched.length;
        name.entity_type = gazetteer::type_of(sense.relation, world::entry(sense.entry).kind);
    }
}

/// Cuts the common word that opens a sentence from the name behind it: "By Jane Holloway", "Later the Kenyan", "Dün Van".
///
/// The name must be one without it: two more words of a person, or something the world table knows.
pub(crate) fn cut_opening(analysis: &Analysis, name: &mut Found) {
    let opens = analysis.words.get(name.words.start).is_some_and(|word| {
        word.sentence_start && word.common && !word.loud && !word.names.is_given() && !word.names.is_family()
    });
    let mut rest = name.words.start + 1..name.words.end;
    trim(analysis, &mut rest);
    let known = || {
        longest_match(analysis, rest.start, rest.end)
            .is_some_and(|matched| rest.start + matched.length == rest.end)
    };
    let whole = || {
        longest_match(analysis, name.words.start, name.words.end)
            .is_some_and(|matched| name.words.start + matched.length == name.words.end)
    };
    let person = name.entity_type == EntityType::Per && rest.len() >= 2;
    let name_itself = || longest_match(analysis, name.words.start, name.words.start + 1).is_some();
    if opens && !rest.is_empty() && !name_itself() && !whole() && (person || known()) {
        name.words = rest;
    }
}

/// Cuts "Bursa by Uludağ Raylı Sistemler" behind a place the world table knows, and returns that place.
///
/// A place's own small words ("Frankfurt am Main") join it; a name that is known as a whole stays whole.
pub(crate) fn split_known(analysis: &Analysis, name: &mut Found) -> Option<Found> {
    let Range { start, end } = name.words;
    if end - start < 3 {
        return None;
    }
    let known = longest_match(analysis, start, end)?;
    let cut = start + known.length;
    let joint = analysis.words.get(cut).filter(|_| cut < end)?;
    let lower = joint.token.kind == TokenKind::Word && joint.case == CaseShape::Lower;
    if !lower || joint.flags.has(WordFlag::PlaceConnector) {
        return None;
    }
    let sense = known.found.senses().next()?;
    let entity_type = gazetteer::type_of(sense.relation, world::entry(sense.entry).kind);
    let left = Found { words: start..cut, entity_type, score: name.score };
    name.words.start = cut + 1;
    trim(analysis, &mut name.words);
    Some(left)
}

/// Cuts "Şirin Çiçek of Ağrıdağı Gücü" and "Recep Tayyip Erdoğan in Sochi" at the small word, which no person's name
/// holds, and returns the part behind it where the world table knows it.
#[allow(clippy::option_option, reason = "whether it was cut, and what is behind the cut")]
pub(crate) fn split_person(analysis: &Analysis, name: &mut Found) -> Option<Option<Found>> {
    if name.entity_type != EntityType::Per {
        return None;
    }
    if let Some(place) = place_behind(analysis, name) {
        return Some(Some(place));
    }
    let cut = name.words.clone().find(|&at| {
        analysis.words.get(at).is_some_and(|word| {
            word.case == CaseShape::Lower
                && word.token.kind == TokenKind::Word
                && !word.flags.has(WordFlag::PersonConnector)
        })
    })?;
    let mut behind = Found { words: cut + 1..name.words.end, ..name.clone() };
    name.words.end = cut;
    trim(analysis, &mut name.words);
    trim(analysis, &mut behind.words);
    let known = longest_match(analysis, behind.words.start, behind.words.end);
    let Some((known, sense)) = known.and_then(|known| Some((known, known.found.senses().next()?))) else {
        // What nothing is known of is most often whom the person works for.
        behind.entity_type = EntityType::Org;
        let named = analysis.words.get(behind.words.clone()).unwrap_or_default().iter().any(Word::is_capital);
        return Some(named.then_some(behind));
    };
    behind.words.end = behind.words.start + known.length;
    behind.entity_type = gazetteer::type_of(sense.relation, world::entry(sense.entry).kind);
    Some(Some(behind))
}

/// Cuts "Erdoğan Rize" where the first part is a name or a word by itself, and returns the place behind it.
fn place_behind(analysis: &Analysis, name: &mut Found) -> Option<Found> {
    let last = name.words.end - 1;
    if name.words.len() != 2 {
        return None;
    }
    let alone = analysis.words.get(name.words.start)?;
    let known = longest_match(analysis, last, name.words.end)?.found.senses().next()?;
    let place = world::entry(known.entry).kind.is_place() && !known.is_ambiguous();
    let called = alone.names.is_family() || alone.common || analysis.cases(alone.hash).capital >= 3;
    if !place || !called || alone.names.is_given() {
        return None;
    }
    name.words.end = last;
    Some(Found { words: last..last + 1, entity_type: EntityType::Loc, score: name.score })
}

/// The place of the hyphen when a range is a compound of two names (`Russia-Ukraine`, `Erdoğan-Trump`).
///
/// Both sides must be names by themselves: known to the world, or written alone elsewhere in the article. A given name
/// with a hyphen (`Jean-Luc`) has a name behind it that is not alone anywhere, and stays whole.
pub(crate) fn compound(analysis: &Analysis, name: &Found) -> Option<usize> {
    let hyphens = name
        .words
        .clone()
        .filter(|&at| analysis.words.get(at).is_some_and(|word| word.token.kind == TokenKind::Hyphen));
    let mut hyphens = hyphens.peekable();
    let hyphen = hyphens.next()?;
    if hyphens.peek().is_some() {
        return None;
    }
    let alone = |range: Range<usize>| {
        let known = longest_match(analysis, range.start, range.end)
            .is_some_and(|matched| range.start + matched.length == range.end);
        let word = analysis.words.get(range.start).filter(|word| range.len() == 1 && word.is_capital());
        let elsewhere = word.is_some_and(|word| analysis.cases(word.hash).capital >= 2);
        // Family names pair up ("Erdoğan-Putin").
        known || elsewhere || word.is_some_and(|word| word.names.is_family())
    };
    // Two given names are one person's ("Jean-Luc").
    let given = |at: usize| {
        analysis
            .words
            .get(at)
            .is_some_and(|word| word.names.is_given() && analysis.cases(word.hash).capital < 2)
    };
    if given(hyphen - 1) && given(hyphen + 1) {
        return None;
    }
    let loud = analysis.words.get(hyphen).is_some_and(|word| word.loud);
    // In a headline in capitals the words behind the second name may be no part of it.
    let end = if loud { (hyphen + 2).min(name.words.end) } else { name.words.end };
    let (left, right) = (name.words.start..hyphen, hyphen + 1..end);
    (!left.is_empty() && !right.is_empty() && alone(left) && alone(right)).then_some(hyphen)
}

/// Gives a name the type of the world table where that is sure.
pub(crate) fn retyped(analysis: &Analysis, mut name: Found) -> Found {
    let Some(matched) = longest_match(analysis, name.words.start, name.words.end) else { return name };
    if name.words.start + matched.length != name.words.end {
        return name;
    }
    let Some(sense) = matched.found.senses().next() else { return name };
    let world_type = gazetteer::type_of(sense.relation, world::entry(sense.entry).kind);
    let fits = matched
        .found
        .senses()
        .any(|sense| gazetteer::type_of(sense.relation, world::entry(sense.entry).kind) == name.entity_type);
    let sure = !sense.is_person_name || name.entity_type != EntityType::Per;
    if !fits && sure {
        name.entity_type = world_type;
        name.score = name.score.max(0.6);
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::EntityType;
    use crate::found::testing::{name, read, texts};
    use varlik_text::Lang;

    #[test]
    fn a_possessor_before_a_title_is_a_name_of_its_own() {
        let text = "Kenya's President William Oduyara met Bishop's Castle farmers";
        let analysis = read(text, Lang::En);
        let mut whole = name(0..5, EntityType::Misc);
        let kenya = split_possessor(&analysis, &mut whole).unwrap();
        assert_eq!(texts(text, &analysis, &[kenya]), ["Kenya"]);
        assert_eq!(whole.entity_type, EntityType::Per);
        cut_titles(&analysis, &mut whole, &mut Vec::new());
        assert_eq!(texts(text, &analysis, &[whole]), ["William Oduyara"]);
        let mut castle = name(6..9, EntityType::Loc);
        assert!(split_possessor(&analysis, &mut castle).is_none(), "no title stands behind it");
        assert_eq!(castle.words, 6..9);
    }

    #[test]
    fn the_end_of_a_title_is_cut_where_the_title_began_before_the_name() {
        let text = "Vali Yardımcısı Okan Tekeli ile Yardımcısı Okan Tekeli";
        let analysis = read(text, Lang::Tr);
        let mut words = 1..4;
        cut_title_rest(&analysis, &mut words);
        assert_eq!(words, 2..4);
        let mut alone = 5..8;
        cut_title_rest(&analysis, &mut alone);
        assert_eq!(alone, 5..8, "half a title with nothing before it is no title");
    }
}
