//! Tables resolved: records in, entities out, with all that explains them.

mod engine;
mod judging;
mod memory;
mod pace;
mod record;
mod sheet;
mod taken;
mod work;

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use varlik_documents::Control;
use varlik_resolve::{
    Explanation, Items, LabelledPair, Model, Resolution, ResolvedEntity, ResolvedPair, ResolverOptions,
    Unique,
};
use varlik_tables::{ColumnNote, Intake, ReadOptions, Table, TablePlan};

use engine::Keeping;
use work::Work;

use crate::Error;
use crate::report::{TableReport, TableRun};
pub use judging::JudgedPair;
pub use memory::bytes_of;
pub use record::RecordId;
pub use sheet::JudgeSheet;
pub(crate) use taken::{Keep, Taken};

/// Choices of [`resolve_tables`]; nothing has to be said.
#[derive(Debug, Clone, Default)]
pub struct TableOptions {
    /// What is said of the columns.
    pub read: ReadOptions,
    /// How rows are resolved, and the rules beside what is learnt; its links are taken beside those by id.
    pub resolver: ResolverOptions,
    /// Records that are one.
    pub must_link: Vec<(RecordId, RecordId)>,
    /// Records that are two.
    pub cannot_link: Vec<(RecordId, RecordId)>,
    /// Pairs that were judged: they teach, and hold. Those that nobody judged are left out, and noted.
    pub labels: Vec<JudgedPair>,
    /// A model that was learnt before; without it one is learnt.
    pub model: Option<Model>,
    /// The most memory that the run may take, in bytes. Pairs that are too many to be held go to `work`; a run that would
    /// take more all the same is refused before it begins.
    pub memory: Option<u64>,
    /// A folder for what the run has made so far ([`WorkFolder`](varlik_tables::WorkFolder)): one that was stopped goes on
    /// from there when it is begun again with the same tables and choices. Without it a run begins anew, and pairs that are too many go to the
    /// system's folder of temporary files.
    pub work: Option<PathBuf>,
    /// Number of threads; 0 (the default) takes all cores. The answer does not depend on it.
    pub threads: usize,
}

/// What was found in tables, and everything that explains it.
#[derive(Debug)]
pub struct ResolvedTables {
    /// The records; those of the first table first.
    pub items: Items,
    /// What was made of each column.
    pub columns: Vec<ColumnNote>,
    /// The column of ids of each table; `None` where rows go by their numbers.
    pub id_columns: Vec<Option<String>>,
    /// What was read otherwise than it stands: a sentence each.
    pub notes: Vec<String>,
    /// What each table is called.
    pub tables: Vec<String>,
    /// How many pairs were compared.
    pub compared: u64,
    /// Time that reading and resolving took, in seconds; a caller that read the tables adds its own.
    pub seconds: f64,
    /// How the rows were resolved, with all links.
    pub options: ResolverOptions,
    /// The model that was given.
    pub given: Option<Model>,
    /// The judged pairs that it was made with: each once, the lower row first, sorted.
    pub labels: Vec<LabelledPair>,
    /// The model that was used.
    pub model: Model,
    /// The number of the entity of each record.
    pub cluster_of: Vec<u32>,
    /// The entities, by their first records.
    pub entities: Arc<Vec<ResolvedEntity>>,
    /// Gathered when they are asked for.
    edges: OnceLock<Vec<ResolvedPair>>,
    /// Made anew where the answer was kept without it.
    found: OnceLock<Resolution>,
    /// Where the run put its work.
    work: Work,
}

/// Tells which records of tables are one.
///
/// # Errors
/// [`Error`] where a column or an id that is named is not there, the model is of other fields, links contradict each
/// other, the memory does not suffice, or `control` stops the run.
///
/// # Example: three rows, two persons
/// ```
/// use varlik::tables::Table;
/// use varlik::{RecordId, TableOptions, resolve_tables};
///
/// let people = "id,ad,doğum\n7,Ayşe Yılmaz,1985-05-05\n8,Can Ak,1990-01-31\n9,Ayse YILMAZ,05.05.1985\n";
/// let table = Table::from_csv("people", people.as_bytes())?;
/// let found = resolve_tables(vec![table], TableOptions::default(), &())?;
/// assert_eq!(found.cluster_of, [0, 1, 0]);
/// let why = found.explain(&RecordId::of("7"), &RecordId::of("9"), &())?;
/// assert!(why.probability > 0.5);
/// let error = found.explain(&RecordId::of("7"), &RecordId::of("10"), &()).unwrap_err();
/// assert!(error.to_string().starts_with("no record has the id \"10\""));
/// # Ok::<(), varlik::Error>(())
/// ```
pub fn resolve_tables(
    tables: Vec<Table>,
    options: TableOptions,
    control: &dyn Control,
) -> Result<ResolvedTables, Error> {
    let mut found = Taken::new(tables, options, Keep::Values)?.resolve(control)?;
    found.work.finish();
    Ok(found)
}

impl ResolvedTables {
    /// Takes an answer that was kept, without the engine behind it: that is run again when a pair is explained.
    ///
    /// What the run was beside its answer (`tables`, `compared`, `seconds`) is left to be set.
    #[must_use]
    #[allow(clippy::too_many_arguments, reason = "the parts of an answer")]
    pub fn kept(
        intake: Intake,
        options: ResolverOptions,
        given: Option<Model>,
        labels: Vec<LabelledPair>,
        model: Model,
        cluster_of: Vec<u32>,
        entities: Vec<ResolvedEntity>,
        edges: Vec<ResolvedPair>,
    ) -> Self {
        let Intake { items, columns, ids, notes } = intake;
        Self {
            items,
            columns,
            id_columns: ids,
            notes,
            tables: Vec::new(),
            compared: 0,
            seconds: 0.0,
            options,
            given,
            labels,
            model,
            cluster_of,
            entities: Arc::new(entities),
            edges: OnceLock::from(edges),
            found: OnceLock::new(),
            work: Work::default(),
        }
    }

    /// The engine's own account.
    ///
    /// # Errors
    /// [`Error`] where the engine has to run again and `control` stops it.
    pub fn resolution(&self, control: &dyn Control) -> Result<&Resolution, Error> {
        if let Some(found) = self.found.get() {
            return Ok(found);
        }
        let (items, options) = (self.items.clone(), self.options.clone());
        let (given, labels) = (self.given.clone(), self.labels.clone());
        let found = engine::run_engine(items, options, given, labels, Keeping::default(), control)?;
        Ok(self.found.get_or_init(|| found))
    }

    /// What must be known of these tables as a whole so that their rows, or others like them, are resolved in parts.
    ///
    /// # Errors
    /// [`Error`] where a table has no column of ids, or the engine has to run again and `control` stops it.
    pub fn plan(&self, control: &dyn Control) -> Result<TablePlan, Error> {
        Ok(TablePlan::new(self.resolution(control)?.plan(), &self.columns, &self.id_columns)?)
    }

    /// Whether [`resolution`](Self::resolution) is there already.
    #[must_use]
    pub fn is_at_hand(&self) -> bool {
        self.found.get().is_some()
    }

    /// The pairs of one entity, and those across entities that are not far below an even chance.
    #[must_use]
    pub fn edges(&self) -> &[ResolvedPair] {
        self.edges.get_or_init(|| self.found.get().map(Resolution::pairs).unwrap_or_default())
    }

    /// Visits the [`edges`](Self::edges) in their order, in pieces where memory is bounded; only then are they not held together.
    ///
    /// # Errors
    /// What `visit` says, and [`Error`] where edges cannot be read.
    pub fn each_edges(
        &self,
        visit: &mut dyn FnMut(&[ResolvedPair]) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let (Some(found), Some(most)) = (self.found.get(), self.work.most_pairs()) else {
            return visit(self.edges());
        };
        for rows in found.pair_ranges(most) {
            let pairs = found.pairs_from(rows);
            self.check()?;
            visit(&pairs)?;
        }
        Ok(())
    }

    /// Whether all edges could be read that were asked for so far, where some were left in a folder.
    ///
    /// # Errors
    /// [`Error`] that names the folder.
    pub fn check(&self) -> Result<(), Error> {
        self.found.get().map_or(Ok(()), |found| found.check_edges().map_err(|error| engine::told(&error)))
    }

    /// Says that the answer was written: what the run had put away goes.
    #[cfg(feature = "cli")]
    pub(crate) fn remove_work(&self) {
        self.work.remove();
    }

    /// The page of the run.
    ///
    /// # Errors
    /// [`Error`] where the engine has to run again and `control` stops it.
    pub fn report(&self, control: &dyn Control) -> Result<TableReport, Error> {
        let title = self.tables.join(" + ");
        let run = TableRun {
            title: &title,
            sources: &self.tables,
            columns: &self.columns,
            notes: &self.notes,
            seconds: self.seconds,
            memory: None,
        };
        Ok(TableReport::of(self.resolution(control)?, &run))
    }

    /// The row of a record.
    ///
    /// # Errors
    /// [`Error`] where there is no such record, or several tables have one of this id.
    pub fn row(&self, record: &RecordId) -> Result<u32, Error> {
        record::row_of(&self.items, record)
    }

    /// Explains why two records are one or two: any two, whether they were compared or not.
    ///
    /// # Errors
    /// [`Error`] where a record is not there, or both are the same.
    pub fn explain(
        &self,
        left: &RecordId,
        right: &RecordId,
        control: &dyn Control,
    ) -> Result<Explanation, Error> {
        let (a, b) = (self.row(left)?, self.row(right)?);
        if a == b {
            return Err(Error::usage(format!("{left} is one record; name two")));
        }
        Ok(self.resolution(control)?.explain(a, b))
    }

    /// Whether two records are of one entity.
    ///
    /// # Errors
    /// [`Error`] where a record is not there.
    pub fn are_one(&self, left: &RecordId, right: &RecordId) -> Result<bool, Error> {
        let cluster = |row: u32| self.cluster_of.get(row as usize);
        Ok(cluster(self.row(left)?) == cluster(self.row(right)?))
    }

    /// The tables that hold each entity at most once, by their numbers.
    #[must_use]
    pub fn unique(&self) -> &[u8] {
        &self.model.unique_sources
    }

    /// Whether that was judged from the data, and not told.
    #[must_use]
    pub fn unique_was_judged(&self) -> bool {
        self.options.unique == Unique::Judged
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use varlik_resolve::Scope;

    const PEOPLE: &str = "id,ad,doğum\n1,Ayşe Yılmaz,1985-05-05\n2,Can Ak,1990-01-31\n3,Ayse YILMAZ,05.05.1985\n4,Deniz Su,1971-03-02\n";

    fn table(name: &str, content: &str) -> Table {
        Table::from_csv(name, content.as_bytes()).unwrap()
    }

    fn error(options: TableOptions) -> String {
        resolve_tables(vec![table("people", PEOPLE)], options, &()).unwrap_err().to_string()
    }

    fn linked(a: &str, b: &str) -> Vec<(RecordId, RecordId)> {
        vec![(RecordId::of(a), RecordId::of(b))]
    }

    #[test]
    fn links_by_id_are_kept_and_unknown_ones_told() {
        let options = TableOptions { cannot_link: linked("1", "3"), ..TableOptions::default() };
        let found = resolve_tables(vec![table("people", PEOPLE)], options, &()).unwrap();
        assert!(!found.are_one(&RecordId::of("1"), &RecordId::of("3")).unwrap());
        let options = TableOptions { must_link: linked("2", "4"), ..TableOptions::default() };
        let found = resolve_tables(vec![table("people", PEOPLE)], options, &()).unwrap();
        assert!(found.are_one(&RecordId::of("2"), &RecordId::of("4")).unwrap());
        assert!(found.are_one(&RecordId::of("1"), &RecordId::of("3")).unwrap());
        let options = TableOptions { must_link: linked("2", "44"), ..TableOptions::default() };
        assert!(error(options).starts_with("must_link[0]: no record has the id \"44\""));
    }

    #[test]
    fn links_that_contradict_each_other_are_told_by_their_ids() {
        let options = TableOptions {
            must_link: linked("1", "2"),
            cannot_link: linked("2", "1"),
            ..TableOptions::default()
        };
        let error = error(options);
        assert!(error.contains("\"1\"") && error.contains("\"2\""), "{error}");
    }

    #[test]
    fn a_run_that_cannot_fit_is_refused_and_one_that_can_is_not() {
        let options = TableOptions { memory: Some(1000), ..TableOptions::default() };
        assert!(error(options).contains("take about"), "the estimate is told");
        let options = TableOptions { memory: Some(4 << 30), ..TableOptions::default() };
        assert!(resolve_tables(vec![table("people", PEOPLE)], options, &()).is_ok());
    }

    #[test]
    fn an_answer_that_was_kept_explains_as_the_first_did() {
        let found = resolve_tables(vec![table("people", PEOPLE)], TableOptions::default(), &()).unwrap();
        let intake = Intake {
            items: found.items.clone(),
            columns: found.columns.clone(),
            ids: found.id_columns.clone(),
            notes: found.notes.clone(),
        };
        let kept = ResolvedTables::kept(
            intake,
            found.options.clone(),
            found.given.clone(),
            found.labels.clone(),
            found.model.clone(),
            found.cluster_of.clone(),
            found.entities.to_vec(),
            found.edges().to_vec(),
        );
        assert!(found.is_at_hand() && !kept.is_at_hand());
        let explain = |found: &ResolvedTables| {
            found.explain(&RecordId::of("1"), &RecordId::of("3"), &()).unwrap().to_string()
        };
        assert_eq!(explain(&found), explain(&kept));
        assert!(kept.is_at_hand());
    }

    #[test]
    fn a_page_says_what_was_read_and_found() {
        let found = resolve_tables(vec![table("kişiler", PEOPLE)], TableOptions::default(), &()).unwrap();
        let report = found.report(&()).unwrap();
        assert_eq!((report.title.as_str(), report.facts.rows, report.facts.entities), ("kişiler", 4, 3));
        assert_eq!((report.facts.pairs, found.compared), (6, 6), "all pairs of a small table");
    }

    #[test]
    fn an_id_of_two_tables_needs_its_side() {
        let tables = vec![table("left", PEOPLE), table("right", PEOPLE)];
        let mut options = TableOptions::default();
        options.resolver.scope = Scope::AcrossSources;
        let found = resolve_tables(tables, options, &()).unwrap();
        let error = found.row(&RecordId::of("2")).unwrap_err().to_string();
        assert!(error.contains("several tables have a record \"2\""), "{error}");
        assert_eq!(found.row(&RecordId::in_table(0, "2")).unwrap(), 1);
        assert_eq!(found.row(&RecordId::in_table(1, "2")).unwrap(), 5);
        let error = found.row(&RecordId::in_table(1, "9")).unwrap_err().to_string();
        assert!(error.starts_with("no record of the right table has the id \"9\""), "{error}");
    }

    #[test]
    fn no_rows_one_row_and_rows_of_nothing_are_answered() {
        for (content, clusters) in
            [("id,ad\n", vec![]), ("id,ad\n7,Ayşe Yılmaz\n", vec![0]), ("id,ad,il\n7,,\n8,,\n", vec![0, 1])]
        {
            let found = resolve_tables(vec![table("people", content)], TableOptions::default(), &());
            assert_eq!(found.unwrap().cluster_of, clusters, "{content:?}");
        }
    }
}
