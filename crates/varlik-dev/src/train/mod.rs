//! Trains the weights that `varlik-documents` ships, from annotated corpora given on the command line.

mod corpus;
mod field;
mod tagger;
mod words;

use crate::source::Error;

/// Runs `train WHAT ARGUMENTS`; progress goes to `log`.
pub(crate) fn run(what: &str, arguments: &[&str], log: &mut dyn FnMut(String)) -> Result<String, Error> {
    match what {
        "tagger" => tagger::Job::from_args(arguments)?.run(log),
        "words" => words::run(arguments, log),
        other => Err(Error::new(format!("nothing to train is called {other:?}: tagger or words"))),
    }
}
