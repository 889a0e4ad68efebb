//! Texts as bags of words, the rare ones counting most.

use std::cmp::Ordering;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use varlik_distance::osa_within;
use varlik_names::key_hash;
use varlik_text::key;

use super::FieldFrequencies;
use crate::items::Strings;

/// The words of distinct texts, and what each word counts.
#[derive(Debug)]
pub(crate) struct Texts {
    ends: Vec<u32>,
    /// The words of each text, numbered, rising, each once.
    words: Vec<u32>,
    /// Root of the sum of squared weights of each text.
    norms: Vec<f32>,
    /// Hash of the whole key of each text.
    keys: Vec<u64>,
    spellings: Strings,
    weights: Vec<f32>,
    rows_with: Vec<u32>,
}

/// Words of a text that are compared letter by letter when they are in one text only.
const MOST_LEFT: usize = 16;

/// What a word that is spelled a little otherwise counts, of what it counts when it is the same.
const NEARLY: f32 = 0.8;

/// What an initial counts.
const INITIAL: f32 = 0.5;

impl Texts {
    /// Prepares texts; `counts` tells how many items have each, unless it is `known` how common words are.
    ///
    /// Words are numbered by their spellings: two texts compare alike whatever other texts are there.
    pub(crate) fn new(values: &Strings, counts: &[u32], known: Option<&FieldFrequencies>) -> Self {
        let numbers: Vec<u32> = (0..values.len() as u32).collect();
        let keyed: Vec<String> = numbers.par_iter().map(|&number| key(values.get(number))).collect();
        let mut number_of: FxHashMap<&str, u32> = FxHashMap::default();
        for word in keyed.iter().flat_map(|text| text.split(' ').filter(|word| !word.is_empty())) {
            number_of.entry(word).or_default();
        }
        let mut sorted: Vec<&str> = number_of.keys().copied().collect();
        sorted.par_sort_unstable();
        let mut spellings = Strings::default();
        for word in sorted {
            let number = spellings.push(word);
            number_of.insert(word, number);
        }
        let mut rows_with: Vec<u32> = vec![0; spellings.len()];
        let (mut ends, mut words) = (Vec::with_capacity(keyed.len()), Vec::new());
        let mut own: Vec<u32> = Vec::new();
        for (at, text) in keyed.iter().enumerate() {
            own.clear();
            own.extend(text.split(' ').filter_map(|word| number_of.get(word)));
            own.sort_unstable();
            own.dedup();
            for &word in &own {
                if let Some(rows) = rows_with.get_mut(word as usize) {
                    *rows += counts.get(at).copied().unwrap_or(0);
                }
            }
            words.extend_from_slice(&own);
            ends.push(words.len() as u32);
        }
        let mut rows: f32 = counts.iter().map(|&count| count as f32).sum();
        if let Some(known) = known {
            rows = known.filled as f32;
            for (with, word) in rows_with.iter_mut().zip(spellings.iter()) {
                *with = known.items_with_word(key_hash(word.as_bytes()));
            }
        }
        let weights: Vec<f32> =
            rows_with.iter().map(|&with| 0.2 + (1.0 + rows / with.max(1) as f32).ln()).collect();
        let mut start = 0;
        let norms = ends
            .iter()
            .map(|&end| {
                let own = words.get(start as usize..end as usize).unwrap_or_default();
                start = end;
                own.iter().map(|&word| weight(&weights, word).powi(2)).sum::<f32>().sqrt()
            })
            .collect();
        let keys = keyed.iter().map(|text| key_hash(text.as_bytes())).collect();
        Self { ends, words, norms, keys, spellings, weights, rows_with }
    }

    /// A number that texts with the same words in the same order share.
    pub(crate) fn key(&self, value: u32) -> u64 {
        self.keys.get(value as usize).copied().unwrap_or(0)
    }

    /// The words that two items or more have, by the hashes of their spellings, rising, and how many have each.
    pub(crate) fn common_words(&self) -> Vec<(u64, u32)> {
        let words =
            self.spellings.iter().map(|word| key_hash(word.as_bytes())).zip(self.rows_with.iter().copied());
        let mut words: Vec<(u64, u32)> = words.filter(|(_, rows)| *rows > 1).collect();
        words.sort_unstable();
        words
    }

    /// The words of a text.
    pub(crate) fn words(&self, value: u32) -> &[u32] {
        let value = value as usize;
        let start = value.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(value).copied().unwrap_or(start);
        self.words.get(start as usize..end as usize).unwrap_or_default()
    }

    /// How many rows have a word.
    pub(crate) fn rows_with(&self, word: u32) -> u32 {
        self.rows_with.get(word as usize).copied().unwrap_or(0)
    }

    /// How a word is spelled.
    pub(crate) fn spelling(&self, word: u32) -> &str {
        self.spellings.get(word)
    }

    fn norm(&self, value: u32) -> f32 {
        self.norms.get(value as usize).copied().unwrap_or(0.0)
    }

    /// Cosine of two texts, 0..=1: shared words, and words that are nearly the same, weighed by their rarity.
    ///
    /// TF-IDF with soft matches after Cohen, Ravikumar and Fienberg ("A Comparison of String Distance Metrics for
    /// Name-Matching Tasks", 2003).
    pub(crate) fn similarity(&self, a: u32, b: u32) -> f32 {
        let scale = self.norm(a) * self.norm(b);
        if scale <= 0.0 {
            return 0.0;
        }
        let (mut one, mut other) = (self.words(a), self.words(b));
        let (mut left, mut right) = ([0_u32; MOST_LEFT], [0_u32; MOST_LEFT]);
        let (mut lefts, mut rights, mut shared) = (0, 0, 0.0);
        let keep = |kept: &mut [u32; MOST_LEFT], count: &mut usize, word: u32| {
            if let Some(slot) = kept.get_mut(*count) {
                *slot = word;
                *count += 1;
            }
        };
        loop {
            let (first, second) = (one.first().copied(), other.first().copied());
            let order = match (first, second) {
                (Some(first), Some(second)) => first.cmp(&second),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => break,
            };
            if order == Ordering::Equal {
                shared += weight(&self.weights, first.unwrap_or_default()).powi(2);
            }
            if let (Some(word), true) = (first, order == Ordering::Less) {
                keep(&mut left, &mut lefts, word);
            }
            if let (Some(word), true) = (second, order == Ordering::Greater) {
                keep(&mut right, &mut rights, word);
            }
            one = one.get(usize::from(order.is_le())..).unwrap_or_default();
            other = other.get(usize::from(order.is_ge())..).unwrap_or_default();
        }
        let (left, right) = (left.get(..lefts).unwrap_or_default(), right.get(..rights).unwrap_or_default());
        shared += self.nearly(left, right);
        (shared / scale).clamp(0.0, 1.0)
    }

    /// What words count that are nearly the same; each is used once.
    fn nearly(&self, left: &[u32], right: &[u32]) -> f32 {
        let mut used = 0_u32;
        let mut sum = 0.0;
        for &p in left {
            let a = self.spelling(p);
            let mut best = (0.0, 0);
            for (at, &q) in right.iter().enumerate().filter(|(at, _)| used & (1 << at) == 0) {
                let share = near(a, self.spelling(q));
                if share > 0.0 {
                    let worth = share * weight(&self.weights, p) * weight(&self.weights, q);
                    if worth > best.0 {
                        best = (worth, at);
                    }
                }
            }
            if best.0 > 0.0 {
                used |= 1 << best.1;
                sum += best.0;
            }
        }
        sum
    }

    /// The level of two texts, see [`Levels`](crate::level::Levels).
    pub(crate) fn level(&self, a: u32, b: u32) -> u8 {
        if a == b || self.keys.get(a as usize) == self.keys.get(b as usize) {
            return 1;
        }
        let similarity = self.similarity(a, b);
        let below = 10.0 - (similarity * 10.0).floor().min(9.0);
        1 + below as u8
    }
}

fn weight(weights: &[f32], word: u32) -> f32 {
    weights.get(word as usize).copied().unwrap_or(0.0)
}

/// How nearly two different words are the same, 0 when they are not.
fn near(a: &str, b: &str) -> f32 {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() == 1 {
        return if long.starts_with(short) && !short.bytes().all(|b| b.is_ascii_digit()) {
            INITIAL
        } else {
            0.0
        };
    }
    if short.len() < 4
        || short.bytes().any(|byte| byte.is_ascii_digit())
        || long.bytes().any(|b| b.is_ascii_digit())
    {
        return 0.0;
    }
    let limit = if short.len() >= 8 { 2 } else { 1 };
    if long.len() - short.len() > limit {
        return if short.len() >= 5 && long.starts_with(short) { INITIAL } else { 0.0 };
    }
    if osa_within(short, long, limit).is_some() { NEARLY } else { 0.0 }
}
