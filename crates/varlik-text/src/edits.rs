//! Where a step changed a text, so that every span of its output leads back to its input.
use std::ops::Range;

/// One place where the output of a step is not the input byte for byte.
///
/// Bytes between two edits are as long as they were. A change that keeps the length of each character
/// (`S` to `s`) needs no edit: its offsets are its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Edit {
    pub(crate) source_start: usize,
    pub(crate) source_end: usize,
    pub(crate) out_start: usize,
    pub(crate) out_end: usize,
}

/// Takes note of edits, or does not: steps are generic over it, so that the plain path pays nothing.
///
/// Edits come in the order of the text and do not overlap.
pub(crate) trait Record {
    /// Whether anything is kept; a step may skip the work of finding the places when nothing is.
    const ON: bool;

    /// Notes that `source` of the input became `out` of the output.
    fn edit(&mut self, source: Range<usize>, out: Range<usize>);
}

/// Records nothing.
impl Record for () {
    const ON: bool = false;

    fn edit(&mut self, _: Range<usize>, _: Range<usize>) {}
}

/// The edits of one step, or of several steps in a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Edits(Vec<Edit>);

impl Record for Edits {
    const ON: bool = true;

    fn edit(&mut self, source: Range<usize>, out: Range<usize>) {
        self.0.push(Edit {
            source_start: source.start,
            source_end: source.end,
            out_start: out.start,
            out_end: out.end,
        });
    }
}
