//! Plain signs for typographic ones, and nothing for those that cannot be seen.
use std::borrow::Cow;
use std::fmt;
use std::ops::{BitOr, Sub};
use std::str::FromStr;

use unicode_normalization::char::is_combining_mark;

use crate::choice;
use crate::edits::{Edits, Record, Writer};
use crate::gate::{is_quiet_for_cleaning, is_quiet_for_invisible};
use crate::scalar_set::ScalarSet;
use crate::tables::signs::{ALL, SIGNS, UNSEEN};
use crate::{Error, Lang};

/// What [`clean`] writes plainly or drops: a set of choices.
///
/// ```
/// use varlik_text::Clean;
///
/// assert_eq!("quotes+dashes".parse::<Clean>()?, Clean::QUOTES | Clean::DASHES);
/// assert_eq!((Clean::ALL - Clean::DASHES).to_string(), "quotes+apostrophes+ellipsis+spaces+lines+returns+invisible+bidi+controls+escapes");
/// assert_eq!(Clean::NEWS.to_string(), "news");
/// assert!("quots".parse::<Clean>().unwrap_err().to_string().contains("did you mean \"quotes\"?"));
/// # Ok::<(), varlik_text::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Clean(u16);

impl Clean {
    /// “ ” „ « » and other quotation marks become `"`, ‚ ‹ › become `'`.
    pub const QUOTES: Self = Self(1);
    /// ’ ‘ ʼ ´ ′ ＇ and other signs written for an apostrophe become `'`; a grave accent between letters too.
    pub const APOSTROPHES: Self = Self(1 << 1);
    /// – — ‑ − and other dashes and hyphens become `-`.
    pub const DASHES: Self = Self(1 << 2);
    /// … becomes `...`, ‥ becomes `..`.
    pub const ELLIPSIS: Self = Self(1 << 3);
    /// Every space that is not U+0020 becomes U+0020; tabs stay.
    pub const SPACES: Self = Self(1 << 4);
    /// U+2028, U+2029, U+0085, vertical tabs and form feeds become a line feed.
    pub const LINES: Self = Self(1 << 5);
    /// Soft hyphens, spaces without width, byte order marks, fillers, tags and other invisible signs go.
    ///
    /// They stay where they mean something: ZERO WIDTH NON-JOINER between Arabic letters and in Indic
    /// words, ZERO WIDTH JOINER there and between emoji, variation selectors behind emoji, Han and other
    /// characters that have variants, tags in the flag of a region, Hangul fillers beside other jamo, the
    /// grapheme joiner between a character that is no blank and a mark.
    pub const INVISIBLE: Self = Self(1 << 6);
    /// Marks, embeddings, overrides and isolates of the bidirectional algorithm go.
    pub const BIDI: Self = Self(1 << 7);
    /// Control characters go, but for tabs and ends of lines.
    pub const CONTROLS: Self = Self(1 << 8);
    /// Escape sequences of terminals go (colours, titles, links).
    pub const ESCAPES: Self = Self(1 << 9);
    /// Spaces and tabs in a row become one space, those at the ends of the text go.
    pub const COLLAPSE: Self = Self(1 << 10);
    /// CR LF and CR become a line feed.
    pub const RETURNS: Self = Self(1 << 11);
    /// What is safe to do to a text that is to be shown: all but the looks of punctuation and of
    /// ends of lines.
    pub const NEWS: Self = Self(
        Self::SPACES.0
            | Self::LINES.0
            | Self::INVISIBLE.0
            | Self::BIDI.0
            | Self::CONTROLS.0
            | Self::ESCAPES.0,
    );
    /// Everything but [`COLLAPSE`](Self::COLLAPSE).
    pub const ALL: Self = Self(Self::NEWS.0 | Self::LOOKS.0);

    const LOOKS: Self =
        Self(Self::QUOTES.0 | Self::APOSTROPHES.0 | Self::DASHES.0 | Self::ELLIPSIS.0 | Self::RETURNS.0);

    const NAMES: [(&'static str, Self); 14] = [
        ("all", Self::ALL),
        ("news", Self::NEWS),
        ("quotes", Self::QUOTES),
        ("apostrophes", Self::APOSTROPHES),
        ("dashes", Self::DASHES),
        ("ellipsis", Self::ELLIPSIS),
        ("spaces", Self::SPACES),
        ("lines", Self::LINES),
        ("returns", Self::RETURNS),
        ("invisible", Self::INVISIBLE),
        ("bidi", Self::BIDI),
        ("controls", Self::CONTROLS),
        ("escapes", Self::ESCAPES),
        ("collapse", Self::COLLAPSE),
    ];

    /// Tells whether all choices of `other` are made.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

impl Default for Clean {
    /// Everything but [`COLLAPSE`](Self::COLLAPSE): whoever asks for cleaning gets plain signs.
    fn default() -> Self {
        Self::ALL
    }
}

impl BitOr for Clean {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl Sub for Clean {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

impl fmt::Display for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut left = *self;
        let mut joint = "";
        for (name, choice) in Self::NAMES {
            // A name of several choices is written when it leaves nothing, or only the collapsing.
            let whole = (left - choice).0 & !Self::COLLAPSE.0 == 0 || choice.0.is_power_of_two();
            if left.contains(choice) && whole {
                write!(f, "{joint}{name}")?;
                joint = "+";
                left = left - choice;
            }
        }
        Ok(())
    }
}

impl FromStr for Clean {
    type Err = Error;

    fn from_str(names: &str) -> Result<Self, Error> {
        let mut choices = Self(0);
        for name in names.split('+') {
            let found = Self::NAMES.iter().find(|(known, _)| *known == name);
            let all = Self::NAMES.iter().map(|(name, _)| *name);
            let (_, choice) = found.ok_or_else(|| choice::unknown("choice of cleaning", name, all))?;
            choices = choices | *choice;
        }
        Ok(choices)
    }
}

/// The groups of signs in `data/text/signs.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    Quotes,
    Apostrophes,
    Dashes,
    Ellipsis,
    Spaces,
    Lines,
    Returns,
    Invisible,
    Bidi,
    Controls,
    Escapes,
    Grave,
    Joiner,
    MarkJoiner,
    JamoFiller,
    Selector,
    Tag,
}

impl Group {
    fn choice(self) -> Clean {
        match self {
            Self::Quotes => Clean::QUOTES,
            Self::Apostrophes | Self::Grave => Clean::APOSTROPHES,
            Self::Dashes => Clean::DASHES,
            Self::Ellipsis => Clean::ELLIPSIS,
            Self::Spaces => Clean::SPACES,
            Self::Lines => Clean::LINES,
            Self::Returns => Clean::RETURNS,
            Self::Bidi => Clean::BIDI,
            Self::Controls => Clean::CONTROLS,
            Self::Escapes => Clean::ESCAPES,
            _ => Clean::INVISIBLE,
        }
    }
}

/// Writes typographic signs plainly and drops those that cannot be seen, as far as `choices` ask.
///
/// The script decides which invisible signs mean something, whatever the language; only for
/// [`Lang::Ar`] ZERO WIDTH NON-JOINER goes between Arabic letters too, since Arabic itself is spelled without
/// it (Persian, Urdu and Kurdish are not). Borrowed when nothing changes.
///
/// # Example
///
/// ```
/// use varlik_text::{Clean, Lang, clean};
///
/// let all = |s| clean(s, Clean::ALL, Lang::Und);
/// assert_eq!(all("\u{FEFF}Türkiye’nin “yeni”\u{A0}yolu — 2014–2024…"), "Türkiye'nin \"yeni\" yolu - 2014-2024...");
/// assert_eq!(all("\u{202A}Er\u{AD}doğan\u{202C} \u{1B}[31mkırmızı\u{1B}[0m"), "Erdoğan kırmızı");
/// assert_eq!(all("می\u{200C}خواهم क्\u{200D}ष 👩\u{200D}🚀"), "می\u{200C}خواهم क्\u{200D}ष 👩\u{200D}🚀");
/// assert_eq!(clean("Türkiye’nin\u{A0}yolu", Clean::NEWS, Lang::Und), "Türkiye’nin yolu");
/// ```
#[must_use]
pub fn clean(s: &str, choices: Clean, lang: Lang) -> Cow<'_, str> {
    let mut out = String::new();
    if clean_change(s, choices, lang, &mut out, &mut ()) { Cow::Owned(out) } else { Cow::Borrowed(s) }
}

/// Appends the clean form of `s` to `out`; appends nothing and gives `false` when that is `s` itself.
pub(crate) fn clean_change<R: Record>(
    s: &str,
    choices: Clean,
    lang: Lang,
    out: &mut String,
    record: &mut R,
) -> bool {
    if !choices.contains(Clean::COLLAPSE) {
        return replace_signs(s, choices, lang, out, record);
    }
    let (mut plain, mut edits, mut collapsed) = (String::new(), Edits::default(), Edits::default());
    if !replace_signs(s, choices, lang, &mut plain, &mut edits) {
        return collapse(s, out, record);
    }
    if !collapse(&plain, out, &mut collapsed) {
        out.push_str(&plain);
    }
    edits.meet(&collapsed, |edit, _, _| record.edit(edit.source, edit.output));
    true
}

fn collapse<R: Record>(s: &str, out: &mut String, record: &mut R) -> bool {
    let mut writer = Writer::new(s, out, record);
    let blank = |byte: &u8| matches!(byte, b' ' | b'\t');
    let bytes = s.as_bytes();
    let (mut at, mut changed) = (0, false);
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr2(b' ', b'\t', rest)) {
        let start = at + found;
        let length = bytes.iter().skip(start).take_while(|byte| blank(byte)).count();
        at = start + length;
        let plain = if start == 0 || at == s.len() { "" } else { " " };
        if s.get(start..at) != Some(plain) {
            writer.replace(start..at, plain);
            changed = true;
        }
    }
    if changed {
        writer.finish();
    }
    changed
}

fn replace_signs<R: Record>(s: &str, choices: Clean, lang: Lang, out: &mut String, record: &mut R) -> bool {
    let looks = choices.0 & Clean::LOOKS.0 != 0;
    let set: &ScalarSet = if looks { &ALL } else { &UNSEEN };
    let next = |from: usize| {
        if looks {
            set.next(s, from, is_quiet_for_cleaning)
        } else {
            set.next(s, from, is_quiet_for_invisible)
        }
    };
    let mut writer = Writer::new(s, out, record);
    let mut changed = false;
    let mut found = next(0);
    while let Some(at) = found {
        let rest = s.get(at..).unwrap_or_default();
        let Some(c) = rest.chars().next() else { break };
        let mut end = at + c.len_utf8();
        if let Some((group, plain)) = sign(c).and_then(|found| chosen(c, found, choices)) {
            let place = Place { before: writer.before(at), c, rest, lang };
            match place.length(group) {
                0 => end = at + place.kept(group),
                length => {
                    end = at + length;
                    writer.replace(at..end, plain);
                    changed = true;
                }
            }
        }
        found = next(end);
    }
    if changed {
        writer.finish();
    }
    changed
}

/// The group of a sign, and what is written instead.
fn sign(c: char) -> Option<(Group, &'static str)> {
    let index = SIGNS.partition_point(|(first, ..)| *first <= c).checked_sub(1)?;
    let (_, last, group, plain) = SIGNS.get(index)?;
    (c <= *last).then_some((*group, *plain))
}

/// What the choices make of a sign. A control that means a sign in windows-1252 is a control where signs keep
/// their looks.
fn chosen(c: char, (group, plain): (Group, &'static str), choices: Clean) -> Option<(Group, &'static str)> {
    if choices.contains(group.choice()) {
        return Some((group, plain));
    }
    let sign = ('\u{80}'..'\u{A0}').contains(&c) && group != Group::Lines;
    (sign && choices.contains(Clean::CONTROLS)).then_some((Group::Controls, ""))
}

/// A sign between its neighbours.
struct Place<'a> {
    /// The character before, as it was written.
    before: Option<char>,
    c: char,
    /// The text from the sign on.
    rest: &'a str,
    lang: Lang,
}

impl Place<'_> {
    /// How many bytes are to be replaced; 0 when the sign stays.
    fn length(&self, group: Group) -> usize {
        let length = self.c.len_utf8();
        let after = self.after();
        let is = |c: Option<char>, of: fn(char) -> bool| c.is_some_and(of);
        let stays = match group {
            Group::Escapes => return escape_length(self.rest),
            Group::Returns if self.rest.starts_with("\r\n") => return 2,
            Group::Grave => {
                !(is(self.before, char::is_alphanumeric) && is(self.seen_after(), char::is_alphabetic))
            }
            Group::Joiner => self.joins(after),
            Group::MarkJoiner => {
                let mark = after.is_some_and(|c| is_combining_mark(c) && sign(c).is_none());
                self.before.is_some_and(|before| !before.is_whitespace()) && mark
            }
            Group::JamoFiller => is(self.before, is_jamo) || is(after, is_jamo),
            Group::Selector => self.selects(),
            Group::Tag => self.before == Some(BLACK_FLAG) && region_length(self.rest) > 0,
            _ => false,
        };
        if stays { 0 } else { length }
    }

    /// The length of a sign that stays, with what belongs to it.
    fn kept(&self, group: Group) -> usize {
        if group == Group::Tag { region_length(self.rest) } else { self.c.len_utf8() }
    }

    fn after(&self) -> Option<char> {
        self.rest.chars().nth(1)
    }

    /// The next character that can be seen.
    fn seen_after(&self) -> Option<char> {
        let mut at = self.c.len_utf8();
        loop {
            let rest = self.rest.get(at..)?;
            let c = rest.chars().next()?;
            at += match sign(c) {
                Some((Group::Escapes, _)) => escape_length(rest),
                Some((_, "")) => c.len_utf8(),
                _ => return Some(c),
            };
        }
    }

    /// Whether a joiner carries meaning between its neighbours.
    fn joins(&self, after: Option<char>) -> bool {
        let arabic = |c: Option<char>| {
            c.is_some_and(|c| matches!(u32::from(c), 0x600..=0x6FF | 0x750..=0x77F | 0x8A0..=0x8FF))
        };
        // The blocks from Devanagari to Sinhala, and Khmer.
        let indic = |c: Option<char>| {
            c.is_some_and(|c| matches!(u32::from(c), 0x900..=0xDFF | 0x1780..=0x17FF | 0xA8E0..=0xA8FF))
        };
        let emoji = |c: Option<char>| c.is_some_and(is_emoji);
        let zero_width_joiner = self.c == '\u{200D}';
        let arabic_joins = zero_width_joiner || self.lang != Lang::Ar;
        (arabic(self.before) && arabic(after) && arabic_joins)
            || indic(self.before)
            || (zero_width_joiner && emoji(self.before) && emoji(after) && after != Some('\u{FE0F}'))
    }

    /// Whether a variation selector selects something.
    fn selects(&self) -> bool {
        let Some(before) = self.before else { return false };
        match u32::from(self.c) {
            // Selectors of Mongolian.
            0x180B..=0x180F => matches!(u32::from(before), 0x1820..=0x18AA),
            // The looks of emoji and text; digits and # * in keycaps.
            0xFE0E | 0xFE0F => {
                is_emoji(before)
                    || (self.after() == Some('\u{20E3}') && matches!(before, '0'..='9' | '#' | '*'))
            }
            // Han, and the letters and signs with standardised variants.
            0xFE00..=0xFE0D => {
                is_han(before)
                    || matches!(u32::from(before), 0x1000..=0x109F | 0x2200..=0x22FF | 0x2A00..=0x2AFF | 0xA840..=0xA87F | 0xFF00..=0xFF60)
            }
            _ => is_han(before),
        }
    }
}

/// The flag that tags make the flag of a region.
const BLACK_FLAG: char = '\u{1F3F4}';

/// The length of the tags of a region's flag, with the one that ends it (Unicode Technical Standard #51).
fn region_length(text: &str) -> usize {
    let mut length = 0;
    for c in text.chars().take(32) {
        length += c.len_utf8();
        match c {
            '\u{E0030}'..='\u{E0039}' | '\u{E0061}'..='\u{E007A}' => {}
            '\u{E007F}' => return length,
            _ => return 0,
        }
    }
    0
}

/// Characters of emoji sequences, by the blocks that hold them.
fn is_emoji(c: char) -> bool {
    matches!(u32::from(c), 0xA9 | 0xAE | 0x203C | 0x2049 | 0x2122 | 0x2139 | 0x2190..=0x2BFF | 0x3030 | 0x303D | 0x3297 | 0x3299 | 0xFE0F | 0x1F000..=0x1FAFF)
}

fn is_han(c: char) -> bool {
    matches!(u32::from(c), 0x2E80..=0x303F | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

fn is_jamo(c: char) -> bool {
    matches!(u32::from(c), 0x1100..=0x115E | 0x1161..=0x11FF | 0xA960..=0xA97F | 0xD7B0..=0xD7FF)
}

/// A command of a terminal that has no end within this many bytes is none.
const LONGEST_COMMAND: usize = 4096;

/// The length of a terminal's escape sequence at the start of `text` (ECMA-48, 5.4 and 5.6).
fn escape_length(text: &str) -> usize {
    let mut characters = text.chars();
    let first = characters.next().map_or(0, char::len_utf8);
    let (kind, start) = match (text.chars().next(), characters.next()) {
        (Some('\u{1B}'), Some(kind)) => (kind, first + kind.len_utf8()),
        (Some('\u{9B}'), _) => ('[', first),
        (Some('\u{9D}'), _) => (']', first),
        _ => return first,
    };
    let body = text.as_bytes().get(start..).unwrap_or_default();
    let length = match kind {
        '[' => {
            let parameters = body.iter().take_while(|byte| (0x30..0x40).contains(*byte)).count();
            let between =
                body.iter().skip(parameters).take_while(|byte| (0x20..0x30).contains(*byte)).count();
            let size = parameters + between;
            body.get(size).filter(|byte| (0x40..0x7F).contains(*byte)).map(|_| size + 1)
        }
        // A command string ends with BEL or with ST, on the same line.
        ']' | 'P' | '_' | '^' | 'X' => {
            let body = body.get(..body.len().min(LONGEST_COMMAND)).unwrap_or_default();
            body.iter().position(|byte| matches!(byte, 0x07 | 0x1B | b'\n')).and_then(|size| {
                match body.get(size..) {
                    Some([0x07, ..]) => Some(size + 1),
                    Some([0x1B, b'\\', ..]) => Some(size + 2),
                    _ => None,
                }
            })
        }
        // A character set is chosen: ESC ( B.
        '(' | ')' | '*' | '+' => body.first().filter(|byte| byte.is_ascii_alphanumeric()).map(|_| 1),
        // One character alone: save, restore, reset, index.
        '7' | '8' | '=' | '>' | 'c' | 'D' | 'E' | 'H' | 'M' | 'Z' => Some(0),
        _ => None,
    };
    length.map_or(first, |length| start + length)
}
