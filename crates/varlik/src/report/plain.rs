//! Pages as their readers see them.

use std::ops::Range;

use varlik_documents::{Markup, Resolution};

/// Returns the resolution with the text of its pages in place of their markup, all spans moved along; `None` where no
/// article has markup.
///
/// The report shows what a page says. Its tags are not shown, let alone taken over.
pub(super) fn without_markup(resolution: &Resolution) -> Option<Resolution> {
    if resolution.documents.iter().all(|document| document.markup == Markup::Plain) {
        return None;
    }
    let mut plain = resolution.clone();
    let mut mentions = plain.mentions.iter_mut().peekable();
    let mut spans: Vec<(usize, &mut Range<usize>)> = Vec::new();
    spans.extend(plain.dates.iter_mut().map(|date| (date.document, &mut date.span)));
    for claim in &mut plain.claims {
        spans.push((claim.document, &mut claim.span));
        spans.push((claim.document, &mut claim.cue));
    }
    spans.sort_by_key(|(document, _)| *document);
    let mut spans = spans.into_iter().peekable();
    for (index, (document, raw)) in plain.documents.iter_mut().zip(&resolution.documents).enumerate() {
        if raw.markup == Markup::Plain {
            continue;
        }
        let page = raw.page();
        for region in &mut document.regions {
            region.span = page.to_output(region.span.clone());
        }
        document.regions.retain(|region| !region.span.is_empty());
        while mentions.next_if(|mention| mention.document < index).is_some() {}
        while let Some(mention) = mentions.next_if(|mention| mention.document == index) {
            mention.span = page.to_output(mention.span.clone());
        }
        while spans.next_if(|(document, _)| *document < index).is_some() {}
        while let Some((_, span)) = spans.next_if(|(document, _)| *document == index) {
            *span = page.to_output(span.clone());
        }
        document.markup = Markup::Plain;
        page.text().clone_into(&mut document.text);
    }
    Some(plain)
}
