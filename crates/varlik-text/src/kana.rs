//! Kana in Latin letters, by the Hepburn system.

use unicode_normalization::char::{compose, decompose_compatible, is_combining_mark};

use crate::edits::Record;
use crate::tables::kana::{PAIRS, SINGLE};

/// What the branches of Hepburn do differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hepburn {
    /// A long vowel carries a macron.
    pub(crate) macron: bool,
    /// ン is m before b, m and p.
    pub(crate) labial: bool,
    /// What parts ン from a vowel or y.
    pub(crate) apostrophe: &'static str,
    /// A word gets a capital.
    pub(crate) title: bool,
}

/// Tells whether `c` is written.
pub(crate) fn reads(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{309D}' | '\u{309E}' | '\u{30A1}'..='\u{30FE}' | '\u{FF66}'..='\u{FF9D}')
}

/// A kana as katakana of full width, with its voice mark.
#[derive(Clone, Copy)]
struct Kana {
    letter: char,
    end: usize,
}

fn kana(s: &str, at: usize) -> Option<Kana> {
    let mut rest = s.get(at..)?.chars();
    let mut letter = rest.next().filter(|c| reads(*c))?;
    let mut end = at + letter.len_utf8();
    if let '\u{FF66}'..='\u{FF9D}' = letter {
        decompose_compatible(letter, |whole| letter = whole);
    }
    if let Some(mark) = rest.next() {
        let combining = match mark {
            '\u{3099}' | '\u{309B}' | 'ﾞ' => '\u{3099}',
            '\u{309A}' | '\u{309C}' | 'ﾟ' => '\u{309A}',
            _ => '\0',
        };
        if let Some(whole) = compose(letter, combining) {
            (letter, end) = (whole, end + mark.len_utf8());
        }
    }
    if let '\u{3041}'..='\u{3096}' | '\u{309D}' | '\u{309E}' = letter {
        letter = char::from_u32(u32::from(letter) + 0x60)?;
    }
    Some(Kana { letter, end })
}

/// Gives the text of a syllable of one or two kana, and where it ends.
fn syllable(s: &str, first: Kana) -> Option<(&'static str, usize)> {
    if let Some(second) = kana(s, first.end) {
        let pair = (first.letter, second.letter);
        if let Some((_, text)) =
            PAIRS.binary_search_by_key(&pair, |(pair, _)| *pair).ok().and_then(|at| PAIRS.get(at))
        {
            return Some((text, second.end));
        }
    }
    let at = (u32::from(first.letter) as usize).checked_sub(0x30A1)?;
    SINGLE.get(at).filter(|text| !text.is_empty()).map(|text| (*text, first.end))
}

/// Gives the kana that a repetition mark stands for.
fn repeat(mark: char, before: Option<char>) -> Option<char> {
    match mark {
        'ヽ' => before,
        'ヾ' => before.and_then(|c| compose(c, '\u{3099}')),
        _ => None,
    }
}

/// Tells where a kana that makes `vowel` long ends, if one stands at `at`.
fn lengthening(s: &str, at: usize, vowel: char) -> Option<usize> {
    let next = kana(s, at)?;
    if next.letter == 'ー' {
        return Some(next.end);
    }
    let (text, end) = syllable(s, next)?;
    let long = matches!((vowel, text), ('o', "u" | "o") | ('u', "u") | ('a', "a") | ('e', "e"));
    (long && end == next.end).then_some(end)
}

impl Hepburn {
    /// Gives what ッ or ン becomes before `next`.
    fn consonant(self, letter: char, next: &str) -> (&'static str, &'static str) {
        let first = next.bytes().next().unwrap_or_default();
        let vowel = matches!(first, b'a' | b'i' | b'u' | b'e' | b'o');
        match (letter, first) {
            ('ン', b'b' | b'm' | b'p') if self.labial => ("m", ""),
            ('ン', first) if vowel || first == b'y' => ("n", self.apostrophe),
            ('ン', _) => ("n", ""),
            (_, b'c') => ("t", ""),
            (_, first) => {
                (DOUBLED.iter().find(|text| text.as_bytes() == [first]).copied().unwrap_or_default(), "")
            }
        }
    }
}

/// Consonants that ッ doubles.
const DOUBLED: [&str; 16] = ["b", "d", "f", "g", "h", "j", "k", "m", "n", "p", "r", "s", "t", "v", "w", "z"];

/// Appends `s` with its kana in Latin letters.
pub(crate) fn write<R: Record>(s: &str, system: Hepburn, out: &mut String, record: &mut R) {
    let entry = out.len();
    let mut at = 0;
    let mut inside = false;
    let mut before = None;
    while let Some(c) = s.get(at..).and_then(|rest| rest.chars().next()) {
        let Some(mut found) = kana(s, at) else {
            out.push(c);
            at += c.len_utf8();
            (inside, before) = (c.is_alphabetic() || inside && is_combining_mark(c), None);
            continue;
        };
        found.letter = repeat(found.letter, before).unwrap_or(found.letter);
        before = Some(found.letter);
        let out_start = out.len();
        let mut end = found.end;
        match found.letter {
            'ッ' | 'ン' => {
                let next = kana(s, end).and_then(|next| syllable(s, next)).map_or("", |(text, _)| text);
                let (text, apostrophe) = system.consonant(found.letter, next);
                push(text, system.title && !inside, out);
                out.push_str(apostrophe);
                inside |= !text.is_empty();
            }
            // Without a vowel before it there is nothing to make long.
            'ー' if inside => {}
            '・' => {
                out.push(' ');
                inside = false;
            }
            '゠' => {
                out.push('-');
                inside = false;
            }
            _ => match syllable(s, found) {
                Some((text, syllable_end)) => {
                    end = syllable_end;
                    push(text, system.title && !inside, out);
                    inside = true;
                    if let Some(vowel) = text.chars().next_back()
                        && let Some(long_end) = lengthening(s, end, vowel)
                    {
                        end = long_end;
                        if system.macron
                            && let Some(last) = out.pop()
                        {
                            out.push(compose(last, '\u{304}').unwrap_or(last));
                        }
                    }
                }
                None => out.push_str(s.get(at..end).unwrap_or_default()),
            },
        }
        if R::ON {
            record.edit(at..end, out_start - entry..out.len() - entry);
        }
        at = end;
    }
}

fn push(text: &str, capital: bool, out: &mut String) {
    let first = if capital { text.get(..1).unwrap_or_default() } else { "" };
    out.push_str(&first.to_ascii_uppercase());
    out.push_str(text.get(first.len()..).unwrap_or_default());
}
