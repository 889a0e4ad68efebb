//! Text of one code page read as another: `Ïóòèí`, `рХФЙО`. Nothing in the characters proves it, so the letters
//! must: the words look like words of their script only when they are read as they were written.
use std::ops::Range;

use super::letter_pairs::Letters;
use super::reading::Reading;
use crate::script::Script;
use crate::{CodePage, Lang};

/// A page that was read as another, with the letters it writes.
#[derive(Clone, Copy, Debug)]
struct Swap {
    written: CodePage,
    letters: Letters,
}

/// What is read in windows-1252 or one of its kin.
const WESTERN: [Swap; 6] = [
    Swap { written: CodePage::Windows1251, letters: Letters::Cyrillic },
    Swap { written: CodePage::Koi8, letters: Letters::Cyrillic },
    Swap { written: CodePage::Windows1253, letters: Letters::Greek },
    Swap { written: CodePage::Greek, letters: Letters::Greek },
    Swap { written: CodePage::Windows1255, letters: Letters::Hebrew },
    Swap { written: CodePage::Windows1256, letters: Letters::Arabic },
];

/// A letter whose cost is this much says nothing for or against a script: 32 letters all as likely.
const CHANCE: f32 = 5.0;
/// Bits that the letters of a line must save against chance; at 6, one line in 64 of letters thrown together
/// would pass if pages were all that tells them from text, but words of accented letters alone are no text of
/// any language anyway.
const PROOF: f32 = 6.0;
/// The same when the caller's language is written in the script.
const PROOF_IN_LANGUAGE: f32 = 1.5;
/// Bits by which the best page must lead the next one, and the text as it stands.
const LEAD: f32 = 3.0;
/// What a capital behind a small letter costs.
const CASE_PENALTY: f32 = 3.0;

/// One word to be read anew.
pub(super) struct Word {
    pub(super) range: Range<usize>,
    pub(super) text: String,
    pub(super) written: CodePage,
    pub(super) read: CodePage,
}

/// Gives the words of `line` that were written in another page; the ranges are those of the line.
pub(super) fn words(line: &str, lang: Lang) -> Vec<Word> {
    let western = western_words(line, lang);
    if western.is_empty() { cyrillic_words(line, lang) } else { western }
}

/// Words without a letter of ASCII, the bytes of which are letters elsewhere.
fn western_words(line: &str, lang: Lang) -> Vec<Word> {
    if !line.contains(is_western) {
        return Vec::new();
    }
    let (words, others) = split(line, is_western);
    let longest = words.iter().map(|word| word.clone().count_in(line)).max().unwrap_or(0);
    let mut best: Option<(f32, Swap)> = None;
    let mut second = 0.0_f32;
    for swap in WESTERN {
        let expected = is_written_in(lang, swap.letters);
        if lang != Lang::Und && !expected || longest < if expected { 2 } else { 4 } {
            continue;
        }
        let saved = words
            .iter()
            .filter_map(|range| line.get(range.clone()))
            .map(|word| saved(word.chars().map(|c| western_char(c, swap.written)), swap.letters))
            .sum::<f32>();
        // The two Greek pages differ in a few signs only.
        let twin =
            best.is_some_and(|(_, best)| best.letters == Letters::Greek && swap.letters == Letters::Greek);
        match best {
            Some((most, _)) if saved <= most => {
                if !twin {
                    second = second.max(saved);
                }
            }
            _ => {
                if let Some((most, _)) = best.filter(|_| !twin) {
                    second = second.max(most);
                }
                best = Some((saved, swap));
            }
        }
    }
    let Some((saved, swap)) = best else { return Vec::new() };
    let proof = if is_written_in(lang, swap.letters) { PROOF_IN_LANGUAGE } else { PROOF };
    if saved < proof || saved < second + LEAD || distinct(line, &words) < 3 {
        return Vec::new();
    }
    // In a text of Latin letters, à and é are words of it.
    let shortest = if others > words.len() { 3 } else { 1 };
    words
        .into_iter()
        .filter(|range| range.clone().count_in(line) >= shortest)
        .filter_map(|range| {
            let word = line.get(range.clone())?;
            let text = word.chars().map(|c| western_char(c, swap.written)).collect::<Option<String>>()?;
            Some(Word { range, text, written: swap.written, read: Reading::Western.page(word.chars()) })
        })
        .collect()
}

/// Cyrillic read in the other one of the two pages of Russian, where small letters and capitals change places.
fn cyrillic_words(line: &str, lang: Lang) -> Vec<Word> {
    let expected = is_written_in(lang, Letters::Cyrillic);
    if lang != Lang::Und && !expected {
        return Vec::new();
    }
    // What was read in the other page has capitals for its small letters; few lines of clean text are such.
    let (letters, capitals) = line
        .chars()
        .filter(|c| matches!(u32::from(*c), 0x400..=0x4FF))
        .fold((0, 0), |(letters, capitals), c| (letters + 1, capitals + u32::from(c.is_uppercase())));
    if capitals * 2 < letters {
        return Vec::new();
    }
    let (words, _) = split(line, |c| Script::of(c) == Script::Cyrillic);
    // мРНК and its like are written so.
    let lengths = || words.iter().map(|word| word.clone().count_in(line));
    if lengths().sum::<usize>() < 5 || (!expected && lengths().all(|length| length < 5)) {
        return Vec::new();
    }
    let texts = || words.iter().filter_map(|range| line.get(range.clone()));
    let kept = texts().map(|word| saved(word.chars().map(Some), Letters::Cyrillic)).sum::<f32>();
    let pages = [(CodePage::Koi8, CodePage::Windows1251), (CodePage::Windows1251, CodePage::Koi8)];
    let change = |c: char, (written, read): (CodePage, CodePage)| {
        read.byte_of(c).map(|byte| written.char_of(byte)).filter(|c| c.is_alphabetic())
    };
    for (written, read) in pages {
        let changed = texts()
            .map(|word| saved(word.chars().map(|c| change(c, (written, read))), Letters::Cyrillic))
            .sum::<f32>();
        let proof = if expected { PROOF_IN_LANGUAGE } else { PROOF };
        if changed < proof || changed < kept + 2.0 * LEAD {
            continue;
        }
        return words
            .into_iter()
            .filter_map(|range| {
                let word = line.get(range.clone())?;
                let text = word.chars().map(|c| change(c, (written, read))).collect::<Option<String>>()?;
                Some(Word { range, text, written, read })
            })
            .collect();
    }
    Vec::new()
}

/// Bits that a word saves against letters by chance; a word with a character that is no letter loses.
fn saved(word: impl Iterator<Item = Option<char>>, letters: Letters) -> f32 {
    let mut text = [' '; 32];
    let mut count = 0;
    for (place, c) in text.iter_mut().zip(word) {
        match c {
            Some(c) => *place = c,
            None => return -CHANCE,
        }
        count += 1;
    }
    let text = text.get(..count).unwrap_or_default();
    let Some(cost) = letters.cost(text.iter().copied()) else { return -CHANCE * count as f32 };
    let breaks =
        text.windows(2).filter(|pair| matches!(pair, [a, b] if a.is_lowercase() && b.is_uppercase()));
    CHANCE * (count as f32 + 1.0) - cost - CASE_PENALTY * breaks.count() as f32
}

trait CountIn {
    fn count_in(self, text: &str) -> usize;
}

impl CountIn for Range<usize> {
    /// Counts the characters of a range.
    fn count_in(self, text: &str) -> usize {
        text.get(self).map_or(0, |word| word.chars().count())
    }
}

fn distinct(line: &str, words: &[Range<usize>]) -> usize {
    let mut seen: Vec<char> = Vec::new();
    for c in words.iter().filter_map(|range| line.get(range.clone())).flat_map(str::chars) {
        if seen.len() < 3 && !seen.contains(&c) {
            seen.push(c);
        }
    }
    seen.len()
}

/// Splits off the words all of whose letters are `inside`; counts the other words.
fn split(line: &str, inside: impl Fn(char) -> bool) -> (Vec<Range<usize>>, usize) {
    let mut words = Vec::new();
    let mut others = 0;
    let mut word: Option<(usize, bool)> = None;
    for (at, c) in line.char_indices().chain([(line.len(), ' ')]) {
        let is_inside = inside(c);
        if is_inside || c.is_alphabetic() {
            let (_, pure) = word.get_or_insert((at, true));
            *pure &= is_inside;
        } else if let Some((start, pure)) = word.take() {
            if pure {
                words.push(start..at);
            } else {
                others += 1;
            }
        }
    }
    (words, others)
}

/// Tells whether a character read in a western page may be a letter of another.
pub(super) const fn is_western(c: char) -> bool {
    matches!(
        c,
        '\u{C0}'..='\u{FF}' | '¡' | '¢' | '£' | '¥' | '¨' | 'ª' | '¯' | '²' | '³' | '´' | '¸' | 'º' | '¼'..='¿'
            | 'Ğ' | 'İ' | 'Ş' | 'ğ' | 'ı' | 'ş'
    )
}

fn western_char(c: char, written: CodePage) -> Option<char> {
    let byte = Reading::Western.byte_of(c)?;
    Some(written.char_of(byte)).filter(|c| c.is_alphabetic())
}

/// Tells whether a language is written in one of the scripts.
pub(super) fn has_script(lang: Lang) -> bool {
    [Letters::Cyrillic, Letters::Greek, Letters::Hebrew, Letters::Arabic]
        .into_iter()
        .any(|letters| is_written_in(lang, letters))
}

fn is_written_in(lang: Lang, letters: Letters) -> bool {
    match letters {
        Letters::Cyrillic => matches!(
            lang,
            Lang::Ru | Lang::Uk | Lang::Bg | Lang::Sr | Lang::Mk | Lang::Be | Lang::Kk | Lang::Ky | Lang::Tt
        ),
        Letters::Greek => lang == Lang::El,
        Letters::Hebrew => lang == Lang::He,
        Letters::Arabic => matches!(lang, Lang::Ar | Lang::Fa | Lang::Ur | Lang::Ckb),
    }
}
