//! Comparisons: the fields of a pair, graded into levels.

mod codes;
mod names;
mod texts;
mod typed;

use std::sync::Arc;

use varlik_names::{key_hash, word_keys};

use crate::field::{Field, FieldKind};
use crate::items::{Column, Items};
use crate::level::{EXACT, Levels, MISSING};
pub(crate) use codes::codes;
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
    frequencies: Frequencies,
}

/// How often each value occurs, values that are the same to the comparison counted together.
#[derive(Debug)]
struct Frequencies {
    group_of: Vec<u32>,
    /// How much rarer than the average agreement that on a value of each group is, in bits.
    rarity: Vec<f32>,
    /// Chance that two items with a value have the same.
    coincidence: f32,
}

/// Bounds of what the rarity of one agreement may add, in bits.
const RAREST: f32 = 8.0;
const COMMONEST: f32 = -4.0;

impl Frequencies {
    fn new(column: &Column, counts: &[u32], key: impl Fn(u32) -> u64) -> Self {
        let mut numbers: rustc_hash::FxHashMap<u64, u32> = rustc_hash::FxHashMap::default();
        let mut rows: Vec<u32> = Vec::new();
        let mut group_of = Vec::with_capacity(column.values().len());
        for (value, &count) in counts.iter().enumerate() {
            let group = *numbers.entry(key(value as u32)).or_insert_with(|| {
                rows.push(0);
                rows.len() as u32 - 1
            });
            if let Some(slot) = rows.get_mut(group as usize) {
                *slot += count;
            }
            group_of.push(group);
        }
        let filled: u32 = counts.iter().sum();
        let total = f64::from(filled.max(1));
        let coincidence = rows.iter().map(|&n| f64::from(n) * f64::from(n.saturating_sub(1))).sum::<f64>();
        let coincidence = (coincidence / (total * (total - 1.0)).max(1.0)).max(1e-9) as f32;
        let rarity = rows
            .iter()
            .map(|&rows| (coincidence * filled as f32 / rows.max(2) as f32).log2().clamp(COMMONEST, RAREST));
        let rarity = rarity.collect();
        Self { group_of, rarity, coincidence }
    }

    /// Whether two values are the same to the comparison.
    fn are_same(&self, a: u32, b: u32) -> bool {
        self.group_of.get(a as usize) == self.group_of.get(b as usize)
    }

    fn of(&self, value: u32) -> f32 {
        let group = self.group_of.get(value as usize).copied().unwrap_or(0);
        self.rarity.get(group as usize).copied().unwrap_or(0.0)
    }

    /// How much rarer the agreement on these values is than an average one, in bits: that of the commoner.
    fn rarity(&self, a: u32, b: u32) -> f32 {
        self.of(a).min(self.of(b))
    }
}

impl Comparison {
    /// Prepares the comparisons of all columns of some items.
    pub(crate) fn all(items: &Items) -> Vec<Self> {
        let mut all = Vec::new();
        for (at, (field, column)) in items.columns.iter().enumerate() {
            let counts = counts(column);
            all.push(Self::of(at, field, column, &counts));
        }
        all
    }

    fn of(at: usize, field: &Field, column: &Column, counts: &[u32]) -> Self {
        let values = match field.kind {
            FieldKind::GivenName
            | FieldKind::FamilyName
            | FieldKind::PersonName
            | FieldKind::Organization
            | FieldKind::Place => Values::Names(Names::new(field.kind, column.values())),
            FieldKind::Text | FieldKind::Address => {
                Values::Texts(Arc::new(Texts::new(column.values(), counts)))
            }
            kind => match Typed::new(kind, column.values()) {
                Some(typed) => Values::Typed(typed),
                None => Values::Texts(Arc::new(Texts::new(column.values(), counts))),
            },
        };
        let text_key = |value| key_hash(varlik_text::key(column.values().get(value)).as_bytes());
        let frequencies = match &values {
            Values::Names(names) => Frequencies::new(column, counts, |value| {
                names.get(value).map_or(0, |name| key_hash(name.key().as_bytes()))
            }),
            Values::Typed(typed) => {
                Frequencies::new(column, counts, |value| typed.key(value).unwrap_or_else(|| text_key(value)))
            }
            Values::Texts(_) => Frequencies::new(column, counts, text_key),
        };
        Self {
            name: field.name.clone(),
            kind: field.kind,
            column: at,
            levels: Levels::of(field.kind),
            values,
            frequencies,
        }
    }

    /// Whether comparing two of its values takes long enough to remember the answer.
    pub(crate) fn is_slow(&self) -> bool {
        matches!(self.values, Values::Names(_) | Values::Texts(_))
    }

    /// Whether two values are the same to the comparison, so that their level is [`EXACT`].
    pub(crate) fn are_same(&self, a: u32, b: u32) -> bool {
        a == b || self.frequencies.are_same(a, b)
    }

    /// The most that rarity can add to an agreement with a value, in bits.
    pub(crate) fn most_rarity(&self, a: u32) -> f32 {
        self.frequencies.of(a).max(0.0)
    }

    /// The level of two values of the field.
    pub(crate) fn level(&self, items: &Items, a: u32, b: u32) -> u8 {
        match &self.values {
            _ if a == b => EXACT,
            Values::Names(_) | Values::Texts(_) if self.frequencies.are_same(a, b) => EXACT,
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
            (_, EXACT) => self.frequencies.rarity(a, b),
            (Values::Texts(_), _) => 0.0,
            _ => self.frequencies.rarity(a, b) / 2.0,
        }
    }

    /// Chance that two items agree exactly by coincidence.
    pub(crate) fn coincidence(&self) -> f32 {
        self.frequencies.coincidence
    }

    pub(crate) fn texts(&self) -> Option<&Arc<Texts>> {
        match (&self.values, self.kind) {
            (Values::Texts(texts), FieldKind::Text) => Some(texts),
            _ => None,
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
