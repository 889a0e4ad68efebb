//! Labels of recognisers, and the mentions they are of.

use varlik_documents::EntityType;

use super::GivenSpans;
use crate::Error;

/// What the labels of a recogniser stand for; those that are not told of stand for what
/// [`EntityType::from_label`](varlik_documents::EntityType::from_label) says.
///
/// # Example: a model with labels of its own
/// ```
/// use varlik::{EntityType, Labels};
///
/// let labels = Labels::default().with("SPORTSTEAM", Some(EntityType::Org)).with("EVENT", None);
/// assert_eq!(labels.entity_type("SportsTeam"), Some(EntityType::Org));
/// assert_eq!(labels.entity_type("EVENT"), None, "left out");
/// assert_eq!(labels.entity_type("GPE"), Some(EntityType::Loc));
/// // Word pieces of a tagger become one mention; a number is no name.
/// let pieces = [(0, 5, "B-PER"), (6, 9, "I-PER"), (9, 11, "I-PER"), (15, 19, "CARDINAL"), (20, 24, "B-PER")];
/// assert_eq!(labels.mentions(pieces), [(0, 11, EntityType::Per), (20, 24, EntityType::Per)]);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labels {
    told: Vec<(String, Option<EntityType>)>,
}

impl Labels {
    /// Says what a label stands for, in any case; `None` leaves its mentions out.
    #[must_use]
    pub fn with(mut self, label: &str, entity_type: Option<EntityType>) -> Self {
        self.told.push((label.trim().to_ascii_uppercase(), entity_type));
        self
    }

    /// Says what a label stands for by the label of varlik: `PER`, `ORG`, `LOC`, `NORP`, `MISC`, or `none`.
    ///
    /// # Errors
    /// [`Error`] for any other word.
    pub fn with_label(self, label: &str, to: &str) -> Result<Self, Error> {
        let wanted = to.trim();
        if wanted.eq_ignore_ascii_case("none") {
            return Ok(self.with(label, None));
        }
        let mut all = EntityType::ALL.into_iter();
        let found = all.find(|entity_type| entity_type.as_str().eq_ignore_ascii_case(wanted));
        found.map(|entity_type| self.with(label, Some(entity_type))).ok_or_else(|| {
            Error::usage(format!(
                "the label {label:?} is to be {to:?}; say PER, ORG, LOC, NORP or MISC, or none to leave its mentions out"
            ))
        })
    }

    /// What a label stands for; `None` where its mentions are left out.
    #[must_use]
    pub fn entity_type(&self, label: &str) -> Option<EntityType> {
        let plain = plain(label).1;
        let told = self.told.iter().rev().find(|(told, _)| told.eq_ignore_ascii_case(plain));
        told.map_or_else(|| EntityType::from_label(label), |(_, entity_type)| *entity_type)
    }

    /// The mentions of labelled spans, each of start, end (code points, half-open) and label, in the order of the text.
    ///
    /// A span inside a name (`I-PER`, `L-PER`, `E-PER`) goes on with the one before it that ends where it begins, or a space
    /// before.
    #[must_use]
    pub fn mentions<'l>(&self, spans: impl IntoIterator<Item = (usize, usize, &'l str)>) -> GivenSpans {
        let mut mentions = GivenSpans::new();
        let mut before: Option<(usize, &str)> = None;
        for (start, end, label) in spans {
            let (scheme, plain) = plain(label);
            let goes_on = matches!(scheme, Some('I' | 'L' | 'E'))
                && before.is_some_and(|(last, name)| {
                    name.eq_ignore_ascii_case(plain) && (last..=last + 1).contains(&start)
                });
            before = Some((end, plain));
            let Some(entity_type) = self.entity_type(label) else { continue };
            match mentions.last_mut() {
                Some(mention) if goes_on => mention.1 = mention.1.max(end),
                _ => mentions.push((start, end, entity_type)),
            }
        }
        mentions
    }
}

/// The scheme of a label (`B` of `B-PER`), and the label without it.
fn plain(label: &str) -> (Option<char>, &str) {
    let label = label.trim();
    match label.split_once('-') {
        Some((scheme, rest)) if matches!(scheme, "B" | "I" | "L" | "U" | "E" | "S") => {
            (scheme.chars().next(), rest)
        }
        _ => (None, label),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use EntityType::{Loc, Per};

    #[test]
    fn only_what_goes_on_is_one_mention() {
        let mentions =
            |spans: &[(usize, usize, &'static str)]| Labels::default().mentions(spans.iter().copied());
        assert_eq!(mentions(&[(0, 5, "B-PER"), (6, 9, "B-PER")]), [(0, 5, Per), (6, 9, Per)], "two begin");
        assert_eq!(mentions(&[(0, 5, "PER"), (6, 9, "PER")]), [(0, 5, Per), (6, 9, Per)], "no scheme");
        assert_eq!(mentions(&[(0, 5, "B-PER"), (6, 9, "I-LOC")]), [(0, 5, Per), (6, 9, Loc)], "another name");
        assert_eq!(mentions(&[(0, 5, "B-PER"), (8, 9, "I-PER")]), [(0, 5, Per), (8, 9, Per)], "a gap");
        assert_eq!(mentions(&[(0, 5, "I-PER"), (6, 9, "L-PER")]), [(0, 9, Per)], "no beginning is needed");
        assert_eq!(mentions(&[(0, 5, "O"), (6, 9, "DATE"), (10, 12, "B-MONEY"), (12, 14, "I-MONEY")]), []);
    }

    #[test]
    fn what_a_label_is_to_be_is_checked() {
        let labels =
            Labels::default().with_label("EVENT", "none").unwrap().with_label("TEAM", "org").unwrap();
        assert_eq!((labels.entity_type("event"), labels.entity_type("TEAM")), (None, Some(EntityType::Org)));
        let error = labels.with_label("TEAM", "CLUB").unwrap_err().to_string();
        assert!(error.starts_with("the label \"TEAM\" is to be \"CLUB\"; say PER, ORG"), "{error}");
    }

    #[test]
    fn the_last_word_on_a_label_holds() {
        let labels = Labels::default().with("loc", None).with("LOC ", Some(Per));
        assert_eq!(labels.entity_type("B-LOC"), Some(Per));
        assert_eq!(labels.entity_type("GPE"), Some(Loc));
    }
}
