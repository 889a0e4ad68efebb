//! Rules that a person lays down beside what is learnt.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use varlik_distance::osa_within;

use crate::field::FieldKind;
use crate::level::{Levels, MISSING, ORDER, RANK};
use crate::pattern::Pattern;

/// What a rule says of the pairs it fits.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// They are two: a veto. It goes before [`Same`](Self::Same).
    Different,
    /// They are one, as far as nothing keeps them apart for certain.
    Same,
    /// So many bits are added to the match weight; of several such rules all count.
    Bits(f32),
}

/// A rule: what is said of all pairs whose comparisons have certain levels.
///
/// # Example: neither name nor birth date, whatever the address says
/// ```
/// use varlik_resolve::{Rule, Verdict};
///
/// let rule = Rule::new([("born", "conflict"), ("given name", "conflict")], Verdict::Different);
/// assert_eq!(rule.to_string(), "born conflict and given name conflict: different");
/// assert_eq!("born conflict and given name conflict: different".parse(), Ok(rule));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Comparisons and their levels, as explanations and the model name them; `missing` where one has no value. All must
    /// be met.
    pub when: Vec<(String, String)>,
    /// What follows.
    pub then: Verdict,
}

impl Rule {
    /// Makes a rule from comparisons with their levels.
    #[must_use]
    pub fn new<'t>(when: impl IntoIterator<Item = (&'t str, &'t str)>, then: Verdict) -> Self {
        let own = |(comparison, level): (&str, &str)| (comparison.to_owned(), level.to_owned());
        Self { when: when.into_iter().map(own).collect(), then }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (comparison, level)) in self.when.iter().enumerate() {
            write!(f, "{}{comparison} {level}", if at == 0 { "" } else { " and " })?;
        }
        match self.then {
            Verdict::Different => f.write_str(": different"),
            Verdict::Same => f.write_str(": same"),
            Verdict::Bits(bits) => write!(f, ": {bits:+} bits"),
        }
    }
}

impl FromStr for Rule {
    type Err = NoRule;

    /// Reads a rule as it is shown: `born conflict and given name conflict: different`, with `same`, `different` or `+2.5 bits` behind
    /// the colon.
    ///
    /// Names of comparisons may have any words; a level is the longest known one at the end.
    fn from_str(text: &str) -> Result<Self, NoRule> {
        let wrong = || NoRule(text.trim().to_owned());
        let (when, then) = text.rsplit_once(':').ok_or_else(wrong)?;
        let then = match then.trim() {
            "same" => Verdict::Same,
            "different" => Verdict::Different,
            bits => {
                let bits = bits.strip_suffix("bits").or(bits.strip_suffix("bit")).ok_or_else(wrong)?;
                Verdict::Bits(bits.trim().parse().map_err(|_| wrong())?)
            }
        };
        let mut conditions = Vec::new();
        let mut rest = when.trim();
        while !rest.is_empty() {
            // A comparison may have the word "and" in its name: its end is where a level stands before it.
            let ends = rest.match_indices(" and ").map(|(end, word)| (end, end + word.len()));
            let parts = ends.filter_map(|(end, next)| Some((rest.get(..end)?, rest.get(next..)?)));
            let (condition, behind) = parts
                .chain([(rest, "")])
                .find(|(condition, _)| known_level(condition).is_some())
                .unwrap_or_else(|| rest.split_once(" and ").unwrap_or((rest, "")));
            let (comparison, level) =
                known_level(condition).or(condition.rsplit_once(' ')).ok_or_else(wrong)?;
            conditions.push((comparison.trim().to_owned(), level.trim().to_owned()));
            rest = behind.trim();
        }
        if conditions.is_empty() { Err(wrong()) } else { Ok(Self { when: conditions, then }) }
    }
}

/// Parts a condition into a comparison and the longest known level that it ends with.
fn known_level(condition: &str) -> Option<(&str, &str)> {
    let kinds = FieldKind::ALL.into_iter().map(Levels::of);
    let names = kinds.chain([RANK, ORDER]).flat_map(|levels| levels.names).copied().chain(["missing"]);
    let parted = names.filter_map(|level| {
        let comparison = condition.trim().strip_suffix(level)?;
        let is_word = comparison.ends_with(' ') && !comparison.trim().is_empty();
        is_word.then_some((comparison.trim(), level))
    });
    parted.max_by_key(|(_, level)| level.len())
}

/// A text that is no [`Rule`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoRule(String);

impl fmt::Display for NoRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:?} is no rule; write comparisons with their levels, a colon, and same, different or a number of bits: \
             \"born conflict and given name conflict: different\"",
            self.0
        )
    }
}

impl std::error::Error for NoRule {}

/// The match weight in bits of a pair that a rule judges: one in a million million, or as sure.
const CERTAIN_BITS: f32 = 40.0;

/// Rules ready for use.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rules {
    rules: Vec<(Pattern, Pattern, Rule)>,
}

impl Rules {
    /// Looks up what the rules name; the error says which name is unknown and what it may be meant for.
    pub(crate) fn new(rules: &[Rule], names: &[String], levels: &[Levels]) -> Result<Self, String> {
        let mut ready = Vec::with_capacity(rules.len());
        for rule in rules {
            if rule.when.is_empty() {
                return Err(format!(
                    "the rule \"{rule}\" fits every pair; give it at least one comparison and level"
                ));
            }
            if let Verdict::Bits(bits) = rule.then
                && !bits.is_finite()
            {
                return Err(format!(
                    "the rule \"{rule}\" adds no finite number of bits; say \"same\" or \"different\" instead"
                ));
            }
            let (mut mask, mut wanted) = (Pattern::default(), Pattern::default());
            for (comparison, level) in &rule.when {
                let Some((at, known)) = names
                    .iter()
                    .position(|name| name == comparison)
                    .and_then(|at| Some((at, levels.get(at)?)))
                else {
                    let known = names.iter().map(String::as_str);
                    return Err(unknown(rule, "comparison", comparison, known));
                };
                let number = if level == "missing" {
                    MISSING
                } else {
                    let Some(place) = known.names.iter().position(|name| name == level) else {
                        let known = known.names.iter().copied().chain(["missing"]);
                        return Err(unknown(rule, &format!("level of {comparison:?}"), level, known));
                    };
                    place as u8 + 1
                };
                mask = mask.with(at, 15);
                wanted = wanted.with(at, number);
            }
            ready.push((mask, wanted, rule.clone()));
        }
        Ok(Self { rules: ready })
    }

    /// The rules as they were given.
    pub(crate) fn given(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().map(|(_, _, rule)| rule)
    }

    /// Whether a rule can make a pair weigh more than what is compared says.
    pub(crate) fn raise(&self) -> bool {
        self.given().any(|rule| match rule.then {
            Verdict::Different => false,
            Verdict::Same => true,
            Verdict::Bits(bits) => bits > 0.0,
        })
    }

    /// The rules that fit a pattern.
    pub(crate) fn fitting(&self, pattern: Pattern) -> impl Iterator<Item = &Rule> {
        let fits = move |(mask, wanted, _): &&(Pattern, Pattern, Rule)| pattern.masked(*mask) == *wanted;
        self.rules.iter().filter(fits).map(|(_, _, rule)| rule)
    }

    /// The match weight in bits once the rules have spoken.
    pub(crate) fn apply(&self, pattern: Pattern, weight: f32) -> f32 {
        let mut sum = weight;
        let mut is_same = false;
        for rule in self.fitting(pattern) {
            match rule.then {
                Verdict::Different => return -CERTAIN_BITS,
                Verdict::Same => is_same = true,
                Verdict::Bits(bits) => sum += bits,
            }
        }
        if is_same { CERTAIN_BITS } else { sum }
    }

    /// Whether a rule says that pairs of a pattern are two.
    pub(crate) fn forbid(&self, pattern: Pattern) -> bool {
        self.fitting(pattern).any(|rule| rule.then == Verdict::Different)
    }

    /// Whether any rule is a veto.
    pub(crate) fn can_forbid(&self) -> bool {
        self.given().any(|rule| rule.then == Verdict::Different)
    }
}

fn unknown<'t>(rule: &Rule, what: &str, name: &str, known: impl Iterator<Item = &'t str> + Clone) -> String {
    // Names that differ in signs and case alone are the same to a person.
    let plain = |name: &str| name.to_lowercase().replace(['_', '-'], " ");
    let near = known
        .clone()
        .filter_map(|other| Some((osa_within(&plain(name), &plain(other), name.chars().count() / 3)?, other)))
        .min();
    let begin = format!("the rule \"{rule}\" names the {what} {name:?}, which is not there");
    if let Some((_, other)) = near {
        return format!("{begin}. Did you mean {other:?}?");
    }
    let known: Vec<&str> = known.collect();
    format!("{begin}; there are: {}", known.join(", "))
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "what no rule touches is the same number")]
mod tests {
    use super::*;
    use crate::field::FieldKind;

    fn rules(rules: &[Rule]) -> Result<Rules, String> {
        let names = ["given name", "birth_date"].map(str::to_owned);
        Rules::new(rules, &names, &[Levels::of(FieldKind::GivenName), Levels::of(FieldKind::Date)])
    }

    fn pattern(given: u8, born: u8) -> Pattern {
        Pattern::default().with(0, given).with(1, born)
    }

    #[test]
    fn a_rule_speaks_of_the_pairs_it_fits_and_of_no_others() {
        let (given, born) = (Levels::of(FieldKind::GivenName), Levels::of(FieldKind::Date));
        let (conflict, far) = (given.names.len() as u8, born.names.len() as u8);
        let rules = rules(&[
            Rule::new([("given name", "conflict"), ("birth_date", "conflict")], Verdict::Different),
            Rule::new([("given name", "exact"), ("birth_date", "exact")], Verdict::Same),
            Rule::new([("birth_date", "missing")], Verdict::Bits(-2.5)),
            Rule::new([("given name", "exact")], Verdict::Bits(1.0)),
        ])
        .unwrap();
        for (given, born, want) in [
            (conflict, far, -40.0),
            (conflict, 1, 3.0),
            (2, far, 3.0),
            (1, 1, 40.0),
            (1, MISSING, 1.5),
            (1, far, 4.0),
            (MISSING, 2, 3.0),
        ] {
            assert_eq!(rules.apply(pattern(given, born), 3.0), want, "{given} {born}");
        }
        assert!(rules.forbid(pattern(conflict, far)) && !rules.forbid(pattern(1, 1)));
        assert!(rules.raise() && rules.can_forbid());
    }

    #[test]
    fn a_veto_goes_before_all_else_and_lowers_only() {
        let rules = rules(&[
            Rule::new([("given name", "exact")], Verdict::Same),
            Rule::new([("given name", "exact"), ("birth_date", "year")], Verdict::Different),
        ])
        .unwrap();
        let year =
            Levels::of(FieldKind::Date).names.iter().position(|name| *name == "year").unwrap() as u8 + 1;
        assert_eq!(rules.apply(pattern(1, year), 9.0), -40.0);
        assert_eq!(rules.apply(pattern(1, 1), -9.0), 40.0);
        let none = Rules::default();
        assert!(!none.raise() && !none.can_forbid());
        assert_eq!(none.apply(pattern(1, 1), 0.25), 0.25);
    }

    #[test]
    fn names_that_are_not_there_are_told_with_what_may_be_meant() {
        let says = |when: [(&str, &str); 1], then| rules(&[Rule::new(when, then)]).unwrap_err();
        assert_eq!(
            says([("Birth-Date", "conflict")], Verdict::Different),
            "the rule \"Birth-Date conflict: different\" names the comparison \"Birth-Date\", which is not there. Did you mean \"birth_date\"?"
        );
        assert!(says([("birth_date", "confict")], Verdict::Same).ends_with("Did you mean \"conflict\"?"));
        assert!(says([("shoe size", "exact")], Verdict::Same).ends_with("there are: given name, birth_date"));
        assert!(
            says([("birth_date", "exact")], Verdict::Bits(f32::NAN)).contains("no finite number of bits")
        );
        assert!(rules(&[Rule::new([], Verdict::Same)]).unwrap_err().contains("fits every pair"));
    }

    #[test]
    fn a_rule_is_read_as_it_is_shown() {
        for rule in [
            Rule::new([("birth_date", "conflict"), ("given name", "exact")], Verdict::Different),
            Rule::new([("name and title", "above .9"), ("order of names", "swapped")], Verdict::Same),
            Rule::new([("rank", "best of both")], Verdict::Bits(-2.5)),
            Rule::new([("title", "missing")], Verdict::Bits(1.0)),
            // Not known here; the engine tells what was meant.
            Rule::new([("birth_date", "confict")], Verdict::Same),
        ] {
            assert_eq!(rule.to_string().parse(), Ok(rule.clone()), "{rule}");
        }
        assert_eq!(
            " birth_date conflict :+3 bits ".parse(),
            Ok(Rule::new([("birth_date", "conflict")], Verdict::Bits(3.0)))
        );
        for text in [
            "",
            ":",
            "same",
            ": same",
            "born: same",
            "born conflict",
            "born conflict: perhaps",
            "born conflict: 2",
        ] {
            let error = text.parse::<Rule>().unwrap_err().to_string();
            assert!(error.starts_with(&format!("{text:?} is no rule; write")), "{error}");
        }
    }

    #[test]
    fn rules_are_readable_json() {
        let given = vec![
            Rule::new([("birth_date", "conflict")], Verdict::Different),
            Rule::new([("given name", "exact")], Verdict::Bits(1.5)),
        ];
        let json = serde_json::to_string(&given).unwrap();
        assert_eq!(
            json,
            "[{\"when\":[[\"birth_date\",\"conflict\"]],\"then\":\"different\"},{\"when\":[[\"given name\",\"exact\"]],\"then\":{\"bits\":1.5}}]"
        );
        assert_eq!(serde_json::from_str::<Vec<Rule>>(&json).unwrap(), given);
        assert!(serde_json::from_str::<Rule>("{\"when\":[],\"then\":\"perhaps\"}").is_err());
    }
}
