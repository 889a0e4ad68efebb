//! What was learnt, in a form to read, keep and edit.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::field::Field;
use crate::keys::Keys;
use crate::latent::{Class, Fit, MATCH, RANDOM, RELATED, Shares};
use crate::level::MOST_LEVELS;
use crate::prepared::Prepared;
use crate::recalibration::Recalibration;
use crate::rule::Rule;

/// The format of models that this release writes.
const VERSION: u32 = 1;

/// A learnt model: the fields, how often each level of agreement is met, and what each way of blocking brings.
///
/// It is plain JSON. A share that is edited counts: weights are worked out from the shares when the model is used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// The format, 1.
    version: u32,
    /// The fields and what their values are.
    pub fields: Vec<Field>,
    /// What is compared, each with its levels.
    pub comparisons: Vec<ComparisonModel>,
    /// The ways by which pairs become candidates.
    pub passes: Vec<PassModel>,
    /// The probability above which a pair speaks for one entity, 0..=1.
    pub threshold: f32,
    /// The sources that hold an entity at most once, by their numbers.
    pub unique_sources: Vec<u8>,
    /// What labels taught of the worth of each comparison; none where none were given, or they taught nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recalibration: Option<Recalibration>,
    /// Rules beside what is learnt.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
}

/// The levels of one comparison.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComparisonModel {
    /// What is compared: the name of a field, or what was drawn from fields.
    pub name: String,
    /// Its levels, the best first.
    pub levels: Vec<LevelModel>,
}

/// One level of agreement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelModel {
    /// What it is called.
    pub name: String,
    /// Its share among the pairs of one entity that have both values, 0..=1 (the *m probability*).
    pub matching: f64,
    /// Its share among pairs of different entities that have something to do with each other.
    pub related: f64,
    /// Its share among random pairs (the *u probability*).
    pub random: f64,
}

/// One way by which pairs become candidates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PassModel {
    /// The comparisons whose blocking keys the pairs share; none for pairs that come otherwise.
    pub keys: Vec<String>,
    /// Share of matches among its pairs, 0..=1.
    pub matching: f64,
    /// Share of related pairs.
    pub related: f64,
    /// Share of pairs that agree by chance only.
    pub random: f64,
    /// Share of pairs that are what this pass brings: alike in its keys, random otherwise.
    pub brought: f64,
    /// For each comparison, the shares of its levels among the pairs that are what this pass brings.
    pub shares: Vec<Vec<f64>>,
}

/// A model that cannot be used.
#[derive(Debug)]
pub struct ModelError(String);

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ModelError {}

impl Model {
    /// Reads a model from the JSON of [`Model::to_json`].
    ///
    /// # Errors
    /// [`ModelError`] where the text is no JSON, no model, or one of another format.
    pub fn from_json(text: &str) -> Result<Self, ModelError> {
        let model: Self = serde_json::from_str(text)
            .map_err(|error| ModelError(format!("the text is no model: {error}")))?;
        if model.version != VERSION {
            return Err(ModelError(format!(
                "the model has format {}, this release reads {VERSION}; learn it again, or use the release that wrote it",
                model.version
            )));
        }
        for level in model.comparisons.iter().flat_map(|comparison| &comparison.levels) {
            for share in [level.matching, level.related, level.random] {
                if !(0.0..=1.0).contains(&share) {
                    return Err(ModelError(format!(
                        "the share {share} of level {:?} is not between 0 and 1",
                        level.name
                    )));
                }
            }
        }
        if !(0.0..=1.0).contains(&model.threshold) {
            return Err(ModelError(format!("the threshold {} is not between 0 and 1", model.threshold)));
        }
        Ok(model)
    }

    /// Returns the model as indented JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        // A struct of strings and finite numbers is always JSON.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    pub(crate) fn of(prepared: &Prepared, fit: &Fit, keys: &Keys, unique: u64, threshold: f32) -> Self {
        let names = prepared.names();
        let levels = prepared.levels();
        let share = |class: usize, at: usize, level: usize| {
            let row = fit.classes.get(class).and_then(|class| class.shares.get(at));
            rounded(row.and_then(|row| row.get(level)).copied().unwrap_or(0.0))
        };
        let comparisons = names.iter().zip(&levels).enumerate().map(|(at, (name, levels))| {
            let levels = levels.names.iter().enumerate().map(|(level, name)| LevelModel {
                name: (*name).to_owned(),
                matching: share(MATCH, at, level + 1),
                related: share(RELATED, at, level + 1),
                random: share(RANDOM, at, level + 1),
            });
            ComparisonModel { name: name.clone(), levels: levels.collect() }
        });
        let keys = |pass: usize| {
            let compared = keys.passes.get(pass).map_or(&[][..], |pass| &pass.comparisons);
            compared.iter().filter_map(|&at| names.get(at).cloned()).collect()
        };
        let passes = fit.priors.iter().enumerate().map(|(pass, prior)| {
            let class = RANDOM + 1 + pass;
            let of = |class: usize| rounded(prior.get(class).copied().unwrap_or(0.0));
            let shares = levels
                .iter()
                .enumerate()
                .map(|(at, levels)| (1..levels.count()).map(|level| share(class, at, level)).collect());
            PassModel {
                keys: keys(pass),
                matching: of(MATCH),
                related: of(RELATED),
                random: of(RANDOM),
                brought: of(class),
                shares: shares.collect(),
            }
        });
        Self {
            version: VERSION,
            fields: prepared.items.columns.iter().map(|(field, _)| field.clone()).collect(),
            comparisons: comparisons.collect(),
            passes: passes.collect(),
            threshold,
            unique_sources: (0..64).filter(|source| unique >> source & 1 == 1).collect(),
            recalibration: None,
            rules: Vec::new(),
        }
    }

    /// The classes of pairs that the model describes, for items whose blocks have these passes.
    ///
    /// A pass that the model does not know is taken as its mean.
    pub(crate) fn fit(&self, prepared: &Prepared, keys: &Keys) -> Result<Fit, ModelError> {
        let names = prepared.names();
        let levels = prepared.levels();
        let mut shares = [Vec::new(), Vec::new(), Vec::new()];
        for (name, levels) in names.iter().zip(&levels) {
            let known = self.comparisons.iter().find(|comparison| comparison.name == *name);
            let known = known.filter(|known| {
                known.levels.iter().map(|level| level.name.as_str()).eq(levels.names.iter().copied())
            });
            let Some(known) = known else {
                return Err(ModelError(format!(
                    "the model does not tell the levels of {name:?} ({}); it was learnt on other fields, or these have other kinds now",
                    levels.names.join(", ")
                )));
            };
            let row = |pick: fn(&LevelModel) -> f64| normal(known.levels.iter().map(pick));
            shares[MATCH].push(row(|level| level.matching));
            shares[RELATED].push(row(|level| level.related));
            shares[RANDOM].push(row(|level| level.random));
        }
        let mut classes: Vec<Class> = shares.iter().cloned().map(Class::known).collect();
        let mut priors = Vec::new();
        for pass in 0..keys.passes.len() + 2 {
            let compared: Vec<&str> = keys
                .passes
                .get(pass)
                .into_iter()
                .flat_map(|pass| &pass.comparisons)
                .filter_map(|&at| names.get(at))
                .map(String::as_str)
                .collect();
            // The pairs of near texts and those that are no candidates stand at the end, in this order.
            let at_end = (keys.passes.len() + 2 - pass).min(3);
            let known = if at_end <= 2 {
                self.passes.len().checked_sub(at_end).and_then(|at| self.passes.get(at))
            } else {
                self.passes.iter().rev().skip(2).find(|known| known.keys == compared)
            };
            let mut prior = vec![0.0; RANDOM + 3 + keys.passes.len()];
            let mut set = |class: usize, share: f64| {
                if let Some(slot) = prior.get_mut(class) {
                    *slot = share;
                }
            };
            if let Some(known) = known {
                set(MATCH, known.matching);
                set(RELATED, known.related);
                set(RANDOM, known.random);
                set(RANDOM + 1 + pass, known.brought);
                let rows = known.shares.iter().map(|row| normal(row.iter().copied())).collect::<Vec<_>>();
                let rows = if rows.len() == names.len() { rows } else { shares[RANDOM].clone() };
                classes.push(Class::known(rows));
            } else {
                let mean = |pick: fn(&PassModel) -> f64| {
                    self.passes.iter().map(pick).sum::<f64>() / self.passes.len().max(1) as f64
                };
                set(MATCH, mean(|pass| pass.matching));
                set(RELATED, mean(|pass| pass.related));
                set(RANDOM, mean(|pass| pass.random) + mean(|pass| pass.brought));
                classes.push(Class::known(shares[RANDOM].clone()));
            }
            priors.push(prior);
        }
        Ok(Fit { classes, priors })
    }

    pub(crate) fn set_unique(&mut self, sources: u64) {
        self.unique_sources = (0..64).filter(|source| sources >> source & 1 == 1).collect();
    }

    /// The sources that hold an entity at most once, a bit for each.
    pub(crate) fn unique(&self) -> u64 {
        self.unique_sources.iter().filter(|source| **source < 64).fold(0, |bits, source| bits | 1 << source)
    }
}

/// A share in six digits: what is read in the model is what counts.
fn rounded(share: f64) -> f64 {
    const LEAST: f64 = 1e-9;
    if share <= 0.0 {
        return 0.0;
    }
    // Six digits and a small exponent are read back exactly.
    format!("{:.5e}", share.max(LEAST)).parse().unwrap_or(share)
}

fn normal(shares: impl Iterator<Item = f64>) -> Shares {
    let mut row = [0.0; MOST_LEVELS];
    for (slot, share) in row.iter_mut().skip(1).zip(shares) {
        *slot = share;
    }
    let sum: f64 = row.iter().sum::<f64>().max(1e-12);
    row.map(|share| share / sum)
}
