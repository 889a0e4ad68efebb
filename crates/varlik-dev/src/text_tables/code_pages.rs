//! What the bytes of code pages mean, both ways.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{bad, code_point};
use crate::source::{Error, Source};

/// What a byte that is neither assigned nor a control is read as.
const LOST: u32 = 0xFFFD;

/// Writes the code points of each page, and each page turned round and sorted by code point.
pub(crate) fn table(source: &Source) -> Result<String, Error> {
    let mut forward = String::new();
    let mut backward = String::new();
    let mut count = 0;
    for row in source.rows() {
        let name = row.cell(0, "name")?;
        let mut bytes = BTreeMap::new();
        let cells: Vec<&str> = row.cell(1, "code points")?.split(' ').collect();
        if cells.len() != 128 {
            return Err(bad("a page has 128 code points from 80 on", name));
        }
        let _ = write!(forward, "    // {name}\n    [");
        for (index, cell) in cells.iter().enumerate() {
            // A byte without a meaning is the control of the same number, as readers of the web have it.
            let point = match *cell {
                "-" if index < 0x20 => index as u32 + 0x80,
                "-" => LOST,
                cell => u32::from(code_point(cell)?),
            };
            let point = u16::try_from(point).map_err(|_| bad("beyond U+FFFF", cell))?;
            if u32::from(point) != LOST && bytes.insert(point, index + 0x80).is_some() {
                return Err(bad("listed twice", cell));
            }
            let _ = write!(forward, "{}0x{point:04X}", if index == 0 { "" } else { ", " });
        }
        forward.push_str("],\n");
        let _ = write!(backward, "    // {name}\n    &[");
        for (index, (point, byte)) in bytes.iter().enumerate() {
            let _ = write!(backward, "{}(0x{point:04X}, 0x{byte:02X})", if index == 0 { "" } else { ", " });
        }
        backward.push_str("],\n");
        count += 1;
    }
    Ok(format!(
        "/// The code points of the bytes 80 to FF, by page.\n\
         #[rustfmt::skip]\npub(crate) static CODE_POINTS: [[u16; 128]; {count}] = [\n{forward}];\n\n\
         /// The bytes of the code points, sorted by code point, by page.\n\
         #[rustfmt::skip]\npub(crate) static BYTES: [&[(u16, u8)]; {count}] = [\n{backward}];\n"
    ))
}
