//! Columns of other names for one thing: a title and an original title, a firm and its trade name.

use varlik_resolve::{Column, ColumnBuilder, FieldKind};
use varlik_text::key;

use crate::infer::Inferred;
use crate::redundant::{sample, words_of};

/// The most columns that are held against one another.
const MOST: usize = 16;

/// The fewest rows with both names that tell.
const FEWEST: usize = 10;

/// The share of the rows with both names in which the two are the same.
const SAME: f64 = 0.5;

/// Finds two columns that hold the same name in most rows and another in some, by their places, the foremost first;
/// `may_join` tells whether a column may be joined with another.
///
/// As two fields they would say twice that two films are called alike. As one field of several values each of the names of one
/// row may be any of those of another.
pub(crate) fn names_to_merge(
    columns: &[(String, Column)],
    inferred: &[Inferred],
    may_join: impl Fn(&str) -> bool,
) -> Option<(usize, usize)> {
    let kind = |place: usize| inferred.get(place).and_then(|inferred| inferred.kind);
    // Several columns of names of persons are the parts of one name.
    let is_name = |kind| matches!(kind, FieldKind::Text | FieldKind::Organization);
    let named = columns.iter().enumerate().filter(|(_, (name, _))| may_join(name)).map(|(place, _)| place);
    let places: Vec<usize> = named.filter(|&place| kind(place).is_some_and(is_name)).take(MOST).collect();
    let rows = sample(columns, &places);
    let words = |place: usize, row: u32| columns.get(place).map(|(_, column)| words_of(column, row));
    let words: Vec<Vec<Vec<u64>>> = places
        .iter()
        .map(|&place| rows.iter().map(|&row| words(place, row).unwrap_or_default()).collect())
        .collect();
    for (at, (&first, own)) in places.iter().zip(&words).enumerate() {
        for (&second, other) in places.iter().zip(&words).skip(at + 1) {
            if kind(first) != kind(second) {
                continue;
            }
            let both = own.iter().zip(other).filter(|(one, two)| !one.is_empty() && !two.is_empty());
            let (all, same) = both.fold((0_usize, 0_usize), |(all, same), (one, two)| {
                (all + 1, same + usize::from(one == two))
            });
            if all >= FEWEST && same as f64 >= SAME * all as f64 {
                return Some((first, second));
            }
        }
    }
    None
}

/// A column with the values of both, those that read alike once.
pub(crate) fn both(one: &Column, other: &Column) -> Column {
    let mut column = ColumnBuilder::default();
    let mut own: Vec<&str> = Vec::new();
    for row in 0..one.len() as u32 {
        own.clear();
        own.extend(one.cells(row).iter().map(|&cell| one.values().get(cell)));
        for &cell in other.cells(row) {
            let text = other.values().get(cell);
            if !own.iter().any(|known| *known == text || key(known) == key(text)) {
                own.push(text);
            }
        }
        column.push_list(own.iter().copied());
    }
    column.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(cells: &[&str]) -> Column {
        let mut column = ColumnBuilder::default();
        for cell in cells {
            column.push(Some(*cell).filter(|cell| !cell.is_empty()));
        }
        column.finish()
    }

    fn inferred(kind: FieldKind) -> Inferred {
        Inferred { kind: Some(kind), why: String::new() }
    }

    #[test]
    fn names_that_are_mostly_the_same_are_one_field() {
        use FieldKind::{Category, Organization, Text};
        let titles: Vec<String> = (0..40).map(|number| format!("Bölüm {}", number * number + 7)).collect();
        let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        let with = |other: &dyn Fn(usize) -> String| {
            let others: Vec<String> = (0..titles.len()).map(other).collect();
            column(&others.iter().map(String::as_str).collect::<Vec<_>>())
        };
        let same = |every: usize| {
            let titles = titles.clone();
            move |row: usize| {
                if row.is_multiple_of(every) { format!("Part {row}") } else { titles[row].to_owned() }
            }
        };
        let original = same(4);
        let never = |row: usize| format!("Folge {row}");
        let seldom =
            |row: usize| if row.is_multiple_of(4) { titles[row].to_owned() } else { format!("Folge {row}") };
        let few = |row: usize| if row < 8 { titles[row].to_owned() } else { String::new() };
        for (other, kind, want) in [
            (with(&original), Text, Some((0, 1))),
            (with(&never), Text, None),
            (with(&seldom), Text, None),
            (with(&few), Text, None),
            (with(&original), Organization, None),
            (with(&original), Category, None),
        ] {
            let columns = [("title".to_owned(), column(&titles)), ("original".to_owned(), other)];
            let found = names_to_merge(&columns, &[inferred(Text), inferred(kind)], |_| true);
            assert_eq!(found, want, "{kind}");
            let told = names_to_merge(&columns, &[inferred(Text), inferred(kind)], |name| name != "title");
            assert_eq!(told, None, "what was told of stays");
        }
    }

    #[test]
    fn what_reads_alike_stands_once() {
        let joined = both(&column(&["Kış Uykusu", "Uzak", ""]), &column(&["KIŞ UYKUSU", "Distant", "Sivas"]));
        let cells: Vec<usize> = (0..3).map(|row| joined.cells(row).len()).collect();
        assert_eq!(cells, [1, 2, 1]);
        assert_eq!(joined.values().get(joined.cells(1)[1]), "Distant");
    }
}
