//! Names the world table knows, found in the running text: the longest match at each word.

use std::ops::Range;

use varlik_names::KeyHasher;
use varlik_names::world::{self, Relation, WorldKind, WorldMatch};
use varlik_text::{CaseShape, TokenKind};

use crate::analysis::Analysis;

/// What the longest match says of one token: 0 for nothing, else its place in the match and the kind of its first sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Tag(pub(crate) u64);

/// One match of the world table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Match {
    /// Number of tokens it spans.
    pub(crate) length: usize,
    /// What they may stand for.
    pub(crate) found: WorldMatch,
}

/// Returns the longest match that begins at word `at` and ends before `end`.
///
/// A form that is said in capitals (`US`) matches only in capitals, unless the line is in capitals throughout; a form
/// that is also a common word matches only where the text writes it like a name.
pub(crate) fn longest_match(analysis: &Analysis, at: usize, end: usize) -> Option<Match> {
    let mut hasher = KeyHasher::new();
    let mut best = None;
    for (index, word) in analysis.words.get(at..end)?.iter().enumerate() {
        if index > 0 && word.token.line_start {
            break;
        }
        match word.token.kind {
            TokenKind::Word | TokenKind::Number => hasher.push_word(analysis.key(word).as_bytes()),
            // Hyphens and dots inside a name are no words of its key.
            TokenKind::Hyphen | TokenKind::Period | TokenKind::Ampersand if index > 0 => continue,
            _ => break,
        }
        let found = world::lookup_by_hash(hasher.finish());
        if found.is_name() && fits(analysis, at, at + index, &found) {
            best = Some(Match { length: index + 1, found });
        }
        if !found.is_prefix() {
            break;
        }
    }
    best
}

/// Whether the way the match is written fits one of its senses.
fn fits(analysis: &Analysis, first: usize, last: usize, found: &WorldMatch) -> bool {
    let (Some(head), Some(tail)) = (analysis.words.get(first), analysis.words.get(last)) else {
        return false;
    };
    if !head.is_capital() {
        return false;
    }
    found.senses().any(|sense| match sense.relation {
        Relation::Abbreviation => head.case == CaseShape::Upper || head.loud || tail.case == CaseShape::Upper,
        _ => true,
    })
}

/// Tags each word of an island with the match it lies in.
pub(crate) fn tag(analysis: &Analysis, island: &Range<usize>, tags: &mut Vec<Tag>) {
    tags.clear();
    tags.resize(island.len(), Tag::default());
    let mut at = island.start;
    while at < island.end {
        let Some(matched) = longest_match(analysis, at, island.end) else {
            at += 1;
            continue;
        };
        let sense = matched.found.senses().next();
        let kind = sense.map_or(0, |sense| {
            let kind = world::entry(sense.entry).kind as u64 + 1;
            kind << 3 | u64::from(sense.relation.code()) << 1 | u64::from(sense.is_ambiguous())
        });
        for offset in 0..matched.length {
            if let Some(tag) = tags.get_mut(at + offset - island.start) {
                let part = if offset == 0 { 1 } else { 2 };
                *tag = Tag(kind << 2 | part);
            }
        }
        at += matched.length;
    }
}

/// Tags each word with the match of the larger table of place names it lies in: 0 for nothing, else its place in the
/// match and whether the bearer is a small town, a place or a body of the world table.
///
/// The table holds rare names of far towns that are plain words elsewhere: a hint for the tagger, not a find.
pub(crate) fn tag_places(analysis: &Analysis, tags: &mut Vec<Tag>) {
    const MOST_WORDS: usize = 5;
    tags.clear();
    tags.resize(analysis.words.len(), Tag::default());
    let mut at = 0;
    while let Some(first) = analysis.words.get(at) {
        let mut best = None;
        let mut hasher = KeyHasher::new();
        let words = analysis.words.iter().skip(at).take(if first.is_capital() { MOST_WORDS } else { 0 });
        for (place, word) in words.enumerate() {
            match word.token.kind {
                _ if place > 0 && word.token.line_start => break,
                TokenKind::Word | TokenKind::Number => hasher.push_word(analysis.key(word).as_bytes()),
                TokenKind::Hyphen | TokenKind::Period if place > 0 => continue,
                _ => break,
            }
            if let Some(bearer) = varlik_names::alias_bearers(hasher.finish()).next() {
                let kind = bearer.entry().map_or(1, |entry| if entry.kind.is_place() { 2 } else { 3 });
                best = Some((place + 1, kind));
            }
        }
        let (length, kind) = best.unwrap_or((1, 0));
        if kind > 0 {
            for (place, tag) in tags.iter_mut().skip(at).take(length).enumerate() {
                *tag = Tag(kind << 2 | if place == 0 { 1 } else { 2 });
            }
        }
        at += length;
    }
}

/// The type that the first sense of a match gives it.
pub(crate) fn world_type(found: &WorldMatch) -> Option<crate::EntityType> {
    let sense = found.senses().next()?;
    Some(type_of(sense.relation, world::entry(sense.entry).kind))
}

/// The type of a mention that stands for a world entry in this way.
pub(crate) fn type_of(relation: Relation, kind: WorldKind) -> crate::EntityType {
    use crate::EntityType::{Loc, Misc, Norp, Org};
    if relation == Relation::Demonym || kind.is_group() {
        Norp
    } else if kind.is_place() {
        Loc
    } else if kind.is_other() {
        Misc
    } else {
        Org
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::EntityType;
    use varlik_text::Lang;

    fn read(text: &str) -> Analysis {
        let mut analysis = Analysis::default();
        analysis.run(text, Lang::En, &mut Vec::new());
        analysis
    }

    /// Length, id and type of the match at a word of the text.
    fn matched(text: &str, at: usize) -> Option<(usize, &'static str, Option<EntityType>)> {
        let analysis = read(text);
        let matched = longest_match(&analysis, at, analysis.words.len())?;
        let entry = matched.found.senses().next()?.entry;
        Some((matched.length, world::entry(entry).id, world_type(&matched.found)))
    }

    #[test]
    fn the_longest_name_is_taken() {
        assert_eq!(matched("Equatorial Guinea wrote", 0), Some((2, "iso3166:GQ", Some(EntityType::Loc))));
        assert_eq!(matched("Equatorial Guinea wrote", 1), Some((1, "iso3166:GN", Some(EntityType::Loc))));
        assert_eq!(matched("Guinea-Bissau wrote", 0), Some((3, "iso3166:GW", Some(EntityType::Loc))));
        assert_eq!(matched("Guinea, Bissau wrote", 0), Some((1, "iso3166:GN", Some(EntityType::Loc))));
    }

    #[test]
    fn a_match_ends_where_it_must() {
        let analysis = read("Equatorial Guinea wrote");
        assert!(longest_match(&analysis, 0, 1).is_none(), "half a name is none");
        assert!(longest_match(&analysis, 0, 99).is_none(), "a range outside the text");
        assert_eq!(longest_match(&analysis, 0, 2).map(|matched| matched.length), Some(2));
    }

    #[test]
    fn capitals_decide() {
        assert!(matched("sold turkey soup", 1).is_none() && matched("they told us", 2).is_none());
        assert_eq!(matched("sold Turkey soup", 1), Some((1, "iso3166:TR", Some(EntityType::Loc))));
        assert_eq!(matched("they told US men", 2), Some((1, "iso3166:US", Some(EntityType::Loc))));
        assert!(matched("they told Us men", 2).is_none(), "a form in capitals is said in capitals");
    }

    #[test]
    fn demonyms_are_no_places() {
        assert_eq!(matched("a Turkish farm", 1), Some((1, "iso3166:TR", Some(EntityType::Norp))));
        assert_eq!(matched("the United Nations met", 1).map(|found| found.2), Some(Some(EntityType::Org)));
    }

    #[test]
    fn tags_tell_the_first_word_from_the_rest() {
        let analysis = read("Lincoln saw Equatorial Guinea today");
        let mut tags = Vec::new();
        tag(&analysis, &(1..5), &mut tags);
        assert_eq!(tags.len(), 4);
        assert_eq!((tags[0], tags[3]), (Tag::default(), Tag::default()));
        assert!(tags[1] != tags[2] && tags[1] != Tag::default());
        assert_eq!((tags[1].0 & 3, tags[2].0 & 3), (1, 2));
        assert_eq!(tags[1].0 >> 2, tags[2].0 >> 2, "both say what the match is");
    }

    #[test]
    fn places_of_the_larger_table_are_tagged_where_a_capital_stands() {
        let analysis = read("in Baden-Württemberg, in London and in london");
        let mut tags = Vec::new();
        tag_places(&analysis, &mut tags);
        assert_eq!(tags.len(), analysis.words.len());
        let tagged: Vec<u64> = tags.iter().map(|tag| tag.0 & 3).filter(|part| *part > 0).collect();
        assert_eq!(tagged, [1, 2, 2, 1], "three tokens of one name, one of the other; lower case is no name");
    }
}
