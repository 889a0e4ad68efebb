//! The nearest texts of each item, by the words they share.

use rayon::prelude::*;

use crate::compare::{Comparison, Texts};
use crate::field::FieldKind;
use crate::items::{Column, Items};

/// Words that more items than this have are not looked up.
const COMMONEST: usize = 2_000;

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

/// Finds for each item the items whose texts share the most telling words with its own, best first.
///
/// All texts of an item count, whatever field they stand in, and its names and codes; nothing is found in a table that has
/// no texts. TF-IDF over words, no more than `most` for an item; in a
/// link between two sources only items of the other source.
pub(crate) fn neighbours(
    items: &Items,
    comparisons: &[Comparison],
    most: usize,
    across: bool,
) -> Vec<Vec<u32>> {
    let texts: Vec<(usize, &Texts)> =
        comparisons.iter().filter_map(|c| c.texts().map(|texts| (c.column, texts.as_ref()))).collect();
    if texts.is_empty() {
        return Vec::new();
    }
    let others = others(items, comparisons);
    // The words of all fields under one numbering.
    let mut known: rustc_hash::FxHashMap<&str, u32> = rustc_hash::FxHashMap::default();
    let mut words: Vec<Vec<u32>> = Vec::with_capacity(items.len());
    let mut holders: Vec<Vec<u32>> = Vec::new();
    for item in 0..items.len() as u32 {
        let mut own: Vec<u32> = Vec::new();
        let mut add = |word| {
            let next = known.len() as u32;
            own.push(*known.entry(word).or_insert(next));
        };
        for (column, texts) in &texts {
            let cells = items.columns.get(*column).map_or(&[][..], |(_, column)| column.cells(item));
            cells.iter().flat_map(|&cell| texts.words(cell)).for_each(|&word| add(texts.spelling(word)));
        }
        for (column, words) in &others {
            let cells = column.cells(item).iter().filter_map(|&cell| words.get(cell as usize));
            cells.flat_map(|words| words.split(' ')).filter(|word| !word.is_empty()).for_each(&mut add);
        }
        own.sort_unstable();
        own.dedup();
        holders.resize(known.len(), Vec::new());
        for &word in &own {
            if let Some(list) = holders.get_mut(word as usize) {
                list.push(item);
            }
        }
        words.push(own);
    }
    let rows = items.len() as f32;
    let weight = |word: u32| {
        let with = holders.get(word as usize).map_or(1, Vec::len) as f32;
        0.2 + (1.0 + rows / with).ln()
    };
    let norms: Vec<f32> = words
        .iter()
        .map(|own| own.iter().map(|&word| weight(word).powi(2)).sum::<f32>().sqrt().max(1e-6))
        .collect();
    (0..items.len() as u32)
        .into_par_iter()
        .map_init(
            || (vec![0.0_f32; items.len()], Vec::<u32>::new()),
            |(scores, touched), item| {
                let own = words.get(item as usize).map_or(&[][..], Vec::as_slice);
                for &word in own {
                    let list = holders.get(word as usize).map_or(&[][..], Vec::as_slice);
                    if list.len() > COMMONEST.max(items.len() / 50) {
                        continue;
                    }
                    let add = weight(word).powi(2);
                    for &other in list {
                        if other == item || (across && items.source(other) == items.source(item)) {
                            continue;
                        }
                        if let Some(score) = scores.get_mut(other as usize) {
                            if *score == 0.0 {
                                touched.push(other);
                            }
                            *score += add;
                        }
                    }
                }
                let score = |other: u32| {
                    scores.get(other as usize).copied().unwrap_or(0.0)
                        / norms.get(other as usize).copied().unwrap_or(1.0)
                };
                let mut found: Vec<(f32, u32)> = touched.iter().map(|&other| (score(other), other)).collect();
                let order = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
                if found.len() > most {
                    found.select_nth_unstable_by(most - 1, order);
                    found.truncate(most);
                }
                found.sort_by(order);
                for &other in touched.iter() {
                    if let Some(score) = scores.get_mut(other as usize) {
                        *score = 0.0;
                    }
                }
                touched.clear();
                found.into_iter().map(|(_, other)| other).collect()
            },
        )
        .collect()
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
        neighbours(items, &Comparison::all(items, None), 10, false)
    }

    #[test]
    fn what_has_no_text_is_near_by_its_name() {
        assert_eq!(near(&films_and_persons(true)), [vec![1], vec![0], vec![3], vec![2], vec![], vec![]]);
    }

    #[test]
    fn a_table_without_texts_has_no_neighbours() {
        assert!(near(&films_and_persons(false)).is_empty());
    }

    #[test]
    fn an_item_without_neighbours_has_no_rank() {
        let prepared = Prepared::new(films_and_persons(true), vec![1; 6], false);
        let rank = |a, b| {
            let pattern = prepared.compare(a, b, &mut Scratch::default());
            pattern.level(prepared.levels().len() - 1)
        };
        assert_eq!((rank(0, 1), rank(2, 3)), (1, 1), "the nearest of each other");
        assert_eq!(rank(0, 2), 5, "a film is far from a person");
        assert_eq!((rank(2, 4), rank(2, 5)), (MISSING, MISSING), "who has no neighbours is not far");
    }
}
