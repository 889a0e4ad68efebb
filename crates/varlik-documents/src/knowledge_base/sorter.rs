//! Puts byte strings in order that may be more than memory holds.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};
use std::path::PathBuf;

/// Where and from how many bytes on a build leaves memory.
#[derive(Debug, Clone)]
pub(super) struct Spill {
    /// Folder of the files, which have no names and are gone with the process.
    pub(super) folder: PathBuf,
    /// Bytes that one sorter holds at most.
    pub(super) memory: usize,
}

/// Byte strings that come in any order and leave in that of their bytes.
#[derive(Debug)]
pub(super) struct Sorter {
    spill: Option<Spill>,
    bytes: Vec<u8>,
    /// Start and length of each.
    held: Vec<(usize, u32)>,
    runs: Vec<File>,
}

impl Sorter {
    pub(super) fn new(spill: Option<&Spill>) -> Self {
        Self { spill: spill.cloned(), bytes: Vec::new(), held: Vec::new(), runs: Vec::new() }
    }

    pub(super) fn push(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.held.push((self.bytes.len(), bytes.len() as u32));
        self.bytes.extend_from_slice(bytes);
        let held = self.bytes.len() + self.held.len() * size_of::<(usize, u32)>();
        if self.spill.as_ref().is_some_and(|spill| held >= spill.memory) {
            self.leave_memory()
        } else {
            Ok(())
        }
    }

    fn sort(&mut self) {
        let bytes = &self.bytes;
        let text =
            |&(start, length): &(usize, u32)| bytes.get(start..start + length as usize).unwrap_or_default();
        self.held.sort_unstable_by(|a, b| text(a).cmp(text(b)));
    }

    fn leave_memory(&mut self) -> io::Result<()> {
        let Some(spill) = &self.spill else { return Ok(()) };
        let mut out = BufWriter::with_capacity(1 << 16, tempfile::tempfile_in(&spill.folder)?);
        self.sort();
        for &(start, length) in &self.held {
            out.write_all(&length.to_le_bytes())?;
            out.write_all(self.bytes.get(start..start + length as usize).unwrap_or_default())?;
        }
        let mut run = out.into_inner()?;
        run.rewind()?;
        self.runs.push(run);
        self.bytes.clear();
        self.held.clear();
        Ok(())
    }

    /// Hands all of them on, in order.
    pub(super) fn each<E: From<io::Error>>(
        mut self,
        mut take: impl FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        if self.runs.is_empty() {
            self.sort();
            for &(start, length) in &self.held {
                take(self.bytes.get(start..start + length as usize).unwrap_or_default())?;
            }
            return Ok(());
        }
        self.leave_memory()?;
        (self.bytes, self.held) = (Vec::new(), Vec::new());
        let mut runs: Vec<BufReader<File>> =
            self.runs.into_iter().map(|run| BufReader::with_capacity(1 << 16, run)).collect();
        let mut next = BinaryHeap::new();
        for (number, run) in runs.iter_mut().enumerate() {
            let mut first = Vec::new();
            if read_next(run, &mut first)? {
                next.push(Reverse((first, number)));
            }
        }
        while let Some(Reverse((mut bytes, number))) = next.pop() {
            take(&bytes)?;
            if let Some(run) = runs.get_mut(number)
                && read_next(run, &mut bytes)?
            {
                next.push(Reverse((bytes, number)));
            }
        }
        Ok(())
    }
}

/// Reads the next string of a run into `bytes`; false at its end.
fn read_next(run: &mut impl Read, bytes: &mut Vec<u8>) -> io::Result<bool> {
    let mut length = [0; 4];
    match run.read_exact(&mut length) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
        Err(error) => return Err(error),
    }
    bytes.resize(u32::from_le_bytes(length) as usize, 0);
    run.read_exact(bytes)?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(given: &[Vec<u8>], spill: Option<&Spill>) -> (Vec<Vec<u8>>, usize) {
        let mut sorter = Sorter::new(spill);
        for bytes in given {
            sorter.push(bytes).unwrap();
        }
        let runs = sorter.runs.len();
        let mut out = Vec::new();
        sorter
            .each::<io::Error>(|bytes| {
                out.push(bytes.to_vec());
                Ok(())
            })
            .unwrap();
        (out, runs)
    }

    #[test]
    fn what_left_memory_comes_back_in_order() {
        let given: Vec<Vec<u8>> = (0..5_000_u32)
            .map(|at| (at.wrapping_mul(2_654_435_761) % 977).to_string().into_bytes())
            .collect();
        let mut want = given.clone();
        want.sort();
        let folder = tempfile::tempdir().unwrap();
        let spill = Spill { folder: folder.path().to_owned(), memory: 10_000 };
        let (spilled, runs) = sorted(&given, Some(&spill));
        assert!(runs > 5, "{runs} runs");
        assert_eq!(spilled, want);
        assert_eq!(sorted(&given, None), (want, 0));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left behind");
        assert_eq!(sorted(&[], Some(&spill)).0, Vec::<Vec<u8>>::new());
    }

    #[test]
    fn a_folder_that_is_not_there_is_told() {
        let spill = Spill { folder: "/no/such/folder".into(), memory: 1 };
        assert!(Sorter::new(Some(&spill)).push(b"a").is_err());
    }
}
