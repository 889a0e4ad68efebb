//! Names as values of a field.

use std::borrow::Cow;

use rayon::prelude::*;
use varlik_distance::osa_within;
use varlik_names::{Name, NameComparer, NameKind, Role, key_hash, variant_sets};
use varlik_text::Lang;

use crate::field::FieldKind;
use crate::items::Strings;

/// Prepared names, one for each distinct value.
#[derive(Debug)]
pub(crate) struct Names {
    values: Vec<Name>,
    /// What is looked at first.
    screens: Vec<Screen>,
    comparer: NameComparer,
    whole: bool,
    /// Whether they are names of companies and their kin.
    of_bodies: bool,
}

/// What tells cheaply that two names cannot be one.
#[derive(Debug, Clone, Copy)]
struct Screen {
    /// A bit for each letter of the key.
    letters: u64,
    /// It has variants that need not share a letter with it: *Bob* and *Robert*.
    varies: bool,
}

impl Screen {
    fn of(name: &Name) -> Self {
        let letters = name.key().chars().filter(|c| *c != ' ').fold(0, |mask, c| {
            mask | match c {
                'a'..='z' => 1_u64 << (c as u32 - 'a' as u32),
                c => 1 << (26 + u32::from(c) % 38),
            }
        });
        let varies =
            name.words().iter().any(|word| variant_sets(key_hash(word.key.as_bytes())).next().is_some());
        Self { letters, varies }
    }

    /// Whether two names share too few letters to be spellings of one: less than three in five of those of the shorter.
    fn is_far(self, other: Self) -> bool {
        let shared = (self.letters & other.letters).count_ones();
        let least = self.letters.count_ones().min(other.letters.count_ones());
        !(self.varies && other.varies) && shared * 5 < least * 3
    }
}

const EXACT: u8 = 1;
const SPELLING: u8 = 2;
const VARIANT: u8 = 3;
const TYPO: u8 = 4;
const PARTIAL: u8 = 5;
const WEAK: u8 = 6;
const CONFLICT: u8 = 7;

impl Names {
    pub(crate) fn new(kind: FieldKind, values: &Strings) -> Self {
        let numbers: Vec<u32> = (0..values.len() as u32).collect();
        let names: Vec<Name> = numbers.par_iter().map(|&number| name(kind, values.get(number))).collect();
        let screens = names.iter().map(Screen::of).collect();
        let whole = !matches!(kind, FieldKind::GivenName | FieldKind::FamilyName);
        let of_bodies = kind == FieldKind::Organization;
        Self { values: names, screens, comparer: NameComparer::default(), whole, of_bodies }
    }

    pub(crate) fn get(&self, value: u32) -> Option<&Name> {
        self.values.get(value as usize)
    }

    /// Whether two values share too few letters for the answer to be anything but a conflict.
    pub(crate) fn are_far(&self, a: u32, b: u32) -> bool {
        let pair = self.screens.get(a as usize).zip(self.screens.get(b as usize));
        !self.whole && pair.is_some_and(|(one, two)| one.is_far(*two))
    }

    /// The first letter of a name, as a byte of its key.
    pub(crate) fn initial(&self, value: u32) -> u8 {
        self.get(value).and_then(|name| name.key().bytes().next()).unwrap_or(0)
    }

    /// Compares a value of each of two fields, as when a given and a family name changed places.
    ///
    /// Cheap for names that have nothing in common: the first letters decide.
    pub(crate) fn cross(&self, a: u32, other: &Self, b: u32) -> u8 {
        let (Some(x), Some(y)) = (self.get(a), other.get(b)) else { return CONFLICT };
        if x.key() == y.key() {
            return EXACT;
        }
        if x.key().bytes().next() != y.key().bytes().next() {
            return CONFLICT;
        }
        if one_edit(x.key(), y.key()) { TYPO } else { CONFLICT }
    }

    /// Compares two values; `other` are those of the second, which may be of another field (a swapped name).
    pub(crate) fn level(&self, a: u32, other: &Self, b: u32) -> u8 {
        let (Some(one), Some(two)) = (self.screens.get(a as usize), other.screens.get(b as usize)) else {
            return CONFLICT;
        };
        if !self.whole && one.is_far(*two) {
            return CONFLICT;
        }
        let (Some(a), Some(b)) = (self.get(a), other.get(b)) else { return CONFLICT };
        if a.key() == b.key() {
            return EXACT;
        }
        if a.words().is_empty() || b.words().is_empty() {
            return CONFLICT;
        }
        let weight = self.comparer.weight(a, b);
        if self.whole {
            let level = match weight {
                3.0.. => SPELLING,
                0.0.. => VARIANT,
                -3.2.. => TYPO,
                -9.0.. => WEAK,
                _ => CONFLICT,
            };
            return match level {
                SPELLING..=TYPO => level,
                _ if self.of_bodies && is_abbreviated(a, b) => VARIANT,
                _ if one_edit(a.key(), b.key()) => TYPO,
                // One of the two says more: *Daniel*, *Daniel (New York City)*.
                _ if is_part(a, b) || is_part(b, a) => PARTIAL,
                _ => level,
            };
        }
        match weight {
            1.0.. => SPELLING,
            _ if is_part(a, b) || is_part(b, a) => PARTIAL,
            -2.0.. => VARIANT,
            _ if one_edit(a.key(), b.key()) => TYPO,
            -4.2.. => TYPO,
            -8.5.. => WEAK,
            _ => CONFLICT,
        }
    }
}

fn name(kind: FieldKind, text: &str) -> Name {
    // A word in brackets or behind a comma tells no more of a part than of the whole.
    match kind {
        FieldKind::GivenName => Name::from_parts(&given(text), NameKind::Person, Lang::Und),
        FieldKind::FamilyName => Name::from_parts(&[(Role::Family, text)], NameKind::Person, Lang::Und),
        FieldKind::PersonName => Name::new(text, NameKind::Person, Lang::Und),
        FieldKind::Place => Name::new(text, NameKind::Place, Lang::Und),
        _ => Name::new(&parted(text), NameKind::Organization, Lang::Und),
    }
}

/// A name with a space behind each abbreviation that has none: *SAN.TİC.*, which would be read as one word.
fn parted(text: &str) -> Cow<'_, str> {
    let mut parted = String::new();
    let mut taken = 0;
    for (at, _) in text.match_indices('.') {
        let (before, behind) = (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default());
        let letters =
            |letters: &mut dyn Iterator<Item = char>| letters.take_while(|c| c.is_alphabetic()).count();
        let next: usize = behind.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
        // One letter is part of an acronym, and what does not end in a point is a domain.
        let is_next =
            letters(&mut behind.chars()) >= 2 && behind.get(next..).is_some_and(|rest| rest.starts_with('.'));
        if is_next && letters(&mut before.chars().rev()) >= 2 {
            parted.push_str(text.get(taken..=at).unwrap_or_default());
            parted.push(' ');
            taken = at + 1;
        }
    }
    if taken == 0 {
        return Cow::Borrowed(text);
    }
    parted.push_str(text.get(taken..).unwrap_or_default());
    Cow::Owned(parted)
}

/// Whether the telling words of two names are the same but for some that are cut short: *Burba Loj. Tar.* and *Burba Lojistik
/// Tarım*. The first word names the body and stands whole.
fn is_abbreviated(a: &Name, b: &Name) -> bool {
    let telling = |name: &Name| name.words().iter().filter(|word| word.role != Role::LegalForm).count();
    let words = |name| {
        let words = Name::words(name).iter();
        words.filter(|word| word.role != Role::LegalForm).map(|word| word.key.as_str())
    };
    let is_cut = |one: &str, other: &str| {
        let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
        short.len() >= 2 && long.starts_with(short)
    };
    telling(a) >= 2
        && telling(a) == telling(b)
        && words(a).next() == words(b).next()
        && words(a).zip(words(b)).all(|(one, other)| is_cut(one, other))
}

/// The words of a given name: the first is the one that counts.
fn given(text: &str) -> Vec<(Role, &str)> {
    let mut words = text.split_whitespace();
    let first = words.next().map(|word| (Role::Given, word));
    first.into_iter().chain(words.map(|word| (Role::Middle, word))).collect()
}

fn one_edit(a: &str, b: &str) -> bool {
    a.len().min(b.len()) >= 4 && osa_within(a, b, 1).is_some()
}

/// Whether each word of the first name is a word of the second or the beginning of one: *Ali* or *Ali K.* of *Ali Kemal*.
fn is_part(a: &Name, b: &Name) -> bool {
    if a.words().len() > b.words().len() {
        return false;
    }
    let stands_for =
        |short: &str, long: &str| short == long || (short.chars().count() == 1 && long.starts_with(short));
    let mut rest = b.words();
    a.words().iter().all(|word| {
        let at = rest
            .iter()
            .position(|other| stands_for(&word.key, &other.key) || stands_for(&other.key, &word.key));
        rest = at.and_then(|at| rest.get(at + 1..)).unwrap_or_default();
        at.is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn firms_are_cut_short_on_invoices() {
        for (one, other, meet) in [
            ("Burba Lojistik Tarım Limited Şirketi", "BURBA LOJ. TAR. SAN. VE TİC. LTD. ŞTİ.", true),
            ("Şimşek Bilişim Plastik Limited Şirketi", "ŞİMŞEK BİL. PLASTİK SAN.TİC.LTD.ŞTİ.", true),
            ("Wego Mobilya Bilişim A.Ş.", "WEGO MOB. BİLİŞİM", true),
            ("Burba Lojistik Tarım A.Ş.", "Burba Lojistik Tekstil A.Ş.", false),
            ("Burba Lojistik A.Ş.", "Burba Tekstil A.Ş.", false),
            ("Loj. Burba A.Ş.", "Lojistik Burba A.Ş.", false),
            ("Koç A.Ş.", "Koçak A.Ş.", false),
        ] {
            let mut values = Strings::default();
            let (one_number, other_number) = (values.push(one), values.push(other));
            let names = Names::new(FieldKind::Organization, &values);
            let found = names.get(one_number).zip(names.get(other_number)).unwrap();
            assert_eq!(is_abbreviated(found.0, found.1), meet, "{one} | {other}");
            if meet {
                assert!(names.level(one_number, &names, other_number) <= VARIANT, "{one} | {other}");
            }
        }
    }

    #[test]
    fn abbreviations_without_a_space_are_two_words() {
        for (text, want) in [
            ("KAYA SAN.TİC. LTD.ŞTİ.", "KAYA SAN. TİC. LTD. ŞTİ."),
            ("Müller G.m.b.H.", "Müller G.m.b.H."),
            ("amazon.com", "amazon.com"),
            ("Öz Gıda San. Tic.", "Öz Gıda San. Tic."),
            ("...", "..."),
            ("", ""),
        ] {
            assert_eq!(parted(text), want);
        }
    }
}
