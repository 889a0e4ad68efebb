//! How much likelier two letters are in two spellings of one word than in two words, and what that makes of words.
//!
//! The odds of each channel are those of a stochastic edit distance without memory (Ristad and Yianilos, "Learning
//! String-Edit Distance", IEEE PAMI 20, 1998), learnt by expectation maximisation from spellings of one name in two
//! scripts. What is stored is the logarithm of the joint probability of two letters over the product of their own, as in
//! the matrices for comparing proteins (Henikoff and Henikoff, PNAS 89, 1992).
#![allow(
    clippy::many_single_char_names,
    reason = "letters a and b of spellings x and y, at i and j, throughout"
)]
#![allow(clippy::large_stack_arrays, reason = "tables that are laid out at compile time")]
#![allow(clippy::inline_always, reason = "the inner loop is fast where its table is known")]
#![allow(
    clippy::indexing_slicing,
    reason = "hot kernel: letters are below LETTERS by construction, rows as long as MOST_JOINED, which cuts every word"
)]

use crate::letters::{Channel, LETTERS};

/// The place of no letter, behind all letters.
const NONE: usize = LETTERS;
const SIZE: usize = LETTERS + 1;

/// Parts of a bit that the table counts in.
const PARTS: f32 = 8.0;

/// As [`Spelled::MOST`].
const MOST_JOINED: usize = 64;

type Table = [[i8; SIZE]; SIZE];

/// For each channel, by a letter of its script as it is romanised and a Latin letter.
static ODDS: [Table; Channel::COUNT] = tables(include_bytes!("../../weights/letter_odds.bin"));

/// The best partner of each letter: of a channel's in Latin letters, and the other way round.
static BEST: [[[i8; LETTERS]; 2]; Channel::COUNT] = best();

const fn tables(bytes: &[u8; Channel::COUNT * SIZE * SIZE]) -> [Table; Channel::COUNT] {
    let mut all = [[[0; SIZE]; SIZE]; Channel::COUNT];
    let mut at = 0;
    while at < bytes.len() {
        all[at / (SIZE * SIZE)][at / SIZE % SIZE][at % SIZE] = bytes[at].cast_signed();
        at += 1;
    }
    all
}

const fn best() -> [[[i8; LETTERS]; 2]; Channel::COUNT] {
    let tables = tables(include_bytes!("../../weights/letter_odds.bin"));
    let mut best = [[[i8::MIN; LETTERS]; 2]; Channel::COUNT];
    let mut channel = 0;
    while channel < Channel::COUNT {
        let mut a = 0;
        while a < LETTERS {
            let mut b = 0;
            while b < LETTERS {
                let odds = tables[channel][a][b];
                if odds > best[channel][0][a] {
                    best[channel][0][a] = odds;
                }
                if odds > best[channel][1][b] {
                    best[channel][1][b] = odds;
                }
                b += 1;
            }
            a += 1;
        }
        channel += 1;
    }
    best
}

/// Letters of one script.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spelled<'l> {
    pub(crate) letters: &'l [u8],
    pub(crate) channel: Channel,
}

/// What two spellings say about being of one word, in bits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Likeness {
    /// What a perfect agreement of letters as rare as these would say.
    pub(crate) information: f32,
    /// What the letters that do not agree take from it.
    pub(crate) cost: f32,
}

impl<'l> Spelled<'l> {
    /// Most letters of a word, or of several written as one, that are compared.
    pub(crate) const MOST: usize = MOST_JOINED;

    /// Compares two spellings. Symmetric; takes the product of their lengths.
    pub(crate) fn likeness(self, other: Self) -> Likeness {
        let (x, y, pairing) = pair(self, other);
        let (best_x, best_y) = pairing.best(x, y);
        let score = match pairing {
            // Two spellings in Latin letters: no letter can be better off with another.
            Pairing::One(..) if self.channel == other.channel && x == y => return Likeness::of_same(best_x),
            Pairing::One(table, _) => align(x, y, |a, b| i32::from(table[a][b])),
            Pairing::Two(first, second, ..) => {
                align(x, y, |a, b| i32::from(first[a][b]).max(i32::from(second[b][a])))
            }
        };
        let middle = (best_x + best_y) as f32 / 2.0;
        Likeness {
            information: best_x.min(best_y) as f32 / PARTS,
            cost: (middle - score as f32).max(0.0) / PARTS,
        }
    }

    /// What a perfect agreement with this spelling says, in bits.
    pub(crate) fn information(self) -> f32 {
        sum(self.cut(), &BEST[self.channel as usize][0]) as f32 / PARTS
    }

    /// Whether the first letters may stand for one sound.
    pub(crate) fn same_start(self, other: Self) -> bool {
        let (x, y, pairing) = pair(self, other);
        let (Some(&a), Some(&b)) = (x.first(), y.first()) else { return false };
        a == b || pairing.odds(usize::from(a), usize::from(b)) as f32 > PARTS
    }

    /// Tells which letters stand for which, with the bits that each pair takes away, where it takes any.
    pub(crate) fn letters(self, other: Self) -> Vec<LetterPair> {
        let (x, y, pairing) = pair(self, other);
        let mut pairs = trace(x, y, &pairing);
        if pair_is_swapped(self, other) {
            for pair in &mut pairs {
                std::mem::swap(&mut pair.a, &mut pair.b);
            }
        }
        pairs
    }

    fn cut(self) -> &'l [u8] {
        self.letters.get(..MOST_JOINED).unwrap_or(self.letters)
    }
}

impl Likeness {
    fn of_same(best: i32) -> Self {
        Self { information: best as f32 / PARTS, cost: 0.0 }
    }
}

/// One letter of each of two spellings that stand for each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct LetterPair {
    pub(crate) a: Option<u8>,
    pub(crate) b: Option<u8>,
    /// Bits that the pair takes away from a perfect agreement.
    pub(crate) cost: f32,
}

/// The table two spellings are compared by.
enum Pairing {
    /// One script and Latin letters: the table of the channel with this number.
    One(&'static Table, usize),
    /// Two scripts that both are not Latin: each letter counts as the Latin one it is romanised by.
    Two(&'static Table, &'static Table, usize, usize),
}

impl Pairing {
    fn odds(&self, a: usize, b: usize) -> i32 {
        i32::from(match self {
            Self::One(table, _) => table[a][b],
            Self::Two(first, second, ..) => first[a][b].max(second[b][a]),
        })
    }

    /// What the letters of both spellings say when each has its best partner.
    fn best(&self, x: &[u8], y: &[u8]) -> (i32, i32) {
        match *self {
            Self::One(_, channel) => (sum(x, &BEST[channel][0]), sum(y, &BEST[channel][1])),
            Self::Two(_, _, first, second) => (sum(x, &BEST[first][0]), sum(y, &BEST[second][0])),
        }
    }
}

/// Whether [`pair`] puts the second spelling first: the one that is not Latin stands before, of two the lesser.
fn pair_is_swapped(a: Spelled<'_>, b: Spelled<'_>) -> bool {
    let rank = |spelled: Spelled<'_>| (spelled.channel == Channel::Latin, spelled.channel);
    (rank(b), b.letters) < (rank(a), a.letters)
}

fn pair<'l>(a: Spelled<'l>, b: Spelled<'l>) -> (&'l [u8], &'l [u8], Pairing) {
    let (x, y) = if pair_is_swapped(a, b) { (b, a) } else { (a, b) };
    let (first, second) = (x.channel as usize, y.channel as usize);
    let pairing = if first == second {
        // Two spellings in one script are compared by their letters.
        Pairing::One(&ODDS[0], 0)
    } else if y.channel == Channel::Latin {
        Pairing::One(&ODDS[first], first)
    } else {
        Pairing::Two(&ODDS[first], &ODDS[second], first, second)
    };
    (x.cut(), y.cut(), pairing)
}

#[inline(always)]
fn sum(letters: &[u8], best: &[i8; LETTERS]) -> i32 {
    letters.iter().map(|&letter| i32::from(best[usize::from(letter)])).sum()
}

/// The score of the best alignment (Needleman and Wunsch 1970), in parts of a bit.
#[inline(always)]
fn align(x: &[u8], y: &[u8], odds: impl Fn(usize, usize) -> i32) -> i32 {
    let mut row = [0; MOST_JOINED + 1];
    let mut gaps = [0; MOST_JOINED];
    let mut edge = 0;
    for (at, &b) in y.iter().enumerate() {
        gaps[at] = odds(NONE, usize::from(b));
        edge += gaps[at];
        row[at + 1] = edge;
    }
    for &a in x {
        let a = usize::from(a);
        let gap = odds(a, NONE);
        let mut diagonal = row[0];
        let mut left = diagonal + gap;
        row[0] = left;
        for (at, &b) in y.iter().enumerate() {
            let up = row[at + 1];
            let best = (diagonal + odds(a, usize::from(b))).max(up + gap).max(left + gaps[at]);
            diagonal = up;
            left = best;
            row[at + 1] = best;
        }
    }
    row[y.len()]
}

/// The pairs of the best alignment, in order.
fn trace(x: &[u8], y: &[u8], pairing: &Pairing) -> Vec<LetterPair> {
    let width = y.len() + 1;
    let mut scores = vec![0; (x.len() + 1) * width];
    let best_of = |a: usize, first: bool| match *pairing {
        Pairing::One(_, channel) => BEST[channel][usize::from(!first)][a],
        Pairing::Two(_, _, one, two) => BEST[if first { one } else { two }][0][a],
    };
    for i in 0..=x.len() {
        for j in 0..=y.len() {
            let from = |i: usize, j: usize, a: usize, b: usize| scores[i * width + j] + pairing.odds(a, b);
            let letter = |letters: &[u8], at: usize| usize::from(letters[at]);
            let mut best = if i + j == 0 { 0 } else { i32::MIN };
            if i > 0 && j > 0 {
                best = best.max(from(i - 1, j - 1, letter(x, i - 1), letter(y, j - 1)));
            }
            if i > 0 {
                best = best.max(from(i - 1, j, letter(x, i - 1), NONE));
            }
            if j > 0 {
                best = best.max(from(i, j - 1, NONE, letter(y, j - 1)));
            }
            scores[i * width + j] = best;
        }
    }
    let (mut i, mut j) = (x.len(), y.len());
    let mut pairs = Vec::new();
    while i + j > 0 {
        let here = scores[i * width + j];
        let step = |di: usize, dj: usize| {
            let a = if di == 1 { usize::from(x[i - 1]) } else { NONE };
            let b = if dj == 1 { usize::from(y[j - 1]) } else { NONE };
            (scores[(i - di) * width + j - dj] + pairing.odds(a, b) == here).then_some((di, dj, a, b))
        };
        let diagonal = (i > 0 && j > 0).then(|| step(1, 1)).flatten();
        let up = (i > 0).then(|| step(1, 0)).flatten();
        let Some((di, dj, a, b)) = diagonal.or(up).or_else(|| (j > 0).then(|| step(0, 1)).flatten()) else {
            break;
        };
        let half = |letter: usize, first: bool| {
            if letter == NONE { 0.0 } else { f32::from(best_of(letter, first)) / 2.0 }
        };
        let cost = (half(a, true) + half(b, false) - pairing.odds(a, b) as f32) / PARTS;
        let told = |letter: usize| u8::try_from(letter).ok().filter(|_| letter != NONE);
        pairs.push(LetterPair { a: told(a), b: told(b), cost });
        (i, j) = (i - di, j - dj);
    }
    pairs.reverse();
    pairs
}
