//! A set of scalar values that text is searched for.
#![allow(
    clippy::indexing_slicing,
    reason = "hot kernel: a byte of UTF-8 is below 256, a middle block has 64 cells, and a generated block number \
              lies in its table; `at` is compared with the length before each read, and a lead byte of a `str` has its \
              continuation bytes behind it"
)]

/// A set of scalar values in three stages of 4096, 64 and 1, cut as UTF-8 cuts a character into bytes.
pub(crate) struct ScalarSet {
    /// The middle block of each 4096 scalar values.
    pub(crate) top: &'static [u8; 272],
    /// The word of each 64 scalar values.
    pub(crate) middle: &'static [[u8; 64]],
    /// One bit for each scalar value.
    pub(crate) words: &'static [u64],
}

/// The bytes judged at once by the first look of [`ScalarSet::next`], and two more that the last may need.
pub(crate) const BLOCK: usize = 64;

impl ScalarSet {
    #[inline]
    pub(crate) fn contains(&self, c: char) -> bool {
        let point = u32::from(c) as usize;
        self.has(point >> 12, point >> 6 & 63, point & 63)
    }

    #[inline]
    fn has(&self, top: usize, middle: usize, low: usize) -> bool {
        let block = usize::from(self.top[top]);
        self.words[usize::from(self.middle[block][middle])] >> (low & 63) & 1 != 0
    }

    /// Finds the first character of the set at or after `from`.
    ///
    /// `is_quiet` looks at 64 bytes, and two behind them, and tells that no character of the set begins in
    /// them; it may err on the other side.
    #[inline]
    pub(crate) fn next(
        &self,
        text: &str,
        from: usize,
        is_quiet: impl Fn(&[u8; BLOCK + 2]) -> bool,
    ) -> Option<usize> {
        let bytes = text.as_bytes();
        let mut at = from;
        while let Some(block) = bytes.get(at..).and_then(<[u8]>::first_chunk::<{ BLOCK + 2 }>) {
            if is_quiet(block) {
                at += BLOCK;
                continue;
            }
            match self.walk(bytes, at, at + BLOCK) {
                Ok(found) => return Some(found),
                Err(behind) => at = behind,
            }
        }
        self.walk(bytes, at, bytes.len()).ok()
    }

    /// Finds the first character of the set that begins in `at..end`; otherwise gives where to go on.
    fn walk(&self, bytes: &[u8], mut at: usize, end: usize) -> Result<usize, usize> {
        while at < end {
            let lead = usize::from(bytes[at]);
            let (length, found) = match lead {
                0..0x80 => (1, self.has(0, lead >> 6, lead)),
                // The rest of a character that began in the block before.
                0x80..0xC0 => (1, false),
                0xC0..0xE0 => (2, self.has(0, lead & 31, usize::from(bytes[at + 1]))),
                0xE0..0xF0 => {
                    let (second, third) = (usize::from(bytes[at + 1]), usize::from(bytes[at + 2]));
                    (3, self.has(lead & 15, second & 63, third))
                }
                _ => {
                    let (second, third) = (usize::from(bytes[at + 1]), usize::from(bytes[at + 2]));
                    let top = (lead & 7) << 6 | second & 63;
                    (4, self.has(top, third & 63, usize::from(bytes[at + 3])))
                }
            };
            if found {
                return Ok(at);
            }
            at += length;
        }
        Err(at)
    }
}
