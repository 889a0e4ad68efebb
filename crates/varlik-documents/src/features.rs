//! What the tagger sees of each token of an island.

use std::ops::Range;

use varlik_names::WordFlag;
use varlik_text::{CaseShape, TokenKind};

use crate::analysis::{Analysis, Word};
use crate::gazetteer::{self, Tag};

/// Words on either side of an island that its features look at.
const REACH: usize = 2;

/// What the features ask of one word, worked out once for all the words that ask.
#[derive(Debug, Clone, Copy)]
struct Seen {
    hash: u64,
    shape: u64,
    bits: u64,
    /// The last three letters.
    tail: u64,
}

/// A place before the first or behind the last word of the text.
const OUTSIDE_TEXT: Seen = Seen { hash: 0x9e37, shape: 0, bits: 0, tail: 0x9e37 };

/// Buffers of [`island_features`].
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    tags: Vec<Tag>,
    seen: Vec<Seen>,
}

/// Writes the feature hashes of the words in `island` to `features`, and the end of each word's share to `ends`.
///
/// A feature is a hash of a template number and a value; equal contexts give equal hashes in training and in use.
pub(crate) fn island_features(
    analysis: &Analysis,
    island: &Range<usize>,
    scratch: &mut Scratch,
    features: &mut Vec<u32>,
    ends: &mut Vec<usize>,
) {
    features.clear();
    ends.clear();
    gazetteer::tag(analysis, island, &mut scratch.tags);
    scratch.seen.clear();
    scratch.seen.extend((0..island.len() + 2 * REACH).map(|place| {
        let word = (island.start + place).checked_sub(REACH).and_then(|at| analysis.words.get(at));
        word.map_or(OUTSIDE_TEXT, |word| see(analysis, word))
    }));
    for place in 0..island.len() {
        word_features(analysis, island, place, scratch, features);
        ends.push(features.len());
    }
}

fn see(analysis: &Analysis, word: &Word) -> Seen {
    let key = analysis.key(word).as_bytes();
    let tail = key.len().checked_sub(3).and_then(|from| key.get(from..)).map_or(word.hash, bytes);
    Seen { hash: word.hash, shape: shape(analysis, word), bits: bits(analysis, word), tail }
}

fn word_features(
    analysis: &Analysis,
    island: &Range<usize>,
    place: usize,
    scratch: &Scratch,
    out: &mut Vec<u32>,
) {
    let Some(here) = analysis.words.get(island.start + place) else { return };
    let Some(&[before2, before, own, after, after2]) =
        scratch.seen.get(place..place + 2 * REACH + 1).and_then(|seen| seen.first_chunk())
    else {
        return;
    };
    let tag_of =
        |place: Option<usize>| place.and_then(|place| scratch.tags.get(place)).map_or(0, |tag| tag.0);
    let (tag_before, own_tag, tag_after) =
        (tag_of(place.checked_sub(1)), tag_of(Some(place)), tag_of(Some(place + 1)));
    let (from_start, from_end) = (place as u64, (island.len() - 1 - place) as u64);
    let key = analysis.key(here).as_bytes();
    let mut emit = |template: u64, value: u64| out.push(feature(template, value));

    emit(1, 0);
    emit(2, own.hash);
    emit(3, before.hash);
    emit(4, after.hash);
    emit(5, before2.hash);
    emit(6, after2.hash);
    emit(7, pair(before.hash, own.hash));
    emit(8, pair(own.hash, after.hash));
    emit(9, pair(before.hash, own.shape));
    emit(10, pair(after.hash, own.shape));
    emit(11, own.shape);
    emit(12, pair(before.shape, own.shape));
    emit(13, pair(own.shape, after.shape));
    emit(14, pair(pair(before.shape, own.shape), after.shape));
    for letters in 2..=4 {
        if let Some(tail) = key.len().checked_sub(letters).and_then(|from| key.get(from..)) {
            emit(15 + letters as u64, bytes(tail));
        }
        if let Some(head) = key.get(..letters) {
            emit(20 + letters as u64, bytes(head));
        }
    }
    emit(26, before.tail);
    emit(27, after.tail);
    for bit in Bits(own.bits) {
        emit(28, bit);
        emit(29, pair(bit, own.shape));
    }
    for bit in Bits(before.bits) {
        emit(30, bit);
    }
    for bit in Bits(after.bits) {
        emit(31, bit);
    }
    emit(32, own.bits);
    emit(33, pair(own.bits, after.bits));
    emit(34, pair(before.bits, own.bits));
    emit(35, own_tag);
    emit(36, pair(own_tag, own.shape));
    emit(37, pair(tag_before, own_tag));
    emit(38, pair(own_tag, tag_after));
    emit(39, pair(from_start.min(3), from_end.min(3)));
    emit(40, pair(pair(from_start.min(2), from_end.min(2)), own.shape));
    emit(41, pair(evidence(analysis, here), own.bits & COMMON));
    emit(42, pair(evidence(analysis, here), own.shape));
}

/// The places of the bits set in a word.
struct Bits(u64);

impl Iterator for Bits {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        let lowest = self.0.trailing_zeros();
        self.0 &= self.0.checked_sub(1)?;
        Some(u64::from(lowest))
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use varlik_text::Lang;

    fn features(text: &str, island: Range<usize>) -> (Vec<u32>, Vec<usize>) {
        let mut analysis = Analysis::default();
        analysis.run(text, Lang::En, &mut Vec::new());
        let (mut features, mut ends) = (vec![7], vec![7]);
        island_features(&analysis, &island, &mut Scratch::default(), &mut features, &mut ends);
        (features, ends)
    }

    #[test]
    fn every_word_of_an_island_has_features_of_its_own() {
        let (features, ends) = features("He met Petra Lindqvist in Bergen.", 2..4);
        assert_eq!(ends.len(), 2, "one end a word, nothing left of what was there");
        assert!(ends[0] > 10 && ends[1] > ends[0] + 10);
        assert_eq!(ends[1], features.len());
        assert_ne!(features[..ends[0]], features[ends[0]..]);
    }

    #[test]
    fn equal_contexts_give_equal_features() {
        let one = features("He met Petra Lindqvist in Bergen.", 2..4);
        assert_eq!(one, features("He met Petra Lindqvist in Bergen.", 2..4));
        // Two words on either side are the context; what lies beyond is none.
        assert_eq!(one, features("He met Petra Lindqvist in Bergen on Monday, they say.", 2..4));
        assert_ne!(one, features("He left Petra Lindqvist in Bergen.", 2..4));
        assert_ne!(one, features("He met petra lindqvist in Bergen.", 2..4), "case is seen");
    }

    #[test]
    fn an_island_at_the_edge_of_the_text_has_features() {
        let (features, ends) = features("Petra", 0..1);
        assert!(!features.is_empty() && ends == [features.len()]);
    }

    #[test]
    fn bits_are_listed_from_the_lowest() {
        assert_eq!(Bits(0b1010_0001).collect::<Vec<_>>(), [0, 5, 7]);
        assert_eq!(Bits(0).count(), 0);
        assert_eq!(Bits(u64::MAX).count(), 64);
    }

    #[test]
    fn templates_keep_equal_values_apart() {
        let mut seen: Vec<u32> = (1..=50).map(|template| feature(template, 0x1234_5678)).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 50);
        assert_ne!(pair(1, 2), pair(2, 1), "a pair has an order");
    }
}
