//! One article with its regions and coloured mentions.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;

use varlik_documents::{Mention, MentionKind, RegionKind, ResolvedDocument};

use super::entity;
use super::escape::{push_count, push_number, push_text};
use super::scope::{MAX_ARTICLE_TEXT, Scope};

/// Mentions inside another one that are marked behind it; more would bury the text.
const MAX_INNER: usize = 4;
/// Bytes of an article after which the rest is folded away, so that it does not bury the next one.
const MAX_UNFOLDED: usize = 12_000;
/// Bytes of a rest that is worth folding.
const MIN_FOLDED: usize = 4_000;
/// Bytes of a line that no text is wrapped at: such a line is a paragraph by itself.
const LONG_LINE: usize = 120;
/// Bytes of a line that nobody reads as one paragraph.
const VERY_LONG_LINE: usize = 3_000;

/// Writes one article; mentions of an entity in `shared` (rising) are marked as shared with the story.
pub(super) fn write_article(out: &mut String, scope: &mut Scope<'_>, index: usize, shared: &[usize]) {
    let Some(document) = scope.document(index) else { return };
    let open = if scope.opens_articles() { " open" } else { "" };
    let _ = write!(out, "<details class=\"article\" id=\"d{index}\"{open}><summary><bdi class=\"file\">");
    push_text(out, &document.id);
    out.push_str("</bdi> <span class=\"meta\">");
    if open.is_empty() {
        scope.push_headline(out, index);
        out.push_str(" · ");
    } else {
        push_language(out, document);
    }
    push_count(out, scope.mention_count(index), "mention", "mentions");
    out.push_str("</span></summary><div class=\"text\"");
    push_language_attribute(out, document);
    out.push('>');
    let spots = paint_plan(scope, index, shown_text(document).len());
    for mention in spots.iter().flat_map(|spot| spot.mentions.iter()) {
        scope.anchor(*mention);
    }
    let firsts = first_mentions(scope, index);
    let painter = Painter { scope, shared, firsts: &firsts, text: shown_text(document) };
    let mut next = 0;
    let mut is_folded = false;
    let is_headline = |part: &Range<usize>| {
        scope.headline(index).is_none_or(|it| part.start < it.span.end && it.span.start < part.end)
    };
    for (kind, span) in blocks(document, painter.text.len()) {
        let _ = write!(out, "<section class=\"{}\">", kind.as_str());
        if !kind.is_story() {
            let _ =
                write!(out, "<small class=\"kind\" lang=\"en\">{}</small>", kind.as_str().replace('_', " "));
        }
        for paragraph in paragraphs(painter.text, span) {
            let rest = painter.text.len() - paragraph.start;
            if !is_folded && paragraph.start >= MAX_UNFOLDED && rest >= MIN_FOLDED && kind.is_story() {
                is_folded = true;
                out.push_str("</section><details class=\"rest\"><summary lang=\"en\">The other ");
                push_number(out, rest / 1000);
                let _ = write!(out, " kB of this article</summary><section class=\"{}\">", kind.as_str());
            }
            out.push_str(if kind == RegionKind::Title && !is_headline(&paragraph) {
                "<p class=\"beside\">"
            } else {
                "<p>"
            });
            painter.paint(out, paragraph, &spots, &mut next);
            out.push_str("</p>");
        }
        out.push_str("</section>");
    }
    if is_folded {
        out.push_str("</details>");
    }
    if painter.text.len() < document.text.len() {
        out.push_str("<p class=\"bounded\" lang=\"en\">The first ");
        push_number(out, painter.text.len() / 1000);
        out.push_str(" of ");
        push_number(out, document.text.len() / 1000);
        out.push_str(" kB of this article.</p>");
    }
    out.push_str("</div></details>");
}

/// Writes the list of all articles on the page.
pub(super) fn write_index(out: &mut String, scope: &Scope<'_>) {
    let mut shown: Vec<usize> = scope.groups.iter().flat_map(|group| group.shown.iter().copied()).collect();
    shown.sort_unstable();
    for index in shown {
        let Some(document) = scope.document(index) else { continue };
        let _ = write!(out, "<li data-d=\"d{index}\"><a href=\"#d{index}\"><bdi");
        push_language_attribute(out, document);
        out.push('>');
        scope.push_headline(out, index);
        out.push_str("</bdi></a> <span class=\"meta\">");
        out.push_str("<bdi>");
        push_text(out, &document.id);
        out.push_str("</bdi> · ");
        push_language(out, document);
        push_count(out, scope.mention_count(index), "mention", "mentions");
        if let Some(group) = scope.group_of(index).filter(|&group| scope.is_story(group)) {
            let _ = write!(out, " · <a href=\"#s{group}\">story {}</a>", group + 1);
        }
        out.push_str("</span></li>");
    }
}

fn push_language(out: &mut String, document: &ResolvedDocument) {
    if document.language != "und" && !document.language.is_empty() {
        push_text(out, document.language);
        out.push_str(" · ");
    }
}

fn push_language_attribute(out: &mut String, document: &ResolvedDocument) {
    if document.language != "und" && !document.language.is_empty() {
        out.push_str(" lang=\"");
        push_text(out, document.language);
        out.push('"');
    }
}

fn shown_text(document: &ResolvedDocument) -> &str {
    let text = document.text.as_str();
    let mut ends = (0..=MAX_ARTICLE_TEXT.min(text.len())).rev();
    let end = ends.find(|&end| text.is_char_boundary(end)).unwrap_or(0);
    text.get(..end).unwrap_or(text)
}

/// Returns the regions as runs of one kind that cover `0..length` without overlap; a gap is taken for body.
fn blocks(document: &ResolvedDocument, length: usize) -> Vec<(RegionKind, Range<usize>)> {
    fn push(blocks: &mut Vec<(RegionKind, Range<usize>)>, kind: RegionKind, span: Range<usize>) {
        match blocks.last_mut() {
            Some((last, range)) if *last == kind => range.end = span.end,
            _ => blocks.push((kind, span)),
        }
    }
    let mut blocks = Vec::new();
    let mut at = 0;
    for region in &document.regions {
        let (start, end) = (region.span.start.clamp(at, length), region.span.end.min(length));
        let on_boundary = document.text.is_char_boundary(start) && document.text.is_char_boundary(end);
        if end <= start || !on_boundary {
            continue;
        }
        if start > at {
            push(&mut blocks, RegionKind::Body, at..start);
        }
        push(&mut blocks, region.kind, start..end);
        at = end;
    }
    if at < length {
        push(&mut blocks, RegionKind::Body, at..length);
    }
    blocks
}

/// Returns the runs of lines between blank lines, without the line end of the last; a long line makes a run by itself.
fn paragraphs(text: &str, block: Range<usize>) -> Vec<Range<usize>> {
    let mut paragraphs: Vec<Range<usize>> = Vec::new();
    let mut at = block.start;
    let mut is_new = true;
    for line in text.get(block).unwrap_or_default().split_inclusive('\n') {
        let end = at + line.trim_end().len();
        if end == at {
            is_new = true;
        } else if is_new || line.len() > LONG_LINE {
            push_line(&mut paragraphs, text, at..end);
            is_new = line.len() > LONG_LINE;
        } else if let Some(last) = paragraphs.last_mut() {
            last.end = end;
        }
        at += line.len();
    }
    paragraphs
}

/// Adds a line as a paragraph, or as several that end with a sentence where it is very long.
fn push_line(paragraphs: &mut Vec<Range<usize>>, text: &str, line: Range<usize>) {
    let mut start = line.start;
    if line.len() > VERY_LONG_LINE {
        for (place, _) in text.get(line.clone()).unwrap_or_default().match_indices(". ") {
            let end = line.start + place + 1;
            if end - start >= VERY_LONG_LINE / 2 && line.end - end > 1 {
                paragraphs.push(start..end);
                start = end + 1;
            }
        }
    }
    paragraphs.push(start..line.end);
}

/// A stretch of text that is one link: the outermost mention, and behind it those that it overlaps.
struct Spot {
    span: Range<usize>,
    mentions: Vec<usize>,
    /// Whether the anchor of the outermost mention goes here, and not to an earlier part of it.
    has_anchor: bool,
}

/// Lays the mentions of an article side by side, since a link cannot hold a link.
fn paint_plan(scope: &Scope<'_>, document: usize, length: usize) -> Vec<Spot> {
    let Some(text) = scope.document(document).and_then(|document| document.text.get(..length)) else {
        return Vec::new();
    };
    let mut spots: Vec<Spot> = Vec::new();
    for (index, mention) in scope.mentions(document) {
        if text.get(mention.span.clone()).is_none_or(|name| name.trim().is_empty()) {
            continue;
        }
        match spots.last_mut() {
            Some(spot) if mention.span.start < spot.span.end => {
                if spot.mentions.len() <= MAX_INNER {
                    spot.mentions.push(index);
                }
            }
            _ => spots.push(Spot { span: mention.span.clone(), mentions: vec![index], has_anchor: true }),
        }
    }
    let mut laid = Vec::with_capacity(spots.len());
    for spot in spots {
        match split_description(scope, text, &spot) {
            Some(parts) => laid.extend(parts),
            None => laid.push(spot),
        }
    }
    laid
}

/// Splits a description around the names in it: of "Kremlin spokesman" the first word leads to the Kremlin, the second to
/// the man. `None` where names cross one another or leave nothing of the description.
fn split_description(scope: &Scope<'_>, text: &str, spot: &Spot) -> Option<Vec<Spot>> {
    let (&outer, inner) = spot.mentions.split_first()?;
    let mention_of = |index: usize| scope.resolution.mentions.get(index);
    if inner.is_empty() || mention_of(outer)?.kind != MentionKind::Nominal {
        return None;
    }
    let mut parts = Vec::new();
    let mut has_anchor = true;
    let mut at = spot.span.start;
    let mut push_outer = |parts: &mut Vec<Spot>, part: Range<usize>| {
        let words = text.get(part.clone()).unwrap_or_default();
        // What hangs on the name before is its case ending, not a word of the description.
        let suffix = if part.start > spot.span.start { words.find(char::is_whitespace) } else { Some(0) };
        let rest = words.get(suffix.unwrap_or(words.len())..).unwrap_or_default();
        let end = part.start + words.trim_end().len();
        let span = (part.start + words.len() - rest.trim_start().len()).min(end)..end;
        if span.start < span.end {
            parts.push(Spot { span, mentions: vec![outer], has_anchor });
            has_anchor = false;
        }
    };
    for &index in inner {
        let span = mention_of(index)?.span.clone();
        if span.start < at || span.end > spot.span.end {
            return None;
        }
        push_outer(&mut parts, at..span.start);
        at = span.end;
        parts.push(Spot { span, mentions: vec![index], has_anchor: true });
    }
    push_outer(&mut parts, at..spot.span.end);
    (!has_anchor).then_some(parts)
}

/// Returns, rising, the mentions that name an entity for the first time in the story of an article.
///
/// They alone carry a label; one on every name would bury the text. A nationality counts apart from its country.
fn first_mentions(scope: &Scope<'_>, document: usize) -> Vec<usize> {
    let mut seen = BTreeSet::new();
    let named = scope
        .mentions(document)
        .filter(|(_, mention)| mention.region.is_story() && mention.kind != MentionKind::Nominal);
    let mut firsts: Vec<usize> = named
        .filter(|(_, mention)| seen.insert((mention.entity, mention.entity_type)))
        .map(|(index, _)| index)
        .collect();
    firsts.sort_unstable();
    firsts
}

struct Painter<'s, 'r> {
    scope: &'s Scope<'r>,
    shared: &'s [usize],
    firsts: &'s [usize],
    text: &'s str,
}

impl Painter<'_, '_> {
    /// Writes one paragraph.
    ///
    /// `next` is the first spot not yet done; a spot that reaches past the paragraph is done in parts.
    fn paint(&self, out: &mut String, paragraph: Range<usize>, spots: &[Spot], next: &mut usize) {
        let mut at = paragraph.start;
        while let Some(spot) = spots.get(*next) {
            if spot.span.start >= paragraph.end {
                break;
            }
            let (start, end) = (spot.span.start.max(at), spot.span.end.min(paragraph.end));
            if start < end {
                self.push_raw(out, at..start);
                self.push_spot(out, spot, start..end);
                at = end;
            }
            if spot.span.end > paragraph.end {
                break;
            }
            *next += 1;
        }
        self.push_raw(out, at..paragraph.end);
    }

    fn push_raw(&self, out: &mut String, span: Range<usize>) {
        push_text(out, self.text.get(span).unwrap_or_default());
    }

    fn push_spot(&self, out: &mut String, spot: &Spot, part: Range<usize>) {
        let is_first = spot.has_anchor && part.start == spot.span.start;
        for (position, &index) in spot.mentions.iter().enumerate() {
            let Some(mention) = self.scope.resolution.mentions.get(index) else { continue };
            if position == 0 {
                // The label stands behind the last part of a name that a blank line divides.
                let is_labelled = part.end == spot.span.end && self.firsts.binary_search(&index).is_ok();
                let class = if is_labelled { " first" } else { "" };
                self.push_link(out, mention, is_first.then_some(index), class, |out| {
                    self.push_raw(out, part.clone());
                });
            } else if part.end == spot.span.end {
                self.push_link(out, mention, Some(index), " inner", |out| out.push('+'));
            }
        }
    }

    fn push_link(
        &self,
        out: &mut String,
        mention: &Mention,
        anchor: Option<usize>,
        class: &str,
        content: impl FnOnce(&mut String),
    ) {
        let has_entity = mention.entity < self.scope.shown_entities();
        let element = if has_entity { "a" } else { "span" };
        let kind = if mention.kind == MentionKind::Nominal { " nominal" } else { "" };
        let shared = if self.shared.binary_search(&mention.entity).is_ok() { " shared" } else { "" };
        let _ = write!(
            out,
            "<{element} class=\"m {}{kind}{shared}{class}\"",
            entity::type_class(mention.entity_type)
        );
        if let Some(index) = anchor {
            let _ = write!(out, " id=\"m{index}\"");
        }
        if has_entity {
            let _ = write!(out, " href=\"#e{}\"", mention.entity);
        }
        if let Some(entity) = self.scope.resolution.entities.get(mention.entity) {
            out.push_str(" title=\"");
            if mention.kind == MentionKind::Nominal {
                out.push_str("stands for ");
            }
            push_text(out, &entity.name);
            let _ = write!(out, " · {} · {:.2}", mention.entity_type, mention.score);
            if let Some(country) = mention.metonym_of {
                out.push_str(" · its government, of ");
                push_text(out, country);
            }
            if let Some(kb_id) = &entity.kb_id {
                out.push_str(" · ");
                push_text(out, kb_id);
            }
            out.push('"');
        }
        out.push('>');
        content(out);
        let _ = write!(out, "</{element}>");
    }
}
