//! Code pages: what one byte meant before UTF-8.
use std::fmt;

use crate::tables::code_pages::{BYTES, CODE_POINTS};

macro_rules! code_pages {
    ($($variant:ident $name:literal $what:literal,)*) => {
        /// A code page of one byte a character, the ASCII half of which is ASCII.
        ///
        /// A byte without a meaning below A0 is the control character of the same number, as browsers and mail
        /// programs have it: text read in windows-1252 keeps its U+0081 and U+009D. The few others are U+FFFD.
        ///
        /// # Example
        ///
        /// ```
        /// use varlik_text::CodePage;
        ///
        /// let page = CodePage::Windows1254;
        /// assert_eq!(page.char_of(0xF0), 'ğ');
        /// assert_eq!(page.byte_of('ğ'), Some(0xF0));
        /// assert_eq!(page.byte_of('ж'), None);
        /// assert_eq!(page.to_string(), "windows-1254");
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum CodePage {
            $(#[doc = $what] $variant,)*
        }

        impl CodePage {
            /// Gives the name, as the Encoding Standard and mail headers spell it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

// The order is that of the rows of `data/text/code_pages.tsv`.
code_pages! {
    Windows1250 "windows-1250" "Central European.",
    Windows1251 "windows-1251" "Cyrillic.",
    Windows1252 "windows-1252" "Western European.",
    Windows1253 "windows-1253" "Greek.",
    Windows1254 "windows-1254" "Turkish.",
    Windows1255 "windows-1255" "Hebrew.",
    Windows1256 "windows-1256" "Arabic.",
    Latin1 "iso-8859-1" "Latin-1, whose upper controls are characters of their own.",
    Greek "iso-8859-7" "Greek, of ISO.",
    Macintosh "macintosh" "Western European, of the Macintosh (`MacRoman`).",
    Koi8 "koi8-u" "Cyrillic, of mail and Unix; KOI8-R with the letters of Ukrainian.",
    Ibm857 "ibm857" "Turkish, of DOS.",
    Ibm866 "ibm866" "Cyrillic, of DOS.",
    Ibm437 "ibm437" "Of DOS in the United States.",
    Ibm850 "ibm850" "Western European, of DOS.",
}

impl CodePage {
    /// Gives the character a byte stands for.
    #[must_use]
    pub fn char_of(self, byte: u8) -> char {
        let point = usize::from(byte).checked_sub(0x80).and_then(|index| {
            let page = CODE_POINTS.get(self as usize)?;
            page.get(index).copied()
        });
        point.map_or(char::from(byte), |point| char::from_u32(u32::from(point)).unwrap_or(char::from(byte)))
    }

    /// Gives the byte that stands for a character, if there is one.
    #[must_use]
    pub fn byte_of(self, c: char) -> Option<u8> {
        if c.is_ascii() {
            return Some(c as u8);
        }
        let point = u16::try_from(u32::from(c)).ok()?;
        let page = BYTES.get(self as usize)?;
        let index = page.binary_search_by_key(&point, |(known, _)| *known).ok()?;
        page.get(index).map(|(_, byte)| *byte)
    }
}

impl fmt::Display for CodePage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_agree_with_the_encoding_standard() {
        for (page, known) in [
            (CodePage::Windows1250, encoding_rs::WINDOWS_1250),
            (CodePage::Windows1251, encoding_rs::WINDOWS_1251),
            (CodePage::Windows1252, encoding_rs::WINDOWS_1252),
            (CodePage::Windows1253, encoding_rs::WINDOWS_1253),
            (CodePage::Windows1254, encoding_rs::WINDOWS_1254),
            (CodePage::Windows1255, encoding_rs::WINDOWS_1255),
            (CodePage::Windows1256, encoding_rs::WINDOWS_1256),
            (CodePage::Greek, encoding_rs::ISO_8859_7),
            (CodePage::Macintosh, encoding_rs::MACINTOSH),
            (CodePage::Koi8, encoding_rs::KOI8_U),
            (CodePage::Ibm866, encoding_rs::IBM866),
        ] {
            for byte in 0..=255_u8 {
                let c = page.char_of(byte);
                let assigned = c != '\u{FFFD}';
                assert_eq!(page.byte_of(c), assigned.then_some(byte), "{page} {byte:02X}");
                let (text, _) = known.decode_without_bom_handling(std::slice::from_ref(&byte));
                if text != "\u{FFFD}" && assigned {
                    assert_eq!(text, c.to_string(), "{page} {byte:02X}");
                }
            }
        }
    }

    #[test]
    fn pages_without_a_standard_hold_their_letters() {
        assert_eq!(CodePage::Ibm857.byte_of('ğ'), Some(0xA7));
        assert_eq!(CodePage::Ibm857.byte_of('ı'), Some(0x8D));
        assert_eq!(CodePage::Ibm857.char_of(0x98), 'İ');
        assert_eq!(CodePage::Latin1.char_of(0x85), '\u{85}');
        assert_eq!(CodePage::Macintosh.byte_of('\u{85}'), None);
    }
}
