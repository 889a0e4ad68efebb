//! Whole names in one table and their parts in another, as one column of whole names.

use varlik_resolve::{Column, ColumnBuilder, FieldKind};

use crate::infer::Inferred;

/// Columns that became one: where they stood.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct JoinedNames {
    /// The column of whole names, which takes in the others.
    pub(crate) whole: usize,
    /// The columns of the parts: given names in their order, then the family name.
    pub(crate) parts: Vec<usize>,
}

/// Finds a column of whole names and columns of their parts that no table has both of; `has` tells whether a table has a
/// column, by their places.
///
/// Apart they would meet nowhere: each is missing where the other is. Tables that have both say the same twice, which is
/// seen to elsewhere.
pub(crate) fn names_to_join(
    inferred: &[Inferred],
    tables: usize,
    has: impl Fn(usize, usize) -> bool,
) -> Option<JoinedNames> {
    let of = |kind| {
        let places = inferred.iter().enumerate().filter(move |(_, inferred)| inferred.kind == Some(kind));
        places.map(|(place, _)| place)
    };
    let family = of(FieldKind::FamilyName).next()?;
    let mut parts: Vec<usize> = of(FieldKind::GivenName).collect();
    if parts.is_empty() {
        return None;
    }
    parts.push(family);
    let apart = |whole: &usize| {
        let mut some = (false, false);
        let apart = (0..tables).all(|table| {
            let (one, other) = (has(table, *whole), parts.iter().any(|&part| has(table, part)));
            some = (some.0 || one, some.1 || other);
            !(one && other)
        });
        apart && some == (true, true)
    };
    let mut wholes = of(FieldKind::PersonName).filter(apart);
    let whole = wholes.next().filter(|_| wholes.next().is_none())?;
    Some(JoinedNames { whole, parts })
}

/// The whole names of rows, put together from their parts; none where all are missing.
pub(crate) fn whole_names(parts: &[&Column]) -> Column {
    let rows = parts.first().map_or(0, |column| column.len());
    let mut names = ColumnBuilder::default();
    let mut name = String::new();
    for row in 0..rows as u32 {
        name.clear();
        for column in parts {
            for &cell in column.cells(row) {
                if !name.is_empty() {
                    name.push(' ');
                }
                name.push_str(column.values().get(cell));
            }
        }
        names.push(Some(name.as_str()).filter(|name| !name.is_empty()));
    }
    names.finish()
}

/// A column that has the values of one where it has some, and those of another elsewhere.
pub(crate) fn either(one: &Column, other: &Column) -> Column {
    let mut column = ColumnBuilder::default();
    for row in 0..one.len() as u32 {
        let from = if one.cells(row).is_empty() { other } else { one };
        column.push_list(from.cells(row).iter().map(|&cell| from.values().get(cell)));
    }
    column.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(cells: &[Option<&str>]) -> Column {
        let mut column = ColumnBuilder::default();
        for cell in cells {
            column.push(*cell);
        }
        column.finish()
    }

    fn texts(column: &Column) -> Vec<Option<&str>> {
        (0..column.len() as u32)
            .map(|row| column.cells(row).first().map(|&cell| column.values().get(cell)))
            .collect()
    }

    #[test]
    fn parts_make_a_whole() {
        let given = column(&[Some("Ayşe"), Some("J."), None, None]);
        let family = column(&[Some("Yılmaz"), None, Some("Kaya"), None]);
        let names = whole_names(&[&given, &family]);
        assert_eq!(texts(&names), [Some("Ayşe Yılmaz"), Some("J."), Some("Kaya"), None]);
        let whole = column(&[None, None, None, Some("Can Ak")]);
        assert_eq!(
            texts(&either(&whole, &names)),
            [Some("Ayşe Yılmaz"), Some("J."), Some("Kaya"), Some("Can Ak")]
        );
        assert_eq!(whole_names(&[]).len(), 0);
    }

    #[test]
    fn only_names_that_no_table_says_twice_are_joined() {
        use FieldKind as K;
        // For each column its kind and the tables that have it.
        for (columns, want) in [
            (
                &[(K::PersonName, &[0][..]), (K::GivenName, &[1]), (K::FamilyName, &[1])][..],
                Some((0, vec![1, 2])),
            ),
            (
                &[(K::FamilyName, &[0]), (K::GivenName, &[0]), (K::GivenName, &[0]), (K::PersonName, &[1])],
                Some((3, vec![1, 2, 0])),
            ),
            // A table has both, and says the same twice.
            (&[(K::PersonName, &[0]), (K::GivenName, &[0, 1]), (K::FamilyName, &[1])], None),
            // The family name alone may be all that is known.
            (&[(K::PersonName, &[0]), (K::FamilyName, &[1])], None),
            // Which of two whole names the parts are of, nobody knows.
            (
                &[(K::PersonName, &[0]), (K::PersonName, &[0]), (K::GivenName, &[1]), (K::FamilyName, &[1])],
                None,
            ),
            (&[(K::Organization, &[0]), (K::GivenName, &[1]), (K::FamilyName, &[1])], None),
            (&[], None),
        ] {
            let inferred: Vec<Inferred> =
                columns.iter().map(|(kind, _)| Inferred::told(Some(*kind))).collect();
            let has = |table: usize, place: usize| columns[place].1.contains(&table);
            let found = names_to_join(&inferred, 2, has).map(|joined| (joined.whole, joined.parts));
            assert_eq!(found, want, "{columns:?}");
        }
    }
}
