//! The letters of a word as the comparer sees them: one small number for each sound that Latin spellings tell apart.

use any_ascii::any_ascii_char;
use varlik_text::{Lang, Scheme, Script, key_into, script, transliterate};

/// How many letters there are; each is below it.
pub const LETTERS: usize = 40;

/// Letters of a word that are compared; the rest of a longer one is ignored.
pub(crate) const MOST_LETTERS: usize = 40;

/// The number of a letter from *a* to *z*.
const fn code(letter: u8) -> u8 {
    letter - b'a'
}

/// The letters behind `z`: sounds that are mostly written with two.
const SH: u8 = 26;
const CH: u8 = 27;
const ZH: u8 = 28;
const KH: u8 = 29;
const GH: u8 = 30;
const TH: u8 = 31;
/// Vowels that Latin spellings write with a mark or two letters.
const SCHWA: u8 = 32;
const OE: u8 = 33;
const UE: u8 = 34;
const DOTLESS: u8 = 35;
/// The Korean vowels *eu*, *eo* and *ae*.
const EU: u8 = 36;
const EO: u8 = 37;
const AE: u8 = 38;
/// Spanish and Polish *n* with a mark.
const NY: u8 = 39;

/// The scripts whose spellings of foreign names are known, each a channel with costs of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Channel {
    /// Latin letters.
    Latin,
    /// Russian, Ukrainian, Bulgarian and other Cyrillic letters.
    Cyrillic,
    /// Greek.
    Greek,
    /// Arabic letters: short vowels are not written.
    Arabic,
    /// Hebrew: most vowels are not written.
    Hebrew,
    /// Armenian.
    Armenian,
    /// Georgian.
    Georgian,
    /// Japanese syllables.
    Kana,
    /// Korean syllables.
    Hangul,
    /// Chinese characters, by their Mandarin readings.
    Han,
    /// Indic alphabets.
    Indic,
    /// Thai.
    Thai,
    /// Any other script.
    Other,
}

impl Channel {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 13] = [
        Self::Latin,
        Self::Cyrillic,
        Self::Greek,
        Self::Arabic,
        Self::Hebrew,
        Self::Armenian,
        Self::Georgian,
        Self::Kana,
        Self::Hangul,
        Self::Han,
        Self::Indic,
        Self::Thai,
        Self::Other,
    ];

    /// How many channels there are.
    pub(crate) const COUNT: usize = Self::ALL.len();

    /// The channel of a sign of a block that is one channel's alone.
    const fn of_sign(c: char) -> Option<Self> {
        Some(match c {
            '\u{C0}'..='\u{24F}' => Self::Latin,
            '\u{370}'..='\u{3FF}' => Self::Greek,
            '\u{400}'..='\u{52F}' => Self::Cyrillic,
            '\u{531}'..='\u{588}' => Self::Armenian,
            '\u{5D0}'..='\u{5F4}' => Self::Hebrew,
            '\u{620}'..='\u{6FF}' => Self::Arabic,
            '\u{900}'..='\u{9FF}' => Self::Indic,
            '\u{E01}'..='\u{E4E}' => Self::Thai,
            '\u{10A0}'..='\u{10FF}' => Self::Georgian,
            '\u{3041}'..='\u{30FA}' => Self::Kana,
            '\u{4E00}'..='\u{9FFF}' => Self::Han,
            '\u{AC00}'..='\u{D7A3}' => Self::Hangul,
            _ => return None,
        })
    }

    /// Gives the channel of a word; one of mixed scripts has that of most of its letters.
    pub(crate) fn of(word: &str) -> Self {
        if word.is_ascii() {
            return Self::Latin;
        }
        let mut channels = word.chars().filter(|c| !c.is_ascii()).map(Self::of_sign);
        let first = channels.next().flatten();
        if let Some(channel) = first.filter(|_| channels.all(|other| other == first)) {
            let latin = channel == Self::Latin;
            if latin || !word.bytes().any(|byte| byte.is_ascii_alphabetic()) {
                return channel;
            }
        }
        match script(word) {
            Script::Cyrillic => Self::Cyrillic,
            Script::Greek => Self::Greek,
            Script::Arabic => Self::Arabic,
            Script::Hebrew => Self::Hebrew,
            Script::Armenian => Self::Armenian,
            Script::Georgian => Self::Georgian,
            Script::Hiragana | Script::Katakana => Self::Kana,
            Script::Hangul => Self::Hangul,
            Script::Han => Self::Han,
            Script::Devanagari | Script::Bengali => Self::Indic,
            Script::Thai => Self::Thai,
            Script::Latin => Self::Latin,
            Script::Other if !word.contains(char::is_alphabetic) => Self::Latin,
            _ => Self::Other,
        }
    }
}

/// Gives the letters of one word as the comparer sees them, and the channel whose odds they are compared by.
///
/// Letters are numbers below [`LETTERS`]: *a* to *z*, then sounds that are mostly written with two letters or a mark. A
/// word of another script is romanised first. Doubled letters are one. At most 40 letters are given.
///
/// # Example: spellings of one sound
/// ```
/// use varlik_names::{Channel, letters};
///
/// assert_eq!(letters("Şimşek").1, letters("Shimshek").1);
/// assert_eq!(letters("Шимшек"), (Channel::Cyrillic, letters("Shimshek").1));
/// assert_ne!(letters("Şimşek").1, letters("Simsek").1);
/// ```
#[must_use]
pub fn letters(word: &str) -> (Channel, Vec<u8>) {
    let channel = Channel::of(word);
    let mut letters = Vec::with_capacity(word.len());
    push_letters(word, channel, &mut letters);
    (channel, letters)
}

/// Appends the letters of a word, at most [`MOST_LETTERS`] in all.
pub(crate) fn push_letters(word: &str, channel: Channel, out: &mut Vec<u8>) {
    // The odds are learnt from these letters, so that plain ones will do: the usual reading of what stands in a word is
    // in the odds. Only in Greek do two signs together mean what neither does alone (ντ is d).
    let mut latin = String::with_capacity(word.len());
    match channel {
        Channel::Latin => latin.push_str(word),
        Channel::Greek => latin.push_str(&transliterate(word, Scheme::of(Lang::El))),
        Channel::Cyrillic | Channel::Arabic | Channel::Hebrew | Channel::Armenian | Channel::Georgian => {
            key_into(word, &mut latin);
        }
        Channel::Han | Channel::Kana | Channel::Hangul | Channel::Indic | Channel::Thai | Channel::Other => {
            latin.extend(word.chars().map(any_ascii_char));
        }
    }
    let from = out.len();
    let mut spelling = Spelling { out, from, korean: channel == Channel::Hangul };
    for c in latin.chars() {
        spelling.push(c);
    }
    let most = from + MOST_LETTERS;
    out.truncate(most);
}

/// How a letter is written where it is shown.
pub(crate) fn letter_sign(letter: u8) -> &'static str {
    const SIGNS: [&str; LETTERS] = [
        "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t",
        "u", "v", "w", "x", "y", "z", "sh", "ch", "zh", "kh", "gh", "th", "ə", "ö", "ü", "ı", "eu", "eo",
        "ae", "ñ",
    ];
    SIGNS.get(usize::from(letter)).copied().unwrap_or_default()
}

/// Letters that are being spelled out.
struct Spelling<'o> {
    out: &'o mut Vec<u8>,
    from: usize,
    korean: bool,
}

impl Spelling<'_> {
    fn push(&mut self, c: char) {
        let letter = match c {
            'a'..='z' => code(c as u8),
            'A'..='Z' => code(c.to_ascii_lowercase() as u8),
            // Digits that stand for letters inside a word.
            '0' => code(b'o'),
            '1' => code(b'i'),
            '3' => code(b'e'),
            '4' => code(b'a'),
            '5' => code(b's'),
            _ => return self.push_marked(c),
        };
        let last = self.out.get(self.from..).and_then(<[u8]>::last).copied();
        let Some(last) = last else { return self.out.push(letter) };
        // The two letters that write one sound, and a doubled letter.
        let joined = match (last, letter + b'a') {
            (18, b'h') => SH,
            (2, b'h') => CH,
            (25, b'h') => ZH,
            (10, b'h') => KH,
            (6, b'h') => GH,
            (19, b'h') => TH,
            (15, b'h') => 5,
            (2, b'k') => 10,
            (SH, b'c') => return,
            (4, b'u') if self.korean => EU,
            (4, b'o') if self.korean => EO,
            (0, b'e') if self.korean => AE,
            _ if last == letter => return,
            _ => return self.out.push(letter),
        };
        if let Some(last) = self.out.last_mut() {
            *last = joined;
        }
        self.contract();
    }

    /// Writes `tch`, `sch`, `dzh` and `dj` as the one sound they are.
    fn contract(&mut self) {
        let word = self.out.get(self.from..).unwrap_or_default();
        let joined = match *word {
            [.., 19, CH] => CH,
            [.., 18, CH] => SH,
            [.., 3, ZH] => code(b'j'),
            _ => return,
        };
        self.out.pop();
        if let Some(last) = self.out.last_mut() {
            *last = joined;
        }
    }

    fn push_marked(&mut self, c: char) {
        let letter = match c {
            'ş' | 'Ş' | 'š' | 'Š' | 'ș' | 'Ș' | 'ś' | 'Ś' => SH,
            'č' | 'Č' | 'ć' | 'Ć' | 'ç' | 'Ç' => CH,
            'ž' | 'Ž' | 'ż' | 'Ż' | 'ź' | 'Ź' => ZH,
            'ğ' | 'Ğ' | 'ġ' => GH,
            'đ' | 'Đ' => code(b'j'),
            'ł' | 'Ł' => code(b'l'),
            'ı' => DOTLESS,
            'İ' => code(b'i'),
            'ə' | 'Ə' => SCHWA,
            'ö' | 'Ö' | 'ø' | 'Ø' | 'ő' | 'Ő' | 'œ' => OE,
            'ü' | 'Ü' | 'ű' | 'Ű' => UE,
            'ñ' | 'Ñ' | 'ń' | 'Ń' | 'ň' => NY,
            'þ' | 'Þ' => TH,
            'ð' | 'Ð' => code(b'd'),
            _ => {
                let mut bytes = [0; 4];
                let folded = varlik_text::fold(c.encode_utf8(&mut bytes), varlik_text::Fold::default());
                if folded.is_ascii() {
                    folded.chars().filter(char::is_ascii_alphabetic).for_each(|c| self.push(c));
                }
                return;
            }
        };
        if self.out.get(self.from..).and_then(<[u8]>::last) != Some(&letter) {
            self.out.push(letter);
        }
    }
}
