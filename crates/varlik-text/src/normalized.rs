//! A display-safe view of a text, with the way back to the raw bytes.
use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::edits::{Edits, Record};
use crate::entity::{reference, windows_1252};
use crate::mojibake::{self, Around};

/// What a repair put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RepairKind {
    /// UTF-8 that had been read in another encoding.
    Mojibake,
    /// A character reference of HTML.
    Entity,
    /// A letter and a mark composed to one code point.
    Composition,
    /// A space that is not U+0020.
    Space,
    /// An invisible or control character dropped.
    Invisible,
    /// A quotation mark, dash or other sign written plainly.
    Sign,
    /// A letter in the other case.
    Case,
    /// A letter or word written otherwise.
    Letter,
    /// An ending dropped.
    Suffix,
}

/// One place where the normalised text differs from the raw one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// Byte range in the raw text.
    pub raw: Range<usize>,
    /// Byte range in the normalised text; empty when something was dropped.
    pub normalized: Range<usize>,
    /// What was put right.
    pub kind: RepairKind,
}

/// A changed text with the way back to the raw one.
///
/// [`normalize`] and [`Pipeline::run`](crate::Pipeline::run) give it.
///
/// # Example: spans lead back to the raw text
///
/// ```
/// use varlik_text::normalize;
///
/// let raw = "Cumhurbaşkanı ErdoÄŸan&#39;ın";
/// let text = normalize(raw);
/// assert_eq!(text.as_str(), "Cumhurbaşkanı Erdoğan'ın");
/// let at = text.as_str().find("Erdoğan").unwrap();
/// assert_eq!(&raw[text.to_source(at..at + "Erdoğan".len())], "ErdoÄŸan");
/// ```
#[derive(Clone, Debug)]
pub struct Normalized<'a> {
    raw: &'a str,
    text: Cow<'a, str>,
    edits: Edits,
    /// One for each edit.
    kinds: Vec<RepairKind>,
}

impl<'a> Normalized<'a> {
    pub(crate) fn new(raw: &'a str, text: Cow<'a, str>, edits: Edits, kinds: Vec<RepairKind>) -> Self {
        Self { raw, text, edits, kinds }
    }

    /// Gives the text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Gives the text itself: borrowed when nothing had to change.
    #[must_use]
    pub fn into_text(self) -> Cow<'a, str> {
        self.text
    }

    /// Tells whether nothing had to change, so that every offset is its own source.
    #[must_use]
    pub fn is_borrowed(&self) -> bool {
        matches!(self.text, Cow::Borrowed(_))
    }

    /// Gives the places where lengths changed, which carry spans from one side to the other.
    #[must_use]
    pub fn edits(&self) -> &Edits {
        &self.edits
    }

    /// Gives the changes in the order of the text.
    ///
    /// A change of case that leaves a letter as long as it was is not among them; of [`normalize`] they are
    /// all, so that they replay to its text.
    #[must_use]
    pub fn repairs(&self) -> impl ExactSizeIterator<Item = Repair> + '_ {
        self.edits.iter().zip(&self.kinds).map(|(edit, kind)| Repair {
            raw: edit.source,
            normalized: edit.output,
            kind: *kind,
        })
    }

    /// Gives the raw text a change replaced, and what it was replaced by.
    #[must_use]
    pub fn before_and_after(&self, repair: &Repair) -> (&str, &str) {
        let before = self.raw.get(repair.raw.clone()).unwrap_or_default();
        (before, self.text.get(repair.normalized.clone()).unwrap_or_default())
    }

    /// Gives the raw byte range a range of the normalised text came from.
    ///
    /// A range that begins or ends inside a character or a change is widened over the whole of it; what was
    /// dropped at the edges of a range stays outside. The result lies on character boundaries of the raw
    /// text, whatever `range` is; what lies past the end is its end.
    #[must_use]
    pub fn to_source(&self, range: Range<usize>) -> Range<usize> {
        self.edits.to_source(whole_characters(&self.text, range))
    }

    /// Gives the range of the normalised text that a raw byte range became: the way back of
    /// [`to_source`](Self::to_source).
    ///
    /// A range that begins or ends inside a character or a change is widened over the whole of it.
    #[must_use]
    pub fn to_output(&self, raw: Range<usize>) -> Range<usize> {
        self.edits.to_output(whole_characters(self.raw, raw))
    }
}

/// Widens a range to whole characters of `text`.
fn whole_characters(text: &str, range: Range<usize>) -> Range<usize> {
    let mut end = range.end.min(text.len());
    let mut start = range.start.min(end);
    if start == end && !range.is_empty() {
        return end..end;
    }
    let empty = start == end;
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    if empty {
        return start..start;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end
}

/// Makes the display-safe view of `raw`.
///
/// Broken encodings are repaired, character references of HTML decoded, letters with loose marks composed
/// (NFC), other spaces become U+0020 (line ends stay), and invisible, bidirectional and control characters
/// go; ZERO WIDTH NON-JOINER stays between Arabic letters, ZERO WIDTH JOINER in Indic words and emoji.
/// Quotation marks and dashes stay as written. Borrowed when nothing changes, after one scan.
///
/// # Example
///
/// ```
/// use varlik_text::normalize;
///
/// assert_eq!(normalize("TÃ¼rkiye&nbsp;â€“ Er\u{AD}doğan").as_str(), "Türkiye – Erdoğan");
/// assert!(normalize("“SÃO PAULO” naïve").is_borrowed());
/// ```
#[must_use]
pub fn normalize(raw: &str) -> Normalized<'_> {
    let Some(first) = next_trouble(raw, 0) else {
        return Normalized::new(raw, Cow::Borrowed(raw), Edits::default(), Vec::new());
    };
    let mut builder = Builder::new(raw);
    builder.run(first);
    builder.finish()
}

/// What the first scan does at a byte: 0 goes on by one, 1 looks closer, 2 skips the two bytes of a
/// character that never needs a repair.
#[allow(clippy::indexing_slicing, reason = "evaluated by the compiler; the loop stays below 256")]
const SCAN: [u8; 256] = {
    let mut table = [0_u8; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte {
            0x09 | 0x0A | 0x0D => 0,
            0x00..=0x1F | 0x7F | 0x26 => 1,
            0x20..=0x7E => 0,
            // Latin letters from U+0180 and Greek ones from U+03C0 on have no exceptions.
            0xC6..=0xCB | 0xCF => 2,
            _ => 1,
        };
        byte += 1;
    }
    table
};

/// Finds the next place at or after `from` that may need a repair.
#[allow(
    clippy::indexing_slicing,
    reason = "hot kernel: the loop ends before the length, and the table has a cell for every byte"
)]
fn next_trouble(raw: &str, from: usize) -> Option<usize> {
    let bytes = raw.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        let byte = bytes[at];
        match SCAN[usize::from(byte)] {
            0 => at += 1,
            2 => at += 2,
            _ => match harmless(bytes, at) {
                0 => return Some(at),
                length => at += length,
            },
        }
    }
    None
}

/// Gives the length of the character at `at` when it needs no repair whatever surrounds it, else 0.
#[inline]
fn harmless(bytes: &[u8], at: usize) -> usize {
    let lead = bytes.get(at).copied().unwrap_or(0);
    let second = bytes.get(at + 1).copied().unwrap_or(0);
    let third = bytes.get(at + 2).copied().unwrap_or(0);
    match lead {
        // « ° » and the like; the first 32 are controls.
        0xC2 if second > 0xA0 && second != 0xAD => 2,
        // Ð Ý Þ ð ý þ: Ğ İ Ş ğ ı ş of windows-1254.
        0xC3 if matches!(second, 0x90 | 0x9D | 0x9E | 0xB0 | 0xBD | 0xBE) => 0,
        // A latin-1 letter is trouble only when it could lead a broken run: U+00C2..U+00F4 before a
        // character that stands for a continuation byte.
        0xC3 if !(0x82..=0xB4).contains(&second) || !continues(third) => 2,
        // ğ Ğ İ Ş lead runs of windows-1254.
        0xC4 if !matches!(second, 0x9E | 0x9F | 0xB0) || !continues(third) => 2,
        0xC5 if second != 0x9E || !continues(third) => 2,
        // All Greek letters of the lead but the ano teleia.
        0xCE if second != 0x87 => 2,
        // Р, С, Г and в lead runs of windows-1251.
        0xD0 if matches!(second, 0xA0 | 0xA1 | 0x93 | 0xB2) && third >= 0xC2 => 0,
        // Letters of Cyrillic, Hebrew, Arabic, Georgian, Han and Hangul: composed and without broken twins.
        0xD0 | 0xD1 | 0xDA => 2,
        0xD7 if second >= 0x90 => 2,
        0xD8 if second >= 0xA0 => 2,
        0xD9 if matches!(second, 0x80..=0x8A | 0xA0..=0xAF | 0xB1..=0xBF) => 2,
        0xE1 if matches!(second, 0x82 | 0x83) => 3,
        0xE4..=0xE9 | 0xEB | 0xEC => 3,
        // Dashes, quotation marks, the ellipsis, €.
        0xE2 => match (second, third) {
            (0x80, 0x90..=0xA7 | 0xB0..=0xBF) | (0x82, _) | (0x84, 0x96 | 0xA2) => 3,
            _ => 0,
        },
        _ => 0,
    }
}

/// Tells whether a byte can begin a character that stands for a continuation byte in a code page: U+0080 to
/// U+00BF, U+0152..U+0192, U+02C6, U+02DC, or general punctuation.
#[inline]
fn continues(byte: u8) -> bool {
    matches!(byte, 0xC2 | 0xC5 | 0xC6 | 0xCB | 0xE2)
}

/// What to do with one character, whatever surrounds it.
enum Sign {
    Keep,
    Drop,
    Write(char),
}

struct Builder<'a> {
    raw: &'a str,
    out: String,
    /// Everything before this byte of `raw` is in `out`.
    copied: usize,
    edits: Edits,
    kinds: Vec<RepairKind>,
    proven: bool,
    /// Whether the text is Turkish read as windows-1252; unknown until a letter raises the question.
    latin5: Option<bool>,
}

impl<'a> Builder<'a> {
    fn new(raw: &'a str) -> Self {
        Self {
            raw,
            out: String::new(),
            copied: 0,
            edits: Edits::default(),
            kinds: Vec::new(),
            proven: false,
            latin5: None,
        }
    }

    fn finish(mut self) -> Normalized<'a> {
        if self.kinds.is_empty() {
            return Normalized::new(self.raw, Cow::Borrowed(self.raw), self.edits, self.kinds);
        }
        self.copy_to(self.raw.len());
        Normalized::new(self.raw, Cow::Owned(self.out), self.edits, self.kinds)
    }

    fn run(&mut self, first: usize) {
        let mut next = Some(first);
        while let Some(at) = next {
            let Some(c) = self.raw.get(at..).and_then(|rest| rest.chars().next()) else { return };
            let end = self.repair(at, c).unwrap_or(at + c.len_utf8());
            next = next_trouble(self.raw, end);
        }
    }

    fn copy_to(&mut self, at: usize) {
        self.out.push_str(self.raw.get(self.copied..at).unwrap_or_default());
        self.copied = at;
    }

    /// Replaces `start..end` of the raw text.
    fn replace(&mut self, start: usize, end: usize, text: &str, kind: RepairKind) {
        self.copy_to(start);
        let from = self.out.len();
        self.out.push_str(text);
        self.copied = end;
        self.edits.edit(start..end, from..self.out.len());
        self.kinds.push(kind);
    }

    /// Repairs what starts at `at` with the character `c`; gives where to go on.
    fn repair(&mut self, at: usize, c: char) -> Option<usize> {
        let rest = self.raw.get(at..)?;
        if c == '&' {
            let mut meant = String::new();
            let length = reference(rest, &mut meant)?;
            let mut written = String::new();
            push_clean(&meant, &mut written);
            self.replace(at, at + length, &written, RepairKind::Entity);
            return Some(at + length);
        }
        if c == '\u{1B}' {
            let end = at + escape_length(rest);
            self.replace(at, end, "", RepairKind::Invisible);
            return Some(end);
        }
        let before = self.raw.get(..at).and_then(|text| text.chars().next_back());
        if !c.is_ascii() {
            let around = Around { proven: self.proven, before };
            if let Some(run) = mojibake::repair_run(rest, around) {
                self.proven = true;
                let end = at + run.length;
                let mut text = String::with_capacity(run.text.len());
                push_clean(&run.text.nfc().collect::<String>(), &mut text);
                self.replace(at, end, &text, RepairKind::Mojibake);
                return Some(end);
            }
        }
        let end = at + c.len_utf8();
        if let Some(meant) = mojibake::turkish_letter(c)
            && *self.latin5.get_or_insert_with(|| mojibake::is_turkish_as_western(self.raw))
        {
            let mut buffer = [0; 4];
            self.replace(at, end, meant.encode_utf8(&mut buffer), RepairKind::Mojibake);
            return Some(end);
        }
        if matches!(c, '\u{200C}' | '\u{200D}') {
            let after = self.raw.get(end..).and_then(|rest| rest.chars().next());
            if joins(c, before, after) {
                return None;
            }
        }
        match clean(c) {
            Sign::Drop => {
                self.replace(at, end, "", RepairKind::Invisible);
                return Some(end);
            }
            Sign::Write(other) => {
                let kind = if other.is_whitespace() { RepairKind::Space } else { RepairKind::Mojibake };
                let mut buffer = [0; 4];
                self.replace(at, end, other.encode_utf8(&mut buffer), kind);
                return Some(end);
            }
            Sign::Keep => {}
        }
        self.compose(at, c)
    }

    /// Composes the segment around `at` when NFC would change it.
    fn compose(&mut self, at: usize, c: char) -> Option<usize> {
        if canonical_combining_class(c) == 0 && is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes {
            return None;
        }
        // From the last starter before, unless a repair stands between, to the next starter that nothing
        // before it can compose with.
        let mut start = at;
        for (offset, before) in self.raw.get(self.copied..at)?.char_indices().rev() {
            start = self.copied + offset;
            if canonical_combining_class(before) == 0
                && is_nfc_quick(std::iter::once(before)) == IsNormalized::Yes
            {
                break;
            }
        }
        let mut end = at + c.len_utf8();
        for next in self.raw.get(end..)?.chars() {
            if canonical_combining_class(next) == 0
                && is_nfc_quick(std::iter::once(next)) == IsNormalized::Yes
            {
                break;
            }
            end += next.len_utf8();
        }
        let segment = self.raw.get(start..end)?;
        let composed: String = segment.nfc().collect();
        if composed == segment {
            return Some(end);
        }
        self.replace(start, end, &composed, RepairKind::Composition);
        Some(end)
    }
}

/// The length of a terminal's escape sequence at the start of `text`.
fn escape_length(text: &str) -> usize {
    let Some(body) = text.strip_prefix("\u{1B}[") else { return 1 };
    let parameters = body.bytes().take_while(|byte| matches!(byte, b'0'..=b'9' | b';' | b'?')).count();
    let closed = body.as_bytes().get(parameters).is_some_and(u8::is_ascii_alphabetic);
    if closed { 2 + parameters + 1 } else { 1 }
}

/// Tells whether a joiner carries meaning between two characters.
fn joins(joiner: char, before: Option<char>, after: Option<char>) -> bool {
    let arabic = |c: Option<char>| c.is_some_and(|c| matches!(u32::from(c), 0x600..=0x6FF | 0x750..=0x77F));
    let indic = |c: Option<char>| c.is_some_and(|c| matches!(u32::from(c), 0x900..=0xDFF));
    let emoji = |c: Option<char>| {
        c.is_some_and(|c| matches!(u32::from(c), 0x2190..=0x2BFF | 0xFE0F | 0x1F000..=0x1FAFF))
    };
    (arabic(before) && arabic(after))
        || indic(before)
        || (joiner == '\u{200D}' && emoji(before) && emoji(after))
}

fn clean(c: char) -> Sign {
    match u32::from(c) {
        0x0B | 0x0C | 0x2028 | 0x2029 => Sign::Write('\n'),
        point @ (0x00..=0x1F | 0x7F) if !matches!(point, 0x09 | 0x0A | 0x0D) => Sign::Drop,
        // A control of the upper range is a character of windows-1252 that was read as latin-1.
        point @ 0x80..=0x9F => match windows_1252(point as u8) {
            Some(meant) => Sign::Write(meant),
            None => Sign::Drop,
        },
        0xA0 | 0x1680 | 0x2000..=0x200A | 0x202F | 0x205F | 0x3000 => Sign::Write(' '),
        0xAD
        | 0x061C
        | 0x180E
        | 0x200B..=0x200F
        | 0x202A..=0x202E
        | 0x2060..=0x2064
        | 0x2066..=0x206F
        | 0xFEFF
        | 0xFFF9..=0xFFFB => Sign::Drop,
        _ => Sign::Keep,
    }
}

/// Appends the characters of `text`, each as it is to be shown.
fn push_clean(text: &str, out: &mut String) {
    for c in text.chars() {
        match clean(c) {
            Sign::Keep => out.push(c),
            Sign::Write(other) => out.push(other),
            Sign::Drop => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same repairs without the first scan: every character is looked at.
    fn normalize_slowly(raw: &str) -> String {
        let mut builder = Builder::new(raw);
        let mut at = 0;
        while let Some(c) = raw[at..].chars().next() {
            at = builder.repair(at, c).unwrap_or(at + c.len_utf8());
        }
        builder.copy_to(raw.len());
        builder.out
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_first_scan_passes_over_nothing_that_needs_a_repair(
            text in prop_oneof![
                any::<String>(),
                "[a-zA-ZÂÃÄÅÇÉÐÝÞðýþĞİŞğışâÑ€Ÿƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œž \u{80}-\u{BF}]{0,24}",
                "[РСГвАЎІіЃ‚ѓ„…РўР° а-я]{0,24}",
                "[a-g\u{300}-\u{33F}ʹͺ;Α-ω\u{483}-\u{487}Ѝй]{0,16}",
                "[\u{590}-\u{6FF}\u{900}-\u{9FF}\u{1100}-\u{11FF}]{0,16}",
                "[\u{2000}-\u{206F}\u{2100}-\u{214F}\u{F900}-\u{FFFF}]{0,16}",
            ]
        ) {
            let scanned = normalize(&text);
            prop_assert_eq!(scanned.as_str(), normalize_slowly(&text));
        }
    }

    #[test]
    fn clean_text_is_borrowed() {
        for text in [
            "Türkiye’nin “yeni” ağı – 20°C; İSTANBUL'DA ŞİŞLİ",
            "Київ і Москва, «Правда»",
            "R&D at AT&T & co; a&b;",
            "Αθήνα",
            "محمد",
            "tabs\tand\r\nlines",
            "i\u{307}",
            "می\u{200C}خواهم",
            "क\u{94D}\u{200D}ष",
        ] {
            assert!(normalize(text).is_borrowed(), "{text:?} -> {:?}", normalize(text).as_str());
        }
    }

    #[test]
    fn signs_are_cleaned() {
        for (raw, want) in [
            ("Erdog\u{306}an S\u{327}is\u{327}li", "Erdoğan Şişli"),
            ("a\u{A0}b\u{2009}c\u{3000}d", "a b c d"),
            ("\u{FEFF}Ankara\u{200B}'da", "Ankara'da"),
            ("\u{202A}Erdoğan\u{202C} \u{2066}Putin\u{2069}", "Erdoğan Putin"),
            ("a\u{2028}b", "a\nb"),
            ("\u{1B}[31mred\u{1B}[0m", "red"),
            ("Kremlin\u{92}s", "Kremlin’s"),
            ("Tom &amp; Jerry &#39;x&#x27; &quot;", "Tom & Jerry 'x' \""),
            ("T&UUML;RKİYE &Idot;zmir &amp;uuml; &#151;", "TÜRKİYE İzmir ü —"),
            ("\u{212B}ngström", "Ångström"),
        ] {
            assert_eq!(normalize(raw).as_str(), want, "{raw:?}");
        }
    }

    #[test]
    fn ranges_lead_back_to_whole_characters() {
        let raw = "\u{200B}Ankara, Erdog\u{306}an &amp; Er\u{AD}dal";
        let text = normalize(raw);
        let source = |word: &str| {
            let at = text.as_str().find(word).unwrap();
            &raw[text.to_source(at..at + word.len())]
        };
        assert_eq!(source("Ankara"), "Ankara");
        assert_eq!(source("ğan"), "g\u{306}an");
        assert_eq!(source("Erdoğan"), "Erdog\u{306}an");
        assert_eq!(source("&"), "&amp;");
        assert_eq!(source("Erdal"), "Er\u{AD}dal");
        assert_eq!(source("dal"), "dal");
        assert_eq!(source("Er"), "Er");
        let end = text.as_str().len();
        assert_eq!(text.to_source(0..end), 3..raw.len());
    }

    #[test]
    fn repairs_tell_before_and_after() {
        let text = normalize("TÃ¼rkiye");
        let repairs: Vec<Repair> = text.repairs().collect();
        let [repair] = &repairs[..] else { panic!("one repair") };
        assert_eq!(repair.kind, RepairKind::Mojibake);
        assert_eq!(text.before_and_after(repair), ("Ã¼", "ü"));
    }
}
