//! What the name of a column says it holds.

use varlik_resolve::FieldKind;
use varlik_text::key;

use crate::tables::headings::HEADINGS;
use crate::tables::id_columns::ID_COLUMNS;

/// What the name of a column says it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Heading {
    /// Values of a kind.
    Kind(FieldKind),
    /// A name, of whatever bears one.
    Name,
    /// The names of several persons in one cell.
    Persons,
    /// The number of a house, a flat, a floor.
    House,
    /// A number or code of the row itself.
    Key,
    /// A number or code of something.
    Code,
}

impl Heading {
    /// How much is said, where two words of a name say two things.
    const fn weight(self) -> usize {
        match self {
            Self::Key => 5,
            Self::Kind(_) | Self::Persons | Self::House => 3,
            Self::Code => 2,
            Self::Name => 1,
        }
    }
}

/// Tells what a column holds by the words of its name, the longest run of words that is known.
pub(crate) fn heading(name: &str) -> Option<Heading> {
    let header = header_key(name);
    let words: Vec<&str> =
        header.split(' ').filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit())).collect();
    let mut best: Option<(usize, Heading)> = None;
    for start in 0..words.len() {
        for end in start + 1..=words.len() {
            let Some(run) = words.get(start..end) else { continue };
            let Some(heading) = heading_of(&run.join(" ")) else { continue };
            // `id` says something of what stands before it only at the end: `id card` is none.
            if heading == Heading::Key && end < words.len() {
                continue;
            }
            let weight = run.len() * 10 + heading.weight();
            if best.is_none_or(|(most, _)| weight >= most) {
                best = Some((weight, heading));
            }
        }
    }
    best.map(|(_, heading)| heading)
}

fn heading_of(run: &str) -> Option<Heading> {
    let at = HEADINGS.binary_search_by(|(words, _)| (*words).cmp(run)).ok()?;
    HEADINGS.get(at).map(|(_, heading)| *heading)
}

/// The words of a column's name, folded, with a space between: `firstName`, `First Name` and `first_name` are one.
pub(crate) fn header_key(name: &str) -> String {
    let mut parted = String::with_capacity(name.len() + 4);
    let mut before = ' ';
    for letter in name.chars() {
        let starts = (letter.is_uppercase() && before.is_lowercase())
            || (letter.is_numeric() && before.is_alphabetic())
            || (letter.is_alphabetic() && before.is_numeric());
        if starts || !letter.is_alphanumeric() {
            parted.push(' ');
        }
        if letter.is_alphanumeric() {
            parted.push(letter);
        }
        before = letter;
    }
    let words: Vec<String> = parted.split_whitespace().map(key).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// How likely a column of this name holds the ids of the rows: 0 is the likeliest, `None` says it does not.
pub(crate) fn key_rank(name: &str) -> Option<u8> {
    let header = header_key(name);
    let words = header.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == ' ');
    let known = ID_COLUMNS.iter().position(|known| *known == words);
    // `customer_id`, `isbn_id`: the id of something, which may be what the row is of.
    let ends = || header.ends_with(" id") && heading(name) == Some(Heading::Key);
    known.or_else(|| ends().then_some(ID_COLUMNS.len())).map(|rank| rank as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_columns_say_what_they_hold() {
        use FieldKind as K;
        for (name, want) in [
            ("first_name", Some(Heading::Kind(K::GivenName))),
            ("firstName", Some(Heading::Kind(K::GivenName))),
            ("Customer First Name", Some(Heading::Kind(K::GivenName))),
            ("Soyadı", Some(Heading::Kind(K::FamilyName))),
            ("Adı Soyadı", Some(Heading::Kind(K::PersonName))),
            ("full_name", Some(Heading::Kind(K::PersonName))),
            ("Doğum Tarihi", Some(Heading::Kind(K::Date))),
            ("Doğum Yeri", Some(Heading::Kind(K::Place))),
            ("Geburtsdatum", Some(Heading::Kind(K::Date))),
            ("дата рождения", Some(Heading::Kind(K::Date))),
            ("фамилия", Some(Heading::Kind(K::FamilyName))),
            ("e-posta", Some(Heading::Kind(K::Email))),
            ("phone no", Some(Heading::Kind(K::Phone))),
            ("phone2", Some(Heading::Kind(K::Phone))),
            ("postcode_fake", Some(Heading::Kind(K::Postcode))),
            ("posta kodu", Some(Heading::Kind(K::Postcode))),
            ("T.C. Kimlik No", Some(Heading::Kind(K::Identifier))),
            ("soc_sec_id", Some(Heading::Kind(K::Identifier))),
            ("address_1", Some(Heading::Kind(K::Address))),
            ("street_number", Some(Heading::House)),
            ("authors", Some(Heading::Persons)),
            ("name", Some(Heading::Name)),
            ("company_name", Some(Heading::Kind(K::Organization))),
            ("venue_id", Some(Heading::Key)),
            ("Unnamed: 0", Some(Heading::Key)),
            // Words that only look like some that are known.
            ("adapter", None),
            ("ilan", None),
            ("telos", None),
            ("idea", None),
            ("x1", None),
            ("", None),
        ] {
            assert_eq!(heading(name), want, "{name}");
        }
    }

    #[test]
    fn ids_of_rows_are_told_from_numbers_of_things() {
        for name in ["id", "ID", "rec_id", "record-id", "Unnamed: 0", "customer_id"] {
            assert!(key_rank(name).is_some(), "{name}");
        }
        for name in ["soc_sec_id", "tax_id", "phone no", "name", "idea", "T.C. Kimlik No"] {
            assert_eq!(key_rank(name), None, "{name}");
        }
        assert!(key_rank("id") < key_rank("customer_id"));
    }

    #[test]
    fn every_heading_is_found() {
        for (words, heading) in HEADINGS {
            assert_eq!(header_key(words), *words);
            assert_eq!(heading_of(words), Some(*heading), "{words}");
        }
        assert_eq!(heading_of("zzz"), None);
    }
}
