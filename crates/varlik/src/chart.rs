//! Pictures of a run over tables: plain structs that draw themselves as SVG, or as a Vega-Lite specification.
//!
//! Each chart is a small struct with public fields. `to_svg` gives one self-contained picture (no script, no font, no
//! network; readable on light and on dark paper), `to_vegalite` the same numbers as a [Vega-Lite](https://vega.github.io/vega-lite/)
//! dictionary for those who want to restyle them. The same struct always gives the same bytes. Numbers that are not
//! finite never break a picture: they are written as `?` or `∞` and get no bar of their own. Texts are cut to the room
//! there is, and escaped.
//!
//! ```
//! use varlik::chart::{ScoreBin, ScoreHistogram};
//!
//! let histogram = ScoreHistogram {
//!     bins: vec![
//!         ScoreBin { from: -4.0, to: 0.0, count: 900 },
//!         ScoreBin { from: 0.0, to: 4.0, count: 30 },
//!         ScoreBin { from: 4.0, to: 8.0, count: 410 },
//!     ],
//!     threshold: 3.5,
//! };
//! assert!(histogram.to_svg().starts_with("<svg "));
//! assert_eq!(histogram.to_vegalite()["data"]["values"][2]["count"], 410);
//! ```

mod blocking_counts;
mod canvas;
mod cluster_graph;
mod completeness;
mod explained;
mod label;
mod layout;
mod level_weights;
mod precision_recall;
mod scale;
mod score_histogram;
mod vega;
mod waterfall;

pub use blocking_counts::{BlockingCounts, BlockingPass};
pub use cluster_graph::{ClusterGraph, GraphEdge, GraphNode};
pub use completeness::{Completeness, FieldCompleteness};
pub use level_weights::{FieldWeights, LevelWeight, LevelWeights};
pub use precision_recall::{PrecisionRecall, ThresholdPoint};
pub use score_histogram::{ScoreBin, ScoreHistogram};
pub use waterfall::{Waterfall, WaterfallLine, WaterfallPart};

pub(crate) use canvas::{Canvas, STYLE};
pub(crate) use label::{bits, probability};
