//! A name taken apart, prepared once for many comparisons.

use varlik_text::{Lang, key_into};

use crate::given_name::name_flags;
use crate::lexicon::{self, WordFlag};
use crate::sound::sound_key_into;
use crate::table::key_hash;
use crate::title;

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
    /// A given or middle name.
    Given,
    /// One letter that stands for a given name.
    Initial,
    /// A small word: of, bin, von.
    Particle,
    /// Jr, Sr, II: tells father from son.
    Generation,
    /// A word that tells the kind, not the one: Ministry, Üniversitesi, River.
    Generic,
    /// A legal form: A.Ş., `GmbH`.
    LegalForm,
    /// A number; two names with different numbers are different things.
    Number,
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
    /// Takes a name apart. `language` is that of the text it stands in, [`Lang::Und`] when unknown.
    ///
    /// Never fails: a text without letters or digits gives a name without words.
    #[must_use]
    pub fn new(text: &str, kind: NameKind, language: Lang) -> Self {
        let mut words = Vec::new();
        let text = match (kind, text.split_once(',')) {
            // "Yakym, Rudy" is turned round, "King, Jr." is not.
            (NameKind::Person, Some((family, given))) if is_given_part(given) => {
                format!("{} {}", given.trim(), family.trim())
            }
            _ => text.to_owned(),
        };
        let mut key = String::new();
        for piece in text.split_whitespace().flat_map(|piece| initials(piece, kind)) {
            key.clear();
            key_into(piece, &mut key);
            // A piece may hold more than one word ("Russia-Ukraine").
            words.extend(key.split(' ').filter(|word| !word.is_empty()).map(|word| NameWord {
                key: word.to_owned(),
                sound: String::new(),
                role: Role::Telling,
                key_hash: key_hash(word.as_bytes()),
                sound_hash: 0,
            }));
        }
        if kind == NameKind::Person {
            drop_titles(&mut words);
        }
        words.truncate(MOST_WORDS);
        for word in &mut words {
            sound_key_into(&word.key, &mut word.sound);
            word.sound_hash = key_hash(word.sound.as_bytes());
        }
        match kind {
            NameKind::Person => person_roles(&mut words),
            _ => thing_roles(&mut words),
        }
        let key = words.iter().map(|word| word.key.as_str()).collect::<Vec<_>>().join(" ");
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

    /// Returns the family name of a person, or the only word of the name.
    #[must_use]
    pub fn family(&self) -> Option<&NameWord> {
        self.words.iter().rev().find(|word| word.role == Role::Family)
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

/// Splits a person's "R.T." into its letters; any other piece stays whole ("A.Ş." is a legal form).
fn initials(piece: &str, kind: NameKind) -> impl Iterator<Item = &str> {
    let dotted = kind == NameKind::Person
        && piece.contains('.')
        && piece.split('.').all(|part| part.chars().count() <= 1)
        && piece.chars().any(char::is_alphabetic);
    let (letters, whole) = if dotted { (Some(piece.split('.')), None) } else { (None, Some(piece)) };
    letters.into_iter().flatten().filter(|part| !part.is_empty()).chain(whole)
}

/// Whether what stands behind a comma is a given name, and not a generation word alone.
fn is_given_part(text: &str) -> bool {
    text.split_whitespace()
        .any(|word| word.chars().any(char::is_alphabetic) && !is_generation(&varlik_text::key(word)))
}

/// Jr, Sr, II and the like.
fn is_generation(key: &str) -> bool {
    matches!(key, "jr" | "sr" | "ii" | "iii" | "iv")
}

/// Cuts titles from the front, unless nothing would be left, or only the family name of "Sultan Yılmaz".
fn drop_titles(words: &mut Vec<NameWord>) {
    let mut joined = String::new();
    loop {
        let longest = (1..words.len().min(5)).rev().find(|&length| {
            joined.clear();
            for word in words.iter().take(length) {
                if !joined.is_empty() {
                    joined.push(' ');
                }
                joined.push_str(&word.key);
            }
            title::lookup(&joined).is_some()
        });
        let given = words.first().is_some_and(|word| name_flags(&word.key).is_given());
        match longest {
            Some(length) if !(given && length + 1 == words.len()) => drop(words.drain(..length)),
            _ => return,
        }
    }
}

fn person_roles(words: &mut [NameWord]) {
    let mut family_found = false;
    for index in (0..words.len()).rev() {
        let first = index == 0;
        let Some(word) = words.get_mut(index) else { continue };
        let flags = lexicon::words(&word.key);
        word.role = if is_generation(&word.key) && !first {
            Role::Generation
        } else if word.key.chars().count() == 1 && (family_found || !first) {
            Role::Initial
        } else if flags.is_connector() && !first && family_found {
            Role::Particle
        } else if family_found {
            Role::Given
        } else {
            family_found = true;
            Role::Family
        };
    }
}

fn thing_roles(words: &mut [NameWord]) {
    for word in words.iter_mut() {
        let flags = lexicon::words(&word.key);
        word.role = if word.key.bytes().all(|byte| byte.is_ascii_digit()) {
            Role::Number
        } else if flags.has(WordFlag::LegalForm) {
            Role::LegalForm
        } else if flags.is_connector() {
            Role::Particle
        } else if flags.has(WordFlag::OrganizationKind) || flags.has(WordFlag::PlaceKind) {
            Role::Generic
        } else {
            Role::Telling
        };
    }
    // A name made of generic words alone ("Central Bank") is told by them.
    if !words.iter().any(|word| matches!(word.role, Role::Telling | Role::Number)) {
        for word in words.iter_mut().filter(|word| word.role == Role::Generic) {
            word.role = Role::Telling;
        }
    }
}
