//! One page to look at, as self-contained HTML: of a resolution its entities, articles and stories, of a run over tables
//! ([`TableReport`]) what was found and why.
//!
//! A page asks for nothing over the network, reads without JavaScript, and is bounded: that of a resolution holds at most
//! 2,000 entities and 500 articles (1 MB of text), that of tables is about 1 MB; where there is more it says so. No text of
//! an article or a table ever reaches the script or the style: the script reads the finished page, so two escapes (element
//! and attribute) are all there is to get right.

mod article;
mod entity;
pub(crate) mod escape;
mod pair;
mod plain;
mod said;
mod scope;
mod story;
mod table;
mod template;

use varlik_documents::Resolution;

use scope::Scope;

pub use table::{EntityView, RecordView, RunFacts, SourceRows, TableReport, TableRun};

const PAGE: &str = include_str!("report/page.html");
/// What the pages of articles and of tables have in common.
const BASE_STYLE: &str = include_str!("report/base.css");
const STYLE: &str = include_str!("report/page.css");
const SCRIPT: &str = include_str!("report/page.js");

/// Renders a resolution as one self-contained HTML page.
///
/// The page shows every entity with its spellings and places, the articles of a story side by side with their mentions
/// linked to the entities, and the pairs of articles that were compared. Its size is bounded whatever the collection; the
/// same resolution gives the same bytes. Cost: linear in the mentions, and in the text that is shown.
///
/// # Example: a page for one article
/// ```
/// use varlik_documents::{Alias, Entity, EntityType, Mention, MentionKind, RegionKind, Resolution, ResolvedDocument};
///
/// let resolution = Resolution {
///     documents: vec![ResolvedDocument {
///         id: "ankara.txt".to_owned(),
///         text: "Fidan'ın Kiev ziyareti <sona erdi>".to_owned(),
///         regions: Vec::new(),
///         language: "tr",
///         ..ResolvedDocument::default()
///     }],
///     mentions: vec![Mention {
///         document: 0,
///         span: 0..5,
///         entity_type: EntityType::Per,
///         kind: MentionKind::Name,
///         entity: 0,
///         score: 0.9,
///         region: RegionKind::Body,
///         metonym_of: None,
///     }],
///     entities: vec![Entity {
///         id: "e1".to_owned(),
///         name: "Hakan Fidan".to_owned(),
///         entity_type: EntityType::Per,
///         kb_id: None,
///         knowledge: None,
///         aliases: vec![Alias { text: "Fidan".to_owned(), count: 1 }],
///         documents: vec![0],
///         mentions: vec![0],
///     }],
///     ..Resolution::default()
/// };
/// let page = varlik::report::render(&resolution);
/// assert!(page.contains("href=\"#e0\""));
/// assert!(page.contains("&lt;sona erdi&gt;"));
/// ```
#[must_use]
pub fn render(resolution: &Resolution) -> String {
    let plain = plain::without_markup(resolution);
    let resolution = plain.as_ref().unwrap_or(resolution);
    let mut scope = Scope::new(resolution);
    // The texts come first: only then is it known which mentions have an anchor that the entities may point to.
    let mut stories = String::with_capacity(scope.text_bytes() * 3);
    story::write_stories(&mut stories, &mut scope);
    let mut page = String::with_capacity(stories.len() + STYLE.len() + SCRIPT.len() + (64 << 10));
    template::fill(&mut page, PAGE, |page, slot| match slot {
        "title" => write_title(page, resolution),
        "style" => page.extend([BASE_STYLE, STYLE]),
        "script" => page.push_str(SCRIPT),
        "summary" => write_summary(page, &scope),
        "types" => entity::write_type_chips(page, resolution),
        "entities" => entity::write_entities(page, &scope),
        "stories" => page.push_str(&stories),
        "articles" => article::write_index(page, &scope),
        "pairs" => pair::write_pairs(page, &scope),
        _ => {}
    });
    page
}

fn write_title(out: &mut String, resolution: &Resolution) {
    escape::push_count(out, resolution.entities.len(), "name", "names");
    out.push_str(" in ");
    escape::push_count(out, resolution.documents.len(), "article", "articles");
}

/// Writes what was found in one line, and in a second what of it is left out here.
fn write_summary(out: &mut String, scope: &Scope<'_>) {
    let resolution = scope.resolution;
    out.push_str("<p class=\"counts\">");
    escape::push_count(out, resolution.mentions.len(), "mention", "mentions");
    out.push_str(" <span aria-hidden=\"true\">·</span> ");
    escape::push_count(out, resolution.stories.len(), "story", "stories");
    let told_twice = resolution.stories.iter().filter(|story| story.documents.len() > 1).count();
    if told_twice > 0 {
        out.push_str(", ");
        escape::push_number(out, told_twice);
        out.push_str(" told more than once");
    }
    out.push_str("</p>");
    let mut left_out = Vec::new();
    if scope.shown_articles() < resolution.documents.len() {
        left_out.push((scope.shown_articles(), resolution.documents.len(), "articles"));
    }
    if scope.shown_entities() < resolution.entities.len() {
        left_out.push((scope.shown_entities(), resolution.entities.len(), "names"));
    }
    if !left_out.is_empty() {
        out.push_str("<p class=\"bounded\">Showing ");
        for (index, (shown, all, noun)) in left_out.into_iter().enumerate() {
            if index > 0 {
                out.push_str(" and ");
            }
            escape::push_number(out, shown);
            out.push_str(" of ");
            escape::push_number(out, all);
            out.push(' ');
            out.push_str(noun);
        }
        out.push_str("; the .jsonl files beside this page hold all.</p>");
    }
}

#[cfg(test)]
mod tests;
