//! Edges in a file of Arrow IPC: columns `a`, `b` and `weight`.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::{self, File};
use std::hash::Hasher;
use std::io::{self, BufReader, BufWriter};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Float32Type, UInt32Type};
use arrow_array::{Float32Array, RecordBatch, UInt32Array};
use arrow_ipc::reader::FileReader;
use arrow_ipc::writer::FileWriter;
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use rustc_hash::FxHasher;
use varlik_resolve::ScoredPair;

/// Edges of a batch: 98 kB, so that many files can be read side by side.
const BATCH: usize = 1 << 13;

fn schema() -> SchemaRef {
    Arc::new(Schema::new(vec![
        Field::new("a", DataType::UInt32, false),
        Field::new("b", DataType::UInt32, false),
        Field::new("weight", DataType::Float32, false),
    ]))
}

/// The cause behind what Arrow says: a disk that is full is told as such.
fn cause(error: ArrowError) -> io::Error {
    match error {
        ArrowError::IoError(_, error) => error,
        other => io::Error::new(io::ErrorKind::InvalidData, other.to_string()),
    }
}

fn add(sum: &mut FxHasher, pair: &ScoredPair) {
    sum.write_u32(pair.a);
    sum.write_u32(pair.b);
    sum.write_u32(pair.weight.to_bits());
}

/// Writes edges one behind the other.
pub(super) struct EdgeWriter {
    writer: FileWriter<BufWriter<File>>,
    pending: Vec<ScoredPair>,
    sum: FxHasher,
}

impl EdgeWriter {
    pub(super) fn create(path: &Path) -> io::Result<Self> {
        let file = BufWriter::with_capacity(1 << 17, File::create(path)?);
        let writer = FileWriter::try_new(file, &schema()).map_err(cause)?;
        Ok(Self { writer, pending: Vec::with_capacity(BATCH), sum: FxHasher::default() })
    }

    pub(super) fn extend(&mut self, pairs: impl IntoIterator<Item = ScoredPair>) -> io::Result<()> {
        for pair in pairs {
            add(&mut self.sum, &pair);
            self.pending.push(pair);
            if self.pending.len() == BATCH {
                self.write()?;
            }
        }
        Ok(())
    }

    /// Brings the file to its end; returns what its edges sum to.
    pub(super) fn finish(mut self) -> io::Result<u64> {
        self.write()?;
        self.writer.finish().map_err(cause)?;
        Ok(self.sum.finish())
    }

    fn write(&mut self) -> io::Result<()> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let numbers = |number: fn(&ScoredPair) -> u32| {
            Arc::new(UInt32Array::from_iter_values(self.pending.iter().map(number)))
        };
        let weights = Float32Array::from_iter_values(self.pending.iter().map(|pair| pair.weight));
        let columns: Vec<arrow_array::ArrayRef> =
            vec![numbers(|pair| pair.a), numbers(|pair| pair.b), Arc::new(weights)];
        let batch = RecordBatch::try_new(schema(), columns).map_err(cause)?;
        self.pending.clear();
        self.writer.write(&batch).map_err(cause)
    }
}

/// Reads edges by their numbers.
pub(super) struct EdgeReader {
    reader: FileReader<BufReader<File>>,
}

impl std::fmt::Debug for EdgeReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EdgeReader").field("batches", &self.reader.num_batches()).finish()
    }
}

impl EdgeReader {
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let file = BufReader::with_capacity(1 << 17, File::open(path)?);
        let reader = FileReader::try_new(file, None).map_err(cause)?;
        if reader.schema() != schema() {
            return Err(io::Error::from(io::ErrorKind::InvalidData));
        }
        Ok(Self { reader })
    }

    /// How many edges there are, and what they sum to.
    pub(super) fn check(&mut self) -> io::Result<(u64, u64)> {
        let (mut count, mut sum) = (0, FxHasher::default());
        let batches = self.reader.num_batches();
        for number in 0..batches {
            let pairs = self.batch(number)?;
            if pairs.len() != BATCH && number + 1 != batches {
                return Err(io::Error::from(io::ErrorKind::InvalidData));
            }
            for pair in &pairs {
                add(&mut sum, pair);
            }
            count += pairs.len() as u64;
        }
        Ok((count, sum.finish()))
    }

    /// At most `most` edges from a number on.
    pub(super) fn read(&mut self, from: u64, most: usize) -> io::Result<Vec<ScoredPair>> {
        let (first, skipped) = ((from / BATCH as u64) as usize, (from % BATCH as u64) as usize);
        let mut pairs = Vec::with_capacity(most + BATCH);
        for number in first..self.reader.num_batches() {
            if pairs.len() >= most + skipped {
                break;
            }
            pairs.extend(self.batch(number)?);
        }
        pairs.drain(..skipped.min(pairs.len()));
        pairs.truncate(most);
        Ok(pairs)
    }

    fn batch(&mut self, number: usize) -> io::Result<Vec<ScoredPair>> {
        self.reader.set_index(number).map_err(cause)?;
        let batch = self.reader.next().transpose().map_err(cause)?;
        let batch = batch.ok_or_else(|| io::Error::from(io::ErrorKind::UnexpectedEof))?;
        let [a, b, weight] = batch.columns() else { return Err(io::ErrorKind::InvalidData.into()) };
        let a = a.as_primitive::<UInt32Type>().values();
        let b = b.as_primitive::<UInt32Type>().values();
        let weights = weight.as_primitive::<Float32Type>().values();
        let pairs = a.iter().zip(b).zip(weights);
        Ok(pairs.map(|((&a, &b), &weight)| ScoredPair { a, b, weight }).collect())
    }
}

/// A sorted file that is read from its start to its end.
struct Run {
    reader: EdgeReader,
    next_batch: usize,
    pairs: std::vec::IntoIter<ScoredPair>,
}

impl Run {
    fn next(&mut self) -> io::Result<Option<ScoredPair>> {
        loop {
            if let Some(pair) = self.pairs.next() {
                return Ok(Some(pair));
            }
            if self.next_batch == self.reader.reader.num_batches() {
                return Ok(None);
            }
            self.pairs = self.reader.batch(self.next_batch)?.into_iter();
            self.next_batch += 1;
        }
    }
}

/// Files that are read side by side: a system lets a process have some hundreds open.
const MERGED: usize = 64;

/// Merges sorted files into one, some at a time where they are many, and removes them; returns what its edges sum to.
pub(super) fn merge(runs: &[PathBuf], into: &Path) -> io::Result<u64> {
    let mut runs = runs.to_vec();
    let mut merged = 0;
    while runs.len() > MERGED {
        let some: Vec<PathBuf> = runs.drain(..MERGED).collect();
        let path = into.with_extension(format!("merged-{merged}"));
        merged += 1;
        merge_some(&some, &path)?;
        runs.push(path);
    }
    merge_some(&runs, into)
}

/// Merges files that are opened together, and removes them.
fn merge_some(runs: &[PathBuf], into: &Path) -> io::Result<u64> {
    let mut open: Vec<Run> = Vec::with_capacity(runs.len());
    for path in runs {
        open.push(Run { reader: EdgeReader::open(path)?, next_batch: 0, pairs: Vec::new().into_iter() });
    }
    let mut writer = EdgeWriter::create(into)?;
    let mut heap = BinaryHeap::with_capacity(open.len());
    let item = |run: usize, pair: ScoredPair| Reverse(((pair.a, pair.b), run, pair.weight.to_bits()));
    for (number, run) in open.iter_mut().enumerate() {
        heap.extend(run.next()?.map(|pair| item(number, pair)));
    }
    while let Some(Reverse(((a, b), number, weight))) = heap.pop() {
        writer.extend([ScoredPair { a, b, weight: f32::from_bits(weight) }])?;
        if let Some(run) = open.get_mut(number) {
            heap.extend(run.next()?.map(|pair| item(number, pair)));
        }
    }
    let sum = writer.finish()?;
    drop(open);
    for path in runs {
        fs::remove_file(path)?;
    }
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(count: u32, step: u32) -> Vec<ScoredPair> {
        (0..count).map(|n| ScoredPair { a: n * step, b: n * step + 7, weight: n as f32 - 6.0 }).collect()
    }

    fn write(path: &Path, pairs: &[ScoredPair]) -> u64 {
        let mut writer = EdgeWriter::create(path).unwrap();
        writer.extend(pairs.iter().copied()).unwrap();
        writer.finish().unwrap()
    }

    #[test]
    fn edges_are_read_from_any_place_on() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("edges.arrow");
        let all = pairs(20_000, 3);
        let sum = write(&path, &all);
        let mut reader = EdgeReader::open(&path).unwrap();
        assert_eq!(reader.check().unwrap(), (20_000, sum));
        for (from, most) in [(0, 5), (8_190, 4), (8_192, 8_192), (19_999, 10), (20_000, 1), (0, 30_000)] {
            let end = (from + most).min(all.len());
            assert_eq!(reader.read(from as u64, most).unwrap(), all[from..end], "{from} {most}");
        }
        assert!(reader.read(90_000, 3).unwrap().is_empty());
        write(&path, &[]);
        assert_eq!(EdgeReader::open(&path).unwrap().check().unwrap().0, 0);
    }

    #[test]
    fn sorted_files_become_one() {
        let place = tempfile::tempdir().unwrap();
        let path = |name: &str| place.path().join(name);
        let mut all = [pairs(9_000, 5), pairs(10_000, 3), Vec::new()];
        let runs: Vec<PathBuf> = (0..3).map(|number| path(&number.to_string())).collect();
        for (run, pairs) in runs.iter().zip(&all) {
            write(run, pairs);
        }
        let sum = merge(&runs, &path("all")).unwrap();
        let mut sorted = std::mem::take(&mut all).concat();
        sorted.sort_by_key(|pair| (pair.a, pair.b));
        let mut reader = EdgeReader::open(&path("all")).unwrap();
        assert_eq!(reader.check().unwrap(), (19_000, sum));
        let read = reader.read(0, 19_000).unwrap();
        assert!(read.iter().map(|pair| (pair.a, pair.b)).eq(sorted.iter().map(|pair| (pair.a, pair.b))));
    }

    #[test]
    fn many_files_are_merged_some_at_a_time_and_none_stays() {
        let place = tempfile::tempdir().unwrap();
        let path = |name: &str| place.path().join(name);
        let count = 3 * MERGED as u32 + 5;
        let runs: Vec<PathBuf> = (0..count).map(|number| path(&number.to_string())).collect();
        for (number, run) in (0..).zip(&runs) {
            let own = [0, 1, 2].map(|at| ScoredPair { a: at * count + number, b: number, weight: 1.0 });
            write(run, &own);
        }
        let sum = merge(&runs, &path("all.arrow")).unwrap();
        let mut reader = EdgeReader::open(&path("all.arrow")).unwrap();
        assert_eq!(reader.check().unwrap(), (u64::from(3 * count), sum));
        let read = reader.read(0, 4 * count as usize).unwrap();
        assert!(read.iter().map(|pair| pair.a).eq(0..3 * count));
        assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 1, "no other file is left");
    }

    #[test]
    fn a_file_that_is_cut_short_or_changed_is_found() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("edges.arrow");
        let sum = write(&path, &pairs(9_000, 2));
        let content = std::fs::read(&path).unwrap();
        for length in [0, 4, 1_000, content.len() - 20] {
            std::fs::write(&path, &content[..length]).unwrap();
            assert!(EdgeReader::open(&path).is_err(), "{length}");
        }
        let mut changed = content;
        changed[2_000] ^= 1;
        std::fs::write(&path, &changed).unwrap();
        assert_ne!(EdgeReader::open(&path).and_then(|mut reader| reader.check()).ok(), Some((9_000, sum)));
    }
}
