//! Which rows of tables are one entity: columns in, clusters out.
//!
//! A table is columns of texts, dates and numbers under names that nobody has described. This crate reads them, tells
//! what each column holds, hands the rows to [`varlik_resolve`] as items, and gives the answer back as tables.
//!
//! It does *not* compare or cluster anything itself.
#![forbid(unsafe_code)]

mod aliases;
mod answer;
mod batches;
mod cells;
mod counterpart;
mod error;
mod evaluate;
mod header;
mod ids;
mod infer;
mod items;
mod label;
mod listed_pair;
mod pair_items;
mod pairs;
mod points;
mod read;
mod redundant;
mod separators;
mod table;
mod table_plan;
mod tables;
mod texts;
mod whole_names;
mod work;

pub use answer::Answer;
pub use error::TableError;
pub use evaluate::{EvaluateOptions, Evaluation, evaluate};
pub use infer::Inferred;
pub use items::{ColumnNote, Intake, ReadOptions, items};
pub use listed_pair::{DrawnPair, ListedPair};
pub use pair_items::{PairItems, pair_items};
pub use pairs::Pairs;
pub use table::Table;
pub use table_plan::TablePlan;
pub use texts::TextColumns;
pub use work::WorkFolder;
