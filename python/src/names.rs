//! The functions over names: comparing two, and the columns of many.

pub(crate) mod compare;
pub(crate) mod options;
pub(crate) mod similarity;
