//! One table in many parts: what must be known of the whole so that its parts are compared as the whole would be.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::cluster::ScoredPair;
use crate::compare::FieldFrequencies;
use crate::distinct::Distinct;
use crate::field::Field;
use crate::items::Items;
use crate::keys::{BlockKey, Keys, first_shared};
use crate::latent::Weights;
use crate::model::{Model, ModelError};
use crate::prepared::{Prepared, Scratch};
use crate::resolution::{Resolution, Scope};
use crate::rule::Rules;
use crate::scoring::{Outcome, PairScorer, Scoring};

/// The format of plans that this release writes; keys are hashes, which another release may make otherwise.
const VERSION: u32 = 1;

/// What is known of a table as a whole, by which its rows are resolved in parts, on any number of machines.
///
/// Two pure functions do the work: [`prepare`](Self::prepare) tells of rows in which groups they are compared, and
/// [`score_group`](Self::score_group) weighs the pairs of one group. Each pair of rows is weighed in one group, with the
/// weight it has when the table is resolved at once, to the last bit. Rows are moved once, by group; pairs never.
///
/// What is kept is the model, how common values and words are (those that two rows or three have at least), and the keys
/// that are too common to make a block: some bytes for each, not for each row.
///
/// Where fields are texts, two things differ from the answer of one run: texts meet by their rarest words instead of
/// being looked up as neighbours, and the rank among neighbours says nothing.
///
/// # Example: two halves of a table
/// ```
/// use varlik_resolve::{ColumnBuilder, Field, FieldKind, Items, Plan, Resolver};
///
/// let items = |rows: &[(&str, &str)]| {
///     let (mut items, mut names) = (Items::default(), ColumnBuilder::default());
///     for (id, name) in rows {
///         items.ids.push(id);
///         names.push(Some(name));
///     }
///     items.columns.push((Field { name: "name".to_owned(), kind: FieldKind::PersonName }, names.finish()));
///     items
/// };
/// let rows = [("1", "Tansu Çiller"), ("2", "Bülent Ecevit"), ("3", "Tansu Ciller"), ("4", "Rahşan Ecevit")];
/// let found = Resolver::default().run(items(&rows), &|_, _, _| true)?;
/// let plan = found.plan();
///
/// // Elsewhere: halves are prepared, their rows come together by group, groups are scored.
/// let plan = Plan::from_json(&plan.to_json())?;
/// let mut groups = std::collections::BTreeMap::<u32, Vec<(&str, &str)>>::new();
/// for half in rows.chunks(2) {
///     for (group, row) in plan.prepare(items(half))? {
///         groups.entry(group).or_default().push(half[row as usize]);
///     }
/// }
/// let mut edges = Vec::new();
/// for (group, rows) in groups {
///     for edge in plan.score_group(items(&rows), group)? {
///         edges.push((rows[edge.a as usize].0, rows[edge.b as usize].0, edge.weight));
///     }
/// }
/// edges.sort_by_key(|edge| (edge.0, edge.1));
/// let whole = found.edges().into_iter().map(|edge| (found.id(edge.a), found.id(edge.b), edge.weight));
/// assert_eq!(edges, whole.collect::<Vec<_>>());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    version: u32,
    /// Into how many groups rows are parted; 1 at least.
    groups: u32,
    /// Whether only pairs of two sources count.
    across: bool,
    /// The field that is drawn out of texts, if one is.
    drawn: Option<String>,
    model: Model,
    /// One for each field of the model.
    frequencies: Vec<FieldFrequencies>,
    keys: Keys,
}

/// A plan that cannot be used, or rows that do not fit it.
#[derive(Debug)]
pub struct PlanError(String);

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for PlanError {}

impl From<ModelError> for PlanError {
    fn from(error: ModelError) -> Self {
        Self(error.to_string())
    }
}

/// Some rows of the table, ready to be compared.
struct Part {
    prepared: Prepared,
    /// The rows of each item.
    rows_of: Vec<Vec<u32>>,
    /// The blocks of each item, rising.
    keys_of: Vec<Vec<BlockKey>>,
}

impl Plan {
    /// The groups that rows are parted into unless something else is said.
    pub const GROUPS: u32 = 256;

    /// Reads a plan from the JSON of [`Plan::to_json`].
    ///
    /// # Errors
    /// [`PlanError`] where the text is no JSON, no plan, or one of another format.
    pub fn from_json(text: &str) -> Result<Self, PlanError> {
        let plan: Self =
            serde_json::from_str(text).map_err(|error| PlanError(format!("the text is no plan: {error}")))?;
        plan.check()?;
        Ok(plan)
    }

    /// Checks that this release made the plan and that it is whole, where it was read as a part of something else.
    ///
    /// # Errors
    /// [`PlanError`] where the plan is of another format, or its parts do not fit each other.
    pub fn check(&self) -> Result<(), PlanError> {
        if self.version != VERSION {
            return Err(PlanError(format!(
                "the plan has format {}, this release reads {VERSION}; make it again, or use the release that wrote it",
                self.version
            )));
        }
        let (fields, known) = (self.model.fields.len(), self.frequencies.len());
        if fields != known {
            return Err(PlanError(format!(
                "the plan has frequencies of {known} fields for the {fields} of its model; make it again"
            )));
        }
        Ok(())
    }

    /// Returns the plan as JSON, on one line.
    #[must_use]
    pub fn to_json(&self) -> String {
        // A struct of strings and finite numbers is always JSON.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The plan with another number of groups, 1 at least; [`Plan::GROUPS`] by default.
    ///
    /// A group is scored at once: with more groups each takes less memory, and rows are moved more often. The edges are
    /// the same for any number.
    #[must_use]
    pub fn with_groups(mut self, groups: u32) -> Self {
        self.groups = groups.max(1);
        self
    }

    /// Into how many groups rows are parted.
    #[must_use]
    pub fn groups(&self) -> u32 {
        self.groups
    }

    /// Which pairs may be one.
    #[must_use]
    pub fn scope(&self) -> Scope {
        if self.across { Scope::AcrossSources } else { Scope::All }
    }

    /// The model that pairs are weighed with.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The fields that rows must have, each under its name.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.model.fields.iter().filter(|field| self.drawn.as_ref() != Some(&field.name))
    }

    /// Tells for each row in which groups it is compared: pairs of group and row, rising.
    ///
    /// The groups of a row follow from its values alone, whatever other rows are given with it. A row that shares no
    /// key with any other is in few groups, one without values in none.
    ///
    /// # Errors
    /// [`PlanError`] where the items have other fields than those that the plan was made for.
    pub fn prepare(&self, items: Items) -> Result<Vec<(u32, u32)>, PlanError> {
        let part = self.part(items)?;
        let mut found = Vec::new();
        for (rows, keys) in part.rows_of.iter().zip(&part.keys_of) {
            let mut groups: Vec<u32> = keys.iter().map(|&key| self.group_of(key)).collect();
            groups.sort_unstable();
            groups.dedup();
            found.extend(groups.iter().flat_map(|&group| rows.iter().map(move |&row| (group, row))));
        }
        found.sort_unstable();
        Ok(found)
    }

    /// Weighs the pairs of one group, given all its rows: those of -6 bits or more, by the numbers of their rows, rising.
    ///
    /// Of rows that say the same the one with the first id stands for all, and is paired with each of the others.
    ///
    /// # Errors
    /// [`PlanError`] where the items have other fields than those that the plan was made for, or the model does not tell
    /// of them.
    pub fn score_group(&self, items: Items, group: u32) -> Result<Vec<ScoredPair>, PlanError> {
        let part = self.part(items)?;
        let Part { prepared, rows_of, keys_of } = &part;
        let scoring = self.scoring(prepared)?;
        let scorer = PairScorer::new(prepared, &scoring, self.keys.passes.len() + 1);
        let mut entries: Vec<(BlockKey, u32)> = Vec::new();
        for (item, keys) in (0..).zip(keys_of) {
            let own = keys.iter().filter(|key| self.group_of(**key) == group);
            entries.extend(own.map(|&key| (key, item)));
        }
        entries.sort_unstable();
        let mut scratch = Scratch::remembering();
        let mut edges = Vec::new();
        let rows = |item: u32| rows_of.get(item as usize).map_or(&[][..], Vec::as_slice);
        let keys = |item: u32| keys_of.get(item as usize).map_or(&[][..], Vec::as_slice);
        for block in entries.chunk_by(|a, b| a.0 == b.0) {
            for (at, &(key, a)) in block.iter().enumerate() {
                let pass = self.keys.pass(key);
                for &(_, b) in block.iter().skip(at + 1) {
                    if !prepared.may_meet(a, b) || first_shared(keys(a), keys(b)) != Some(key) {
                        continue;
                    }
                    if let (Outcome::Edge(weight), [first, ..], [second, ..]) =
                        (scorer.weigh(pass, a, b, &mut scratch), rows(a), rows(b))
                    {
                        edges.push(edge(*first, *second, weight));
                    }
                }
                if let ([first, rest @ ..], false, Some(&own)) = (rows(a), self.across, keys(a).first())
                    && own == key
                    && !rest.is_empty()
                {
                    let pattern = prepared.compare(a, a, &mut scratch);
                    let weight = scoring.weight(pass, pattern, &scratch.rarity);
                    edges.extend(rest.iter().map(|&row| edge(*first, row, weight)));
                }
            }
        }
        edges.sort_unstable_by_key(|edge| (edge.a, edge.b));
        Ok(edges)
    }

    fn group_of(&self, block: BlockKey) -> u32 {
        let mixed = (block.key ^ (u64::from(block.rank) << 56)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        ((u128::from(mixed) * u128::from(self.groups.max(1))) >> 64) as u32
    }

    fn scoring(&self, prepared: &Prepared) -> Result<Scoring, PlanError> {
        let levels = prepared.levels();
        let names = prepared.names();
        let weights = Weights::new(&self.model.fit(prepared, &self.keys)?, &levels);
        let rules = Rules::new(&self.model.rules, &names, &levels).map_err(PlanError)?;
        let scale = self.model.recalibration.as_ref().map(|recalibration| recalibration.scale(&names));
        Ok(Scoring { weights, scale, rules })
    }

    fn part(&self, mut items: Items) -> Result<Part, PlanError> {
        for field in self.fields() {
            if !items.columns.iter().any(|(own, _)| own == field) {
                return Err(PlanError(format!(
                    "the rows have no field {:?} of kind {}; give all fields that the plan was made for",
                    field.name, field.kind
                )));
            }
        }
        items.columns.retain(|(own, _)| self.fields().any(|field| field == own));
        let ids = items.ids.clone();
        let distinct = Distinct::of(items, &[]);
        let mut rows_of = vec![Vec::new(); distinct.items.len()];
        for (row, &item) in (0..).zip(&distinct.node_of) {
            if let Some(rows) = rows_of.get_mut(item as usize) {
                rows.push(row);
            }
        }
        for rows in &mut rows_of {
            rows.sort_by(|&a, &b| ids.get(a).cmp(ids.get(b)));
        }
        let known = &self.frequencies;
        let prepared =
            Prepared::part(distinct.items, distinct.rows, self.across, self.drawn.as_deref(), known);
        let contents = (0..).zip(&distinct.contents);
        let joins = self.keys.joins();
        let keys_of =
            contents.map(|(item, &content)| self.keys.with_texts(&joins, &prepared, item, content)).collect();
        Ok(Part { prepared, rows_of, keys_of })
    }
}

fn edge(a: u32, b: u32, weight: f32) -> ScoredPair {
    ScoredPair { a: a.min(b), b: a.max(b), weight }
}

impl Resolution {
    /// What must be known of these items as a whole so that they, or others like them, are resolved in parts.
    #[must_use]
    pub fn plan(&self) -> Plan {
        let frequencies = self.prepared.comparisons.iter();
        Plan {
            version: VERSION,
            groups: Plan::GROUPS,
            across: self.prepared.across,
            drawn: self.prepared.drawn.clone(),
            model: self.model.clone(),
            frequencies: match &self.parts {
                Some(parts) => parts.frequencies.clone(),
                None => frequencies.map(|comparison| comparison.frequencies(&self.prepared.items)).collect(),
            },
            keys: Keys::clone(&self.candidates.blocks.keys),
        }
    }
}
