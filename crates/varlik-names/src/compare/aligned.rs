//! The words of two names, paired one to one, or one to two where they are written otherwise.
#![allow(
    clippy::many_single_char_names,
    reason = "two names a and b of n and m words, word x at i of one beside word y at j of the other, throughout"
)]
#![allow(
    clippy::indexing_slicing,
    reason = "hot kernel, called once a pair: word indices come from the words' own lengths, both at most MOST_WORDS"
)]

use std::ops::Range;

use super::bits::Bits;
use super::words::{Said, spelled, words};
use super::{Choices, Reason};
use crate::name::{MOST_WORDS, Name, NameKind, NameWord, Role};

/// Words that are aligned, several of one side where they are written as one on the other.
#[derive(Clone, Copy)]
pub(super) struct Pair {
    a: (u8, u8),
    b: (u8, u8),
    pub(super) said: Said,
}

const NO_PAIR: Pair = Pair { a: (0, 0), b: (0, 0), said: Said { what: Reason::Spelling, weight: 0.0 } };

/// The words of two names, paired.
pub(super) struct Aligned {
    pairs: [Pair; MOST_WORDS],
    count: usize,
    /// The words of either name that are in no pair.
    pub(super) left: [bool; MOST_WORDS],
    pub(super) right: [bool; MOST_WORDS],
}

impl Pair {
    /// Its words of the first name.
    pub(super) fn of_a(&self) -> Range<usize> {
        usize::from(self.a.0)..usize::from(self.a.1)
    }

    /// Its words of the second name.
    pub(super) fn of_b(&self) -> Range<usize> {
        usize::from(self.b.0)..usize::from(self.b.1)
    }
}

impl Aligned {
    /// Pairs the best words first, then what is written together, then what contradicts.
    pub(super) fn new(a: &Name, b: &Name, person: bool, choices: &Choices<'_>) -> Self {
        let bits = choices.bits;
        let (n, m) = (a.words().len(), b.words().len());
        let mut said = [[Said { what: Reason::Spelling, weight: f32::MIN }; MOST_WORDS]; MOST_WORDS];
        // A word that is in both names is compared with no other: none agrees better.
        let (mut found_a, mut found_b) = ([false; MOST_WORDS], [false; MOST_WORDS]);
        for same in [true, false] {
            for (i, x) in a.words().iter().enumerate() {
                for (j, y) in b.words().iter().enumerate() {
                    if (x.key_hash == y.key_hash) != same || !same && (found_a[i] || found_b[j]) {
                        continue;
                    }
                    said[i][j] = words(a, (i, x), b, (j, y), person, choices);
                    if same && said[i][j].what == Reason::Exact && said[i][j].weight > 0.0 {
                        (found_a[i], found_b[j]) = (true, true);
                    }
                }
            }
        }
        let mut aligned = Self {
            pairs: [NO_PAIR; MOST_WORDS],
            count: 0,
            left: [false; MOST_WORDS],
            right: [false; MOST_WORDS],
        };
        for (free, name) in [(&mut aligned.left, a), (&mut aligned.right, b)] {
            for (free, word) in free.iter_mut().zip(name.words()) {
                *free = word.role != Role::LegalForm;
            }
        }
        // The best pair first; of equals the one whose words stand at like places, then the first.
        loop {
            let mut best: Option<(f32, usize, usize)> = None;
            for i in (0..n).filter(|&i| aligned.left[i]) {
                for j in (0..m).filter(|&j| aligned.right[j]) {
                    let weight = said[i][j].weight;
                    if weight < bits.aligned {
                        continue;
                    }
                    let rank = weight - 0.01 * (i as f32 / n as f32 - j as f32 / m as f32).abs();
                    if best.is_none_or(|best| rank > best.0) {
                        best = Some((rank, i, j));
                    }
                }
            }
            let Some((_, i, j)) = best else { break };
            aligned.push(Pair { a: (i as u8, i as u8 + 1), b: (j as u8, j as u8 + 1), said: said[i][j] });
        }
        aligned.join(a, b, bits);
        aligned.contradict(a, b, &said, bits);
        aligned
    }

    /// The pairs, in no telling order.
    pub(super) fn pairs(&self) -> &[Pair] {
        self.pairs.get(..self.count).unwrap_or_default()
    }

    fn push(&mut self, pair: Pair) {
        if let Some(place) = self.pairs.get_mut(self.count) {
            *place = pair;
            self.count += 1;
        }
        for i in pair.a.0..pair.a.1 {
            self.left[usize::from(i)] = false;
        }
        for j in pair.b.0..pair.b.1 {
            self.right[usize::from(j)] = false;
        }
    }

    /// Pairs a free word with two neighbours of the other name that are one word with it.
    fn join(&mut self, a: &Name, b: &Name, bits: &Bits) {
        let try_join = |this: &mut Self, i: Range<usize>, j: Range<usize>| {
            let free = |free: &[bool; MOST_WORDS], words: &Range<usize>| words.clone().all(|at| free[at]);
            if !free(&this.left, &i) && !free(&this.right, &j) {
                return;
            }
            let (one, other) = (a.spelled(i.clone()), b.spelled(j.clone()));
            if !one.is_of_like_length(other) || !one.same_start(other) {
                return;
            }
            // Words that are taken already are taken again where the whole is better.
            let taken = |this: &Self| {
                (0..this.count).find(|&at| {
                    let pair = &this.pairs[at];
                    let touches = |words: (u8, u8), range: &Range<usize>| {
                        usize::from(words.0) < range.end && range.start < usize::from(words.1)
                    };
                    touches(pair.a, &i) || touches(pair.b, &j)
                })
            };
            let weight = spelled(one, other, bits.word, false, bits) - bits.join;
            let before = taken(this);
            let held = before.map_or(bits.aligned, |at| this.pairs[at].said.weight.max(bits.aligned));
            if weight <= held + bits.join {
                return;
            }
            if let Some(at) = before {
                let pair = this.pairs[at];
                (pair.a.0..pair.a.1).for_each(|i| this.left[usize::from(i)] = true);
                (pair.b.0..pair.b.1).for_each(|j| this.right[usize::from(j)] = true);
                this.count -= 1;
                this.pairs.swap(at, this.count);
                if taken(this).is_some() {
                    // Two pairs would have to go: that is no gain.
                    this.push(pair);
                    return;
                }
            }
            let span = |range: &Range<usize>| (range.start as u8, range.end as u8);
            this.push(Pair { a: span(&i), b: span(&j), said: Said { what: Reason::Joined, weight } });
        };
        let (n, m) = (a.words().len(), b.words().len());
        for i in 0..n {
            for j in 0..m {
                if let Some(count) = initials(&a.words()[i], &b.words()[j..]) {
                    self.push_initials(i..i + 1, j..j + count, bits);
                }
                if let Some(count) = initials(&b.words()[j], &a.words()[i..]) {
                    self.push_initials(i..i + count, j..j + 1, bits);
                }
                if j + 1 < m {
                    try_join(self, i..i + 1, j..j + 2);
                }
                if i + 1 < n {
                    try_join(self, i..i + 2, j..j + 1);
                }
            }
        }
    }

    /// Pairs the initials of several words, written as one word, with those words.
    fn push_initials(&mut self, i: Range<usize>, j: Range<usize>, bits: &Bits) {
        if i.clone().all(|at| self.left[at]) && j.clone().all(|at| self.right[at]) {
            let weight = bits.initial * i.len().max(j.len()) as f32;
            let span = |range: Range<usize>| (range.start as u8, range.end as u8);
            self.push(Pair { a: span(i), b: span(j), said: Said { what: Reason::Initials, weight } });
        }
    }

    /// Pairs what is left on both sides: words that tell, and tell something else.
    fn contradict(&mut self, a: &Name, b: &Name, said: &[[Said; MOST_WORDS]; MOST_WORDS], bits: &Bits) {
        loop {
            let telling = |name: &Name, free: &[bool; MOST_WORDS]| {
                (0..name.words().len()).find(|&at| free[at] && tells(name.words()[at].role))
            };
            let (Some(i), Some(j)) = (telling(a, &self.left), telling(b, &self.right)) else { return };
            let said = said[i][j];
            let weight = match (a.words()[i].role, b.words()[j].role) {
                (Role::Generic, _) | (_, Role::Generic) if a.kind() != NameKind::Person => {
                    said.weight.clamp(-bits.conflict_generic, bits.aligned)
                }
                _ => said.weight.min(bits.aligned).max(said.weight.min(-bits.conflict).max(-bits.floor)),
            };
            let weight = if said.what == Reason::Number { said.weight } else { weight.max(-bits.conflict) };
            self.push(Pair {
                a: (i as u8, i as u8 + 1),
                b: (j as u8, j as u8 + 1),
                said: Said { what: Reason::Conflict, weight },
            });
        }
    }

    /// Whether some word found no partner.
    pub(super) fn is_doubtful(&self) -> bool {
        self.left.iter().chain(&self.right).any(|free| *free)
            || self.pairs.iter().take(self.count).any(|pair| pair.said.weight < 0.0)
    }
}

/// How many of the words begin with the letters of a word of two or three, "JC" of Jean-Claude.
fn initials(short: &NameWord, words: &[NameWord]) -> Option<usize> {
    let count = short.key.len();
    let fits = matches!(count, 2..=3)
        && words.len() >= count
        && short
            .key
            .bytes()
            .zip(words)
            .all(|(letter, word)| word.key.len() > 2 && word.key.as_bytes().first() == Some(&letter));
    fits.then_some(count)
}

/// Whether a word that meets another in its place contradicts it.
fn tells(role: Role) -> bool {
    !matches!(role, Role::Particle | Role::LegalForm | Role::Nickname | Role::Acronym | Role::Title)
}
