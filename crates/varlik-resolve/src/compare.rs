//! Comparisons: the fields of a pair, graded into levels.

mod codes;
mod frequencies;
mod names;
mod texts;
mod typed;

use std::sync::Arc;

use rayon::prelude::*;
use varlik_names::{key_hash, word_keys};

use crate::field::{Field, FieldKind};
use crate::items::{Column, Items, Strings};
use crate::level::{EXACT, Levels, MISSING};
pub(crate) use codes::{all_codes, codes};
use frequencies::Rarities;
pub(crate) use frequencies::{FieldFrequencies, count_of};
use names::Names;
pub(crate) use texts::Texts;
use typed::Typed;

/// The values of one field, prepared for comparing.
#[derive(Debug)]
enum Values {
    Names(Names),
    Texts(Arc<Texts>),
    Typed(Typed),
}

impl Values {
    fn new(kind: FieldKind, values: &Strings, counts: &[u32], known: Option<&FieldFrequencies>) -> Self {
        match kind {
            FieldKind::GivenName
            | FieldKind::FamilyName
            | FieldKind::PersonName
            | FieldKind::Organization
            | FieldKind::Place => Self::Names(Names::new(kind, values)),
            kind => match Typed::new(kind, values, known) {
                Some(typed) => Self::Typed(typed),
                None => Self::Texts(Arc::new(Texts::new(values, counts, known))),
            },
        }
    }

    /// A number for each value that those share which are the same to the comparison.
    fn keys(&self, values: &Strings) -> Vec<u64> {
        let text_key = |value| key_hash(varlik_text::key(values.get(value)).as_bytes());
        let key = |value: u32| match self {
            Self::Names(names) => names.get(value).map_or(0, |name| key_hash(name.key().as_bytes())),
            Self::Typed(typed) => typed.key(value).unwrap_or_else(|| text_key(value)),
            Self::Texts(texts) => texts.key(value),
        };
        (0..values.len() as u32).into_par_iter().map(key).collect()
    }
}

/// One thing that is compared of each pair.
#[derive(Debug)]
pub(crate) struct Comparison {
    /// What it is called: the name of its field, or what is drawn from it.
    pub(crate) name: String,
    pub(crate) kind: FieldKind,
    /// The place of its column among those of the items.
    pub(crate) column: usize,
    pub(crate) levels: Levels,
    values: Values,
    rarities: Rarities,
}

impl Comparison {
    /// Prepares the comparisons of all columns of some items.
    ///
    /// How common values are is counted, unless it is `known` beforehand: then an entry for each column.
    pub(crate) fn all(items: &Items, known: Option<&[FieldFrequencies]>) -> Vec<Self> {
        let columns = items.columns.iter().enumerate();
        columns
            .map(|(at, (field, column))| Self::of(at, field, column, known.and_then(|known| known.get(at))))
            .collect()
    }

    fn of(at: usize, field: &Field, column: &Column, known: Option<&FieldFrequencies>) -> Self {
        let counts = if known.is_none() { counts(column) } else { Vec::new() };
        let values = Values::new(field.kind, column.values(), &counts, known);
        let keys = values.keys(column.values());
        let rarities = match known {
            None => Rarities::counted(&keys, &counts),
            Some(known) => Rarities::known(&keys, known),
        };
        Self {
            name: field.name.clone(),
            kind: field.kind,
            column: at,
            levels: Levels::of(field.kind),
            values,
            rarities,
        }
    }

    /// Prepares the comparisons of all columns, one after the other; none where `goes_on` says no.
    pub(crate) fn all_while(items: &Items, goes_on: &dyn Fn(usize, usize) -> bool) -> Option<Vec<Self>> {
        let fields = items.columns.len();
        (0..fields).map(|at| goes_on(at, fields + 1).then(|| Self::single(items, at)).flatten()).collect()
    }

    /// Prepares the comparison of one column of some items.
    pub(crate) fn single(items: &Items, at: usize) -> Option<Self> {
        let (field, column) = items.columns.get(at)?;
        Some(Self::of(at, field, column, None))
    }

    /// Lets go what was made of the values; what the comparison is called and its levels stay.
    pub(crate) fn bare(self) -> Self {
        let mut rarities = Rarities::known(&[], &FieldFrequencies::default());
        rarities.coincidence = self.rarities.coincidence;
        Self { values: Values::Typed(Typed::Category(Vec::new())), rarities, ..self }
    }

    /// What its items say of the field as a whole.
    pub(crate) fn frequencies(&self, items: &Items) -> FieldFrequencies {
        let Some((_, column)) = items.columns.get(self.column) else { return FieldFrequencies::default() };
        let keys = self.values.keys(column.values());
        let mut found = FieldFrequencies::count(&keys, &counts(column));
        match &self.values {
            Values::Texts(texts) => found.words = texts.common_words(),
            Values::Typed(typed) => (found.date_order, found.decimal_mark) = typed.manner(column.values()),
            Values::Names(_) => {}
        }
        found
    }

    /// Whether comparing two of its values takes long enough to remember the answer.
    pub(crate) fn is_slow(&self) -> bool {
        matches!(self.values, Values::Names(_) | Values::Texts(_))
    }

    /// Whether its words say which items are near to each other.
    pub(crate) fn is_worded(&self) -> bool {
        matches!(
            self.kind,
            FieldKind::Text | FieldKind::PersonName | FieldKind::Organization | FieldKind::Identifier
        )
    }

    /// Whether two values are the same to the comparison, so that their level is [`EXACT`].
    pub(crate) fn are_same(&self, a: u32, b: u32) -> bool {
        a == b || self.rarities.are_same(a, b)
    }

    /// The most that rarity can add to an agreement with a value, in bits.
    pub(crate) fn most_rarity(&self, a: u32) -> f32 {
        self.rarities.of(a).max(0.0)
    }

    /// The level of two values of the field.
    pub(crate) fn level(&self, items: &Items, a: u32, b: u32) -> u8 {
        match &self.values {
            _ if a == b => EXACT,
            Values::Names(_) | Values::Texts(_) if self.rarities.are_same(a, b) => EXACT,
            Values::Names(names) => names.level(a, names, b),
            Values::Texts(texts) => texts.level(a, b),
            Values::Typed(typed) => {
                let Some((_, column)) = items.columns.get(self.column) else { return MISSING };
                typed.level(column.values(), a, b).unwrap_or(self.levels.names.len() as u8)
            }
        }
    }

    /// The level of a value of this field and one of another field of names.
    pub(crate) fn cross(&self, other: &Self, a: u32, b: u32) -> u8 {
        match (&self.values, &other.values) {
            (Values::Names(one), Values::Names(two)) => one.cross(a, two, b),
            _ => u8::MAX,
        }
    }

    /// The first letter of a name, as a byte of its key; 0 of what is no name.
    pub(crate) fn initial(&self, value: u32) -> u8 {
        match &self.values {
            Values::Names(names) => names.initial(value),
            _ => 0,
        }
    }

    /// The level of two values where it can be told without comparing them letter by letter.
    pub(crate) fn quick(&self, items: &Items, a: u32, b: u32) -> Option<u8> {
        match &self.values {
            _ if self.are_same(a, b) => Some(EXACT),
            Values::Names(names) => names.are_far(a, b).then_some(self.levels.names.len() as u8),
            Values::Texts(_) => None,
            Values::Typed(_) => Some(self.level(items, a, b)),
        }
    }

    /// The best level of two sets of values, [`MISSING`] where one is empty, and the values that have it.
    pub(crate) fn best(&self, items: &Items, a: &[u32], b: &[u32]) -> (u8, u32, u32) {
        let mut best = (MISSING, 0, 0);
        for &x in a {
            for &y in b {
                let level = self.level(items, x, y);
                if level != MISSING && (best.0 == MISSING || level < best.0) {
                    best = (level, x, y);
                }
            }
        }
        best
    }

    /// What the rarity of the values adds to an agreement, in bits.
    pub(crate) fn rarity(&self, level: u8, a: u32, b: u32) -> f32 {
        if level == MISSING || level > self.levels.agreeing {
            return 0.0;
        }
        match (&self.values, level) {
            (_, EXACT) => self.rarities.rarity(a, b),
            (Values::Texts(_), _) => 0.0,
            _ => self.rarities.rarity(a, b) / 2.0,
        }
    }

    /// Chance that two items agree exactly by coincidence.
    pub(crate) fn coincidence(&self) -> f32 {
        self.rarities.coincidence
    }

    pub(crate) fn texts(&self) -> Option<&Arc<Texts>> {
        match (&self.values, self.kind) {
            (Values::Texts(texts), FieldKind::Text) => Some(texts),
            _ => None,
        }
    }

    /// Appends keys that a text and those near it share: its rarest words, alone where they are rare indeed, and by twos.
    pub(crate) fn near_keys(&self, value: u32, out: &mut Vec<u64>) {
        const MOST_WORDS: usize = 5;
        const RARE: u32 = 100;
        const RAREST: u32 = 20;
        let Some(texts) = self.texts() else { return };
        let mut words: Vec<(u32, u32)> =
            texts.words(value).iter().map(|&word| (texts.rows_with(word), word)).collect();
        words.sort_unstable();
        words.truncate(MOST_WORDS);
        let hash = |word: u32| key_hash(texts.spelling(word).as_bytes());
        for (at, &(rows, word)) in words.iter().enumerate().filter(|(_, (rows, _))| *rows <= RARE) {
            out.extend((rows <= RAREST).then(|| hash(word)));
            let others = words.iter().skip(at + 1);
            out.extend(others.map(|&(_, other)| hash(word).rotate_left(17) ^ hash(other)));
        }
    }

    /// The blocking keys of a value.
    pub(crate) fn keys(&self, value: u32, out: &mut Vec<u64>) {
        const MOST_WORDS: usize = 3;
        match &self.values {
            Values::Names(names) => {
                out.extend(names.get(value).into_iter().flat_map(word_keys).take(MOST_WORDS));
            }
            Values::Texts(texts) if self.kind == FieldKind::Address => {
                let mut words: Vec<(u32, u32)> =
                    texts.words(value).iter().map(|&word| (texts.rows_with(word), word)).collect();
                // Of words that are as rare the first by spelling.
                words.sort_unstable();
                out.extend(words.iter().take(2).map(|&(_, word)| key_hash(texts.spelling(word).as_bytes())));
            }
            Values::Texts(_) => {}
            Values::Typed(typed) => typed.blocking_keys(value, out),
        }
    }
}

/// How many items have each value of a column.
fn counts(column: &Column) -> Vec<u32> {
    let mut counts = vec![0; column.values().len()];
    for item in 0..column.len() as u32 {
        for &value in column.cells(item) {
            if let Some(count) = counts.get_mut(value as usize) {
                *count += 1;
            }
        }
    }
    counts
}
