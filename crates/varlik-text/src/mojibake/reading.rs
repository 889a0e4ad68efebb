//! How a program read bytes that were UTF-8, and what a character of such a reading proves.
use crate::CodePage;

/// The code page, or the family of pages, in which UTF-8 was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// windows-1252, windows-1254 or latin-1, which never contradict each other where text holds one of them.
    Western,
    /// `MacRoman`.
    Macintosh,
    /// windows-1251.
    Cyrillic,
    /// windows-1250.
    Central,
    /// windows-1253.
    Greek,
}

/// Every reading, the likelier first.
pub(crate) const READINGS: [Reading; 5] =
    [Reading::Western, Reading::Macintosh, Reading::Cyrillic, Reading::Central, Reading::Greek];

impl Reading {
    /// Gives the byte a character was read from; of an ASCII character none.
    pub(crate) fn byte_of(self, c: char) -> Option<u8> {
        if c.is_ascii() {
            return None;
        }
        match self {
            Self::Western => western_byte(c),
            Self::Macintosh => CodePage::Macintosh.byte_of(c),
            Self::Cyrillic => CodePage::Windows1251.byte_of(c),
            Self::Central => CodePage::Windows1250.byte_of(c),
            Self::Greek => CodePage::Windows1253.byte_of(c),
        }
    }

    /// Names the page: of the western ones the first that has all of `characters`.
    pub(crate) fn page(self, mut characters: impl Iterator<Item = char>) -> CodePage {
        match self {
            Self::Western => characters
                .find_map(|c| match c {
                    'Ğ' | 'İ' | 'Ş' | 'ğ' | 'ı' | 'ş' => Some(CodePage::Windows1254),
                    // The five bytes that windows-1252 leaves undefined are the same control in all pages.
                    '\u{81}' | '\u{8D}' | '\u{8F}' | '\u{90}' | '\u{9D}' => None,
                    '\u{80}'..='\u{9F}' => Some(CodePage::Latin1),
                    _ => None,
                })
                .unwrap_or(CodePage::Windows1252),
            Self::Macintosh => CodePage::Macintosh,
            Self::Cyrillic => CodePage::Windows1251,
            Self::Central => CodePage::Windows1250,
            Self::Greek => CodePage::Windows1253,
        }
    }

    /// Tells whether a run may begin with a character, whatever follows. Left out are leads of what no broken text
    /// begins with, where clean text has them: quotation marks in `MacRoman` (`“Özgür`).
    pub(crate) const fn leads(self, c: char) -> bool {
        match self {
            Self::Western => matches!(c, 'Â'..='ô' | 'Ğ' | 'İ' | 'Ş'),
            Self::Macintosh => matches!(
                c,
                '¬' | '√' | 'ƒ' | '≈' | '∆' | 'Œ' | 'œ' | '–' | '—' | '◊' | 'ÿ' | 'Ÿ' | '‡' | '·' | '‚' | '„' | '‰'
                    | 'Â' | 'Ê' | 'Á' | 'Ë' | 'È' | 'Ì'..='Ï' | 'Ò'..='Ô' | '\u{F8FF}'
            ),
            Self::Cyrillic => matches!(c, 'В'..='Я'),
            Self::Greek => matches!(c, 'Β'..='Ω' | 'β'),
            Self::Central => matches!(c, 'Â' | 'Ă' | 'Ä' | 'Ĺ'),
        }
    }

    /// Tells whether two characters may begin a run.
    pub(crate) fn starts(self, first: char, second: char) -> bool {
        let leads = match (self, first) {
            // Clean text has ğ before a dash.
            (Self::Western, 'ğ') => matches!(second, 'Ÿ' | '\u{9F}'),
            // Ş and Ğ, the second byte of which windows-1254 leaves undefined.
            (Self::Western, 'Ä' | 'Å') if second == '\u{FFFD}' => return true,
            // в leads dashes and quotation marks, р pictures; clean text has both before small letters.
            (Self::Cyrillic, 'р') => second == 'џ',
            (Self::Cyrillic, 'в') => !second.is_lowercase(),
            (Self::Central, 'â') => second == '€',
            _ => self.leads(first),
        };
        leads && self.byte_of(second).is_some_and(|byte| (0x80..0xC0).contains(&byte))
    }

    /// The bit of a reading in a set of them.
    pub(crate) const fn bit(self) -> u8 {
        1 << self as u8
    }

    /// Gives the reading that takes in a page.
    pub(crate) const fn of(page: CodePage) -> Option<Self> {
        Some(match page {
            CodePage::Windows1252 | CodePage::Windows1254 | CodePage::Latin1 => Self::Western,
            CodePage::Macintosh => Self::Macintosh,
            CodePage::Windows1251 => Self::Cyrillic,
            CodePage::Windows1250 => Self::Central,
            CodePage::Windows1253 => Self::Greek,
            _ => return None,
        })
    }

    /// Tells what a character in the place of a continuation byte proves.
    pub(crate) fn proof(self, c: char) -> Proof {
        match c {
            '\u{80}'..='\u{9F}' => Proof::Control,
            '‘' | '’' | '“' | '”' | '„' | '‚' | '–' | '—' | '…' | '•' | '«' | '»' | '‹' | '›' | '™'
            | '\u{A0}' | '\u{AD}'
                if self != Self::Western || !matches!(c, '„' | '‚') =>
            {
                Proof::Quotation
            }
            '°' | '®' | '©' | '·' | '¡' | '¿' | '²' | '³' | '¹' | 'º' | 'ª' | '€' | '£' | '§' | '†' | '‡' => {
                Proof::Mark
            }
            // Letters of the languages the page is for, which write them behind letters all the time.
            _ if self == Self::Central && c.is_alphabetic() => Proof::Quotation,
            _ if self == Self::Cyrillic && c.is_uppercase() => Proof::Quotation,
            '¢' | '¥' | '±' | '¶' | '´' | '¨' | 'µ' | 'π' | 'Ω' | '∂' | '∆' | '∏' | '∑' | '∞' | '∫' | '≠'
            | '≤' | '≥'
                if self == Self::Macintosh =>
            {
                Proof::Mark
            }
            _ => Proof::Strong,
        }
    }
}

/// A set of readings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Readings(u8);

impl Readings {
    /// Gives the readings that find the same bytes as `reading` in all of `characters`.
    pub(crate) fn alike(reading: Reading, text: &str) -> Self {
        let same = |other: &&Reading| text.chars().all(|c| other.byte_of(c) == reading.byte_of(c));
        Self(READINGS.iter().filter(same).fold(reading.bit(), |bits, other| bits | other.bit()))
    }

    pub(crate) const ALL: Self = Self(u8::MAX);

    pub(crate) const fn has(self, reading: Reading) -> bool {
        self.0 & reading.bit() != 0
    }
}

impl From<Reading> for Readings {
    fn from(reading: Reading) -> Self {
        Self(reading.bit())
    }
}

/// Tells whether two characters may begin a run of any reading.
pub(crate) fn starts(first: char, second: char) -> bool {
    !first.is_ascii() && !second.is_ascii() && READINGS.iter().any(|reading| reading.starts(first, second))
}

/// How much a character in the place of a continuation byte says about a broken run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Proof {
    /// Clean text closes a word with it: a pair with it proves nothing.
    Quotation,
    /// Clean text may write it after a word in capitals (a footnote, a mark), but not inside one.
    Mark,
    /// Clean text does not write it after a letter such as Ã or Ä.
    Strong,
    /// A control character, which clean text does not hold at all.
    Control,
}

/// The byte a character stands for in windows-1252, windows-1254 or latin-1.
fn western_byte(c: char) -> Option<u8> {
    match c {
        '\u{80}'..='\u{FF}' => Some(c as u8),
        'Ğ' | 'İ' | 'Ş' | 'ğ' | 'ı' | 'ş' => CodePage::Windows1254.byte_of(c),
        _ => CodePage::Windows1252.byte_of(c),
    }
}
