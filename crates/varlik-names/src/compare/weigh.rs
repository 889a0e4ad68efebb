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

use varlik_text::Lang;

use super::Spelled;
use super::bits::Bits;
use crate::acronym::is_acronym_of;
use crate::gazetteer::{alias_bearers, shared_bearer};
use crate::letters::Channel;
use crate::name::{MOST_WORDS, Name, NameKind, NameWord, Role, Traits};
use crate::tables::case_endings::CASE_ENDINGS;
use crate::variants::{VariantRelation, shared_variant};

/// One line of the account: words of both names, what they say, and how many bits that is.
pub(super) struct Line {
    pub(super) a: Range<usize>,
    pub(super) b: Range<usize>,
    pub(super) what: &'static str,
    pub(super) weight: f32,
}

impl Line {
    fn whole(what: &'static str, weight: f32) -> Self {
        Self { a: 0..0, b: 0..0, what, weight }
    }
}

/// What two words say.
#[derive(Clone, Copy)]
struct Said {
    what: &'static str,
    weight: f32,
}

/// Words that are aligned, several of one side where they are written as one on the other.
#[derive(Clone, Copy)]
struct Pair {
    a: (u8, u8),
    b: (u8, u8),
    said: Said,
}

const NO_PAIR: Pair = Pair { a: (0, 0), b: (0, 0), said: Said { what: "", weight: 0.0 } };

/// Gives the lines of the account of two names to `sink`; allocates nothing.
///
/// `prior` is that of the caller, in bits. The order of the two names is the caller's care.
pub(super) fn weigh(a: &Name, b: &Name, prior: f32, bits: &Bits, sink: &mut dyn FnMut(Line)) {
    sink(Line::whole("prior", prior));
    let (n, m) = (a.words().len(), b.words().len());
    if n == 0 || m == 0 {
        // A name without words says nothing, not even that it is another.
        return;
    }
    if a.key_hash() == b.key_hash() {
        sink(Line { a: 0..n, b: 0..m, what: "identical", weight: bits.identical });
        return;
    }
    let person = a.kind() == NameKind::Person && b.kind() == NameKind::Person;
    if !person {
        let (short, long) = if a.key().len() < b.key().len() { (a, b) } else { (b, a) };
        if short.words().len() == 1 && is_acronym_of(short.key(), long.key()) {
            sink(Line { a: 0..n, b: 0..m, what: "acronym", weight: bits.acronym });
            return;
        }
        if shared_bearer(a.key_hash(), b.key_hash()).is_some() {
            sink(Line { a: 0..n, b: 0..m, what: "alias", weight: bits.alias });
            return;
        }
        let known = |name: &Name| alias_bearers(name.key_hash()).next().is_some();
        if a.kind() == NameKind::Place && b.kind() == NameKind::Place && known(a) && known(b) {
            sink(Line { a: 0..n, b: 0..m, what: "known apart", weight: bits.known_apart });
        }
    }
    let aligned = Aligned::new(a, b, person, bits);
    let joined = aligned.is_doubtful().then(|| whole(a, b, person, bits)).flatten();
    if let Some(said) = joined {
        let mut total = 0.0;
        aligned.tell(a, b, person, bits, &mut |line| total += line.weight);
        if said.weight > total {
            sink(Line { a: 0..n, b: 0..m, what: said.what, weight: said.weight });
            return;
        }
    }
    aligned.tell(a, b, person, bits, sink);
}

/// Weighs both names written as one word each: for scripts without spaces, and for words that are split otherwise.
fn whole(a: &Name, b: &Name, person: bool, bits: &Bits) -> Option<Said> {
    let (n, m) = (a.words().len(), b.words().len());
    if n == 1 && m == 1 || a.words().iter().chain(b.words()).any(|word| word.role == Role::Number) {
        return None;
    }
    let unspaced =
        |name: &Name| name.words().iter().any(|word| matches!(word.channel, Channel::Han | Channel::Thai));
    if n == m && !unspaced(a) && !unspaced(b) {
        return None;
    }
    let (x, y) = (a.spelled(0..n), b.spelled(0..m));
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
    Some(Said { what: "joined", weight: best })
}

/// The weight of two spellings as one word.
fn spelled(x: Spelled<'_>, y: Spelled<'_>, cap: f32, strict: bool, bits: &Bits) -> f32 {
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

/// The words of two names, paired.
struct Aligned {
    pairs: [Pair; MOST_WORDS],
    count: usize,
    /// The words of either name that are in no pair.
    left: [bool; MOST_WORDS],
    right: [bool; MOST_WORDS],
}

impl Aligned {
    fn new(a: &Name, b: &Name, person: bool, bits: &Bits) -> Self {
        let (n, m) = (a.words().len(), b.words().len());
        let mut said = [[Said { what: "", weight: f32::MIN }; MOST_WORDS]; MOST_WORDS];
        for (i, x) in a.words().iter().enumerate() {
            for (j, y) in b.words().iter().enumerate() {
                said[i][j] = words(a, (i, x), b, (j, y), person, bits);
            }
        }
        let mut aligned = Self {
            pairs: [NO_PAIR; MOST_WORDS],
            count: 0,
            left: [false; MOST_WORDS],
            right: [false; MOST_WORDS],
        };
        for (free, name) in [(&mut aligned.left, a), (&mut aligned.right, b)] {
            for (free, word) in free.iter_mut().zip(name.words()) {
                *free = word.role != Role::LegalForm;
            }
        }
        // The best pair first; of equals the one whose words stand at like places, then the first.
        loop {
            let mut best: Option<(f32, usize, usize)> = None;
            for i in (0..n).filter(|&i| aligned.left[i]) {
                for j in (0..m).filter(|&j| aligned.right[j]) {
                    let weight = said[i][j].weight;
                    if weight < bits.aligned {
                        continue;
                    }
                    let rank = weight - 0.01 * (i as f32 / n as f32 - j as f32 / m as f32).abs();
                    if best.is_none_or(|best| rank > best.0) {
                        best = Some((rank, i, j));
                    }
                }
            }
            let Some((_, i, j)) = best else { break };
            aligned.push(Pair { a: (i as u8, i as u8 + 1), b: (j as u8, j as u8 + 1), said: said[i][j] });
        }
        aligned.join(a, b, bits);
        aligned.contradict(a, b, &said, bits);
        aligned
    }

    fn push(&mut self, pair: Pair) {
        if let Some(place) = self.pairs.get_mut(self.count) {
            *place = pair;
            self.count += 1;
        }
        for i in pair.a.0..pair.a.1 {
            self.left[usize::from(i)] = false;
        }
        for j in pair.b.0..pair.b.1 {
            self.right[usize::from(j)] = false;
        }
    }

    /// Pairs a free word with two neighbours of the other name that are one word with it.
    fn join(&mut self, a: &Name, b: &Name, bits: &Bits) {
        let try_join = |this: &mut Self, i: Range<usize>, j: Range<usize>| {
            let free = |free: &[bool; MOST_WORDS], words: &Range<usize>| words.clone().all(|at| free[at]);
            if !free(&this.left, &i) && !free(&this.right, &j) {
                return;
            }
            // Words that are taken already are taken again where the whole is better.
            let taken = |this: &Self| {
                (0..this.count).find(|&at| {
                    let pair = &this.pairs[at];
                    let touches = |words: (u8, u8), range: &Range<usize>| {
                        usize::from(words.0) < range.end && range.start < usize::from(words.1)
                    };
                    touches(pair.a, &i) || touches(pair.b, &j)
                })
            };
            let weight =
                spelled(a.spelled(i.clone()), b.spelled(j.clone()), bits.word, false, bits) - bits.join;
            let before = taken(this);
            let held = before.map_or(bits.aligned, |at| this.pairs[at].said.weight.max(bits.aligned));
            if weight <= held + 1.0 {
                return;
            }
            if let Some(at) = before {
                let pair = this.pairs[at];
                (pair.a.0..pair.a.1).for_each(|i| this.left[usize::from(i)] = true);
                (pair.b.0..pair.b.1).for_each(|j| this.right[usize::from(j)] = true);
                this.count -= 1;
                this.pairs.swap(at, this.count);
                if taken(this).is_some() {
                    // Two pairs would have to go: that is no gain.
                    this.push(pair);
                    return;
                }
            }
            let span = |range: &Range<usize>| (range.start as u8, range.end as u8);
            this.push(Pair { a: span(&i), b: span(&j), said: Said { what: "joined", weight } });
        };
        let (n, m) = (a.words().len(), b.words().len());
        for i in 0..n {
            for j in 0..m {
                if let Some(count) = initials(&a.words()[i], &b.words()[j..]) {
                    self.push_initials(i..i + 1, j..j + count, bits);
                }
                if let Some(count) = initials(&b.words()[j], &a.words()[i..]) {
                    self.push_initials(i..i + count, j..j + 1, bits);
                }
                if j + 1 < m {
                    try_join(self, i..i + 1, j..j + 2);
                }
                if i + 1 < n {
                    try_join(self, i..i + 2, j..j + 1);
                }
            }
        }
    }

    /// Pairs the initials of several words, written as one word, with those words.
    fn push_initials(&mut self, i: Range<usize>, j: Range<usize>, bits: &Bits) {
        if i.clone().all(|at| self.left[at]) && j.clone().all(|at| self.right[at]) {
            let weight = bits.initial * i.len().max(j.len()) as f32;
            let span = |range: Range<usize>| (range.start as u8, range.end as u8);
            self.push(Pair { a: span(i), b: span(j), said: Said { what: "initials", weight } });
        }
    }

    /// Pairs what is left on both sides: words that tell, and tell something else.
    fn contradict(&mut self, a: &Name, b: &Name, said: &[[Said; MOST_WORDS]; MOST_WORDS], bits: &Bits) {
        loop {
            let telling = |name: &Name, free: &[bool; MOST_WORDS]| {
                (0..name.words().len()).find(|&at| free[at] && tells(name.words()[at].role))
            };
            let (Some(i), Some(j)) = (telling(a, &self.left), telling(b, &self.right)) else { return };
            let said = said[i][j];
            let weight = match (a.words()[i].role, b.words()[j].role) {
                (Role::Generic, _) | (_, Role::Generic) if a.kind() != NameKind::Person => {
                    said.weight.clamp(-bits.conflict_generic, bits.aligned)
                }
                _ => said.weight.min(bits.aligned).max(said.weight.min(-bits.conflict).max(-bits.floor)),
            };
            let weight = if said.what == "number" { said.weight } else { weight.max(-bits.conflict) };
            self.push(Pair {
                a: (i as u8, i as u8 + 1),
                b: (j as u8, j as u8 + 1),
                said: Said { what: "conflict", weight },
            });
        }
    }

    /// Whether some word found no partner.
    fn is_doubtful(&self) -> bool {
        self.left.iter().chain(&self.right).any(|free| *free)
            || self.pairs.iter().take(self.count).any(|pair| pair.said.weight < 0.0)
    }

    fn tell(&self, a: &Name, b: &Name, person: bool, bits: &Bits, sink: &mut dyn FnMut(Line)) {
        let pairs = self.pairs.get(..self.count).unwrap_or_default();
        let (mut shared, mut contradicted) = (0.0_f32, false);
        for pair in pairs {
            let span = |words: (u8, u8)| usize::from(words.0)..usize::from(words.1);
            if pair.said.what == "conflict" || pair.said.weight < bits.agree {
                contradicted = true;
            } else {
                shared += pair.said.weight;
            }
            sink(Line { a: span(pair.a), b: span(pair.b), what: pair.said.what, weight: pair.said.weight });
        }
        let lacks = |free: &[bool; MOST_WORDS], name: &Name| {
            name.words().iter().zip(free).any(|(word, free)| {
                *free && matches!(word.role, Role::Telling | Role::Qualifier | Role::Number)
            })
        };
        let most = if contradicted {
            bits.related
        } else if !person && (lacks(&self.left, a) || lacks(&self.right, b)) {
            bits.partial
        } else {
            shared
        };
        if shared > most {
            sink(Line::whole("related", most - shared));
        }
        let crossed = pairs.iter().enumerate().any(|(at, x)| {
            pairs.iter().skip(at + 1).any(|y| {
                let small = |pair: &Pair| a.words()[usize::from(pair.a.0)].role == Role::Particle;
                !small(x) && !small(y) && (x.a.0 < y.a.0) != (x.b.0 < y.b.0)
            })
        });
        if crossed && person {
            sink(Line::whole("order", -bits.order));
        }
        for (free, name, first) in [(&self.left, a, true), (&self.right, b, false)] {
            for (at, word) in name.words().iter().enumerate().filter(|(at, _)| free[*at]) {
                let weight = missing(word, name, person, bits);
                if weight < 0.0 {
                    let (x, y) = if first { (at..at + 1, 0..0) } else { (0..0, at..at + 1) };
                    sink(Line { a: x, b: y, what: "missing", weight });
                }
            }
        }
    }
}

/// How many of the words begin with the letters of a word of two or three, "JC" of Jean-Claude.
fn initials(short: &NameWord, words: &[NameWord]) -> Option<usize> {
    let count = short.key.len();
    let fits = matches!(count, 2..=3)
        && words.len() >= count
        && short
            .key
            .bytes()
            .zip(words)
            .all(|(letter, word)| word.key.len() > 2 && word.key.as_bytes().first() == Some(&letter));
    fits.then_some(count)
}

/// Whether a word that meets another in its place contradicts it.
fn tells(role: Role) -> bool {
    !matches!(role, Role::Particle | Role::LegalForm | Role::Nickname | Role::Acronym | Role::Title)
}

/// The weight of a word that the other name lacks.
fn missing(word: &NameWord, name: &Name, person: bool, bits: &Bits) -> f32 {
    let alone = name.words().len() == 1;
    -match word.role {
        Role::Particle | Role::Nickname | Role::Acronym | Role::Title => 0.0,
        Role::LegalForm => 0.2,
        Role::Generation => 3.0,
        Role::Number => bits.missing_number,
        Role::Initial => 0.3,
        Role::Family if !alone => bits.missing_family,
        Role::Given | Role::Middle | Role::Patronymic | Role::Family => bits.missing_given,
        // "Sanayi ve Ticaret A.Ş.": the branch that a whole legal name tells is left out with the legal form.
        Role::Generic if name.ends_with_legal_form() => 0.5,
        Role::Generic if name.kind() == NameKind::Place => bits.missing_feature,
        Role::Generic => bits.missing_generic,
        Role::Qualifier => bits.missing_qualifier,
        _ if !person && word.traits.has(Traits::PLACE) && !alone => bits.missing_qualifier,
        Role::Telling if person => bits.missing_given,
        Role::Telling => bits.missing_telling,
    }
}

/// What two words say.
fn words(
    a: &Name,
    (i, x): (usize, &NameWord),
    b: &Name,
    (j, y): (usize, &NameWord),
    person: bool,
    bits: &Bits,
) -> Said {
    let exact = x.key_hash == y.key_hash;
    let small = |role| matches!(role, Role::Particle | Role::LegalForm);
    if small(x.role) || small(y.role) {
        let weight = if exact && x.role == y.role { 0.3 } else { f32::MIN };
        return Said { what: "exact", weight };
    }
    if matches!(x.role, Role::Number | Role::Generation) || matches!(y.role, Role::Number | Role::Generation)
    {
        return match (number(&x.key), number(&y.key)) {
            (Some(x), Some(y)) if x == y => Said { what: "number", weight: bits.number },
            _ if exact => Said { what: "exact", weight: bits.number },
            (Some(_), Some(_)) => Said { what: "number", weight: -bits.conflict_number },
            _ if x.role == y.role => Said { what: "number", weight: -bits.conflict_number },
            _ => Said { what: "", weight: f32::MIN },
        };
    }
    let kinship =
        |one: Role, other: Role| one == Role::Patronymic && matches!(other, Role::Given | Role::Family);
    if person
        && (kinship(x.role, y.role) && has_patronymic(b) || kinship(y.role, x.role) && has_patronymic(a))
    {
        return Said { what: "kinship", weight: -bits.conflict };
    }
    let cap = match (x.role, y.role) {
        (Role::Generic, _) | (_, Role::Generic) => bits.generic,
        (Role::Qualifier, _) | (_, Role::Qualifier) => bits.qualifier,
        _ if person && (x.traits.has(Traits::GIVEN) || y.traits.has(Traits::GIVEN)) => bits.given,
        _ => bits.word,
    };
    if exact && x.channel == y.channel {
        let information = x.information.min(y.information) * bits.information;
        return Said { what: "exact", weight: information.min(cap).max(1.0) };
    }
    if (x.role == Role::Initial) != (y.role == Role::Initial) {
        let same = a.spelled(i..i + 1).same_start(b.spelled(j..j + 1));
        return Said { what: "initial", weight: if same { bits.initial } else { -bits.conflict * 0.7 } };
    }
    // What is spelled as it is spoken, and what is known as a name by itself, has few other spellings.
    let strict = a.is_turkish() && b.is_turkish()
        || person && x.traits.has(Traits::GIVEN) && y.traits.has(Traits::GIVEN);
    let (one, other) = (a.spelled(i..i + 1), b.spelled(j..j + 1));
    if one.channel == Channel::Han && other.channel == Channel::Han {
        // Signs of one sound are many; they are compared as what they are.
        return Said { what: "spelling", weight: signs(&x.key, &y.key, bits) };
    }
    let mut said = Said { what: "spelling", weight: spelled(one, other, cap, strict, bits) };
    if one.channel != other.channel {
        said.what = "script";
    } else if !strict && is_slip(one.letters, other.letters) {
        let weight = (x.information.min(y.information) * bits.information - bits.slip).min(cap);
        said.weight = said.weight.max(weight);
    }
    if said.weight < cap - bits.variant
        && x.key.len().min(y.key.len()) > 2
        && x.traits.has(Traits::VARIANTS)
        && y.traits.has(Traits::VARIANTS)
    {
        let price = match shared_variant(x.key_hash, y.key_hash) {
            Some(VariantRelation::Abbreviation) => Some(0.5),
            Some(_) => Some(bits.variant),
            None => None,
        };
        let most = |price: f32| bits.given.min(cap) - price;
        if let Some(price) = price.filter(|price| most(*price) > said.weight) {
            said = Said { what: "variant", weight: most(price) };
        }
    }
    if said.weight < cap - bits.inflection
        && (inflects(a, x) || inflects(b, y))
        && one_stem(&x.sound, &y.sound)
    {
        let weight = (x.information.min(y.information) * bits.information).min(cap) - bits.inflection;
        if weight > said.weight {
            said = Said { what: "inflected", weight };
        }
    }
    said
}

/// The weight of two words in signs that stand for words.
fn signs(x: &str, y: &str, bits: &Bits) -> f32 {
    let same = x.chars().zip(y.chars()).filter(|(x, y)| x == y).count();
    let most = x.chars().count().max(y.chars().count());
    (same as f32 * 6.0).min(bits.word) - (most - same) as f32 * bits.conflict
}

/// Whether two long words differ by one slip of the hand: a letter more, less, for another, or two that are swapped.
///
/// The first letter is seldom the one that slips (Pollock and Zamora, CACM 27, 1984).
fn is_slip(x: &[u8], y: &[u8]) -> bool {
    const LONG: usize = 6;
    if x.len().min(y.len()) < LONG || x.len().abs_diff(y.len()) > 1 {
        return false;
    }
    let front = x.iter().zip(y).take_while(|(a, b)| a == b).count();
    if front == 0 {
        return false;
    }
    let (x, y) = (&x[front..], &y[front..]);
    let back = x.iter().rev().zip(y.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&x[..x.len() - back], &y[..y.len() - back]) {
        ([a, b], [c, d]) => a == d && b == c,
        (x, y) => x.len() <= 1 && y.len() <= 1,
    }
}

fn has_patronymic(name: &Name) -> bool {
    name.words().iter().any(|word| word.role == Role::Patronymic)
}

/// The number a word writes, in digits or Roman; Jr and Sr are their own.
fn number(key: &str) -> Option<u64> {
    if key.bytes().all(|byte| byte.is_ascii_digit()) {
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
