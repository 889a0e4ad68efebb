//! The first look at 64 bytes: whether a step can pass over them.
#![allow(
    clippy::needless_bitwise_bool,
    reason = "without branches the loops become vector instructions, which is what they are for"
)]

use crate::scalar_set::BLOCK;

/// The highest byte of a block.
#[inline]
pub(crate) fn highest(block: &[u8; BLOCK + 2]) -> u8 {
    block.iter().take(BLOCK).fold(0, |highest, byte| highest.max(*byte))
}

/// Nothing below U+0300 changes or joins, nor does Cyrillic from U+0400 to U+047F, nor a sign from U+2002 to U+203F.
#[inline]
pub(crate) fn is_quiet_for_nfc(block: &[u8; BLOCK + 2]) -> bool {
    if highest(block) < 0xCC {
        return true;
    }
    let (leads, seconds, thirds) = views(block);
    let mut trouble = false;
    for ((lead, second), third) in leads.iter().zip(seconds).zip(thirds) {
        let sign = (*lead == 0xE2) & (*second == 0x80) & (*third > 0x81);
        trouble |= (*lead >= 0xCC) & !sign & !is_cyrillic(*lead);
    }
    !trouble
}

/// The letters of U+00C0 to U+00FF are in their form, those of U+0100 to U+017F but ĳ, ŀ, ŉ and ſ.
#[inline]
pub(crate) fn is_quiet_for_nfkc(block: &[u8; BLOCK + 2]) -> bool {
    if highest(block) < 0xC2 {
        return true;
    }
    let (leads, seconds, _) = views(block);
    let mut trouble = false;
    for (lead, second) in leads.iter().zip(seconds) {
        let latin = (*lead == 0xC3)
            | ((*lead == 0xC4) & (*second < 0xB2))
            | ((*lead == 0xC5) & (*second > 0x89) & (*second < 0xBF));
        trouble |= (*lead >= 0xC2) & !latin & !is_cyrillic(*lead);
    }
    !trouble
}

/// Nothing to clean is below U+0080 but controls and the grave accent, or between U+00C0 and U+0280, or in Cyrillic.
#[inline]
pub(crate) fn is_quiet_for_cleaning(block: &[u8; BLOCK + 2]) -> bool {
    let (leads, ..) = views(block);
    let mut trouble = false;
    for byte in leads {
        let control = (*byte < 0x20) & (*byte != b'\t') & (*byte != b'\n');
        trouble |= control
            | (*byte == b'`')
            | (*byte == 0x7F)
            | (*byte == 0xC2)
            | ((*byte >= 0xCA) & !is_cyrillic(*byte));
    }
    !trouble
}

/// The same where the looks of punctuation stay, so that U+2010 to U+2027 pass too.
#[inline]
pub(crate) fn is_quiet_for_invisible(block: &[u8; BLOCK + 2]) -> bool {
    let (leads, seconds, thirds) = views(block);
    let mut trouble = false;
    for ((byte, second), third) in leads.iter().zip(seconds).zip(thirds) {
        let control = (*byte < 0x20) & (*byte != b'\t') & (*byte != b'\n') & (*byte != b'\r');
        let punctuation = (*byte == 0xE2) & (*second == 0x80) & (*third >= 0x90) & (*third < 0xA8);
        trouble |= control
            | (*byte == 0x7F)
            | (*byte == 0xC2)
            | ((*byte >= 0xCA) & !punctuation & !is_cyrillic(*byte));
    }
    !trouble
}

/// The leads of U+0400 to U+047F.
#[inline]
fn is_cyrillic(lead: u8) -> bool {
    lead & 0xFE == 0xD0
}

/// The bytes of a block, those one further, and those two further.
#[inline]
fn views(block: &[u8; BLOCK + 2]) -> (&[u8], &[u8], &[u8]) {
    (
        block.get(..BLOCK).unwrap_or_default(),
        block.get(1..=BLOCK).unwrap_or_default(),
        block.get(2..).unwrap_or_default(),
    )
}
