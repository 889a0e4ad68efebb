//! An index in one file: a head, then the sections of each block as they are in memory.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use super::block::{Block, PARTS};
use super::bytes::{Shared, checksum_of, records};
use super::error::IndexError;

/// The first bytes of a file.
const MAGIC: [u8; 16] = *b"varlik names v1\n";

/// The release whose rules take names apart; features of another release are other ones.
pub(super) const RELEASE: &str = env!("CARGO_PKG_VERSION");

/// Bytes of the release in a head, padded with zeros.
const RELEASE_BYTES: usize = 24;

/// Numbers of a block in the head: the lengths of its sections and of the marks of removed rows, and a checksum.
const BLOCK_NUMBERS: usize = PARTS + 2;

/// Bytes in front of the numbers of the blocks: magic, release, count of blocks, length of the file.
const FRONT: usize = MAGIC.len() + RELEASE_BYTES + 16;

fn release() -> [u8; RELEASE_BYTES] {
    let mut out = [0; RELEASE_BYTES];
    out.iter_mut().zip(RELEASE.bytes()).for_each(|(place, byte)| *place = byte);
    out
}

pub(super) fn save(blocks: &[Block], path: &Path) -> Result<(), IndexError> {
    // An index that was opened from this path goes on reading the old file, which the new one replaces when it is whole.
    let mut unfinished = path.as_os_str().to_owned();
    unfinished.push(".unfinished");
    let unfinished = Path::new(&unfinished);
    let written = File::create(unfinished).and_then(|file| {
        let mut out = BufWriter::new(file);
        write(blocks, &mut out)?;
        out.into_inner()?.sync_all()?;
        std::fs::rename(unfinished, path)
    });
    written.map_err(|error| {
        let _ = std::fs::remove_file(unfinished);
        IndexError::io(path, error)
    })
}

pub(super) fn write(blocks: &[Block], out: &mut impl Write) -> std::io::Result<()> {
    let mut numbers: Vec<u64> = Vec::with_capacity(blocks.len() * BLOCK_NUMBERS);
    for block in blocks {
        let removed = removed_bytes(block);
        let (sections, lengths) = block.bytes();
        numbers.extend(lengths.map(|length| length as u64));
        numbers.push(removed.len() as u64);
        numbers.push(checksum_of(sections.chain([removed.as_slice()])));
    }
    let bodies: u64 = numbers.chunks(BLOCK_NUMBERS).flat_map(|block| block.iter().take(PARTS + 1)).sum();
    let mut head = Vec::with_capacity(FRONT + numbers.len() * 8);
    head.extend_from_slice(&MAGIC);
    head.extend_from_slice(&release());
    head.extend_from_slice(&(blocks.len() as u64).to_le_bytes());
    let length = bodies + (FRONT + numbers.len() * 8 + 8) as u64;
    head.extend_from_slice(&length.to_le_bytes());
    head.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
    out.write_all(&head)?;
    out.write_all(&checksum_of([head.as_slice()]).to_le_bytes())?;
    for block in blocks {
        for section in block.bytes().0 {
            out.write_all(section)?;
        }
        out.write_all(&removed_bytes(block))?;
    }
    Ok(())
}

fn removed_bytes(block: &Block) -> Vec<u8> {
    block.removed().iter().flat_map(|bits| bits.to_le_bytes()).collect()
}

/// How much of a file is read before it is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Check {
    /// All of it, against the checksums.
    Everything,
    /// The head only, so that a mapped file is not read through.
    Head,
}

pub(super) fn load(bytes: &Shared, check: Check) -> Result<Vec<Block>, IndexError> {
    let all: &[u8] = (**bytes).as_ref();
    let (magic, rest) = all.split_first_chunk::<16>().ok_or_else(IndexError::foreign)?;
    if *magic != MAGIC {
        return Err(IndexError::foreign());
    }
    let cut = |wanted: usize| IndexError::cut(all.len(), wanted as u64);
    let (written, rest) = rest.split_first_chunk::<RELEASE_BYTES>().ok_or_else(|| cut(FRONT))?;
    if *written != release() {
        return Err(IndexError::other_release(written));
    }
    let [count, length] = match records::<8>(rest) {
        [count, length, ..] => [*count, *length].map(u64::from_le_bytes),
        _ => return Err(cut(FRONT)),
    };
    if length != all.len() as u64 {
        return Err(IndexError::cut(all.len(), length));
    }
    let head_bytes = usize::try_from(count).ok().and_then(|count| count.checked_mul(BLOCK_NUMBERS * 8));
    let head_end = head_bytes.and_then(|bytes| bytes.checked_add(FRONT)).unwrap_or(usize::MAX);
    let (head, rest) = all.split_at_checked(head_end).ok_or_else(|| IndexError::damaged("head"))?;
    let sum = rest.first_chunk::<8>().ok_or_else(|| cut(FRONT))?;
    if u64::from_le_bytes(*sum) != checksum_of([head]) {
        return Err(IndexError::damaged("head"));
    }
    let mut at = head_end + 8;
    let mut blocks = Vec::new();
    for numbers in records::<{ BLOCK_NUMBERS * 8 }>(head.get(FRONT..).unwrap_or_default()) {
        let mut numbers = records::<8>(numbers).iter().map(|number| u64::from_le_bytes(*number));
        let mut lengths = [0; PARTS];
        for (length, number) in lengths.iter_mut().zip(&mut numbers) {
            *length = usize::try_from(number).map_err(|_| IndexError::damaged("head"))?;
        }
        let (removed, sum) = (numbers.next().unwrap_or(0) as usize, numbers.next().unwrap_or(0));
        let block = Block::of_bytes(bytes, at, lengths).ok_or_else(|| IndexError::damaged("names"));
        let mut block = block?;
        at += lengths.iter().sum::<usize>();
        let removed_end = at.checked_add(removed).ok_or_else(|| IndexError::damaged("names"))?;
        let marks = all.get(at..removed_end).ok_or_else(|| IndexError::damaged("names"))?;
        if check == Check::Everything && checksum_of(block.bytes().0.chain([marks])) != sum {
            return Err(IndexError::damaged("names"));
        }
        block.set_removed(records(marks));
        at = removed_end;
        blocks.push(block);
    }
    Ok(blocks)
}
