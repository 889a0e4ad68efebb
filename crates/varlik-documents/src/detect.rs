//! From the words of an article to the names in it.

use std::ops::Range;

use varlik_names::WordFlag;

use crate::EntityType;
use crate::analysis::{Analysis, Word};
use crate::boundary::{
    compound, cut_office, cut_opening, cut_titles, is_calendar, retyped, split_known, split_person, trim,
};
use crate::evidence::{add_family_names, add_known, add_repeated, agree_on_types, look_up_loud};
use crate::features::{Scratch, island_features};
use crate::found::Found;
use crate::grammar::{
    add_acronyms, add_initials, add_legal_forms, add_numbers, add_organizations, add_short_forms,
};
use crate::island::islands;
use crate::tagger::{Decoder, Label, Tagger};

/// Buffers of one detector, reused from article to article.
#[derive(Default)]
pub(crate) struct Detector {
    islands: Vec<Range<usize>>,
    scratch: Scratch,
    features: Vec<u32>,
    ends: Vec<usize>,
    bias: Vec<f32>,
    decoder: Decoder,
}

/// How far a word that is written like a name, and is no common word, is pushed towards being one, in nats.
///
/// The training corpora leave names of some sorts unmarked; chosen on wikigold and `tr_wikiner` development parts.
const NAME_BIAS: f32 = 1.1;

impl Detector {
    /// Finds the names of an analysed article, in order, none overlapping.
    pub(crate) fn run(&mut self, analysis: &Analysis, tagger: &Tagger<'_>) -> Vec<Found> {
        islands(analysis, &mut self.islands);
        let mut found = Vec::new();
        for island in &self.islands {
            island_features(analysis, island, &mut self.scratch, &mut self.features, &mut self.ends);
            self.bias.clear();
            self.bias.extend(analysis.words.get(island.clone()).unwrap_or_default().iter().map(name_bias));
            tagger.decode(&self.features, &self.ends, &self.bias, &mut self.decoder);
            read_labels(&self.decoder, island, &mut found);
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
        add_family_names(analysis, &mut found);
        agree_on_types(analysis, &mut found);
        for name in &mut found {
            trim(analysis, &mut name.words);
        }
        found.retain(|name| !name.words.is_empty());
        found
    }
}

fn name_bias(word: &Word) -> f32 {
    let common = word.common || word.flags.has(WordFlag::Calendar);
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
