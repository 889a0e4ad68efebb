//! The texts of one field, or of whole rows, prepared for comparing.

use std::cmp::Ordering;

use varlik_distance::{indel_similarity, jaro_winkler_similarity, levenshtein_similarity};

use super::lists::Lists;
use super::marks::{Mark, MarkKind, marks};
use super::words::Words;
use crate::items::Strings;

/// Distinct texts with their words, marks and letter groups.
#[derive(Debug, Default)]
pub(super) struct Prepared {
    /// Keys, cut at [`LONGEST`].
    keys: Strings,
    /// The same with their words in alphabetical order.
    sorted_keys: Strings,
    /// Words in their order.
    words: Lists<u32>,
    /// Words rising, each once.
    bags: Lists<u32>,
    marks: Lists<Mark>,
    /// Hashes of three letters in a row, rising, each once.
    grams: Lists<u32>,
    /// Hash of the letters and digits of each whole key.
    hashes: Vec<u64>,
    /// Hash of each text as it was given.
    contents: Vec<u64>,
}

/// Bytes of a key that are compared letter by letter; edit distances cost the square.
const LONGEST: usize = 256;

/// Words of a text that runs are looked for in.
const MOST_IN_RUNS: usize = 48;

/// Words on either side that have no counterpart and are compared letter by letter.
const MOST_LEFT: usize = 12;

/// What two words must be alike for one to stand for the other, 0 to 1.
const ALIKE: f64 = 0.88;

/// What is measured of two texts.
pub(super) const TEXT_MEASURES: [&str; 26] = [
    "same",
    "jaro_winkler",
    "levenshtein",
    "sorted_words",
    "jaccard",
    "overlap",
    "cosine",
    "share_of_left",
    "share_of_right",
    "letter_groups",
    "best_words",
    "longest_run",
    "rarest_shared",
    "rarest_only_left",
    "rarest_only_right",
    "only_left",
    "only_right",
    "first_word",
    "more_words",
    "numbers_shared",
    "numbers_only_left",
    "numbers_only_right",
    "codes_shared",
    "codes_in_conflict",
    "years",
    "last_word",
];

impl Prepared {
    /// Prepares texts in the order of their numbers.
    pub(super) fn new<'t>(texts: impl Iterator<Item = &'t str>, words: &mut Words) -> Self {
        let mut prepared = Self::default();
        let (mut key, mut found, mut own) = (String::new(), Vec::new(), Vec::new());
        for text in texts {
            varlik_text::key_into(text, &mut key);
            own.clear();
            own.extend(key.split(' ').filter(|word| !word.is_empty()).map(|word| words.number(word)));
            prepared.words.push(own.iter().copied());
            own.sort_unstable();
            own.dedup();
            prepared.bags.push(own.iter().copied());
            found.clear();
            marks(text, &mut found);
            prepared.marks.push(found.iter().copied());
            own.clear();
            grams(&key, &mut own);
            prepared.grams.push(own.iter().copied());
            let joined: String = key.chars().filter(|c| *c != ' ').collect();
            prepared.contents.push(varlik_names::key_hash(text.as_bytes()));
            prepared.hashes.push(varlik_names::key_hash(joined.as_bytes()));
            let ends = key.char_indices().map(|(start, letter)| start + letter.len_utf8());
            let cut = ends.take_while(|end| *end <= LONGEST).last().unwrap_or(0);
            let key = key.get(..cut).unwrap_or_default();
            prepared.keys.push(key);
            let mut parts: Vec<&str> = key.split(' ').collect();
            parts.sort_unstable();
            prepared.sorted_keys.push(&parts.join(" "));
        }
        prepared
    }

    /// Takes the new numbers of words.
    pub(super) fn renumber(&mut self, numbers: &[u32]) {
        let new = |words: &mut [u32]| {
            for word in words {
                *word = numbers.get(*word as usize).copied().unwrap_or_default();
            }
        };
        self.words.change(new);
        self.bags.change(|bag| {
            new(bag);
            bag.sort_unstable();
        });
    }

    pub(super) fn bag(&self, text: u32) -> &[u32] {
        self.bags.get(text)
    }

    pub(super) fn grams(&self, text: u32) -> &[u32] {
        self.grams.get(text)
    }

    pub(super) fn marks(&self, text: u32) -> &[Mark] {
        self.marks.get(text)
    }

    pub(super) fn are_same(&self, a: u32, b: u32) -> bool {
        self.hashes.get(a as usize) == self.hashes.get(b as usize)
    }

    /// A number that equal texts share.
    pub(super) fn content(&self, text: u32) -> u64 {
        self.contents.get(text as usize).copied().unwrap_or(0)
    }

    /// Appends [`TEXT_MEASURES`] of two texts.
    pub(super) fn measure(&self, words: &Words, a: u32, b: u32, out: &mut Vec<f32>) {
        let flag = |is: bool| f32::from(u8::from(is));
        let (x, y) = (self.keys.get(a), self.keys.get(b));
        let bags = Bags::new(words, self.bags.get(a), self.bags.get(b));
        let (in_a, in_b) = (self.words.get(a), self.words.get(b));
        let numbers = Shared::new(self.marks.get(a), self.marks.get(b), MarkKind::Number);
        let codes = Shared::new(self.marks.get(a), self.marks.get(b), MarkKind::Code);
        let years = Shared::new(self.marks.get(a), self.marks.get(b), MarkKind::Year);
        out.extend([
            flag(self.are_same(a, b)),
            jaro_winkler_similarity(x, y) as f32,
            levenshtein_similarity(x, y) as f32,
            indel_similarity(self.sorted_keys.get(a), self.sorted_keys.get(b)) as f32,
            bags.jaccard(),
            bags.overlap(),
            bags.cosine(),
            bags.share_of_left(),
            bags.share_of_right(),
            dice(self.grams.get(a), self.grams.get(b)),
            bags.best_words,
            longest_run(in_a, in_b),
            bags.rarest_shared,
            bags.rarest_only_left,
            bags.rarest_only_right,
            bags.only_left,
            bags.only_right,
            flag(in_a.first() == in_b.first()),
            in_a.len() as f32 - in_b.len() as f32,
            numbers.both as f32,
            numbers.left as f32,
            numbers.right as f32,
            codes.both as f32,
            codes.left.min(codes.right) as f32,
            years.verdict(),
            flag(in_a.last() == in_b.last()),
        ]);
    }
}

/// Appends the hashes of three letters in a row, with a space before and after; rising, each once.
fn grams(key: &str, out: &mut Vec<u32>) {
    let mut window = [' '; 3];
    for letter in key.chars().chain([' ']) {
        window = [window[1], window[2], letter];
        if window[1] != ' ' {
            let hash = window.iter().fold(0_u64, |hash, letter| (hash << 21) | u64::from(*letter));
            out.push((hash.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u32);
        }
    }
    out.sort_unstable();
    out.dedup();
}

/// Walks two rising lists; tells of each thing whether the first, the second or both have it.
pub(super) fn walk<T: Ord + Copy>(a: &[T], b: &[T], mut call: impl FnMut(T, Ordering)) {
    let (mut i, mut j) = (0, 0);
    loop {
        let (one, two) = (a.get(i).copied(), b.get(j).copied());
        let order = match (one, two) {
            (Some(one), Some(two)) => one.cmp(&two),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => return,
        };
        match (order, one, two) {
            (Ordering::Greater, _, Some(two)) => call(two, order),
            (_, Some(one), _) => call(one, order),
            _ => return,
        }
        i += usize::from(order != Ordering::Greater);
        j += usize::from(order != Ordering::Less);
    }
}

/// Twice what two rising lists share, of all they hold.
pub(super) fn dice(a: &[u32], b: &[u32]) -> f32 {
    let mut shared = 0;
    walk(a, b, |_, order| shared += u32::from(order == Ordering::Equal));
    2.0 * shared as f32 / (a.len() + b.len()).max(1) as f32
}

/// The longest run of words that both texts have, as a share of the words of the shorter.
fn longest_run(a: &[u32], b: &[u32]) -> f32 {
    let a = a.get(..MOST_IN_RUNS).unwrap_or(a);
    let b = b.get(..MOST_IN_RUNS).unwrap_or(b);
    let mut runs = [0_u8; MOST_IN_RUNS];
    let mut longest = 0;
    for x in a {
        let mut before = 0;
        for (y, run) in b.iter().zip(&mut runs) {
            let here = if x == y { before + 1 } else { 0 };
            before = std::mem::replace(run, here);
            longest = longest.max(here);
        }
    }
    f32::from(longest) / a.len().min(b.len()).max(1) as f32
}

/// How many marks of one kind two texts share and have alone.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Shared {
    pub(super) both: u32,
    pub(super) left: u32,
    pub(super) right: u32,
}

impl Shared {
    pub(super) fn new(a: &[Mark], b: &[Mark], kind: MarkKind) -> Self {
        let mut shared = Self::default();
        walk(a, b, |mark, order| {
            if mark.kind == kind {
                match order {
                    Ordering::Equal => shared.both += 1,
                    Ordering::Less => shared.left += 1,
                    Ordering::Greater => shared.right += 1,
                }
            }
        });
        shared
    }

    /// 1 where they share some, -1 where each has others, 0 where one has none.
    pub(super) fn verdict(self) -> f32 {
        match self {
            Self { both: 1.., .. } => 1.0,
            Self { left: 1.., right: 1.., .. } => -1.0,
            _ => 0.0,
        }
    }
}

/// What the words of two texts have in common, by rarity.
#[derive(Debug, Default)]
pub(super) struct Bags {
    left_words: f32,
    right_words: f32,
    shared_words: f32,
    left_squares: f32,
    right_squares: f32,
    shared_squares: f32,
    left: f32,
    right: f32,
    shared_left: f32,
    shared_right: f32,
    best_words: f32,
    pub(super) rarest_shared: f32,
    pub(super) rarest_only_left: f32,
    pub(super) rarest_only_right: f32,
    pub(super) only_left: f32,
    pub(super) only_right: f32,
}

/// A few words that only one text has.
#[derive(Clone, Copy)]
struct Left {
    words: [u32; MOST_LEFT],
    count: usize,
}

impl Left {
    const EMPTY: Self = Self { words: [0; MOST_LEFT], count: 0 };

    fn keep(&mut self, word: u32) {
        if let Some(slot) = self.words.get_mut(self.count) {
            *slot = word;
            self.count += 1;
        }
    }

    fn words(&self) -> &[u32] {
        self.words.get(..self.count).unwrap_or_default()
    }
}

impl Bags {
    /// Compares words that are in one text only letter by letter.
    pub(super) fn new(words: &Words, a: &[u32], b: &[u32]) -> Self {
        let mut bags = Self::plain(words, a, b);
        let (mut left, mut right) = (Left::EMPTY, Left::EMPTY);
        walk(a, b, |word, order| match order {
            Ordering::Less => left.keep(word),
            Ordering::Greater => right.keep(word),
            Ordering::Equal => {}
        });
        let mut taken = 0_u32;
        let mut nearly = 0.0;
        for &one in left.words() {
            let spelled = words.spelling(one);
            let mut best: Option<(f64, usize, u32)> = None;
            for (place, &two) in right.words().iter().enumerate() {
                let similarity = alike(spelled, words.spelling(two));
                if taken & (1 << place) == 0 && similarity > best.map_or(0.0, |(best, ..)| best) {
                    best = Some((similarity, place, two));
                }
            }
            let Some((similarity, place, two)) = best else { continue };
            nearly += similarity as f32;
            if similarity < ALIKE {
                continue;
            }
            taken |= 1 << place;
            let similarity = similarity as f32;
            let (p, q) = (words.rarity(one), words.rarity(two));
            bags.shared_squares += similarity * p * q;
            bags.shared_left += similarity * p;
            bags.shared_right += similarity * q;
            bags.only_left -= similarity * p;
            bags.only_right -= similarity * q;
        }
        let least = bags.left_words.min(bags.right_words).max(1.0);
        bags.best_words = ((bags.shared_words + nearly) / least).min(1.0);
        bags
    }

    /// Takes only words that are the same.
    pub(super) fn plain(words: &Words, a: &[u32], b: &[u32]) -> Self {
        let mut bags = Self { left_words: a.len() as f32, right_words: b.len() as f32, ..Self::default() };
        walk(a, b, |word, order| {
            let rarity = words.rarity(word);
            let square = rarity * rarity;
            match order {
                Ordering::Equal => {
                    bags.shared_words += 1.0;
                    bags.shared_squares += square;
                    bags.shared_left += rarity;
                    bags.rarest_shared = bags.rarest_shared.max(rarity);
                }
                Ordering::Less => {
                    bags.left_squares += square;
                    bags.only_left += rarity;
                    bags.rarest_only_left = bags.rarest_only_left.max(rarity);
                }
                Ordering::Greater => {
                    bags.right_squares += square;
                    bags.only_right += rarity;
                    bags.rarest_only_right = bags.rarest_only_right.max(rarity);
                }
            }
        });
        bags.shared_right = bags.shared_left;
        bags.left = bags.shared_left + bags.only_left;
        bags.right = bags.shared_left + bags.only_right;
        bags.left_squares += bags.shared_squares;
        bags.right_squares += bags.shared_squares;
        bags
    }

    pub(super) fn cosine(&self) -> f32 {
        let scale = (self.left_squares * self.right_squares).sqrt();
        if scale > 0.0 { (self.shared_squares / scale).min(1.0) } else { 0.0 }
    }

    pub(super) fn jaccard(&self) -> f32 {
        self.shared_words / (self.left_words + self.right_words - self.shared_words).max(1.0)
    }

    fn overlap(&self) -> f32 {
        self.shared_words / self.left_words.min(self.right_words).max(1.0)
    }

    pub(super) fn share_of_left(&self) -> f32 {
        if self.left > 0.0 { (self.shared_left / self.left).min(1.0) } else { 0.0 }
    }

    pub(super) fn share_of_right(&self) -> f32 {
        if self.right > 0.0 { (self.shared_right / self.right).min(1.0) } else { 0.0 }
    }
}

/// How alike two words are, 0 to 1; an initial or a beginning is nearly the word.
fn alike(a: &str, b: &str) -> f64 {
    let digits = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
    // Numbers that differ in one digit are two numbers.
    if digits(a) || digits(b) {
        return 0.0;
    }
    if a.starts_with(b) || b.starts_with(a) {
        let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
        return if short == 1 { 0.5 } else { 0.8 + 0.2 * short as f64 / long as f64 };
    }
    if a.len().abs_diff(b.len()) > 4 {
        return 0.0;
    }
    jaro_winkler_similarity(a, b)
}
