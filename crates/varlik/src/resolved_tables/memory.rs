//! What a run will take, said before it begins.

use varlik_resolve::{Items, MemoryEstimate, Resolver, ResolverOptions};

use crate::Error;

/// Bytes that a process takes beside its runs: the program, and what an allocator cannot give back.
const PROCESS_BYTES: u64 = 24 << 20;

/// The fewest edges that a run is worth beginning with, and the part of all: what is left outside is read as often.
const FEWEST_EDGES: u64 = 1 << 12;
const FEWEST_PART: u64 = 16;

/// What an answer holds, by estimate.
pub(super) fn held(items: &Items, options: &ResolverOptions) -> u64 {
    Resolver::new(options.clone()).estimate(items).held
}

/// How many edges a run may hold so that it takes at most `most` bytes beside the `beside` that others hold; none where it can hold
/// all of them. Refuses one that would take more with the fewest.
pub(super) fn most_edges(
    items: &Items,
    options: &ResolverOptions,
    most: u64,
    beside: u64,
) -> Result<Option<usize>, Error> {
    let estimate = Resolver::new(options.clone()).estimate(items);
    // The records are kept beside those that are resolved.
    let columns: usize = items.columns.iter().map(|(_, column)| column.bytes()).sum();
    let held = estimate.held + (columns + items.ids.bytes()) as u64 + PROCESS_BYTES + beside;
    let fewest = FEWEST_EDGES.max(estimate.edges / FEWEST_PART).min(estimate.edges);
    let needed = held + fewest * MemoryEstimate::EDGE_BYTES;
    if needed <= most {
        let room = most.saturating_sub(held) / MemoryEstimate::EDGE_BYTES;
        return Ok((room < estimate.most_edges).then_some(room.max(1) as usize));
    }
    Err(Error::usage(format!(
        "{} records would take about {}, and memory is {}; allow more, leave out columns that tell little, or give a lower \
         max_pairs",
        items.len(),
        shown(needed),
        shown(most)
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
