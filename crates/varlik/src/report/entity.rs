//! The index of entities.

use std::fmt::Write as _;

use varlik_documents::{Entity, EntityType, MentionKind, RegionKind, Resolution};

use super::escape::{push_count, push_number, push_text};
use super::scope::Scope;

/// Spellings in the closed row of an entity.
const MAX_SPELLINGS_IN_ROW: usize = 4;
/// Spellings compared for the closed row; an entity rarely has more.
const MAX_COMPARED: usize = 64;
/// Spellings, descriptions and articles listed for one entity.
const MAX_LISTED: usize = 100;
/// Those of them that are seen at once; the rest is folded.
const MAX_UNFOLDED: usize = 12;

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

/// Writes one filter button for each type that occurs; it is the key to the labels and colours as well.
///
/// The script enables them: without it they are the key alone.
pub(super) fn write_type_chips(out: &mut String, resolution: &Resolution) {
    for entity_type in EntityType::ALL {
        let count = resolution.entities.iter().filter(|entity| entity.entity_type == entity_type).count();
        if count == 0 {
            continue;
        }
        let class = type_class(entity_type);
        let (one, many) = type_words(entity_type);
        let _ = write!(
            out,
            "<button type=\"button\" class=\"chip {class}\" data-type=\"{class}\" aria-pressed=\"true\" disabled \
             title=\"show or hide {many}\"><b>{entity_type}</b> "
        );
        push_count(out, count, one, many);
        out.push_str("</button>");
    }
}

/// Writes the entities that the page shows, each with its spellings and the articles it occurs in.
///
/// Those that no story names come last, whatever their number of mentions.
pub(super) fn write_entities(out: &mut String, scope: &Scope<'_>) {
    let shown = || scope.resolution.entities.iter().enumerate().take(scope.shown_entities());
    let told = shown().filter(|(index, _)| scope.is_told(*index));
    let aside = shown().filter(|(index, _)| !scope.is_told(*index));
    for (index, entity) in told.chain(aside) {
        write_entity(out, scope, index, entity);
    }
}

fn write_entity(out: &mut String, scope: &Scope<'_>, index: usize, entity: &Entity) {
    let class = type_class(entity.entity_type);
    let aside = if scope.is_told(index) { "" } else { " aside" };
    let _ = write!(
        out,
        "<li><details class=\"entity {class}{aside}\" id=\"e{index}\" data-type=\"{class}\" data-mentions=\"{}\" \
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
    push_other_spellings(out, scope, index, entity);
    out.push_str("</summary>");
    push_list(out, "Spellings", "spellings", &spellings(entity));
    push_list(out, "Described as", "descriptions", &descriptions(scope, entity));
    push_places(out, scope, entity);
    if let Some(kb_id) = &entity.kb_id {
        out.push_str("<p class=\"kb\">Known as <code>");
        push_text(out, kb_id);
        out.push_str("</code>");
        push_evidence(out, entity);
        out.push_str("</p>");
    }
    out.push_str("</details></li>");
}

/// Writes why an entity is that entry of the reader's knowledge base, in bits.
fn push_evidence(out: &mut String, entity: &Entity) {
    let Some(told) = &entity.knowledge else { return };
    for (place, line) in told.evidence.iter().enumerate() {
        out.push_str(if place == 0 { ": " } else { ", " });
        push_text(out, line.what.as_str());
        let _ = write!(out, " {:+.1} <span class=\"detail\">(", line.weight);
        push_text(out, &line.detail);
        out.push_str(")</span>");
    }
    if let Some((rival, weight)) = &told.rival {
        out.push_str("; next <code>");
        push_text(out, rival);
        let _ = write!(out, "</code> {weight:+.1}");
    }
}

/// Writes, in the closed row, how else the entity is spelled, and where it stands when no story names it.
fn push_other_spellings(out: &mut String, scope: &Scope<'_>, index: usize, entity: &Entity) {
    let mut seen = vec![entity.name.to_lowercase()];
    let mut others = Vec::new();
    // One that differs in case only says nothing new here; the open row lists it.
    for alias in &entity.aliases {
        let lower = alias.text.to_lowercase();
        if !seen.contains(&lower) {
            seen.push(lower);
            others.push(alias.text.as_str());
        }
        if seen.len() > MAX_COMPARED {
            break;
        }
    }
    let regions = if scope.is_told(index) { Vec::new() } else { regions_of(scope, entity) };
    if others.is_empty() && regions.is_empty() {
        return;
    }
    out.push_str("<span class=\"also\">");
    if !regions.is_empty() {
        out.push_str("<i>only in ");
        out.push_str(&regions.join(", "));
        out.push_str(if others.is_empty() { "</i>" } else { "</i> · " });
    }
    for (position, text) in others.iter().take(MAX_SPELLINGS_IN_ROW).enumerate() {
        out.push_str(if position == 0 { "<bdi>" } else { ", <bdi>" });
        push_text(out, text);
        out.push_str("</bdi>");
    }
    if others.len() > MAX_SPELLINGS_IN_ROW {
        let _ = write!(out, ", +{}", others.len() - MAX_SPELLINGS_IN_ROW);
    }
    out.push_str("</span>");
}

/// Returns what the lines are called that an entity stands in, in the order of the enumeration.
fn regions_of(scope: &Scope<'_>, entity: &Entity) -> Vec<String> {
    let mentions = entity.mentions.iter().filter_map(|&index| scope.resolution.mentions.get(index));
    let mut kinds: Vec<RegionKind> = mentions.map(|mention| mention.region).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.into_iter().map(|kind| kind.as_str().replace('_', " ")).collect()
}

fn spellings(entity: &Entity) -> Vec<(&str, usize)> {
    entity.aliases.iter().map(|alias| (alias.text.as_str(), alias.count)).collect()
}

/// Returns the descriptions that stand for an entity, such as "Kremlin spokesman", with how often, the most frequent first.
fn descriptions<'r>(scope: &Scope<'r>, entity: &Entity) -> Vec<(&'r str, usize)> {
    let mut texts: Vec<&str> = entity
        .mentions
        .iter()
        .filter_map(|&index| scope.resolution.mentions.get(index))
        .filter(|mention| mention.kind == MentionKind::Nominal)
        .filter_map(|mention| scope.document(mention.document)?.text.get(mention.span.clone()))
        .collect();
    texts.sort_unstable();
    let mut counted: Vec<(&str, usize)> = texts
        .chunk_by(|left, right| left == right)
        .filter_map(|run| Some((*run.first()?, run.len())))
        .collect();
    counted.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    counted
}

/// Writes a labelled list of texts with their counts, if there are any; a long one starts folded.
fn push_list(out: &mut String, label: &str, class: &str, items: &[(&str, usize)]) {
    if items.is_empty() {
        return;
    }
    let _ = write!(out, "<p class=\"label\">{label}</p><ul class=\"{class}\">");
    for (position, &(text, count)) in items.iter().take(MAX_LISTED).enumerate() {
        push_fold(out, class, position, items.len());
        out.push_str("<li><bdi>");
        push_text(out, text);
        out.push_str("</bdi> <span class=\"times\">");
        push_number(out, count);
        out.push_str("</span></li>");
    }
    push_list_end(out, items.len());
}

/// Folds what follows the first items of a long list.
fn push_fold(out: &mut String, class: &str, position: usize, all: usize) {
    if position == MAX_UNFOLDED && all > MAX_UNFOLDED {
        out.push_str("</ul><details class=\"more\"><summary>");
        push_number(out, all - MAX_UNFOLDED);
        let _ = write!(out, " more</summary><ul class=\"{class}\">");
    }
}

fn push_list_end(out: &mut String, all: usize) {
    if all > MAX_LISTED {
        out.push_str("<li>and ");
        push_number(out, all - MAX_LISTED);
        out.push_str(" more</li>");
    }
    out.push_str(if all > MAX_UNFOLDED { "</ul></details>" } else { "</ul>" });
}

/// Writes the articles of an entity, each linked to the entity's first mention there.
fn push_places(out: &mut String, scope: &Scope<'_>, entity: &Entity) {
    out.push_str("<p class=\"label\">In</p><ul class=\"places\">");
    let mentions = &scope.resolution.mentions;
    let document_of = |mention: &&usize| mentions.get(**mention).map(|mention| mention.document);
    let mut rest = entity.mentions.as_slice();
    for (position, &document) in entity.documents.iter().take(MAX_LISTED).enumerate() {
        push_fold(out, "places", position, entity.documents.len());
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
    push_list_end(out, entity.documents.len());
}
