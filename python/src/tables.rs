//! Tables of records: taken in from other libraries, resolved, handed out again.

mod answer;
pub(crate) mod evaluate;
pub(crate) mod explanation;
pub(crate) mod judging;
pub(crate) mod model;
mod options;
pub(crate) mod plan;
mod python;
pub(crate) mod report;
pub(crate) mod resolution;
mod rules;
pub(crate) mod run;
pub(crate) mod source;
mod state;
