//! Numbers in one plain form.
use std::borrow::Cow;
use std::ops::Range;

use crate::Lang;
use crate::casing::lower;
use crate::edits::Record;
use crate::suffix::is_apostrophe;
use crate::tables::numbers::{NUMBER_WORDS, REGNAL_WORDS};

mod digits;
mod phrase;
mod roman;

use digits::Decimal;
use phrase::Phrase;

/// What a number word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    /// Nought.
    Zero,
    /// One to nine.
    Unit(u8),
    /// Ten to nineteen, where they are words of their own.
    Teen(u8),
    /// A multiple of ten.
    Ten(u8),
    /// A hundred.
    Hundred,
    /// A power of ten that counts what stands before it.
    Scale(u8),
    /// And a half (Turkish `buçuk`).
    Half,
}

/// A number word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NumberWord {
    pub(crate) item: Item,
    pub(crate) ordinal: bool,
    /// Whether it is a number only beside another number.
    pub(crate) phrase: bool,
}

/// Writes the numbers of `s` in one plain form: ASCII digits, a decimal point, no groups.
///
/// - Decimal digits of every script become ASCII.
/// - Separators follow the language: `1,234.56` in English and `1.234,56` in Turkish are `1234.56`. Two kinds of
///   separators, or one that repeats before groups of three, are read so in every language. What could mean
///   something else stays: `1,234` when the language is unknown, `12.05.2023`, `1,5` in English. A decimal with
///   three digits gets a zero in languages that group by a point (`1,234` -> `1.2340`).
/// - Number words of Turkish and English, apart or joined (`yirmidokuz`, `twenty-nine`), and scales after digits
///   (`1,5 milyon`). Words that are more often something else (`bir`, `yedi`, `yüz`, `one`) count beside another
///   number only, and only whole words count (not `Kırklareli`, `birlik`).
/// - Ordinals end in a point: `15'inci`, `birinci`, `21st`, `third`. Percentages end in the sign: `yüzde 50`, `%50`.
/// - Roman numerals in Turkish and English where they number something: with a point (`IV. Murat`, `XX. yüzyıl`),
///   after a name (`Elizabeth II`), or as the whole text (`XIV`). A single I, V or X only beside a ruler's name or a counted word (`V. Murad`,
///   not `V. Putin`).
///
/// Idempotent; borrowed when nothing changes.
///
/// # Example
///
/// ```
/// use varlik_text::{Lang, numbers};
///
/// assert_eq!(numbers("٢٠٢٣", Lang::Und), "2023");
/// assert_eq!(numbers("1,5 milyon kişi, yüzde 50", Lang::Tr), "1500000 kişi, 50%");
/// assert_eq!(numbers("iki bin yirmi üç yılı", Lang::Tr), "2023 yılı");
/// assert_eq!(numbers("IV. Murat, II. Dünya Savaşı", Lang::Tr), "4. Murat, 2. Dünya Savaşı");
/// assert_eq!(numbers("twenty-nine of $1,234.56", Lang::En), "29 of $1234.56");
/// assert_eq!(numbers("V. Putin, Işıl ve bir DVD", Lang::Tr), "V. Putin, Işıl ve bir DVD");
/// ```
#[must_use]
pub fn numbers(s: &str, lang: Lang) -> Cow<'_, str> {
    let mut out = String::new();
    if numbers_into(s, lang, &mut out, &mut ()) { Cow::Owned(out) } else { Cow::Borrowed(s) }
}

/// Appends `s` with plain numbers to `out`; tells whether anything changed.
pub(crate) fn numbers_into<R: Record>(s: &str, lang: Lang, out: &mut String, record: &mut R) -> bool {
    let base = out.len();
    let text = Text::new(s, lang);
    let (mut at, mut done) = (0, 0);
    let mut changed = false;
    while at < text.tokens.len() {
        let Some(found) = text.number(at) else {
            at += 1;
            continue;
        };
        at = found.next.max(at + 1);
        let source = s.get(found.span.clone()).unwrap_or_default();
        if source == found.plain {
            continue;
        }
        out.push_str(s.get(done..found.span.start).unwrap_or_default());
        let start = out.len() - base;
        out.push_str(&found.plain);
        record.edit(found.span.clone(), start..out.len() - base);
        done = found.span.end;
        changed = true;
    }
    out.push_str(s.get(done..).unwrap_or_default());
    changed
}

/// A run of digits with their separators, or of letters.
#[derive(Clone, Debug)]
struct Token {
    span: Range<usize>,
    digits: bool,
}

/// A number of the text and its plain form.
struct Found {
    span: Range<usize>,
    plain: String,
    /// The token to go on with.
    next: usize,
}

/// A text cut into tokens.
struct Text<'a> {
    s: &'a str,
    lang: Lang,
    tokens: Vec<Token>,
    words: &'static [(&'static str, NumberWord)],
}

impl<'a> Text<'a> {
    fn new(s: &'a str, lang: Lang) -> Self {
        let mut tokens = Vec::new();
        let mut at = 0;
        while let Some(c) = s.get(at..).and_then(|rest| rest.chars().next()) {
            let rest = s.get(at..).unwrap_or_default();
            let length = if digits::digit(c).is_some() {
                digits::length(rest)
            } else if c.is_alphabetic() {
                rest.find(|c: char| !is_letter(c)).unwrap_or(rest.len())
            } else {
                at += c.len_utf8();
                continue;
            };
            tokens.push(Token { span: at..at + length, digits: !c.is_alphabetic() });
            at += length;
        }
        let words =
            NUMBER_WORDS.iter().find(|(known, _)| *known == lang).map_or([].as_slice(), |(_, words)| words);
        Self { s, lang, tokens, words }
    }

    fn text(&self, at: usize) -> &'a str {
        self.tokens.get(at).and_then(|token| self.s.get(token.span.clone())).unwrap_or_default()
    }

    fn is_digits(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.digits)
    }

    fn is_word(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| !token.digits)
    }

    fn end(&self, at: usize) -> usize {
        self.tokens.get(at).map_or(self.s.len(), |token| token.span.end)
    }

    fn start(&self, at: usize) -> usize {
        self.tokens.get(at).map_or(self.s.len(), |token| token.span.start)
    }

    fn before(&self, at: usize) -> Option<char> {
        self.s.get(..self.start(at)).and_then(|text| text.chars().next_back())
    }

    fn after(&self, at: usize) -> Option<char> {
        self.s.get(self.end(at)..).and_then(|text| text.chars().next())
    }

    /// What stands between a token and the next.
    fn gap(&self, at: usize) -> &'a str {
        if at + 1 >= self.tokens.len() {
            return "\n";
        }
        self.s.get(self.end(at)..self.start(at + 1)).unwrap_or_default()
    }

    fn lower(&self, at: usize) -> Cow<'a, str> {
        lower(self.text(at), self.lang)
    }

    /// The number words that a token is made of.
    fn parts(&self, at: usize) -> Vec<NumberWord> {
        let mut found = Vec::new();
        if !self.words.is_empty()
            && self.is_word(at)
            && !phrase::parts(&self.lower(at), self.words, &mut found)
        {
            found.clear();
        }
        found
    }

    /// Tells whether letters and digits touch here.
    fn is_glued(&self, at: usize) -> bool {
        (at > 0 && self.gap(at - 1).is_empty()) || self.gap(at).is_empty()
    }

    fn number(&self, at: usize) -> Option<Found> {
        if self.percent_start(at).is_some() {
            return self.percent_sign(at).or_else(|| self.is_digits(at).then(|| self.plain(at)));
        }
        // What `yüzde` could not take is no number of it, and must not become one.
        let refused =
            at > 0 && self.is_percent_word(at - 1) && self.gap(at - 1).chars().all(char::is_whitespace);
        if self.is_digits(at) {
            let found = if refused { None } else { self.phrase(at) };
            return Some(
                found.unwrap_or_else(|| if refused { self.digits_only(at) } else { self.plain(at) }),
            );
        }
        if self.is_percent_word(at) {
            return self.percent_word(at);
        }
        if refused {
            return None;
        }
        self.phrase(at).or_else(|| self.roman(at))
    }

    /// A number in digits alone.
    fn plain(&self, at: usize) -> Found {
        if self.is_glued(at) && self.ordinal_end(at).is_none() {
            return self.digits_only(at);
        }
        match digits::read(self.text(at), self.lang) {
            Some(number) => self.finish(at, at, &number, false),
            None => self.digits_only(at),
        }
    }

    /// Digits whose separators stay.
    fn digits_only(&self, at: usize) -> Found {
        let span = self.start(at)..self.end(at);
        Found { span, plain: digits::plain_digits(self.text(at)), next: at + 1 }
    }

    /// Writes a number that reaches from one token to another, with its ending or sign.
    fn finish(&self, first: usize, last: usize, number: &Decimal, ordinal: bool) -> Found {
        let mut span = self.start(first)..self.end(last);
        let mut next = last + 1;
        let mut plain = String::new();
        number.write(self.lang, &mut plain);
        let takes_suffix = !ordinal && number.fraction.is_empty();
        let ordinal_end = Some(last).filter(|_| takes_suffix).and_then(|last| self.ordinal_end(last));
        if let Some(end) = ordinal_end {
            span.end = end;
            next = last + 2;
        }
        if ordinal || ordinal_end.is_some() {
            // One point ends both the number and the sentence.
            if !self.s.get(span.end..).is_some_and(|rest| rest.starts_with('.')) {
                plain.push('.');
            }
        } else if self.lang == Lang::En && self.gap(last) == " " {
            let words = 1 + usize::from(self.lower(last + 1) == "per" && self.gap(last + 1) == " ");
            let unit = self.lower(last + words);
            let apart = !self.gap(last + words).is_empty();
            if apart && ((words == 1 && unit == "percent") || (words == 2 && unit == "cent")) {
                plain.push('%');
                span.end = self.end(last + words);
                next = last + words + 1;
            }
        }
        Found { span, plain, next }
    }

    /// The end of an ordinal suffix behind digits: `15'inci`, `3üncü`, `21st`.
    fn ordinal_end(&self, at: usize) -> Option<usize> {
        let gap = self.gap(at);
        let mut marks = gap.chars();
        let apostrophe = marks.next().is_some_and(is_apostrophe) && marks.next().is_none();
        if !self.is_word(at + 1) || self.gap(at + 1).is_empty() {
            return None;
        }
        let suffix = self.lower(at + 1);
        let turkish = || suffix.strip_prefix(['i', 'ı', 'u', 'ü']).unwrap_or(&suffix).strip_prefix("nc");
        let fits = match self.lang {
            Lang::Tr => {
                (gap.is_empty() || apostrophe)
                    && turkish().is_some_and(|rest| ["i", "ı", "u", "ü"].contains(&rest))
            }
            Lang::En => gap.is_empty() && ["st", "nd", "rd", "th"].contains(&&*suffix),
            _ => false,
        };
        fits.then(|| self.end(at + 1))
    }

    /// Where the sign of a percentage before a number stands: `%50`, and in Turkish `% 50` too, unless another number
    /// is before it (`50 % 20`).
    fn percent_start(&self, at: usize) -> Option<usize> {
        let before = self.s.get(..self.start(at))?;
        if let Some(before) = before.strip_suffix('%') {
            return Some(before.len());
        }
        let before = before.strip_suffix([' ', '\u{A0}'])?.strip_suffix('%')?;
        let apart = before.is_empty() || before.ends_with(char::is_whitespace);
        let counted =
            before.trim_end().ends_with(|c: char| c.is_alphanumeric() && digits::digit(c).is_some());
        (self.lang == Lang::Tr && self.is_digits(at) && apart && !counted).then_some(before.len())
    }

    /// `%50`.
    fn percent_sign(&self, at: usize) -> Option<Found> {
        let before = self.s.get(..self.percent_start(at)?)?;
        let inside =
            self.is_glued(at) || before.ends_with(|c: char| c.is_alphanumeric() || ".,%".contains(c));
        if self.lang != Lang::Tr || inside || !self.is_digits(at) || self.after(at) == Some('%') {
            return None;
        }
        self.percentage(before.len(), at, at, &digits::read(self.text(at), self.lang)?)
    }

    fn percentage(&self, start: usize, first: usize, last: usize, number: &Decimal) -> Option<Found> {
        if self.joins(first, last) {
            return None;
        }
        let mut plain = String::new();
        number.write(self.lang, &mut plain);
        plain.push('%');
        Some(Found { span: start..self.end(last), plain, next: last + 1 })
    }

    /// Tells whether a space or sign that groups digits stands between these tokens and another number: once both were
    /// digits, they would be one number.
    fn joins(&self, first: usize, last: usize) -> bool {
        let counts = |at: usize| self.is_digits(at) || self.is_percent_word(at) || !self.parts(at).is_empty();
        let joins = |at: usize| {
            matches!(
                self.gap(at),
                "\u{A0}" | "\u{202F}" | "\u{2009}" | "." | "," | "\u{66B}" | "\u{66C}" | "．" | "，"
            ) && counts(at)
                && counts(at + 1)
        };
        joins(last) || first.checked_sub(1).is_some_and(joins)
    }

    fn is_percent_word(&self, at: usize) -> bool {
        self.lang == Lang::Tr && self.is_word(at) && self.lower(at) == "yüzde"
    }

    /// `yüzde elli`.
    fn percent_word(&self, at: usize) -> Option<Found> {
        if self.is_glued(at) || !self.gap(at).chars().all(char::is_whitespace) || self.gap(at).len() > 2 {
            return None;
        }
        let (last, number) = match self.longest(at + 1, |phrase| phrase.items > 0 && !phrase.ordinal) {
            Some((last, phrase)) => (last, phrase.value()),
            None if self.is_digits(at + 1) && !self.is_glued(at + 1) => {
                (at + 1, digits::read(self.text(at + 1), self.lang)?)
            }
            None => return None,
        };
        if self.after(last) == Some('%') || self.attaches(last) || self.ordinal_end(last).is_some() {
            // No part of it may become a number either: the next look would take that one.
            let span = self.start(at)..self.end(last);
            let plain = self.s.get(span.clone()).unwrap_or_default().to_owned();
            return Some(Found { span, plain, next: last + 1 });
        }
        self.percentage(self.start(at), at, last, &number)
    }

    /// A number in words, or in digits and words.
    fn phrase(&self, at: usize) -> Option<Found> {
        let (last, phrase) = self.longest(at, Phrase::is_number)?;
        if last == at && (self.is_digits(at) || self.is_other_word(at, phrase.ordinal)) {
            return None;
        }
        // `on-line`: a Turkish number word is not joined to a word by a hyphen.
        let compound = self.lang == Lang::Tr
            && self.gap(last) == "-"
            && self.is_word(last)
            && self.is_word(last + 1)
            && self.parts(last + 1).is_empty();
        if compound || self.joins(at, last) {
            return None;
        }
        Some(self.finish(at, last, &phrase.value(), phrase.ordinal))
    }

    /// Tells whether a single number word is part of a fraction (`üçte iki`, `one third`) or a time (`a second`).
    fn is_other_word(&self, at: usize, ordinal: bool) -> bool {
        let Some(previous) = at.checked_sub(1).filter(|previous| self.gap(*previous) == " ") else {
            return false;
        };
        let word = self.lower(previous);
        if self.lang == Lang::En {
            let counted =
                self.is_digits(previous) || self.parts(previous).last().is_some_and(|word| !word.ordinal);
            let part = matches!(&*word, "a" | "an" | "per" | "every" | "each" | "split");
            return ordinal && (counted || part);
        }
        let stem = ["de", "da", "te", "ta"].iter().find_map(|ending| word.strip_suffix(ending));
        stem.is_some_and(|stem| phrase::parts(stem, self.words, &mut Vec::new()))
    }

    /// The longest run of tokens from `first` on that makes a number of the wanted kind.
    fn longest(&self, first: usize, wanted: impl Fn(&Phrase) -> bool) -> Option<(usize, Phrase)> {
        if self.words.is_empty() {
            return None;
        }
        let mut phrase = Phrase::new(self.lang);
        let mut best = None;
        let mut at = first;
        while at < self.tokens.len() && !self.is_glued_in_phrase(at) {
            let taken = if self.is_digits(at) {
                self.take_digits(at, &mut phrase)
            } else {
                self.take_word(at, &mut phrase)
            };
            if !taken {
                break;
            }
            if wanted(&phrase) && (phrase.ordinal || !self.attaches(at)) {
                best = Some((at, phrase.clone()));
            }
            let gap = self.gap(at);
            let joined = match gap {
                " " => true,
                "\u{A0}" => self.is_digits(at),
                "-" => phrase.takes_hyphen(),
                _ => false,
            };
            if !joined {
                break;
            }
            at += 1;
            if phrase.takes_and() && self.lower(at) == "and" && self.gap(at) == " " {
                at += 1;
            }
        }
        best
    }

    /// Letters and digits that touch are no number, except for an ordinal suffix.
    fn is_glued_in_phrase(&self, at: usize) -> bool {
        let before = at > 0 && self.gap(at - 1).is_empty();
        before || (self.gap(at).is_empty() && self.ordinal_end(at).is_none())
    }

    fn take_digits(&self, at: usize, phrase: &mut Phrase) -> bool {
        let sign = |c: Option<char>| c.is_some_and(|c| matches!(c, '%' | '/' | ':' | '-'));
        if sign(self.before(at)) || (self.after(at) == Some('%')) {
            return false;
        }
        let scaled = self.attaches(at);
        if phrase.items > 0 && !scaled && sign(self.after(at)) {
            return false;
        }
        digits::read(self.text(at), self.lang).is_some_and(|number| phrase.digits(&number, scaled))
    }

    fn take_word(&self, at: usize, phrase: &mut Phrase) -> bool {
        let parts = self.parts(at);
        let mut longer = phrase.clone();
        if parts.is_empty() || !parts.into_iter().all(|word| longer.word(word)) {
            return false;
        }
        *phrase = longer;
        true
    }

    /// Tells whether the word after a token would count what stands before it: `bin`, `milyon`, `buçuk`.
    fn attaches(&self, at: usize) -> bool {
        matches!(self.gap(at), " " | "\u{A0}")
            && self.parts(at + 1).first().is_some_and(|word| matches!(word.item, Item::Scale(_) | Item::Half))
    }

    /// A Roman numeral that numbers something.
    fn roman(&self, at: usize) -> Option<Found> {
        let written = self.text(at);
        let text = &*roman::letters(written);
        let value = roman::value(text)?;
        if !matches!(self.lang, Lang::Tr | Lang::En) || self.is_glued(at) || self.attaches(at) {
            return None;
        }
        if self
            .before(at)
            .is_some_and(|c| !c.is_whitespace() && !matches!(c, '(' | '[' | '"' | '“' | '‘' | '«' | '\''))
        {
            return None;
        }
        let previous = at.checked_sub(1).filter(|previous| self.gap(*previous) == " ");
        let number = Decimal { whole: value.to_string(), fraction: String::new() };
        let single = matches!(text, "I" | "V" | "X");
        // Characters that are numerals and nothing else need no context.
        let sign = text != written;
        let plain = sign || roman::is_plain(text);
        if let Some(end) = self.ordinal_end(at).filter(|_| plain || single) {
            let mut found = self.finish(at, at, &number, true);
            found.span.end = end;
            found.next = at + 2;
            return Some(found);
        }
        let rest = self.s.get(self.end(at)..).unwrap_or_default();
        let numbers = if let Some(rest) = rest.strip_prefix('.') {
            let spaced = rest.is_empty() || rest.starts_with(char::is_whitespace);
            let next = self.is_word(at + 1).then(|| self.text(at + 1)).filter(|_| self.gap(at) == ". ");
            let small =
                self.lang == Lang::Tr && next.is_some_and(|word| word.starts_with(char::is_lowercase));
            spaced && (plain || (single && (small || next.is_some_and(is_regnal))))
        } else {
            let name =
                previous.filter(|previous| self.is_word(*previous)).map(|previous| self.text(previous));
            let named = name.is_some_and(|name| {
                name.starts_with(char::is_uppercase) && name.chars().any(char::is_lowercase)
            });
            !rest.starts_with('-') && ((plain && named) || (single && name.is_some_and(is_regnal)))
        };
        // A text that is nothing but a numeral, such as the cell of a column.
        let alone = plain && self.s.trim() == written;
        (numbers || sign || alone).then(|| self.finish(at, at, &number, false))
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36F}')
}

fn is_regnal(word: &str) -> bool {
    REGNAL_WORDS.binary_search(&word).is_ok()
}
