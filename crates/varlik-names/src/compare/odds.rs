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

/// Parts of a bit that costs are counted in: finer than the odds, of which they hold halves.
const COST_PARTS: f32 = 2.0 * PARTS;

/// By a letter of a channel as it is romanised and a Latin letter: what the pair takes away from a perfect agreement.
type Table = [[u16; SIZE]; SIZE];

static COSTS: [Table; Channel::COUNT] = costs(&odds(WEIGHTS));

/// From this cost on, in parts, a letter is no partner of another.
const APART: u16 = 5 * 16;

/// For each letter of a channel the Latin letters that are its partners, as bits, and the other way round.
static PARTNERS: [[[u64; LETTERS]; 2]; Channel::COUNT] = partners(&costs(&odds(WEIGHTS)));

/// The odds of the best partner of each letter: of a channel's in Latin letters, and the other way round.
static BEST: [[[i8; LETTERS]; 2]; Channel::COUNT] = best(&odds(WEIGHTS));

/// Signed log-odds, by channel, letter and Latin letter.
const WEIGHTS: &[u8; Channel::COUNT * SIZE * SIZE] = include_bytes!("../../weights/letter_odds.bin");

const fn odds(bytes: &[u8; Channel::COUNT * SIZE * SIZE]) -> [[[i8; SIZE]; SIZE]; Channel::COUNT] {
    let mut all = [[[0; SIZE]; SIZE]; Channel::COUNT];
    let mut at = 0;
    while at < bytes.len() {
        all[at / (SIZE * SIZE)][at / SIZE % SIZE][at % SIZE] = bytes[at].cast_signed();
        at += 1;
    }
    all
}

const fn best(odds: &[[[i8; SIZE]; SIZE]; Channel::COUNT]) -> [[[i8; LETTERS]; 2]; Channel::COUNT] {
    let mut best = [[[i8::MIN; LETTERS]; 2]; Channel::COUNT];
    let mut channel = 0;
    while channel < Channel::COUNT {
        let mut a = 0;
        while a < LETTERS {
            let mut b = 0;
            while b < LETTERS {
                let odds = odds[channel][a][b];
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

/// Half of the best odds of either letter, less the odds of the pair; never below 0.
const fn costs(odds: &[[[i8; SIZE]; SIZE]; Channel::COUNT]) -> [Table; Channel::COUNT] {
    let best = best(odds);
    let mut costs = [[[0; SIZE]; SIZE]; Channel::COUNT];
    let mut channel = 0;
    while channel < Channel::COUNT {
        let mut a = 0;
        while a < SIZE {
            let mut b = 0;
            while b < SIZE {
                let half_a = if a < LETTERS { best[channel][0][a] as i32 } else { 0 };
                let half_b = if b < LETTERS { best[channel][1][b] as i32 } else { 0 };
                let cost = half_a + half_b - 2 * odds[channel][a][b] as i32;
                costs[channel][a][b] = if cost > 0 { cost as u16 } else { 0 };
                b += 1;
            }
            a += 1;
        }
        channel += 1;
    }
    costs
}

const fn partners(costs: &[Table; Channel::COUNT]) -> [[[u64; LETTERS]; 2]; Channel::COUNT] {
    let mut partners = [[[0; LETTERS]; 2]; Channel::COUNT];
    let mut channel = 0;
    while channel < Channel::COUNT {
        let mut a = 0;
        while a < LETTERS {
            let mut b = 0;
            while b < LETTERS {
                if costs[channel][a][b] < APART {
                    partners[channel][0][a] |= 1 << b;
                    partners[channel][1][b] |= 1 << a;
                }
                b += 1;
            }
            a += 1;
        }
        channel += 1;
    }
    partners
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

    /// Compares two spellings. Symmetric; takes the product of their lengths, less where they are unlike.
    ///
    /// `most` is given the information and says the cost from which on the answer may be any cost from there on.
    pub(crate) fn likeness(self, other: Self, most: impl Fn(f32) -> f32) -> Likeness {
        let (x, y, pairing) = pair(self, other);
        let (best_x, best_y) = pairing.best(x, y);
        let information = best_x.min(best_y) as f32 / PARTS;
        if self.channel == other.channel && x == y {
            return Likeness { information, cost: 0.0 };
        }
        let most = (most(information) * COST_PARTS) as u32;
        let least = pairing.least_cost(x, y);
        if least >= most {
            return Likeness { information, cost: least as f32 / COST_PARTS };
        }
        let cost = match pairing {
            Pairing::One(table, _) => align(x, y, most, |a, b| table[a][b]),
            Pairing::Two(first, second, ..) => align(x, y, most, |a, b| first[a][b].min(second[b][a])),
        };
        Likeness { information, cost: cost as f32 / COST_PARTS }
    }

    /// Whether neither has more than twice the letters of the other: more differ in words that are one.
    pub(crate) fn is_of_like_length(self, other: Self) -> bool {
        let (one, other) = (self.letters.len(), other.letters.len());
        one <= 2 * other && other <= 2 * one
    }

    /// What a perfect agreement with this spelling says, in bits.
    pub(crate) fn information(self) -> f32 {
        sum(self.cut(), &BEST[self.channel as usize][0]) as f32 / PARTS
    }

    /// Whether the first letters may stand for one sound.
    pub(crate) fn same_start(self, other: Self) -> bool {
        let (x, y, pairing) = pair(self, other);
        let (Some(&a), Some(&b)) = (x.first(), y.first()) else { return false };
        a == b || f32::from(pairing.cost(usize::from(a), usize::from(b))) < 3.0 * COST_PARTS
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
    fn cost(&self, a: usize, b: usize) -> u16 {
        match self {
            Self::One(table, _) => table[a][b],
            Self::Two(first, second, ..) => first[a][b].min(second[b][a]),
        }
    }

    /// A bound below the cost: every letter that has no partner in the other spelling is left out, or paired at a price.
    fn least_cost(&self, x: &[u8], y: &[u8]) -> u32 {
        let Self::One(table, channel) = *self else { return 0 };
        let set = |letters: &[u8]| letters.iter().fold(0_u64, |set, letter| set | 1 << letter);
        let lonely = |mut letters: u64, others: u64, side: usize| {
            let mut cost = 0;
            while letters != 0 {
                let letter = letters.trailing_zeros() as usize;
                letters &= letters - 1;
                if PARTNERS[channel][side][letter] & others == 0 {
                    let gap = if side == 0 { table[letter][NONE] } else { table[NONE][letter] };
                    cost += u32::from(gap.min(APART));
                }
            }
            cost
        };
        let (first, second) = (set(x), set(y));
        lonely(first, second, 0).max(lonely(second, first, 1))
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
        Pairing::One(&COSTS[0], 0)
    } else if y.channel == Channel::Latin {
        Pairing::One(&COSTS[first], first)
    } else {
        Pairing::Two(&COSTS[first], &COSTS[second], first, second)
    };
    (x.cut(), y.cut(), pairing)
}

#[inline(always)]
fn sum(letters: &[u8], best: &[i8; LETTERS]) -> i32 {
    letters.iter().map(|&letter| i32::from(best[usize::from(letter)])).sum()
}

/// The cost of the cheapest alignment (Needleman and Wunsch 1970), or some cost from `most` on where it is no lower.
#[inline(always)]
fn align(x: &[u8], y: &[u8], most: u32, cost: impl Fn(usize, usize) -> u16) -> u32 {
    let mut row = [0; MOST_JOINED + 1];
    let mut gaps = [0; MOST_JOINED];
    let mut edge = 0;
    for (at, &b) in y.iter().enumerate() {
        gaps[at] = u32::from(cost(NONE, usize::from(b)));
        edge += gaps[at];
        row[at + 1] = edge;
    }
    for &a in x {
        let a = usize::from(a);
        let gap = u32::from(cost(a, NONE));
        let mut diagonal = row[0];
        let mut left = diagonal + gap;
        let mut least = left;
        row[0] = left;
        for (at, &b) in y.iter().enumerate() {
            let up = row[at + 1];
            let here = (diagonal + u32::from(cost(a, usize::from(b)))).min(up + gap).min(left + gaps[at]);
            diagonal = up;
            left = here;
            least = least.min(here);
            row[at + 1] = here;
        }
        // Costs never fall along a way.
        if least >= most {
            return least;
        }
    }
    row[y.len()]
}

/// The pairs of the best alignment, in order.
fn trace(x: &[u8], y: &[u8], pairing: &Pairing) -> Vec<LetterPair> {
    let width = y.len() + 1;
    let mut costs = vec![u32::MAX; (x.len() + 1) * width];
    costs[0] = 0;
    // The three last steps of a way to (i, j): where it comes from and the letters it pairs.
    let steps = |i: usize, j: usize| {
        let (a, b) =
            (i.checked_sub(1).map(|i| usize::from(x[i])), j.checked_sub(1).map(|j| usize::from(y[j])));
        let both = a.zip(b).map(|(a, b)| (i - 1, j - 1, a, b));
        [both, a.map(|a| (i - 1, j, a, NONE)), b.map(|b| (i, j - 1, NONE, b))].into_iter().flatten()
    };
    let step = |costs: &[u32], (i, j, a, b): (usize, usize, usize, usize)| {
        costs[i * width + j].saturating_add(u32::from(pairing.cost(a, b)))
    };
    for i in 0..=x.len() {
        for j in 0..=y.len() {
            if let Some(least) = steps(i, j).map(|from| step(&costs, from)).min() {
                costs[i * width + j] = least;
            }
        }
    }
    let (mut i, mut j) = (x.len(), y.len());
    let mut pairs = Vec::new();
    while let Some(from) = steps(i, j).find(|from| step(&costs, *from) == costs[i * width + j]) {
        let told = |letter: usize| u8::try_from(letter).ok().filter(|_| letter != NONE);
        let cost = f32::from(pairing.cost(from.2, from.3)) / COST_PARTS;
        pairs.push(LetterPair { a: told(from.2), b: told(from.3), cost });
        (i, j) = (from.0, from.1);
    }
    pairs.reverse();
    pairs
}
