//! Scripts.

/// A script, as far as names and articles need to tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Script {
    /// No letter at all, or letters of none of the scripts below.
    Other,
    /// Latin.
    Latin,
    /// Cyrillic.
    Cyrillic,
    /// Greek.
    Greek,
    /// Armenian.
    Armenian,
    /// Georgian, Mkhedruli and its capitals.
    Georgian,
    /// Arabic, with the letters of Persian, Kurdish, Urdu and Uyghur.
    Arabic,
    /// Hebrew.
    Hebrew,
    /// The scripts of India, from Devanagari to Malayalam.
    Indic,
    /// Thai.
    Thai,
    /// Han characters.
    Han,
    /// Hiragana and Katakana.
    Kana,
    /// Hangul.
    Hangul,
    /// Ethiopic.
    Ethiopic,
}

/// Every script, in the order of its number.
const ALL: [Script; 14] = [
    Script::Other,
    Script::Latin,
    Script::Cyrillic,
    Script::Greek,
    Script::Armenian,
    Script::Georgian,
    Script::Arabic,
    Script::Hebrew,
    Script::Indic,
    Script::Thai,
    Script::Han,
    Script::Kana,
    Script::Hangul,
    Script::Ethiopic,
];

impl Script {
    /// Gives the script of one letter by its Unicode block; [`Script::Other`] for what is no letter.
    #[must_use]
    pub fn of(c: char) -> Self {
        if !c.is_alphabetic() {
            return Self::Other;
        }
        match u32::from(c) {
            0x41..=0x24F
            | 0x250..=0x2AF
            | 0x1D00..=0x1D25
            | 0x1E00..=0x1EFF
            | 0x2C60..=0x2C7F
            | 0xA722..=0xA7FF
            | 0xFB00..=0xFB06
            | 0xFF21..=0xFF5A => Self::Latin,
            0x370..=0x3FF | 0x1F00..=0x1FFF => Self::Greek,
            0x400..=0x52F | 0x1C80..=0x1C8F | 0x2DE0..=0x2DFF | 0xA640..=0xA69F => Self::Cyrillic,
            0x531..=0x587 | 0xFB13..=0xFB17 => Self::Armenian,
            0x5D0..=0x5F2 | 0xFB1D..=0xFB4F => Self::Hebrew,
            0x600..=0x6FF | 0x750..=0x77F | 0x870..=0x8FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFC => Self::Arabic,
            0x900..=0xD7F => Self::Indic,
            0xE00..=0xE7F => Self::Thai,
            0x10A0..=0x10FF | 0x1C90..=0x1CBF | 0x2D00..=0x2D2F => Self::Georgian,
            0x1100..=0x11FF | 0x3130..=0x318F | 0xA960..=0xA97F | 0xAC00..=0xD7FF => Self::Hangul,
            0x1200..=0x139F => Self::Ethiopic,
            0x3040..=0x30FF | 0x31F0..=0x31FF | 0xFF66..=0xFF9F => Self::Kana,
            0x3005..=0x3007 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x323AF => {
                Self::Han
            }
            _ => Self::Other,
        }
    }
}

/// Gives the script of most letters of `s`; the first met wins a tie.
///
/// # Example
///
/// ```
/// use varlik_text::{Script, script};
///
/// assert_eq!(script("Erdoğan"), Script::Latin);
/// assert_eq!(script("Владимир Путин (Putin)"), Script::Cyrillic);
/// assert_eq!(script("1949"), Script::Other);
/// ```
#[must_use]
pub fn script(s: &str) -> Script {
    if s.is_ascii() {
        return if s.bytes().any(|byte| byte.is_ascii_alphabetic()) { Script::Latin } else { Script::Other };
    }
    let mut counts = [(0_u32, 0_u32); ALL.len()];
    for (place, c) in s.chars().enumerate() {
        let found = Script::of(c);
        if found != Script::Other
            && let Some(count) = counts.get_mut(found as usize)
        {
            if count.0 == 0 {
                count.1 = u32::MAX - place as u32;
            }
            count.0 += 1;
        }
    }
    let best = ALL.iter().zip(counts).max_by_key(|(_, count)| *count);
    best.map_or(Script::Other, |(script, count)| if count.0 == 0 { Script::Other } else { *script })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_script_is_known_by_a_name() {
        for (name, want) in [
            ("Əliyev", Script::Latin),
            ("Әлия", Script::Cyrillic),
            ("Αθήνα", Script::Greek),
            ("Երևան", Script::Armenian),
            ("თბილისი", Script::Georgian),
            ("أردوغان", Script::Arabic),
            ("נתניהו", Script::Hebrew),
            ("東京", Script::Han),
            ("トルコ", Script::Kana),
            ("김정은", Script::Hangul),
            ("!?", Script::Other),
        ] {
            assert_eq!(script(name), want, "{name}");
        }
    }
}
