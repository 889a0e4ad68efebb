//! Generated tables.

pub(crate) mod headings;
pub(crate) mod id_columns;
