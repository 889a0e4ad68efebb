//! From the words of an article to the names in it.

use std::ops::Range;

use rustc_hash::FxHashMap;
use varlik_names::world::Relation;
use varlik_names::{KeyHasher, WordFlag, title, world};
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
    bias: Vec<f32>,
    decoder: Decoder,
}

/// How far a word that is written like a name, and is no common word, is pushed towards being one, in nats.
///
/// The training corpora leave names of some sorts unmarked; chosen on wikigold and tr_wikiner development parts.
const NAME_BIAS: f32 = 0.5;

impl Detector {
    /// Finds the names of an analysed article, in order, none overlapping.
    pub(crate) fn run(&mut self, analysis: &Analysis, tagger: &Tagger<'_>) -> Vec<Found> {
        islands(analysis, &mut self.islands);
        let mut found = Vec::new();
        for island in &self.islands {
            island_features(analysis, island, &mut self.tags, &mut self.features, &mut self.ends);
            self.bias.clear();
            self.bias.extend(analysis.words.get(island.clone()).unwrap_or_default().iter().map(name_bias));
            tagger.decode(&self.features, &self.ends, &self.bias, &mut self.decoder);
            read_labels(&self.decoder, island, &mut found);
        }
        let mut found = refine(analysis, found);
        add_known(analysis, &self.islands, &mut found);
        add_repeated(analysis, &mut found);
        add_family_names(analysis, &mut found);
        agree_on_types(analysis, &mut found);
        found
    }
}

fn name_bias(word: &Word) -> f32 {
    let common = word.flags.is_common_word() || word.flags.has(WordFlag::Calendar);
    if word.is_capital() && !common { NAME_BIAS } else { 0.0 }
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
            cut_titles(analysis, &mut name, &mut refined);
        } else if is_title(analysis, &name.words) {
            name.words.end = name.words.start;
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

/// Whether a range is a title and nothing else.
fn is_title(analysis: &Analysis, words: &Range<usize>) -> bool {
    title_length(analysis, words.start, words.end) == Some(words.len())
}

/// Cuts titles, and the country or body before them, from the front of a person's name.
///
/// The country becomes a name of its own; a range that was a title alone becomes empty.
fn cut_titles(analysis: &Analysis, name: &mut Found, others: &mut Vec<Found>) {
    loop {
        let Range { start, end } = name.words;
        if let Some(length) = title_length(analysis, start, end) {
            // One word that is a title and a name ("Bey", "King") is a name beside another name only.
            if start + length == end && length > 1 || end - start == 1 || start + length < end {
                name.words.start += length;
            } else {
                return;
            }
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

/// Adds what the world table knows and the tagger passed over, or took for less than it is.
fn add_known(analysis: &Analysis, islands: &[Range<usize>], found: &mut Vec<Found>) {
    let mut added: Vec<Found> = Vec::new();
    let mut next = 0;
    for island in islands {
        let mut at = island.start;
        while at < island.end {
            while found.get(next).is_some_and(|name| name.words.end <= at) {
                next += 1;
            }
            if let Some(name) = found.get(next).filter(|name| name.words.start < at) {
                at = name.words.end;
                continue;
            }
            let Some(matched) = longest_match(analysis, at, island.end) else {
                at += 1;
                continue;
            };
            let end = at + matched.length;
            // The match must hold whole names, and more than one of them holds.
            let inside = found.get(next..).unwrap_or_default().iter().take_while(|name| name.words.start < end);
            let (mut whole, mut same) = (true, false);
            for name in inside {
                whole &= name.words.end <= end;
                same |= name.words == (at..end);
            }
            let sense = matched.found.senses().next().filter(|sense| {
                let first = analysis.words.get(at);
                let plain = first.is_some_and(|word| !word.sentence_start && !word.loud);
                let abbreviation = sense.relation == Relation::Abbreviation;
                let sure = !sense.is_ambiguous() || (plain && (!sense.is_person_name || abbreviation));
                sure || (matched.length > 1 && plain)
            });
            if let Some(sense) = sense.filter(|_| whole && !same) {
                let mut words = at..end;
                trim(analysis, &mut words);
                let entity_type = gazetteer::type_of(sense.relation, world::entry(sense.entry).kind);
                added.push(Found { words, entity_type, score: 0.6 });
                at = end;
            } else {
                at = found.get(next).map_or(end, |name| if name.words.start <= at { name.words.end } else { end });
            }
        }
    }
    merge(found, added);
}

/// Adds the forms of names already found where they stand again and were passed over.
///
/// A form of several words is a name wherever it stands; one of a single word only where its capital tells.
fn add_repeated(analysis: &Analysis, found: &mut Vec<Found>) {
    let mut forms: FxHashMap<u64, Vec<(Vec<u64>, EntityType, f32)>> = FxHashMap::default();
    let hashes = |words: &Range<usize>| -> Vec<u64> {
        analysis.words.get(words.clone()).unwrap_or_default().iter().map(|word| word.hash).collect()
    };
    for name in found.iter().filter(|name| name.score >= 0.5) {
        let form = hashes(&name.words);
        let first = analysis.words.get(name.words.start);
        let telling = name.words.len() > 1
            || first.is_some_and(|word| !word.flags.is_common_word() && !word.sentence_start && !word.loud);
        if let Some(&head) = form.first().filter(|_| telling) {
            let known = forms.entry(head).or_default();
            if known.len() < 16 && !known.iter().any(|(other, _, _)| *other == form) {
                known.push((form, name.entity_type, name.score));
            }
        }
    }
    for known in forms.values_mut() {
        known.sort_by_key(|(form, _, _)| std::cmp::Reverse(form.len()));
    }
    let mut added = Vec::new();
    let mut next = 0;
    for (at, word) in analysis.words.iter().enumerate().filter(|(_, word)| word.is_capital()) {
        while found.get(next).is_some_and(|name| name.words.end <= at) {
            next += 1;
        }
        let free = found.get(next).map_or(analysis.words.len(), |name| name.words.start);
        let fitting = forms.get(&word.hash).into_iter().flatten().find(|(form, _, _)| {
            at + form.len() <= free
                && analysis
                    .words
                    .get(at..at + form.len())
                    .is_some_and(|words| words.iter().zip(form).all(|(word, hash)| word.hash == *hash))
        });
        if let Some((form, entity_type, score)) = fitting {
            added.push(Found { words: at..at + form.len(), entity_type: *entity_type, score: score * 0.9 });
        }
    }
    merge(found, added);
}

/// Puts further names in; where two overlap, the longer stays, and of equals the one that was there.
fn merge(found: &mut Vec<Found>, added: Vec<Found>) {
    if added.is_empty() {
        return;
    }
    found.extend(added.into_iter().filter(|name| !name.words.is_empty()));
    found.sort_by_key(|name| (name.words.start, std::cmp::Reverse(name.words.end)));
    let mut end = 0;
    found.retain(|name| {
        let free = name.words.start >= end;
        if free {
            end = name.words.end;
        }
        free
    });
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

