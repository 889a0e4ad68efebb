//! The numbers and words of which a date is written.

use varlik_text::key;

use super::digit::digit;
use super::month::month;

/// Dates are short; what is longer is prose.
const LONGEST: usize = 96;

/// Words that stand in a date and say nothing that is compared, in key form: articles, endings of ordinals, "year",
/// "about", seasons.
const SILENT: [&str; 41] = [
    "a", "about", "abt", "am", "autumn", "av", "c", "ca", "circa", "d", "da", "de", "del", "den", "der", "e",
    "er", "fall", "g", "god", "goda", "ilkbahar", "inci", "kis", "le", "nci", "nd", "of", "pm", "rd",
    "sonbahar", "spring", "st", "summer", "te", "th", "the", "uncu", "winter", "yaz", "yili",
];

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Number {
    pub(super) value: u32,
    /// How many digits.
    pub(super) length: u32,
}

/// What a date is made of.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    pub(super) numbers: [Number; 3],
    pub(super) count: usize,
    pub(super) month: Option<u8>,
    pub(super) unknown_words: u8,
    /// Whether points stand between the numbers; nobody writes the month first with points.
    pub(super) dotted: bool,
}

impl Pieces {
    /// Reads numbers and words up to a time of day.
    pub(super) fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() > LONGEST || text.starts_with(['-', '−', '+']) {
            return None;
        }
        let mut pieces = Self::default();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            if digit(c).is_some() {
                let (number, behind) = number(rest)?;
                rest = behind;
                if let Some(time) = rest.strip_prefix(':') {
                    rest =
                        time.trim_start_matches(|c: char| digit(c).is_some() || matches!(c, ':' | '.' | ','));
                    continue;
                }
                // 19710624120000 is a day and its time.
                let number = if number.length == 14 { Number { length: 8, ..number } } else { number };
                *pieces.numbers.get_mut(pieces.count)? = number;
                pieces.count += 1;
                pieces.dotted |= rest.starts_with('.');
                if pieces.is_full()
                    && rest.trim_start_matches([' ', 'T', 't', ',']).starts_with(|c| digit(c).is_some())
                    && rest.starts_with([' ', 'T', 't', ','])
                {
                    break;
                }
            } else if c.is_alphabetic() && !matches!(c, '年' | '月' | '日' | '년' | '월' | '일') {
                let end = rest.find(|c: char| !c.is_alphabetic() && !is_mark(c)).unwrap_or(rest.len());
                let (word, behind) = rest.split_at(end);
                rest = behind;
                pieces.take_word(word)?;
            } else {
                rest = rest.get(c.len_utf8()..)?;
            }
        }
        Some(pieces)
    }

    /// Whether day, month and year are there.
    fn is_full(&self) -> bool {
        self.count + usize::from(self.month.is_some()) >= 3
            || self.numbers.first().is_some_and(|number| number.length == 8)
    }

    fn take_word(&mut self, word: &str) -> Option<()> {
        // The T and the Z of ISO 8601 stand beside digits, as a word does not.
        if matches!(word, "T" | "Z" | "t" | "z" | "UTC" | "GMT") {
            return Some(());
        }
        let folded = key(word);
        if SILENT.binary_search(&folded.as_str()).is_ok() {
            return Some(());
        }
        match month(&folded) {
            Some(_) if self.month.is_some() => return None,
            Some(month) => self.month = Some(month),
            None => self.unknown_words = self.unknown_words.saturating_add(1),
        }
        Some(())
    }
}

/// Combining marks, which belong to the letter before them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

/// Reads the number at the start of `text`; of 14 digits, its first eight.
fn number(text: &str) -> Option<(Number, &str)> {
    let mut number = Number::default();
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let Some(digit) = digit(c) else { break };
        if number.length < 8 {
            number.value = number.value * 10 + u32::from(digit);
        }
        number.length += 1;
        end = at + c.len_utf8();
    }
    (matches!(number.length, 1 | 2 | 4 | 8 | 14) || text.get(end..)?.starts_with(':'))
        .then_some((number, text.get(end..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silent_words_are_sorted_keys() {
        assert!(SILENT.is_sorted());
        assert!(SILENT.iter().all(|word| key(word) == *word && month(word).is_none()));
    }
}
