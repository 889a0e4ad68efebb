//! Trains the models that give Turkish letters their marks back and tell foreign words.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use varlik_text::diacritics::model::{BIT, LETTER_ROWS, WORD_ROWS, is_ambiguous, letter_rows, word_rows};
use varlik_text::{Lang, lower, restore_diacritics};

use super::corpus;
use crate::source::{Error, Source};

const EPOCHS: u32 = 6;
const RATE: f32 = 0.08;
/// Every so many-th word is kept out of the training, to measure on.
const HELD_OUT: u64 = 20;

/// A word in small ASCII letters, whether each letter has a mark, and its weight in bits.
struct Word {
    plain: Vec<u8>,
    marks: Vec<bool>,
    weight: f32,
}

/// Reads `OUT [TEST.jsonl]...`: trains on the tables under `data/` and writes the weights; tests measure the weights
/// that this program was built with.
pub(crate) fn run(arguments: &[&str], root: &Path, log: &mut dyn FnMut(String)) -> Result<String, Error> {
    let [out, tests @ ..] = arguments else {
        return Err(Error::new("usage: train diacritics OUT [TEST.jsonl]..."));
    };
    let mut words = Vec::new();
    for (table, column) in [("data/text/turkish_lemmas.tsv", 1), ("data/names/turkish_proper_nouns.tsv", 1)] {
        for row in Source::read(root, table)?.rows() {
            let weight =
                row.cell(column, "weight")?.parse().map_err(|_| row.error("the weight is no number"))?;
            words.extend(word(row.cell(0, "word")?, weight));
        }
    }
    let letters = letters(&words, log);
    let foreign = foreign(&words, root, log)?;
    let bytes: Vec<u8> = letters.iter().chain(&foreign).map(|weight| quantise(*weight)).collect();
    std::fs::write(PathBuf::from(out), &bytes).map_err(|error| Error::new(format!("{out}: {error}")))?;
    for test in tests {
        measure(Path::new(test), log)?;
    }
    Ok(format!("{out}: {} bytes", bytes.len()))
}

fn quantise(weight: f32) -> u8 {
    // Log-odds are natural in training, bits in the file.
    (weight * std::f32::consts::LOG2_E * BIT).round().clamp(-127.0, 127.0) as i8 as u8
}

fn plain(letter: char) -> Option<(u8, bool)> {
    Some(match letter {
        'ç' => (b'c', true),
        'ğ' => (b'g', true),
        'ı' => (b'i', true),
        'ö' => (b'o', true),
        'ş' => (b's', true),
        'ü' => (b'u', true),
        'â' => (b'a', false),
        'î' => (b'i', false),
        'û' => (b'u', false),
        'a'..='z' => (letter as u8, false),
        _ => return None,
    })
}

fn word(text: &str, weight: f32) -> Option<Word> {
    let letters = lower(text, Lang::Tr).chars().map(plain).collect::<Option<Vec<_>>>()?;
    let (plain, marks) = letters.into_iter().unzip();
    Some(Word { plain, marks, weight })
}

fn is_held_out(word: &[u8]) -> bool {
    word.iter().fold(7_u64, |hash, byte| hash.wrapping_mul(31).wrapping_add(u64::from(*byte))) % HELD_OUT == 0
}

/// One step of logistic regression over the rows of an example.
fn step(weights: &mut [f32], rows: &[usize], yes: bool, rate: f32) {
    let sum: f32 = rows.iter().filter_map(|row| weights.get(*row)).sum();
    let error = f32::from(u8::from(yes)) - 1.0 / (1.0 + (-sum).exp());
    for row in rows {
        if let Some(weight) = weights.get_mut(*row) {
            *weight += rate * error;
        }
    }
}

fn letters(words: &[Word], log: &mut dyn FnMut(String)) -> Vec<f32> {
    let mut weights = vec![0.0_f32; LETTER_ROWS];
    let mut rows = Vec::new();
    let mut order: Vec<usize> = (0..words.len()).collect();
    // A fixed shuffle: the tables are sorted, and neighbours alike.
    order.sort_by_key(|index| (*index as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    for epoch in 0..EPOCHS {
        let (mut right, mut count) = (0_u32, 0_u32);
        for word in order.iter().filter_map(|index| words.get(*index)) {
            let held_out = is_held_out(&word.plain);
            let rate = RATE / (1.0 + epoch as f32) * (0.5 + word.weight / 8.0);
            for (place, (letter, mark)) in word.plain.iter().zip(&word.marks).enumerate() {
                if !is_ambiguous(*letter) {
                    continue;
                }
                rows.clear();
                letter_rows(&word.plain, place, |row| rows.push(row));
                if held_out {
                    let sum: f32 = rows.iter().filter_map(|row| weights.get(*row)).sum();
                    right += u32::from((sum > 0.0) == *mark);
                    count += 1;
                } else {
                    step(&mut weights, &rows, *mark, rate);
                }
            }
        }
        log(format!("letters, epoch {epoch}: {right} of {count} held-out letters right"));
    }
    weights
}

fn foreign(turkish: &[Word], root: &Path, log: &mut dyn FnMut(String)) -> Result<Vec<f32>, Error> {
    let mut examples: BTreeMap<Vec<u8>, bool> = BTreeMap::new();
    for (table, column) in [("data/names/family_names.tsv", 2), ("data/names/given_names.tsv", 2)] {
        for row in Source::read(root, table)?.rows() {
            let locales = row.optional(column);
            if ["tr", "az", "crh", "kk", "uz"].iter().any(|lang| locales.contains(lang)) {
                continue;
            }
            examples.extend(word(row.cell(0, "name")?, 0.0).map(|word| (word.plain, true)));
        }
    }
    for row in Source::read(root, "data/text/english_words.tsv")?.rows() {
        if row.cell(1, "level")? == "1" {
            examples.extend(word(row.cell(0, "word")?, 0.0).map(|word| (word.plain, true)));
        }
    }
    // A word of Turkish is one wherever else it stands too; a name without a Turkish letter may be anyone's.
    for word in turkish.iter().filter(|word| word.marks.contains(&true)) {
        examples.insert(word.plain.clone(), false);
    }
    let mut weights = vec![0.0_f32; WORD_ROWS];
    let mut rows = Vec::new();
    let mut examples: Vec<(Vec<u8>, bool)> = examples.into_iter().collect();
    examples.sort_by_key(|(word, _)| {
        word.iter().fold(0_u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29)
        })
    });
    for epoch in 0..EPOCHS {
        let mut counts = [[0_u32; 2]; 2];
        for (word, foreign) in &examples {
            rows.clear();
            word_rows(word, |row| rows.push(row));
            if is_held_out(word) {
                let sum: f32 = rows.iter().filter_map(|row| weights.get(*row)).sum();
                if let Some(count) =
                    counts.get_mut(usize::from(*foreign)).and_then(|row| row.get_mut(usize::from(sum > 0.0)))
                {
                    *count += 1;
                }
            } else {
                step(&mut weights, &rows, *foreign, RATE / (1.0 + epoch as f32));
            }
        }
        log(format!(
            "foreign, epoch {epoch}: held-out Turkish [kept, taken for foreign] {:?}, foreign [missed, told] {:?}",
            counts[0], counts[1]
        ));
    }
    Ok(weights)
}

/// Folds a Turkish corpus to ASCII, restores it, and counts the words that come back.
fn measure(path: &Path, log: &mut dyn FnMut(String)) -> Result<(), Error> {
    let (mut words, mut right, mut lost, mut found, mut unfolded) = (0_u32, 0_u32, 0_u32, 0_u32, 0_u32);
    let names = varlik_names::name_lexicon();
    for article in corpus::read(path)? {
        let folded: String = article.text.chars().map(strip).collect();
        let restored = restore_diacritics(&folded, Some(names));
        let split = |text: &str| -> Vec<String> {
            text.split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect()
        };
        let (want, plain, got) = (split(&article.text), split(&folded), split(&restored));
        for ((want, plain), got) in want.iter().zip(&plain).zip(&got) {
            if !want.chars().any(char::is_alphabetic) {
                continue;
            }
            words += 1;
            right += u32::from(want == got);
            if want == plain {
                unfolded += 1;
                continue;
            }
            lost += 1;
            found += u32::from(want == got);
        }
    }
    let share = |part: u32, whole: u32| f64::from(part) / f64::from(whole.max(1)) * 100.0;
    log(format!(
        "{}: {:.2} % of {words} words right; {:.2} % of {lost} with lost marks; {:.2} % of {unfolded} others kept",
        path.display(),
        share(right, words),
        share(found, lost),
        share(right - found, unfolded)
    ));
    Ok(())
}

fn strip(letter: char) -> char {
    match letter {
        'ç' => 'c',
        'ğ' => 'g',
        'ı' | 'î' => 'i',
        'ö' => 'o',
        'ş' => 's',
        'ü' | 'û' => 'u',
        'â' => 'a',
        'Ç' => 'C',
        'Ğ' => 'G',
        'İ' | 'Î' => 'I',
        'Ö' => 'O',
        'Ş' => 'S',
        'Ü' | 'Û' => 'U',
        'Â' => 'A',
        _ => letter,
    }
}
