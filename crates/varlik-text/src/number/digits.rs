//! Numbers in digits: any script's digits, any language's separators.
use unicode_normalization::UnicodeNormalization;

use crate::Lang;
use crate::tables::numbers::ZEROS;

/// A number as digits of ASCII, before and after the decimal point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    pub(super) whole: String,
    pub(super) fraction: String,
}

/// How a language parts digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Convention {
    /// `1,234.56`.
    Point,
    /// `1.234,56`.
    Comma,
    /// `1 234,56`: a point groups nothing.
    CommaSpace,
    /// Only what no convention reads otherwise.
    Unknown,
}

impl Convention {
    /// Source: CLDR 48, `numbers/symbols` (decimal, group) of the locale of each language.
    fn of(lang: Lang) -> Self {
        match lang {
            Lang::En
            | Lang::He
            | Lang::Hi
            | Lang::Bn
            | Lang::Ur
            | Lang::Th
            | Lang::Ja
            | Lang::Ko
            | Lang::Zh => Self::Point,
            Lang::Tr
            | Lang::Az
            | Lang::Ku
            | Lang::De
            | Lang::Es
            | Lang::It
            | Lang::Nl
            | Lang::Pt
            | Lang::Da
            | Lang::Hr
            | Lang::Sl
            | Lang::Sr
            | Lang::Mk
            | Lang::Ro
            | Lang::El
            | Lang::Is
            | Lang::Id
            | Lang::Vi => Self::Comma,
            Lang::Fr
            | Lang::Pl
            | Lang::Cs
            | Lang::Sk
            | Lang::Hu
            | Lang::Sv
            | Lang::No
            | Lang::Fi
            | Lang::Et
            | Lang::Lv
            | Lang::Lt
            | Lang::Sq
            | Lang::Ru
            | Lang::Uk
            | Lang::Bg
            | Lang::Be
            | Lang::Kk
            | Lang::Ky
            | Lang::Uz
            | Lang::Tt
            | Lang::Hy
            | Lang::Ka => Self::CommaSpace,
            _ => Self::Unknown,
        }
    }
}

/// The value of a decimal digit of any script.
pub(super) fn digit(c: char) -> Option<u8> {
    if c.is_ascii_digit() {
        return Some(c as u8 - b'0');
    }
    // Superscripts and circled numbers are no digits of a number.
    if !c.is_numeric() || c.is_alphabetic() || "²³¹".contains(c) {
        return None;
    }
    if let '\u{FF10}'..='\u{FF19}' = c {
        return Some((u32::from(c) - 0xFF10) as u8);
    }
    zero_of(c).map(|zero| (u32::from(c) - zero) as u8)
}

/// The zero of the run of ten that a digit belongs to.
fn zero_of(c: char) -> Option<u32> {
    let point = u32::from(c);
    let at = ZEROS.partition_point(|zero| *zero <= point);
    let zero = ZEROS.get(at.checked_sub(1)?)?;
    (point - zero < 10).then_some(*zero)
}

/// A sign between digits, in its plain form.
fn separator(c: char) -> Option<char> {
    match c {
        '.' | ',' | '\u{66B}' | '\u{66C}' => Some(c),
        '．' | '，' => std::iter::once(c).nfkc().next(),
        '\u{A0}' | '\u{202F}' | '\u{2009}' => Some(' '),
        _ => None,
    }
}

/// The bytes of the number in digits that `s` begins with: digits, and separators between them.
pub(super) fn length(s: &str) -> usize {
    let mut end = 0;
    for (at, c) in s.char_indices() {
        if digit(c).is_some() {
            end = at + c.len_utf8();
        } else if at != end || separator(c).is_none() || end == 0 {
            break;
        }
    }
    end
}

/// The digits of a text as ASCII; all else as it is.
pub(super) fn plain_digits(text: &str) -> String {
    text.chars().map(|c| digit(c).map_or(c, |value| char::from(b'0' + value))).collect()
}

/// Reads a number in digits; `None` when its separators could mean something else (a date, a list, a version).
pub(super) fn read(text: &str, lang: Lang) -> Option<Decimal> {
    let plain = plain_digits(text);
    let signs: Vec<char> = plain.chars().filter_map(separator).collect();
    let parts: Vec<&str> = plain.split(|c: char| !c.is_ascii_digit()).collect();
    let convention = Convention::of(lang);
    let number =
        |groups: &[&str], fraction: &str| Decimal { whole: groups.concat(), fraction: fraction.to_owned() };
    let (last, before) =
        signs.split_last().map_or((None, [].as_slice()), |(last, before)| (Some(*last), before));
    let (Some(last), Some((tail, head))) = (last, parts.split_last()) else {
        return Some(number(&parts, ""));
    };
    let decimal = is_decimal(last, before, head, tail, convention);
    let (groups, fraction, grouping) =
        if decimal { (head, *tail, before) } else { (parts.as_slice(), "", signs.as_slice()) };
    let mut kinds = grouping.iter();
    let uniform =
        kinds.next().is_none_or(|first| kinds.all(|sign| sign == first) && (!decimal || *first != last));
    let known = grouping.first().is_none_or(|sign| may_group(*sign, grouping.len(), decimal, convention));
    (uniform && known && are_groups(groups, convention)).then(|| number(groups, fraction))
}

/// Tells whether the last separator is the decimal one.
fn is_decimal(last: char, before: &[char], head: &[&str], tail: &str, convention: Convention) -> bool {
    match last {
        '\u{66B}' => return true,
        '\u{66C}' | ' ' => return false,
        _ => {}
    }
    if before.contains(&last) {
        return false;
    }
    if !before.is_empty() {
        // Two kinds of separators: the last one is decimal in every convention.
        return true;
    }
    let zero = head.first().is_some_and(|whole| whole.starts_with('0'));
    match convention {
        Convention::Point => last == '.',
        Convention::Comma | Convention::CommaSpace if last == ',' => true,
        // A point that cannot group is how programs and foreign texts write a decimal.
        _ => last == '.' && (zero || tail.len() != 3 || head.first().is_some_and(|whole| whole.len() > 3)),
    }
}

fn may_group(sign: char, count: usize, decimal: bool, convention: Convention) -> bool {
    match (sign, convention) {
        (' ' | '\u{66C}', _) | (',', Convention::Point) | ('.', Convention::Comma) => true,
        // Repeated, or before another separator, a sign can only group.
        _ => count > 1 || decimal,
    }
}

/// Groups of three, or of two and a last one of three as in India.
fn are_groups(groups: &[&str], convention: Convention) -> bool {
    let Some((first, rest)) = groups.split_first() else { return false };
    let Some((last, middle)) = rest.split_last() else { return true };
    if first.starts_with('0') || last.len() != 3 {
        return false;
    }
    let western = first.len() <= 3 && middle.iter().all(|group| group.len() == 3);
    let indian = first.len() <= 2 && !middle.is_empty() && middle.iter().all(|group| group.len() == 2);
    western || indian && convention == Convention::Point
}

impl Decimal {
    /// Writes the number so that reading it again in `lang` gives it back: three digits after a point would be a
    /// group in Turkish, and get a zero.
    pub(super) fn write(&self, lang: Lang, out: &mut String) {
        out.push_str(&self.whole);
        if self.fraction.is_empty() {
            return;
        }
        out.push('.');
        out.push_str(&self.fraction);
        let groups = matches!(Convention::of(lang), Convention::Comma);
        if groups && self.fraction.len() == 3 && self.whole.len() <= 3 && !self.whole.starts_with('0') {
            out.push('0');
        }
    }
}
