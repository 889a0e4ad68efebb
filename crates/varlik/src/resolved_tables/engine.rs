//! One run of the engine, heard by a control.

use std::sync::Arc;

use varlik_documents::Control;
use varlik_resolve::{
    Items, LabelledPair, Model, Resolution, ResolveError, Resolver, ResolverOptions, RunStore, Stage,
};

use super::pace::{Pace, words};
use crate::Error;

/// What a run counts to: thousandths of the time that it takes, by estimate.
const WHOLE: usize = 1000;

/// Where a run puts its work, and how many edges it may hold; by default nowhere, and all.
#[derive(Debug, Clone, Default)]
pub(crate) struct Keeping {
    pub(super) store: Option<Arc<dyn RunStore>>,
    pub(super) most_edges: Option<usize>,
    /// How many records are made ready to be compared at once; all by default.
    pub(super) most_items: Option<usize>,
}

/// Runs the engine; `control` hears one count over all stages.
pub(crate) fn run_engine(
    items: Items,
    options: ResolverOptions,
    model: Option<Model>,
    labels: Vec<LabelledPair>,
    keeping: Keeping,
    control: &dyn Control,
) -> Result<Resolution, Error> {
    let mut resolver = Resolver::new(options).with_labels(labels);
    if let Some(model) = model {
        resolver = resolver.with_model(model);
    }
    run_resolver(resolver, items, keeping, control)
}

/// Runs a resolver that may keep its work; `control` hears one count over all stages.
pub(crate) fn run_resolver(
    mut resolver: Resolver,
    items: Items,
    keeping: Keeping,
    control: &dyn Control,
) -> Result<Resolution, Error> {
    if let Some(store) = keeping.store {
        resolver = resolver.with_store(store);
    }
    if let Some(most) = keeping.most_edges {
        resolver = resolver.with_most_edges(most);
    }
    if let Some(most) = keeping.most_items {
        resolver = resolver.with_most_items(most);
    }
    let pace = Pace::new();
    finish(resolver.run(items, &|stage, part, whole| goes_on(control, &pace, stage, part, whole)), control)
}

fn goes_on(control: &dyn Control, pace: &Pace, stage: Stage, part: usize, whole: usize) -> bool {
    let told = pace.hear(stage, part, whole);
    control.stage(&words(stage, part, whole), told.seconds_left);
    control.progress((told.share * WHOLE as f64) as usize, WHOLE);
    !control.cancelled()
}

fn finish(found: Result<Resolution, ResolveError>, control: &dyn Control) -> Result<Resolution, Error> {
    let found = found.map_err(|error| told(&error))?;
    control.progress(WHOLE, WHOLE);
    Ok(found)
}

/// What the engine says, as an error of the door.
pub(crate) fn told(error: &ResolveError) -> Error {
    match error {
        error if error.is_stopped() => Error::cancelled(),
        error if error.is_store() => Error::work(error.to_string()),
        error => Error::input(error.to_string()),
    }
}
