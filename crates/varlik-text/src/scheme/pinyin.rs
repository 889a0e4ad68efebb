//! Chinese characters by their usual reading.

use super::abjad::push;
use crate::edits::Record;
use crate::tables::pinyin::{SURNAMES, SYLLABLES, WORDS};

/// The number of its syllable for each character from U+4E00 on, two bytes each.
static NUMBERS: &[u8] = include_bytes!("../tables/pinyin.bin");

/// How syllables are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pinyin {
    /// With tones, parted by spaces.
    Tones,
    /// Without tones, as names: surname and given name apart, other words of up to three syllables together.
    Names,
}

fn syllable(c: char) -> Option<(&'static str, &'static str)> {
    let at = u32::from(c).checked_sub(0x4E00)? as usize * 2;
    let number = u16::from_le_bytes([*NUMBERS.get(at)?, *NUMBERS.get(at + 1)?]);
    SYLLABLES.get(usize::from(number).checked_sub(1)?).copied()
}

pub(super) fn reads(c: char) -> bool {
    syllable(c).is_some()
}

/// The syllables of a run, with and without tones.
fn syllables(run: &str) -> Vec<(&'static str, &'static str)> {
    let mut found = Vec::with_capacity(run.len() / 3);
    let mut rest = run;
    while let Some(c) = rest.chars().next() {
        let word = WORDS.iter().find_map(|(word, syllables)| Some((rest.strip_prefix(word)?, *syllables)));
        if let Some((after, syllables)) = word {
            found.extend_from_slice(syllables);
            rest = after;
        } else {
            found.extend(syllable(c));
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
    }
    found
}

/// A surname at the front of a run of characters: its length in characters, and its reading without tones.
fn surname(run: &[char]) -> Option<(usize, &'static str)> {
    [2, 1].into_iter().find_map(|length| {
        let name: String = run.get(..length)?.iter().collect();
        let at = SURNAMES.binary_search_by(|row| row.0.cmp(&name)).ok()?;
        let (_, pair, reading) = SURNAMES.get(at)?;
        let fits = match run.len() - length {
            1 => *pair || length == 2,
            2 => true,
            _ => false,
        };
        fits.then_some((length, *reading))
    })
}

/// Appends `s`; characters without a reading stay.
pub(super) fn write<R: Record>(s: &str, pinyin: Pinyin, out: &mut String, record: &mut R) {
    let entry = out.len();
    let mut rest = s;
    while let Some(start) = rest.find(reads) {
        let (before, run) = rest.split_at(start);
        out.push_str(before);
        let (run, after) = run.split_at(run.find(|c| !reads(c)).unwrap_or(run.len()));
        let at = s.len() - run.len() - after.len();
        let characters: Vec<char> = run.chars().collect();
        // A run beside Latin letters is parted from them.
        if out.get(entry..).is_some_and(|out| out.ends_with(|c: char| c.is_ascii_alphanumeric())) {
            out.push(' ');
            record.edit(at..at, out.len() - entry - 1..out.len() - entry);
        }
        let name = if pinyin == Pinyin::Names { surname(&characters) } else { None };
        let apart = pinyin == Pinyin::Tones || (name.is_none() && characters.len() > 3);
        let mut offset = at;
        for (index, (c, (toned, plain))) in characters.iter().zip(syllables(run)).enumerate() {
            let from = out.len();
            let first = index == 0 || name.is_some_and(|(length, _)| index == length);
            match name {
                Some((length, reading)) if index < length && !reading.is_empty() => {
                    // The reading of the whole surname stands where its first character does.
                    if index == 0 {
                        push(out, reading, &mut true);
                    }
                }
                _ => {
                    if index > 0 && (apart || first) {
                        out.push(' ');
                    } else if index > 0 && plain.starts_with(['a', 'e', 'o']) {
                        out.push('\'');
                    }
                    let text = if pinyin == Pinyin::Tones { toned } else { plain };
                    push(out, text, &mut (pinyin == Pinyin::Names && (first || apart)));
                }
            }
            record.edit(offset..offset + c.len_utf8(), from - entry..out.len() - entry);
            offset += c.len_utf8();
        }
        if after.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            out.push(' ');
            record.edit(offset..offset, out.len() - entry - 1..out.len() - entry);
        }
        rest = after;
    }
    out.push_str(rest);
}
