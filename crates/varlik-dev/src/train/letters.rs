//! Trains the odds of letters that `varlik-names` compares words of two scripts by.
//!
//! Ristad and Yianilos, "Learning String-Edit Distance" (IEEE PAMI 20, 1998): a memoryless transducer writes two
//! spellings at once, letter by letter; expectation maximisation finds the joint probabilities under which the spellings
//! of one name are likeliest. Which of the Latin spellings of a set another spelling was made from is not told: in each
//! round the likeliest is taken, and none where even that one is no likelier than chance.

#![allow(
    clippy::indexing_slicing,
    clippy::needless_range_loop,
    reason = "matrices by letters, which are below LETTERS, and by places of two spellings, as the formulas have them"
)]

use std::path::{Path, PathBuf};

use varlik_names::{Channel, LETTERS, letters};

use crate::source::{Error, Source};

/// The place of no letter, behind all letters.
const NONE: usize = LETTERS;
const SIZE: usize = LETTERS + 1;

/// Parts of a bit that the table counts in.
const PARTS: f64 = 8.0;
/// Odds below this many bits are not told apart: they are seen too seldom.
const LEAST: f64 = -8.0;

const ROUNDS: usize = 8;
/// Rounds in which any spelling may teach, before the odds are good enough to tell which ones fit.
const OPEN_ROUNDS: usize = 2;
/// Bits above chance from which on two spellings are taken to be of one word.
const FITS: f64 = 2.0;
/// The same for two Latin spellings, of which most sets have several that are words of different languages.
const FITS_LATIN: f64 = 6.0;
/// Pairs of letters that the guess of the beginning is worth.
const PRIOR_PAIRS: f64 = 300.0;
/// Letters that a spelling may have to teach.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=20;

const PLACES: [&str; 2] = ["data/world/territory_names.tsv", "data/world/city_names.tsv"];

/// One spelling of a name.
struct Spelling {
    text: String,
    channel: Channel,
    letters: Vec<u8>,
}

/// Joint probabilities of two letters; `[letter of the channel][Latin letter]`.
type Joint = Vec<[f64; SIZE]>;

/// Reads `OUT PERSONS`: trains on the sets of spellings in the file PERSONS (`a, b, c => id`, one a line) and on the
/// names of places under `data/world`, and writes the odds.
pub(crate) fn run(arguments: &[&str], root: &Path, log: &mut dyn FnMut(String)) -> Result<String, Error> {
    let [out, persons] = arguments else { return Err(Error::new("usage: train letters OUT PERSONS")) };
    let text = std::fs::read_to_string(persons).map_err(|error| Error::new(format!("{persons}: {error}")))?;
    let mut sets: Vec<Vec<Spelling>> = Vec::new();
    for line in text.lines() {
        let names = line.split("=>").next().unwrap_or_default();
        sets.extend(set(names.split(',')));
    }
    for table in PLACES {
        for row in Source::read(root, table)?.rows() {
            sets.extend(set(row.cell(1, "forms")?.split('|')));
        }
    }
    let mut bytes = Vec::with_capacity(Channel::ALL.len() * SIZE * SIZE);
    let latin = background(&sets, Channel::Latin);
    for channel in Channel::ALL {
        let (joint, pairs, mean) = train(&sets, channel, &latin);
        log(format!("{channel:?}: {pairs} pairs of spellings, {mean:.1} bits above chance each"));
        write(&joint, channel, &mut bytes);
    }
    std::fs::write(PathBuf::from(out), &bytes).map_err(|error| Error::new(format!("{out}: {error}")))?;
    Ok(format!("{out}: {} bytes", bytes.len()))
}

/// The spellings of one word; none where there are not two.
fn set<'n>(names: impl Iterator<Item = &'n str>) -> Option<Vec<Spelling>> {
    let names = names.map(str::trim).filter(|name| !name.is_empty() && !name.contains(' '));
    let spellings: Vec<Spelling> = names
        .map(|name| {
            let (channel, letters) = letters(name);
            Spelling { text: name.to_owned(), channel, letters }
        })
        .filter(|spelling| LENGTHS.contains(&spelling.letters.len()))
        .collect();
    (spellings.len() > 1).then_some(spellings)
}

/// Bits of each letter of a channel, by how often it is written.
fn background(sets: &[Vec<Spelling>], channel: Channel) -> [f64; LETTERS] {
    let mut counts = [1.0; LETTERS];
    for spelling in sets.iter().flatten().filter(|spelling| spelling.channel == channel) {
        spelling.letters.iter().for_each(|letter| counts[usize::from(*letter)] += 1.0);
    }
    let total: f64 = counts.iter().sum();
    counts.map(|count| -(count / total).log2())
}

fn train(sets: &[Vec<Spelling>], channel: Channel, latin: &[f64; LETTERS]) -> (Joint, usize, f64) {
    let guess = guess();
    let own = background(sets, channel);
    let bits = |letters: &[u8], table: &[f64; LETTERS]| -> f64 {
        letters.iter().map(|letter| table[usize::from(*letter)]).sum()
    };
    let mut joint = guess.clone();
    let (mut pairs, mut mean) = (0, 0.0);
    for round in 0..ROUNDS {
        let mut counts: Joint = guess.iter().map(|row| row.map(|share| share * PRIOR_PAIRS)).collect();
        let mut total = 0.0;
        pairs = 0;
        for set in sets {
            let latins = || set.iter().filter(|spelling| spelling.channel == Channel::Latin);
            for spelling in set.iter().filter(|spelling| spelling.channel == channel) {
                let above = |other: &Spelling| {
                    likelihood(&joint, &spelling.letters, &other.letters).log2()
                        + bits(&spelling.letters, &own)
                        + bits(&other.letters, latin)
                };
                if channel == Channel::Latin {
                    for other in
                        latins().filter(|other| other.text < spelling.text && !is_inflected(spelling, other))
                    {
                        let above = above(other);
                        if round == 0 || above > FITS_LATIN {
                            let share = 1.0 / latins().count() as f64;
                            count(&joint, &spelling.letters, &other.letters, share, &mut counts);
                            (pairs, total) = (pairs + 1, total + above);
                        }
                    }
                } else {
                    let best = latins().map(|other| (above(other), other)).max_by(|a, b| a.0.total_cmp(&b.0));
                    if let Some((above, other)) = best.filter(|best| round < OPEN_ROUNDS || best.0 > FITS) {
                        count(&joint, &spelling.letters, &other.letters, 1.0, &mut counts);
                        (pairs, total) = (pairs + 1, total + above);
                    }
                }
            }
        }
        let all: f64 = counts.iter().flatten().sum();
        joint = counts.iter().map(|row| row.map(|count| count / all)).collect();
        mean = total / f64::from(u32::try_from(pairs.max(1)).unwrap_or(u32::MAX));
    }
    (joint, pairs, mean)
}

/// Whether one spelling is the other with an ending, as Czech and Lithuanian have it (*-ová*, *-as*): that is grammar,
/// not spelling.
fn is_inflected(a: &Spelling, b: &Spelling) -> bool {
    let shared = a.letters.iter().zip(&b.letters).take_while(|(x, y)| x == y).count();
    a.letters.len() != b.letters.len() && shared + 1 >= a.letters.len().min(b.letters.len())
}

/// What is believed before any spelling is seen: letters stand for themselves, vowels for vowels.
fn guess() -> Joint {
    let letters = LETTERS as f64;
    let vowel = |letter: usize| matches!(letter, 0 | 4 | 8 | 14 | 20 | 24 | 32..=38);
    let mut joint = vec![[0.0; SIZE]; SIZE];
    for a in 0..LETTERS {
        for b in 0..LETTERS {
            let other = if vowel(a) && vowel(b) { 1.0 } else { 0.1 };
            joint[a][b] = if a == b { 0.8 / letters } else { other / (letters * (letters - 1.0)) };
        }
        joint[a][NONE] = 0.05 / letters;
        joint[NONE][a] = 0.05 / letters;
    }
    joint
}

/// The chances of all ways to write the first letters of both; `[of x][of y]`.
fn forward(joint: &Joint, x: &[u8], y: &[u8]) -> Vec<Vec<f64>> {
    let mut chances = vec![vec![0.0; y.len() + 1]; x.len() + 1];
    chances[0][0] = 1.0;
    for i in 0..=x.len() {
        for j in 0..=y.len() {
            let mut chance = chances[i][j];
            if i > 0 {
                chance += chances[i - 1][j] * joint[usize::from(x[i - 1])][NONE];
            }
            if j > 0 {
                chance += chances[i][j - 1] * joint[NONE][usize::from(y[j - 1])];
            }
            if i > 0 && j > 0 {
                chance += chances[i - 1][j - 1] * joint[usize::from(x[i - 1])][usize::from(y[j - 1])];
            }
            chances[i][j] = chance;
        }
    }
    chances
}

fn likelihood(joint: &Joint, x: &[u8], y: &[u8]) -> f64 {
    forward(joint, x, y)[x.len()][y.len()]
}

/// Adds how often each pair of letters is expected in two spellings (Baum and Welch).
fn count(joint: &Joint, x: &[u8], y: &[u8], share: f64, counts: &mut Joint) {
    let before = forward(joint, x, y);
    let all = before[x.len()][y.len()];
    if all <= 0.0 {
        return;
    }
    let mut behind = vec![vec![0.0; y.len() + 1]; x.len() + 1];
    behind[x.len()][y.len()] = 1.0;
    for i in (0..=x.len()).rev() {
        for j in (0..=y.len()).rev() {
            let weight = share * before[i][j] / all;
            let mut chance = behind[i][j];
            let mut step = |a: usize, b: usize, rest: f64| {
                let part = joint[a][b] * rest;
                counts[a][b] += weight * part;
                chance += part;
            };
            if i < x.len() {
                step(usize::from(x[i]), NONE, behind[i + 1][j]);
            }
            if j < y.len() {
                step(NONE, usize::from(y[j]), behind[i][j + 1]);
            }
            if i < x.len() && j < y.len() {
                step(usize::from(x[i]), usize::from(y[j]), behind[i + 1][j + 1]);
            }
            behind[i][j] = chance;
        }
    }
}

/// Appends the log-odds of a channel, in parts of a bit.
fn write(joint: &Joint, channel: Channel, bytes: &mut Vec<u8>) {
    let own: Vec<f64> = joint.iter().map(|row| row.iter().sum()).collect();
    let latin: Vec<f64> = (0..SIZE).map(|b| joint.iter().map(|row| row[b]).sum()).collect();
    let odds = |a: usize, b: usize| -> f64 {
        let chance = match (a, b) {
            (NONE, NONE) => return 0.0,
            (NONE, _) => latin[b],
            (_, NONE) => own[a],
            _ => own[a] * latin[b],
        };
        (joint[a][b] / chance).log2()
    };
    for a in 0..SIZE {
        for b in 0..SIZE {
            // Two Latin spellings have no order.
            let odds =
                if channel == Channel::Latin { f64::midpoint(odds(a, b), odds(b, a)) } else { odds(a, b) };
            let parts = (odds.max(LEAST) * PARTS).round().clamp(f64::from(i8::MIN), f64::from(i8::MAX));
            bytes.push((parts as i8).cast_unsigned());
        }
    }
}
