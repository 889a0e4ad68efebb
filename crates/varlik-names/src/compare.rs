//! Whether two names could be one: aligned words, weighed in bits.
//!
//! The score is a match weight in the sense of Fellegi and Sunter ("A Theory for Record Linkage", 1969): each agreement
//! or disagreement adds the binary logarithm of how much likelier it is between two names of one bearer than between two
//! names of different ones. The odds of letters are learnt (`weights/`), the weights of the other kinds of evidence are set
//! by hand (`bits`).
mod aligned;
mod bits;
mod odds;
mod rarity;
mod reason;
mod weigh;
mod words;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use self::bits::Bits;
use self::weigh::{Line, weigh};
use crate::aliases::Aliases;
use crate::letters::letter_sign;
use crate::name::Name;

pub(crate) use self::odds::Spelled;
pub use self::rarity::Rarity;
pub use self::reason::Reason;

/// One line of the account that sums to a match weight.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// Words of the first name, empty when only the second has them.
    pub a: String,
    /// Words of the second name, empty when only the first has them.
    pub b: String,
    /// The letters that do not stand for themselves, and the bits each takes away: `kh~h 0.9, e~ 1.1`.
    pub letters: String,
    /// What it says.
    pub what: Reason,
    /// Its weight in bits; positive speaks for one bearer.
    pub weight: f32,
}

/// The weight of two names being one before any word is looked at, in bits: one pair in 38 of those that are compared,
/// as where each name is compared with some tens of others that look like it.
const PRIOR: f32 = -5.2;

/// Tells which letters of two spellings do not stand for themselves, each with the bits it takes away.
fn spelling(a: Spelled<'_>, b: Spelled<'_>) -> String {
    let sign = |letter: Option<u8>| letter.map_or("", letter_sign);
    let pairs = a.letters(b).into_iter().filter(|pair| pair.a != pair.b && pair.cost >= 0.05);
    pairs
        .map(|pair| format!("{}~{} {:.1}", sign(pair.a), sign(pair.b), pair.cost))
        .collect::<Vec<_>>()
        .join(", ")
}

fn or_nothing(words: &str) -> &str {
    if words.is_empty() { "-" } else { words }
}

/// Whether the first name goes second: one order of the two, so that swapping them cannot change a sum of floats.
fn is_swapped(a: &Name, b: &Name) -> bool {
    (b.key(), b.words().len()) < (a.key(), a.words().len())
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
    rarity: Option<Arc<Rarity>>,
    aliases: Option<Arc<Aliases>>,
}

/// The choices of a caller, with what the kinds of evidence are worth.
struct Choices<'c> {
    prior: f32,
    rarity: Option<&'c Rarity>,
    aliases: Option<&'c Aliases>,
    bits: &'c Bits,
}

impl Default for NameComparer {
    fn default() -> Self {
        Self { prior: PRIOR, rarity: None, aliases: None }
    }
}

impl NameComparer {
    /// Sets the chance that two names which are compared are one, before any word is looked at; between 0 and 1. What is
    /// no number changes nothing.
    #[must_use]
    pub fn with_prior(mut self, probability: f32) -> Self {
        if probability.is_nan() {
            return self;
        }
        let probability = probability.clamp(1e-9, 1.0 - 1e-6);
        self.prior = (probability / (1.0 - probability)).log2();
        self
    }

    /// Lets words that are common in the caller's names say less. Comparers may share what was learnt, in an [`Arc`].
    #[must_use]
    pub fn with_rarity(mut self, rarity: impl Into<Arc<Rarity>>) -> Self {
        self.rarity = Some(rarity.into());
        self
    }

    /// Takes names as one that the caller knows to be names of one bearer.
    ///
    /// # Example: a company that was renamed
    /// ```
    /// use varlik_names::{Aliases, Name, NameComparer, NameKind};
    /// use varlik_text::Lang;
    ///
    /// let aliases = Aliases::from_csv("name,alias\nFacebook,Meta Platforms\n".as_bytes())?;
    /// let comparer = NameComparer::default().with_aliases(aliases);
    /// let name = |text| Name::new(text, NameKind::Organization, Lang::Und);
    /// assert!(comparer.probability(&name("FACEBOOK"), &name("Meta Platforms")) > 0.99);
    /// # Ok::<(), varlik_names::AliasError>(())
    /// ```
    #[must_use]
    pub fn with_aliases(mut self, aliases: Aliases) -> Self {
        self.aliases = Some(Arc::new(aliases));
        self
    }

    fn choices(&self) -> Choices<'_> {
        Choices {
            prior: self.prior,
            rarity: self.rarity.as_deref(),
            aliases: self.aliases.as_deref(),
            bits: &Bits::DEFAULT,
        }
    }

    /// Returns the match weight of two names, in bits: above 0 they are likelier one than two. Allocates nothing.
    #[must_use]
    pub fn weight(&self, a: &Name, b: &Name) -> f32 {
        let (a, b) = if is_swapped(a, b) { (b, a) } else { (a, b) };
        let mut total = 0.0;
        weigh(a, b, &self.choices(), &mut |line| total += line.weight);
        total
    }

    /// Returns the chance that two names are one, between 0 and 1.
    #[must_use]
    pub fn probability(&self, a: &Name, b: &Name) -> f32 {
        probability(self.weight(a, b))
    }

    /// Returns what was weighed; the weights of its lines sum to that of the whole.
    #[must_use]
    pub fn explain(&self, a: &Name, b: &Name) -> Comparison {
        let swapped = is_swapped(a, b);
        let (first, second) = if swapped { (b, a) } else { (a, b) };
        let mut evidence = Vec::new();
        let mut weight = 0.0;
        weigh(first, second, &self.choices(), &mut |line: Line| {
            let text = |name: &Name, words: Range<usize>| {
                let words = name.words().get(words).unwrap_or_default();
                words.iter().map(|word| word.key.as_str()).collect::<Vec<_>>().join(" ")
            };
            let spelled =
                matches!(line.what, Reason::Spelling | Reason::Script | Reason::Joined | Reason::Conflict);
            let (x, y) = (first.spelled(line.a.clone()), second.spelled(line.b.clone()));
            let letters = match (spelled, swapped) {
                (false, _) => String::new(),
                (true, false) => spelling(x, y),
                (true, true) => spelling(y, x),
            };
            let (one, other) = (text(first, line.a), text(second, line.b));
            let (a, b) = if swapped { (other, one) } else { (one, other) };
            weight += line.weight;
            evidence.push(Evidence { a, b, letters, what: line.what, weight: line.weight });
        });
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
        for Evidence { a, b, letters, what, weight } in &self.evidence {
            let words = match (a.as_str(), b.as_str()) {
                ("", "") => String::new(),
                (a, b) if a == b => a.to_owned(),
                (a, b) => format!("{} ~ {}", or_nothing(a), or_nothing(b)),
            };
            let mut line = format!("{weight:+7.2}  {what:11} {words}");
            if !letters.is_empty() {
                line = format!("{line:48} ({letters})");
            }
            writeln!(f, "{}", line.trim_end())?;
        }
        write!(f, "{:+7.2}  bits: probability {:.4}", self.weight, self.probability)
    }
}

/// Returns the probability that belongs to a match weight: `1 / (1 + 2^-weight)`.
#[must_use]
pub fn probability(weight: f32) -> f32 {
    1.0 / (1.0 + (-weight).exp2())
}

#[cfg(test)]
mod tests {
    use varlik_text::Lang;

    use super::*;
    use crate::name::NameKind;

    fn weight(kind: NameKind, a: &str, b: &str) -> f32 {
        let (x, y) = (Name::new(a, kind, Lang::Und), Name::new(b, kind, Lang::Und));
        let comparer = NameComparer::default();
        let weight = comparer.weight(&x, &y);
        assert!((weight - comparer.weight(&y, &x)).abs() < f32::EPSILON, "{a} {b}: not symmetric");
        let sum: f32 = comparer.explain(&x, &y).evidence.iter().map(|line| line.weight).sum();
        assert!((sum - weight).abs() < f32::EPSILON, "{a} {b}: account does not sum");
        weight
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
    fn a_weight_of_nothing_is_an_even_chance() {
        assert!(probability(0.0) > 0.49 && probability(0.0) < 0.51);
        assert!(probability(8.0) > 0.99);
    }
}
