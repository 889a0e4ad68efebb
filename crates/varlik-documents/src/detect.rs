//! From the words of an article to the names in it.

use std::ops::Range;

use varlik_names::WordFlag;
use varlik_text::TokenKind;

use crate::EntityType;
use crate::analysis::{Analysis, Word};
use crate::boundary::{
    compound, cut_office, cut_opening, cut_titles, is_calendar, retyped, split_known, split_person,
    split_possessor, trim,
};
use crate::evidence::{add_family_names, add_given_names, add_known, add_repeated, look_up_loud};
use crate::features::Sight;
use crate::found::Found;
use crate::grammar::{
    add_acronyms, add_initials, add_legal_forms, add_numbers, add_organizations, add_short_forms,
};
use crate::island::{islands, stretches};
use crate::tagger::{Decoder, Label, Tagger};

/// Buffers of one detector, reused from article to article.
#[derive(Default)]
pub(crate) struct Detector {
    islands: Vec<Range<usize>>,
    stretches: Vec<Range<usize>>,
    sight: Sight,
    features: Vec<u32>,
    ends: Vec<usize>,
    bias: Vec<f32>,
    decoder: Decoder,
}

/// How far a word that is written like a name, and is no common word, is pushed towards being one, in nats.
///
/// The training corpora leave names of some sorts unmarked, and sentences of theirs are not those of news.
const NAME_BIAS: f32 = 1.1;

/// The same for a language that the tagger knows no words of: what is common there is less well known.
const NAME_BIAS_OUTWARD: f32 = 0.5;

impl Detector {
    /// Finds the names of an analysed article, in order, none overlapping.
    ///
    /// `letters`: the tagger was trained on the letters of words, in whole stretches.
    pub(crate) fn run(&mut self, analysis: &Analysis, tagger: &Tagger<'_>, letters: bool) -> Vec<Found> {
        islands(analysis, &mut self.islands);
        self.sight.read(analysis, &self.islands);
        stretches(analysis, &self.islands, &mut self.stretches);
        let mut found = Vec::new();
        for range in if letters { &self.stretches } else { &self.islands } {
            self.sight.features(analysis, range, letters, &mut self.features, &mut self.ends);
            self.bias.clear();
            let bias = if letters { NAME_BIAS } else { NAME_BIAS_OUTWARD };
            let words = analysis.words.get(range.clone()).unwrap_or_default();
            self.bias.extend(words.iter().map(|word| if is_named(word) { bias } else { 0.0 }));
            tagger.decode(&self.features, &self.ends, &self.bias, &mut self.decoder);
            read_labels(analysis, &self.decoder, range, &mut found);
        }
        let mut found = refine(analysis, found);
        add_initials(analysis, &mut found);
        add_legal_forms(analysis, &mut found);
        add_known(analysis, &self.islands, &mut found);
        add_organizations(analysis, &self.islands, &mut found);
        add_short_forms(analysis, &mut found);
        add_acronyms(analysis, &self.islands, &mut found);
        add_numbers(analysis, &mut found);
        look_up_loud(analysis, &mut found);
        add_repeated(analysis, &mut found);
        add_given_names(analysis, &mut found);
        add_family_names(analysis, &mut found);
        // Of names that were passed over at first, too.
        add_initials(analysis, &mut found);
        for name in &mut found {
            trim(analysis, &mut name.words);
        }
        found.retain(|name| !name.words.is_empty());
        found
    }
}

/// Whether a word is written like a name where a common word would not be.
fn is_named(word: &Word) -> bool {
    word.is_capital() && !word.common && !word.flags.has(WordFlag::Calendar)
}

/// Turns begin and inside labels into ranges of words; a comma, a bracket or the end of a sentence parts two names.
fn read_labels(analysis: &Analysis, decoder: &Decoder, range: &Range<usize>, found: &mut Vec<Found>) {
    let label_at = |at: usize| decoder.labels.get(at).copied().unwrap_or_default();
    let parts = |at: usize| {
        let kind = analysis.words.get(range.start + at).map(|word| word.token.kind);
        kind.is_none_or(|kind| {
            matches!(
                kind,
                TokenKind::Comma
                    | TokenKind::Colon
                    | TokenKind::Terminal
                    | TokenKind::Open
                    | TokenKind::Close
            )
        })
    };
    let opens = |at: usize| analysis.words.get(range.start + at).is_some_and(|word| word.sentence_start);
    let mut at = 0;
    while at < range.len() {
        let Some(entity_type) = label_at(at).entity_type().filter(|_| !parts(at)) else {
            at += 1;
            continue;
        };
        let mut end = at + 1;
        while end < range.len() && label_at(end) == Label::inside(entity_type) && !parts(end) && !opens(end) {
            end += 1;
        }
        let confidences = decoder.confidences.get(at..end).unwrap_or_default();
        let score = confidences.iter().copied().fold(1.0, f32::min);
        found.push(Found { words: range.start + at..range.start + end, entity_type, score });
        at = end;
    }
}

/// Cuts what is no part of a name from each range, and splits compounds.
fn refine(analysis: &Analysis, found: Vec<Found>) -> Vec<Found> {
    let mut refined = Vec::with_capacity(found.len());
    for mut name in found {
        trim(analysis, &mut name.words);
        if let Some(possessor) = split_possessor(analysis, &mut name) {
            refined.push(retyped(analysis, possessor));
        }
        if name.entity_type == EntityType::Per {
            cut_titles(analysis, &mut name, &mut refined);
        } else {
            cut_office(analysis, &mut name);
        }
        if name.words.is_empty() || is_calendar(analysis, &name) {
            continue;
        }
        if let Some(tail) = split_person(analysis, &mut name) {
            refined.push(retyped(analysis, name));
            refined.extend(tail);
            continue;
        }
        cut_opening(analysis, &mut name);
        if let Some(left) = split_known(analysis, &mut name) {
            refined.push(left);
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
