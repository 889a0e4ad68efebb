//! Schemes for the scripts that write consonants, and vowels now and then.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::edits::Record;

/// Where in a word letters are written so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Anywhere,
    Initial,
    Final,
    /// Next to a letter that may be a vowel.
    BesideVowel,
}

/// One or two letters and their text.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) letters: &'static str,
    pub(crate) place: Place,
    pub(crate) text: &'static str,
}

/// A scheme for Arabic, Persian, Urdu or Hebrew.
#[derive(Debug)]
pub(crate) struct Abjad {
    pub(crate) name: &'static str,
    /// Letters that may be vowels.
    pub(crate) vowels: &'static str,
    /// What the article of Arabic is written as; `~` is its l or the sun letter behind it,
    /// `_` a space. Empty: as letters.
    pub(crate) article: &'static str,
    /// Every word gets a capital.
    pub(crate) title: bool,
    /// Those of one first letter together, the longest first.
    pub(crate) rows: &'static [Row],
}

const SHADDA: char = '\u{651}';
/// Maqaf.
const HYPHEN: char = '\u{5BE}';
const NON_JOINER: char = '\u{200C}';
/// The letters whose sound the article takes on.
const SUN_LETTERS: &str = "تثدذرزسشصضطظلن";

impl Abjad {
    pub(super) fn reads(&self, s: &str) -> bool {
        s.chars().any(|c| self.rows_of(c).next().is_some())
    }

    /// Appends `s`; characters that the scheme does not know stay.
    pub(super) fn write<R: Record>(&self, s: &str, out: &mut String, record: &mut R) {
        let entry = out.len();
        let mut at = 0;
        while let Some(c) = s.get(at..).and_then(|rest| rest.chars().next()) {
            let known = self.rows_of(c).next().is_some();
            let end = if known { self.word_end(s, at, c) } else { at + c.len_utf8() };
            let text = s.get(at..end).unwrap_or_default();
            if known {
                let start = out.len() - entry;
                self.write_word(text, out);
                record.edit(at..end, start..out.len() - entry);
            } else {
                out.push_str(text);
            }
            at = end;
        }
    }

    /// Where the word ends that begins with `first`; the hyphen of Hebrew is a word of its own.
    fn word_end(&self, s: &str, start: usize, first: char) -> usize {
        let second = start + first.len_utf8();
        let rest = s.get(second..).unwrap_or_default();
        let known = |c: char| {
            is_combining_mark(c)
                || matches!(c, '\u{200B}'..='\u{200D}' | '\'' | '’' | '׳')
                || (c != HYPHEN && self.rows_of(c).next().is_some())
        };
        if first == HYPHEN {
            second
        } else {
            rest.find(|c| !known(c)).map_or(s.len(), |length| second + length)
        }
    }

    fn rows_of(&self, c: char) -> impl Iterator<Item = &'static Row> + use<> {
        let rows = self.rows;
        let from = rows.partition_point(|row| row.letters.chars().next() < Some(c));
        rows.iter().skip(from).take_while(move |row| row.letters.starts_with(c))
    }

    fn write_word(&self, word: &str, out: &mut String) {
        let mut letters = ordered(word);
        let mut at = 0;
        let mut capital = self.title;
        if !self.article.is_empty()
            && let ['ا', 'ل', sun, _, _, ..] = letters.as_slice()
        {
            let taken = if SUN_LETTERS.contains(*sun) { self.text(&letters, 2, 2) } else { None };
            for c in self.article.chars() {
                match c {
                    '~' => out.push_str(taken.map_or("l", |(text, _)| text)),
                    '_' => out.push(' '),
                    other => out.push(other),
                }
            }
            at = 2;
            // The doubling of a sun letter is the l of the article.
            if letters.get(3) == Some(&SHADDA) {
                letters.remove(3);
            }
        }
        let first = at;
        let mut last: Range<usize> = out.len()..out.len();
        while let Some(letter) = letters.get(at) {
            let start = out.len();
            if *letter == SHADDA {
                let double = out.get(last.clone()).unwrap_or_default().to_owned();
                out.push_str(&double);
                at += 1;
                continue;
            }
            if let Some((text, length)) = self.text(&letters, at, first) {
                push(out, text, &mut capital);
                at += length;
            } else {
                if !matches!(letter, '\u{200B}'..='\u{200D}') {
                    out.push(*letter);
                }
                at += 1;
            }
            last = start..out.len();
        }
    }

    /// The text of the letters at `at` in a word that begins at `start`, and how many they are.
    fn text(&self, letters: &[char], at: usize, start: usize) -> Option<(&'static str, usize)> {
        let rest = letters.get(at..)?;
        let before = at.checked_sub(1).and_then(|before| letters.get(before));
        let is_vowel = |c: Option<&char>| c.is_some_and(|c| self.vowels.contains(*c));
        self.rows_of(*rest.first()?).find_map(|row| {
            let length = row.letters.chars().count();
            let fits = match row.place {
                Place::Anywhere => true,
                Place::Initial => at == start || before == Some(&NON_JOINER),
                Place::Final => at > start && matches!(rest.get(length), None | Some(&NON_JOINER)),
                Place::BesideVowel => is_vowel(before) || is_vowel(rest.get(length)),
            };
            (fits && row.letters.chars().eq(rest.iter().take(length).copied())).then_some((row.text, length))
        })
    }
}

/// The marks that belong to the consonant (shadda; dagesh and the dots of shin) before those that are vowels.
fn ordered(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = Vec::with_capacity(word.len() / 2);
    for c in word.chars() {
        let at = if matches!(c, SHADDA | '\u{5BC}' | '\u{5C1}' | '\u{5C2}') {
            letters.iter().rposition(|letter| !is_combining_mark(*letter)).map_or(0, |base| base + 1)
        } else {
            letters.len()
        };
        letters.insert(at, c);
    }
    letters
}

/// Appends a text, with a capital first letter when one is due.
pub(super) fn push(out: &mut String, text: &str, capital: &mut bool) {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if *capital => {
            out.extend(first.to_uppercase());
            out.push_str(letters.as_str());
            *capital = !first.is_alphabetic();
        }
        _ => out.push_str(text),
    }
}
