//! Columns that say what other columns say.

use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;
use varlik_resolve::{Column, FieldKind};
use varlik_text::key;

use crate::infer::Inferred;

/// Rows that are compared.
const SAMPLE: usize = 400;

/// The most columns that are compared, for each is held against each.
const MOST: usize = 256;

/// The share of rows that must agree.
const AGREE: f64 = 0.95;

/// The most columns that one says together again.
const MOST_PARTS: usize = 4;

/// Leaves out columns that are copies of another, or are made of others: a full name beside its parts.
///
/// Counted twice, the same evidence would weigh double. `told` columns stay.
pub(crate) fn redundant(
    columns: &[(String, Column)],
    inferred: &mut [Inferred],
    told: impl Fn(&str) -> bool,
) {
    let candidates: Vec<usize> = (0..columns.len())
        .filter(|&place| inferred.get(place).and_then(|inferred| inferred.kind).is_some_and(is_worded))
        .take(MOST)
        .collect();
    let rows = sample(columns, &candidates);
    let words: Vec<Vec<Vec<u64>>> = candidates
        .iter()
        .map(|&place| {
            let column = columns.get(place).map(|(_, column)| column);
            rows.iter().map(|&row| column.map(|column| words_of(column, row)).unwrap_or_default()).collect()
        })
        .collect();
    let mut left: Vec<usize> = (0..candidates.len()).collect();
    // Copies first, of which the foremost stays; then the widest first, so that of a name and its parts the whole goes.
    let mut widest: Vec<(usize, usize)> =
        words.iter().enumerate().map(|(at, rows)| (rows.iter().map(Vec::len).sum(), at)).collect();
    widest.sort_unstable_by(|a, b| b.cmp(a));
    let copies = (0..candidates.len()).rev().map(|at| (at, 1));
    for (at, most) in copies.chain(widest.into_iter().map(|(_, at)| (at, MOST_PARTS))) {
        let Some(&place) = candidates.get(at).filter(|_| left.contains(&at)) else { continue };
        let Some((name, _)) = columns.get(place) else { continue };
        if told(name) {
            continue;
        }
        let others: Vec<usize> = left.iter().copied().filter(|&other| other != at).collect();
        let parts = if most == 1 {
            others.into_iter().find_map(|other| made_of(&words, at, &[other]))
        } else {
            made_of(&words, at, &others)
        };
        let Some(parts) = parts else { continue };
        left.retain(|&other| other != at);
        let names: Vec<&str> = parts
            .iter()
            .filter_map(|&part| candidates.get(part).and_then(|&place| columns.get(place)))
            .map(|(name, _)| name.as_str())
            .collect();
        let verb = if names.len() == 1 { "says" } else { "say" };
        if let Some(inferred) = inferred.get_mut(place) {
            *inferred = Inferred::ignored(format!("it says what {} {verb}", names.join(" and ")));
        }
    }
}

/// Whether the values of a kind are words that may be repeated in another column.
const fn is_worded(kind: FieldKind) -> bool {
    !matches!(kind, FieldKind::Category | FieldKind::Number | FieldKind::Price | FieldKind::Point)
}

/// Some rows, the same for every order of them: those of some values of the column that has most different ones.
pub(crate) fn sample(columns: &[(String, Column)], candidates: &[usize]) -> Vec<u32> {
    let candidates = candidates.iter().filter_map(|&place| columns.get(place)).map(|(_, column)| column);
    let Some(telling) = candidates.rev().max_by_key(|column| column.values().len()) else {
        return Vec::new();
    };
    let values = telling.values();
    let mut counts = vec![0_usize; values.len()];
    let cells =
        || (0..telling.len() as u32).flat_map(|row| telling.cells(row).iter().map(move |&cell| (row, cell)));
    for (_, cell) in cells() {
        if let Some(count) = counts.get_mut(cell as usize) {
            *count += 1;
        }
    }
    let mut hashed: Vec<(u64, u32)> =
        (0..values.len() as u32).map(|value| (FxBuildHasher.hash_one(values.get(value)), value)).collect();
    if hashed.len() > SAMPLE {
        hashed.select_nth_unstable(SAMPLE);
        hashed.truncate(SAMPLE);
    }
    hashed.sort_unstable();
    let (mut chosen, mut rows) = (vec![false; values.len()], 0);
    for (_, value) in hashed {
        let (Some(count), Some(chosen)) = (counts.get(value as usize), chosen.get_mut(value as usize)) else {
            continue;
        };
        // A value of very many rows would be the whole sample.
        if rows < SAMPLE && *count <= SAMPLE {
            *chosen = true;
            rows += count;
        }
    }
    let mut rows: Vec<u32> =
        cells().filter(|(_, cell)| chosen.get(*cell as usize) == Some(&true)).map(|(row, _)| row).collect();
    rows.dedup();
    rows
}

/// The folded words of a cell, sorted.
pub(crate) fn words_of(column: &Column, row: u32) -> Vec<u64> {
    let mut words: Vec<u64> = Vec::new();
    for &cell in column.cells(row) {
        let text = column.values().get(cell);
        let parts =
            text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).take(64);
        words.extend(parts.map(|word| FxBuildHasher.hash_one(key(word))));
    }
    words.sort_unstable();
    words
}

/// The other columns that together hold the very words of a column, in nearly all rows.
fn made_of(words: &[Vec<Vec<u64>>], at: usize, others: &[usize]) -> Option<Vec<usize>> {
    let whole = words.get(at)?;
    let filled = whole.iter().filter(|words| !words.is_empty()).count();
    if filled < 2 {
        return None;
    }
    let within = |other: &&usize| {
        let Some(part) = words.get(**other) else { return false };
        let (mut rows, mut held, mut some) = (0_usize, 0_usize, 0_usize);
        for (whole, part) in whole.iter().zip(part) {
            if whole.is_empty() {
                continue;
            }
            rows += 1;
            held += usize::from(part.iter().all(|word| whole.binary_search(word).is_ok()));
            some += usize::from(!part.is_empty());
        }
        // A part that is mostly missing, a middle name, is one all the same.
        held as f64 >= AGREE * rows as f64 && some > 0
    };
    let parts: Vec<usize> = others.iter().filter(within).copied().take(MOST_PARTS + 1).collect();
    if parts.is_empty() || parts.len() > MOST_PARTS {
        return None;
    }
    let mut agreeing = 0_usize;
    let mut together: Vec<u64> = Vec::new();
    for (row, whole) in whole.iter().enumerate().filter(|(_, whole)| !whole.is_empty()) {
        together.clear();
        together.extend(parts.iter().filter_map(|&part| words.get(part)?.get(row)).flatten());
        together.sort_unstable();
        agreeing += usize::from(together == *whole);
    }
    (agreeing as f64 >= AGREE * filled as f64).then_some(parts)
}
