//! The index of entities.

use std::fmt::Write as _;

use varlik_documents::{Entity, EntityType, Resolution};

use super::escape::{push_count, push_number, push_text};
use super::scope::Scope;

/// Spellings in the closed row of an entity.
const MAX_SPELLINGS_IN_ROW: usize = 4;
/// Spellings and articles listed for one entity.
const MAX_LISTED: usize = 40;

/// Returns the class that colours a type; the colours stand in `page.css`.
pub(super) fn type_class(entity_type: EntityType) -> &'static str {
    match entity_type {
        EntityType::Per => "per",
        EntityType::Org => "org",
        EntityType::Loc => "loc",
        EntityType::Norp => "norp",
        EntityType::Misc => "misc",
    }
}

/// Returns what one and many of a type are called.
pub(super) fn type_words(entity_type: EntityType) -> (&'static str, &'static str) {
    match entity_type {
        EntityType::Per => ("person", "people"),
        EntityType::Org => ("organisation", "organisations"),
        EntityType::Loc => ("place", "places"),
        EntityType::Norp => ("nationality", "nationalities"),
        EntityType::Misc => ("other name", "other names"),
    }
}

/// Writes one filter button for each type that occurs.
pub(super) fn write_type_chips(out: &mut String, resolution: &Resolution) {
    for entity_type in EntityType::ALL {
        if resolution.entities.iter().any(|entity| entity.entity_type == entity_type) {
            let class = type_class(entity_type);
            let (_, words) = type_words(entity_type);
            let _ = write!(
                out,
                "<button type=\"button\" class=\"chip {class}\" data-type=\"{class}\" aria-pressed=\"true\" \
                 title=\"show or hide {words}\">{entity_type}</button>"
            );
        }
    }
}

/// Writes the entities that the page shows, each with its spellings and the articles it occurs in.
pub(super) fn write_entities(out: &mut String, scope: &Scope<'_>) {
    for (index, entity) in scope.resolution.entities.iter().take(scope.shown_entities()).enumerate() {
        let class = type_class(entity.entity_type);
        let _ = write!(
            out,
            "<li><details class=\"entity {class}\" id=\"e{index}\" data-type=\"{class}\" data-mentions=\"{}\" \
             data-articles=\"{}\"><summary><b class=\"type {class}\">{}</b><bdi class=\"name\">",
            entity.mentions.len(),
            entity.documents.len(),
            entity.entity_type
        );
        push_text(out, &entity.name);
        out.push_str("</bdi><span class=\"count\" title=\"");
        push_count(out, entity.mentions.len(), "mention", "mentions");
        out.push_str(" in ");
        push_count(out, entity.documents.len(), "article", "articles");
        out.push_str("\">");
        push_number(out, entity.mentions.len());
        out.push_str("</span>");
        push_other_spellings(out, entity);
        out.push_str("</summary>");
        push_spellings(out, entity);
        push_places(out, scope, entity);
        if let Some(kb_id) = &entity.kb_id {
            out.push_str("<p class=\"kb\">known as <code>");
            push_text(out, kb_id);
            out.push_str("</code></p>");
        }
        out.push_str("</details></li>");
    }
}

/// Writes, in the closed row, how else the entity is spelled.
fn push_other_spellings(out: &mut String, entity: &Entity) {
    let others = || entity.aliases.iter().filter(|alias| alias.text != entity.name);
    let count = others().count();
    if count == 0 {
        return;
    }
    out.push_str("<span class=\"also\">");
    for (position, alias) in others().take(MAX_SPELLINGS_IN_ROW).enumerate() {
        out.push_str(if position == 0 { "<bdi>" } else { ", <bdi>" });
        push_text(out, &alias.text);
        out.push_str("</bdi>");
    }
    if count > MAX_SPELLINGS_IN_ROW {
        let _ = write!(out, ", +{}", count - MAX_SPELLINGS_IN_ROW);
    }
    out.push_str("</span>");
}

fn push_spellings(out: &mut String, entity: &Entity) {
    out.push_str("<p class=\"label\">Spellings</p><ul class=\"spellings\">");
    for alias in entity.aliases.iter().take(MAX_LISTED) {
        out.push_str("<li><bdi>");
        push_text(out, &alias.text);
        out.push_str("</bdi> <span class=\"times\">");
        push_number(out, alias.count);
        out.push_str("</span></li>");
    }
    push_more(out, entity.aliases.len());
    out.push_str("</ul>");
}

/// Writes the articles of an entity, each linked to the entity's first mention there.
fn push_places(out: &mut String, scope: &Scope<'_>, entity: &Entity) {
    out.push_str("<p class=\"label\">In</p><ul class=\"places\">");
    let mentions = &scope.resolution.mentions;
    let document_of = |mention: &&usize| mentions.get(**mention).map(|mention| mention.document);
    let mut rest = entity.mentions.as_slice();
    for &document in entity.documents.iter().take(MAX_LISTED) {
        let Some(article) = scope.document(document) else { continue };
        let before = rest.iter().take_while(|mention| document_of(mention) != Some(document)).count();
        let here = rest.get(before..).unwrap_or_default();
        let count = here.iter().take_while(|mention| document_of(mention) == Some(document)).count();
        let (here, after) = here.split_at_checked(count).unwrap_or_default();
        rest = after;
        let anchor = here.iter().find(|mention| scope.is_anchored(**mention));
        let is_shown = scope.group_of(document).is_some();
        out.push_str("<li>");
        match anchor {
            Some(mention) => {
                let _ = write!(out, "<a href=\"#m{mention}\" title=\"");
                scope.push_headline(out, document);
                out.push_str("\">");
            }
            None if is_shown => {
                let _ = write!(out, "<a href=\"#d{document}\">");
            }
            None => out.push_str("<span>"),
        }
        out.push_str("<bdi>");
        push_text(out, &article.id);
        out.push_str(if is_shown { "</bdi></a>" } else { "</bdi></span>" });
        if count > 1 {
            out.push_str(" <span class=\"times\">");
            push_number(out, count);
            out.push_str("</span>");
        }
        out.push_str("</li>");
    }
    push_more(out, entity.documents.len());
    out.push_str("</ul>");
}

fn push_more(out: &mut String, all: usize) {
    if all > MAX_LISTED {
        out.push_str("<li class=\"more\">and ");
        push_number(out, all - MAX_LISTED);
        out.push_str(" more</li>");
    }
}
