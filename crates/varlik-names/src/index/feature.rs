//! What of a name is looked up: hashed pieces of its sound, of its consonants, and what it is known to stand for.

use crate::blocking::romanised;
use crate::blocking::skeleton::{MOST_LETTERS, Reading, skeleton_into};
use crate::gazetteer::alias_bearers;
use crate::name::{Name, NameKind, Role};
use crate::sound::sound_key_into;
use crate::table::key_hash;
use crate::variants::variant_sets;

/// A piece of a name: 29 bits of a hash, and in the lowest three its [`Part`].
pub(crate) type Feature = u32;

/// Which piece of a name a feature is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Three letters of a word's sound key, its ends marked.
    Sound,
    /// Three consonants of a word, its ends marked.
    Skeleton,
    /// A whole word by its sound key, or the initials of a name.
    Word,
    /// A whole word by its consonants.
    Bones,
    /// The first two consonants of two words, in either order: short names have little else.
    Pair,
    /// A set of words that stand for one another.
    Variant,
    /// A place or body that goes by the whole name.
    Bearer,
}

impl Part {
    /// What a bit of rarity of each part counts, set by hand. Among 100,000 names, about half or twice as much for one of
    /// the second to the fifth changed the share of answers among the best hundred by less than a point; that of
    /// variants was not varied.
    pub(crate) const WEIGHTS: [f32; 8] = [1.0, 1.0, 0.5, 1.0, 1.0, 0.5, 3.0, 0.0];

    /// The weight of the part a feature belongs to.
    pub(crate) fn weight(feature: Feature) -> f32 {
        Self::WEIGHTS.get((feature & 7) as usize).copied().unwrap_or(0.0)
    }

    fn feature(self, bytes: &[u8]) -> Feature {
        ((key_hash(bytes) as u32) << 3) | self as u32
    }
}

/// Most features of a name; what a longer one has more is left out.
pub(crate) const MOST_FEATURES: usize = 400;

/// Takes names apart into features, with buffers of its own.
#[derive(Debug, Default)]
pub(crate) struct Extractor {
    sound: String,
    piece: Vec<u8>,
    /// The word and the first consonants of each of its readings.
    beginnings: Vec<(usize, [u8; 2])>,
}

impl Extractor {
    /// Writes the features of a name to `out`, which is emptied first: sorted, each once.
    pub(crate) fn extract(&mut self, name: &Name, out: &mut Vec<Feature>) {
        out.clear();
        self.beginnings.clear();
        for (place, word) in name.words().iter().enumerate() {
            let roman = romanised(&word.key);
            self.sound(&roman, &word.sound, out);
            for reading in [Reading::First, Reading::Second] {
                self.skeleton(place, roman.as_bytes(), reading, out);
            }
            out.extend(
                variant_sets(word.key_hash).map(|set| Part::Variant.feature(&set.number().to_le_bytes())),
            );
        }
        self.pairs(out);
        if name.kind() != NameKind::Person {
            self.initials(name, out);
        }
        let bearers = alias_bearers(key_hash(name.key().as_bytes()));
        out.extend(bearers.map(|bearer| Part::Bearer.feature(&bearer.number().to_le_bytes())));
        out.sort_unstable();
        out.dedup();
        out.truncate(MOST_FEATURES);
    }

    fn sound(&mut self, roman: &str, sound: &str, out: &mut Vec<Feature>) {
        let sound = if sound.is_ascii() {
            sound
        } else {
            self.sound.clear();
            sound_key_into(roman, &mut self.sound);
            &self.sound
        };
        let letters = sound.as_bytes();
        let letters = letters.get(..MOST_LETTERS).unwrap_or(letters);
        self.piece.clear();
        self.piece.push(b' ');
        self.piece.extend_from_slice(letters);
        self.piece.push(b' ');
        out.extend(self.piece.windows(3).map(|three| Part::Sound.feature(three)));
        out.push(Part::Word.feature(letters));
    }

    fn skeleton(&mut self, place: usize, roman: &[u8], reading: Reading, out: &mut Vec<Feature>) {
        self.piece.clear();
        self.piece.push(b'^');
        skeleton_into(roman, reading, &mut self.piece);
        let (first, second) = (self.piece.get(1).copied(), self.piece.get(2).copied());
        if let Some(first) = first {
            let beginning = (place, [first, second.unwrap_or(0)]);
            if self.beginnings.last() != Some(&beginning) {
                self.beginnings.push(beginning);
            }
        }
        self.piece.push(b'$');
        out.extend(self.piece.windows(3).map(|three| Part::Skeleton.feature(three)));
        if self.piece.len() > 3 {
            out.push(Part::Bones.feature(&self.piece));
        }
    }

    fn pairs(&self, out: &mut Vec<Feature>) {
        // The words in front are enough: eight words have already 28 pairs.
        let words = self.beginnings.iter().take(16);
        for (at, (place, one)) in words.clone().enumerate() {
            for (_, other) in words.clone().skip(at + 1).filter(|(other, _)| other != place) {
                let (low, high) = (one.min(other), one.max(other));
                let [[a, b], [c, d]] = [low, high];
                out.push(Part::Pair.feature(&[*a, *b, *c, *d]));
            }
        }
    }

    /// The first letters of the words, as the word they make.
    fn initials(&mut self, name: &Name, out: &mut Vec<Feature>) {
        self.sound.clear();
        let told = name.words().iter().filter(|word| !matches!(word.role, Role::LegalForm | Role::Particle));
        self.sound.extend(told.filter_map(|word| romanised(&word.key).chars().next()));
        if self.sound.len() > 1 {
            let initials = std::mem::take(&mut self.sound);
            let mut sound = String::new();
            sound_key_into(&initials, &mut sound);
            out.push(Part::Word.feature(sound.as_bytes()));
            self.sound = initials;
        }
    }
}

#[cfg(test)]
mod tests {
    use varlik_text::Lang;

    use super::*;

    fn features(text: &str, kind: NameKind) -> Vec<Feature> {
        let mut out = Vec::new();
        Extractor::default().extract(&Name::new(text, kind, Lang::Und), &mut out);
        out
    }

    #[test]
    fn spellings_of_one_name_share_more_than_two_names() {
        let shared = |a: &str, b: &str| {
            let (a, b) = (features(a, NameKind::Person), features(b, NameKind::Person));
            a.iter().filter(|feature| b.contains(feature)).count()
        };
        let same = shared("Recep Tayyip Erdoğan", "رجب طيب أردوغان");
        assert!(same > 5, "{same}");
        assert!(same > 2 * shared("Kemal Kılıçdaroğlu", "رجب طيب أردوغان"));
    }

    #[test]
    fn acronyms_meet_their_long_form_and_aliases_their_bearer() {
        let shared = |a: &str, b: &str, kind: NameKind, part: Part| {
            let (a, b) = (features(a, kind), features(b, kind));
            a.iter().any(|feature| feature & 7 == part as u32 && b.contains(feature))
        };
        assert!(shared("TBMM", "Türkiye Büyük Millet Meclisi", NameKind::Organization, Part::Word));
        assert!(shared("საქართველო", "Gürcistan", NameKind::Place, Part::Bearer));
        assert!(shared("Bob Dole", "Robert Dole", NameKind::Person, Part::Variant));
    }

    #[test]
    fn no_name_has_more_features_than_the_bound() {
        let long = "Şükrü Saraçoğlu ".repeat(10_000);
        assert!(features(&long, NameKind::Organization).len() <= MOST_FEATURES);
        assert!(features(&"x".repeat(1 << 20), NameKind::Place).len() <= MOST_FEATURES);
        assert_eq!(features("", NameKind::Person), [0; 0]);
    }
}
