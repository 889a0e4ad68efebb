//! Which items are one entity: blocking, comparison and constrained clustering over any items.
//!
//! An item is anything that bears names: a row of a table, a person of an article. The engine does not know where items
//! come from. [`resolve`] puts each item into exactly one cluster; the answer depends on the items alone, not on their
//! order or on the number of threads.
//!
//! ```
//! use varlik_names::{Name, NameKind};
//! use varlik_resolve::{Item, Options, resolve};
//! use varlik_text::Lang;
//!
//! let person = |text| Item::new(vec![Name::new(text, NameKind::Person, Lang::Und)]);
//! let items = [person("Dmitriy Peskov"), person("Bilal Erdoğan"), person("Dmitry Peskov")];
//! let found = resolve(&items, &Options::default());
//! assert_eq!(found.cluster_of, [0, 1, 0]);
//! ```
//!
//! It does *not* tell two bearers of one and the same name apart, and not yet learn weights, compare anything but names and identifiers, or keep yesterday's answer.
#![forbid(unsafe_code)]

mod block;
mod blocking;
mod candidates;
mod cluster;
mod compare;
mod distinct;
mod evaluate;
mod explanation;
mod field;
mod forest;
mod item;
mod items;
mod judgement;
mod latent;
mod learn;
mod learning;
mod level;
mod model;
mod neighbours;
mod pattern;
mod prepared;
mod recalibration;
mod resolution;
mod resolver;
mod rule;
mod scoring;
mod unique;
mod value;

pub use cluster::{
    ClusterOptions, Constraints, Contradiction, Entities, Entity, Linkage, ScoredPair, Weigh, cluster_items,
};
pub use evaluate::{
    BCubed, BlockingRecall, ClusterCounts, CurvePoint, Estimate, Interval, PrecisionRecall, Scores, Stratum,
    Truth, best_threshold, blocking_recall, curve, estimate, evaluate_clusters, evaluate_pairs,
};
pub use explanation::{EvidenceLine, Explanation, Flip};
pub use field::{Field, FieldKind, UnknownKind};
pub use item::Item;
pub use items::{Column, ColumnBuilder, Items, Strings};
pub use judgement::{Judgement, ToJudge};
pub use learn::{
    BoostOptions, Booster, Calibration, LabelledPair, LearnError, LearnOptions, Learned, Matrix,
    PairEvidence, PairExplanation, PairModel, PairReason,
};
pub use model::{ComparisonModel, LevelModel, Model, ModelError, PassModel};
pub use recalibration::Recalibration;
pub use resolution::{
    FieldSummary, GoldenRule, Labelling, PassSummary, Progress, Resolution, ResolveError, ResolvedEntity,
    ResolvedPair, Resolver, ResolverOptions, Scope, Stage, Unique, WeightBin,
};
pub use resolver::{Clustering, Edge, Options, resolve};
pub use rule::{Rule, Verdict};
pub use value::{
    CategoryValue, DateOrder, DateValue, DecimalMark, EmailValue, IdentifierValue, NumberValue, PhoneValue,
    PointValue, PostcodeValue,
};
