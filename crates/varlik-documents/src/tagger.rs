//! The linear sequence model: which tokens of an island belong to a name, and of what type.
//!
//! A conditional random field over begin/inside/outside labels (Lafferty, `McCallum` & Pereira, "Conditional Random
//! Fields", ICML 2001) with hashed features: a feature is a 32-bit row number, a row holds one small integer weight
//! for each label. Decoding is Viterbi. Training lives in `varlik-dev`; the weights are files of their own with
//! their own licence, see `weights/README.md`.
#![allow(
    clippy::indexing_slicing,
    reason = "hot kernel: label indices are below LABELS, and every vector of a sequence has one entry a token"
)]

use crate::EntityType;

/// Number of labels: outside, and begin and inside of each [`EntityType`].
pub const LABELS: usize = 1 + 2 * EntityType::ALL.len();

/// Bytes of one row of weights: one signed byte a label, padded to a power of two.
const ROW: usize = 16;

/// Bytes before the rows: magic, log2 of the row count, scale, start and transition weights.
const HEADER: usize = 8 + 4 + 4 * LABELS * (LABELS + 1);

const MAGIC: &[u8; 4] = b"VTG1";

/// One label of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Label(u8);

impl Label {
    /// The token is in no name.
    pub const OUTSIDE: Self = Self(0);

    /// The first token of a name of this type.
    #[must_use]
    pub fn begin(entity_type: EntityType) -> Self {
        Self(1 + 2 * entity_type as u8)
    }

    /// A further token of a name of this type.
    #[must_use]
    pub fn inside(entity_type: EntityType) -> Self {
        Self(2 + 2 * entity_type as u8)
    }

    /// Returns the label with this index, 0..[`LABELS`].
    #[must_use]
    pub fn from_index(index: usize) -> Option<Self> {
        (index < LABELS).then_some(Self(index as u8))
    }

    /// Returns the index of the label, 0..[`LABELS`].
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// Returns whether the label opens a name.
    #[must_use]
    pub fn is_begin(self) -> bool {
        self.0 % 2 == 1
    }

    /// Returns the type of the name the token belongs to, if it belongs to one.
    #[must_use]
    pub fn entity_type(self) -> Option<EntityType> {
        self.0.checked_sub(1).and_then(|index| EntityType::ALL.get(usize::from(index / 2)).copied())
    }

    /// Returns whether `self` may stand after `previous` (`None`: at the start of a sequence).
    ///
    /// Inside follows only begin or inside of the same type.
    #[must_use]
    pub fn may_follow(self, previous: Option<Self>) -> bool {
        self.0 == 0
            || self.is_begin()
            || previous.is_some_and(|previous| previous.0 == self.0 || previous.0 + 1 == self.0)
    }
}

/// A trained model, read in place from its bytes.
#[derive(Debug, Clone, Copy)]
pub struct Tagger<'a> {
    rows: &'a [[u8; ROW]],
    shift: u32,
    scale: f32,
    start: [f32; LABELS],
    transition: [[f32; LABELS]; LABELS],
}

impl<'a> Tagger<'a> {
    /// Reads a model from the bytes of a weights file.
    ///
    /// Returns `None` when the bytes are no such file.
    #[must_use]
    pub fn from_bytes(bytes: &'a [u8]) -> Option<Self> {
        let (head, body) = bytes.split_at_checked(HEADER)?;
        let mut words = head.as_chunks::<4>().0.iter();
        (words.next()? == MAGIC).then_some(())?;
        let log2_rows = u32::from_le_bytes(*words.next()?);
        let mut floats = words.map(|word| f32::from_le_bytes(*word));
        let scale = floats.next()?;
        let mut start = [0.0; LABELS];
        let mut transition = [[0.0; LABELS]; LABELS];
        for weight in start.iter_mut().chain(transition.iter_mut().flatten()) {
            *weight = floats.next()?;
        }
        let (rows, rest) = body.as_chunks::<ROW>();
        let whole = rest.is_empty() && (8..=24).contains(&log2_rows) && rows.len() == 1 << log2_rows;
        whole.then_some(Self { rows, shift: 32 - log2_rows, scale, start, transition })
    }

    /// Writes a model: `rows` of [`LABELS`] weights each (a power of two of them), start and transition weights.
    ///
    /// Weights are rounded to signed bytes of one common scale, the largest weight being 127.
    #[must_use]
    pub fn to_bytes(
        rows: &[[f32; LABELS]],
        start: &[f32; LABELS],
        transition: &[[f32; LABELS]; LABELS],
    ) -> Vec<u8> {
        let largest = rows.iter().flatten().fold(0.0_f32, |most, weight| most.max(weight.abs()));
        let scale = if largest > 0.0 { largest / 127.0 } else { 1.0 };
        let mut bytes = Vec::with_capacity(HEADER + rows.len() * ROW);
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&rows.len().trailing_zeros().to_le_bytes());
        bytes.extend_from_slice(&scale.to_le_bytes());
        for weight in start.iter().chain(transition.iter().flatten()) {
            bytes.extend_from_slice(&weight.to_le_bytes());
        }
        for row in rows {
            let mut packed = [0_u8; ROW];
            for (byte, weight) in packed.iter_mut().zip(row) {
                *byte = ((weight / scale).round() as i8) as u8;
            }
            bytes.extend_from_slice(&packed);
        }
        bytes
    }

    /// Returns the best labels of one sequence, with a confidence for each token.
    ///
    /// `features` are all feature hashes of the sequence, token after token; `ends[i]` is the end of token `i`'s
    /// features in it. `bias[i]` is taken from token `i`'s score of being outside any name; a missing one is 0. The
    /// confidence is the probability of the label given the labels chosen for the neighbours, 0..=1.
    ///
    /// # Panics
    /// When `ends` falls, or passes the end of `features`.
    pub fn decode(&self, features: &[u32], ends: &[usize], bias: &[f32], scratch: &mut Decoder) {
        let length = ends.len();
        scratch.labels.clear();
        scratch.confidences.clear();
        scratch.emissions.clear();
        scratch.back.clear();
        let mut from = 0;
        for (token, &end) in ends.iter().enumerate() {
            let mut sums = [0_i32; ROW];
            for &feature in &features[from..end] {
                let row = &self.rows[(feature >> self.shift) as usize];
                for (sum, &weight) in sums.iter_mut().zip(row) {
                    *sum += i32::from(weight as i8);
                }
            }
            let mut emission = [0.0; LABELS];
            for (score, sum) in emission.iter_mut().zip(sums) {
                *score = sum as f32 * self.scale;
            }
            emission[0] -= bias.get(token).copied().unwrap_or(0.0);
            scratch.emissions.push(emission);
            from = end;
        }
        let mut best = [f32::NEG_INFINITY; LABELS];
        for (position, emission) in scratch.emissions.iter().enumerate() {
            let mut next = [f32::NEG_INFINITY; LABELS];
            let mut back = [0_u8; LABELS];
            for label in 0..LABELS {
                if position == 0 {
                    if Label(label as u8).may_follow(None) {
                        next[label] = self.start[label] + emission[label];
                    }
                    continue;
                }
                for (previous, before) in best.iter().enumerate() {
                    if Label(label as u8).may_follow(Some(Label(previous as u8))) {
                        let score = before + self.transition[previous][label];
                        if score > next[label] {
                            next[label] = score;
                            back[label] = previous as u8;
                        }
                    }
                }
                next[label] += emission[label];
            }
            scratch.back.push(back);
            best = next;
        }
        let mut label = (0..LABELS).fold(0, |top, label| if best[label] > best[top] { label } else { top });
        scratch.labels.resize(length, Label::OUTSIDE);
        for position in (0..length).rev() {
            scratch.labels[position] = Label(label as u8);
            label = usize::from(scratch.back[position][label]);
        }
        for position in 0..length {
            scratch.confidences.push(self.confidence(position, &scratch.labels, &scratch.emissions));
        }
    }

    /// The probability of the chosen label at `position`, the neighbours' labels held fixed.
    fn confidence(&self, position: usize, labels: &[Label], emissions: &[[f32; LABELS]]) -> f32 {
        let score = |label: usize| {
            let before = match position.checked_sub(1) {
                Some(previous) => self.transition[labels[previous].index()][label],
                None => self.start[label],
            };
            let after = labels.get(position + 1).map_or(0.0, |next| self.transition[label][next.index()]);
            emissions[position][label] + before + after
        };
        let chosen = score(labels[position].index());
        let total: f32 = (0..LABELS)
            .filter(|&label| {
                let label = Label(label as u8);
                let before = position.checked_sub(1).map(|previous| labels[previous]);
                label.may_follow(before)
                    && labels.get(position + 1).is_none_or(|next| next.may_follow(Some(label)))
            })
            .map(|label| (score(label) - chosen).exp())
            .sum();
        1.0 / total
    }
}

/// Buffers of [`Tagger::decode`], and its answer.
#[derive(Debug, Default)]
pub struct Decoder {
    /// The label of each token.
    pub labels: Vec<Label>,
    /// The confidence of each label, 0..=1.
    pub confidences: Vec<f32>,
    emissions: Vec<[f32; LABELS]>,
    back: Vec<[u8; LABELS]>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inside_follows_only_its_own_type() {
        let (begin, inside) = (Label::begin(EntityType::Org), Label::inside(EntityType::Org));
        assert!(inside.may_follow(Some(begin)) && inside.may_follow(Some(inside)));
        assert!(!inside.may_follow(None) && !inside.may_follow(Some(Label::begin(EntityType::Per))));
        assert_eq!(inside.entity_type(), Some(EntityType::Org));
        assert_eq!(Label::OUTSIDE.entity_type(), None);
    }

    #[test]
    fn a_written_model_reads_back_and_decodes() {
        let mut rows = vec![[0.0; LABELS]; 1 << 8];
        rows[3][Label::begin(EntityType::Per).index()] = 5.0;
        rows[7][Label::inside(EntityType::Per).index()] = 5.0;
        let bytes = Tagger::to_bytes(&rows, &[0.0; LABELS], &[[0.0; LABELS]; LABELS]);
        let tagger = Tagger::from_bytes(&bytes).unwrap();
        let mut decoder = Decoder::default();
        tagger.decode(&[3 << 24, 7 << 24, 9 << 24], &[1, 2, 3], &[], &mut decoder);
        let person = EntityType::Per;
        assert_eq!(decoder.labels[..2], [Label::begin(person), Label::inside(person)]);
        assert!(decoder.confidences[0] > 0.9);
        assert!(Tagger::from_bytes(&bytes[1..]).is_none() && Tagger::from_bytes(b"").is_none());
    }

    #[test]
    fn labels_follow_one_another_as_they_may_whatever_the_weights() {
        // A linear congruential generator with the constants of Knuth's MMIX.
        let mut state = 7_u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as u32
        };
        for _ in 0..20 {
            let mut weight = || f32::from(i8::try_from(next() % 201).unwrap_or(0)) / 10.0;
            let rows: Vec<[f32; LABELS]> =
                (0..1 << 8).map(|_| std::array::from_fn(|_| weight() - 10.0)).collect();
            let start = std::array::from_fn(|_| weight() - 10.0);
            let transition = std::array::from_fn(|_| std::array::from_fn(|_| weight() - 10.0));
            let bytes = Tagger::to_bytes(&rows, &start, &transition);
            let tagger = Tagger::from_bytes(&bytes).unwrap();
            let features: Vec<u32> = (0..120).map(|_| next() << 1).collect();
            let ends: Vec<usize> = (1..=40).map(|token| token * 3).collect();
            let mut decoder = Decoder::default();
            tagger.decode(&features, &ends, &[], &mut decoder);
            assert_eq!((decoder.labels.len(), decoder.confidences.len()), (40, 40));
            let mut before = None;
            for (label, confidence) in decoder.labels.iter().zip(&decoder.confidences) {
                assert!(label.may_follow(before), "{label:?} after {before:?}");
                assert!((0.0..=1.0).contains(confidence));
                before = Some(*label);
            }
            assert!(
                decoder.labels.iter().any(|label| *label != Label::OUTSIDE),
                "random weights find some name"
            );
        }
    }
}
