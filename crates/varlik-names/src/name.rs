//! A name taken apart, prepared once for many comparisons.

use varlik_text::Lang;

use crate::parse;
use crate::sound::sound_key_into;
use crate::table::key_hash;

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
#[derive(Debug, Clone, PartialEq, Eq)]
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
}

impl NameWord {
    /// Prepares a word; every word of a name is made here.
    pub(crate) fn new(key: &str, role: Role) -> Self {
        let mut sound = String::with_capacity(key.len());
        sound_key_into(key, &mut sound);
        Self {
            key_hash: key_hash(key.as_bytes()),
            sound_hash: key_hash(sound.as_bytes()),
            key: key.to_owned(),
            sound,
            role,
        }
    }
}

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    kind: NameKind,
    language: Lang,
    key: String,
    words: Vec<NameWord>,
}

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
        parse::for_each_word(text, kind, language, |key, role| {
            if words.len() < MOST_WORDS {
                words.push(NameWord::new(key, role));
            }
        });
        Self::of(words, kind, language)
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
        for wanted in 0..=2 {
            for &(role, text) in parts {
                if rank(role) != wanted || (role == Role::Title && has_name) {
                    continue;
                }
                parse::for_each_key(text, kind, language, |key, is_small| {
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
                        words.push(NameWord::new(key, role));
                    }
                });
            }
        }
        Self::of(words, kind, language)
    }

    fn of(words: Vec<NameWord>, kind: NameKind, language: Lang) -> Self {
        let mut key = String::with_capacity(words.iter().map(|word| word.key.len() + 1).sum());
        for word in &words {
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(&word.key);
        }
        Self { kind, language, key, words }
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
