//! Where mentions stand, counted as readers outside Rust count.

use std::ops::Range;

use varlik_documents::Resolution;
use varlik_text::CodePoints;

/// Returns the span of every mention in code points of its article's raw text, in the order of the mentions.
///
/// Python strings, and so the output files, count code points; the rest of the house counts bytes. One pass over
/// the text of each article that has any.
///
/// # Example: a suffix and a name behind letters of two bytes
/// ```
/// use varlik::{Articles, Document, Options, code_point_spans};
///
/// let text = "İğne: Hakan Fidan’ın sözü.".to_owned();
/// let articles = Articles::from(vec![Document::new("1", text)]);
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
    code_points_of(resolution, resolution.mentions.iter().map(|mention| (mention.document, &mention.span)))
}

/// Returns spans of bytes as spans of code points; each comes with the index of its article.
///
/// One pass over the text of an article for each run of places in it: places that stand by article are the cheapest.
///
/// # Example: the claims of a result
/// ```
/// use varlik::{Articles, Document, Options, code_points_of};
///
/// let text = "İğne: Hakan Fidan, görüşmelerin süreceğini söyledi.";
/// let resolution = Articles::from(vec![Document::new("1", text)]).resolve(&Options::default(), &())?.resolution;
/// let places = resolution.claims.iter().map(|claim| (claim.document, &claim.span));
/// assert_eq!(code_points_of(&resolution, places), [19..42]);
/// # Ok::<(), varlik::Error>(())
/// ```
#[must_use]
pub fn code_points_of<'s>(
    resolution: &Resolution,
    places: impl Iterator<Item = (usize, &'s Range<usize>)>,
) -> Vec<Range<usize>> {
    let mut points: Option<(usize, CodePoints<'_>)> = None;
    places
        .map(|(document, span)| {
            if points.as_ref().is_none_or(|(known, _)| *known != document) {
                let text = resolution.documents.get(document).map_or("", |document| document.text.as_str());
                points = Some((document, CodePoints::new(text)));
            }
            let index = |byte| points.as_ref().map_or(byte, |(_, points)| points.index(byte));
            index(span.start)..index(span.end)
        })
        .collect()
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
}
