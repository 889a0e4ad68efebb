//! Where a step changed a text, so that every span of its output leads back to its input.
use std::ops::Range;

/// One place where an output is not its input byte for byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Byte range of the input; empty when something was put in.
    pub source: Range<usize>,
    /// Byte range of the output; empty when something was dropped.
    pub output: Range<usize>,
}

/// Takes note of edits, or does not: steps are generic over it, so that the plain path pays nothing.
///
/// Edits come in the order of the text and do not overlap. A place needs one when the length of a character
/// changes, or when the characters on both sides do not match one to one; `S` to `s` needs none.
pub(crate) trait Record {
    /// Whether anything is kept; a step may skip the work of finding the places when nothing is.
    const ON: bool;

    /// Makes room for what `left` more bytes will bring, if they are like the `done` ones.
    fn expect(&mut self, _done: usize, _left: usize) {}

    /// Notes that `source` of the input became `out` of the output.
    fn edit(&mut self, source: Range<usize>, out: Range<usize>);
}

/// Records nothing.
impl Record for () {
    const ON: bool = false;

    fn edit(&mut self, _: Range<usize>, _: Range<usize>) {}
}

/// The places where a text was changed: twelve bytes each, in the order of the text.
///
/// Bytes between two edits are as long as they were. A character replaced by one of the same length (`S` by
/// `s`) is no edit: its offsets are its source.
///
/// # Example: a span of the output, and the one it came from
///
/// ```
/// use varlik_text::Pipeline;
///
/// let source = "\u{200B}Er\u{AD}doğan, ﬁdan";
/// let pipeline: Pipeline = "clean, nfkc".parse()?;
/// let run = pipeline.run(source);
/// assert_eq!(run.as_str(), "Erdoğan, fidan");
/// let edits = run.edits();
/// assert_eq!(edits.len(), 3);
/// // The soft hyphen lies inside the name; the space of no width before it does not.
/// assert_eq!(&source[edits.to_source(0..8)], "Er\u{AD}doğan");
/// // A span that begins inside a ligature is widened over it.
/// assert_eq!(&source[edits.to_source(11..15)], "ﬁdan");
/// assert_eq!(edits.to_output(15..21), 10..15);
/// # Ok::<(), varlik_text::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edits {
    short: Vec<Short>,
    /// All edits, when one does not fit in a short one: a text of 4 GiB, a change of 64 KiB.
    long: Vec<Edit>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Short {
    source: u32,
    output: u32,
    source_length: u16,
    output_length: u16,
}

impl Short {
    fn edit(self) -> Edit {
        let (source, output) = (self.source as usize, self.output as usize);
        Edit {
            source: source..source + usize::from(self.source_length),
            output: output..output + usize::from(self.output_length),
        }
    }
}

impl Record for Edits {
    const ON: bool = true;

    fn expect(&mut self, done: usize, left: usize) {
        let length = self.short.len();
        // Room for twice as many as a block brings, so that one that has more seldom copies them all.
        if length * 2 > self.short.capacity() && left > 0 && done > 0 {
            self.short.reserve_exact(length.saturating_mul(left) / done + length / 8 + 64);
        }
    }

    #[inline]
    fn edit(&mut self, source: Range<usize>, out: Range<usize>) {
        let (source_length, output_length) = (source.end - source.start, out.end - out.start);
        let fits = u32::try_from(source.start | out.start).is_ok()
            && u16::try_from(source_length | output_length).is_ok();
        if fits && self.long.is_empty() {
            if self.short.len() == self.short.capacity() {
                self.grow();
            }
            self.short.push(Short {
                source: source.start as u32,
                output: out.start as u32,
                source_length: source_length as u16,
                output_length: output_length as u16,
            });
        } else {
            self.push_long(Edit { source, output: out });
        }
    }
}

impl Edits {
    /// Gives the number of edits.
    #[must_use]
    pub fn len(&self) -> usize {
        self.short.len() + self.long.len()
    }

    /// Tells whether there is none, so that every offset is its own source.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds an edit behind the others, for a step that is not one of this crate's.
    ///
    /// Edits come in the order of the text and do not overlap: one that begins before the end of the last, on
    /// either side, is left out, and `false` returned.
    ///
    /// # Example: a tag that was dropped
    ///
    /// ```
    /// use varlik_text::{Edit, Edits};
    ///
    /// let (source, output) = ("Hakan <b>Fidan", "Hakan Fidan");
    /// let mut edits = Edits::default();
    /// assert!(edits.push(Edit { source: 6..9, output: 6..6 }));
    /// assert_eq!(&source[edits.to_source(6..11)], "Fidan");
    /// assert!(!edits.push(Edit { source: 0..1, output: 0..0 }));
    /// # assert_eq!(&output[edits.to_output(9..14)], "Fidan");
    /// ```
    pub fn push(&mut self, edit: Edit) -> bool {
        let last = self.len().checked_sub(1).and_then(|last| self.get(last));
        let ordered = edit.source.start <= edit.source.end
            && edit.output.start <= edit.output.end
            && last.is_none_or(|last| {
                last.source.end <= edit.source.start && last.output.end <= edit.output.start
            });
        if ordered {
            self.edit(edit.source, edit.output);
        }
        ordered
    }

    /// Gives the edits in the order of the text.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Edit> + '_ {
        (0..self.len()).map(|index| self.get(index).unwrap_or(Edit { source: 0..0, output: 0..0 }))
    }

    /// Gives the range of the input that a range of the output came from.
    ///
    /// A range that begins or ends inside an edit is widened over the whole of it; what was dropped at the
    /// edges of a range stays outside. The result lies on character boundaries when `range` does. An empty
    /// range gives an empty one. Costs two binary searches.
    #[must_use]
    pub fn to_source(&self, range: Range<usize>) -> Range<usize> {
        let start = match self.last(|edit| edit.output.start <= range.start) {
            None => range.start,
            Some(edit) if range.start < edit.output.end => edit.source.start,
            Some(edit) => edit.source.end + (range.start - edit.output.end),
        };
        if range.is_empty() {
            return start..start;
        }
        // An edit that begins where the range ends lies behind it.
        let end = match self.last(|edit| edit.output.start < range.end) {
            None => range.end,
            Some(edit) if range.end < edit.output.end => edit.source.end,
            Some(edit) => edit.source.end + (range.end - edit.output.end),
        };
        start..end.max(start)
    }

    /// Gives the range of the output that a range of the input became: the way back of
    /// [`to_source`](Self::to_source).
    ///
    /// A range that begins or ends inside an edit is widened over the whole of it; what was put in at its
    /// edges stays outside. A range that was dropped gives the empty range where it stood.
    #[must_use]
    pub fn to_output(&self, range: Range<usize>) -> Range<usize> {
        let start = match self.last(|edit| edit.source.start <= range.start) {
            None => range.start,
            Some(edit) if range.start < edit.source.end => edit.output.start,
            Some(edit) => edit.output.end + (range.start - edit.source.end),
        };
        if range.is_empty() {
            return start..start;
        }
        let end = match self.last(|edit| edit.source.start < range.end) {
            None => range.end,
            Some(edit) if range.end < edit.source.end => edit.output.end,
            Some(edit) => edit.output.end + (range.end - edit.source.end),
        };
        start..end.max(start)
    }

    /// Joins the edits of two steps in a row to those of both, by one pass over the two lists.
    ///
    /// Edits that meet on a byte of the text between become one edit over all they cover, so that a span is
    /// never narrower than by asking the second step and then the first.
    #[must_use]
    pub fn then(&self, next: &Self) -> Self {
        let mut joined = Self::with_capacity(self.len() + next.len());
        self.meet(next, |edit, _, _| joined.edit(edit.source, edit.output));
        joined
    }

    /// Gives each edit of the joined list with the indices of the edits of both steps it is made of.
    pub(crate) fn meet(&self, next: &Self, mut give: impl FnMut(Edit, Range<usize>, Range<usize>)) {
        let (mut first, mut second) = (0, 0);
        // How far the two sides are ahead of the text between, behind the edits already given.
        let (mut source_shift, mut output_shift) = (0_isize, 0_isize);
        loop {
            let start = match (self.get(first), next.get(second)) {
                (None, None) => return,
                (Some(one), None) => one.output,
                (None, Some(two)) => two.source,
                // At one place what is dropped or put in comes before what is replaced: it stays apart.
                (Some(one), Some(two)) if one.output.start == two.source.start => {
                    if one.output.is_empty() || !two.source.is_empty() { one.output } else { two.source }
                }
                (Some(one), Some(two)) => {
                    if one.output.start < two.source.start {
                        one.output
                    } else {
                        two.source
                    }
                }
            };
            let (from_first, from_second) = (first, second);
            let mut between = start.clone();
            let (mut source_after, mut output_after) = (source_shift, output_shift);
            let starts = |range: &Range<usize>, taken: bool| !taken && *range == start;
            loop {
                let inside = |range: &Range<usize>| {
                    range.start < between.end && (range.start > between.start || !range.is_empty())
                };
                let nothing = first == from_first && second == from_second;
                if let Some(one) = self.get(first)
                    && (inside(&one.output) || starts(&one.output, !nothing))
                {
                    between.end = between.end.max(one.output.end);
                    source_after = one.source.end as isize - one.output.end as isize;
                    first += 1;
                } else if let Some(two) = next.get(second)
                    && (inside(&two.source) || starts(&two.source, !nothing))
                {
                    between.end = between.end.max(two.source.end);
                    output_after = two.output.end as isize - two.source.end as isize;
                    second += 1;
                } else {
                    break;
                }
            }
            let at = |offset: usize, shift: isize| offset.saturating_add_signed(shift);
            let edit = Edit {
                source: at(between.start, source_shift)..at(between.end, source_after),
                output: at(between.start, output_shift)..at(between.end, output_after),
            };
            give(edit, from_first..first, from_second..second);
            (source_shift, output_shift) = (source_after, output_after);
        }
    }

    pub(crate) fn get(&self, index: usize) -> Option<Edit> {
        match self.short.get(index) {
            Some(short) => Some(short.edit()),
            None => self.long.get(index).cloned(),
        }
    }

    /// The last edit of those at the front that hold to `front`.
    fn last(&self, front: impl Fn(&Edit) -> bool) -> Option<Edit> {
        let index = if self.long.is_empty() {
            self.short.partition_point(|short| front(&short.edit()))
        } else {
            self.long.partition_point(|edit| front(edit))
        };
        self.get(index.checked_sub(1)?)
    }

    pub(crate) fn with_capacity(edits: usize) -> Self {
        Self { short: Vec::with_capacity(edits), long: Vec::new() }
    }

    /// Makes room for the edits of a line at once.
    #[cold]
    fn grow(&mut self) {
        self.short.reserve(16);
    }

    #[cold]
    fn push_long(&mut self, edit: Edit) {
        self.long.extend(self.short.drain(..).map(Short::edit));
        self.long.push(edit);
    }
}

/// The output of a step that copies its input up to the next change.
pub(crate) struct Writer<'a, R> {
    source: &'a str,
    out: &'a mut String,
    record: &'a mut R,
    /// The input before this byte is in the output.
    copied: usize,
    /// Where the output of the step begins.
    base: usize,
}

impl<'a, R: Record> Writer<'a, R> {
    pub(crate) fn new(source: &'a str, out: &'a mut String, record: &'a mut R) -> Self {
        let base = out.len();
        Self { source, out, record, copied: 0, base }
    }

    /// Puts `text` in the place of a range of the input that lies behind those replaced before.
    pub(crate) fn replace(&mut self, range: Range<usize>, text: &str) {
        self.out.push_str(self.source.get(self.copied..range.start).unwrap_or_default());
        let start = self.out.len() - self.base;
        self.out.push_str(text);
        self.copied = range.end;
        self.record.edit(range, start..self.out.len() - self.base);
    }

    /// Copies what is left.
    pub(crate) fn finish(self) {
        self.out.push_str(self.source.get(self.copied..).unwrap_or_default());
    }

    /// The last character written or about to be copied, before the byte `at` of the input.
    pub(crate) fn before(&self, at: usize) -> Option<char> {
        let copied = self.source.get(self.copied..at).and_then(|text| text.chars().next_back());
        copied.or_else(|| self.out.get(self.base..).and_then(|out| out.chars().next_back()))
    }
}
