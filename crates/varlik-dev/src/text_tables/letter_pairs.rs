//! How usual one letter is behind another, by script.

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::source::{Error, Source};

/// The letters each script is counted with, and its name.
const SCRIPTS: [(&str, &str); 4] = [
    ("CYRILLIC", "абвгдежзийклмнопрстуфхцчшщъыьэюяёђѓєѕіїјљњћќўџґ"),
    ("GREEK", "αβγδεζηθικλμνξοπρςστυφχψωάέήίόύώϊϋΐΰ"),
    ("HEBREW", "אבגדהוזחטיךכלםמןנסעףפץצקרשת"),
    ("ARABIC", "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگکیٹڈڑںہھے"),
];

/// How often a function word counts; the name of a place counts once.
const FUNCTION_WORD: u32 = 20;
/// A pair counts as if it had been seen this often in the proportion of its second letter.
const SMOOTHING: f64 = 4.0;
/// Costs are kept in parts of a bit.
const STEPS: f64 = 16.0;

/// Counts pairs in the names of the world and in the function words, and writes what each costs.
pub(crate) fn table(world: &[Source], function_words: &Source) -> Result<String, Error> {
    let mut words: HashMap<String, u32> = HashMap::new();
    for source in world {
        for row in source.rows() {
            for word in row.optional(5).split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_ascii()) {
                words.entry(word.to_lowercase()).or_insert(1);
            }
        }
    }
    for row in function_words.rows() {
        for word in row.cell(1, "words")?.split(' ') {
            words.insert(word.to_owned(), FUNCTION_WORD);
        }
    }
    let mut out = String::new();
    for (name, alphabet) in SCRIPTS {
        let letters: Vec<char> = alphabet.chars().collect();
        let costs = costs(&letters, &words);
        let size = letters.len();
        let _ = writeln!(
            out,
            "/// The letters of `{name}_COSTS`; the number of a letter is its place here and one, 0 is the edge of a word.\n\
             #[rustfmt::skip]\npub(crate) static {name}: [char; {size}] = {letters:?};\n\n\
             /// What a letter (column) costs behind another (row), in sixteenths of a bit.\n\
             #[rustfmt::skip]\npub(crate) static {name}_COSTS: [[u8; {width}]; {width}] = [",
            width = size + 1
        );
        for row in costs {
            let _ = writeln!(out, "    {row:?},");
        }
        out.push_str("];\n\n");
    }
    Ok(out.trim_end().to_owned() + "\n")
}

fn costs(letters: &[char], words: &HashMap<String, u32>) -> Vec<Vec<u8>> {
    let width = letters.len() + 1;
    let mut pairs = vec![vec![0_u32; width]; width];
    for (word, times) in words {
        let Some(numbers) = word
            .chars()
            .map(|c| letters.iter().position(|letter| *letter == c).map(|place| place + 1))
            .collect::<Option<Vec<usize>>>()
        else {
            continue;
        };
        let mut before = 0;
        for number in numbers.into_iter().chain([0]) {
            if let Some(count) = pairs.get_mut(before).and_then(|row| row.get_mut(number)) {
                *count += times;
            }
            before = number;
        }
    }
    let column = |number: usize| pairs.iter().filter_map(|row| row.get(number)).sum::<u32>();
    let all: f64 = pairs.iter().flatten().map(|count| f64::from(*count)).sum();
    let shares: Vec<f64> =
        (0..width).map(|number| (f64::from(column(number)) + 0.5) / (all + 0.5 * width as f64)).collect();
    pairs
        .iter()
        .map(|row| {
            let total: f64 = row.iter().map(|count| f64::from(*count)).sum();
            row.iter()
                .zip(&shares)
                .map(|(count, share)| {
                    let probability = (f64::from(*count) + SMOOTHING * share) / (total + SMOOTHING);
                    (-probability.log2() * STEPS).round().clamp(0.0, 255.0) as u8
                })
                .collect()
        })
        .collect()
}
