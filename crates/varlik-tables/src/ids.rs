//! Which column holds the ids of the rows.

use varlik_resolve::{Column, Strings};

use crate::header::key_rank;
use crate::table::did_you_mean;
use crate::{Table, TableError};

/// Finds the column of ids: the one that was named, or the likeliest whose values are all there and all different.
///
/// `Ok(None)`: rows go by their numbers, counted from 0.
pub(crate) fn id_column(table: &Table, named: Option<&str>) -> Result<Option<usize>, TableError> {
    if let Some(named) = named {
        let place = table.columns.iter().position(|(name, _)| name == named);
        let place = place.ok_or_else(|| no_column(table, named))?;
        check(table, place)?;
        return Ok(Some(place));
    }
    let ranked =
        table.columns.iter().enumerate().filter_map(|(place, (name, _))| Some((key_rank(name)?, place)));
    let mut ranked: Vec<(u8, usize)> = ranked.collect();
    ranked.sort_unstable();
    Ok(ranked.into_iter().map(|(_, place)| place).find(|&place| check(table, place).is_ok()))
}

/// What is said of a column that is not there.
pub(crate) fn no_column(table: &Table, asked: &str) -> TableError {
    let names = || table.columns.iter().map(|(name, _)| name.as_str());
    let listed: Vec<String> = names().map(|name| format!("{name:?}")).collect();
    let listed = if listed.is_empty() { "none".to_owned() } else { listed.join(", ") };
    TableError::usage(format!(
        "{}: no column {asked:?}; there are {listed}.{}",
        table.name,
        did_you_mean(asked, names())
    ))
}

/// Whether each row has one id, and no two the same.
fn check(table: &Table, place: usize) -> Result<(), TableError> {
    let Some((name, column)) = table.columns.get(place) else { return Ok(()) };
    let wrong = |problem: String| TableError::input(format!("{}: {problem}", table.name));
    let mut first: Vec<u32> = vec![u32::MAX; column.values().len()];
    for row in 0..table.rows as u32 {
        let here = || table.row_name.of(row as usize);
        let &[cell] = column.cells(row) else {
            let count = column.cells(row).len();
            let what = if count == 0 { "no id".to_owned() } else { format!("{count} ids") };
            return Err(wrong(format!(
                "{} has {what} in column {name:?}; give each row one, or name another column",
                here()
            )));
        };
        let Some(first) = first.get_mut(cell as usize) else { continue };
        if *first != u32::MAX {
            return Err(wrong(format!(
                "the id {:?} in column {name:?} is that of {} and of {}; give each row an id of its own, or name another column",
                shortened(column.values().get(cell)),
                table.row_name.of(*first as usize),
                here()
            )));
        }
        *first = row;
    }
    Ok(())
}

/// At most so much of a text as a message bears.
pub(crate) fn shortened(text: &str) -> String {
    if text.chars().count() <= 60 { text.to_owned() } else { text.chars().take(59).chain(['…']).collect() }
}

/// Appends the ids of a table: those of its column, or the numbers of its rows.
pub(crate) fn push_ids(ids: &mut Strings, column: Option<&Column>, rows: usize) {
    match column {
        // Ids are all different, so that their numbers are those of the rows.
        Some(column) if ids.is_empty() => *ids = column.values().clone(),
        Some(column) => column.values().iter().for_each(|id| {
            ids.push(id);
        }),
        None => (0..rows).for_each(|row| {
            ids.push(&row.to_string());
        }),
    }
}
