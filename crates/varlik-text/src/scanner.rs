//! The scanner that cuts a text into tokens.
#![allow(
    clippy::indexing_slicing,
    reason = "hot kernel: every index is a position the scanner has compared with the length of the text, \
              and every slice runs between positions that a character started or ended at"
)]

use crate::Lang;
use crate::suffix::{Joint, joint};
use crate::tables::classes::{
    AMPERSAND, APOSTROPHE, AT, CLOSE, COLON, COMMA, DIGIT, HASH, HIGH_SIGNS, HYPHEN, LETTER, LOW, LOWER,
    MARK, NEWLINE, OPEN, OTHER, PERIOD, QUOTE, SLASH, SPACE, TERMINAL, UPPER,
};
use crate::tables::words::DOMAINS;
use crate::{CaseShape, Token, TokenKind};

/// Labels of a host name looked at.
const HOST_LABELS: usize = 8;

/// An apostrophe after more bytes than this joins nothing, so that no text takes quadratic time.
const LONGEST_NAME: usize = 256;

pub(crate) struct Scanner<'t, 'o> {
    text: &'t str,
    bytes: &'t [u8],
    lang: Lang,
    out: &'o mut Vec<Token>,
    at: usize,
    glued: bool,
    line_start: bool,
    /// A single quotation mark is open on this line.
    quoted: bool,
}

/// The cased letters met in a word.
#[derive(Clone, Copy, Default)]
struct Cased {
    upper: u32,
    lower: u32,
    first_upper: bool,
}

impl Cased {
    fn see(&mut self, class: u8) {
        if class == UPPER {
            self.first_upper |= self.upper == 0 && self.lower == 0;
            self.upper += 1;
        } else if class == LOWER {
            self.lower += 1;
        }
    }

    fn shape(self) -> CaseShape {
        match (self.upper, self.lower) {
            (0, 0) => CaseShape::None,
            (0, _) => CaseShape::Lower,
            (_, 0) => CaseShape::Upper,
            (1, _) if self.first_upper => CaseShape::Capital,
            _ => CaseShape::Mixed,
        }
    }
}

fn is_letter(class: u8) -> bool {
    matches!(class, LOWER | UPPER | LETTER)
}

fn is_word(class: u8) -> bool {
    matches!(class, LOWER | UPPER | LETTER | MARK | DIGIT)
}

fn class_of(c: char) -> u8 {
    match u32::from(c) {
        low @ 0..0x800 => LOW[low as usize],
        _ => high_class(c),
    }
}

#[cold]
fn high_class(c: char) -> u8 {
    match u32::from(c) {
        // Han, Kana and Hangul, Arabic forms: letters without case, and frequent enough to go first.
        0x3041..=0x3096 | 0x30A1..=0x30FA | 0x3400..=0x9FFF | 0xAC00..=0xD7A3 => return LETTER,
        // Invisible format characters do not part words.
        0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2069 | 0xFE00..=0xFE0F | 0xFEFF => return MARK,
        _ => {}
    }
    if let Ok(found) = HIGH_SIGNS.binary_search_by_key(&c, |(sign, _)| *sign) {
        return HIGH_SIGNS[found].1;
    }
    match c {
        _ if unicode_normalization::char::is_combining_mark(c) => MARK,
        _ if c.is_lowercase() => LOWER,
        _ if c.is_uppercase() => UPPER,
        _ if c.is_alphabetic() => LETTER,
        _ if c.is_numeric() => DIGIT,
        _ => OTHER,
    }
}

impl<'t, 'o> Scanner<'t, 'o> {
    pub(crate) fn new(text: &'t str, lang: Lang, out: &'o mut Vec<Token>) -> Self {
        Self { text, bytes: text.as_bytes(), lang, out, at: 0, glued: false, line_start: true, quoted: false }
    }

    /// The class of the character at `at` and its length in bytes; `OTHER` and 0 at the end.
    #[inline]
    fn class(&self, at: usize) -> (u8, usize) {
        let Some(byte) = self.bytes.get(at).copied() else { return (OTHER, 0) };
        if byte < 0x80 {
            return (LOW[usize::from(byte)], 1);
        }
        if byte < 0xE0 {
            let second = self.bytes.get(at + 1).copied().unwrap_or(0x80);
            return (LOW[(usize::from(byte & 0x1F) << 6) | usize::from(second & 0x3F)], 2);
        }
        let c = self.text[at..].chars().next().unwrap_or(' ');
        (high_class(c), c.len_utf8())
    }

    fn push(&mut self, start: usize, end: usize, kind: TokenKind, case: CaseShape) {
        self.out.push(Token {
            start: start as u32,
            end: end as u32,
            kind,
            case,
            glued: self.glued,
            line_start: self.line_start,
        });
        self.at = end;
        self.glued = true;
        self.line_start = false;
    }

    pub(crate) fn run(mut self) {
        loop {
            let (class, size) = self.class(self.at);
            if size == 0 {
                return;
            }
            let kind = match class {
                SPACE => {
                    self.at += size;
                    self.glued = false;
                    continue;
                }
                NEWLINE => {
                    self.at += size;
                    self.glued = false;
                    self.line_start = true;
                    self.quoted = false;
                    continue;
                }
                LOWER | UPPER | LETTER => {
                    self.word();
                    continue;
                }
                DIGIT => {
                    self.number();
                    continue;
                }
                MARK => {
                    self.at += size;
                    continue;
                }
                APOSTROPHE => {
                    self.lone_apostrophe(size);
                    continue;
                }
                AT | HASH => {
                    self.handle(class, size);
                    continue;
                }
                PERIOD if self.class(self.at + size).0 == PERIOD => TokenKind::Terminal,
                PERIOD => TokenKind::Period,
                QUOTE => TokenKind::Quote,
                HYPHEN => TokenKind::Hyphen,
                TERMINAL => TokenKind::Terminal,
                COMMA => TokenKind::Comma,
                COLON => TokenKind::Colon,
                OPEN => TokenKind::Open,
                CLOSE => TokenKind::Close,
                SLASH => TokenKind::Slash,
                AMPERSAND => TokenKind::Ampersand,
                _ => TokenKind::Other,
            };
            let mut end = self.at + size;
            if matches!(kind, TokenKind::Hyphen | TokenKind::Terminal) {
                loop {
                    let (next, more) = self.class(end);
                    let same =
                        next == class || (kind == TokenKind::Terminal && matches!(next, PERIOD | TERMINAL));
                    if !same || more == 0 {
                        break;
                    }
                    end += more;
                }
            }
            self.push(self.at, end, kind, CaseShape::None);
        }
    }

    /// A word that starts with a letter.
    fn word(&mut self) {
        let start = self.at;
        if matches!(self.bytes[start], b'h' | b'H' | b'w' | b'W') && self.address(start) {
            return;
        }
        self.rest_of_word(start, start, Cased::default());
    }

    /// Scans a word from `at` on, where `start..at` is already part of it.
    fn rest_of_word(&mut self, start: usize, mut at: usize, mut cased: Cased) {
        let mut dotted = false;
        let mut segment = start;
        loop {
            let (class, size) = self.class(at);
            if is_word(class) && size != 0 {
                cased.see(class);
                at += size;
                continue;
            }
            match class {
                PERIOD if size != 0 => match self.after_dot(segment, at, dotted) {
                    Dot::Joins => {
                        dotted = true;
                        at += size;
                        segment = at;
                    }
                    Dot::Closes => {
                        at += size;
                        if self.class(at).0 == APOSTROPHE && self.apostrophe(start, at, cased).is_some() {
                            return;
                        }
                        break;
                    }
                    Dot::Host(end) => {
                        for class in self.text[at..end].chars().map(class_of) {
                            cased.see(class);
                        }
                        if self.bytes.get(end) == Some(&b'/')
                            && self.bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric)
                        {
                            let end = self.address_end(end);
                            self.push(start, end, TokenKind::Url, CaseShape::None);
                            return;
                        }
                        at = end;
                        dotted = true;
                        segment = end;
                    }
                    Dot::Parts => break,
                },
                APOSTROPHE if size != 0 => match self.apostrophe(start, at, cased) {
                    None => {
                        at += size;
                        segment = at;
                    }
                    Some(()) => return,
                },
                AT if size != 0 && self.is_mail(at + size) => {
                    let end = self.address_end(at);
                    self.push(start, end, TokenKind::Url, CaseShape::None);
                    return;
                }
                _ => break,
            }
        }
        let shape = cased.shape();
        let kind = if self.after_quote(start, at, shape) { TokenKind::Suffix } else { TokenKind::Word };
        self.push(start, at, kind, shape);
    }

    /// A Turkish ending written right after a closing quotation mark: “Barış Pınarı”nın.
    fn after_quote(&self, start: usize, end: usize, shape: CaseShape) -> bool {
        if shape != CaseShape::Lower || !self.glued || !matches!(self.lang, Lang::Tr | Lang::Az) {
            return false;
        }
        let [.., inner, quote] = &self.out[..] else { return false };
        quote.kind == TokenKind::Quote
            && quote.glued
            && quote.end as usize == start
            && matches!(inner.kind, TokenKind::Word | TokenKind::Number)
            && joint("A1", &self.text[start..end], None, self.lang) == Joint::Suffix
    }

    /// Judges the full stop at `at`, after the letters from `segment` on.
    fn after_dot(&self, segment: usize, at: usize, dotted: bool) -> Dot {
        let (class, size) = self.class(segment);
        let initial = is_letter(class) && segment + size == at;
        let next = at + 1;
        let (following, _) = self.class(next);
        if !is_letter(following) {
            let capital = class == UPPER && !is_word(following);
            return if initial && (dotted || capital) { Dot::Closes } else { Dot::Parts };
        }
        let end = self.letters_end(next);
        let single = next + self.class(next).1 == end;
        if single && (initial || (following == UPPER && self.class(end).0 == PERIOD)) {
            return Dot::Joins;
        }
        if let Some(end) = self.host_end(next) {
            return Dot::Host(end);
        }
        if initial && class == UPPER { Dot::Closes } else { Dot::Parts }
    }

    fn letters_end(&self, mut at: usize) -> usize {
        loop {
            let (class, size) = self.class(at);
            if size == 0 || !is_word(class) {
                return at;
            }
            at += size;
        }
    }

    /// The end of the labels from `at` on, when the last of them is one that host names end in.
    fn host_end(&self, mut at: usize) -> Option<usize> {
        for _ in 0..HOST_LABELS {
            let end = self.letters_end(at);
            let label = &self.bytes[at..end];
            if self.bytes.get(end) == Some(&b'.') && is_letter(self.class(end + 1).0) {
                at = end + 1;
                if label.is_ascii() {
                    continue;
                }
                return None;
            }
            let mut lower = [0_u8; 4];
            let lower = lower.get_mut(..label.len())?;
            lower.copy_from_slice(label);
            lower.make_ascii_lowercase();
            let known = DOMAINS.binary_search_by(|known| known.as_bytes().cmp(lower)).is_ok();
            return known.then_some(end);
        }
        None
    }

    /// Judges the apostrophe at `at` after the word that began at `start`.
    ///
    /// Pushes the word, with its suffix if there is one, and gives `Some`; gives `None` when the apostrophe
    /// and what follows belong to the word.
    fn apostrophe(&mut self, start: usize, at: usize, cased: Cased) -> Option<()> {
        let size = self.class(at).1;
        let from = at + size;
        let stem = &self.text[start..at];
        let mut end = from;
        let mut tail_cased = Cased::default();
        loop {
            let (class, size) = self.class(end);
            if size == 0 || !is_word(class) {
                break;
            }
            tail_cased.see(class);
            end += size;
        }
        let kind = self.stem_kind(start, at);
        if end == from {
            let plural = stem.ends_with(['s', 'S']) && !self.quoted && !self.text[at..].starts_with('‘');
            self.push(start, at, kind, cased.shape());
            if plural && kind == TokenKind::Word {
                self.push(at, from, TokenKind::Suffix, CaseShape::None);
            }
            return Some(());
        }
        let mut behind = self.text[end..].chars();
        let after = behind.next().map(|c| (c, behind.as_str()));
        match joint(stem, &self.text[from..end], after, self.lang) {
            Joint::Suffix => {
                self.push(start, at, kind, cased.shape());
                self.push(at, end, TokenKind::Suffix, tail_cased.shape());
                Some(())
            }
            Joint::Contraction => {
                self.push(start, end, TokenKind::Word, CaseShape::Lower);
                Some(())
            }
            Joint::Inside if kind == TokenKind::Number => {
                self.push(start, at, kind, CaseShape::None);
                Some(())
            }
            Joint::Inside if at - start > LONGEST_NAME => {
                self.push(start, at, kind, cased.shape());
                Some(())
            }
            Joint::Inside => None,
        }
    }

    fn stem_kind(&self, start: usize, end: usize) -> TokenKind {
        if self.bytes[start..end].iter().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b',')) {
            TokenKind::Number
        } else {
            TokenKind::Word
        }
    }

    /// A token that starts with a digit: a number, or a word such as `2nd` and `5G`.
    fn number(&mut self) {
        let start = self.at;
        let mut at = start;
        loop {
            let (class, size) = self.class(at);
            if class == DIGIT && size != 0 {
                at += size;
            } else if matches!(self.bytes.get(at), Some(b'.' | b',')) && self.class(at + 1).0 == DIGIT {
                at += 1;
            } else {
                break;
            }
        }
        match self.class(at).0 {
            LOWER | UPPER | LETTER => self.rest_of_word(start, at, Cased::default()),
            APOSTROPHE if self.apostrophe(start, at, Cased::default()).is_some() => {}
            _ => self.push(start, at, TokenKind::Number, CaseShape::None),
        }
    }

    /// An apostrophe that no word comes right before, or that a word does not own.
    fn lone_apostrophe(&mut self, size: usize) {
        let start = self.at;
        if let Some(end) = self.detached_suffix(start, size) {
            self.push(start, end, TokenKind::Suffix, CaseShape::Lower);
            return;
        }
        let mut end = start + size;
        let (mut next, mut next_size) = self.class(end);
        if next == APOSTROPHE && next_size != 0 {
            end += next_size;
            (next, next_size) = self.class(end);
        }
        let before = self.out.last().map(|token| token.kind);
        let opens = !self.glued
            || matches!(
                before,
                Some(
                    TokenKind::Open
                        | TokenKind::Quote
                        | TokenKind::Hyphen
                        | TokenKind::Slash
                        | TokenKind::Colon
                )
            );
        let kind = if self.quoted && !(opens && !self.glued && is_word(next)) {
            self.quoted = false;
            TokenKind::Quote
        } else if opens && next_size != 0 && next != SPACE && next != NEWLINE {
            if next == DIGIT {
                TokenKind::Apostrophe
            } else {
                self.quoted = true;
                TokenKind::Quote
            }
        } else if self.glued && before == Some(TokenKind::Number) {
            TokenKind::Apostrophe
        } else if self.glued {
            TokenKind::Quote
        } else {
            TokenKind::Apostrophe
        };
        self.push(start, end, kind, CaseShape::None);
    }

    /// The end of a suffix whose apostrophe no word comes right before: after a sign (`"Ayla"'nın`), or apart
    /// as corpora print it (`Palin 's`, `Chargers ' season`).
    fn detached_suffix(&self, start: usize, size: usize) -> Option<usize> {
        let before = self.out.last()?;
        let from = start + size;
        let end = self.letters_end(from);
        let tail = &self.text[from..end];
        if self.glued {
            let sign = matches!(
                before.kind,
                TokenKind::Quote
                    | TokenKind::Close
                    | TokenKind::Period
                    | TokenKind::Terminal
                    | TokenKind::Other
            );
            let long = matches!(self.lang, Lang::Tr | Lang::Az) || tail == "s" || tail.len() > 1;
            let fits = sign && long && end > from && joint("A1", tail, None, self.lang) == Joint::Suffix;
            return fits.then_some(end);
        }
        if self.line_start || !matches!(before.kind, TokenKind::Word | TokenKind::Number) {
            return None;
        }
        let (next, next_size) = self.class(end);
        let apart = next_size == 0 || next == SPACE || next == NEWLINE;
        let clitic = matches!(tail, "s" | "re" | "ve" | "ll" | "d" | "m");
        let plural = tail.is_empty() && !self.quoted && self.bytes[before.end as usize - 1] == b's';
        (apart && (clitic || plural)).then_some(end)
    }

    /// `@handle` and `#tag`; a lone sign otherwise.
    fn handle(&mut self, class: u8, size: usize) {
        let start = self.at;
        let from = start + size;
        let mut end = from;
        let mut letters = false;
        loop {
            let (class, size) = self.class(end);
            if size == 0 || !(is_word(class) || self.bytes[end] == b'_') {
                break;
            }
            letters |= class != DIGIT;
            end += size;
        }
        if end == from || !letters {
            let kind = if class == AT { TokenKind::At } else { TokenKind::Hash };
            self.push(start, from, kind, CaseShape::None);
            return;
        }
        self.push(start, end, TokenKind::Url, CaseShape::None);
        self.suffix_of_address(end);
    }

    /// `#Ankara'da`: the ending after a handle or tag.
    fn suffix_of_address(&mut self, at: usize) {
        let (class, size) = self.class(at);
        if class != APOSTROPHE || size == 0 {
            return;
        }
        let end = self.letters_end(at + size);
        if end > at + size && joint("A1", &self.text[at + size..end], None, self.lang) == Joint::Suffix {
            self.push(at, end, TokenKind::Suffix, CaseShape::Lower);
        }
    }

    /// Takes a web address at `start`, if there is one.
    fn address(&mut self, start: usize) -> bool {
        let begins = |prefix: &str| {
            self.bytes
                .get(start..start + prefix.len())
                .is_some_and(|bytes| bytes.eq_ignore_ascii_case(prefix.as_bytes()))
        };
        if !(begins("http://") || begins("https://") || begins("www.")) {
            return false;
        }
        let end = self.address_end(start);
        self.push(start, end, TokenKind::Url, CaseShape::None);
        true
    }

    /// The end of an address that holds `at`: before white space, a quotation mark or a bracket, and before
    /// the signs that close a sentence.
    fn address_end(&self, at: usize) -> usize {
        let mut end = at;
        loop {
            let (class, size) = self.class(end);
            let ascii = self.bytes.get(end).copied().unwrap_or(b' ');
            let stops = size == 0
                || matches!(class, SPACE | NEWLINE | QUOTE | OPEN | CLOSE | APOSTROPHE)
                || matches!(ascii, b'<' | b'>' | b'|');
            if stops {
                break;
            }
            end += size;
        }
        while end > at + 1 && matches!(self.bytes[end - 1], b'.' | b',' | b';' | b':' | b'!' | b'?' | b'/') {
            if self.bytes[end - 1] == b'/' {
                break;
            }
            end -= 1;
        }
        end
    }

    /// Tells whether a mail host starts at `at`.
    fn is_mail(&self, at: usize) -> bool {
        let mut end = at;
        while self.bytes.get(end).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'-') {
            end += 1;
        }
        end > at
            && self.bytes.get(end) == Some(&b'.')
            && self.bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric)
    }
}

/// What a full stop after letters is.
enum Dot {
    /// It joins what follows to the word (U.S, Ph.D).
    Joins,
    /// It is the last of an abbreviation and belongs to it.
    Closes,
    /// A host name runs to here (Caliber.Az).
    Host(usize),
    /// It is a token of its own.
    Parts,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suffix::is_apostrophe;

    #[test]
    fn the_listed_apostrophes_are_those_of_the_class_table() {
        for c in ('\0'..'\u{FFFF}').filter(|c| is_apostrophe(*c)) {
            let text = c.to_string();
            let mut out = Vec::new();
            let scanner = Scanner::new(&text, Lang::Und, &mut out);
            assert_eq!(scanner.class(0).0, APOSTROPHE, "{c:?}");
        }
    }
}
