//! Items made ready for comparing, and the comparison of two of them.
#![allow(clippy::indexing_slicing, reason = "hot kernel: a level has four bits, a row sixteen places")]

use std::cmp::Reverse;

use crate::compare::{Comparison, FieldFrequencies, all_codes, codes};
use crate::field::FieldKind;
use crate::items::{Column, Items};
use crate::level::{EXACT, Levels, MISSING, MOST_LEVELS, ORDER, RANK};
use crate::neighbours::{Neighbours, neighbours};
use crate::pattern::{MOST_COMPARISONS, Pattern};

/// The most fields that are compared: the order of names, the rank of neighbours and what is drawn out of texts take
/// places of a pattern too.
const MOST_FIELDS: usize = MOST_COMPARISONS - 3;

/// The places of the fields that are compared: of more than [`MOST_FIELDS`] those that most items have, first those.
pub(crate) fn fullest(items: &Items) -> Vec<usize> {
    let mut places: Vec<usize> = (0..items.columns.len()).collect();
    if places.len() > MOST_FIELDS {
        let filled =
            |column: &Column| (0..column.len() as u32).filter(|&item| !column.cells(item).is_empty()).count();
        places.sort_by_cached_key(|&at| {
            items.columns.get(at).map(|(field, column)| (Reverse(filled(column)), field.name.clone()))
        });
        places.truncate(MOST_FIELDS);
    }
    places
}

/// Of more than [`MOST_FIELDS`] fields keeps those that most items have.
pub(crate) fn keep_fullest(items: &mut Items) {
    let places = fullest(items);
    if places.len() < items.columns.len() {
        let mut columns: Vec<_> = std::mem::take(&mut items.columns).into_iter().map(Some).collect();
        items.columns = places.iter().filter_map(|&at| columns.get_mut(at)?.take()).collect();
    }
}

/// Items of which each value is prepared once.
#[derive(Debug, Default)]
pub(crate) struct Prepared {
    pub(crate) items: Items,
    /// How many rows each item stands for.
    pub(crate) rows: Vec<u32>,
    pub(crate) comparisons: Vec<Comparison>,
    /// The field that was drawn out of others, if one was.
    pub(crate) drawn: Option<String>,
    /// The values of each item side by side, in the order of the comparisons: a pair touches two places of memory.
    cells: Vec<u32>,
    /// The comparisons of given and family name, which may have changed places.
    swap: Option<(usize, usize)>,
    /// The first letters of given and family name of each item; empty where there are no such fields.
    initials: Vec<(u8, u8)>,
    /// The nearest items of each by their texts; empty where there are no texts.
    pub(crate) near: Neighbours,
    /// Whether only pairs of two sources count.
    pub(crate) across: bool,
    /// The numbers of the items among all, rising, where these are a part.
    numbers: Vec<u32>,
}

/// The cell of a value that is missing, and of several values.
const NONE: u32 = u32::MAX;
const SEVERAL: u32 = u32::MAX - 1;

/// How many neighbours of each item are looked for.
const NEIGHBOURS: usize = 10;

/// The level of one comparison and the values that have it.
type Graded = (u8, u32, u32);

/// What one thread needs to compare pairs: no pair allocates.
#[derive(Debug)]
pub(crate) struct Scratch {
    /// The level of each field of the last pair, and the values that have it.
    pub(crate) graded: [Graded; MOST_COMPARISONS],
    /// What rarity adds to each field of the last pair, in bits.
    pub(crate) rarity: [f32; MOST_COMPARISONS],
    /// Levels of slow comparisons, each in the place its values hash to; empty where nothing is remembered.
    known: Vec<(u64, u8)>,
}

/// Remembered levels of one thread, a power of two.
const KNOWN: usize = 1 << 16;

impl Default for Scratch {
    fn default() -> Self {
        Self {
            graded: [(MISSING, 0, 0); MOST_COMPARISONS],
            rarity: [0.0; MOST_COMPARISONS],
            known: Vec::new(),
        }
    }
}

impl Scratch {
    /// One for many pairs, with a memory of levels: 1 MB.
    pub(crate) fn remembering() -> Self {
        Self { known: vec![(u64::MAX, 0); KNOWN], ..Self::default() }
    }
}

/// Compares two values, or remembers how they compared.
fn level(known: &mut [(u64, u8)], at: usize, comparison: &Comparison, items: &Items, a: u32, b: u32) -> u8 {
    if !comparison.is_slow() || known.is_empty() || (a | b) >> 29 != 0 {
        return comparison.level(items, a, b);
    }
    let key = (at as u64) << 58 | u64::from(a.min(b)) << 29 | u64::from(a.max(b));
    let place = (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 48) as usize % KNOWN;
    match known.get_mut(place) {
        Some(slot) => {
            if slot.0 != key {
                *slot = (key, comparison.level(items, a, b));
            }
            slot.1
        }
        None => comparison.level(items, a, b),
    }
}

impl Prepared {
    /// Prepares items; `rows` tells how many rows each stands for. None where `goes_on` says no.
    pub(crate) fn new(
        mut items: Items,
        rows: Vec<u32>,
        across: bool,
        goes_on: &(dyn Fn(usize, usize) -> bool + Sync),
    ) -> Option<Self> {
        let codes = codes(&items);
        let drawn = codes.as_ref().map(|(field, _)| field.name.clone());
        items.columns.extend(codes);
        let comparisons = Comparison::all_while(&items, goes_on)?;
        let near = neighbours(&items, &comparisons, NEIGHBOURS, across, goes_on)?;
        Some(Self { items, rows, comparisons, drawn, near, across, ..Self::default() }.ready())
    }

    /// Prepares some of the items of a larger table, of which the frequencies are known: those of a column each, the
    /// `drawn` one last.
    ///
    /// Two items compare as they do there, but for their rank among the neighbours of each other: it asks for all rows.
    pub(crate) fn part(
        mut items: Items,
        rows: Vec<u32>,
        across: bool,
        drawn: Option<&str>,
        known: &[FieldFrequencies],
    ) -> Self {
        if let Some(name) = drawn {
            items.columns.push(all_codes(&items, name));
        }
        let comparisons = Comparison::all(&items, Some(known));
        let drawn = drawn.map(str::to_owned);
        Self { items, rows, comparisons, drawn, across, ..Self::default() }.ready()
    }

    /// Holds items of whose values nothing is made yet; comparisons know no values.
    pub(crate) fn bare(items: Items, rows: Vec<u32>, across: bool, comparisons: Vec<Comparison>) -> Self {
        Self { items, rows, comparisons, across, ..Self::default() }
    }

    /// Tells the numbers of its items among all, rising.
    pub(crate) fn numbered(mut self, numbers: Vec<u32>) -> Self {
        self.numbers = numbers;
        self
    }

    /// The number of an item among all.
    pub(crate) fn number(&self, item: u32) -> u32 {
        self.numbers.get(item as usize).copied().unwrap_or(item)
    }

    /// The item that has a number among all.
    pub(crate) fn local(&self, number: u32) -> u32 {
        if self.numbers.is_empty() {
            return number;
        }
        self.numbers.binary_search(&number).map_or(u32::MAX, |item| item as u32)
    }

    fn ready(mut self) -> Self {
        let find = |kind| self.comparisons.iter().position(|comparison| comparison.kind == kind);
        self.swap = find(FieldKind::GivenName).zip(find(FieldKind::FamilyName));
        self.cells = self.side_by_side();
        self.initials = self.initials();
        self
    }

    fn side_by_side(&self) -> Vec<u32> {
        let mut cells = Vec::with_capacity(self.items.len() * self.comparisons.len());
        for item in 0..self.items.len() as u32 {
            cells.extend(self.comparisons.iter().map(|comparison| match self.cells(comparison, item) {
                [] => NONE,
                [only] => *only,
                _ => SEVERAL,
            }));
        }
        cells
    }

    fn initials(&self) -> Vec<(u8, u8)> {
        let Some((given, family)) = self.swap else { return Vec::new() };
        let initial = |at: usize, item: u32| {
            let comparison = self.comparisons.get(at)?;
            self.cells(comparison, item).first().map(|&value| comparison.initial(value))
        };
        let of = |item| (initial(given, item).unwrap_or(0), initial(family, item).unwrap_or(0));
        (0..self.items.len() as u32).map(of).collect()
    }

    /// The values of an item, one a comparison.
    fn row(&self, item: u32) -> &[u32] {
        let start = item as usize * self.comparisons.len();
        self.cells.get(start..start + self.comparisons.len()).unwrap_or_default()
    }

    /// The levels of all comparisons: those of the fields, the order of names, the rank of neighbours.
    pub(crate) fn levels(&self) -> Vec<Levels> {
        self.comparisons.iter().map(|comparison| comparison.levels).chain([ORDER, RANK]).collect()
    }

    /// What each comparison is called, in the order of [`levels`](Self::levels).
    pub(crate) fn names(&self) -> Vec<String> {
        let fields = self.comparisons.iter().map(|comparison| comparison.name.clone());
        fields.chain(["order of names".to_owned(), "rank".to_owned()]).collect()
    }

    /// Whether two items may be one: in a link only items of two sources.
    pub(crate) fn may_meet(&self, a: u32, b: u32) -> bool {
        !self.across || self.items.source(a) != self.items.source(b)
    }

    /// How many rows an item stands for.
    pub(crate) fn rows(&self, item: u32) -> u32 {
        self.rows.get(item as usize).copied().unwrap_or(1)
    }

    pub(crate) fn cells(&self, comparison: &Comparison, item: u32) -> &[u32] {
        self.items.columns.get(comparison.column).map_or(&[], |(_, column)| column.cells(item))
    }

    /// Appends the blocking keys of an item for one comparison.
    pub(crate) fn keys(&self, comparison: usize, item: u32, out: &mut Vec<u64>) {
        if let Some(comparison) = self.comparisons.get(comparison) {
            for &value in self.cells(comparison, item) {
                comparison.keys(value, out);
            }
        }
    }

    /// Appends keys that near texts of items share.
    pub(crate) fn near_keys(&self, item: u32, out: &mut Vec<u64>) {
        for comparison in &self.comparisons {
            for &value in self.cells(comparison, item) {
                comparison.near_keys(value, out);
            }
        }
    }

    /// Compares two items. What is left in `scratch` tells more of the pair.
    pub(crate) fn compare(&self, a: u32, b: u32, scratch: &mut Scratch) -> Pattern {
        let mut pattern = Pattern::default();
        let Scratch { graded, rarity, known } = scratch;
        let values = self.row(a).iter().zip(self.row(b));
        let places = graded.iter_mut().zip(rarity.iter_mut());
        for (at, ((comparison, (&x, &y)), (slot, rare))) in
            self.comparisons.iter().zip(values).zip(places).enumerate()
        {
            *slot = match (x, y) {
                (NONE, _) | (_, NONE) => (MISSING, 0, 0),
                (SEVERAL, _) | (_, SEVERAL) => {
                    comparison.best(&self.items, self.cells(comparison, a), self.cells(comparison, b))
                }
                _ => (level(known, at, comparison, &self.items, x, y), x, y),
            };
            *rare = comparison.rarity(slot.0, slot.1, slot.2);
        }
        if let Some((given, family)) = self.swap {
            pattern.set(self.comparisons.len(), self.swapped(given, family, a, b, scratch));
        }
        let mut is_worded = false;
        for (at, (comparison, graded)) in self.comparisons.iter().zip(&scratch.graded).enumerate() {
            pattern.set(at, graded.0);
            is_worded |= graded.0 != MISSING && comparison.is_worded();
        }
        // A title that has the words of somebody's name is near to it, and no witness.
        pattern.set(self.comparisons.len() + 1, if is_worded { self.rank(a, b) } else { MISSING });
        pattern
    }

    /// Where each of two items stands among the nearest of the other.
    fn rank(&self, a: u32, b: u32) -> u8 {
        let near = |of: u32| self.near.of(of);
        // An item without words has no neighbours, and is not far from others for that.
        if near(a).is_empty() || near(b).is_empty() {
            return MISSING;
        }
        let place =
            |of: u32, other: u32| near(of).iter().position(|&item| item == other).unwrap_or(usize::MAX);
        let (x, y) = (place(a, b), place(b, a));
        match (x.min(y), x.max(y)) {
            (0, 0) => 1,
            (0, _) => 2,
            (_, 0..=3) => 3,
            (0..=3, _) => 4,
            _ => 5,
        }
    }

    /// Grades given and family name anew where they changed places, or where one side has one name only; returns the
    /// level of their order.
    fn swapped(&self, given: usize, family: usize, a: u32, b: u32, scratch: &mut Scratch) -> u8 {
        let (Some(givens), Some(families)) = (self.comparisons.get(given), self.comparisons.get(family))
        else {
            return MISSING;
        };
        let (Some(&(level, ..)), Some(&(family_level, ..))) =
            (scratch.graded.get(given), scratch.graded.get(family))
        else {
            return MISSING;
        };
        let agrees =
            |level: u8, comparison: &Comparison| level != MISSING && level <= comparison.levels.agreeing;
        match (agrees(level, givens), agrees(family_level, families)) {
            (true, true) => return 1,
            (false, false) => {}
            _ => return MISSING,
        }
        let mut grade = |at: usize, level: u8, value: Option<u32>, comparison: &Comparison| {
            let rare = value.map_or(0.0, |value| comparison.rarity(level, value, value));
            if let (Some(slot), Some(rarity)) = (scratch.graded.get_mut(at), scratch.rarity.get_mut(at)) {
                slot.0 = level;
                *rarity = rare;
            }
        };
        let first = |comparison, item| self.cells(comparison, item).first().copied();
        match (first(givens, a), first(families, a), first(givens, b), first(families, b)) {
            (Some(given_a), Some(family_a), Some(given_b), Some(family_b)) => {
                let there = givens.cross(families, given_a, family_b);
                let back = givens.cross(families, given_b, family_a);
                if agrees(there, givens) && agrees(back, families) {
                    // A swapped pair agrees as if each stood in the other's place; the rarity is that of the second field.
                    grade(given, there, Some(family_b), families);
                    grade(family, back, Some(family_a), families);
                    return 2;
                }
            }
            // A single name may stand in either column.
            (Some(lone), None, _, Some(name)) | (_, Some(name), Some(lone), None) => {
                let level = givens.cross(families, lone, name);
                if agrees(level, families) {
                    grade(family, level, Some(name), families);
                    grade(given, MISSING, None, givens);
                }
            }
            (None, Some(lone), Some(name), _) | (Some(name), _, None, Some(lone)) => {
                let level = families.cross(givens, lone, name);
                if agrees(level, givens) {
                    grade(given, level, Some(name), givens);
                    grade(family, MISSING, None, families);
                }
            }
            _ => {}
        }
        MISSING
    }

    /// A bound on the weight of a pair in bits, from what is compared quickly; `gaps` are those of its pass.
    pub(crate) fn bound(&self, gaps: &(f32, Vec<[f32; MOST_LEVELS]>), a: u32, b: u32) -> f32 {
        let mut sum = gaps.0;
        let values = self.row(a).iter().zip(self.row(b));
        for ((comparison, gap), (&x, &y)) in self.comparisons.iter().zip(&gaps.1).zip(values) {
            match (x, y) {
                (NONE, _) | (_, NONE) => continue,
                // Lists are not looked into.
                (SEVERAL, _) | (_, SEVERAL) => return f32::INFINITY,
                _ => {}
            }
            if let Some(level) = comparison.quick(&self.items, x, y) {
                sum += gap[usize::from(level) % MOST_LEVELS] + comparison.rarity(level, x, y);
            } else {
                let rarest = comparison.most_rarity(x).min(comparison.most_rarity(y));
                sum += gap[usize::from(MISSING)].max(0.0) + rarest / 2.0;
            }
        }
        if self.may_be_swapped(a, b) {
            return f32::INFINITY;
        }
        if let Some(gap) = gaps.1.get(self.comparisons.len() + 1).filter(|_| !self.near.is_empty()) {
            sum += gap[usize::from(EXACT)].max(gap[usize::from(MISSING)]);
        }
        sum
    }

    /// Whether the names of two items could agree crosswise, by their first letters; a single name may stand in either
    /// place.
    fn may_be_swapped(&self, a: u32, b: u32) -> bool {
        let initials = |item: u32| self.initials.get(item as usize).copied().unwrap_or((0, 0));
        let ((given, family), (other_given, other_family)) = (initials(a), initials(b));
        self.swap.is_some()
            && (given == other_family && family == other_given
                || (given == 0 && family == other_given || family == 0 && given == other_family)
                || (other_given == 0 && other_family == given || other_family == 0 && other_given == family))
    }
}
