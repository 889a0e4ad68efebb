//! Lower, upper and title case, and case folding, by language.
#![allow(
    clippy::indexing_slicing,
    reason = "a step of the kernel is given a place inside a row of its text, both at character boundaries"
)]
mod context;
mod greek;
mod lithuanian;
mod title;

use std::borrow::Cow;

use crate::Lang;
use crate::edits::Record;
use crate::kernel::{self, CharMap, Here, Places, SPECIAL, Step, char_map};
use crate::tables::casing::{FOLDED, LOWER, TITLE, UPPER};

/// Writes `s` in lower case by the rules of `lang`.
///
/// Turkish, Azerbaijani, Crimean Tatar and Gagauz pair `I` with `ı` and `İ` with `i`; `I` followed by
/// U+0307 is `i` there. Lithuanian keeps the dot of an `i` under another accent. A capital sigma at the end of a word
/// becomes `ς`. All else is the full mapping of Unicode, as ICU gives it. Borrowed when nothing changes.
///
/// # Example
///
/// ```
/// use varlik_text::{Lang, lower};
///
/// assert_eq!(lower("ISPARTA İZMİR", Lang::Tr), "ısparta izmir");
/// assert_eq!(lower("ISPARTA", Lang::En), "isparta");
/// assert_eq!(lower("ΣΙΣΥΦΟΣ", Lang::El), "σισυφος");
/// // Outside those languages the dot of `İ` is kept, as a mark.
/// assert_eq!(lower("İzmir", Lang::En), "i\u{307}zmir");
/// ```
#[must_use]
pub fn lower(s: &str, lang: Lang) -> Cow<'_, str> {
    match lang {
        Lang::Lt => whole(s, |out| lithuanian::lower_into(s, 0..s.len(), out, 0, &mut ())),
        _ if lang.dotless() => kernel::cow(&Lower::<true>::LOWER, s),
        _ => kernel::cow(&Lower::<false>::LOWER, s),
    }
}

/// Writes `s` in upper case by the rules of `lang`.
///
/// The Turkish pairing is that of [`lower`]; `i` with a redundant U+0307 is `İ` there, not a capital with two
/// dots. Greek capitals lose their stress mark, and get a dialytika where it told two vowels apart;
/// Lithuanian ones lose the dot above of an `i`; Armenian `և` is `ԵՎ`, elsewhere `ԵՒ`; `ß` is `SS`.
/// Borrowed when nothing changes.
///
/// # Example
///
/// ```
/// use varlik_text::{Lang, upper};
///
/// assert_eq!(upper("Iğdır ilinde", Lang::Tr), "IĞDIR İLİNDE");
/// assert_eq!(upper("şêxê êzidî", Lang::Ku), "ŞÊXÊ ÊZIDÎ");
/// assert_eq!(upper("Μάιος", Lang::El), "ΜΑΪΟΣ");
/// // 東京 has no case.
/// assert_eq!(upper("東京", Lang::Ja), "東京");
/// ```
#[must_use]
pub fn upper(s: &str, lang: Lang) -> Cow<'_, str> {
    match lang {
        Lang::El => whole(s, |out| greek::upper_into(s, out, &mut ())),
        Lang::Lt => whole(s, |out| lithuanian::upper_into(s, out, &mut ())),
        Lang::Hy => kernel::cow(&Upper::<false>::ARMENIAN, s),
        _ if lang.dotless() => kernel::cow(&Upper::<true>::UPPER, s),
        _ => kernel::cow(&Upper::<false>::UPPER, s),
    }
}

/// Writes every word of `s` with a capital and small letters after it, by the rules of `lang`.
///
/// Words are those of UAX 29, so that an apostrophe between letters does not begin one. What begins a word is
/// written in title case, which for a few letters is not the upper case (`ǆ` is `ǅ`; Georgian has none);
/// in Dutch, `ij` is one letter. Borrowed when nothing changes.
///
/// # Example
///
/// ```
/// use varlik_text::{Lang, title};
///
/// assert_eq!(title("İSTANBUL'DAN ısparta'ya", Lang::Tr), "İstanbul'dan Isparta'ya");
/// assert_eq!(title("ijsselmeer", Lang::Nl), "IJsselmeer");
/// // It knows no names: what a Scot or an acronym keeps is lost.
/// assert_eq!(title("McDonald NATO'ya", Lang::En), "Mcdonald Nato'ya");
/// ```
#[must_use]
pub fn title(s: &str, lang: Lang) -> Cow<'_, str> {
    whole(s, |out| title::title_into(s, lang, out, &mut ()))
}

/// Writes `s` as two spellings that differ in case only have it in common: the full case folding of Unicode.
///
/// Folding is for comparing. It differs from [`lower`] where one case has several forms: `ß` and `ẞ` are `ss`, `ς` is
/// `σ`, `ﬁ` is `fi`. The languages with a dotless i fold `I` to `ı` and `İ` to `i`. Borrowed when nothing changes.
///
/// # Example
///
/// ```
/// use varlik_text::{Lang, casefold};
///
/// assert_eq!(casefold("Straße", Lang::De), casefold("STRASSE", Lang::De));
/// assert_eq!(casefold("DİYARBAKIR", Lang::Tr), "diyarbakır");
/// // Diacritics are no matter of case.
/// assert_ne!(casefold("Erdoğan", Lang::Tr), casefold("ERDOGAN", Lang::Tr));
/// ```
#[must_use]
pub fn casefold(s: &str, lang: Lang) -> Cow<'_, str> {
    if lang.dotless() { kernel::cow(&Lower::<true>::FOLD, s) } else { kernel::cow(&Lower::<false>::FOLD, s) }
}

fn whole(s: &str, write: impl FnOnce(&mut String)) -> Cow<'_, str> {
    let mut out = String::with_capacity(s.len() + 16);
    write(&mut out);
    if out == s { Cow::Borrowed(s) } else { Cow::Owned(out) }
}

/// Appends [`lower`] of `s`.
pub(crate) fn lower_into<R: Record>(s: &str, lang: Lang, out: &mut String, record: &mut R) {
    let span = 0..s.len();
    match lang {
        Lang::Lt => {
            let entry = out.len();
            lithuanian::lower_into(s, span, out, entry, record);
        }
        _ if lang.dotless() => _ = kernel::write(&Lower::<true>::LOWER, s, span, out, 0, record),
        _ => _ = kernel::write(&Lower::<false>::LOWER, s, span, out, 0, record),
    }
}

/// Appends [`upper`] of `s`.
pub(crate) fn upper_into<R: Record>(s: &str, lang: Lang, out: &mut String, record: &mut R) {
    let span = 0..s.len();
    match lang {
        Lang::El => greek::upper_into(s, out, record),
        Lang::Lt => lithuanian::upper_into(s, out, record),
        Lang::Hy => _ = kernel::write(&Upper::<false>::ARMENIAN, s, span, out, 0, record),
        _ if lang.dotless() => _ = kernel::write(&Upper::<true>::UPPER, s, span, out, 0, record),
        _ => _ = kernel::write(&Upper::<false>::UPPER, s, span, out, 0, record),
    }
}

/// Appends [`title`] of `s`.
pub(crate) fn title_into<R: Record>(s: &str, lang: Lang, out: &mut String, record: &mut R) {
    title::title_into(s, lang, out, record);
}

/// Appends [`casefold`] of `s`.
pub(crate) fn casefold_into<R: Record>(s: &str, lang: Lang, out: &mut String, record: &mut R) {
    let span = 0..s.len();
    if lang.dotless() {
        kernel::write(&Lower::<true>::FOLD, s, span, out, 0, record);
    } else {
        kernel::write(&Lower::<false>::FOLD, s, span, out, 0, record);
    }
}

char_map!(LOWER_MAP, [LOWER, &[('Σ', SPECIAL)], &[]]);
char_map!(LOWER_DOTLESS, [LOWER, &[('İ', "i"), ('Σ', SPECIAL)], &[]]);
char_map!(FOLD_MAP, [LOWER, FOLDED, &[]]);
char_map!(FOLD_DOTLESS, [LOWER, FOLDED, &[('İ', "i")]]);
char_map!(UPPER_MAP, [UPPER, &[], &[]]);
char_map!(UPPER_ARMENIAN, [UPPER, &[('և', "ԵՎ")], &[]]);
char_map!(TITLE_MAP, [UPPER, TITLE, &[]]);
char_map!(TITLE_ARMENIAN, [UPPER, TITLE, &[('և', "Եվ")]]);

/// Lower case and case folding; `DOTLESS` where `I` is the capital of `ı`.
pub(crate) struct Lower<const DOTLESS: bool> {
    map: &'static CharMap,
    /// Whether a dot after `I` makes it an `i`, which folding, being without context, does not ask.
    dots: bool,
}

impl<const DOTLESS: bool> Lower<DOTLESS> {
    pub(crate) const LOWER: Self =
        Self { map: if DOTLESS { &LOWER_DOTLESS } else { &LOWER_MAP }, dots: true };
    pub(crate) const FOLD: Self = Self { map: if DOTLESS { &FOLD_DOTLESS } else { &FOLD_MAP }, dots: false };
}

impl<const DOTLESS: bool> Step for Lower<DOTLESS> {
    const STOP: u8 = if DOTLESS { b'I' } else { 0xFF };
    const STOP_TEXT: [u8; 2] = *b"\xC4\xB1";

    #[inline]
    fn ascii(byte: u8) -> u8 {
        byte ^ u8::from(byte.wrapping_sub(b'A') < 26) << 5
    }

    #[allow(clippy::needless_bitwise_bool, reason = "no branches: it is asked about sixteen bytes at once")]
    #[inline]
    fn may_change(lead: u8, next: u8) -> bool {
        // Small letters, without those that are folded, ŉ and ſ: ß to ÿ but for ß, and from U+0110 to U+0137 and U+0150
        // to U+0177 those of odd numbers.
        let latin = (lead == 0xC3) & (next >= 0xA0);
        let extended = (lead & 0xFE == 0xC4) & (next >= 0x90) & (next & 1 == 1) & (next & 0x38 != 0x38);
        // The signs from U+2000 to U+203F.
        let sign = (lead == 0xE2) & (next == 0x80);
        !(latin | extended | sign)
    }

    fn map(&self) -> &'static CharMap {
        self.map
    }

    fn special<P: Places>(&self, here: Here<'_>, out: &mut Vec<u8>, places: &mut P) -> usize {
        let Here { text, at, row, base } = here;
        let start = out.len() - base;
        let (before, after) = (&text[row.start..at], &text[at..row.end]);
        if let Some(after) = after.strip_prefix('I') {
            let Some(dot) = context::dot_above(after).filter(|_| self.dots) else {
                out.extend_from_slice("ı".as_bytes());
                places.edit(at..at + 1, start..start + 2);
                return at + 1;
            };
            // The marks between keep their place; the dot is that of the `i`.
            out.push(b'i');
            out.extend_from_slice(&after.as_bytes()[..dot]);
            let dot_end = at + 1 + dot + "\u{307}".len();
            places.edit(dot_end - 2..dot_end, start + 1 + dot..start + 1 + dot);
            return dot_end;
        }
        let last = context::cased_before(before) && !context::cased_after(&after['Σ'.len_utf8()..]);
        out.extend_from_slice(if last { "ς" } else { "σ" }.as_bytes());
        at + 'Σ'.len_utf8()
    }
}

/// Upper case; `DOTLESS` where `İ` is the capital of `i`.
pub(crate) struct Upper<const DOTLESS: bool>(&'static CharMap);

impl<const DOTLESS: bool> Upper<DOTLESS> {
    pub(crate) const UPPER: Self = Self(&UPPER_MAP);
    pub(crate) const ARMENIAN: Self = Self(&UPPER_ARMENIAN);
}

impl<const DOTLESS: bool> Step for Upper<DOTLESS> {
    const STOP: u8 = if DOTLESS { b'i' } else { 0xFF };
    const STOP_TEXT: [u8; 2] = *b"\xC4\xB0";

    #[inline]
    fn ascii(byte: u8) -> u8 {
        byte ^ u8::from(byte.wrapping_sub(b'a') < 26) << 5
    }

    #[allow(clippy::needless_bitwise_bool, reason = "no branches: it is asked about sixteen bytes at once")]
    #[inline]
    fn may_change(lead: u8, next: u8) -> bool {
        // All but the signs from U+2000 to U+203F.
        !((lead == 0xE2) & (next == 0x80))
    }

    fn map(&self) -> &'static CharMap {
        self.0
    }

    fn special<P: Places>(&self, here: Here<'_>, out: &mut Vec<u8>, places: &mut P) -> usize {
        let Here { text, at, row, base } = here;
        let start = out.len() - base;
        let after = &text[at + 1..row.end];
        out.extend_from_slice("İ".as_bytes());
        places.edit(at..at + 1, start..start + 2);
        let Some(dot) = context::dot_above(after) else {
            return at + 1;
        };
        // The capital has the dot.
        out.extend_from_slice(&after.as_bytes()[..dot]);
        let dot_end = at + 1 + dot + "\u{307}".len();
        places.edit(dot_end - 2..dot_end, start + 2 + dot..start + 2 + dot);
        dot_end
    }
}

#[cfg(test)]
mod tests;
