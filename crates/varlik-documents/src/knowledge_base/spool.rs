//! A section in the making, in memory or in a file without a name.

use std::fs::File;
use std::io::{self, BufWriter, Cursor, Read, Seek, Write};

use super::file::Checksum;
use super::sorter::Spill;

/// Bytes that are written once and read back once.
#[derive(Debug)]
pub(super) enum Spool {
    Memory(Vec<u8>),
    File(BufWriter<File>, u64),
}

impl Spool {
    pub(super) fn new(spill: Option<&Spill>) -> io::Result<Self> {
        Ok(match spill {
            None => Self::Memory(Vec::new()),
            Some(spill) => {
                Self::File(BufWriter::with_capacity(1 << 16, tempfile::tempfile_in(&spill.folder)?), 0)
            }
        })
    }

    pub(super) fn push(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Self::Memory(held) => held.extend_from_slice(bytes),
            Self::File(file, length) => {
                file.write_all(bytes)?;
                *length += bytes.len() as u64;
            }
        }
        Ok(())
    }

    pub(super) fn len(&self) -> u64 {
        match self {
            Self::Memory(held) => held.len() as u64,
            Self::File(_, length) => *length,
        }
    }

    /// Writes all of it to `out`; returns its length and checksum.
    pub(super) fn copy_to(self, out: &mut dyn Write) -> io::Result<(u64, u64)> {
        let mut input: Box<dyn Read> = match self {
            Self::Memory(held) => Box::new(Cursor::new(held)),
            Self::File(file, _) => {
                let mut file = file.into_inner()?;
                file.rewind()?;
                Box::new(file)
            }
        };
        let mut sum = Checksum::default();
        let mut length = 0;
        let mut piece = Vec::with_capacity(1 << 16);
        loop {
            piece.clear();
            // Whole pieces but for the last, as the checksum asks.
            let read = input.by_ref().take(1 << 16).read_to_end(&mut piece)?;
            if read == 0 {
                return Ok((length, sum.finish()));
            }
            sum.update(&piece);
            out.write_all(&piece)?;
            length += read as u64;
        }
    }
}
