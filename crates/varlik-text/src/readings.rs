//! What a name of another script may be in a language of the Latin script.
use unicode_normalization::UnicodeNormalization;

use crate::tables::readings::{
    ARABIC_LATIN, ARABIC_TURKISH, CYRILLIC_LATIN, CYRILLIC_TURKISH, HEBREW_LATIN, HEBREW_TURKISH,
};
use crate::{Lang, Lexicon, Script, script, upper};

mod search;
mod spelling;

use search::Search;

/// One reading of a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The name in the spelling of the language it was read into.
    pub text: String,
    /// The share of this reading among all that the search met, 0 to 1: how far it is ahead of the others, not
    /// the probability that it is the right name.
    pub score: f32,
}

/// How a name is read.
#[derive(Clone, Copy, Debug)]
pub struct ReadingOptions<'l> {
    /// The most readings given, 64 at most; 8 by default, since of the right ones found without a lexicon few
    /// come later.
    pub most: usize,
    /// Names that are known: a reading that is one of them, or differs from one in marks only, is judged by how
    /// common that name is instead of by how its letters follow each other. None by default.
    pub lexicon: Option<&'l Lexicon>,
}

impl Default for ReadingOptions<'_> {
    fn default() -> Self {
        Self { most: 8, lexicon: None }
    }
}

/// Longer words than any name has are not read.
const LONGEST_WORD: usize = 24;
/// Longer texts are no name.
const MOST_WORDS: usize = 8;
const LONGEST_NAME: usize = 400;
/// Readings of one word that the readings of a whole name are made of.
const WORD_READINGS: usize = 16;
const MOST_READINGS: usize = 64;

/// Gives the likely readings of a name written in Cyrillic, Arabic or Hebrew, as names of the language `into`:
/// [`readings_with`] the default options.
///
/// # Example
///
/// ```
/// use varlik_text::{Lang, readings};
///
/// let best = |name, from, into| readings(name, from, into).into_iter().next().map(|best| best.text);
/// assert_eq!(best("Реджеп Эрдоган", Lang::Ru, Lang::Tr).as_deref(), Some("Recep Erdoğan"));
/// assert_eq!(best("Йылдырым", Lang::Ru, Lang::Tr).as_deref(), Some("Yıldırım"));
/// assert_eq!(best("أردوغان", Lang::Ar, Lang::Tr).as_deref(), Some("Erdoğan"));
/// // Nothing to read: the name is in the Latin script already.
/// assert_eq!(best("Erdoğan", Lang::Tr, Lang::Tr), None);
/// ```
#[must_use]
pub fn readings(s: &str, from: Lang, into: Lang) -> Vec<Reading> {
    readings_with(s, from, into, ReadingOptions::default())
}

/// Gives the likely readings of a name, the best first, then by text; the same for the same arguments.
///
/// Each letter stands for one or several letters of the name at a cost in bits (how often writers of `from` put
/// it so; the script decides, the language adds its own habits), vowels that Arabic and Hebrew leave out are put
/// in, and the letters of the result cost what they cost in names of `into`: after the two letters before, and in
/// Turkish by vowel harmony. A beam search keeps the cheapest at every letter.
///
/// `into` is [`Lang::Tr`] for names that were Turkish, or [`Lang::En`] for names of any language as the English
/// press spells them; other languages give nothing. Words in the Latin script and signs stay as they are. No
/// readings are given for a text with no word in the three scripts, or for what cannot be a name: more than
/// 8 words, 400 bytes, or a word of more than 24 letters. A word costs about a millisecond at most.
///
/// # Example: with a lexicon
///
/// ```
/// use varlik_text::{Lang, Lexicon, ReadingOptions, readings_with};
///
/// let lexicon = Lexicon::from_words([("Hakkâri", 8.0), ("Ümit", 9.0)]);
/// let options = ReadingOptions { most: 1, lexicon: Some(&lexicon) };
/// assert_eq!(readings_with("هكاري", Lang::Ar, Lang::Tr, options)[0].text, "Hakkâri");
/// ```
#[must_use]
pub fn readings_with(s: &str, from: Lang, into: Lang, options: ReadingOptions<'_>) -> Vec<Reading> {
    if s.len() > LONGEST_NAME || !matches!(into, Lang::Tr | Lang::En) {
        return Vec::new();
    }
    let Some(parts) = parts(s, into) else { return Vec::new() };
    if !parts.iter().any(|part| part.letters.is_some()) {
        return Vec::new();
    }
    let most = options.most.min(MOST_READINGS);
    let mut whole = vec![(String::new(), 0_u32)];
    for part in parts {
        let words = match part.letters {
            None => vec![(part.text.to_owned(), 0)],
            Some(letters) => {
                let search = Search { letters, language: from.code(), into, lexicon: options.lexicon };
                let mut words = search.word(&part.prepared);
                words.truncate(most.max(WORD_READINGS));
                words.into_iter().map(|(text, cost)| (part.cased(text, into), cost)).collect()
            }
        };
        let mut longer: Vec<(String, u32)> = whole
            .iter()
            .flat_map(|(start, cost)| {
                words.iter().map(move |(word, more)| (format!("{start}{}{word}", part.before), cost + more))
            })
            .collect();
        longer.sort_by(|a, b| a.1.cmp(&b.1).then_with(|| a.0.cmp(&b.0)));
        longer.truncate(MOST_READINGS);
        whole = longer;
    }
    let best = whole.first().map_or(0, |(_, cost)| *cost);
    let share = |cost: u32| (-((cost - best) as f32) / 8.0).exp2();
    let total: f32 = whole.iter().map(|(_, cost)| share(*cost)).sum();
    whole.truncate(most);
    whole.into_iter().map(|(text, cost)| Reading { text, score: share(cost) / total }).collect()
}

/// Where in a word letters have a reading.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Anywhere,
    Initial,
    Final,
    AfterVowel,
    AfterConsonant,
}

/// Letters of a script and what they may stand for.
pub(crate) struct Arc {
    pub(crate) letters: &'static str,
    /// The only language it holds for; empty: all that use the script.
    pub(crate) language: &'static str,
    pub(crate) place: Place,
    pub(crate) text: &'static str,
    /// Eighths of a bit.
    pub(crate) cost: u8,
}

/// All that is known of a script read into a language.
pub(crate) struct Letters {
    pub(crate) vowels: &'static str,
    /// Words that are the end of the name before them.
    pub(crate) joined: &'static [&'static str],
    /// A word that begins the name behind it when that has the article; empty when there is none.
    pub(crate) joining: &'static str,
    /// The cost of reading a consonant twice.
    pub(crate) twice: Option<u8>,
    /// Sorted by their letters.
    pub(crate) arcs: &'static [Arc],
}

fn letters(script: Script, into: Lang) -> Option<&'static Letters> {
    Some(match (script, into) {
        (Script::Cyrillic, Lang::Tr) => &CYRILLIC_TURKISH,
        (Script::Cyrillic, _) => &CYRILLIC_LATIN,
        (Script::Arabic, Lang::Tr) => &ARABIC_TURKISH,
        (Script::Arabic, _) => &ARABIC_LATIN,
        (Script::Hebrew, Lang::Tr) => &HEBREW_TURKISH,
        (Script::Hebrew, _) => &HEBREW_LATIN,
        _ => return None,
    })
}

/// A word of a name with what stands before it.
struct Part<'s> {
    before: &'s str,
    text: &'s str,
    /// Lower case, without what is not read.
    prepared: Vec<char>,
    /// `None`: the word stays as it is.
    letters: Option<&'static Letters>,
    joined: bool,
}

impl Part<'_> {
    /// Gives a reading the case of the word: capitals, or a first capital unless the word has a small one.
    fn cased(&self, reading: String, into: Lang) -> String {
        let mut letters = self.text.chars().filter(|c| c.is_alphabetic());
        let first_small = letters.next().is_some_and(char::is_lowercase);
        if first_small || self.joined {
            return reading;
        }
        let mut rest = self.text.chars().filter(|c| c.is_alphabetic()).skip(1).peekable();
        if rest.peek().is_some() && rest.all(char::is_uppercase) {
            return upper(&reading, into).into_owned();
        }
        let mut out = String::with_capacity(reading.len() + 1);
        let mut start = true;
        for c in reading.chars() {
            let mut buffer = [0; 4];
            let letter: &str = c.encode_utf8(&mut buffer);
            if start {
                out.push_str(&upper(letter, into));
            } else {
                out.push_str(letter);
            }
            start = false;
        }
        out
    }
}

/// Cuts a name into words, also where the script changes; `None` when it has too many or too long ones.
fn parts(s: &str, into: Lang) -> Option<Vec<Part<'_>>> {
    let in_word = |c: char| {
        c.is_alphanumeric()
            || unicode_normalization::char::is_combining_mark(c)
            || matches!(c, '\'' | '’' | '׳' | '״' | '\u{200B}'..='\u{200F}' | '\u{640}')
    };
    let mut parts: Vec<Part<'_>> = Vec::new();
    let mut rest = s;
    loop {
        let start = rest.find(in_word).unwrap_or(rest.len());
        let (before, word) = rest.split_at(start);
        let mut of_word = Script::Other;
        let end = word.find(|c| {
            let of_letter = Script::of(c);
            let changes = of_word != Script::Other && of_letter != Script::Other && of_letter != of_word;
            if of_word == Script::Other {
                of_word = of_letter;
            }
            changes || !in_word(c)
        });
        let end = end.unwrap_or(word.len());
        let (text, after) = word.split_at(end);
        let letters = letters(script(text), into);
        let prepared: Vec<char> = if letters.is_some() { prepare(text) } else { Vec::new() };
        if prepared.len() > LONGEST_WORD || parts.len() > MOST_WORDS {
            return None;
        }
        let word: String = prepared.iter().collect();
        if before == " "
            && word.starts_with("ال")
            && let Some(last) = parts.last_mut()
            && last.letters.is_some_and(|letters| last.prepared.iter().copied().eq(letters.joining.chars()))
        {
            last.prepared.extend(prepared);
            if after.is_empty() {
                return Some(parts);
            }
            rest = after;
            continue;
        }
        let joined = !parts.is_empty()
            && matches!(before, " " | "-" | "\u{5BE}")
            && letters.is_some_and(|letters| letters.joined.contains(&word.as_str()));
        let before = if joined { "" } else { before };
        if !text.is_empty() || !before.is_empty() {
            parts.push(Part { before, text, prepared, letters, joined });
        }
        if after.is_empty() {
            return Some(parts);
        }
        rest = after;
    }
}

/// Lower case, letters composed, typing variants one, without marks that say nothing of the sound.
fn prepare(word: &str) -> Vec<char> {
    let mut out: Vec<char> = Vec::new();
    for c in word.nfc().flat_map(char::to_lowercase) {
        let plain = match c {
            'ی' | 'ے' => 'ي',
            'ک' => 'ك',
            'ہ' | 'ھ' | 'ۀ' => 'ه',
            'ں' => 'ن',
            'ٱ' | '\u{670}' => 'ا',
            '\'' | '’' => '׳',
            // Stress over Cyrillic, tanwin, tatweel, points of Hebrew, joiners.
            '\u{300}'..='\u{36F}'
            | '\u{64B}'..='\u{64D}'
            | '\u{653}'..='\u{655}'
            | '\u{640}'
            | '\u{591}'..='\u{5C7}'
            | '״'
            | '\u{200B}'..='\u{200F}' => continue,
            _ => c,
        };
        match plain {
            // Shadda goes before the vowel mark of the same letter.
            '\u{651}' if out.last().is_some_and(|last| ('\u{64E}'..='\u{652}').contains(last)) => {
                out.insert(out.len() - 1, plain);
            }
            'װ' => out.extend(['ו', 'ו']),
            'ױ' => out.extend(['ו', 'י']),
            'ײ' => out.extend(['י', 'י']),
            'ﬀ'..='\u{FEFF}' => {
                let mut pieces = Vec::new();
                unicode_normalization::char::decompose_compatible(plain, |piece| pieces.push(piece));
                out.extend(pieces.into_iter().filter(|piece| piece.is_alphabetic()));
            }
            _ => out.push(plain),
        }
    }
    out
}
