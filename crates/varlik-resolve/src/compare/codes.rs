//! The codes that stand in texts: model numbers, catalogue numbers.

use crate::items::Strings;

/// The codes of distinct texts.
#[derive(Debug)]
pub(crate) struct Codes {
    ends: Vec<u32>,
    codes: Strings,
}

/// Letters and digits of a code; less tells little, more is no code.
const LENGTHS: std::ops::RangeInclusive<usize> = 4..=24;

/// The most codes of one text.
const MOST_CODES: usize = 6;

impl Codes {
    pub(crate) fn new(values: &Strings) -> Self {
        let mut found = Self { ends: Vec::with_capacity(values.len()), codes: Strings::default() };
        let mut code = String::new();
        for text in values.iter() {
            let start = found.codes.len();
            for word in text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | ';' | '[' | ']')) {
                code.clear();
                code.extend(word.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()));
                if is_code(&code)
                    && found.codes.len() < start + MOST_CODES
                    && !(start..found.codes.len()).any(|at| found.codes.get(at as u32) == code)
                {
                    found.codes.push(&code);
                }
            }
            found.ends.push(found.codes.len() as u32);
        }
        found
    }

    /// The codes of a text.
    pub(crate) fn of(&self, value: u32) -> impl Iterator<Item = &str> + Clone {
        let value = value as usize;
        let start = value.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(value).copied().unwrap_or(start);
        (start..end).map(|code| self.codes.get(code))
    }

    /// The level of two texts: a code of both, a code that is part of one, two different codes; missing where one has none.
    pub(crate) fn level(&self, a: u32, b: u32) -> u8 {
        let (x, y) = (self.of(a), self.of(b));
        let mut level = 0;
        for one in x {
            for other in y.clone() {
                if one == other {
                    return 1;
                }
                let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
                let found = if short.len() >= 4 && long.contains(short) { 2 } else { 3 };
                level = if level == 0 { found } else { level.min(found) };
            }
        }
        level
    }
}

/// Whether a word is a code: it has digits, and letters or five digits at least.
fn is_code(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    LENGTHS.contains(&word.len()) && digits >= 2 && (digits < word.len() || digits >= 5) && !is_measure(word)
}

/// Whether a word is a quantity: `120GB`, `1080P`.
fn is_measure(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0 && word.len() - digits <= 2 && word.get(digits..).is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_alphabetic()))
}
