//! Values that are no names and no texts.

use rayon::prelude::*;

use super::FieldFrequencies;
use crate::field::FieldKind;
use crate::items::Strings;
use crate::value::{
    CategoryValue, DateOrder, DateValue, DecimalMark, EmailValue, IdentifierValue, NumberValue, PhoneValue,
    PointValue, PostcodeValue,
};

/// Parsed values, one for each distinct text; none where a text could not be read.
#[derive(Debug)]
pub(crate) enum Typed {
    Category(Vec<Option<CategoryValue>>),
    Date(Vec<Option<DateValue>>),
    Email(Vec<Option<EmailValue>>),
    Identifier(Vec<Option<IdentifierValue>>),
    Number(Vec<Option<NumberValue>>),
    Phone(Vec<Option<PhoneValue>>),
    Price(Vec<Option<NumberValue>>),
    Point(Vec<Option<PointValue>>),
    Postcode(Vec<Option<PostcodeValue>>),
}

fn parsed<T: Send>(values: &Strings, parse: impl Fn(&str) -> Option<T> + Sync) -> Vec<Option<T>> {
    (0..values.len() as u32).into_par_iter().map(|number| parse(values.get(number))).collect()
}

impl Typed {
    /// Parses values; none for the kinds that are names or texts.
    pub(crate) fn new(kind: FieldKind, values: &Strings, known: Option<&FieldFrequencies>) -> Option<Self> {
        Some(match kind {
            FieldKind::Category => Self::Category(parsed(values, CategoryValue::parse)),
            FieldKind::Date => {
                let order = known.map_or_else(|| DateOrder::infer(values), |known| known.date_order);
                Self::Date(parsed(values, |text| DateValue::parse(text, order)))
            }
            FieldKind::Email => Self::Email(parsed(values, EmailValue::parse)),
            FieldKind::Identifier => Self::Identifier(parsed(values, IdentifierValue::parse)),
            FieldKind::Number | FieldKind::Price => {
                let mark = known.map_or_else(|| DecimalMark::infer(values), |known| known.decimal_mark);
                let parsed = parsed(values, |text| NumberValue::parse(text, mark));
                if kind == FieldKind::Price { Self::Price(parsed) } else { Self::Number(parsed) }
            }
            FieldKind::Phone => Self::Phone(parsed(values, PhoneValue::parse)),
            FieldKind::Point => Self::Point(parsed(values, PointValue::parse)),
            FieldKind::Postcode => Self::Postcode(parsed(values, PostcodeValue::parse)),
            _ => return None,
        })
    }

    /// How its dates and numbers are written.
    pub(crate) fn manner(&self, values: &Strings) -> (DateOrder, DecimalMark) {
        match self {
            Self::Date(_) => (DateOrder::infer(values), DecimalMark::default()),
            Self::Number(_) | Self::Price(_) => (DateOrder::default(), DecimalMark::infer(values)),
            _ => (DateOrder::default(), DecimalMark::default()),
        }
    }

    /// The level of two values; none where one could not be read.
    pub(crate) fn level(&self, values: &Strings, a: u32, b: u32) -> Option<u8> {
        fn both<T: Copy>(parsed: &[Option<T>], a: u32, b: u32) -> Option<(T, T)> {
            Some(((*parsed.get(a as usize)?)?, (*parsed.get(b as usize)?)?))
        }
        Some(match self {
            Self::Category(parsed) => both(parsed, a, b).map(|(x, y)| x.level(y))?,
            Self::Date(parsed) => both(parsed, a, b).map(|(x, y)| x.level(y))?,
            Self::Email(parsed) => {
                both(parsed, a, b).map(|(x, y)| x.level(y, values.get(a), values.get(b)))?
            }
            Self::Identifier(parsed) => {
                both(parsed, a, b).map(|(x, y)| x.level(y, values.get(a), values.get(b)))?
            }
            Self::Number(parsed) => both(parsed, a, b).map(|(x, y)| x.level(y))?,
            Self::Price(parsed) => both(parsed, a, b).map(|(x, y)| x.level_of_amounts(y))?,
            Self::Phone(parsed) => both(parsed, a, b).map(|(x, y)| x.level(y))?,
            Self::Point(parsed) => both(parsed, a, b).map(|(x, y)| x.level(y))?,
            Self::Postcode(parsed) => both(parsed, a, b).map(|(x, y)| x.level(y))?,
        })
    }

    /// A number that equal values share.
    pub(crate) fn key(&self, value: u32) -> Option<u64> {
        let at = value as usize;
        match self {
            Self::Category(parsed) => parsed.get(at)?.map(CategoryValue::key),
            Self::Date(parsed) => parsed.get(at)?.map(DateValue::key),
            Self::Email(parsed) => parsed.get(at)?.map(EmailValue::key),
            Self::Identifier(parsed) => parsed.get(at)?.map(IdentifierValue::key),
            Self::Number(parsed) | Self::Price(parsed) => parsed.get(at)?.map(NumberValue::key),
            Self::Phone(parsed) => parsed.get(at)?.map(PhoneValue::key),
            Self::Point(parsed) => parsed.get(at)?.and_then(|point| point.keys().first().copied()),
            Self::Postcode(parsed) => parsed.get(at)?.map(PostcodeValue::key),
        }
    }

    /// The blocking keys of a value.
    pub(crate) fn blocking_keys(&self, value: u32, out: &mut Vec<u64>) {
        match self {
            // Words of a short list bring together what has nothing to do with each other.
            Self::Category(_) => {}
            Self::Point(parsed) => {
                out.extend(
                    parsed.get(value as usize).copied().flatten().iter().flat_map(|point| point.keys()),
                );
            }
            _ => out.extend(self.key(value)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_may_be_in_another_unit_and_a_price_is_not() {
        for (kind, texts, want) in [
            (FieldKind::Number, ["3:45", "225000"], 2),
            (FieldKind::Number, ["225", "225000"], 2),
            (FieldKind::Price, ["225", "225000"], 5),
            (FieldKind::Price, ["1.225,00 ₺", "1.225.000 ₺"], 5),
            (FieldKind::Price, ["225", "224"], 2),
            (FieldKind::Price, ["10 USD", "10 EUR"], 5),
        ] {
            let mut values = Strings::default();
            for text in texts {
                values.push(text);
            }
            let typed = Typed::new(kind, &values, None).unwrap();
            assert_eq!(typed.level(&values, 0, 1), Some(want), "{kind}: {texts:?}");
        }
    }

    #[test]
    fn equal_amounts_are_worth_a_look_and_words_of_a_short_list_are_not() {
        for (kind, texts, meet) in [
            (FieldKind::Price, ["36.36", "36,36 €"], true),
            (FieldKind::Price, ["36.36", "36.37"], false),
            (FieldKind::Number, ["3:45", "225"], true),
            (FieldKind::Date, ["2022-03-28", "28.03.2022"], true),
            (FieldKind::Date, ["2022-03-28", "2022-03-29"], false),
            (FieldKind::Category, ["drama", "Drama"], false),
        ] {
            let mut values = Strings::default();
            for text in texts {
                values.push(text);
            }
            let typed = Typed::new(kind, &values, None).unwrap();
            let keys = |value| {
                let mut keys = Vec::new();
                typed.blocking_keys(value, &mut keys);
                keys
            };
            let met = keys(0).iter().any(|key| keys(1).contains(key));
            assert_eq!(met, meet, "{kind}: {texts:?}");
        }
    }
}
