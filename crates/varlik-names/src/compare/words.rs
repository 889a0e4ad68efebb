//! What two words say about being one.
#![allow(
    clippy::many_single_char_names,
    reason = "two names a and b of n and m words, word x at i of one beside word y at j of the other, throughout"
)]
#![allow(
    clippy::indexing_slicing,
    reason = "hot kernel, called once a pair: word indices come from the words' own lengths, both at most MOST_WORDS"
)]

use any_ascii::any_ascii_char;
use varlik_text::Lang;

use super::bits::Bits;
use super::{Choices, Reason, Spelled};
use crate::letters::Channel;
use crate::name::{Name, NameKind, NameWord, Role, Traits};
use crate::tables::case_endings::CASE_ENDINGS;
use crate::variants::{VariantRelation, shared_set_in, variant_sets};

/// What two words say.
#[derive(Clone, Copy)]
pub(super) struct Said {
    pub(super) what: Reason,
    pub(super) weight: f32,
}

/// What two words say.
pub(super) fn words(
    a: &Name,
    (i, x): (usize, &NameWord),
    b: &Name,
    (j, y): (usize, &NameWord),
    person: bool,
    choices: &Choices<'_>,
) -> Said {
    let bits = choices.bits;
    let exact = x.key_hash == y.key_hash;
    let small = |role| matches!(role, Role::Particle | Role::LegalForm);
    if small(x.role) || small(y.role) {
        let weight = if exact && x.role == y.role { bits.particle } else { f32::MIN };
        return Said { what: Reason::Exact, weight };
    }
    // Digits have no letters that could be misspelled, whatever their part in the name.
    if matches!(x.role, Role::Number | Role::Generation)
        || matches!(y.role, Role::Number | Role::Generation)
        || (is_digits(&x.key) && is_digits(&y.key))
    {
        return match (number(&x.key), number(&y.key)) {
            (Some(x), Some(y)) if x == y => Said { what: Reason::Number, weight: bits.number },
            _ if exact => Said { what: Reason::Exact, weight: bits.number },
            (Some(_), Some(_)) => Said { what: Reason::Number, weight: -bits.conflict_number },
            _ if x.role == y.role => Said { what: Reason::Number, weight: -bits.conflict_number },
            _ => Said { what: Reason::Spelling, weight: f32::MIN },
        };
    }
    let kinship =
        |one: Role, other: Role| one == Role::Patronymic && matches!(other, Role::Given | Role::Family);
    if person
        && (kinship(x.role, y.role) && has_patronymic(b) || kinship(y.role, x.role) && has_patronymic(a))
    {
        return Said { what: Reason::Kinship, weight: -bits.conflict };
    }
    let cap = match (x.role, y.role) {
        (Role::Generic, _) | (_, Role::Generic) => bits.generic,
        (Role::Qualifier, _) | (_, Role::Qualifier) => bits.qualifier,
        // A word that is the whole name is meant to tell.
        _ if a.words().len() == 1 && b.words().len() == 1 => bits.word,
        _ if person && (x.traits.has(Traits::GIVEN) || y.traits.has(Traits::GIVEN)) => bits.given,
        _ => bits.word,
    };
    let cap = choices.rarity.map_or(cap, |rarity| cap.min(rarity.weight(x)).min(rarity.weight(y)));
    if exact && x.channel == y.channel {
        let information = x.information.min(y.information) * bits.information;
        return Said { what: Reason::Exact, weight: information.min(cap).max(bits.least_exact) };
    }
    if (x.role == Role::Initial) != (y.role == Role::Initial) {
        let same = a.spelled(i..i + 1).same_start(b.spelled(j..j + 1));
        return Said {
            what: Reason::Initial,
            weight: if same { bits.initial } else { -bits.conflict * 0.7 },
        };
    }
    // What is spelled as it is spoken, and what is known as a name by itself, has few other spellings.
    let strict = a.is_turkish() && b.is_turkish()
        || person && x.traits.has(Traits::GIVEN) && y.traits.has(Traits::GIVEN);
    let (one, other) = (a.spelled(i..i + 1), b.spelled(j..j + 1));
    if one.channel == Channel::Han && other.channel == Channel::Han {
        // Signs of one sound are many; they are compared as what they are.
        return Said { what: Reason::Spelling, weight: signs(&x.key, &y.key, bits) };
    }
    let mut said = Said { what: Reason::Spelling, weight: spelled(one, other, cap, strict, bits) };
    if one.channel != other.channel {
        said.what = Reason::Script;
    } else if let Some(slip) = slip(x, y, strict || !person) {
        let price = if slip == Slip::Swapped { bits.swap } else { bits.slip };
        let weight = (x.information.min(y.information) * bits.information - price).min(cap);
        said.weight = said.weight.max(weight);
    }
    if said.weight < cap - bits.variant
        && x.key.len().min(y.key.len()) > 1
        && x.traits.has(Traits::VARIANTS)
        && y.traits.has(Traits::VARIANTS)
    {
        let price = match shared_relation(x, y, a.kind()).filter(|relation| {
            // Families do not go by the short and foreign forms of given names.
            let is_short = matches!(relation, VariantRelation::Nickname | VariantRelation::Abbreviation);
            (!matches!(relation, VariantRelation::Nickname | VariantRelation::Cognate)
                || (x.role != Role::Family && y.role != Role::Family))
                // Of two letters only what is short for something: Mo, Mt.; a syllable is spelled like many others.
                && (is_short || x.key.len().min(y.key.len()) > 2)
        }) {
            Some(VariantRelation::Abbreviation) => Some(bits.abbreviation),
            Some(_) => Some(bits.variant),
            None => None,
        };
        let most = |price: f32| bits.given.min(cap) - price;
        if let Some(price) = price.filter(|price| most(*price) > said.weight) {
            said = Said { what: Reason::Variant, weight: most(price) };
        }
    }
    let names = x.traits.has(Traits::GIVEN) && y.traits.has(Traits::GIVEN);
    if said.weight < cap - bits.inflection
        && !(person && names)
        && inflects(a, x)
        && inflects(b, y)
        && one_stem(&x.sound, &y.sound)
    {
        let weight = (x.information.min(y.information) * bits.information).min(cap) - bits.inflection;
        if weight > said.weight {
            said = Said { what: Reason::Inflected, weight };
        }
    }
    said
}

/// The weight of two spellings as one word.
pub(super) fn spelled(x: Spelled<'_>, y: Spelled<'_>, cap: f32, strict: bool, bits: &Bits) -> f32 {
    if x.letters.is_empty() || y.letters.is_empty() {
        return -bits.conflict;
    }
    let strictness = match x.channel == y.channel {
        false => bits.other_script,
        true if strict => bits.same_script * bits.orthography,
        true => bits.same_script,
    };
    let likeness = x.likeness(y, |information| (information * bits.information + bits.floor) / strictness);
    (likeness.information * bits.information - likeness.cost * strictness).min(cap).max(-bits.floor)
}

/// The weight of two words in signs that stand for words. Signs of one reading may be the old and the new form of one.
pub(super) fn signs(x: &str, y: &str, bits: &Bits) -> f32 {
    let (x, y) = (x.chars().filter(|c| *c != ' '), y.chars().filter(|c| *c != ' '));
    let (mut same, mut alike) = (0_u32, 0_u32);
    for (a, b) in x.clone().zip(y.clone()) {
        same += u32::from(a == b);
        alike += u32::from(a != b && any_ascii_char(a) == any_ascii_char(b));
    }
    let most = x.count().max(y.count());
    let other = most.saturating_sub((same + alike) as usize);
    (same as f32 * bits.sign).min(bits.word) - alike as f32 * bits.reading - other as f32 * bits.conflict
}

/// What a hand does that slips.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Slip {
    /// Two neighbours are swapped.
    Swapped,
    /// A letter is more, less or another.
    Letter,
}

/// Tells whether two words differ by one slip of the hand.
///
/// Swapped letters hardly ever make another name, but of two names that are known. Other slips are believed of long words
/// only, and no letter stands for another where the spelling is known well; the first letter is seldom the one that
/// slips (Pollock and Zamora, CACM 27, 1984).
fn slip(x: &NameWord, y: &NameWord, strict: bool) -> Option<Slip> {
    let known = x.traits.has(Traits::GIVEN) && y.traits.has(Traits::GIVEN);
    let (x, y) = (x.key.as_bytes(), y.key.as_bytes());
    let shorter = x.len().min(y.len());
    if shorter < 4 || x.len().abs_diff(y.len()) > 1 {
        return None;
    }
    let front = x.iter().zip(y).take_while(|(a, b)| a == b).count();
    let (x, y) = (&x[front..], &y[front..]);
    let back = x.iter().rev().zip(y.iter().rev()).take_while(|(a, b)| a == b).count();
    let long = front > 0 && shorter >= if strict { 7 } else { 6 };
    match (&x[..x.len() - back], &y[..y.len() - back]) {
        ([a, b], [c, d]) => (a == d && b == c && !known).then_some(Slip::Swapped),
        ([_], [_]) => (long && !strict).then_some(Slip::Letter),
        (x, y) => (long && x.len() <= 1 && y.len() <= 1).then_some(Slip::Letter),
    }
}

fn has_patronymic(name: &Name) -> bool {
    name.words().iter().any(|word| word.role == Role::Patronymic)
}

fn is_digits(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit())
}

/// The number a word writes, in digits or Roman; Jr and Sr are their own.
fn number(key: &str) -> Option<u64> {
    if is_digits(key) {
        return key.parse().ok();
    }
    let (mut total, mut last) = (0_i64, 0);
    for letter in key.bytes().rev() {
        let value = match letter {
            b'i' => 1,
            b'v' => 5,
            b'x' => 10,
            b'l' => 50,
            b'c' => 100,
            _ => return None,
        };
        // A smaller sign before a greater one is taken from it.
        total += if value < last { -value } else { value };
        last = last.max(value);
    }
    u64::try_from(total).ok().filter(|total| *total > 0)
}

/// Whether a word may bear a case ending without an apostrophe: in Slavic languages, and where the language is unknown.
fn inflects(name: &Name, word: &NameWord) -> bool {
    matches!(
        name.language(),
        Lang::Pl
            | Lang::Cs
            | Lang::Sl
            | Lang::Ru
            | Lang::Uk
            | Lang::Bg
            | Lang::Sr
            | Lang::Mk
            | Lang::Be
            | Lang::Und
    ) && matches!(word.channel, Channel::Latin | Channel::Cyrillic)
}

/// Whether two words share a long stem and differ by case endings only.
fn one_stem(a: &str, b: &str) -> bool {
    let stem = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    let ending = |word: &str| {
        word.get(stem..).is_some_and(|rest| rest.is_empty() || CASE_ENDINGS.binary_search(&rest).is_ok())
    };
    let short = |word: &str| word.get(stem..).is_some_and(|rest| rest.len() <= 3);
    a.len().min(b.len()) >= 4
        && stem >= 3
        && stem * 2 >= a.len().max(b.len())
        && short(a)
        && short(b)
        && ending(a)
        && ending(b)
}

/// Why two words are one in names of a kind, by the tables of variants.
fn shared_relation(x: &NameWord, y: &NameWord, kind: NameKind) -> Option<VariantRelation> {
    shared_set_in(&variant_sets(x.key_hash), &variant_sets(y.key_hash), kind)
}
