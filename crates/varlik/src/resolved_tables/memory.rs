//! What a run will take, said before it begins.

use varlik_resolve::{Items, MemoryEstimate, Resolver, ResolverOptions};

use super::taken::Keep;
use crate::Error;

/// Bytes that a process takes beside its runs: the program, and what files are read with.
const PROCESS_BYTES: u64 = 12 << 20;

/// The part of what is held that an allocator cannot give back between stages: an eighth; a sixth where parts come and go. Chosen so
/// that the estimate is not below the peak of the process, which `bench/tables/run.py` prints.
const LOST: u64 = 8;
const LOST_IN_PARTS: u64 = 6;

/// The fewest edges that a run is worth beginning with, and the part of all: what is left outside is read as often.
const FEWEST_EDGES: u64 = 1 << 12;
const FEWEST_PART: u64 = 16;

/// The fewest records that are made ready at once, and the part of all: a group of blocks has the records of some 64th of all keys.
const LEAST_ITEMS: u64 = 1 << 10;
const LEAST_PART: u64 = 10;

/// What an answer holds, by estimate.
pub(super) fn held(items: &Items, options: &ResolverOptions) -> u64 {
    Resolver::new(options.clone()).estimate(items).held
}

/// What is kept of records beside those that are resolved.
pub(super) fn kept(items: &Items, keep: Keep) -> u64 {
    let columns = || items.columns.iter().map(|(_, column)| column.bytes()).sum::<usize>();
    let columns = if keep == Keep::Values { columns() } else { 0 };
    (columns + items.ids.bytes()) as u64
}

/// How much of a run is held at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Room {
    /// How many edges; none where all can be.
    pub(super) edges: Option<usize>,
    /// How many records are made ready to be compared at once; none where all can be.
    pub(super) items: Option<usize>,
}

/// How much a run may hold so that it takes at most `most` bytes beside the `beside` that others hold. Refuses one that would take
/// more with the least.
pub(super) fn room(items: &Items, options: &ResolverOptions, most: u64, beside: u64) -> Result<Room, Error> {
    let resolver = Resolver::new(options.clone());
    let estimate = resolver.estimate(items);
    let beside = PROCESS_BYTES + beside;
    let fewest = FEWEST_EDGES.max(estimate.edges / FEWEST_PART).min(estimate.edges);
    let edges_in = |held: u64| {
        let room = most.saturating_sub(held) / MemoryEstimate::EDGE_BYTES;
        (room < estimate.most_edges).then_some(room.max(1) as usize)
    };
    let whole = estimate.held + estimate.held / LOST + beside;
    let needed = whole + fewest * MemoryEstimate::EDGE_BYTES;
    if needed <= most {
        return Ok(Room { edges: edges_in(whole), items: None });
    }
    let why = resolver.whole_only(items);
    let with_lost = |held: u64| held + held / LOST_IN_PARTS;
    let item = with_lost(estimate.item).max(1);
    let bare = with_lost(estimate.bare) + beside + fewest * MemoryEstimate::EDGE_BYTES;
    let least_items = LEAST_ITEMS.max(items.len() as u64 / LEAST_PART);
    let needed = if why.is_none() { needed.min(bare + least_items * item) } else { needed };
    if why.is_none() && needed <= most {
        // Records that are made ready go before edges: these are read as often as they are left outside.
        let room = most - bare;
        let most_items = (room / 2 / item).max(least_items);
        let held = bare - fewest * MemoryEstimate::EDGE_BYTES + most_items * item;
        return Ok(Room { edges: edges_in(held), items: Some(most_items as usize) });
    }
    Err(Error::usage(format!(
        "{} records would take about {}, and memory is {}; {}",
        items.len(),
        shown(needed),
        shown(most),
        why.unwrap_or_else(|| {
            "allow more, leave out columns that tell little, or give a lower max_pairs".to_owned()
        })
    )))
}

/// Reads an amount of memory: `"4GB"`, `"1.5 GiB"`, `"800 MB"`, or a plain number of bytes.
///
/// # Errors
/// [`Error`] for what is no such amount.
///
/// # Example
/// ```
/// assert_eq!(varlik::bytes_of("4GB")?, 4_000_000_000);
/// assert_eq!(varlik::bytes_of("1.5 GiB")?, 1_610_612_736);
/// assert!(varlik::bytes_of("much").is_err());
/// # Ok::<(), varlik::Error>(())
/// ```
pub fn bytes_of(text: &str) -> Result<u64, Error> {
    let wrong = || Error::usage(format!("memory is {text:?}; write an amount such as \"4GB\" or \"800MB\""));
    let text = text.trim();
    let end = text.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let number: f64 = number.parse().map_err(|_| wrong())?;
    let unit: f64 = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1.0,
        "k" | "kb" => 1e3,
        "m" | "mb" => 1e6,
        "g" | "gb" => 1e9,
        "t" | "tb" => 1e12,
        "kib" => 1024.0,
        "mib" => 1_048_576.0,
        "gib" => 1_073_741_824.0,
        "tib" => 1_099_511_627_776.0,
        _ => return Err(wrong()),
    };
    let bytes = number * unit;
    if bytes >= 1.0 { Ok(bytes as u64) } else { Err(wrong()) }
}

/// An amount as a person reads it.
fn shown(bytes: u64) -> String {
    match bytes as f64 {
        bytes if bytes < 1e6 => format!("{:.0} kB", (bytes / 1e3).ceil()),
        bytes if bytes < 1e9 => format!("{:.0} MB", bytes / 1e6),
        bytes => format!("{:.1} GB", bytes / 1e9),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_and_others_refused() {
        for (text, bytes) in
            [("1", 1), ("2 kb", 2000), ("0.5MB", 500_000), ("1TiB", 1 << 40), (" 3 g ", 3_000_000_000)]
        {
            assert_eq!(bytes_of(text).unwrap(), bytes, "{text}");
        }
        for text in ["", "GB", "4 XB", "-1GB", "1.2.3GB", "0", "0.1", "4GB4"] {
            let error = bytes_of(text).unwrap_err().to_string();
            assert!(error.starts_with(&format!("memory is {text:?}")), "{error}");
        }
    }

    #[test]
    fn amounts_are_shown_in_the_unit_that_suits_them() {
        assert_eq!([1, 52_000_000, 1_460_000_000].map(shown), ["1 kB", "52 MB", "1.5 GB"]);
    }
}
