//! Character references of HTML.
use std::borrow::Cow;

use crate::edits::{Record, Writer};
use crate::tables::entities::{NAMES, OPEN_NAMES, ROWS, TEXTS};

/// Replaces the character references of HTML by the characters they stand for.
///
/// All 2,125 names of the standard are known, and a name in capitals stands for the capital (`&UUML;`), since
/// whoever wrote a headline in capitals wrote them too. Numbers from 128 to 159 mean windows-1252, as in
/// browsers. A reference escaped once more (`&amp;uuml;`, `&amp;amp;`) is read to its end. Without a semicolon
/// a name is read only where the standard allows it and no query of an address can be meant: an accented
/// letter anywhere (`T&uumlrkiye`), another sign only at the end of a word and not before `=`. The halves of a
/// UTF-16 pair, each written as a number (`&#55357;&#56832;`), are one character; a number that stands for none
/// (`&#0;`, `&#xD800;`, `&#x110000;`) is U+FFFD, as in browsers. An unknown name (`&nosuch;`) stays as text. `&lt;` becomes `<`: the result is text,
/// not HTML. Borrowed when nothing changes.
///
/// # Example
///
/// ```
/// use varlik_text::unescape;
///
/// assert_eq!(unescape("&Idot;zmir&#39;de T&UUML;RK&nbsp;HALKI"), "İzmir'de TÜRK\u{A0}HALKI");
/// assert_eq!(unescape("AT&amp;amp;T &amp;ldquo;Erdo&amp;#287;an&amp;rdquo;"), "AT&T “Erdoğan”");
/// assert_eq!(unescape("R&D, AT&T, ?a=1&copy=2"), "R&D, AT&T, ?a=1&copy=2");
/// ```
#[must_use]
pub fn unescape(s: &str) -> Cow<'_, str> {
    let mut out = String::new();
    if unescape_change(s, &mut out, &mut ()) { Cow::Owned(out) } else { Cow::Borrowed(s) }
}

/// Appends `s` without its character references to `out`; appends nothing and gives `false` when there is none.
pub(crate) fn unescape_change<R: Record>(s: &str, out: &mut String, record: &mut R) -> bool {
    let mut writer = Writer::new(s, out, record);
    let (mut changed, mut done) = (false, 0);
    let mut meant = String::new();
    for at in memchr::memchr_iter(b'&', s.as_bytes()) {
        if at < done {
            continue;
        }
        meant.clear();
        let Some(length) = s.get(at..).and_then(|text| reference(text, &mut meant)) else { continue };
        done = at + length;
        writer.replace(at..done, &meant);
        changed = true;
    }
    if changed {
        writer.finish();
    }
    changed
}

/// Reads a character reference at the start of `text`: appends what it means and gives its length.
pub(crate) fn reference(text: &str, meant: &mut String) -> Option<usize> {
    let body = text.strip_prefix('&')?;
    let mut length = 0;
    // The text of a reference that stands for `&` may be the body of another: `&amp;uuml;`.
    while let Some((inner, found)) = body.get(length..).and_then(closed) {
        length += inner;
        if !matches!(found, Meant::Text("&") | Meant::Char('&')) {
            found.append_to(meant);
            return Some(1 + length);
        }
    }
    if length > 0 {
        meant.push('&');
        return Some(1 + length);
    }
    let (length, found) = open(body)?;
    found.append_to(meant);
    Some(1 + length)
}

/// What a reference stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meant {
    Text(&'static str),
    /// The capitals of it.
    Capitals(&'static str),
    Char(char),
}

impl Meant {
    fn append_to(self, out: &mut String) {
        match self {
            Self::Text(text) => out.push_str(text),
            Self::Capitals(text) => out.extend(text.chars().flat_map(char::to_uppercase)),
            Self::Char(c) => out.push(c),
        }
    }
}

/// The longest name has 31 letters; more digits than this stand for no character, whatever their zeros.
const LONGEST: usize = 32;

/// Reads the rest of a reference with a semicolon.
fn closed(body: &str) -> Option<(usize, Meant)> {
    let (number, digits) = match body.strip_prefix('#') {
        Some(digits) => (true, digits),
        None => (false, body),
    };
    let size = run(digits);
    let name = digits.get(..size)?;
    if digits.as_bytes().get(size) != Some(&b';') {
        return None;
    }
    let length = usize::from(number) + size + 1;
    if !number {
        return Some((length, named(name)?));
    }
    let found = point(name)?;
    let second =
        (0xD800..0xDC00).contains(&found).then(|| body.get(length..).and_then(second_half)).flatten();
    if let Some((more, low)) = second {
        let c = char::from_u32(0x10000 + ((found - 0xD800) << 10) + (low - 0xDC00))?;
        return Some((length + more, Meant::Char(c)));
    }
    Some((length, Meant::Char(numbered(found)?)))
}

/// Reads the rest of a reference without a semicolon.
fn open(body: &str) -> Option<(usize, Meant)> {
    if let Some(digits) = body.strip_prefix('#') {
        let size = run(digits);
        let decimal = digits.bytes().take(size).take_while(u8::is_ascii_digit).count();
        // A letter behind hexadecimal digits might have been meant as one.
        let size = if digits.starts_with(['x', 'X']) { size } else { decimal };
        return Some((1 + size, Meant::Char(numbered(point(digits.get(..size)?)?)?)));
    }
    let word = run(body);
    let behind = body.get(word..)?.chars().next();
    // The name of a value in the query of an address.
    if matches!(behind, Some('=' | '[' | '_' | '-')) {
        return None;
    }
    let ends = !behind.is_some_and(char::is_alphabetic);
    let longest = OPEN_NAMES.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    (2..=word.min(longest)).rev().find_map(|size| {
        let name = body.get(..size)?;
        let index = OPEN_NAMES.binary_search_by_key(&name, |(known, _)| known).ok()?;
        let inside_words = OPEN_NAMES.get(index)?.1;
        (inside_words || (ends && size == word))
            .then_some((size, exact(name)?))
            .map(|(size, text)| (size, Meant::Text(text)))
    })
}

/// The length of the ASCII letters and digits at the start of `text`, as far as a reference can reach.
fn run(text: &str) -> usize {
    text.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count()
}

/// The second half of a UTF-16 pair, as the reference that starts `text`.
fn second_half(text: &str) -> Option<(usize, u32)> {
    let digits = text.strip_prefix("&#")?;
    let size = run(digits);
    let found = point(digits.get(..size)?)?;
    let ends = digits.as_bytes().get(size) == Some(&b';');
    (ends && (0xDC00..0xE000).contains(&found)).then_some((size + 3, found))
}

/// The number of a reference; one too large for any character is `u32::MAX`.
fn point(digits: &str) -> Option<u32> {
    let (digits, radix) = digits.strip_prefix(['x', 'X']).map_or((digits, 10), |digits| (digits, 16));
    let all = !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
    all.then(|| u32::from_str_radix(digits, radix).unwrap_or(u32::MAX))
}

/// Source: HTML Standard, 13.2.5.80, numeric character reference end state.
fn numbered(point: u32) -> Option<char> {
    match point {
        0 => Some(char::REPLACEMENT_CHARACTER),
        0x80..=0x9F => windows_1252(point as u8),
        _ => Some(char::from_u32(point).unwrap_or(char::REPLACEMENT_CHARACTER)),
    }
}

fn named(name: &str) -> Option<Meant> {
    if let Some(text) = exact(name) {
        return Some(Meant::Text(text));
    }
    let first = name.bytes().next().filter(u8::is_ascii_uppercase)?;
    let lower = name.to_ascii_lowercase();
    let text = exact(&lower)?;
    if name.bytes().all(|byte| !byte.is_ascii_lowercase()) {
        return Some(Meant::Capitals(text));
    }
    // A title cased word by word: &Rsquo;. Letters have such names of their own.
    let titled = name.bytes().skip(1).all(|byte| !byte.is_ascii_uppercase()) && first != b'&';
    (titled && !text.chars().any(char::is_alphabetic)).then_some(Meant::Text(text))
}

fn exact(name: &str) -> Option<&'static str> {
    let slice = |index: usize| {
        let ((start, from), (end, to)) = (ROWS.get(index)?, ROWS.get(index + 1)?);
        let name = NAMES.get(usize::from(*start)..usize::from(*end))?;
        Some((name, TEXTS.get(usize::from(*from)..usize::from(*to))?))
    };
    let (mut low, mut high) = (0, ROWS.len() - 1);
    while low < high {
        let middle = usize::midpoint(low, high);
        let (known, text) = slice(middle)?;
        match known.cmp(name) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => return Some(text),
        }
    }
    None
}

/// The character of a byte in windows-1252; none for the five it leaves undefined.
pub(crate) fn windows_1252(byte: u8) -> Option<char> {
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte));
    text.chars().next().filter(|c| !c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read() {
        for (text, want) in [
            ("&#351;ehir", "şehir"),
            ("&#x130;zmir", "İzmir"),
            ("&#X15f;", "ş"),
            ("&#0000000351;", "ş"),
            ("&#351ehir &#39da", "şehir 'da"),
            ("&ouml;&OUML;&Ouml;", "öÖÖ"),
            ("&SCEDIL;&IMATH;&MDASH;&SZLIG;", "ŞI—SS"),
            ("&Rsquo;", "’"),
            ("&amp;#39; &amp;#x27; &#38;lt;", "' ' <"),
            ("&amp;amp;amp;nbsp;", "\u{A0}"),
            ("&#146;", "’"),
            ("&#55357;&#56832; &#xD83D;&#xDE00;", "😀 😀"),
            (
                "&#xD800; &#56832;&#55357; &#0; &#1114112; &#99999999999999999999;",
                "\u{FFFD} \u{FFFD}\u{FFFD} \u{FFFD} \u{FFFD} \u{FFFD}",
            ),
            ("&fjlig;&NotEqualTilde;", "fj≂\u{338}"),
            ("&CounterClockwiseContourIntegral;", "∳"),
            ("T&uumlrkiye &copy 2024, 5 &lt 6&gt", "Türkiye © 2024, 5 < 6>"),
        ] {
            assert_eq!(unescape(text), want, "{text}");
        }
    }

    #[test]
    fn what_is_no_reference_is_left() {
        for text in [
            "&",
            "& ",
            "&&",
            "&;",
            "&nosuch;",
            "&#;",
            "&#x;",
            "&#129;",
            "&ş;",
            "R&D co;",
            "AT&T",
            "?a=1&copy=2&reg_id=3&not[]=4&uuml=5",
            "&notit;",
            "&copyright",
            "&ampş",
            "&#x15fehir",
            "&Uacutes=1",
        ] {
            assert!(matches!(unescape(text), Cow::Borrowed(_)), "{text} -> {}", unescape(text));
        }
    }

    #[test]
    fn every_name_is_found() {
        assert_eq!(ROWS.len(), 2126);
        for pair in ROWS.windows(2) {
            let name = &NAMES[usize::from(pair[0].0)..usize::from(pair[1].0)];
            assert_eq!(exact(name), Some(&TEXTS[usize::from(pair[0].1)..usize::from(pair[1].1)]));
        }
        assert!(OPEN_NAMES.iter().all(|(name, _)| exact(name).is_some()));
    }
}
