//! Trains the weights that `varlik-documents`, `varlik-names` and `varlik-text` ship.

mod common;
mod corpus;
mod diacritics;
mod field;
mod letters;
mod tagger;
mod words;

use crate::source::Error;

/// Runs `train WHAT ARGUMENTS`; progress goes to `log`.
pub(crate) fn run(what: &str, arguments: &[&str], log: &mut dyn FnMut(String)) -> Result<String, Error> {
    match what {
        "tagger" => tagger::Job::from_args(arguments)?.run(log),
        "common" => common::run(arguments, log),
        "words" => words::run(arguments, log),
        "diacritics" => diacritics::run(arguments, crate::root(), log),
        "letters" => letters::run(arguments, crate::root(), log),
        other => Err(Error::new(format!(
            "nothing to train is called {other:?}: tagger, words, common, diacritics or letters"
        ))),
    }
}
