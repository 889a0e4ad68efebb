//! Where mentions stand, counted as readers outside Rust count.

use std::ops::Range;

use varlik_documents::Resolution;

/// Returns the span of every mention in code points of its article's raw text, in the order of the mentions.
///
/// Python strings, and so the output files, count code points; the rest of the house counts bytes. One pass over the
/// text up to each article's last mention.
///
/// # Example: a suffix and a name behind letters of two bytes
/// ```
/// use varlik::{Articles, Document, Options, code_point_spans};
///
/// let text = "İğne: Hakan Fidan’ın sözü.".to_owned();
/// let articles = Articles::from(vec![Document { id: "1".to_owned(), text }]);
/// let resolution = articles.resolve(&Options::default(), &())?.resolution;
/// for (mention, span) in resolution.mentions.iter().zip(code_point_spans(&resolution)) {
///     let text = &resolution.documents[mention.document].text;
///     let by_characters: String = text.chars().skip(span.start).take(span.len()).collect();
///     assert_eq!(text[mention.span.clone()], by_characters);
/// }
/// # Ok::<(), varlik::Error>(())
/// ```
#[must_use]
pub fn code_point_spans(resolution: &Resolution) -> Vec<Range<usize>> {
    let mut spans = Vec::with_capacity(resolution.mentions.len());
    let mut cursor = Cursor::default();
    for mention in &resolution.mentions {
        let text = resolution.documents.get(mention.document).map_or("", |document| document.text.as_str());
        let start = cursor.move_to(mention.document, text, mention.span.start);
        let length = text.get(mention.span.clone()).map_or(0, |name| name.chars().count());
        spans.push(start..start + length);
    }
    spans
}

/// A place in one text, known in bytes and in code points; it moves forward cheaply, mentions standing in order.
#[derive(Debug, Default)]
struct Cursor {
    document: usize,
    bytes: usize,
    code_points: usize,
}

impl Cursor {
    fn move_to(&mut self, document: usize, text: &str, bytes: usize) -> usize {
        if document != self.document || bytes < self.bytes {
            *self = Self { document, bytes: 0, code_points: 0 };
        }
        self.code_points += text.get(self.bytes..bytes).map_or(0, |between| between.chars().count());
        self.bytes = bytes;
        self.code_points
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn spans_count_code_points_in_every_article() {
        let resolution = sample::resolution();
        let spans = code_point_spans(&resolution);
        assert_eq!(spans.len(), resolution.mentions.len());
        for (mention, span) in resolution.mentions.iter().zip(spans) {
            let text = &resolution.documents[mention.document].text;
            let sliced: String = text.chars().skip(span.start).take(span.len()).collect();
            assert_eq!(sliced, text[mention.span.clone()]);
        }
        let bytes: Vec<_> = resolution.mentions.iter().map(|mention| mention.span.clone()).collect();
        assert_ne!(
            bytes,
            code_point_spans(&resolution),
            "the sample must hold letters of more than one byte"
        );
    }

    #[test]
    fn a_mention_before_the_last_one_is_counted_from_the_start() {
        let mut cursor = Cursor::default();
        let text = "çok şık";
        assert_eq!(cursor.move_to(0, text, 5), 4);
        assert_eq!(cursor.move_to(0, text, 2), 1);
        assert_eq!(cursor.move_to(1, text, 0), 0);
    }
}
