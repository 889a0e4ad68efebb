//! UTF-8 read in a page whose characters for its leading bytes are no letters, or letters that never stand so: the
//! pages of DOS (`T├╝rkiye`, `╨Я╤Г╤В╨╕╨╜`) and windows-1256 (`ط£ط±ط¯ظˆط؛ط§ظ†`).
use std::ops::Range;

use crate::CodePage;

/// The pages of DOS; those that hold the same character beyond ASCII twice differ in its byte seldom.
const DOS: [CodePage; 4] = [CodePage::Ibm437, CodePage::Ibm850, CodePage::Ibm857, CodePage::Ibm866];

/// The runs of broken characters, with the page each was read in.
pub(super) fn runs(text: &str) -> Vec<(Range<usize>, CodePage)> {
    let mut runs = Vec::new();
    let mut at = if !text.is_ascii() && may_hold(text.as_bytes()) { 0 } else { text.len() };
    while let Some((start, c)) = text
        .get(at..)
        .and_then(|rest| rest.char_indices().find(|(_, c)| !c.is_ascii()).map(|(place, c)| (at + place, c)))
    {
        let rest = text.get(start..).unwrap_or_default();
        let pages: &[CodePage] = match c {
            '├' | '─' | '┼' | '╨' | '╤' => &DOS,
            'Γ' | 'Ô' if rest.chars().nth(1) == Some('Ç') => &DOS,
            'ط' | 'ظ' => &[CodePage::Windows1256],
            _ => &[],
        };
        let before = text.get(..start).and_then(|text| text.chars().next_back());
        match pages.iter().find_map(|page| Some((length(rest, before, *page)?, *page))) {
            Some((length, page)) => {
                runs.push((start..start + length, page));
                at = start + length;
            }
            // A run that is none is not looked at again from its middle, which clean text may end.
            None => at = start + rest.find(|c: char| c.is_ascii()).unwrap_or(rest.len()),
        }
    }
    runs
}

/// Tells whether there is a sign of box drawing, the lead of a quotation mark (`ΓÇ`, `ÔÇ`) or alef (`ط§`), which no
/// Arabic text lacks. Looks for the byte of each that other texts hold least, and then at the bytes beside it.
fn may_hold(bytes: &[u8]) -> bool {
    memchr::memchr3_iter(0xE2, 0x87, 0xB7, bytes).any(|at| {
        let around = |offset: usize| (at + offset).checked_sub(2).and_then(|place| bytes.get(place)).copied();
        match around(2) {
            Some(0xE2) => matches!(around(3), Some(0x94 | 0x95)),
            Some(0x87) => around(1) == Some(0xC3) && matches!(around(0), Some(0x93 | 0x94)),
            _ => around(3) == Some(0xC2) && around(4) == Some(0xA7),
        }
    })
}

/// The bytes of the run at the start of `text`, when all of it is UTF-8 that stands for letters or quotation marks.
fn length(text: &str, before: Option<char>, page: CodePage) -> Option<usize> {
    let byte = |c: char| page.byte_of(c).filter(|byte| *byte >= 0x80);
    let bytes: Vec<u8> = text.chars().map_while(byte).collect();
    let length = text.chars().take(bytes.len()).map(char::len_utf8).sum();
    let meant = std::str::from_utf8(&bytes).ok()?;
    let arabic = page == CodePage::Windows1256;
    let fits = |c: char| match u32::from(c) {
        0x600..=0x6FF => arabic,
        0xA0 | 0xAB | 0xBB | 0x2010..=0x2026 | 0x200C | 0x20AC => true,
        0xC0..=0x52F => !arabic && c.is_alphabetic(),
        _ => false,
    };
    let after = text.get(length..).and_then(|rest| rest.chars().next());
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    // One character alone is proof where it is part of a word.
    let proven = meant.chars().nth(1).is_some()
        || (!arabic && (is_letter(before) || is_letter(after)))
        || meant.chars().all(|c| matches!(u32::from(c), 0x2010..=0x20AC));
    (proven && !meant.is_empty() && meant.chars().all(fits)).then_some(length)
}
