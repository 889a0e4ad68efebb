//! Scripts.

macro_rules! scripts {
    ($($variant:ident $code:literal $name:literal,)*) => {
        /// A script, as far as names and articles need to tell them apart.
        ///
        /// # Example
        ///
        /// ```
        /// use varlik_text::{Script, script};
        ///
        /// assert_eq!(script("トルコ").code(), "Kana");
        /// assert_eq!(Script::from_code("Cyrl"), Some(Script::Cyrillic));
        /// assert_eq!(Script::from_code("tlh"), None);
        /// ```
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Script {
            /// No letter at all, or letters of none of the scripts below.
            #[default]
            Other,
            $(#[doc = $name] $variant,)*
        }

        /// Every script, in the order of its number.
        const ALL: &[Script] = &[Script::Other, $(Script::$variant,)*];

        impl Script {
            /// Gives the ISO 15924 code; `Zyyy` (undetermined) for [`Script::Other`].
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    Self::Other => "Zyyy",
                    $(Self::$variant => $code,)*
                }
            }

            /// Finds the script of an ISO 15924 code such as `Latn`, in any case.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                ALL.iter().copied().find(|script| script.code().eq_ignore_ascii_case(code))
            }
        }
    };
}

scripts! {
    Latin "Latn" "Latin.",
    Cyrillic "Cyrl" "Cyrillic.",
    Greek "Grek" "Greek.",
    Armenian "Armn" "Armenian.",
    Georgian "Geor" "Georgian: Mkhedruli, its capitals, and the older Asomtavruli and Nuskhuri.",
    Arabic "Arab" "Arabic, with the letters of Persian, Kurdish, Urdu and Uyghur.",
    Hebrew "Hebr" "Hebrew.",
    Syriac "Syrc" "Syriac.",
    Thaana "Thaa" "Thaana, of the Maldives.",
    Devanagari "Deva" "Devanagari: Hindi, Marathi, Nepali.",
    Bengali "Beng" "Bengali and Assamese.",
    Gurmukhi "Guru" "Gurmukhi: Punjabi in India.",
    Gujarati "Gujr" "Gujarati.",
    Odia "Orya" "Odia.",
    Tamil "Taml" "Tamil.",
    Telugu "Telu" "Telugu.",
    Kannada "Knda" "Kannada.",
    Malayalam "Mlym" "Malayalam.",
    Sinhala "Sinh" "Sinhala.",
    Thai "Thai" "Thai.",
    Lao "Laoo" "Lao.",
    Tibetan "Tibt" "Tibetan.",
    Myanmar "Mymr" "Burmese.",
    Khmer "Khmr" "Khmer.",
    Han "Hani" "Han characters.",
    Hiragana "Hira" "Hiragana.",
    Katakana "Kana" "Katakana, half-width too.",
    Bopomofo "Bopo" "Bopomofo.",
    Hangul "Hang" "Hangul.",
    Ethiopic "Ethi" "Ethiopic.",
    Cherokee "Cher" "Cherokee.",
    Mongolian "Mong" "Mongolian, the vertical letters.",
}

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
            | 0xAB30..=0xAB64
            | 0xFB00..=0xFB06
            | 0xFF21..=0xFF5A => Self::Latin,
            0x370..=0x3FF | 0x1F00..=0x1FFF => Self::Greek,
            0x400..=0x52F | 0x1C80..=0x1C8F | 0x2DE0..=0x2DFF | 0xA640..=0xA69F => Self::Cyrillic,
            0x531..=0x587 | 0xFB13..=0xFB17 => Self::Armenian,
            0x5D0..=0x5F2 | 0xFB1D..=0xFB4F => Self::Hebrew,
            0x600..=0x6FF | 0x750..=0x77F | 0x870..=0x8FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFC => Self::Arabic,
            0x700..=0x74F | 0x860..=0x86F => Self::Syriac,
            0x780..=0x7BF => Self::Thaana,
            0x900..=0x97F | 0xA8E0..=0xA8FF => Self::Devanagari,
            0x980..=0x9FF => Self::Bengali,
            0xA00..=0xA7F => Self::Gurmukhi,
            0xA80..=0xAFF => Self::Gujarati,
            0xB00..=0xB7F => Self::Odia,
            0xB80..=0xBFF => Self::Tamil,
            0xC00..=0xC7F => Self::Telugu,
            0xC80..=0xCFF => Self::Kannada,
            0xD00..=0xD7F => Self::Malayalam,
            0xD80..=0xDFF => Self::Sinhala,
            0xE00..=0xE7F => Self::Thai,
            0xE80..=0xEFF => Self::Lao,
            0xF00..=0xFFF => Self::Tibetan,
            0x1000..=0x109F | 0xA9E0..=0xA9FF | 0xAA60..=0xAA7F => Self::Myanmar,
            0x10A0..=0x10FF | 0x1C90..=0x1CBF | 0x2D00..=0x2D2F => Self::Georgian,
            0x1100..=0x11FF | 0x3130..=0x318F | 0xA960..=0xA97F | 0xAC00..=0xD7FF | 0xFFA0..=0xFFDC => {
                Self::Hangul
            }
            0x1200..=0x139F | 0x2D80..=0x2DDF | 0xAB00..=0xAB2F => Self::Ethiopic,
            0x13A0..=0x13FF | 0xAB70..=0xABBF => Self::Cherokee,
            0x1780..=0x17FF => Self::Khmer,
            0x1800..=0x18AF => Self::Mongolian,
            0x3041..=0x309F | 0x1B001..=0x1B11F => Self::Hiragana,
            0x30A0..=0x30FF | 0x31F0..=0x31FF | 0xFF66..=0xFF9F => Self::Katakana,
            0x3100..=0x312F | 0x31A0..=0x31BF => Self::Bopomofo,
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
            ("トルコ", Script::Katakana),
            ("さくら", Script::Hiragana),
            ("दिल्ली", Script::Devanagari),
            ("ঢাকা", Script::Bengali),
            ("ᲗᲑᲘᲚᲘᲡᲘ", Script::Georgian),
            ("ᏣᎳᎩ", Script::Cherokee),
            ("김정은", Script::Hangul),
            ("!?", Script::Other),
        ] {
            assert_eq!(script(name), want, "{name}");
        }
    }
}
