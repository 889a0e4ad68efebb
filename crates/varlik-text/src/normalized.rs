//! A display-safe view of a text, with the way back to the raw bytes.
use std::borrow::Cow;
use std::ops::Range;

use crate::edits::Edits;
use crate::pipeline::{NEWS, run};

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
    /// A number in figures.
    Number,
}

/// What the edits of a text are.
#[derive(Clone, Debug)]
pub(crate) enum Kinds {
    All(RepairKind),
    /// One for each edit.
    Each(Vec<RepairKind>),
}

impl Kinds {
    pub(crate) fn get(&self, index: usize) -> RepairKind {
        match self {
            Self::All(kind) => *kind,
            Self::Each(kinds) => kinds.get(index).copied().unwrap_or(RepairKind::Letter),
        }
    }
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
    kinds: Kinds,
}

impl<'a> Normalized<'a> {
    pub(crate) fn new(raw: &'a str, text: Cow<'a, str>, edits: Edits, kinds: Kinds) -> Self {
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
        self.edits.iter().enumerate().map(|(index, edit)| Repair {
            raw: edit.source,
            normalized: edit.output,
            kind: self.kinds.get(index),
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
/// Quotation marks and dashes stay as written. The steps are those of
/// [`Pipeline::news`](crate::Pipeline::news). Borrowed when nothing changes.
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
    run(&NEWS, &[], raw)
}

#[cfg(test)]
mod tests {
    use super::*;

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
