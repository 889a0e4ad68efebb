//! The comparison key.
use std::str::Chars;

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use crate::suffix::{is_apostrophe, is_ending};
use crate::tables::letters::{CELLS, FOLDS, PAGES, SEQUENCES};

/// Gives the comparison key of `s`: ASCII lower case, words parted by one space.
///
/// The key is lossy and made for comparing, never for showing. It needs no language: `I`, `İ`, `ı`, `i` and
/// `i` with U+0307 are all `i`. Diacritics are dropped; Cyrillic, Greek, Armenian, Georgian and Hangul are
/// transliterated, Arabic and Hebrew by their consonants; letters of other scripts stay. A Turkish ending or
/// an English possessive behind an apostrophe is dropped with it. Other apostrophes, and full stops inside a
/// word, vanish; every other run of signs and spaces is one space. The key of a key is itself, and a string
/// with a letter or a digit never has an empty key.
///
/// # Example
///
/// ```
/// use varlik_text::key;
///
/// assert_eq!(key("İSTANBUL’da"), "istanbul");
/// assert_eq!(key("  O’Brien-Şahin "), "obrien sahin");
/// assert_eq!(key("U.S."), "us");
/// assert_eq!(key("Хрущёв"), "khrushchev");
/// assert_eq!(key("東京"), "東京");
/// ```
#[must_use]
pub fn key(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    key_into(s, &mut out);
    out
}

/// Writes the [`key`] of `s` to `out`, which is emptied first; allocates only when `out` is too small.
pub fn key_into(s: &str, out: &mut String) {
    out.clear();
    if plain(s.as_bytes()) {
        out.push_str(s);
        out.make_ascii_lowercase();
        return;
    }
    let mut writer = Writer { out, gap: false };
    let mut rest = s.chars();
    let mut before = ' ';
    while let Some(c) = rest.next() {
        if is_apostrophe(c) && (before.is_alphanumeric() || before == '.' || is_combining_mark(before)) {
            rest = past_ending(s, c, rest);
        } else if c.is_ascii_alphanumeric() {
            writer.push(c.to_ascii_lowercase());
        } else if c == '.' {
            let after = rest.clone().next().unwrap_or(' ');
            let joins = after.is_alphanumeric() || cell(after) == DROP;
            if !joins || !before.is_alphanumeric() || (before.is_numeric() && after.is_numeric()) {
                writer.gap = true;
            }
        } else {
            match sequence(c, rest.as_str(), &writer) {
                Some((text, both)) => {
                    writer.push_str(text);
                    if both {
                        rest.next();
                    }
                }
                None => writer.letter(c),
            }
        }
        before = c;
    }
    if out.is_empty() {
        // Letters that the table drops (ъ, ь, ء) stay when there is nothing else.
        out.extend(s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase));
    }
}

/// Passes over the letters behind the apostrophe `mark` when they are an ending of the word before it.
fn past_ending<'s>(s: &'s str, mark: char, rest: Chars<'s>) -> Chars<'s> {
    let tail = rest.as_str();
    let end = tail.find(|c: char| !c.is_alphabetic() && !is_combining_mark(c)).unwrap_or(tail.len());
    let (Some(letters), Some(behind), Some(before)) =
        (tail.get(..end), tail.get(end..), s.get(..s.len() - tail.len() - mark.len_utf8()))
    else {
        return rest;
    };
    let stem = before
        .rsplit(|c: char| !c.is_alphanumeric() && !is_apostrophe(c) && !is_combining_mark(c))
        .next()
        .unwrap_or(before);
    if !letters.is_empty() && !behind.starts_with(char::is_numeric) && is_ending(stem, letters) {
        behind.chars()
    } else {
        rest
    }
}

/// Tells whether lowering the case is all there is to do: ASCII letters, digits and single inner spaces.
fn plain(bytes: &[u8]) -> bool {
    let mut space = true;
    for byte in bytes {
        if byte.is_ascii_alphanumeric() {
            space = false;
        } else if *byte == b' ' && !space {
            space = true;
        } else {
            return false;
        }
    }
    !space
}

const UNLISTED: u16 = 0;
const SEPARATOR: u16 = 1;
const DROP: u16 = 2;

fn cell(c: char) -> u16 {
    let point = u32::from(c);
    let page = PAGES.get((point >> 8) as usize).copied().unwrap_or(0);
    CELLS
        .get(usize::from(page))
        .and_then(|page| page.get((point & 0xFF) as usize))
        .copied()
        .unwrap_or(UNLISTED)
}

struct Writer<'o> {
    out: &'o mut String,
    gap: bool,
}

impl Writer<'_> {
    fn part(&mut self) {
        if self.gap {
            if !self.out.is_empty() {
                self.out.push(' ');
            }
            self.gap = false;
        }
    }

    fn push(&mut self, c: char) {
        self.part();
        self.out.push(c);
    }

    fn push_str(&mut self, text: &str) {
        self.part();
        self.out.push_str(text);
    }

    fn initial(&self) -> bool {
        self.gap || self.out.is_empty()
    }

    fn letter(&mut self, c: char) {
        match cell(c) {
            UNLISTED => self.unlisted(c),
            SEPARATOR => self.gap = true,
            DROP => {}
            number => self.push_str(FOLDS.get(usize::from(number)).copied().unwrap_or_default()),
        }
    }

    /// Writes a character the table does not hold: its decomposition, in lower case.
    fn unlisted(&mut self, c: char) {
        for lower in c.to_lowercase() {
            decompose_compatible(lower, |piece| match cell(piece) {
                UNLISTED if piece.is_alphanumeric() => {
                    piece.to_lowercase().for_each(|piece| self.push(piece));
                }
                UNLISTED if is_combining_mark(piece) => self.push(piece),
                UNLISTED | SEPARATOR => self.gap = true,
                DROP => {}
                number => self.push_str(FOLDS.get(usize::from(number)).copied().unwrap_or_default()),
            });
        }
    }
}

/// Finds the reading of a letter sequence that starts with `c`, and whether it takes the next letter too.
fn sequence(c: char, rest: &str, writer: &Writer<'_>) -> Option<(&'static str, bool)> {
    if !matches!(u32::from(c), 0x391..=0x3C9 | 0x531..=0x587) {
        return None;
    }
    let first = c.to_lowercase().next()?;
    let mut following = rest.chars();
    let second = following.next().and_then(|c| c.to_lowercase().next());
    let third = following.next().and_then(|c| c.to_lowercase().next());
    let voiceless = third.is_some_and(|c| "θκξπσςτφχψ".contains(c));
    let fits = |place: u8| match place {
        0 => true,
        1 => writer.initial(),
        _ => voiceless,
    };
    let mut best: Option<(&'static str, bool, u8)> = None;
    for ([one, two], place, text) in SEQUENCES {
        let pair = *two != '\0';
        if *one != first || (pair && second != Some(*two)) || !fits(*place) {
            continue;
        }
        // A pair is stronger than a letter, a rule with a condition stronger than one without.
        if best.is_none_or(|(_, old, condition)| (pair, *place) > (old, condition)) {
            best = Some((text, pair, *place));
        }
    }
    best.map(|(text, pair, _)| (text, pair))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_key_for_every_way_to_write_a_turkish_name() {
        for name in ["Iğdır", "IĞDIR", "ığdır", "İĞDİR", "I\u{11f}d\u{131}r", "igdir", "Ig\u{306}dır"]
        {
            assert_eq!(key(name), "igdir", "{name}");
        }
    }

    #[test]
    fn signs_inside_a_word_vanish_and_others_part_words() {
        for (name, want) in [
            ("T.C. Ziraat Bankası A.Ş.", "tc ziraat bankasi as"),
            ("U.S.'s", "us"),
            ("Sana'a", "sanaa"),
            ("F-16", "f 16"),
            ("  Rus–Ukrayna  savaşı ", "rus ukrayna savasi"),
            ("3.5", "3 5"),
            ("R.T. Erdoğan", "rt erdogan"),
            ("(AKP)", "akp"),
            ("Ankara. Moskova", "ankara moskova"),
            ("AT&T", "at t"),
        ] {
            assert_eq!(key(name), want, "{name}");
        }
    }

    #[test]
    fn other_scripts_become_ascii() {
        for (name, want) in [
            ("Щукин Хабаров", "shchukin khabarov"),
            ("Київ", "kiyiv"),
            ("Џајић", "dzajic"),
            ("Нұрсұлтан", "nursultan"),
            ("Ντόρα Ευάγγελος Λευκάδα Ουρανός", "dora evangelos lefkada ouranos"),
            ("ΜΠΑΡΜΠΑΣ", "barmpas"),
            ("Երևան", "yerevan"),
            ("სააკაშვილი", "saakashvili"),
            ("فلاديمير بوتين", "fladymyr bwtyn"),
            ("פוטין", "pwtyn"),
            ("서울", "seoul"),
            ("١٩٤٩", "1949"),
            ("ﬁdan", "fidan"),
            ("Þór Æsop Œuvre Straße Łódź", "thor aesop oeuvre strasse lodz"),
        ] {
            assert_eq!(key(name), want, "{name}");
        }
    }

    #[test]
    fn letters_without_a_table_stay() {
        assert_eq!(key("東京"), "東京");
        assert_eq!(key("ь"), "ь");
        assert_eq!(key("दिल्ली"), "दिल्ली");
        assert_eq!(key("!?"), "");
    }
}
