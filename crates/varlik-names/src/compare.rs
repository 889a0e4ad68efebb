//! Whether two names could be one: aligned words, weighed in bits.
//!
//! The score is a match weight in the sense of Fellegi and Sunter ("A Theory for Record Linkage", 1969): each agreement
//! or disagreement adds the binary logarithm of how much likelier it is between two names of one bearer than between two
//! names of different ones. The weights here are set by hand; they are not yet learnt.
#![allow(
    clippy::indexing_slicing,
    reason = "hot kernel, called once a pair: word indices come from the words' own lengths, both at most MOST_WORDS"
)]

use std::fmt;

use varlik_distance::levenshtein_within;
use varlik_text::Lang;

use crate::acronym::is_acronym_of;
use crate::name::{MOST_WORDS, Name, NameKind, NameWord, Role};
use crate::tables::case_endings::CASE_ENDINGS;

/// How two words agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Agreement {
    /// One is the initial of the other.
    Initial,
    /// They differ by an edit or two.
    Near,
    /// They are one word with different case endings.
    Inflected,
    /// They are transliterations of one word.
    Sound,
    /// They are the same letters.
    Exact,
}

/// One line of the account that sums to a match weight.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// Word of the first name, empty when only the second has one.
    pub a: String,
    /// Word of the second name, empty when only the first has one.
    pub b: String,
    /// What it says, in a word or two: `exact`, `sound`, `missing`, `conflict`, `acronym`, `prior`.
    pub what: &'static str,
    /// Its weight in bits; positive speaks for one bearer.
    pub weight: f32,
}

/// The weight of two random names of a block being one, before any word is looked at, in bits.
const PRIOR: f32 = -4.0;

/// Returns the match weight of two names, in bits: above 0 they are likelier one than two.
///
/// Symmetric. Allocates nothing.
///
/// # Example: one man, and another of his family
/// ```
/// use varlik_names::{Name, NameKind, match_weight};
/// use varlik_text::Lang;
///
/// let name = |text| Name::new(text, NameKind::Person, Lang::Und);
/// assert!(match_weight(&name("Dmitriy Peskov"), &name("Dmitry Peskov")) > 3.0);
/// assert!(match_weight(&name("Recep Tayyip Erdoğan"), &name("R. T. Erdogan")) > 3.0);
/// assert!(match_weight(&name("Recep Tayyip Erdoğan"), &name("Bilal Erdoğan")) < -3.0);
/// ```
#[must_use]
pub fn match_weight(a: &Name, b: &Name) -> f32 {
    let mut total = 0.0;
    weigh(a, b, &mut |_, _, _, weight| total += weight);
    total
}

/// Returns the account of [`match_weight`]: lines whose weights sum to it exactly.
#[must_use]
pub fn explain(a: &Name, b: &Name) -> Vec<Evidence> {
    let mut lines = Vec::new();
    weigh(a, b, &mut |a, b, what, weight| {
        let text = |word: Option<&NameWord>| word.map_or_else(String::new, |word| word.key.clone());
        lines.push(Evidence { a: text(a), b: text(b), what, weight });
    });
    lines
}

/// Compares prepared names, with the choices of the caller.
///
/// # Example: the chance that two names are one
/// ```
/// use varlik_names::{Name, NameComparer, NameKind};
/// use varlik_text::Lang;
///
/// let name = |text| Name::new(text, NameKind::Person, Lang::Und);
/// let comparer = NameComparer::default();
/// assert!(comparer.probability(&name("Dmitriy Peskov"), &name("Peskov, Dmitry")) > 0.9);
/// assert!(comparer.probability(&name("Recep Tayyip Erdoğan"), &name("Bilal Erdoğan")) < 0.1);
/// ```
#[derive(Debug, Clone)]
pub struct NameComparer {
    prior: f32,
}

impl Default for NameComparer {
    fn default() -> Self {
        Self { prior: PRIOR }
    }
}

impl NameComparer {
    /// Sets the chance that two names which are compared are one, before any word is looked at; between 0 and 1.
    #[must_use]
    pub fn with_prior(mut self, probability: f32) -> Self {
        let probability = probability.clamp(1e-9, 1.0 - 1e-6);
        self.prior = (probability / (1.0 - probability)).log2();
        self
    }

    /// Returns the match weight of two names, in bits: above 0 they are likelier one than two.
    #[must_use]
    pub fn weight(&self, a: &Name, b: &Name) -> f32 {
        match_weight(a, b) - PRIOR + self.prior
    }

    /// Returns the chance that two names are one, between 0 and 1.
    #[must_use]
    pub fn probability(&self, a: &Name, b: &Name) -> f32 {
        probability(self.weight(a, b))
    }

    /// Returns what was weighed; the weights of its lines sum to that of the whole.
    #[must_use]
    pub fn explain(&self, a: &Name, b: &Name) -> Comparison {
        let mut evidence = explain(a, b);
        if let Some(prior) = evidence.first_mut() {
            prior.weight = self.prior;
        }
        let weight = evidence.iter().map(|line| line.weight).sum();
        Comparison { weight, probability: probability(weight), evidence }
    }

    /// Returns the pair of names of two sets of aliases that speaks most for one bearer; none where a set is empty.
    #[must_use]
    pub fn best(&self, a: &[Name], b: &[Name]) -> Option<BestPair> {
        let pairs =
            a.iter().enumerate().flat_map(|(i, x)| b.iter().enumerate().map(move |(j, y)| (i, x, j, y)));
        pairs
            .map(|(i, x, j, y)| BestPair { a: i, b: j, weight: self.weight(x, y) })
            .max_by(|x, y| x.weight.total_cmp(&y.weight).then((y.a, y.b).cmp(&(x.a, x.b))))
    }
}

/// The pair of two sets of aliases that speaks most for one bearer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BestPair {
    /// Its place in the first set.
    pub a: usize,
    /// Its place in the second set.
    pub b: usize,
    /// Its match weight in bits.
    pub weight: f32,
}

/// What a comparison of two names weighed.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The match weight in bits: the sum of the evidence.
    pub weight: f32,
    /// The chance that the two are one, between 0 and 1.
    pub probability: f32,
    /// The lines of the account.
    pub evidence: Vec<Evidence>,
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Evidence { a, b, what, weight } in &self.evidence {
            writeln!(f, "{weight:+7.2}  {what:10} {a} ~ {b}")?;
        }
        write!(f, "{:+7.2}  bits: probability {:.4}", self.weight, self.probability)
    }
}

type Sink<'s> = dyn FnMut(Option<&NameWord>, Option<&NameWord>, &'static str, f32) + 's;

fn weigh(a: &Name, b: &Name, sink: &mut Sink<'_>) {
    // One order of the two, so that swapping them cannot change a sum of floats.
    let (a, b) = if (a.key(), a.words().len()) <= (b.key(), b.words().len()) { (a, b) } else { (b, a) };
    sink(None, None, "prior", PRIOR);
    if a.words().is_empty() || b.words().is_empty() {
        return;
    }
    let person = a.kind() == NameKind::Person && b.kind() == NameKind::Person;
    if !person && a.key() != b.key() {
        let (short, long) = if a.key().len() < b.key().len() { (a, b) } else { (b, a) };
        if short.words().len() == 1 && is_acronym_of(short.key(), long.key()) {
            sink(short.words().first(), None, "acronym", 8.0);
            return;
        }
    }
    let aligned = align(a, b);
    if person {
        weigh_person(a, b, &aligned, sink);
    } else {
        weigh_thing(a, b, &aligned, sink);
    }
}

/// For each word of the first name, the word of the second it is aligned with.
type Alignment = [Option<(u8, Agreement)>; MOST_WORDS];

/// Aligns words one to one, best agreement first, then nearest position.
fn align(a: &Name, b: &Name) -> Alignment {
    let mut alignment = [None; MOST_WORDS];
    let mut taken = [false; MOST_WORDS];
    let inflects = inflects(a.language()) || inflects(b.language());
    for wanted in
        [Agreement::Exact, Agreement::Sound, Agreement::Inflected, Agreement::Near, Agreement::Initial]
    {
        for (i, x) in a.words().iter().enumerate() {
            if alignment[i].is_some() {
                continue;
            }
            let found = (0..b.words().len())
                .filter(|&j| !taken[j] && agree(x, &b.words()[j], wanted, inflects))
                .min_by_key(|&j| j.abs_diff(i));
            if let Some(j) = found {
                alignment[i] = Some((j as u8, wanted));
                taken[j] = true;
            }
        }
    }
    alignment
}

/// Whether two words agree in just this way.
fn agree(x: &NameWord, y: &NameWord, wanted: Agreement, inflects: bool) -> bool {
    let number = x.role == Role::Number || y.role == Role::Number;
    match wanted {
        Agreement::Exact => x.key_hash == y.key_hash,
        _ if number => false,
        Agreement::Initial => {
            let initial = |short: &NameWord, long: &NameWord| {
                short.role == Role::Initial && long.key.starts_with(short.key.as_str())
            };
            initial(x, y) || initial(y, x)
        }
        _ if x.key.len() < 3 || y.key.len() < 3 => false,
        Agreement::Sound => x.sound_hash == y.sound_hash,
        Agreement::Inflected => inflects && one_stem(&x.sound, &y.sound),
        Agreement::Near => {
            let shorter = x.sound.len().min(y.sound.len());
            let limit = match shorter {
                0..=4 => return false,
                // One letter for another makes another short name (Şahin, Şahan); one more or less a spelling.
                5..=6 if x.sound.len() == y.sound.len() => return false,
                5..=8 => 1,
                _ => 2,
            };
            // The last letters tell Demir from Demirel and Gülen from Güler; a near spelling differs further in.
            let same_end = x.sound.as_bytes().last() == y.sound.as_bytes().last();
            same_end && levenshtein_within(&x.sound, &y.sound, limit).is_some()
        }
    }
}

/// Languages that put case endings on names without an apostrophe.
fn inflects(language: Lang) -> bool {
    matches!(
        language,
        Lang::Pl | Lang::Cs | Lang::Sl | Lang::Ru | Lang::Uk | Lang::Bg | Lang::Sr | Lang::Mk | Lang::Be
    )
}

/// Whether two words share a long stem and differ by case endings only.
fn one_stem(a: &str, b: &str) -> bool {
    let stem = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    let ending = |word: &str| {
        word.get(stem..).is_some_and(|rest| rest.is_empty() || CASE_ENDINGS.binary_search(&rest).is_ok())
    };
    let vowel_kept = |word: &str| word.get(stem..).is_some_and(|rest| rest.len() <= 3);
    stem >= 3 && stem * 2 >= a.len().max(b.len()) && vowel_kept(a) && vowel_kept(b) && ending(a) && ending(b)
}

fn weigh_person(a: &Name, b: &Name, aligned: &Alignment, sink: &mut Sink<'_>) {
    let mut taken = [false; MOST_WORDS];
    let mut crossed = false;
    for (x, hit) in a.words().iter().zip(aligned) {
        let Some((j, agreement)) = *hit else { continue };
        let y = &b.words()[usize::from(j)];
        taken[usize::from(j)] = true;
        if x.role == Role::Particle && y.role == Role::Particle {
            continue;
        }
        crossed |= (x.role == Role::Family) != (y.role == Role::Family);
        let family = x.role == Role::Family || y.role == Role::Family;
        let (what, weight) = match (agreement, family) {
            (Agreement::Exact, true) => ("exact", 8.0),
            (Agreement::Exact, false) => ("exact", 5.0),
            (Agreement::Sound, true) => ("sound", 7.0),
            (Agreement::Sound, false) => ("sound", 4.5),
            (Agreement::Inflected, true) => ("inflected", 6.0),
            (Agreement::Inflected, false) => ("inflected", 4.0),
            (Agreement::Near, true) => ("near", 4.0),
            (Agreement::Near, false) => ("near", 3.0),
            (Agreement::Initial, _) => ("initial", 1.5),
        };
        sink(Some(x), Some(y), what, weight);
    }
    let told = |word: &&NameWord| !matches!(word.role, Role::Particle);
    let mut left =
        a.words().iter().zip(aligned).filter(|(_, hit)| hit.is_none()).map(|(word, _)| word).filter(told);
    let mut right =
        b.words().iter().zip(taken).filter(|(_, taken)| !taken).map(|(word, _)| word).filter(told);
    loop {
        match (left.next(), right.next()) {
            (None, None) => break,
            (Some(x), Some(y)) => {
                let family = x.role == Role::Family || y.role == Role::Family;
                let generation = x.role == Role::Generation && y.role == Role::Generation;
                let weight = if generation {
                    -16.0
                } else if family {
                    -14.0
                } else {
                    -12.0
                };
                sink(Some(x), Some(y), "conflict", weight);
            }
            (x, y) => {
                let generation = x.or(y).is_some_and(|word| word.role == Role::Generation);
                // A family name that the other side lacks is dearer than a missing middle name.
                let family = x.or(y).is_some_and(|word| word.role == Role::Family);
                let weight = if generation {
                    -3.0
                } else if family {
                    -3.5
                } else {
                    -0.5
                };
                sink(x, y, "missing", weight);
            }
        }
    }
    if crossed {
        sink(None, None, "order", -2.0);
    }
}

fn weigh_thing(a: &Name, b: &Name, aligned: &Alignment, sink: &mut Sink<'_>) {
    let mut taken = [false; MOST_WORDS];
    let mut telling = 0;
    for (x, hit) in a.words().iter().zip(aligned) {
        let Some((j, agreement)) = *hit else { continue };
        let y = &b.words()[usize::from(j)];
        taken[usize::from(j)] = true;
        let share = match agreement {
            Agreement::Exact => 1.0,
            Agreement::Sound => 0.9,
            Agreement::Inflected => 0.85,
            Agreement::Near => 0.6,
            Agreement::Initial => 0.2,
        };
        let full = match (x.role, y.role) {
            (Role::Telling, Role::Telling) | (Role::Number, _) => {
                telling += 1;
                if telling == 1 { 7.0 } else { 4.0 }
            }
            (Role::Particle | Role::LegalForm, _) => 0.0,
            _ => 2.0,
        };
        if full > 0.0 {
            let what = match agreement {
                Agreement::Exact => "exact",
                Agreement::Sound => "sound",
                Agreement::Inflected => "inflected",
                Agreement::Near => "near",
                Agreement::Initial => "initial",
            };
            sink(Some(x), Some(y), what, full * share);
        }
    }
    let left =
        a.words().iter().zip(aligned).filter(|(_, hit)| hit.is_none()).map(|(word, _)| (Some(word), None));
    let right = b.words().iter().zip(taken).filter(|(_, taken)| !taken).map(|(word, _)| (None, Some(word)));
    for (x, y) in left.chain(right) {
        let weight = match x.or(y).map(|word| word.role) {
            Some(Role::Telling | Role::Number) => -6.0,
            // "Sanayi ve Ticaret A.Ş.": the branch that a whole legal name tells is left out with the legal form.
            Some(Role::Generic) if (if x.is_some() { a } else { b }).ends_with_legal_form() => -0.5,
            Some(Role::Generic) => -2.5,
            Some(Role::LegalForm) => -0.2,
            _ => 0.0,
        };
        if weight < 0.0 {
            sink(x, y, "missing", weight);
        }
    }
}

/// Returns the probability that belongs to a match weight: `1 / (1 + 2^-weight)`.
#[must_use]
pub fn probability(weight: f32) -> f32 {
    1.0 / (1.0 + (-weight).exp2())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weight(kind: NameKind, a: &str, b: &str) -> f32 {
        let (x, y) = (Name::new(a, kind, Lang::Und), Name::new(b, kind, Lang::Und));
        assert!((match_weight(&x, &y) - match_weight(&y, &x)).abs() < f32::EPSILON, "{a} {b}: not symmetric");
        let sum: f32 = explain(&x, &y).iter().map(|line| line.weight).sum();
        assert!((sum - match_weight(&x, &y)).abs() < f32::EPSILON, "{a} {b}: account does not sum");
        match_weight(&x, &y)
    }

    #[test]
    fn one_person_in_many_spellings() {
        for (a, b) in [
            ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
            ("Recep Tayyip Erdoğan", "Recep Erdoğan"),
            ("Реджеп Тайип Эрдоган", "Recep Tayyip Erdoğan"),
            ("Yakym, Rudy", "Rudy Yakym"),
            ("Sergey Lavrov", "Sergei Lavrov"),
            ("Mehmet Şimşek", "M. Simsek"),
        ] {
            assert!(weight(NameKind::Person, a, b) > 2.0, "{a} / {b}");
        }
    }

    #[test]
    fn relatives_and_namesakes_are_different_persons() {
        for (a, b) in [
            ("Bilal Erdoğan", "Recep Tayyip Erdoğan"),
            ("Fethullah Gülen", "Fethullah Güler"),
            ("Hasan Şahin", "Hasan Şahan"),
            ("George Bush Sr.", "George Bush Jr."),
            ("Mehmet Demir", "Mehmet Demirel"),
        ] {
            assert!(weight(NameKind::Person, a, b) < 0.0, "{a} / {b}");
        }
    }

    #[test]
    fn organisations_meet_without_legal_form_and_by_initials() {
        for (a, b) in [
            ("Arçelik A.Ş.", "Arçelik"),
            ("NATO", "North Atlantic Treaty Organization"),
            ("Anadolu Agency", "Anadolu agency"),
        ] {
            assert!(weight(NameKind::Organization, a, b) > 1.0, "{a} / {b}");
        }
        for (a, b) in [
            ("Gazprom", "Gazprom Neft"),
            ("Türkiye İş Bankası", "Türkiye Halk Bankası"),
            ("Global II", "Global"),
            ("Ministry of Health", "Ministry of Defence"),
        ] {
            assert!(weight(NameKind::Organization, a, b) < 0.0, "{a} / {b}");
        }
    }

    #[test]
    fn the_case_endings_are_sorted_for_searching() {
        assert!(CASE_ENDINGS.is_sorted() && CASE_ENDINGS.len() > 40);
    }

    #[test]
    fn a_weight_of_nothing_is_an_even_chance() {
        assert!(probability(0.0) > 0.49 && probability(0.0) < 0.51);
        assert!(probability(8.0) > 0.99);
    }
}
