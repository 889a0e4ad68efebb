//! How likely letters follow each other in names of a language.

/// The letters that a reading may have, by their numbers from 1; those after `z` count as others by `counted`.
const LETTERS: [char; 36] = [
    'a', 'b', 'c', 'ç', 'd', 'e', 'f', 'g', 'ğ', 'h', 'ı', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'ö', 'p', 'q',
    'r', 's', 'ş', 't', 'u', 'ü', 'v', 'w', 'x', 'y', 'z', 'â', 'î', 'û', '-',
];

/// The ASCII of each letter in a comparison key.
const KEYS: &[u8; 36] = b"abccdefgghiijklmnoopqrsstuuvwxyzaiu ";

/// Letters with costs of their own, and the edge of a word.
const SIZE: usize = 33;
const TURKISH: &[u8] = include_bytes!("../tables/spelling_tr.bin");
const ENGLISH: &[u8] = include_bytes!("../tables/spelling_en.bin");

/// The costs of one language.
#[derive(Clone, Copy)]
pub(super) struct Costs(&'static [u8]);

impl Costs {
    pub(super) const fn turkish() -> Self {
        Self(TURKISH)
    }

    pub(super) const fn english() -> Self {
        Self(ENGLISH)
    }

    /// Eighths of a bit for `letter` after two others; 0 is the edge.
    pub(super) fn cost(self, two: u8, one: u8, letter: u8) -> u32 {
        let [two, one, letter] = [two, one, letter].map(counted);
        self.0.get((two * SIZE + one) * SIZE + letter).copied().map_or(255, u32::from)
    }

    /// What is added (or taken off) when a vowel follows another over consonants.
    pub(super) fn harmony(self, last: u8, vowel: u8) -> i32 {
        let (Some(last), Some(vowel)) = (vowel_number(last), vowel_number(vowel)) else { return 0 };
        let at = SIZE * SIZE * SIZE + last * VOWELS.len() + vowel;
        self.0.get(at).map_or(0, |cost| i32::from(*cost) - 128)
    }
}

/// The numbers of a, e, ı, i, o, ö, u, ü.
const VOWELS: [u8; 8] = [1, 6, 11, 12, 18, 19, 26, 27];

fn vowel_number(letter: u8) -> Option<usize> {
    let plain = counted(letter) as u8;
    VOWELS.iter().position(|vowel| *vowel == plain)
}

/// The number a letter is counted under: `â` under `a`, a hyphen as an edge.
fn counted(letter: u8) -> usize {
    match letter {
        33 => 1,
        34 => 12,
        35 => 26,
        36 => 0,
        other => usize::from(other),
    }
}

/// The number of a letter; 0 for what no reading has.
pub(super) fn number(letter: char) -> u8 {
    LETTERS.iter().position(|known| *known == letter).map_or(0, |at| at as u8 + 1)
}

pub(super) fn is_vowel(letter: u8) -> bool {
    vowel_number(letter).is_some()
}

/// Longest reading of a word, in letters.
const LONGEST: usize = 32;

/// Letters by their numbers: a word that is copied, compared and sorted without allocating.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Text {
    letters: [u8; LONGEST],
    len: u8,
}

impl Text {
    pub(super) const EMPTY: Self = Self { letters: [0; LONGEST], len: 0 };

    /// Adds a letter; `None` when the word is full.
    pub(super) fn push(&mut self, letter: u8) -> Option<()> {
        *self.letters.get_mut(usize::from(self.len))? = letter;
        self.len += 1;
        Some(())
    }

    fn numbers(&self) -> impl Iterator<Item = usize> + '_ {
        self.letters.iter().take(usize::from(self.len)).map(|number| usize::from(*number) - 1)
    }

    pub(super) fn to_text(self) -> String {
        self.numbers().filter_map(|number| LETTERS.get(number)).collect()
    }

    /// Writes the comparison key.
    pub(super) fn key(self, out: &mut String) {
        out.clear();
        out.extend(self.numbers().filter_map(|number| KEYS.get(number)).map(|byte| char::from(*byte)));
    }
}
