//! What speaks for and against two items being one, as numbers.

mod lists;
mod marks;
mod neighbours;
mod texts;
mod words;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::matrix::Matrix;
use crate::compare::Comparison;
use crate::field::FieldKind;
use crate::items::{Column, Items};
use crate::level::MISSING;
use crate::value::{DecimalMark, NumberValue};
use lists::Lists;
use marks::{Mark, MarkKind};
use neighbours::Neighbours;
use texts::{Bags, Prepared, Shared, TEXT_MEASURES, dice};
use words::Words;

/// Items prepared for weighing pairs of them: every field, the whole row, and the neighbourhood of each item.
///
/// Frequencies are those of the items that are given. What is measured of a field is not known (NaN) where one of the two
/// has no value.
pub struct PairEvidence<'i> {
    items: &'i Items,
    fields: Vec<FieldEvidence>,
    words: Words,
    /// The words of each item, rising, each once.
    bags: Lists<u32>,
    /// Hashes of three letters in a row of each item, rising, each once.
    grams: Lists<u32>,
    marks: Lists<Mark>,
    /// Hash of all values of each item.
    contents: Vec<u64>,
    neighbours: Neighbours,
    names: Vec<String>,
}

/// One field, prepared.
struct FieldEvidence {
    comparison: Comparison,
    /// The text of each item, all its values joined; [`NOTHING`] where it has none.
    text_of: Vec<u32>,
    texts: Prepared,
    numbers: Vec<Option<f64>>,
    is_number: bool,
}

const NOTHING: u32 = u32::MAX;

/// What is measured of two values besides their texts.
const VALUE_MEASURES: [&str; 3] = ["level", "rarity", "given"];

/// What is measured of two numbers.
const NUMBER_MEASURES: [&str; 2] = ["difference", "ratio"];

/// What is measured across fields.
const CROSS_MEASURES: [&str; 2] = ["left_words_anywhere", "right_words_anywhere"];

/// What is measured of two rows.
const ROW_MEASURES: [&str; 17] = [
    "cosine",
    "jaccard",
    "share_of_left",
    "share_of_right",
    "letter_groups",
    "rarest_shared",
    "rarest_only_left",
    "rarest_only_right",
    "only_left",
    "only_right",
    "numbers_shared",
    "numbers_in_conflict",
    "codes_shared",
    "codes_in_conflict",
    "years",
    "more_than_others_of_left",
    "more_than_others_of_right",
];

impl<'i> PairEvidence<'i> {
    /// Prepares items.
    #[must_use]
    pub fn new(items: &'i Items) -> Self {
        let mut words = Words::default();
        let comparisons = Comparison::all(items, None);
        let mut fields: Vec<FieldEvidence> = items
            .columns
            .iter()
            .zip(comparisons)
            .map(|((field, column), comparison)| {
                FieldEvidence::new(field.kind, column, comparison, &mut words)
            })
            .collect();
        let numbers = words.sort();
        for field in &mut fields {
            field.texts.renumber(&numbers);
        }
        let (mut bags, mut grams, mut marks) = (Lists::default(), Lists::default(), Lists::default());
        let (mut bag, mut gram, mut mark) = (Vec::new(), Vec::new(), Vec::new());
        let mut contents = Vec::with_capacity(items.len());
        for item in 0..items.len() as u32 {
            bag.clear();
            gram.clear();
            mark.clear();
            let mut content = 0_u64;
            for field in &fields {
                let text = field.text_of(item);
                bag.extend_from_slice(field.texts.bag(text));
                gram.extend_from_slice(field.texts.grams(text));
                mark.extend_from_slice(field.texts.marks(text));
                content =
                    (content.rotate_left(23) ^ field.texts.content(text)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            }
            bag.sort_unstable();
            bag.dedup();
            gram.sort_unstable();
            gram.dedup();
            mark.sort_unstable();
            mark.dedup();
            words.count(&bag);
            bags.push(bag.iter().copied());
            grams.push(gram.iter().copied());
            marks.push(mark.iter().copied());
            contents.push(content);
        }
        words.weigh(items.len());
        let names = names(items);
        let mut evidence = Self {
            items,
            fields,
            words,
            bags,
            grams,
            marks,
            contents,
            neighbours: Neighbours::default(),
            names,
        };
        evidence.neighbours = Neighbours::new(items, &evidence.bags, &evidence.words, &evidence.contents);
        evidence
    }

    /// What each number is called: the field and the measure, `title cosine`.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The items.
    pub(super) fn items(&self) -> &Items {
        self.items
    }

    /// A number that items of the same content share.
    pub(super) fn content(&self, item: u32) -> u64 {
        self.contents.get(item as usize).copied().unwrap_or(0)
    }

    /// Puts the two items of a pair in an order that never depends on where they stand: by source, within one the item
    /// of fewer words first.
    pub(super) fn ordered(&self, a: u32, b: u32) -> (u32, u32) {
        let place = |item| (self.items.source(item), self.bags.get(item).len(), self.content(item));
        if place(b) < place(a) { (b, a) } else { (a, b) }
    }

    /// Weighs pairs: a row for each.
    #[must_use]
    pub fn weigh(&self, pairs: &[(u32, u32)]) -> Matrix {
        let rows: Vec<Vec<f32>> = pairs
            .par_chunks(256)
            .map(|pairs| {
                let mut rows = Vec::with_capacity(pairs.len() * self.names.len());
                for &(a, b) in pairs {
                    self.append(a, b, &mut rows);
                }
                rows
            })
            .collect();
        let mut matrix = Matrix::new(self.names.len());
        for row in rows.iter().flat_map(|rows| rows.chunks(self.names.len().max(1))) {
            matrix.push(row);
        }
        matrix
    }

    /// Cosine of the words of two items, weighed by rarity, 0 to 1.
    pub(super) fn cosine(&self, a: u32, b: u32) -> f32 {
        Bags::plain(&self.words, self.bags.get(a), self.bags.get(b)).cosine()
    }

    /// Appends the numbers of a pair.
    fn append(&self, a: u32, b: u32, out: &mut Vec<f32>) {
        let (a, b) = self.ordered(a, b);
        for field in &self.fields {
            field.append(self, a, b, out);
        }
        let bags = Bags::plain(&self.words, self.bags.get(a), self.bags.get(b));
        let (x, y) = (self.marks.get(a), self.marks.get(b));
        let numbers = Shared::new(x, y, MarkKind::Number);
        let codes = Shared::new(x, y, MarkKind::Code);
        let cosine = bags.cosine();
        out.extend([
            cosine,
            bags.jaccard(),
            bags.share_of_left(),
            bags.share_of_right(),
            dice(self.grams.get(a), self.grams.get(b)),
            bags.rarest_shared,
            bags.rarest_only_left,
            bags.rarest_only_right,
            bags.only_left,
            bags.only_right,
            numbers.both as f32,
            numbers.left.min(numbers.right) as f32,
            codes.both as f32,
            codes.left.min(codes.right) as f32,
            Shared::new(x, y, MarkKind::Year).verdict(),
            cosine - self.neighbours.best_other(a, b),
            cosine - self.neighbours.best_other(b, a),
        ]);
    }

    /// Share of the words of a text that stand anywhere in an item, by rarity.
    fn share_in(&self, words: &[u32], item: u32) -> f32 {
        Bags::plain(&self.words, words, self.bags.get(item)).share_of_left()
    }
}

fn names(items: &Items) -> Vec<String> {
    let mut names = Vec::new();
    for (field, _) in &items.columns {
        let number: &[&str] = if is_number(field.kind) { &NUMBER_MEASURES } else { &[] };
        for measure in VALUE_MEASURES.iter().chain(number).chain(&TEXT_MEASURES).chain(&CROSS_MEASURES) {
            names.push(format!("{} {measure}", field.name));
        }
    }
    names.extend(ROW_MEASURES.iter().map(|measure| format!("* {measure}")));
    names
}

fn is_number(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::Number | FieldKind::Price)
}

impl FieldEvidence {
    fn new(kind: FieldKind, column: &Column, comparison: Comparison, words: &mut Words) -> Self {
        let mut numbers_of: FxHashMap<&[u32], u32> = FxHashMap::default();
        let mut distinct: Vec<&[u32]> = Vec::new();
        let text_of = (0..column.len() as u32)
            .map(|item| match column.cells(item) {
                [] => NOTHING,
                cells => *numbers_of.entry(cells).or_insert_with(|| {
                    distinct.push(cells);
                    distinct.len() as u32 - 1
                }),
            })
            .collect();
        let joined: Vec<String> = distinct
            .iter()
            .map(|cells| cells.iter().map(|&cell| column.values().get(cell)).collect::<Vec<_>>().join(" "))
            .collect();
        let texts = Prepared::new(joined.iter().map(String::as_str), words);
        let is_number = is_number(kind);
        let numbers = if is_number {
            let mark = DecimalMark::infer(column.values());
            let first =
                |cells: &&[u32]| cells.first().map(|&cell| column.values().get(cell)).unwrap_or_default();
            distinct
                .iter()
                .map(|cells| NumberValue::parse(first(cells), mark).map(NumberValue::number))
                .collect()
        } else {
            Vec::new()
        };
        Self { comparison, text_of, texts, numbers, is_number }
    }

    fn text_of(&self, item: u32) -> u32 {
        self.text_of.get(item as usize).copied().unwrap_or(NOTHING)
    }

    fn append(&self, evidence: &PairEvidence<'_>, a: u32, b: u32, out: &mut Vec<f32>) {
        let (x, y) = (self.text_of(a), self.text_of(b));
        let given = f32::from(u8::from(x != NOTHING) + 2 * u8::from(y != NOTHING));
        if x != NOTHING && y != NOTHING {
            let (level, rarity) = self.level(evidence.items, a, b);
            out.extend([level, rarity, given]);
            if self.is_number {
                self.append_numbers(x, y, out);
            }
            self.texts.measure(&evidence.words, x, y, out);
        } else {
            let numbers = if self.is_number { NUMBER_MEASURES.len() } else { 0 };
            out.extend([f32::NAN, f32::NAN, given]);
            out.resize(out.len() + numbers + TEXT_MEASURES.len(), f32::NAN);
        }
        let share = |text, item| match text {
            NOTHING => f32::NAN,
            text => evidence.share_in(self.texts.bag(text), item),
        };
        out.extend([share(x, b), share(y, a)]);
    }

    /// The level of the best pair of values, and what their rarity adds to it in bits.
    fn level(&self, items: &Items, a: u32, b: u32) -> (f32, f32) {
        let column = items.columns.get(self.comparison.column);
        let cells = |item| column.map(|(_, column)| column.cells(item)).unwrap_or_default();
        let (level, one, other) = self.comparison.best(items, cells(a), cells(b));
        let grade = if level == MISSING { f32::NAN } else { f32::from(level) };
        (grade, self.comparison.rarity(level, one, other))
    }

    fn append_numbers(&self, x: u32, y: u32, out: &mut Vec<f32>) {
        let number = |text: u32| self.numbers.get(text as usize).copied().flatten();
        let (difference, ratio) = match (number(x), number(y)) {
            (Some(p), Some(q)) => {
                let largest = p.abs().max(q.abs());
                let difference = if largest > 0.0 { (p - q).abs() / largest } else { 0.0 };
                (difference as f32, if p > 0.0 && q > 0.0 { (p / q).ln() as f32 } else { f32::NAN })
            }
            _ => (f32::NAN, f32::NAN),
        };
        out.extend([difference, ratio]);
    }
}
