//! Tables of records: taken in from other libraries, resolved, handed out again.

mod answer;
pub(crate) mod explanation;
pub(crate) mod model;
mod options;
mod python;
pub(crate) mod report;
pub(crate) mod resolution;
pub(crate) mod run;
mod source;
mod state;
