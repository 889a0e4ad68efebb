//! Choices of a resolver.

use crate::rule::Rule;

/// Which pairs may be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope {
    /// Any two items.
    #[default]
    All,
    /// Two items of different sources.
    AcrossSources,
}

/// Which sources hold an entity at most once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unique {
    /// In a link between sources it is judged from the data, otherwise no source does.
    #[default]
    Judged,
    /// Those whose bit is set, and no others: bit 2 is that of source 2.
    Sources(u64),
}

/// What labelled pairs are used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Labelling {
    /// They teach, and hold: pairs judged to be one are in one entity, pairs judged to be two are not.
    #[default]
    TeachAndHold,
    /// They teach only: a judgement may be wrong.
    Teach,
}

/// Choices of a [`Resolver`](crate::Resolver).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ResolverOptions {
    /// Which pairs may be one; any by default.
    pub scope: Scope,
    /// Which sources hold an entity at most once; judged by default.
    pub unique: Unique,
    /// How many pairs are compared at most, about; 15 for each item by default, a
    /// million at least.
    pub max_pairs: Option<u64>,
    /// The probability above which a pair speaks for one entity, 0..=1; 0.5 by default: more likely one than two.
    pub threshold: f32,
    /// Pairs of rows that are one.
    pub must_link: Vec<(u32, u32)>,
    /// Pairs of rows that are two.
    pub cannot_link: Vec<(u32, u32)>,
    /// Rules beside what is learnt, added to those of the model; none by default.
    pub rules: Vec<Rule>,
    /// What labelled pairs are used for; by default they teach and hold.
    pub labelling: Labelling,
    /// What random pairs are drawn with; the same seed gives the same answer. 0 by default.
    pub seed: u64,
}

impl Default for ResolverOptions {
    fn default() -> Self {
        Self {
            scope: Scope::All,
            unique: Unique::Judged,
            max_pairs: None,
            threshold: 0.5,
            must_link: Vec::new(),
            cannot_link: Vec::new(),
            rules: Vec::new(),
            labelling: Labelling::default(),
            seed: 0,
        }
    }
}
