//! The evidence of two names: words aligned one to one, each pair weighed in bits.
//!
//! The model is that of Fellegi and Sunter: two names of one bearer share their words but for spelling, script, order
//! and what is left out; two names of different bearers share words by chance, or because their bearers are related. A
//! word that contradicts another therefore also takes away what the shared words say beyond being related.
#![allow(
    clippy::many_single_char_names,
    reason = "two names a and b of n and m words, word x at i of one beside word y at j of the other, throughout"
)]
#![allow(
    clippy::indexing_slicing,
    reason = "hot kernel, called once a pair: word indices come from the words' own lengths, both at most MOST_WORDS"
)]

use std::ops::Range;

use super::aligned::{Aligned, Pair};
use super::bits::Bits;
use super::words::{Said, signs, spelled};
use super::{Choices, Reason, Spelled};
use crate::acronym::is_acronym_of;
use crate::gazetteer::{alias_bearers, shared_bearer};
use crate::letters::Channel;
use crate::name::{MOST_WORDS, Name, NameKind, NameWord, Role, Traits};
use crate::person_word::{PersonWord, person_words_by_hash};

/// One line of the account: words of both names, what they say, and how many bits that is.
pub(super) struct Line {
    pub(super) a: Range<usize>,
    pub(super) b: Range<usize>,
    pub(super) what: Reason,
    pub(super) weight: f32,
}

impl Line {
    fn whole(what: Reason, weight: f32) -> Self {
        Self { a: 0..0, b: 0..0, what, weight }
    }
}

/// Gives the lines of the account of two names to `sink`; allocates nothing.
///
/// The order of the two names is the caller's care.
pub(super) fn weigh(a: &Name, b: &Name, choices: &Choices<'_>, sink: &mut dyn FnMut(Line)) {
    let bits = choices.bits;
    sink(Line::whole(Reason::Prior, choices.prior));
    let (n, m) = (a.words().len(), b.words().len());
    if n == 0 || m == 0 {
        // A name without words says nothing, not even that it is another.
        return;
    }
    if a.key_hash() == b.key_hash() {
        // No less than the words of a long name say one by one.
        let weight = bits.identical.max(bits.word * n as f32);
        sink(Line { a: 0..n, b: 0..m, what: Reason::Identical, weight });
        return;
    }
    let person = a.kind() == NameKind::Person && b.kind() == NameKind::Person;
    let kind = Some(a.kind()).filter(|kind| *kind == b.kind());
    if choices.aliases.is_some_and(|aliases| aliases.same(a.key_hash(), b.key_hash(), kind)) {
        sink(Line { a: 0..n, b: 0..m, what: Reason::Alias, weight: bits.told_alias });
        return;
    }
    if !person {
        let (short, long) = if a.key().len() < b.key().len() { (a, b) } else { (b, a) };
        if short.words().len() == 1 && is_acronym_of(short.key(), long.key()) {
            sink(Line { a: 0..n, b: 0..m, what: Reason::Acronym, weight: bits.acronym });
            return;
        }
        if shared_bearer(a.key_hash(), b.key_hash()).is_some() {
            sink(Line { a: 0..n, b: 0..m, what: Reason::Alias, weight: bits.alias });
            return;
        }
        let known = |name: &Name| alias_bearers(name.key_hash()).next().is_some();
        if a.kind() == NameKind::Place && b.kind() == NameKind::Place && known(a) && known(b) {
            sink(Line { a: 0..n, b: 0..m, what: Reason::KnownApart, weight: bits.known_apart });
        }
    }
    let aligned = Aligned::new(a, b, person, choices);
    let joined = aligned.is_doubtful().then(|| whole(a, b, person, bits)).flatten();
    if let Some(said) = joined {
        let mut total = 0.0;
        tell(&aligned, a, b, person, bits, &mut |line| total += line.weight);
        if said.weight > total {
            sink(Line { a: 0..n, b: 0..m, what: said.what, weight: said.weight });
            return;
        }
    }
    tell(&aligned, a, b, person, bits, sink);
}

/// The words of a name but for legal forms at its ends; all where there are no others.
fn without_legal_form(name: &Name) -> Range<usize> {
    let tells = |word: &NameWord| word.role != Role::LegalForm;
    match (name.words().iter().position(tells), name.words().iter().rposition(tells)) {
        (Some(first), Some(last)) => first..last + 1,
        _ => 0..name.words().len(),
    }
}

/// Weighs both names written as one word each: for scripts without spaces, and for words that are split otherwise.
fn whole(a: &Name, b: &Name, person: bool, bits: &Bits) -> Option<Said> {
    let (n, m) = (a.words().len(), b.words().len());
    if n == 1 && m == 1 || a.words().iter().chain(b.words()).any(|word| word.role == Role::Number) {
        return None;
    }
    let unspaced =
        |name: &Name| name.words().iter().any(|word| matches!(word.channel, Channel::Han | Channel::Thai));
    // A legal form is no part of a word that was split.
    let (one, other) = (without_legal_form(a), without_legal_form(b));
    if one.len() == other.len() && !unspaced(a) && !unspaced(b) {
        return None;
    }
    let (x, y) = (a.spelled(one), b.spelled(other));
    if x.channel == Channel::Han && y.channel == Channel::Han {
        return Some(Said { what: Reason::Joined, weight: signs(a.key(), b.key(), bits) - bits.join });
    }
    let cap = bits.word * 1.5;
    let mut best = spelled(x, y, cap, false, bits) - bits.join;
    // The family name may stand first in one of them, as in China, Japan, Korea and Hungary.
    let mut turned = [0; Spelled::MOST];
    let mut turn = |name: &Name, at: usize, other: Spelled<'_>| {
        let count = name.words().len();
        let (front, back) = (name.spelled(0..at), name.spelled(at..count));
        let letters = back.letters.iter().chain(front.letters);
        let length = turned.iter_mut().zip(letters).map(|(to, from)| *to = *from).count();
        let spelling = Spelled { letters: turned.get(..length).unwrap_or_default(), channel: front.channel };
        spelled(spelling, other, cap, false, bits) - bits.join - bits.order
    };
    if person && n > 1 && n <= 4 {
        best = best.max(turn(a, 1, y)).max(turn(a, n - 1, y));
    }
    if person && m > 1 && m <= 4 {
        best = best.max(turn(b, 1, x)).max(turn(b, m - 1, x));
    }
    Some(Said { what: Reason::Joined, weight: best })
}

/// Gives a line for every pair of words and every word that is left.
fn tell(aligned: &Aligned, a: &Name, b: &Name, person: bool, bits: &Bits, sink: &mut dyn FnMut(Line)) {
    let pairs = aligned.pairs();
    let (mut shared, mut contradicted) = (0.0_f32, false);
    for pair in pairs {
        if pair.said.what == Reason::Conflict || pair.said.weight < bits.agree {
            contradicted = true;
        } else {
            shared += pair.said.weight;
        }
        sink(Line { a: pair.of_a(), b: pair.of_b(), what: pair.said.what, weight: pair.said.weight });
    }
    let lacks = |free: &[bool; MOST_WORDS], name: &Name| {
        name.words()
            .iter()
            .zip(free)
            .any(|(word, free)| *free && matches!(word.role, Role::Telling | Role::Qualifier | Role::Number))
    };
    let order = if person { order(pairs, a, b) } else { Order::Same };
    let most = if contradicted || order == Order::GivenTurned {
        bits.related
    } else if !person && (lacks(&aligned.left, a) || lacks(&aligned.right, b)) {
        bits.partial
    } else {
        shared
    };
    if shared > most {
        sink(Line::whole(Reason::Related, most - shared));
    }
    match order {
        Order::Same => {}
        Order::Turned => sink(Line::whole(Reason::Order, -bits.order)),
        Order::GivenTurned => sink(Line::whole(Reason::Order, -bits.order_of_given)),
    }
    for (free, name, first) in [(&aligned.left, a, true), (&aligned.right, b, false)] {
        for (at, word) in name.words().iter().enumerate().filter(|(at, _)| free[*at]) {
            let weight = missing(word, name, person, bits);
            if weight < 0.0 {
                let (x, y) = if first { (at..at + 1, 0..0) } else { (0..0, at..at + 1) };
                sink(Line { a: x, b: y, what: Reason::Missing, weight });
            }
        }
    }
}

/// In which order the words of two names stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    Same,
    /// Some stand elsewhere, as where the family name is put first.
    Turned,
    /// The family name stays and given names change places: those of another.
    GivenTurned,
}

fn order(pairs: &[Pair], a: &Name, b: &Name) -> Order {
    let role = |name: &Name, words: Range<usize>| name.words().get(words.start).map(|word| word.role);
    let given = |role| matches!(role, Some(Role::Given | Role::Middle));
    let (mut crossed, mut given_crossed, mut family_stays) = (false, false, false);
    for (at, x) in pairs.iter().enumerate() {
        let roles = (role(a, x.of_a()), role(b, x.of_b()));
        family_stays |= roles == (Some(Role::Family), Some(Role::Family));
        for y in pairs.iter().skip(at + 1) {
            let others = (role(a, y.of_a()), role(b, y.of_b()));
            let turned = (x.of_a().start < y.of_a().start) != (x.of_b().start < y.of_b().start);
            if turned && roles.0 != Some(Role::Particle) && others.0 != Some(Role::Particle) {
                crossed = true;
                given_crossed |= [roles.0, roles.1, others.0, others.1].into_iter().all(given);
            }
        }
    }
    match crossed {
        true if given_crossed && family_stays => Order::GivenTurned,
        true => Order::Turned,
        false => Order::Same,
    }
}

/// The weight of a word that the other name lacks.
fn missing(word: &NameWord, name: &Name, person: bool, bits: &Bits) -> f32 {
    let alone = name.words().len() == 1;
    -match word.role {
        Role::Particle | Role::Nickname | Role::Acronym | Role::Title => 0.0,
        Role::LegalForm => bits.missing_legal_form,
        Role::Generation => bits.missing_generation,
        Role::Number => bits.missing_number,
        Role::Initial => bits.missing_initial,
        Role::Family if !alone => bits.missing_family,
        // Abu Hassan is the father of Hassan.
        _ if person && person_words_by_hash(word.key_hash).has(PersonWord::Compound) => bits.missing_compound,
        Role::Given | Role::Middle | Role::Patronymic | Role::Family => bits.missing_given,
        // "Sanayi ve Ticaret A.Ş.": the branch that a whole legal name tells is left out with the legal form.
        Role::Generic if name.ends_with_legal_form() => bits.missing_branch,
        Role::Generic if name.kind() == NameKind::Place => bits.missing_feature,
        Role::Generic => bits.missing_generic,
        Role::Qualifier => bits.missing_qualifier,
        _ if !person && word.traits.has(Traits::PLACE) && !alone => bits.missing_qualifier,
        Role::Telling if person => bits.missing_given,
        Role::Telling => bits.missing_telling,
    }
}
