//! What the small words and endings of persons' names say.

use crate::given_name::name_flags_by_hash;
use crate::person_word::{PersonWord, PersonWords, patronymic_ending, person_words_by_hash};
use crate::title::{self, TitleClass};

/// What the tables of titles and of small words say of a key, by its hash.
#[derive(Clone, Copy)]
pub(super) struct Known {
    /// The class of the title it is.
    pub(super) title: Option<TitleClass>,
    /// Whether the table of titles has it; the small words are as often names.
    pub(super) is_sure: bool,
    /// Whether a longer title begins with it.
    pub(super) is_prefix: bool,
    pub(super) words: PersonWords,
}

impl Known {
    pub(super) fn of(hash: u64) -> Self {
        let found = title::lookup_by_hash(hash);
        let words = person_words_by_hash(hash);
        let title = found.title.map(|title| title.class);
        let other = words.has(PersonWord::Title).then_some(TitleClass::Honorific);
        Self {
            title: title.or(other),
            is_sure: title.is_some(),
            is_prefix: found.is_prefix || words.is_prefix(),
            words,
        }
    }
}

/// Whether a word that can be a title is rather a name where it stands: "Ana" is a mother and Ana, "Er" a soldier and Er.
pub(super) fn is_rather_name(hash: u64, key: &str) -> bool {
    let known = Known::of(hash);
    is_name(hash) && (known.title == Some(TitleClass::Kin) || key.len() < 3 || !known.is_sure)
}

/// Whether the lists of given and family names hold a word.
pub(super) fn is_name(hash: u64) -> bool {
    let flags = name_flags_by_hash(hash);
    flags.is_given() || flags.is_family()
}

/// The number of a king or pope, beyond what sons bear; XI is a family name too.
pub(super) fn is_regnal(key: &str) -> bool {
    matches!(
        key,
        "vi" | "vii"
            | "viii"
            | "ix"
            | "xii"
            | "xiii"
            | "xiv"
            | "xv"
            | "xvi"
            | "xvii"
            | "xviii"
            | "xix"
            | "xxi"
            | "xxii"
            | "xxiii"
            | "xxiv"
    )
}

/// Says that the word before it is the father's name.
pub(super) fn is_filiation_behind(key: &str) -> bool {
    matches!(
        key,
        "oglu"
            | "ogly"
            | "ogli"
            | "kizi"
            | "qizi"
            | "gizi"
            | "kyzy"
            | "gyzy"
            | "uulu"
            | "uly"
            | "zade"
            | "zadeh"
    )
}

/// Says that the word behind it is the father's name.
pub(super) fn is_filiation(words: PersonWords, key: &str) -> bool {
    words.has(PersonWord::Filiation) && !is_filiation_behind(key)
}

/// A father's name by its ending; a family name may end so too, so that only its place tells. Turkish -oğlu and Icelandic
/// -son end family names as a rule.
pub(super) fn is_patronymic(key: &str) -> bool {
    is_patronymic_of_woman(key)
        || (key.ends_with("ch")
            && patronymic_ending(key)
                .is_some_and(|ending| ending.ends_with("vich") || ending.ends_with("vych")))
}

/// A daughter's patronymic, which no family name looks like.
pub(super) fn is_patronymic_of_woman(key: &str) -> bool {
    key.ends_with("na") && patronymic_ending(key).is_some_and(|ending| ending.len() > 3)
}

/// A form of address that stands behind the name: Ahmet Bey.
pub(super) fn is_address_behind(key: &str) -> bool {
    matches!(key, "bey" | "hanim" | "efendi" | "xanim" | "beyefendi" | "hanimefendi" | "hazretleri")
}

/// Two letters that one letter of Cyrillic is written with; with a full stop behind they are an initial.
pub(super) fn is_digraph(key: &str) -> bool {
    matches!(key, "ya" | "yu" | "ye" | "yo" | "zh" | "sh" | "ch" | "kh" | "ts" | "th" | "ph" | "dj")
}

/// A beginning of family names that stands apart by mistake; "Mac" in front may be a given name.
pub(super) fn is_detached_prefix(key: &str, first: bool) -> bool {
    key == "mc" || (key == "mac" && !first)
}
