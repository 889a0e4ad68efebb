//! The `varlik` command, apart from its binary so that Python's console script is the same one.

mod arguments;
mod columns;
mod compare;
mod dedupe;
mod evaluate;
mod files;
mod interrupt;
mod knowledge;
mod learn;
mod link;
mod matching;
mod normalize;
mod output;
mod progress;
mod records;
mod tables;
mod told;

use std::ffi::OsString;
use std::io::{self, Write};

use clap::Parser;
use varlik_documents::Control;

use crate::{Error, Labels, Options, REPORT_FILE, open_knowledge_base};
use arguments::{Arguments, Command, ResolveArguments};
use interrupt::Interrupt;
pub use progress::ProgressLine;

const DONE: u8 = 0;
const FAILED: u8 = 1;
const USAGE: u8 = 2;

/// Runs the command and returns its exit code: 0 done, 1 failed, 2 wrong usage.
///
/// The first argument is the program's own name. Results go to standard output, errors to standard error; progress
/// too, where that is a terminal.
///
/// Takes over SIGINT and SIGTERM: either stops the run, clears away what it was writing, and then ends the process as
/// the signal would have, all within a second.
///
/// # Example: a wrong call
/// ```no_run
/// assert_eq!(varlik::cli::run(["varlik", "resolve"]), 2);
/// ```
pub fn run<A: Into<OsString> + Clone>(arguments: impl IntoIterator<Item = A>) -> u8 {
    let (out, err) = (&mut io::stdout().lock(), &mut io::stderr());
    // Where signals cannot be had, they end the process at once.
    let Ok(interrupt) = Interrupt::listen() else { return run_with(arguments, &(), out, err) };
    let code = run_with(arguments, &interrupt, out, err);
    interrupt.obey();
    code
}

fn run_with<A: Into<OsString> + Clone>(
    arguments: impl IntoIterator<Item = A>,
    control: &dyn Control,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> u8 {
    let command = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments.command,
        Err(error) => {
            // Help and the version come as errors too.
            // A reader that went away wants no more words; so for every line below.
            let code = if error.use_stderr() {
                let _ = write!(err, "{error}");
                USAGE
            } else {
                let _ = write!(out, "{error}");
                DONE
            };
            return code;
        }
    };
    let done = match command {
        Command::Resolve(arguments) => resolve(arguments, control, out),
        Command::Normalize(arguments) => normalize::run(arguments, control, out, err),
        Command::Compare(arguments) => compare::run(&arguments, out),
        Command::Dedupe(arguments) => dedupe::run(&arguments, control, out, err),
        Command::Link(arguments) => link::run(&arguments, control, out, err),
        Command::Learn(arguments) => learn::run(&arguments, control, out, err),
        Command::Evaluate(arguments) => evaluate::run(&arguments, out, err),
        Command::Kb { command } => knowledge::run(command, control, out, err),
        Command::Match(arguments) => matching::run(&arguments, control, out, err),
    };
    match done {
        Ok(()) => DONE,
        // Whoever stopped the run knows.
        Err(error) if error.is_cancelled() => FAILED,
        Err(error) => {
            let _ = writeln!(err, "varlik: {error}");
            if error.is_usage() { USAGE } else { FAILED }
        }
    }
}

fn resolve(arguments: ResolveArguments, control: &dyn Control, out: &mut dyn Write) -> Result<(), Error> {
    let ResolveArguments {
        paths,
        out: folder,
        mentions,
        labels,
        kb,
        id_column,
        text_column,
        markup,
        threads,
        no_report,
    } = arguments;
    crate::output::check(&folder)?;
    let labels =
        labels.iter().try_fold(Labels::default(), |labels, (label, to)| labels.with_label(label, to))?;
    let knowledge = kb.iter().map(|file| open_knowledge_base(file)).collect::<Result<_, _>>()?;
    let options =
        Options { id_column, text_column, markup: markup.into(), mentions, labels, knowledge, threads };
    let shown = Shown { line: ProgressLine::new(), control };
    let resolved = crate::resolve(&paths, &options, &shown)?;
    shown.line.clear();
    if no_report {
        resolved.write_without_report(&folder, control)?;
    } else {
        resolved.write(&folder, control)?;
    }
    let place = if no_report { folder } else { folder.join(REPORT_FILE) };
    let _ = tables::write(&resolved, &place, out).and_then(|()| out.flush());
    // The process ends here: giving a large result back piece by piece would take longer than writing it did.
    std::mem::forget(resolved);
    Ok(())
}

/// A control with the progress line beside it.
struct Shown<'a> {
    line: ProgressLine,
    control: &'a dyn Control,
}

impl Control for Shown<'_> {
    fn progress(&self, done: usize, total: usize) {
        self.line.progress(done, total);
    }

    fn stage(&self, words: &str, seconds_left: Option<f64>) {
        self.control.stage(words, seconds_left);
        self.line.stage(words, seconds_left);
    }

    fn cancelled(&self) -> bool {
        self.control.cancelled()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::Path;

    /// Runs the command in no folder of its own; returns code, standard output and standard error.
    fn varlik(arguments: &[&str]) -> (u8, String, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let code = run_with(["varlik"].iter().chain(arguments), &(), &mut out, &mut err);
        (code, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
    }

    fn text(path: &Path) -> &str {
        path.to_str().unwrap()
    }

    #[test]
    fn help_and_version_are_no_failures() {
        let (code, out, err) = varlik(&["resolve", "--help"]);
        assert_eq!((code, err.as_str()), (DONE, ""));
        assert!(out.contains("varlik resolve examples/news --out varlik-out"), "{out}");
        assert_eq!(varlik(&["--version"]).1, format!("varlik {}\n", env!("CARGO_PKG_VERSION")));
    }

    #[test]
    fn a_wrong_call_is_usage_and_names_what_is_missing() {
        for (arguments, word) in [
            (&["resolve"][..], "--out"),
            (&["resolve", "news"], "--out"),
            (&["resolve", "--out", "target/none"], "no path was given"),
            (&["resolve", "--out"], "--out"),
            (&["dissolve"], "dissolve"),
            (&["resolve", "news", "--out", "o", "--threads", "many"], "--threads"),
        ] {
            let (code, out, err) = varlik(arguments);
            assert_eq!((code, out.as_str()), (USAGE, ""), "{arguments:?}");
            assert!(err.contains(word), "{arguments:?}: {err}");
        }
    }

    #[test]
    fn a_missing_path_fails_in_one_line_and_writes_nothing() {
        let place = tempfile::tempdir().unwrap();
        let out = place.path().join("out");
        let missing = place.path().join("missing");
        let (code, stdout, err) = varlik(&["resolve", text(&missing), "--out", text(&out)]);
        assert_eq!((code, stdout.as_str()), (FAILED, ""));
        assert_eq!(err, format!("varlik: {}: no such file or folder; check the path\n", text(&missing)));
        assert!(!out.exists());
    }

    #[test]
    fn a_run_writes_five_files_and_tells_what_it_read() {
        let place = tempfile::tempdir().unwrap();
        let (news, out) = (place.path().join("news"), place.path().join("out"));
        fs::create_dir(&news).unwrap();
        fs::write(news.join("1.txt"), "Hakan Fidan arrived in Ankara.\n").unwrap();
        fs::write(news.join("2.md"), "Fidan spoke in Ankara.\n").unwrap();
        fs::write(news.join("3.txt"), "").unwrap();
        let (code, stdout, err) = varlik(&["resolve", text(&news), "--out", text(&out)]);
        assert_eq!((code, err.as_str()), (DONE, ""));
        assert!(stdout.contains("2 articles"), "{stdout}");
        assert!(stdout.contains("3.txt: empty file"), "{stdout}");
        assert!(stdout.contains(text(&out.join("report.html"))), "{stdout}");
        let mut names: Vec<_> = fs::read_dir(&out)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert_eq!(
            names,
            [
                "claims.jsonl",
                "contradictions.jsonl",
                "dates.jsonl",
                "entities.jsonl",
                "mentions.jsonl",
                "pairs.jsonl",
                "report.html",
                "stories.jsonl"
            ]
        );
        let (code, ..) = varlik(&["resolve", text(&news), "--out", text(&out), "--no-report"]);
        assert_eq!(code, DONE);
        assert!(!out.join("report.html").exists(), "a page of the earlier run tells of other articles");
    }

    #[test]
    fn a_stopped_run_says_nothing_and_writes_nothing() {
        struct Stop;

        impl Control for Stop {
            fn cancelled(&self) -> bool {
                true
            }
        }

        let place = tempfile::tempdir().unwrap();
        let (article, folder) = (place.path().join("1.txt"), place.path().join("out"));
        fs::write(&article, "Hakan Fidan arrived in Ankara.\n").unwrap();
        let arguments = ["varlik", "resolve", text(&article), "--out", text(&folder)];
        let (mut out, mut err) = (Vec::new(), Vec::new());
        assert_eq!(run_with(arguments, &Stop, &mut out, &mut err), FAILED);
        assert_eq!((out, err), (Vec::new(), Vec::new()));
        assert!(!folder.exists());
    }

    #[test]
    fn an_output_folder_that_is_a_file_is_told_before_anything_is_read() {
        let place = tempfile::tempdir().unwrap();
        let out = place.path().join("out");
        fs::write(&out, "mine").unwrap();
        let (code, _, err) = varlik(&["resolve", "no/such/path", "--out", text(&out)]);
        assert_eq!(code, FAILED);
        assert!(err.contains("a file stands in the way"), "{err}");
        assert_eq!(err.lines().count(), 1);
    }
}
