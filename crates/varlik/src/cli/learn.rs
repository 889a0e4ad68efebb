//! `varlik learn`: pairs judged by what labelled pairs teach.

use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};

use varlik_documents::Control;
use varlik_resolve::{LabelledPair, LearnOptions, Learned, PairEvidence, PairModel};
use varlik_tables::{PairItems, Pairs, Table, pair_items};

use super::arguments::LearnArguments;
use super::output::Output;
use crate::{Error, on_threads};

/// Runs the command; `out` is standard output, `err` hears of what was read otherwise than it stands.
pub(super) fn run(
    arguments: &LearnArguments,
    control: &dyn Control,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<(), Error> {
    let stopped = || if control.cancelled() { Err(Error::cancelled()) } else { Ok(()) };
    let read = |path: &PathBuf| -> Result<Pairs, Error> {
        stopped()?;
        Ok(on_threads(arguments.threads, || Table::read(path).and_then(Pairs::of))?)
    };
    let mut tables = vec![read(&arguments.train)?];
    for path in &arguments.valid {
        tables.push(read(path)?);
    }
    let taught = tables.len();
    if let Some(path) = &arguments.predict {
        tables.push(read(path)?);
    }
    let every: Vec<&Pairs> = tables.iter().collect();
    let found = on_threads(arguments.threads, || pair_items(&every))?;
    for note in &found.notes {
        let _ = writeln!(err, "varlik: {note}");
    }
    stopped()?;
    let labelled = labelled(&tables, &found, taught);
    let options = LearnOptions { known_matches: !arguments.each_alone, ..LearnOptions::default() };
    let judged = on_threads(arguments.threads, || {
        let evidence = PairEvidence::new(&found.items);
        let learned = PairModel::fit(&evidence, &labelled, &options)?;
        let asked = found.pairs.get(taught).map(Vec::as_slice).unwrap_or_default();
        let probabilities = learned.model.probabilities(&evidence, asked);
        Ok((learned, probabilities))
    });
    let (learned, probabilities) = judged.map_err(|error: varlik_resolve::LearnError| {
        Error::input(format!("{}: {error}", arguments.train.display()))
    })?;
    stopped()?;
    if let Some(path) = &arguments.model {
        write_model(&learned.model, path)?;
    }
    let mut told = told(&learned, labelled.len());
    if let Some(asked) = tables.get(taught) {
        let threshold = learned.model.threshold();
        told.push_str(&score(&probabilities, &asked.labels, threshold));
        let mut output = Output::new(arguments.out.as_deref().filter(|out| *out != Path::new("-")), out)?;
        let mut lines = String::from("row,score,match\n");
        for (row, probability) in probabilities.iter().enumerate() {
            let _ = writeln!(lines, "{row},{probability:.6},{}", u8::from(*probability >= threshold));
        }
        match output.write(lines.as_bytes()) {
            // Whoever reads the answer has enough of it.
            Err(_) if output.closed() => return Ok(()),
            other => other?,
        }
        output.finish()?;
    }
    // The answer may be on standard output, where nothing else belongs.
    let _ = write!(err, "{told}");
    Ok(())
}

/// The labelled pairs of the tables that teach.
fn labelled(tables: &[Pairs], found: &PairItems, taught: usize) -> Vec<LabelledPair> {
    let rows = tables.iter().zip(&found.pairs).take(taught);
    rows.flat_map(|(table, pairs)| pairs.iter().zip(&table.labels))
        .filter_map(|(&(a, b), label)| label.map(|same| LabelledPair { a, b, same }))
        .collect()
}

fn write_model(model: &PairModel, path: &Path) -> Result<(), Error> {
    let json = serde_json::to_vec(model).map_err(|error| Error::write(path, error.into()))?;
    let mut nowhere = std::io::sink();
    let mut output = Output::new(Some(path), &mut nowhere)?;
    output.write(&json)?;
    output.finish()
}

fn told(learned: &Learned, pairs: usize) -> String {
    format!(
        "learnt from {pairs} pairs; F1 of held-out pairs {:.4} at the threshold {:.3}\n",
        learned.f1,
        learned.model.threshold()
    )
}

/// How right the answer is where the pairs are labelled; nothing where none is.
fn score(probabilities: &[f32], labels: &[Option<bool>], threshold: f32) -> String {
    let (mut right, mut taken, mut all, mut known) = (0_u32, 0_u32, 0_u32, 0_u32);
    for (probability, label) in probabilities.iter().zip(labels) {
        let Some(label) = *label else { continue };
        let is_taken = *probability >= threshold;
        known += 1;
        all += u32::from(label);
        taken += u32::from(is_taken);
        right += u32::from(is_taken && label);
    }
    if known == 0 {
        return String::new();
    }
    let share = |part: u32, whole: u32| f64::from(part) / f64::from(whole.max(1));
    format!(
        "of {known} labelled pairs that were judged: precision {:.4}  recall {:.4}  F1 {:.4}\n",
        share(right, taken),
        share(right, all),
        share(2 * right, taken + all)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// Shops that sell things; every third pair is of one thing, and the second shop says it otherwise.
    fn pairs(range: std::ops::Range<usize>) -> String {
        let mut content = String::from("left_ad,left_fiyat,right_ad,right_fiyat,label\n");
        for n in range {
            let thing = ["buzdolabı", "televizyon", "süpürge", "ütü"][n % 4];
            for (step, other) in [n, n + 4, n + 7].into_iter().enumerate() {
                let said = ["buzdolabı", "televizyon", "süpürge", "ütü"][other % 4];
                let (model, price) = (1000 + other * 13, 500 + other * 31);
                let _ = writeln!(
                    content,
                    "{thing} TX-{},{},yeni TX {model} {said},{price},{}",
                    1000 + n * 13,
                    500 + n * 31,
                    u8::from(step == 0)
                );
            }
        }
        content
    }

    /// Runs the command; returns the answer and what was told, or what went wrong.
    fn learnt(train: &str, predict: &str) -> Result<(String, String), String> {
        let place = tempfile::tempdir().unwrap();
        let file = |name: &str, content: &str| {
            let path = place.path().join(name);
            fs::write(&path, content).unwrap();
            path
        };
        let arguments = LearnArguments {
            train: file("train.csv", train),
            valid: Vec::new(),
            predict: Some(file("predict.csv", predict)),
            out: Some(place.path().join("out.csv")),
            model: Some(place.path().join("model.json")),
            each_alone: false,
            threads: 1,
        };
        let (mut out, mut err) = (Vec::new(), Vec::new());
        run(&arguments, &(), &mut out, &mut err).map_err(|error| error.to_string())?;
        let model = fs::read(place.path().join("model.json")).unwrap();
        assert!(serde_json::from_slice::<PairModel>(&model).is_ok() && out.is_empty());
        Ok((fs::read_to_string(place.path().join("out.csv")).unwrap(), String::from_utf8(err).unwrap()))
    }

    #[test]
    fn pairs_are_judged_row_by_row() {
        let (answer, told) = learnt(&pairs(0..60), &pairs(60..70)).unwrap();
        let lines: Vec<&str> = answer.lines().collect();
        assert_eq!((lines.len(), lines[0]), (31, "row,score,match"));
        let right =
            lines.iter().skip(1).enumerate().filter(|(row, line)| line.ends_with(",1") == (row % 3 == 0));
        assert!(right.count() >= 28, "{answer}");
        assert!(told.starts_with("learnt from 180 pairs; F1 of held-out pairs "), "{told}");
        assert!(told.contains("of 30 labelled pairs that were judged"), "{told}");
    }

    #[test]
    fn pairs_without_labels_are_not_scored() {
        let labelled = pairs(60..70);
        let bare: Vec<&str> = labelled.lines().map(|line| line.rsplit_once(',').unwrap().0).collect();
        let (answer, told) = learnt(&pairs(0..60), &bare.join("\n")).unwrap();
        assert_eq!(answer.lines().count(), 31);
        assert!(!told.contains("that were judged"), "{told}");
    }

    #[test]
    fn too_few_labels_are_said() {
        let error = learnt(&pairs(0..3), &pairs(4..5)).unwrap_err();
        assert!(error.contains("train.csv: 3 pairs labelled as matches and 6 as different"), "{error}");
    }
}
