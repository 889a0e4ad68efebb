// Written by `cargo run -p varlik-dev -- tables` from data/tables/id_columns.tsv. DO NOT EDIT.
// Names of columns that hold the ids of rows, the likeliest first.
// Source: gathered by hand from the heads of public tables, as headings.tsv. Licence: MIT OR Apache-2.0, as the project.
// Columns: words (compared folded).
//! Names of columns of ids, as comparison keys.

/// The names, the likeliest first.
#[rustfmt::skip]
pub(crate) static ID_COLUMNS: &[&str] = &[
    "id",
    "record id",
    "rec id",
    "row id",
    "unique id",
    "rid",
    "uid",
    "uuid",
    "guid",
    "pk",
    "primary key",
    "key",
    "record",
    "kayit no",
    "kayit id",
    "sira no",
    "no",
    "nr",
    "index",
    "row",
    "row number",
    "unnamed",
];
