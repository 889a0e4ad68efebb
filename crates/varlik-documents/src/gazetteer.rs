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
