//! The normalisation forms of Unicode: NFC, NFD, NFKC, NFKD.
//!
//! Text is nearly always in its form already, so a form is a search: blocks of 64 bytes are passed over when
//! none of their bytes can begin a character that the form may touch, other blocks are looked up character
//! by character. Only the segment around a character that the form may touch, from one boundary to the next,
//! is normalised; nothing crosses a boundary.
//!
//! A run of combining marks is one segment, however long: its marks are sorted by class in `n log n` time
//! and with a buffer of eight bytes a mark, as the standard asks, and nothing is cut or put in (as the
//! Stream-Safe Text Process of UAX #15 would).
use std::borrow::Cow;

use unicode_normalization::char::{compose, decompose_canonical, decompose_compatible};
use unicode_normalization::{
    IsNormalized, UnicodeNormalization, is_nfc_quick, is_nfd_quick, is_nfkc_quick, is_nfkd_quick,
};

use crate::edits::{Record, Writer};
use crate::gate::{highest, is_quiet_for_nfc, is_quiet_for_nfkc};
use crate::scalar_set::ScalarSet;
use crate::tables::forms as tables;

/// A normalisation form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Form {
    Nfc,
    Nfd,
    Nfkc,
    Nfkd,
}

/// Composes letters and marks that have one code point together (NFC).
///
/// `g` + U+0306 becomes `ğ`; what has no composed form stays (`i` + U+0307). Borrowed when nothing changes.
///
/// # Example
///
/// ```
/// use varlik_text::nfc;
///
/// assert_eq!(nfc("Erdog\u{306}an, I\u{307}zmir"), "Erdoğan, İzmir");
/// assert_eq!(nfc("Türkiye’nin “ağı”"), "Türkiye’nin “ağı”");
/// ```
#[must_use]
pub fn nfc(s: &str) -> Cow<'_, str> {
    Form::Nfc.apply(s)
}

/// Takes composed letters apart into a base and its marks (NFD).
///
/// Borrowed when nothing changes.
///
/// # Example
///
/// ```
/// use varlik_text::nfd;
///
/// assert_eq!(nfd("Erdoğan"), "Erdog\u{306}an");
/// assert_eq!(nfd("Sırbistan"), "Sırbistan");
/// ```
#[must_use]
pub fn nfd(s: &str) -> Cow<'_, str> {
    Form::Nfd.apply(s)
}

/// Composes, and replaces characters that are there for compatibility by what they stand for (NFKC).
///
/// Ligatures, full-width letters and Arabic presentation forms become letters. Quotation marks and dashes
/// stay, but a lone ´ becomes a space with U+0301: clean first. Borrowed when nothing changes.
///
/// # Example
///
/// ```
/// use varlik_text::nfkc;
///
/// assert_eq!(nfkc("ﬁdan Ｐｕｔｉｎ ﷲ №5"), "fidan Putin الله No5");
/// assert_eq!(nfkc("Işık – ışık"), "Işık – ışık");
/// ```
#[must_use]
pub fn nfkc(s: &str) -> Cow<'_, str> {
    Form::Nfkc.apply(s)
}

/// Takes letters apart, and replaces characters that are there for compatibility (NFKD).
///
/// Borrowed when nothing changes.
///
/// # Example
///
/// ```
/// use varlik_text::nfkd;
///
/// assert_eq!(nfkd("ǆep Türkiye"), "dz\u{30C}ep Tu\u{308}rkiye");
/// assert_eq!(nfkd("Ankara"), "Ankara");
/// ```
#[must_use]
pub fn nfkd(s: &str) -> Cow<'_, str> {
    Form::Nfkd.apply(s)
}

impl Form {
    fn apply(self, s: &str) -> Cow<'_, str> {
        let mut out = String::new();
        if self.change(s, &mut out, &mut ()) { Cow::Owned(out) } else { Cow::Borrowed(s) }
    }

    /// Appends the form of `s` to `out`; appends nothing and gives `false` when that is `s` itself.
    pub(crate) fn change<R: Record>(self, s: &str, out: &mut String, record: &mut R) -> bool {
        let Some(first) = self.next(s, 0) else { return false };
        let mut writer = Writer::new(s, out, record);
        let mut changed = false;
        let mut formed = String::new();
        let (mut next, mut done) = (Some(first), 0);
        while let Some(at) = next {
            let segment = self.segment(s, at, done);
            done = segment.end;
            next = self.next(s, done);
            let Some(text) = s.get(segment.clone()) else { break };
            if self.is_formed(text) {
                continue;
            }
            formed.clear();
            self.write(text, &mut formed);
            if formed != text {
                writer.replace(segment, &formed);
                changed = true;
            }
        }
        if changed {
            writer.finish();
        }
        changed
    }

    /// Writes the form of a segment.
    fn write(self, segment: &str, formed: &mut String) {
        let mut characters = segment.chars();
        match (characters.next(), characters.next(), characters.next()) {
            // The parts of one character are in order.
            (Some(c), None, _) => {
                match self {
                    Self::Nfd => return decompose_canonical(c, |part| formed.push(part)),
                    Self::Nfkd => return decompose_compatible(c, |part| formed.push(part)),
                    Self::Nfkc => decompose_compatible(c, |part| formed.push(part)),
                    Self::Nfc => {}
                }
                if self == Self::Nfkc && formed.is_ascii() {
                    return;
                }
                formed.clear();
            }
            // A base that has no parts takes the one mark that composes with it.
            (Some(base), Some(mark), None) if base.is_ascii() && matches!(self, Self::Nfc | Self::Nfkc) => {
                if let Some(c) = compose(base, mark) {
                    formed.push(c);
                    return;
                }
            }
            _ => {}
        }
        match self {
            Self::Nfc => formed.extend(segment.nfc()),
            Self::Nfd => formed.extend(segment.nfd()),
            Self::Nfkc => formed.extend(segment.nfkc()),
            Self::Nfkd => formed.extend(segment.nfkd()),
        }
    }

    /// The segment around the character at `at`; what is before `done` is over.
    fn segment(self, s: &str, at: usize, done: usize) -> std::ops::Range<usize> {
        let joined = self.joined();
        let mut rest = s.get(at..).unwrap_or_default().chars();
        let first = rest.next();
        // All characters between `done` and `at` begin at a boundary: the form does not touch them.
        let before = s.get(done..at).and_then(|text| text.chars().next_back());
        let start = match (first, before) {
            (Some(first), Some(before)) if joined.contains(first) => at - before.len_utf8(),
            _ => at,
        };
        let mut end = at + first.map_or(0, char::len_utf8);
        for c in rest.take_while(|c| joined.contains(*c)) {
            end += c.len_utf8();
        }
        start..end
    }

    /// Tells whether a segment is certainly in its form.
    fn is_formed(self, segment: &str) -> bool {
        let segment = segment.chars();
        let found = match self {
            Self::Nfc => is_nfc_quick(segment),
            Self::Nfd => is_nfd_quick(segment),
            Self::Nfkc => is_nfkc_quick(segment),
            Self::Nfkd => is_nfkd_quick(segment),
        };
        found == IsNormalized::Yes
    }

    /// The characters that the form joins to the one before them.
    fn joined(self) -> &'static ScalarSet {
        match self {
            Self::Nfc => &tables::NFC_JOINED,
            Self::Nfd => &tables::NFD_JOINED,
            Self::Nfkc => &tables::NFKC_JOINED,
            Self::Nfkd => &tables::NFKD_JOINED,
        }
    }

    /// Finds the next character at or after `from` that the form may touch.
    fn next(self, s: &str, from: usize) -> Option<usize> {
        match self {
            Self::Nfc => tables::NFC_TOUCHED.next(s, from, is_quiet_for_nfc),
            Self::Nfd => tables::NFD_TOUCHED.next(s, from, |block| highest(block) < 0xC3),
            Self::Nfkc => tables::NFKC_TOUCHED.next(s, from, is_quiet_for_nfkc),
            Self::Nfkd => tables::NFKD_TOUCHED.next(s, from, |block| highest(block) < 0xC2),
        }
    }
}
