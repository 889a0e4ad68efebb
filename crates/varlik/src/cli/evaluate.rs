//! `varlik evaluate`: how right clusters or pairs are.

use std::io::Write;

use varlik_tables::{EvaluateOptions, Table, evaluate};

use super::arguments::EvaluateArguments;
use crate::Error;

/// Runs the command; `out` is standard output, `err` hears of what was read otherwise than it stands.
pub(super) fn run(
    arguments: &EvaluateArguments,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<(), Error> {
    if let Some(threshold) = arguments.threshold.filter(|threshold| threshold.is_nan()) {
        return Err(Error::usage(format!("--threshold is {threshold}; give a score")));
    }
    let read = |path| Table::read(path).map_err(Error::from);
    let (answer, truth) = (read(&arguments.answer)?, read(&arguments.truth)?);
    let records = arguments.records.iter().map(read).collect::<Result<Vec<Table>, Error>>()?;
    let options = EvaluateOptions { link: arguments.link, threshold: arguments.threshold, records: &records };
    let evaluation = evaluate(&answer, &truth, &options)?;
    // What cells of the records say is no matter here.
    for note in [&answer, &truth].into_iter().flat_map(Table::notes) {
        let _ = writeln!(err, "varlik: {note}");
    }
    // A reader that went away wants no more words.
    let _ = if arguments.json {
        writeln!(out, "{}", evaluation.to_json())
    } else {
        writeln!(out, "{evaluation}")
    };
    let _ = out.flush();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::PathBuf;

    /// Runs the command over files of these contents; returns standard output, or what went wrong.
    fn evaluated(answer: &str, truth: &str, json: bool) -> Result<String, String> {
        let place = tempfile::tempdir().unwrap();
        let file = |name: &str, content: &str| -> PathBuf {
            let path = place.path().join(name);
            fs::write(&path, content).unwrap();
            path
        };
        let arguments = EvaluateArguments {
            answer: file("answer.csv", answer),
            truth: file("truth.csv", truth),
            link: false,
            threshold: None,
            records: Vec::new(),
            json,
        };
        let mut out = Vec::new();
        run(&arguments, &mut out, &mut Vec::new()).map_err(|error| error.to_string())?;
        Ok(String::from_utf8(out).unwrap())
    }

    const TRUTH: &str = "id,cluster\n1,a\n2,a\n3,a\n4,b\n";

    #[test]
    fn clusters_are_told_in_three_lines() {
        let told = evaluated("id,cluster\n1,x\n2,x\n3,y\n4,y\n", TRUTH, false).unwrap();
        assert_eq!(
            told,
            "pairs     precision 0.5000  recall 0.3333  F1 0.4000  (1 right of 2 found, 3 true)\n\
             B-cubed   precision 0.7500  recall 0.6667  F1 0.7059\n\
             clusters  2 found, 2 true, 0 exactly right\n"
        );
    }

    #[test]
    fn json_holds_the_same_and_the_best_thresholds() {
        let told = evaluated("left,right,score\n1,2,0.9\n2,3,0.8\n3,4,0.1\n", TRUTH, true).unwrap();
        let value: serde_json::Value = serde_json::from_str(&told).unwrap();
        assert_eq!((&value["pairs"]["true_positives"], &value["pairs"]["predicted"]), (&2.into(), &3.into()));
        assert_eq!(value["best_bcubed"]["bcubed"]["f1"], 1.0);
        assert_eq!(value["curve"].as_array().map(Vec::len), Some(3));
        assert_eq!(told.lines().count(), 1);
    }

    #[test]
    fn a_file_that_is_neither_is_told_by_its_columns() {
        let error = evaluated("name,group\na,b\n", TRUTH, false).unwrap_err();
        assert!(error.contains("answer.csv: no columns id and cluster, nor left and right"), "{error}");
    }
}
