//! Several values in one cell: the signs between them.

use std::collections::BTreeMap;
use std::fmt;

use varlik_text::key;

/// The signs between several names that stand in one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Separators {
    /// `;`
    Semicolon,
    /// `|`
    Bar,
    /// `,` and the word `and` or its like before the last name.
    Comma,
}

/// Words before the last name of a list.
const LAST: [&str; 7] = [" and ", " & ", " ve ", " und ", " et ", " y ", " и "];

impl Separators {
    const ALL: [Self; 3] = [Self::Semicolon, Self::Bar, Self::Comma];

    const fn sign(self) -> char {
        match self {
            Self::Semicolon => ';',
            Self::Bar => '|',
            Self::Comma => ',',
        }
    }

    /// Takes a cell apart. White space around the parts is left to the caller.
    fn parts(self, cell: &str) -> impl Iterator<Item = &str> {
        cell.split(self.sign()).flat_map(move |part| {
            let part = if self == Self::Comma { part.strip_prefix(" and ").unwrap_or(part) } else { part };
            let word = LAST.iter().find_map(|word| part.split_once(word)).filter(|_| self == Self::Comma);
            let (first, second) = word.map_or((part, None), |(first, second)| (first, Some(second)));
            std::iter::once(first).chain(second)
        })
    }

    /// Tells the signs between names of persons, where many of the cells are lists; `None` where cells hold one name.
    pub(crate) fn told_by<'t>(cells: &(impl Iterator<Item = &'t str> + Clone)) -> Option<Self> {
        Self::ALL.into_iter().find(|separators| {
            let (mut all, mut lists, mut odd) = (0, 0, 0);
            for cell in cells.clone() {
                all += 1;
                let parts: Vec<&str> =
                    separators.parts(cell).map(str::trim).filter(|part| !part.is_empty()).collect();
                if parts.len() < 2 {
                    continue;
                }
                lists += 1;
                // `Mackay, Scott` is one name, and so is `Thomas Clifford, 1st Baron Clifford`.
                let whole = |part: &&&str| {
                    let words = part.split_whitespace().count();
                    (2..=5).contains(&words) && !part.contains(|letter: char| letter.is_ascii_digit())
                };
                odd += usize::from(parts.iter().filter(whole).count() * 2 <= parts.len());
            }
            lists * 4 >= all && lists > 1 && odd * 4 <= lists
        })
    }

    /// Tells the signs between words of a short list, a genre and another, where many of the distinct cells are such lists;
    /// `None` where cells hold one.
    pub(crate) fn of_classes<'t>(cells: &(impl Iterator<Item = &'t str> + Clone)) -> Option<Self> {
        Self::ALL.into_iter().find(|separators| {
            let (mut all, mut lists, mut parts) = (0, 0, 0);
            let mut known: BTreeMap<String, usize> = BTreeMap::new();
            for cell in cells.clone() {
                all += 1;
                let before = parts;
                for part in separators.parts(cell).map(key).filter(|part| !part.is_empty()) {
                    parts += 1;
                    *known.entry(part).or_default() += 1;
                }
                lists += usize::from(parts - before > 1);
            }
            lists * 4 >= all && lists > 1 && known.len() * 3 <= parts
        })
    }
}

impl fmt::Display for Separators {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.sign())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_names_are_told_from_single_names() {
        for (cells, want) in [
            (
                &["Viswanath Poosala, Yannis E. Ioannidis", "D. Scott Mackay", "Ali Kaya, Ayşe Yılmaz"][..],
                Some(Separators::Comma),
            ),
            (&["binto george , jayant r. haritsa", "amy pogue, dan suciu"], Some(Separators::Comma)),
            (&["Kaya, Ali; Yılmaz, Ayşe", "Poosala, V.; Ioannidis, Y. E."], Some(Separators::Semicolon)),
            (&["Mackay, Scott", "Yılmaz, Ayşe", "Kaya, Ali"], None),
            (&["thomas clifford, 1st baron clifford", "sir john smith, 2nd baronet", "ali kaya"], None),
            (&["Ayşe Yılmaz", "Ali Kaya"], None),
            (&["Ali Kaya, Ayşe Yılmaz", "Can Ak", "Ece Su", "Nil Ay", "Oya Er"], None),
            (&[], None),
        ] {
            assert_eq!(Separators::told_by(&cells.iter().copied()), want, "{cells:?}");
        }
    }

    #[test]
    fn lists_of_a_few_words_are_told_from_words() {
        for (cells, want) in [
            (
                &["Dram,Komedi", "Komedi,Dram", "Dram", "Dram,Korku", "Korku", "Komedi,Korku", "Komedi"][..],
                Some(Separators::Comma),
            ),
            (&["a|b", "b|c", "c|a", "a|c", "b|a", "c|b"], Some(Separators::Bar)),
            // What stands behind the comma is hardly met again.
            (&["İzmir, Konak", "İzmir, Bornova", "Ankara, Çankaya", "Ankara, Mamak"], None),
            (&["Dram", "Komedi", "Korku"], None),
            (&[], None),
        ] {
            assert_eq!(Separators::of_classes(&cells.iter().copied()), want, "{cells:?}");
        }
    }
}
