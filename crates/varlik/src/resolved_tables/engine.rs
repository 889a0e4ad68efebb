//! One run of the engine, heard by a control.

use varlik_documents::Control;
use varlik_resolve::{
    Items, LabelledPair, Model, Resolution, ResolveError, Resolver, ResolverOptions, Stage,
};

use crate::Error;

/// What a run counts to.
const WHOLE: usize = 1000;

/// Where each stage begins among [`WHOLE`] parts, and how many it has: about the time each takes on a million rows.
const fn parts(stage: Stage) -> (usize, usize) {
    match stage {
        Stage::Prepare => (0, 250),
        Stage::Block => (250, 150),
        Stage::Learn => (400, 150),
        Stage::Score => (550, 350),
        Stage::Cluster => (900, 100),
    }
}

/// How far a run is when a stage has done so much.
fn done(stage: Stage, done: usize, whole: usize) -> usize {
    let (start, length) = parts(stage);
    start + (length as u64 * done.min(whole) as u64 / whole.max(1) as u64) as usize
}

/// Runs the engine; `control` hears one count over all stages.
pub(crate) fn run_engine(
    items: Items,
    options: ResolverOptions,
    model: Option<Model>,
    labels: Vec<LabelledPair>,
    control: &dyn Control,
) -> Result<Resolution, Error> {
    let mut resolver = Resolver::new(options).with_labels(labels);
    if let Some(model) = model {
        resolver = resolver.with_model(model);
    }
    finish(resolver.run(items, &|stage, part, whole| goes_on(control, stage, part, whole)), control)
}

/// Learns from labels what an answer did not know, heard by `control`.
pub(crate) fn learn(
    found: &Resolution,
    labels: &[LabelledPair],
    control: &dyn Control,
) -> Result<Resolution, Error> {
    finish(found.learn(labels, &|stage, part, whole| goes_on(control, stage, part, whole)), control)
}

fn goes_on(control: &dyn Control, stage: Stage, part: usize, whole: usize) -> bool {
    control.progress(done(stage, part, whole), WHOLE);
    !control.cancelled()
}

fn finish(found: Result<Resolution, ResolveError>, control: &dyn Control) -> Result<Resolution, Error> {
    let found = found.map_err(|error| told(&error))?;
    control.progress(WHOLE, WHOLE);
    Ok(found)
}

/// What the engine says, as an error of the door.
pub(crate) fn told(error: &ResolveError) -> Error {
    if error.is_stopped() { Error::cancelled() } else { Error::input(error.to_string()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_follow_each_other_without_a_gap() {
        let stages = [Stage::Prepare, Stage::Block, Stage::Learn, Stage::Score, Stage::Cluster];
        assert_eq!(done(Stage::Prepare, 0, 1), 0);
        for pair in stages.windows(2) {
            assert_eq!(done(pair[0], 7, 7), done(pair[1], 0, 7));
        }
        assert_eq!(done(Stage::Cluster, 1, 1), WHOLE);
        assert_eq!(done(Stage::Score, 5, 0), 550, "nothing of nothing");
    }
}
