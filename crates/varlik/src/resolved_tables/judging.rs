//! Pairs that somebody judged: what they teach an answer, and what they say of it.

use std::time::Instant;

use varlik_documents::Control;
#[cfg(feature = "cli")]
use varlik_resolve::Resolution;
use varlik_resolve::{Items, Judgement, LabelledPair, Model, Resolver, ResolverOptions, ToJudge};
use varlik_tables::{DrawnPair, Intake, ListedPair, Table};

use super::engine::run_resolver;
use super::work::{Choices, Work};
use super::{JudgeSheet, RecordId, ResolvedTables, engine, record};
use crate::{Error, on_threads};

/// What begins the note of what an answer learnt from.
const LEARNT: &str = "judged pairs: ";

/// Two records, and what somebody said of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JudgedPair {
    /// One record.
    pub left: RecordId,
    /// The other.
    pub right: RecordId,
    /// Whether the two are one; `None` where nobody said.
    pub same: Option<bool>,
    /// How the pair was drawn by chance; `None` for one that was chosen otherwise.
    pub drawn: Option<DrawnPair>,
}

impl JudgedPair {
    /// Two records that somebody judged.
    #[must_use]
    pub const fn new(left: RecordId, right: RecordId, same: bool) -> Self {
        Self { left, right, same: Some(same), drawn: None }
    }

    /// Reads a table of pairs, such as a [`JudgeSheet`] that was filled in.
    ///
    /// `across` says that two tables were linked: `left` is an id of the left one then, and `right` of the right one, where no columns
    /// `left_side` and `right_side` say otherwise.
    ///
    /// # Errors
    /// [`Error`] as of [`ListedPair::read`].
    pub fn read(table: &Table, across: bool) -> Result<Vec<Self>, Error> {
        let sides = |pair: &ListedPair| pair.sides.or(across.then_some((0, 1)));
        let pairs = ListedPair::read(table)?.into_iter().map(|pair| {
            let (left, right) =
                sides(&pair).map(|(left, right)| (Some(left), Some(right))).unwrap_or_default();
            let record = |table, id| RecordId { table, id };
            Self {
                left: record(left, pair.left),
                right: record(right, pair.right),
                same: pair.same,
                drawn: pair.drawn,
            }
        });
        Ok(pairs.collect())
    }
}

/// The rows of the pairs that were judged; `what` stands in messages.
pub(super) fn labelled(items: &Items, pairs: &[JudgedPair], what: &str) -> Result<Vec<LabelledPair>, Error> {
    if !pairs.is_empty() && pairs.iter().all(|pair| pair.same.is_none()) {
        return Err(Error::input(format!(
            "{what}: none of {} pairs is judged; write 1 in the column same where two are one, 0 where they are not",
            pairs.len()
        )));
    }
    // Of a pair that nobody judged nothing is asked, but a wrong id there is wrong too.
    let rows = rows_of(items, pairs, what)?;
    let labels = rows.into_iter().zip(pairs);
    Ok(labels.filter_map(|((a, b), pair)| Some(LabelledPair { a, b, same: pair.same? })).collect())
}

fn rows_of(items: &Items, pairs: &[JudgedPair], what: &str) -> Result<Vec<(u32, u32)>, Error> {
    let records: Vec<_> = pairs.iter().map(|pair| (pair.left.clone(), pair.right.clone())).collect();
    record::rows_of(items, &records, what)
}

/// What is noted of pairs that an answer learns from.
pub(super) fn note(pairs: &[JudgedPair]) -> Option<String> {
    let judged = pairs.iter().filter(|pair| pair.same.is_some()).count();
    let others = pairs.len() - judged;
    let note = match others {
        0 => format!("{LEARNT}{judged} were learnt from"),
        1 => format!("{LEARNT}{judged} were learnt from; 1 that nobody judged was left out"),
        others => format!("{LEARNT}{judged} were learnt from; {others} that nobody judged were left out"),
    };
    (!pairs.is_empty()).then_some(note)
}

impl ResolvedTables {
    /// Chooses pairs that are worth a person's judgement, with what their records say.
    ///
    /// Half of them are in doubt and teach most; the others are drawn by chance, so that [`judged`](Self::judged) can tell from them how
    /// right the whole answer is. The pairs stand in no order: whoever judges the first of them only has judged some of all sorts.
    /// The same seed gives the same pairs.
    ///
    /// # Errors
    /// [`Error`] where the engine has to run again and `control` stops it.
    ///
    /// # Example: a person judges, and the answer learns
    /// ```
    /// use varlik::tables::Table;
    /// use varlik::{JudgedPair, RecordId, TableOptions, resolve_tables};
    ///
    /// let people = "id,ad,doğum\n7,Ayşe Kaya,1985-05-05\n8,Ayşe Nur Kaya,1985-05-05\n9,Can Ak,1990-01-31\n";
    /// let table = Table::from_csv("people", people.as_bytes())?;
    /// let found = resolve_tables(vec![table], TableOptions::default(), &())?;
    /// let sheet = found.sample_to_judge(10, 0, &())?;
    /// assert_eq!(sheet.fields(), ["ad", "doğum"]);
    ///
    /// let two = JudgedPair::new(RecordId::of("7"), RecordId::of("8"), false);
    /// let learnt = found.learn(&[two], 0, &())?;
    /// assert!(!learnt.are_one(&RecordId::of("7"), &RecordId::of("8"))?);
    /// # Ok::<(), varlik::Error>(())
    /// ```
    pub fn sample_to_judge(
        &self,
        count: usize,
        seed: u64,
        control: &dyn Control,
    ) -> Result<JudgeSheet<'_>, Error> {
        JudgeSheet::new(self, self.resolution(control)?, count, seed)
    }

    /// Says how right the answer is, by the pairs of a [`JudgeSheet`] that were judged.
    ///
    /// Only pairs that were drawn by chance count, with the columns that say so; pairs that nobody judged are taken to be like the
    /// others of their stratum.
    ///
    /// # Errors
    /// [`Error`] where a record is not there, no pair was drawn by chance, a stratum has no judged pair, or the pairs were drawn from
    /// another answer than this one: after learning from them they say nothing of what was learnt.
    pub fn judged(&self, pairs: &[JudgedPair], control: &dyn Control) -> Result<Judgement, Error> {
        let rows = rows_of(&self.items, pairs, "judged")?;
        let mut sample: Vec<ToJudge> = Vec::new();
        let mut strata: Vec<(u32, u32)> = Vec::new();
        for (&(a, b), pair) in rows.iter().zip(pairs) {
            let Some(drawn) = pair.drawn else { continue };
            if (self.cluster_of.get(a as usize) == self.cluster_of.get(b as usize)) != drawn.together {
                return Err(Error::input(format!(
                    "the pairs were drawn from another answer: {} and {} were {} there; judge the answer that they were drawn \
                     from, or draw new ones",
                    pair.left,
                    pair.right,
                    if drawn.together { "one" } else { "two" }
                )));
            }
            strata.push((drawn.stratum, drawn.strata));
            let (together, stratum, stratum_pairs) = (drawn.together, Some(drawn.stratum), drawn.pairs);
            sample.push(ToJudge { a: a.min(b), b: a.max(b), weight: 0.0, together, stratum, stratum_pairs });
        }
        let Some(count) = strata.iter().map(|&(_, count)| count).max() else {
            return Err(Error::input(
                "no pair was drawn by chance; give the table of sample_to_judge back with its columns stratum, strata, \
                 stratum_pairs and together",
            ));
        };
        let mut there: Vec<u32> = strata.iter().map(|&(number, _)| number).collect();
        there.sort_unstable();
        there.dedup();
        if there.len() < count as usize {
            let missing = there.iter().zip(0..).find(|&(&number, place)| number != place);
            let missing = missing.map_or(there.len() as u32, |(_, place)| place);
            return Err(Error::input(format!(
                "no pair of stratum {missing} is left, of {count} strata; give all rows of sample_to_judge back, judged or not"
            )));
        }
        let labels = labelled(&self.items, pairs, "judged")?;
        self.resolution(control)?.judged(&sample, &labels).map_err(|error| engine::told(&error))
    }

    /// Learns from judged pairs and resolves the same tables anew; what was learnt from before still counts, but where it is judged
    /// otherwise now.
    ///
    /// The judgements teach, and hold: two records that were judged to be one are one in the answer. Pairs that nobody judged are left
    /// out, and noted. It takes as long as the first run did.
    ///
    /// # Errors
    /// [`Error`] where a record is not there, no pair is judged, one is judged both ways, or `control` stops the run.
    ///
    /// Memory is kept to, and a folder for its work, as the first run did; this answer counts as well, for it stays.
    pub fn learn(&self, pairs: &[JudgedPair], threads: usize, control: &dyn Control) -> Result<Self, Error> {
        let labels = self.labels_to_learn(pairs)?;
        on_threads(threads, || {
            let found = self.resolution(control)?;
            let resolver = found.learner(&labels).map_err(|error| engine::told(&error))?;
            let items = found.items();
            let before = Before {
                intake: Intake {
                    items: self.items.clone(),
                    columns: self.columns.clone(),
                    ids: self.id_columns.clone(),
                    notes: self.notes.clone(),
                },
                options: self.options.clone(),
                // The engine goes on from the model it was given, as it stood then.
                given: self.given.as_ref().map(|_| self.model.clone()),
                tables: self.tables.clone(),
            };
            let work = self.work.again(&items, true, before.choices(&labels))?;
            let mut learnt = before.learn(resolver, items, pairs, work, control)?;
            learnt.work.finish();
            Ok(learnt)
        })
    }

    /// The same, and lets this answer go: both are never held together.
    #[cfg(feature = "cli")]
    pub(crate) fn into_learnt(
        self,
        pairs: &[JudgedPair],
        threads: usize,
        control: &dyn Control,
    ) -> Result<Self, Error> {
        let labels = self.labels_to_learn(pairs)?;
        on_threads(threads, || {
            let resolver =
                self.resolution(control)?.learner(&labels).map_err(|error| engine::told(&error))?;
            let Self { items: kept, columns, id_columns: ids, notes, tables, options, .. } = self;
            let Self { given, model, found, work, .. } = self;
            let items = found.into_inner().map(Resolution::into_items).unwrap_or_default();
            let intake = Intake { items: kept, columns, ids, notes };
            let before = Before { intake, options, given: given.map(|_| model), tables };
            let next = work.again(&items, false, before.choices(&labels))?;
            before.learn(resolver, items, pairs, next.after(work), control)
        })
    }

    fn labels_to_learn(&self, pairs: &[JudgedPair]) -> Result<Vec<LabelledPair>, Error> {
        if pairs.is_empty() {
            return Err(Error::usage("there are no judged pairs to learn from; give some"));
        }
        labelled(&self.items, pairs, "learn")
    }
}

/// What an answer that learns takes over from the one before it.
struct Before {
    intake: Intake,
    options: ResolverOptions,
    given: Option<Model>,
    tables: Vec<String>,
}

impl Before {
    fn choices<'c>(&'c self, labels: &'c [LabelledPair]) -> Choices<'c> {
        Choices { resolver: &self.options, labels, model: self.given.as_ref() }
    }

    fn learn(
        self,
        resolver: Resolver,
        items: Items,
        pairs: &[JudgedPair],
        mut work: Work,
        control: &dyn Control,
    ) -> Result<ResolvedTables, Error> {
        let start = Instant::now();
        let Self { mut intake, options, given, tables } = self;
        let found = run_resolver(resolver, items, work.keeping(), control)?;
        intake.notes.retain(|note| !note.starts_with(LEARNT));
        intake.notes.extend(note(pairs));
        intake.notes.extend(work.notes());
        let mut learnt = ResolvedTables::of(intake, options, given, found);
        (learnt.tables, learnt.seconds) = (tables, start.elapsed().as_secs_f64());
        learnt.work = work;
        Ok(learnt)
    }
}

#[cfg(test)]
mod tests;
