//! One step of a pipeline, and its name.
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use crate::casing::{casefold_into, lower_into, title_into, upper_into};
use crate::clean::clean_change;
use crate::confusable::replace_confusables_into;
use crate::diacritics::restore_diacritics_into;
use crate::edits::{Record, Writer};
use crate::entity::unescape_change;
use crate::fold::fold_into;
use crate::forms::Form;
use crate::mojibake::repair_change;
use crate::number::numbers_into;
use crate::scheme::transliterate_into;
use crate::{
    Clean, Error, Expected, Fold, Lang, Lexicon, RepairKind, RepairOptions, Scheme, TokenKind, choice, key,
    skeleton, tokenize,
};

/// One thing to do to a text.
///
/// A step has a name, which [`FromStr`] reads and `Display` writes: `nfc`, `lower:tr`, `clean:fa@news`,
/// `transliterate:ru@bgn`.
///
/// # Example
///
/// ```
/// use varlik_text::{Lang, Step};
///
/// let step: Step = "upper:tr".parse()?;
/// assert_eq!(step, Step::Upper(Lang::Tr));
/// assert_eq!(step.apply("Iğdır ilinde"), "IĞDIR İLİNDE");
/// assert!("uper:tr".parse::<Step>().unwrap_err().to_string().contains("did you mean \"upper\"?"));
/// # Ok::<(), varlik_text::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Step {
    /// `repair`, `repair:tr`: text that was read in another encoding, and letters that were lost, as far as the lexicons
    /// of the [`Pipeline`](crate::Pipeline::with_lexicons) know the word ([`repair`](crate::repair())).
    Repair(Lang),
    /// `html`: character references of HTML become characters ([`unescape`](crate::unescape)).
    Unescape,
    /// `nfc`: letters and marks are composed ([`nfc`](crate::nfc)).
    Nfc,
    /// `nfd`: letters are taken apart ([`nfd`](crate::nfd)).
    Nfd,
    /// `nfkc`: composed, and compatibility characters replaced ([`nfkc`](crate::nfkc)).
    Nfkc,
    /// `nfkd`: taken apart, and compatibility characters replaced ([`nfkd`](crate::nfkd)).
    Nfkd,
    /// `clean`, `clean:fa`, `clean@news`, `clean@quotes+dashes`: plain signs ([`clean`](crate::clean())).
    Clean(Clean, Lang),
    /// `confusables`, `confusables:tr`, `confusables:Cyrl`: letters of another alphabet become those they look
    /// like ([`replace_confusables`](crate::replace_confusables)).
    Confusables(Expected),
    /// `restore-diacritics`, `restore-diacritics:tr`: Turkish in ASCII letters gets its letters back, names by the lexicons
    /// of the [`Pipeline`](crate::Pipeline::with_lexicons) ([`restore_diacritics`](crate::restore_diacritics)).
    RestoreDiacritics,
    /// `numbers`, `numbers:tr`: numbers in figures ([`numbers`](crate::numbers())).
    Numbers(Lang),
    /// `strip-suffix:tr`: endings behind an apostrophe go, as [`tokenize`](crate::tokenize) finds them.
    StripSuffix(Lang),
    /// `lower:tr`: lower case by the rules of a language ([`lower`](crate::lower)).
    Lower(Lang),
    /// `upper:tr`: upper case by the rules of a language ([`upper`](crate::upper)).
    Upper(Lang),
    /// `title:tr`: words with a capital by the rules of a language ([`title`](crate::title)).
    Title(Lang),
    /// `casefold:tr`: what spellings that differ in case have in common ([`casefold`](crate::casefold)).
    Casefold(Lang),
    /// `transliterate`, `transliterate:ru@bgn`: other scripts in Latin letters
    /// ([`transliterate`](crate::transliterate)).
    Transliterate(Scheme),
    /// `fold`, `fold:de@ue`, `fold:ar`: Latin text in ASCII, or the spellings of a script as one
    /// ([`fold`](crate::fold())).
    Fold(Fold),
    /// `skeleton:ar`: the consonants of a name ([`skeleton`](crate::skeleton)).
    Skeleton(Lang),
    /// `key`: the comparison key ([`key`](crate::key)).
    Key,
}

/// The names of all steps, in the order they are to be taken.
const NAMES: [(&str, &str); 19] = [
    (
        "repair",
        "text that was read in another encoding than it was written in, and lost letters by the lexicons; repair:tr with its language",
    ),
    ("html", "character references of HTML become characters"),
    ("nfc", "letters and marks are composed"),
    ("nfd", "letters and marks are taken apart"),
    (
        "clean",
        "quotation marks, apostrophes, dashes and spaces are written plainly, invisible characters go; clean:fa, clean@news",
    ),
    ("nfkc", "composed, and characters made for compatibility replaced"),
    ("nfkd", "taken apart, and characters made for compatibility replaced"),
    (
        "confusables",
        "letters of another alphabet become those they look like; confusables:tr, confusables:Cyrl",
    ),
    (
        "restore-diacritics",
        "Turkish in ASCII letters gets its letters back, names by the lexicons; restore-diacritics:tr",
    ),
    ("numbers", "numbers in figures; numbers:tr by the words of a language"),
    ("strip-suffix", "the ending behind an apostrophe goes; strip-suffix:tr"),
    ("lower", "lower case; lower:tr by the rules of a language"),
    ("upper", "upper case; upper:tr"),
    ("title", "a capital at every word; title:nl"),
    ("casefold", "what case tells apart is taken away; casefold:tr"),
    ("transliterate", "other scripts in Latin letters; transliterate:ru@bgn by a scheme"),
    ("fold", "Latin letters in ASCII; fold:de@ue by a policy, fold:ar those of a script in one spelling"),
    ("skeleton", "the consonants of an Arabic or Hebrew name; skeleton:ar"),
    ("key", "the key that all spellings of a name share"),
];

impl Step {
    /// Lists the names of the steps, in the order they are to be taken, and what each does.
    ///
    /// # Example
    ///
    /// ```
    /// use varlik_text::Step;
    ///
    /// assert!(Step::names().all(|(name, _)| name.parse::<Step>().is_ok()));
    /// ```
    pub fn names() -> impl Iterator<Item = (&'static str, &'static str)> + Clone {
        NAMES.iter().copied()
    }

    /// Runs the step over `s`, without a lexicon; borrowed when nothing changes.
    #[must_use]
    pub fn apply<'a>(&self, s: &'a str) -> Cow<'a, str> {
        let mut out = String::new();
        if self.change(s, &[], &mut out, &mut ()) { Cow::Owned(out) } else { Cow::Borrowed(s) }
    }

    /// Runs the step over `s`, without a lexicon, and appends the result to `out`.
    pub fn run_into(&self, s: &str, out: &mut String) {
        self.append(s, &[], out);
    }

    /// Appends what the step makes of `s`.
    pub(crate) fn append(&self, s: &str, lexicons: &[&Lexicon], out: &mut String) {
        if !self.change(s, lexicons, out, &mut ()) {
            out.push_str(s);
        }
    }

    /// Appends what the step makes of `s`, with its edits; appends nothing and gives `false` when that is `s`
    /// itself, whatever was recorded.
    pub(crate) fn change<R: Record>(
        &self,
        s: &str,
        lexicons: &[&Lexicon],
        out: &mut String,
        record: &mut R,
    ) -> bool {
        let base = out.len();
        match self {
            Self::Repair(lang) => {
                return repair_change(s, RepairOptions { lang: *lang, lexicons }, out, record);
            }
            Self::Unescape => return unescape_change(s, out, record),
            Self::Nfc => return Form::Nfc.change(s, out, record),
            Self::Nfd => return Form::Nfd.change(s, out, record),
            Self::Nfkc => return Form::Nfkc.change(s, out, record),
            Self::Nfkd => return Form::Nfkd.change(s, out, record),
            Self::Clean(choices, lang) => return clean_change(s, *choices, *lang, out, record),
            Self::Confusables(expected) if !s.is_ascii() => {
                replace_confusables_into(s, *expected, out, record);
            }
            Self::RestoreDiacritics => {
                restore_diacritics_into(s, lexicons, out, record);
            }
            Self::Numbers(lang) => {
                numbers_into(s, *lang, out, record);
            }
            Self::Transliterate(scheme) if !s.is_ascii() => transliterate_into(s, *scheme, out, record),
            Self::StripSuffix(lang) => return strip_suffixes(s, *lang, out, record),
            Self::Lower(lang) => lower_into(s, *lang, out, record),
            Self::Upper(lang) => upper_into(s, *lang, out, record),
            Self::Title(lang) => title_into(s, *lang, out, record),
            Self::Casefold(lang) => casefold_into(s, *lang, out, record),
            Self::Fold(policy) if !s.is_ascii() => fold_into(s, *policy, out, record),
            Self::Skeleton(lang) => whole(s, &skeleton(s, *lang), out, record),
            Self::Key => whole(s, &key(s), out, record),
            _ => return false,
        }
        if out.get(base..) == Some(s) {
            out.truncate(base);
            return false;
        }
        true
    }

    /// What all changes of the step are; `None` where it depends on what was written ([`cleaned`]).
    pub(crate) fn kind(&self) -> Option<RepairKind> {
        Some(match self {
            Self::Clean(..) => return None,
            Self::Repair(_) => RepairKind::Mojibake,
            Self::Unescape => RepairKind::Entity,
            Self::Nfc | Self::Nfd | Self::Nfkc | Self::Nfkd => RepairKind::Composition,
            Self::Lower(_) | Self::Upper(_) | Self::Title(_) | Self::Casefold(_) => RepairKind::Case,
            Self::StripSuffix(_) => RepairKind::Suffix,
            Self::Numbers(_) => RepairKind::Number,
            _ => RepairKind::Letter,
        })
    }

    /// Tells whether a step before this one loses what it needs.
    pub(crate) fn is_lost_after(&self, early: &Self) -> bool {
        let compatible = matches!(early, Self::Nfkc | Self::Nfkd);
        let cased = matches!(early, Self::Lower(_) | Self::Upper(_) | Self::Title(_) | Self::Casefold(_));
        let latin = matches!(early, Self::Transliterate(_) | Self::Skeleton(_) | Self::Key);
        let rewritten = compatible || cased || latin;
        match self {
            // A broken run holds letters, signs, spaces and controls, each for one byte.
            Self::Repair(_) => {
                rewritten
                    || matches!(
                        early,
                        Self::Nfd
                            | Self::Clean(..)
                            | Self::Confusables(_)
                            | Self::StripSuffix(_)
                            | Self::RestoreDiacritics
                            | Self::Numbers(_)
                            | Self::Fold(_)
                    )
            }
            // The names of references are cased, and capitals tell names from words.
            Self::Unescape | Self::StripSuffix(_) | Self::RestoreDiacritics => cased || latin,
            // Roman numerals are capitals, and number words have their letters.
            Self::Numbers(_) => cased || latin || matches!(early, Self::Fold(fold) if fold.undots()),
            // NFKC writes ´ as a space and a mark.
            Self::Clean(choices, _) => compatible && choices.contains(Clean::APOSTROPHES),
            // The letters of the other alphabet are gone.
            Self::Confusables(_) | Self::Transliterate(_) => latin,
            Self::Fold(fold) if !fold.is_latin() => latin,
            // I and İ are one letter by then.
            Self::Lower(lang) | Self::Upper(lang) | Self::Title(lang) | Self::Casefold(lang) => {
                let undotted = match early {
                    Self::Skeleton(_) | Self::Key => true,
                    Self::Fold(fold) => fold.undots(),
                    _ => false,
                };
                lang.dotless() && undotted
            }
            _ => false,
        }
    }
}

/// What a change of [`Step::Clean`] is, by what was written.
pub(crate) fn cleaned(written: &str) -> RepairKind {
    if written.is_empty() {
        RepairKind::Invisible
    } else if written.chars().all(char::is_whitespace) {
        RepairKind::Space
    } else {
        RepairKind::Sign
    }
}

/// Appends `s` without the endings behind an apostrophe; appends nothing and gives `false` when there is none.
fn strip_suffixes<R: Record>(s: &str, lang: Lang, out: &mut String, record: &mut R) -> bool {
    let mut tokens = Vec::new();
    tokenize(s, lang, &mut tokens);
    let mut writer = Writer::new(s, out, record);
    let mut end = 0;
    let mut changed = false;
    for token in &tokens {
        let range = token.start as usize..token.end as usize;
        // An ending apart from its word, as corpora print it, stays.
        if token.kind == TokenKind::Suffix && range.start == end {
            writer.replace(range.clone(), "");
            changed = true;
        }
        end = range.end;
    }
    if changed {
        writer.finish();
    }
    changed
}

/// Appends `changed`, whose source is known as a whole only: one edit from the first byte that differs to the
/// last.
fn whole<R: Record>(s: &str, changed: &str, out: &mut String, record: &mut R) {
    out.push_str(changed);
    if !R::ON {
        return;
    }
    let same = s.chars().zip(changed.chars()).take_while(|(a, b)| a == b);
    let start: usize = same.map(|(c, _)| c.len_utf8()).sum();
    let (rest, changed_rest) = (s.get(start..).unwrap_or_default(), changed.get(start..).unwrap_or_default());
    let same = rest.chars().rev().zip(changed_rest.chars().rev()).take_while(|(a, b)| a == b);
    let tail: usize = same.map(|(c, _)| c.len_utf8()).sum();
    if !(rest.is_empty() && changed_rest.is_empty()) {
        record.edit(start..s.len() - tail, start..changed.len() - tail);
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let with = |f: &mut fmt::Formatter<'_>, name: &str, lang: &Lang| match lang {
            Lang::Und => f.write_str(name),
            lang => write!(f, "{name}:{}", lang.code()),
        };
        match self {
            Self::Repair(lang) => with(f, "repair", lang),
            Self::Unescape => f.write_str("html"),
            Self::Nfc => f.write_str("nfc"),
            Self::Nfd => f.write_str("nfd"),
            Self::Nfkc => f.write_str("nfkc"),
            Self::Nfkd => f.write_str("nfkd"),
            Self::Clean(choices, lang) => {
                with(f, "clean", lang)?;
                if *choices == Clean::ALL { Ok(()) } else { write!(f, "@{choices}") }
            }
            Self::Confusables(Expected::Nothing) => f.write_str("confusables"),
            Self::Confusables(Expected::Script(script)) => write!(f, "confusables:{}", script.code()),
            Self::Confusables(Expected::Lang(lang)) => with(f, "confusables", lang),
            Self::RestoreDiacritics => f.write_str("restore-diacritics:tr"),
            Self::Numbers(lang) => with(f, "numbers", lang),
            Self::Lower(lang) => with(f, "lower", lang),
            Self::Upper(lang) => with(f, "upper", lang),
            Self::Title(lang) => with(f, "title", lang),
            Self::Casefold(lang) => with(f, "casefold", lang),
            Self::Fold(policy) if *policy == Fold::default() => f.write_str("fold"),
            Self::Fold(policy) => write!(f, "fold:{policy}"),
            Self::StripSuffix(lang) => with(f, "strip-suffix", lang),
            Self::Transliterate(scheme) if *scheme == Scheme::default() => f.write_str("transliterate"),
            Self::Transliterate(scheme) => write!(f, "transliterate:{scheme}"),
            Self::Skeleton(lang) => with(f, "skeleton", lang),
            Self::Key => f.write_str("key"),
        }
    }
}

impl FromStr for Step {
    type Err = Error;

    /// Reads a step by its name and what it is told behind a colon.
    ///
    /// # Errors
    ///
    /// There is no such step, language, scheme or choice (the message says what there is), or the step is told
    /// something it has no use for.
    fn from_str(step: &str) -> Result<Self, Error> {
        let (name, told) = step.find([':', '@']).map_or((step, ""), |at| step.split_at(at));
        let colon = told.strip_prefix(':').unwrap_or_default();
        let lang = || if told.is_empty() { Ok(Lang::Und) } else { colon.parse() };
        let alone = |step: Self| if told.is_empty() { Ok(step) } else { Err(Error::told(name, told)) };
        match name {
            "repair" => Ok(Self::Repair(lang()?)),
            "html" => alone(Self::Unescape),
            "nfc" => alone(Self::Nfc),
            "nfd" => alone(Self::Nfd),
            "nfkc" => alone(Self::Nfkc),
            "nfkd" => alone(Self::Nfkd),
            "clean" => {
                let (lang, choices) = told.split_once('@').unwrap_or((told, ""));
                let lang = match lang.strip_prefix(':') {
                    None => Lang::Und,
                    Some(code) => code.parse()?,
                };
                Ok(Self::Clean(if told.contains('@') { choices.parse()? } else { Clean::ALL }, lang))
            }
            "confusables" if told.is_empty() => Ok(Self::Confusables(Expected::Nothing)),
            "confusables" => match Expected::from_code(colon) {
                Some(expected) => Ok(Self::Confusables(expected)),
                None => colon.parse().map(|lang: Lang| Self::Confusables(lang.into())),
            },
            "restore-diacritics" => match lang()? {
                Lang::Und | Lang::Tr => Ok(Self::RestoreDiacritics),
                _ => Err(Error::told(name, told)),
            },
            "numbers" => Ok(Self::Numbers(lang()?)),
            "lower" => Ok(Self::Lower(lang()?)),
            "upper" => Ok(Self::Upper(lang()?)),
            "title" => Ok(Self::Title(lang()?)),
            "casefold" => Ok(Self::Casefold(lang()?)),
            "fold" if told.is_empty() => Ok(Self::Fold(Fold::default())),
            "fold" => Ok(Self::Fold(colon.parse()?)),
            "strip-suffix" => Ok(Self::StripSuffix(lang()?)),
            "transliterate" if told.is_empty() => Ok(Self::Transliterate(Scheme::default())),
            "transliterate" => Ok(Self::Transliterate(colon.parse()?)),
            "skeleton" => Ok(Self::Skeleton(lang()?)),
            "key" => alone(Self::Key),
            _ => Err(choice::unknown("step", name, Self::names().map(|(name, _)| name))),
        }
    }
}
