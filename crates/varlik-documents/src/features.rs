//! What the tagger sees of each token.

use std::ops::Range;

use varlik_names::WordFlag;
use varlik_text::{CaseShape, TokenKind};

use crate::analysis::{Analysis, Word};
use crate::gazetteer::{self, Tag};

/// What the features ask of one word, worked out once for all the words that ask.
#[derive(Debug, Clone, Copy)]
struct Seen {
    hash: u64,
    shape: u64,
    bits: u64,
    /// The last three letters.
    tail: u64,
    /// What the longest match of the world table says of it.
    tag: u64,
    /// What the longest match of the larger table of place names says of it.
    place: u64,
}

/// A place before the first or behind the last word of the text.
const OUTSIDE_TEXT: Seen = Seen { hash: 0x9e37, shape: 0, bits: 0, tail: 0x9e37, tag: 0, place: 0 };

/// Where a word stands in the run of capital words around it, and in its island.
#[derive(Debug, Clone, Copy, Default)]
struct Standing {
    /// First word of the run and the word behind it; empty for a word without a capital.
    run: (u32, u32),
    /// Words of its island before it and behind it; 99 where no island is.
    before: u8,
    behind: u8,
}

/// Words of a run of capitals that are asked what the tables say of them.
const LONGEST_RUN: usize = 64;

/// All that the features of one text draw on; buffers are reused from text to text.
#[derive(Debug, Default)]
pub(crate) struct Sight {
    tags: Vec<Tag>,
    places: Vec<Tag>,
    seen: Vec<Seen>,
    standing: Vec<Standing>,
}

impl Sight {
    /// Looks at all words of a text; `islands` are those of the same text.
    pub(crate) fn read(&mut self, analysis: &Analysis, islands: &[Range<usize>]) {
        let words = &analysis.words;
        gazetteer::tag(analysis, &(0..words.len()), &mut self.tags);
        gazetteer::tag_places(analysis, &mut self.places);
        self.seen.clear();
        self.seen.extend(
            words
                .iter()
                .zip(&self.tags)
                .zip(&self.places)
                .map(|((word, tag), place)| see(analysis, word, tag.0, place.0)),
        );
        self.standing.clear();
        self.standing.resize(words.len(), Standing { run: (0, 0), before: 99, behind: 99 });
        for island in islands {
            for (at, standing) in
                self.standing.get_mut(island.clone()).unwrap_or_default().iter_mut().enumerate()
            {
                standing.before = u8::try_from(at).unwrap_or(98);
                standing.behind = u8::try_from(island.len() - 1 - at).unwrap_or(98);
            }
        }
        let mut at = 0;
        while at < words.len() {
            let capitals = words.iter().skip(at).enumerate();
            let length = capitals
                .take_while(|(place, word)| word.is_capital() && (*place == 0 || !word.token.line_start))
                .count();
            for standing in self.standing.get_mut(at..at + length).unwrap_or_default() {
                standing.run = (at as u32, (at + length) as u32);
            }
            at += length.max(1);
        }
    }

    /// The word this many places away; nothing where the text ends.
    fn near(&self, at: usize, away: isize) -> Seen {
        at.checked_add_signed(away).and_then(|at| self.seen.get(at)).copied().unwrap_or(OUTSIDE_TEXT)
    }

    /// Writes the feature hashes of the words in `range` to `features`, and the end of each word's share to `ends`.
    ///
    /// A feature is a hash of a template number and a value; equal contexts give equal hashes in training and in use.
    /// Without `letters` the features tell nothing of the letters of words, only what tables and capitals say of them:
    /// a model of such features serves languages it was not trained on.
    pub(crate) fn features(
        &self,
        analysis: &Analysis,
        range: &Range<usize>,
        letters: bool,
        features: &mut Vec<u32>,
        ends: &mut Vec<usize>,
    ) {
        features.clear();
        ends.clear();
        for at in range.clone() {
            if let (Some(word), Some(standing)) = (analysis.words.get(at), self.standing.get(at)) {
                self.outward(analysis, word, at, *standing, features);
                if letters {
                    self.letters(analysis, word, at, *standing, features);
                }
            }
            ends.push(features.len());
        }
    }

    /// Form, case and place of a word and its neighbours, and what the tables say of them.
    fn outward(&self, analysis: &Analysis, word: &Word, at: usize, standing: Standing, out: &mut Vec<u32>) {
        let [before2, before, own, after, after2] = [-2, -1, 0, 1, 2].map(|away| self.near(at, away));
        let mut emit = |template: u64, value: u64| out.push(feature(template, value));
        emit(1, 0);
        emit(11, own.shape);
        emit(12, pair(before.shape, own.shape));
        emit(13, pair(own.shape, after.shape));
        emit(14, pair(pair(before.shape, own.shape), after.shape));
        emit(76, pair(after.shape, after2.shape));
        emit(77, pair(before2.shape, before.shape));
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
        emit(35, own.tag);
        emit(36, pair(own.tag, own.shape));
        emit(37, pair(before.tag, own.tag));
        emit(38, pair(own.tag, after.tag));
        let (from_start, from_end) = (u64::from(standing.before), u64::from(standing.behind));
        emit(39, pair(if from_start == 99 { 9 } else { from_start.min(3) }, from_end.min(3)));
        emit(40, pair(pair(from_start.min(2), from_end.min(2)), own.shape));
        emit(41, pair(evidence(analysis, word), own.bits & COMMON));
        emit(42, pair(evidence(analysis, word), own.shape));
        emit(50, own.place);
        emit(51, pair(own.place, own.shape));
        emit(52, pair(before.place, own.place));
        emit(53, pair(own.place, after.place));
        emit(54, pair(own.place, own.bits));
        let (start, end) = (standing.run.0 as usize, standing.run.1 as usize);
        if let Some(run) = self.seen.get(start..end).filter(|run| !run.is_empty()) {
            // A text in capitals without a stop is one run from end to end.
            let any = run.iter().take(LONGEST_RUN).fold(0, |any, seen| any | seen.bits);
            emit(86, any);
            for bit in Bits(any) {
                emit(87, bit);
            }
            let (length, place) = ((run.len() - 1) as u64, (at - start) as u64);
            emit(91, length.min(5));
            emit(92, pair(length.min(4), place.min(4)));
        }
    }

    /// The words themselves, and how they begin and end.
    fn letters(&self, analysis: &Analysis, word: &Word, at: usize, standing: Standing, out: &mut Vec<u32>) {
        let [before3, before2, before, own, after, after2, after3] =
            [-3, -2, -1, 0, 1, 2, 3].map(|away| self.near(at, away));
        let mut emit = |template: u64, value: u64| out.push(feature(template, value));
        emit(2, own.hash);
        emit(3, before.hash);
        emit(4, after.hash);
        emit(5, before2.hash);
        emit(6, after2.hash);
        emit(70, before3.hash);
        emit(71, after3.hash);
        emit(7, pair(before.hash, own.hash));
        emit(8, pair(own.hash, after.hash));
        emit(72, pair(after.hash, after2.hash));
        emit(73, pair(before2.hash, before.hash));
        emit(9, pair(before.hash, own.shape));
        emit(10, pair(after.hash, own.shape));
        emit(55, pair(own.place, after.hash));
        let key = analysis.key(word).as_bytes();
        for letters in 2..=6 {
            let tail = key.len().checked_sub(letters).and_then(|from| key.get(from..));
            if let (Some(tail), Some(head)) = (tail, key.get(..letters)) {
                emit(15 + letters as u64, bytes(tail));
                emit(100 + letters as u64, bytes(head));
            }
        }
        emit(26, before.tail);
        emit(27, after.tail);
        emit(74, after2.tail);
        emit(75, before2.tail);
        let (start, end) = (standing.run.0 as usize, standing.run.1 as usize);
        if let Some(last) = end.checked_sub(1) {
            let (first, last) = (self.near(start, 0), self.near(last, 0));
            let (behind, behind2) = (self.near(end, 0), self.near(end, 1));
            emit(80, last.hash);
            emit(81, behind.hash);
            emit(82, pair(behind.hash, behind2.hash));
            emit(83, last.tail);
            emit(84, first.hash);
            emit(85, self.near(start, -1).hash);
            // "Türkiye'nin" ends a run; what comes behind the ending tells as much as what comes behind a bare word.
            if analysis.words.get(end).is_some_and(|word| word.token.kind == TokenKind::Suffix) {
                emit(89, behind2.hash);
                emit(90, behind2.tail);
            }
        }
    }
}

fn see(analysis: &Analysis, word: &Word, tag: u64, place: u64) -> Seen {
    let key = analysis.key(word).as_bytes();
    let tail = key.len().checked_sub(3).and_then(|from| key.get(from..)).map_or(word.hash, bytes);
    Seen { hash: word.hash, shape: shape(analysis, word), bits: bits(analysis, word), tail, tag, place }
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
        let mut sight = Sight::default();
        sight.read(&analysis, std::slice::from_ref(&island));
        sight.features(&analysis, &island, true, &mut features, &mut ends);
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
        // Three words on either side are the context; what lies beyond is none.
        assert_eq!(one, features("He met Petra Lindqvist in Bergen. On Monday, they say.", 2..4));
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
