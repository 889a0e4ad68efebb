//! Keys on which spellings of one name meet.

pub(crate) mod skeleton;

use std::borrow::Cow;

use varlik_text::{Lang, Scheme, key, transliterate};

use crate::gazetteer::alias_bearers;
use crate::name::{Name, NameKind, NameWord, Role};
use crate::table::key_hash;
use skeleton::{Reading, skeleton_into};

/// Most blocking keys of a name; few have more than eight.
pub const MOST_BLOCKING_KEYS: usize = 12;

/// Words of a name that have keys of their own, those with the most consonants.
const MOST_KEYED_WORDS: usize = 3;

/// Consonants of a beginning or an end.
const PIECE: usize = 3;

/// Gives the blocking keys of a name: two spellings of one name, in whatever scripts, most likely share one.
///
/// They are for finding the pairs worth comparing, and are hashes of:
///
/// - the places and bodies the whole name is [known](crate::alias_bearers) to stand for, two at most;
/// - the consonants of each telling word, three words at most, in up to three readings (`c` is one of `k`, `s` and `j`),
///   vowels and breaths left out, and what sounds alike counted as one: b, p, f and v; d and t; g, k and q; s, z,
///   sh and ch; l and r. *Erdoğan*, *Эрдоган* and *أردوغان* are all vowel, r, t, k, n. An Arabic article may be missing;
/// - the consonants of all words together, for those that are split otherwise in another script;
/// - the beginnings of the two words with the most consonants, together;
/// - the initials of an organisation, which meet its acronym;
/// - the first and the last three consonants of a longer word, and all but the last of the word with the most.
///
/// No key says anything about legal forms, small words and words that only tell a kind, unless there are no others. The
/// keys of a name are the same in every run of one release, each given once. A name without words has none.
///
/// # Example: one name in seven scripts, and another
/// ```
/// use varlik_names::{Name, NameKind, blocking_keys};
/// use varlik_text::Lang;
///
/// let keys = |text| blocking_keys(&Name::new(text, NameKind::Person, Lang::Und));
/// let known: Vec<u64> = keys("Erdoğan").collect();
/// for text in ["Erdogan", "Эрдоган", "أردوغان", "Էրդողան", "ერდოღანი", "Ερντογάν"] {
///     assert!(keys(text).any(|key| known.contains(&key)), "{text}");
/// }
/// assert!(!keys("Kılıçdaroğlu").any(|key| known.contains(&key)));
/// ```
#[must_use]
pub fn blocking_keys(name: &Name) -> BlockingKeys {
    let mut keys = BlockingKeys::default();
    for bearer in alias_bearers(key_hash(name.key().as_bytes())).take(2) {
        keys.push(Part::Bearer, &bearer.number().to_le_bytes());
    }
    let is_telling = |word: &&NameWord| {
        !matches!(
            word.role,
            Role::Particle
                | Role::Generation
                | Role::Generic
                | Role::LegalForm
                | Role::Qualifier
                | Role::Initial
        )
    };
    let mut words: Vec<Bones> = name.words().iter().filter(is_telling).map(Bones::of).collect();
    if words.is_empty() {
        words = name.words().iter().map(Bones::of).collect();
    }
    let joined: Vec<u8> = words.iter().enumerate().flat_map(|(at, word)| word.joined(at > 0)).collect();
    if matches!(name.kind(), NameKind::Organization | NameKind::Other) {
        keys.push_initials(name);
    }
    // The order of the words in the name tells equals apart.
    words.sort_by_key(|word| std::cmp::Reverse(word.first().len()));
    words.truncate(MOST_KEYED_WORDS);
    for word in &words {
        word.readings.iter().for_each(|bones| keys.push(Part::Word, bones));
    }
    if let [one, other, ..] = words.as_slice() {
        keys.push(Part::Word, &dedup(joined));
        for (one, other) in one.readings.iter().zip(&other.readings).take(2) {
            let mut beginnings =
                [one, other].map(|bones| [bones.first(), bones.get(1)].map(|c| c.copied().unwrap_or(0)));
            beginnings.sort_unstable();
            keys.push(Part::Pair, beginnings.as_flattened());
        }
    }
    for word in &words {
        keys.push(Part::Word, &word.bare);
    }
    for (reading, bones) in words.iter().flat_map(|word| word.readings.iter().take(2).enumerate()) {
        if bones.len() > PIECE {
            keys.push(Part::Beginning, bones.first_chunk::<PIECE>().map_or(&[], |piece| piece));
            if reading == 0 {
                keys.push(Part::End, bones.last_chunk::<PIECE>().map_or(&[], |piece| piece));
            }
        }
    }
    if let Some(longest) = words.first() {
        let (readings, least) = if words.len() == 1 { (3, PIECE) } else { (1, PIECE + 1) };
        for bones in longest.readings.iter().take(readings).filter(|bones| bones.len() >= least) {
            keys.push(Part::Word, bones.split_last().map_or(&[], |(_, front)| front));
        }
    }
    keys
}

/// Gives one blocking key for each telling word of a name: its consonants in their first reading.
///
/// They are the coarsest of the [`blocking_keys`] and the fewest, for callers who combine them with other fields: a
/// given name with a town, a family name with a year.
///
/// # Example: the family name meets, the given one does not
/// ```
/// use varlik_names::{Name, NameKind, word_keys};
/// use varlik_text::Lang;
///
/// let keys = |text| word_keys(&Name::new(text, NameKind::Person, Lang::Und)).collect::<Vec<_>>();
/// let (a, b) = (keys("Emine Erdoğan"), keys("Реджеп Эрдоган"));
/// assert_eq!((a[1], a.len()), (b[1], 2));
/// assert_ne!(a[0], b[0]);
/// ```
#[must_use]
pub fn word_keys(name: &Name) -> BlockingKeys {
    let mut keys = BlockingKeys::default();
    let is_small = |word: &&NameWord| {
        matches!(word.role, Role::Particle | Role::Generation | Role::LegalForm | Role::Initial)
    };
    let all_small = name.words().iter().all(|word| is_small(&word));
    for word in name.words().iter().filter(|word| all_small || !is_small(word)) {
        keys.push(Part::Word, Bones::of(word).first());
    }
    keys
}

/// What a key is made of; keys of different parts never meet.
#[derive(Debug, Clone, Copy)]
enum Part {
    Bearer,
    Word,
    Pair,
    Initials,
    Beginning,
    End,
}

/// The blocking keys of a name, see [`blocking_keys`].
#[derive(Debug, Clone, Default)]
pub struct BlockingKeys {
    keys: [u64; MOST_BLOCKING_KEYS],
    count: usize,
    given: usize,
}

impl BlockingKeys {
    fn push(&mut self, part: Part, letters: &[u8]) {
        if letters.is_empty() {
            return;
        }
        // One word of the hash says what the letters of the other are.
        let mut hasher = crate::table::KeyHasher::new();
        hasher.push_word(&[part as u8]);
        hasher.push_word(letters);
        let key = hasher.finish();
        let (kept, rest) = self.keys.split_at_mut(self.count);
        if let Some(place) = rest.first_mut().filter(|_| !kept.contains(&key)) {
            *place = key;
            self.count += 1;
        }
    }

    /// The first letters of the words, or the only word, which may be such letters.
    fn push_initials(&mut self, name: &Name) {
        let told = name.words().iter().filter(|word| !matches!(word.role, Role::LegalForm | Role::Particle));
        let told: Vec<Cow<'_, str>> = told.map(|word| romanised(&word.key)).collect();
        match told.as_slice() {
            [] => {}
            [only] if only.len() > LONGEST_ACRONYM => {}
            [only] => self.push(Part::Initials, only.as_bytes()),
            words => {
                let initials: Vec<u8> = words.iter().filter_map(|word| word.bytes().next()).collect();
                self.push(Part::Initials, &initials);
            }
        }
    }
}

/// Letters of an acronym; a longer word is none.
const LONGEST_ACRONYM: usize = 6;

impl Iterator for BlockingKeys {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        let key = self.keys.get(..self.count)?.get(self.given)?;
        self.given += 1;
        Some(*key)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.count - self.given, Some(self.count - self.given))
    }
}

impl ExactSizeIterator for BlockingKeys {}

/// The consonants of a word.
struct Bones {
    readings: [Vec<u8>; 3],
    /// Without an Arabic article, where there could be one.
    bare: Vec<u8>,
}

impl Bones {
    fn of(word: &NameWord) -> Self {
        let roman = romanised(&word.key);
        let bones = |letters: &[u8], reading| {
            let mut out = Vec::new();
            skeleton_into(letters, reading, &mut out);
            // Languages that have one of the two sounds only write it for both.
            out.iter_mut().filter(|class| **class == b'R').for_each(|class| *class = b'L');
            // What stands between two of a class is not written in Arabic and Hebrew.
            dedup(out)
        };
        let readings = [Reading::First, Reading::Second, Reading::Third];
        let article =
            roman.strip_prefix("al").or_else(|| roman.strip_prefix("el")).filter(|rest| rest.len() > 2);
        Self {
            readings: readings.map(|reading| bones(roman.as_bytes(), reading)),
            bare: article.map_or_else(Vec::new, |rest| bones(rest.as_bytes(), Reading::First)),
        }
    }

    fn first(&self) -> &[u8] {
        let [first, ..] = &self.readings;
        first
    }

    /// The consonants as they follow another word, whose end they may be.
    fn joined(&self, follows: bool) -> impl Iterator<Item = u8> {
        let first = self.first();
        first.strip_prefix(b"A").filter(|_| follows).unwrap_or(first).iter().copied()
    }
}

fn dedup(mut classes: Vec<u8>) -> Vec<u8> {
    classes.dedup();
    classes
}

/// The ASCII letters of a word of a [`key`]; a word of a script that keys leave alone is transliterated.
pub(crate) fn romanised(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return Cow::Borrowed(word);
    }
    let end = word.char_indices().nth(skeleton::MOST_LETTERS).map_or(word.len(), |(at, _)| at);
    let word = word.get(..end).unwrap_or(word);
    let is_han = |c: char| matches!(u32::from(c), 0x3400..=0x9FFF | 0xF900..=0xFAFF);
    let scheme = if word.contains(is_han) { "zh@news".parse().ok() } else { None };
    let mut roman = key(&transliterate(word, scheme.unwrap_or(Scheme::of(Lang::Und))));
    roman.retain(|c| c != ' ');
    Cow::Owned(roman)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str, kind: NameKind) -> Vec<u64> {
        blocking_keys(&Name::new(text, kind, Lang::Und)).collect()
    }

    fn meet(a: &str, b: &str, kind: NameKind) -> bool {
        let (a, b) = (keys(a, kind), keys(b, kind));
        a.iter().any(|key| b.contains(key))
    }

    #[test]
    fn spellings_of_one_name_meet() {
        for (a, b) in [
            ("Erdoğan", "أردوغان"),
            ("Cemal", "Джемаль"),
            ("Kılıçdaroğlu", "Кылычдароглу"),
            ("Jesson", "ג'סון"),
            ("Bülent Ecevit", "ბიულენთ ეჯევითი"),
            ("Zayed", "الزايد"),
            ("Morlot", "Морло"),
            ("Gerd Bucerius", "גרד בוצריוס"),
            ("Moon Jae-in", "문재인"),
            ("Tanaka", "タナカ"),
        ] {
            assert!(meet(a, b, NameKind::Person), "{a} / {b}");
        }
        for (a, b) in
            [("TBMM", "Türkiye Büyük Millet Meclisi"), ("Arçelik A.Ş.", "Арчелик"), ("NATO", "OTAN")]
        {
            assert!(meet(a, b, NameKind::Organization), "{a} / {b}");
        }
        assert!(meet("Almanya", "გერმანია", NameKind::Place));
    }

    #[test]
    fn other_names_do_not() {
        for (a, b) in [("Erdoğan", "Kılıçdaroğlu"), ("Merkel", "Шольц"), ("Ali Babacan", "حسن روحاني")]
        {
            assert!(!meet(a, b, NameKind::Person), "{a} / {b}");
        }
        assert!(!meet("Arçelik A.Ş.", "Vestel A.Ş.", NameKind::Organization));
        assert!(!meet("Ministry of Health", "Ministry of Defence", NameKind::Organization));
    }

    #[test]
    fn keys_are_few_and_each_is_given_once() {
        for text in [
            "",
            "…",
            "A",
            "17",
            "東京",
            &"Mehmet ".repeat(10_000),
            &"x".repeat(1 << 20),
            "Cengiz Çiçek Chácheguí",
        ] {
            for kind in NameKind::ALL {
                let keys = keys(text, kind);
                let mut sorted = keys.clone();
                sorted.sort_unstable();
                sorted.dedup();
                assert_eq!(keys.len(), sorted.len(), "{text:.20}");
                assert!(keys.len() <= MOST_BLOCKING_KEYS);
                assert_eq!(keys.is_empty(), !text.contains(char::is_alphanumeric), "{text:.20}");
            }
        }
    }
}
