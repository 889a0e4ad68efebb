//! Which items are one entity: blocking, comparison, learning, scoring and clustering over any items.
//!
//! An item is a thing to be resolved: a row of a table, a person of an article. The engine does not know where items come
//! from. What it answers depends on the items alone, not on their order or on the number of threads.
//!
//! Rows come by the column, as [`Items`] with typed [`Field`]s, and a [`Resolver`] learns from them without labels what
//! agreement says. [`Resolution`] is its answer: entities, pairs, the account of any pair, the model.
//!
//! ```
//! use varlik_resolve::{ColumnBuilder, Field, FieldKind, Items, Resolver};
//!
//! let mut items = Items::default();
//! let (mut names, mut born) = (ColumnBuilder::default(), ColumnBuilder::default());
//! let rows = [("1", "Ayşe Kaya", "1984-03-12"), ("2", "AYSE KAYA", "12.03.1984"), ("3", "Ali Can", "1990-01-31")];
//! for (id, name, day) in rows {
//!     items.ids.push(id);
//!     names.push(Some(name));
//!     born.push(Some(day));
//! }
//! let field = |name: &str, kind| Field { name: name.to_owned(), kind };
//! items.columns.push((field("name", FieldKind::PersonName), names.finish()));
//! items.columns.push((field("born", FieldKind::Date), born.finish()));
//! assert_eq!(Resolver::default().run(items, &|_, _, _| true)?.cluster_of(), [0, 0, 1]);
//! # Ok::<(), varlik_resolve::ResolveError>(())
//! ```
//!
//! Bearers of names that were found in texts are [`Bearers`]: they have nothing to learn from, so what agreement says is
//! given.
//!
//! With labels at hand [`PairModel`] judges pairs, and `evaluate_clusters` compares an answer with the truth.
//!
//! It does *not* read files, guess what a column holds, or keep yesterday's answer.
#![forbid(unsafe_code)]

mod bearers;
mod blocking;
mod candidates;
mod cluster;
mod compare;
mod distinct;
mod evaluate;
mod explanation;
mod field;
mod forest;
mod items;
mod judgement;
mod keys;
mod latent;
mod learn;
mod learning;
mod level;
mod model;
mod neighbours;
mod part;
mod pattern;
mod plan;
mod prepared;
mod recalibration;
mod resolution;
mod rule;
mod scoring;
mod unique;
mod value;

pub use bearers::{Bearer, BearerAccount, BearerOptions, Bearers};
pub use cluster::{
    ClusterOptions, Constraints, Contradiction, Entities, Entity, Linkage, ScoredPair, Weigh, cluster_items,
};
pub use evaluate::{
    BCubed, BlockingRecall, ClusterCounts, CurvePoint, Estimate, Interval, PrecisionRecall, Scores, Stratum,
    Truth, best_threshold, blocking_recall, curve, estimate, evaluate_clusters, evaluate_pairs,
};
pub use explanation::{EvidenceLine, Explanation, Flip};
pub use field::{Field, FieldKind, UnknownKind};
pub use items::{Column, ColumnBuilder, Items, Strings};
pub use judgement::{BCubedEstimate, Judgement, ToJudge, judge_clusters};
pub use learn::{
    BoostOptions, Booster, Calibration, LabelledPair, LearnError, LearnOptions, Learned, Matrix,
    PairEvidence, PairExplanation, PairModel, PairReason,
};
pub use model::{ComparisonModel, LevelModel, Model, ModelError, PassModel};
pub use plan::{Plan, PlanError};
pub use recalibration::Recalibration;
pub use resolution::{
    FieldSummary, GoldenRule, Labelling, MemoryEstimate, PassSummary, Progress, Resolution, ResolveError,
    ResolvedEntity, ResolvedPair, Resolver, ResolverOptions, RunStore, Scope, ScoredSummary, Stage, Unique,
    WeightBin,
};
pub use rule::{NoRule, Rule, Verdict};
pub use value::{
    CategoryValue, DateOrder, DateValue, DecimalMark, EmailValue, IdentifierValue, NumberValue, PhoneValue,
    PointValue, PostcodeValue,
};
