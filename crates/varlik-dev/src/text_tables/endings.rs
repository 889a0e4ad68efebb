//! How rare each Turkish ending is on names and on words, and what letters follow each other in names.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::source::{Error, Source};

/// Parts of a bit that a rarity is kept in.
const STEPS: f32 = 8.0;

/// Letters a to z, and the end of a name.
const LETTERS: usize = 27;
const END: usize = 26;

pub(super) fn table(source: &Source, names: &[(String, f32)]) -> Result<String, Error> {
    let mut rows = BTreeMap::new();
    for row in source.rows() {
        let rarity = |at, what| -> Result<u8, Error> {
            let bits: f32 = row.cell(at, what)?.parse().map_err(|_| row.error("a rarity is a number"))?;
            Ok((bits * STEPS).round() as u8)
        };
        let ending = match row.cell(0, "ending")? {
            "-" => "",
            ending => ending,
        };
        rows.insert(ending, [rarity(1, "on names")?, rarity(2, "on words")?]);
    }
    let mut out = format!(
        "/// Parts of a bit that a rarity is kept in.\npub(crate) const STEPS: f32 = {STEPS:.1};\n\n\
         /// Endings, folded, sorted; how rare they are on names and on words.\n\
         #[rustfmt::skip]\npub(crate) static ENDINGS: &[(&str, [u8; 2])] = &[\n"
    );
    for (ending, rarities) in rows {
        let _ = writeln!(out, "    ({ending:?}, {rarities:?}),");
    }
    out.push_str(
        "];\n\n/// How rare a letter is in names behind two others: a to z, and what stands before and behind a name.\n\
         #[rustfmt::skip]\npub(crate) static NAME_LETTERS: [[[u8; 27]; 27]; 27] = [\n",
    );
    let counts = Counts::of(names);
    for first in 0..LETTERS {
        out.push_str("    [\n");
        for second in 0..LETTERS {
            let row: Vec<u8> = (0..LETTERS).map(|letter| counts.steps(first, second, letter)).collect();
            let _ = writeln!(out, "        {row:?},");
        }
        out.push_str("    ],\n");
    }
    out.push_str("];\n");
    Ok(out)
}

/// How often letters, pairs and triples of letters stand in the words of names, each word counted once.
#[derive(Default)]
struct Counts {
    all: f32,
    ones: BTreeMap<usize, f32>,
    pairs: BTreeMap<(usize, usize), f32>,
    /// Pairs with any letter behind them, and single letters so.
    before: BTreeMap<(usize, usize), f32>,
    before_one: BTreeMap<usize, f32>,
    triples: BTreeMap<(usize, usize, usize), f32>,
}

impl Counts {
    fn of(names: &[(String, f32)]) -> Self {
        let words: BTreeSet<String> = names
            .iter()
            .flat_map(|(name, _)| name.split([' ', '-']).map(varlik_text::key).collect::<Vec<_>>())
            .filter(|word| word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase()))
            .collect();
        let mut counts = Self::default();
        for word in words {
            let letters = word.bytes().map(|byte| usize::from(byte - b'a')).chain([END]);
            let (mut first, mut second) = (END, END);
            for letter in letters {
                counts.all += 1.0;
                *counts.ones.entry(letter).or_default() += 1.0;
                *counts.pairs.entry((second, letter)).or_default() += 1.0;
                *counts.before_one.entry(second).or_default() += 1.0;
                *counts.triples.entry((first, second, letter)).or_default() += 1.0;
                *counts.before.entry((first, second)).or_default() += 1.0;
                (first, second) = (second, letter);
            }
        }
        counts
    }

    /// The share of a letter behind two others, each order of letters drawn to the next shorter by so many counts.
    fn steps(&self, first: usize, second: usize, letter: usize) -> u8 {
        const DRAW: f32 = 5.0;
        let of = |count: Option<&f32>| count.copied().unwrap_or(0.0);
        let one = (of(self.ones.get(&letter)) + 1.0) / (self.all + LETTERS as f32);
        let two =
            (of(self.pairs.get(&(second, letter))) + DRAW * one) / (of(self.before_one.get(&second)) + DRAW);
        let three = (of(self.triples.get(&(first, second, letter))) + DRAW * two)
            / (of(self.before.get(&(first, second))) + DRAW);
        (-three.log2() * STEPS).round().clamp(0.0, 255.0) as u8
    }
}
