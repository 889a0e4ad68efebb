//! What the tagger sees of each token of an island.

use std::ops::Range;

use varlik_names::WordFlag;
use varlik_text::{CaseShape, TokenKind};

use crate::analysis::{Analysis, Word};
use crate::gazetteer::{self, Tag};

/// Appends the feature hashes of the words in `island` to `features`, and the end of each word's share to `ends`.
///
/// A feature is a hash of a template number and a value; equal contexts give equal hashes in training and in use.
pub(crate) fn island_features(
    analysis: &Analysis,
    island: &Range<usize>,
    scratch: &mut Vec<Tag>,
    features: &mut Vec<u32>,
    ends: &mut Vec<usize>,
) {
    features.clear();
    ends.clear();
    gazetteer::tag(analysis, island, scratch);
    let length = island.len() as u64;
    for at in island.clone() {
        let place = (at - island.start) as u64;
        word_features(analysis, at, place, length, scratch, island.start, features);
        ends.push(features.len());
    }
}

fn word_features(
    analysis: &Analysis,
    at: usize,
    place: u64,
    length: u64,
    tags: &[Tag],
    first: usize,
    out: &mut Vec<u32>,
) {
    let word = |offset: isize| at.checked_add_signed(offset).and_then(|at| analysis.words.get(at));
    let Some(here) = word(0) else { return };
    let hash = |offset: isize| word(offset).map_or(OUTSIDE_TEXT, |word| word.hash);
    let shape_of = |offset: isize| word(offset).map_or(0, |word| shape(analysis, word));
    let tag_of = |offset: isize| {
        at.checked_add_signed(offset)
            .and_then(|at| at.checked_sub(first))
            .and_then(|index| tags.get(index))
            .map_or(0, |tag| tag.0)
    };
    let bits_of = |offset: isize| word(offset).map_or(0, |word| bits(analysis, word));
    let (before, after) = (hash(-1), hash(1));
    let (own_shape, own_bits, own_tag) = (shape_of(0), bits_of(0), tag_of(0));
    let key = analysis.key(here).as_bytes();
    let mut emit = |template: u64, value: u64| out.push(feature(template, value));

    emit(1, 0);
    emit(2, here.hash);
    emit(3, before);
    emit(4, after);
    emit(5, hash(-2));
    emit(6, hash(2));
    emit(7, pair(before, here.hash));
    emit(8, pair(here.hash, after));
    emit(9, pair(before, own_shape));
    emit(10, pair(after, own_shape));
    emit(11, own_shape);
    emit(12, pair(shape_of(-1), own_shape));
    emit(13, pair(own_shape, shape_of(1)));
    emit(14, pair(pair(shape_of(-1), own_shape), shape_of(1)));
    for letters in 2..=4 {
        if let Some(tail) = key.len().checked_sub(letters).and_then(|from| key.get(from..)) {
            emit(15 + letters as u64, bytes(tail));
        }
        if let Some(head) = key.get(..letters) {
            emit(20 + letters as u64, bytes(head));
        }
    }
    let tail3 = |offset: isize| {
        word(offset).map_or(OUTSIDE_TEXT, |word| {
            let key = analysis.key(word).as_bytes();
            key.len().checked_sub(3).and_then(|from| key.get(from..)).map_or(word.hash, bytes)
        })
    };
    emit(26, tail3(-1));
    emit(27, tail3(1));
    for bit in 0..16 {
        if own_bits & (1 << bit) != 0 {
            emit(28, bit);
            emit(29, pair(bit, own_shape));
        }
        if bits_of(-1) & (1 << bit) != 0 {
            emit(30, bit);
        }
        if bits_of(1) & (1 << bit) != 0 {
            emit(31, bit);
        }
    }
    emit(32, own_bits);
    emit(33, pair(own_bits, bits_of(1)));
    emit(34, pair(bits_of(-1), own_bits));
    emit(35, own_tag);
    emit(36, pair(own_tag, own_shape));
    emit(37, pair(tag_of(-1), own_tag));
    emit(38, pair(own_tag, tag_of(1)));
    emit(39, pair(place.min(3), (length - 1 - place).min(3)));
    emit(40, pair(pair(place.min(2), (length - 1 - place).min(2)), own_shape));
    emit(41, pair(evidence(analysis, here), own_bits & COMMON));
    emit(42, pair(evidence(analysis, here), own_shape));
}

const OUTSIDE_TEXT: u64 = 0x9e37;
const COMMON: u64 = 0b111;

/// The outward form of a token: kind, case, length, place in sentence and headline.
fn shape(analysis: &Analysis, word: &Word) -> u64 {
    let key = analysis.key(word);
    let digits = key.bytes().any(|byte| byte.is_ascii_digit());
    let length = match key.len() {
        0..=1 => 0,
        2..=3 => 1,
        _ => 2,
    };
    (word.token.kind as u64)
        | (word.case as u64) << 5
        | length << 8
        | u64::from(digits) << 10
        | u64::from(word.sentence_start) << 11
        | u64::from(word.loud) << 12
        | u64::from(word.token.glued) << 13
}

/// What the tables say of a word, as a set of bits.
fn bits(analysis: &Analysis, word: &Word) -> u64 {
    if word.token.kind != TokenKind::Word {
        return 0;
    }
    let flags = word.flags;
    let mut bits = 0;
    for (bit, set) in [
        flags.has(WordFlag::EnglishWord),
        flags.has(WordFlag::RareEnglishWord),
        flags.has(WordFlag::TurkishWord) || (word.common && !flags.has(WordFlag::EnglishWord)),
        flags.has(WordFlag::OrganizationKind),
        flags.has(WordFlag::LegalForm),
        flags.has(WordFlag::PlaceKind),
        flags.has(WordFlag::PersonConnector),
        flags.has(WordFlag::OrganizationConnector),
        flags.has(WordFlag::Calendar),
        word.names.is_given(),
        word.names.is_family(),
        varlik_names::title::lookup_by_hash(word.hash).title.is_some(),
        word.case == CaseShape::Lower && analysis.cases(word.hash).capital > 0,
    ]
    .into_iter()
    .enumerate()
    {
        bits |= u64::from(set) << bit;
    }
    bits
}

/// How the word is written elsewhere in the text, coarsely.
fn evidence(analysis: &Analysis, word: &Word) -> u64 {
    let seen = analysis.cases(word.hash);
    let own = u32::from(!word.sentence_start && !word.loud && word.is_capital());
    let level = |count: u32| u64::from(count.min(2));
    level(seen.lower) * 3 + level(seen.capital.saturating_sub(own))
}

fn feature(template: u64, value: u64) -> u32 {
    let mixed = (value ^ template.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    ((mixed ^ (mixed >> 29)).wrapping_mul(0xc4ce_b9fe_1a85_ec53) >> 32) as u32
}

fn pair(a: u64, b: u64) -> u64 {
    (a.wrapping_mul(0x2545_f491_4f6c_dd1d) ^ b).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23)
}

fn bytes(letters: &[u8]) -> u64 {
    letters.iter().fold(letters.len() as u64, |sum, &byte| sum << 8 | u64::from(byte))
}
