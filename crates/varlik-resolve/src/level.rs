//! Comparison levels of each kind of field, and what is known of them before any data is seen.

use crate::field::FieldKind;

/// The most levels of one comparison, the one of missing values among them: a level takes four bits of a pattern.
pub(crate) const MOST_LEVELS: usize = 16;

/// Level of a pair of which one has no value; it says nothing.
pub(crate) const MISSING: u8 = 0;

/// Level of values that are the same.
pub(crate) const EXACT: u8 = 1;

/// How a comparison grades a pair: names of the levels 1.., the best first, and the shares that are expected.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Levels {
    /// What each level is called.
    pub(crate) names: &'static [&'static str],
    /// Share of the pairs of one entity that have this level.
    pub(crate) matching: &'static [f32],
    /// Share of the pairs of different entities that have something to do with each other: of one household, of one
    /// brand, of one volume.
    pub(crate) related: &'static [f32],
    /// The last level at which the two agree, so that what they share is rare or common.
    pub(crate) agreeing: u8,
    /// Chance that two random items agree exactly, where the data are too few to tell.
    pub(crate) chance: f32,
}

macro_rules! levels {
    ($chance:literal, $agreeing:literal: $($name:literal $matching:literal $related:literal),* $(,)?) => {
        Levels { names: &[$($name),*], matching: &[$($matching),*], related: &[$($related),*], agreeing: $agreeing, chance: $chance }
    };
}

const GIVEN: Levels = levels!(0.01, 4: "exact" 0.76 0.02, "spelling" 0.06 0.01, "variant" 0.04 0.02, "typo" 0.06 0.01,
    "partial" 0.04 0.02, "weak" 0.02 0.07, "conflict" 0.02 0.85);
const FAMILY: Levels = levels!(0.003, 4: "exact" 0.80 0.80, "spelling" 0.05 0.04, "variant" 0.03 0.02, "typo" 0.06 0.02,
    "partial" 0.02 0.02, "weak" 0.01 0.02, "conflict" 0.03 0.08);
const NAME: Levels = levels!(0.0005, 4: "exact" 0.62 0.04, "spelling" 0.13 0.05, "alike" 0.09 0.05, "typo" 0.05 0.05,
    "partial" 0.05 0.06, "weak" 0.03 0.15, "conflict" 0.03 0.60);
const PLACE: Levels = levels!(0.05, 4: "exact" 0.75 0.75, "spelling" 0.05 0.04, "alike" 0.02 0.02, "typo" 0.04 0.02,
    "partial" 0.02 0.02, "weak" 0.02 0.02, "conflict" 0.10 0.13);
const TEXT: Levels = levels!(0.0005, 10: "exact" 0.34 0.05, "above .9" 0.12 0.02, "above .8" 0.10 0.03, "above .7" 0.09 0.05,
    "above .6" 0.08 0.07, "above .5" 0.07 0.09, "above .4" 0.06 0.12, "above .3" 0.05 0.16, "above .2" 0.04 0.16,
    "above .1" 0.03 0.15, "conflict" 0.02 0.10);
const DATE: Levels = levels!(0.0005, 5: "exact" 0.77 0.04, "swapped" 0.02 0.003, "days" 0.02 0.003, "typo" 0.06 0.008,
    "partial" 0.03 0.01, "near" 0.04 0.02, "weeks" 0.01 0.006, "two_typos" 0.02 0.02, "year" 0.02 0.04,
    "conflict" 0.01 0.85);
const EMAIL: Levels = levels!(0.00001, 4: "exact" 0.70 0.04, "same_user" 0.04 0.01, "typo" 0.08 0.01, "alike" 0.06 0.10,
    "conflict" 0.12 0.84);
const PHONE: Levels = levels!(0.00001, 2: "exact" 0.80 0.45, "typo" 0.06 0.02, "conflict" 0.14 0.53);
const POSTCODE: Levels = levels!(0.002, 3: "exact" 0.77 0.72, "typo" 0.07 0.03, "area" 0.04 0.05, "region" 0.03 0.05,
    "conflict" 0.09 0.15);
const IDENTIFIER: Levels = levels!(0.00001, 4: "exact" 0.84 0.02, "held" 0.03 0.005, "typo" 0.05 0.008, "near" 0.02 0.008, "conflict" 0.06 0.959);
const NUMBER: Levels = levels!(0.05, 2: "exact" 0.65 0.20, "close" 0.08 0.05, "near" 0.07 0.05, "similar" 0.08 0.15,
    "conflict" 0.12 0.55);
const CATEGORY: Levels = levels!(0.3, 3: "exact" 0.87 0.60, "initial" 0.01 0.01, "typo" 0.03 0.02,
    "conflict" 0.09 0.37);
const POINT: Levels = levels!(0.0005, 3: "within_100_m" 0.75 0.30, "within_1_km" 0.10 0.15, "within_10_km" 0.05 0.20,
    "within_100_km" 0.03 0.15,
    "conflict" 0.07 0.20);

/// Where each of two items stands among the nearest of the other.
pub(crate) const RANK: Levels = levels!(0.001, 0: "best of both" 0.70 0.01, "best of one" 0.15 0.07, "near to both" 0.08 0.25,
    "near" 0.05 0.41, "far" 0.02 0.26);

/// Whether given and family name stand in the same order.
pub(crate) const ORDER: Levels = levels!(0.5, 1: "kept" 0.97 0.99, "swapped" 0.03 0.01);

impl Levels {
    /// The levels of a kind of field.
    pub(crate) const fn of(kind: FieldKind) -> Self {
        match kind {
            FieldKind::GivenName => GIVEN,
            FieldKind::FamilyName => FAMILY,
            FieldKind::PersonName | FieldKind::Organization => NAME,
            FieldKind::Place => PLACE,
            FieldKind::Date => DATE,
            FieldKind::Email => EMAIL,
            FieldKind::Phone => PHONE,
            FieldKind::Postcode => POSTCODE,
            FieldKind::Identifier => IDENTIFIER,
            FieldKind::Number | FieldKind::Price => NUMBER,
            FieldKind::Category => CATEGORY,
            FieldKind::Text | FieldKind::Address => TEXT,
            FieldKind::Point => POINT,
        }
    }

    /// Whether these are the levels of whole names, of persons or bodies.
    pub(crate) fn is_whole_name(&self) -> bool {
        // Places have the same levels, and meet by chance far more often.
        self.names == NAME.names && self.chance < PLACE.chance
    }

    /// What a level is called.
    pub(crate) fn name(&self, level: u8) -> &'static str {
        usize::from(level)
            .checked_sub(1)
            .map_or("missing", |at| self.names.get(at).copied().unwrap_or("missing"))
    }

    /// How many levels there are, the one of missing values among them.
    pub(crate) const fn count(&self) -> usize {
        self.names.len() + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{
        CategoryValue, DateValue, EmailValue, IdentifierValue, NumberValue, PhoneValue, PointValue,
        PostcodeValue,
    };

    #[test]
    fn the_levels_are_those_that_values_give() {
        for (kind, names) in [
            (FieldKind::Category, CategoryValue::LEVELS),
            (FieldKind::Date, DateValue::LEVELS),
            (FieldKind::Email, EmailValue::LEVELS),
            (FieldKind::Identifier, IdentifierValue::LEVELS),
            (FieldKind::Number, NumberValue::LEVELS),
            (FieldKind::Price, NumberValue::LEVELS),
            (FieldKind::Phone, PhoneValue::LEVELS),
            (FieldKind::Point, PointValue::LEVELS),
            (FieldKind::Postcode, PostcodeValue::LEVELS),
        ] {
            assert_eq!(Levels::of(kind).names, names, "{kind}");
        }
    }

    #[test]
    fn the_shares_of_each_kind_sum_to_one() {
        for kind in FieldKind::ALL {
            let levels = Levels::of(kind);
            assert!(
                levels.count() <= MOST_LEVELS && usize::from(levels.agreeing) < levels.names.len(),
                "{kind}"
            );
            for shares in [levels.matching, levels.related] {
                assert_eq!(shares.len(), levels.names.len(), "{kind}");
                assert!(
                    (shares.iter().sum::<f32>() - 1.0).abs() < 0.011,
                    "{kind} {}",
                    shares.iter().sum::<f32>()
                );
            }
        }
    }
}
