//! Compares every query with every choice on one core and says how long it took; run by `bench/speed/distance.py`.
//!
//! Usage: `varlik-bench-distance QUERIES CHOICES FOLDER RUNS EVERY`, names one a line. For each comparison a line of its
//! name and of the least seconds of some runs; into the folder the rows of each `EVERY`th query, as 4-byte numbers
//! in the order of the machine.
#![allow(clippy::expect_used, reason = "a benchmark that cannot run says so and ends")]

use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use std::time::Instant;

use varlik_distance::{Batch, Edits, Measure, Pattern};

/// The distance that counts as near in the runs with a cut-off, and the similarity.
const NEAR: usize = 3;
const LIKE: f64 = 0.85;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [queries, choices, folder, runs, every] = arguments.as_slice() else {
        eprintln!("usage: varlik-bench-distance QUERIES CHOICES FOLDER RUNS EVERY");
        std::process::exit(2)
    };
    let read = |path: &str| fs::read_to_string(path).expect("a file of names");
    let (queries, choices) = (read(queries), read(choices));
    let bench = Bench {
        queries: queries.lines().collect(),
        choices: choices.lines().collect(),
        folder: Path::new(folder),
        runs: runs.parse().expect("a number of runs"),
        every: every.parse().expect("each how many rows are kept"),
    };
    let started = seconds();
    let batch = Batch::new(&bench.choices);
    println!("prepare {}", seconds() - started);

    let names = [("levenshtein", Edits::Levenshtein), ("osa", Edits::Osa), ("indel", Edits::Indel)];
    for (name, edits) in names {
        bench.run(&format!("{name}_distance"), |query, row| {
            batch.distances(edits, query, usize::MAX, row);
        });
        bench.run(&format!("{name}_distance_near"), |query, row| {
            batch.distances(edits, query, NEAR, row);
        });
    }
    for (name, measure) in [
        ("levenshtein", Measure::Levenshtein),
        ("osa", Measure::Osa),
        ("indel", Measure::Indel),
        ("lcs", Measure::Lcs),
        ("jaro", Measure::Jaro),
        ("jaro_winkler", Measure::JaroWinkler),
    ] {
        bench.run(name, |query, row| batch.similarities(measure, query, 0.0, row));
        bench.run(&format!("{name}_like"), |query, row| batch.similarities(measure, query, LIKE, row));
    }
    for (name, measure) in [("levenshtein", Measure::Levenshtein), ("jaro_winkler", Measure::JaroWinkler)] {
        bench.run(&format!("{name}_one_by_one"), |query, row| {
            let query = Pattern::new(query);
            for (choice, out) in bench.choices.iter().zip(row) {
                *out = query.similarity(measure, choice) as f32;
            }
        });
    }
}

/// The seconds this process has had of a processor, where the system says so; otherwise those that went by.
fn seconds() -> f64 {
    static STARTED: LazyLock<Instant> = LazyLock::new(Instant::now);
    let said = fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanoseconds = said.split_whitespace().next().and_then(|first| first.parse::<f64>().ok());
    nanoseconds.map_or_else(|| STARTED.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

struct Bench<'a> {
    queries: Vec<&'a str>,
    choices: Vec<&'a str>,
    folder: &'a Path,
    runs: usize,
    every: usize,
}

impl Bench<'_> {
    /// Fills a matrix with a row for each query, made anew for each run.
    fn run<T: Copy + Default + Bytes>(&self, name: &str, fill: impl Fn(&str, &mut [T])) {
        let mut least = f64::INFINITY;
        for run in 0..self.runs {
            let started = seconds();
            let mut matrix = vec![T::default(); self.queries.len() * self.choices.len()];
            for (query, row) in self.queries.iter().zip(matrix.chunks_mut(self.choices.len())) {
                fill(query, row);
            }
            least = least.min(seconds() - started);
            if run == 0 {
                let rows = matrix.chunks(self.choices.len()).step_by(self.every);
                let kept: Vec<u8> = rows.flatten().flat_map(|value| value.bytes()).collect();
                fs::write(self.folder.join(name), kept).expect("a folder to write into");
            }
        }
        println!("{name} {least}");
    }
}

trait Bytes {
    fn bytes(self) -> [u8; 4];
}

impl Bytes for u32 {
    fn bytes(self) -> [u8; 4] {
        self.to_ne_bytes()
    }
}

impl Bytes for f32 {
    fn bytes(self) -> [u8; 4] {
        self.to_ne_bytes()
    }
}
