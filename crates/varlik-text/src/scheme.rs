//! Named schemes that write one script in another for display.

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::str::FromStr;

use unicode_normalization::char::is_combining_mark;

use crate::alphabet::Alphabet;
use crate::choice;
use crate::edits::Record;
use crate::hangul::{self, Sounds};
use crate::kana::{self, Hepburn};
use crate::tables::abjad_schemes::ABJADS;
use crate::tables::indic::INDIC;
use crate::tables::schemes::{self, ALPHABETS};
use crate::{Error, Lang, ReadingOptions, Script, readings_with};

pub(crate) mod abjad;
pub(crate) mod indic;
mod pinyin;
pub(crate) mod thai;

use abjad::Abjad;
use indic::Indic;
use pinyin::Pinyin;

/// A named way to write a language in the letters of another, such as `uk@2010` or `ru@bgn`.
///
/// The name is the language's code and the name of the law, authority or habit that the scheme follows; a code
/// alone is the default of that language, the form of the international press. The tables, each with its
/// source, are under `data/text/schemes` in the repository.
///
/// # Example
///
/// ```
/// use varlik_text::{Lang, Scheme, transliterate};
///
/// let law: Scheme = "uk@2010".parse()?;
/// assert_eq!(transliterate("Зеленський", law), "Zelenskyi");
/// let press = Scheme::of(Lang::Ru);
/// assert_eq!(press.to_string(), "ru@news");
/// assert_eq!(transliterate("Дмитрий Медведев", press), "Dmitry Medvedev");
/// # Ok::<(), varlik_text::Error>(())
/// ```
///
/// A name that is not known is refused with those of its language.
///
/// ```
/// use varlik_text::Scheme;
///
/// let error = "uk@2011".parse::<Scheme>().unwrap_err();
/// assert!(error.to_string().starts_with("no scheme \"uk@2011\"; did you mean \"uk@2010\"?"));
/// ```
#[derive(Clone, Copy)]
pub struct Scheme {
    name: &'static str,
    engine: Engine,
}

/// What does the work of a scheme.
#[derive(Clone, Copy)]
enum Engine {
    Alphabet(&'static Alphabet),
    Hangul(Sounds),
    Kana(Hepburn),
    Abjad(&'static Abjad),
    Indic(&'static Indic),
    Pinyin(Pinyin),
    Thai,
    /// The likeliest reading of every word, with the vowels that were not written.
    Guess(Lang),
    /// Every run of one script by the default of that script.
    Mixed,
}

/// The schemes that are no alphabet's table.
const OTHERS: &[Scheme] = &[
    Scheme::KO_RR,
    Scheme { name: "ko@rr-name", engine: Engine::Hangul(Sounds::Stay) },
    Scheme::JA_NEWS,
    Scheme {
        name: "ja@hepburn",
        engine: Engine::Kana(Hepburn { macron: true, labial: false, apostrophe: "'", title: true }),
    },
    Scheme {
        name: "ja@bgn",
        engine: Engine::Kana(Hepburn { macron: true, labial: true, apostrophe: "’", title: false }),
    },
    Scheme { name: "zh@news", engine: Engine::Pinyin(Pinyin::Names) },
    Scheme { name: "zh@pinyin", engine: Engine::Pinyin(Pinyin::Tones) },
    Scheme::TH_RTGS,
    Scheme { name: "ar@guess", engine: Engine::Guess(Lang::Ar) },
    Scheme { name: "fa@guess", engine: Engine::Guess(Lang::Fa) },
    Scheme { name: "ur@guess", engine: Engine::Guess(Lang::Ur) },
    Scheme { name: "he@guess", engine: Engine::Guess(Lang::He) },
    Scheme::MIXED,
];

impl Scheme {
    const MIXED: Self = Self { name: "und@news", engine: Engine::Mixed };
    const TH_RTGS: Self = Self { name: "th@rtgs", engine: Engine::Thai };
    const KO_RR: Self = Self { name: "ko@rr", engine: Engine::Hangul(Sounds::Change) };
    const JA_NEWS: Self = Self {
        name: "ja@news",
        engine: Engine::Kana(Hepburn { macron: false, labial: true, apostrophe: "", title: true }),
    };

    const fn alphabet(alphabet: &'static Alphabet) -> Self {
        Self { name: alphabet.name, engine: Engine::Alphabet(alphabet) }
    }

    /// Iterates over all schemes; of those of one language the default comes first.
    pub fn all() -> impl Iterator<Item = Self> {
        let abjads = ABJADS.iter().map(|abjad| Self { name: abjad.name, engine: Engine::Abjad(abjad) });
        let indic = INDIC.iter().map(|indic| Self { name: indic.name, engine: Engine::Indic(indic) });
        let alphabets = ALPHABETS.iter().map(|alphabet| Self::alphabet(alphabet));
        alphabets.chain(abjads).chain(indic).chain(OTHERS.iter().copied())
    }

    /// Gives the default scheme of a language: the form of the international press.
    ///
    /// A language written in Latin letters has none of its own; its default writes every other script by the
    /// default of the script, as `und@news` does.
    #[must_use]
    pub fn of(lang: Lang) -> Self {
        let code = lang.code();
        let main = |scheme: &Self| {
            scheme.language().split_once('-').map_or(scheme.language(), |(main, _)| main) == code
        };
        match lang {
            Lang::Und => Self::MIXED,
            _ => Self::all().find(main).unwrap_or(Self::MIXED),
        }
    }

    /// Gives the scheme for letters of a script whose language is not known.
    fn of_script(script: Script) -> Option<Self> {
        match script {
            Script::Cyrillic => Some(Self::alphabet(&schemes::UND_CYRL_NEWS)),
            Script::Greek => Some(Self::alphabet(&schemes::EL_NEWS)),
            Script::Armenian => Some(Self::alphabet(&schemes::HY_NEWS)),
            Script::Georgian => Some(Self::alphabet(&schemes::KA_NEWS)),
            Script::Arabic => Some(Self::of(Lang::Ar)),
            Script::Hebrew => Some(Self::of(Lang::He)),
            Script::Devanagari => Self::of_india("hi"),
            Script::Bengali => Self::of_india("bn"),
            Script::Gurmukhi => Self::of_india("pa"),
            Script::Gujarati => Self::of_india("gu"),
            Script::Odia => Self::of_india("or"),
            Script::Tamil => Self::of_india("ta"),
            Script::Telugu => Self::of_india("te"),
            Script::Kannada => Self::of_india("kn"),
            Script::Malayalam => Self::of_india("ml"),
            Script::Thai => Some(Self::TH_RTGS),
            Script::Hangul => Some(Self::KO_RR),
            Script::Hiragana | Script::Katakana => Some(Self::JA_NEWS),
            _ => None,
        }
    }

    /// Gives the default scheme of a language of India.
    fn of_india(language: &str) -> Option<Self> {
        let is_of = |indic: &&Indic| indic.name.split('@').next() == Some(language);
        INDIC.iter().find(is_of).map(|indic| Self { name: indic.name, engine: Engine::Indic(indic) })
    }

    /// Gives the name, `ru@bgn`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// Gives the code of the language before the `@`: `ru`, `az-Cyrl`.
    #[must_use]
    pub fn language(self) -> &'static str {
        self.name.split_once('@').map_or(self.name, |(language, _)| language)
    }

    /// Tells whether the scheme would write any character of `s` otherwise.
    fn reads(self, s: &str) -> bool {
        match self.engine {
            Engine::Alphabet(alphabet) => alphabet.reads(s),
            Engine::Hangul(_) => s.chars().any(hangul::reads),
            Engine::Kana(_) => s.chars().any(kana::reads),
            Engine::Abjad(abjad) => abjad.reads(s),
            Engine::Indic(indic) => indic.reads(s),
            Engine::Pinyin(_) => s.chars().any(pinyin::reads),
            Engine::Thai => s.chars().any(thai::reads),
            Engine::Guess(lang) => Self::of(lang).reads(s),
            Engine::Mixed => s.chars().any(|c| !c.is_ascii() && Self::of_script(Script::of(c)).is_some()),
        }
    }
}

impl Default for Scheme {
    /// Gives `und@news`.
    fn default() -> Self {
        Self::MIXED
    }
}

impl PartialEq for Scheme {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Scheme {}

impl Hash for Scheme {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name)
    }
}

impl fmt::Debug for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Scheme({})", self.name)
    }
}

impl FromStr for Scheme {
    type Err = Error;

    /// Finds a scheme by its name, or the default of a language by its code.
    ///
    /// # Errors
    ///
    /// Fails for a name that is not known; the message says what the language has.
    fn from_str(name: &str) -> Result<Self, Error> {
        if let Some(found) = Self::all().find(|scheme| scheme.name.eq_ignore_ascii_case(name)) {
            return Ok(found);
        }
        let language = name.split_once('@').map_or(name, |(language, _)| language);
        let mut of_language = Self::all().filter(|scheme| scheme.language().eq_ignore_ascii_case(language));
        if !name.contains('@')
            && let Some(default) = of_language.next()
        {
            return Ok(default);
        }
        let mut known: Vec<&str> = of_language.map(Self::name).collect();
        if known.is_empty() {
            known = Self::all().map(Self::name).collect();
        }
        Err(choice::unknown("scheme", name, known.into_iter()))
    }
}

/// Writes `s` in the letters of a scheme, for display.
///
/// Digraphs follow the case of their word (`Љубљана`, Ljubljana; `ЉУБЉАНА`, LJUBLJANA); letters and marks of
/// one character are read as that character; a character that the scheme does not know stays, so that text in
/// Latin letters is given back as it is, borrowed. The cost is linear.
///
/// Scripts that leave out what is spoken are written by what they write: Arabic, Persian, Urdu and Hebrew without
/// the vowels (`ar@guess` and the like put the likeliest in, as [`readings`](crate::readings()) finds them), Thai by
/// syllables that rules find, Chinese characters by their usual reading and only where the language is said to be
/// Chinese. Japanese names in Han characters are not read.
///
/// `und@news`, the default, writes each script by the default of its commonest language: Devanagari as Hindi, Arabic
/// letters as Arabic.
///
/// A scheme writes names by rule. What a person is called abroad may be something else (`Кличко` is Klychko by
/// law and Klitschko by choice): that is for a table of aliases.
///
/// # Example
///
/// ```
/// use std::borrow::Cow;
/// use varlik_text::{Scheme, transliterate};
///
/// let press: Scheme = "sr@news".parse()?;
/// assert_eq!(transliterate("ЉУБЉАНА, Љубљана", press), "LJUBLJANA, Ljubljana");
/// assert!(matches!(transliterate("Erdoğan", press), Cow::Borrowed("Erdoğan")));
/// # Ok::<(), varlik_text::Error>(())
/// ```
#[must_use]
pub fn transliterate(s: &str, scheme: Scheme) -> Cow<'_, str> {
    if s.is_ascii() || !scheme.reads(s) {
        return Cow::Borrowed(s);
    }
    let mut out = String::with_capacity(s.len() + 8);
    transliterate_into(s, scheme, &mut out, &mut ());
    Cow::Owned(out)
}

/// Appends what [`transliterate`] gives.
pub(crate) fn transliterate_into<R: Record>(s: &str, scheme: Scheme, out: &mut String, record: &mut R) {
    match scheme.engine {
        Engine::Mixed => write_mixed(s, out, record),
        engine => write_one(engine, s, out, record),
    }
}

/// Writes by an engine for one script; [`Engine::Mixed`] is none.
fn write_one<R: Record>(engine: Engine, s: &str, out: &mut String, record: &mut R) {
    match engine {
        Engine::Alphabet(alphabet) => alphabet.write(s, out, record),
        Engine::Hangul(sounds) => hangul::write(s, sounds, out, record),
        Engine::Kana(system) => kana::write(s, system, out, record),
        Engine::Abjad(abjad) => abjad.write(s, out, record),
        Engine::Indic(indic) => indic.write(s, out, record),
        Engine::Pinyin(system) => pinyin::write(s, system, out, record),
        Engine::Thai => thai::write(s, out, record),
        Engine::Guess(lang) => write_guess(s, lang, out, record),
        Engine::Mixed => out.push_str(s),
    }
}

/// Writes every word by its first reading in English; words that have none by the default of the language.
fn write_guess<R: Record>(s: &str, lang: Lang, out: &mut String, record: &mut R) {
    let entry = out.len();
    let is_gap = |c: char| !c.is_alphabetic() && !is_combining_mark(c) && !"'’׳״\u{200C}".contains(c);
    let mut rest = s;
    while let Some(first) = rest.chars().next() {
        let length = rest.find(|c| is_gap(c) != is_gap(first)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(length);
        let (at, start) = (s.len() - rest.len(), out.len());
        let scheme = Scheme::of(lang);
        let options = ReadingOptions { most: 1, lexicon: None };
        let reading =
            if scheme.reads(word) { readings_with(word, lang, Lang::En, options).pop() } else { None };
        match (reading, scheme.engine) {
            (Some(reading), _) => out.push_str(&reading.text),
            (None, Engine::Abjad(abjad)) => abjad.write(word, out, &mut ()),
            _ => out.push_str(word),
        }
        if R::ON && out.get(start..) != Some(word) {
            record.edit(at..at + word.len(), start - entry..out.len() - entry);
        }
        rest = after;
    }
}

/// Cuts `s` where the script changes; what is of no script goes with what is before it.
fn write_mixed<R: Record>(s: &str, out: &mut String, record: &mut R) {
    let entry = out.len();
    let mut start = 0;
    let (mut present, mut scheme) = (None, None);
    let mut write = |range: Range<usize>, scheme: Option<Scheme>, out: &mut String| {
        let piece = s.get(range.clone()).unwrap_or_default();
        match scheme {
            Some(scheme) => {
                let mut shifted = Shifted { record, source: range.start, out: out.len() - entry };
                write_one(scheme.engine, piece, out, &mut shifted);
            }
            None => out.push_str(piece),
        }
    };
    // Letters of Greek and Cyrillic stand in blocks of their own: most are as the one before.
    let mut block = 0;
    for (at, c) in s.char_indices() {
        if u32::from(c) >> 6 == block {
            continue;
        }
        let script = Script::of(c);
        if script == Script::Other {
            continue;
        }
        block = if matches!(c, '\u{380}'..'\u{500}') { u32::from(c) >> 6 } else { 0 };
        if Some(script) == present {
            continue;
        }
        let next = Scheme::of_script(script);
        if next != scheme {
            write(start..at, scheme, out);
            (start, scheme) = (at, next);
        }
        present = Some(script);
    }
    write(start..s.len(), scheme, out);
}

/// Records the edits of a piece as edits of the whole.
struct Shifted<'a, R> {
    record: &'a mut R,
    source: usize,
    out: usize,
}

impl<R: Record> Record for Shifted<'_, R> {
    const ON: bool = R::ON;

    fn edit(&mut self, source: Range<usize>, out: Range<usize>) {
        self.record.edit(
            source.start + self.source..source.end + self.source,
            out.start + self.out..out.end + self.out,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Puts the output together from the edits and what is between them.
    fn replayed(s: &str, out: &str, edits: &[(Range<usize>, Range<usize>)]) -> String {
        let (mut whole, mut at) = (String::new(), 0);
        for (source, written) in edits {
            whole += &s[at..source.start];
            assert_eq!(whole.len(), written.start, "{s}");
            whole += &out[written.clone()];
            at = source.end;
        }
        whole + &s[at..]
    }

    struct Ranges(Vec<(Range<usize>, Range<usize>)>);

    impl Record for Ranges {
        const ON: bool = true;

        fn edit(&mut self, source: Range<usize>, out: Range<usize>) {
            self.0.push((source, out));
        }
    }

    #[test]
    fn edits_lead_back_to_the_letters() {
        for name in [
            "Сергей Лавров (Lavrov)",
            "Знам’янка, Ки\u{456}\u{308}в",
            "Пу\u{301}тин",
            "Ντόρα Μπακογιάννη",
            "საააკაშვილი, Հայաստան",
            "신문로 (Sinmunno) ㄱ",
            "トウキョウ, ﾊﾞｰﾄﾞ・いすゞ",
            "Erdoğan'ın",
            "بشار الأسد، خامنه\u{200C}ای, بنيامين נְתַנְיָהוּ, ג׳ורג׳",
            "习近平在西安, iPhone手机 中华人民共和国",
            "กรุงเทพมหานคร เชียงใหม่ ๒๕๖๗ จันทร์",
            "नरेन्द्र मोदी। ज्ञान सिंह, ঢাকা ਅੰਮ੍ਰਿਤਸਰ",
        ] {
            for scheme in Scheme::all() {
                let mut out = String::from("before ");
                let mut ranges = Ranges(Vec::new());
                transliterate_into(name, scheme, &mut out, &mut ranges);
                let out = &out["before ".len()..];
                assert_eq!(out, transliterate(name, scheme), "{scheme} {name}");
                assert_eq!(replayed(name, out, &ranges.0), out, "{scheme} {name}");
            }
        }
    }

    #[test]
    fn names_of_schemes_differ_and_are_found() {
        let mut names: Vec<&str> = Scheme::all().map(Scheme::name).collect();
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count);
        for name in names {
            assert_eq!(name.parse::<Scheme>().unwrap().name(), name);
        }
    }

    #[test]
    fn a_language_has_the_form_of_the_press() {
        for (lang, name) in [
            (Lang::Ru, "ru@news"),
            (Lang::Bg, "bg@2009"),
            (Lang::Az, "az-Cyrl@bgn"),
            (Lang::Ko, "ko@rr"),
            (Lang::Tr, "und@news"),
            (Lang::Und, "und@news"),
        ] {
            assert_eq!(Scheme::of(lang).name(), name);
        }
        assert_eq!("RU".parse::<Scheme>().unwrap().name(), "ru@news");
    }
}
