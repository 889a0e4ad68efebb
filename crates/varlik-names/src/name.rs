//! A name taken apart, prepared once for many comparisons.

use std::ops::Range;

use varlik_text::Lang;

use crate::compare::Spelled;
use crate::gazetteer::alias_bearers;
use crate::given_name::name_flags_by_hash;
use crate::letters::{Channel, MOST_LETTERS, push_letters};
use crate::parse;
use crate::sound::sound_key_into;
use crate::table::key_hash;
use crate::variants::variant_sets;

/// What a name is the name of; each kind has its own parts and weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameKind {
    /// A person: given names, particles, family name.
    Person,
    /// A company, party, agency, team.
    Organization,
    /// A country, town, river, building.
    Place,
    /// Anything else that bears a name.
    Other,
}

/// The part a word plays in its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The family name, or the only word of a person's name.
    Family,
    /// The first of the given names.
    Given,
    /// A given name behind the first.
    Middle,
    /// A name made of the father's: Vladimirovich, the word behind *bin*, the one before *oğlu*.
    Patronymic,
    /// One letter that stands for a given name.
    Initial,
    /// Another name of a person, in quotes or brackets: "Chuck".
    Nickname,
    /// What a person is, and no name: President, Sayın, Baron. Is a part of a parsed name, never a word of a [`Name`].
    Title,
    /// A small word: of, bin, von.
    Particle,
    /// Jr, Sr, II: tells father from son.
    Generation,
    /// A word that tells the kind, not the one: Ministry, Üniversitesi, River.
    Generic,
    /// A legal form: A.Ş., `GmbH`.
    LegalForm,
    /// A number, in digits or Roman; two names with different numbers are different things.
    Number,
    /// The short form that stands beside a long one: "North Atlantic Treaty Organization (NATO)".
    Acronym,
    /// What tells which of several is meant: "Paris, *France*". Of a person it is no word of a [`Name`].
    Qualifier,
    /// A telling word of an organisation, place or thing.
    Telling,
}

/// One word of a name.
#[derive(Debug, Clone, PartialEq)]
pub struct NameWord {
    /// Comparison key of the word.
    pub key: String,
    /// Its [sound key](crate::sound_key).
    pub sound: String,
    /// Its part in the name.
    pub role: Role,
    /// Hash of `key`, so that comparing words is comparing numbers.
    pub(crate) key_hash: u64,
    /// Hash of `sound`.
    pub(crate) sound_hash: u64,
    /// Where its letters stand among those of the name.
    letters: Range<u16>,
    /// The script it is written in.
    pub(crate) channel: Channel,
    /// What is known of it.
    pub(crate) traits: Traits,
    /// What an exact agreement with it says, in bits.
    pub(crate) information: f32,
}

/// What is known of a word, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Traits(u8);

impl Traits {
    /// It is often a given name.
    pub(crate) const GIVEN: Self = Self(1);
    /// It has variants: nicknames, forms in other languages, abbreviations.
    pub(crate) const VARIANTS: Self = Self(2);
    /// It is written in Turkish letters that ASCII lacks.
    const TURKISH: Self = Self(4);
    /// It is the name of a place by itself.
    pub(crate) const PLACE: Self = Self(8);

    pub(crate) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    const fn with(self, other: Self, on: bool) -> Self {
        if on { Self(self.0 | other.0) } else { self }
    }
}

impl NameWord {
    /// Prepares a word; every word of a name is made here. Its letters are appended to those of the name.
    fn new(key: &str, text: &str, role: Role, letters: &mut Vec<u8>) -> Self {
        let mut sound = String::with_capacity(key.len());
        sound_key_into(key, &mut sound);
        let hash = key_hash(key.as_bytes());
        let channel = Channel::of(text);
        let start = letters.len();
        push_letters(text, channel, letters);
        let spelled = Spelled { letters: letters.get(start..).unwrap_or_default(), channel };
        Self {
            key_hash: hash,
            sound_hash: key_hash(sound.as_bytes()),
            key: key.to_owned(),
            sound,
            role,
            channel,
            traits: Traits::default()
                .with(Traits::GIVEN, name_flags_by_hash(hash).is_given())
                .with(Traits::VARIANTS, variant_sets(hash).next().is_some())
                .with(Traits::TURKISH, channel == Channel::Latin && is_turkish(text))
                .with(Traits::PLACE, role != Role::Family && alias_bearers(hash).next().is_some()),
            information: spelled.information(),
            letters: start as u16..letters.len() as u16,
        }
    }
}

// The bits of a word are never NaN.
impl Eq for NameWord {}

/// A name taken apart, prepared once for many comparisons.
///
/// # Example: titles are not part of a name
/// ```
/// use varlik_names::{Name, NameKind};
/// use varlik_text::Lang;
///
/// let name = Name::new("President Recep Tayyip Erdoğan", NameKind::Person, Lang::En);
/// assert_eq!(name.key(), "recep tayyip erdogan");
/// assert_eq!(name.family().unwrap().key, "erdogan");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    kind: NameKind,
    language: Lang,
    key: String,
    words: Vec<NameWord>,
    /// The letters of all words, one after the other.
    letters: Vec<u8>,
    /// Hash of `key`.
    key_hash: u64,
    /// Whether it is written in Turkish letters that ASCII lacks, and so in full.
    turkish: bool,
}

impl Eq for Name {}

/// Words of a name that are compared; the rest of a longer one is ignored.
pub(crate) const MOST_WORDS: usize = 16;

impl Name {
    /// Takes a name apart, see [`parse_name`](crate::parse_name). `language` is that of the text it stands in,
    /// [`Lang::Und`] when unknown.
    ///
    /// Never fails: a text without letters or digits gives a name without words.
    #[must_use]
    pub fn new(text: &str, kind: NameKind, language: Lang) -> Self {
        let mut words = Vec::with_capacity(4);
        let mut letters = Vec::with_capacity(text.len().min(MOST_WORDS * MOST_LETTERS));
        parse::for_each_word(text, kind, language, |key, text, role| {
            if words.len() < MOST_WORDS {
                words.push(NameWord::new(key, text, role, &mut letters));
            }
        });
        Self::of(words, letters, kind, language)
    }

    /// Makes a name of parts whose roles are known; they are believed.
    ///
    /// A part may have several words; small words inside it (*van der* of a family name) become particles. Of a person
    /// the family name is put behind the given ones, and a generation last. Titles are left out, unless there is
    /// nothing else.
    ///
    /// # Example: columns of a table
    /// ```
    /// use varlik_names::{Name, NameKind, Role};
    /// use varlik_text::Lang;
    ///
    /// let parts = [(Role::Family, "van der Bellen"), (Role::Given, "Alexander")];
    /// let name = Name::from_parts(&parts, NameKind::Person, Lang::Und);
    /// assert_eq!(name.key(), "alexander van der bellen");
    /// assert_eq!(name.family().unwrap().key, "bellen");
    /// ```
    #[must_use]
    pub fn from_parts(parts: &[(Role, &str)], kind: NameKind, language: Lang) -> Self {
        let has_name =
            parts.iter().any(|(role, text)| *role != Role::Title && text.chars().any(char::is_alphanumeric));
        let rank = |role| match role {
            _ if kind != NameKind::Person => 0,
            Role::Family => 1,
            Role::Generation => 2,
            _ => 0,
        };
        let mut words = Vec::with_capacity(4);
        let mut letters = Vec::new();
        for wanted in 0..=2 {
            for &(role, text) in parts {
                if rank(role) != wanted || (role == Role::Title && has_name) {
                    continue;
                }
                parse::for_each_key(text, kind, language, |key, text, is_small| {
                    let role = match role {
                        Role::Family | Role::Given | Role::Middle | Role::Telling if is_small => {
                            Role::Particle
                        }
                        Role::Given | Role::Middle if key.chars().count() == 1 && key.is_ascii() => {
                            Role::Initial
                        }
                        role => role,
                    };
                    if words.len() < MOST_WORDS {
                        words.push(NameWord::new(key, text, role, &mut letters));
                    }
                });
            }
        }
        Self::of(words, letters, kind, language)
    }

    fn of(words: Vec<NameWord>, letters: Vec<u8>, kind: NameKind, language: Lang) -> Self {
        let mut key = String::with_capacity(words.iter().map(|word| word.key.len() + 1).sum());
        for word in &words {
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(&word.key);
        }
        let key_hash = key_hash(key.as_bytes());
        let turkish = words.iter().any(|word| word.traits.has(Traits::TURKISH));
        Self { kind, language, key, words, letters, key_hash, turkish }
    }

    /// Returns what the name is the name of.
    #[must_use]
    pub fn kind(&self) -> NameKind {
        self.kind
    }

    /// Returns the language of the text the name stands in.
    #[must_use]
    pub fn language(&self) -> Lang {
        self.language
    }

    /// Returns the comparison key of the whole name, titles cut off.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Whether it is written in Turkish letters that ASCII lacks, and so in full.
    pub(crate) fn is_turkish(&self) -> bool {
        self.turkish
    }

    /// Hash of the key.
    pub(crate) fn key_hash(&self) -> u64 {
        self.key_hash
    }

    /// The letters of some words one after the other, as if they were one word.
    pub(crate) fn spelled(&self, words: Range<usize>) -> Spelled<'_> {
        let words = self.words.get(words).unwrap_or_default();
        let letters = match (words.first(), words.last()) {
            (Some(first), Some(last)) => usize::from(first.letters.start)..usize::from(last.letters.end),
            _ => 0..0,
        };
        Spelled {
            letters: self.letters.get(letters).unwrap_or_default(),
            channel: words.first().map_or(Channel::Latin, |word| word.channel),
        }
    }

    /// Returns the words, in order.
    #[must_use]
    pub fn words(&self) -> &[NameWord] {
        &self.words
    }

    /// Returns the family name of a person, or the last word where no word is known to be it.
    #[must_use]
    pub fn family(&self) -> Option<&NameWord> {
        let last_of = |wanted: fn(Role) -> bool| self.words.iter().rev().find(|word| wanted(word.role));
        last_of(|role| role == Role::Family).or_else(|| {
            if self.kind != NameKind::Person {
                return None;
            }
            last_of(|role| {
                !matches!(role, Role::Particle | Role::Generation | Role::Nickname | Role::Initial)
            })
        })
    }

    /// Whether the name is a whole legal one ("Yıldırım Gıda Sanayi ve Ticaret A.Ş.").
    pub(crate) fn ends_with_legal_form(&self) -> bool {
        self.words.last().is_some_and(|word| word.role == Role::LegalForm)
    }

    /// Returns whether the name is one telling word alone ("Erdoğan"), so that others may share it.
    #[must_use]
    pub fn is_single(&self) -> bool {
        self.words.iter().filter(|word| !matches!(word.role, Role::Particle | Role::Generation)).count() == 1
    }
}

/// Whether a word has Turkish letters that ASCII lacks, and no letter that Turkish lacks.
fn is_turkish(word: &str) -> bool {
    !word.is_ascii()
        && word.chars().all(|c| match c {
            'Ç' | 'ç' | 'Ğ' | 'ğ' | 'İ' | 'ı' | 'Ö' | 'ö' | 'Ş' | 'ş' | 'Ü' | 'ü' | 'Â' | 'â' | 'Î' | 'î' => {
                true
            }
            _ => c.is_ascii() && !matches!(c.to_ascii_lowercase(), 'q' | 'w' | 'x'),
        })
}
