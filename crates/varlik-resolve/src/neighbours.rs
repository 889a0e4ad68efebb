//! The nearest texts of each item, by the words they share.

use std::cmp::Ordering;
use std::sync::atomic::{AtomicBool, Ordering as Order};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::compare::{Comparison, Texts};
use crate::field::FieldKind;
use crate::items::{Column, Items};

/// Words that more items than this have are not looked up.
const COMMONEST: usize = 2_000;

/// How many holders of words are looked at in all, about: some seconds.
const HOLDERS: usize = 2_000_000_000;

/// How many are looked at for an item in any case.
const FEWEST: usize = 1_000;

/// How many times as many items as are kept are counted in full.
const RECOUNTED: usize = 6;

/// How many items one thread looks up in a row.
const PART: usize = 1_024;

/// The words of the columns beside texts that say what an item is: names, folded, and codes as they stand.
///
/// In a table of films and persons only some items have a title, and the others are known by their names.
fn others<'i>(items: &'i Items, comparisons: &[Comparison]) -> Vec<(&'i Column, Vec<String>)> {
    let columns = comparisons.iter().filter_map(|c| Some((c.kind, &items.columns.get(c.column)?.1)));
    let worded = columns.filter_map(|(kind, column)| {
        let words: fn(&str) -> String = match kind {
            FieldKind::PersonName | FieldKind::Organization => varlik_text::key,
            FieldKind::Identifier => |code| code.replace(' ', "\u{a0}"),
            _ => return None,
        };
        let values = column.values();
        Some((
            column,
            (0..values.len() as u32).into_par_iter().map(|value| words(values.get(value))).collect(),
        ))
    });
    worded.collect()
}

/// The nearest items of each item by their texts, best first; of no items where there are no texts.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Neighbours {
    /// Where those of each item end.
    ends: Vec<usize>,
    items: Vec<u32>,
}

impl Neighbours {
    /// The nearest of an item.
    pub(crate) fn of(&self, item: u32) -> &[u32] {
        part(&self.items, &self.ends, item as usize)
    }

    /// Whether an item is among the nearest of another.
    pub(crate) fn has(&self, of: u32, other: u32) -> bool {
        self.of(of).contains(&other)
    }

    /// For how many items neighbours were looked for: all or none.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// How many neighbours there are in all.
    pub(crate) fn count(&self) -> usize {
        self.items.len()
    }
}

/// Which words each item has, and which items have each word.
struct Index {
    /// Where the words of each item end, and the words, rising.
    ends: Vec<usize>,
    words: Vec<u32>,
    /// Where the items of each word end, and the items, rising.
    ends_of_words: Vec<usize>,
    holders: Vec<u32>,
    /// What a word that two items share adds, by word; 0 where too many items have it.
    worth: Vec<f32>,
    norms: Vec<f32>,
}

/// The part of a list that stands between the end of the one before and its own.
fn part<'l, T>(list: &'l [T], ends: &[usize], at: usize) -> &'l [T] {
    let start = at.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
    let end = ends.get(at).copied().unwrap_or(start);
    list.get(start..end).unwrap_or_default()
}

impl Index {
    /// Numbers the words of all fields together.
    fn new(items: &Items, comparisons: &[Comparison], texts: &[(usize, &Texts)]) -> Self {
        let others = others(items, comparisons);
        let mut known: FxHashMap<&str, u32> = FxHashMap::default();
        let (mut ends, mut words) = (Vec::with_capacity(items.len()), Vec::new());
        let mut counts: Vec<usize> = Vec::new();
        let mut own: Vec<u32> = Vec::new();
        for item in 0..items.len() as u32 {
            own.clear();
            let mut add = |word| {
                let next = known.len() as u32;
                own.push(*known.entry(word).or_insert(next));
            };
            for (column, texts) in texts {
                let cells = items.columns.get(*column).map_or(&[][..], |(_, column)| column.cells(item));
                cells.iter().flat_map(|&cell| texts.words(cell)).for_each(|&word| add(texts.spelling(word)));
            }
            for (column, words) in &others {
                let cells = column.cells(item).iter().filter_map(|&cell| words.get(cell as usize));
                cells.flat_map(|words| words.split(' ')).filter(|word| !word.is_empty()).for_each(&mut add);
            }
            own.sort_unstable();
            own.dedup();
            counts.resize(known.len(), 0);
            for &word in &own {
                if let Some(count) = counts.get_mut(word as usize) {
                    *count += 1;
                }
            }
            words.extend_from_slice(&own);
            ends.push(words.len());
        }
        let rows = items.len() as f32;
        let weights: Vec<f32> = counts.iter().map(|&with| 0.2 + (1.0 + rows / with as f32).ln()).collect();
        // So that the rarest word of an item, which is always looked up, brings no more than its part either.
        let commonest = COMMONEST.max((items.len() / 50).min(HOLDERS / items.len().max(1)));
        let squared = weights.iter().zip(&counts);
        let worth = squared.map(|(weight, &with)| if with > commonest { 0.0 } else { weight.powi(2) });
        let worth = worth.collect();
        let square = |word: &u32| weights.get(*word as usize).map_or(0.0, |weight| weight.powi(2));
        let norm = |item| part(&words, &ends, item).iter().map(square).sum::<f32>().sqrt().max(1e-6);
        let norms = (0..items.len()).map(norm).collect();
        let mut end = 0;
        let ends_of_words: Vec<usize> = counts
            .iter()
            .map(|count| {
                end += count;
                end
            })
            .collect();
        let mut next: Vec<usize> =
            ends_of_words.iter().zip(&counts).map(|(end, count)| end - count).collect();
        let mut holders = vec![0; words.len()];
        for item in 0..items.len() {
            for &word in part(&words, &ends, item) {
                if let Some(place) = next.get_mut(word as usize) {
                    if let Some(slot) = holders.get_mut(*place) {
                        *slot = item as u32;
                    }
                    *place += 1;
                }
            }
        }
        Self { ends, words, ends_of_words, holders, worth, norms }
    }

    fn words(&self, item: u32) -> &[u32] {
        part(&self.words, &self.ends, item as usize)
    }

    fn holders(&self, word: u32) -> &[u32] {
        part(&self.holders, &self.ends_of_words, word as usize)
    }

    fn worth(&self, word: u32) -> f32 {
        self.worth.get(word as usize).copied().unwrap_or(0.0)
    }

    fn norm(&self, item: u32) -> f32 {
        self.norms.get(item as usize).copied().unwrap_or(1.0)
    }

    /// What the words count that two items share.
    fn shared(&self, a: u32, b: u32) -> f32 {
        let (mut a, mut b) = (self.words(a), self.words(b));
        let mut sum = 0.0;
        while let ([x, rest_of_a @ ..], [y, rest_of_b @ ..]) = (a, b) {
            match x.cmp(y) {
                Ordering::Equal => {
                    sum += self.worth(*x);
                    (a, b) = (rest_of_a, rest_of_b);
                }
                Ordering::Less => a = rest_of_a,
                Ordering::Greater => b = rest_of_b,
            }
        }
        sum
    }
}

/// What one thread sums up.
struct Sums {
    of_items: Vec<f32>,
    touched: Vec<u32>,
    words: Vec<(usize, u32)>,
}

/// Finds for each item the items whose texts share the most telling words with its own, best first.
///
/// All texts of an item count, whatever field they stand in, and its names and codes; nothing is found in a table that has
/// no texts. TF-IDF over words, no more than `most` for an item; in a link between two sources only items of the other
/// source. In a large table the rarest words of an item say which others are looked at, so that its time grows with the rows
/// and not with their pairs.
///
/// None where `goes_on` says no; it hears of items looked up among those of all.
pub(crate) fn neighbours(
    items: &Items,
    comparisons: &[Comparison],
    most: usize,
    across: bool,
    goes_on: &(dyn Fn(usize, usize) -> bool + Sync),
) -> Option<Neighbours> {
    let stopped = AtomicBool::new(false);
    let hears = |done, whole| {
        if !stopped.load(Order::Relaxed) && !goes_on(done, whole) {
            stopped.store(true, Order::Relaxed);
        }
        !stopped.load(Order::Relaxed)
    };
    let found = neighbours_within(items, comparisons, most, across, HOLDERS / items.len().max(1), &hears);
    (!stopped.load(Order::Relaxed)).then_some(found)
}

/// As [`neighbours`], with about so many items looked at for each, [`FEWEST`] at least.
fn neighbours_within(
    items: &Items,
    comparisons: &[Comparison],
    most: usize,
    across: bool,
    budget: usize,
    goes_on: &(dyn Fn(usize, usize) -> bool + Sync),
) -> Neighbours {
    let texts: Vec<(usize, &Texts)> =
        comparisons.iter().filter_map(|c| c.texts().map(|texts| (c.column, texts.as_ref()))).collect();
    if texts.is_empty() {
        return Neighbours::default();
    }
    let index = Index::new(items, comparisons, &texts);
    let budget = budget.max(FEWEST);
    let start = || Sums { of_items: vec![0.0; items.len()], touched: Vec::new(), words: Vec::new() };
    let find = |sums: &mut Sums, near: &mut Neighbours, item: u32| {
        let Sums { of_items, touched, words } = sums;
        words.clear();
        let telling = index.words(item).iter().filter(|&&word| index.worth(word) > 0.0);
        words.extend(telling.map(|&word| (index.holders(word).len(), word)));
        words.sort_unstable();
        let mut looked_at = 0;
        let mut is_whole = true;
        for &(count, word) in words.iter() {
            if looked_at > 0 && looked_at + count > budget {
                is_whole = false;
                break;
            }
            looked_at += count;
            for &other in index.holders(word) {
                if other == item || (across && items.source(other) == items.source(item)) {
                    continue;
                }
                if let Some(sum) = of_items.get_mut(other as usize) {
                    if *sum == 0.0 {
                        touched.push(other);
                    }
                    *sum += index.worth(word);
                }
            }
        }
        let sum = |other: u32| of_items.get(other as usize).copied().unwrap_or(0.0) / index.norm(other);
        let mut found: Vec<(f32, u32)> = touched.iter().map(|&other| (sum(other), other)).collect();
        if !is_whole {
            // The common words of the likeliest are counted too.
            keep_best(&mut found, most * RECOUNTED);
            for (sum, other) in &mut found {
                *sum = index.shared(item, *other) / index.norm(*other);
            }
        }
        keep_best(&mut found, most);
        for &other in touched.iter() {
            if let Some(sum) = of_items.get_mut(other as usize) {
                *sum = 0.0;
            }
        }
        touched.clear();
        near.items.extend(found.into_iter().map(|(_, other)| other));
        near.ends.push(near.items.len());
    };
    // A part of the items at a time: what a thread sums up is as long as the table.
    let parts: Vec<Neighbours> = (0..items.len().div_ceil(PART))
        .into_par_iter()
        .map_init(start, |sums, number| {
            let mut near = Neighbours::default();
            if !goes_on(number * PART, items.len()) {
                return near;
            }
            for item in number * PART..items.len().min((number + 1) * PART) {
                find(sums, &mut near, item as u32);
            }
            near
        })
        .collect();
    let mut near = Neighbours::default();
    for part in parts {
        let before = near.items.len();
        near.items.extend(part.items);
        near.ends.extend(part.ends.into_iter().map(|end| before + end));
    }
    near
}

/// Keeps those with the highest sums, best first.
fn keep_best(found: &mut Vec<(f32, u32)>, most: usize) {
    let order = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    if found.len() > most {
        found.select_nth_unstable_by(most.saturating_sub(1), order);
        found.truncate(most);
    }
    found.sort_unstable_by(order);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::Field;
    use crate::items::ColumnBuilder;
    use crate::level::MISSING;
    use crate::prepared::{Prepared, Scratch};

    /// Films and persons in one table: only films have a title, only persons a name.
    fn films_and_persons(with_titles: bool) -> Items {
        let mut items = Items::default();
        let mut columns = [ColumnBuilder::default(), ColumnBuilder::default()];
        let rows = [
            (Some("Kış Uykusu"), None),
            (Some("Kis Uykusu"), None),
            (None, Some("Nuri Bilge Ceylan")),
            (None, Some("Nuri Ceylan")),
            (None, Some("Haluk Bilginer")),
            (None, None),
        ];
        for (number, (title, name)) in rows.into_iter().enumerate() {
            items.ids.push(&number.to_string());
            columns[0].push(title.filter(|_| with_titles));
            columns[1].push(name);
        }
        let fields = [("title", FieldKind::Text), ("name", FieldKind::PersonName)];
        for ((name, kind), column) in fields.into_iter().zip(columns) {
            items.columns.push((Field { name: name.to_owned(), kind }, column.finish()));
        }
        if !with_titles {
            items.columns.remove(0);
        }
        items
    }

    fn near(items: &Items) -> Vec<Vec<u32>> {
        let near = neighbours(items, &Comparison::all(items, None), 10, false, &|_, _| true).unwrap();
        (0..near.len() as u32).map(|item| near.of(item).to_vec()).collect()
    }

    #[test]
    fn what_has_no_text_is_near_by_its_name() {
        assert_eq!(near(&films_and_persons(true)), [vec![1], vec![0], vec![3], vec![2], vec![], vec![]]);
    }

    #[test]
    fn few_looks_find_nearly_what_many_find() {
        let mut items = Items::default();
        let mut titles = ColumnBuilder::default();
        for number in 0..4_000_u32 {
            // Two rows of one film: a word of their own, words of a series, words of all.
            let (film, series) = (number / 2, number % 40);
            items.ids.push(&number.to_string());
            titles.push(Some(&format!("bölüm{film} dizi{series} sezon{} yerli yapım", number % 7)));
        }
        let field = Field { name: "title".to_owned(), kind: FieldKind::Text };
        items.columns.push((field, titles.finish()));
        let comparisons = Comparison::all(&items, None);
        let many = neighbours_within(&items, &comparisons, 5, false, usize::MAX, &|_, _| true);
        let few = neighbours_within(&items, &comparisons, 5, false, 0, &|_, _| true);
        let first = |near: &Neighbours| (0..4_000).map(|item| near.of(item)[0]).collect::<Vec<_>>();
        assert_eq!(first(&few), first(&many));
        assert_eq!(many.of(10)[0], 11);
    }

    #[test]
    fn a_table_without_texts_has_no_neighbours() {
        assert!(near(&films_and_persons(false)).is_empty());
    }

    #[test]
    fn an_item_without_neighbours_has_no_rank() {
        let prepared = Prepared::new(films_and_persons(true), vec![1; 6], false, &|_, _| true).unwrap();
        let rank = |a, b| {
            let pattern = prepared.compare(a, b, &mut Scratch::default());
            pattern.level(prepared.levels().len() - 1)
        };
        assert_eq!((rank(0, 1), rank(2, 3)), (1, 1), "the nearest of each other");
        assert_eq!(rank(1, 1), 5, "what is not among the nearest is far");
        assert_eq!(rank(0, 2), MISSING, "a film and a person have nothing to be near by");
        assert_eq!((rank(2, 4), rank(2, 5)), (MISSING, MISSING), "who has no neighbours is not far");
    }
}
