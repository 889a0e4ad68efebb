//! Stems of words that carry an ending without an apostrophe.
use std::borrow::Cow;
use std::ops::Range;

use super::chain::{Boundary, Folded, LONGEST, fold, is_vowel, reading};
use super::{Case, CaseSet, is_turkic, split};
use crate::Lang;
use crate::key::key;
use crate::lexicon::{Lexicon, same_letters};
use crate::tables::turkish_endings::{ENDINGS, NAME_LETTERS, STEPS};

/// One way to read a word: a stem, and the ending it carries.
#[derive(Clone, Debug, PartialEq)]
pub struct Stem<'w> {
    /// The stem as a name is written: `Zonguldak` of `Zonguldağa`.
    pub text: Cow<'w, str>,
    /// Byte range of the letters of the word that are the stem's; what follows is the ending.
    pub range: Range<usize>,
    /// What the ending says; empty when the word is the stem.
    pub cases: CaseSet,
    /// Log2 of the odds that this reading is right rather than any of the others, from -20 to 20.
    pub weight: f32,
}

/// Longer words are read whole.
const LONGEST_WORD: usize = 200;

/// No word has more readings than this.
const MOST: usize = 8;

/// An ending without its apostrophe is a slip in edited text and the rule in hurried text; where a caller asks
/// about endings, one in four is taken to lack it.
const NO_APOSTROPHE: f32 = 2.0;

/// A buffer letter stands where there is no vowel to part it from.
const NO_VOWEL: f32 = 6.0;

/// A word with a capital is rather a name; a name in small letters is rather a word.
const OTHER_CASE: f32 = 4.0;

/// The stem is spelt without the diacritics the lexicon has.
const NO_DIACRITICS: f32 = 2.0;

/// The vowels of the ending do not follow those of the stem (as they may not in foreign names), or d and t are
/// taken for each other.
const NO_HARMONY: f32 = 4.0;
const NO_VOICE: f32 = 2.0;

/// A stem with a softened consonant is a name more seldom than one that stands as it is.
const SOFTENED: f32 = 1.0;

/// A form that is this much more frequent than its parts say is a word of its own: `yarın` is not of `yar`.
const OWN_WORD: f32 = 7.0;

/// All names that no lexicon has, taken together; each is as rare among them as its letters are.
const UNKNOWN: f32 = 16.0;

/// Small letters behind capitals (`ABDnin`) are an ending.
const CAPITALS_BEFORE: f32 = 6.0;

/// A derived word (`Ankaralı`) is a word of its own, and a name in the possessive (`Kardeşliği`, `Okulu`) or the
/// plural (`Hunlar`, `Milletler`) is one.
const DERIVED: f32 = 6.0;

/// An ending that the counts do not have.
const RARE_ENDING: [f32; 2] = [20.0, 14.0];

/// The longest ending that belongs to a name.
const LONGEST_HEAD: usize = 4;

/// Weight of a reading that has no rival.
const CERTAIN: f32 = 20.0;

/// Reads a word that may carry a Turkish ending without an apostrophe; the likeliest reading first.
///
/// The word itself is always one of the readings. A reading weighs what its stem weighs in the lexicons (the
/// name lexicon of `varlik-names`, [`Lexicon::turkish`], a caller's own), less the rarity of its ending on names
/// or words, both counted in news, less what spelling rules it breaks. A stem that no lexicon has competes by
/// the rarity of the ending's letters at the end of names, so `Zelenskayanın` is parted though nobody knows her,
/// and `Lavrovun` is left in doubt. Consonants softened before a vowel come back (`Zonguldağa`) when a lexicon
/// has the stem. Institutions keep the possessive their names end in (`Meclisine` is of `Meclisi`). An ending
/// behind an apostrophe is [`split`] off as the only reading. Languages other than Turkish and Azerbaijani, and
/// words of more than 200 bytes, have the one reading of the whole.
///
/// # Example
///
/// ```
/// use varlik_text::{Lang, Lexicon, suffix::candidates};
///
/// let names = Lexicon::from_words([("Zonguldak", 9.0), ("Adana", 11.5), ("Ada", 7.0)]);
/// let found = candidates("Zonguldağa", Lang::Tr, &[&names]);
/// assert_eq!(found[0].text, "Zonguldak");
/// assert_eq!(found[0].cases.to_string(), "dat");
/// assert_eq!(candidates("Adana", Lang::Tr, &[&names])[0].text, "Adana");
/// assert!(found.iter().any(|stem| stem.text == "Zonguldağa"));
/// ```
#[must_use]
pub fn candidates<'w>(word: &'w str, lang: Lang, lexicons: &[&Lexicon]) -> Vec<Stem<'w>> {
    let whole =
        Stem { text: Cow::Borrowed(word), range: 0..word.len(), cases: CaseSet::default(), weight: CERTAIN };
    if let Some(found) = split(word, lang) {
        let text = word.get(found.stem.clone()).map_or(whole.text, Cow::Borrowed);
        return vec![Stem { text, range: found.stem, cases: found.cases, weight: CERTAIN }];
    }
    if word.len() > LONGEST_WORD || !(is_turkic(lang) || lang == Lang::Und) {
        return vec![whole];
    }
    let space = word.char_indices().rfind(|(_, c)| c.is_whitespace());
    let start = space.map_or(0, |(at, c)| at + c.len_utf8());
    let last = word.get(start..).unwrap_or(word);
    let reader = Reader { word, start, last, case: Case::of(last), lang, lexicons };
    let mut stems = reader.readings(whole);
    stems.sort_by(|a, b| {
        b.weight.total_cmp(&a.weight).then(b.range.end.cmp(&a.range.end)).then_with(|| a.text.cmp(&b.text))
    });
    stems.truncate(MOST);
    weigh(&mut stems);
    stems
}

/// Gives the stem of the likeliest of the [`candidates`]: the word itself when it carries no ending.
///
/// # Example
///
/// ```
/// use varlik_text::{Lang, Lexicon, suffix::strip};
///
/// let names = Lexicon::from_words([("Moskova", 9.5), ("Sudan", 8.0), ("ABD", 13.0)]);
/// assert_eq!(strip("Moskovadaki", Lang::Tr, &[&names]), "Moskova");
/// assert_eq!(strip("ABDnin", Lang::Tr, &[&names]), "ABD");
/// assert_eq!(strip("Sudan", Lang::Tr, &[&names]), "Sudan");
/// ```
#[must_use]
pub fn strip<'w>(word: &'w str, lang: Lang, lexicons: &[&Lexicon]) -> Cow<'w, str> {
    candidates(word, lang, lexicons).into_iter().next().map_or(Cow::Borrowed(word), |stem| stem.text)
}

/// How rare the letters of a name that no lexicon has are together, with its end.
fn rarity_of_letters(name: &str) -> f32 {
    const END: usize = 26;
    let mut rarity = 0.0;
    let (mut first, mut second) = (END, END);
    let place = |c: char| fold(c).map_or(END, |letter| usize::from(letter.wrapping_sub(b'a')));
    for letter in name.chars().map(place).chain([END]) {
        let row = NAME_LETTERS.get(first).and_then(|rows| rows.get(second));
        let steps = row.and_then(|row| row.get(letter)).copied().unwrap_or(u8::MAX);
        rarity += f32::from(steps) / STEPS;
        (first, second) = (second, letter);
    }
    rarity
}

/// Turns scores into the odds of each against the rest.
fn weigh(stems: &mut [Stem<'_>]) {
    let best = stems.first().map_or(0.0, |stem| stem.weight);
    let shares: Vec<f32> = stems.iter().map(|stem| (stem.weight - best).exp2()).collect();
    for (at, stem) in stems.iter_mut().enumerate() {
        let (own, rest) = shares.iter().enumerate().fold((0.0, 0.0), |(own, rest), (other, share)| {
            if other == at { (*share, rest) } else { (own, rest + share) }
        });
        stem.weight = (own / rest).log2().clamp(-CERTAIN, CERTAIN);
    }
}

/// How rare an ending is on names and on words.
fn rarities(ending: &[u8]) -> [f32; 2] {
    match ENDINGS.binary_search_by(|(known, _)| known.as_bytes().cmp(ending)) {
        Ok(at) => ENDINGS.get(at).map_or(RARE_ENDING, |(_, steps)| steps.map(|step| f32::from(step) / STEPS)),
        Err(_) => RARE_ENDING,
    }
}

/// What the lexicons know of a stem: its weight as a name and as a word.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    name: Option<f32>,
    word: Option<f32>,
}

impl Known {
    /// A stem that is no name itself may be the last word of one.
    fn or_head(self, head: impl FnOnce() -> Option<f32>) -> Self {
        Self { name: self.name.or_else(head), ..self }
    }
}

struct Reader<'w, 'l> {
    word: &'w str,
    /// Where the last word begins.
    start: usize,
    last: &'w str,
    case: Case,
    lang: Lang,
    lexicons: &'l [&'l Lexicon],
}

impl<'w> Reader<'w, '_> {
    /// Every reading, its score as its weight.
    fn readings(&self, whole: Stem<'w>) -> Vec<Stem<'w>> {
        let mut stems = Vec::new();
        // How frequent the word would be as a form of the stems it may have, and how frequent these are.
        let mut as_form = f32::NEG_INFINITY;
        let mut of_stem = f32::NEG_INFINITY;
        for (at, tail) in self.cuts() {
            let Some(stem) = self.last.get(..at) else { continue };
            let Some(folded) = Folded::new(tail, self.lang) else { continue };
            let Some(cases) = reading(&folded, boundary(stem, tail), self.endings()) else { continue };
            let [on_names, on_words] = rarities(folded.as_bytes());
            let faults = self.faults(stem, tail) + self.own_form(cases);
            let mut add = |text: Cow<'w, str>, score: f32| {
                stems.push(Stem { text, range: 0..self.start + at, cases, weight: score });
            };
            let mut read = |known: Known, less: f32| {
                let name = known.name.map(|weight| weight - on_names - less);
                let word = known.word.map(|weight| weight - on_words - less);
                as_form = name.into_iter().chain(word).fold(as_form, f32::max);
                of_stem = known.name.into_iter().chain(known.word).fold(of_stem, f32::max);
                let name = name.map(|score| score - NO_APOSTROPHE - self.lower_name());
                let word = word.map(|score| score - self.upper_word());
                name.into_iter().chain(word).reduce(f32::max)
            };
            let text = Cow::Borrowed(self.word.get(..self.start + at).unwrap_or(self.word));
            if let Some(score) = read(self.known(stem).or_head(|| self.head(stem)), faults) {
                add(text, score);
            } else if self.is_name_shape(stem) {
                let score =
                    UNKNOWN - rarity_of_letters(stem) - on_names - NO_APOSTROPHE - faults - self.lower_name();
                add(text, score);
            }
            if let Some(hard) = self.hardened(stem, tail)
                && let Some(score) = read(self.known(&hard), faults + SOFTENED)
            {
                let before = self.word.get(..self.start).unwrap_or_default();
                add(Cow::Owned([before, &hard].concat()), score);
            }
        }
        let [bare_name, bare_word] = rarities(b"");
        let known = self.known(self.last).or_head(|| self.head(self.last));
        let name = known.name.map(|weight| weight - bare_name - self.lower_name());
        // Any one form of a stem is rarer than the stem: `derin` is not of `der`.
        let own = known.word.filter(|weight| *weight > of_stem.min(as_form + OWN_WORD));
        let word = own.map(|weight| weight - bare_word - self.upper_word());
        let score =
            name.into_iter().chain(word).fold(UNKNOWN - rarity_of_letters(self.last) - bare_name, f32::max);
        stems.push(Stem { weight: score, ..whole });
        stems
    }

    /// Weight of a stem as the last word of a name: a possessed word (`Muharebesi`), or what a name derives
    /// (`Ankaralı`, `Türkçe`, `Ruslar`).
    fn head(&self, stem: &str) -> Option<f32> {
        if self.case.all_lower {
            return None;
        }
        let ends =
            stem.char_indices().rev().take(LONGEST_HEAD).filter_map(|(at, _)| stem.split_at_checked(at));
        ends.filter(|(base, _)| base.chars().nth(2).is_some())
            .filter_map(|(base, tail)| {
                let folded = Folded::new(tail, self.lang)?;
                let possessed = match folded.as_bytes() {
                    b"i" | b"u" => Boundary::Consonant,
                    b"si" | b"su" => Boundary::Vowel,
                    b"lari" | b"leri" => Boundary::Any,
                    b"li" | b"lu" | b"ca" | b"ce" | b"lar" | b"ler" => {
                        let [on_names, _] = rarities(folded.as_bytes());
                        return Some(self.known(base).name? - on_names - self.faults(base, tail));
                    }
                    _ => return None,
                };
                let found = boundary(base, tail);
                if possessed != Boundary::Any && found != Boundary::Any && found != possessed {
                    return None;
                }
                let [_, on_words] = rarities(folded.as_bytes());
                let soft = self.hardened(base, tail).and_then(|hard| self.known(&hard).word);
                let plain = self.known(base).word.filter(|weight| !self.is_form(base, *weight));
                let word = plain.into_iter().chain(soft).reduce(f32::max)?;
                Some(word - on_words - self.faults(base, tail))
            })
            .reduce(f32::max)
    }

    /// Whether a word is rather a form of another, as `okulun` is.
    fn is_form(&self, word: &str, weight: f32) -> bool {
        let ends =
            word.char_indices().rev().take(LONGEST_HEAD).filter_map(|(at, _)| word.split_at_checked(at));
        ends.filter(|(base, _)| base.chars().nth(1).is_some()).any(|(base, tail)| {
            let Some(folded) = Folded::new(tail, self.lang) else { return false };
            if reading(&folded, boundary(base, tail), Lang::Und).is_none() {
                return false;
            }
            let [_, on_words] = rarities(folded.as_bytes());
            let known = self.known(base).word.map(|stem| stem - on_words - self.faults(base, tail));
            known.is_some_and(|as_form| weight <= as_form + OWN_WORD)
        })
    }

    /// The endings that names have; figures alone have distributives.
    fn endings(&self) -> Lang {
        if self.lang == Lang::Tr { Lang::Und } else { self.lang }
    }

    /// What speaks against an ending that would rather be part of the name.
    fn own_form(&self, cases: CaseSet) -> f32 {
        let derived = cases.contains(CaseSet::DERIVED) || cases.contains(CaseSet::EQUATIVE);
        let possessed = self.case.any_upper && cases.contains(CaseSet::POSSESSED);
        let plural = self.case.any_upper && cases == CaseSet::PLURAL;
        if derived || possessed || plural { DERIVED } else { 0.0 }
    }

    /// Where an ending may begin, and its letters: behind two letters and more, in the case of an ending.
    fn cuts(&self) -> impl Iterator<Item = (usize, &'w str)> {
        let last = self.last;
        let second = last.char_indices().nth(2).map_or(last.len(), |(at, _)| at);
        last.char_indices()
            .rev()
            .take(LONGEST)
            .map(|(at, _)| at)
            .take_while(move |at| *at >= second)
            .filter_map(move |at| {
                let (stem, tail) = last.split_at_checked(at)?;
                let case = Case::of(tail);
                let fits = case.all_lower || (case.all_upper && Case::of(stem).all_upper);
                fits.then_some((at, tail))
            })
    }

    /// What the joint of stem and ending has against it; less than nothing when the case shows it.
    fn faults(&self, stem: &str, tail: &str) -> f32 {
        if is_acronym(stem, tail) {
            return -CAPITALS_BEFORE;
        }
        let mut faults = 0.0;
        let vowel = |c: &char| fold(*c).is_some_and(is_vowel);
        if let (Some(before), Some(after)) = (stem.chars().rfind(vowel), tail.chars().find(vowel)) {
            let differ =
                |one: Option<bool>, other: Option<bool>| matches!((one, other), (Some(a), Some(b)) if a != b);
            let high = matches!(fold(after), Some(b'i' | b'u'));
            if differ(self.is_front(before), self.is_front(after))
                || (high && is_round(before) != is_round(after))
            {
                faults += NO_HARMONY;
            }
        }
        let (Some(last), Some(first)) = (stem.chars().next_back(), tail.chars().next()) else {
            return faults;
        };
        let voiceless =
            matches!(fold(last), Some(b'f' | b's' | b't' | b'k' | b'h' | b'p')) || matches!(last, 'ç' | 'Ç');
        if matches!(first, 'd' | 'D' | 't' | 'T') && voiceless != matches!(first, 't' | 'T') {
            faults += NO_VOICE;
        }
        let open = matches!(fold(last), Some(b'y')) || vowel(&last) || !last.is_alphabetic();
        if matches!(first, 'n' | 'N' | 'y' | 'Y') && !open {
            faults += NO_VOWEL;
        }
        // The last letter of a short word in capitals is one of an acronym: PGA.
        if self.case.all_upper && tail.len() == first.len_utf8() && self.last.chars().count() < 5 {
            faults += NO_VOWEL;
        }
        // The n of Bakanlığına stands behind a possessive; that of a genitive behind any vowel.
        let genitive = matches!(tail.chars().nth(2).and_then(fold), Some(b'n'));
        if matches!(first, 'n' | 'N') && !genitive && !matches!(fold(last), Some(b'i' | b'u')) {
            faults += NO_VOWEL;
        }
        faults
    }

    /// Whether a vowel is a front one; text without Turkish letters does not say it of i, o and u.
    fn is_front(&self, vowel: char) -> Option<bool> {
        match vowel {
            'i' | 'I' | 'o' | 'O' | 'u' | 'U' if self.last.is_ascii() => None,
            'a' | 'A' | 'â' | 'Â' | 'ı' | 'I' | 'o' | 'O' | 'u' | 'U' | 'û' => Some(false),
            _ => Some(true),
        }
    }

    /// A name may be in small letters where nothing else is in capitals either.
    fn lower_name(&self) -> f32 {
        if self.case.all_lower { OTHER_CASE } else { 0.0 }
    }

    fn upper_word(&self) -> f32 {
        match (self.case.any_upper, self.case.all_upper) {
            (true, true) => OTHER_CASE / 2.0,
            (true, false) => OTHER_CASE,
            (false, _) => 0.0,
        }
    }

    /// Three letters or capitals, one of them a vowel: what a name nobody has listed looks like.
    fn is_name_shape(&self, stem: &str) -> bool {
        self.case.any_upper
            && (Case::of(stem).all_upper && !self.case.all_upper
                || (stem.chars().count() > 2 && stem.chars().any(|c| fold(c).is_none_or(is_vowel))))
    }

    /// A stem with its last consonant as it is without a vowel behind it.
    fn hardened(&self, stem: &str, tail: &str) -> Option<String> {
        if !tail.chars().next().and_then(fold).is_some_and(is_vowel) {
            return None;
        }
        let soft = stem.chars().next_back()?;
        let rest = stem.strip_suffix(soft)?;
        let hard = match soft {
            'ğ' => 'k',
            'Ğ' => 'K',
            'g' if rest.ends_with('n') || self.last.is_ascii() => 'k',
            'G' if rest.ends_with('N') || self.last.is_ascii() => 'K',
            'b' => 'p',
            'B' => 'P',
            'c' if !self.last.is_ascii() => 'ç',
            'C' if !self.last.is_ascii() => 'Ç',
            'd' => 't',
            'D' => 'T',
            _ => return None,
        };
        Some([rest, hard.encode_utf8(&mut [0; 4])].concat())
    }

    /// Looks a form of the last word up, whatever its case.
    fn known(&self, stem: &str) -> Known {
        let mut known = Known::default();
        let key = key(stem);
        for lexicon in self.lexicons {
            for found in lexicon.spellings(&key) {
                let weight = if same_letters(&found.text, stem) {
                    found.weight
                } else if stem.is_ascii() {
                    found.weight - NO_DIACRITICS
                } else {
                    continue;
                };
                let place = if found.text.starts_with(char::is_lowercase) {
                    &mut known.word
                } else {
                    &mut known.name
                };
                *place = place.map_or(Some(weight), |old| Some(old.max(weight)));
            }
        }
        known
    }
}

/// Numbers and acronyms are read aloud in ways their spelling does not show.
fn boundary(stem: &str, tail: &str) -> Boundary {
    match stem.chars().next_back().and_then(fold) {
        _ if is_acronym(stem, tail) => Boundary::Any,
        Some(last) if is_vowel(last) => Boundary::Vowel,
        Some(b'y') | None => Boundary::Any,
        Some(_) => Boundary::Consonant,
    }
}

/// Capitals or figures with small letters behind them.
fn is_acronym(stem: &str, tail: &str) -> bool {
    (Case::of(stem).all_upper && Case::of(tail).all_lower) || stem.ends_with(char::is_numeric)
}

/// Whether a vowel is said with round lips.
fn is_round(vowel: char) -> bool {
    matches!(fold(vowel), Some(b'o' | b'u'))
}
