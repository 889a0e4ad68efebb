//! How much a word looks like one of a script: the cost of its letters, each behind the one before.
use crate::tables::letter_pairs::{
    ARABIC, ARABIC_COSTS, CYRILLIC, CYRILLIC_COSTS, GREEK, GREEK_COSTS, HEBREW, HEBREW_COSTS,
};

/// A script whose pairs of letters were counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Letters {
    Cyrillic,
    Greek,
    Hebrew,
    Arabic,
}

impl Letters {
    fn number(self, c: char) -> Option<usize> {
        let letters: &[char] = match self {
            Self::Cyrillic => &CYRILLIC,
            Self::Greek => &GREEK,
            Self::Hebrew => &HEBREW,
            Self::Arabic => &ARABIC,
        };
        let lower = c.to_lowercase().next()?;
        letters.iter().position(|letter| *letter == lower).map(|place| place + 1)
    }

    fn step(self, before: usize, number: usize) -> f32 {
        let cost = match self {
            Self::Cyrillic => CYRILLIC_COSTS.get(before).and_then(|row| row.get(number)),
            Self::Greek => GREEK_COSTS.get(before).and_then(|row| row.get(number)),
            Self::Hebrew => HEBREW_COSTS.get(before).and_then(|row| row.get(number)),
            Self::Arabic => ARABIC_COSTS.get(before).and_then(|row| row.get(number)),
        };
        cost.map_or(16.0, |cost| f32::from(*cost) / 16.0)
    }

    /// Gives the bits a word costs, with both its edges; none when it has a letter of another script.
    pub(super) fn cost(self, word: impl Iterator<Item = char>) -> Option<f32> {
        let (mut bits, mut before) = (0.0, 0);
        for c in word {
            let number = self.number(c)?;
            bits += self.step(before, number);
            before = number;
        }
        Some(bits + self.step(before, 0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bits_a_letter(letters: Letters, word: &str) -> f32 {
        letters.cost(word.chars()).unwrap() / (word.chars().count() + 1) as f32
    }

    #[test]
    fn words_cost_less_than_letters_in_a_row_by_chance() {
        for (letters, words, chance) in [
            (Letters::Cyrillic, ["Путин", "Владимир", "Зеленський", "българия"], "АБВГДЕ"),
            (Letters::Greek, ["Μητσοτάκης", "Αθήνα", "ελλάδα", "και"], "ΘΓΞΦ"),
            (Letters::Hebrew, ["ירושלים", "ישראל", "נתניהו", "תל"], "צגטזף"),
            (Letters::Arabic, ["أردوغان", "القاهرة", "محمد", "تركيا"], "ظغضذ"),
        ] {
            for word in words {
                assert!(bits_a_letter(letters, word) + 1.0 < bits_a_letter(letters, chance), "{word}");
            }
        }
        assert_eq!(Letters::Cyrillic.cost("Putin".chars()), None);
    }
}
