//! Words that many rows share.

use varlik_text::key;

use super::hash;
use super::packed::{self, Head};

/// One of a few words: a gender, a state, a genre; without case, marks and script.
///
/// # Example: the levels on which categories meet
/// ```
/// use varlik_resolve::CategoryValue;
///
/// let word = |text| CategoryValue::parse(text).unwrap();
/// let level = |a, b| CategoryValue::LEVELS[usize::from(word(a).level(word(b))) - 1];
/// assert_eq!(level("KADIN", "kadın"), "exact");
/// assert_eq!(level("Erkek", "E"), "initial");
/// assert_eq!(level("politician", "poltician"), "typo");
/// assert_eq!(level("NSW", "NT"), "conflict");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CategoryValue {
    hash: u64,
    /// The first bytes of the key.
    head: Head,
    /// The bytes of the key, at most `u32::MAX`.
    length: u32,
    /// The first character of the key, and whether it is the only one.
    first: char,
    single: bool,
}

/// Shorter words are told apart by one letter too often: `NSW` and `NSA`, `male` is the shortest that counts.
const SHORTEST_TYPO: u32 = 4;

impl CategoryValue {
    /// The names of the levels from 1 on.
    ///
    /// - `exact`: the same words.
    /// - `initial`: one is a single letter, with which the other begins.
    /// - `typo`: one edit parts two words of 4 to 16 bytes.
    /// - `conflict`: more than that.
    pub const LEVELS: &'static [&'static str] = &["exact", "initial", "typo", "conflict"];

    /// Folds a text; `None` for one without letters and digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let folded = key(text);
        let mut letters = folded.chars();
        let first = letters.next()?;
        Some(Self {
            hash: hash(folded.as_bytes()),
            head: Head::of(folded.as_bytes()),
            length: u32::try_from(folded.len()).unwrap_or(u32::MAX),
            first,
            single: letters.next().is_none(),
        })
    }

    /// The level on which two words meet, see [`CategoryValue::LEVELS`].
    #[must_use]
    pub fn level(self, other: Self) -> u8 {
        let short = |word: Self| (SHORTEST_TYPO..=packed::LONGEST as u32).contains(&word.length);
        if self.hash == other.hash && self.length == other.length && self.head == other.head {
            1
        } else if self.single != other.single && self.first == other.first {
            2
        } else if short(self) && short(other) && packed::one_edit::<8>(self.head.lanes(), other.head.lanes())
        {
            3
        } else {
            4
        }
    }

    /// A key that words share on the level `exact`.
    #[must_use]
    pub fn key(self) -> u64 {
        self.hash
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn levels() {
        for (a, b, want) in [
            ("KADIN", "kadın", "exact"),
            ("İSTANBUL", "istanbul", "exact"),
            ("Science  Fiction", "science-fiction", "exact"),
            ("мужской", "Мужской", "exact"),
            ("M", "male", "initial"),
            ("f", "Female", "initial"),
            ("politician", "poltician", "typo"),
            ("male", "mael", "typo"),
            ("politician from the north", "politician from the north", "exact"),
            ("politician from the north", "politician from the nort", "conflict"),
            ("male", "female", "conflict"),
            ("M", "F", "conflict"),
            ("NSW", "NSA", "conflict"),
            ("vic", "victoria", "conflict"),
            ("F", "male", "conflict"),
            ("politician", "writer", "conflict"),
        ] {
            let (one, other) = (CategoryValue::parse(a).unwrap(), CategoryValue::parse(b).unwrap());
            assert_eq!(CategoryValue::LEVELS[usize::from(one.level(other)) - 1], want, "{a} | {b}");
            assert_eq!(one.key() == other.key(), want == "exact", "{a} | {b}");
        }
        for text in ["", "-", "!?", " "] {
            assert_eq!(CategoryValue::parse(text), None, "{text}");
        }
        assert!(CategoryValue::parse(&"uzun ".repeat(1 << 18)).is_some());
    }

    proptest! {
        #[test]
        fn levels_are_symmetric(a in "[ab]{1,20}", b in "[ab]{1,20}") {
            let (one, other) = (CategoryValue::parse(&a).unwrap(), CategoryValue::parse(&b).unwrap());
            prop_assert_eq!(one.level(other), other.level(one));
            prop_assert_eq!(one.level(other) == 1, a == b);
        }

        #[test]
        fn nothing_panics(text in "\\PC{0,40}") {
            let _ = CategoryValue::parse(&text).map(|word| word.level(word));
        }
    }
}
