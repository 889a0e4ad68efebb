//! Tables that were taken in, before they are resolved.

use std::sync::OnceLock;
use std::time::Instant;

use varlik_documents::Control;
#[cfg(feature = "cli")]
use varlik_resolve::Items;
use varlik_resolve::{LabelledPair, Model, Resolution, ResolverOptions};
#[cfg(feature = "cli")]
use varlik_tables::ColumnNote;
use varlik_tables::{Intake, ReadOptions, Table, items};

use super::engine::run_engine;
use super::work::{Choices, Work};
use super::{ResolvedTables, TableOptions, judging, record};
use crate::{Error, on_threads};

/// What is kept of the records beside the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    /// All of them.
    Values,
    /// Ids and sources: the engine has the rest, and a large table would be held twice.
    #[cfg(feature = "cli")]
    Ids,
}

impl Keep {
    /// What the command keeps; without it nobody asks for less than all.
    pub(super) const fn least() -> Self {
        #[cfg(feature = "cli")]
        return Self::Ids;
        #[cfg(not(feature = "cli"))]
        return Self::Values;
    }
}

/// Tables that were taken in, and all that was asked of them.
#[derive(Debug)]
pub(crate) struct Taken {
    intake: Intake,
    tables: Vec<String>,
    resolver: ResolverOptions,
    labels: Vec<LabelledPair>,
    model: Option<Model>,
    threads: usize,
    start: Instant,
    work: Work,
    keep: Keep,
}

impl Taken {
    /// Takes tables in; nothing is resolved yet.
    pub(crate) fn new(tables: Vec<Table>, options: TableOptions, keep: Keep) -> Result<Self, Error> {
        let mut options = options;
        let read = std::mem::take(&mut options.read);
        let mut resolver = std::mem::take(&mut options.resolver);
        let TableOptions { must_link, cannot_link, labels, model, threads, .. } = &options;
        let threads = *threads;
        let start = Instant::now();
        on_threads(threads, || {
            let names = tables.iter().map(|table| table.name().to_owned()).collect();
            let read = match model {
                Some(model) => as_learnt(read, model, &tables),
                None => read,
            };
            let mut intake = items(tables, &read)?;
            let items = &mut intake.items;
            if let Some(model) = model {
                items.columns.retain(|(field, _)| model.fields.iter().any(|known| known.name == field.name));
            }
            resolver.must_link.extend(record::rows_of(items, must_link, "must_link")?);
            resolver.cannot_link.extend(record::rows_of(items, cannot_link, "cannot_link")?);
            let taught = judging::labelled(items, labels, "labels")?;
            intake.notes.extend(judging::note(labels));
            let choices = Choices { resolver: &resolver, labels: &taught, model: options.model.as_ref() };
            let mut work = Work::open(&intake.items, keep, &options, choices)?;
            intake.notes.extend(work.notes());
            let model = model.clone();
            Ok(Self { intake, tables: names, resolver, labels: taught, model, threads, start, work, keep })
        })
    }

    #[cfg(feature = "cli")]
    pub(crate) fn columns(&self) -> &[ColumnNote] {
        &self.intake.columns
    }

    #[cfg(feature = "cli")]
    pub(crate) fn notes(&self) -> &[String] {
        &self.intake.notes
    }

    /// How many records there are.
    #[cfg(feature = "cli")]
    pub(crate) fn records(&self) -> usize {
        self.intake.items.len()
    }

    pub(crate) fn resolve(self, control: &dyn Control) -> Result<ResolvedTables, Error> {
        let Self { intake, tables, resolver, labels, model, threads, start, mut work, keep } = self;
        let Intake { items, columns, ids, notes } = intake;
        on_threads(threads, || {
            let kept = match keep {
                Keep::Values => items.clone(),
                #[cfg(feature = "cli")]
                Keep::Ids => {
                    Items { ids: items.ids.clone(), sources: items.sources.clone(), columns: Vec::new() }
                }
            };
            let given = model.clone();
            let found = run_engine(items, resolver.clone(), given, labels, work.keeping(), control);
            let found = found.inspect_err(|error| {
                if !(error.is_cancelled() || error.is_io()) {
                    // Begun again it would fail again.
                    work.finish();
                }
            })?;
            let mut intake = Intake { items: kept, columns, ids, notes };
            intake.notes.extend(work.notes());
            let mut resolved = ResolvedTables::of(intake, resolver, model, found);
            (resolved.tables, resolved.seconds) = (tables, start.elapsed().as_secs_f64());
            resolved.work = work;
            Ok(resolved)
        })
    }
}

/// What is said of the columns, and what a model took them for: other rows may look like something else.
fn as_learnt(mut read: ReadOptions, model: &Model, tables: &[Table]) -> ReadOptions {
    for field in &model.fields {
        let is_there = tables.iter().flat_map(Table::columns).any(|(name, _)| *name == field.name);
        if is_there && read.fields.iter().all(|(told, _)| *told != field.name) {
            read.fields.push((field.name.clone(), Some(field.kind)));
        }
    }
    read
}

impl ResolvedTables {
    /// Takes an answer as the engine gave it; what the tables are called and how long it took is left to be set.
    pub(super) fn of(
        intake: Intake,
        options: ResolverOptions,
        given: Option<Model>,
        found: Resolution,
    ) -> Self {
        let Intake { items, columns, ids, notes } = intake;
        Self {
            items,
            columns,
            id_columns: ids,
            notes,
            tables: Vec::new(),
            compared: found.compared_pairs(),
            seconds: 0.0,
            options,
            given,
            labels: found.labels().to_vec(),
            model: found.model().clone(),
            cluster_of: found.cluster_of().to_vec(),
            entities: found.shared_entities(),
            edges: OnceLock::new(),
            found: OnceLock::from(found),
            work: Work::default(),
        }
    }
}
