//! How a name is written, and so how it is looked for in a text.

use super::postings::WRITING;

/// How a name is written: the later asks for more of a text that has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Writing {
    /// Without a capital, "bitcoin": stands in a text in any case.
    Any,
    /// With a capital, or in a script that has none.
    Name,
    /// In capitals, "PKK": stands in a text so, and not as "Pkk".
    Capitals,
}

/// Letters of the longest single word in capitals that is an abbreviation and no name that somebody shouts.
const LONGEST: usize = 6;

impl Writing {
    /// Tells how a name is written.
    pub(crate) fn of(name: &str) -> Self {
        let upper = name.chars().filter(|letter| letter.is_uppercase()).count();
        let lower = name.chars().any(char::is_lowercase);
        match upper {
            0 if lower => Self::Any,
            2..=LONGEST if !lower && !name.trim().contains(' ') => Self::Capitals,
            _ => Self::Name,
        }
    }

    pub(super) fn bits(self) -> u32 {
        (self as u32) << WRITING.trailing_zeros()
    }

    pub(super) fn from_bits(entry: u32) -> Self {
        match entry >> WRITING.trailing_zeros() {
            0 => Self::Any,
            1 => Self::Name,
            _ => Self::Capitals,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_tell_how_a_name_is_looked_for() {
        for (name, want) in [
            ("bitcoin", Writing::Any),
            ("Petra Lindqvist", Writing::Name),
            ("PKK", Writing::Capitals),
            ("İYİ", Writing::Capitals),
            ("TÜRKİYE BÜYÜK", Writing::Name),
            ("BOZKIRUN", Writing::Name),
            ("Vestel", Writing::Name),
            ("X", Writing::Name),
            ("أردوغان", Writing::Name),
            ("112", Writing::Name),
            ("iPhone", Writing::Name),
        ] {
            assert_eq!(Writing::of(name), want, "{name}");
            assert_eq!(Writing::from_bits(Writing::of(name).bits() | 7), want, "{name}");
        }
    }
}
