//! How names are spelt: the costs of a letter after two others, counted in lists of names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use varlik_text::{Lang, lower};

use crate::source::{Error, Source};
use crate::table_file::TableFile;

/// The letters that have a number, from 1; 0 is the edge of a word.
const LETTERS: &str = "abcçdefgğhıijklmnoöpqrsştuüvwxyz";
const SIZE: usize = 33;
const VOWELS: &str = "aeıioöuü";

/// A list of names and which of its rows are of the language.
struct Names {
    file: &'static str,
    column: usize,
    filter: fn(&str) -> bool,
    filter_column: usize,
}

const TURKISH: &[Names] = &[
    Names {
        file: "data/names/given_names.tsv",
        column: 0,
        filter: |of| of.contains("tr_TR"),
        filter_column: 2,
    },
    Names {
        file: "data/names/family_names.tsv",
        column: 0,
        filter: |of| of.contains("tr_TR"),
        filter_column: 2,
    },
    Names { file: "data/world/cities.tsv", column: 2, filter: |of| of == "TR", filter_column: 3 },
    Names { file: "data/text/turkish_words.tsv", column: 0, filter: |_| true, filter_column: 0 },
];

fn english(locales: &str) -> bool {
    locales.split(',').any(|locale| matches!(locale, "en" | "en_US" | "en_GB"))
}

const ENGLISH: &[Names] = &[
    Names { file: "data/names/given_names.tsv", column: 0, filter: english, filter_column: 2 },
    Names { file: "data/names/family_names.tsv", column: 0, filter: english, filter_column: 2 },
    Names { file: "data/names/given_names_by_hand.tsv", column: 0, filter: |_| true, filter_column: 0 },
    Names { file: "data/names/family_names_by_hand.tsv", column: 0, filter: |_| true, filter_column: 0 },
    Names { file: "data/world/cities.tsv", column: 2, filter: |of| of != "TR", filter_column: 3 },
];

/// Gives the two tables: `SIZE` cubed costs of a letter after two, then of a vowel after a vowel.
pub(super) fn tables(root: &Path) -> Result<Vec<TableFile>, Error> {
    let make = |name: &str, lists: &[Names], lang: Lang| -> Result<TableFile, Error> {
        let words = words(root, lists, lang)?;
        Ok(TableFile { path: format!("crates/varlik-text/src/tables/{name}.bin"), bytes: costs(&words) })
    };
    Ok(vec![make("spelling_tr", TURKISH, Lang::Tr)?, make("spelling_en", ENGLISH, Lang::En)?])
}

/// The words of the lists as letter numbers, each once.
fn words(root: &Path, lists: &[Names], lang: Lang) -> Result<BTreeSet<Vec<usize>>, Error> {
    let mut words = BTreeSet::new();
    for list in lists {
        for row in Source::read(root, list.file)?.rows() {
            if !(list.filter)(row.optional(list.filter_column)) {
                continue;
            }
            for word in lower(row.cell(list.column, "name")?, lang).split(|c: char| !c.is_alphabetic()) {
                let numbers: Option<Vec<usize>> = word.chars().map(number).collect();
                if let Some(numbers) = numbers.filter(|numbers| numbers.len() > 1) {
                    words.insert(numbers);
                }
            }
        }
    }
    Ok(words)
}

fn number(c: char) -> Option<usize> {
    let plain = match c {
        'â' => 'a',
        'î' => 'i',
        'û' => 'u',
        other => other,
    };
    LETTERS.chars().position(|letter| letter == plain).map(|at| at + 1)
}

/// Costs in eighths of a bit: Witten-Bell interpolation of trigrams, bigrams and letters.
fn costs(words: &BTreeSet<Vec<usize>>) -> Vec<u8> {
    let mut counts: BTreeMap<[usize; 3], f64> = BTreeMap::new();
    let mut vowels: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    let vowel = |letter: usize| {
        letter
            .checked_sub(1)
            .and_then(|at| LETTERS.chars().nth(at))
            .and_then(|c| VOWELS.chars().position(|v| v == c))
    };
    for word in words {
        let (mut two, mut one) = (0, 0);
        let mut last = None;
        for letter in word.iter().copied().chain([0]) {
            *counts.entry([two, one, letter]).or_default() += 1.0;
            (two, one) = (one, letter);
            if let Some(found) = vowel(letter) {
                if let Some(last) = last {
                    *vowels.entry((last, found)).or_default() += 1.0;
                }
                last = Some(found);
            }
        }
    }
    let mut pairs: BTreeMap<[usize; 2], f64> = BTreeMap::new();
    let mut single = [0.0; SIZE];
    for ([_, one, letter], count) in &counts {
        *pairs.entry([*one, *letter]).or_default() += count;
        if let Some(cell) = single.get_mut(*letter) {
            *cell += count;
        }
    }
    let total: f64 = single.iter().sum();
    let mut bytes = Vec::with_capacity(SIZE.pow(3) + 64);
    let eighths = |probability: f64| (-probability.log2() * 8.0).round().clamp(0.0, 255.0) as u8;
    for two in 0..SIZE {
        for one in 0..SIZE {
            let of_pair: Vec<f64> =
                (0..SIZE).map(|letter| pairs.get(&[one, letter]).copied().unwrap_or(0.0)).collect();
            let of_three: Vec<f64> =
                (0..SIZE).map(|letter| counts.get(&[two, one, letter]).copied().unwrap_or(0.0)).collect();
            let kinds = |counts: &[f64]| counts.iter().filter(|count| **count > 0.0).count() as f64;
            let (sum_pair, kinds_pair) = (of_pair.iter().sum::<f64>(), kinds(&of_pair));
            let (sum_three, kinds_three) = (of_three.iter().sum::<f64>(), kinds(&of_three));
            for ((letter, pair), three) in single.iter().zip(&of_pair).zip(&of_three) {
                let low = (letter + 1.0) / (total + SIZE as f64);
                let middle = (pair + kinds_pair.max(1.0) * low) / (sum_pair + kinds_pair.max(1.0));
                let high = (three + kinds_three.max(1.0) * middle) / (sum_three + kinds_three.max(1.0));
                bytes.push(eighths(high));
            }
        }
    }
    // A vowel after a vowel against the vowel anywhere, moved by 128: less is likelier.
    let count = VOWELS.chars().count();
    let all: f64 = vowels.values().sum::<f64>() + (count * count) as f64;
    let get = |one: usize, two: usize| vowels.get(&(one, two)).copied().unwrap_or(0.0) + 1.0;
    for one in 0..count {
        let row: f64 = (0..count).map(|two| get(one, two)).sum();
        for two in 0..count {
            let column: f64 = (0..count).map(|one| get(one, two)).sum();
            let bits = (row * column / (all * get(one, two))).log2() * 8.0;
            bytes.push((128.0 + bits.round()).clamp(0.0, 255.0) as u8);
        }
    }
    bytes
}
