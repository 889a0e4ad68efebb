//! Byte offsets as code-point indices and back.

/// One count is kept for this many bytes.
const STRIDE: usize = 128;

/// Converts byte offsets of a text to code-point indices, and back.
///
/// Building costs one pass over the text and four bytes for every 128; an ASCII text costs nothing. A query
/// looks at one stride of at most 128 bytes.
///
/// # Example
///
/// ```
/// use varlik_text::CodePoints;
///
/// let points = CodePoints::new("İzmir'de");
/// assert_eq!(points.index(2), 1);
/// assert_eq!(points.byte(1), Some(2));
/// assert_eq!(points.byte(9), None);
/// ```
#[derive(Debug)]
pub struct CodePoints<'a> {
    text: &'a str,
    /// Code points before each stride; empty for an ASCII text.
    before: Vec<u32>,
}

fn starts(bytes: &[u8]) -> usize {
    // A byte that is no continuation byte (10xxxxxx) starts a code point.
    bytes.iter().filter(|byte| (**byte as i8) >= -0x40).count()
}

impl<'a> CodePoints<'a> {
    /// Prepares the conversion for `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let mut before = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            before.reserve(text.len() / STRIDE + 1);
            for block in text.as_bytes().chunks(STRIDE) {
                before.push(count);
                count += starts(block) as u32;
            }
        }
        Self { text, before }
    }

    /// Gives the number of code points before `byte_offset`.
    ///
    /// An offset inside a character counts that character; one past the end counts them all.
    #[must_use]
    pub fn index(&self, byte_offset: usize) -> usize {
        let offset = byte_offset.min(self.text.len());
        if self.before.is_empty() {
            return offset;
        }
        let block = (offset / STRIDE).min(self.before.len() - 1);
        let rest = self.text.as_bytes().get(block * STRIDE..offset).unwrap_or_default();
        self.before.get(block).map_or(0, |count| *count as usize) + starts(rest)
    }

    /// Gives the byte offset of a code point, the length of the text for the one past the last, and `None`
    /// beyond.
    #[must_use]
    pub fn byte(&self, code_point: usize) -> Option<usize> {
        if self.before.is_empty() {
            return (code_point <= self.text.len()).then_some(code_point);
        }
        let block = self.before.partition_point(|count| *count as usize <= code_point).checked_sub(1)?;
        let mut left = code_point - *self.before.get(block)? as usize;
        let from = block * STRIDE;
        for (index, byte) in self.text.as_bytes().get(from..)?.iter().enumerate() {
            if (*byte as i8) >= -0x40 {
                if left == 0 {
                    return Some(from + index);
                }
                left -= 1;
            }
        }
        (left == 0).then_some(self.text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_agrees_with_a_plain_count() {
        let text = "Şırnak'ın Əliyev’i, Київ и 東京, ".repeat(40);
        let points = CodePoints::new(&text);
        for (index, (offset, _)) in text.char_indices().enumerate() {
            assert_eq!(points.index(offset), index);
            assert_eq!(points.byte(index), Some(offset));
        }
        let count = text.chars().count();
        assert_eq!(points.index(text.len()), count);
        assert_eq!(points.byte(count), Some(text.len()));
        assert_eq!(points.byte(count + 1), None);
    }
}
