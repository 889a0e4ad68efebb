//! Generated tables; the sources stand in `data/documents/`.

pub(crate) mod boilerplate;
pub(crate) mod months;
