//! From the words of an article to the names in it.

use std::ops::Range;

use rustc_hash::FxHashMap;
use varlik_names::{KeyHasher, title, world};
use varlik_text::{CaseShape, TokenKind};

use crate::EntityType;
use crate::analysis::{Analysis, Word};
use crate::features::island_features;
use crate::gazetteer::{self, Tag, longest_match};
use crate::island::islands;
use crate::tagger::{Decoder, Label, Tagger};

/// A name found in an article, as a range of its words.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    /// Half-open range of words.
    pub(crate) words: Range<usize>,
    pub(crate) entity_type: EntityType,
    /// 0..=1.
    pub(crate) score: f32,
}

/// Buffers of one detector, reused from article to article.
#[derive(Default)]
pub(crate) struct Detector {
    islands: Vec<Range<usize>>,
    tags: Vec<Tag>,
    features: Vec<u32>,
    ends: Vec<usize>,
    decoder: Decoder,
}

impl Detector {
    /// Finds the names of an analysed article, in order, none overlapping.
    pub(crate) fn run(&mut self, analysis: &Analysis, tagger: &Tagger<'_>) -> Vec<Found> {
        islands(analysis, &mut self.islands);
        let mut found = Vec::new();
        for island in &self.islands {
            island_features(analysis, island, &mut self.tags, &mut self.features, &mut self.ends);
            tagger.decode(&self.features, &self.ends, &mut self.decoder);
            read_labels(&self.decoder, island, &mut found);
        }
        let mut found = refine(analysis, found);
        add_known(analysis, &self.islands, &mut found);
        add_family_names(analysis, &mut found);
        agree_on_types(analysis, &mut found);
        found
    }
}

/// Turns begin and inside labels into ranges of words.
fn read_labels(decoder: &Decoder, island: &Range<usize>, found: &mut Vec<Found>) {
    let label_at = |at: usize| decoder.labels.get(at).copied().unwrap_or_default();
    let mut at = 0;
    while at < island.len() {
        let Some(entity_type) = label_at(at).entity_type() else {
            at += 1;
            continue;
        };
        let mut end = at + 1;
        while end < island.len() && label_at(end) == Label::inside(entity_type) {
            end += 1;
        }
        let confidences = decoder.confidences.get(at..end).unwrap_or_default();
        let score = confidences.iter().copied().fold(1.0, f32::min);
        found.push(Found { words: island.start + at..island.start + end, entity_type, score });
        at = end;
    }
}

/// Cuts what is no part of a name from each range, and splits compounds.
fn refine(analysis: &Analysis, found: Vec<Found>) -> Vec<Found> {
    let mut refined = Vec::with_capacity(found.len());
    for mut name in found {
        trim(analysis, &mut name.words);
        if name.entity_type == EntityType::Per {
            cut_titles(analysis, &mut name.words);
        }
        if name.words.is_empty() {
            continue;
        }
        if let Some(hyphen) = compound(analysis, &name) {
            let left = Found { words: name.words.start..hyphen, ..name.clone() };
            let right = Found { words: hyphen + 1..name.words.end, ..name };
            refined.extend([left, right].map(|part| retyped(analysis, part)));
        } else {
            refined.push(retyped(analysis, name));
        }
    }
    refined
}

/// Drops punctuation, suffixes and small words from both ends.
fn trim(analysis: &Analysis, words: &mut Range<usize>) {
    let droppable = |word: &Word| match word.token.kind {
        TokenKind::Word => word.case == CaseShape::Lower && word.flags.is_connector(),
        TokenKind::Number => false,
        _ => true,
    };
    let (mut start, mut end) = (words.start, words.end);
    while end > start && analysis.words.get(end - 1).is_some_and(|word| droppable(word)) {
        end -= 1;
    }
    while start < end && analysis.words.get(start).is_some_and(|word| droppable(word)) {
        start += 1;
    }
    *words = start..end;
}

/// Cuts titles and what belongs to them from the front of a person's name.
fn cut_titles(analysis: &Analysis, words: &mut Range<usize>) {
    while let Some(length) = title_length(analysis, words.start, words.end) {
        if words.start + length >= words.end {
            return;
        }
        words.start += length;
        trim(analysis, words);
    }
}

/// The number of words of the longest title that begins at `at`.
pub(crate) fn title_length(analysis: &Analysis, at: usize, end: usize) -> Option<usize> {
    let mut hasher = KeyHasher::new();
    let mut longest = None;
    for (index, word) in analysis.words.get(at..end)?.iter().enumerate() {
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

/// The place of the hyphen when a range is a compound of two names (`Russia-Ukraine`, `Erdoğan-Trump`).
///
/// Both sides must be names by themselves: known to the world, or written alone elsewhere in the article. A given name
/// with a hyphen (`Jean-Luc`) has a name behind it that is not alone anywhere, and stays whole.
fn compound(analysis: &Analysis, name: &Found) -> Option<usize> {
    let hyphens = name.words.clone().filter(|&at| {
        analysis.words.get(at).is_some_and(|word| word.token.kind == TokenKind::Hyphen)
    });
    let mut hyphens = hyphens.peekable();
    let hyphen = hyphens.next()?;
    if hyphens.peek().is_some() {
        return None;
    }
    let alone = |range: Range<usize>| {
        let known = longest_match(analysis, range.start, range.end)
            .is_some_and(|matched| range.start + matched.length == range.end);
        let word = analysis.words.get(range.start);
        let elsewhere = range.len() == 1
            && word.is_some_and(|word| word.is_capital() && analysis.cases(word.hash).capital >= 2);
        known || elsewhere
    };
    let (left, right) = (name.words.start..hyphen, hyphen + 1..name.words.end);
    (!left.is_empty() && !right.is_empty() && alone(left) && alone(right)).then_some(hyphen)
}

/// Gives a name the type of the world table where that is sure.
fn retyped(analysis: &Analysis, mut name: Found) -> Found {
    let Some(matched) = longest_match(analysis, name.words.start, name.words.end) else { return name };
    if name.words.start + matched.length != name.words.end {
        return name;
    }
    let Some(sense) = matched.found.senses().next() else { return name };
    let world_type = gazetteer::type_of(sense.relation, world::entry(sense.entry).kind);
    let fits = matched.found.senses().any(|sense| {
        gazetteer::type_of(sense.relation, world::entry(sense.entry).kind) == name.entity_type
    });
    let sure = !sense.is_person_name || name.entity_type != EntityType::Per;
    if !fits && sure {
        name.entity_type = world_type;
        name.score = name.score.max(0.6);
    }
    name
}

/// Adds what the world table knows and the tagger passed over.
fn add_known(analysis: &Analysis, islands: &[Range<usize>], found: &mut Vec<Found>) {
    let mut added = Vec::new();
    let mut next = 0;
    for island in islands {
        let mut at = island.start;
        while at < island.end {
            while found.get(next).is_some_and(|name| name.words.end <= at) {
                next += 1;
            }
            if let Some(name) = found.get(next).filter(|name| name.words.start <= at) {
                at = name.words.end;
                continue;
            }
            let end = found.get(next).map_or(island.end, |name| name.words.start.min(island.end));
            let Some(matched) = longest_match(analysis, at, end) else {
                at += 1;
                continue;
            };
            let word = analysis.words.get(at);
            let start = word.is_some_and(|word| word.sentence_start);
            let sense = matched
                .found
                .senses()
                .next()
                .filter(|sense| !sense.is_ambiguous() || (matched.length > 1 && !start));
            if let Some(sense) = sense {
                let mut words = at..at + matched.length;
                trim(analysis, &mut words);
                let entity_type = gazetteer::type_of(sense.relation, world::entry(sense.entry).kind);
                added.push(Found { words, entity_type, score: 0.6 });
            }
            at += matched.length;
        }
    }
    found.extend(added.into_iter().filter(|name| !name.words.is_empty()));
    found.sort_by_key(|name| name.words.start);
}

/// Finds the family names of the article's persons where they stand alone, also in headlines.
fn add_family_names(analysis: &Analysis, found: &mut Vec<Found>) {
    let mut families: FxHashMap<u64, f32> = FxHashMap::default();
    for name in found.iter().filter(|name| name.entity_type == EntityType::Per && name.words.len() >= 2) {
        let last = name.words.clone().rev().filter_map(|at| analysis.words.get(at)).find(|word| word.is_capital());
        if let Some(word) = last.filter(|word| analysis.key(word).len() >= 3) {
            let score = families.entry(word.hash).or_default();
            *score = score.max(name.score);
        }
    }
    if families.is_empty() {
        return;
    }
    let mut taken = vec![false; analysis.words.len()];
    for name in found.iter() {
        for slot in taken.iter_mut().take(name.words.end).skip(name.words.start) {
            *slot = true;
        }
    }
    for name in found.iter_mut().filter(|name| name.words.len() == 1) {
        let hash = analysis.words.get(name.words.start).map_or(0, |word| word.hash);
        if let Some(score) = families.get(&hash) {
            let place = matches!(name.entity_type, EntityType::Loc | EntityType::Norp)
                && longest_match(analysis, name.words.start, name.words.end).is_some();
            if !place {
                name.entity_type = EntityType::Per;
                name.score = name.score.max(*score);
            }
        }
    }
    for (at, word) in analysis.words.iter().enumerate() {
        if word.is_capital()
            && taken.get(at) == Some(&false)
            && let Some(&score) = families.get(&word.hash)
        {
            found.push(Found { words: at..at + 1, entity_type: EntityType::Per, score: score * 0.9 });
        }
    }
    found.sort_by_key(|name| name.words.start);
}

/// Gives all mentions of one form in an article the type most of them have, by score.
fn agree_on_types(analysis: &Analysis, found: &mut [Found]) {
    let mut votes: FxHashMap<u64, [f32; EntityType::ALL.len()]> = FxHashMap::default();
    for name in found.iter() {
        let votes = votes.entry(form_hash(analysis, name)).or_default();
        if let Some(vote) = votes.get_mut(name.entity_type as usize) {
            *vote += name.score;
        }
    }
    for name in found.iter_mut() {
        let Some(votes) = votes.get(&form_hash(analysis, name)) else { continue };
        let mut best = name.entity_type;
        for candidate in EntityType::ALL {
            let weight = |entity_type: EntityType| votes.get(entity_type as usize).copied().unwrap_or(0.0);
            if weight(candidate) > weight(best) {
                best = candidate;
            }
        }
        name.entity_type = best;
    }
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

